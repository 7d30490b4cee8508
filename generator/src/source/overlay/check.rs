//! Checks the keys and the values of an overlay (Overlay Specification 1.0 and 1.1, section 4.4), each at its place.

use serde_json::{Map, Value};

use crate::diagnostic::nearest::closest;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{FileId, Origin, Pointer, Position};

/// The actions of an overlay that can be applied.
pub(super) struct Checked<'v> {
    pub(super) actions: Vec<(Pointer, &'v Map<String, Value>)>,
    /// Whether an array that updates an array is appended item by item, as since 1.1. In 1.0 it is one item.
    pub(super) concatenates: bool,
}

const ROOT_KEYS: [&str; 4] = ["overlay", "info", "extends", "actions"];
const INFO_KEYS: [&str; 3] = ["title", "version", "description"];
const ACTION_KEYS: [&str; 5] = ["target", "description", "update", "remove", "copy"];

/// Checks an overlay, and returns its valid actions.
pub(super) fn check<'v>(overlay: &'v Value, file: FileId, diagnostics: &mut Diagnostics) -> Checked<'v> {
    let mut check = Check { file, diagnostics };
    let mut checked = Checked { actions: Vec::new(), concatenates: false };
    let root = Pointer::root();
    let Some(members) = overlay.as_object() else {
        check.error(&root, "not a valid overlay: the root must be an object", "begin it with `overlay: 1.0.0`");
        return checked;
    };
    if members.contains_key("openapi") || members.contains_key("swagger") {
        let origin = Origin { file, pointer: root };
        let error = Diagnostic::error(Code::OVERLAY_INVALID, origin, "this is an OpenAPI document, not an overlay")
            .at_position(Some(Position { line: 1, column: 1 }))
            .help("pass it with `--spec`, and overlays with `--overlay`");
        check.diagnostics.push(error);
        return checked;
    }
    let version = check.version(members);
    checked.concatenates = version.is_some_and(|version| !version.starts_with("1.0"));
    let misspelt = check.unknown_keys(members);
    check.info(members);
    if members.get("extends").is_some_and(|extends| !extends.is_string()) {
        check.unused(&root.push("extends"), "`extends` must be a string", "write the URL of the document");
    }
    let actions_at = root.push("actions");
    match members.get("actions") {
        Some(Value::Array(actions)) => {
            if actions.is_empty() {
                check.unused(&actions_at, "`actions` is empty", "add an action, or remove the overlay");
            }
            for (index, action) in actions.iter().enumerate() {
                let at = actions_at.index(index);
                if let Some(action) = check.action(action, &at) {
                    checked.actions.push((at, action));
                }
            }
        }
        Some(other) => {
            let message = format!("`actions` must be an array, found {}", kind(other));
            check.error(&actions_at, message, "begin each action with `- target: …`");
        }
        None if misspelt => {}
        None => check.error(&root, "not a valid overlay: `actions` is missing", "add `actions` with an array"),
    }
    checked
}

struct Check<'d> {
    file: FileId,
    diagnostics: &'d mut Diagnostics,
}

impl Check<'_> {
    fn error(&mut self, at: &Pointer, message: impl Into<String>, help: impl Into<String>) {
        let origin = Origin { file: self.file, pointer: at.clone() };
        self.diagnostics.push(Diagnostic::error(Code::OVERLAY_INVALID, origin, message).help(help));
    }

    fn unused(&mut self, at: &Pointer, message: impl Into<String>, help: impl Into<String>) {
        let origin = Origin { file: self.file, pointer: at.clone() };
        self.diagnostics.push(Diagnostic::warning(Code::OVERLAY_UNUSED, origin, message).help(help));
    }

    /// Returns the version, if it is supported. It may be written as a number: `overlay: 1.0`.
    fn version(&mut self, members: &Map<String, Value>) -> Option<String> {
        let at = Pointer::root().push("overlay");
        let help = "write `overlay: 1.0.0` or `overlay: 1.1.0`";
        let version = match members.get("overlay") {
            Some(Value::String(version)) => version.clone(),
            Some(Value::Number(version)) => version.to_string(),
            Some(other) => {
                self.error(&at, format!("`overlay` must be a version, found {}", kind(other)), help);
                return None;
            }
            None if members.keys().any(|key| closest(key, ["overlay"].into_iter()).is_some()) => return None,
            None => {
                self.error(&Pointer::root(), "not a valid overlay: `overlay` is missing", help);
                return None;
            }
        };
        let is_supported = version == "1" || version.starts_with("1.");
        if !is_supported {
            self.error(&at, format!("overlay version `{version}` is not supported: use 1.0 or 1.1"), help);
        }
        is_supported.then_some(version)
    }

    /// Reports the unknown keys of the root. Returns `true` if one of them must be `actions`.
    fn unknown_keys(&mut self, members: &Map<String, Value>) -> bool {
        let mut misspelt = false;
        for key in members.keys().filter(|key| !ROOT_KEYS.contains(&key.as_str()) && !key.starts_with("x-")) {
            let at = Pointer::root().push(key);
            let message = format!("an overlay has no key `{key}`");
            match closest(key, ROOT_KEYS.into_iter()) {
                // Without the key that is meant, the overlay would have no effect.
                Some(near @ ("actions" | "overlay")) if !members.contains_key(near) => {
                    misspelt |= near == "actions";
                    self.error(&at, message, format!("did you mean `{near}`?"));
                }
                Some(near) => self.unused(&at, message, format!("did you mean `{near}`?")),
                None if ACTION_KEYS.contains(&key.as_str()) => {
                    self.error(&at, message, "write it in an item of `actions`");
                }
                None => self.unused(&at, message, one_of(&ROOT_KEYS)),
            }
        }
        misspelt
    }

    fn info(&mut self, members: &Map<String, Value>) {
        let at = Pointer::root().push("info");
        let help = "write an object with `title` and `version`";
        let info = match members.get("info") {
            Some(Value::Object(info)) => info,
            Some(other) => return self.unused(&at, format!("`info` must be an object, found {}", kind(other)), help),
            None => return,
        };
        for (key, value) in info {
            let at = at.push(key);
            if INFO_KEYS.contains(&key.as_str()) {
                if matches!(value, Value::Array(_) | Value::Object(_) | Value::Null) {
                    self.unused(&at, format!("`{key}` must be a string, found {}", kind(value)), "write a text");
                }
            } else if !key.starts_with("x-") {
                let help = near_or_list(key, &INFO_KEYS);
                self.unused(&at, format!("`info` of an overlay has no key `{key}`"), help);
            }
        }
    }

    /// Returns the members of an action, if it can be applied.
    fn action<'v>(&mut self, action: &'v Value, at: &Pointer) -> Option<&'v Map<String, Value>> {
        let Some(members) = action.as_object() else {
            let message = format!("an action must be an object, found {}", kind(action));
            self.error(at, message, "write an object with `target` and `update`, `copy` or `remove`");
            return None;
        };
        let mut is_valid = true;
        let mut misspelt = Vec::new();
        for (key, value) in members {
            let place = at.push(key);
            let mistake = match key.as_str() {
                "target" | "copy" if !value.is_string() => {
                    let help = "write a JSONPath, such as `$.paths['/pets'].get`".to_owned();
                    Some((format!("`{key}` must be a JSONPath string, found {}", kind(value)), help))
                }
                "remove" if !value.is_boolean() => {
                    let message = format!("`remove` must be a boolean, found {}", kind(value));
                    Some((message, "write `remove: true`".to_owned()))
                }
                "description" if !value.is_string() => {
                    let message = format!("`description` must be a string, found {}", kind(value));
                    self.unused(&place, message, "write a text");
                    None
                }
                known if ACTION_KEYS.contains(&known) || known.starts_with("x-") => None,
                unknown => {
                    misspelt.extend(closest(unknown, ACTION_KEYS.into_iter()));
                    Some((format!("an action has no key `{unknown}`"), near_or_list(unknown, &ACTION_KEYS)))
                }
            };
            if let Some((message, help)) = mistake {
                self.error(&place, message, help);
                is_valid = false;
            }
        }
        if !members.contains_key("target") && !misspelt.contains(&"target") {
            self.error(at, "an action must have a `target`", "write a JSONPath, such as `$.paths['/pets'].get`");
            is_valid = false;
        }
        let changes = members.contains_key("update") || members.contains_key("copy");
        let removes = members.get("remove") == Some(&Value::Bool(true));
        if is_valid && !changes && !removes {
            let place = if members.contains_key("remove") { at.push("remove") } else { at.clone() };
            self.error(&place, "an action must have `update`, `copy` or `remove: true`", "add one of them");
            return None;
        }
        if changes && removes {
            let message = "`update` and `copy` have no effect beside `remove: true`";
            self.unused(&at.push("remove"), message, "write two actions");
        }
        is_valid.then_some(members)
    }
}

fn near_or_list(key: &str, known: &[&'static str]) -> String {
    closest(key, known.iter().copied()).map_or_else(|| one_of(known), |near| format!("did you mean `{near}`?"))
}

fn one_of(keys: &[&str]) -> String {
    format!("its keys are `{}`", keys.join("`, `"))
}

/// Returns what a value is, for a message.
fn kind(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => format!("the boolean `{value}`"),
        Value::Number(value) => format!("the number `{value}`"),
        Value::String(text) if text.chars().count() <= 40 => format!("the string `{text}`"),
        Value::String(_) => "a string".to_owned(),
        Value::Array(_) => "an array".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

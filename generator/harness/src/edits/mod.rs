//! Random edits of OpenAPI documents: single edits that change what a document means, and rewritings that don't.

mod meaningful;
mod meaningless;

use std::path::{Path, PathBuf};

pub use meaningful::{EDITS, edit};
pub use meaningless::{REWRITINGS, rewrite};
use serde_json::{Map, Value};

/// A generator of numbers (xorshift, Marsaglia 2003): the same edits in each run.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Begins with a seed. Zero would stay zero, and is one.
    pub fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    /// Returns a number below a limit. Zero if the limit is.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let limit = u64::try_from(limit).unwrap_or(u64::MAX);
        usize::try_from(self.0.checked_rem(limit).unwrap_or_default()).unwrap_or_default()
    }

    /// Returns one of some items. `None` if there are none.
    pub fn one<'i, T>(&mut self, items: &'i [T]) -> Option<&'i T> {
        items.get(self.below(items.len()))
    }
}

/// An edit that was made.
#[derive(Clone, Debug)]
pub struct Edit {
    /// What was done.
    pub words: &'static str,
    /// The pointer of the node that was edited, or that is new.
    pub place: String,
}

/// Reads the documents of files. Leaves out those without operations, those that refer to other files, and other files than OpenAPI documents.
pub fn documents(mut paths: Vec<PathBuf>) -> Vec<(PathBuf, Value)> {
    paths.sort();
    let read = |path: PathBuf| {
        let document: Value = serde_yaml::from_str(&std::fs::read_to_string(&path).ok()?).ok()?;
        let has_operations = document.get("paths")?.as_object().is_some_and(|paths| !paths.is_empty());
        let mut is_alone = document.get("openapi").is_some();
        walk(&document, "", &mut |pointer, value| {
            is_alone &= !pointer.ends_with("/$ref") || value.as_str().is_some_and(|text| text.starts_with('#'));
        });
        (has_operations && is_alone).then_some((path, document))
    };
    paths.into_iter().filter_map(read).collect()
}

/// Returns the documents of a folder.
///
/// # Errors
///
/// Returns a message if the folder can't be read.
pub fn documents_of(folder: &Path) -> Result<Vec<(PathBuf, Value)>, String> {
    let failed = |error: std::io::Error| format!("`{}` can't be read: {error}", folder.display());
    let entries = std::fs::read_dir(folder).map_err(failed)?;
    Ok(documents(entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_file()).collect()))
}

/// Calls `visit` with each node and its pointer.
fn walk(value: &Value, pointer: &str, visit: &mut dyn FnMut(&str, &Value)) {
    visit(pointer, value);
    let push = |key: &str| format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| walk(value, &push(key), visit)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, value)| walk(value, &push(&index.to_string()), visit));
        }
        _ => {}
    }
}

/// The places that are edited.
#[derive(Debug, Default)]
struct Places {
    /// Schemas that are written out as properties, at any depth.
    properties: Vec<String>,
    /// Operations.
    operations: Vec<String>,
    /// Parameters with a schema.
    parameters: Vec<String>,
}

const METHODS: [&str; 5] = ["delete", "get", "patch", "post", "put"];

fn places(document: &Value) -> Places {
    let mut places = Places::default();
    walk(document, "", &mut |pointer, value| {
        let tokens: Vec<&str> = pointer.split('/').skip(1).collect();
        if is_in_data(pointer) || value.get("$ref").is_some() || !value.is_object() {
            return;
        }
        let is_reached = matches!(tokens.as_slice(), ["paths", _, method, ..] if METHODS.contains(method))
            || matches!(tokens.as_slice(), ["components", "schemas", ..]);
        match tokens.as_slice() {
            ["paths", _, method] if METHODS.contains(method) && value.get("responses").is_some() => {
                places.operations.push(pointer.to_owned());
            }
            ["paths", _, method, "parameters", _] if METHODS.contains(method) && value.get("schema").is_some() => {
                places.parameters.push(pointer.to_owned());
            }
            [.., before, "properties", _] if is_reached && *before != "properties" => {
                places.properties.push(pointer.to_owned());
            }
            _ => {}
        }
    });
    places
}

/// Returns `true` if a node is data and not a part of the document's structure: inside of an example, a default value or an extension.
fn is_in_data(pointer: &str) -> bool {
    let mut before = "";
    pointer.split('/').any(|token| {
        // A property, a component or a response may have any name.
        let is_name = matches!(before, "properties" | "responses" | "schemas" | "parameters" | "headers");
        before = token;
        let is_data = matches!(token, "const" | "default" | "enum" | "example" | "examples" | "links");
        !is_name && (is_data || token.starts_with("x-"))
    })
}

fn node<'d>(document: &'d mut Value, pointer: &str) -> Option<&'d mut Map<String, Value>> {
    document.pointer_mut(pointer)?.as_object_mut()
}

/// Returns the pointer above a pointer, and the last name.
fn parent(pointer: &str) -> Option<(&str, String)> {
    let (parent, token) = pointer.rsplit_once('/')?;
    Some((parent, token.replace("~1", "/").replace("~0", "~")))
}

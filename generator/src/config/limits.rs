//! The limits that a target sets.

use std::collections::BTreeMap;

use toml::Spanned as At;

use super::read_spanned::TargetText;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::nearest::closest;
use crate::limits::{Limits, SETTINGS, Setting};

/// The table `limits` of a target file.
pub(super) type Written = BTreeMap<At<String>, At<toml::Value>>;

/// Converts the table `limits`. A limit that it does not name has its default.
///
/// # Errors
///
/// Returns an error at the first name that is not a limit, or at the first value that is not a positive integer.
pub(super) fn read(text: TargetText<'_>, written: Written) -> Result<Limits, Diagnostic> {
    let mut limits = Limits::default();
    for (name, value) in written {
        let Some(setting) = Setting::of(name.get_ref()) else {
            let error = text.error(name.span().start, format!("`{}` is not a limit", name.get_ref()));
            return Err(error.help(known(name.get_ref())));
        };
        let number = value.get_ref().as_integer().and_then(|number| usize::try_from(number).ok());
        let Some(number) = number.filter(|number| *number > 0) else {
            let message = format!("`{}` must be a positive integer, found `{}`", setting.name, value.get_ref());
            let default = (setting.get)(&Limits::default());
            return Err(text.error(value.span().start, message).help(format!("the default is {default}")));
        };
        (setting.set)(&mut limits, number);
    }
    Ok(limits)
}

/// Returns the help for a name that is not a limit.
fn known(name: &str) -> String {
    let names = || SETTINGS.iter().map(|setting| setting.name);
    let all: Vec<String> = names().map(|name| format!("`{name}`")).collect();
    let all = format!("the limits are {}", all.join(", "));
    match closest(name, names()) {
        Some(close) => format!("did you mean `{close}`? {all}"),
        None => all,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Sources;

    fn read_text(text: &str) -> Result<Limits, String> {
        let mut sources = Sources::new();
        let file = sources.add("target.toml", text);
        let written: BTreeMap<String, Written> = toml::from_str(text).unwrap();
        let written = written.into_values().next().unwrap_or_default();
        let target = TargetText { file, text };
        read(target, written).map_err(|error| crate::diagnostic::render(&error, &sources, false))
    }

    #[test]
    fn each_limit_can_be_set() {
        for setting in SETTINGS {
            let limits = read_text(&format!("[limits]\n{} = 7\n", setting.name)).unwrap();
            assert_eq!((setting.get)(&limits), 7);
            let defaults = SETTINGS.iter().filter(|other| (other.get)(&limits) == (other.get)(&Limits::default()));
            assert_eq!(defaults.count(), SETTINGS.len() - 1, "{}", setting.name);
        }
        assert_eq!(read_text(""), Ok(Limits::default()));
    }

    #[test]
    fn an_unknown_name_is_an_error_that_lists_the_names() {
        let error = read_text("[limits]\ndocument-node = 7\n").unwrap_err();
        assert!(error.contains("target-invalid") && error.contains("target.toml:2:1"), "{error}");
        assert!(error.contains("did you mean `document-nodes`?"), "{error}");
        assert!(SETTINGS.iter().all(|setting| error.contains(setting.name)), "{error}");
    }

    #[test]
    fn a_value_that_is_not_a_positive_integer_is_an_error() {
        for value in ["0", "-1", "1.5", "'7'", "[]", "true"] {
            let error = read_text(&format!("[limits]\nschemas = {value}\n")).unwrap_err();
            assert!(error.contains("target.toml:2:11") && error.contains("must be a positive integer"), "{error}");
        }
    }
}

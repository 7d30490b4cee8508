//! Adds the names of a client to its target file.

use std::collections::BTreeSet;

use super::toml_text::quoted;
use crate::api::Api;
use crate::config::{PinnedName, Spanned};
use crate::location::Pointer;
use crate::rust::Crate;

/// Returns the text of a target file with the names of all types and methods that it does not pin yet, and how many these are. Only
/// the nodes of the document itself are pinned, and not those of the files that it refers to.
pub fn pinned_names(text: &str, api: &Api, planned: &Crate, pinned: &[Spanned<PinnedName>]) -> (String, usize) {
    let known: BTreeSet<(&Pointer, bool)> = pinned.iter().map(|pin| (&pin.value.at, pin.value.is_type())).collect();
    let is_new = |pointer: &Pointer, is_type: bool| !known.contains(&(pointer, is_type));
    let mut names: Vec<(&Pointer, &str)> = planned
        .names
        .iter()
        .filter(|name| name.at.file == api.at.file && is_new(&name.at.pointer, name.is_type))
        // A keyword and a name beyond ASCII are not pinned: the document has to keep them.
        .filter(|name| name.name.as_str().bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'))
        .map(|name| (&name.at.pointer, name.name.as_str()))
        .collect();
    names.sort();
    let lines: String =
        names.iter().map(|(at, name)| format!("{} = {}\n", quoted(&format!("#{at}")), quoted(name))).collect();
    if names.is_empty() {
        return (text.to_owned(), 0);
    }
    let mut end = 0_usize;
    for line in text.split_inclusive('\n') {
        end = end.saturating_add(line.len());
        if line.trim_start().starts_with("[names]") {
            let (head, rest) = (text.get(..end).unwrap_or_default(), text.get(end..).unwrap_or_default());
            let line_break = if head.ends_with('\n') { "" } else { "\n" };
            return (format!("{head}{line_break}{lines}{rest}"), names.len());
        }
    }
    let gap = if text.ends_with('\n') { "\n" } else { "\n\n" };
    let about = "# The names of types and methods, which a change of the document does not change.";
    (format!("{text}{gap}{about}\n[names]\n{lines}"), names.len())
}

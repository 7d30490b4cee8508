//! Changes that a file asks to ignore: each for a reason, and until a day.
//!
//! ```toml
//! [[ignore]]
//! id = "response-property-removed"
//! place = "/components/schemas/Pet/properties/tags"
//! reason = "No caller reads the tags."
//! expires = 2027-01-31
//! ```

use serde::Deserialize;

use super::{Change, Kind, Subject};
use crate::location::Position;

/// An entry of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Ignored {
    /// The kind of the change.
    pub id: String,
    /// The place of the change in the old or the new document, as a JSON Pointer (RFC 6901), or the path of an item such as
    /// `types::Pet`.
    pub place: String,
    /// Why the change does no harm.
    pub reason: String,
    /// The last day on which it is ignored: year, month and day.
    pub expires: (u16, u8, u8),
    /// The line of the entry in the file.
    pub line: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    ignore: Vec<toml::Spanned<WrittenEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenEntry {
    id: toml::Spanned<String>,
    place: toml::Spanned<String>,
    reason: toml::Spanned<String>,
    expires: toml::Spanned<toml::value::Datetime>,
}

/// Reads the entries of a file.
///
/// # Errors
///
/// Returns the position and the message of the first mistake.
pub fn ignored(text: &str) -> Result<Vec<Ignored>, (Position, String)> {
    let at = |offset: usize| Position::of(text, offset);
    let written: Written = toml::from_str(text)
        .map_err(|error| (at(error.span().map_or(0, |span| span.start)), error.message().to_owned()))?;
    let entry = |entry: toml::Spanned<WrittenEntry>| {
        let line = at(entry.span().start).line;
        let WrittenEntry { id, place, reason, expires } = entry.into_inner();
        if !Kind::all().any(|kind| kind.to_string() == *id.get_ref()) {
            return Err((at(id.span().start), format!("`{}` is not the id of a change", id.get_ref())));
        }
        let is_place = |place: &str| place.is_empty() || place.starts_with('/') || place.contains("::");
        if !is_place(place.get_ref()) {
            let message = format!("`{}` is not a JSON Pointer and not the path of an item", place.get_ref());
            return Err((at(place.span().start), message));
        }
        if reason.get_ref().trim().is_empty() {
            return Err((at(reason.span().start), "the reason is empty".to_owned()));
        }
        let Some(date) = expires.get_ref().date else {
            return Err((at(expires.span().start), "`expires` is not a date, such as `2027-01-31`".to_owned()));
        };
        let expires = (date.year, date.month, date.day);
        Ok(Ignored { id: id.into_inner(), place: place.into_inner(), reason: reason.into_inner(), expires, line })
    };
    written.ignore.into_iter().map(entry).collect()
}

impl Ignored {
    /// Returns `true` if a change is the one that the entry is about.
    pub fn matches(&self, change: &Change) -> bool {
        let mut places = [&change.old, &change.new].into_iter().flatten();
        let is_item = change.kind.subject == Subject::Item && change.items.iter().any(|item| item.path == self.place);
        change.kind.to_string() == self.id && (is_item || places.any(|origin| origin.pointer.as_str() == self.place))
    }

    /// Returns `true` if the last day of the entry is over.
    pub fn is_expired(&self, today: (u16, u8, u8)) -> bool {
        self.expires < today
    }
}

#[cfg(test)]
mod tests {
    use super::ignored;

    const ENTRY: &str =
        "[[ignore]]\nid = \"tag-added\"\nplace = \"\"\nreason = \"None is read.\"\nexpires = 2027-01-31\n";

    #[test]
    fn an_entry_is_read() {
        let found = ignored(ENTRY).unwrap();
        let [entry] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((entry.id.as_str(), entry.expires, entry.line), ("tag-added", (2027, 1, 31), 1));
        assert!(!entry.is_expired((2027, 1, 31)) && entry.is_expired((2027, 2, 1)));
    }

    #[test]
    fn a_mistake_has_a_place() {
        for (from, to, line, message) in [
            ("tag-added", "tag-vanished", 2, "`tag-vanished` is not the id of a change"),
            ("place = \"\"", "place = \"a\"", 3, "`a` is not a JSON Pointer and not the path of an item"),
            ("None is read.", " ", 4, "the reason is empty"),
            ("2027-01-31", "10:00:00", 5, "`expires` is not a date, such as `2027-01-31`"),
            ("reason", "because", 4, "unknown field `because`, expected one of `id`, `place`, `reason`, `expires`"),
        ] {
            let (position, found) = ignored(&ENTRY.replace(from, to)).unwrap_err();
            assert_eq!((position.line, found.as_str()), (line, message));
        }
    }
}

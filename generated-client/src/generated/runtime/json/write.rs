// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Writing: from types into a tree.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Json, Tree};

/// The members of an object that is being written.
#[derive(Debug)]
pub struct ObjectWriter<'a> {
    entries: Vec<(Cow<'a, str>, Tree<'a>)>,
}

impl<'a> ObjectWriter<'a> {
    /// An object without members, with room for some.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self { entries: Vec::with_capacity(capacity) }
    }

    /// Adds a member that is always there.
    pub fn required<T: Json>(&mut self, key: &'static str, value: &'a T) {
        self.entries.push((Cow::Borrowed(key), value.write()));
    }

    /// Adds a member if there is one.
    pub fn optional<T: Json>(&mut self, key: &'static str, value: &'a Option<T>) {
        if let Some(value) = value {
            self.required(key, value);
        }
    }

    /// Adds the members of a value that is a part of this object.
    pub fn members<T: Json>(&mut self, part: &'a T) {
        if let Tree::Object(entries) = part.write() {
            self.entries.extend(entries);
        }
    }

    /// Adds the members that have no field of their own. A field's member is not written twice.
    pub fn rest<T: Json>(&mut self, rest: &'a BTreeMap<String, T>) {
        for (key, value) in rest {
            if !self.entries.iter().any(|(known, _)| known == key) {
                self.entries.push((Cow::Borrowed(key), value.write()));
            }
        }
    }

    /// The object.
    #[must_use]
    pub fn finish(self) -> Tree<'a> {
        Tree::Object(self.entries)
    }
}

// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Writing values into a tree.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Json, Maybe, Tree};

/// A writer of the properties of an object.
#[derive(Debug)]
pub struct ObjectWriter<'a> {
    entries: Vec<(Cow<'a, str>, Tree<'a>)>,
}

impl<'a> ObjectWriter<'a> {
    /// Creates a writer with a capacity for properties.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self { entries: Vec::with_capacity(capacity) }
    }

    /// Adds a required property.
    pub fn required<T: Json>(&mut self, key: &'static str, value: &'a T) {
        self.entries.push((Cow::Borrowed(key), value.write()));
    }

    /// Adds an optional property if it is set.
    pub fn optional<T: Json>(&mut self, key: &'static str, value: &'a Option<T>) {
        if let Some(value) = value {
            self.required(key, value);
        }
    }

    /// Adds an optional property if it is set, or `null` if it `was_null` when it was received.
    pub fn nullable<T: Json>(&mut self, key: &'static str, value: &'a Option<T>, was_null: bool) {
        match value {
            Some(value) => self.required(key, value),
            None if was_null => self.null(key),
            None => {}
        }
    }

    /// Adds an optional property unless it is absent.
    pub fn maybe<T: Json>(&mut self, key: &'static str, value: &'a Maybe<T>) {
        match value {
            Maybe::Absent => {}
            Maybe::Null => self.null(key),
            Maybe::Value(value) => self.required(key, value),
        }
    }

    fn null(&mut self, key: &'static str) {
        self.entries.push((Cow::Borrowed(key), Tree::Null));
    }

    /// Adds all properties of another object.
    pub fn members<T: Json>(&mut self, part: &'a T) {
        if let Tree::Object(entries) = part.write() {
            self.entries.extend(entries);
        }
    }

    /// Adds the additional properties. A property that has been added already is skipped.
    pub fn rest<T: Json>(&mut self, rest: &'a BTreeMap<String, T>) {
        for (key, value) in rest {
            if !self.entries.iter().any(|(known, _)| known == key) {
                self.entries.push((Cow::Borrowed(key), value.write()));
            }
        }
    }

    /// Returns the object.
    #[must_use]
    pub fn finish(self) -> Tree<'a> {
        Tree::Object(self.entries)
    }
}

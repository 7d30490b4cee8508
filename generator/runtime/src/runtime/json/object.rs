//! Objects of any properties.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Index;

use super::parse::without_duplicates;
use super::{Value, serde_through_json};

/// A JSON object: unique keys and their values, in insertion order.
///
/// Two objects are equal if they have the same properties in any order. A lookup is a linear search: read an object
/// with thousands of properties into a map with [`Value::read`].
#[derive(Clone, Default)]
pub struct Object {
    members: Vec<(String, Value)>,
}

impl Object {
    /// Creates an empty object.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates an object from properties with unique keys.
    pub(super) fn from_members(members: Vec<(String, Value)>) -> Self {
        Self { members }
    }

    /// Returns the number of properties.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Returns whether the object is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Returns the value of a key, or `None` if it is absent.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.members.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// Returns a mutable reference to the value of a key, or `None` if it is absent.
    #[must_use]
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.members.iter_mut().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// Returns whether the object has a key.
    #[must_use]
    pub fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Sets the value of a key, and returns the previous value. A new key is added at the end.
    pub fn insert(&mut self, key: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        let (key, value) = (key.into(), value.into());
        match self.get_mut(&key) {
            Some(known) => Some(std::mem::replace(known, value)),
            None => {
                self.members.push((key, value));
                None
            }
        }
    }

    /// Removes a key, and returns its value. The order of the other keys does not change.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let index = self.members.iter().position(|(known, _)| known == key)?;
        Some(self.members.remove(index).1)
    }

    /// Returns an iterator over the properties, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
        self.members.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// Returns an iterator over the properties with mutable values, in order.
    pub fn iter_mut(&mut self) -> impl ExactSizeIterator<Item = (&str, &mut Value)> {
        self.members.iter_mut().map(|(key, value)| (key.as_str(), value))
    }

    /// Returns an iterator over the keys, in order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &str> {
        self.members.iter().map(|(key, _)| key.as_str())
    }

    /// Returns an iterator over the values, in order.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &Value> {
        self.members.iter().map(|(_, value)| value)
    }

    fn sorted(&self) -> Vec<&(String, Value)> {
        let mut members: Vec<_> = self.members.iter().collect();
        members.sort_by(|(first, _), (second, _)| first.cmp(second));
        members
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && (self.members == other.members || self.sorted() == other.sorted())
    }
}

impl Eq for Object {}

impl Hash for Object {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.sorted().hash(state);
    }
}

impl fmt::Debug for Object {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.iter()).finish()
    }
}

/// Returns the value of a key, or `null` if it is absent.
impl Index<&str> for Object {
    type Output = Value;

    fn index(&self, key: &str) -> &Value {
        self.get(key).unwrap_or(&Value::Null)
    }
}

impl IntoIterator for Object {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter()
    }
}

/// The last one of several equal keys is kept.
impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for Object {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(members: I) -> Self {
        let members = members.into_iter().map(|(key, value)| (key.into(), value.into()));
        Self { members: without_duplicates(members.collect()) }
    }
}

impl<K: Into<String>, V: Into<Value>> Extend<(K, V)> for Object {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, members: I) {
        let mut all = std::mem::take(&mut self.members);
        all.extend(members.into_iter().map(|(key, value)| (key.into(), value.into())));
        self.members = without_duplicates(all);
    }
}

serde_through_json!(Object);

// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Objects whose keys nobody has named.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Index;

use super::parse::without_duplicates;
use super::{Value, serde_through_json};

/// The members of a JSON object, each key once, in the order in which they came.
///
/// Two objects are equal if they have the same members, in whatever order. A member is found by looking at one after
/// another; where there are thousands, read the value into a map: [`Value::read`].
#[derive(Clone, Default)]
pub struct Object {
    members: Vec<(String, Value)>,
}

impl Object {
    /// Creates an object without members.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The members of a tree, whose keys are different.
    pub(super) fn of_members(members: Vec<(String, Value)>) -> Self {
        Self { members }
    }

    /// The number of members.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there are no members.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The value of a key, if there is one.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.members.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// The value of a key, if there is one, to be changed.
    #[must_use]
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.members.iter_mut().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// Whether there is such a key.
    #[must_use]
    pub fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Sets the value of a key, and returns the one that it had. A new key becomes the last one.
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

    /// Removes a key, and returns the value that it had. The others stay in their order.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let index = self.members.iter().position(|(known, _)| known == key)?;
        Some(self.members.remove(index).1)
    }

    /// The members, in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
        self.members.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// The members, in their order, with values that can be changed.
    pub fn iter_mut(&mut self) -> impl ExactSizeIterator<Item = (&str, &mut Value)> {
        self.members.iter_mut().map(|(key, value)| (key.as_str(), value))
    }

    /// The keys, in their order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &str> {
        self.members.iter().map(|(key, _)| key.as_str())
    }

    /// The values, in the order of their keys.
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

/// The value of a key; `null` if there is none.
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

/// Of several equal keys, the last one counts.
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

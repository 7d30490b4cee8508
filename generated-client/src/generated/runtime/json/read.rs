// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Reading values from a tree.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use super::{Json, Kind, Maybe, Nulls, Tree, pointer};

/// A value that does not match a type. The error has the path of the value.
// A pointer keeps the many results small that reading a struct takes.
#[derive(Clone, PartialEq, Eq)]
pub struct ReadError(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    /// The keys and indices of the path, the last one first.
    path: Vec<String>,
    problem: Problem,
}

#[derive(Clone, PartialEq, Eq)]
enum Problem {
    Missing,
    Unexpected {
        expected: &'static str,
        found: Kind,
    },
    OutOfRange {
        expected: &'static str,
    },
    Malformed {
        expected: &'static str,
    },
    /// The message of a foreign type.
    Custom(String),
}

impl ReadError {
    fn new(path: Vec<String>, problem: Problem) -> Self {
        Self(Box::new(Inner { path, problem }))
    }

    /// Creates the error of a value of another kind than the expected one.
    #[doc(hidden)]
    pub fn unexpected(expected: &'static str, found: &Tree<'_>) -> Self {
        Self::new(Vec::new(), Problem::Unexpected { expected, found: found.kind() })
    }

    /// Creates the error of a number that the type cannot represent.
    #[doc(hidden)]
    pub fn out_of_range(expected: &'static str) -> Self {
        Self::new(Vec::new(), Problem::OutOfRange { expected })
    }

    /// Creates the error of a value that has the right kind and the wrong form.
    #[doc(hidden)]
    pub fn malformed(expected: &'static str) -> Self {
        Self::new(Vec::new(), Problem::Malformed { expected })
    }

    fn missing(key: &str) -> Self {
        Self::new(vec![key.to_owned()], Problem::Missing)
    }

    /// Adds a key or an index to the front of the path.
    #[doc(hidden)]
    #[must_use]
    pub fn within(mut self, key: &str) -> Self {
        self.0.path.push(key.to_owned());
        self
    }

    /// Adds the tokens of a JSON Pointer (RFC 6901) to the front of the path.
    pub(crate) fn within_pointer(self, pointer: &str) -> Self {
        let tokens: Vec<String> = pointer::tokens(pointer).into_iter().flatten().collect();
        tokens.iter().rev().fold(self, |error, token| error.within(token))
    }

    /// Returns the path of the value, as a JSON Pointer (RFC 6901).
    pub fn path(&self) -> String {
        pointer::join(self.0.path.iter().rev())
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.path.is_empty() {
            write!(formatter, "`{}`: ", self.path())?;
        }
        match &self.0.problem {
            Problem::Missing => formatter.write_str("missing"),
            Problem::Unexpected { expected, found } => write!(formatter, "expected {expected}, found {found}"),
            Problem::OutOfRange { expected } => write!(formatter, "number does not fit {expected}"),
            Problem::Malformed { expected } => write!(formatter, "expected {expected}"),
            Problem::Custom(message) => formatter.write_str(message),
        }
    }
}

impl fmt::Debug for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ReadError({self})")
    }
}

impl std::error::Error for ReadError {}

impl serde::de::Error for ReadError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(Vec::new(), Problem::Custom(message.to_string()))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::missing(field)
    }
}

impl<'a> Tree<'a> {
    /// Returns a reader of the properties of an object.
    ///
    /// # Errors
    ///
    /// Returns [`ReadError`] if the value is not an object.
    pub fn object(&self) -> Result<ObjectReader<'_, 'a>, ReadError> {
        match self {
            Self::Object(entries) => Ok(ObjectReader { entries, next: 0, nulls: Nulls::default() }),
            other => Err(ReadError::unexpected("an object", other)),
        }
    }

    /// Returns the items of an array.
    ///
    /// # Errors
    ///
    /// Returns [`ReadError`] if the value is not an array.
    pub fn array(&self) -> Result<&[Tree<'a>], ReadError> {
        match self {
            Self::Array(items) => Ok(items),
            other => Err(ReadError::unexpected("an array", other)),
        }
    }

    /// Returns the text of a string.
    ///
    /// # Errors
    ///
    /// Returns [`ReadError`] if the value is not a string.
    pub fn string(&self) -> Result<&str, ReadError> {
        match self {
            Self::String(text) => Ok(text),
            other => Err(ReadError::unexpected("a string", other)),
        }
    }
}

/// A reader of the properties of an object. Reading them in the order of the text takes one comparison each.
#[derive(Debug)]
pub struct ObjectReader<'t, 'a> {
    entries: &'t [(Cow<'a, str>, Tree<'a>)],
    /// The index at which the next property is expected.
    next: usize,
    /// The properties that [`nullable`](Self::nullable) has read as `null`.
    nulls: Nulls,
}

impl<'t, 'a> ObjectReader<'t, 'a> {
    fn find(&mut self, key: &str) -> Option<&'t Tree<'a>> {
        let at = |(known, _): &(Cow<'a, str>, Tree<'a>)| known == key;
        let expected = self.entries.get(self.next).is_some_and(at);
        let index = if expected { self.next } else { self.entries.iter().position(at)? };
        self.next = index.saturating_add(1);
        self.entries.get(index).map(|(_, value)| value)
    }

    /// Reads a required property.
    ///
    /// # Errors
    ///
    /// Returns [`ReadError`] if the property is absent or does not match `T`.
    pub fn required<T: Json>(&mut self, key: &str) -> Result<T, ReadError> {
        match self.find(key) {
            Some(value) => T::read(value).map_err(|error| error.within(key)),
            None => Err(ReadError::missing(key)),
        }
    }

    /// Reads an optional property. `null` is read as an absent property.
    ///
    /// # Errors
    ///
    /// Returns [`ReadError`] if the property is present and does not match `T`.
    pub fn optional<T: Json>(&mut self, key: &str) -> Result<Option<T>, ReadError> {
        match self.find(key) {
            None | Some(Tree::Null) => Ok(None),
            Some(value) => T::read(value).map(Some).map_err(|error| error.within(key)),
        }
    }

    /// Reads an optional property that may be `null`. `None` is either an absent property or `null`;
    /// [`nulls`](Self::nulls) keeps which. `index` identifies the property among all that are read by this method.
    ///
    /// # Errors
    ///
    /// Returns [`ReadError`] if the property is present and does not match `T`.
    pub fn nullable<T: Json>(&mut self, key: &str, index: u32) -> Result<Option<T>, ReadError> {
        match self.find(key) {
            None => Ok(None),
            Some(Tree::Null) => {
                self.nulls.insert(index);
                Ok(None)
            }
            Some(value) => T::read(value).map(Some).map_err(|error| error.within(key)),
        }
    }

    /// Returns the properties that [`nullable`](Self::nullable) has read as `null`.
    #[must_use]
    pub fn nulls(&self) -> Nulls {
        self.nulls
    }

    /// Reads an optional property whose `null` differs from an absent property.
    ///
    /// # Errors
    ///
    /// Returns [`ReadError`] if the property is present and does not match `T`.
    pub fn maybe<T: Json>(&mut self, key: &str) -> Result<Maybe<T>, ReadError> {
        match self.find(key) {
            None => Ok(Maybe::Absent),
            Some(Tree::Null) => Ok(Maybe::Null),
            Some(value) => T::read(value).map(Maybe::Value).map_err(|error| error.within(key)),
        }
    }

    /// Reads an optional property of a type that has `null` itself.
    ///
    /// # Errors
    ///
    /// Returns [`ReadError`] if the property is present and does not match `T`.
    pub fn optional_nullable<T: Json>(&mut self, key: &str) -> Result<Option<T>, ReadError> {
        match self.find(key) {
            None => Ok(None),
            Some(value) => T::read(value).map(Some).map_err(|error| error.within(key)),
        }
    }

    /// Reads all properties except for the `known` ones.
    ///
    /// # Errors
    ///
    /// Returns [`ReadError`] if a property does not match `T`.
    pub fn rest<T: Json>(&self, known: &[&str]) -> Result<BTreeMap<String, T>, ReadError> {
        let mut rest = BTreeMap::new();
        for (key, value) in self.entries.iter().filter(|(key, _)| !known.contains(&key.as_ref())) {
            match T::read(value) {
                Ok(value) => rest.insert(key.clone().into_owned(), value),
                Err(error) => return Err(error.within(key)),
            };
        }
        Ok(rest)
    }
}

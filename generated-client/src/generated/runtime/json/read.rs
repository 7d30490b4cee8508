// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Reading: from a tree into types.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use super::{Json, Kind, Tree};

/// Why a value does not fit a type, and where in it. It is a pointer, so that the many results that reading a struct
/// takes are as small as what is read.
#[derive(Clone, PartialEq, Eq)]
pub struct ReadError(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    /// The parts of the path, the last one first.
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
    /// What a type of somebody else says.
    Foreign(String),
}

impl ReadError {
    fn new(path: Vec<String>, problem: Problem) -> Self {
        Self(Box::new(Inner { path, problem }))
    }

    /// A value of one kind where another one is expected.
    pub fn unexpected(expected: &'static str, found: &Tree<'_>) -> Self {
        Self::new(Vec::new(), Problem::Unexpected { expected, found: found.kind() })
    }

    /// A number that the type has no room for.
    pub fn out_of_range(expected: &'static str) -> Self {
        Self::new(Vec::new(), Problem::OutOfRange { expected })
    }

    /// A string that is no text of a type.
    pub fn malformed(expected: &'static str) -> Self {
        Self::new(Vec::new(), Problem::Malformed { expected })
    }

    fn missing(key: &str) -> Self {
        Self::new(vec![key.to_owned()], Problem::Missing)
    }

    /// The same error, seen from the value that holds the one which does not fit.
    #[must_use]
    pub fn within(mut self, key: &str) -> Self {
        self.0.path.push(key.to_owned());
        self
    }

    /// The place in the value, as a JSON Pointer (RFC 6901).
    pub fn path(&self) -> String {
        let parts = self.0.path.iter().rev();
        parts.map(|part| format!("/{}", part.replace('~', "~0").replace('/', "~1"))).collect()
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.path.is_empty() {
            formatter.write_str("the whole value: ")?;
        } else {
            write!(formatter, "`{}`: ", self.path())?;
        }
        match &self.0.problem {
            Problem::Missing => formatter.write_str("missing"),
            Problem::Unexpected { expected, found } => write!(formatter, "expected {expected}, found {found}"),
            Problem::OutOfRange { expected } => write!(formatter, "expected {expected}, found another number"),
            Problem::Malformed { expected } => write!(formatter, "expected {expected}, found something else"),
            Problem::Foreign(message) => formatter.write_str(message),
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
        Self::new(Vec::new(), Problem::Foreign(message.to_string()))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::missing(field)
    }
}

impl<'a> Tree<'a> {
    /// The members of an object.
    ///
    /// # Errors
    ///
    /// If it is no object. An array is none, whatever its items.
    pub fn object(&self) -> Result<ObjectReader<'_, 'a>, ReadError> {
        match self {
            Self::Object(entries) => Ok(ObjectReader { entries, next: 0 }),
            other => Err(ReadError::unexpected("an object", other)),
        }
    }

    /// The items of an array.
    ///
    /// # Errors
    ///
    /// If it is no array.
    pub fn array(&self) -> Result<&[Tree<'a>], ReadError> {
        match self {
            Self::Array(items) => Ok(items),
            other => Err(ReadError::unexpected("an array", other)),
        }
    }

    /// The text of a string.
    ///
    /// # Errors
    ///
    /// If it is no string.
    pub fn string(&self) -> Result<&str, ReadError> {
        match self {
            Self::String(text) => Ok(text),
            other => Err(ReadError::unexpected("a string", other)),
        }
    }
}

/// The members of an object, asked for by key. Asking in the order of the text costs one comparison a key.
#[derive(Debug)]
pub struct ObjectReader<'t, 'a> {
    entries: &'t [(Cow<'a, str>, Tree<'a>)],
    /// Where the member is expected that is asked for next.
    next: usize,
}

impl<'t, 'a> ObjectReader<'t, 'a> {
    fn find(&mut self, key: &str) -> Option<&'t Tree<'a>> {
        let at = |(known, _): &(Cow<'a, str>, Tree<'a>)| known == key;
        let expected = self.entries.get(self.next).is_some_and(at);
        let index = if expected { self.next } else { self.entries.iter().position(at)? };
        self.next = index.saturating_add(1);
        self.entries.get(index).map(|(_, value)| value)
    }

    /// A member that has to be there.
    ///
    /// # Errors
    ///
    /// If it is absent, or is not what `T` reads; whether `null` is, `T` decides.
    pub fn required<T: Json>(&mut self, key: &str) -> Result<T, ReadError> {
        match self.find(key) {
            Some(value) => T::read(value).map_err(|error| error.within(key)),
            None => Err(ReadError::missing(key)),
        }
    }

    /// A member that may be absent, and whose `null` means the same.
    ///
    /// # Errors
    ///
    /// If it is there and not what `T` reads.
    pub fn optional<T: Json>(&mut self, key: &str) -> Result<Option<T>, ReadError> {
        match self.find(key) {
            None | Some(Tree::Null) => Ok(None),
            Some(value) => T::read(value).map(Some).map_err(|error| error.within(key)),
        }
    }

    /// A member that may be absent, and whose `null` means something else.
    ///
    /// # Errors
    ///
    /// If it is there and not what `T` reads.
    pub fn optional_nullable<T: Json>(&mut self, key: &str) -> Result<Option<T>, ReadError> {
        match self.find(key) {
            None => Ok(None),
            Some(value) => T::read(value).map(Some).map_err(|error| error.within(key)),
        }
    }

    /// All members but those with the `known` keys.
    ///
    /// # Errors
    ///
    /// If one of them is not what `T` reads.
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

//! The error of a value that does not match a type.

use std::fmt;

use super::{Kind, pointer};

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

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// A required property is absent.
    Missing { key: String },
    /// The value is of another kind.
    Unexpected { expected: &'static str, found: Kind },
    /// The type cannot represent the number.
    OutOfRange { expected: &'static str },
    /// The value has the right kind and the wrong form.
    Malformed { expected: &'static str },
    /// The message of a foreign type.
    Custom(String),
}

impl ReadError {
    fn new(path: Vec<String>, problem: Problem) -> Self {
        Self(Box::new(Inner { path, problem }))
    }

    /// Creates the error of a value at a path: keys and indices, the last one first.
    pub(super) fn at(problem: Problem, mut path: Vec<String>) -> Self {
        if let Problem::Missing { key } = &problem {
            path.insert(0, key.clone());
        }
        Self::new(path, problem)
    }

    /// Creates the error of a number that the type cannot represent.
    pub(super) fn out_of_range(expected: &'static str) -> Self {
        Self::new(Vec::new(), Problem::OutOfRange { expected })
    }

    /// Creates the error of a value that has the right kind and the wrong form.
    pub(super) fn malformed(expected: &'static str) -> Self {
        Self::new(Vec::new(), Problem::Malformed { expected })
    }

    /// Adds a key or an index to the front of the path.
    #[must_use]
    pub(super) fn within(mut self, key: &str) -> Self {
        self.0.path.push(key.to_owned());
        self
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
            Problem::Missing { .. } => formatter.write_str("missing"),
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
        Self::at(Problem::Missing { key: field.to_owned() }, Vec::new())
    }
}

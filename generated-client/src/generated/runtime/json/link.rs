// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! A `Box` at which the compiler's search for auto traits ends.

use std::fmt;
use std::ops::{Deref, DerefMut};

use super::{Blank, Failed, Json, Reader, Writer};

/// A boxed value in a long cycle of types. It dereferences to the value, and a value converts into it with `into`.
///
/// A link is `Send` and `Sync` without looking at its value. The compiler derives these traits from all fields of a
/// type, and fails for a chain of more than 128 types.
pub struct Link<T>(Box<dyn Linked<T> + Send + Sync>);

/// The methods of a link's value. They are called through a table, since the compiler also fails to generate code for a
/// chain of more than 128 functions, such as that of `Debug`.
trait Linked<T> {
    fn get(&self) -> &T;
    fn get_mut(&mut self) -> &mut T;
    fn into_value(self: Box<Self>) -> T;
    fn copy(&self) -> Link<T>;
    fn is_equal(&self, other: &T) -> bool;
    fn debug(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result;
}

impl<T: Clone + fmt::Debug + PartialEq + Send + Sync + 'static> Linked<T> for T {
    fn get(&self) -> &T {
        self
    }

    fn get_mut(&mut self) -> &mut T {
        self
    }

    fn into_value(self: Box<Self>) -> T {
        *self
    }

    fn copy(&self) -> Link<T> {
        Link::new(self.clone())
    }

    fn is_equal(&self, other: &T) -> bool {
        self == other
    }

    fn debug(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(formatter)
    }
}

#[allow(dead_code, reason = "an API may have no long cycle of types")]
impl<T> Link<T> {
    /// Creates a link.
    #[must_use]
    pub fn new(value: T) -> Self
    where
        T: Clone + fmt::Debug + PartialEq + Send + Sync + 'static,
    {
        Self(Box::new(value))
    }

    /// Consumes the link and returns the value.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0.into_value()
    }
}

impl<T> Deref for Link<T> {
    type Target = T;

    fn deref(&self) -> &T {
        (*self.0).get()
    }
}

impl<T> DerefMut for Link<T> {
    fn deref_mut(&mut self) -> &mut T {
        (*self.0).get_mut()
    }
}

impl<T: Clone + fmt::Debug + PartialEq + Send + Sync + 'static> From<T> for Link<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T> Clone for Link<T> {
    fn clone(&self) -> Self {
        (*self.0).copy()
    }
}

impl<T> fmt::Debug for Link<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        (*self.0).debug(formatter)
    }
}

impl<T> PartialEq for Link<T> {
    fn eq(&self, other: &Self) -> bool {
        (*self.0).is_equal(other)
    }
}

impl<T: Eq> Eq for Link<T> {}

impl<T: std::hash::Hash> std::hash::Hash for Link<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        T::hash(self, state);
    }
}

impl<T: Json + Clone + fmt::Debug + PartialEq + Send + Sync + 'static> Json for Link<T> {
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        T::read(from).map(Self::new)
    }

    fn fill(&mut self, from: &mut Reader<'_>) -> Result<(), Failed> {
        T::fill(self, from)
    }

    fn write(&self, to: &mut Writer) {
        T::write(self, to);
    }
}

impl<T: Blank + Clone + fmt::Debug + PartialEq + Send + Sync + 'static> Blank for Link<T> {
    fn blank() -> Self {
        Self::new(T::blank())
    }
}

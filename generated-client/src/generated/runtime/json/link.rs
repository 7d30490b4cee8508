// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! A `Box` that ends the compiler's search for `Send` and `Sync`.

use std::fmt;
use std::ops::{Deref, DerefMut};

use super::{Json, ReadError, Tree};

/// A value on the heap, as in a `Box`: `*link` is the value, and `into` makes a link of one.
///
/// The compiler finds out whether a type is `Send` by way of everything that it holds, and gives up after 128 steps. Where
/// types hold each other in a longer circle, they do so by links: a link is `Send` and `Sync` by itself, since only what is
/// both can be put into one.
pub struct Link<T>(Box<dyn Linked<T> + Send + Sync>);

/// What a link does with its value. That the compiler finds these methods by a table ends its search for code too: a chain
/// of `Debug` has two functions for each type, and more than 128 of them are too many.
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

#[allow(dead_code, reason = "most documents have no circle that is long enough")]
impl<T> Link<T> {
    /// Puts a value on the heap.
    #[must_use]
    pub fn new(value: T) -> Self
    where
        T: Clone + fmt::Debug + PartialEq + Send + Sync + 'static,
    {
        Self(Box::new(value))
    }

    /// Returns the value.
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
    fn read(tree: &Tree<'_>) -> Result<Self, ReadError> {
        T::read(tree).map(Self::new)
    }

    fn write(&self) -> Tree<'_> {
        T::write(self)
    }
}

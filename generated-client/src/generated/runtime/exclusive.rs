// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! A wrapper that makes a value `Sync` by allowing exclusive access only.

use std::fmt;
use std::sync::{Mutex, PoisonError};

/// A value that is accessed through `&mut` only.
///
/// The wrapper is `Sync` if the value is `Send`, since a shared reference gives no access. It lets a type that holds a
/// stream or a future be part of an error, which `?` requires to be `Sync`.
pub(crate) struct Exclusive<T>(Mutex<T>);

impl<T> Exclusive<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Mutex::new(value))
    }

    /// Returns the value. The lock is never contended, since the caller holds the only reference.
    pub(crate) fn get_mut(&mut self) -> &mut T {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn into_inner(self) -> T {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> fmt::Debug for Exclusive<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Exclusive")
    }
}

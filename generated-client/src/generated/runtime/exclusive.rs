// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Values that only their owner reaches.

use std::fmt;
use std::sync::{Mutex, PoisonError};

/// A value that is reached by `&mut` alone, which makes it `Sync` whatever it holds: a reference to it gives access to
/// nothing. A stream or a future that is only `Send` can so be a part of an error that `?` hands to any thread.
pub(super) struct Exclusive<T>(Mutex<T>);

impl<T> Exclusive<T> {
    pub(super) fn new(value: T) -> Self {
        Self(Mutex::new(value))
    }

    /// The value. Nothing waits for the lock: whoever has `&mut` has the only reference.
    pub(super) fn get_mut(&mut self) -> &mut T {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> fmt::Debug for Exclusive<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Exclusive")
    }
}

// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Which optional properties of a received object were `null`.

use std::hash::{Hash, Hasher};

/// Which optional properties of a received object were `null` instead of absent, a bit for each property.
///
/// A type that callers only read has `None` for both. It keeps the difference here, so that it is written as it was
/// received. Values that differ in nothing else are equal.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nulls(u64);

impl Nulls {
    /// The number of properties that have a bit.
    const BITS: u32 = u64::BITS;

    /// Adds a property.
    pub(super) fn insert(&mut self, property: u32) {
        self.0 |= bit(property);
    }

    /// Returns whether a property was `null`.
    #[must_use]
    pub fn contains(self, property: u32) -> bool {
        self.0 & bit(property) != 0
    }
}

fn bit(property: u32) -> u64 {
    if property < Nulls::BITS { 1 << property } else { 0 }
}

impl PartialEq for Nulls {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Nulls {}

impl Hash for Nulls {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

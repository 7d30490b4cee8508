// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The type `ActionIdentifier`.

/// The schema `ActionIdentifier`.
pub type ActionIdentifier = String;

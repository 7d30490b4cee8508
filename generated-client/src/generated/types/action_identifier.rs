// Generated from an OpenAPI document. The next run of the generator undoes any change made here.

//! The type `ActionIdentifier`.

/// The schema `ActionIdentifier`.
pub type ActionIdentifier = String;

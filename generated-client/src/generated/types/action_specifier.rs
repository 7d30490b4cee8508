// Generated from an OpenAPI document. The next run of the generator undoes any change made here.

//! The type `ActionSpecifier`.

/// The schema `ActionSpecifier`.
pub type ActionSpecifier = String;

// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The type `ActionSpecifier`.

/// The schema `ActionSpecifier`.
pub type ActionSpecifier = String;

// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The types of `#/components/schemas/ActionIdentifier`.

pub type ActionIdentifier = String;

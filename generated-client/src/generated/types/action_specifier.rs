// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The types of `#/components/schemas/ActionSpecifier`.

pub type ActionSpecifier = String;

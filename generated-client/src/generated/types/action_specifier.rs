// Generated from an OpenAPI document. The next run of the generator overwrites any change.

pub type ActionSpecifier = String;

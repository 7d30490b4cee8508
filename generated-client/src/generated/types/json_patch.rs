// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The types of `#/components/schemas/JSONPatch`.

use crate::types::PatchOperation;

/// A JSON Patch ([RFC 6902](https://datatracker.ietf.org/doc/html/rfc6902)).
pub type JsonPatch = Vec<PatchOperation>;

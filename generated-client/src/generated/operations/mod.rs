// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The requests and the responses of the operations.
//!
//! # Data Export destinations
//!
//! - [`patch_destination`](crate::runtime::Client::patch_destination): Update Data Export destination

mod patch_destination;

pub use patch_destination::{
    PatchDestination, PatchDestinationError, PatchDestinationHeaders,
};

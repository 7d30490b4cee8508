//! The generator's integration tests, as one program: each module is about one promise.
//!
//! Their data is beside this folder: `fixtures/`, `errors/`, `examples/`, `twins/`, `injection/`, `wire/` and `constructs.txt`.

mod changes;
mod compile;
mod cycles;
mod errors;
mod examples;
mod explain;
mod features;
mod files;
mod fixtures;
mod growth;
mod growth_bounds;
mod injection;
mod limits;
mod messages;
mod new_crate;
mod oldest_rust;
mod output;
mod pins;
mod public_api;
mod robust;
mod schemas;
mod shadowing;
mod stable_names;
mod stack;
mod support;
mod targets;
mod wire;

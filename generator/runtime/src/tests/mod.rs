//! Tests of the runtime. They are outside of it, so that they are not copied into clients.

mod auto_traits;
mod calls;
mod errors;
mod format;
mod json;
mod numbers;
mod pagination;
mod parse;
mod query;
mod streams;
mod support;
mod union;
mod value;

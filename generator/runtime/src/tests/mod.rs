//! Tests of the runtime. They stand beside it, so that no client carries them.

mod auto_traits;
mod calls;
mod json;
mod numbers;
mod parse;
mod streams;
mod support;
mod text;
mod union;
mod value;

//! Tests of the runtime. They stand beside it, so that no client carries them.

mod auto_traits;
mod calls;
mod json;
mod streams;
mod support;
mod text;
mod union;

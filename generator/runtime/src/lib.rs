//! The hand-written Rust that every generated client carries.

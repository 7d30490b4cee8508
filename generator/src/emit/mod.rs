//! rust to tokens. Nothing is decided here and nothing can fail: what could, has failed before.
//!
//! Each folder is a target: [`client`] prints the client. Another target, such as a server or a mock, stands beside it.

pub(crate) mod client;

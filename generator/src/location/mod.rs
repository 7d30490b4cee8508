//! Source locations: files, JSON Pointers into them, lines and columns. Every other module builds on this one.

mod locate;
mod origin;
mod pointer;
mod position;
mod sources;
mod trail;

pub use locate::{has_fewer_nodes, is_json, locate_all};
pub use origin::{FileId, Origin};
pub use pointer::Pointer;
pub use position::{Place, Position};
pub use sources::{Sources, hash, normalize_path};
pub use trail::Trail;

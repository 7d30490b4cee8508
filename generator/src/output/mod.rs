//! Writes and checks the output folder. No other module writes files.

mod cargo_manifest;
mod check;
mod fs;
mod scaffold;
mod write;

pub use cargo_manifest::missing_requirements;
pub use check::{Drift, DriftKind, check};
pub use fs::{FileSystem, OsFs};
pub use scaffold::{ensure_owned, package_in, package_name, scaffold};
pub use write::{Written, write};

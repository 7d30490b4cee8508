//! Writes and checks the output folder. No other module writes files.

mod cargo_manifest;
mod check;
mod fs;
mod new_manifest;
mod pinned_names;
mod scaffold;
mod target_file;
mod toml_text;
mod write;

pub use cargo_manifest::missing_requirements;
pub use check::{Drift, DriftKind, check};
pub use fs::{FileSystem, OsFs};
pub use pinned_names::pinned_names;
pub use scaffold::{TARGET_FILE, ensure_owned, package_in, package_name, scaffold, version_in};
pub use write::{Written, write};

//! A crate around generated files, for a document that has none yet. It is made once; then it is its owner's.

use std::path::Path;

use super::{Files, MANIFEST};
use crate::diagnostic::{Code, Diagnostic};

/// What every client depends on, as the lines of its manifest have it.
pub(super) const DEPENDENCIES: [(&str, &str); 9] = [
    ("bytes", "\"1.12\""),
    ("futures-core", "{ version = \"0.3\", default-features = false }"),
    ("http", "\"1.5\""),
    ("httpdate", "\"1.0\""),
    ("percent-encoding", "\"2.3\""),
    ("secrecy", "\"0.10\""),
    ("serde", "\"1.0\""),
    ("serde_json", "\"1.0\""),
    ("url", "\"2.5\""),
];

/// What the feature `reqwest` brings.
pub(super) const OPTIONAL_DEPENDENCIES: [(&str, &str); 3] = [
    ("http-body", "{ version = \"1.1\", optional = true }"),
    (
        "reqwest",
        "{ version = \"0.13.5\", default-features = false, features = [\"http2\", \"rustls\"], optional = true }",
    ),
    ("tokio", "{ version = \"1.54\", default-features = false, features = [\"time\"], optional = true }"),
];

/// What became of the crate's own files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scaffold {
    /// They were made.
    Made,
    /// They were there, and are as they were.
    Kept,
}

/// Makes a crate in a folder that is empty, missing, or one of ours.
///
/// # Errors
///
/// If there are files in it that the generator did not make, or if it can't be written.
pub fn scaffold(disk: &mut impl Files, folder: &Path, name: &str, title: &str) -> Result<Scaffold, Diagnostic> {
    let failed = |error: std::io::Error| {
        let message = format!("`{}` can't be written: {error}", folder.display());
        Diagnostic::error(Code::OUTPUT_UNWRITABLE, None, message)
    };
    let is_ours = disk.read(&folder.join("src/generated").join(MANIFEST)).map_err(failed)?.is_some();
    let marker = folder.join(".generated-crate");
    let was_begun = disk.read(&marker).map_err(failed)?.is_some();
    if is_ours {
        disk.remove(&marker).map_err(failed)?;
        return Ok(Scaffold::Kept);
    }
    if !was_begun && !disk.list(folder).map_err(failed)?.is_empty() {
        let message = format!("`{}` holds files that the generator did not make", folder.display());
        let help = "name another folder, one that is empty or does not exist";
        return Err(Diagnostic::error(Code::OUTPUT_OCCUPIED, None, message).help(help));
    }
    // After an interruption the marker tells that what is there was ours to make.
    disk.create(&marker, b"").map_err(failed)?;
    disk.create(&folder.join("Cargo.toml"), cargo_toml(name).as_bytes()).map_err(failed)?;
    disk.create(&folder.join("src/lib.rs"), lib_rs(title).as_bytes()).map_err(failed)?;
    Ok(Scaffold::Made)
}

pub(super) fn cargo_toml(name: &str) -> String {
    let line = |(name, version): &(&str, &str)| format!("{name} = {version}\n");
    let mut dependencies: Vec<String> = DEPENDENCIES.iter().chain(&OPTIONAL_DEPENDENCIES).map(line).collect();
    dependencies.sort();
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.95\"\n\n\
         [features]\ndefault = [\"reqwest\"]\nreqwest = [\"dep:http-body\", \"dep:reqwest\", \"dep:tokio\"]\n\n\
         [dependencies]\n{}\n\
         # The crate stands for itself, even inside the folder of another workspace.\n[workspace]\n",
        dependencies.concat()
    )
}

fn lib_rs(title: &str) -> String {
    format!(
        "//! A client for {title}.\n//!\n//! Everything in [`generated`] is made by the generator; what you add stands beside \
         it.\n\n#[rustfmt::skip]\nmod generated;\n\npub use generated::*;\n"
    )
    .replace("[`generated`]", "`generated`")
}

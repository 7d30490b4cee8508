//! A crate around generated files, for a document that has none yet. It is made once; then it is its owner's.

use std::path::{Path, PathBuf};

use super::FileSystem;
use crate::diagnostic::{Code, Diagnostic};
use crate::render::MANIFEST;

/// What every client depends on, as the lines of its manifest have it.
pub(super) const DEPENDENCIES: [(&str, &str); 9] = [
    ("bytes", "\"1.12\""),
    ("futures-core", "{ version = \"0.3\", default-features = false }"),
    ("http", "\"1.5\""),
    ("httpdate", "\"1.0\""),
    ("percent-encoding", "\"2.3\""),
    ("secrecy", "\"0.10\""),
    ("serde", "\"1.0\""),
    ("serde_json", "{ version = \"1.0\", features = [\"raw_value\"] }"),
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

/// The name of the package in a folder; nothing if there is none yet, or none that can be read.
pub fn package_in(disk: &impl FileSystem, folder: &Path) -> Option<String> {
    let text = String::from_utf8(disk.read(&folder.join("Cargo.toml")).ok()??).ok()?;
    let manifest: toml::Table = text.parse().ok()?;
    Some(manifest.get("package")?.get("name")?.as_str()?.to_owned())
}

/// A name that a package may have: with letters, digits, `-` and `_` only. Several separators in a row are one, since
/// the library would have a name that rustc warns of. A name that a `use` would find something else by is not taken: a
/// keyword, a crate of the standard library, or a crate that every client depends on.
pub fn package_name(name: &str) -> String {
    let legal = |letter: char| if letter.is_ascii_alphanumeric() || letter == '_' { letter } else { '-' };
    let mut spelt = String::with_capacity(name.len());
    for letter in name.chars().map(legal) {
        let is_separator = |letter: char| matches!(letter, '-' | '_');
        if !is_separator(letter) || !spelt.ends_with(is_separator) {
            spelt.push(letter);
        }
    }
    let name = spelt.trim_matches(['-', '_']).to_lowercase();
    let name =
        if name.starts_with(|first: char| first.is_ascii_alphabetic()) { name } else { format!("client-{name}") };
    let name = name.trim_end_matches('-').to_owned();
    let library = name.replace('-', "_");
    let is_keyword = library == "gen" || syn::parse_str::<syn::Ident>(&library).is_err();
    let is_standard = ["alloc", "core", "proc_macro", "std", "test"].contains(&library.as_str());
    let is_dependency = DEPENDENCIES.iter().chain(&OPTIONAL_DEPENDENCIES).any(|(dependency, _)| *dependency == name);
    if is_keyword || is_standard || is_dependency { format!("{name}-client") } else { name }
}

/// Makes sure that a folder is empty, missing, or a crate that was generated before.
///
/// # Errors
///
/// If there are files in it that the generator did not make, or if it can't be read.
pub fn ensure_owned(disk: &impl FileSystem, folder: &Path) -> Result<(), Diagnostic> {
    let failed = |error: std::io::Error| {
        let message = format!("`{}` can't be read: {error}", folder.display());
        Diagnostic::error(Code::OUTPUT_UNWRITABLE, None, message)
    };
    if disk.read(&folder.join("src/generated").join(MANIFEST)).map_err(failed)?.is_some() {
        return Ok(());
    }
    // What an interrupted run left behind is ours.
    let stages = [folder.join("src/.generated.stage"), folder.join("src/.generated.journal")];
    let is_ours = |path: &PathBuf| stages.iter().any(|stage| path.starts_with(stage));
    if disk.list(folder).map_err(failed)?.iter().all(is_ours) {
        return Ok(());
    }
    let message = format!("`{}` holds files that the generator did not make", folder.display());
    let help = "name another folder, one that is empty or does not exist";
    Err(Diagnostic::error(Code::OUTPUT_OCCUPIED, None, message).help(help))
}

/// Makes what a crate needs beside its generated files, where it is not there yet.
///
/// # Errors
///
/// If it can't be written.
pub fn scaffold(disk: &mut impl FileSystem, folder: &Path, name: &str) -> Result<(), Diagnostic> {
    let mut make = |path: PathBuf, text: String| {
        if disk.read(&path)?.is_some() {
            return Ok(());
        }
        let unfinished = path.with_extension("unfinished");
        disk.create(&unfinished, text.as_bytes())?;
        disk.rename(&unfinished, &path)
    };
    let made =
        make(folder.join("src/lib.rs"), lib_rs(name)).and_then(|()| make(folder.join("Cargo.toml"), cargo_toml(name)));
    made.map_err(|error| {
        let message = format!("`{}` can't be written: {error}", folder.display());
        Diagnostic::error(Code::OUTPUT_UNWRITABLE, None, message)
    })
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

fn lib_rs(name: &str) -> String {
    format!(
        "//! The client `{name}`.\n//!\n//! Everything in `src/generated` is made by the generator. What you add stands \
         beside it.\n\n// Whether a value may go to another thread is looked up through all types that it holds, which may be many.\n\
         #![recursion_limit = \"4096\"]\n\n#[rustfmt::skip]\nmod generated;\n\npub use generated::*;\n"
    )
}

#[cfg(test)]
mod tests {
    use super::package_name;

    #[test]
    fn a_package_has_a_name_that_cargo_and_rustc_take() {
        for (name, expected) in [
            ("Pets", "pets"),
            ("a__b", "a_b"),
            ("api.example.com--v1.0", "api-example-com-v1-0"),
            ("a_-b", "a_b"),
            ("-_pets_-", "pets"),
            ("1password", "client-1password"),
            ("日本", "client"),
            ("", "client"),
            ("box", "box-client"),
            ("gen", "gen-client"),
            ("self", "self-client"),
            ("std", "std-client"),
            ("http", "http-client"),
            ("serde_json", "serde_json-client"),
        ] {
            assert_eq!(package_name(name), expected, "{name}");
        }
    }
}

//! Creates a crate around the generated files. Its `Cargo.toml` and `src/lib.rs` are written once and then belong to
//! the user.

use std::path::{Path, PathBuf};

use super::FileSystem;
use crate::diagnostic::{Code, Diagnostic};
use crate::render::MANIFEST;

/// The dependencies of every client: each crate and its requirement in `Cargo.toml`.
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

/// The dependencies of the feature `reqwest`.
pub(super) const OPTIONAL_DEPENDENCIES: [(&str, &str); 3] = [
    ("http-body", "{ version = \"1.1\", optional = true }"),
    (
        "reqwest",
        "{ version = \"0.13.5\", default-features = false, features = [\"http2\", \"rustls\"], optional = true }",
    ),
    ("tokio", "{ version = \"1.54\", default-features = false, features = [\"time\"], optional = true }"),
];

/// Returns the name of the package in a folder, or `None` if it has no valid `Cargo.toml`.
pub fn package_in(fs: &impl FileSystem, folder: &Path) -> Option<String> {
    let text = String::from_utf8(fs.read(&folder.join("Cargo.toml")).ok()??).ok()?;
    let manifest: toml::Table = text.parse().ok()?;
    Some(manifest.get("package")?.get("name")?.as_str()?.to_owned())
}

/// Returns a valid package name: letters, digits, `-` and `_` only. Repeated separators become one, since rustc warns
/// about the library's name otherwise. A keyword, a crate of the standard library and a dependency of the client get
/// the suffix `-client`, since a `use` would be ambiguous.
pub fn package_name(name: &str) -> String {
    let legal = |letter: char| if letter.is_ascii_alphanumeric() || letter == '_' { letter } else { '-' };
    let mut cleaned = String::with_capacity(name.len());
    for letter in name.chars().map(legal) {
        let is_separator = |letter: char| matches!(letter, '-' | '_');
        if !is_separator(letter) || !cleaned.ends_with(is_separator) {
            cleaned.push(letter);
        }
    }
    let name = cleaned.trim_matches(['-', '_']).to_lowercase();
    let name =
        if name.starts_with(|first: char| first.is_ascii_alphabetic()) { name } else { format!("client-{name}") };
    let name = name.trim_end_matches('-').to_owned();
    let library = name.replace('-', "_");
    let is_keyword = library == "gen" || syn::parse_str::<syn::Ident>(&library).is_err();
    let is_standard = ["alloc", "core", "proc_macro", "std", "test"].contains(&library.as_str());
    let is_dependency = DEPENDENCIES.iter().chain(&OPTIONAL_DEPENDENCIES).any(|(dependency, _)| *dependency == name);
    if is_keyword || is_standard || is_dependency { format!("{name}-client") } else { name }
}

/// Checks that a folder is empty, missing, or a crate that was generated before.
///
/// # Errors
///
/// Returns a diagnostic if the folder contains other files, or if it can't be read.
pub fn ensure_owned(fs: &impl FileSystem, folder: &Path) -> Result<(), Diagnostic> {
    let failed = |error: std::io::Error| {
        let message = format!("`{}` can't be read: {error}", folder.display());
        Diagnostic::error(Code::OUTPUT_UNWRITABLE, None, message)
    };
    if fs.read(&folder.join("src/generated").join(MANIFEST)).map_err(failed)?.is_some() {
        return Ok(());
    }
    // An interrupted run may have left these files.
    let temporary = [folder.join("src/.generated.stage"), folder.join("src/.generated.journal")];
    let is_temporary = |path: &PathBuf| temporary.iter().any(|stage| path.starts_with(stage));
    if fs.list(folder).map_err(failed)?.iter().all(is_temporary) {
        return Ok(());
    }
    let message = format!("`{}` contains files that the generator did not write", folder.display());
    let help = "name a folder that is empty or does not exist";
    Err(Diagnostic::error(Code::OUTPUT_OCCUPIED, None, message).help(help))
}

/// Writes the files that a crate needs beside its generated files, unless they exist.
///
/// # Errors
///
/// Returns a diagnostic if a file can't be written.
pub fn scaffold(fs: &mut impl FileSystem, folder: &Path, name: &str) -> Result<(), Diagnostic> {
    let mut create = |path: PathBuf, text: String| {
        if fs.read(&path)?.is_some() {
            return Ok(());
        }
        let unfinished = path.with_extension("unfinished");
        fs.create(&unfinished, text.as_bytes())?;
        fs.rename(&unfinished, &path)
    };
    let result = create(folder.join("src/lib.rs"), lib_rs(name))
        .and_then(|()| create(folder.join("Cargo.toml"), cargo_toml(name)));
    result.map_err(|error| {
        let message = format!("`{}` can't be written: {error}", folder.display());
        Diagnostic::error(Code::OUTPUT_UNWRITABLE, None, message)
    })
}

pub(super) fn cargo_toml(name: &str) -> String {
    let line = |(name, version): &(&str, &str)| format!("{name} = {version}\n");
    let mut dependencies: Vec<String> = DEPENDENCIES.iter().chain(&OPTIONAL_DEPENDENCIES).map(line).collect();
    dependencies.sort();
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.88\"\n\n\
         [features]\ndefault = [\"reqwest\"]\nreqwest = [\"dep:http-body\", \"dep:reqwest\", \"dep:tokio\"]\n\n\
         [dependencies]\n{}\n\
         # The crate is a workspace of its own, even inside the folder of another one.\n[workspace]\n",
        dependencies.concat()
    )
}

fn lib_rs(name: &str) -> String {
    format!(
        "//! The client `{name}`.\n//!\n//! The generator owns `src/generated`. Add your own code beside it.\n\n\
        // The compiler checks `Send` and `Sync` through all nested types, which may be many.\n\
         #![recursion_limit = \"4096\"]\n\n#[rustfmt::skip]\nmod generated;\n\npub use generated::*;\n"
    )
}

#[cfg(test)]
mod tests {
    use super::package_name;

    #[test]
    fn a_package_name_is_valid_for_cargo_and_rustc() {
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

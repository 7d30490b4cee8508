//! Creates a crate around the generated files: its manifest, root module, README, changelog and target file. They are
//! written once and then belong to the user.

use std::path::{Path, PathBuf};

use super::FileSystem;
use super::new_manifest::{
    DEPENDENCIES, JAVASCRIPT_DEPENDENCIES, NATIVE_DEPENDENCIES, OPTIONAL_DEPENDENCIES, cargo_toml,
};
use super::target_file::target_file;
use crate::config::Target;
use crate::diagnostic::{Code, Diagnostic};
use crate::location::normalize_path;
use crate::render::MANIFEST;
use crate::rust::Package;

/// The name of a target file in the folder of its crate.
pub const TARGET_FILE: &str = "codegen.toml";

/// Returns the name of the package in a folder, or `None` if it has no valid `Cargo.toml`.
pub fn package_in(fs: &impl FileSystem, folder: &Path) -> Option<String> {
    let text = String::from_utf8(fs.read(&folder.join("Cargo.toml")).ok()??).ok()?;
    let manifest: toml::Table = text.parse().ok()?;
    Some(manifest.get("package")?.get("name")?.as_str()?.to_owned())
}

/// Returns the version of the package in a folder, which may be that of its workspace. `None` if it has none.
pub fn version_in(fs: &impl FileSystem, folder: &Path) -> Option<String> {
    let read = |folder: &Path| -> Option<toml::Table> {
        String::from_utf8(fs.read(&folder.join("Cargo.toml")).ok()??).ok()?.parse().ok()
    };
    let version = read(folder)?.get("package")?.get("version")?.clone();
    if let Some(version) = version.as_str() {
        return Some(version.to_owned());
    }
    // A relative path has no ancestors above the folder in which the command runs.
    let folder = std::path::absolute(folder).ok()?;
    let of_workspace = |folder: &Path| {
        let manifest = read(folder)?;
        Some(manifest.get("workspace")?.get("package")?.get("version")?.as_str()?.to_owned())
    };
    folder.ancestors().skip(1).find_map(of_workspace)
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
    let dependencies: [&[(&str, &str)]; 4] =
        [&DEPENDENCIES, &OPTIONAL_DEPENDENCIES, &NATIVE_DEPENDENCIES, &JAVASCRIPT_DEPENDENCIES];
    let is_dependency = dependencies.iter().copied().flatten().any(|(dependency, _)| *dependency == name);
    if is_keyword || is_standard || is_dependency { format!("{name}-client") } else { name }
}

/// Checks that a folder is a crate that was generated before, or may become one: it is missing, or has no files but
/// those that the client is made from and those of an empty repository.
///
/// # Errors
///
/// Returns a diagnostic if the folder contains other files, or if it can't be read.
pub fn ensure_owned(fs: &impl FileSystem, folder: &Path, inputs: &[PathBuf]) -> Result<(), Diagnostic> {
    let failed = |error: std::io::Error| {
        let message = format!("`{}` can't be read: {error}", folder.display());
        Diagnostic::error(Code::OUTPUT_UNWRITABLE, None, message)
    };
    if fs.read(&folder.join("src/generated").join(MANIFEST)).map_err(failed)?.is_some() {
        return Ok(());
    }
    // An interrupted run may have left these files.
    let temporary = [folder.join("src/.generated.stage"), folder.join("src/.generated.journal")];
    let repository = [".git", ".gitattributes", ".gitignore", "LICENSE", TARGET_FILE].map(|name| folder.join(name));
    let is_known = |path: &PathBuf| {
        let is_input = inputs.iter().any(|input| normalize_path(input) == normalize_path(path));
        is_input || temporary.iter().chain(&repository).any(|known| path.starts_with(known))
    };
    if fs.list(folder).map_err(failed)?.iter().all(is_known) {
        return Ok(());
    }
    let message = format!("`{}` contains files that the generator did not write", folder.display());
    let help = "name a folder that is empty or does not exist";
    Err(Diagnostic::error(Code::OUTPUT_OCCUPIED, None, message).help(help))
}

/// Writes the files that a crate needs beside its generated files, unless they exist. With a target, one of them is the
/// target file.
///
/// # Errors
///
/// Returns a diagnostic if a file can't be written.
pub fn scaffold(
    fs: &mut impl FileSystem,
    folder: &Path,
    package: &Package,
    target: Option<&Target>,
) -> Result<(), Diagnostic> {
    let mut files = vec![
        ("src/lib.rs", LIB_RS.to_owned()),
        ("README.md", as_text(&package.readme)),
        ("CHANGELOG.md", as_text(&package.changelog)),
    ];
    files.extend(target.map(|target| (TARGET_FILE, target_file(package, target))));
    // A folder with a manifest is a complete crate, so the manifest is the last file.
    files.push(("Cargo.toml", cargo_toml(package)));
    for (path, text) in files {
        create(fs, &folder.join(path), &text).map_err(|error| {
            let message = format!("`{}` can't be written: {error}", folder.display());
            Diagnostic::error(Code::OUTPUT_UNWRITABLE, None, message)
        })?;
    }
    Ok(())
}

/// Writes a file, unless it exists.
fn create(fs: &mut impl FileSystem, path: &Path, text: &str) -> std::io::Result<()> {
    if fs.read(path)?.is_some() {
        return Ok(());
    }
    let unfinished = path.with_extension("unfinished");
    fs.create(&unfinished, text.as_bytes())?;
    fs.rename(&unfinished, path)
}

fn as_text(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// The root module. The README is its documentation, so that the program in it is tested.
const LIB_RS: &str = "#![doc = include_str!(\"../README.md\")]
// The compiler checks `Send` and `Sync` through all nested types, which may be many.
#![recursion_limit = \"4096\"]

// The generator owns `src/generated`. Add your own code beside it.
#[rustfmt::skip]
mod generated;

pub use generated::*;
";

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

//! Checks that a crate's `Cargo.toml` declares what the generated code needs. The file belongs to the user and is never
//! changed.

use std::collections::BTreeSet;

use toml::Table;

use super::new_manifest::{DEPENDENCIES, OPTIONAL_DEPENDENCIES, code_features};
use crate::config::RustVersion;
use crate::rust::Package;

/// Returns the lines that a `Cargo.toml` lacks: dependencies, the features of the package, and the oldest Rust if the
/// target states one.
///
/// # Errors
///
/// Returns the parser's message if the text is not valid TOML.
pub fn missing_requirements(
    text: &str,
    package: &Package,
    rust_version: Option<RustVersion>,
) -> Result<Vec<String>, String> {
    let manifest: Table = text.parse().map_err(|error: toml::de::Error| error.message().to_owned())?;
    let table = |key: &str| manifest.get(key).and_then(toml::Value::as_table);
    let mut missing = Vec::new();
    if let Some(version) = rust_version {
        let declared = table("package").and_then(|table| table.get("rust-version"));
        // A version that is inherited from the workspace is in another file.
        let is_other =
            |declared: &toml::Value| declared.as_str().is_some_and(|declared| declared.parse() != Ok(version));
        if declared.is_none_or(is_other) {
            missing.push(format!("[package] rust-version = \"{version}\""));
        }
    }
    for (name, version) in DEPENDENCIES {
        let declared = table("dependencies").and_then(|table| table.get(name));
        if declared.is_none_or(|declared| lacks_features(declared, version)) {
            missing.push(format!("[dependencies] {name} = {version}"));
        }
    }
    for (name, version) in OPTIONAL_DEPENDENCIES {
        if !table("dependencies").is_some_and(|table| table.contains_key(name)) {
            missing.push(format!("[dependencies] {name} = {version}"));
        }
    }
    let features = table("features").cloned().unwrap_or_default();
    for feature in code_features(package) {
        // The default is the user's choice.
        if feature.name == "default" {
            continue;
        }
        let enabled = enabled(&features, &feature.name);
        if !features.contains_key(&feature.name) || !feature.enabled.iter().all(|needed| enabled.contains(needed)) {
            missing.push(format!("[features] {}", feature.line()));
        }
    }
    Ok(missing)
}

/// Returns what a feature enables, with what those features enable in turn. A feature of a dependency enables the dependency
/// too (The Cargo Book, "Features", "Dependency features").
fn enabled(features: &Table, name: &str) -> BTreeSet<String> {
    let (mut enabled, mut waiting) = (BTreeSet::new(), vec![name]);
    while let Some(name) = waiting.pop() {
        let listed = features.get(name).and_then(toml::Value::as_array).map(Vec::as_slice).unwrap_or_default();
        for entry in listed.iter().filter_map(toml::Value::as_str) {
            let dependency = entry.split_once('/').map(|(dependency, _)| format!("dep:{dependency}"));
            enabled.extend(dependency);
            if enabled.insert(entry.to_owned()) {
                waiting.push(entry);
            }
        }
    }
    enabled
}

/// Returns `true` if a dependency lacks features that the generated code needs. A dependency that is inherited from the
/// workspace is not checked, since it is declared in another file.
fn lacks_features(declared: &toml::Value, needed: &str) -> bool {
    let features =
        |value: &toml::Value| value.get("features").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    let needed = format!("needed = {needed}").parse::<Table>().ok().and_then(|table| table.get("needed").map(features));
    let inherits = declared.get("workspace").and_then(toml::Value::as_bool) == Some(true);
    let declared = features(declared);
    !inherits && needed.unwrap_or_default().iter().any(|feature| !declared.contains(feature))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::new_manifest::cargo_toml;
    use crate::rust::Feature;

    fn missing(text: &str) -> Result<Vec<String>, String> {
        missing_requirements(text, &Package::new("pets"), None)
    }

    #[test]
    fn a_new_manifest_is_complete() {
        let package = Package::new("pets");
        let version = "1.85.0".parse().ok();
        assert_eq!(missing_requirements(&cargo_toml(&package), &package, version), Ok(vec![]));
    }

    /// Cargo rejects a manifest with a feature that enables an undeclared dependency.
    #[test]
    fn every_feature_of_a_new_manifest_enables_what_is_declared() {
        let manifest: Table = cargo_toml(&Package::new("pets")).parse().unwrap();
        let (features, dependencies) =
            (manifest["features"].as_table().unwrap(), manifest["dependencies"].as_table().unwrap());
        for enabled in features.values().flat_map(|list| list.as_array().unwrap()) {
            let enabled = enabled.as_str().unwrap();
            let dependency = enabled.strip_prefix("dep:").or_else(|| Some(enabled.split_once('/')?.0));
            let is_declared = match dependency {
                Some(dependency) => dependencies.contains_key(dependency),
                None => features.contains_key(enabled),
            };
            assert!(is_declared, "{enabled}");
        }
    }

    #[test]
    fn missing_lines_are_returned() {
        let manifest = cargo_toml(&Package::new("pets"));
        let text = manifest.replace("secrecy = \"0.10\"\n", "");
        assert_eq!(missing(&text), Ok(vec!["[dependencies] secrecy = \"0.10\"".to_owned()]));
        assert!(missing("[").is_err());
        let line = "serde_json = { version = \"1.0\", features = [\"raw_value\"] }";
        for (declared, expected) in [
            ("serde_json = \"1.0\"", vec![format!("[dependencies] {line}")]),
            ("serde_json = { workspace = true }", vec![]),
            ("serde_json = { version = \"1\", features = [\"raw_value\", \"preserve_order\"] }", vec![]),
        ] {
            assert!(manifest.contains(line));
            assert_eq!(missing(&manifest.replace(line, declared)), Ok(expected), "{declared}");
        }
    }

    #[test]
    fn missing_features_are_returned() {
        let group = |name: &str| Feature { name: name.to_owned(), docs: String::new() };
        let before = Package { features: vec![group("pets")], ..Package::new("pets") };
        let after = Package { features: vec![group("pets"), group("owners")], ..before.clone() };
        let text = cargo_toml(&before);
        assert!(text.contains("default = [\"full\", \"rustls\"]\nfull = [\"pets\"]\npets = []\n"), "{text}");
        assert_eq!(missing_requirements(&text, &before, None), Ok(vec![]));
        let expected = ["[features] full = [\"pets\", \"owners\"]", "[features] owners = []"].map(str::to_owned);
        assert_eq!(missing_requirements(&text, &after, None), Ok(expected.to_vec()));
    }

    #[test]
    fn a_feature_that_enables_too_little_is_returned() {
        let package = |names: &[&str]| {
            let feature = |name: &&str| Feature { name: (*name).to_owned(), docs: String::new() };
            Package { features: names.iter().map(feature).collect(), ..Package::new("pets") }
        };
        let (without, with) = (package(&["pets"]), package(&["pets", "webhooks"]));
        let (text, plain) = (cargo_toml(&with), "webhook-signatures = [\"dep:hmac\", \"dep:sha2\"]");
        let line = "webhook-signatures = [\"webhooks\", \"dep:hmac\", \"dep:sha2\"]";
        assert!(text.contains(line) && cargo_toml(&without).contains(plain), "{text}");
        for (declared, is_enough) in [
            (line, true),
            (plain, false),
            ("webhook-signatures = []", false),
            ("webhook-signatures = [\"full\", \"dep:sha2\", \"hmac/std\", \"more\"]\nmore = []", true),
            ("webhook-signatures = [\"webhooks\", \"dep:sha2\", \"hmac?/std\"]", false),
        ] {
            let expected = if is_enough { vec![] } else { vec![format!("[features] {line}")] };
            assert_eq!(missing_requirements(&text.replace(line, declared), &with, None), Ok(expected), "{declared}");
        }
    }

    #[test]
    fn the_oldest_rust_is_that_of_the_target() {
        let package = Package::new("pets");
        let of = |text: &str| missing_requirements(text, &package, "1.90".parse().ok());
        let expected = Ok(vec!["[package] rust-version = \"1.90\"".to_owned()]);
        let line = "rust-version = \"1.85\"\n";
        let text = cargo_toml(&package);
        assert!(text.contains(line));
        assert_eq!(of(&text), expected);
        assert_eq!(of(&text.replace(line, "")), expected);
        assert_eq!(of(&text.replace(line, "rust-version = \"1.90.0\"\n")), Ok(vec![]));
        assert_eq!(of(&text.replace(line, "rust-version.workspace = true\n")), Ok(vec![]));
    }
}

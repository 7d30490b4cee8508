//! Checks that a crate's `Cargo.toml` declares what the generated code needs. The file belongs to the user and is never
//! changed.

use toml::Table;

use super::scaffold::{DEPENDENCIES, OPTIONAL_DEPENDENCIES};

/// Returns the lines that a `Cargo.toml` lacks.
///
/// # Errors
///
/// Returns the parser's message if the text is not valid TOML.
pub fn missing_requirements(text: &str) -> Result<Vec<String>, String> {
    let manifest: Table = text.parse().map_err(|error: toml::de::Error| error.message().to_owned())?;
    let table = |key: &str| manifest.get(key).and_then(toml::Value::as_table);
    let has = |key: &str, name: &str| table(key).is_some_and(|table| table.contains_key(name));
    let mut missing = Vec::new();
    for (name, version) in DEPENDENCIES {
        let declared = table("dependencies").and_then(|table| table.get(name));
        if declared.is_none_or(|declared| lacks_features(declared, version)) {
            missing.push(format!("[dependencies] {name} = {version}"));
        }
    }
    for (name, version) in OPTIONAL_DEPENDENCIES {
        if !has("dependencies", name) {
            missing.push(format!("[dependencies] {name} = {version}"));
        }
    }
    if !has("features", "reqwest") {
        missing.push("[features] reqwest = [\"dep:http-body\", \"dep:reqwest\", \"dep:tokio\"]".to_owned());
    }
    Ok(missing)
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
    use crate::output::scaffold::cargo_toml;

    #[test]
    fn a_scaffolded_manifest_is_complete() {
        assert_eq!(missing_requirements(&cargo_toml("pets")), Ok(vec![]));
    }

    #[test]
    fn missing_lines_are_returned() {
        let text = cargo_toml("pets").replace("secrecy = \"0.10\"\n", "");
        assert_eq!(missing_requirements(&text), Ok(vec!["[dependencies] secrecy = \"0.10\"".to_owned()]));
        assert!(missing_requirements("[").is_err());
        let line = "serde_json = { version = \"1.0\", features = [\"raw_value\"] }";
        for (declared, missing) in [
            ("serde_json = \"1.0\"", vec![format!("[dependencies] {line}")]),
            ("serde_json = { workspace = true }", vec![]),
            ("serde_json = { version = \"1\", features = [\"raw_value\", \"preserve_order\"] }", vec![]),
        ] {
            let text = cargo_toml("pets");
            assert!(text.contains(line));
            assert_eq!(missing_requirements(&text.replace(line, declared)), Ok(missing), "{declared}");
        }
    }
}

//! Reads the cases of the suite: schemas, each with the instances that are valid against it.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// A schema of the suite with its valid instances.
#[derive(Clone, Debug)]
pub(super) struct Case {
    /// The file without its extension, a slash, and the description in it.
    pub(super) name: String,
    /// The name of its component: the file, and the position in it.
    pub(super) component: String,
    pub(super) schema: Value,
    /// The valid instances, each in one line. They are texts, since a number of the suite may have any number of digits.
    pub(super) instances: Vec<String>,
}

/// A schema that cases refer to by its URI.
#[derive(Clone, Debug)]
pub(super) struct Remote {
    pub(super) uri: String,
    pub(super) schema: Value,
}

/// The folder of the version of JSON Schema that OpenAPI has had since 3.1.
const VERSION: &str = "draft2020-12";

/// The URI of the folder `remotes`, by the suite's own description.
const REMOTES_URI: &str = "http://localhost:1234";

#[derive(Deserialize)]
struct WrittenCase {
    description: String,
    schema: Value,
    tests: Vec<WrittenTest>,
}

#[derive(Deserialize)]
struct WrittenTest {
    data: Box<RawValue>,
    valid: bool,
}

/// Returns all cases of the suite, in the alphabetical order of the files. The optional ones are among them.
pub(super) fn cases(suite: &Path) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    for (name, text) in files(&suite.join("tests").join(VERSION))? {
        cases.extend(cases_of(&name, &text)?);
    }
    Ok(cases)
}

/// Returns the cases of a file.
fn cases_of(name: &str, text: &str) -> Result<Vec<Case>, String> {
    let written: Vec<WrittenCase> = serde_json::from_str(text).map_err(|error| format!("`{name}`: {error}"))?;
    let case = |(index, case): (usize, WrittenCase)| Case {
        name: format!("{name}/{}", case.description),
        component: format!("{}-{index}", name.replace('/', ".")),
        schema: case.schema,
        instances: case.tests.iter().filter(|test| test.valid).map(|test| in_one_line(test.data.get())).collect(),
    };
    Ok(written.into_iter().enumerate().map(case).collect())
}

/// Returns a JSON text without line ends. A string of JSON has none.
fn in_one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

/// Returns the schemas that cases refer to and that are in other files: those of this version, and those of all versions.
pub(super) fn remotes(suite: &Path) -> Result<Vec<Remote>, String> {
    let folder = suite.join("remotes");
    let mut remotes = Vec::new();
    for (name, text) in files(&folder)? {
        if !name.starts_with(VERSION) && name.starts_with("draft") {
            continue;
        }
        let schema: Value = serde_json::from_str(&text).map_err(|error| format!("`{name}`: {error}"))?;
        // Those with a vocabulary are metaschemas. They describe schemas, and no case refers to them.
        if schema.get("$vocabulary").is_none() {
            remotes.push(Remote { uri: format!("{REMOTES_URI}/{name}.json"), schema });
        }
    }
    Ok(remotes)
}

/// Returns the names and the texts of the JSON files of a folder and its subfolders. A name is the path in the folder
/// without the extension.
fn files(folder: &Path) -> Result<Vec<(String, String)>, String> {
    let (mut files, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(next) = folders.pop() {
        let unreadable = |error: std::io::Error| format!("`{}` can't be read: {error}", next.display());
        for entry in std::fs::read_dir(&next).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                let text = std::fs::read_to_string(&path).map_err(unreadable)?;
                files.push((name_in(folder, &path), text));
            }
        }
    }
    files.sort();
    Ok(files)
}

fn name_in(folder: &Path, path: &Path) -> String {
    let path: PathBuf = path.strip_prefix(folder).unwrap_or(path).with_extension("");
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_has_its_valid_instances_as_they_are_written() {
        let suite = tempfile::tempdir().unwrap();
        let folder = suite.path().join("tests").join(VERSION).join("optional");
        std::fs::create_dir_all(&folder).unwrap();
        let text = r#"[{"description": "digits", "schema": {"type": "number"}, "tests": [
            {"description": "a", "data": [1.00,
                12345678901234567890123], "valid": true},
            {"description": "b", "data": "x", "valid": false}]}]"#;
        std::fs::write(folder.join("number.json"), text).unwrap();
        let cases = cases(suite.path()).unwrap();
        let names: Vec<[&str; 2]> = cases.iter().map(|case| [case.name.as_str(), case.component.as_str()]).collect();
        assert_eq!(names, [["optional/number/digits", "optional.number-0"]]);
        let instance = cases.first().and_then(|case| case.instances.first()).unwrap();
        assert!(!instance.contains('\n') && instance.contains("1.00") && instance.contains("12345678901234567890123"));
        assert_eq!(cases.iter().map(|case| case.instances.len()).sum::<usize>(), 1);
        assert!(remotes(suite.path()).is_err());
    }

    #[test]
    fn a_remote_has_the_uri_of_its_path() {
        let suite = tempfile::tempdir().unwrap();
        for (file, text) in [
            ("draft2020-12/nested/string.json", r#"{"type": "string"}"#),
            ("draft2020-12/metaschema.json", r#"{"$vocabulary": {}}"#),
            ("draft7/string.json", r#"{"type": "string"}"#),
            ("tree.json", r#"{"$id": "urn:tree"}"#),
        ] {
            let path = suite.path().join("remotes").join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let uris: Vec<String> = remotes(suite.path()).unwrap().into_iter().map(|remote| remote.uri).collect();
        assert_eq!(uris, ["http://localhost:1234/draft2020-12/nested/string.json", "http://localhost:1234/tree.json"]);
    }
}

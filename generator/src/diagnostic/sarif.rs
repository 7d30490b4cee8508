//! Renders diagnostics as a SARIF 2.1.0 log, which code scanning services read.

use serde_json::{Value, json};

use super::places::Places;
use super::visible::message;
use super::{Code, Diagnostic, EXPLANATIONS, Severity};
use crate::location::Sources;

/// A log with one run. Diagnostics of several documents go into the same run.
#[derive(Debug, Default)]
pub struct SarifLog {
    /// The codes of the results so far, in the order in which they occurred. A result refers to its rule by index.
    codes: Vec<Code>,
    results: Vec<Value>,
}

impl SarifLog {
    /// Creates a log without results.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a result for each diagnostic. Each file is scanned once for the positions in it.
    pub fn add<'d>(&mut self, diagnostics: impl IntoIterator<Item = &'d Diagnostic>, sources: &Sources) {
        let diagnostics: Vec<&Diagnostic> = diagnostics.into_iter().collect();
        let places = Places::of(&diagnostics, sources);
        for (index, diagnostic) in diagnostics.iter().enumerate() {
            let result = self.result(diagnostic, &places, index, sources);
            self.results.push(result);
        }
    }

    fn result(&mut self, diagnostic: &Diagnostic, places: &Places, index: usize, sources: &Sources) -> Value {
        let known = self.codes.iter().position(|code| *code == diagnostic.code);
        let rule = known.unwrap_or(self.codes.len());
        if known.is_none() {
            self.codes.push(diagnostic.code);
        }
        let level = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let mut text = message(&diagnostic.message);
        if let Some(help) = &diagnostic.help {
            text.push_str("\nhelp: ");
            text.push_str(&message(help));
        }
        let locations: Vec<Value> = diagnostic
            .origin
            .iter()
            .map(|origin| {
                let mut physical = json!({"artifactLocation": {"uri": uri_reference(sources.name(origin.file))}});
                if let (Some(place), Some(physical)) = (places.get(index), physical.as_object_mut()) {
                    let position = place.position;
                    physical.insert(
                        "region".to_owned(),
                        json!({"startLine": position.line, "startColumn": position.column}),
                    );
                }
                let mut location = json!({"physicalLocation": physical});
                // A diagnostic with a position of its own has no pointer.
                if let (None, Some(location)) = (diagnostic.position, location.as_object_mut()) {
                    let name = format!("#{}", message(origin.pointer.as_str()));
                    location.insert("logicalLocations".to_owned(), json!([{"fullyQualifiedName": name}]));
                }
                location
            })
            .collect();
        json!({
            "ruleId": diagnostic.code.name(),
            "ruleIndex": rule,
            "level": level,
            "message": {"text": text},
            "locations": locations,
        })
    }

    /// Returns the log as a JSON value.
    pub fn into_json(self) -> Value {
        let rules: Vec<Value> = self.codes.iter().map(|code| rule(*code)).collect();
        json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {
                    "driver": {
                        "name": env!("CARGO_PKG_NAME"),
                        "version": env!("CARGO_PKG_VERSION"),
                        "rules": rules,
                    },
                },
                // Columns are counted in characters (SARIF 2.1.0, section 3.14.17).
                "columnKind": "unicodeCodePoints",
                "results": self.results,
            }],
        })
    }
}

/// Returns the rule of a code.
fn rule(code: Code) -> Value {
    let explanation = EXPLANATIONS.iter().find(|explanation| explanation.code == code);
    let texts = explanation.map(|explanation| [explanation.meaning, explanation.remedy, explanation.page]);
    let [meaning, remedy, page] = texts.unwrap_or_default();
    json!({
        "id": code.name(),
        "shortDescription": {"text": meaning},
        "help": {"text": remedy, "markdown": page},
    })
}

/// Returns the URI reference (RFC 3986) of a file's name: a relative one, or a `file` URI for an absolute path.
fn uri_reference(name: &str) -> String {
    let path = name.replace('\\', "/");
    let mut uri = String::with_capacity(path.len());
    let drive = path.split_once(":/").map(|(drive, _)| drive);
    let has_drive = drive.is_some_and(|drive| drive.len() == 1 && drive.starts_with(char::is_alphabetic));
    if path.starts_with('/') {
        uri.push_str("file://");
    } else if has_drive {
        uri.push_str("file:///");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::super::testing::diagnostics;
    use super::*;

    fn log() -> Value {
        let (diagnostics, sources) = diagnostics();
        let mut log = SarifLog::new();
        log.add(&diagnostics, &sources);
        log.into_json()
    }

    #[test]
    fn a_diagnostic_is_a_result() {
        let mut log = log();
        // The pages have tests of their own.
        for rule in log["runs"][0]["tool"]["driver"]["rules"].as_array_mut().unwrap() {
            assert!(rule["help"]["markdown"].as_str().is_some_and(|page| !page.is_empty()));
            rule["help"]["markdown"] = json!("…");
        }
        log["runs"][0]["tool"]["driver"]["version"] = json!("…");
        insta::assert_snapshot!(serde_json::to_string_pretty(&log).unwrap());
    }

    /// The required properties, their types and the values of SARIF 2.1.0, sections 3.13 to 3.30 and 3.49.
    #[test]
    fn a_log_has_the_shape_that_sarif_requires() {
        let log = log();
        assert_eq!(log["version"], "2.1.0");
        assert!(log["$schema"].as_str().is_some_and(|schema| schema.starts_with("https://")));
        let [run] = log["runs"].as_array().unwrap().as_slice() else { panic!("one run") };
        assert!(["utf16CodeUnits", "unicodeCodePoints"].contains(&run["columnKind"].as_str().unwrap()));
        assert!(run["tool"]["driver"]["name"].is_string());
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        for rule in rules {
            assert!(rule["id"].is_string() && rule["shortDescription"]["text"].is_string(), "{rule}");
            assert!(rule["help"]["text"].is_string(), "{rule}");
        }
        let results = run["results"].as_array().unwrap();
        assert_eq!((results.len(), rules.len()), (4, 3));
        for result in results {
            assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()), "{result}");
            assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()), "{result}");
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
            for location in result["locations"].as_array().unwrap() {
                let place = &location["physicalLocation"];
                let uri = place["artifactLocation"]["uri"].as_str().unwrap();
                assert!(
                    uri.bytes().all(|byte| byte.is_ascii_graphic()) && !uri.contains([':', '#', '?', ',']),
                    "{uri}"
                );
                if let Some(region) = place.get("region") {
                    assert!(region["startLine"].as_u64() >= Some(1) && region["startColumn"].as_u64() >= Some(1));
                }
            }
        }
    }

    #[test]
    fn a_name_is_a_uri_reference() {
        for (name, uri) in [
            ("specs/a b.yaml", "specs/a%20b.yaml"),
            ("../größe.yaml", "../gr%C3%B6%C3%9Fe.yaml"),
            ("/tmp/a.yaml", "file:///tmp/a.yaml"),
            ("C:\\specs\\a.yaml", "file:///C%3A/specs/a.yaml"),
            ("100%.yaml", "100%25.yaml"),
        ] {
            assert_eq!(uri_reference(name), uri);
        }
    }
}

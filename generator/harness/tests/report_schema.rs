//! The JSON of a report of changes is valid against its schema.

use std::path::Path;

use generator::changes::{Report, Side, compare, json};
use generator::{Session, Target};
use serde_json::Value;

/// Generates the client of a document whose parameter and property have this name.
fn session(folder: &Path, name: &str) -> Session {
    let spec = folder.join(format!("{name}.yaml"));
    let document = format!(
        "openapi: 3.1.0
info: {{title: Pets, version: '1'}}
paths:
  /pets:
    get:
      parameters:
        - {{name: {name}, in: query, schema: {{type: integer, default: 1}}}}
      responses:
        '200':
          description: {name}
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/Pet'}}}}}}
components:
  schemas:
    Pet: {{type: object, required: [{name}], properties: {{{name}: {{type: string}}}}}}
"
    );
    std::fs::write(&spec, document).unwrap();
    Session::run(&Target::for_spec(&spec, folder.join("client")))
}

fn side(session: &Session) -> Side<'_> {
    let Session { api: Some(api), rust: Some(planned), files: Some(files), .. } = session else {
        panic!("{:?}", session.diagnostics)
    };
    Side { api, planned, files }
}

#[test]
fn a_report_is_valid_against_its_schema() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (session(folder.path(), "old"), session(folder.path(), "new"));
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/changes/report/report.schema.json");
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(schema).unwrap()).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    assert!(!validator.is_valid(&serde_json::json!({"old": "a"})));
    let mut lengths = Vec::new();
    for (before, after, version) in [(&old, &new, Some("1.4.1")), (&old, &old, None)] {
        let changes = compare(&side(before), &side(after));
        let names = ("old.yaml".to_owned(), "new.yaml".to_owned());
        let sources = (&before.sources, &after.sources);
        let report = Report::new(names, changes.iter().collect(), sources, version.map(str::to_owned));
        let value: Value = serde_json::from_str(&json(&report)).unwrap();
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}: {value}");
        lengths.push(changes.len());
    }
    assert!(lengths.first().is_some_and(|length| *length >= 4) && lengths.last() == Some(&0), "{lengths:?}");
}

//! Values sent through the generated types: text to type to text, and compared.
//!
//! The values are made here, and a program is made that depends on all clients and sends a line of JSON through the type
//! that the line names.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use generator::diagnostic::Diagnostics;
use generator::location::Sources;
use generator::openapi::resolve;
use generator::source::load;
use serde_json::Value;

use super::build::cargo;
use super::equal::difference;
use super::instances::{Maker, Mode, text, with_some_number, without_undeclared};
use super::measure::{Measured, Outcome, package};
use super::translate;

/// The most values that are made for one schema.
const MOST: usize = 20;

/// How often a value is made, in the hope that it is a new and a valid one.
const ATTEMPTS: u64 = 80;

/// What became of the values of a document.
pub(super) struct RoundTrip {
    pub(super) name: String,
    pub(super) schemas: usize,
    pub(super) instances: usize,
    /// Schemas for which no valid value could be made up.
    pub(super) without_instance: usize,
    /// What did not come back, each with its schema.
    pub(super) failures: Vec<String>,
    /// The component schemas that have no typed form.
    pub(super) raw: Vec<String>,
}

/// A value and the type that it goes through.
struct Instance {
    schema: usize,
    value: Value,
}

pub(super) fn run(measured: &[Measured], root: &Path, target: &Path) -> Result<Vec<RoundTrip>, String> {
    let is_usable = |document: &&Measured| {
        document.outcome == Outcome::Generated && document.build.as_ref().is_none_or(|build| build.errors == 0)
    };
    let documents: Vec<&Measured> = measured.iter().filter(is_usable).collect();
    let program = program(&documents, root, target)?;
    documents.iter().enumerate().map(|(index, document)| round_trip(index, document, &program)).collect()
}

fn round_trip(index: usize, document: &Measured, program: &Path) -> Result<RoundTrip, String> {
    let schemas = &document.summary.schemas;
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let resolved = load(&mut sources, &document.spec, &[], &mut diagnostics).and_then(|mut loaded| {
        resolve(&mut loaded, &mut sources, &mut diagnostics)?;
        Some(loaded.value)
    });
    let Some(value) = resolved else {
        return Err(format!("`{}` can't be read a second time", document.spec.display()));
    };
    let (instances, without_instance) = instances(document, &value);
    let results = send(index, &instances, program).map_err(|error| format!("{}: {error}", document.name))?;
    let mut failures = Vec::new();
    for (instance, result) in instances.iter().zip(results) {
        let name = schemas.get(instance.schema).map_or("", |schema| schema.name.as_str());
        match result {
            Err(message) => failures.push(format!("`{name}` does not read {}: {message}", text(&instance.value))),
            Ok(back) => {
                let sent = text(&instance.value);
                match difference(&sent, &back) {
                    Ok(None) => {}
                    Ok(Some(place)) => {
                        failures.push(format!("`{name}` differs at `{place}`: {sent} came back as {back}"));
                    }
                    Err(error) => failures.push(format!("`{name}` writes what is not JSON: {back}: {error}")),
                }
            }
        }
    }
    let raw = schemas.iter().filter(|schema| schema.is_raw).map(|schema| schema.name.clone());
    Ok(RoundTrip {
        name: document.name.clone(),
        schemas: schemas.len(),
        instances: instances.len(),
        without_instance,
        failures,
        raw: raw.collect(),
    })
}

/// Valid values for the component schemas of a document, and for how many schemas there are none.
fn instances(document: &Measured, value: &Value) -> (Vec<Instance>, usize) {
    let translated = translate::components(value);
    let mut instances = Vec::new();
    let mut without = 0_usize;
    for (index, summary) in document.summary.schemas.iter().enumerate() {
        let pointer = format!("/components/schemas/{}", summary.name.replace('~', "~0").replace('/', "~1"));
        let Some(schema) = value.pointer(&pointer) else { continue };
        let examples = schema.get("examples").and_then(Value::as_array).into_iter().flatten();
        let examples = examples.chain(schema.get("example")).chain(schema.get("default"));
        if translate::is_circular(&summary.name, &translated) {
            // No validator comes to an end, so only what the document says to be right is tried.
            let before = instances.len();
            let pruned = examples.map(|example| without_undeclared(value, schema, example));
            instances.extend(pruned.map(|value| Instance { schema: index, value }));
            without = without.saturating_add(usize::from(instances.len() == before));
            continue;
        }
        let validator = jsonschema::draft202012::new(&translate::root_for(&summary.name, &translated));
        // A string stands for a number that `serde_json` has no room for, so a value has to be valid with either.
        let is_valid = |instance: &Value| {
            let is_valid = |instance: &Value| validator.as_ref().is_ok_and(|validator| validator.is_valid(instance));
            is_valid(instance) && is_valid(&with_some_number(instance))
        };
        let mut seen = BTreeSet::new();
        let mut add = |made: Value, seen: &mut BTreeSet<String>| {
            if seen.len() < MOST && seen.insert(made.to_string()) {
                instances.push(Instance { schema: index, value: made });
            }
        };
        for example in examples {
            if is_valid(example) {
                add(without_undeclared(value, schema, example), &mut seen);
            }
        }
        for attempt in 0..ATTEMPTS {
            if seen.len() >= MOST {
                break;
            }
            let mode = match attempt {
                0 | 1 => Mode::Least,
                2 | 3 => Mode::Most,
                _ if attempt % 4 == 0 => Mode::Foreign,
                _ => Mode::Mixed,
            };
            let mut maker = Maker::new(value, attempt, mode);
            let Some(made) = maker.make(schema, 0) else { continue };
            // A value that is not listed is never valid; the same value with listed ones in their places has to be.
            let listed = if maker.is_foreign { Maker::new(value, attempt, Mode::Listed).make(schema, 0) } else { None };
            if is_valid(listed.as_ref().unwrap_or(&made)) {
                add(made, &mut seen);
            }
        }
        without = without.saturating_add(usize::from(seen.is_empty()));
    }
    (instances, without)
}

/// Sends values through the types of a client.
fn send(client: usize, instances: &[Instance], program: &Path) -> Result<Vec<Result<String, String>>, String> {
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("the program can't be run: {error}"))?;
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err("the program can't be talked to".to_owned());
    };
    let lines: String =
        instances.iter().map(|instance| format!("{client} {} {}\n", instance.schema, text(&instance.value))).collect();
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let mut results = Vec::with_capacity(instances.len());
    for line in BufReader::new(stdout).lines() {
        let line = line.map_err(|error| error.to_string())?;
        results.push(match line.strip_prefix("ok ") {
            Some(text) => Ok(text.to_owned()),
            None => Err(line.strip_prefix("error ").unwrap_or(&line).to_owned()),
        });
    }
    let written = writer.join().map_err(|_| "the values could not be written".to_owned())?;
    written.map_err(|error| error.to_string())?;
    let status = child.wait().map_err(|error| error.to_string())?;
    if !status.success() || results.len() != instances.len() {
        return Err(format!("the program answered {} of {} values ({status})", results.len(), instances.len()));
    }
    Ok(results)
}

/// Makes and builds the program for some clients.
fn program(documents: &[&Measured], root: &Path, target: &Path) -> Result<std::path::PathBuf, String> {
    let folder = target.join("round-trip");
    let mut manifest = "[package]\nname = \"round-trip\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
                        [dependencies]\nserde = \"1.0\"\nserde_json = \"1.0\"\n"
        .to_owned();
    let mut arms = String::new();
    let mut functions = String::new();
    for (index, document) in documents.iter().enumerate() {
        let package = package(&document.name);
        let path = document.folder.canonicalize().map_err(|error| error.to_string())?;
        let _ =
            writeln!(manifest, "{package} = {{ path = {:?}, default-features = false }}", path.display().to_string());
        let _ = writeln!(arms, "        {index} => client_{index}(schema, text),");
        let (mut types, crate_name) = (String::new(), package.replace('-', "_"));
        for (number, schema) in document.summary.schemas.iter().enumerate() {
            let name = format!("{crate_name}::types::{}", schema.type_name);
            let name = if schema.nullable && !schema.is_raw { format!("Option<{name}>") } else { name };
            let _ = writeln!(types, "        {number} => through_{index}::<{name}>(text, {}),", schema.is_alias);
        }
        let _ = writeln!(
            functions,
            "/// As calls read and write, and as serde does: both have to give the same. But an alias of a type of the\n\
             /// standard library is read by serde_json alone, which takes some numbers for their neighbours.\n\
             #[allow(dead_code)]\nfn through_{index}<T>(text: &str, is_alias: bool) -> Result<String, String>\nwhere\n    \
             T: {crate_name}::runtime::json::Json + serde::Serialize + serde::de::DeserializeOwned,\n{{\n    \
             use {crate_name}::runtime::json::{{from_slice, to_text}};\n    \
             let tree = from_slice(text.as_bytes()).map_err(|error| format!(\"{{error:?}}\"))?;\n    \
             let read = T::read(&tree).map_err(|error| error.to_string())?;\n    \
             let written = to_text(&read.write()).map_err(str::to_owned)?;\n    \
             match through::<T>(text)? {{\n        same if same == written || is_alias => Ok(written),\n        \
             other => Err(format!(\"{{written}} is {{other}} by serde's way\")),\n    }}\n}}\n\n\
             #[allow(deprecated, unused_variables)]\nfn client_{index}(schema: usize, text: &str) -> Result<String, String> {{\n    \
             match schema {{\n{types}        _ => Err(String::from(\"no such schema\")),\n    }}\n}}\n"
        );
    }
    manifest.push_str("\n[profile.dev]\ndebug = false\n\n[workspace]\n");
    let main = format!(
        "fn through<T: serde::Serialize + serde::de::DeserializeOwned>(text: &str) -> Result<String, String> {{\n    \
         let value: T = serde_json::from_str(text).map_err(|error| error.to_string())?;\n    \
         serde_json::to_string(&value).map_err(|error| error.to_string())\n}}\n\n{functions}\n\
         fn main() {{\n    for line in std::io::stdin().lines() {{\n        let line = line.unwrap();\n        \
         let mut parts = line.splitn(3, ' ');\n        let client: usize = parts.next().unwrap().parse().unwrap();\n        \
         let schema: usize = parts.next().unwrap().parse().unwrap();\n        let text = parts.next().unwrap();\n        \
         let result: Result<String, String> = match client {{\n{arms}        _ => Err(String::from(\"no such client\")),\n        }};\n        \
         match result {{\n            Ok(text) => println!(\"ok {{text}}\"),\n            \
         Err(error) => println!(\"error {{}}\", error.replace('\\n', \" \")),\n        }}\n    }}\n}}\n"
    );
    let written = std::fs::create_dir_all(folder.join("src"))
        .and_then(|()| std::fs::write(folder.join("Cargo.toml"), manifest))
        .and_then(|()| std::fs::write(folder.join("src/main.rs"), main))
        .and_then(|()| std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")));
    written.map_err(|error| format!("`{}` can't be written: {error}", folder.display()))?;
    let output = cargo(&folder, target, &["build"]).map_err(|error| format!("cargo can't be run: {error}"))?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        return Err(format!("the round trip does not build:\n{}", super::first_lines(&text, 60)));
    }
    Ok(target.join("build/debug/round-trip"))
}

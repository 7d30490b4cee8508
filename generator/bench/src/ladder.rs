//! How the time of the generator grows with each construct: a document of a construct in several sizes. The baseline of a size is a
//! quarter of it, so that a ratio of 4 is linear growth and a ratio of 16 quadratic. Small sizes cost little more than the runtime.

use std::path::Path;

use indicatif::ProgressBar;
use serde_json::{Map, Value, json};

use crate::documents::write;
use crate::process::{Work, measure as run};
use crate::results::{Results, Row};

/// The sizes of a construct. Each is four times the one before.
const SIZES: [usize; 4] = [1_000, 4_000, 16_000, 64_000];

/// A construct, what is done with its documents, and the document with some number of it.
type Construct = (&'static str, Work, fn(usize) -> Value);

const CONSTRUCTS: [Construct; 9] = [
    ("enum members", Work::Generate, |count| {
        schema(json!({"type": "string", "enum": names("v", count).collect::<Vec<_>>()}))
    }),
    ("required properties", Work::Generate, |count| {
        let required: Vec<String> = names("p", count).collect();
        schema(json!({"type": "object", "required": required, "properties": properties(count)}))
    }),
    ("optional properties", Work::Generate, |count| schema(json!({"type": "object", "properties": properties(count)}))),
    ("alternatives of a union", Work::Generate, |count| {
        let alternative = |name: String| json!({"type": "object", "required": [name], "properties": {name: {}}});
        schema(json!({"oneOf": names("a", count).map(alternative).collect::<Vec<_>>()}))
    }),
    ("schemas", Work::Generate, |count| schemas(names("S", count).map(|name| (name, object("a"))))),
    // A chain of more than a hundred references is an error, which is found as late as its last one.
    ("references in a chain", Work::Attempt, |count| {
        let next = |index: usize| (format!("S{index}"), reference(&format!("S{}", index.saturating_add(1))));
        schemas((0..count).map(next).chain([(format!("S{count}"), object("last"))]))
    }),
    ("diagnostics", Work::Generate, |count| {
        schemas(names("S", count).map(|name| (name, json!({"type": "string", "maximumLength": 1}))))
    }),
    ("brackets in a text", Work::Generate, |count| schema(json!({"type": "string", "description": "[".repeat(count)}))),
    ("backticks in a text", Work::Generate, |count| {
        schema(json!({"type": "string", "description": "a ` b `` ".repeat(count / 3)}))
    }),
];

/// Measures each construct in each size.
pub(crate) fn measure(runs: usize, results: &mut Results) -> Result<(), String> {
    let scratch = crate::scratch()?;
    let progress = ProgressBar::new(u64::try_from(CONSTRUCTS.len()).unwrap_or_default());
    for construct in CONSTRUCTS {
        progress.println(format!("grow {}", construct.0));
        measure_construct(construct, &scratch, runs, results)?;
        progress.inc(1);
    }
    progress.finish_and_clear();
    Ok(())
}

fn measure_construct(
    (name, work, document): Construct,
    scratch: &Path,
    runs: usize,
    results: &mut Results,
) -> Result<(), String> {
    let mut smaller: Option<Vec<f64>> = None;
    for size in SIZES {
        let file = format!("{}-{size}.json", name.replace(' ', "-"));
        let (path, _) = write(scratch, &file, &document(size))?;
        let cpu: Vec<f64> = run(work, &path, runs)?.iter().map(|usage| usage.cpu).collect();
        if let Some(smaller) = &smaller {
            let subject = format!("{size} {name}");
            results.rows.push(Row::new(("grow", "cpu s"), (&subject, size, true), &cpu, ("a quarter", smaller)));
        }
        smaller = Some(cpu);
    }
    Ok(())
}

fn names(prefix: &'static str, count: usize) -> impl Iterator<Item = String> {
    (0..count).map(move |index| format!("{prefix}{index}"))
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn object(property: &str) -> Value {
    json!({"type": "object", "properties": {property: {"type": "string"}}})
}

fn properties(count: usize) -> Map<String, Value> {
    names("p", count).map(|name| (name, json!({"type": "string"}))).collect()
}

/// Returns a document with one schema.
fn schema(schema: Value) -> Value {
    schemas([("S".to_owned(), schema)].into_iter())
}

fn schemas(schemas: impl Iterator<Item = (String, Value)>) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Ladder", "version": "1"},
        "paths": {},
        "components": {"schemas": Value::Object(schemas.collect())},
    })
}

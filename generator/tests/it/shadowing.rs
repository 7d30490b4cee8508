//! Names from a document never shadow names that generated code uses.
//!
//! The test document uses every name that could conflict for operations, schemas, properties, parameters, headers,
//! values, tags, security schemes and server variables: those of Rust, of the standard library's prelude and macros, of
//! the runtime, and of the client's dependencies.

use std::collections::BTreeSet;
use std::path::Path;

use generator::location::Sources;
use generator::output::{OsFs, scaffold, write};
use generator::rust::Package;
use generator::{Target, generate};
use serde_json::{Map, Value, json};

use crate::support;

/// Rust's keywords, including reserved ones (The Rust Reference, "Keywords").
const KEYWORDS: &str = "as async await break const continue crate dyn else enum extern false fn for if impl in let loop \
    match mod move mut pub ref return self static struct super trait true type unsafe use where while abstract become \
    box do final gen macro override priv try typeof unsized virtual yield union raw safe macro_rules";

/// The prelude of the 2024 edition: traits, types, variants and functions, with their most common methods.
const PRELUDE: &str = "Send Sized Sync Unpin Copy Drop Fn FnMut FnOnce AsyncFn AsyncFnMut AsyncFnOnce drop align_of \
    align_of_val size_of size_of_val Box ToOwned Clone PartialEq PartialOrd Eq Ord AsRef AsMut Into From Default Iterator \
    Extend IntoIterator DoubleEndedIterator ExactSizeIterator Option Some None Result Ok Err String ToString Vec TryFrom \
    TryInto FromIterator Future IntoFuture Debug Hash to_owned to_string clone clone_from eq ne cmp partial_cmp as_ref \
    as_mut into from default next map collect into_iter try_from try_into into_future fmt hash borrow type_id parse \
    from_str unwrap_or cloned as_deref";

/// The standard library's macros, crates and primitive types, and other names that generated code may use.
const OTHERS: &str = "assert assert_eq cfg column compile_error concat dbg debug_assert env eprintln file format \
    format_args include line matches module_path panic print println stringify thread_local todo unimplemented \
    unreachable vec write writeln std core alloc proc_macro test str char bool i8 i32 i64 u32 u64 f64 usize never array \
    slice tuple BTreeMap collections convert Infallible Formatter Display types operations runtime client formats \
    generated json text lib main error Error request response value Value body self_ tree builder status media_type \
    formatter LISTED VALUES SHAPES Unknown Output headers server secret builder call name additional_properties Server \
    Everything";

/// Adds every name that the runtime declares, public or not.
fn runtime_names(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            runtime_names(&path, names);
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let words: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
        for pair in words.windows(2) {
            let declares = ["fn", "struct", "enum", "trait", "mod", "const", "type", "macro_rules"].contains(&pair[0]);
            if declares && pair[1].len() > 1 {
                names.insert(pair[1].to_owned());
            }
        }
    }
}

fn all_names() -> BTreeSet<String> {
    let lists = [KEYWORDS, PRELUDE, OTHERS];
    let mut names: BTreeSet<String> =
        lists.iter().flat_map(|list| list.split_whitespace()).map(str::to_owned).collect();
    runtime_names(&Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src/runtime"), &mut names);
    for dependency in
        "bytes futures_core http http_body httpdate percent_encoding reqwest secrecy serde serde_json tokio url"
            .split_whitespace()
    {
        names.insert(dependency.to_owned());
    }
    names
}

/// Creates an operation with every construct that affects the generated code.
fn operation(name: &str, index: usize) -> Value {
    let object = |key: &str| json!({"type": "object", "properties": {(key): {"type": "string"}}});
    json!({
        "operationId": name,
        "tags": [name],
        "parameters": [
            {"name": name, "in": "query", "required": index.is_multiple_of(2), "schema": {"type": "string"}},
            {"name": name, "in": "header", "schema": {"type": "array", "items": {"type": "string"}}},
        ],
        "requestBody": {"required": true, "content": {
            "application/json": {"schema": object("a")},
            "text/plain": {"schema": {"type": "string"}},
            "application/xml": {"schema": {}},
        }},
        "responses": {
            "200": {
                "description": "One",
                "headers": {(name): {"schema": {"type": "string"}}, "X-Other": {"schema": {"type": "integer"}}},
                "content": {"application/json": {"schema": object("b")}},
            },
            "201": {"description": "Two", "content": {"text/event-stream": {"schema": object("c")}}},
            "400": {"description": "No", "content": {"application/json": {"schema": object("d")}}},
        },
    })
}

/// Creates the schema for a name: each kind of type in turn.
fn schema(name: &str, index: usize) -> Value {
    match index % 8 {
        0 => json!({"type": "string", "enum": [name, "other"]}),
        1 => json!({"type": "array", "items": {"$ref": format!("#/components/schemas/{name}")}}),
        2 => json!({"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
        3 => json!({"enum": [name, 1]}),
        4 => json!({"type": "integer", "enum": [1, 2]}),
        5 => json!({"type": "object", "properties": {(name): {"type": "string", "format": "password"}}}),
        6 => json!({"type": "object", "additionalProperties": {"type": "string"}}),
        _ => json!({"type": "object", "properties": {(name): {"type": "string", "default": "x"}}, "required": [name]}),
    }
}

/// Creates a schema that refers to every other one, so that their types are imported beside all kinds of generated
/// code.
fn everything(names: &BTreeSet<String>, offset: usize) -> Value {
    let mut properties = Map::new();
    for (index, name) in names.iter().enumerate() {
        let reference = json!({"$ref": format!("#/components/schemas/{name}")});
        let inline = match (index + offset) % 6 {
            0 => json!({"enum": [name, 2]}),
            1 => json!({"type": "object", "properties": {(name): reference}, "additionalProperties": reference}),
            2 => json!({"oneOf": [reference, {"type": "boolean"}]}),
            3 => json!({"type": "string", "enum": [name], "default": name}),
            4 => json!({"type": "string", "format": "password", "default": "x"}),
            _ => reference,
        };
        properties.insert(name.clone(), inline);
    }
    let required: Vec<&String> = names.iter().step_by(2).collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": {"type": "integer"}})
}

fn document(names: &BTreeSet<String>, offset: usize) -> Value {
    let (mut paths, mut schemas, mut security) = (Map::new(), Map::new(), Map::new());
    let (mut parameters, mut headers, mut fields, mut variables) = (Vec::new(), Map::new(), Map::new(), Map::new());
    let mut url = "https://example.com".to_owned();
    for (index, name) in names.iter().enumerate() {
        paths.insert(format!("/{index}"), json!({"post": operation(name, index)}));
        schemas.insert(name.clone(), schema(name, index + offset));
        let key = json!({"type": "apiKey", "in": "header", "name": format!("X-{name}")});
        security.insert(name.clone(), if index % 2 == 0 { key } else { json!({"type": "http", "scheme": "bearer"}) });
        parameters.push(json!({"name": name, "in": "query", "required": index % 2 == 0, "schema": {"type": "string"}}));
        headers.insert(name.clone(), json!({"schema": {"type": "string"}}));
        fields.insert(name.clone(), json!({"type": "array", "items": {"type": "string"}}));
        url.push_str(&format!("/{{{name}}}"));
        variables.insert(name.clone(), json!({"default": name, "enum": [name, "other"]}));
    }
    schemas.insert("AllOfThem".to_owned(), everything(names, offset));
    schemas.insert("AllValues".to_owned(), json!({"type": "string", "enum": names}));
    let references: Vec<Value> =
        names.iter().map(|name| json!({"$ref": format!("#/components/schemas/{name}")})).collect();
    schemas.insert("AnyOfThem".to_owned(), json!({"oneOf": references}));
    let one_of = json!({"type": "object", "properties": {"items": {"type": "array", "items": {"$ref": "#/components/schemas/AllOfThem"}}}});
    let content = json!({"application/json": {"schema": one_of}});
    let responses = json!({"200": {"description": "Good", "headers": headers, "content": content}});
    paths.insert("/all".to_owned(), json!({
        "get": {"operationId": "allParameters", "parameters": parameters, "responses": responses},
        "post": {
            "operationId": "allFields",
            "requestBody": {"content": {"multipart/form-data": {"schema": {"type": "object", "properties": fields}}}},
            "responses": {"204": {"description": "Good"}},
        },
    }));
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Names", "version": "1"},
        "servers": [
            {"url": url, "variables": variables},
            {"url": "https://{default}.example.com", "variables": {"default": {"default": "a"}, "into": {"default": "b"}}},
        ],
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": security},
    })
}

#[test]
fn names_of_a_document_shadow_nothing() {
    let names = all_names();
    assert!(names.len() > 400, "{}", names.len());
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("shadowing");
    let _ = std::fs::remove_dir_all(&workspace);
    let mut members = Vec::new();
    // Tags are names of groups in the second one.
    for (offset, grouping) in [(0, "flat"), (3, "tags")] {
        let name = format!("names-{offset}");
        let member = workspace.join(&name);
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("spec.json"), document(&names, offset).to_string()).unwrap();
        let target = format!(
            "spec = \"spec.json\"\noutput = \"client\"\ngrouping = {grouping:?}\n\n[[pagination]]\n\
             operations = [\"allParameters\"]\nstyle = \"page\"\nitems = \"/items\"\nparameter = \"next\"\n"
        );
        std::fs::write(folder.path().join("target.toml"), target).unwrap();
        let target = Target::read(&folder.path().join("target.toml"), &mut Sources::new()).unwrap();
        let generated = generate(&Target { name: name.clone(), output: member.clone(), ..target });
        let files = generated.files.unwrap_or_else(|| panic!("{:?}", generated.diagnostics));
        write(&mut OsFs, &member.join("src/generated"), &files).unwrap();
        let features = generated.package.map(|package| package.features).unwrap_or_default();
        let package = Package { features, ..Package::new(name.as_str()) };
        scaffold(&mut OsFs, &member, &package, None).unwrap();
        let manifest = std::fs::read_to_string(member.join("Cargo.toml")).unwrap();
        std::fs::write(member.join("Cargo.toml"), manifest.replace("[workspace]\n", "")).unwrap();
        // The examples in the documentation compile too.
        let lib = std::fs::read_to_string(member.join("src/lib.rs")).unwrap();
        std::fs::write(member.join("src/lib.rs"), format!("{lib}\n{USES}")).unwrap();
        members.push(format!("{name:?}"));
    }
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
    std::fs::write(workspace.join("Cargo.toml"), manifest).unwrap();
    support::check("every name", &workspace);
}

/// Code that callers write, with names that are functions of a trait in the document.
const USES: &str = r"
/// The traits of generated types are called by their usual names.
pub fn uses(headers: &runtime::HeaderMap) -> (operations::AllParametersHeaders<'_>, runtime::ServerUrl) {
    let read = operations::AllParametersHeaders::from(headers);
    (read, DefaultExampleComServer::default().clone().into())
}
";

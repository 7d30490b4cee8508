//! Reading needs little stack, even for deeply nested types: a tower of types, each of which contains the next one many
//! times, is read on a thread with 256 KiB in an unoptimized build.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support;

/// The height of the tower. Without a `Box`, the lowest type would contain 9 to the power of this number of structs.
const LEVELS: usize = 24;

/// The number of types in a cycle. rustc stops after 128 steps, and needs four for a boxed type.
const CIRCLE: usize = 100;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Returns the tower's document. A level contains the next one in each kind of field, beside 45 fields of its own.
fn document() -> String {
    let mut text = String::from("openapi: 3.1.0\ninfo: {title: Tower, version: '1'}\npaths:\n  /tower:\n    get:\n");
    text.push_str("      operationId: getTower\n      responses:\n        '200': {description: The tower, content: ");
    text.push_str("{application/json: {schema: {$ref: '#/components/schemas/Level0'}}}}\n");
    for name in ["Step", "Turn"] {
        let content = format!("content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}0'}}}}}}");
        writeln!(text, "  /{name}:\n    post:\n      operationId: post{name}").unwrap();
        writeln!(text, "      requestBody: {{required: true, {content}}}").unwrap();
        writeln!(text, "      responses: {{'200': {{description: It, {content}}}}}").unwrap();
    }
    text.push_str("components:\n  schemas:\n");
    for level in 0..LEVELS {
        write!(
            text,
            "    Level{level}:\n      required: [id, base]\n      properties:\n        id: {{type: string}}\n"
        )
        .unwrap();
        let next = match level + 1 {
            LEVELS => "{type: string}".to_owned(),
            next => format!("{{$ref: '#/components/schemas/Level{next}'}}"),
        };
        writeln!(text, "        base: {next}").unwrap();
        for field in 0..6 {
            writeln!(text, "        field{field}: {next}").unwrap();
        }
        writeln!(text, "        list: {{type: array, items: {next}}}").unwrap();
        writeln!(text, "        map: {{additionalProperties: {next}}}").unwrap();
        writeln!(text, "        either: {{oneOf: [{{type: integer}}, {next}]}}").unwrap();
        for field in 0..15 {
            writeln!(text, "        text{field}: {{type: string}}\n        number{field}: {{type: number}}").unwrap();
            writeln!(text, "        value{field}: {{}}").unwrap();
        }
    }
    // Cycles of types through a `Box`, a list, a map and a union.
    for step in 0..CIRCLE {
        let next = (step + 1) % CIRCLE;
        writeln!(text, "    Step{step}: {{properties: {{next: {{$ref: '#/components/schemas/Step{next}'}}}}}}")
            .unwrap();
        let item = format!("{{$ref: '#/components/schemas/Turn{next}'}}");
        let turn = match step % 3 {
            0 => format!("{{properties: {{next: {{type: array, items: {item}}}}}}}"),
            1 => format!("{{properties: {{next: {{additionalProperties: {item}}}}}}}"),
            _ => format!("{{oneOf: [{{type: integer}}, {item}]}}"),
        };
        writeln!(text, "    Turn{step}: {turn}").unwrap();
    }
    text
}

/// Returns a value of the tower, in which each level contains the next one in another kind of field.
fn value(level: usize) -> String {
    if level == LEVELS {
        return "\"top\"".to_owned();
    }
    let (next, last) = (value(level + 1), level + 1 == LEVELS);
    // Only one field reaches the top. The required field reaches a single level if it is another one.
    let (base, held) = match level % 5 {
        0 => (next, String::new()),
        1 => (low(level + 1), format!("\"field3\":{next},")),
        2 => (low(level + 1), format!("\"list\":[{next}],")),
        3 => (low(level + 1), format!("\"map\":{{\"key\":{next}}},")),
        _ if last => (next, String::new()),
        _ => (low(level + 1), format!("\"either\":{next},")),
    };
    format!("{{\"id\":\"{level}\",\"base\":{base},{held}\"text3\":\"t\",\"number3\":0.5,\"value3\":[{{}}]}}")
}

/// Returns the smallest value of a level, which has the required field only.
fn low(level: usize) -> String {
    if level == LEVELS { "\"top\"".to_owned() } else { format!("{{\"id\":\"\",\"base\":{}}}", low(level + 1)) }
}

#[test]
fn a_tower_of_types_is_read_on_a_small_stack() {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stack");
    let _ = std::fs::remove_dir_all(&workspace);
    let fixture = workspace.join("document");
    std::fs::create_dir_all(&fixture).unwrap();
    std::fs::write(fixture.join("spec.yaml"), document()).unwrap();
    support::write_member(&workspace, &fixture, "tower");
    let tests = workspace.join("tower/tests");
    std::fs::create_dir_all(&tests).unwrap();
    std::fs::copy("tests/wire/tower.rs", tests.join("tower.rs")).unwrap();
    std::fs::write(tests.join("tower.json"), value(0)).unwrap();
    std::fs::write(workspace.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"tower\"]\n").unwrap();
    std::fs::copy(root().join("Cargo.lock"), workspace.join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["test", "--quiet", "--offline", "--test", "tower"])
        .current_dir(&workspace)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients-target"))
        .env("RUSTFLAGS", "-D warnings")
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .output()
        .unwrap();
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{text}");
    assert!(text.contains("test result: ok.") && !text.contains("running 0 tests"), "{text}");
}

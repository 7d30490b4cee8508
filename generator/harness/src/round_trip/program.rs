//! Builds and runs the program that reads and writes values with the generated types.
//!
//! The program depends on all generated crates. Each line of its standard input is `<client> <schema> <JSON text>`: the
//! indices of a client and of a component schema, and a value. For each line it prints `ok <JSON text>`,
//! `unreadable <message>` if the type does not read the value, or `error <message>`.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use generator::rust::FULL_FEATURE;

use super::{Failure, Instance};
use crate::cargo::{Folders, build_folder, cargo};
use crate::client::Client;
use crate::terminal::first_lines;

/// The manifest of the program, without its dependencies on clients.
const MANIFEST: &str = r#"[package]
name = "round-trip"
version = "0.0.0"
edition = "2024"
publish = false

[profile.dev]
debug = false

[workspace]

[dependencies]
serde = "1.0"
serde_json = "1.0"
"#;

/// The part of the program that all clients share. `ARMS` stands for a match arm for each client.
const MAIN: &str = r#"fn through_serde<T: serde::Serialize + serde::de::DeserializeOwned>(text: &str) -> Result<String, String> {
    let value: T = serde_json::from_str(text).map_err(|error| format!("error {error}"))?;
    serde_json::to_string(&value).map_err(|error| format!("error {error}"))
}

fn main() {
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let mut parts = line.splitn(3, ' ');
        let client: usize = parts.next().unwrap().parse().unwrap();
        let schema: usize = parts.next().unwrap().parse().unwrap();
        let text = parts.next().unwrap();
        let result: Result<String, String> = match client {
ARMS            _ => Err(String::from("error unknown client")),
        };
        match result {
            Ok(text) => println!("ok {text}"),
            Err(error) => println!("{}", error.replace('\n', " ")),
        }
    }
}
"#;

/// The part of the program for one client. `INDEX` stands for the client's index, `CRATE` for the name of its crate,
/// and `TYPES` for a match arm for each component schema.
const CLIENT: &str = r#"
/// Reads and writes a value with the runtime and with serde. The results have to be equal, except for an alias of a
/// type of the standard library, which serde_json reads without the runtime: it may round numbers, and `1.0` is not an
/// integer for it.
#[allow(dead_code)]
fn through_INDEX<T>(text: &str, is_alias: bool) -> Result<String, String>
where
    T: CRATE::runtime::json::Json + serde::Serialize + serde::de::DeserializeOwned,
{
    use CRATE::runtime::json::{DecodeError, decode, to_text};
    let value: T = decode(text.as_bytes()).map_err(|error| match error {
        DecodeError::Parse(error) => format!("unreadable {error:?}"),
        DecodeError::Read(error) => format!("unreadable {error}"),
    })?;
    let written = to_text(&value).map_err(|error| format!("error {error}"))?;
    match through_serde::<T>(text) {
        Ok(same) if same == written || is_alias => Ok(written),
        Ok(other) => Err(format!("error the runtime writes {written}, serde writes {other}")),
        Err(error) if is_alias && error.starts_with("error invalid type: floating point") => Ok(written),
        Err(error) => Err(error),
    }
}

#[allow(deprecated, unused_variables)]
fn client_INDEX(schema: usize, text: &str) -> Result<String, String> {
    match schema {
TYPES        _ => Err(String::from("error unknown schema")),
    }
}
"#;

/// Builds the program for some clients, and returns its path.
pub(super) fn build(clients: &[&Client], folders: &Folders) -> Result<PathBuf, String> {
    let folder = folders.target.join("round-trip");
    let (manifest, main) = (manifest(clients)?, main_rs(clients));
    let written = std::fs::create_dir_all(folder.join("src"))
        .and_then(|()| std::fs::write(folder.join("Cargo.toml"), manifest))
        .and_then(|()| std::fs::write(folder.join("src/main.rs"), main))
        .and_then(|()| std::fs::copy(folders.workspace.join("Cargo.lock"), folder.join("Cargo.lock")));
    written.map_err(|error| format!("`{}` can't be written: {error}", folder.display()))?;
    let output = cargo(&folder, folders, &["build"]).map_err(|error| format!("cargo can't be run: {error}"))?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        return Err(format!("the program for the round trips doesn't build:\n{}", first_lines(&text, 60)));
    }
    Ok(build_folder(folders).join("debug/round-trip"))
}

fn manifest(clients: &[&Client]) -> Result<String, String> {
    let mut manifest = MANIFEST.to_owned();
    for client in clients {
        let path = client.folder.canonicalize().map_err(|error| error.to_string())?.display().to_string();
        let features = if client.has_groups { &[FULL_FEATURE][..] } else { &[] };
        let options = format!("path = {path:?}, default-features = false, features = {features:?}");
        manifest.push_str(&format!("{} = {{ {options} }}\n", client.package));
    }
    Ok(manifest)
}

fn main_rs(clients: &[&Client]) -> String {
    let arms: String =
        (0..clients.len()).map(|index| format!("            {index} => client_{index}(schema, text),\n")).collect();
    let mut text = MAIN.replace("ARMS", &arms);
    for (index, client) in clients.iter().enumerate() {
        let krate = client.package.replace('-', "_");
        let mut types = String::new();
        for (number, schema) in client.schemas.iter().enumerate() {
            let name = format!("{krate}::types::{}", schema.type_name);
            let name = if schema.nullable && !schema.untyped { format!("Option<{name}>") } else { name };
            let is_alias = schema.is_alias;
            types.push_str(&format!("        {number} => through_{index}::<{name}>(text, {is_alias}),\n"));
        }
        let part = CLIENT.replace("INDEX", &index.to_string()).replace("CRATE", &krate);
        text.push_str(&part.replace("TYPES", &types));
    }
    text
}

/// Sends values through the types of one client. Returns the JSON text or the failure for each.
pub(super) fn send(
    program: &Path,
    client: usize,
    instances: &[Instance],
) -> Result<Vec<Result<String, Failure>>, String> {
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("the program can't be run: {error}"))?;
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err("the program has no pipes".to_owned());
    };
    let line = |instance: &Instance| format!("{client} {} {}\n", instance.schema, instance.text);
    let lines: String = instances.iter().map(line).collect();
    // A thread of its own: the program may block on its output while its input is still being written.
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let mut results = Vec::with_capacity(instances.len());
    for line in BufReader::new(stdout).lines() {
        let line = line.map_err(|error| error.to_string())?;
        results.push(match line.split_once(' ') {
            Some(("ok", text)) => Ok(text.to_owned()),
            Some(("unreadable", message)) => Err(Failure::Unreadable(message.to_owned())),
            Some(("error", message)) => Err(Failure::Changed(message.to_owned())),
            _ => Err(Failure::Changed(line)),
        });
    }
    let written = writer.join().map_err(|_| "the values can't be written".to_owned())?;
    written.map_err(|error| error.to_string())?;
    let status = child.wait().map_err(|error| error.to_string())?;
    if !status.success() || results.len() != instances.len() {
        return Err(format!("the program returned {} of {} values ({status})", results.len(), instances.len()));
    }
    Ok(results)
}

//! Sends the valid instances of the JSON Schema Test Suite through the types of their schemas.
//!
//! All schemas are components of one document, so that one client is built. The client keeps properties that a schema does
//! not declare, so each instance has to come back as it is, but for those that `json-schema.toml` lists with a reason. A
//! type that does not read an instance returns an error, so a program notices that it is lost. A value that changes silently is one
//! of the few numbers that the file lists as `changed`, or a fault.

mod cases;
mod document;
mod expected;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use generator::config::UnknownFields;

use crate::cargo::Folders;
use crate::client::{Client, Outcome, generate_client};
use crate::round_trip::{self, Failure, Instance};
use crate::terminal::visible_lines;

use cases::{Case, Remote};
use document::document;
use expected::Expected;

/// What happened to one instance.
struct Sent<'a> {
    /// The name of the case.
    case: &'a str,
    failure: Option<Failure>,
}

/// What a run reads.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of the suite, which has the folders `tests` and `remotes`.
    pub suite: PathBuf,
    /// What is expected.
    pub expected: PathBuf,
}

/// Sends all instances, and prints the differences from what is expected. Returns `true` if there are none.
///
/// # Errors
///
/// Returns a message if the suite can't be read, or if the client can't be generated or built.
pub fn run(workspace: &Path, options: &Options) -> Result<bool, String> {
    let expected = Expected::read(&options.expected)?;
    let (cases, remotes) = (cases::cases(&options.suite)?, cases::remotes(&options.suite)?);
    let target = std::path::absolute(workspace.join("target").join("corpus")).map_err(|error| error.to_string())?;
    let folders = Folders { workspace: workspace.to_owned(), target };
    let (rejected, accepted): (Vec<&Case>, Vec<&Case>) =
        cases.iter().partition(|case| expected.rejected(&case.name).is_some());

    let client = client("json-schema", &accepted, &remotes, &folders)?;
    if client.outcome != Outcome::Generated {
        return Err(format!("the client can't be generated:\n{}", visible_lines(&client.errors)));
    }
    let sent = send(&client, &accepted, &folders)?;

    let mut differences = expected.unknown_cases(&cases.iter().map(|case| case.name.as_str()).collect());
    differences.extend(expected.differences(&sent));
    differences.extend(accepted_again(&rejected, &expected, &remotes, &folders)?);
    let values = cases.iter().map(|case| case.instances.len()).fold(0, usize::saturating_add);
    if values != expected.values {
        differences.push(format!("the suite has {values} valid instances, and the file has {}", expected.values));
    }
    differences.iter().for_each(|difference| println!("{}", visible_lines(difference)));
    print_summary(&cases, &sent, values);
    Ok(differences.is_empty())
}

/// Prints how many instances came back.
fn print_summary(cases: &[Case], sent: &[Sent<'_>], values: usize) {
    let unchanged = sent.iter().filter(|sent| sent.failure.is_none()).count();
    let changed = sent.iter().filter(|sent| matches!(sent.failure, Some(Failure::Changed(_)))).count();
    let lost = sent.len().saturating_sub(unchanged).saturating_sub(changed);
    let rejected = values.saturating_sub(sent.len());
    println!(
        "{values} valid instances of {} schemas: {unchanged} come back unchanged, {lost} with an error, {changed} \
         changed, and {rejected} have a schema that is rejected",
        cases.len()
    );
}

/// Generates the client of some cases.
fn client(name: &str, cases: &[&Case], remotes: &[Remote], folders: &Folders) -> Result<Client, String> {
    let documents = folders.target.join("documents");
    let spec = documents.join(format!("{name}.json"));
    let text = document(cases.iter().copied(), remotes).to_string();
    let written = std::fs::create_dir_all(&documents).and_then(|()| std::fs::write(&spec, text));
    written.map_err(|error| format!("`{}` can't be written: {error}", spec.display()))?;
    Ok(generate_client(name.to_owned(), spec, UnknownFields::Keep, &folders.target))
}

/// Sends the instances of some cases through the types of their client.
fn send<'a>(client: &Client, cases: &[&'a Case], folders: &Folders) -> Result<Vec<Sent<'a>>, String> {
    let schemas: BTreeMap<&str, usize> =
        client.schemas.iter().enumerate().map(|(index, schema)| (schema.name.as_str(), index)).collect();
    let (mut instances, mut names) = (Vec::new(), Vec::new());
    for case in cases {
        let schema = schemas.get(case.component.as_str()).copied();
        let schema = schema.ok_or_else(|| format!("{}: the client has no type for it", case.name))?;
        for text in &case.instances {
            instances.push(Instance { schema, text: text.clone() });
            names.push(case.name.as_str());
        }
    }
    let failures = round_trip::send(client, &instances, folders)?;
    Ok(names.into_iter().zip(failures).map(|(case, failure)| Sent { case, failure }).collect())
}

/// Returns a line for each case that is not rejected with the expected error. Each one is generated alone.
fn accepted_again(
    rejected: &[&Case],
    expected: &Expected,
    remotes: &[Remote],
    folders: &Folders,
) -> Result<Vec<String>, String> {
    let mut lines = Vec::new();
    for case in rejected {
        let client = client("json-schema-rejected", &[case], remotes, folders)?;
        let error = expected.rejected(&case.name).unwrap_or_default();
        match client.outcome {
            Outcome::Rejected if client.errors.contains(error) => {}
            Outcome::Generated => lines.push(format!("{}: a client is generated: remove the entry", case.name)),
            _ => lines.push(format!("{}: another error is expected: {}", case.name, client.errors)),
        }
    }
    Ok(lines)
}

//! Sends JSON values through the generated types: text to type to text, and compares the two texts.

mod program;
mod values;

use std::fmt::{self, Display, Formatter};

use crate::cargo::Folders;
use crate::client::{Client, ComponentSchema};
use crate::compare::first_difference;
use crate::document;

/// A JSON text in one line, and the index of the component schema whose type reads it.
#[derive(Clone, Debug)]
pub struct Instance {
    /// The index in the client's schemas.
    pub schema: usize,
    /// The text.
    pub text: String,
}

/// What is wrong with a value that was sent through a type: a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The type does not read the value, so a program gets an error.
    Unreadable(String),
    /// The type reads the value and writes another one, or none. A program does not notice the first.
    Changed(String),
}

impl Display for Failure {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let (Self::Unreadable(message) | Self::Changed(message)) = self;
        formatter.write_str(message)
    }
}

/// The results for the values of one document.
#[derive(Clone, Debug)]
pub struct RoundTrip {
    /// The document's name.
    pub name: String,
    /// How many component schemas the document has.
    pub schemas: usize,
    /// How many values were sent.
    pub values: usize,
    /// How many schemas have no value, since no valid one was found.
    pub without_value: usize,
    /// The values that came back changed or not at all.
    pub failures: Vec<Failure>,
    /// The names of the component schemas that are untyped.
    pub untyped: Vec<String>,
}

/// Sends examples and generated values through the types of some clients.
///
/// # Errors
///
/// Returns a message if a document can't be read, or if the program that holds the types can't be built or run.
pub fn run(clients: &[&Client], folders: &Folders) -> Result<Vec<RoundTrip>, String> {
    let program = program::build(clients, folders)?;
    let mut results = Vec::with_capacity(clients.len());
    for (index, client) in clients.iter().enumerate() {
        let document = document::read(&client.spec)?;
        let values = values::values(&client.schemas, &document);
        let returned = program::send(&program, index, &values.instances)
            .map_err(|message| format!("{}: {message}", client.name))?;
        let pairs = values.instances.iter().zip(returned);
        let untyped = client.schemas.iter().filter(|schema| schema.untyped);
        results.push(RoundTrip {
            name: client.name.clone(),
            schemas: client.schemas.len(),
            values: values.instances.len(),
            without_value: values.without_value,
            failures: pairs.filter_map(|(sent, returned)| failure(&client.schemas, sent, returned)).collect(),
            untyped: untyped.map(|schema| schema.name.clone()).collect(),
        });
    }
    Ok(results)
}

/// Sends some values through the types of one client. Returns the failure of each, or `None` if it came back unchanged.
///
/// # Errors
///
/// Returns a message if the program that holds the types can't be built or run.
pub fn send(client: &Client, instances: &[Instance], folders: &Folders) -> Result<Vec<Option<Failure>>, String> {
    let program = program::build(&[client], folders)?;
    let returned = program::send(&program, 0, instances)?;
    Ok(instances.iter().zip(returned).map(|(sent, returned)| failure(&client.schemas, sent, returned)).collect())
}

/// Returns what is wrong with a value that came back. `None` if it is unchanged.
fn failure(schemas: &[ComponentSchema], sent: &Instance, returned: Result<String, Failure>) -> Option<Failure> {
    let name = schemas.get(sent.schema).map_or("", |schema| schema.name.as_str());
    let sent = sent.text.as_str();
    let changed = match returned {
        Ok(returned) => match first_difference(sent, &returned) {
            Ok(None) => return None,
            Ok(Some(pointer)) => format!("`{name}` differs at `{pointer}`: {sent} came back as {returned}"),
            Err(error) => format!("`{name}` writes invalid JSON: {returned}: {error}"),
        },
        Err(Failure::Changed(message)) => format!("`{name}` does not write {sent}: {message}"),
        Err(Failure::Unreadable(message)) => {
            return Some(Failure::Unreadable(format!("`{name}` can't read {sent}: {message}")));
        }
    };
    Some(Failure::Changed(changed))
}

//! Sends JSON values through the generated types: text to type to text, and compares the two texts.

mod program;
mod values;

use crate::cargo::Folders;
use crate::client::{Client, ComponentSchema};
use crate::compare::first_difference;
use crate::document;
use crate::instance::json_text;

use values::Instance;

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
    /// The values that came back changed or not at all: a message each.
    pub failures: Vec<String>,
    /// The names of the component schemas that are untyped.
    pub untyped: Vec<String>,
}

/// Sends values through the types of some clients.
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

/// Returns what is wrong with a value that came back. `None` if nothing is.
fn failure(schemas: &[ComponentSchema], sent: &Instance, returned: Result<String, String>) -> Option<String> {
    let name = schemas.get(sent.schema).map_or("", |schema| schema.name.as_str());
    let sent = json_text(&sent.value);
    let returned = match returned {
        Ok(returned) => returned,
        Err(message) => return Some(format!("`{name}` can't read {sent}: {message}")),
    };
    match first_difference(&sent, &returned) {
        Ok(None) => None,
        Ok(Some(pointer)) => Some(format!("`{name}` differs at `{pointer}`: {sent} came back as {returned}")),
        Err(error) => Some(format!("`{name}` writes invalid JSON: {returned}: {error}")),
    }
}

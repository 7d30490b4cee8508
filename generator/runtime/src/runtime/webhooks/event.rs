//! Reading the event of a webhook request, once its signature is checked.

use http::HeaderMap;

use super::WebhookError;
use super::header::only;
use crate::runtime::json::{Candidates, DecodeError, Json, ReadError, Shape, Tree, decode, from_slice};

/// Reads the body of a request as a type.
///
/// # Errors
///
/// Returns [`WebhookError`] if the body is not valid JSON or does not match the type.
pub fn read_body<T: Json>(body: &[u8]) -> Result<T, WebhookError> {
    decode(body).map_err(|error| match error {
        DecodeError::Parse(error) => WebhookError::NotJson(error.into_syntax_error()),
        DecodeError::Read(error) => WebhookError::SchemaMismatch(error),
    })
}

/// Returns the name of the event in a header.
///
/// # Errors
///
/// Returns [`WebhookError`] if the header is missing or cannot be read.
pub fn event_name<'h>(headers: &'h HeaderMap, header: &'static str) -> Result<&'h str, WebhookError> {
    only(header, headers)
}

/// Reads the body of a request as one of several events.
///
/// `names` has the words of each event's name. The name of this event is returned by `name`. It selects the event of that
/// name, in any spelling: `pet_created`, `pet.created` and `PetCreated` are the same. Without one, it selects the events
/// whose name starts with it, and the shape of the body selects one of them. An event that the API does not describe, or
/// a body without the name of its event, is read with an index that is out of range.
///
/// # Errors
///
/// Returns [`WebhookError`] if the body is not valid JSON or does not match the event.
pub fn read_event<T>(
    body: &[u8],
    name: &dyn Fn(&Tree<'_>) -> Option<String>,
    names: &[&[&str]],
    shapes: &[Shape],
    read: &dyn Fn(usize, &Tree<'_>) -> Result<T, ReadError>,
) -> Result<T, WebhookError> {
    let tree = parse(body)?;
    let selected = name(&tree).map(|name| select(&name, names)).unwrap_or_default();
    let event = match selected.as_slice() {
        [] => read(names.len(), &tree),
        [only] => read(*only, &tree),
        several => {
            let shapes: Vec<Shape> = several.iter().filter_map(|index| shapes.get(*index).copied()).collect();
            let index = |place: usize| several.get(place).copied().unwrap_or(names.len());
            let chosen = Candidates::of(&tree, &shapes).choose(&mut |place| read(index(place), &tree).ok());
            chosen.map_or_else(|| read(names.len(), &tree), |(_, event)| Ok(event))
        }
    };
    event.map_err(WebhookError::SchemaMismatch)
}

fn parse(body: &[u8]) -> Result<Tree<'_>, WebhookError> {
    from_slice(body).map_err(|error| WebhookError::NotJson(error.into_syntax_error()))
}

/// Returns the events that a name selects.
fn select(name: &str, names: &[&[&str]]) -> Vec<usize> {
    let name: String = name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if name.is_empty() {
        return Vec::new();
    }
    let exact: Vec<usize> = matching(names, |words| words.concat() == name);
    if !exact.is_empty() {
        return exact;
    }
    matching(names, |words| (1..words.len()).any(|count| words.iter().take(count).copied().collect::<String>() == name))
}

fn matching(names: &[&[&str]], is_match: impl Fn(&[&str]) -> bool) -> Vec<usize> {
    names.iter().enumerate().filter(|(_, words)| is_match(words)).map(|(index, _)| index).collect()
}

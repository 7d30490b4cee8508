//! The body that most error responses of an API have.

use std::collections::BTreeMap;

use crate::api::{Api, MediaKind, Outcome, Schema, SchemaId, SchemaKind};

/// Returns the schema of the common error body of an API: a component that at least two error responses have as their
/// JSON body, and that at least two of three such bodies are. The client reads error responses that the document does
/// not describe as this schema.
pub fn common_error(api: &Api) -> Option<&Schema> {
    let responses = api.operations.iter().flat_map(|operation| &operation.responses);
    let bodies: Vec<&Schema> = responses
        .filter(|response| response.outcome == Outcome::Error)
        .flat_map(|response| &response.media_types)
        .filter(|media| media.kind == MediaKind::Json)
        .map(|media| &media.schema)
        .collect();
    let mut counts: BTreeMap<SchemaId, (usize, &Schema)> = BTreeMap::new();
    for schema in &bodies {
        if let SchemaKind::Reference(id) = api.without_aliases(schema).kind {
            let (count, _) = counts.entry(id).or_insert((0, schema));
            *count = count.saturating_add(1);
        }
    }
    let (count, schema) = counts.into_values().max_by_key(|(count, _)| *count)?;
    (count >= 2 && count.saturating_mul(3) >= bodies.len().saturating_mul(2)).then_some(schema)
}

//! Operations: their parameters and request bodies.

use std::collections::{BTreeMap, BTreeSet};

use super::schemas::{self, Context};
use super::{Comparison, responses, service};
use crate::api::{Operation, Parameter, ParameterLocation, Segment};
use crate::changes::{Direction, Fact, Subject};

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.old, comparison.new);
    // Paths that differ in the names of their variables are the same, but for a document that has both.
    let new_paths: BTreeSet<(&str, &str)> = new.operations.iter().map(exact).collect();
    let mut by_path: BTreeMap<(&str, &str), &Operation> = BTreeMap::new();
    let mut left: BTreeMap<(&str, String), &Operation> = BTreeMap::new();
    for operation in &old.operations {
        match new_paths.contains(&exact(operation)) {
            true => _ = by_path.insert(exact(operation), operation),
            false => _ = left.insert(route(operation), operation),
        }
    }
    for operation in &new.operations {
        let same = by_path.get(&exact(operation)).copied().or_else(|| left.remove(&route(operation)));
        if let Some(before) = same {
            compare_operation(comparison, before, operation);
            continue;
        }
        // An operation with the id of one that is gone has moved.
        let by_id = left.iter().find(|(_, before)| before.id.is_some() && before.id == operation.id);
        let before = by_id.map(|(route, before)| (route.clone(), *before));
        let what = format!("the operation `{}`", name(operation));
        match before {
            Some((route, before)) => {
                left.remove(&route);
                let places = (Some(&before.at), Some(&operation.at));
                comparison.begin(name(operation), places);
                let values = Some((name(before), name(operation)));
                comparison.add_values(Subject::Operation, Fact::Moved, what, places, values);
                compare_operation(comparison, before, operation);
            }
            None => {
                comparison.begin(name(operation), (None, Some(&operation.at)));
                comparison.add(Subject::Operation, Fact::Added, what, (Some(&old.at), Some(&operation.at)));
            }
        }
    }
    for operation in left.into_values() {
        comparison.begin(name(operation), (Some(&operation.at), None));
        let what = format!("the operation `{}`", name(operation));
        comparison.add(Subject::Operation, Fact::Removed, what, (Some(&operation.at), Some(&new.at)));
    }
    comparison.owner = None;
}

/// Returns the method and the path as they are written.
fn exact(operation: &Operation) -> (&str, &str) {
    (operation.method.as_str(), operation.path.as_str())
}

/// Returns the method and the path. The names of the variables are not sent.
fn route(operation: &Operation) -> (&str, String) {
    let segments = operation.path.segments().iter().map(|segment| match segment {
        Segment::Literal(text) => text.as_str(),
        Segment::Variable(_) => "{}",
    });
    (operation.method.as_str(), segments.collect())
}

/// Returns the name of an operation for readers.
fn name(operation: &Operation) -> String {
    format!("{} {}", operation.method.as_str(), operation.path.as_str())
}

fn compare_operation<'a>(comparison: &mut Comparison<'a>, old: &'a Operation, new: &'a Operation) {
    let what = format!("the operation `{}`", name(new));
    let places = (Some(&old.at), Some(&new.at));
    comparison.begin(name(new), places);
    comparison.documentation(Subject::Operation, &what, (&old.documentation, &new.documentation), (&old.at, &new.at));
    comparison.words(Subject::Operation, &what, (&old.external_docs, &new.external_docs), places);
    if old.id != new.id {
        let text = |id: &Option<String>| id.clone().unwrap_or_else(|| "none".to_owned());
        comparison.add_values(Subject::Operation, Fact::Renamed, &what, places, Some((text(&old.id), text(&new.id))));
    }
    let (old_tags, new_tags): (BTreeSet<&String>, BTreeSet<&String>) =
        (old.tags.iter().collect(), new.tags.iter().collect());
    for tag in new_tags.difference(&old_tags) {
        comparison.add(Subject::Tag, Fact::Added, format!("the tag `{tag}` of {what}"), places);
    }
    for tag in old_tags.difference(&new_tags) {
        comparison.add(Subject::Tag, Fact::Removed, format!("the tag `{tag}` of {what}"), places);
    }
    if old_tags == new_tags && old.tags != new.tags {
        // The first tag is the group of the operation.
        let values = Some((old.tags.join(", "), new.tags.join(", ")));
        comparison.add_values(Subject::Tag, Fact::Reordered, format!("the tags of {what}"), places, values);
    }
    parameters(comparison, old, new);
    body(comparison, old, new);
    responses::compare(comparison, old, new);
    service::security(comparison, old, new);
    if !old.servers.is_empty() || !new.servers.is_empty() {
        // Without servers of the operation, those of the API apply.
        let (of_old, of_new) = (&comparison.old.servers, &comparison.new.servers);
        let before = if old.servers.is_empty() { of_old } else { &old.servers };
        let after = if new.servers.is_empty() { of_new } else { &new.servers };
        service::servers(comparison, (before, after), (&old.at, &new.at));
    }
}

fn parameters<'a>(comparison: &mut Comparison<'a>, old: &'a Operation, new: &'a Operation) {
    let mut left: Vec<&Parameter> = old.parameters.iter().collect();
    // A variable of the path is found by its position: its name is not sent.
    let position_of = |operation: &Operation, name: &str| operation.path.variables().position(|known| known == name);
    let has_same_route = route(old).1 == route(new).1;
    let is_same = |before: &Parameter, parameter: &Parameter| {
        before.location == parameter.location
            && match parameter.location {
                ParameterLocation::Path => {
                    let position = position_of(old, &before.name);
                    let is_at = position.is_some() && position == position_of(new, &parameter.name);
                    if has_same_route { is_at } else { before.name == parameter.name }
                }
                // The names of headers are compared without their case (RFC 9110, section 5.1).
                ParameterLocation::Header => before.name.eq_ignore_ascii_case(&parameter.name),
                ParameterLocation::Query | ParameterLocation::Cookie => before.name == parameter.name,
                // An operation has one at most, and its name is not sent (OpenAPI 3.2.0, section 4.12.1).
                ParameterLocation::QueryString => true,
            }
    };
    let mut order = Vec::new();
    for parameter in &new.parameters {
        let Some(found) = left.iter().position(|before| is_same(before, parameter)) else {
            let what = title(parameter);
            let fact = if parameter.required { Fact::RequiredAdded } else { Fact::Added };
            comparison.add(Subject::Parameter, fact, what, (Some(&old.at), Some(&parameter.at)));
            continue;
        };
        let before = left.remove(found);
        order.push(old.parameters.iter().position(|known| std::ptr::eq(known, before)));
        compare_parameter(comparison, before, parameter);
    }
    if !order.is_sorted() {
        let places = (Some(&old.at), Some(&new.at));
        comparison.add(Subject::Parameter, Fact::Reordered, format!("the parameters of `{}`", name(new)), places);
    }
    for parameter in left {
        let fact = if parameter.required { Fact::Removed } else { Fact::OptionalRemoved };
        comparison.add(Subject::Parameter, fact, title(parameter), (Some(&parameter.at), Some(&new.at)));
    }
}

fn title(parameter: &Parameter) -> String {
    format!("the {} parameter `{}`", parameter.location.as_str(), parameter.name)
}

fn compare_parameter<'a>(comparison: &mut Comparison<'a>, old: &'a Parameter, new: &'a Parameter) {
    let (what, places) = (title(new), (Some(&old.at), Some(&new.at)));
    match (old.required, new.required) {
        (false, true) => comparison.add(Subject::Parameter, Fact::Required, &what, places),
        (true, false) => comparison.add(Subject::Parameter, Fact::Optional, &what, places),
        _ => {}
    }
    if old.name != new.name {
        let values = Some((old.name.clone(), new.name.clone()));
        comparison.add_values(Subject::Parameter, Fact::Renamed, &what, places, values);
    }
    if old.serialization != new.serialization {
        let values = Some((old.serialization.to_string(), new.serialization.to_string()));
        comparison.add_values(Subject::Parameter, Fact::Serialization, &what, places, values);
    }
    let documentation = (&old.documentation, &new.documentation);
    comparison.documentation(Subject::Parameter, &what, documentation, (&old.at, &new.at));
    let context =
        Context { subject: Subject::Parameter, direction: Direction::Request, what, is_optional: !new.required };
    schemas::compare(comparison, &old.schema, &new.schema, &context);
}

fn body<'a>(comparison: &mut Comparison<'a>, old: &'a Operation, new: &'a Operation) {
    let what = "the request body";
    match (&old.body, &new.body) {
        (None, None) => {}
        (None, Some(body)) => {
            let fact = if body.required { Fact::RequiredAdded } else { Fact::Added };
            comparison.add(Subject::RequestBody, fact, what, (Some(&old.at), Some(&body.at)));
        }
        (Some(body), None) => {
            let fact = if body.required { Fact::Removed } else { Fact::OptionalRemoved };
            comparison.add(Subject::RequestBody, fact, what, (Some(&body.at), Some(&new.at)));
        }
        (Some(before), Some(after)) => {
            let places = (Some(&before.at), Some(&after.at));
            match (before.required, after.required) {
                (false, true) => comparison.add(Subject::RequestBody, Fact::Required, what, places),
                (true, false) => comparison.add(Subject::RequestBody, Fact::Optional, what, places),
                _ => {}
            }
            comparison.words(Subject::RequestBody, what, (&before.description, &after.description), places);
            let context = Context {
                subject: Subject::RequestBody,
                direction: Direction::Request,
                what: what.to_owned(),
                is_optional: false,
            };
            let media_types = (before.media_types.as_slice(), after.media_types.as_slice());
            responses::media_types(comparison, media_types, (&before.at, &after.at), &context);
        }
    }
}

//! Objects: their properties, and those that they do not declare.

use super::Comparison;
use super::schemas::{self, Context};
use crate::api::{Access, AdditionalProperties, Api, Object, Property, Schema, SchemaKind};
use crate::changes::{Direction, Fact};

pub(super) fn compare<'a>(
    comparison: &mut Comparison<'a>,
    (old_schema, old): (&'a Schema, &'a Object),
    (new_schema, new): (&'a Schema, &'a Object),
    context: &Context,
) {
    let (old_properties, new_properties) = (old.properties_by_name(), new.properties_by_name());
    let (old_required, new_required) = (old.required_names(), new.required_names());
    let subject = context.direction.property();
    let what = |name: &str| format!("the property `{name}` of {}", context.what);
    for property in &new.properties {
        let name = property.name.as_str();
        let is_required = new_required.contains(name);
        let places = (Some(&old_schema.at), Some(&property.schema.at));
        match old_properties.get(name) {
            Some(before) => {
                let is_optional = !old_required.contains(name);
                compare_property(comparison, (before, property), (is_optional, is_required), context);
            }
            None if !is_in(comparison.new, property, context.direction) => {}
            None => {
                let fact = if is_required { Fact::RequiredAdded } else { Fact::Added };
                comparison.add(subject, fact, what(name), places);
                // It was one of the properties that are not declared.
                if let Some(before) = restricted(&old.additional_properties) {
                    let what = format!("{}, which was not declared", what(name));
                    let inner = Context { subject, direction: context.direction, what, is_optional: !is_required };
                    schemas::compare(comparison, before, &property.schema, &inner);
                }
            }
        }
    }
    for property in &old.properties {
        let name = property.name.as_str();
        if new_properties.contains_key(name) || !is_in(comparison.old, property, context.direction) {
            continue;
        }
        let fact = if old_required.contains(name) { Fact::Removed } else { Fact::OptionalRemoved };
        comparison.add(subject, fact, what(name), (Some(&property.schema.at), Some(&new_schema.at)));
    }
    // A property that is new or gone is reported above. One that requests or responses do not have is not required there.
    let is_elsewhere = |comparison: &Comparison<'_>, name: &str| {
        let property = new_properties.get(name);
        old_properties.contains_key(name) != property.is_some()
            || property.is_some_and(|property| !is_in(comparison.new, property, context.direction))
    };
    for required in new.required.iter().filter(|required| !old_required.contains(required.name.as_str())) {
        if !is_elsewhere(comparison, &required.name) {
            let places = (Some(&old_schema.at), Some(&required.at));
            comparison.add(subject, Fact::Required, what(&required.name), places);
        }
    }
    for required in old.required.iter().filter(|required| !new_required.contains(required.name.as_str())) {
        if !is_elsewhere(comparison, &required.name) {
            let places = (Some(&required.at), Some(&new_schema.at));
            comparison.add(subject, Fact::Optional, what(&required.name), places);
        }
    }
    others(comparison, (old_schema, old), (new_schema, new), context);
}

/// Returns `true` if a property is in the values that go in a direction.
fn is_in(api: &Api, property: &Property, direction: Direction) -> bool {
    match api.access(&property.schema) {
        Access::Both => true,
        Access::ReadOnly => direction != Direction::Request,
        Access::WriteOnly => matches!(direction, Direction::Request | Direction::None),
    }
}

fn compare_property<'a>(
    comparison: &mut Comparison<'a>,
    (old, new): (&'a Property, &'a Property),
    (is_optional, is_required): (bool, bool),
    context: &Context,
) {
    let subject = context.direction.property();
    let what = format!("the property `{}` of {}", new.name, context.what);
    let places = (Some(&old.schema.at), Some(&new.schema.at));
    let (before, after) = (comparison.old.access(&old.schema), comparison.new.access(&new.schema));
    let was_in = is_in(comparison.old, old, context.direction);
    let is_in = is_in(comparison.new, new, context.direction);
    if before != after {
        let fact = match after {
            _ if !was_in && is_in && is_required => Fact::RequiredAdded,
            Access::ReadOnly => Fact::ReadOnly,
            Access::WriteOnly => Fact::WriteOnly,
            Access::Both => Fact::ReadWrite,
        };
        comparison.add(subject, fact, &what, places);
    }
    if was_in && is_in {
        let inner = Context { subject, direction: context.direction, what, is_optional };
        schemas::compare(comparison, &old.schema, &new.schema, &inner);
    }
}

/// The schema of the properties that are not declared. Without the keyword, any value is valid.
fn restricted(others: &AdditionalProperties) -> Option<&Schema> {
    match others {
        AdditionalProperties::Schema(schema) if !matches!(schema.kind, SchemaKind::Any) => Some(schema),
        _ => None,
    }
}

/// Compares the properties that are not declared.
fn others<'a>(
    comparison: &mut Comparison<'a>,
    (old_schema, old): (&'a Schema, &'a Object),
    (new_schema, new): (&'a Schema, &'a Object),
    context: &Context,
) {
    let (subject, what) = (context.direction.property(), format!("the other properties of {}", context.what));
    let (before, after) = (&old.additional_properties, &new.additional_properties);
    match (before == &AdditionalProperties::Forbidden, after == &AdditionalProperties::Forbidden) {
        (true, true) => {}
        (false, true) => {
            comparison.add(subject, Fact::OthersForbidden, what, (Some(&old_schema.at), Some(&new_schema.at)));
        }
        (true, false) => {
            comparison.add(subject, Fact::OthersAllowed, what, (Some(&old_schema.at), Some(&new_schema.at)));
        }
        (false, false) => match (restricted(before), restricted(after)) {
            (Some(before), Some(after)) => {
                let inner = Context { subject, what, is_optional: false, ..context.clone() };
                schemas::compare(comparison, before, after, &inner);
            }
            (None, Some(after)) => {
                comparison.add(subject, Fact::TypeNarrowed, what, (Some(&old_schema.at), Some(&after.at)));
            }
            (Some(before), None) => {
                comparison.add(subject, Fact::TypeWidened, what, (Some(&before.at), Some(&new_schema.at)));
            }
            (None, None) => {}
        },
    }
}

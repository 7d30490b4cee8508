//! Unions: their discriminator and their members.

use std::collections::{BTreeMap, BTreeSet};

use super::Comparison;
use super::schemas::{self, Context};
use crate::api::{AdditionalProperties, Api, DefaultFor, Property, Schema, SchemaKind, Union, Variant};
use crate::changes::Fact;

pub(super) fn compare<'a>(
    comparison: &mut Comparison<'a>,
    (old_schema, old): (&'a Schema, &'a Union),
    (new_schema, new): (&'a Schema, &'a Union),
    context: &Context,
) {
    let places = (Some(&old_schema.at), Some(&new_schema.at));
    if old.discriminator != new.discriminator {
        let name = |union: &Union| union.discriminator.clone().unwrap_or_else(|| "none".to_owned());
        let values = Some((name(old), name(new)));
        let fact = match (&old.discriminator, &new.discriminator) {
            (None, _) => Fact::DiscriminatorAdded,
            (_, None) => Fact::DiscriminatorRemoved,
            _ => Fact::Discriminator,
        };
        comparison.add_values(context.subject, fact, &context.what, places, values);
    }
    let names = (Names::of(comparison.old, old), Names::of(comparison.new, new));
    let mut left: Vec<&'a Variant> = old.variants.iter().collect();
    let mut added = Vec::new();
    for variant in &new.variants {
        let Some(position) = counterpart(comparison, &left, variant) else {
            added.push(variant);
            continue;
        };
        let before = left.remove(position);
        compare_members(comparison, before, variant, &names.1, context);
    }
    // What is left has no common name, value or form. The only member on each side is taken for the same one.
    if let ([before], [after]) = (left.as_slice(), added.as_slice())
        && !are_both_named(before, after)
    {
        compare_members(comparison, before, after, &names.1, context);
        return;
    }
    for variant in added {
        let what = format!("{} of {}", member(comparison.new, variant, &names.1), context.what);
        comparison.add(context.subject, Fact::MemberAdded, what, (Some(&old_schema.at), Some(&variant.schema.at)));
    }
    for variant in left {
        let what = format!("{} of {}", member(comparison.old, variant, &names.0), context.what);
        comparison.add(context.subject, Fact::MemberRemoved, what, (Some(&variant.schema.at), Some(&new_schema.at)));
    }
}

fn compare_members<'a>(
    comparison: &mut Comparison<'a>,
    old: &'a Variant,
    new: &'a Variant,
    names: &Names<'a>,
    context: &Context,
) {
    let what = format!("{} of {}", member(comparison.new, new, names), context.what);
    let values = |variant: &Variant| variant.discriminator_values.iter().cloned().collect::<BTreeSet<String>>();
    let (before, after) = (values(old), values(new));
    // Without a discriminator, there are no values.
    if before != after && !before.is_empty() && !after.is_empty() {
        let fact = match (before.is_subset(&after), after.is_subset(&before)) {
            (true, _) => Fact::MappingAdded,
            (_, true) => Fact::MappingRemoved,
            _ => Fact::Mapping,
        };
        let text = |values: BTreeSet<String>| values.into_iter().collect::<Vec<_>>().join(", ");
        let places = (Some(&old.schema.at), Some(&new.schema.at));
        comparison.add_values(context.subject, fact, &what, places, Some((text(before), text(after))));
    }
    if old.default_for != new.default_for {
        let text = |variant: &Variant| match variant.default_for {
            DefaultFor::Nothing => "not the default".to_owned(),
            DefaultFor::Absent => "the default of objects without the property".to_owned(),
            DefaultFor::Unselected => "the default".to_owned(),
        };
        let places = (Some(&old.schema.at), Some(&new.schema.at));
        comparison.add_values(context.subject, Fact::Mapping, &what, places, Some((text(old), text(new))));
    }
    let inner = Context { what, is_optional: false, ..context.clone() };
    schemas::compare(comparison, &old.schema, &new.schema, &inner);
}

/// The maximum number of members among which one with the same properties is looked for.
const MAX_COMPARED: usize = 100;

/// Returns the position of the member that is the same as another one: by a value of the discriminator, by the name of the
/// component, by its form, or by its properties with one value.
fn counterpart(comparison: &Comparison<'_>, members: &[&Variant], wanted: &Variant) -> Option<usize> {
    let name = component_name(comparison.new, wanted);
    let by_value = members
        .iter()
        .position(|member| member.discriminator_values.iter().any(|value| wanted.discriminator_values.contains(value)));
    let by_name = || {
        let name = name?;
        members.iter().position(|member| component_name(comparison.old, member) == Some(name))
    };
    let by_form =
        || members.iter().position(|member| is_alike(comparison.old, &member.schema, comparison.new, &wanted.schema));
    // Each member would be compared with each other one.
    let are_few = members.len() <= MAX_COMPARED;
    let constants_of_wanted = constants(comparison.new, wanted);
    let has_same_constants = |member: &Variant| constants(comparison.old, member) == constants_of_wanted;
    let by_constants = || {
        let position = || members.iter().position(|member| has_same_constants(member));
        (are_few && !constants_of_wanted.is_empty()).then(position).flatten()
    };
    // A component with another name and the same properties is the same one.
    let by_properties = || {
        let wanted = property_names(comparison.new, wanted).filter(|_| are_few)?;
        let has_same = |member: &Variant| property_names(comparison.old, member).as_ref() == Some(&wanted);
        members.iter().position(|member| has_same_constants(member) && has_same(member))
    };
    by_value.or_else(by_name).or_else(by_form).or_else(by_constants).or_else(by_properties)
}

fn property_names<'a>(api: &'a Api, variant: &'a Variant) -> Option<BTreeSet<&'a str>> {
    match &api.resolve(&variant.schema).kind {
        SchemaKind::Object(object) if !object.properties.is_empty() => {
            Some(object.properties.iter().map(|property| property.name.as_str()).collect())
        }
        _ => None,
    }
}

fn are_both_named(old: &Variant, new: &Variant) -> bool {
    [old, new].iter().all(|variant| matches!(variant.schema.kind, SchemaKind::Reference(_)))
}

fn component_name<'a>(api: &'a Api, variant: &Variant) -> Option<&'a str> {
    let SchemaKind::Reference(id) = variant.schema.kind else { return None };
    api.component(id).map(|component| component.name.as_str())
}

/// How many members of a union have a property with one value.
struct Names<'a>(BTreeMap<(&'a str, String), usize>);

impl<'a> Names<'a> {
    fn of(api: &'a Api, union: &'a Union) -> Self {
        let mut counts = BTreeMap::new();
        for constant in union.variants.iter().flat_map(|variant| constants(api, variant)) {
            let count: &mut usize = counts.entry(constant).or_default();
            *count = count.saturating_add(1);
        }
        Self(counts)
    }
}

/// Returns a member in words: by its component, by a value that selects it, by its title, or by a property with one value, which no
/// other member has if there is such a property.
fn member<'a>(api: &'a Api, variant: &'a Variant, names: &Names<'a>) -> String {
    let value = variant.discriminator_values.first().or(variant.declared_value.as_ref());
    let title = variant.schema.documentation.title.as_ref();
    match (component_name(api, variant), value, title) {
        (Some(name), _, _) => format!("the alternative `{name}`"),
        (None, Some(value), _) => format!("the alternative for `{value}`"),
        (None, None, Some(title)) => format!("the alternative `{title}`"),
        (None, None, None) => {
            let constants = constants(api, variant).into_iter();
            match constants.min_by_key(|constant| names.0.get(constant).copied()) {
                Some((name, value)) => format!("the alternative with `{name}: {value}`"),
                None => format!("the alternative of type {}", schemas::type_name(&variant.schema)),
            }
        }
    }
}

/// Returns the properties of a member that have only one value, and the values.
fn constants<'a>(api: &'a Api, variant: &'a Variant) -> BTreeSet<(&'a str, String)> {
    let SchemaKind::Object(object) = &api.resolve(&variant.schema).kind else { return BTreeSet::new() };
    let constant = |property: &'a Property| match &api.resolve(&property.schema).kind {
        SchemaKind::Enumeration(values) => match values.values.as_slice() {
            [value] => Some((property.name.as_str(), schemas::text_of(value))),
            _ => None,
        },
        _ => None,
    };
    object.properties.iter().filter_map(constant).collect()
}

/// Returns `true` if one member of a union has the values of a schema of the other API, which is behind its references.
pub(super) fn has(api: &Api, union: &Union, other_api: &Api, other: &Schema) -> bool {
    let name = |api: &Api, schema: &Schema| {
        api.schemas.iter().find(|component| std::ptr::eq(&*component.schema, schema)).map(|found| found.name.clone())
    };
    let name_of_other = name(other_api, other);
    union.variants.iter().any(|variant| {
        let member = api.resolve(&variant.schema);
        match (name(api, member), &name_of_other) {
            (Some(name), Some(other)) => name == *other,
            _ => is_alike(api, member, other_api, other),
        }
    })
}

/// Returns `true` if two schemas of different APIs have the same values. Components are compared by their names.
fn is_alike(api: &Api, schema: &Schema, other_api: &Api, other: &Schema) -> bool {
    let alike = |first: &Schema, second: &Schema| is_alike(api, first, other_api, second);
    if schema.nullable != other.nullable {
        return false;
    }
    match (&schema.kind, &other.kind) {
        (SchemaKind::Reference(_), SchemaKind::Reference(_)) => {
            let (first, second) = (api.referred(schema), other_api.referred(other));
            first.map(|component| &component.name) == second.map(|component| &component.name)
        }
        (SchemaKind::Array(first), SchemaKind::Array(second)) => alike(first, second),
        (SchemaKind::Tuple(first), SchemaKind::Tuple(second)) => {
            first.len() == second.len() && first.iter().zip(second).all(|(first, second)| alike(first, second))
        }
        (SchemaKind::Object(first), SchemaKind::Object(second)) => {
            let others = match (&first.additional_properties, &second.additional_properties) {
                (AdditionalProperties::Schema(first), AdditionalProperties::Schema(second)) => alike(first, second),
                (first, second) => std::mem::discriminant(first) == std::mem::discriminant(second),
            };
            let by_name = second.properties_by_name();
            let is_known = |property: &Property| {
                by_name.get(property.name.as_str()).is_some_and(|known| alike(&property.schema, &known.schema))
            };
            others
                && first.required_names() == second.required_names()
                && first.properties.len() == second.properties.len()
                && first.properties.iter().all(is_known)
        }
        (SchemaKind::Union(first), SchemaKind::Union(second)) => {
            let members = || first.variants.iter().zip(&second.variants);
            first.discriminator == second.discriminator
                && first.variants.len() == second.variants.len()
                && members().all(|(first, second)| alike(&first.schema, &second.schema))
        }
        _ => schema.kind == other.kind,
    }
}

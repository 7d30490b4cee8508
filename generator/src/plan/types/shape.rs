//! Computes the shapes of a union's variants, which distinguish them if there is no discriminator.
//!
//! The runtime selects a variant by these shapes (`json/union.rs`).

use std::collections::{BTreeMap, BTreeSet};

use super::enumerations::literal;
use super::shape_budget::ShapeBudget;
use crate::api;
use crate::api::{Access, AdditionalProperties, Api, Schema, SchemaKind, Variant};
use crate::rust::{Literal, ObjectShape, Others, Shape};

/// Returns the shapes of the variants of a union. `names` counts the names and alternatives in them.
pub(crate) fn shapes(api: &Api, variants: &[Variant], names: &mut ShapeBudget) -> Vec<Shape> {
    let mut shapes: Vec<Shape> = variants.iter().map(|variant| names.shape(api, &variant.schema)).collect();
    drop_shared_constants(&mut shapes);
    widen_sole_enums(&mut shapes);
    shapes
}

/// The maximum number of steps to find the variants of a union that overlap. A step compares two names, or two variants that
/// have none. The largest union of a public document takes 50,000 steps.
const MAX_STEPS: usize = 5_000_000;

/// Returns the variants that are objects or lists of objects and overlap with another variant. If there are too many variants
/// to compare each with all others, the remaining ones are returned too.
pub(crate) fn overlapping(shapes: &[Shape]) -> BTreeSet<usize> {
    let is_candidate = |shape: &Shape| matches!(shape, Shape::Object(_) | Shape::Array(_) | Shape::OneOf(_));
    let candidates: Vec<(usize, &Shape)> = shapes.iter().enumerate().filter(|(_, shape)| is_candidate(shape)).collect();
    let mut found = BTreeSet::new();
    // Two variants that are found already need no comparison.
    let mut remaining: BTreeMap<usize, &Shape> = candidates.iter().copied().collect();
    let mut left = MAX_STEPS;
    for (place, (index, first)) in candidates.iter().enumerate() {
        let behind = place.saturating_add(1);
        let others: Vec<(usize, &Shape)> = match found.contains(index) {
            true => remaining.range(index..).map(|(other, shape)| (*other, *shape)).collect(),
            false => candidates.get(behind..).unwrap_or_default().to_vec(),
        };
        for (other, second) in others {
            if found.contains(index) && found.contains(&other) {
                continue;
            }
            let Some(rest) = left.checked_sub(steps(first, second)) else {
                found.extend(remaining.into_keys());
                return found;
            };
            left = rest;
            if overlap(first, second) {
                for own in [*index, other] {
                    found.insert(own);
                    remaining.remove(&own);
                }
            }
        }
    }
    found
}

/// Returns the number of steps to compare two shapes.
fn steps(first: &Shape, second: &Shape) -> usize {
    match (first, second) {
        (Shape::Object(first), Shape::Object(second)) => {
            let foreign = |one: &ObjectShape, other: &ObjectShape| match other.others {
                Others::Forbidden => {
                    one.required.len().saturating_mul(other.required.len().saturating_add(other.optional.len()))
                }
                Others::Kept | Others::Ignored => 0,
            };
            let constants = first.constants.len().saturating_mul(second.constants.len());
            let names = first.required.len().saturating_add(second.required.len());
            let constants = if constants > 0 { constants.saturating_add(names) } else { 0 };
            constants.saturating_add(foreign(first, second)).saturating_add(foreign(second, first)).saturating_add(1)
        }
        (Shape::Array(first), Shape::Array(second)) => steps(first, second),
        (Shape::OneOf(shapes), other) | (other, Shape::OneOf(shapes)) => {
            shapes.iter().map(|shape| steps(shape, other)).fold(1, usize::saturating_add)
        }
        _ => 1,
    }
}

fn overlap(first: &Shape, second: &Shape) -> bool {
    match (first, second) {
        (Shape::Object(first), Shape::Object(second)) => {
            let excludes = |one: &ObjectShape, other: &ObjectShape| {
                let is_foreign = |name: &String| !other.required.contains(name) && !other.optional.contains(name);
                other.others == Others::Forbidden && one.required.iter().any(is_foreign)
            };
            // Both objects restrict the property to constants, so they overlap only in a shared one.
            let differ = first.constants.iter().any(|(name, values)| {
                let is_required = first.required.contains(name) || second.required.contains(name);
                let others = second.constants.iter().find(|(other, _)| other == name);
                is_required && others.is_some_and(|(_, others)| !values.iter().any(|value| others.contains(value)))
            });
            !excludes(first, second) && !excludes(second, first) && !differ
        }
        (Shape::Array(first), Shape::Array(second)) => overlap(first, second),
        (Shape::OneOf(shapes), other) | (other, Shape::OneOf(shapes)) => {
            shapes.iter().any(|shape| overlap(shape, other))
        }
        _ => false,
    }
}

pub(super) fn object_shape(api: &Api, object: &api::Object) -> ObjectShape {
    let mut shape = ObjectShape {
        others: match object.additional_properties {
            AdditionalProperties::Schema(_) => Others::Kept,
            AdditionalProperties::Unspecified if object.properties.is_empty() => Others::Kept,
            AdditionalProperties::Unspecified => Others::Ignored,
            AdditionalProperties::Forbidden => Others::Forbidden,
        },
        ..ObjectShape::default()
    };
    let required_names = object.required_names();
    for property in &object.properties {
        let (name, schema) = (&property.name, &property.schema);
        let is_required = required_names.contains(name.as_str()) && schema.access == Access::Both;
        if is_required { &mut shape.required } else { &mut shape.optional }.push(name.clone());
        if let Some(constants) = constants(api, schema) {
            shape.constants.push((name.clone(), constants));
        }
    }
    let declared = object.properties_by_name();
    let undescribed = object.required.iter().filter(|required| !declared.contains_key(required.name.as_str()));
    shape.optional.extend(undescribed.map(|required| required.name.clone()));
    shape
}

/// Returns the values of a schema's `enum`, without `null`.
fn constants(api: &Api, schema: &Schema) -> Option<Vec<Literal>> {
    match &api.resolve(schema).kind {
        SchemaKind::Enumeration(enumeration) => Some(enumeration.values.iter().map(literal).collect()),
        _ => None,
    }
}

/// Drops the constants of a property if they are the same in every variant that has it, since they distinguish no
/// variants. Then a value that is not listed yet still matches.
fn drop_shared_constants(shapes: &mut [Shape]) {
    let mut firsts: BTreeMap<String, Option<Vec<Literal>>> = BTreeMap::new();
    let mut telling = BTreeSet::new();
    visit_objects(shapes, &mut |object| {
        let of_object: BTreeMap<&String, &Vec<Literal>> =
            object.constants.iter().map(|(name, values)| (name, values)).collect();
        for name in object.required.iter().chain(&object.optional) {
            let constants = of_object.get(name).copied();
            match firsts.get(name) {
                Some(first) if first.as_ref() == constants => {}
                Some(_) => drop(telling.insert(name.clone())),
                None => drop(firsts.insert(name.clone(), constants.cloned())),
            }
        }
    });
    visit_objects(shapes, &mut |object| object.constants.retain(|(name, _)| telling.contains(name)));
}

fn visit_objects(shapes: &mut [Shape], visit: &mut dyn FnMut(&mut ObjectShape)) {
    for shape in shapes {
        match shape {
            Shape::Object(object) => visit(object),
            Shape::Array(items) => visit_objects(std::slice::from_mut(items), visit),
            Shape::OneOf(shapes) => visit_objects(shapes, visit),
            _ => {}
        }
    }
}

/// Widens an `enum` if it is the only variant for strings or numbers: it matches every string, or every number of its
/// type, listed or not.
fn widen_sole_enums(shapes: &mut [Shape]) {
    let takes_text = |shape: &Shape| takes(shape, &|literal| matches!(literal, Literal::String(_)), &Shape::Text);
    let takes_number = |shape: &Shape| {
        let is_number = |literal: &Literal| !matches!(literal, Literal::String(_) | Literal::Bool(_));
        takes(shape, &is_number, &Shape::Integer) || takes(shape, &is_number, &Shape::Number)
    };
    let texts = shapes.iter().filter(|shape| takes_text(shape)).count();
    let numbers = shapes.iter().filter(|shape| takes_number(shape)).count();
    for shape in shapes {
        let Shape::Listed(values) = &*shape else { continue };
        let all = |test: &dyn Fn(&Literal) -> bool| values.iter().all(test);
        if texts == 1 && all(&|value| matches!(value, Literal::String(_))) {
            *shape = Shape::Text;
        } else if numbers == 1 && all(&|value| matches!(value, Literal::Integer(_) | Literal::Unsigned(_))) {
            *shape = Shape::Integer;
        } else if numbers == 1 && all(&|value| !matches!(value, Literal::String(_) | Literal::Bool(_))) {
            *shape = Shape::Number;
        }
    }
}

fn takes(shape: &Shape, is_of: &dyn Fn(&Literal) -> bool, plain: &Shape) -> bool {
    match shape {
        Shape::Any => true,
        Shape::Listed(values) => values.iter().any(is_of),
        Shape::OneOf(shapes) => shapes.iter().any(|shape| takes(shape, is_of, plain)),
        other => other == plain,
    }
}

#[cfg(test)]
mod tests {
    use super::{ShapeBudget, overlapping, shapes};
    use crate::api::testing::{api, array, nullable, object, reference, schema, string};
    use crate::api::{Api, DefaultFor, Enumeration, Schema, SchemaKind, Union, Variant};
    use crate::rust::{Literal, ObjectShape, Others, Shape};

    fn variants(schemas: Vec<Schema>) -> Vec<Variant> {
        schemas
            .into_iter()
            .map(|schema| Variant {
                discriminator_values: Vec::new(),
                implicit_value: None,
                declared_value: None,
                default_for: DefaultFor::Nothing,
                schema,
            })
            .collect()
    }

    fn shapes_of(api: &Api, schemas: Vec<Schema>) -> Vec<Shape> {
        shapes(api, &variants(schemas), &mut ShapeBudget::new(1_000_000))
    }

    fn listed(values: &[&str]) -> Schema {
        let values = values.iter().map(|value| (*value).into()).collect();
        schema(SchemaKind::Enumeration(Enumeration::of(values)))
    }

    fn object_of(shape: &Shape) -> &ObjectShape {
        match shape {
            Shape::Object(object) => object,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn items_keep_null_behind_aliases() {
        let api = api(vec![reference(1), reference(2), nullable(string())]);
        let expected = Shape::Array(Box::new(Shape::OneOf(vec![Shape::Null, Shape::Text])));
        for items in [nullable(string()), reference(2), reference(1), reference(0)] {
            assert_eq!(shapes_of(&api, vec![array(items)]), std::slice::from_ref(&expected));
        }
        assert_eq!(shapes_of(&api, vec![array(string())]), [Shape::Array(Box::new(Shape::Text))]);
    }

    #[test]
    fn a_component_inside_of_itself_has_any_shape() {
        let api = api(vec![array(reference(0)), reference(2), reference(1)]);
        assert_eq!(shapes_of(&api, vec![reference(0)]), [Shape::Array(Box::new(Shape::Any))]);
        assert_eq!(shapes_of(&api, vec![reference(1)]), [Shape::Any]);
    }

    #[test]
    fn objects_are_distinguished_by_their_keys_and_constants() {
        let api = api(vec![reference(1), listed(&["b"])]);
        let shapes = shapes_of(
            &api,
            vec![
                object(vec![("kind!", listed(&["a"])), ("x", string())]),
                object(vec![("kind!", reference(0)), ("x", string())]),
            ],
        );
        let object = object_of(&shapes[1]);
        assert_eq!(object.required, ["kind"]);
        assert_eq!(object.optional, ["x"]);
        assert_eq!(object.others, Others::Ignored);
        assert_eq!(object.constants, [("kind".to_owned(), vec![Literal::String("b".to_owned())])]);
        assert!(overlapping(&shapes).is_empty());
    }

    #[test]
    fn shared_constants_tell_nothing_apart() {
        let api = api(vec![]);
        let variant = |name| object(vec![("kind!", listed(&["a"])), (name, string())]);
        let shapes = shapes_of(&api, vec![variant("x!"), variant("y!")]);
        assert!(shapes.iter().all(|shape| object_of(shape).constants.is_empty()));
        assert_eq!(overlapping(&shapes).into_iter().collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn an_enum_that_is_alone_takes_values_that_are_not_listed() {
        let api = api(vec![]);
        let integer = schema(SchemaKind::Enumeration(Enumeration::of(vec![1.into()])));
        let shapes = shapes_of(&api, vec![listed(&["a"]), integer.clone()]);
        assert_eq!(shapes, [Shape::Text, Shape::Integer]);
        let shapes = shapes_of(&api, vec![listed(&["a"]), string()]);
        assert_eq!(shapes, [Shape::Listed(vec![Literal::String("a".to_owned())]), Shape::Text]);
    }

    #[test]
    fn a_discriminator_is_a_constant_of_its_variants() {
        let api = api(vec![object(vec![("type!", string())])]);
        let variant = |value: &str| Variant {
            discriminator_values: vec![value.to_owned()],
            implicit_value: None,
            declared_value: Some(value.to_owned()),
            default_for: DefaultFor::Nothing,
            schema: reference(0),
        };
        let variants_of_inner = vec![variant("a"), variant("b")];
        let inner = Union { discriminator: Some("type".to_owned()), variants: variants_of_inner };
        let shapes = shapes_of(&api, vec![schema(SchemaKind::Union(inner))]);
        let [Shape::OneOf(inner)] = shapes.as_slice() else { panic!("{shapes:?}") };
        let values = |shape: &Shape| object_of(shape).constants.clone();
        assert_eq!(values(&inner[0]), [("type".to_owned(), vec![Literal::String("a".to_owned())])]);
        assert_eq!(values(&inner[1]), [("type".to_owned(), vec![Literal::String("b".to_owned())])]);
    }
}

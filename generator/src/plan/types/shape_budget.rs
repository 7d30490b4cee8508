//! Computes the shape of one variant, within a budget for all unions of a document.
//!
//! The shape of a union has the shapes of its alternatives, also of those that are unions. Where unions share
//! alternatives, the same shape would be repeated for each path to it, and their number would double on each level. So a
//! large shape has each component once, and one array for all arrays.

use std::collections::BTreeMap;

use super::enumerations::literal;
use super::shape::object_shape;
use crate::api::{Api, DefaultFor, Schema, SchemaId, SchemaKind, Variant};
use crate::rust::{Literal, ObjectShape, Shape};

/// The number of names and alternatives of a shape that may repeat components. Public documents need a tenth of it.
const REPEATED: usize = 1_000;

/// The maximum depth of components in a shape, at which any value matches. Each union has the shapes of those inside of it,
/// so a chain of unions would have a number of shapes that is the square of its length.
const MAX_DEPTH: usize = 32;

/// Counts the names and alternatives in the shapes of all unions.
pub(crate) struct ShapeBudget {
    /// The rest of the budget. `None` once it is exceeded.
    left: Option<usize>,
    is_exceeded: bool,
}

impl ShapeBudget {
    pub(crate) fn new(limit: usize) -> Self {
        Self { left: Some(limit), is_exceeded: false }
    }

    /// Returns `true` once, if the shapes exceed the budget.
    pub(crate) fn take_exceeded(&mut self) -> bool {
        std::mem::take(&mut self.is_exceeded)
    }

    /// Returns the shape of a variant.
    pub(super) fn shape(&mut self, api: &Api, schema: &Schema) -> Shape {
        let Some(budget) = self.left else { return Shape::Any };
        let given = budget.min(REPEATED);
        let mut visit = Visit { api, above: Vec::new(), left: Some(given) };
        let shape = visit.shape(schema);
        if let Some(left) = visit.left {
            self.left = budget.checked_sub(given.saturating_sub(left));
            return shape;
        }
        let mut visit = Visit { api, above: Vec::new(), left: Some(budget) };
        let shape = visit.merged(vec![schema], 0, &mut BTreeMap::new());
        self.is_exceeded |= visit.left.is_none();
        self.left = visit.left;
        shape
    }
}

/// A walk through the alternatives of a variant.
struct Visit<'a> {
    api: &'a Api,
    /// The enclosing components, which are not visited again.
    above: Vec<SchemaId>,
    /// The rest of the budget. `None` if it is exceeded.
    left: Option<usize>,
}

impl<'a> Visit<'a> {
    fn spend(&mut self, names: usize) {
        self.left = self.left.and_then(|left| left.checked_sub(names));
    }

    /// Returns the shape of a schema.
    fn shape(&mut self, schema: &Schema) -> Shape {
        if self.left.is_none() {
            return Shape::Any;
        }
        match &schema.kind {
            SchemaKind::Array(items) => Shape::Array(Box::new(self.nullable_shape(items))),
            SchemaKind::Union(union) => {
                let shapes = union.variants.iter().map(|variant| {
                    let mut shape = self.shape(&variant.schema);
                    if let (Some(property), Shape::Object(object)) = (&union.discriminator, &mut shape) {
                        discriminate(object, property, variant);
                    }
                    shape
                });
                Shape::OneOf(shapes.collect())
            }
            SchemaKind::Reference(id) => {
                // Also where the component is not visited again: there may be many paths to it.
                self.spend(1);
                if self.above.len() >= MAX_DEPTH || self.above.contains(id) {
                    return Shape::Any;
                }
                let Some(component) = self.api.component(*id) else { return Shape::Any };
                self.above.push(*id);
                let shape = self.shape(&component.schema);
                self.above.pop();
                shape
            }
            kind => self.leaf(kind),
        }
    }

    fn nullable_shape(&mut self, schema: &Schema) -> Shape {
        let shape = self.shape(schema);
        if self.api.is_nullable(schema) { Shape::OneOf(vec![Shape::Null, shape]) } else { shape }
    }

    /// Returns the shape of any of some schemas, in which each component is once. Their arrays are one array of any of
    /// their items. `depth` is the number of arrays around them, and `seen` has the components with the depth of each: one
    /// that is around an array is not visited again in it.
    fn merged(&mut self, schemas: Vec<&'a Schema>, depth: usize, seen: &mut BTreeMap<SchemaId, usize>) -> Shape {
        let (mut shapes, mut items) = (Vec::new(), Vec::new());
        let mut pending: Vec<&Schema> = schemas.into_iter().rev().collect();
        while let Some(schema) = pending.pop() {
            if self.left.is_none() {
                return Shape::Any;
            }
            match &schema.kind {
                SchemaKind::Array(inner) => items.push(&**inner),
                SchemaKind::Union(union) => {
                    for variant in union.variants.iter().rev() {
                        // The same component has another constant for each discriminator value.
                        match (&union.discriminator, &self.api.resolve(&variant.schema).kind) {
                            (Some(property), kind @ SchemaKind::Object(_)) => {
                                let mut shape = self.leaf(kind);
                                if let Shape::Object(object) = &mut shape {
                                    discriminate(object, property, variant);
                                }
                                shapes.push(shape);
                            }
                            _ => pending.push(&variant.schema),
                        }
                    }
                }
                SchemaKind::Reference(id) => match self.api.component(*id) {
                    Some(component) => match seen.insert(*id, depth) {
                        None => pending.push(&component.schema),
                        Some(before) if before == depth => {}
                        Some(_) => return Shape::Any,
                    },
                    None => return Shape::Any,
                },
                kind => shapes.push(self.leaf(kind)),
            }
        }
        if !items.is_empty() {
            let is_nullable = items.iter().any(|items| self.api.is_nullable(items));
            let items = self.merged(items, depth.saturating_add(1), seen);
            let items = if is_nullable { Shape::OneOf(vec![Shape::Null, items]) } else { items };
            shapes.push(Shape::Array(Box::new(items)));
        }
        Shape::OneOf(shapes)
    }

    /// Returns the shape of a schema that is not an array, a union or a reference.
    fn leaf(&mut self, kind: &SchemaKind) -> Shape {
        self.spend(1);
        match kind {
            SchemaKind::Null => Shape::Null,
            SchemaKind::Boolean => Shape::Boolean,
            SchemaKind::Integer(_) => Shape::Integer,
            SchemaKind::Number(_) => Shape::Number,
            SchemaKind::String { .. } => Shape::Text,
            SchemaKind::Enumeration(enumeration) => {
                self.spend(enumeration.values.len());
                Shape::Listed(enumeration.values.iter().map(literal).collect())
            }
            SchemaKind::Tuple(_) => Shape::Array(Box::new(Shape::Any)),
            SchemaKind::Object(object) => {
                self.spend(object.properties.len());
                let shape = object_shape(self.api, object);
                self.spend(shape.constants.iter().map(|(_, values)| values.len()).fold(0, usize::saturating_add));
                Shape::Object(shape)
            }
            SchemaKind::Any | SchemaKind::Array(_) | SchemaKind::Union(_) | SchemaKind::Reference(_) => Shape::Any,
        }
    }
}

/// Makes the discriminator values of a variant the constants of its property. A default variant may have any value.
fn discriminate(object: &mut ObjectShape, property: &str, variant: &Variant) {
    object.constants.retain(|(name, _)| name != property);
    if variant.default_for != DefaultFor::Unselected {
        let values = variant.discriminator_values.iter().chain(&variant.implicit_value).cloned();
        object.constants.push((property.to_owned(), values.map(Literal::String).collect()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Union;
    use crate::api::testing::{api, object, reference, schema, string};

    fn union(of: &[usize]) -> Schema {
        let variant = |id: &usize| Variant {
            discriminator_values: Vec::new(),
            implicit_value: None,
            declared_value: None,
            default_for: DefaultFor::Nothing,
            schema: reference(*id),
        };
        schema(SchemaKind::Union(Union { discriminator: None, variants: of.iter().map(variant).collect() }))
    }

    /// Each union has the next two as its alternatives, so that there are 2^30 paths to the objects at the end. All of
    /// them are two kinds of objects.
    fn tower() -> Api {
        let mut schemas: Vec<Schema> =
            (2..62).step_by(2).flat_map(|next| [0, 1].map(|_| union(&[next, next.saturating_add(1)]))).collect();
        schemas.extend([object(vec![("a!", string())]), object(vec![("b!", string())])]);
        api(schemas)
    }

    fn objects(shape: &Shape) -> Vec<String> {
        match shape {
            Shape::OneOf(shapes) => shapes.iter().flat_map(objects).collect(),
            Shape::Object(object) => object.required.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_large_shape_has_each_component_once() {
        let mut budget = ShapeBudget::new(100_000);
        assert_eq!(objects(&budget.shape(&tower(), &reference(0))), ["a", "b"]);
        assert!(!budget.take_exceeded());
        // A small one repeats them.
        assert_eq!(objects(&budget.shape(&tower(), &reference(56))), ["a", "b", "a", "b"]);
    }

    #[test]
    fn the_budget_is_exceeded_once() {
        let mut budget = ShapeBudget::new(2);
        budget.shape(&tower(), &reference(0));
        assert!(budget.take_exceeded());
        assert_eq!(budget.shape(&tower(), &reference(0)), Shape::Any);
        assert!(!budget.take_exceeded());
    }
}

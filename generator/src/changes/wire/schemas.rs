//! Schemas: the values that are valid, in the direction in which they go.

use serde_json::Value;

use super::{Comparison, constraints, objects, unions};
use crate::api::{Api, DistinctValues, Enumeration, EnumerationBase, IntegerFormat, NumberFormat, Schema, SchemaKind};
use crate::changes::{Direction, Fact, Subject};

/// A schema of each API.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sides<'a> {
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
}

/// A schema behind its references.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side<'a> {
    /// The schema as it is written, which may be a reference.
    written: &'a Schema,
    /// The schema at the end of the references.
    pub(super) schema: &'a Schema,
}

/// Where a schema is used.
#[derive(Clone, Debug)]
pub(super) struct Context {
    pub(super) subject: Subject,
    pub(super) direction: Direction,
    /// What it describes, in words.
    pub(super) what: String,
    /// Whether the value may be absent.
    pub(super) is_optional: bool,
}

impl Context {
    /// Returns the context of a value inside of this one, which has to be there.
    pub(super) fn inner(&self, part: &str) -> Self {
        Self { what: format!("{part} of {}", self.what), is_optional: false, ..self.clone() }
    }
}

impl<'a> Sides<'a> {
    pub(super) fn of(comparison: &Comparison<'a>, old: &'a Schema, new: &'a Schema) -> Self {
        let side = |api: &'a Api, written: &'a Schema| Side { written, schema: api.resolve(written) };
        Self { old: side(comparison.old, old), new: side(comparison.new, new) }
    }
}

impl<'a> Side<'a> {
    fn is_reference(&self) -> bool {
        !std::ptr::eq(self.written, self.schema)
    }

    /// The default value, of the outermost schema that has one.
    fn default(&self) -> Option<&'a Value> {
        self.written.default.as_ref().or(self.schema.default.as_ref())
    }
}

/// Compares the schemas of something that both APIs have.
pub(super) fn compare<'a>(comparison: &mut Comparison<'a>, old: &'a Schema, new: &'a Schema, context: &Context) {
    let sides = Sides::of(comparison, old, new);
    let places = (Some(&old.at), Some(&new.at));
    let has_null = |api: &Api, schema: &Schema| api.is_nullable(schema) || api.has_null(schema);
    match (has_null(comparison.old, old), has_null(comparison.new, new)) {
        // The type of a schema without a type is compared below.
        _ if matches!(sides.old.schema.kind, SchemaKind::Any) || matches!(sides.new.schema.kind, SchemaKind::Any) => {}
        (false, true) if context.is_optional => {
            comparison.add(context.subject, Fact::OptionalNullable, &context.what, places);
        }
        (false, true) => comparison.add(context.subject, Fact::Nullable, &context.what, places),
        (true, false) => comparison.add(context.subject, Fact::NotNullable, &context.what, places),
        _ => {}
    }
    let (old_default, new_default) = (sides.old.default(), sides.new.default());
    if !is_equal(old_default, new_default) {
        let fact = match (old_default, new_default) {
            (None, _) => Fact::DefaultAdded,
            (_, None) => Fact::DefaultRemoved,
            _ => Fact::Default,
        };
        let values = Some((shown(old_default), shown(new_default)));
        comparison.add_values(context.subject, fact, &context.what, places, values);
    }
    if sides.old.is_reference() && sides.new.is_reference() {
        let documentation = (&old.documentation, &new.documentation);
        comparison.documentation(context.subject, &context.what, documentation, (&old.at, &new.at));
        constraints::compare(comparison, old, new, context);
        let name = comparison.new.referred(new).map(|component| format!("`{}`", component.name));
        let what = name.unwrap_or_else(|| context.what.clone());
        comparison.enter(sides, Context { what, is_optional: false, ..context.clone() });
    } else {
        compare_resolved(comparison, sides, context);
    }
}

/// Compares two schemas, neither of which is a reference.
pub(super) fn compare_resolved<'a>(comparison: &mut Comparison<'a>, sides: Sides<'a>, context: &Context) {
    let (old, new) = (sides.old.schema, sides.new.schema);
    let documentation = (&old.documentation, &new.documentation);
    comparison.documentation(context.subject, &context.what, documentation, (&old.at, &new.at));
    if let Some(fact) = compare_kinds(comparison, old, new, context) {
        let (places, types) = ((Some(&old.at), Some(&new.at)), (type_name(old), type_name(new)));
        comparison.add_values(context.subject, fact, &context.what, places, Some(types));
    }
    compare_content(comparison, old, new, context);
    constraints::compare(comparison, old, new, context);
}

/// Compares the JSON in two strings.
fn compare_content<'a>(comparison: &mut Comparison<'a>, old: &'a Schema, new: &'a Schema, context: &Context) {
    let are_strings = [old, new].iter().all(|schema| matches!(schema.kind, SchemaKind::String { .. }));
    let fact = match (old.content(), new.content()) {
        (Some(old), Some(new)) => return compare(comparison, old, new, &context.inner("the JSON")),
        (None, Some(_)) if are_strings => Fact::ContentSchemaAdded,
        (Some(_), None) if are_strings => Fact::ContentSchemaRemoved,
        _ => return,
    };
    let (places, types) = ((Some(&old.at), Some(&new.at)), (type_name(old), type_name(new)));
    comparison.add_values(context.subject, fact, &context.what, places, Some(types));
}

/// Compares the kinds of two schemas, and what is inside of them. Returns what happened to the type.
fn compare_kinds<'a>(
    comparison: &mut Comparison<'a>,
    old: &'a Schema,
    new: &'a Schema,
    context: &Context,
) -> Option<Fact> {
    match (&old.kind, &new.kind) {
        (SchemaKind::Object(old_object), SchemaKind::Object(new_object)) => {
            objects::compare(comparison, (old, old_object), (new, new_object), context);
            None
        }
        (SchemaKind::Array(old_items), SchemaKind::Array(new_items)) => {
            compare(comparison, old_items, new_items, &context.inner("an item"));
            None
        }
        (SchemaKind::Tuple(old_items), SchemaKind::Tuple(new_items)) if old_items.len() == new_items.len() => {
            for (index, (old_item, new_item)) in old_items.iter().zip(new_items).enumerate() {
                compare(comparison, old_item, new_item, &context.inner(&format!("item {index}")));
            }
            None
        }
        (SchemaKind::Tuple(_), SchemaKind::Tuple(_)) => Some(Fact::Type),
        (SchemaKind::Union(old_union), SchemaKind::Union(new_union)) => {
            unions::compare(comparison, (old, old_union), (new, new_union), context);
            None
        }
        (SchemaKind::Enumeration(old_values), SchemaKind::Enumeration(new_values)) => {
            enumerations(comparison, (old, old_values), (new, new_values), context)
        }
        (SchemaKind::Enumeration(values), other) if has_type_of(other, values) => Some(Fact::EnumRemoved),
        (SchemaKind::Enumeration(values), other) if holds(other, values) => Some(Fact::TypeWidened),
        (other, SchemaKind::Enumeration(values)) if holds(other, values) => Some(Fact::EnumAdded),
        (SchemaKind::String { format: before }, SchemaKind::String { format: after }) => match (before, after) {
            (before, after) if before == after => None,
            (None, _) => Some(Fact::FormatAdded),
            (_, None) => Some(Fact::FormatRemoved),
            _ => Some(Fact::Format),
        },
        (SchemaKind::Integer(before), SchemaKind::Integer(after)) => integers(*before, *after),
        (SchemaKind::Number(before), SchemaKind::Number(after)) => (before != after).then_some(Fact::Precision),
        (SchemaKind::Integer(_), SchemaKind::Number(_)) => Some(Fact::TypeWidened),
        (SchemaKind::Number(_), SchemaKind::Integer(_)) => Some(Fact::TypeNarrowed),
        (SchemaKind::Any, SchemaKind::Any)
        | (SchemaKind::Null, SchemaKind::Null)
        | (SchemaKind::Boolean, SchemaKind::Boolean)
        | (SchemaKind::Reference(_), SchemaKind::Reference(_)) => None,
        (SchemaKind::Any, _) => Some(Fact::TypeNarrowed),
        (_, SchemaKind::Any) => Some(Fact::TypeWidened),
        (_, SchemaKind::Union(union)) if unions::has(comparison.new, union, comparison.old, old) => {
            Some(Fact::TypeWidened)
        }
        (SchemaKind::Union(union), _) if unions::has(comparison.old, union, comparison.new, new) => {
            Some(Fact::TypeNarrowed)
        }
        _ => Some(Fact::Type),
    }
}

/// Compares the listed values of two enumerations.
fn enumerations(
    comparison: &mut Comparison<'_>,
    (old, old_values): (&Schema, &Enumeration),
    (new, new_values): (&Schema, &Enumeration),
    context: &Context,
) -> Option<Fact> {
    let places = (Some(&old.at), Some(&new.at));
    let (known, still): (DistinctValues<'_>, DistinctValues<'_>) =
        (old_values.values.iter().collect(), new_values.values.iter().collect());
    let added: Vec<&Value> = new_values.values.iter().filter(|value| !known.contains(value)).collect();
    let removed: Vec<&Value> = old_values.values.iter().filter(|value| !still.contains(value)).collect();
    for (values, fact) in [(&added, Fact::EnumValueAdded), (&removed, Fact::EnumValueRemoved)] {
        for value in values {
            comparison.add_enum_value(context.subject, fact, text_of(value), &context.what, places);
        }
    }
    // A client keeps an unknown value of the type of the known ones alone.
    match (old_values.base() == new_values.base(), added.is_empty(), removed.is_empty()) {
        (true, _, _) | (false, true, true) => None,
        (false, false, true) => Some(Fact::TypeWidened),
        (false, true, false) => Some(Fact::TypeNarrowed),
        (false, false, false) => Some(Fact::Type),
    }
}

/// Returns what another range of integers means.
fn integers(old: IntegerFormat, new: IntegerFormat) -> Option<Fact> {
    let ((old_least, old_most), (new_least, new_most)) = (old.range(), new.range());
    if (old_least, old_most) == (new_least, new_most) {
        None
    } else if new_least <= old_least && old_most <= new_most {
        Some(Fact::TypeWidened)
    } else if old_least <= new_least && new_most <= old_most {
        Some(Fact::TypeNarrowed)
    } else {
        Some(Fact::Type)
    }
}

/// Returns `true` if all values of a type are of the type by which a client keeps the values of an enumeration.
fn has_type_of(kind: &SchemaKind, values: &Enumeration) -> bool {
    match kind {
        SchemaKind::String { .. } => values.base() == EnumerationBase::String,
        SchemaKind::Boolean => values.base() == EnumerationBase::Boolean,
        SchemaKind::Integer(_) => matches!(values.base(), EnumerationBase::Integer | EnumerationBase::Unsigned),
        SchemaKind::Number(_) => values.base() == EnumerationBase::Number,
        _ => false,
    }
}

/// Returns `true` if two values are equal: numbers by their value, however they are written.
fn is_equal(first: Option<&Value>, second: Option<&Value>) -> bool {
    match (first.and_then(Value::as_f64), second.and_then(Value::as_f64)) {
        (Some(first), Some(second)) => first.total_cmp(&second).is_eq(),
        _ => first == second,
    }
}

/// Returns `true` if all values of an enumeration are of a type.
fn holds(kind: &SchemaKind, values: &Enumeration) -> bool {
    match kind {
        SchemaKind::Any => true,
        SchemaKind::String { .. } => values.base() == EnumerationBase::String,
        SchemaKind::Boolean => values.base() == EnumerationBase::Boolean,
        SchemaKind::Integer(_) => matches!(values.base(), EnumerationBase::Integer | EnumerationBase::Unsigned),
        SchemaKind::Number(_) => {
            matches!(values.base(), EnumerationBase::Integer | EnumerationBase::Unsigned | EnumerationBase::Number)
        }
        _ => false,
    }
}

/// Returns the name of a type for readers.
pub(super) fn type_name(schema: &Schema) -> String {
    match &schema.kind {
        SchemaKind::Any => "any value".to_owned(),
        SchemaKind::Null => "null".to_owned(),
        SchemaKind::Boolean => "boolean".to_owned(),
        SchemaKind::Integer(format) => match format {
            IntegerFormat::Int32 => "integer of 32 bits".to_owned(),
            IntegerFormat::Int64 => "integer".to_owned(),
            IntegerFormat::Uint32 => "unsigned integer of 32 bits".to_owned(),
            IntegerFormat::Uint64 => "unsigned integer".to_owned(),
            IntegerFormat::Exact => "integer of any size".to_owned(),
        },
        SchemaKind::Number(NumberFormat::Double) => "number".to_owned(),
        SchemaKind::Number(NumberFormat::Float) => "number of 32 bits".to_owned(),
        SchemaKind::String { .. } if schema.content().is_some() => "string with JSON".to_owned(),
        SchemaKind::String { format: None } => "string".to_owned(),
        SchemaKind::String { format: Some(format) } => format!("string ({format})"),
        SchemaKind::Enumeration(values) => match values.base() {
            EnumerationBase::String => "enum of strings".to_owned(),
            EnumerationBase::Integer | EnumerationBase::Unsigned => "enum of integers".to_owned(),
            EnumerationBase::Number => "enum of numbers".to_owned(),
            EnumerationBase::Boolean => "enum of booleans".to_owned(),
            EnumerationBase::Mixed => "enum of several types".to_owned(),
        },
        SchemaKind::Array(_) => "array".to_owned(),
        SchemaKind::Tuple(items) => format!("array of {} items", items.len()),
        SchemaKind::Object(_) => "object".to_owned(),
        SchemaKind::Union(_) => "union".to_owned(),
        SchemaKind::Reference(_) => "reference".to_owned(),
    }
}

/// Returns a value for readers.
fn shown(value: Option<&Value>) -> String {
    value.map_or_else(|| "none".to_owned(), text_of)
}

/// Returns a value for readers: text without quotation marks.
pub(super) fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

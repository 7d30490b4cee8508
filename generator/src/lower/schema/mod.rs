//! Lowers schemas.
//!
//! A value must be valid for each group of keywords: those of its `type`, each member of `allOf`, and the alternatives.
//! So each group is lowered to a schema, and the schemas are [intersected](intersect::intersect).

mod aliases;
pub(super) mod bounds;
pub(super) mod component;
pub(super) mod conditional;
pub(super) mod cycle;
pub(super) mod discriminator;
pub(super) mod inheritance;
mod inherited;
pub(super) mod intersect;
pub(super) mod keywords;
pub(super) mod object;
pub(super) mod scalar;
pub(super) mod separate;
pub(super) mod size;
pub(super) mod subtypes;
pub(super) mod union;

use openapiv3::ReferenceOr;
use serde_json::Value;

use super::context::Context;
use super::reference;
use crate::api::{Access, Constraint, Documentation, MediaType, Schema, SchemaId, SchemaKind};
use crate::diagnostic::Code;
use crate::location::Pointer;
use intersect::{Untyped, intersect};
use keywords::Keywords;

/// Lowers the schema or the reference at `at`.
pub(super) fn lower_schema_or_reference(
    context: &mut Context<'_>,
    at: &Pointer,
    schema: &ReferenceOr<openapiv3::Schema>,
) -> Schema {
    match schema {
        ReferenceOr::Item(schema) => lower_inner(context, at, schema),
        ReferenceOr::Reference { reference } => lower_reference(context, at, reference),
    }
}

/// Lowers the boxed schema or reference at `at`.
pub(super) fn lower_boxed(
    context: &mut Context<'_>,
    at: &Pointer,
    schema: &ReferenceOr<Box<openapiv3::Schema>>,
) -> Schema {
    match schema {
        ReferenceOr::Item(schema) => lower_inner(context, at, schema),
        ReferenceOr::Reference { reference } => lower_reference(context, at, reference),
    }
}

fn lower_inner(context: &mut Context<'_>, at: &Pointer, schema: &openapiv3::Schema) -> Schema {
    component::inside(context, |context| lower_schema(context, at, schema, None))
}

fn lower_reference(context: &mut Context<'_>, at: &Pointer, reference: &str) -> Schema {
    let id = reference::component_name(reference).and_then(|name| context.schema_id(&name));
    let Some(id) = id else {
        reference::report_missing(context, "schemas", at);
        return any(context, at);
    };
    Schema::of_kind(context.origin(at), SchemaKind::Reference(id))
}

/// Lowers a schema. `owner` is the component that it is, or that contains it through `allOf`.
pub(super) fn lower_schema(
    context: &mut Context<'_>,
    at: &Pointer,
    schema: &openapiv3::Schema,
    owner: Option<SchemaId>,
) -> Schema {
    let keywords = Keywords::of(schema, context.keywords_beside(at));
    let lowered = lower_schema_as_part(context, at, schema, owner);
    let mut lowered = conditional::with_conditional(context, at, &keywords, lowered);
    if let Some(owner) = owner
        && let Some(union) = discriminator::lower_subtypes(context, owner, &keywords)
    {
        lowered.kind = union;
    }
    lowered
}

/// Lowers a schema without its alternatives, which schemas that refer to it in `allOf` inherit.
fn lower_base(context: &mut Context<'_>, at: &Pointer, keywords: &Keywords<'_>, owner: Option<SchemaId>) -> Schema {
    match lower_parts(context, at, keywords, owner) {
        Ok(schema) => schema,
        Err(Untyped(schema)) => *schema,
    }
}

/// Lowers a schema's own keywords and the members of its `allOf`.
fn lower_parts(
    context: &mut Context<'_>,
    at: &Pointer,
    keywords: &Keywords<'_>,
    owner: Option<SchemaId>,
) -> Result<Schema, Untyped> {
    let own = lower_own(context, at, keywords);
    let mut lowered = Schema::of_kind(context.origin(at), own);
    lowered.nullable = keywords.data.nullable;
    lowered.content_schema = lower_content_schema(context, at, keywords, &lowered.kind);
    let encoded_type = keywords.beside.and_then(|beside| beside.encoded_type.as_deref());
    lowered.encoded_type = encoded_type.and_then(MediaType::parse).map(Box::new);
    let all_of = at.push("allOf");
    for (index, member) in keywords.all_of.iter().enumerate() {
        let Some(member) = lower_member(context, &all_of.index(index), member, owner) else { continue };
        let inherited =
            (lowered.default.take().or_else(|| member.default.clone()), lowered.sensitive || member.sensitive);
        // An untyped schema keeps the whole value, so the remaining members are ignored.
        lowered = intersect(context, at, lowered, &member)?;
        (lowered.default, lowered.sensitive) = inherited;
    }
    if owner.is_some_and(|owner| context.inheritance.has_subtypes(owner)) {
        discriminator::declare_property(context, at, keywords, &mut lowered);
    }
    bounds::widen_integer(context, at, keywords, &mut lowered);
    if keywords.has_not {
        let message = "`not` does not affect the type: it is ignored";
        context.note(Code::KEYWORD_UNUSED, &at.push("not"), message);
    }
    // `nullable` beside `allOf` cannot allow `null` if a member forbids it (OpenAPI 3.0.3, proposal "Clarify
    // Nullable"), but documents use it with that meaning. An untyped schema and `null` allow it anyway.
    lowered.nullable = (lowered.nullable || keywords.data.nullable) && !has_null(&lowered);
    Ok(lowered)
}

/// Lowers `contentSchema` of a string, or of a schema without a type that is intersected with a string.
fn lower_content_schema(
    context: &mut Context<'_>,
    at: &Pointer,
    keywords: &Keywords<'_>,
    kind: &SchemaKind,
) -> Option<Box<Schema>> {
    let content = keywords.beside?.content_schema.as_ref()?;
    let may_be_string = matches!(kind, SchemaKind::Any | SchemaKind::String { .. });
    may_be_string.then(|| Box::new(lower_schema_or_reference(context, &at.push("contentSchema"), content)))
}

/// Lowers a member of `allOf`. Returns `None` if the member is the schema that contains it.
fn lower_member(
    context: &mut Context<'_>,
    at: &Pointer,
    member: &ReferenceOr<openapiv3::Schema>,
    owner: Option<SchemaId>,
) -> Option<Schema> {
    let reference = match member {
        ReferenceOr::Item(schema) => return Some(lower_schema_as_part(context, at, schema, owner)),
        ReferenceOr::Reference { reference } => lower_reference(context, at, reference),
    };
    if let (SchemaKind::Reference(id), Some(owner)) = (&reference.kind, owner) {
        // A component that inherits from a union is one of its alternatives, and inherits its base only.
        if context.inheritance.is_alternative(owner, *id) || context.inheritance.has_subtypes(*id) {
            return component::base(context, *id).map(|base| without_documentation(&base));
        }
        if component::closes_cycle(context, *id) {
            let message = "this reference closes a cycle: it is ignored";
            context.warning(Code::REF_CIRCULAR, at, message);
            return None;
        }
    }
    Some(reference)
}

/// Lowers a schema without its conditions and subtypes.
fn lower_schema_as_part(
    context: &mut Context<'_>,
    at: &Pointer,
    schema: &openapiv3::Schema,
    owner: Option<SchemaId>,
) -> Schema {
    if !context.spend(at, 1) {
        return any(context, at);
    }
    let keywords = Keywords::of(schema, context.keywords_beside(at));
    let parts = lower_parts(context, at, &keywords, owner);
    let narrowed = parts.and_then(|base| lower_alternatives(context, at, &keywords, base));
    let mut lowered = narrowed.unwrap_or_else(|Untyped(schema)| *schema);
    annotate(&mut lowered, &keywords);
    lowered
}

/// Intersects a schema with its `oneOf` and `anyOf`.
fn lower_alternatives(
    context: &mut Context<'_>,
    at: &Pointer,
    keywords: &Keywords<'_>,
    base: Schema,
) -> Result<Schema, Untyped> {
    let nullable = keywords.data.nullable;
    let mut lowered = base;
    for (keyword, members) in [("oneOf", keywords.one_of), ("anyOf", keywords.any_of)] {
        if members.is_empty() {
            continue;
        }
        let discriminator = keywords.discriminator();
        let union = union::lower_union(context, &at.push(keyword), members, discriminator);
        lowered = intersect(context, at, lowered, &union)?;
    }
    lowered.nullable = (lowered.nullable || nullable) && !has_null(&lowered);
    Ok(lowered)
}

/// Returns `true` if `null` is a value of the kind itself.
fn has_null(schema: &Schema) -> bool {
    matches!(schema.kind, SchemaKind::Any | SchemaKind::Null)
}

/// Lowers `type` and the keywords that depend on it.
fn lower_own(context: &mut Context<'_>, at: &Pointer, keywords: &Keywords<'_>) -> SchemaKind {
    let has_object =
        keywords.properties.is_some() || !keywords.required.is_empty() || keywords.additional_properties.is_some();
    match keywords.type_name {
        Some(name @ ("boolean" | "integer" | "number" | "string")) => scalar::lower_scalar(context, at, name, keywords),
        Some("array") => lower_array(context, at, keywords),
        Some("object") => object::lower_object(context, at, keywords),
        Some(other) => untyped(context, at, &format!("`{other}` is not a valid type")),
        None if keywords.has_enumeration => match scalar::lower_enumeration(keywords) {
            Some(kind) => kind,
            None => untyped(context, at, "an `enum` of arrays or objects has no typed form"),
        },
        None if has_object && keywords.items.is_some() => {
            untyped(context, at, "without a `type`, the keywords allow both an object and an array")
        }
        // Many documents omit `type: object` beside `properties`.
        None if has_object => object::lower_object(context, at, keywords),
        None if keywords.items.is_some() || keywords.tuple().is_some() => lower_array(context, at, keywords),
        None => SchemaKind::Any,
    }
}

fn lower_array(context: &mut Context<'_>, at: &Pointer, keywords: &Keywords<'_>) -> SchemaKind {
    if let Some(members) = keywords.tuple() {
        let members_at = at.push("prefixItems");
        let members = members.iter().enumerate();
        let lower = |(index, member)| lower_schema_or_reference(context, &members_at.index(index), member);
        return SchemaKind::Tuple(members.map(lower).collect());
    }
    let items_at = at.push("items");
    let mut items = keywords.items.map(|items| lower_boxed(context, &items_at, items));
    if let (true, Some(items)) = (keywords.beside.is_some_and(|beside| beside.has_other_items), &mut items) {
        // A union keeps the items that are none of its alternatives.
        let kind = component::resolved(context, items).map(|resolved| resolved.kind.clone());
        if !matches!(kind, Some(SchemaKind::Union(_) | SchemaKind::Any)) {
            let reason = "the items after those of `prefixItems` may have any type";
            *items = Schema { kind: untyped(context, at, reason), ..Schema::any(context.origin(&items_at)) };
        }
    }
    SchemaKind::Array(Box::new(items.unwrap_or_else(|| Schema::any(context.origin(at)))))
}

/// Returns the kind of an untyped schema, and reports a note with the reason.
pub(super) fn untyped(context: &mut Context<'_>, at: &Pointer, reason: &str) -> SchemaKind {
    context.note(Code::SCHEMA_UNTYPED, at, format!("{reason}: the values are untyped JSON"));
    SchemaKind::Any
}

/// Returns the kind of a schema that exceeds a limit, and reports a warning with the reason.
pub(super) fn too_complex(context: &mut Context<'_>, at: &Pointer, reason: &str, limit: &str) -> SchemaKind {
    context.too_complex(at, reason, limit);
    SchemaKind::Any
}

/// Returns a schema that allows any value.
pub(super) fn any(context: &Context<'_>, at: &Pointer) -> Schema {
    Schema::any(context.origin(at))
}

/// Removes the documentation of a schema, which does not apply to the schemas that inherit from it.
pub(super) fn without_documentation(schema: &Schema) -> Schema {
    Schema { documentation: Documentation::default(), ..schema.clone() }
}

/// Adds the annotations of a schema.
fn annotate(lowered: &mut Schema, keywords: &Keywords<'_>) {
    let data = keywords.data;
    for (keyword, value) in keywords.beside.iter().flat_map(|beside| &beside.constraints) {
        let own = Constraint { keyword: keyword.clone(), value: value.clone() };
        lowered.constraints.retain(|known| known.keyword != *keyword || (known.is_condition() && *known != own));
        lowered.constraints.push(own);
    }
    let inherited = std::mem::take(&mut lowered.documentation);
    lowered.documentation = Documentation {
        title: data.title.clone().or(inherited.title),
        description: data.description.clone().or(inherited.description),
        deprecated: data.deprecated || inherited.deprecated,
    };
    let is_password = matches!(&lowered.kind, SchemaKind::String { format: Some(format) } if format == "password");
    lowered.sensitive |= is_password || data.extensions.get("x-sensitive") == Some(&Value::Bool(true));
    lowered.access = match (data.read_only, data.write_only) {
        (true, false) => Access::ReadOnly,
        (false, true) => Access::WriteOnly,
        _ => lowered.access,
    };
    if let Some(default) = &data.default {
        lowered.default = Some(default.clone());
    }
}

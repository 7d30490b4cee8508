//! Limits the size of types by adding boxes.
//!
//! A value is moved when it is read, returned, awaited and matched, and each move may copy it on the stack. So the size
//! of each type is limited:
//!
//! - A struct has at most [`MAX_STRUCT`] bytes. While it is larger, the largest struct, union or tuple among its fields
//!   is boxed, the first one of several with the same size. If that is not enough because the struct has many strings
//!   and numbers, the remaining fields move to an overflow struct, which is boxed.
//! - A variant has at most [`MAX_VARIANT`] bytes. A larger one is boxed.
//!
//! Types are measured from the innermost to the outermost, each one once. So the layout of a type depends only on the
//! types that it contains.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::layout::Layout;
use super::links;
use super::recursion;
use super::recursion::Aliases;
use crate::diagnostic::Diagnostics;
use crate::location::Origin;
use crate::plan::names::{Case, ResolvedName, collision, resolve_added_name};
use crate::rust::{
    BodyEnum, BodyKind, Docs, EnumerationBase, ErrorType, Identifier, Item, Operation, Overflow, Presence,
    ResponseBody, ResponseVariant, Struct, Success, Type, TypeModule, TypeSize, Union,
};

/// The maximum size of a struct, in bytes.
const MAX_STRUCT: u64 = 1024;

/// The maximum size of a variant, in bytes: the threshold of Clippy's `large_enum_variant`.
const MAX_VARIANT: u64 = 200;

/// The maximum number of nullable fields in a struct that keeps which of them were `null`: the bits of the runtime's
/// `Nulls`.
const MAX_NULLABLE: usize = 64;

/// Fields up to this size are not boxed: a pointer would save little.
const MIN_BOXED: u64 = 64;

/// Adds a `Box` where a type would contain itself or be too large. Returns the sizes of all structs and enums.
pub(crate) fn box_by_size(
    modules: &mut [TypeModule],
    operations: &mut [Operation],
    diagnostics: &mut Diagnostics,
) -> Vec<TypeSize> {
    let aliases = recursion::aliases(modules);
    let order = recursion::box_cycles(modules, &aliases);
    links::link_long_cycles(modules, &aliases);
    let names = modules.iter().flat_map(|module| &module.items).map(|item| item.name().clone()).collect();
    let mut measured = Measured {
        layouts: BTreeMap::new(),
        of_aliases: RefCell::default(),
        sizes: Vec::new(),
        aliases,
        names,
        unavailable: Vec::new(),
    };
    let items = modules.iter_mut().flat_map(|module| {
        let at = &module.at;
        module.items.iter_mut().map(move |item| (item.name().clone(), (at, item)))
    });
    let mut items: BTreeMap<Identifier, (&Origin, &mut Item)> = items.collect();
    for name in &order {
        if let Some((at, item)) = items.get_mut(name) {
            let layout = measured.fit(item);
            for resolved in measured.unavailable.drain(..) {
                let what = format!("the overflow struct of `{}`", name.as_str());
                let warning = collision(at, &what, &resolved, ("another type", at));
                warning.into_iter().for_each(|warning| diagnostics.push(warning));
            }
            measured.layouts.insert(name.clone(), layout);
        }
    }
    for operation in operations {
        measured.fit_operation(operation);
    }
    measured.sizes
}

/// The types that are measured so far.
struct Measured {
    layouts: BTreeMap<Identifier, Layout>,
    /// The aliases that are measured so far. An alias contains only types that were measured before.
    of_aliases: RefCell<BTreeMap<Identifier, Layout>>,
    sizes: Vec<TypeSize>,
    aliases: Aliases,
    /// The names of all types.
    names: BTreeSet<Identifier>,
    /// The overflow structs of the current type that did not get their first name.
    unavailable: Vec<ResolvedName>,
}

impl Measured {
    fn layout(&self, value: &Type) -> Layout {
        match value {
            Type::Bool => Layout::BOOL,
            Type::I32 | Type::U32 => Layout::INT_32,
            Type::I64 | Type::U64 | Type::F64 => Layout::INT_64,
            Type::String | Type::Vec(_) => Layout::VEC,
            Type::Text(_) | Type::JsonText(_) => Layout::TEXT,
            Type::Number => Layout::NUMBER,
            Type::Value => Layout::VALUE,
            Type::Map(_) => Layout::MAP,
            Type::Option(inner) => self.layout(inner).optional(),
            Type::Maybe(inner) => Layout::of_enum(&[Layout::UNIT, Layout::UNIT, self.layout(inner)]),
            Type::Box(_) => Layout::BOX,
            Type::Link(_) => Layout::LINK,
            Type::Unit => Layout::UNIT,
            Type::Tuple(members) => {
                let members: Vec<Layout> = members.iter().map(|member| self.layout(member)).collect();
                Layout::of_struct(&members)
            }
            Type::Configured(_) | Type::Local(_) | Type::Runtime(_) | Type::JsonItems(_) | Type::PartItems(_) => {
                Layout::FOREIGN
            }
            Type::Named(name) => match (self.aliases.get(name), self.layouts.get(name)) {
                (Some(target), _) => {
                    let known = self.of_aliases.borrow().get(name).copied();
                    known.unwrap_or_else(|| {
                        let layout = self.layout(target);
                        self.of_aliases.borrow_mut().insert(name.clone(), layout);
                        layout
                    })
                }
                (None, Some(layout)) => *layout,
                // A type that is contained directly was measured before.
                (None, None) => Layout::FOREIGN,
            },
        }
    }

    fn note(&mut self, module: &'static str, name: &Identifier, layout: Layout) {
        self.sizes.push(TypeSize { module, name: name.clone(), bytes: layout.size, is_exact: layout.is_exact });
    }

    /// Limits the size of a type and returns its layout.
    fn fit(&mut self, item: &mut Item) -> Layout {
        let layout = match item {
            Item::Struct(item) => return self.fit_struct(item),
            Item::Union(item) => self.fit_union(item),
            Item::Enumeration(item) => {
                let unknown = match item.base {
                    EnumerationBase::String => Layout::VEC,
                    EnumerationBase::Integer | EnumerationBase::Unsigned | EnumerationBase::Number => Layout::INT_64,
                    EnumerationBase::Mixed => Layout::VALUE,
                };
                let mut variants = vec![Layout::UNIT; item.variants.len()];
                variants.push(unknown);
                Layout::of_enum(&variants)
            }
            Item::Newtype(item) => {
                if let Type::Tuple(members) = &mut item.target {
                    members.iter_mut().for_each(|member| self.fit_variant(member));
                }
                self.layout(&item.target)
            }
            Item::Alias(item) => return self.layout(&item.target),
        };
        self.note("types", item.name(), layout);
        layout
    }

    /// Boxes the value of a variant if it is too large.
    fn fit_variant(&self, value: &mut Type) {
        if self.layout(value).size > MAX_VARIANT {
            *value = Type::Box(Box::new(value.clone()));
        }
    }

    fn fit_union(&self, item: &mut Union) -> Layout {
        item.variants.iter_mut().for_each(|variant| self.fit_variant(&mut variant.value));
        let mut variants: Vec<Layout> = item.variants.iter().map(|variant| self.layout(&variant.value)).collect();
        variants.push(Layout::VALUE);
        Layout::of_enum(&variants)
    }

    fn fit_struct(&mut self, item: &mut Struct) -> Layout {
        let mut layouts: Vec<Layout> = item.fields.iter().map(|field| self.layout(&field.field_type())).collect();
        let rest = item.additional_properties.as_ref().map(|_| Layout::MAP);
        let nulls = item.nulls.as_ref().map(|_| Layout::INT_64);
        let others: Vec<Layout> = rest.into_iter().chain(nulls).collect();
        let mut candidates: Vec<(usize, u64)> = Vec::new();
        for (index, field) in item.fields.iter().enumerate() {
            candidates.extend(self.boxed_size(&field.value).map(|size| (index, size)));
        }
        // The largest field comes first. Fields with the same size keep their order.
        candidates.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
        let mut candidates = candidates.into_iter();
        let mut size = size_of(&layouts).saturating_add(size_of(&others));
        while size.next_multiple_of(8) > MAX_STRUCT
            && let Some((index, _)) = candidates.next()
        {
            if let (Some(field), Some(layout)) = (item.fields.get_mut(index), layouts.get_mut(index)) {
                box_inside(&mut field.value);
                size = size.saturating_sub(layout.size);
                *layout = self.layout(&field.field_type());
                size = size.saturating_add(layout.size);
            }
        }
        self.overflow(item, &layouts, rest)
    }

    /// Returns the size of a value that can be boxed: a struct, a union or a tuple that is not small.
    fn boxed_size(&self, value: &Type) -> Option<u64> {
        let boxed = match value {
            Type::Option(inner) => return self.boxed_size(inner),
            Type::Named(_) | Type::Tuple(_) => value,
            _ => return None,
        };
        Some(self.layout(boxed).size).filter(|size| *size > MIN_BOXED)
    }

    /// Distributes the fields of a struct over itself and as many overflow structs as necessary.
    fn overflow(&mut self, item: &mut Struct, layouts: &[Layout], rest: Option<Layout>) -> Layout {
        let mut parts: Vec<Vec<Layout>> = vec![rest.into_iter().collect()];
        let mut starts = Vec::new();
        let mut nullable = 0_usize;
        // The sizes of the part so far, and of the fields that are left.
        let mut size = size_of(parts.first().map(Vec::as_slice).unwrap_or_default());
        let mut left = size_of(layouts);
        for (index, (layout, field)) in layouts.iter().zip(&item.fields).enumerate() {
            let Some(part) = parts.last_mut() else { break };
            let is_nullable = field.presence == Presence::Nullable;
            // A part has its own field for nulls, if it has a nullable field.
            let nulls = if nullable > 0 || item.nulls.is_none() { 0 } else { Layout::INT_64.size };
            let so_far = size.next_multiple_of(8).saturating_add(nulls);
            let is_last = so_far.saturating_add(left.next_multiple_of(8)) <= MAX_STRUCT;
            let with_field = size.saturating_add(layout.size).next_multiple_of(8);
            let with_box = with_field.saturating_add(nulls).saturating_add(Layout::BOX.size);
            left = left.saturating_sub(layout.size);
            let is_full = !is_last && with_box > MAX_STRUCT && !part.is_empty();
            if is_full || is_nullable && nullable == MAX_NULLABLE {
                part.push(Layout::BOX);
                parts.push(vec![*layout]);
                starts.push(index);
                nullable = 0;
                size = layout.size;
            } else {
                part.push(*layout);
                size = size.saturating_add(layout.size);
            }
            if is_nullable {
                if nullable == 0 {
                    parts.last_mut().into_iter().for_each(|part| part.push(Layout::INT_64));
                    size = size.saturating_add(Layout::INT_64.size);
                }
                nullable = nullable.saturating_add(1);
            }
        }
        let holder = self.holder(item);
        for begin in starts {
            // Each overflow struct is in the field `more` of the previous struct.
            let name = self.part_name(item.overflow.last().map_or(&item.name, |part| &part.name));
            let docs = format!("More fields of [`{0}`], which dereferences to this type.", item.name.as_str());
            item.overflow.push(Overflow {
                begin,
                name,
                holder: holder.clone(),
                docs: Docs::line(docs),
                holder_docs: Docs::default(),
            });
        }
        let names = std::iter::once(&item.name).chain(item.overflow.iter().map(|part| &part.name));
        let measured: Vec<(Identifier, Layout)> =
            names.cloned().zip(parts.iter().map(|part| Layout::of_struct(part))).collect();
        for (name, layout) in &measured {
            self.note("types", name, *layout);
        }
        measured.first().map_or(Layout::UNIT, |(_, layout)| *layout)
    }

    /// Returns the name of the field with the overflow struct.
    fn holder(&self, item: &Struct) -> Identifier {
        let is_taken = |name: &str| {
            item.fields.iter().any(|field| field.name.as_str() == name)
                || item.additional_properties.as_ref().is_some_and(|rest| rest.name.as_str() == name)
                || item.nulls.as_ref().is_some_and(|nulls| nulls.as_str() == name)
        };
        resolve_added_name("more", "more_fields", Case::Value, is_taken).identifier
    }

    /// Returns the name of the overflow struct of `owner`. The name is derived from the owner and differs from every
    /// other type's.
    fn part_name(&mut self, owner: &Identifier) -> Identifier {
        let is_taken = |name: &str| self.names.contains(name);
        let plain = format!("{}More", owner.as_str());
        let resolved = resolve_added_name(&plain, &format!("{plain}Fields"), Case::Type, is_taken);
        if resolved.unavailable.is_some() {
            self.unavailable.push(resolved.clone());
        }
        resolved.identifier
    }

    fn fit_operation(&mut self, operation: &mut Operation) {
        let successes = match &mut operation.success {
            Success::Several(successes) => Some(successes),
            Success::One(_) | Success::Optional(_) => None,
        };
        let errors = match &mut operation.error {
            ErrorType::Several(errors) => Some(errors),
            // The body of an error is behind the `Box` of the error.
            ErrorType::Untyped | ErrorType::One(_) => None,
        };
        for responses in successes.into_iter().chain(errors).chain(&mut operation.parts) {
            let layout = self.fit_responses(&mut responses.variants);
            self.note("operations", &responses.name, layout);
        }
        if let Some(body) = &mut operation.body {
            let layout = self.fit_body(body);
            self.note("operations", &body.name, layout);
        }
    }

    fn fit_responses(&self, variants: &mut [ResponseVariant]) -> Layout {
        let mut layouts = Vec::with_capacity(variants.len());
        for variant in variants {
            layouts.push(match &mut variant.body {
                None => Layout::UNIT,
                Some(ResponseBody::Json(value)) => {
                    self.fit_variant(value);
                    self.layout(value)
                }
                Some(ResponseBody::Text) => Layout::VEC,
                Some(ResponseBody::Bytes) => Layout::BYTES,
                Some(
                    ResponseBody::Stream | ResponseBody::Events(..) | ResponseBody::Items(_) | ResponseBody::Parts(_),
                ) => Layout::STREAM,
            });
        }
        Layout::of_enum(&layouts)
    }

    fn fit_body(&self, body: &mut BodyEnum) -> Layout {
        let mut layouts = Vec::with_capacity(body.variants.len());
        for variant in &mut body.variants {
            layouts.push(match &mut variant.kind {
                BodyKind::Json { value, .. } | BodyKind::Form { value, .. } => {
                    self.fit_variant(value);
                    self.layout(value)
                }
                BodyKind::Text { .. } | BodyKind::Several(_) => Layout::VEC,
                // A list, and a pointer that may be null.
                BodyKind::Multipart => Layout::of_struct(&[Layout::VEC, Layout::INT_64]),
                BodyKind::Bytes { .. } => Layout::BYTES,
                BodyKind::Items { .. } | BodyKind::Parts { .. } => Layout::STREAM,
                BodyKind::Any { .. } => Layout::of_struct(&[Layout::VEC, Layout::BYTES]),
            });
        }
        Layout::of_enum(&layouts)
    }
}

/// Returns the size of some fields together, without padding. No field has an alignment of more than eight bytes.
fn size_of(layouts: &[Layout]) -> u64 {
    layouts.iter().map(|layout| layout.size).fold(0, u64::saturating_add)
}

/// Boxes the value inside any `Option`s.
fn box_inside(value: &mut Type) {
    match value {
        Type::Option(inner) => box_inside(inner),
        other => *other = Type::Box(Box::new(other.clone())),
    }
}

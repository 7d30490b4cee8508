//! Lowers each component once, on first use.
//!
//! `allOf`, `oneOf` and `anyOf` need the lowered form of the components that they refer to. A component that is being
//! lowered is unavailable. A component that needs an unavailable one is incomplete: it is lowered again at the end,
//! with the results of the first round.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use openapiv3::ReferenceOr;

use super::aliases::limit_aliases;
use super::conditional::{Gathered, gathered, with_conditional};
use super::cycle;
use super::inherited;
use super::intersect::Intersections;
use super::keywords::Keywords;
use super::{lower_base, lower_schema, lower_schema_or_reference};
use crate::api::{Component, Schema, SchemaId, SchemaKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::location::Pointer;
use crate::lower::context::Context;

/// A whole component, or its base: the component without its alternatives, which other components inherit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Whole(SchemaId),
    Base(SchemaId),
}

/// The state of lowering the components.
#[derive(Default)]
pub(crate) struct Components<'a> {
    done: BTreeMap<Part, (Arc<Schema>, Vec<Diagnostic>)>,
    /// The conditional subschemas of the lowered components.
    conditions: BTreeMap<SchemaId, Rc<Gathered<'a>>>,
    /// The ends of the chains of references from lowered components, and whether a schema of the chain is nullable.
    targets: BTreeMap<SchemaId, (Arc<Schema>, bool)>,
    /// The parts that were needed but unavailable while the outermost component is lowered.
    unavailable: BTreeSet<Part>,
    in_progress: Vec<Frame>,
    /// The parts that are in progress.
    parts_in_progress: BTreeSet<Part>,
    /// The incomplete outermost components, which are lowered again.
    retry: BTreeSet<Part>,
    /// The number of properties that schemas inherited so far.
    pub(crate) inherited: usize,
    /// The state of the current intersection.
    pub(super) intersections: Intersections,
}

/// A part that is being lowered.
struct Frame {
    part: Part,
    /// The depth of the current schema inside the part. Members of `allOf` do not count.
    depth: usize,
    /// `true` if a part that it needs was unavailable.
    incomplete: bool,
    /// `true` if a cycle was broken in it, so that the result is valid inside the cycle only.
    cycle_broken: bool,
    diagnostics: Vec<Diagnostic>,
}

impl Components<'_> {
    /// Returns the buffer for the diagnostics of the component that is being lowered.
    pub(crate) fn diagnostics(&mut self) -> Option<&mut Vec<Diagnostic>> {
        self.in_progress.last_mut().map(|frame| &mut frame.diagnostics)
    }
}

/// Lowers all components and reports their diagnostics. Returns `None` if they exceed a limit.
pub(crate) fn lower_components(context: &mut Context<'_>) -> Option<Vec<Component>> {
    for id in context.schema_ids() {
        whole(context, id);
        context.components.unavailable.clear();
    }
    for part in std::mem::take(&mut context.components.retry) {
        retry(context, part);
        context.components.unavailable.clear();
    }
    if !context.is_within_limit() {
        return None;
    }
    let done = std::mem::take(&mut context.components.done);
    let mut diagnostics = Vec::new();
    let mut components = Vec::new();
    for (part, (schema, buffered)) in &done {
        diagnostics.extend(buffered.iter().cloned());
        if let Part::Whole(id) = part
            && let Some((name, _)) = context.schema(*id)
        {
            // No client is made of schemas that inherit too many properties, and the later stages take as long as for one.
            let schema = match inherited::inherit_too_many(context) {
                true => Arc::new(Schema::any(schema.at.clone())),
                false => Arc::clone(schema),
            };
            components.push(Component { name: name.to_owned(), schema });
        }
    }
    context.components.done = done;
    for diagnostic in diagnostics {
        context.report(diagnostic);
    }
    for (origin, message) in cycle::break_cycles(&mut components) {
        context.report(Diagnostic::warning(Code::SCHEMA_UNTYPED, origin, message));
    }
    limit_aliases(context, &mut components).then_some(components)
}

/// Returns the lowered component. Returns `None` if it is unavailable.
pub(crate) fn whole(context: &mut Context<'_>, id: SchemaId) -> Option<Arc<Schema>> {
    get(context, Part::Whole(id))
}

/// Returns the lowered base of a component. Returns `None` if it is unavailable.
pub(crate) fn base(context: &mut Context<'_>, id: SchemaId) -> Option<Arc<Schema>> {
    get(context, Part::Base(id))
}

/// Returns the component that is being lowered.
pub(crate) fn current(context: &Context<'_>) -> Option<SchemaId> {
    context.components.in_progress.last().map(|frame| match frame.part {
        Part::Whole(id) | Part::Base(id) => id,
    })
}

/// Returns `true` if a schema refers to the component that is being lowered, and so is an alternative of itself.
pub(crate) fn is_itself(context: &Context<'_>, schema: &Schema) -> bool {
    let frame = context.components.in_progress.last();
    frame.is_some_and(|frame| match (frame.part, &schema.kind) {
        (Part::Whole(id), SchemaKind::Reference(to)) => frame.depth == 0 && id == *to,
        _ => false,
    })
}

/// Runs `work` for a schema inside the current one.
pub(crate) fn inside<T>(context: &mut Context<'_>, work: impl FnOnce(&mut Context<'_>) -> T) -> T {
    if let Some(frame) = context.components.in_progress.last_mut() {
        frame.depth = frame.depth.saturating_add(1);
    }
    let done = work(context);
    if let Some(frame) = context.components.in_progress.last_mut() {
        frame.depth = frame.depth.saturating_sub(1);
    }
    done
}

/// Returns `true` if a component is a part of itself through `allOf` only, and breaks the cycle there.
pub(crate) fn closes_cycle(context: &mut Context<'_>, id: SchemaId) -> bool {
    if !context.components.parts_in_progress.contains(&Part::Whole(id)) {
        return false;
    }
    let frames = &mut context.components.in_progress;
    let Some(position) = frames.iter().position(|frame| frame.part == Part::Whole(id)) else { return false };
    if !frames.iter().skip(position).all(|frame| frame.depth == 0) {
        return false;
    }
    frames.iter_mut().skip(position.saturating_add(1)).for_each(|frame| frame.cycle_broken = true);
    true
}

fn get(context: &mut Context<'_>, part: Part) -> Option<Arc<Schema>> {
    let components = &mut context.components;
    if let Some((schema, _)) = components.done.get(&part) {
        return Some(Arc::clone(schema));
    }
    let is_in_progress = components.parts_in_progress.contains(&part);
    if is_in_progress || components.unavailable.contains(&part) {
        if let Some(frame) = components.in_progress.last_mut() {
            frame.incomplete = true;
        }
        return None;
    }
    let (schema, frame) = lower(context, part);
    let components = &mut context.components;
    if frame.incomplete
        && let Some(outer) = components.in_progress.last_mut()
    {
        outer.incomplete = true;
        components.unavailable.insert(part);
        return None;
    }
    if frame.cycle_broken {
        return Some(schema);
    }
    if frame.incomplete {
        components.retry.insert(part);
    }
    components.done.insert(part, (Arc::clone(&schema), frame.diagnostics));
    Some(schema)
}

/// Lowers a part again. Its first result is available meanwhile.
fn retry(context: &mut Context<'_>, part: Part) {
    let (schema, frame) = lower(context, part);
    context.components.done.insert(part, (schema, frame.diagnostics));
    context.components.targets.clear();
}

fn lower(context: &mut Context<'_>, part: Part) -> (Arc<Schema>, Frame) {
    let frame = |part| Frame { part, depth: 0, incomplete: false, cycle_broken: false, diagnostics: Vec::new() };
    context.components.in_progress.push(frame(part));
    context.components.parts_in_progress.insert(part);
    let (Part::Whole(id) | Part::Base(id)) = part;
    let schema = match context.schema(id) {
        Some((name, schema)) => {
            let at = component_at(name);
            match (part, schema) {
                (_, ReferenceOr::Reference { .. }) => lower_schema_or_reference(context, &at, schema),
                (Part::Whole(_), ReferenceOr::Item(schema)) => lower_schema(context, &at, schema, Some(id)),
                (Part::Base(_), ReferenceOr::Item(schema)) => {
                    let keywords = Keywords::of(schema, context.keywords_beside(&at));
                    let base = lower_base(context, &at, &keywords, Some(id));
                    with_conditional(context, &at, &keywords, base)
                }
            }
        }
        // An id is the index of a component in the document, so this does not occur.
        None => Schema::of_kind(context.origin(&Pointer::root()), SchemaKind::Any),
    };
    context.components.parts_in_progress.remove(&part);
    if let Some((name, ReferenceOr::Item(schema))) = context.schema(id) {
        let at = component_at(name);
        let gathered = gathered(context, &at, &Keywords::of(schema, context.keywords_beside(&at)));
        context.components.conditions.insert(id, Rc::new(gathered));
    }
    let popped = context.components.in_progress.pop();
    (Arc::new(schema), popped.unwrap_or_else(|| frame(part)))
}

/// Returns the conditional subschemas of a component that is lowered, and that is untyped or a reference to such a one.
pub(super) fn conditions<'a>(context: &Context<'a>, mut id: SchemaId) -> Option<Rc<Gathered<'a>>> {
    let components = &context.components;
    for _ in context.schema_ids() {
        let (schema, _) = components.done.get(&Part::Whole(id))?;
        match (&schema.kind, components.conditions.get(&id)) {
            (SchemaKind::Any | SchemaKind::Reference(_), Some(gathered)) => return Some(Rc::clone(gathered)),
            (SchemaKind::Reference(next), None) => id = *next,
            _ => return None,
        }
    }
    None
}

/// Returns the pointer to the component with a name.
pub(crate) fn component_at(name: &str) -> Pointer {
    Pointer::root().push("components").push("schemas").push(name)
}

/// Returns the schema at the end of a chain of references. It is nullable if any schema in the chain is. Returns `None`
/// if it is unavailable.
pub(crate) fn resolved(context: &mut Context<'_>, schema: &Schema) -> Option<Arc<Schema>> {
    if !matches!(schema.kind, SchemaKind::Reference(_)) {
        return Some(Arc::new(schema.clone()));
    }
    let (target, nullable) = target(context, schema)?;
    Some(if target.nullable == nullable { target } else { Arc::new(Schema { nullable, ..(*target).clone() }) })
}

/// Returns the schema at the end of a chain of references, which is shared with the component, and whether any schema in
/// the chain is nullable. Returns `None` if it is unavailable, or if `schema` is not a reference.
pub(crate) fn target(context: &mut Context<'_>, schema: &Schema) -> Option<(Arc<Schema>, bool)> {
    let SchemaKind::Reference(first) = schema.kind else { return None };
    let mut id = first;
    let mut nullable = false;
    let mut is_final = true;
    for _ in context.schema_ids() {
        let known = context.components.targets.get(&id);
        let (target, is_nullable) = match known {
            Some((target, is_nullable)) => (Arc::clone(target), *is_nullable),
            None => {
                let target = whole(context, id)?;
                let is_nullable = target.nullable;
                (target, is_nullable)
            }
        };
        nullable |= is_nullable;
        is_final &= context.components.done.contains_key(&Part::Whole(id));
        match target.kind {
            SchemaKind::Reference(next) => id = next,
            _ => {
                if id != first && is_final {
                    context.components.targets.insert(first, (Arc::clone(&target), nullable));
                }
                return Some((target, nullable | schema.nullable));
            }
        }
    }
    None
}

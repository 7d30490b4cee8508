//! The components, each lowered once, when it is needed first.
//!
//! `allOf` needs what a component became, and so do alternatives. A component that is needed while it is being lowered
//! itself cannot be given; whoever needed it is lowered a second time when everything else is there, and has then what
//! the component became in the first round.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use openapiv3::ReferenceOr;

use super::conditional::with_conditional;
use super::cycle;
use super::intersect::Intersections;
use super::keywords::Keywords;
use super::{lower_base, lower_schema, lower_schema_or_reference};
use crate::api::{Component, Schema, SchemaId, SchemaKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::location::Pointer;
use crate::lower::context::Context;

/// A component, or what it has without its alternatives, which is what others inherit from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Whole(SchemaId),
    Base(SchemaId),
}

/// What is lowered already, and what is being lowered.
#[derive(Default)]
pub(crate) struct Components {
    done: BTreeMap<Part, (Rc<Schema>, Vec<Diagnostic>)>,
    /// What was needed and could not be given, in the course of the outermost component that is being lowered.
    unavailable: BTreeSet<Part>,
    in_progress: Vec<Frame>,
    /// The outermost components that lacked something.
    again: BTreeSet<Part>,
    /// What is being intersected.
    pub(crate) meeting: Intersections,
}

/// A part that is being lowered.
struct Frame {
    part: Part,
    /// How many schemas deep inside of it the lowering is; members of `allOf` are no schemas inside of it.
    depth: usize,
    /// Whether something that it needs could not be given.
    lacks: bool,
    /// Whether a circle was cut in it, so that it is what the component is only for those in the circle.
    cycle_broken: bool,
    findings: Vec<Diagnostic>,
}

impl Components {
    /// Where the findings of the component go that is being lowered.
    pub(crate) fn findings(&mut self) -> Option<&mut Vec<Diagnostic>> {
        self.in_progress.last_mut().map(|frame| &mut frame.findings)
    }
}

/// Lowers all components, and reports what was found in them.
pub(crate) fn lower_components(context: &mut Context<'_>) -> Vec<Component> {
    for id in context.schema_ids() {
        whole(context, id);
        context.components.unavailable.clear();
    }
    for part in std::mem::take(&mut context.components.again) {
        again(context, part);
        context.components.unavailable.clear();
    }
    let done = std::mem::take(&mut context.components.done);
    let mut findings = Vec::new();
    let mut components = Vec::new();
    for (part, (schema, found)) in &done {
        findings.extend(found.iter().cloned());
        if let Part::Whole(id) = part
            && let Some((name, _)) = context.schema(*id)
        {
            components.push(Component { name: name.to_owned(), schema: (**schema).clone() });
        }
    }
    context.components.done = done;
    for found in findings {
        context.report(found);
    }
    for (origin, message) in cycle::settle(&mut components) {
        context.report(Diagnostic::note(Code::SCHEMA_UNTYPED, origin, message));
    }
    components
}

/// What a component became; nothing if it is being lowered.
pub(crate) fn whole(context: &mut Context<'_>, id: SchemaId) -> Option<Rc<Schema>> {
    get(context, Part::Whole(id))
}

/// What those have of a component that inherit from it.
pub(crate) fn base(context: &mut Context<'_>, id: SchemaId) -> Option<Rc<Schema>> {
    get(context, Part::Base(id))
}

/// The component that is being lowered.
pub(crate) fn current(context: &Context<'_>) -> Option<SchemaId> {
    context.components.in_progress.last().map(|frame| match frame.part {
        Part::Whole(id) | Part::Base(id) => id,
    })
}

/// Whether a schema is the component that is being lowered, and would be an alternative of its own.
pub(crate) fn is_itself(context: &Context<'_>, schema: &Schema) -> bool {
    let frame = context.components.in_progress.last();
    frame.is_some_and(|frame| match (frame.part, &schema.kind) {
        (Part::Whole(id), SchemaKind::Reference(to)) => frame.depth == 0 && id == *to,
        _ => false,
    })
}

/// Does something for a schema inside of the one that is being lowered.
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

/// Whether a component is a part of itself, by way of `allOf` alone. Then the circle is cut where it closes.
pub(crate) fn closes_circle(context: &mut Context<'_>, id: SchemaId) -> bool {
    let frames = &mut context.components.in_progress;
    let Some(position) = frames.iter().position(|frame| frame.part == Part::Whole(id)) else { return false };
    if !frames.iter().skip(position).all(|frame| frame.depth == 0) {
        return false;
    }
    frames.iter_mut().skip(position.saturating_add(1)).for_each(|frame| frame.cycle_broken = true);
    true
}

fn get(context: &mut Context<'_>, part: Part) -> Option<Rc<Schema>> {
    let components = &mut context.components;
    if let Some((schema, _)) = components.done.get(&part) {
        return Some(Rc::clone(schema));
    }
    let is_in_progress = components.in_progress.iter().any(|frame| frame.part == part);
    if is_in_progress || components.unavailable.contains(&part) {
        if let Some(frame) = components.in_progress.last_mut() {
            frame.lacks = true;
        }
        return None;
    }
    let (schema, frame) = lower(context, part);
    let components = &mut context.components;
    if frame.lacks
        && let Some(outer) = components.in_progress.last_mut()
    {
        outer.lacks = true;
        components.unavailable.insert(part);
        return None;
    }
    if frame.cycle_broken {
        return Some(schema);
    }
    if frame.lacks {
        components.again.insert(part);
    }
    components.done.insert(part, (Rc::clone(&schema), frame.findings));
    Some(schema)
}

/// Lowers a part for the second time, while what it became the first time can be given.
fn again(context: &mut Context<'_>, part: Part) {
    let (schema, frame) = lower(context, part);
    context.components.done.insert(part, (schema, frame.findings));
}

fn lower(context: &mut Context<'_>, part: Part) -> (Rc<Schema>, Frame) {
    let frame = |part| Frame { part, depth: 0, lacks: false, cycle_broken: false, findings: Vec::new() };
    context.components.in_progress.push(frame(part));
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
        // The ids are positions in the document, so there is a schema for each.
        None => Schema::of_kind(context.origin(&Pointer::root()), SchemaKind::Any),
    };
    let popped = context.components.in_progress.pop();
    (Rc::new(schema), popped.unwrap_or_else(|| frame(part)))
}

/// Whether a component that has been lowered says nothing about its values, or as much as another one.
pub(crate) fn is_untyped(context: &Context<'_>, id: SchemaId) -> bool {
    let done = context.components.done.get(&Part::Whole(id));
    done.is_some_and(|(schema, _)| matches!(schema.kind, SchemaKind::Any | SchemaKind::Reference(_)))
}

/// Where the component of a name stands.
pub(crate) fn component_at(name: &str) -> Pointer {
    Pointer::root().push("components").push("schemas").push(name)
}

/// The schema at the end of a chain of references, and whether it or one on the way allows `null`; nothing if it can't
/// be given.
pub(crate) fn resolved(context: &mut Context<'_>, schema: &Schema) -> Option<Schema> {
    let mut schema = schema.clone();
    let mut nullable = schema.nullable;
    for _ in context.schema_ids() {
        let SchemaKind::Reference(id) = schema.kind else { break };
        schema = (*whole(context, id)?).clone();
        nullable |= schema.nullable;
    }
    schema.nullable = nullable;
    (!matches!(schema.kind, SchemaKind::Reference(_))).then_some(schema)
}

//! Checks the chains of references between components: circles, and chains that are too long.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::graph::longest_paths;
use crate::limits::REFERENCE_CHAIN;
use crate::location::{Origin, Pointer};
use crate::source::Document;

/// The components of a document, and those to which each leads.
struct Graph {
    nodes: Vec<Node>,
}

struct Node {
    at: Pointer,
    /// The component that this one is a reference to, and nothing else.
    alias: Option<usize>,
    /// The components that this one is, or is made of.
    parts: Vec<usize>,
}

/// Reports components that are only references to each other, and the first component of a chain that is too long.
pub(super) fn check(document: &Document, diagnostics: &mut Diagnostics) {
    let graph = Graph::of(&document.value);
    let circular = graph.circular();
    for node in graph.nodes.iter().zip(&circular).filter(|(_, is_circular)| **is_circular).map(|(node, _)| node) {
        let place = document.source_map.origin(&node.at.push("$ref"));
        let message = format!("`#{}` refers to itself", node.at);
        diagnostics.push(Diagnostic::error(Code::REF_CIRCULAR, place, message));
    }
    // A circle is an endless chain, and is reported already.
    if circular.contains(&true) {
        return;
    }
    let lengths = graph.lengths();
    if let Some((node, _)) = graph.nodes.iter().zip(lengths).find(|(_, length)| *length > REFERENCE_CHAIN) {
        report_too_long(document, &node.at, diagnostics);
    }
}

/// Reports a chain at the node where it begins.
pub(super) fn report_too_long(document: &Document, at: &Pointer, diagnostics: &mut Diagnostics) {
    diagnostics.push(chain_too_long(document.source_map.origin(at)));
}

/// Returns the error for a chain that begins at `place`.
pub(crate) fn chain_too_long(place: Origin) -> Diagnostic {
    let message = format!("this leads through more than {REFERENCE_CHAIN} components, one after the other");
    let help = "refer to the last one, or repeat what it declares";
    Diagnostic::error(Code::REF_CHAIN_TOO_LONG, place, message).help(help)
}

impl Graph {
    fn of(document: &Value) -> Self {
        let components = document.get("components").and_then(Value::as_object);
        let mut values = Vec::new();
        // A client uses neither examples nor links.
        let used = components.into_iter().flatten().filter(|(kind, _)| !matches!(kind.as_str(), "examples" | "links"));
        for (kind, members) in used {
            let at = Pointer::root().push("components").push(kind);
            for (name, value) in members.as_object().into_iter().flatten() {
                values.push((kind == "schemas", at.push(name), value));
            }
        }
        let indices: BTreeMap<&str, usize> =
            values.iter().enumerate().map(|(index, (_, at, _))| (at.as_str(), index)).collect();
        // Every reference is that to a component, and is written as its pointer is.
        let target = |members: &Map<String, Value>| {
            let text = members.get("$ref").and_then(Value::as_str)?;
            indices.get(text.strip_prefix('#')?).copied()
        };
        let node = |(is_schema, at, value): &(bool, Pointer, &Value)| {
            let alias = value.as_object().and_then(target);
            let mut parts = Vec::new();
            if *is_schema {
                add_parts(value, &target, &mut parts);
            } else {
                parts.extend(alias);
            }
            Node { at: at.clone(), alias, parts }
        };
        let nodes = values.iter().map(node).collect();
        Self { nodes }
    }

    /// Returns which components are in a circle of references.
    fn circular(&self) -> Vec<bool> {
        let mut circular = vec![false; self.nodes.len()];
        // The component from which a walk reached each one first.
        let mut reached_from: Vec<Option<usize>> = vec![None; self.nodes.len()];
        let alias = |index: usize| self.nodes.get(index).and_then(|node| node.alias);
        for start in 0..self.nodes.len() {
            let mut next = Some(start);
            while let Some(index) = next
                && let Some(seen @ None) = reached_from.get_mut(index)
            {
                *seen = Some(start);
                next = alias(index);
            }
            // A walk that ends where it has been before has found a circle.
            let Some(end) = next.filter(|end| reached_from.get(*end) == Some(&Some(start))) else { continue };
            let mut inside = Some(end);
            while let Some(index) = inside
                && let Some(is_circular @ false) = circular.get_mut(index)
            {
                *is_circular = true;
                inside = alias(index);
            }
        }
        circular
    }

    /// Returns the length of the longest chain that begins at each component. The components of a circle count as a chain.
    fn lengths(&self) -> Vec<usize> {
        longest_paths(&self.nodes.iter().map(|node| node.parts.as_slice()).collect::<Vec<_>>())
    }
}

/// Adds the components that a schema is, or is made of. An object with properties is a type of its own, whose values refer
/// to other types.
fn add_parts(schema: &Value, target: &dyn Fn(&Map<String, Value>) -> Option<usize>, parts: &mut Vec<usize>) {
    let Some(members) = schema.as_object() else { return };
    parts.extend(target(members));
    let has_properties = members.get("properties").and_then(Value::as_object).is_some_and(|own| !own.is_empty());
    let list = |keyword: &str| members.get(keyword).and_then(Value::as_array).into_iter().flatten();
    if !has_properties {
        let values = ["items", "additionalProperties"].into_iter().filter_map(|keyword| members.get(keyword));
        list("prefixItems").chain(values).for_each(|inner| add_parts(inner, target, parts));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Graph;
    use crate::limits::REFERENCE_CHAIN;

    fn reference(name: &str) -> Value {
        json!({"$ref": format!("#/components/schemas/{name}")})
    }

    fn lengths(schemas: &Value) -> Vec<usize> {
        Graph::of(&json!({"components": {"schemas": schemas}})).lengths()
    }

    #[test]
    fn the_longest_chain_is_counted() {
        let schemas = json!({
            "A": {"additionalProperties": {"items": reference("B")}},
            "B": reference("C"),
            "C": {"type": "array", "items": reference("D")},
            "D": {"properties": {"a": reference("A")}, "additionalProperties": reference("A")},
            "E": {"type": "array", "prefixItems": [reference("F"), reference("D")]},
            "F": {"additionalProperties": reference("E")},
            "G": {"oneOf": [reference("A")], "allOf": [reference("A")]},
        });
        assert_eq!(lengths(&schemas), [4, 3, 2, 1, 3, 3, 1]);
    }

    #[test]
    fn a_long_circle_is_a_long_chain_and_needs_no_stack() {
        let count = 50_000;
        let ring = (0..count).map(|index| {
            let next = (index + 1) % count;
            (format!("S{index}"), json!({"items": reference(&format!("S{next}"))}))
        });
        let schemas = Value::Object(ring.collect());
        assert!(lengths(&schemas).iter().all(|length| *length == count));
        assert!(count > REFERENCE_CHAIN);
    }
}

//! Estimates the cost of a JSONPath (RFC 9535) before it is parsed and evaluated.

use serde_json::Value;

use crate::limits::Limits;

/// Checks that a JSONPath is cheap to parse, and to evaluate on a document. Returns the estimated number of steps.
///
/// # Errors
///
/// Returns a message and the name of the limit if it is not.
pub(super) fn check(path: &str, document: &Value, limits: &Limits) -> Result<usize, (String, &'static str)> {
    let Limits { jsonpath_bytes, jsonpath_depth, jsonpath_steps, .. } = *limits;
    if path.len() > jsonpath_bytes {
        return Err((format!("the JSONPath is longer than {jsonpath_bytes} bytes"), "jsonpath-bytes"));
    }
    let shape = Shape::of(path);
    if shape.depth > jsonpath_depth || shape.negations > jsonpath_depth {
        return Err((format!("the JSONPath is nested deeper than {jsonpath_depth} levels"), "jsonpath-depth"));
    }
    let is_wide = shape.descendants > 0 || shape.inner_descendants > 0 || shape.root_queries > 0;
    if !is_wide && shape.repetitions == 1 {
        return Ok(0);
    }
    let (nodes, depth) = extent(document);
    // The first `..` visits each node once. Each further one visits a node once for each of its ancestors, and a query
    // of a filter runs for each node that is tested.
    let repeated = shape.descendants.saturating_sub(1).saturating_add(shape.inner_descendants);
    let steps = (0..repeated).fold(nodes, |steps, _| steps.saturating_mul(depth));
    let steps = (0..shape.root_queries).fold(steps, |steps, _| steps.saturating_mul(nodes));
    let steps = steps.saturating_mul(shape.repetitions);
    let is_cheap = steps <= jsonpath_steps;
    is_cheap.then_some(steps).ok_or_else(|| {
        (format!("the JSONPath may take more than {jsonpath_steps} steps on this document"), "jsonpath-steps")
    })
}

/// What the cost of a JSONPath depends on.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shape {
    /// The maximum nesting of brackets and parentheses.
    depth: usize,
    /// The maximum number of successive `!`.
    negations: usize,
    /// The number of `..` outside of filters.
    descendants: usize,
    /// The number of `..` inside of filters.
    inner_descendants: usize,
    /// The number of queries inside of filters that begin at the root and select more than one node.
    root_queries: usize,
    /// How many times a node may be selected by the selectors of one bracket, as in `[*, *]`, for all brackets together.
    repetitions: usize,
}

impl Shape {
    fn of(path: &str) -> Self {
        let mut shape = Self { repetitions: 1, ..Self::default() };
        // The number of commas in the outermost bracket, and whether one of its selectors selects several nodes.
        let (mut commas, mut is_wide) = (0_usize, false);
        let (mut depth, mut negations) = (0_usize, 0_usize);
        // The depth of the outermost filter, and whether the query in it begins at the root.
        let mut filter: Option<usize> = None;
        let mut is_root_query = false;
        let mut bytes = path.bytes().peekable();
        while let Some(byte) = bytes.next() {
            negations = match byte {
                b'!' => negations.saturating_add(1),
                b' ' | b'\t' | b'\n' | b'\r' | b'(' => negations,
                _ => 0,
            };
            shape.negations = shape.negations.max(negations);
            is_wide |= matches!(byte, b'*' | b':' | b'?');
            match byte {
                b'\'' | b'"' => {
                    while let Some(inner) = bytes.next().filter(|inner| *inner != byte) {
                        if inner == b'\\' {
                            bytes.next();
                        }
                    }
                }
                b'[' | b'(' => {
                    if depth == 0 {
                        (commas, is_wide) = (0, false);
                    }
                    depth = depth.saturating_add(1);
                    shape.depth = shape.depth.max(depth);
                }
                b']' | b')' => {
                    if byte == b']' && filter == Some(depth) {
                        filter = None;
                    }
                    depth = depth.saturating_sub(1);
                    if depth == 0 && is_wide {
                        shape.repetitions = shape.repetitions.saturating_mul(commas.saturating_add(1));
                    }
                }
                b',' => commas = commas.saturating_add(1),
                b'?' => filter = filter.or(Some(depth)),
                b'$' if filter.is_some() => is_root_query = true,
                b'@' if filter.is_some() => is_root_query = false,
                b'.' if bytes.peek() == Some(&b'.') => {
                    bytes.next();
                    match filter {
                        None => shape.descendants = shape.descendants.saturating_add(1),
                        Some(_) if is_root_query => shape.root_queries = shape.root_queries.saturating_add(1),
                        Some(_) => shape.inner_descendants = shape.inner_descendants.saturating_add(1),
                    }
                }
                b'*' if filter.is_some() && is_root_query => {
                    shape.root_queries = shape.root_queries.saturating_add(1);
                }
                _ => {}
            }
        }
        shape
    }
}

/// Returns the number of nodes of a value, and its depth.
fn extent(value: &Value) -> (usize, usize) {
    let join = |(nodes, depth): (usize, usize), (more, deeper): (usize, usize)| {
        (nodes.saturating_add(more), depth.max(deeper.saturating_add(1)))
    };
    match value {
        Value::Array(items) => items.iter().map(extent).fold((1, 1), join),
        Value::Object(members) => members.values().map(extent).fold((1, 1), join),
        _ => (1, 1),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_shape_of_a_path_is_read() {
        let shape = Shape::of("$..a['..[[['][?@.b && !(@..c)]..*[?$.d.* == 1 || $..e]");
        let expected =
            Shape { depth: 2, negations: 1, descendants: 2, inner_descendants: 1, root_queries: 2, repetitions: 1 };
        assert_eq!(shape, expected);
        assert_eq!(Shape::of("$.a[?!!!!@.b]").negations, 4);
    }

    #[test]
    fn an_expensive_path_is_an_error_before_it_is_parsed() {
        let mut deep = json!({});
        for _ in 0..60 {
            deep = json!({ "a": deep });
        }
        let nested = format!("$[?{}@.a{}]", "(".repeat(20), ")".repeat(20));
        let negated = format!("$[?{}@.a]", "!".repeat(2000));
        let repeated = "$".to_owned() + &"[*, *, *, *]".repeat(12);
        for path in [repeated.as_str(), "$..*..*..*..*..*..*", &nested, &negated, &"$.a".repeat(2000)] {
            assert!(check(path, &deep, &Limits::default()).is_err(), "{path}");
        }
        for path in ["$..*..*", "$..a[?@.b..c == 1]", "$.paths['/a'].get", "$..parameters[?(@.name == 'a')]"] {
            assert!(check(path, &deep, &Limits::default()).is_ok(), "{path}");
        }
    }
}

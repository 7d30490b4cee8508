//! The headers with the API keys of a document.

use serde_json::Value;

use crate::api::HeaderKey;

/// Returns the security schemes whose API keys are in headers. Each `$ref` in the document names a component.
pub(super) fn header_keys(root: &Value) -> Vec<HeaderKey> {
    let schemes = root.pointer("/components/securitySchemes").and_then(Value::as_object);
    let keys = schemes.into_iter().flatten().filter_map(|(name, scheme)| {
        let scheme = resolve(root, scheme)?;
        let text = |key: &str| scheme.get(key).and_then(Value::as_str);
        let header = text("name").filter(|_| text("type") == Some("apiKey") && text("in") == Some("header"))?;
        Some(HeaderKey { scheme: name.clone(), header: header.to_owned() })
    });
    keys.collect()
}

/// Follows references. Returns `None` if they form a cycle, or if one has no target.
fn resolve<'a>(root: &'a Value, mut node: &'a Value) -> Option<&'a Value> {
    /// No document has a longer chain of references.
    const LONGEST: usize = 64;
    for _ in 0..LONGEST {
        let Some(reference) = node.get("$ref").and_then(Value::as_str) else { return Some(node) };
        node = root.pointer(reference.strip_prefix('#')?)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::header_keys;

    #[test]
    fn api_keys_in_headers_are_found_through_references() {
        let reference = |name: &str| json!({"$ref": format!("#/components/securitySchemes/{name}")});
        let root = json!({"components": {"securitySchemes": {
            "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
            "query": {"type": "apiKey", "in": "query", "name": "key"},
            "login": {"type": "http", "scheme": "basic"},
            "same": reference("key"),
            "cycle": reference("cycle"),
            "none": reference("nothing"),
        }}});
        let found: Vec<_> = header_keys(&root).into_iter().map(|key| (key.scheme, key.header)).collect();
        assert_eq!(found, [("key", "X-Key"), ("same", "X-Key")].map(|(a, b)| (a.to_owned(), b.to_owned())));
    }
}

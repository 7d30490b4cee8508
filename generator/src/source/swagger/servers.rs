//! The addresses of the service: `schemes`, `host` and `basePath` (Swagger 2.0, section "Swagger Object").

use serde_json::{Map, Value, json};

/// Returns the servers of a document. `None` if it says nothing about them.
pub(super) fn of_document(root: &Map<String, Value>) -> Option<Value> {
    let path = root.get("basePath").and_then(Value::as_str).unwrap_or_default().trim_end_matches('/');
    match root.get("host").and_then(Value::as_str) {
        Some(_) => servers(root, root.get("schemes")),
        // Without a host, it is the one that serves the document.
        None if path.is_empty() => None,
        None => Some(json!([{"url": path}])),
    }
}

/// Returns the key that says most about the servers.
pub(super) fn key(root: &Map<String, Value>) -> &'static str {
    if root.contains_key("host") { "host" } else { "basePath" }
}

/// Returns the servers of an operation with schemes of its own. `None` if those of the document have one of these.
pub(super) fn of_operation(root: &Map<String, Value>, schemes: &Value) -> Option<Value> {
    let own = names(Some(schemes));
    let is_default = names(root.get("schemes")).first().is_some_and(|default| own.contains(default));
    if is_default { None } else { servers(root, Some(schemes)) }
}

fn servers(root: &Map<String, Value>, schemes: Option<&Value>) -> Option<Value> {
    let host = root.get("host")?.as_str()?;
    let path = root.get("basePath").and_then(Value::as_str).unwrap_or_default().trim_end_matches('/');
    let path = if path.is_empty() || path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    Some(names(schemes).into_iter().map(|scheme| json!({"url": format!("{scheme}://{host}{path}")})).collect())
}

/// Returns the schemes of HTTP, that with TLS first, since the first server is the default one. Web sockets are not called over HTTP.
fn names(schemes: Option<&Value>) -> Vec<&'static str> {
    let has =
        |name: &str| schemes.and_then(Value::as_array).is_some_and(|names| names.iter().any(|known| known == name));
    match (has("https"), has("http")) {
        (true, true) => vec!["https", "http"],
        (false, true) => vec!["http"],
        // Without schemes, it is that by which the document was loaded, which nobody knows.
        _ => vec!["https"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_host_and_path_are_urls() {
        for (root, expected) in [
            (json!({}), None),
            (json!({"basePath": "/"}), None),
            (json!({"basePath": "/v1/"}), Some(json!([{"url": "/v1"}]))),
            (json!({"host": "a.com:8080"}), Some(json!([{"url": "https://a.com:8080"}]))),
            (
                json!({"host": "a.com", "basePath": "v1", "schemes": ["http"]}),
                Some(json!([{"url": "http://a.com/v1"}])),
            ),
            (
                json!({"host": "a.com", "basePath": "/", "schemes": ["http", "https", "ws"]}),
                Some(json!([{"url": "https://a.com"}, {"url": "http://a.com"}])),
            ),
        ] {
            assert_eq!(of_document(root.as_object().unwrap()), expected, "{root}");
        }
        let root = json!({"host": "a.com", "schemes": ["https"]});
        let root = root.as_object().unwrap();
        assert_eq!(of_operation(root, &json!(["http", "https"])), None);
        assert_eq!(of_operation(root, &json!(["http"])), Some(json!([{"url": "http://a.com"}])));
    }
}

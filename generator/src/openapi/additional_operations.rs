//! Takes the operations of path items out of a value that openapiv3 has no place for: `query` and `additionalOperations` of
//! OpenAPI 3.2 (section 4.9.1). They are kept beside the document, by the pointer of their path item.

use openapiv3::Operation;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::object_kind::{ADDITIONAL_OPERATIONS, ObjectKind, walk};
use super::parse::invalid_in;
use super::schema_keywords::Beside;
use crate::api::Method;
use crate::location::Pointer;

/// Takes the operations out of all path items in a part of a document. The keywords of its schemas are taken already.
pub(super) fn take(value: &mut Value, kind: ObjectKind, at: &Pointer, beside: &mut Beside) {
    walk(value, kind, at, &mut |value, kind, at| {
        let (ObjectKind::PathItem, Value::Object(item)) = (kind, value) else { return };
        let taken = take_operations(item);
        if taken.is_empty() {
            return;
        }
        let at = at.pointer();
        let mut operations = Vec::with_capacity(taken.len());
        for (method, mut operation) in taken {
            let place = method.place_in(&at);
            // Its callbacks have path items too, which are not in the document any more.
            take(&mut operation, ObjectKind::Operation, &place, beside);
            match Operation::deserialize(&operation) {
                Ok(operation) => operations.push((method, operation)),
                Err(error) => beside.invalid.extend(invalid_in(&operation, ObjectKind::Operation, &place, &error)),
            }
        }
        beside.additional_operations.insert(at, operations);
    });
}

/// Takes the operations out of a path item. A method that has a key of its own is read as if it were there.
fn take_operations(item: &mut Map<String, Value>) -> Vec<(Method, Value)> {
    let query = item.shift_remove("query").map(|operation| (Method::Query, operation));
    let others = match item.shift_remove(ADDITIONAL_OPERATIONS) {
        Some(Value::Object(operations)) => operations,
        _ => Map::new(),
    };
    query.into_iter().chain(others.into_iter().map(|(name, operation)| (Method::Other(name), operation))).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn operations_are_taken_at_any_depth() {
        let inner = json!({"{$url}": {"additionalOperations": {"NOTIFY": {"responses": {}}}}});
        let mut document = json!({"paths": {"/a": {
            "get": {"responses": {}},
            "query": {"responses": {}, "callbacks": {"done": inner}},
            "additionalOperations": {"COPY": {"responses": {}}, "LOCK": {"tags": 1}},
        }}});
        let mut beside = Beside::default();
        take(&mut document, ObjectKind::Document, &Pointer::root(), &mut beside);
        assert_eq!(document, json!({"paths": {"/a": {"get": {"responses": {}}}}}));
        let found = beside.additional_operations.iter();
        let methods = |operations: &Vec<(Method, Operation)>| {
            operations.iter().map(|(method, _)| method.as_str().to_owned()).collect::<Vec<_>>().join(" ")
        };
        let found: Vec<(String, String)> = found.map(|(at, taken)| (at.to_string(), methods(taken))).collect();
        let item = ("/paths/~1a".to_owned(), "QUERY COPY".to_owned());
        assert_eq!(found, [item, ("/paths/~1a/query/callbacks/done/{$url}".to_owned(), "NOTIFY".to_owned())]);
        let places: Vec<&str> = beside.invalid.iter().map(|invalid| invalid.at.as_str()).collect();
        assert_eq!(places, ["/paths/~1a/additionalOperations/LOCK/tags"]);
    }
}

//! Recognizes formats by the keys of their value.

use serde_json::{Map, Value};

use super::Foreign;
use super::text::{GRAPHQL, GRAPHQL_HELP};
use crate::diagnostic::Code;
use crate::source::swagger::is_swagger;

/// Formats that a key of the root object names, and what to do.
const KEYS: &[(&str, &str, &str)] = &[
    (
        "asyncapi",
        "an AsyncAPI document",
        "AsyncAPI describes messages; pass the OpenAPI document of the service's HTTP interface",
    ),
    ("arazzo", "an Arazzo document", "pass the OpenAPI documents that its `sourceDescriptions` name"),
    ("overlay", "an OpenAPI overlay", "pass the OpenAPI document with `--spec`, and this file with `--overlay`"),
    ("openrpc", "an OpenRPC document", "use a JSON-RPC client generator: the generator reads OpenAPI 3"),
    ("smithy", "a Smithy model", "convert it to OpenAPI 3 first: `smithy build` with its `openapi` plugin does that"),
    ("discoveryVersion", "a Google API discovery document", "convert it to OpenAPI 3 first"),
    ("__schema", GRAPHQL, GRAPHQL_HELP),
];

const SWAGGER_HELP: &str = "Swagger 2.0 has `swagger: '2.0'`, and OpenAPI 3 has `openapi` in its place";

/// Returns the format of a value that was passed as an OpenAPI document. `None` if it may be one.
pub(in crate::source) fn of_value(value: &Value) -> Option<Foreign> {
    let Value::Object(root) = value else {
        return None;
    };
    if root.contains_key("openapi") || is_swagger(value) {
        return None;
    }
    let (name, help) = swagger(root)
        .or_else(|| KEYS.iter().find(|(key, ..)| root.contains_key(*key)).map(|(_, name, help)| (*name, *help)))
        .or_else(|| postman(root))
        .or_else(|| other_tools(root))
        .or_else(|| json_schema(root))?;
    Some(Foreign { code: Code::NOT_OPENAPI, name, help })
}

fn swagger(root: &Map<String, Value>) -> Option<(&'static str, &'static str)> {
    if root.contains_key("swaggerVersion") {
        let help = "convert it to OpenAPI 3 first: `api-spec-converter --from=swagger_1 --to=openapi_3` does that";
        return Some(("a Swagger 1 document", help));
    }
    let version = root.get("swagger")?;
    let version = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
    let name = match version.as_str() {
        version if version.starts_with('1') => "a Swagger 1 document",
        _ => "a Swagger document",
    };
    Some((name, SWAGGER_HELP))
}

fn postman(root: &Map<String, Value>) -> Option<(&'static str, &'static str)> {
    let help = "export the API as OpenAPI 3 from Postman, or convert the collection: `postman-to-openapi` does that";
    // A collection from Postman's API is in a member of its own.
    let collection = root.get("collection").and_then(Value::as_object).unwrap_or(root);
    let info = collection.get("info");
    let schema = info.and_then(|info| info.get("schema")).and_then(Value::as_str).unwrap_or_default();
    let is_postman = schema.contains("getpostman.com")
        || schema.contains("postman.com")
        || info.is_some_and(|info| info.get("_postman_id").is_some())
        || (info.is_some() && collection.get("item").is_some_and(Value::is_array))
        || root.contains_key("_postman_variable_scope");
    is_postman.then_some(("a Postman collection", help))
}

fn other_tools(root: &Map<String, Value>) -> Option<(&'static str, &'static str)> {
    let has = |key: &str, inner: &str| root.get(key).is_some_and(|value| value.get(inner).is_some());
    if root.get("_type").is_some_and(|kind| kind == "export") || root.contains_key("__export_format") {
        return Some(("an Insomnia export", "export the API as OpenAPI 3 from Insomnia"));
    }
    if has("log", "entries") {
        return Some(("a HAR recording of requests", "pass the OpenAPI document of the service"));
    }
    if has("data", "__schema") {
        return Some((GRAPHQL, GRAPHQL_HELP));
    }
    if root.contains_key("apiVersion") && root.contains_key("kind") {
        return Some(("a Kubernetes resource", "pass the OpenAPI document of the service"));
    }
    None
}

/// A JSON Schema has schema keywords at its root, and no paths.
fn json_schema(root: &Map<String, Value>) -> Option<(&'static str, &'static str)> {
    let help = "a client needs operations: put the schemas into `components/schemas` of an OpenAPI document";
    let names_schema = root.get("$schema").and_then(Value::as_str).is_some_and(|uri| uri.contains("json-schema.org"));
    let has_keywords = ["$schema", "$id", "$defs", "definitions", "properties", "allOf", "anyOf", "oneOf"]
        .iter()
        .any(|key| root.contains_key(*key));
    let is_api = ["paths", "path", "components", "info", "webhooks"].iter().any(|key| root.contains_key(*key));
    (names_schema || (has_keywords && !is_api)).then_some(("a JSON Schema", help))
}

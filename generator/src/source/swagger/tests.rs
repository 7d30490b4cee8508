//! Tests of whole documents.

use serde_json::{Value, json};

use super::*;
use crate::limits::Limits;
use crate::location::Sources;
use crate::source::SourceMap;

/// Converts a document, and returns it with a line for each diagnostic: its pointer and its message.
fn converted(value: Value, copied_nodes: usize) -> (Document, Vec<String>) {
    let mut sources = Sources::new();
    let file = sources.add("test.json", value.to_string());
    let mut document = Document { value, source_map: SourceMap::new(file) };
    let limits = Limits { copied_nodes, ..Limits::default() };
    let mut bundle = Bundle::new(&document, &mut sources, &limits);
    let mut diagnostics = Diagnostics::new();
    convert(&mut document, &mut bundle, &mut diagnostics);
    let line = |found: &crate::diagnostic::Diagnostic| {
        format!(
            "{}: {}",
            found.origin.as_ref().map(|origin| origin.pointer.to_string()).unwrap_or_default(),
            found.message
        )
    };
    let lines = diagnostics.iter().map(line).collect();
    (document, lines)
}

/// Returns the place where a node was written.
fn origin(document: &Document, pointer: &str) -> String {
    let pointer = Pointer::parse(pointer).unwrap();
    assert!(document.value.pointer(pointer.as_str()).is_some(), "{pointer}: {}", document.value);
    document.source_map.origin(&pointer).pointer.to_string()
}

/// Returns the place that a reference names.
fn target(document: &Document, pointer: &str) -> String {
    let target = document.source_map.target(&Pointer::parse(pointer).unwrap());
    assert!(document.value.pointer(target.as_str()).is_some(), "{target}: {}", document.value);
    target.to_string()
}

fn document() -> Value {
    json!({
        "swagger": "2.0",
        "host": "a.com",
        "produces": ["application/json"],
        "paths": {
            "/a": {
                "parameters": [{"$ref": "#/parameters/Body"}, {"name": "p", "in": "query", "type": "string"}],
                "get": {"produces": ["application/pdf"], "responses": {"200": {"$ref": "#/responses/R"}, "404": {"$ref": "#/responses/R"}}},
                "put": {"consumes": ["application/a+json"], "responses": {"200": {"$ref": "#/responses/R"}}},
                "post": {"parameters": [{"$ref": "#/parameters/Part"}, {"name": "q", "in": "formData", "type": "string"}]},
            },
            "x-paths": {"get": {"parameters": [{"in": "body"}]}},
        },
        "definitions": {"D": {"properties": {"p": {"type": "string"}}}},
        "parameters": {
            "Body": {"name": "b", "in": "body", "schema": {"type": "object"}},
            "Part": {"name": "part", "in": "formData", "type": "integer", "required": true},
        },
        "responses": {"R": {"description": "", "schema": {"type": "string"}, "headers": {"H": {"type": "integer"}}}},
    })
}

#[test]
fn nodes_have_the_places_where_they_are_written() {
    let (document, lines) = converted(document(), 100);
    assert_eq!(lines, [""; 0]);
    for (node, expected) in [
        ("/openapi", "/swagger"),
        ("/servers", "/host"),
        ("/components/schemas/D/properties/p/type", "/definitions/D/properties/p/type"),
        ("/components/responses/R/content/application~1json/schema/type", "/responses/R/schema/type"),
        ("/components/responses/R/headers/H/schema/type", "/responses/R/headers/H/type"),
        ("/components/requestBodies/Body/content/application~1json/schema/type", "/parameters/Body/schema/type"),
        ("/paths/~1a/parameters/0/name", "/paths/~1a/parameters/1/name"),
        ("/paths/~1a/parameters/0/schema/type", "/paths/~1a/parameters/1/type"),
        ("/paths/~1a/get/requestBody/$ref", "/paths/~1a/parameters/0/$ref"),
        ("/paths/~1a/get/responses/200/content/application~1pdf/schema/type", "/responses/R/schema/type"),
        ("/paths/~1a/put/requestBody/content/application~1a+json/schema/type", "/parameters/Body/schema/type"),
        ("/paths/~1a/put/responses/200/$ref", "/paths/~1a/put/responses/200/$ref"),
    ] {
        assert_eq!(origin(&document, node), expected, "{node}");
    }
}

#[test]
fn references_name_nodes_by_the_places_where_they_are_written() {
    let (document, _) = converted(document(), 100);
    for (reference, expected) in [
        ("/definitions/D/properties/p", "/components/schemas/D/properties/p"),
        ("/responses/R", "/components/responses/R"),
        ("/responses/R/schema", "/components/responses/R/content/application~1json/schema"),
        ("/responses/R/headers/H", "/components/responses/R/headers/H"),
        ("/parameters/Body", "/components/requestBodies/Body"),
        ("/parameters/Body/schema", "/components/requestBodies/Body/content/application~1json/schema"),
        ("/paths/~1a/parameters/1", "/paths/~1a/parameters/0"),
    ] {
        assert_eq!(target(&document, reference), expected, "{reference}");
    }
}

#[test]
fn a_part_of_the_operation_replaces_that_of_the_path() {
    let mut value = document();
    value["paths"]["/a"]["parameters"] = json!([{"name": "q", "in": "formData", "type": "integer"}]);
    let (document, _) = converted(value, 100);
    let form = &document.value["paths"]["/a"]["post"]["requestBody"]["content"]["application/x-www-form-urlencoded"];
    let properties = json!({"part": {"type": "integer"}, "q": {"type": "string"}});
    assert_eq!(form["schema"], json!({"type": "object", "properties": properties, "required": ["part"]}));
    assert_eq!(document.value["paths"]["x-paths"], json!({"get": {"parameters": [{"in": "body"}]}}));
    let at = "/paths/~1a/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties";
    assert_eq!(origin(&document, &format!("{at}/part/type")), "/parameters/Part/type");
    assert_eq!(origin(&document, &format!("{at}/q/type")), "/paths/~1a/post/parameters/1/type");
}

#[test]
fn a_form_is_that_of_the_operation_and_not_of_a_part() {
    let mut value = document();
    value["paths"]["/a"]["parameters"] = json!([{"$ref": "#/parameters/Part"}]);
    let (document, _) = converted(value, 100);
    let at = |method| format!("/paths/~1a/{method}/requestBody");
    assert_eq!(origin(&document, &at("post")), "/paths/~1a/post/parameters");
    assert_eq!(origin(&document, &at("put")), "/paths/~1a/put");
}

#[test]
fn a_request_has_one_body() {
    let mut value = document();
    let body = json!({"name": "a", "in": "body", "schema": {"type": "string"}});
    value["paths"]["/a"]["post"]["parameters"] =
        json!([{"$ref": "#/parameters/Part"}, body, {"$ref": "#/parameters/Body"}]);
    value["parameters"]["Alias"] = json!({"$ref": "#/parameters/Body"});
    let (document, lines) = converted(value, 100);
    assert_eq!(
        lines,
        [
            "/paths/~1a/post/parameters/0: a request has one body: this parameter is left out",
            "/paths/~1a/post/parameters/2: a request has one body: this parameter is left out",
        ]
    );
    let body = json!({"content": {"application/json": {"schema": {"type": "string"}}}});
    assert_eq!(document.value["paths"]["/a"]["post"]["requestBody"], body);
    assert_eq!(document.value["components"]["parameters"], json!({}));
}

#[test]
fn a_form_with_files_has_parts_that_have_names() {
    let mut value = document();
    let files = json!({"name": "files", "in": "formData", "type": "array", "items": {"type": "file"}, "collectionFormat": "multi"});
    value["paths"]["/a"]["post"]["parameters"] = json!([files, {"in": "formData", "type": "string"}]);
    let (document, lines) = converted(value, 100);
    let message = "a parameter needs `name`, a string: this part of the form is left out";
    assert_eq!(lines, [format!("/paths/~1a/post/parameters/1: {message}")]);
    let schema = json!({"type": "array", "items": {"type": "string", "format": "binary"}});
    let content = &document.value["paths"]["/a"]["post"]["requestBody"]["content"];
    assert_eq!(content["multipart/form-data"]["schema"]["properties"]["files"], schema);
}

#[test]
fn a_response_that_is_a_file_is_recorded_for_every_media_type() {
    let mut value = document();
    value["responses"]["R"]["schema"] = json!({"$ref": "#/definitions/D"});
    value["definitions"]["D"] = json!({"type": "file"});
    let (document, lines) = converted(value, 100);
    assert_eq!(lines, [""; 0]);
    for schema in [
        "/components/responses/R/content/application~1json/schema",
        "/paths/~1a/get/responses/200/content/application~1pdf/schema",
    ] {
        assert_eq!(origin(&document, schema), "/responses/R/schema");
        let schema = document.source_map.origin(&Pointer::parse(schema).unwrap());
        assert!(document.source_map.swagger.is_file(&schema));
    }
}

#[test]
fn a_media_type_that_another_response_uses_is_not_noted() {
    let mut value = document();
    let structure = json!({"description": "", "schema": {"type": "object"}});
    let responses = json!({"200": {"$ref": "#/responses/R"}, "404": structure});
    value["paths"]["/a"]["get"] = json!({"produces": ["image/png"], "responses": responses});
    let (_, lines) = converted(value.clone(), 100);
    assert_eq!(lines, [""; 0]);
    value["paths"]["/a"]["get"]["responses"]["200"] = structure;
    let (_, lines) = converted(value, 100);
    assert_eq!(lines, ["/paths/~1a/get/produces: `image/png`: not used, since JSON has the values of the schema"]);
}

#[test]
fn copies_are_limited() {
    let (_, lines) = converted(document(), 12);
    assert_eq!(lines, ["/paths/~1a/get/responses/404/$ref: the document copies more than 12 nodes, up to this one"]);
}

#[test]
fn an_invalid_document_is_left_to_the_check() {
    for value in [
        json!({"swagger": "2.0"}),
        json!({"swagger": "2.0", "paths": 1, "definitions": [], "parameters": 2, "responses": "", "securityDefinitions": 1}),
        json!({"swagger": "2.0", "paths": {"/a": {"get": {"parameters": {}, "responses": []}, "put": 1}, "/b": 2}}),
        json!({"swagger": "2.0", "paths": {"/a": {"get": {"parameters": [1, {"in": "body"}, {"in": "formData"}]}}}}),
        json!({"swagger": "2.0", "paths": {"/a": {"get": {"parameters": [{"$ref": 1}, {"$ref": "#/paths/~1a/get/parameters/1"}]}}}}),
        json!({"swagger": "2.0", "parameters": {"A": {"$ref": "#/parameters/B"}, "B": {"$ref": "#/parameters/A"}},
            "paths": {"/a": {"get": {"parameters": [{"$ref": "#/parameters/A"}]}}}}),
    ] {
        let (document, _) = converted(value, 100);
        assert_eq!(document.value["openapi"], "3.0.3");
    }
}

//! Recognizes formats by the start of their text.

use super::Foreign;
use crate::diagnostic::Code;

/// Returns the format of a text, if it is neither YAML nor JSON.
pub(in crate::source) fn of_text(text: &str) -> Option<Foreign> {
    let text = text.trim_start();
    if text.starts_with('<') {
        return of_markup(text);
    }
    let (name, help) = if text.starts_with("#%RAML") {
        ("a RAML document", "convert it to OpenAPI 3 first: API Designer and `oas-raml-converter` do that")
    } else if text.starts_with("FORMAT: 1A") || text.starts_with("FORMAT:1A") {
        ("an API Blueprint document", "convert it to OpenAPI 3 first: `apib2swagger --open-api-3` does that")
    } else if is_graphql(text) {
        (GRAPHQL, GRAPHQL_HELP)
    } else if text.starts_with("syntax = \"proto") || text.starts_with("syntax=\"proto") {
        ("a Protocol Buffers file", "generate an OpenAPI document from it first: `protoc-gen-openapi` does that")
    } else if is_url(text) {
        ("a URL", "download the document first, and pass its file")
    } else {
        return None;
    };
    Some(Foreign { code: Code::NOT_OPENAPI, name, help })
}

pub(super) const GRAPHQL: &str = "a GraphQL schema";
pub(super) const GRAPHQL_HELP: &str = "use a GraphQL client generator: the generator reads OpenAPI 3";

/// Returns the kind of a text that begins with `<`. A merge key of YAML begins with `<<`.
fn of_markup(text: &str) -> Option<Foreign> {
    if !text.get(1..)?.starts_with(|next: char| next.is_ascii_alphabetic() || "!?".contains(next)) {
        return None;
    }
    // The elements that name a format stand near the start.
    let head: String = text.chars().take(4096).collect::<String>().to_ascii_lowercase();
    let (name, help) = if head.starts_with("<!doctype html") || head.contains("<html") {
        ("an HTML page", "download the document itself: the page may link to an `openapi.json` or `openapi.yaml`")
    } else if head.contains("schemas.xmlsoap.org/wsdl") || head.contains("www.w3.org/ns/wsdl") {
        ("a WSDL document", "SOAP services have no OpenAPI document: use a SOAP client generator")
    } else if head.contains("wadl.dev.java.net") {
        ("a WADL document", "convert it to OpenAPI 3 first")
    } else if head.contains("docs.oasis-open.org/odata") || head.contains("<edmx") {
        ("an OData metadata document", "convert it to OpenAPI 3 first: `odata-openapi3` does that")
    } else {
        ("an XML document", "pass an OpenAPI document in YAML or JSON")
    };
    Some(Foreign { code: Code::NOT_OPENAPI, name, help })
}

/// Returns `true` if the first line that is not a comment begins a definition of GraphQL's schema language.
fn is_graphql(text: &str) -> bool {
    let text = match text.strip_prefix("\"\"\"") {
        // A description stands before the definition.
        Some(rest) => match rest.split_once("\"\"\"") {
            Some((_, rest)) => rest,
            None => return false,
        },
        None => text,
    };
    let line = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
    let mut words = line.split_whitespace();
    let keyword = words.next().unwrap_or_default();
    let second = words.next().unwrap_or_default();
    match keyword {
        "schema" | "schema{" => keyword.ends_with('{') || second.starts_with(['{', '@']),
        "type" | "input" | "enum" | "interface" | "union" | "scalar" | "directive" | "extend" => {
            let is_name = second.starts_with(|first: char| first.is_ascii_alphabetic() || "@_".contains(first));
            is_name && !second.ends_with(':') && (keyword != "type" || line.contains('{') || words.next().is_some())
        }
        _ => false,
    }
}

/// Returns `true` if a text is one URL.
fn is_url(text: &str) -> bool {
    let text = text.trim_end();
    let is_http = text.starts_with("https://") || text.starts_with("http://");
    is_http && text.len() < 4096 && !text.contains(char::is_whitespace)
}

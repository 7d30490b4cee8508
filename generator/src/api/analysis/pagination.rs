//! Pagination that a document shows by itself. OpenAPI has no keyword for it, so each result is a proposal: a person
//! decides.
//!
//! The names of parameters and properties are compared without case and symbols: `nextPageToken` is like
//! `next_page_token`.

use crate::api::{
    Api, MediaKind, Method, NextPage, Object, Operation, Parameter, ParameterLocation, Schema, SchemaKind,
};
use crate::location::Pointer;

/// Operations that seem to be paginated in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaginationProposal {
    /// The operations, each by its `operationId` or by its method and path.
    pub operations: Vec<String>,
    /// The pointer to the array of items in the response body.
    pub items: Pointer,
    /// How to request the next page.
    pub next: NextPage,
    /// The pointer to a boolean in the response body that is `true` if there is a next page.
    pub more: Option<Pointer>,
    /// What the proposal rests on: a sentence without its end.
    pub reason: String,
}

/// The parameters that select a page by its number.
const PAGES: &[&str] = &["page", "pagenumber", "pageno"];

/// The parameters that select a page by the number of items before it.
const OFFSETS: &[&str] = &["offset", "skip"];

/// The parameters that set the size of a page.
const SIZES: &[&str] = &["count", "limit", "maxresults", "pagelimit", "pagesize", "perpage", "size", "take"];

/// The parameters that name the item before a page.
const AFTER: &[&str] = &["after", "afterid", "startafter", "startingafter"];

/// The properties that have the URL of the next page, whatever their format.
const NEXT_URLS: &[&str] =
    &["nexthref", "nextlink", "nextpagelink", "nextpageuri", "nextpageurl", "nexturi", "nexturl", "odatanextlink"];

/// The properties that are `true` if there is a next page.
const MORE: &[&str] = &["hasmore", "hasnext", "hasnextpage", "more"];

/// Returns the pagination that the document shows, in the order of the operations. The proposals of operations that
/// differ in nothing else are one.
pub fn propose_pagination(api: &Api) -> Vec<PaginationProposal> {
    let mut proposals: Vec<PaginationProposal> = Vec::new();
    for operation in api.operations.iter().filter(|operation| operation.method == Method::Get) {
        let Some(proposal) = List::of(api, operation).and_then(|list| list.propose()) else { continue };
        let is_equivalent = |known: &&mut PaginationProposal| {
            (&known.items, &known.next, &known.more, &known.reason)
                == (&proposal.items, &proposal.next, &proposal.more, &proposal.reason)
        };
        match proposals.iter_mut().find(is_equivalent) {
            Some(known) => known.operations.extend(proposal.operations),
            None => proposals.push(proposal),
        }
    }
    proposals
}

/// An operation whose success has one array.
struct List<'a> {
    api: &'a Api,
    operation: &'a Operation,
    /// The body around the array. `None` if the body is the array.
    body: Option<&'a Object>,
    items: Pointer,
    item: &'a Schema,
    /// The array in words.
    array: String,
}

impl<'a> List<'a> {
    /// Returns `None` if the operation has no success of JSON, or one with no array or several.
    fn of(api: &'a Api, operation: &'a Operation) -> Option<Self> {
        let success = operation.responses.iter().find(|response| response.outcome.may_be_success())?;
        let media_type = success.media_types.iter().find(|media_type| media_type.kind == MediaKind::Json)?;
        let list = |body, items, item, array| Some(Self { api, operation, body, items, item, array });
        match &api.resolve(&media_type.schema).kind {
            SchemaKind::Array(item) => {
                list(None, Pointer::root(), item.as_ref(), "the response is an array".to_owned())
            }
            SchemaKind::Object(object) => {
                let mut arrays =
                    object.properties.iter().filter_map(|property| match &api.resolve(&property.schema).kind {
                        SchemaKind::Array(item) => Some((&property.name, item.as_ref())),
                        _ => None,
                    });
                let (Some((name, item)), None) = (arrays.next(), arrays.next()) else { return None };
                let array = format!("the response has the array `{name}`");
                list(Some(object), Pointer::root().push(name), item, array)
            }
            _ => None,
        }
    }

    fn propose(&self) -> Option<PaginationProposal> {
        self.by_link()
            .or_else(|| self.by_link_in_body())
            .or_else(|| self.by_cursor())
            .or_else(|| self.by_last_item())
            .or_else(|| self.by_number())
    }

    /// A header `Link` (RFC 8288), and a parameter that shows that there are pages.
    fn by_link(&self) -> Option<PaginationProposal> {
        let headers = self.operation.responses.iter().filter(|response| response.outcome.may_be_success());
        let mut headers = headers.flat_map(|response| &response.headers);
        headers.find(|header| header.name.eq_ignore_ascii_case("link"))?;
        let parameter = self.parameter(SIZES).or_else(|| self.parameter(PAGES))?;
        let reason = format!("{} and has the header `Link`; the query has `{}`", self.array, parameter.name);
        Some(self.proposal(NextPage::Link { at: None }, None, reason))
    }

    /// A string `next` whose format is `uri`, or a string such as `next_url`.
    fn by_link_in_body(&self) -> Option<PaginationProposal> {
        let (at, name, ()) = self.find_property(|name, schema| {
            let SchemaKind::String { format } = &self.api.resolve(schema).kind else { return None };
            let plain = plain(name);
            (NEXT_URLS.contains(&plain.as_str()) || is_url(format.as_deref()) && plain == "next").then_some(())
        })?;
        let reason = format!("{} and the URL `{name}`", self.array);
        Some(self.proposal(NextPage::Link { at: Some(at) }, None, reason))
    }

    /// Returns the first property that a test accepts, of the body or of an object in it: its pointer, its name and the
    /// result of the test.
    fn find_property<T>(&self, test: impl Fn(&str, &Schema) -> Option<T>) -> Option<(Pointer, &'a str, T)> {
        let object = self.body?;
        let inner = object.properties.iter().filter_map(|property| match &self.api.resolve(&property.schema).kind {
            SchemaKind::Object(inner) => Some((Pointer::root().push(&property.name), inner)),
            _ => None,
        });
        std::iter::once((Pointer::root(), object)).chain(inner).find_map(|(at, object)| {
            object.properties.iter().find_map(|property| {
                let found = test(&property.name, &property.schema)?;
                Some((at.push(&property.name), property.name.as_str(), found))
            })
        })
    }

    /// A string `next_cursor` or `cursor`, and a parameter `cursor`.
    fn by_cursor(&self) -> Option<PaginationProposal> {
        let (at, name, parameter) = self.find_property(|name, schema| self.cursor_parameter(name, schema))?;
        let (more, words) = self.more();
        let reason = format!("{}{words} and `{name}`; the query has `{}`", self.array, parameter.name);
        let next = NextPage::Cursor { parameter: parameter.name.clone(), at };
        Some(self.proposal(next, more, reason))
    }

    /// Returns the parameter that a property of the response has the next value of.
    fn cursor_parameter(&self, name: &str, schema: &Schema) -> Option<&'a Parameter> {
        let plain = plain(name);
        let has_cursor_name = ["cursor", "continuation", "token", "next"].iter().any(|word| plain.contains(word));
        // A URL is not the value of a parameter.
        let is_text = match &self.api.resolve(schema).kind {
            SchemaKind::String { format } => !is_url(format.as_deref()),
            SchemaKind::Integer(_) => true,
            _ => false,
        };
        if !has_cursor_name || !is_text {
            return None;
        }
        let mut names = vec![plain.clone()];
        names.extend(plain.strip_prefix("next").filter(|rest| !rest.is_empty()).map(str::to_owned));
        if plain == "nextpage" {
            names.push("pagetoken".to_owned());
        }
        self.parameter(&names.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// A boolean `has_more`, items with an `id`, and a parameter `after`.
    fn by_last_item(&self) -> Option<PaginationProposal> {
        let (more, words) = self.more();
        let parameter = self.parameter(AFTER).filter(|_| more.is_some())?;
        let SchemaKind::Object(item) = &self.api.resolve(self.item).kind else { return None };
        let id = &self.api.resolve(&item.property("id")?.schema).kind;
        if !matches!(id, SchemaKind::String { .. } | SchemaKind::Integer(_)) {
            return None;
        }
        let at = Pointer::root().push("id");
        let reason = format!("{}{words} and items with `id`; the query has `{}`", self.array, parameter.name);
        let next = NextPage::LastItem { parameter: parameter.name.clone(), at };
        Some(self.proposal(next, more, reason))
    }

    /// Integers `page` and `per_page`, or `offset` and `limit`.
    fn by_number(&self) -> Option<PaginationProposal> {
        let size = self.parameter(SIZES)?;
        let is_integer =
            |parameter: &&Parameter| matches!(self.api.resolve(&parameter.schema).kind, SchemaKind::Integer(_));
        let page = self.parameter(PAGES).filter(is_integer);
        let number = page.or_else(|| self.parameter(OFFSETS).filter(is_integer))?;
        let parameter = number.name.clone();
        let next = match page {
            Some(page) => {
                let default = self.api.resolve(&page.schema).default.as_ref().or(page.schema.default.as_ref());
                NextPage::Page { parameter, first: u64::from(default.and_then(serde_json::Value::as_u64) != Some(0)) }
            }
            None => NextPage::Offset { parameter },
        };
        let (more, words) = self.more();
        let reason = format!("{}{words}; the query has `{}` and `{}`", self.array, number.name, size.name);
        Some(self.proposal(next, more, reason))
    }

    fn proposal(&self, next: NextPage, more: Option<Pointer>, reason: String) -> PaginationProposal {
        let Operation { id, method, path, .. } = self.operation;
        let name = id.clone().unwrap_or_else(|| format!("{} {path}", method.as_str()));
        PaginationProposal { operations: vec![name], items: self.items.clone(), next, more, reason }
    }

    /// The query parameter with one of some names, the first of them if there are several.
    fn parameter(&self, names: &[&str]) -> Option<&'a Parameter> {
        let query = || self.operation.parameters.iter().filter(|known| known.location == ParameterLocation::Query);
        names.iter().find_map(|name| query().find(|parameter| plain(&parameter.name) == *name))
    }

    /// The pointer to the boolean that is `true` if there is a next page, and words about it.
    fn more(&self) -> (Option<Pointer>, String) {
        let is_boolean = |schema: &Schema| self.api.resolve(schema).kind == SchemaKind::Boolean;
        let mut properties = self.body.iter().flat_map(|body| &body.properties);
        let found =
            properties.find(|property| MORE.contains(&plain(&property.name).as_str()) && is_boolean(&property.schema));
        let words = found.map(|property| format!(", `{}`", property.name)).unwrap_or_default();
        (found.map(|property| Pointer::root().push(&property.name)), words)
    }
}

/// A name without case and symbols.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// Returns whether the format of a string is that of a URL: `uri`, `url`, `uri-reference` and others.
fn is_url(format: Option<&str>) -> bool {
    format.is_some_and(|format| format.contains("uri") || format.contains("url"))
}

#[cfg(test)]
mod tests {
    use super::is_url;

    #[test]
    fn a_duration_is_not_a_url() {
        for format in ["uri", "url", "uri-reference"] {
            assert!(is_url(Some(format)), "{format}");
        }
        for format in [None, Some("duration"), Some("secure")] {
            assert!(!is_url(format), "{format:?}");
        }
    }
}

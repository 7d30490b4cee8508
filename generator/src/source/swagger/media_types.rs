//! The media types of bodies and of responses: `consumes` and `produces` (Swagger 2.0, sections "Swagger Object" and "Operation
//! Object").

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexSet;
use serde_json::{Map, Value};

use super::value_kind::ValueKind;
use crate::location::Pointer;

/// The media types of bodies and of responses.
#[derive(Clone, Debug, Default)]
pub(in crate::source) struct MediaTypes {
    pub(super) consumes: Arc<MediaTypeList>,
    pub(super) produces: Arc<MediaTypeList>,
}

/// A list of media types, and where it is written.
#[derive(Clone, Debug, Default)]
pub(super) struct MediaTypeList {
    pub(super) names: Vec<String>,
    pub(super) at: Option<Pointer>,
    /// The places of the names, by name.
    places: BTreeMap<String, Pointer>,
}

impl MediaTypeList {
    /// Returns where a name is written. `None` for a name that the list does not contain.
    pub(super) fn place(&self, name: &str) -> Option<&Pointer> {
        self.places.get(name)
    }
}

impl MediaTypes {
    /// Reads the media types of a document or an operation, which replace those around it.
    pub(in crate::source) fn of(object: &Map<String, Value>, at: &Pointer, around: &Self) -> Self {
        let read = |key: &str, around: &Arc<MediaTypeList>| {
            let at = at.push(key);
            let written: Vec<(&str, Pointer)> = match object.get(key) {
                Some(Value::Array(names)) => {
                    let names = names.iter().enumerate();
                    names.filter_map(|(index, name)| Some((name.as_str()?, at.push(&index.to_string())))).collect()
                }
                Some(Value::String(name)) => vec![(name, at.clone())],
                _ => return Arc::clone(around),
            };
            let names = written.iter().map(|(name, _)| (*name).to_owned()).collect();
            // The first of several names that are the same has the place.
            let places = written.into_iter().rev().map(|(name, place)| (name.to_owned(), place)).collect();
            Arc::new(MediaTypeList { names, at: Some(at), places })
        };
        Self { consumes: read("consumes", &around.consumes), produces: read("produces", &around.produces) }
    }
}

/// The media types of one body or response.
pub(super) struct UsedMediaTypes<'n> {
    pub(super) used: Vec<&'n str>,
    /// Those for which JSON is used.
    pub(super) unused: Vec<&'n str>,
}

/// The media types of a list, by whether a body or a response uses them.
#[derive(Clone, Debug, Default)]
pub(super) struct Uses {
    pub(super) used: BTreeSet<String>,
    pub(super) unused: IndexSet<String>,
}

/// Returns the media types of a body. A list is for all bodies and says that the service knows several representations of a
/// value; so only those are used that are JSON, if there are some and the value has a structure. If none of them is JSON in general,
/// then each has a meaning of its own, as those of patches have, and one that no JSON has stays.
pub(super) fn of_body(names: &[String], kind: ValueKind) -> UsedMediaTypes<'_> {
    let has_structure = matches!(kind, ValueKind::Scalar | ValueKind::Structure);
    if names.is_empty() {
        // Nearly all documents that name none mean JSON.
        return UsedMediaTypes { used: vec!["application/json"], unused: Vec::new() };
    }
    let names = names.iter().map(String::as_str);
    // A request has one media type, and a range of them means JSON where a value has a structure.
    let names = names.map(|name| if has_structure && name.contains('*') { "application/json" } else { name });
    let (json, others): (Vec<&str>, Vec<&str>) = names.partition(|name| is_json(name));
    match has_structure && !json.is_empty() {
        true => {
            let meanings: Option<BTreeSet<String>> = json.iter().map(|name| meaning(name)).collect();
            let has_own = |name: &&str| match (&meanings, meaning(name)) {
                (Some(known), Some(own)) => !known.contains(&own),
                _ => false,
            };
            let (own, unused) = others.into_iter().partition(has_own);
            UsedMediaTypes { used: json.into_iter().chain::<Vec<&str>>(own).collect(), unused }
        }
        false => UsedMediaTypes { used: json.into_iter().chain(others).collect(), unused: Vec::new() },
    }
}

/// Returns the media types of a response: the client asks for one representation of a value with a structure.
pub(super) fn of_response(names: &[String], kind: ValueKind) -> UsedMediaTypes<'_> {
    if kind == ValueKind::File {
        // The service may have a file of any media type, so no name stands for those that the document leaves open.
        let used = if names.is_empty() { vec!["*/*"] } else { names.iter().map(String::as_str).collect() };
        return UsedMediaTypes { used, unused: Vec::new() };
    }
    let UsedMediaTypes { mut used, mut unused } = of_body(names, kind);
    if matches!(kind, ValueKind::Scalar | ValueKind::Structure) {
        match used.first() {
            // JSON in another form, such as `application/json;stream=watch`.
            Some(first) if is_json(first) => unused.extend(used.split_off(1)),
            // The service writes the text of a number, as it writes that of a string.
            _ if kind == ValueKind::Scalar && used.iter().any(|name| essence(name) == "text/plain") => {}
            // The list is that of the success, and the schema that of an error.
            _ if used.iter().all(|name| is_without_structure(name)) => {
                unused = used;
                used = vec!["application/json"];
            }
            _ => {}
        }
    }
    UsedMediaTypes { used, unused }
}

/// Returns what a media type with a suffix means in any format (RFC 6838, section 4.2.8): `application/apply-patch` for
/// `application/apply-patch+yaml`.
fn meaning(name: &str) -> Option<String> {
    Some(essence(name).rsplit_once('+')?.0.to_owned())
}

/// Whether the values of a media type are text or bytes, and not JSON, XML, YAML or a form.
pub(super) fn is_without_structure(name: &str) -> bool {
    !is_json(name) && !["xml", "yaml", "yml", "form", "*"].iter().any(|form| name.to_ascii_lowercase().contains(form))
}

/// Returns a media type without its parameters, in lower case.
fn essence(name: &str) -> String {
    name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn is_json(name: &str) -> bool {
    let essence = essence(name);
    matches!(essence.as_str(), "application/json" | "text/json") || essence.ends_with("+json")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::swagger::value_kind::ValueKind::{File, Scalar, Structure, Text};

    #[test]
    fn a_file_has_any_media_type() {
        let names = ["application/json", "text/csv", "application/pdf"].map(str::to_owned);
        let found = of_response(&names, File);
        assert_eq!((found.used, found.unused), (names.iter().map(String::as_str).collect(), Vec::new()));
        assert_eq!(of_response(&[], File).used, ["*/*"]);
    }

    #[test]
    fn a_value_with_a_structure_is_json_where_it_can_be() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<String>>();
        for (written, kind, body, response) in [
            (vec![], Structure, vec!["application/json"], vec!["application/json"]),
            (
                vec!["application/xml", "application/json"],
                Structure,
                vec!["application/json"],
                vec!["application/json"],
            ),
            (vec!["*/*"], Structure, vec!["application/json"], vec!["application/json"]),
            (vec!["text/plain"], Scalar, vec!["text/plain"], vec!["text/plain"]),
            (vec!["text/plain", "application/json"], Scalar, vec!["application/json"], vec!["application/json"]),
            (vec!["application/pdf"], Scalar, vec!["application/pdf"], vec!["application/json"]),
            (vec!["*/*"], Scalar, vec!["application/json"], vec!["application/json"]),
            (vec!["*/*"], Text, vec!["*/*"], vec!["*/*"]),
            (vec!["application/xml"], Structure, vec!["application/xml"], vec!["application/xml"]),
            (
                vec!["application/octet-stream"],
                Text,
                vec!["application/octet-stream"],
                vec!["application/octet-stream"],
            ),
            (vec!["application/octet-stream"], Structure, vec!["application/octet-stream"], vec!["application/json"]),
            (
                vec!["text/plain", "application/json"],
                Text,
                vec!["application/json", "text/plain"],
                vec!["application/json", "text/plain"],
            ),
            (
                vec!["application/apply-patch+yaml", "application/merge-patch+json", "application/merge-patch+cbor"],
                Structure,
                vec!["application/merge-patch+json", "application/apply-patch+yaml"],
                vec!["application/merge-patch+json"],
            ),
            (
                vec!["application/json", "application/vnd.pet+xml", "application/yaml"],
                Structure,
                vec!["application/json"],
                vec!["application/json"],
            ),
            (
                vec!["application/json-patch+json", "application/merge-patch+json; charset=utf-8"],
                Structure,
                vec!["application/json-patch+json", "application/merge-patch+json; charset=utf-8"],
                vec!["application/json-patch+json"],
            ),
        ] {
            let written = names(&written);
            assert_eq!(of_body(&written, kind).used, body, "{written:?}");
            assert_eq!(of_response(&written, kind).used, response, "{written:?}");
        }
    }
}

//! Where a schema without a name of its own stands, as the words that its type is called by.
//!
//! The words are those of the JSON Pointer as a person wrote it, so that what several operations share has one name:
//! below a component those of the component, below an operation those of the operation, below anything else what the
//! pointer says.

use std::collections::BTreeMap;

use super::{DERIVED, Wish};
use crate::api::{MediaType, Operation, Parameter, ParameterLocation, ResponseHeader, Status};
use crate::location::{Origin, Pointer};
use crate::plan::operations::responses::label;
use crate::plan::operations::status::status_name;

/// The words of a place, from the outside to the inside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place(Vec<Segment>);

/// A step of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Segment {
    /// What every name of the place has of it.
    words: String,
    /// What it is, which is said where the words alone are not enough; empty if the words say it.
    kind: &'static str,
    /// What tells it from its like, which is said where the words alone are not enough.
    detail: Option<String>,
}

impl Place {
    /// The place of something that has a name.
    pub(crate) fn named(name: &str, kind: &'static str) -> Self {
        Self::default().with(name, kind)
    }

    /// A place inside of this one.
    pub(crate) fn with(&self, words: &str, kind: &'static str) -> Self {
        self.detailed(words, kind, None)
    }

    fn detailed(&self, words: &str, kind: &'static str, detail: Option<String>) -> Self {
        let mut segments = self.0.clone();
        segments.push(Segment { words: words.to_owned(), kind, detail });
        Self(segments)
    }

    pub(crate) fn property(&self, name: &str) -> Self {
        self.with(name, "property")
    }

    pub(crate) fn item(&self) -> Self {
        self.with("item", "")
    }

    pub(crate) fn member(&self, index: usize) -> Self {
        self.with(&format!("item {}", index.saturating_add(1)), "")
    }

    pub(crate) fn value(&self) -> Self {
        self.with("value", "")
    }

    pub(crate) fn variant(&self, name: &str) -> Self {
        self.with(name, "variant")
    }

    /// The place of another one's segments inside of this one.
    pub(crate) fn join(&self, inner: &Self) -> Self {
        Self(self.0.iter().chain(&inner.0).cloned().collect())
    }

    /// The shortest name.
    pub(crate) fn words(&self) -> String {
        let words: Vec<&str> = self.0.iter().map(|segment| segment.words.as_str()).collect();
        words.join(" ")
    }

    /// What a type at this place is called: by the words of the place; where that is another's name too, by what tells
    /// its segments from their like, and by what they are.
    pub(crate) fn wish(&self, at: &Origin) -> Wish {
        let name = |shows_detail: bool, kinds_from: usize| {
            let mut words: Vec<&str> = Vec::new();
            for (index, segment) in self.0.iter().enumerate() {
                words.extend(segment.detail.as_deref().filter(|_| shows_detail));
                words.push(&segment.words);
                words.extend(Some(segment.kind).filter(|kind| index >= kinds_from && !kind.is_empty()));
            }
            words.join(" ")
        };
        let depth = self.0.len();
        let last = depth.saturating_sub(1);
        let words = vec![name(false, depth), name(true, depth), name(true, last), name(true, 0)];
        // JSON is what a body is if nothing else is said.
        let is_other = self.0.iter().any(|segment| segment.detail.as_deref().is_some_and(|detail| detail != "json"));
        let rank = DERIVED.saturating_add(u8::from(is_other));
        Wish::of(words, rank, format!("{} {}", name(true, 0), at.pointer))
    }
}

/// What a place of parameters is called.
pub(crate) fn location_name(location: ParameterLocation) -> &'static str {
    match location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header",
        ParameterLocation::Cookie => "cookie",
    }
}

/// The place of a parameter's schema. `stem` is the name of the file in which it stands, if it is not the document.
pub(crate) fn of_parameter(owner: Owner<'_>, parameter: &Parameter, stem: Option<&str>) -> Place {
    let at = &parameter.schema.at;
    let location = Some(location_name(parameter.location).to_owned());
    match owner.has(at) {
        true => owner.place().detailed(&parameter.name, "parameter", location),
        // The parameters of a path are those of all its operations.
        false if at.pointer.strip_prefix(&owner.path_pointer()).is_some() => {
            Place::named(&path_words(&owner.operation.path), "path").detailed(&parameter.name, "parameter", location)
        }
        false => of_pointer(at, stem),
    }
}

/// The place of the body of a request.
pub(crate) fn of_body(owner: Owner<'_>, media: &MediaType, stem: Option<&str>) -> Place {
    let at = &media.schema.at;
    match owner.has(at) {
        true => owner.place().detailed("body", "", Some(label(&media.name))),
        false => of_pointer(at, stem),
    }
}

/// The place of the body of a response.
pub(crate) fn of_response(owner: Owner<'_>, status: Status, media: &MediaType, stem: Option<&str>) -> Place {
    let at = &media.schema.at;
    match owner.has(at) {
        true => owner.place().detailed(&response_words(status), "", Some(label(&media.name))),
        false => of_pointer(at, stem),
    }
}

/// The place of a header of a response.
pub(crate) fn of_header(owner: Owner<'_>, status: Status, header: &ResponseHeader, stem: Option<&str>) -> Place {
    let at = &header.schema.at;
    match owner.has(at) {
        true => owner.place().detailed(&format!("{} header", header.name), "", Some(status_name(status))),
        false => of_pointer(at, stem),
    }
}

/// The response with the status 200 is called so, and any other one by its status too.
fn response_words(status: Status) -> String {
    match status {
        Status::Code(200) => "response".to_owned(),
        Status::Default => "default response".to_owned(),
        other => format!("{} response", status_name(other)),
    }
}

/// An operation, and the name of the type that stands for it.
#[derive(Clone, Copy)]
pub(crate) struct Owner<'o> {
    pub(crate) operation: &'o Operation,
    pub(crate) marker: &'o str,
}

impl Owner<'_> {
    fn place(self) -> Place {
        Place::named(self.marker, "operation")
    }

    fn path_pointer(self) -> Pointer {
        Pointer::root().push("paths").push(&self.operation.path)
    }

    /// Whether a place stands in the operation itself, and not in what it shares with others. An operation that does
    /// not stand at its own path is shared as a whole.
    fn has(self, at: &Origin) -> bool {
        let own = self.path_pointer().push(&self.operation.method.as_str().to_ascii_lowercase());
        let operation = &self.operation.at;
        operation.pointer == own && operation.file == at.file && at.pointer.strip_prefix(&own).is_some()
    }
}

/// The place that a pointer says. `stem` is the name of the file, if it is not the document itself.
pub(crate) fn of_pointer(at: &Origin, stem: Option<&str>) -> Place {
    let tokens: Vec<String> = at.pointer.tokens().collect();
    let (place, known) = match tokens.as_slice() {
        [components, kind, name, ..] if components == "components" => {
            let has = |ending: &str| name.to_lowercase().ends_with(ending);
            let (words, kind) = match kind.as_str() {
                "responses" if has("response") => (name.clone(), "response"),
                "responses" => (format!("{name} response"), ""),
                "requestBodies" if has("body") => (name.clone(), "body"),
                "requestBodies" => (format!("{name} body"), ""),
                "parameters" => (format!("{name} parameter"), ""),
                "headers" => (format!("{name} header"), ""),
                _ => (name.clone(), "component"),
            };
            (Place::default().detailed(&words, kind, stem.map(str::to_owned)), 3)
        }
        [paths, path, method, ..] if paths == "paths" => {
            let words = format!("{method} {}", path_words(path));
            (Place::default().detailed(&words, "operation", stem.map(str::to_owned)), 3)
        }
        _ => (stem.map(|stem| Place::named(stem, "file")).unwrap_or_default(), 0),
    };
    let rest = tokens.iter().skip(known).fold(Pointer::root(), |rest, token| rest.push(token));
    let above = tokens.iter().take(known).fold(Pointer::root(), |above, token| above.push(token));
    let inner = below(&rest, &BTreeMap::new(), &Origin { file: at.file, pointer: above });
    inner.map_or_else(|| place.clone(), |inner| place.join(&inner))
}

/// The words of a path template.
pub(crate) fn path_words(path: &str) -> String {
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    let words = segments.map(|segment| match segment.strip_prefix('{') {
        Some(variable) => format!("by {variable}"),
        None => segment.to_owned(),
    });
    words.collect::<Vec<String>>().join(" ")
}

/// The steps of a pointer that leads from a schema to one inside of it; nothing if it leads to something else, as for a
/// schema that nobody has written. `variants` are the names of the alternatives that stand at a place, and `above` is where
/// the schema stands.
pub(crate) fn below(pointer: &Pointer, variants: &BTreeMap<Origin, String>, above: &Origin) -> Option<Place> {
    let mut place = Place::default();
    let mut at = above.clone();
    let mut tokens = pointer.tokens();
    while let Some(token) = tokens.next() {
        at.pointer = at.pointer.push(&token);
        let mut next = || {
            let next = tokens.next()?;
            at.pointer = at.pointer.push(&next);
            Some(next)
        };
        place = match token.as_str() {
            "properties" | "$defs" | "definitions" | "patternProperties" | "dependentSchemas" => {
                place.property(&next()?)
            }
            "additionalProperties" | "unevaluatedProperties" => place.value(),
            "items" => place.item(),
            "prefixItems" | "x-tuple" => match next()?.parse() {
                Ok(index) => place.member(index),
                Err(_) => place.item(),
            },
            "oneOf" | "anyOf" => {
                next()?;
                match variants.get(&at) {
                    Some(name) => place.variant(name),
                    None => place,
                }
            }
            "allOf" => {
                next()?;
                place
            }
            "requestBody" => place.with("body", ""),
            "responses" => place.with(&format!("{} response", next()?), ""),
            "headers" => place.with(&format!("{} header", next()?), ""),
            "content" => {
                let media = next()?;
                place.detailed("", "", Some(label(&media)))
            }
            "schema" | "then" | "else" | "not" | "if" => place,
            other => place.with(other, ""),
        };
    }
    Some(place)
}

//! The place of an inline schema, as the words that its type is named after.
//!
//! The words come from the schema's JSON Pointer in the input file, so that a schema that several operations share has
//! one name. Below a component they start with the component, below an operation with the operation, and elsewhere with
//! the pointer's tokens.

use std::collections::BTreeMap;

use super::media_type::label;
use super::{DERIVED, NameRequest};
use crate::api::{
    MediaRange, MediaTypeObject, Operation, Parameter, ParameterLocation, PathTemplate, ResponseHeader, Segment, Status,
};
use crate::location::{Origin, Pointer};

/// The words of a place, from the outermost to the innermost segment.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place(Vec<Step>);

/// A segment of a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    /// The words that are part of every name.
    words: String,
    /// The kind of the segment, which longer names include. Empty if the words say it.
    kind: &'static str,
    /// A detail that distinguishes similar segments, which longer names include.
    detail: Option<String>,
}

impl Place {
    /// Creates the place of a named item.
    pub(crate) fn named(name: &str, kind: &'static str) -> Self {
        Self::default().with(name, kind)
    }

    /// Returns a place inside this one.
    pub(crate) fn with(&self, words: &str, kind: &'static str) -> Self {
        self.detailed(words, kind, None)
    }

    fn detailed(&self, words: &str, kind: &'static str, detail: Option<String>) -> Self {
        let mut steps = self.0.clone();
        steps.push(Step { words: words.to_owned(), kind, detail });
        Self(steps)
    }

    pub(crate) fn property(&self, name: &str) -> Self {
        self.with(name, "property")
    }

    pub(crate) fn item(&self) -> Self {
        self.with("item", "")
    }

    /// The JSON in a string that has a type of its own: in a component.
    pub(crate) fn content(&self) -> Self {
        self.with("content", "")
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

    /// Appends the segments of another place.
    pub(crate) fn join(&self, inner: &Self) -> Self {
        Self(self.0.iter().chain(&inner.0).cloned().collect())
    }

    /// Returns the words of the shortest name.
    pub(crate) fn words(&self) -> String {
        let words: Vec<&str> = self.0.iter().map(|step| step.words.as_str()).collect();
        words.join(" ")
    }

    /// Requests a name for a type at this place: the words of the place, then with the details of the segments, then
    /// with their kinds too.
    pub(crate) fn name_request(&self, at: &Origin) -> NameRequest {
        let name = |shows_detail: bool, kinds_from: usize| {
            let mut words: Vec<&str> = Vec::new();
            for (index, step) in self.0.iter().enumerate() {
                words.extend(step.detail.as_deref().filter(|_| shows_detail));
                words.push(&step.words);
                words.extend(Some(step.kind).filter(|kind| index >= kinds_from && !kind.is_empty()));
            }
            words.join(" ")
        };
        let depth = self.0.len();
        let last = depth.saturating_sub(1);
        let words = vec![name(false, depth), name(true, depth), name(true, last), name(true, 0)];
        // JSON is the default media type, so its name goes before the names of others.
        let is_other = self.0.iter().any(|step| step.detail.as_deref().is_some_and(|detail| detail != "json"));
        let rank = DERIVED.saturating_add(u8::from(is_other));
        NameRequest::of(words, rank, format!("{} {}", name(true, 0), at.pointer))
    }
}

/// Returns the name of a parameter location.
pub(crate) fn location_name(location: ParameterLocation) -> &'static str {
    match location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::QueryString => "query string",
        ParameterLocation::Header => "header",
        ParameterLocation::Cookie => "cookie",
    }
}

/// Returns the place of a parameter's schema. `stem` is the name of the file that contains it, if it is not the
/// document.
pub(crate) fn of_parameter(owner: Owner<'_>, parameter: &Parameter, stem: Option<&str>) -> Place {
    let at = &parameter.schema.at;
    let location = Some(location_name(parameter.location).to_owned());
    match owner.has(at) {
        true => owner.place().detailed(&parameter.name, "parameter", location),
        // The parameters of a path item are shared by all of its operations.
        false if at.pointer.strip_prefix(&owner.path_pointer()).is_some() => {
            Place::named(&path_words(&owner.operation.path), "path").detailed(&parameter.name, "parameter", location)
        }
        false => of_pointer(at, stem),
    }
}

/// Returns the place of a request body.
pub(crate) fn of_body(owner: Owner<'_>, media: &MediaTypeObject, stem: Option<&str>) -> Place {
    let at = &media.schema.at;
    match owner.has(at) {
        true => owner.place().detailed("body", "", Some(label(&media.name))),
        false => of_pointer(at, stem),
    }
}

/// Returns the place of a response body.
pub(crate) fn of_response(owner: Owner<'_>, status: Status, media: &MediaTypeObject, stem: Option<&str>) -> Place {
    let at = &media.schema.at;
    match owner.has(at) {
        true => owner.place().detailed(&status.response_words(), "", Some(label(&media.name))),
        false => of_pointer(at, stem),
    }
}

/// Returns the place of a response header.
pub(crate) fn of_header(owner: Owner<'_>, status: Status, header: &ResponseHeader, stem: Option<&str>) -> Place {
    let at = &header.schema.at;
    match owner.has(at) {
        true => owner.place().detailed(&format!("{} header", header.name), "", Some(status.name())),
        false => of_pointer(at, stem),
    }
}

/// An operation and the name of its type.
#[derive(Clone, Copy)]
pub(crate) struct Owner<'o> {
    pub(crate) operation: &'o Operation,
    pub(crate) stem: &'o str,
}

impl Owner<'_> {
    fn place(self) -> Place {
        Place::named(self.stem, "operation")
    }

    fn path_pointer(self) -> Pointer {
        Pointer::root().push("paths").push(self.operation.path.as_str())
    }

    /// Returns `true` if a node is inside the operation itself, rather than shared with others. An operation that is
    /// not at its own path is shared as a whole.
    fn has(self, at: &Origin) -> bool {
        let own = self.operation.method.place_in(&self.path_pointer());
        let operation = &self.operation.at;
        operation.pointer == own && operation.file == at.file && at.pointer.strip_prefix(&own).is_some()
    }
}

/// Returns the place of a pointer. `stem` is the name of the file, if it is not the document.
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
            let words = format!("{method} {}", path_words(&PathTemplate::parse(path)));
            (Place::default().detailed(&words, "operation", stem.map(str::to_owned)), 3)
        }
        _ => (stem.map(|stem| Place::named(stem, "file")).unwrap_or_default(), 0),
    };
    let rest = tokens.iter().skip(known).fold(Pointer::root(), |rest, token| rest.push(token));
    let above = tokens.iter().take(known).fold(Pointer::root(), |above, token| above.push(token));
    let inner = below(&rest, &BTreeMap::new(), &Origin { file: at.file, pointer: above });
    inner.map_or_else(|| place.clone(), |inner| place.join(&inner))
}

/// Returns the words of a path template. A variable keeps its braces, since the hash of a long name depends on them.
pub(crate) fn path_words(path: &PathTemplate) -> String {
    path_steps(path).join(" ")
}

/// Returns the words of a path template without the variables that literal text follows: what they select is the parent of
/// what the path names. `pets comments by id}` for `/pets/{petId}/comments/{id}`.
pub(crate) fn short_path_words(path: &PathTemplate) -> String {
    let steps = path_steps(path);
    let is_variable = |step: &str| step.starts_with("by ") && step.split('}').nth(1) == Some("");
    let parents = steps.iter().rposition(|step| !is_variable(step)).unwrap_or(0);
    let is_kept = |(index, step): &(usize, &String)| *index >= parents || !is_variable(step);
    let kept = steps.iter().enumerate().filter(is_kept).map(|(_, step)| step.as_str());
    kept.collect::<Vec<&str>>().join(" ")
}

/// Returns the words of each part of a path template between slashes.
fn path_steps(path: &PathTemplate) -> Vec<String> {
    let mut text = String::new();
    for segment in path.segments() {
        match segment {
            Segment::Literal(literal) => text.push_str(literal),
            Segment::Variable(name) if text.is_empty() || text.ends_with('/') => text.extend(["by ", name, "}"]),
            Segment::Variable(name) => text.extend(["{", name, "}"]),
        }
    }
    text.split('/').filter(|step| !step.is_empty()).map(str::to_owned).collect()
}

/// Returns the place of a schema inside another one. Returns `None` if the pointer ends within a keyword. `variants`
/// are the names of the union variants by origin, and `above` is the origin of the outer schema.
pub(crate) fn below(pointer: &Pointer, variants: &BTreeMap<Origin, String>, above: &Origin) -> Option<Place> {
    let mut place = Place::default();
    let mut at = above.clone();
    let mut tokens = pointer.tokens().peekable();
    while let Some(token) = tokens.next() {
        at.pointer = at.pointer.push(&token);
        let is_last = tokens.peek().is_none();
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
            "contentSchema" if place == Place::default() => place.content(),
            "contentSchema" => place,
            "prefixItems" => match next()?.parse() {
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
            // A form of Swagger 2.0 is made of the parameters.
            "parameters" if is_last => place.with("body", ""),
            "responses" => place.with(&format!("{} response", next()?), ""),
            "headers" => place.with(&format!("{} header", next()?), ""),
            "content" => {
                let name = MediaRange::parse(&next()?)?;
                place.detailed("", "", Some(label(&name)))
            }
            "schema" | "then" | "else" | "not" | "if" => place,
            other => place.with(other, ""),
        };
    }
    Some(place)
}

// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The builder of a request, which is the same for all operations, so that it is compiled once.

use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue, Method, header};

use super::{ByteRange, Target};
use crate::runtime::client::Settings;
use crate::runtime::encode::cookie::cookies;
use crate::runtime::encode::form::{FormError, form};
use crate::runtime::encode::part_items::{ItemEncoding, PartType};
use crate::runtime::encode::percent::{ReservedPlace, encode, encode_reserved};
use crate::runtime::encode::query::{Pair, Query, parse_pairs};
use crate::runtime::encode::style::{self, Encode, pairs};
use crate::runtime::json::{Json, Tree, Value, to_bytes, to_tree, tree_text};
use crate::runtime::media_type::is_json;
use crate::runtime::{
    Body, Client, JsonItems, Multipart, Operation, Part, PartItems, Reconnect, RequestErrorKind, RetryPolicy, Style,
    Timeouts,
};

/// A request that is being built. Generated code sets its parameters and its body.
pub struct RequestBuilder {
    pub(crate) settings: Arc<Settings>,
    /// The id of the operation.
    pub(crate) id: &'static str,
    pub(super) method: Method,
    pub(crate) template: &'static str,
    pub(super) security: &'static [&'static [&'static str]],
    /// The operation-level server.
    pub(super) operation_server: Option<&'static str>,
    /// The boolean property of the body that selects a stream.
    pub(super) stream_property: Option<&'static str>,
    /// The header of the idempotency key.
    pub(super) idempotency_key: Option<&'static str>,
    /// Whether a response with a status and a media type is streamed.
    pub(crate) streams: fn(u16, &str) -> bool,
    pub(super) path: Vec<(&'static str, String)>,
    pub(crate) query: Query,
    pub(super) headers: HeaderMap,
    pub(super) cookies: Vec<(&'static str, String)>,
    pub(super) body: Option<Body>,
    pub(super) multipart: Option<Multipart>,
    /// Members that are added to the JSON object of the body.
    pub(super) extra: Vec<(String, Value)>,
    /// The server of this request, which replaces all others.
    pub(crate) server_override: Option<String>,
    /// The URL of a link that the request follows instead of its path and query.
    pub(crate) target: Option<Target>,
    pub(crate) timeouts: Timeouts,
    /// The retry policy, if it is not the one of the client.
    pub(crate) retry: Option<RetryPolicy>,
    /// Whether the caller says that the request may be sent twice.
    pub(crate) idempotent: Option<bool>,
    /// When the stream of events of the response reconnects, if it does.
    pub(crate) reconnect: Option<Reconnect>,
    /// The range of the response body.
    pub(crate) range: Option<ByteRange>,
    /// The first error, which is returned when the request is sent.
    pub(super) error: Option<RequestErrorKind>,
}

/// What an [`Operation`] says about itself, as data.
struct Description {
    id: &'static str,
    method: &'static str,
    path: &'static str,
    accept: Option<&'static str>,
    security: &'static [&'static [&'static str]],
    server: Option<&'static str>,
    stream_property: Option<&'static str>,
    idempotency_key: Option<&'static str>,
    streams: fn(u16, &str) -> bool,
}

impl Description {
    const fn of<O: Operation>() -> Self {
        Self {
            id: O::ID,
            method: O::METHOD,
            path: O::PATH,
            accept: O::ACCEPT,
            security: O::SECURITY,
            server: O::SERVER,
            stream_property: O::STREAM_PROPERTY,
            idempotency_key: O::IDEMPOTENCY_KEY,
            streams: O::streams,
        }
    }
}

/// A value that is written as JSON, or text that is a string.
pub(crate) trait Write {
    /// Returns the value as a tree, for a parameter or a form.
    fn tree(&self) -> Result<Tree<'_>, &'static str>;

    /// Returns the value as JSON text.
    fn text(&self) -> Result<Vec<u8>, &'static str>;
}

impl<T: Json> Write for T {
    fn tree(&self) -> Result<Tree<'_>, &'static str> {
        to_tree(self)
    }

    fn text(&self) -> Result<Vec<u8>, &'static str> {
        to_bytes(self)
    }
}

impl Write for str {
    fn tree(&self) -> Result<Tree<'_>, &'static str> {
        Ok(Tree::String(self.into()))
    }

    fn text(&self) -> Result<Vec<u8>, &'static str> {
        tree_text(&Tree::String(self.into())).map(String::into_bytes)
    }
}

#[allow(dead_code, reason = "an API may have no operation with such a parameter or body")]
impl RequestBuilder {
    pub(crate) fn new<O: Operation>(client: &Client) -> Self {
        Self::of(client, const { &Description::of::<O>() })
    }

    /// Creates the builder of a request for an operation. It is compiled once, and not for each operation.
    fn of(client: &Client, operation: &'static Description) -> Self {
        let settings = Arc::clone(&client.settings);
        // A clone would have no room for other headers.
        let mut headers = HeaderMap::with_capacity(settings.headers.len().saturating_add(6));
        headers.extend(settings.headers.iter().map(|(name, value)| (name.clone(), value.clone())));
        if let Some(accept) = operation.accept {
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
        }
        let method = Method::from_bytes(operation.method.as_bytes());
        // No request is sent with another method. The generator checks that each one is a token (RFC 9110, section 9.1).
        let error = method.is_err().then_some(RequestErrorKind::Method { method: operation.method });
        Self {
            id: operation.id,
            method: method.unwrap_or_default(),
            template: operation.path,
            security: operation.security,
            operation_server: operation.server,
            stream_property: operation.stream_property,
            idempotency_key: operation.idempotency_key,
            streams: operation.streams,
            path: Vec::new(),
            query: Query::default(),
            headers,
            cookies: Vec::new(),
            body: None,
            multipart: None,
            extra: Vec::new(),
            server_override: None,
            target: None,
            timeouts: settings.timeouts,
            retry: None,
            idempotent: None,
            reconnect: None,
            range: None,
            error,
            settings,
        }
    }

    /// Sets a path parameter in the style `simple`.
    pub(crate) fn path<T: Write + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.set_path(name, Style::SIMPLE, value.tree());
    }

    /// Sets a path parameter.
    pub(crate) fn path_styled<T: Write + ?Sized>(&mut self, name: &'static str, style: Style, value: &T) {
        self.set_path(name, style, value.tree());
    }

    /// Sets a query parameter in the style `form`, exploded.
    pub(crate) fn query<T: Write + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.set_query(name, Style::FORM.exploded(), value.tree());
    }

    /// Sets a query parameter.
    pub(crate) fn query_styled<T: Write + ?Sized>(&mut self, name: &'static str, style: Style, value: &T) {
        self.set_query(name, style, value.tree());
    }

    /// Sets the whole query to a value as JSON.
    pub(crate) fn json_query<T: Write + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.set_query_string(name, value.tree().and_then(|tree| Ok(encode(&style::json(&tree)?))));
    }

    /// Sets the whole query to an object as a form. `styles` lists the properties that have a style.
    pub(crate) fn form_query<T: Json>(&mut self, name: &'static str, value: &T, styles: &[(&str, Style)]) {
        self.set_form_query(name, to_tree(value), styles);
    }

    /// Sets the whole query to a text.
    pub(crate) fn text_query<T: Write + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.set_query_string(name, value.tree().and_then(|tree| Ok(encode(&style::primitive(&tree)?))));
    }

    /// Sets a header parameter in the style `simple`.
    pub(crate) fn header<T: Write + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.set_header_parameter(name, Style::SIMPLE, value.tree());
    }

    /// Sets a header parameter.
    pub(crate) fn header_styled<T: Write + ?Sized>(&mut self, name: &'static str, style: Style, value: &T) {
        self.set_header_parameter(name, style, value.tree());
    }

    /// Sets a cookie parameter in the style `form`, exploded.
    pub(crate) fn cookie<T: Write + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.set_cookie(name, Style::FORM.exploded(), value.tree());
    }

    /// Sets a cookie parameter.
    pub(crate) fn cookie_styled<T: Write + ?Sized>(&mut self, name: &'static str, style: Style, value: &T) {
        self.set_cookie(name, style, value.tree());
    }

    /// Sets the body to a value as JSON.
    pub(crate) fn json_body<T: Write + ?Sized>(&mut self, content_type: &'static str, value: &T) {
        self.set_json_body(content_type, value.text());
    }

    /// Sets the body to an object as a form. `styles` lists the properties that have a style.
    pub(crate) fn form_body<T: Json>(&mut self, value: &T, styles: &[(&str, Style)]) {
        self.set_form_body(to_tree(value), styles);
    }

    /// Sets the body to bytes, text or a stream.
    pub(crate) fn bytes_body<T: Into<Body>>(&mut self, content_type: &str, body: T) {
        match HeaderValue::from_str(content_type) {
            Ok(content_type) => self.set_body(content_type, body.into()),
            Err(_) => self.fail(RequestErrorKind::Header { name: Some(header::CONTENT_TYPE.as_str().to_owned()) }),
        }
    }

    /// Sets the body to a sequence of JSON texts.
    pub(crate) fn items_body<T>(&mut self, content_type: &'static str, items: JsonItems<T>) {
        match items.into_body(content_type) {
            Ok(body) => self.set_body(HeaderValue::from_static(content_type), body),
            Err(error) => self.fail(error),
        }
    }

    /// Sets the body to parts, which have the media type `part_type` by default: values as JSON, or parts of the caller.
    pub(crate) fn part_items_body<T>(&mut self, content_type: &str, part_type: PartType, items: PartItems<T>) {
        self.set_part_items(items.into_body(content_type, ItemEncoding { content_type: part_type, is_text: false }));
    }

    /// Sets the body to parts of text, which have the media type `part_type`.
    pub(crate) fn text_part_items_body<T>(&mut self, content_type: &str, part_type: PartType, items: PartItems<T>) {
        self.set_part_items(items.into_body(content_type, ItemEncoding { content_type: part_type, is_text: true }));
    }

    /// Sets the body to a multipart body of the caller.
    pub(crate) fn multipart_body(&mut self, body: Multipart) {
        self.multipart = Some(body);
    }

    /// Adds a file to the multipart body. The part may have a media type and a file name already.
    pub(crate) fn file(&mut self, name: &'static str, content_type: Option<&'static str>, part: Part) {
        self.multipart.get_or_insert_default().add_file(name, content_type, part);
    }

    /// Adds a part to the multipart body. It may have a media type already.
    pub(crate) fn part(&mut self, name: &'static str, content_type: Option<&'static str>, part: Part) {
        self.multipart.get_or_insert_default().add_part(name, content_type, part);
    }

    /// Adds a file to the multipart body, which must have one of several media types.
    pub(crate) fn file_one_of(&mut self, name: &'static str, allowed: &'static [&'static str], part: Part) {
        let part = part.with_default_file_name(name);
        self.multipart.get_or_insert_default().add_part_one_of(name, allowed, part);
    }

    /// Adds a part to the multipart body, which must have one of several media types.
    pub(crate) fn part_one_of(&mut self, name: &'static str, allowed: &'static [&'static str], part: Part) {
        self.multipart.get_or_insert_default().add_part_one_of(name, allowed, part);
    }

    /// Adds a value to the multipart body: one part, or one for each item of an array.
    pub(crate) fn field<T: Write + ?Sized>(
        &mut self,
        name: &'static str,
        content_type: Option<&'static str>,
        value: &T,
    ) {
        let multipart = self.multipart.get_or_insert_default();
        let added = value.tree().and_then(|tree| multipart.add_field(name, content_type, &tree));
        self.check(name, added);
    }

    /// Adds a value to the multipart body in the style of a query parameter.
    pub(crate) fn field_styled<T: Write + ?Sized>(&mut self, name: &'static str, style: Style, value: &T) {
        let multipart = self.multipart.get_or_insert_default();
        let added = value.tree().and_then(|tree| multipart.add_styled(name, style, &tree));
        self.check(name, added);
    }
}

// What does not depend on the type of the value, so that it is compiled once.
#[allow(dead_code, reason = "an API may have no operations")]
impl RequestBuilder {
    pub(super) fn fail(&mut self, error: RequestErrorKind) {
        self.error.get_or_insert(error);
    }

    fn check<T>(&mut self, parameter: &'static str, result: Result<T, &'static str>) -> Option<T> {
        result.map_err(|reason| self.fail(RequestErrorKind::Parameter { parameter: parameter.to_owned(), reason })).ok()
    }

    /// Sets a header. A part that is `None` was invalid.
    pub(crate) fn set_header(&mut self, name: Option<HeaderName>, value: Option<HeaderValue>) {
        match (name, value) {
            (Some(name), Some(value)) => {
                self.headers.insert(name, value);
            }
            (name, _) => self.fail(RequestErrorKind::Header { name: name.map(|name| name.as_str().to_owned()) }),
        }
    }

    /// Adds a query parameter that the API need not declare.
    pub(crate) fn add_query(&mut self, name: &str, value: &str) {
        self.query.push(Pair::new(encode(name), encode(value)));
    }

    /// Sets the body to a value of any type. The media type stays if it is JSON.
    pub(crate) fn any_json_body(&mut self, value: Result<Value, serde_json::Error>) {
        let value = match value {
            Ok(value) => value,
            Err(error) => return self.fail(RequestErrorKind::Body { reason: error.to_string() }),
        };
        let content_type = self.headers.get(header::CONTENT_TYPE);
        let content_type = content_type.filter(|value| value.to_str().is_ok_and(is_json)).cloned();
        self.multipart = None;
        match to_bytes(&value) {
            Ok(body) => {
                let content_type = content_type.unwrap_or_else(|| HeaderValue::from_static("application/json"));
                self.set_body(content_type, Body::from(body));
            }
            Err(reason) => self.fail(RequestErrorKind::Body { reason: reason.to_owned() }),
        }
    }

    /// Sets the body to bytes, text or a stream that replaces any other body.
    pub(crate) fn raw_body(&mut self, content_type: &str, body: Body) {
        self.multipart = None;
        self.bytes_body(content_type, body);
    }

    /// Adds a member to the JSON object of the body.
    pub(crate) fn add_extra(&mut self, name: String, value: Value) {
        self.extra.retain(|(known, _)| *known != name);
        self.extra.push((name, value));
    }

    fn set_path(&mut self, name: &'static str, style: Style, value: Result<Tree<'_>, &'static str>) {
        let reserved = |text: &str| encode_reserved(text, ReservedPlace::Path);
        let encode: Encode<'_> = if style.is_reserved() { &reserved } else { &encode };
        let expanded = value.and_then(|value| style::expand(style, name, &value, encode));
        // Expanding the template reports a parameter without a value.
        if let Some(Some(text)) = self.check(name, expanded) {
            self.path.push((name, text));
        }
    }

    fn set_query(&mut self, name: &'static str, style: Style, value: Result<Tree<'_>, &'static str>) {
        let reserved = |text: &str| encode_reserved(text, ReservedPlace::Query);
        let pairs = value.and_then(|value| match style.is_reserved() {
            true => pairs(style, name, &value, (&encode, &reserved)),
            false => pairs(style, name, &value, (&encode, &encode)),
        });
        if let Some(pairs) = self.check(name, pairs) {
            self.query.set(name, pairs);
        }
    }

    fn set_query_string(&mut self, name: &'static str, query: Result<String, &'static str>) {
        if let Some(query) = self.check(name, query) {
            self.query.set(name, parse_pairs(&query));
        }
    }

    fn set_form_query(&mut self, name: &'static str, value: Result<Tree<'_>, &'static str>, styles: &[(&str, Style)]) {
        match value.map_err(FormError::from).and_then(|value| form(&value, styles)) {
            Ok(query) => self.query.set(name, parse_pairs(&query)),
            Err(FormError { property, reason }) => {
                let parameter = property.unwrap_or_else(|| name.to_owned());
                self.fail(RequestErrorKind::Parameter { parameter, reason });
            }
        }
    }

    fn set_header_parameter(&mut self, name: &'static str, style: Style, value: Result<Tree<'_>, &'static str>) {
        let encode: Encode<'_> = if style == Style::JSON { &ascii_json } else { &str::to_owned };
        let expanded = value.and_then(|value| style::expand(style, name, &value, encode));
        if let Some(Some(text)) = self.check(name, expanded) {
            self.set_header(HeaderName::from_bytes(name.as_bytes()).ok(), HeaderValue::from_str(&text).ok());
        }
    }

    fn set_cookie(&mut self, name: &'static str, style: Style, value: Result<Tree<'_>, &'static str>) {
        let cookies = value.and_then(|value| cookies(style, name, &value));
        let Some(cookies) = self.check(name, cookies) else { return };
        self.cookies.retain(|(known, _)| *known != name);
        if !cookies.is_empty() {
            self.cookies.push((name, cookies));
        }
    }

    fn set_json_body(&mut self, content_type: &'static str, text: Result<Vec<u8>, &'static str>) {
        match text {
            Ok(body) => self.set_body(HeaderValue::from_static(content_type), Body::from(body)),
            Err(reason) => self.fail(RequestErrorKind::Body { reason: reason.to_owned() }),
        }
    }

    fn set_form_body(&mut self, value: Result<Tree<'_>, &'static str>, styles: &[(&str, Style)]) {
        let content_type = HeaderValue::from_static("application/x-www-form-urlencoded");
        match value.map_err(FormError::from).and_then(|value| form(&value, styles)) {
            Ok(body) => self.set_body(content_type, Body::from(body)),
            Err(FormError { property, reason }) => {
                let reason = property.map_or_else(|| reason.to_owned(), |name| format!("`{name}`: {reason}"));
                self.fail(RequestErrorKind::Body { reason });
            }
        }
    }

    fn set_part_items(&mut self, body: Result<(HeaderValue, Body), RequestErrorKind>) {
        match body {
            Ok((content_type, body)) => self.set_body(content_type, body),
            Err(error) => self.fail(error),
        }
    }

    fn set_body(&mut self, content_type: HeaderValue, body: Body) {
        self.body = Some(body);
        self.headers.insert(header::CONTENT_TYPE, content_type);
    }

    /// Clones the request, or returns `None` if its body is a stream or a multipart body.
    pub(crate) fn try_clone(&self) -> Option<Self> {
        let is_stream = self.body.as_ref().is_some_and(|body| body.as_bytes().is_none());
        (!is_stream && self.multipart.is_none()).then(|| self.clone())
    }
}

/// A clone of a request whose body is a stream or a multipart body fails when it is sent. The request types of
/// operations with such bodies are not `Clone`.
impl Clone for RequestBuilder {
    fn clone(&self) -> Self {
        let body = self.body.as_ref().map(Body::try_clone);
        let is_stream = self.multipart.is_some() || matches!(body, Some(None));
        let streams = || RequestErrorKind::Body { reason: "a stream cannot be cloned".to_owned() };
        Self {
            settings: Arc::clone(&self.settings),
            method: self.method.clone(),
            path: self.path.clone(),
            query: self.query.clone(),
            headers: self.headers.clone(),
            cookies: self.cookies.clone(),
            body: body.flatten(),
            multipart: None,
            extra: self.extra.clone(),
            server_override: self.server_override.clone(),
            target: self.target.clone(),
            retry: self.retry.clone(),
            error: self.error.clone().or_else(|| is_stream.then(streams)),
            ..*self
        }
    }
}

/// Escapes the characters of JSON text that are not ASCII (RFC 8259, section 7), since a header must be ASCII.
fn ascii_json(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii() {
            escaped.push(character);
        } else {
            let mut units = [0; 2];
            let escapes = character.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}"));
            escaped.extend(escapes);
        }
    }
    escaped
}

impl fmt::Debug for RequestBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut builder = formatter.debug_struct("RequestBuilder");
        builder.field("operation", &self.id).field("method", &self.method).field("path", &self.template);
        builder.finish_non_exhaustive()
    }
}

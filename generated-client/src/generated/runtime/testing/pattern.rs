// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! What is compared of a request.

use bytes::Bytes;
use http::{HeaderMap, header, request};

use super::Origin;
use super::content::{Content, pairs};

/// What is compared of a request: all of it except for its credentials, its server, and what the client or a middleware adds.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: Vec<(String, String)>,
    /// The names, in lower case, and the values of the headers.
    pub(super) headers: Vec<(String, String)>,
    /// `None` if the cookies are not compared.
    pub(super) cookies: Option<Vec<(String, String)>>,
    pub(super) content: Content,
    /// The headers that are not compared, in lower case.
    pub(super) ignored_headers: Vec<String>,
    /// The query parameters that are not compared.
    pub(super) ignored_query: Vec<String>,
    /// Whether secrets were removed, as in a recording.
    pub(super) is_redacted: bool,
}

/// The headers that say nothing about what is asked for.
const IGNORED: [header::HeaderName; 4] = [header::COOKIE, header::CONTENT_LENGTH, header::HOST, header::USER_AGENT];

impl Pattern {
    /// Returns what is compared of a request that is about to be sent.
    pub(super) fn of(parts: &request::Parts, body: &Bytes) -> Self {
        let origin = parts.extensions.get::<Origin>();
        let content_type = parts.headers.get(header::CONTENT_TYPE).map(header_text).unwrap_or_default();
        let is_credential = |names: fn(&Origin) -> &Vec<String>, name: &str| {
            origin.is_some_and(|origin| names(origin).iter().any(|known| known == name))
        };
        let mut query = pairs(parts.uri.query().unwrap_or_default().as_bytes());
        query.retain(|(name, _)| !is_credential(|origin| &origin.credential_query, name));
        let mut cookies = cookies(&parts.headers);
        cookies.retain(|(name, _)| !is_credential(|origin| &origin.credential_cookies, name));
        let mut headers = Vec::new();
        for (name, value) in &parts.headers {
            // A middleware may add headers, such as the id of a trace.
            let is_added = origin.is_some_and(|origin| !origin.headers.contains(name));
            let is_secret = is_credential(|origin| &origin.credential_headers, name.as_str());
            if !IGNORED.contains(name) && !is_added && !is_secret && !value.is_sensitive() {
                headers.push((name.as_str().to_owned(), header_text(value)));
            }
        }
        for (name, value) in &mut headers {
            if name == header::CONTENT_TYPE.as_str() && value.starts_with("multipart/") {
                value.truncate(value.find(';').unwrap_or(value.len()));
            }
        }
        let ignored =
            origin.map(|origin| origin.credential_headers.iter().map(String::as_str).chain(origin.generated_key));
        let ignored_headers: Vec<String> = ignored.into_iter().flatten().map(str::to_owned).collect();
        // The client makes another key for each call.
        headers.retain(|(name, _)| !ignored_headers.contains(name));
        Self {
            method: parts.method.as_str().to_owned(),
            path: parts.uri.path().to_owned(),
            query,
            headers,
            cookies: Some(cookies),
            content: Content::parse(&content_type, body),
            ignored_headers,
            ignored_query: origin.map(|origin| origin.credential_query.clone()).unwrap_or_default(),
            is_redacted: false,
        }
    }

    /// Returns the method, the path and the query.
    pub(super) fn line(&self) -> String {
        let query: Vec<String> = self.query.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{} {}{mark}{}", self.method, self.path, query.join("&"))
    }
}

pub(super) fn header_text(value: &header::HeaderValue) -> String {
    String::from_utf8_lossy(value.as_bytes()).into_owned()
}

fn cookies(headers: &HeaderMap) -> Vec<(String, String)> {
    let lines: Vec<String> = headers.get_all(header::COOKIE).iter().map(header_text).collect();
    let cookies = lines.iter().flat_map(|line| line.split(';')).map(str::trim).filter(|cookie| !cookie.is_empty());
    let pair = |cookie: &str| {
        let (name, value) = cookie.split_once('=').unwrap_or((cookie, ""));
        (name.to_owned(), value.to_owned())
    };
    cookies.map(pair).collect()
}

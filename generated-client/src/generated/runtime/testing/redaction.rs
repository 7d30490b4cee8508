// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Removing secrets from what is recorded.

use http::{HeaderMap, header, request};

use super::Origin;
use super::content::{Content, ContentPart};
use super::difference::REDACTED;
use super::pattern::{Pattern, header_text};
use crate::runtime::json::Value;

/// The headers that a recording never contains.
const SECRET_HEADERS: [header::HeaderName; 4] =
    [header::AUTHORIZATION, header::PROXY_AUTHORIZATION, header::COOKIE, header::SET_COOKIE];

/// The members of JSON, forms and multipart bodies whose values are removed from each recording (RFC 6749).
const SECRET_MEMBERS: [&str; 5] = ["access_token", "client_secret", "id_token", "password", "refresh_token"];

/// A secret of fewer characters is not looked for in other places: it would be found in words that are not secret.
const SHORTEST: usize = 4;

/// What is removed.
#[derive(Clone, Debug, Default)]
pub(super) struct Redaction {
    /// Further names of headers, in lower case.
    pub(super) headers: Vec<String>,
    /// Names of query parameters.
    pub(super) query: Vec<String>,
    /// Further names of members.
    pub(super) members: Vec<String>,
}

/// The secrets of one exchange.
pub(super) struct Secrets(Vec<String>);

impl Secrets {
    /// Returns the secrets of a request: its credentials, and the values of headers that are secret.
    pub(super) fn of(parts: &request::Parts) -> Self {
        let mut secrets = parts.extensions.get::<Origin>().map(Origin::secrets).unwrap_or_default();
        for (name, value) in &parts.headers {
            if value.is_sensitive() || SECRET_HEADERS.contains(name) {
                let text = header_text(value);
                // A scheme precedes the secret in `Authorization`, and cookies are pairs.
                for word in text.split([' ', ';']).skip_while(|word| is_scheme(word)) {
                    secrets.push(word.to_owned());
                    secrets.extend(word.split_once('=').map(|(_, value)| value.to_owned()));
                }
                secrets.push(text);
            }
        }
        secrets.retain(|secret| secret.chars().count() >= SHORTEST);
        // A secret may contain another one.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        secrets.dedup();
        Self(secrets)
    }

    /// Removes the secrets from a text.
    pub(super) fn remove(&self, text: &mut String) {
        for secret in &self.0 {
            if text.contains(secret.as_str()) {
                *text = text.replace(secret.as_str(), REDACTED);
            }
        }
    }
}

/// Returns whether a word of a header is the name of an authentication scheme.
fn is_scheme(word: &str) -> bool {
    ["basic", "bearer", "digest", "token"].iter().any(|scheme| word.eq_ignore_ascii_case(scheme))
}

impl Redaction {
    pub(super) fn pattern(&self, pattern: &mut Pattern, secrets: &Secrets) {
        secrets.remove(&mut pattern.path);
        for (name, value) in &mut pattern.query {
            self.value(name, value, &self.query, secrets);
        }
        self.headers(&mut pattern.headers, secrets);
        pattern.cookies = None;
        self.content(&mut pattern.content, secrets);
    }

    pub(super) fn response_headers(&self, headers: &HeaderMap, secrets: &Secrets) -> Vec<(String, String)> {
        // The length is another one once secrets are removed, and the body is not in chunks.
        let left_out = [header::CONTENT_LENGTH, header::TRANSFER_ENCODING, header::CONNECTION];
        let kept = headers.iter().filter(|(name, value)| !left_out.contains(*name) && !value.is_sensitive());
        let mut headers = kept.map(|(name, value)| (name.as_str().to_owned(), header_text(value))).collect();
        self.headers(&mut headers, secrets);
        headers
    }

    fn headers(&self, headers: &mut Vec<(String, String)>, secrets: &Secrets) {
        headers.retain(|(name, _)| !SECRET_HEADERS.iter().any(|secret| secret.as_str() == name));
        for (name, value) in headers {
            self.value(name, value, &self.headers, secrets);
        }
    }

    /// Removes a value by its name, or the secrets in it.
    #[expect(clippy::unused_self, reason = "the other functions of a redaction are methods")]
    fn value(&self, name: &str, value: &mut String, names: &[String], secrets: &Secrets) {
        if names.iter().any(|known| known == name) {
            REDACTED.clone_into(value);
        } else {
            secrets.remove(value);
        }
    }

    fn is_secret_member(&self, name: &str) -> bool {
        SECRET_MEMBERS.contains(&name) || self.members.iter().any(|known| known == name)
    }

    pub(super) fn content(&self, content: &mut Content, secrets: &Secrets) {
        match content {
            Content::Empty => {}
            Content::Json(value) => self.json(value, secrets),
            Content::Form(pairs) => {
                for (name, value) in pairs {
                    if self.is_secret_member(name) {
                        REDACTED.clone_into(value);
                    }
                    secrets.remove(name);
                    secrets.remove(value);
                }
            }
            Content::Parts(parts) => parts.iter_mut().for_each(|part| self.part(part, secrets)),
            Content::Text(text) => secrets.remove(text),
            Content::Bytes(bytes) => {
                let has =
                    |secret: &String| bytes.windows(secret.len().max(1)).any(|window| window == secret.as_bytes());
                if secrets.0.iter().any(has) {
                    *content = Content::Text(REDACTED.to_owned());
                }
            }
        }
    }

    fn part(&self, part: &mut ContentPart, secrets: &Secrets) {
        if part.name().is_some_and(|name| self.is_secret_member(name)) {
            part.content = Content::Text(REDACTED.to_owned());
        }
        self.headers(&mut part.headers, secrets);
        self.content(&mut part.content, secrets);
    }

    fn json(&self, value: &mut Value, secrets: &Secrets) {
        match value {
            Value::Null | Value::Bool(_) => {}
            Value::Number(number) => {
                let text = number.to_string();
                if secrets.0.contains(&text) {
                    *value = Value::from(REDACTED);
                }
            }
            Value::String(text) => secrets.remove(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.json(item, secrets)),
            Value::Object(object) => {
                let members = std::mem::take(object).into_iter().map(|(mut name, mut value)| {
                    if self.is_secret_member(&name) && !value.is_null() {
                        value = Value::from(REDACTED);
                    }
                    secrets.remove(&mut name);
                    self.json(&mut value, secrets);
                    (name, value)
                });
                *object = members.collect();
            }
        }
    }
}

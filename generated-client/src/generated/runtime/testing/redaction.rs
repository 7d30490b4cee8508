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
            redact_value(name, value, &self.query, secrets);
            secrets.remove(name);
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
            redact_value(name, value, &self.headers, secrets);
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
            Content::Text(text) => self.text(text, secrets),
            Content::Bytes(bytes) => {
                let has = |text: &str| bytes.windows(text.len().max(1)).any(|window| window == text.as_bytes());
                if secrets.0.iter().any(|secret| has(secret)) || self.quoted_members().any(|member| has(&member)) {
                    *content = Content::Text(REDACTED.to_owned());
                }
            }
        }
    }

    /// Returns whether a part of a multipart body is a secret by its name.
    pub(super) fn has_secret(&self, parts: &[ContentPart]) -> bool {
        parts.iter().any(|part| part.name().is_some_and(|name| self.is_secret_member(&name)))
    }

    /// Returns the names of secret members as JSON has them.
    fn quoted_members(&self) -> impl Iterator<Item = String> {
        let names = SECRET_MEMBERS.into_iter().chain(self.members.iter().map(String::as_str));
        names.map(|name| format!("{name:?}"))
    }

    /// Removes the secrets from text, which may be JSON of another media type, or have JSON in its lines: a stream of events, or
    /// JSON Lines. JSON that is cut off cannot be parsed, so a line with the name of a secret member is removed as a whole.
    fn text(&self, text: &mut String, secrets: &Secrets) {
        if !self.quoted_members().any(|member| text.contains(&member)) {
            return secrets.remove(text);
        }
        let redacted = |text: &str| {
            let mut value: Value = text.parse().ok()?;
            self.json(&mut value, secrets);
            Some(value.to_string())
        };
        let line = |line: &str| {
            if !self.quoted_members().any(|member| line.contains(&member)) {
                return line.to_owned();
            }
            let (prefix, data) = line.split_at_checked(line.find('{').unwrap_or_default()).unwrap_or(("", line));
            let data = redacted(data.trim_end()).unwrap_or_else(|| REDACTED.to_owned());
            format!("{prefix}{data}")
        };
        *text = redacted(text).unwrap_or_else(|| text.split('\n').map(line).collect::<Vec<_>>().join("\n"));
        secrets.remove(text);
    }

    fn part(&self, part: &mut ContentPart, secrets: &Secrets) {
        if part.name().is_some_and(|name| self.is_secret_member(&name)) {
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

/// Removes a value by its name, or the secrets in it.
fn redact_value(name: &str, value: &mut String, names: &[String], secrets: &Secrets) {
    if names.iter().any(|known| known == name) {
        REDACTED.clone_into(value);
    } else {
        secrets.remove(value);
    }
}

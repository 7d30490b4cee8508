//! The URLs of servers and their variables (OpenAPI 3.1.1, sections 4.8.5 and 4.8.6).

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::nearest::distance;
use super::paths::has_balanced_braces;
use super::schemas::check_values;
use super::{Check, Found};
use crate::api::ServerUrl;
use crate::diagnostic::Code;
use crate::location::Pointer;

pub(super) fn check(members: &Map<String, Value>, at: &Pointer, check: &mut Check<'_>) {
    check_url(members, "url", at, check);
    let variables = members.get("variables").and_then(Value::as_object);
    for (name, variable) in variables.into_iter().flatten() {
        let Some(variable) = variable.as_object() else { continue };
        // A variable has at least one value if it has an `enum` (OpenAPI 3.1.1, section 4.8.6.1).
        let values = check_values(variable, &at.push("variables").push(name), check);
        let Some(default) = variable.get("default") else { continue };
        if !values.is_empty() && !values.contains(default) {
            let place = at.push("variables").push(name).push("default");
            let message = format!("the default `{default}` of the server variable `{name}` is not in `enum`");
            check.found.push(Found::warning(Code::DEFAULT_INVALID, place, message));
        }
    }
    check_variables(members, at, check);
}

/// Checks that the variables of the URL are those of `variables`.
fn check_variables(members: &Map<String, Value>, at: &Pointer, check: &mut Check<'_>) {
    let Some(text) = members.get("url").and_then(Value::as_str) else { return };
    let url = ServerUrl::parse(text);
    let used: BTreeSet<&str> = url.variables().collect();
    let declared: Vec<&String> =
        members.get("variables").and_then(Value::as_object).into_iter().flat_map(Map::keys).collect();
    for name in used.iter().filter(|name| !declared.iter().any(|declared| declared == *name)) {
        let message = format!("`variables` does not declare the variable `{name}` of the URL");
        let found = Found::note(Code::SERVER_VARIABLE_UNDECLARED, at.push("url"), message);
        let near = declared.iter().find(|other| !used.contains(other.as_str()) && distance(name, other) <= 2);
        check.found.push(found.help(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "declare it with a default: without one, each caller has to set it".to_owned(),
        }));
    }
    for name in declared.iter().filter(|name| !used.contains(name.as_str())) {
        let message = format!("the URL does not contain the variable `{name}`: it has no effect");
        let found = Found::note(Code::SERVER_VARIABLE_UNUSED, at.push("variables").push(name), message);
        check.found.push(found.help(format!("write `{{{name}}}` in the URL, or remove the variable")));
    }
}

/// Checks a URL at a key of an object.
pub(super) fn check_url(members: &Map<String, Value>, key: &str, at: &Pointer, check: &mut Check<'_>) {
    let Some(url) = members.get(key).and_then(Value::as_str) else { return };
    if let Some((message, help)) = problem(url) {
        let found = Found::warning(Code::URL_INVALID, at.push(key), format!("the URL `{url}` {message}"));
        check.found.push(found.help(help));
    }
}

/// Returns what is wrong with a URL, and the remedy. A relative URL is valid.
fn problem(url: &str) -> Option<(&'static str, String)> {
    if url.chars().any(|letter| letter.is_whitespace() || letter.is_control()) {
        return Some(("contains white space", "remove it, or percent-encode it".to_owned()));
    }
    if !has_balanced_braces(url) {
        return Some(("has braces that are not balanced", "a variable is a name in braces".to_owned()));
    }
    match url.split_once("://") {
        Some((scheme, rest)) => {
            let is_scheme = |letter: char| letter.is_ascii_alphanumeric() || "+-.{}_".contains(letter);
            let is_valid =
                !scheme.is_empty() && scheme.chars().all(is_scheme) && !rest.is_empty() && !rest.starts_with('/');
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            let port = host.rsplit_once(':').map(|(_, port)| port).filter(|_| !host.contains(['[', '{', '@']));
            if is_valid && port.is_some_and(|port| !port.bytes().all(|byte| byte.is_ascii_digit())) {
                return Some(("has a port that is not a number", "write a number, or a variable in braces".to_owned()));
            }
            if is_valid && host.contains('[') != host.contains(']') {
                return Some(("has a bracket that is not closed", "close it, or remove it".to_owned()));
            }
            (!is_valid).then(|| ("has no scheme or no host", "write `https://`, a host and a path".to_owned()))
        }
        None if url.starts_with("http:") || url.starts_with("https:") => {
            Some(("has one slash instead of two", "write `https://`, a host and a path".to_owned()))
        }
        None => {
            let host = url.split(['/', ':']).next().unwrap_or_default();
            // Without a scheme, a host is the first segment of a relative path.
            let is_host = host.split('.').filter(|label| !label.is_empty()).count() > 1 || host == "localhost";
            is_host.then(|| ("has no scheme", format!("write `https://{url}`")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::problem;

    #[test]
    fn a_url_has_a_scheme_and_a_host_or_is_relative() {
        for url in [
            "https://a.example/v1",
            "http://localhost:8080",
            "/",
            "/v1",
            "",
            "v1/pets",
            "./v1",
            "../v1",
            "{scheme}://{host}",
            "https://a.example:{port}/v1",
            "http://[::1]:80/v1",
            "{server}",
        ] {
            assert_eq!(problem(url), None, "{url}");
        }
        for (url, message) in [
            ("https:// a.example", "contains white space"),
            ("https://{region.example", "has braces that are not balanced"),
            ("https://", "has no scheme or no host"),
            ("://a.example", "has no scheme or no host"),
            ("https:///v1", "has no scheme or no host"),
            ("api.example.com/v1", "has no scheme"),
            ("localhost:8080", "has no scheme"),
            ("https:/a.example", "has one slash instead of two"),
            ("https://[::1/v1", "has a bracket that is not closed"),
            ("https://a.example:port/v1", "has a port that is not a number"),
        ] {
            assert_eq!(problem(url).map(|(message, _)| message), Some(message), "{url}");
        }
    }
}

//! Takes the keywords of parameters that OpenAPI 3.2 added. openapiv3 can't hold them, so they are kept beside the document.

use serde_json::{Map, Value};

/// What a Parameter Object of OpenAPI 3.2 says (section 4.12) and openapiv3 does not know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ParameterKeywords {
    /// Whether `in` is `querystring`. openapiv3 has a parameter in the query instead.
    pub is_query_string: bool,
    /// Whether `style` is `cookie`.
    pub has_cookie_style: bool,
    /// `allowReserved` of a parameter in the path or in a cookie.
    pub allow_reserved: bool,
}

impl ParameterKeywords {
    /// Takes the keywords out of a parameter. Those that an earlier version does not have are gone already: `check` reports
    /// and removes them.
    pub(super) fn take(parameter: &mut Map<String, Value>) -> Self {
        let location = parameter.get("in").and_then(Value::as_str);
        let is_query_string = location == Some("querystring");
        let has_cookie_style = parameter.get("style").is_some_and(|style| style == "cookie");
        let allow_reserved =
            matches!(location, Some("path" | "cookie")) && parameter.get("allowReserved") == Some(&Value::Bool(true));
        if is_query_string {
            parameter.insert("in".to_owned(), Value::from("query"));
        }
        if has_cookie_style {
            parameter.shift_remove("style");
        }
        Self { is_query_string, has_cookie_style, allow_reserved }
    }
}

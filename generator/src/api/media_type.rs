//! Media types and media ranges (RFC 9110, sections 8.3.1 and 12.5.1): the one parser of both.

/// A media type, such as `application/json; charset=utf-8` (RFC 9110, section 8.3.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaType {
    text: String,
    essence: String,
    parameters: Vec<(String, String)>,
}

impl MediaType {
    /// Parses a media type. Returns `None` if the text cannot be the value of a header, or has a wildcard.
    pub fn parse(text: &str) -> Option<Self> {
        MediaRange::parse(text)?.exact().cloned()
    }

    /// `application/json`
    pub fn json() -> Self {
        Self::known("application/json")
    }

    /// `text/plain`
    pub fn plain_text() -> Self {
        Self::known("text/plain")
    }

    /// `application/octet-stream`
    pub fn octet_stream() -> Self {
        Self::known("application/octet-stream")
    }

    fn known(essence: &str) -> Self {
        Self { text: essence.to_owned(), essence: essence.to_owned(), parameters: Vec::new() }
    }

    /// The text as the document writes it, which is what a header holds.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The type and the subtype without parameters, in lower case: both are case-insensitive.
    pub fn essence(&self) -> &str {
        &self.essence
    }

    /// The parameters with their names in lower case, and their values without quotation marks.
    pub fn parameters(&self) -> &[(String, String)] {
        &self.parameters
    }

    /// Whether its values are JSON text: `application/json`, `text/json`, and every type with the suffix `+json`
    /// (RFC 6839, section 3.1), whatever its parameters.
    pub fn is_json(&self) -> bool {
        matches!(self.essence.as_str(), "application/json" | "text/json") || self.essence.ends_with("+json")
    }

    /// Whether its values are text: `text/*`, and the types and suffixes of JSON, XML and YAML.
    pub fn is_text(&self) -> bool {
        let subtype = self.essence.strip_prefix("application/");
        self.is_json()
            || self.essence.starts_with("text/")
            || matches!(subtype, Some("xml" | "yaml"))
            || ["+xml", "+yaml"].iter().any(|suffix| self.essence.ends_with(suffix))
    }
}

/// A media range, such as `image/*` (RFC 9110, section 12.5.1): what a key of `content` and a member of `contentType`
/// may be. A media type is the range that includes itself alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaRange(MediaType);

impl MediaRange {
    /// Parses a media range. Returns `None` if the text cannot be the value of a header.
    ///
    /// Any other text is kept, since documents have names such as `json` that some service understands. Some documents
    /// write a comma before the parameters. A header would hold two media types then, so the parameters are dropped.
    pub fn parse(text: &str) -> Option<Self> {
        let is_header_text = text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
        if text.trim().is_empty() || !is_header_text {
            return None;
        }
        if let [before_comma, _, ..] = split_unquoted(text, ',').as_slice()
            && !before_comma.contains(';')
        {
            return Some(Self(MediaType::known(&before_comma.trim().to_ascii_lowercase())));
        }
        let mut pieces = split_unquoted(text, ';').into_iter();
        let essence = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
        let parameters = pieces.filter_map(|piece| piece.split_once('=')).map(parameter).collect();
        Some(Self(MediaType { text: text.to_owned(), essence, parameters }))
    }

    /// Parses a list of media ranges, and keeps each of them once.
    pub fn parse_list(text: &str) -> Vec<Self> {
        let mut ranges: Vec<Self> = Vec::new();
        for member in split_unquoted(text, ',') {
            // Behind the comma that some documents write stands no media type, but a parameter of the one before.
            let is_parameter = !ranges.is_empty() && member.contains('=') && !essence_of(member).contains('/');
            let Some(range) = Self::parse(member.trim()).filter(|_| !is_parameter) else { continue };
            if !ranges.iter().any(|known| known.as_str().eq_ignore_ascii_case(range.as_str())) {
                ranges.push(range);
            }
        }
        ranges
    }

    /// The text as the document writes it.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The type and the subtype without parameters, in lower case.
    pub fn essence(&self) -> &str {
        self.0.essence()
    }

    /// Whether the values of every media type in this range are JSON text. `application/*+json` is not a range of HTTP,
    /// but documents mean it for one.
    pub fn is_json(&self) -> bool {
        self.0.is_json()
    }

    /// Whether this range has a wildcard: it names several media types.
    pub fn has_wildcard(&self) -> bool {
        self.essence().contains('*')
    }

    /// The media type that is this range, or `None` if the range has a wildcard.
    pub fn exact(&self) -> Option<&MediaType> {
        (!self.has_wildcard()).then_some(&self.0)
    }

    /// What the essence of a media type in this range starts with, or `None` if the range is a single media type. Of
    /// `*/*` that is nothing, and of `image/*` it is `image/`.
    pub fn prefix(&self) -> Option<&str> {
        match self.essence().strip_suffix('*') {
            Some("*/" | "") => Some(""),
            Some(prefix) if prefix.ends_with('/') => Some(prefix),
            _ => None,
        }
    }

    /// Whether a media type is in this range, whatever the parameters of either: services add and drop `charset`.
    pub fn includes(&self, media_type: &MediaType) -> bool {
        match self.prefix() {
            Some(prefix) => media_type.essence().starts_with(prefix),
            None => media_type.essence() == self.essence(),
        }
    }
}

/// The text before the first parameter.
fn essence_of(text: &str) -> &str {
    text.split(';').next().unwrap_or_default()
}

/// A parameter's name is case-insensitive, and its value may stand between quotation marks (RFC 9110, section 5.6.6).
fn parameter((name, value): (&str, &str)) -> (String, String) {
    let value = value.trim();
    let quoted = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
    let Some(quoted) = quoted else { return (name.trim().to_ascii_lowercase(), value.to_owned()) };
    let mut unescaped = String::with_capacity(quoted.len());
    let mut characters = quoted.chars();
    while let Some(character) = characters.next() {
        // A backslash stands before a character that is taken literally (RFC 9110, section 5.6.4).
        unescaped.extend(if character == '\\' { characters.next() } else { Some(character) });
    }
    (name.trim().to_ascii_lowercase(), unescaped)
}

/// The pieces of a text between delimiters. A delimiter between quotation marks delimits nothing.
fn split_unquoted(text: &str, delimiter: char) -> Vec<&str> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    let pieces = text.split(|character: char| {
        is_quoted ^= character == '"' && !is_escaped;
        is_escaped = is_quoted && character == '\\' && !is_escaped;
        character == delimiter && !is_quoted
    });
    pieces.collect()
}

#[cfg(test)]
mod tests {
    use super::{MediaRange, MediaType};

    fn range(text: &str) -> MediaRange {
        MediaRange::parse(text).unwrap()
    }

    #[test]
    fn a_media_type_has_an_essence_and_parameters() {
        let media_type = MediaType::parse("Text/HTML; Charset=\"utf-8\" ;a=\"b;\\\"c\"; d").unwrap();
        assert_eq!(media_type.as_str(), "Text/HTML; Charset=\"utf-8\" ;a=\"b;\\\"c\"; d");
        assert_eq!(media_type.essence(), "text/html");
        let parameters =
            [("charset", "utf-8"), ("a", "b;\"c")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(media_type.parameters(), parameters);
    }

    #[test]
    fn what_a_header_cannot_hold_is_not_a_media_type() {
        for text in ["", " ", "text/plain\n", "téxt/plain"] {
            assert_eq!(MediaRange::parse(text), None, "{text:?}");
        }
        assert_eq!(MediaType::parse("image/*"), None);
        assert_eq!(range("json").as_str(), "json");
    }

    #[test]
    fn a_comma_before_parameters_is_dropped_with_them() {
        assert_eq!(range("Application/JSON, charset=utf-8").as_str(), "application/json");
        assert_eq!(range("application/json; charset=utf-8, text/plain").essence(), "application/json");
        let quoted = "application/x; a=\"b,c\"";
        assert_eq!(range(quoted).as_str(), quoted);
    }

    #[test]
    fn json_has_many_names() {
        for text in [
            "application/json",
            "Application/JSON; charset=utf-8",
            "application/json, charset=utf-8",
            "application/problem+json",
            "application/*+json",
            "text/json",
        ] {
            assert!(range(text).is_json(), "{text}");
        }
        for text in ["text/json-seq", "application/xml", "*/*", "json"] {
            assert!(!range(text).is_json(), "{text}");
        }
    }

    #[test]
    fn ranges_include_media_types() {
        let includes =
            |range: &str, text: &str| MediaRange::parse(range).unwrap().includes(&MediaType::parse(text).unwrap());
        for (text, range) in [
            ("image/png", "Image/*"),
            ("text/plain", "*/*"),
            ("text/plain", "*"),
            ("TEXT/plain", "text/plain; charset=utf-8"),
            ("text/plain; charset=utf-8", "text/plain"),
        ] {
            assert!(includes(range, text), "{text} {range}");
        }
        for (text, range) in [
            ("image/png", "imag/*"),
            ("image/png", "imag*"),
            ("text/plain", "text/html"),
            ("text/plain", "text"),
            ("application/a+json", "application/*+json"),
        ] {
            assert!(!includes(range, text), "{text} {range}");
        }
    }

    #[test]
    fn a_list_has_each_range_once() {
        let list = |text: &str| {
            let ranges = MediaRange::parse_list(text);
            ranges.iter().map(|range| range.as_str().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(list("image/png, IMAGE/PNG,, image/*"), ["image/png", "image/*"]);
        assert_eq!(list("text/csv, application/x; a=\"b,c\""), ["text/csv", "application/x; a=\"b,c\""]);
        assert_eq!(list("application/json, charset=utf-8"), ["application/json"]);
        assert_eq!(list("a=b"), ["a=b"]);
    }

    #[test]
    fn a_range_has_a_prefix() {
        let prefix = |text: &str| range(text).prefix().map(str::to_owned);
        assert_eq!(prefix("*/*; q=0.5").as_deref(), Some(""));
        assert_eq!(prefix("Image/*").as_deref(), Some("image/"));
        assert_eq!(prefix("application/*+json"), None);
        assert_eq!(prefix("image/png"), None);
    }
}

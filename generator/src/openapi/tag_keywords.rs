//! Reads the keys of Tag Objects that OpenAPI 3.2 added. openapiv3 drops them, so they are kept beside the document.

use serde::Deserialize;
use serde_json::Value;

use super::Version;
use super::parse::Invalid;
use crate::location::Pointer;

/// The keys of one Tag Object that OpenAPI 3.2 added (section 4.22.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TagKeywords {
    /// `summary`
    pub summary: Option<String>,
    /// `parent`: the name of another tag.
    pub parent: Option<String>,
    /// `kind`: `nav`, `badge`, `audience`, or any other text.
    pub kind: Option<String>,
}

/// Reads the keys of all tags, in the document's order. An earlier version has none of them: `unread` reports them.
pub(super) fn read(document: &Value, version: Version, invalid: &mut Vec<Invalid>) -> Vec<TagKeywords> {
    let tags = document.get("tags").and_then(Value::as_array).filter(|_| version >= Version::V3_2);
    let at = Pointer::root().push("tags");
    let mut keywords = Vec::new();
    for (index, tag) in tags.into_iter().flatten().enumerate() {
        let mut text = |key: &str| {
            let read = tag.get(key).map(String::deserialize)?;
            let report = |error: serde_json::Error| {
                invalid.push(Invalid { at: at.index(index).push(key), message: error.to_string() });
            };
            read.map_err(report).ok()
        };
        keywords.push(TagKeywords { summary: text("summary"), parent: text("parent"), kind: text("kind") });
    }
    keywords
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_keys_of_tags_are_read_since_3_2() {
        let document = json!({"tags": [{"name": "a"}, {"name": "b", "summary": "B", "parent": "a", "kind": 1}]});
        let mut invalid = Vec::new();
        assert_eq!(read(&document, Version::V3_1, &mut invalid), []);
        let second = TagKeywords { summary: Some("B".to_owned()), parent: Some("a".to_owned()), kind: None };
        assert_eq!(read(&document, Version::V3_2, &mut invalid), [TagKeywords::default(), second]);
        let places: Vec<&str> = invalid.iter().map(|invalid| invalid.at.as_str()).collect();
        assert_eq!(places, ["/tags/1/kind"]);
    }
}

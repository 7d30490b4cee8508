// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The types of `#/components/schemas/Link`.

use crate::runtime::json;

/// The location and content type of a related resource.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Link {
    /// The URL of the link
    pub href: Option<String>,
    /// The type of the link
    pub r#type: Option<String>,
}

json::object! {
    Link {
        href: optional "href",
        r#type: optional "type",
    }
}

json::serde_through_json!(Link);

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

impl json::Json for Link {
    fn read(tree: &json::Tree<'_>) -> Result<Self, json::ReadError> {
        let mut from = tree.object()?;
        Ok(Self {
            href: from.optional("href")?,
            r#type: from.optional("type")?,
        })
    }

    fn write(&self) -> json::Tree<'_> {
        let mut to = json::ObjectWriter::with_capacity(2);
        to.optional("href", &self.href);
        to.optional("type", &self.r#type);
        to.finish()
    }
}

json::serde_through_json!(Link);

//! Declares that an operation is paginated.

use serde::Deserialize;
use toml::Spanned as At;

use super::json_pointer::json_pointer;
use super::read_spanned::Invalid;
use crate::api::NextPage;
use crate::location::Pointer;

/// The pagination of some operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pagination {
    /// The operations, each by its `operationId` or by its method and path: `GET /pets`.
    pub operations: Vec<String>,
    /// The pointer to the array of items in the response body.
    pub items: Pointer,
    /// How to request the next page.
    pub next: NextPage,
    /// The pointer to a boolean in the response body that is `true` if there is a next page.
    pub more: Option<Pointer>,
}

/// The keys of the table in a target file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    operations: Vec<String>,
    style: Style,
    items: At<String>,
    parameter: Option<At<String>>,
    cursor: Option<At<String>>,
    link: Option<At<String>>,
    more: Option<At<String>>,
    first: Option<At<u64>>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Style {
    Cursor,
    LastItem,
    Offset,
    Page,
    Link,
}

impl Pagination {
    /// Converts the keys of a target file. Returns an error if a key that the style needs is missing, or if a pointer is
    /// not valid.
    pub(super) fn read(written: Written) -> Result<Self, Invalid> {
        let next = match written.style {
            Style::Cursor => NextPage::Cursor {
                parameter: needed("parameter", written.parameter)?.into_inner(),
                at: pointer(&needed("cursor", written.cursor)?)?,
            },
            Style::LastItem => NextPage::LastItem {
                parameter: needed("parameter", written.parameter)?.into_inner(),
                at: pointer(&needed("cursor", written.cursor)?)?,
            },
            Style::Offset => NextPage::Offset { parameter: needed("parameter", written.parameter)?.into_inner() },
            Style::Page => NextPage::Page {
                parameter: needed("parameter", written.parameter)?.into_inner(),
                first: written.first.map_or(1, At::into_inner),
            },
            Style::Link => NextPage::Link { at: written.link.as_ref().map(pointer).transpose()? },
        };
        let (items, more) = (pointer(&written.items)?, written.more.as_ref().map(pointer).transpose()?);
        Ok(Self { operations: written.operations, items, next, more })
    }
}

/// Returns the value of a key that the style needs.
fn needed(key: &str, value: Option<At<String>>) -> Result<At<String>, Invalid> {
    value.ok_or_else(|| Invalid::from(format!("this style needs the key `{key}`")))
}

fn pointer(text: &At<String>) -> Result<Pointer, Invalid> {
    json_pointer(text.get_ref()).map_err(|message| Invalid::at(text, message))
}

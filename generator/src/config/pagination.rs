//! Declares that an operation is paginated.

use serde::Deserialize;
use toml::Spanned as At;

use super::Spanned;
use super::json_pointer::json_pointer;
use super::read_spanned::{Invalid, TargetText};
use crate::api::NextPage;
use crate::location::Pointer;

/// The pagination of some operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pagination {
    /// The operations, each by its `operationId` or by its method and path: `GET /pets`.
    pub operations: Vec<String>,
    /// The pointer to the array of items in the response body.
    pub items: Spanned<Pointer>,
    /// How to request the next page. Its place is that of the key with a pointer, if the style has one.
    pub next: Spanned<NextPage>,
    /// The pointer to a boolean in the response body that is `true` if there is a next page.
    pub more: Option<Spanned<Pointer>>,
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

impl Style {
    /// Returns the value of the key `style`, and the keys that the style uses beside those of every style.
    const fn keys(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Cursor => ("cursor", &["parameter", "cursor"]),
            Self::LastItem => ("last-item", &["parameter", "cursor"]),
            Self::Offset => ("offset", &["parameter"]),
            Self::Page => ("page", &["parameter", "first"]),
            Self::Link => ("link", &["link"]),
        }
    }
}

impl Pagination {
    /// Converts the keys of a target file. Returns an error if a key that the style needs is missing, if the style does
    /// not use a key, or if a pointer is not valid.
    pub(super) fn read(text: TargetText<'_>, written: Written) -> Result<Self, Invalid> {
        check_keys(&written)?;
        let Written { operations, style, items, parameter, cursor, link, more, first } = written;
        let pointer = |key: &At<String>| {
            let pointer = json_pointer(key.get_ref()).map_err(|message| Invalid::at(key, message))?;
            Ok::<_, Invalid>(text.spanned(key, pointer))
        };
        let parameter = || needed("parameter", parameter).map(At::into_inner);
        let next = match style {
            Style::Cursor => {
                let (parameter, at) = (parameter()?, pointer(&needed("cursor", cursor)?)?);
                Spanned { value: NextPage::Cursor { parameter, at: at.value }, span: at.span }
            }
            Style::LastItem => {
                let (parameter, at) = (parameter()?, pointer(&needed("cursor", cursor)?)?);
                Spanned { value: NextPage::LastItem { parameter, at: at.value }, span: at.span }
            }
            Style::Offset => NextPage::Offset { parameter: parameter()? }.into(),
            Style::Page => NextPage::Page { parameter: parameter()?, first: first.map_or(1, At::into_inner) }.into(),
            Style::Link => match link.as_ref().map(pointer).transpose()? {
                Some(at) => Spanned { value: NextPage::Link { at: Some(at.value) }, span: at.span },
                None => NextPage::Link { at: None }.into(),
            },
        };
        Ok(Self { operations, items: pointer(&items)?, next, more: more.as_ref().map(pointer).transpose()? })
    }
}

/// Returns an error at the first key that the style does not use.
fn check_keys(written: &Written) -> Result<(), Invalid> {
    fn start<T>(key: Option<&At<T>>) -> Option<usize> {
        key.map(|key| key.span().start)
    }
    let (style, used) = written.style.keys();
    let keys = [
        ("parameter", start(written.parameter.as_ref())),
        ("cursor", start(written.cursor.as_ref())),
        ("link", start(written.link.as_ref())),
        ("first", start(written.first.as_ref())),
    ];
    let unused = keys.into_iter().filter(|(key, _)| !used.contains(key));
    match unused.filter_map(|(key, start)| Some((start?, key))).min() {
        Some((start, key)) => {
            let used = used.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" and ");
            Err(Invalid::from((start, format!("the style `{style}` does not use the key `{key}`, but {used}"))))
        }
        None => Ok(()),
    }
}

/// Returns the value of a key that the style needs.
fn needed(key: &str, value: Option<At<String>>) -> Result<At<String>, Invalid> {
    value.ok_or_else(|| Invalid::from(format!("this style needs the key `{key}`")))
}

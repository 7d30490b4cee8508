//! A target: which document becomes which crate, and how. `specs/<name>.toml` describes one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::{Filter, Selection, Selector};
use super::{Pagination, UnknownFields};
use crate::api::NextPage;
use crate::diagnostic::{Code, Diagnostic};
use crate::location::{Origin, Pointer, Position, Sources, normalize_path};
use crate::rust::{Identifier, Path as RustPath};

/// Which document becomes which crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// The file that describes it, if there is one.
    pub file: Option<PathBuf>,
    /// Its name: the name of its file, or of the output folder.
    pub name: String,
    /// The document.
    pub spec: PathBuf,
    /// The overlays, in the order in which they are applied.
    pub overlays: Vec<PathBuf>,
    /// The folder of the crate. What is generated goes to `src/generated` in it.
    pub output: PathBuf,
    /// The Rust types that stand for formats of strings, such as `uuid::Uuid` for `uuid`. Each has `Clone`, `Debug` and
    /// `PartialEq`, is read by `FromStr` and written by `Display`.
    pub formats: BTreeMap<String, RustPath>,
    /// Which operations become calls.
    pub filter: Filter,
    /// The operations whose answers are pages of a list.
    pub pagination: Vec<Pagination>,
    /// What becomes of the properties that the document does not mention.
    pub unknown_fields: UnknownFields,
}

/// The keys of a target's file. Others are errors: a misspelt one would change nothing, without a word.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    spec: PathBuf,
    #[serde(default)]
    overlays: Vec<PathBuf>,
    output: PathBuf,
    #[serde(default)]
    formats: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    include: WrittenSelection,
    #[serde(default)]
    exclude: WrittenSelection,
    #[serde(default)]
    pagination: Vec<Spanned<WrittenPagination>>,
    #[serde(default, rename = "unknown-fields")]
    unknown_fields: UnknownFields,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenSelection {
    tags: Vec<Spanned<String>>,
    operations: Vec<Spanned<String>>,
    paths: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPagination {
    operations: Vec<String>,
    style: WrittenStyle,
    items: String,
    parameter: Option<String>,
    cursor: Option<String>,
    more: Option<String>,
    first: Option<u64>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum WrittenStyle {
    Cursor,
    LastItem,
    Offset,
    Page,
    Link,
}

impl Target {
    /// A target without a file of its own.
    pub fn for_spec(spec: impl Into<PathBuf>, output: impl Into<PathBuf>) -> Self {
        let output = output.into();
        let name = output.file_name().map_or_else(|| "client".to_owned(), |name| name.to_string_lossy().into_owned());
        Self { name, spec: spec.into(), output, ..Self::default() }
    }

    /// Reads a target's file. The paths in it are relative to it.
    ///
    /// # Errors
    ///
    /// If it can't be read, is not TOML, or has keys that mean nothing.
    pub fn read(path: &Path, sources: &mut Sources) -> Result<Self, Diagnostic> {
        let file = crate::source::read(sources, path)?;
        let text = sources.text(file);
        let written: Written = toml::from_str(text).map_err(|error| {
            let origin = Origin { file, pointer: Pointer::root() };
            let position = error.span().map(|span| position(text, span.start));
            Diagnostic::error(Code::TARGET_INVALID, origin, error.message().to_owned()).at_position(position)
        })?;
        let mut formats = BTreeMap::new();
        for (format, path) in written.formats {
            let parsed = RustPath::parse(path.get_ref()).ok_or_else(|| {
                let origin = Origin { file, pointer: Pointer::root() };
                let message = format!("`{}` is no path to a Rust type, such as `uuid::Uuid`", path.get_ref());
                let position = position(text, path.span().start);
                Diagnostic::error(Code::TARGET_INVALID, origin, message).at_position(Some(position))
            })?;
            formats.insert(format, parsed);
        }
        let selection = |written: WrittenSelection| {
            let chosen = |names: Vec<Spanned<String>>| {
                let chosen = |name: Spanned<String>| {
                    let position = Some(position(text, name.span().start));
                    Selector { name: name.into_inner(), position }
                };
                names.into_iter().map(chosen).collect()
            };
            Selection {
                tags: chosen(written.tags),
                operations: chosen(written.operations),
                paths: chosen(written.paths),
            }
        };
        let filter = Filter { include: selection(written.include), exclude: selection(written.exclude) };
        let mut pagination = Vec::with_capacity(written.pagination.len());
        for written in written.pagination {
            let position = Some(position(text, written.span().start));
            let origin = Origin { file, pointer: Pointer::root() };
            pagination.push(
                Pagination::read(written.into_inner(), position).map_err(|message| {
                    Diagnostic::error(Code::TARGET_INVALID, origin, message).at_position(position)
                })?,
            );
        }
        let folder = path.parent().unwrap_or_else(|| Path::new(""));
        let name = path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        Ok(Self {
            file: Some(path.to_owned()),
            name,
            spec: normalize_path(&folder.join(written.spec)),
            overlays: written.overlays.iter().map(|overlay| normalize_path(&folder.join(overlay))).collect(),
            output: normalize_path(&folder.join(written.output)),
            formats,
            filter,
            pagination,
            unknown_fields: written.unknown_fields,
        })
    }

    /// Whether its file says something that has a place in it, so that an error may point there.
    pub(crate) fn has_rules(&self) -> bool {
        self.filter != Filter::default() || !self.pagination.is_empty()
    }

    /// The folder of the generated files.
    pub fn generated_folder(&self) -> PathBuf {
        self.output.join("src").join("generated")
    }
}

impl Pagination {
    /// Takes what is written, if all is there that its style needs.
    fn read(written: WrittenPagination, position: Option<Position>) -> Result<Self, String> {
        let needed =
            |key: &str, value: Option<String>| value.ok_or_else(|| format!("this style needs the key `{key}`"));
        let pointer = |text: String| {
            let help = "which begins with `/`, and in which `~` is followed by `0` or `1` (RFC 6901)";
            Pointer::parse(&text).ok_or_else(|| format!("`{text}` is not a valid JSON Pointer, {help}"))
        };
        let next = match written.style {
            WrittenStyle::Cursor => NextPage::Cursor {
                parameter: needed("parameter", written.parameter)?,
                at: pointer(needed("cursor", written.cursor)?)?,
            },
            WrittenStyle::LastItem => NextPage::LastItem {
                parameter: needed("parameter", written.parameter)?,
                at: pointer(needed("cursor", written.cursor)?)?,
            },
            WrittenStyle::Offset => NextPage::Offset { parameter: needed("parameter", written.parameter)? },
            WrittenStyle::Page => {
                NextPage::Page { parameter: needed("parameter", written.parameter)?, first: written.first.unwrap_or(1) }
            }
            WrittenStyle::Link => NextPage::Link,
        };
        let (items, more) = (pointer(written.items)?, written.more.map(pointer).transpose()?);
        Ok(Self { operations: written.operations, items, next, more, position })
    }
}

impl RustPath {
    /// Takes a path from its text; nothing if it is no path, or one with arguments of its own.
    fn parse(text: &str) -> Option<Self> {
        let path: syn::Path = syn::parse_str(text).ok()?;
        let is_plain = path.leading_colon.is_none() && path.segments.iter().all(|segment| segment.arguments.is_none());
        let segments = path.segments.iter().map(|segment| Identifier(segment.ident.to_string())).collect();
        is_plain.then_some(Self(segments))
    }
}

/// The line and column of a byte of a text.
fn position(text: &str, offset: usize) -> Position {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count().saturating_add(1);
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count().saturating_add(1);
    Position { line, column }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Target, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pets.toml");
        std::fs::write(&path, text).unwrap();
        let mut sources = Sources::new();
        Target::read(&path, &mut sources).map_err(|error| crate::diagnostic::render(&error, &sources, false)).map(
            |target| Target {
                spec: target.spec.strip_prefix(folder.path()).unwrap().to_owned(),
                output: target.output.strip_prefix(folder.path()).unwrap().to_owned(),
                file: None,
                ..target
            },
        )
    }

    #[test]
    fn a_target_is_read() {
        let target = read("spec = 'pets.yaml'\noutput = 'out'\n").unwrap();
        let expected = Target {
            name: "pets".to_owned(),
            spec: "pets.yaml".into(),
            overlays: vec![],
            output: "out".into(),
            ..Target::default()
        };
        assert_eq!(target, expected);
    }

    #[test]
    fn formats_are_paths() {
        let target = read("spec = 'pets.yaml'\noutput = 'out'\n[formats]\nuuid = 'uuid::Uuid'\n").unwrap();
        assert_eq!(target.formats.get("uuid").map(|path| path.0.len()), Some(2));
        let error = read("spec = 'pets.yaml'\noutput = 'out'\n[formats]\nuuid = 'Vec<u8>'\n").unwrap_err();
        assert!(error.contains("target-invalid") && error.contains(":4:8") && error.contains("Vec<u8>"), "{error}");
    }

    #[test]
    fn an_unknown_key_is_named_with_its_place() {
        let error = read("spec = 'pets.yaml'\noutput = 'out'\noverlay = 'x'\n").unwrap_err();
        assert!(error.contains("target-invalid") && error.contains(":3:1") && error.contains("overlay"), "{error}");
    }
}

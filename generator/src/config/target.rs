//! A target: one document and the client crate to generate for it. `specs/<name>.toml` describes one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::credentials::{CredentialVariables, Written as WrittenCredential};
use super::diagnostic_levels::{self, DiagnosticLevels};
use super::rate_limit::{self, header_name};
use super::webhook_scheme;
use super::{DefaultHeader, ErrorPointers, Filter, Grouping, NewCrate, Pagination, RequiredFields, RustVersion};
use super::{Selection, Span, Spanned, UnknownFields};
use crate::api::{NextPage, RateLimit, WebhookScheme};
use crate::diagnostic::{Code, Diagnostic};
use crate::location::{FileId, Origin, Pointer, Position, Sources, normalize_path};
use crate::rust::Path as RustPath;

/// A document and the client crate to generate for it: the whole input of [`generate`](crate::generate).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// The name of the target: that of its file, or that of the output folder.
    pub name: String,
    /// The OpenAPI document.
    pub spec: PathBuf,
    /// The overlays, in the order in which they are applied.
    pub overlays: Vec<PathBuf>,
    /// The folder of the crate. The generated files go to `src/generated` in it.
    pub output: PathBuf,
    /// The package name in the crate's `Cargo.toml`, which [`package_in`](crate::output::package_in) returns. Default:
    /// a package name that is derived from `name`.
    pub package: Option<String>,
    /// The Rust type for each string format, such as `uuid::Uuid` for `uuid`. The types implement `Clone`, `Debug`,
    /// `PartialEq`, `FromStr` and `Display`.
    pub formats: BTreeMap<String, Spanned<RustPath>>,
    /// The operations of the client.
    pub filter: Filter,
    /// The paginated operations.
    pub pagination: Vec<Spanned<Pagination>>,
    /// The environment variables that hold credentials.
    pub credentials: Vec<Spanned<CredentialVariables>>,
    /// Where error responses have their message and their code.
    pub errors: ErrorPointers,
    /// The headers in which the service describes its rate limit.
    pub rate_limit: RateLimit,
    /// The header for idempotency keys, in lower case. Default: `idempotency-key`.
    pub idempotency_key: Option<Spanned<String>>,
    /// The headers that the client sends by default.
    pub headers: Vec<Spanned<DefaultHeader>>,
    /// How the service signs the requests of its webhooks.
    pub webhooks: Option<Spanned<WebhookScheme>>,
    /// How undeclared properties are handled.
    pub unknown_fields: UnknownFields,
    /// How required properties that a response lacks are handled.
    pub required_fields: RequiredFields,
    /// The schemas whose required properties a response may lack, by their place in the document.
    pub lenient: Vec<Spanned<Pointer>>,
    /// Where the methods of operations are.
    pub grouping: Grouping,
    /// The oldest Rust that the crate supports. Default: the oldest one that compiles generated code.
    pub rust_version: Option<RustVersion>,
    /// The settings of a new crate. `None` if the crate exists. A new crate without a target file is grouped as its
    /// document suggests.
    pub new_crate: Option<NewCrate>,
    /// The schemas whose values no `Debug` output has, by their place in the document.
    pub secrets: Vec<Spanned<Pointer>>,
    /// The severities that differ from the generator's own.
    pub levels: DiagnosticLevels,
    /// The target file in `sources`. `None` for a target without a file.
    pub file: Option<FileId>,
    /// The files that the spans of the values are in.
    pub sources: Sources,
}

/// The keys of a target file. Any other key is an error, so that a misspelt key is not ignored.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    spec: PathBuf,
    #[serde(default)]
    overlays: Vec<PathBuf>,
    output: PathBuf,
    #[serde(default)]
    formats: BTreeMap<String, toml::Spanned<String>>,
    #[serde(default)]
    include: WrittenSelection,
    #[serde(default)]
    exclude: WrittenSelection,
    #[serde(default)]
    pagination: Vec<toml::Spanned<WrittenPagination>>,
    #[serde(default)]
    credentials: BTreeMap<String, toml::Spanned<WrittenCredential>>,
    #[serde(default)]
    errors: WrittenErrors,
    #[serde(rename = "rate-limit")]
    rate_limit: Option<toml::Spanned<rate_limit::Written>>,
    #[serde(rename = "idempotency-key")]
    idempotency_key: Option<toml::Spanned<String>>,
    #[serde(default)]
    headers: BTreeMap<String, toml::Spanned<String>>,
    webhooks: Option<toml::Spanned<webhook_scheme::Written>>,
    #[serde(default, rename = "unknown-fields")]
    unknown_fields: UnknownFields,
    #[serde(default, rename = "required-fields")]
    required_fields: RequiredFields,
    #[serde(default)]
    lenient: Vec<toml::Spanned<String>>,
    #[serde(default)]
    grouping: Grouping,
    #[serde(rename = "rust-version")]
    rust_version: Option<toml::Spanned<String>>,
    #[serde(default)]
    secret: Vec<toml::Spanned<String>>,
    #[serde(default)]
    diagnostics: diagnostic_levels::Written,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenSelection {
    tags: Vec<toml::Spanned<String>>,
    operations: Vec<toml::Spanned<String>>,
    paths: Vec<toml::Spanned<String>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenErrors {
    message: Option<toml::Spanned<String>>,
    code: Option<toml::Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPagination {
    operations: Vec<String>,
    style: WrittenStyle,
    items: String,
    parameter: Option<String>,
    cursor: Option<String>,
    link: Option<String>,
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
    /// Creates a target without a file.
    pub fn for_spec(spec: impl Into<PathBuf>, output: impl Into<PathBuf>) -> Self {
        let output = output.into();
        let name = output.file_name().map_or_else(|| "client".to_owned(), |name| name.to_string_lossy().into_owned());
        Self { name, spec: spec.into(), output, ..Self::default() }
    }

    /// Reads a target file into `sources`. The paths in it are relative to its folder.
    ///
    /// # Errors
    ///
    /// Returns an error if the file can't be read, is not TOML, or has a key or a value that is not valid.
    pub fn read(path: &Path, sources: &mut Sources) -> Result<Self, Diagnostic> {
        let file = crate::source::read(sources, path)?;
        let text = sources.text(file);
        let invalid = |span: Span, message: String| span.locate(Diagnostic::error(Code::TARGET_INVALID, None, message));
        let written: Written = toml::from_str(text).map_err(|error| {
            let message = error.message().to_owned();
            match error.span() {
                Some(range) => invalid(span(file, text, range.start), message),
                None => Diagnostic::error(Code::TARGET_INVALID, Origin { file, pointer: Pointer::root() }, message),
            }
        })?;
        let mut formats = BTreeMap::new();
        for (format, path) in written.formats {
            let span = span(file, text, path.span().start);
            let value = RustPath::parse(path.get_ref()).ok_or_else(|| {
                let message = format!("`{}` is not a path to a Rust type, such as `uuid::Uuid`", path.get_ref());
                invalid(span, message)
            })?;
            formats.insert(format, Spanned { value, span: Some(span) });
        }
        let names = |names: Vec<toml::Spanned<String>>| {
            let spanned = |name: toml::Spanned<String>| {
                let span = span(file, text, name.span().start);
                Spanned { value: name.into_inner(), span: Some(span) }
            };
            names.into_iter().map(spanned).collect()
        };
        let selection = |written: WrittenSelection| Selection {
            tags: names(written.tags),
            operations: names(written.operations),
            paths: names(written.paths),
        };
        let filter = Filter { include: selection(written.include), exclude: selection(written.exclude) };
        let mut pagination = Vec::with_capacity(written.pagination.len());
        for written in written.pagination {
            let span = span(file, text, written.span().start);
            let value = Pagination::read(written.into_inner()).map_err(|message| invalid(span, message))?;
            pagination.push(Spanned { value, span: Some(span) });
        }
        let mut credentials = Vec::with_capacity(written.credentials.len());
        for (scheme, written) in written.credentials {
            let span = span(file, text, written.span().start);
            let value =
                CredentialVariables::read(scheme, written.into_inner()).map_err(|message| invalid(span, message))?;
            credentials.push(Spanned { value, span: Some(span) });
        }
        let headers = DefaultHeader::read_all(written.headers, |offset| span(file, text, offset))?;
        let webhooks = written.webhooks.map(|table| WebhookScheme::read(table, |offset| span(file, text, offset)));
        let rust_version = written.rust_version.map(|version| {
            let span = span(file, text, version.span().start);
            version.get_ref().parse().map_err(|message| invalid(span, message))
        });
        let references = |written: Vec<toml::Spanned<String>>| {
            let pointer = |written: toml::Spanned<String>| {
                let span = span(file, text, written.span().start);
                let reference = written.get_ref();
                let pointer = reference.strip_prefix('#').and_then(Pointer::parse).ok_or_else(|| {
                    let message = format!("`{reference}` is not a reference, such as `#/components/schemas/Token`");
                    invalid(span, message)
                })?;
                Ok(Spanned { value: pointer, span: Some(span) })
            };
            written.into_iter().map(pointer).collect::<Result<Vec<_>, Diagnostic>>()
        };
        let error_pointer = |written: Option<toml::Spanned<String>>| {
            let Some(written) = written else { return Ok(None) };
            let span = span(file, text, written.span().start);
            let value = pointer(written.get_ref()).map_err(|message| invalid(span, message))?;
            Ok(Some(Spanned { value, span: Some(span) }))
        };
        let errors = ErrorPointers {
            message: error_pointer(written.errors.message)?,
            code: error_pointer(written.errors.code)?,
        };
        let rate_limit = written.rate_limit.map(|written| {
            let span = span(file, text, written.span().start);
            RateLimit::read(written.into_inner()).map_err(|message| invalid(span, message))
        });
        let idempotency_key = written.idempotency_key.map(|written| {
            let span = span(file, text, written.span().start);
            let value = header_name(written.get_ref()).map_err(|message| invalid(span, message))?;
            Ok(Spanned { value, span: Some(span) })
        });
        let folder = path.parent().unwrap_or_else(|| Path::new(""));
        let mut output = normalize_path(&folder.join(written.output));
        if output.as_os_str().is_empty() {
            output.push(".");
        }
        // A target file in its crate has the crate's name.
        let own_name = output.file_name().filter(|_| path.file_name().is_some_and(|name| name == "codegen.toml"));
        let name = own_name.or(path.file_stem()).map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        Ok(Self {
            name,
            spec: normalize_path(&folder.join(written.spec)),
            overlays: written.overlays.iter().map(|overlay| normalize_path(&folder.join(overlay))).collect(),
            output,
            package: None,
            formats,
            filter,
            pagination,
            credentials,
            errors,
            rate_limit: rate_limit.transpose()?.unwrap_or_default(),
            idempotency_key: idempotency_key.transpose()?,
            headers,
            webhooks: webhooks.transpose()?,
            unknown_fields: written.unknown_fields,
            required_fields: written.required_fields,
            lenient: references(written.lenient)?,
            grouping: written.grouping,
            rust_version: rust_version.transpose()?,
            new_crate: None,
            secrets: references(written.secret)?,
            levels: DiagnosticLevels::read(written.diagnostics, |offset| span(file, text, offset))?,
            file: Some(file),
            sources: sources.clone(),
        })
    }

    /// Returns `true` if a value of the target file refers to a node of the document, so that the file is an input of
    /// the client like the document itself.
    pub(crate) fn has_rules(&self) -> bool {
        self.filter != Filter::default()
            || !self.pagination.is_empty()
            || !self.credentials.is_empty()
            || !self.secrets.is_empty()
            || !self.lenient.is_empty()
            || self.errors != ErrorPointers::default()
            || self.idempotency_key.is_some()
            || self.webhooks.is_some()
    }

    /// Returns the folder of the generated files.
    pub fn generated_folder(&self) -> PathBuf {
        self.output.join("src").join("generated")
    }
}

impl Pagination {
    /// Converts the keys of a target file. Returns a message if a key that the style needs is missing, or if a pointer
    /// is not valid.
    fn read(written: WrittenPagination) -> Result<Self, String> {
        let needed =
            |key: &str, value: Option<String>| value.ok_or_else(|| format!("this style needs the key `{key}`"));
        let next = match written.style {
            WrittenStyle::Cursor => NextPage::Cursor {
                parameter: needed("parameter", written.parameter)?,
                at: pointer(&needed("cursor", written.cursor)?)?,
            },
            WrittenStyle::LastItem => NextPage::LastItem {
                parameter: needed("parameter", written.parameter)?,
                at: pointer(&needed("cursor", written.cursor)?)?,
            },
            WrittenStyle::Offset => NextPage::Offset { parameter: needed("parameter", written.parameter)? },
            WrittenStyle::Page => {
                NextPage::Page { parameter: needed("parameter", written.parameter)?, first: written.first.unwrap_or(1) }
            }
            WrittenStyle::Link => NextPage::Link { at: written.link.as_deref().map(pointer).transpose()? },
        };
        let (items, more) = (pointer(&written.items)?, written.more.as_deref().map(pointer).transpose()?);
        Ok(Self { operations: written.operations, items, next, more })
    }
}

/// Parses a JSON Pointer.
fn pointer(text: &str) -> Result<Pointer, String> {
    let help = "which begins with `/`, and in which `~` is followed by `0` or `1` (RFC 6901)";
    Pointer::parse(text).ok_or_else(|| format!("`{text}` is not a valid JSON Pointer, {help}"))
}

/// Returns the place of a byte offset in a file.
fn span(file: FileId, text: &str, offset: usize) -> Span {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count().saturating_add(1);
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count().saturating_add(1);
    Span { file, position: Position { line, column } }
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
                sources: Sources::new(),
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
        assert_eq!(target.formats.get("uuid").map(|path| path.value.segments().count()), Some(2));
        let error = read("spec = 'pets.yaml'\noutput = 'out'\n[formats]\nuuid = 'Vec<u8>'\n").unwrap_err();
        assert!(error.contains("target-invalid") && error.contains(":4:8") && error.contains("Vec<u8>"), "{error}");
    }

    #[test]
    fn secrets_are_references() {
        let target = read("spec = 'pets.yaml'\noutput = 'out'\nsecret = ['#/components/schemas/Key']\n").unwrap();
        assert_eq!(target.secrets[0].value.as_str(), "/components/schemas/Key");
        let error = read("spec = 'pets.yaml'\noutput = 'out'\nsecret = ['#/a', 'Key']\n").unwrap_err();
        assert!(error.contains("target-invalid") && error.contains(":3:18") && error.contains("`Key`"), "{error}");
    }

    #[test]
    fn required_fields_are_strict_by_default() {
        let target = |line: &str| read(&format!("spec = 'pets.yaml'\noutput = 'out'\n{line}\n"));
        assert_eq!(target("").map(|target| target.required_fields), Ok(RequiredFields::Strict));
        let lenient = target("required-fields = 'lenient'\nlenient = ['#/components/schemas/Pet']").unwrap();
        assert_eq!(lenient.required_fields, RequiredFields::Lenient);
        assert_eq!(lenient.lenient[0].value.as_str(), "/components/schemas/Pet");
        let error = target("lenient = ['Pet']").unwrap_err();
        assert!(error.contains("target-invalid") && error.contains(":3:12") && error.contains("`Pet`"), "{error}");
    }

    #[test]
    fn every_value_knows_its_place() {
        let target = read(
            "spec = 'pets.yaml'\noutput = 'out'\n[formats]\nuuid = 'uuid::Uuid'\n[include]\ntags = ['a', 'b']\n\
             [[pagination]]\noperations = ['list']\nstyle = 'link'\nitems = '/items'\n",
        )
        .unwrap();
        let place = |span: Option<Span>| span.map(|span| (span.position.line, span.position.column));
        assert_eq!(place(target.formats["uuid"].span), Some((4, 8)));
        let tags: Vec<_> = target.filter.include.tags.iter().map(|tag| place(tag.span)).collect();
        assert_eq!(tags, [Some((6, 9)), Some((6, 14))]);
        assert_eq!(place(target.pagination[0].span), Some((7, 1)));
    }

    #[test]
    fn grouping_is_flat_by_default() {
        let grouping =
            |line: &str| read(&format!("spec = 'pets.yaml'\noutput = 'out'\n{line}")).map(|read| read.grouping);
        assert_eq!(grouping(""), Ok(Grouping::Flat));
        assert_eq!(grouping("grouping = 'flat'"), Ok(Grouping::Flat));
        assert_eq!(grouping("grouping = 'tags'"), Ok(Grouping::Tags));
        let error = grouping("grouping = 'paths'").unwrap_err();
        assert!(error.contains("target-invalid") && error.contains(":3:12") && error.contains("`tags`"), "{error}");
    }

    #[test]
    fn a_rust_version_is_one_that_compiles_generated_code() {
        let version = |version: &str| {
            let target = read(&format!("spec = 'pets.yaml'\noutput = 'out'\nrust-version = '{version}'\n"));
            target.map(|target| target.rust_version.map(|version| version.to_string()))
        };
        assert_eq!(version("1.90"), Ok(Some("1.90".to_owned())));
        let error = version("1.70").unwrap_err();
        assert!(error.contains("target-invalid") && error.contains(":3:16") && error.contains("1.85"), "{error}");
    }

    #[test]
    fn errors_are_pointers() {
        let target = |keys: &str| read(&format!("spec = 'pets.yaml'\noutput = 'out'\n[errors]\n{keys}\n"));
        let errors = target("message = '/fault/text'").unwrap().errors;
        assert_eq!(errors.message.unwrap().value.as_str(), "/fault/text");
        assert_eq!(errors.code, None);
        for (keys, place) in [("code = 'fault'", ":4:8"), ("text = '/a'", ":4:1")] {
            let error = target(keys).unwrap_err();
            assert!(error.contains("target-invalid") && error.contains(place), "{error}");
        }
    }

    #[test]
    fn headers_are_valid_and_set_once() {
        let target = |lines: &str| read(&format!("spec = 'pets.yaml'\noutput = 'out'\n[headers]\n{lines}\n"));
        let headers = target("X-B = '1'\n'X-A' = '2'").unwrap().headers;
        let names: Vec<&str> = headers.iter().map(|header| header.value.name.as_str()).collect();
        assert_eq!(names, ["X-A", "X-B"]);
        for (lines, place, why) in [
            ("'X A' = '1'", ":4:9", "`X A` is not a valid header name"),
            ("X-A = \"a\\nb\"", ":4:7", "the value of `X-A`"),
            ("Authorization = 'a'", ":4:17", "a credential"),
            ("X-A = '1'\nx-a = '2'", ":5:7", "set twice"),
            ("X-A = 1", ":4:7", "expected a string"),
        ] {
            let error = target(lines).unwrap_err();
            assert!(error.contains("target-invalid") && error.contains(place) && error.contains(why), "{error}");
        }
    }

    #[test]
    fn an_unknown_key_is_named_with_its_place() {
        let error = read("spec = 'pets.yaml'\noutput = 'out'\noverlay = 'x'\n").unwrap_err();
        assert!(error.contains("target-invalid") && error.contains(":3:1") && error.contains("overlay"), "{error}");
    }
}

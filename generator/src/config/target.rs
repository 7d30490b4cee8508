//! A target: one document and the client crate to generate for it. `specs/<name>.toml` describes one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::credentials::{CredentialVariables, Written as WrittenCredential};
use super::diagnostic_levels::{self, DiagnosticLevels};
use super::header_name::lower_case_header_name;
use super::json_pointer::json_pointer;
use super::limits;
use super::read_spanned::{Invalid, TargetText, read_all_spanned, read_spanned};
use super::{ErrorPointers, Filter, Grouping, NewCrate, Pagination, PinnedName, RequiredFields, RustVersion};
use super::{Selection, Spanned, UnknownFields, pagination, rate_limit, webhook_scheme};
use crate::api::{DefaultHeader, RateLimit, WebhookScheme};
use crate::diagnostic::{Code, Diagnostic};
use crate::limits::Limits;
use crate::location::{FileId, Origin, Pointer, Sources, normalize_path};
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
    /// The names that do not depend on the document.
    pub names: Vec<Spanned<PinnedName>>,
    /// The severities that differ from the generator's own.
    pub levels: DiagnosticLevels,
    /// The limits of the document.
    pub limits: Limits,
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
    pagination: Vec<toml::Spanned<pagination::Written>>,
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
    names: BTreeMap<String, toml::Spanned<String>>,
    #[serde(default)]
    diagnostics: diagnostic_levels::Written,
    #[serde(default)]
    limits: limits::Written,
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
        let text = TargetText { file, text: sources.text(file) };
        let written: Written = toml::from_str(text.text).map_err(|error| {
            let message = error.message().to_owned();
            match error.span() {
                Some(range) => text.error(range.start, message),
                None => Diagnostic::error(Code::TARGET_INVALID, Origin { file, pointer: Pointer::root() }, message),
            }
        })?;
        let mut formats = BTreeMap::new();
        for (format, path) in written.formats {
            formats.insert(format, read_spanned(text, path, |path| rust_path(&path))?);
        }
        let names = |names| read_all_spanned(text, names, Ok::<String, Invalid>);
        let selection = |written: WrittenSelection| {
            let WrittenSelection { tags, operations, paths } = written;
            Ok::<_, Diagnostic>(Selection { tags: names(tags)?, operations: names(operations)?, paths: names(paths)? })
        };
        let filter = Filter { include: selection(written.include)?, exclude: selection(written.exclude)? };
        let mut credentials = Vec::with_capacity(written.credentials.len());
        for (scheme, written) in written.credentials {
            credentials.push(read_spanned(text, written, |written| CredentialVariables::read(scheme, written))?);
        }
        let pointer = |written| read_spanned(text, written, |written: String| json_pointer(&written));
        let errors = ErrorPointers {
            message: written.errors.message.map(pointer).transpose()?,
            code: written.errors.code.map(pointer).transpose()?,
        };
        let references = |written| read_all_spanned(text, written, |written: String| reference(&written));
        let mut pins = Vec::with_capacity(written.names.len());
        for (at, name) in written.names {
            pins.push(read_spanned(text, name, |name| PinnedName::read(reference(&at)?, name))?);
        }
        let rate_limit = written.rate_limit.map(|table| read_spanned(text, table, RateLimit::read)).transpose()?;
        let idempotency_key = written.idempotency_key.map(|name| read_spanned(text, name, lower_case_header_name));
        let idempotency_key = idempotency_key.transpose()?;
        let key_name = idempotency_key.as_ref().map(|name| name.value.as_str());
        let headers = DefaultHeader::read_all(text, written.headers, key_name)?;
        let webhooks = written.webhooks.map(|table| read_spanned(text, table, WebhookScheme::read));
        let rust_version = written.rust_version.map(|version| read_spanned(text, version, |text| text.parse()));
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
            pagination: read_all_spanned(text, written.pagination, |written| Pagination::read(text, written))?,
            credentials,
            errors,
            rate_limit: rate_limit.map(|table| table.value).unwrap_or_default(),
            idempotency_key,
            headers,
            webhooks: webhooks.transpose()?,
            unknown_fields: written.unknown_fields,
            required_fields: written.required_fields,
            lenient: references(written.lenient)?,
            grouping: written.grouping,
            rust_version: rust_version.transpose()?.map(|version| version.value),
            new_crate: None,
            secrets: references(written.secret)?,
            names: pins,
            levels: DiagnosticLevels::read(text, written.diagnostics)?,
            limits: limits::read(text, written.limits)?,
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
            || !self.names.is_empty()
            || self.errors != ErrorPointers::default()
            || self.idempotency_key.is_some()
            || self.webhooks.is_some()
    }

    /// Returns the folder of the generated files.
    pub fn generated_folder(&self) -> PathBuf {
        self.output.join("src").join("generated")
    }
}

/// Parses a path to a Rust type.
fn rust_path(text: &str) -> Result<RustPath, String> {
    RustPath::parse(text).ok_or_else(|| format!("`{text}` is not a path to a Rust type, such as `uuid::Uuid`"))
}

/// Parses a reference to a node of the document.
fn reference(text: &str) -> Result<Pointer, String> {
    let pointer = text.strip_prefix('#').and_then(Pointer::parse);
    pointer.ok_or_else(|| format!("`{text}` is not a reference, such as `#/components/schemas/Token`"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Span;

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
    fn names_of_headers_are_valid() {
        let target = |lines: &str| read(&format!("spec = 'pets.yaml'\noutput = 'out'\n{lines}\n"));
        let key = target("idempotency-key = 'X-Key'").unwrap().idempotency_key;
        assert_eq!(key.unwrap().value, "x-key");
        for (lines, place) in
            [("idempotency-key = 'a b'", ":3:19"), ("[rate-limit]\nlimit = 'x'\nremaining = ['x', 'a b']", ":5:13")]
        {
            let error = target(lines).unwrap_err();
            assert!(error.contains("target-invalid") && error.contains(place), "{error}");
            assert!(error.contains("`a b` is not a valid header name"), "{error}");
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
            ("Idempotency-Key = 'a'", ":4:19", "each call has an idempotency key of its own"),
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

//! The page of each code, in Markdown: what it means, why it matters, an example, and the fix.
//!
//! A block `yaml example` is a document that reports the code and no other, and a block `yaml fixed` is one that does not
//! report it. A test runs both; without `openapi`, the test adds the first lines of a document.

use super::{Code, EXPLANATIONS};

/// The pages, by code.
const PAGES: &[(Code, &str)] = &[
    (Code::FILE_UNREADABLE, include_str!("explain/file-unreadable.md")),
    (Code::FILE_FORMAT, include_str!("explain/file-format.md")),
    (Code::FILE_ENCODING, include_str!("explain/file-encoding.md")),
    (Code::DOCUMENT_TOO_LARGE, include_str!("explain/document-too-large.md")),
    (Code::DOCUMENT_TOO_DEEP, include_str!("explain/document-too-deep.md")),
    (Code::DOCUMENT_TOO_REPETITIVE, include_str!("explain/document-too-repetitive.md")),
    (Code::DOCUMENT_TOO_MANY_NODES, include_str!("explain/document-too-many-nodes.md")),
    (Code::NAME_TOO_LONG, include_str!("explain/name-too-long.md")),
    (Code::SYNTAX, include_str!("explain/syntax.md")),
    (Code::DUPLICATE_KEY, include_str!("explain/duplicate-key.md")),
    (Code::VALUE_UNREPRESENTABLE, include_str!("explain/value-unrepresentable.md")),
    (Code::OVERLAY_INVALID, include_str!("explain/overlay-invalid.md")),
    (Code::OVERLAY_TARGET_UNMATCHED, include_str!("explain/overlay-target-unmatched.md")),
    (Code::OVERLAY_TOO_LARGE, include_str!("explain/overlay-too-large.md")),
    (Code::OVERLAY_UNUSED, include_str!("explain/overlay-unused.md")),
    (Code::JSONPATH_TOO_COMPLEX, include_str!("explain/jsonpath-too-complex.md")),
    (Code::NOT_OPENAPI, include_str!("explain/not-openapi.md")),
    (Code::OPENAPI_INVALID, include_str!("explain/openapi-invalid.md")),
    (Code::OPERATION_INVALID, include_str!("explain/operation-invalid.md")),
    (Code::KEY_UNKNOWN, include_str!("explain/key-unknown.md")),
    (Code::KEY_MISPLACED, include_str!("explain/key-misplaced.md")),
    (Code::KEY_MISSING, include_str!("explain/key-missing.md")),
    (Code::VALUE_INVALID, include_str!("explain/value-invalid.md")),
    (Code::TYPE_UNKNOWN, include_str!("explain/type-unknown.md")),
    (Code::PATH_INVALID, include_str!("explain/path-invalid.md")),
    (Code::PATH_REPEATED, include_str!("explain/path-repeated.md")),
    (Code::OPERATION_ID_REPEATED, include_str!("explain/operation-id-repeated.md")),
    (Code::STATUS_INVALID, include_str!("explain/status-invalid.md")),
    (Code::URL_INVALID, include_str!("explain/url-invalid.md")),
    (Code::MEDIA_TYPE_INVALID, include_str!("explain/media-type-invalid.md")),
    (Code::PARAMETER_CONTENT, include_str!("explain/parameter-content.md")),
    (Code::STYLE_INVALID, include_str!("explain/style-invalid.md")),
    (Code::SCHEMA_EMPTY_LIST, include_str!("explain/schema-empty-list.md")),
    (Code::ENUM_INVALID, include_str!("explain/enum-invalid.md")),
    (Code::DEFAULT_INVALID, include_str!("explain/default-invalid.md")),
    (Code::REQUIRED_REPEATED, include_str!("explain/required-repeated.md")),
    (Code::DISCRIMINATOR_INVALID, include_str!("explain/discriminator-invalid.md")),
    (Code::REF_INVALID, include_str!("explain/ref-invalid.md")),
    (Code::VERSION_NEWER, include_str!("explain/version-newer.md")),
    (Code::REF_NOT_FOUND, include_str!("explain/ref-not-found.md")),
    (Code::REF_CIRCULAR, include_str!("explain/ref-circular.md")),
    (Code::REF_EXTERNAL, include_str!("explain/ref-external.md")),
    (Code::KEYWORD_UNUSED, include_str!("explain/keyword-unused.md")),
    (Code::SCALAR_AS_TEXT, include_str!("explain/scalar-as-text.md")),
    (Code::TARGET_INVALID, include_str!("explain/target-invalid.md")),
    (Code::FILTER_UNMATCHED, include_str!("explain/filter-unmatched.md")),
    (Code::PAGINATION_INVALID, include_str!("explain/pagination-invalid.md")),
    (Code::SECRET_UNMATCHED, include_str!("explain/secret-unmatched.md")),
    (Code::LENIENT_UNMATCHED, include_str!("explain/lenient-unmatched.md")),
    (Code::FORMAT_UNUSED, include_str!("explain/format-unused.md")),
    (Code::ERROR_POINTER_UNUSED, include_str!("explain/error-pointer-unused.md")),
    (Code::IDEMPOTENCY_KEY_UNUSED, include_str!("explain/idempotency-key-unused.md")),
    (Code::IDEMPOTENCY_KEY_UNSUITABLE, include_str!("explain/idempotency-key-unsuitable.md")),
    (Code::WEBHOOKS_UNMATCHED, include_str!("explain/webhooks-unmatched.md")),
    (Code::WEBHOOKS_AMBIGUOUS, include_str!("explain/webhooks-ambiguous.md")),
    (Code::OUTPUT_OCCUPIED, include_str!("explain/output-occupied.md")),
    (Code::DEPENDENCY_MISSING, include_str!("explain/dependency-missing.md")),
    (Code::OUTPUT_UNWRITABLE, include_str!("explain/output-unwritable.md")),
    (Code::NAME_COLLISION, include_str!("explain/name-collision.md")),
    (Code::SCHEMA_UNTYPED, include_str!("explain/schema-untyped.md")),
    (Code::SCHEMA_CONTRADICTORY, include_str!("explain/schema-contradictory.md")),
    (Code::INTEGER_LARGE, include_str!("explain/integer-large.md")),
    (Code::PROPERTY_UNDESCRIBED, include_str!("explain/property-undescribed.md")),
    (Code::SERVER_INCOMPLETE, include_str!("explain/server-incomplete.md")),
    (Code::OPERATION_LEFT_OUT, include_str!("explain/operation-left-out.md")),
    (Code::SUCCESS_UNDECLARED, include_str!("explain/success-undeclared.md")),
    (Code::MEDIA_TYPE_RAW, include_str!("explain/media-type-raw.md")),
    (Code::MEDIA_TYPE_UNUSED, include_str!("explain/media-type-unused.md")),
    (Code::BODY_UNUSED, include_str!("explain/body-unused.md")),
    (Code::TAG_PARENT_INVALID, include_str!("explain/tag-parent-invalid.md")),
    (Code::PARAMETER_INVALID, include_str!("explain/parameter-invalid.md")),
    (Code::PARAMETER_IS_CREDENTIAL, include_str!("explain/parameter-is-credential.md")),
    (Code::PARAMETER_NESTED, include_str!("explain/parameter-nested.md")),
    (Code::PARAMETER_NOT_IN_PATH, include_str!("explain/parameter-not-in-path.md")),
    (Code::PARAMETER_REPEATED, include_str!("explain/parameter-repeated.md")),
    (Code::PARAMETER_UNDECLARED, include_str!("explain/parameter-undeclared.md")),
    (Code::SECURITY_ASSUMED, include_str!("explain/security-assumed.md")),
    (Code::SECURITY_SCHEME_UNDECLARED, include_str!("explain/security-scheme-undeclared.md")),
    (Code::SECURITY_SCHEME_UNKNOWN, include_str!("explain/security-scheme-unknown.md")),
    (Code::INTERNAL, include_str!("explain/internal.md")),
];

/// Returns the page of a code, which starts with its name as a heading. `None` if the code has no page.
pub fn page(code: Code) -> Option<&'static str> {
    PAGES.iter().find(|(other, _)| *other == code).map(|(_, page)| *page)
}

/// Returns the list of all codes in Markdown, with a link to each page. `explain/README.md` is this list.
pub fn index() -> String {
    let rows = EXPLANATIONS.iter().map(|explanation| {
        let (code, meaning) = (explanation.code, explanation.meaning.replace('|', "\\|"));
        format!("| [`{code}`]({code}.md) | {meaning} |\n")
    });
    let mut text =
        "# Diagnostics\n\n`cargo xtask explain CODE` prints the page of a code.\n\n| code | meaning |\n|---|---|\n"
            .to_owned();
    text.extend(rows);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_page() {
        for explanation in EXPLANATIONS {
            let code = explanation.code;
            let text = page(code).unwrap_or_else(|| panic!("`{code}` has no page: add `explain/{code}.md`"));
            assert!(text.starts_with(&format!("# {code}\n\n")) && text.ends_with('\n'), "{code}");
            for part in ["\nExample", "\nFix: "] {
                assert!(text.contains(part), "{code}: {part}");
            }
            assert!(text.lines().count() <= 45, "{code} is too long");
        }
        assert_eq!(PAGES.len(), EXPLANATIONS.len());
    }

    #[test]
    fn every_page_is_listed() {
        for entry in std::fs::read_dir("src/diagnostic/explain").unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name == "README.md" {
                continue;
            }
            let code = Code::parse(name.trim_end_matches(".md"));
            assert!(code.is_some_and(|code| page(code).is_some()), "{name}");
        }
    }

    #[test]
    fn the_list_of_codes_is_up_to_date() {
        let list = std::fs::read_to_string("src/diagnostic/explain/README.md").unwrap();
        let command = "cargo xtask explain --index > generator/src/diagnostic/explain/README.md";
        assert!(list == index(), "the list is outdated; to update, run: {command}");
    }
}

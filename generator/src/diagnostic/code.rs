//! The diagnostic codes: one for each kind of diagnostic, as in `error[ref-not-found]`.
//!
//! This table is the only place that lists them. A new code needs a row here, and code that reports it.

use std::fmt;

use super::nearest::closest;

/// The kind of a diagnostic. Its name never changes once it is released.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(&'static str);

/// What a code means and what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The code.
    pub code: Code,
    /// The meaning, in one sentence.
    pub meaning: &'static str,
    /// The remedy, in one sentence.
    pub remedy: &'static str,
    /// The page, in Markdown: what the code means, why it matters, an example, and the fix.
    pub page: &'static str,
}

impl Code {
    /// Returns the name, in lower case with hyphens.
    pub const fn name(self) -> &'static str {
        self.0
    }

    /// Returns the code with a name. `None` if there is none.
    pub fn parse(name: &str) -> Option<Self> {
        EXPLANATIONS.iter().map(|explanation| explanation.code).find(|code| code.name() == name)
    }
}

/// Returns the code whose name is the closest to a misspelt one, if one is close.
pub fn closest_code(name: &str) -> Option<Code> {
    closest(name, EXPLANATIONS.iter().map(|explanation| explanation.code.name())).and_then(Code::parse)
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

/// Declares each code once: its meaning, its remedy, its constant and its name. Its page is `explain/<name>.md`.
macro_rules! codes {
    ($($meaning:literal, $remedy:literal => $constant:ident = $name:literal;)+) => {
        impl Code {
            $(
                #[doc = $meaning]
                #[doc = ""]
                #[doc = $remedy]
                pub const $constant: Self = Self($name);
            )+
        }

        /// All codes with their explanations.
        pub const EXPLANATIONS: &[Explanation] =
            &[$(Explanation {
                code: Code::$constant,
                meaning: $meaning,
                remedy: $remedy,
                page: include_str!(concat!("explain/", $name, ".md")),
            }),+];
    };
}

codes! {
    "A file could not be read.",
    "Check its path and its permissions."
        => FILE_UNREADABLE = "file-unreadable";

    "A file is an archive, an image or another file that is not a text.",
    "Unpack it, or pass the OpenAPI document."
        => FILE_FORMAT = "file-format";

    "The text of a file is neither UTF-8 nor UTF-16 with a byte order mark.",
    "Save it as UTF-8."
        => FILE_ENCODING = "file-encoding";

    "A document exceeds the size limit.",
    "Split it, or remove what the client does not need."
        => DOCUMENT_TOO_LARGE = "document-too-large";

    "A document is nested deeper than 128 levels.",
    "Move nested schemas to `components` and refer to them."
        => DOCUMENT_TOO_DEEP = "document-too-deep";

    "The aliases of a YAML document expand beyond the limit.",
    "Write the repeated nodes out, or use `$ref`."
        => DOCUMENT_TOO_REPETITIVE = "document-too-repetitive";

    "A document has more nodes than the limit: objects, arrays, texts and other values.",
    "Split it, or remove what the client does not need."
        => DOCUMENT_TOO_MANY_NODES = "document-too-many-nodes";

    "The names of the keys around a value are longer than the limit.",
    "Shorten the names."
        => NAME_TOO_LONG = "name-too-long";

    "References copy more nodes than the limit.",
    "Refer to components, or copy less."
        => REF_TOO_LARGE = "ref-too-large";

    "A document has more schemas than the limit, counting each where another one inherits it.",
    "Inherit smaller schemas by `allOf`, or put large ones into a property."
        => SCHEMAS_TOO_MANY = "schemas-too-many";

    "A schema has more properties than the limit.",
    "Describe properties of one type with `additionalProperties`."
        => PROPERTIES_TOO_MANY = "properties-too-many";

    "A schema has more combinations of alternatives or parts than the limit, so its values are untyped JSON.",
    "Write `oneOf` and `allOf` with fewer combinations."
        => SCHEMA_TOO_COMPLEX = "schema-too-complex";

    "Unions have more alternatives and property names than the limit, counting those of nested unions.",
    "Add a discriminator, or nest fewer unions."
        => UNIONS_TOO_LARGE = "unions-too-large";

    "A document is not valid YAML or JSON.",
    "Fix the syntax at the named position."
        => SYNTAX = "syntax";

    "A mapping has the same key more than once.",
    "Remove or rename one of them."
        => DUPLICATE_KEY = "duplicate-key";

    "A YAML value has no equivalent in JSON.",
    "Quote it, or write a value that JSON has."
        => VALUE_UNREPRESENTABLE = "value-unrepresentable";

    "An overlay, or one of its actions, is not valid.",
    "Fix the overlay at the named place."
        => OVERLAY_INVALID = "overlay-invalid";

    "The `target` of an overlay action matches nothing.",
    "Update or remove the action: the document has changed."
        => OVERLAY_TARGET_UNMATCHED = "overlay-target-unmatched";

    "The actions of an overlay add more nodes or more text than the limit.",
    "Select fewer nodes, or refer to one value by `$ref`."
        => OVERLAY_TOO_LARGE = "overlay-too-large";

    "An overlay has an unknown key, or a value without effect.",
    "Fix the spelling, or remove the key."
        => OVERLAY_UNUSED = "overlay-unused";

    "A JSONPath of an overlay is too long, nests too deeply, or would take too many steps.",
    "Write a shorter path, with fewer `..` and filters."
        => JSONPATH_TOO_COMPLEX = "jsonpath-too-complex";

    "A document is neither an OpenAPI 3 document nor one of Swagger 2.0.",
    "Convert it to OpenAPI, or pass another file."
        => NOT_OPENAPI = "not-openapi";

    "An operation has an invalid method or path, or is not an object.",
    "Fix the key, or prefix it with `x-` if it is not an operation."
        => OPERATION_INVALID = "operation-invalid";

    "OpenAPI does not define a key, so it is ignored.",
    "Fix the spelling, or prefix the key with `x-`."
        => KEY_UNKNOWN = "key-unknown";

    "A key belongs in another object, or was a key of Swagger 2.0, so it is ignored.",
    "Move it to the named place."
        => KEY_MISPLACED = "key-misplaced";

    "An object lacks a key that OpenAPI requires.",
    "Add the key."
        => KEY_MISSING = "key-missing";

    "A value is not of the type that OpenAPI specifies for its key.",
    "Write a value of that type."
        => VALUE_INVALID = "value-invalid";

    "The `type` of a schema is not one of JSON Schema's types.",
    "Write one of `array`, `boolean`, `integer`, `null`, `number`, `object` and `string`, and details in `format`."
        => TYPE_UNKNOWN = "type-unknown";

    "A path has no leading slash, a query, white space around it, or braces that are not balanced.",
    "Write the path as requests have it, with each variable in braces."
        => PATH_INVALID = "path-invalid";

    "Two paths differ only in the names of their variables, so a request matches both.",
    "Make them one path."
        => PATH_REPEATED = "path-repeated";

    "Two operations have the same `operationId`.",
    "Give each operation an id of its own."
        => OPERATION_ID_REPEATED = "operation-id-repeated";

    "A key of `responses` is not a status, or not one of HTTP.",
    "Write a status from 100 to 599, a range such as `4XX`, or `default`."
        => STATUS_INVALID = "status-invalid";

    "The URL of a server or of a security scheme is not valid.",
    "Write a scheme, a host and a path, or a path alone."
        => URL_INVALID = "url-invalid";

    "A key of `content` is not a media type.",
    "Write a type and a subtype, as in `application/json`."
        => MEDIA_TYPE_INVALID = "media-type-invalid";

    "A parameter has neither `schema` nor `content`, both of them, or a `content` of several media types.",
    "Write `schema`, or a `content` with one media type."
        => PARAMETER_CONTENT = "parameter-content";

    "A location of parameters does not have the `style`, or the style has no effect there.",
    "Write a style of the location, or remove `style` to use the default one."
        => STYLE_INVALID = "style-invalid";

    "A key of `encoding` is not a property of the body's schema, so it is ignored.",
    "Write the name of a property."
        => ENCODING_UNUSED = "encoding-unused";

    "A list that needs members, such as `enum` or `oneOf`, has none.",
    "Add members, or remove the keyword."
        => SCHEMA_EMPTY_LIST = "schema-empty-list";

    "A value of `enum` is repeated, or a value of `enum` or `const` is not of the schema's type.",
    "Correct or remove the value."
        => ENUM_INVALID = "enum-invalid";

    "A `default` is not a valid value of its schema.",
    "Correct the default, or the schema."
        => DEFAULT_INVALID = "default-invalid";

    "A name is in `required` more than once.",
    "Remove one of them."
        => REQUIRED_REPEATED = "required-repeated";

    "No variant of a union has the property that its discriminator names.",
    "Add the property to the variants, or correct `propertyName`."
        => DISCRIMINATOR_INVALID = "discriminator-invalid";

    "A `$ref` is not a string, or names an object of another kind.",
    "Quote the `$ref`, and refer to an object of the expected kind."
        => REF_INVALID = "ref-invalid";

    "The document's OpenAPI version is newer than the versions that the generator supports.",
    "Check the client where the document uses new features."
        => VERSION_NEWER = "version-newer";

    "The target of a `$ref` does not exist.",
    "Fix the `$ref`, or add its target."
        => REF_NOT_FOUND = "ref-not-found";

    "A `$id` or an anchor of a schema is not valid, or is that of another schema too.",
    "Correct the identifier, or remove it."
        => IDENTIFIER_INVALID = "identifier-invalid";

    "A chain of references is circular.",
    "Replace one of the references by a schema."
        => REF_CIRCULAR = "ref-circular";

    "A component leads through more than 100 others, one after the other.",
    "Refer to the last one, or repeat what it declares."
        => REF_CHAIN_TOO_LONG = "ref-chain-too-long";

    "The schemas of a document inherit more than 100,000 properties by `allOf`.",
    "Let the schemas have a property with the common part."
        => INHERITANCE_TOO_LARGE = "inheritance-too-large";

    "A `$ref` is a URL, or a file outside the document's folder.",
    "Save the file in the document's folder and refer to it there."
        => REF_EXTERNAL = "ref-external";

    "A keyword that affects the meaning of a schema is ignored.",
    "Nothing has to be done: the service still checks it."
        => KEYWORD_UNUSED = "keyword-unused";

    "A number or a boolean is written where a string is expected; its text is used as the string.",
    "Add quotation marks."
        => SCALAR_AS_TEXT = "scalar-as-text";

    "A target file is not valid.",
    "Fix the target file at the named position."
        => TARGET_INVALID = "target-invalid";

    "An entry of a target's `include` or `exclude` matches no operation.",
    "Update or remove the entry: the document has changed."
        => FILTER_UNMATCHED = "filter-unmatched";

    "A target's `pagination` entry does not fit the operation.",
    "Fix the entry in the target file."
        => PAGINATION_INVALID = "pagination-invalid";

    "An entry of a target's `secret` matches no schema.",
    "Update or remove the entry: the document has changed."
        => SECRET_UNMATCHED = "secret-unmatched";

    "An entry of a target's `lenient` matches no object with required properties.",
    "Update or remove the entry: the document has changed, or only callers send the object."
        => LENIENT_UNMATCHED = "lenient-unmatched";

    "A target pins the name of a schema or of an operation that the document does not have.",
    "Update or remove the entry: the document has changed."
        => NAME_UNMATCHED = "name-unmatched";

    "A target maps a `format` that the document does not use.",
    "Remove the entry from the target file."
        => FORMAT_UNUSED = "format-unused";

    "A target names a place in the bodies of error responses that no described body has.",
    "Correct the JSON Pointer in the target file."
        => ERROR_POINTER_UNUSED = "error-pointer-unused";

    "A target names a header for idempotency keys that no operation has.",
    "Correct the name in the target file."
        => IDEMPOTENCY_KEY_UNUSED = "idempotency-key-unused";

    "The client makes no idempotency key for an operation, since a UUID may not be a value of the header parameter.",
    "Set the key of each call, or correct the parameter with an overlay if the service accepts any text."
        => IDEMPOTENCY_KEY_UNSUITABLE = "idempotency-key-unsuitable";

    "A target describes the signatures of webhooks, and the document has no webhook with a JSON body.",
    "Declare the webhooks under `webhooks` of the document, with an overlay if necessary, or remove the table."
        => WEBHOOKS_UNMATCHED = "webhooks-unmatched";

    "A body of one webhook may match another webhook too, and the target does not say where requests name their event.",
    "Set `event` in the table `webhooks` of the target file; otherwise such a body is `Event::Unknown` or the wrong variant."
        => WEBHOOKS_AMBIGUOUS = "webhooks-ambiguous";

    "The output folder contains files that the generator did not write.",
    "Move or delete the files, or name another folder."
        => OUTPUT_OCCUPIED = "output-occupied";

    "The client's `Cargo.toml` lacks a dependency or a feature that the generated code needs.",
    "Add the named lines."
        => DEPENDENCY_MISSING = "dependency-missing";

    "The output folder or a file in it could not be read or written.",
    "Check its permissions and the free disk space."
        => OUTPUT_UNWRITABLE = "output-unwritable";

    "Two items would have the same Rust name, so one of them is renamed.",
    "Rename one of them with an overlay to choose the name."
        => NAME_COLLISION = "name-collision";

    "A schema has no typed form: its values are JSON values.",
    "Simplify the schema with an overlay to get a type."
        => SCHEMA_UNTYPED = "schema-untyped";

    "The parts of an `allOf` exclude each other, so no value is valid: the values are JSON values.",
    "Correct the part that is wrong."
        => SCHEMA_CONTRADICTORY = "schema-contradictory";

    "An integer may exceed 64 bits, so it becomes a number that keeps its text.",
    "Set `minimum`, `maximum` or `format` to get an integer type."
        => INTEGER_LARGE = "integer-large";

    "A required property has no schema.",
    "Add the property to `properties`, or remove it from `required`."
        => PROPERTY_UNDESCRIBED = "property-undescribed";

    "A server URL is relative, or has a variable without a default.",
    "Set the server when the client is built."
        => SERVER_INCOMPLETE = "server-incomplete";

    "A server URL has a variable that `variables` does not declare.",
    "Declare the variable with a default."
        => SERVER_VARIABLE_UNDECLARED = "server-variable-undeclared";

    "A server declares a variable that its URL does not contain.",
    "Write the variable in the URL, or remove it."
        => SERVER_VARIABLE_UNUSED = "server-variable-unused";

    "An operation declares no successful response.",
    "Declare a `2XX` response to get a typed body."
        => SUCCESS_UNDECLARED = "success-undeclared";

    "The values of a media type are text or bytes, although it has a schema.",
    "Declare a JSON media type if the service uses JSON."
        => MEDIA_TYPE_RAW = "media-type-raw";

    "One of several media types is ignored.",
    "Nothing has to be done: another media type is used."
        => MEDIA_TYPE_UNUSED = "media-type-unused";

    "The optional body of a GET, HEAD or DELETE has no properties.",
    "Describe its properties if the service reads them; `.json_body(value)` sends one until then."
        => BODY_UNUSED = "body-unused";

    "The `parent` of a tag is not a declared tag, or is below the tag.",
    "Correct the `parent`; until then the tag has no parent."
        => TAG_PARENT_INVALID = "tag-parent-invalid";

    "The name of a parameter or of a header is empty, is not one that a message has, or is one of the client itself.",
    "Fix the name; until then the parameter is omitted, and `.header(…)` sets the header of a request."
        => PARAMETER_INVALID = "parameter-invalid";

    "A parameter is a credential of a security scheme.",
    "Set the credential on the client: the method has no such argument."
        => PARAMETER_IS_CREDENTIAL = "parameter-is-credential";

    "The values of a parameter may nest deeper than its style can represent.",
    "Flatten the schema, or use `content` instead of `schema`."
        => PARAMETER_NESTED = "parameter-nested";

    "A path parameter does not appear in the path.",
    "Add it to the path, or remove it; until then it is omitted."
        => PARAMETER_NOT_IN_PATH = "parameter-not-in-path";

    "Two parameters in one list have the same name and location.",
    "Remove one of them: the last one is used."
        => PARAMETER_REPEATED = "parameter-repeated";

    "A template expression in the path has no parameter.",
    "Declare the path parameter; until then it is a string."
        => PARAMETER_UNDECLARED = "parameter-undeclared";

    "The document requires no credential, although it declares exactly one security scheme.",
    "Add `security` to the document."
        => SECURITY_ASSUMED = "security-assumed";

    "A security requirement names a scheme that is not declared.",
    "Declare the scheme in `components/securitySchemes`."
        => SECURITY_SCHEME_UNDECLARED = "security-scheme-undeclared";

    "The type of a security scheme is not supported.",
    "Send the credential through a transport of your own, or as a header."
        => SECURITY_SCHEME_UNKNOWN = "security-scheme-unknown";

    "The generator failed: this is a bug of the generator, never of the document.",
    "Report it with the document."
        => INTERNAL = "internal";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_has_a_meaning_and_a_remedy() {
        let names: BTreeSet<&str> = EXPLANATIONS.iter().map(|explanation| explanation.code.name()).collect();
        assert_eq!(names.len(), EXPLANATIONS.len());
        for Explanation { code, meaning, remedy, .. } in EXPLANATIONS {
            for sentence in [meaning, remedy] {
                let is_sentence = sentence.starts_with(|first: char| first.is_uppercase()) && sentence.ends_with('.');
                assert!(is_sentence && !sentence.contains(". "), "{code}: {sentence}");
            }
        }
    }
}

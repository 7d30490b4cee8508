//! The target file of a new crate. It explains every key, and proposes values for those that a person has to choose.

use std::path::{Component, Path};

use super::toml_text::{comment, key, quoted, quoted_list};
use crate::api::NextPage;
use crate::api::analysis::PaginationProposal;
use crate::config::Target;
use crate::rust::{OLDEST_RUST, Package, ProposedVariables};

/// Returns the text of the target file for the crate of a target.
pub(super) fn target_file(package: &Package, target: &Target) -> String {
    let overlays: Vec<String> = target.overlays.iter().map(|overlay| relative(&target.output, overlay)).collect();
    let spec = quoted(&relative(&target.output, &target.spec));
    let overlays = quoted_list(&overlays);
    let (grouping, version) = (target.grouping.as_str(), quoted(&package.rust_version));
    let mut text = format!(
        "# How the client in this folder is made. After a change to this file or to the document, run in the project of the
# generator: cargo xtask codegen --target path/to/this/folder
# Paths are relative to this file.

# The OpenAPI document, in YAML or JSON.
spec = {spec}

# OpenAPI Overlays. They are applied to the document in this order.
overlays = {overlays}

# The folder of the crate. The generated files are in `src/generated` below it.
output = \".\"

# Where the methods of operations are: \"tags\" makes a group for each tag, as in `client.pets().list()`, and \"flat\" makes all
# of them methods of `Client`. Another value renames the methods.
grouping = \"{grouping}\"

# The oldest Rust that the crate supports: {OLDEST_RUST} or newer. `Cargo.toml` states the same.
rust-version = {version}

# Properties that the document does not describe: \"ignore\" drops them, and \"keep\" keeps them in the map
# `additional_properties` of each struct.
unknown-fields = \"ignore\"

# Required properties that a response lacks: \"strict\" makes the response an error, and \"lenient\" makes them `None`. To be
# lenient with some schemas alone, list them: lenient = [\"#/components/schemas/Pet\"]
required-fields = \"strict\"

# The header for idempotency keys, which the client makes for each call. Default: \"Idempotency-Key\".
# idempotency-key = \"X-Idempotency-Key\"

# Schemas whose values `Debug` output does not contain, as with `format: password`, `writeOnly` and `x-sensitive`.
# secret = [\"#/components/schemas/Owner/properties/phone\"]

"
    );
    text.push_str(OPTIONAL);
    text.push_str(CREDENTIALS);
    text.extend(package.credentials.iter().map(credential));
    text.push_str(PAGINATION);
    if !package.pagination.is_empty() {
        text.push_str(PROPOSED);
        text.extend(package.pagination.iter().map(proposal));
    }
    text
}

/// The tables that a target may have.
const OPTIONAL: &str = "\
# The operations of the client. Default: all. An operation is selected by a tag, by its `operationId`, by its method and path, or
# by its path.
# [include]
# tags = [\"pets\"]
# operations = [\"listPets\", \"GET /health\"]
# paths = [\"/owners/*\"]
#
# [exclude]
# operations = [\"deletePet\"]

# Rust types for formats of strings. They implement Clone, Debug, PartialEq, FromStr and Display.
# [formats]
# uuid = \"uuid::Uuid\"

# JSON Pointers to the message and the code in the body of an error response. Default: the usual places, such as
# \"/message\" and \"/error/message\".
# [errors]
# message = \"/fault/text\"
# code = \"/fault/id\"

# The headers in which the service describes its rate limit. Default: the usual names. A name may be a list of names. The unit of
# the reset is \"seconds\" or \"milliseconds\" since the epoch, \"seconds-from-now\", or \"date\".
# [rate-limit]
# limit = \"X-RateLimit-Limit\"
# remaining = \"X-RateLimit-Remaining\"
# reset = \"X-RateLimit-Reset\"
# reset-unit = \"seconds\"
# rejects-before-acting = true     # a request of any method may be retried when the service asks for a wait

# Headers of every request. `ClientBuilder::header` and a request replace them.
# [headers]
# X-Api-Version = \"2024-04-15\"

# How the service signs the requests of its webhooks: HMAC-SHA256 over `signed`. The module `webhooks` of the client verifies them.
# [webhooks]
# signature = \"Pets-Signature\"       # the header that has the signatures
# separator = \",\"                    # between the items of the header; default: a line is one item
# prefix = \"v1=\"                     # before the signature in an item
# encoding = \"hex\"                   # or \"base64\"
# signed = \"{id}.{timestamp}.{body}\" # default: \"{body}\"
# id = \"Pets-Id\"                     # the header that has `{id}`
# timestamp-prefix = \"t=\"            # before `{timestamp}` in an item; or `timestamp`, the name of a header
# timestamp-unit = \"seconds\"         # or \"milliseconds\", since the epoch
# tolerance = 300                    # seconds that the timestamp may be off
# secret-encoding = \"text\"           # or \"base64\", \"hex\"; `secret-prefix` is before the encoded secret
# event = { pointer = \"/type\" }      # where the name of the event is; or { header = \"Pets-Event\" }

# The severity of diagnostics by code. `cargo xtask explain` lists the codes. An error can't be allowed.
# [diagnostics]
# deny = [\"key-unknown\"]            # errors
# warn = [\"schema-untyped\"]         # warnings
# allow = [\"name-collision\"]        # not reported

# Names that no change of the document changes: of types, which begin with a capital letter, and of the methods of operations.
# `cargo xtask codegen --target path/to/this/folder --pin-names` writes all of them.
# [names]
# \"#/components/schemas/Pet\" = \"Pet\"
# \"#/paths/~1pets/get\" = \"list_pets\"
#
# The limits of documents, whose names are in the diagnostics of documents that exceed them.
# [limits]
# document-nodes = 4000000
";

/// The text before the credentials.
const CREDENTIALS: &str = "
# Environment variables: `Credentials::from_env` reads the credential of each security scheme from them.
# [credentials]
";

/// The text about pagination.
const PAGINATION: &str = "
# Pagination: `.items()` streams the items of all pages. OpenAPI has no keyword for it, so it is declared here.
# [[pagination]]
# operations = [\"listPets\"]
# style = \"cursor\"                 # or \"last-item\", \"offset\", \"page\", \"link\"
# items = \"/data\"                  # JSON Pointer to the items in the body of a page
# parameter = \"after\"              # query parameter that selects the next page
# cursor = \"/next\"                 # JSON Pointer to its value; with \"last-item\", relative to the last item
# # link = \"/next\"                 # only with \"link\": JSON Pointer to the URL of the next page; default: the header `Link`
# more = \"/has_more\"               # JSON Pointer to a boolean: whether there is a next page
";

/// The text before the proposals.
const PROPOSED: &str = "
# The document shows the pagination below. Compare it with the service's documentation, then remove `# ` before the lines.
";

/// Returns the line of a credential.
fn credential(variables: &ProposedVariables) -> String {
    let (scheme, secret) = (key(&variables.scheme), quoted(&variables.secret));
    match &variables.user {
        Some(user) => format!("# {scheme} = {{ user = {}, password = {secret} }}\n", quoted(user)),
        None => format!("# {scheme} = {secret}\n"),
    }
}

/// Returns the lines of a proposal. They are valid once the first two characters of each are removed.
fn proposal(proposal: &PaginationProposal) -> String {
    let (style, parameter, at, first) = match &proposal.next {
        NextPage::Cursor { parameter, at } => ("cursor", Some(parameter), Some(("cursor", at)), None),
        NextPage::LastItem { parameter, at } => ("last-item", Some(parameter), Some(("cursor", at)), None),
        NextPage::Offset { parameter } => ("offset", Some(parameter), None, None),
        NextPage::Page { parameter, first } => ("page", Some(parameter), None, Some(first)),
        NextPage::Link { at } => ("link", None, at.as_ref().map(|at| ("link", at)), None),
    };
    let mut text = format!("\n# # {}.\n# [[pagination]]\n", sentence(&proposal.reason));
    let mut line = |key: &str, value: String| text.push_str(&format!("# {key} = {value}\n"));
    match proposal.operations.as_slice() {
        [only] => line("operations", quoted_list(std::slice::from_ref(only))),
        operations => {
            let lines: String = operations.iter().map(|operation| format!("#     {},\n", quoted(operation))).collect();
            line("operations", format!("[\n{lines}# ]"));
        }
    }
    line("style", quoted(style));
    line("items", quoted(proposal.items.as_str()));
    parameter.into_iter().for_each(|parameter| line("parameter", quoted(parameter)));
    at.into_iter().for_each(|(key, at)| line(key, quoted(at.as_str())));
    proposal.more.iter().for_each(|more| line("more", quoted(more.as_str())));
    first.filter(|first| **first != 1).into_iter().for_each(|first| line("first", first.to_string()));
    text
}

/// Returns a sentence for a comment, with a capital letter.
fn sentence(text: &str) -> String {
    let text = comment(text);
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Returns a path relative to a folder, with `/` as the separator. It is the path itself if the two have no common
/// start.
fn relative(folder: &Path, path: &Path) -> String {
    let absolute = |path: &Path| std::path::absolute(path).map(|path| crate::location::normalize_path(&path));
    let as_text = |path: &Path| path.to_string_lossy().replace('\\', "/");
    let (Ok(folder), Ok(target)) = (absolute(folder), absolute(path)) else { return as_text(path) };
    let from: Vec<Component<'_>> = folder.components().collect();
    let to: Vec<Component<'_>> = target.components().collect();
    let common = from.iter().zip(&to).take_while(|(from, to)| from == to).count();
    if common == 0 {
        return as_text(&target);
    }
    let up = from.iter().skip(common).map(|_| "..".to_owned());
    let down = to.iter().skip(common).map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn a_path_is_relative_to_the_crate() {
        for (folder, path, expected) in [
            ("pets", "pets.yaml", "../pets.yaml"),
            ("made/pets", "specs/pets.yaml", "../../specs/pets.yaml"),
            ("pets", "pets/api/pets.yaml", "api/pets.yaml"),
            (".", "pets.yaml", "pets.yaml"),
            ("made/../pets", "pets.yaml", "../pets.yaml"),
        ] {
            assert_eq!(relative(folder.as_ref(), path.as_ref()), expected, "{folder} {path}");
        }
    }
}

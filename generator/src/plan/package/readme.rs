//! The README of a new crate. It is the documentation of the crate's root too, so its program is a documentation test.

use crate::api::Api;
use crate::plan::docs::markdown::{to_doc_lines, to_inline};
use crate::rust::Package;

/// Returns the lines of the README.
pub(super) fn readme(api: &Api, package: &Package, quick_start: &[String]) -> Vec<String> {
    let Package { name, features, .. } = package;
    let title =
        Some(to_inline(&api.title)).filter(|title| !title.is_empty()).unwrap_or_else(|| "an HTTP API".to_owned());
    let mut lines = vec![format!("# {name}"), String::new(), format!("A Rust client for {title}.")];
    if let Some(paragraph) = first_paragraph(api.description.as_deref().unwrap_or_default()) {
        lines.push(String::new());
        lines.extend(paragraph);
    }
    let dependency = format!("{name} = \"0.1\"");
    section(&mut lines, "Quick start", &["```toml", "[dependencies]", &dependency]);
    lines.extend(
        ["tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }", "```", "", "```rust,no_run"]
            .map(str::to_owned),
    );
    lines.extend_from_slice(quick_start);
    lines.push("```".to_owned());
    let about = [
        "Each operation is a method that returns a request. The methods of the request set optional parameters, headers and",
        "a timeout. `.await` sends the request and returns the body of the response, and `.send().await` returns its status and",
        "headers too.",
        "",
        "`?` converts the error of every operation to `AnyError`, which has predicates such as `is_not_found()`, and the `status()`",
        "and the `message()` of the service. `Error::Api` has the body of an error response as a value of its type.",
        "",
        "`raw_body`, `multipart_body`, `query` and `header` of a request send what the API description lacks, and `Client::request`",
        "sends a request to an endpoint that it lacks.",
    ];
    lines.push(String::new());
    lines.extend(about.map(str::to_owned));
    if api.security_schemes.is_empty() {
        credentials(&mut lines);
    }
    section(&mut lines, "Features", &["| feature | enables |", "|---|---|"]);
    if !features.is_empty() {
        lines.push("| `full` (default) | all groups of operations |".to_owned());
        lines.extend(
            features.iter().map(|feature| format!("| `{}` | {} |", feature.name, feature.docs.replace('|', "\\|"))),
        );
    }
    lines.extend(FEATURES.iter().map(|(name, about)| format!("| {name} | {about} |")));
    let regenerate = [
        "The generated files are in `src/generated`; do not edit them. A target file names the OpenAPI document, and says how the",
        "client is made from it: `codegen.toml` in this folder, or a file in `specs` of the generator's project. After a change to",
        "either, run this in the project of the generator, with the path of that file if it is in `specs`:",
        "",
        "```sh",
        "cargo xtask codegen --target path/to/this/folder",
        "```",
    ];
    section(&mut lines, "Regenerating", &regenerate);
    if let Some(license) = &package.license {
        section(&mut lines, "License", &[&crate::plan::docs::code(license)]);
    }
    lines
}

/// The features of every client.
const FEATURES: [(&str, &str); 11] = [
    ("`rustls` (default)", "`reqwest` with TLS by rustls"),
    ("`native-tls`", "`reqwest` with the TLS of the operating system"),
    (
        "`rustls-no-provider`",
        "`reqwest` with rustls and the cryptography that your program installs before it builds a client",
    ),
    (
        "`reqwest`",
        "the transport that uses reqwest, without TLS; on `wasm32-unknown-unknown`, the one that uses `fetch`. Without it, set \
         a transport of your own",
    ),
    ("`gzip`, `brotli`, `zstd`", "compressed responses"),
    ("`system-proxy`", "the proxy of the operating system"),
    ("`blocking`", "calls that block the thread: `request.blocking()?`; not on `wasm32-unknown-unknown`"),
    ("`testing`", "a transport for tests, which responds without a server: see `runtime::testing`"),
    ("`tower`", "`TowerTransport`: a service of tower as the transport"),
    ("`tracing`", "a span for each attempt, by the conventions of OpenTelemetry"),
    ("`webhook-signatures`", "checks the signatures of webhook requests"),
];

fn section(lines: &mut Vec<String>, title: &str, content: &[&str]) {
    lines.extend([String::new(), format!("## {title}"), String::new()]);
    lines.extend(content.iter().map(|line| (*line).to_owned()));
}

/// The section of an API that declares no security schemes.
fn credentials(lines: &mut Vec<String>) {
    let content = [
        "The document declares no security schemes. If the server requires credentials, set them for all requests:",
        "`Client::builder().credentials(Credentials::bearer(token))`, or `Credentials::basic`, `Credentials::api_key_header` and",
        "`Credentials::api_key_query`.",
    ];
    section(lines, "Credentials", &content);
}

/// Returns the first paragraph of a description. `None` if the description starts with another block.
fn first_paragraph(description: &str) -> Option<Vec<String>> {
    let lines = to_doc_lines(description);
    let mut paragraphs = lines.split(String::is_empty);
    // Headings are bold paragraphs.
    let is_heading = |paragraph: &&[String]| {
        let title = paragraph.first().and_then(|line| line.strip_prefix("**")?.strip_suffix("**"));
        paragraph.len() == 1 && title.is_some_and(|title| !title.contains("**"))
    };
    let paragraph = paragraphs.find(|paragraph| !paragraph.is_empty() && !is_heading(paragraph))?.to_vec();
    let is_text =
        paragraph.first()?.starts_with(|letter: char| letter.is_alphanumeric() || matches!(letter, '[' | '*' | '\\'));
    // A list may start with `*`, and a table contains bars.
    let is_plain =
        !paragraph.iter().any(|line| line.starts_with("* ") || line.contains('|') || line.starts_with("```"));
    (is_text && is_plain).then_some(paragraph)
}

//! Updates a Data Export destination by a JSON Patch or a JSON merge patch, and prints the result.
//!
//! ```text
//! LAUNCHDARKLY_ACCESS_TOKEN=… cargo run --package generated-client --example patch_destination -- \
//!     https://app.launchdarkly.com my-project production 0123456789abcdef \
//!     '{"name": "nightly export", "on": true}' 'names are lower-case'
//! ```

use std::process::ExitCode;

use generated_client::operations::PatchDestinationHeaders;
use generated_client::types::{DestinationUpdate, MergePatch, PatchOperation};
use generated_client::{Client, Credentials, WithComment};

const USAGE: &str = "\
usage: patch_destination BASE_URL PROJECT ENVIRONMENT ID PATCH [COMMENT]

  BASE_URL   such as https://app.launchdarkly.com
  PATCH      a JSON Patch, which is an array of operations:
                 '[{\"op\": \"replace\", \"path\": \"/name\", \"value\": \"nightly export\"}]'
             or a JSON merge patch, which is an object:
                 '{\"name\": \"nightly export\", \"on\": true}'
  COMMENT    a comment for the audit log

The environment variable LAUNCHDARKLY_ACCESS_TOKEN must hold the access token.";

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [base_url, project, environment, id, patch, comment @ ..] = arguments.as_slice() else {
        return Err(USAGE.to_owned());
    };
    let update = match comment {
        [] => parse(patch, None)?,
        [comment] => parse(patch, Some(comment))?,
        _ => return Err(USAGE.to_owned()),
    };
    let token = std::env::var("LAUNCHDARKLY_ACCESS_TOKEN")
        .map_err(|error| format!("LAUNCHDARKLY_ACCESS_TOKEN: {error}\n\n{USAGE}"))?;
    let client = Client::builder()
        .credentials(Credentials::api_key(token))
        .server(base_url.as_str())
        .build()
        .map_err(|error| error.to_string())?;
    let response = client.patch_destination(project, environment, id, update).send().await.map_err(|error| {
        let conflict = "another request changed the destination at the same time; run the command again";
        if error.is_conflict() { format!("{error}\n{conflict}") } else { error.to_string() }
    })?;
    if let Ok(Some(remaining)) = PatchDestinationHeaders::from(response.headers()).x_ratelimit_route_remaining() {
        eprintln!("requests that remain: {remaining}");
    }
    println!("{}", serde_json::to_string_pretty(response.body()).map_err(|error| error.to_string())?);
    Ok(())
}

/// Parses a patch. An array is a JSON Patch, and an object is a merge patch.
fn parse(text: &str, comment: Option<&str>) -> Result<DestinationUpdate, String> {
    let invalid = |error: serde_json::Error| format!("`{text}` is not a valid patch: {error}\n\n{USAGE}");
    if text.trim_start().starts_with('[') {
        let patch: Vec<PatchOperation> = serde_json::from_str(text).map_err(invalid)?;
        return Ok(match comment {
            Some(comment) => patch.comment(comment).into(),
            None => patch.into(),
        });
    }
    let patch: MergePatch = serde_json::from_str(text).map_err(invalid)?;
    Ok(match comment {
        Some(comment) => patch.comment(comment).into(),
        None => patch.into(),
    })
}

//! Updates a Data Export destination with one operation, and prints the result.
//!
//! ```text
//! LAUNCHDARKLY_ACCESS_TOKEN=… cargo run --package generated-client --example patch_destination -- \
//!     https://app.launchdarkly.com my-project production 0123456789abcdef replace /name '"nightly export"'
//! ```

use std::process::ExitCode;

use generated_client::types::PatchOperation;
use generated_client::{Client, Credentials, Value};

const USAGE: &str = "\
usage: patch_destination BASE_URL PROJECT ENVIRONMENT ID OPERATION

  BASE_URL   such as https://app.launchdarkly.com
  OPERATION  one operation of a JSON Patch, either as JSON:
                 '{\"op\": \"replace\", \"path\": \"/name\", \"value\": \"nightly export\"}'
             or as its parts OP PATH [VALUE], with the value as JSON:
                 replace /name '\"nightly export\"'

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
    let [base_url, project, environment, id, operation @ ..] = arguments.as_slice() else {
        return Err(USAGE.to_owned());
    };
    let operation = parse_operation(operation)?;
    let token = std::env::var("LAUNCHDARKLY_ACCESS_TOKEN")
        .map_err(|error| format!("LAUNCHDARKLY_ACCESS_TOKEN: {error}\n\n{USAGE}"))?;
    let client = Client::builder()
        .credentials(Credentials::api_key(token))
        .server(base_url.as_str())
        .build()
        .map_err(|error| error.to_string())?;
    let destination = client.patch_destination(project, environment, id, vec![operation]).await;
    let destination = destination.map_err(|error| error.to_string())?;
    println!("{}", serde_json::to_string_pretty(&destination).map_err(|error| error.to_string())?);
    Ok(())
}

/// Parses the operation from the rest of the command line.
fn parse_operation(arguments: &[String]) -> Result<PatchOperation, String> {
    match arguments {
        [text] => {
            serde_json::from_str(text).map_err(|error| format!("`{text}` is not a valid operation: {error}\n\n{USAGE}"))
        }
        [op, path] => Ok(PatchOperation::new(op.as_str(), path)),
        [op, path, value] => {
            let value: Value = value.parse().map_err(|error| format!("`{value}` is not valid JSON: {error}"))?;
            Ok(PatchOperation::new(op.as_str(), path).value(value))
        }
        _ => Err(USAGE.to_owned()),
    }
}

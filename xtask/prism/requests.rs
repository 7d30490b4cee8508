//! Sends requests to Prism, which validates them against two documents.
//!
//! The arguments are the URLs of Prism for the shipped document and for the fixture.

use std::process::ExitCode;

use generated_client::types::PatchOperation;
use prism_fixture::types::{ListPetsKind, ListPetsNear, Pet, PetKind, PetOwner, ReplacePetBody};
use serde_json::json;

/// The header in which Prism lists violations.
const VIOLATIONS: &str = "sl-violations";

/// Counts the requests, and those with an unexpected result.
#[derive(Default)]
struct Results {
    requests: usize,
    failed: usize,
}

impl Results {
    /// Records the status and the violations of a response. `expected` is part of the expected violation, and `None` if
    /// the request is valid.
    fn record(&mut self, name: &str, response: Result<(u16, Option<String>), String>, expected: Option<&str>) {
        self.requests += 1;
        let passed = match &response {
            Ok((status, None)) => expected.is_none() && *status < 300,
            // Prism has other error statuses too. 422 is the one for violations.
            Ok((status, Some(violations))) => {
                *status == 422 && expected.is_some_and(|expected| violations.contains(expected))
            }
            Err(_) => false,
        };
        let verdict = if passed { "passed" } else { "FAILED" };
        let violations = match &response {
            Ok((_, Some(_))) if passed => "the expected violation".to_owned(),
            Ok((status, violations)) => format!("{status}, {}", violations.as_deref().unwrap_or("no violation")),
            Err(error) => error.clone(),
        };
        println!("{name}: {verdict} ({violations})");
        self.failed += usize::from(!passed);
    }
}

/// Returns the status of a response and the violations that Prism found: in a header, or in the body of an error
/// response.
macro_rules! send {
    ($request:expr) => {
        match $request.send().await {
            Ok(response) => {
                let violations = response.headers().get(VIOLATIONS);
                let violations = violations.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
                Ok((response.status().as_u16(), violations))
            }
            Err(error) => match (error.status(), error.raw_body()) {
                (Some(status), Some(body)) => Ok((status.as_u16(), Some(String::from_utf8_lossy(body).into_owned()))),
                _ => Err(error.to_string()),
            },
        }
    };
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let urls: Vec<String> = std::env::args().skip(1).collect();
    let mut results = Results::default();

    let client = generated_client::Client::builder().credentials(generated_client::Credentials::api_key("api-key"));
    let client = client.server(urls[0].as_str()).build().unwrap();
    let patch = vec![
        PatchOperation::replace("/name", "nightly export"),
        PatchOperation::replace("/config/topic", json!(null)),
        PatchOperation::remove("/a~1b"),
    ];
    results.record("the shipped operation", send!(client.patch_destination("my project", "a/b", "é", patch)), None);

    let client = prism_fixture::Client::builder().credentials(prism_fixture::Credentials::key("secret"));
    let client = client.server(urls[1].as_str()).build().unwrap();
    results.record("required parameters", send!(client.list_pets("me and you", ListPetsKind::Cat, 10)), None);
    let near = ListPetsNear::default().lat(1.5).long(-2.0);
    let request =
        client.list_pets("me", ListPetsKind::Cat, 1).tags(["a b", "c&d"]).ids([1, 2]).colors(["blue", "black"]);
    results.record("all parameters", send!(request.near(near).x_dry_run(true).x_trace(7)), None);
    results.record(
        "a limit that is too high",
        send!(client.list_pets("me", ListPetsKind::Cat, 11)),
        Some("limit must be <= 10"),
    );
    results.record(
        "an unknown kind",
        send!(client.list_pets("me", ListPetsKind::from("fish"), 1)),
        Some("kind must be equal to one of"),
    );

    let pet = || Pet::new("Tom", PetKind::Cat);
    results.record("a JSON body", send!(client.create_pet(pet())), None);
    let owner = PetOwner::default().email("me@example.com");
    let full = pet().born("2024-02-29").tags(vec!["a".to_owned()]).chip(None).owner(owner);
    results.record("a JSON body with all properties", send!(client.create_pet(full)), None);
    let tags = vec!["a".to_owned(); 4];
    results.record(
        "a JSON body that is too long",
        send!(client.create_pet(pet().tags(tags))),
        Some("tags must NOT have more than 3 items"),
    );
    let form = ReplacePetBody::new("Tom & Jerry").age(3).tags(vec!["a b".to_owned(), "c".to_owned()]);
    results.record("a form", send!(client.replace_pet(form)), None);

    println!("{} of {} requests failed", results.failed, results.requests);
    if results.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

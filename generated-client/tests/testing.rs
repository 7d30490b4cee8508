//! The tests of a program that uses the client, without a server.

use std::time::Duration;

use generated_client::operations::{PatchDestination, PatchDestinationError};
use generated_client::runtime::TransportErrorKind;
use generated_client::runtime::testing::{MockResponse, MockTransport, RecordingTransport, ReplayTransport};
use generated_client::types::{Destination, MergePatch, PatchOperation, StatusConflictErrorRep};
use generated_client::{AnyError, Client, Credentials, Error, Server};
use serde_json::json;

/// The code under test: turns a destination on, or reports who was faster.
async fn turn_on(client: &Client, id: &str) -> Result<String, AnyError> {
    let patch = vec![PatchOperation::replace("/on", true)];
    match client.patch_destination("shop", "production", id, patch).idempotent(true).await {
        Ok(destination) => Ok(format!("{} is on", destination.name.unwrap_or_default())),
        Err(Error::Api(error)) => match error.body() {
            PatchDestinationError::Conflict(conflict) => Ok(format!("not changed: {}", conflict.message)),
            _ => Err(Error::Api(error).into()),
        },
        Err(error) => Err(error.into()),
    }
}

fn mock() -> (MockTransport, Client) {
    let mock = MockTransport::new();
    let builder = Client::builder().server(Server::Commercial).credentials(Credentials::api_key("hush-token"));
    (mock.clone(), builder.transport(mock).build().unwrap())
}

fn expected(client: &Client, id: &str) -> PatchDestination {
    client.patch_destination("shop", "production", id, vec![PatchOperation::replace("/on", true)])
}

#[tokio::test]
async fn a_destination_is_turned_on() {
    let (mock, client) = mock();
    // The client retries an attempt that fails. The waits between attempts take no real time.
    mock.expect(expected(&client, "7")).fail(TransportErrorKind::Connect);
    mock.expect(expected(&client, "7")).respond_with(MockResponse::empty(503).header("retry-after", "5"));
    mock.expect(expected(&client, "7")).respond_json(&json!({"name": "nightly export"}));
    assert_eq!(turn_on(&client, "7").await.unwrap(), "nightly export is on");
    mock.verify();
    assert_eq!(mock.waits()[1], Duration::from_secs(5));
}

#[tokio::test]
async fn a_conflict_is_reported() {
    let (mock, client) = mock();
    let conflict = StatusConflictErrorRep::new("optimistic_locking_error", "Conflict");
    mock.expect(expected(&client, "7")).respond_error(409, &conflict);
    assert_eq!(turn_on(&client, "7").await.unwrap(), "not changed: Conflict");
    mock.verify();
}

#[tokio::test]
async fn a_request_that_differs_is_explained() {
    let (mock, client) = mock();
    let patch = vec![PatchOperation::replace("/on", false)];
    mock.expect(client.patch_destination("shop", "production", "7", patch)).respond(&Destination::default());
    let error = turn_on(&client, "7").await.unwrap_err().to_string();
    assert!(error.ends_with("\n- body /0/value false\n+ body /0/value true"), "{error}");
    mock.expect_any::<PatchDestination>().respond(&Destination::default());
    assert!(std::panic::catch_unwind(|| mock.verify()).is_err());
}

#[tokio::test]
async fn a_recording_is_replayed() {
    let folder = std::env::temp_dir().join(format!("generated-client-{}", std::process::id()));
    let path = folder.join("recording.json");
    let mock = MockTransport::new();
    let client = |transport: RecordingTransport<MockTransport>| {
        Client::builder().credentials(Credentials::api_key("hush-token")).transport(transport).build().unwrap()
    };
    let recording = client(RecordingTransport::new(mock.clone(), &path).redact_member("topic"));
    let merge = || MergePatch::default().config(json!({"topic": "hush-topic"}));
    let stored = json!({"name": "hush-token", "config": {"topic": "hush-topic"}});
    mock.expect(recording.patch_destination("shop", "production", "7", merge())).respond_json(&stored);
    recording.patch_destination("shop", "production", "7", merge()).await.unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(!text.contains("hush"), "{text}");

    let replay = ReplayTransport::open(&path).unwrap();
    let builder = Client::builder().credentials(Credentials::api_key("other")).transport(replay.clone());
    let patch = MergePatch::default().config(json!({"topic": "other"}));
    let destination = builder.build().unwrap().patch_destination("shop", "production", "7", patch).await.unwrap();
    assert_eq!(destination.name.as_deref(), Some("[redacted]"));
    replay.verify();
    std::fs::remove_dir_all(folder).unwrap();
}

//! The settings that every request type has: what the API description does not declare.

use std::time::Duration;

use serde_json::json;

use super::support::{Exchange, FakeTransport, GetPet, Pet, get_pet};
use crate::runtime::{
    Body, Credentials, Error, EventForm, EventRequest, Method, Multipart, RequestErrorKind, RetryPolicy, Timeouts,
};

/// Sends a request, and returns its URL, its body and its media type.
async fn sent(set: impl FnOnce(GetPet) -> GetPet) -> (String, String, Option<String>) {
    let fake = FakeTransport::responding(Exchange::Response(500, &[], Vec::new()));
    let client = fake.client(Credentials::none().with("cookie", crate::runtime::Credential::cookie("a", "b")));
    let _ = set(get_pet(&client, "cat", "", 1)).await;
    let request = fake.requests.lock().unwrap().pop().unwrap();
    let content_type = request.headers().get("content-type").map(|value| value.to_str().unwrap().to_owned());
    let body = request.body().as_bytes().map(|bytes| String::from_utf8(bytes.to_vec()).unwrap());
    (request.uri().to_string(), body.unwrap(), content_type)
}

#[tokio::test]
async fn a_query_parameter_is_added_and_encoded() {
    let (url, ..) = sent(|request| request.query("a b", "x&y").query("n", 1).query("n", 2)).await;
    assert_eq!(url, "https://api.example.com/v1/pets/cat/1.json?fixed=1&a%20b=x%26y&n=1&n=2");
}

#[tokio::test]
async fn a_json_body_replaces_the_body() {
    let (_, body, content_type) = sent(|request| request.json_body(&json!({"name": "Rex", "age": 1.50}))).await;
    // Another crate of a build decides whether a map of serde_json keeps the order of its keys.
    let body: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(body, json!({"name": "Rex", "age": 1.5}));
    assert_eq!(content_type.as_deref(), Some("application/json"));
    // The essence of a media type is case-insensitive, and its parameters do not matter.
    let own = |request: GetPet| request.header("content-type", "Text/JSON; charset=utf-8").json_body(&[1]);
    assert_eq!(sent(own).await.2.as_deref(), Some("Text/JSON; charset=utf-8"));
    let patch = |request: GetPet| request.header("content-type", "application/merge-patch+json").json_body(&[1]);
    let (_, body, content_type) = sent(patch).await;
    assert_eq!((body.as_str(), content_type.as_deref()), ("[1]", Some("application/merge-patch+json")));
}

#[tokio::test]
async fn a_body_of_any_media_type_replaces_the_body() {
    let (_, body, content_type) = sent(|request| request.json_body(&[1]).raw_body("application/gzip", "bytes")).await;
    assert_eq!((body.as_str(), content_type.as_deref()), ("bytes", Some("application/gzip")));

    let multipart = Multipart::new().text("name", "report").file("file", "bytes");
    let (_, body, content_type) = sent(|request| request.raw_body("text/plain", "no").multipart_body(multipart)).await;
    assert!(body.contains("name=\"name\"\r\n") && body.contains("\r\n\r\nreport\r\n"), "{body}");
    assert!(body.contains("name=\"file\"; filename=\"file\""), "{body}");
    assert!(content_type.unwrap().starts_with("multipart/form-data; boundary="));

    let (_, body, _) = sent(|request| request.multipart_body(Multipart::new()).raw_body("text/plain", "text")).await;
    assert_eq!(body, "text");
}

#[tokio::test]
async fn a_request_of_the_caller_has_a_multipart_body() {
    let fake = FakeTransport::responding(Exchange::Response(200, &[], Vec::new()));
    let client = fake.client(Credentials::none());
    client.request(Method::POST, "/files").multipart_body(Multipart::new().text("a", "b")).await.unwrap();
    let request = fake.requests.lock().unwrap().pop().unwrap();
    assert!(request.headers()["content-type"].to_str().unwrap().starts_with("multipart/form-data; boundary="));
}

#[tokio::test]
async fn extra_members_are_added_to_an_object() {
    let (_, body, content_type) = sent(|request| request.extra("a", 1).extra("b", "c").extra("a", 2)).await;
    assert_eq!((body.as_str(), content_type.as_deref()), (r#"{"b":"c","a":2}"#, Some("application/json")));
    // Digits of other members are kept.
    let number = crate::runtime::json::Value::from_serialize(&json!({"x": 12345678901234567890_u64})).unwrap();
    let (_, body, _) = sent(|request| request.extra("a", true).json_body(&number)).await;
    assert_eq!(body, r#"{"x":12345678901234567890,"a":true}"#);
}

#[tokio::test]
async fn extra_members_need_an_object() {
    let fake = FakeTransport::default();
    let client = fake.client(Credentials::none());
    let error = get_pet(&client, "cat", "", 1).json_body(&[1]).extra("a", 1).await.unwrap_err();
    assert!(
        matches!(&error, Error::Request(error) if matches!(error.kind(), RequestErrorKind::Body { .. })),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_request_for_events_has_the_settings_that_keep_its_body() {
    let fake = FakeTransport::responding(Exchange::Response(503, &[], Vec::new()));
    let client = fake.client(Credentials::none().with("token", crate::runtime::Credential::bearer("hush")));
    let request = EventRequest::<GetPet, Pet>::new(get_pet(&client, "cat", "", 1).0, EventForm::Json);
    let request = request.query("a b", "x&y").header("x-trace", "7").extra("a", 1).server("https://other.example.com");
    let timeouts = Timeouts::new().call(Duration::from_secs(7)).idle(Duration::from_secs(5));
    let request = request.timeout(timeouts).idempotent(true).retry(RetryPolicy::none());
    let own = request.builder.timeouts;
    assert_eq!(timeouts.or(own), own);
    request.await.unwrap_err();
    let sent = fake.requests.lock().unwrap().pop().unwrap();
    assert_eq!(sent.uri(), "https://other.example.com/pets/cat/1.json?fixed=1&a%20b=x%26y");
    assert_eq!(
        (&sent.headers()["x-trace"], &sent.headers()["accept"]),
        (&"7".parse().unwrap(), &"text/event-stream".parse().unwrap())
    );
    assert_eq!(sent.body().as_bytes().unwrap(), r#"{"a":1}"#);
    // Without a retry.
    assert!(fake.requests.lock().unwrap().is_empty());
}

#[test]
fn a_clone_of_a_request_is_a_request() {
    let fake = FakeTransport::default();
    let mut request = get_pet(&fake.client(Credentials::none()), "cat", "", 1);
    assert!(request.clone().0.try_clone().is_some());
    request.0.bytes_body("text/plain", Body::stream(Box::pin(Never)));
    assert!(request.0.try_clone().is_none());
    assert!(matches!(request.clone().0.prepare(), Err(RequestErrorKind::Body { .. })));
}

/// A stream without chunks.
struct Never;

impl futures_core::Stream for Never {
    type Item = Result<bytes::Bytes, crate::runtime::TransportError>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Pending
    }
}

//! Decoding responses.
#![cfg(feature = "reqwest")]

mod support;

use std::time::Duration;

use generated_client::operations::PatchDestinationError;
use generated_client::runtime::ResponseErrorKind;
use generated_client::types::{Destination, DestinationKind};
use generated_client::{AnyError, Client, Credentials, Error, Response};
use serde_json::json;
use support::{Server, TOKEN, message, sample_patch};

type Outcome = Result<Response<Destination>, Error<PatchDestinationError>>;

async fn call(server: &Server) -> Outcome {
    server.client().patch_destination("p", "e", "i", sample_patch()).send().await
}

async fn call_with(response: Vec<u8>) -> Outcome {
    call(&Server::start(vec![response])).await
}

#[tokio::test]
async fn known_kinds_are_read_and_an_unknown_one_is_kept() {
    let kinds = [
        ("google-pubsub", DestinationKind::GooglePubsub),
        ("kinesis", DestinationKind::Kinesis),
        ("mparticle", DestinationKind::Mparticle),
        ("segment", DestinationKind::Segment),
        ("azure-event-hubs", DestinationKind::AzureEventHubs),
        ("snowflake-v2", DestinationKind::SnowflakeV2),
        ("databricks", DestinationKind::Databricks),
        ("bigquery", DestinationKind::Bigquery),
        ("redshift", DestinationKind::Redshift),
        ("clickhouse", DestinationKind::Unknown("clickhouse".to_owned())),
    ];
    for (name, kind) in kinds {
        let body = json!({
            "_id": "1", "_links": {"self": {"href": "/x", "type": "application/json"}}, "name": "n", "kind": name,
            "version": 1.0, "config": {"project": "p", "topic": "t"}, "on": true,
            "_access": {"denied": [], "allowed": [{"action": "a", "reason": {
                "effect": "allow", "notResources": ["r"], "role_name": "admin"
            }}]},
        });
        let server = Server::responding("200 OK", "application/json", &body.to_string());
        let response = call(&server).await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["x-request-id"], "request-7");
        let destination = response.into_body();
        assert_eq!(destination.kind, Some(kind));
        let allowed = &destination.access.as_ref().unwrap().allowed[0].reason;
        assert_eq!(allowed.role_name.as_deref(), Some("admin"));
        assert_eq!(allowed.not_resources.as_deref(), Some(["r".to_owned()].as_slice()));
        assert_eq!(serde_json::to_value(&destination).unwrap(), body, "{name} is written unchanged");
    }
}

#[tokio::test]
async fn properties_may_be_absent_or_unknown() {
    let destination = call_with(message("200 OK", "application/json", r#"{"on":null,"new":[1]}"#)).await.unwrap();
    assert_eq!(destination.into_body(), Destination::default());
}

/// The six bodies have one schema, so only the status distinguishes them.
#[tokio::test]
async fn each_error_is_distinguished_by_its_status() {
    for status in ["400 Bad Request", "401 Unauthorized", "403 Forbidden", "404 Not Found", "409 Conflict"]
        .into_iter()
        .chain(["429 Too Many Requests"])
    {
        let text = r#"{"code":"the_code","message":"the message","id":"7"}"#;
        let error = call_with(message(status, "application/json", text)).await.unwrap_err();
        let Error::Api(error) = error else { panic!("{status}: {error:?}") };
        let number = error.status().as_u16();
        assert!(status.starts_with(&number.to_string()));
        let (expected, message, id) = match error.body() {
            PatchDestinationError::BadRequest(body) => (400, &body.message, &body.id),
            PatchDestinationError::Unauthorized(body) => (401, &body.message, &body.id),
            PatchDestinationError::Forbidden(body) => (403, &body.message, &body.id),
            PatchDestinationError::NotFound(body) => (404, &body.message, &body.id),
            PatchDestinationError::Conflict(body) => (409, &body.message, &body.id),
            PatchDestinationError::TooManyRequests(body) => (429, &body.message, &body.id),
            other => panic!("{other:?}"),
        };
        assert_eq!((number, message.as_str(), id.as_deref()), (expected, "the message", Some("7")));
        assert_eq!(error.raw_body(), text.as_bytes());
        assert_eq!((error.message(), error.code()), (Some("the message"), Some("the_code")));
        let line = format!("patch-destination: {status}: the message (code the_code, request request-7)");
        assert_eq!(error.to_string(), line);
        assert_eq!(error.headers()["x-request-id"], "request-7");
    }
}

#[tokio::test]
async fn an_invalid_response_has_a_kind_and_keeps_its_body() {
    let html = "<html>Bad gateway</html>";
    let cases: Vec<(&str, Vec<u8>, u16, &str)> = vec![
        ("undeclared status", message("500 Internal Server Error", "application/json", "{}"), 500, "{}"),
        ("undeclared success", message("202 Accepted", "application/json", "{}"), 202, "{}"),
        ("undeclared, without a body", message("503 Service Unavailable", "text/plain", ""), 503, ""),
        ("html for a success", message("200 OK", "text/html", html), 200, html),
        ("html for an error", message("403 Forbidden", "text/html", html), 403, html),
        ("empty success", message("200 OK", "application/json", ""), 200, ""),
        ("empty error", message("409 Conflict", "application/json", ""), 409, ""),
        ("json cut off", message("200 OK", "application/json", r#"{"name":"a"#), 200, r#"{"name":"a"#),
        ("schema mismatch", message("200 OK", "application/json", r#"{"on":"yes"}"#), 200, r#"{"on":"yes"}"#),
        (
            "schema mismatch of an error",
            message("404 Not Found", "application/json", r#"{"code":1}"#),
            404,
            r#"{"code":1}"#,
        ),
        ("an array for an object", message("200 OK", "application/json", r#"["1",{},"n"]"#), 200, r#"["1",{},"n"]"#),
        (
            "connection cut off",
            b"HTTP/1.1 200 OK\r\nx-request-id: request-7\r\ncontent-length: 99\r\n\r\n{\"name\":".to_vec(),
            200,
            "{\"name\":",
        ),
    ];
    let mut kinds = Vec::new();
    for (name, bytes, status, body) in cases {
        let error = call_with(bytes).await.unwrap_err();
        let Error::Response(response) = &error else { panic!("{name}: {error:?}") };
        assert_eq!(response.status().as_u16(), status, "{name}");
        assert_eq!(response.headers()["x-request-id"], "request-7", "{name}");
        assert_eq!(response.raw_body(), body.as_bytes(), "{name}");
        assert!(!body.contains("Bad gateway") || !error.to_string().contains("Bad gateway"), "{name}");
        let kind = match response.kind() {
            ResponseErrorKind::UndeclaredStatus => "undeclared status",
            ResponseErrorKind::UntypedError => "untyped error",
            ResponseErrorKind::Empty => "empty",
            ResponseErrorKind::NotJson { .. } => "not JSON",
            ResponseErrorKind::Truncated { .. } => "truncated",
            ResponseErrorKind::SchemaMismatch(_) => "schema mismatch",
            ResponseErrorKind::Interrupted(_) => "interrupted",
            other => panic!("{name}: {other:?}"),
        };
        kinds.push((name, kind));
    }
    assert_eq!(
        kinds,
        [
            ("undeclared status", "untyped error"),
            ("undeclared success", "undeclared status"),
            ("undeclared, without a body", "untyped error"),
            ("html for a success", "not JSON"),
            ("html for an error", "not JSON"),
            ("empty success", "empty"),
            ("empty error", "empty"),
            ("json cut off", "truncated"),
            ("schema mismatch", "schema mismatch"),
            ("schema mismatch of an error", "schema mismatch"),
            ("an array for an object", "schema mismatch"),
            ("connection cut off", "interrupted"),
        ]
    );
}

#[tokio::test]
async fn a_schema_mismatch_has_a_path() {
    let body = r#"{"_links":{"self":{"href":7}}}"#;
    let error = call_with(message("200 OK", "application/json", body)).await.unwrap_err();
    let text = error.to_string();
    assert!(text.contains("/_links/self/href") && text.contains("string"), "{text}");
    assert!(text.contains("200"), "{text}");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Server::responding("200 OK", "application/json", "{}");
    let redirect = format!(
        "HTTP/1.1 307 Temporary Redirect\r\nlocation: {}/stolen\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        elsewhere.url
    );
    let error = call_with(redirect.into_bytes()).await.unwrap_err();
    assert!(error.is_redirect() && matches!(error, Error::Response(_)), "{error:?}");
    assert!(error.location().unwrap().ends_with("/stolen"));
    assert!(elsewhere.is_idle(), "the token was not sent elsewhere");
}

#[tokio::test]
async fn a_rate_limit_has_a_retry_after() {
    let limited = "HTTP/1.1 429 Too Many Requests\r\nretry-after: 7\r\ncontent-type: application/json\r\n\
                   content-length: 26\r\nconnection: close\r\n\r\n{\"code\":\"c\",\"message\":\"m\"}";
    let error = call_with(limited.as_bytes().to_vec()).await.unwrap_err();
    assert!(error.is_rate_limited() && !error.is_timeout());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
}

#[tokio::test]
async fn a_body_that_is_too_large_is_an_error() {
    let server = Server::responding("200 OK", "application/json", &format!("{{\"name\":\"{}\"}}", "a".repeat(5000)));
    let client = Client::builder()
        .credentials(Credentials::api_key(TOKEN))
        .server(server.url.as_str())
        .max_body_size(1000)
        .build();
    let error = client.unwrap().patch_destination("p", "e", "i", sample_patch()).await.unwrap_err();
    let Error::Response(response) = &error else { panic!("{error:?}") };
    assert!(matches!(response.kind(), ResponseErrorKind::TooLarge { limit: 1000 }), "{error:?}");
}

#[tokio::test]
async fn a_server_that_sends_no_response_is_a_timeout() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let client = Client::builder().credentials(Credentials::api_key(TOKEN)).server(url).build().unwrap();
    let request = client.patch_destination("p", "e", "i", sample_patch()).timeout(Duration::from_millis(200));
    let error = request.await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
}

#[tokio::test]
async fn a_server_that_is_down_is_a_connect_error() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::builder().credentials(Credentials::api_key(TOKEN)).server(url).build().unwrap();
    let error = client.patch_destination("p", "e", "i", sample_patch()).await.unwrap_err();
    assert!(error.is_connect() && !error.is_timeout(), "{error:?}");
}

#[tokio::test]
async fn any_error_converts_into_any_error() {
    async fn both(server: &Server) -> Result<Destination, AnyError> {
        Ok(server.client().patch_destination("p", "e", "i", sample_patch()).await?)
    }
    let server = Server::responding("409 Conflict", "application/json", r#"{"code":"c","message":"m"}"#);
    let error = both(&server).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(409));
    let body = error.body::<PatchDestinationError>();
    assert!(matches!(body, Some(PatchDestinationError::Conflict(conflict)) if conflict.message == "m"), "{error:?}");
}

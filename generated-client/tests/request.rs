//! Requests on the wire.
#![cfg(feature = "reqwest")]

mod support;

use std::collections::BTreeSet;
use std::time::Duration;

use generated_client::types::{PatchOperation, PatchOperationOp};
use generated_client::{Client, Credentials, Error, Server as Servers, Value};
use support::{Server, TOKEN, sample_patch};

/// The samples of the API reference: the method, the path, the headers and the body.
#[tokio::test]
async fn the_request_matches_the_api_reference() {
    let server = Server::responding("200 OK", "application/json", "{}");
    let client = server.client();
    client.patch_destination("projectKey", "environmentKey", "id", sample_patch()).await.unwrap();
    let request = server.request();
    assert_eq!(request.method, "PATCH");
    assert_eq!(request.target, "/api/v2/destinations/projectKey/environmentKey/id");
    assert_eq!(request.body, br#"[{"op":"replace","path":"/config/topic"}]"#);
    assert_eq!(request.header("authorization"), [TOKEN], "the bare token, once");
    assert_eq!(request.header("content-type"), ["application/json"]);
    assert_eq!(request.header("accept"), ["application/json"]);
    assert_eq!(request.header("content-length"), ["41"]);
    let names: BTreeSet<&str> = request.headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(request.header("ld-api-version"), ["20240415"]);
    let expected =
        ["accept", "authorization", "content-length", "content-type", "host", "ld-api-version", "user-agent"];
    assert_eq!(names, BTreeSet::from(expected), "no other headers");
}

#[tokio::test]
async fn each_path_argument_is_one_segment() {
    for (id, segment) in [
        ("a b", "a%20b"),
        ("a/b", "a%2Fb"),
        ("ä", "%C3%A4"),
        ("%2e%2e", "%252e%252e"),
        ("a?b#c", "a%3Fb%23c"),
        ("...", "..."),
        ("a.b-c_d~e", "a.b-c_d~e"),
        ("a\\b", "a%5Cb"),
        ("{id}", "%7Bid%7D"),
        ("a+b&c=d;e:f@g", "a%2Bb%26c%3Dd%3Be%3Af%40g"),
    ] {
        let server = Server::responding("200 OK", "application/json", "{}");
        server.client().patch_destination("p", "e", id, sample_patch()).await.unwrap();
        assert_eq!(server.request().target, format!("/api/v2/destinations/p/e/{segment}"), "{id}");
    }
}

/// URL libraries remove such segments, so the request would have another path.
#[tokio::test]
async fn a_dot_segment_is_an_error() {
    for id in ["", ".", ".."] {
        let server = Server::responding("200 OK", "application/json", "{}");
        let error = server.client().patch_destination("p", id, "i", sample_patch()).await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{id}: {error:?}");
        assert!(error.to_string().contains("environmentKey"), "{error}");
        assert!(server.is_idle(), "{id}: nothing is sent");
    }
}

#[tokio::test]
async fn absent_and_null_are_distinct() {
    let server = Server::responding("200 OK", "application/json", "{}");
    let patch = vec![
        PatchOperation::replace("/config/topic", Value::Null),
        PatchOperation::remove("/name"),
        PatchOperation::move_from("/a", "/b"),
        PatchOperation::copy_from("/a", "/b"),
        PatchOperation::new(PatchOperationOp::Unknown("spam".to_owned()), "/c"),
    ];
    server.client().patch_destination("p", "e", "i", patch).await.unwrap();
    let expected = concat!(
        r#"[{"op":"replace","path":"/config/topic","value":null},{"op":"remove","path":"/name"},"#,
        r#"{"op":"move","path":"/b","from":"/a"},{"op":"copy","path":"/b","from":"/a"},{"op":"spam","path":"/c"}]"#
    );
    assert_eq!(String::from_utf8(server.request().body).unwrap(), expected);
}

#[tokio::test]
async fn a_request_has_its_own_headers_and_timeout() {
    let server = Server::responding("200 OK", "application/json", "{}");
    let response = server
        .client()
        .patch_destination("p", "e", "i", sample_patch())
        .header("X-Trace", "7")
        .timeout(Duration::from_secs(5))
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.request_id(), Some("request-7"));
    assert_eq!(server.request().header("x-trace"), ["7"]);
}

#[tokio::test]
async fn a_base_url_may_have_a_path() {
    for suffix in ["/proxy/ld", "/proxy/ld/"] {
        let server = Server::responding("200 OK", "application/json", "{}");
        let url = format!("{}{suffix}", server.url);
        let client = Client::builder().credentials(Credentials::api_key(TOKEN)).server(url).build().unwrap();
        client.patch_destination("p", "e", "i", sample_patch()).await.unwrap();
        assert_eq!(server.request().target, "/proxy/ld/api/v2/destinations/p/e/i");
    }
}

#[test]
fn the_declared_servers_have_names() {
    assert_eq!(Servers::default(), Servers::Commercial);
    assert_eq!(Servers::Commercial.url(), "https://app.launchdarkly.com");
    assert_eq!(Servers::Federal.url(), "https://app.launchdarkly.us");
    assert_eq!(Servers::Eu.url(), "https://app.eu.launchdarkly.com");
    for server in [Servers::Commercial, Servers::Federal, Servers::Eu] {
        assert!(Client::builder().credentials(Credentials::api_key(TOKEN)).server(server).build().is_ok());
    }
    for url in ["", "app.launchdarkly.com", "ftp://app.launchdarkly.com", "https://"] {
        assert!(Client::builder().credentials(Credentials::api_key(TOKEN)).server(url).build().is_err(), "{url}");
    }
}

//! Requests for endpoints that the API description lacks.

use std::collections::BTreeMap;
use std::time::Duration;

use http::header;
use serde::{Deserialize, Serialize};

use super::support::{Chunk, Exchange, FakeTransport, Pet};
use crate::runtime::{AnyError, Credential, Credentials, Method, RequestErrorKind, json::Value};
use crate::runtime::{Error, ResponseErrorKind};

#[derive(Debug, Deserialize, PartialEq, Serialize)]
struct Toy {
    name: String,
    price: f64,
}

fn responding(status: u16, body: &'static str) -> FakeTransport {
    FakeTransport::responding(Exchange::Response(status, &[("x-request-id", "7")], vec![Chunk::Bytes(body)]))
}

fn credentials() -> Credentials {
    Credentials::none()
        .with("token", Credential::bearer("hush"))
        .with("key", Credential::query("key", "k"))
        .with("basic", Credential::basic("u", "p"))
        .with_general(Credential::header("X-Key", "general"))
}

#[tokio::test]
async fn a_custom_request_has_what_other_requests_have() -> Result<(), AnyError> {
    let fake = responding(201, r#"{"name": "ball", "price": 1.5}"#);
    let toy = Toy { name: "ball".to_owned(), price: 1.5 };
    let request = fake.client(credentials()).request(Method::POST, "/toys/a%2Fb?key=mine&sort=up");
    let response = request.query("q", "a b&c").query("page", 2).header("X-Trace", "t").json_body(&toy).await?;
    assert_eq!((response.status().as_u16(), response.headers()["x-request-id"].to_str().unwrap()), (201, "7"));
    assert_eq!(response.json::<Toy>()?, toy);
    let request = fake.requests.lock().unwrap().pop().unwrap();
    assert_eq!(request.method(), Method::POST);
    assert_eq!(request.uri(), "https://api.example.com/v1/toys/a%2Fb?sort=up&q=a%20b%26c&page=2&key=k");
    let headers = request.headers();
    assert_eq!(headers[header::AUTHORIZATION], "Bearer hush", "of two in one header, the first");
    assert!(headers[header::AUTHORIZATION].is_sensitive() && headers["x-key"].is_sensitive());
    assert_eq!(
        (&headers["x-trace"], &headers[header::CONTENT_TYPE]),
        (&"t".parse().unwrap(), &"application/json".parse().unwrap())
    );
    assert!(headers.contains_key(header::USER_AGENT));
    assert_eq!(request.body().as_bytes().unwrap(), &br#"{"name":"ball","price":1.5}"#[..]);
    Ok(())
}

/// RFC 9110, section 5.6.6: names of parameters are case-insensitive, and a value may be a quoted string.
#[tokio::test]
async fn a_text_is_decoded_by_its_charset() {
    for (content_type, expected) in [
        ("text/plain", Some("\u{e9}")),
        ("text/plain; a=\"; charset=latin1\"", Some("\u{e9}")),
        ("text/plain; a=\"\\\"; charset=latin1; \"; charset=UTF-8", Some("\u{e9}")),
        ("text/plain ;Charset = \"ISO-8859-\\1\"", Some("\u{c3}\u{a9}")),
        ("text/plain; charset=utf-16", None),
    ] {
        let headers: &'static [_] = vec![("content-type", content_type)].leak();
        let exchange = Exchange::Response(200, headers, vec![Chunk::Bytes("\u{e9}")]);
        let client = FakeTransport::responding(exchange).client(Credentials::none());
        let text = client.request(Method::GET, "/toys").await.unwrap().text();
        assert_eq!(text.ok().as_deref(), expected, "{content_type}");
    }
}

#[tokio::test]
async fn a_response_is_read_in_any_form() -> Result<(), AnyError> {
    let call = |body| {
        let fake = responding(200, body);
        async move { fake.client(Credentials::none()).request(Method::GET, "/toys").send().await }
    };
    assert_eq!(call("text").await?.text()?, "text");
    assert_eq!(call("bytes").await?.bytes(), "bytes");
    assert_eq!(call(r#"{"name": "cat"}"#).await?.json::<Pet>()?.name.as_deref(), Some("cat"), "a type of the client");
    assert_eq!(call("1.10").await?.json::<Value>()?.to_string(), "1.10");
    assert_eq!(call(r#"{"a": 1}"#).await?.json::<BTreeMap<String, u8>>()?["a"], 1);
    let error = call(r#"{"name": "ball", "price": "high"}"#).await?.json::<Toy>().unwrap_err();
    assert!(error.to_string().contains("/price"), "{error}");
    assert_eq!(error.raw_body().map(bytes::Bytes::len), Some(33));
    assert!(call("<html>").await?.json::<Toy>().unwrap_err().to_string().contains("not valid JSON"));
    Ok(())
}

#[tokio::test]
async fn a_status_of_an_error_or_a_redirect_is_an_error() {
    for status in [302, 304, 404, 429, 500] {
        let fake = responding(status, "no such toy");
        let error = fake.client(credentials()).request(Method::GET, "/toys/1").await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        assert_eq!(error.raw_body().unwrap(), "no such toy");
        assert_eq!((error.request_id(), error.is_rate_limited()), (Some("7"), status == 429));
    }
    let chunks = vec![Chunk::Bytes("half"), Chunk::Never];
    let fake = FakeTransport {
        polls_until_timeout: Some(5),
        ..FakeTransport::responding(Exchange::Response(200, &[], chunks))
    };
    let request = fake.client(credentials()).request(Method::GET, "/toys").timeout(Duration::from_secs(3));
    let error = request.await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(
        matches!(error.as_error(), Some(Error::Response(error)) if matches!(error.kind(), ResponseErrorKind::Interrupted(_)))
    );
    assert_eq!(*fake.sleeps.lock().unwrap(), [Duration::from_secs(3)]);
}

#[tokio::test]
async fn credentials_never_leave_the_server() {
    for path in [
        "https://evil.example/toys",
        "toys",
        "",
        "@evil.example/",
        ".evil.example",
        "/toys/../../admin",
        "/toys/%2E%2e/admin",
        "/./toys",
        "/toys\\..\\admin",
        "/toys#fragment",
        "/toys and more",
        "/toys\r\nHost: evil.example",
        "/žluťoučký",
        "/toys?a=b\r\nc",
        "/toys?a b",
    ] {
        let fake = responding(200, "{}");
        let error = fake.client(credentials()).request(Method::GET, path).await.unwrap_err();
        assert!(
            matches!(error.as_error(), Some(Error::Request(error)) if matches!(error.kind(), RequestErrorKind::Url { .. })),
            "{path}: {error}"
        );
        assert!(fake.requests.lock().unwrap().is_empty(), "{path}");
    }
    for (path, url) in [
        ("/", "https://api.example.com/v1/?key=k"),
        ("//evil.example/toys", "https://api.example.com/v1//evil.example/toys?key=k"),
        ("/@evil.example:80/...", "https://api.example.com/v1/@evil.example:80/...?key=k"),
        ("/a?b=https://evil.example/../", "https://api.example.com/v1/a?b=https://evil.example/../&key=k"),
    ] {
        let fake = responding(200, "{}");
        fake.client(credentials()).request(Method::GET, path).await.unwrap();
        let request = fake.requests.lock().unwrap().pop().unwrap();
        assert_eq!(request.uri(), url);
        assert_eq!(url::Url::parse(url).unwrap().as_str(), url, "no library changes it");
    }
}

#[tokio::test]
async fn an_invalid_part_is_an_error_before_the_request_is_sent() {
    let fake = responding(200, "{}");
    let request = || fake.client(credentials()).request(Method::PUT, "/toys");
    let error = request().header("bad name", "x").json_body(&1).await.unwrap_err();
    assert_eq!(error.to_string(), "PUT /toys: header name has invalid characters");
    let map = BTreeMap::from([((1, 2), 3)]);
    let error = request().json_body(&map).body("other").await.unwrap_err();
    assert!(error.to_string().starts_with("PUT /toys: request body cannot be written: "), "{error}");
    assert!(fake.requests.lock().unwrap().is_empty());
    let shown = format!("{:?}", request().query("secret", "hush").header("X-Secret", "hush"));
    assert!(!shown.contains("hush"), "{shown}");
}

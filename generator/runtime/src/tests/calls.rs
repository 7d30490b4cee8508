//! Requests and responses over a fake transport.

use std::time::Duration;

use http::header;

use super::support::{Chunk, Exchange, FakeTransport, GetPetError, NOW, get_pet};
use crate::runtime::{
    AnyError, BuildError, ClientBuilder, Credential, Credentials, Error, RequestErrorKind, ResponseErrorKind,
    TransportError, TransportErrorKind,
};

fn token() -> Credentials {
    Credentials::none().with("token", Credential::bearer("hush"))
}

fn ok() -> Exchange {
    Exchange::Response(200, &[], vec![Chunk::Bytes("{}")])
}

/// Returns the URL and the headers of a request with the given credentials.
async fn sent(credentials: Credentials) -> (String, http::HeaderMap) {
    let fake = FakeTransport::responding(ok());
    get_pet(&fake.client(credentials), "cat", "s", 7).await.unwrap();
    let request = fake.requests.lock().unwrap().pop().unwrap();
    (request.uri().to_string(), request.headers().clone())
}

#[tokio::test]
async fn the_first_complete_alternative_is_sent() {
    let (url, headers) = sent(token()).await;
    assert_eq!(url, "https://api.example.com/v1/pets/cats/7.json?fixed=1");
    assert_eq!(headers[header::AUTHORIZATION], "Bearer hush");
    assert!(headers[header::AUTHORIZATION].is_sensitive());
    assert_eq!(headers[header::ACCEPT], "application/json");

    let both =
        Credentials::none().with("key", Credential::query("api key", "a&b")).with("basic", Credential::basic("u", "p"));
    let (url, headers) = sent(both.with("token", Credential::bearer("hush"))).await;
    assert_eq!(url, "https://api.example.com/v1/pets/cats/7.json?fixed=1&api%20key=a%26b");
    assert_eq!(headers[header::AUTHORIZATION], "Basic dTpw");

    let half =
        Credentials::none().with("key", Credential::query("key", "k")).with("cookie", Credential::cookie("sid", "s"));
    let (url, headers) = sent(half).await;
    assert_eq!((headers[header::COOKIE].to_str().unwrap(), url.contains("key=")), ("sid=s", false));
    assert_eq!(headers.get(header::AUTHORIZATION), None);
}

#[tokio::test]
async fn a_request_without_its_credentials_is_not_sent() {
    let fake = FakeTransport::responding(ok());
    let error = get_pet(&fake.client(Credentials::none()), "cat", "", 7).await.unwrap_err();
    assert!(
        matches!(&error, Error::Request(error) if matches!(error.kind(), RequestErrorKind::MissingCredential { .. })),
        "{error:?}"
    );
    assert!(error.to_string().ends_with("key and basic, or token, or cookie"), "{error}");
    assert!(fake.requests.lock().unwrap().is_empty());
}

#[tokio::test]
async fn only_a_whole_segment_can_be_a_dot_segment() {
    for (kind, suffix, is_fine) in
        [(".", "", false), (".", ".", false), ("", "", false), (".", "a", true), ("", "..", false)]
    {
        let fake = FakeTransport::responding(ok());
        let result = get_pet(&fake.client(token()), kind, suffix, 7).await;
        assert_eq!(result.is_ok(), is_fine, "{kind}{suffix}: {result:?}");
    }
}

#[tokio::test]
async fn basic_credentials_of_any_length_are_encoded() {
    for (user, encoded) in [("a", "YTo="), ("ab", "YWI6"), ("abc", "YWJjOg=="), ("ä?>", "w6Q/Pjo=")] {
        let credentials = Credentials::none()
            .with("basic", Credential::basic(user, ""))
            .with("key", Credential::header("x-key", "k"));
        let (_, headers) = sent(credentials).await;
        assert_eq!(headers[header::AUTHORIZATION], format!("Basic {encoded}"));
        assert_eq!(headers["x-key"], "k");
    }
}

#[tokio::test]
async fn a_header_does_not_replace_a_credential() {
    let fake = FakeTransport::responding(ok());
    get_pet(&fake.client(token()), "cat", "", 7).header("authorization", "other").header("x", "y").await.unwrap();
    let requests = fake.requests.lock().unwrap();
    let values: Vec<_> = requests[0].headers().get_all(header::AUTHORIZATION).iter().collect();
    assert_eq!(values, ["Bearer hush"]);
    assert_eq!(requests[0].headers()["x"], "y");
}

#[tokio::test]
async fn an_invalid_header_is_an_error() {
    let fake = FakeTransport::responding(ok());
    let error = get_pet(&fake.client(token()), "cat", "", 7).header("x", "a\nb").await.unwrap_err();
    assert!(
        matches!(&error, Error::Request(error) if matches!(error.kind(), RequestErrorKind::Header { name: Some(name) } if name == "x")),
        "{error:?}"
    );
}

#[tokio::test]
async fn the_timeout_limits_the_headers_and_the_body() {
    let mut fake = FakeTransport::responding(Exchange::Never);
    fake.polls_until_timeout = Some(3);
    let error = get_pet(&fake.client(token()), "cat", "", 7).timeout(Duration::from_secs(9)).await.unwrap_err();
    assert!(error.is_timeout() && matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(*fake.sleeps.lock().unwrap(), [Duration::from_secs(9)]);

    let mut fake = FakeTransport::responding(Exchange::Response(200, &[], vec![Chunk::Bytes("{\"na"), Chunk::Never]));
    fake.polls_until_timeout = Some(3);
    let error = get_pet(&fake.client(token()), "cat", "", 7).await.unwrap_err();
    assert!(error.is_timeout() && error.status().is_some_and(|status| status == 200), "{error:?}");
    assert_eq!(error.raw_body().unwrap().as_ref(), b"{\"na");
    let defaults = [Duration::from_secs(90), Duration::from_secs(30)];
    assert_eq!(*fake.sleeps.lock().unwrap(), defaults, "the call, and its attempt");
}

#[tokio::test]
async fn a_lost_connection_keeps_the_received_bytes() {
    let lost = || TransportError::new(TransportErrorKind::Other, "reset");
    let fake = FakeTransport::responding(Exchange::Response(
        404,
        &[("x", "y")],
        vec![Chunk::Bytes("{"), Chunk::Fails(lost())],
    ));
    let error = get_pet(&fake.client(token()), "cat", "", 7).await.unwrap_err();
    let Error::Response(response) = &error else { panic!("{error:?}") };
    assert!(matches!(response.kind(), ResponseErrorKind::Interrupted(_)));
    assert_eq!((response.status().as_u16(), response.raw_body().as_ref()), (404, b"{".as_slice()));
    assert_eq!(response.headers()["x"], "y");

    let fake =
        FakeTransport::responding(Exchange::Fails(TransportError::new(TransportErrorKind::Connect, "unreachable")));
    let error = get_pet(&fake.client(token()), "cat", "", 7).await.unwrap_err();
    assert!(error.is_connect() && error.status().is_none(), "{error:?}");
    assert_eq!(error.to_string(), "get-pet: connection failed: unreachable");
}

#[tokio::test]
async fn errors_have_the_type_of_their_status_and_the_raw_body() {
    let fake = FakeTransport::responding(Exchange::Response(
        404,
        &[],
        vec![Chunk::Bytes(r#"{"name""#), Chunk::Bytes(r#":"a"}"#)],
    ));
    let error = get_pet(&fake.client(token()), "cat", "", 7).await.unwrap_err();
    let Error::Api(error) = error else { panic!("{error:?}") };
    assert!(matches!(error.body(), GetPetError::NotFound(pet) if pet.name.as_deref() == Some("a")));
    assert_eq!(error.raw_body().as_ref(), br#"{"name":"a"}"#);

    let fake = FakeTransport::responding(Exchange::Response(418, &[], vec![Chunk::Bytes("short and stout")]));
    let error = get_pet(&fake.client(token()), "cat", "", 7).await.unwrap_err();
    assert_eq!(error.raw_body().unwrap().as_ref(), b"short and stout");
    let error = AnyError::from(error);
    assert_eq!(error.body::<GetPetError>(), Some(&GetPetError::Teapot));
    assert_eq!((error.status().unwrap().as_u16(), error.body::<std::fmt::Error>()), (418, None));

    let fake = FakeTransport::responding(Exchange::Response(429, &[], vec![Chunk::Bytes("[1]")]));
    let error = get_pet(&fake.client(token()), "cat", "", 7).await.unwrap_err();
    assert!(error.is_rate_limited() && matches!(error, Error::Api(_)), "{error:?}");
}

#[tokio::test]
async fn retry_after_is_a_number_or_a_date() {
    type Headers = &'static [(&'static str, &'static str)];
    let cases: [(Headers, Option<u64>); 5] = [
        (&[("retry-after", "7")], Some(7)),
        (&[("retry-after", "Sun, 06 Nov 1994 08:49:47 GMT")], Some(10)),
        (&[("retry-after", "Sun, 06 Nov 1994 08:49:47 GMT"), ("date", "Sun, 06 Nov 1994 08:49:00 GMT")], Some(47)),
        (&[("retry-after", "Sun, 06 Nov 1994 08:49:00 GMT")], Some(0)),
        (&[("retry-after", "soon")], None),
    ];
    assert_eq!(
        httpdate::fmt_http_date(std::time::UNIX_EPOCH + Duration::from_secs(NOW)),
        "Sun, 06 Nov 1994 08:49:37 GMT"
    );
    for (headers, seconds) in cases {
        let fake = FakeTransport::responding(Exchange::Response(503, headers, vec![]));
        let error = get_pet(&fake.client(token()), "cat", "", 7).await.unwrap_err();
        assert_eq!(error.retry_after(), seconds.map(Duration::from_secs), "{headers:?}");
    }
}

#[test]
fn invalid_settings_are_errors_of_the_builder() {
    let build = |url: Option<&str>, credentials| {
        ClientBuilder::new(url.map(Into::into)).credentials(credentials).transport(FakeTransport::default()).build()
    };
    assert!(matches!(build(None, token()), Err(BuildError::NoServer)));
    for url in ["", "/v1", "file:///etc", "https://u:p@example.com", "https://example.com?a=b", "https://example.com#a"]
    {
        assert!(matches!(build(Some(url), token()), Err(BuildError::Server { .. })), "{url}");
    }
    for credential in [Credential::header("x", "a\nb"), Credential::bearer("\u{0}"), Credential::cookie("c", "\r")] {
        let error = build(Some("https://example.com"), Credentials::none().with("key", credential)).unwrap_err();
        assert!(matches!(error, BuildError::Credential { scheme: "key" }), "{error:?}");
    }
    let builder = ClientBuilder::new(Some("https://example.com".into())).credentials(token()).header("bad name", "x");
    assert!(matches!(builder.transport(FakeTransport::default()).build(), Err(BuildError::Header { name: None })));
}

#[test]
fn debug_output_has_no_secrets() {
    let credentials =
        token().with("basic", Credential::basic("user", "pass")).with("key", Credential::query("k", "key"));
    let client = FakeTransport::default().client(credentials.clone());
    for text in [format!("{credentials:?}"), format!("{client:?}"), format!("{:?}", get_pet(&client, "a", "b", 1))] {
        assert!(!["hush", "pass", "user"].iter().any(|secret| text.contains(secret)), "{text}");
    }
}

#[tokio::test]
async fn a_general_credential_is_sent_with_every_request() {
    let general = Credentials::none().with_general(Credential::bearer("g")).with_general(Credential::query("k", "v"));
    let (url, headers) = sent(general.clone()).await;
    assert!(url.ends_with("k=v"), "{url}");
    assert_eq!(headers["authorization"], "Bearer g");
    assert!(headers["authorization"].is_sensitive());
    let (_, headers) = sent(general.with("token", Credential::bearer("t"))).await;
    assert_eq!(headers["authorization"], "Bearer t", "the scheme of the document takes precedence");
}

#[tokio::test]
async fn the_raw_body_of_a_success_is_read_as_any_json() {
    let body = vec![Chunk::Bytes(r#"{"name":"Rex","color":"brown"}"#)];
    let fake = FakeTransport::responding(Exchange::Response(200, &[("content-type", "application/json")], body));
    let key = Credential::cookie("a", "b");
    let client = fake.client(Credentials::none().with("cookie", key));
    let response = get_pet(&client, "cat", "", 1).send().await.unwrap();
    assert_eq!(response.body().name.as_deref(), Some("Rex"));
    let value: serde_json::Value = response.json().unwrap();
    assert_eq!(value["color"], "brown");
    let error = response.json::<Vec<String>>().unwrap_err();
    assert!(matches!(error.kind(), ResponseErrorKind::SchemaMismatch(_)), "{error}");
}

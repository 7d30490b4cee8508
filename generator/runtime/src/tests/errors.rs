//! What errors tell about a response: the line that they are displayed as, the message, the code, and predicates.

use super::support::{Chunk, Exchange, FakeTransport, GetPetError, get_pet};
use crate::runtime::json::Value;
use crate::runtime::{
    AnyError, BuildError, Credential, Credentials, Error, EventError, Operation, RawResponse, RequestBuilder, Response,
    ResponseErrorKind, TransportError,
};

type Headers = &'static [(&'static str, &'static str)];

/// Returns the error of a response.
async fn error(status: u16, headers: Headers, body: &'static str) -> Error<GetPetError> {
    let credentials = Credentials::none().with("token", Credential::bearer("hush"));
    let fake = FakeTransport::responding(Exchange::Response(status, headers, vec![Chunk::Bytes(body)]));
    get_pet(&fake.client(credentials), "cat", "", 7).await.unwrap_err()
}

#[tokio::test]
async fn the_message_and_the_code_are_found_by_their_names() {
    let cases = [
        (r#"{"message": "m", "code": "c"}"#, Some("m"), Some("c")),
        (r#"{"message": "", "title": "t", "code": 12}"#, Some("t"), Some("12")),
        (r#"{"error": {"message": "m", "type": "t", "code": null}}"#, Some("m"), Some("t")),
        (r#"{"error": {"code": 404, "message": "m", "status": "NOT_FOUND"}}"#, Some("m"), Some("404")),
        (r#"{"error": "e"}"#, Some("e"), None),
        (r#"{"error": "invalid_grant", "error_description": "d"}"#, Some("d"), Some("invalid_grant")),
        (r#"{"type": "about:blank", "title": "t", "status": 404, "detail": "d"}"#, Some("d"), None),
        (r#"{"type": "https://example.com/e", "title": "t"}"#, Some("t"), Some("https://example.com/e")),
        (r#"{"errors": [{"message": "m", "code": "c"}, {"message": "n"}]}"#, Some("m"), Some("c")),
        (r#"{"errors": ["e"]}"#, Some("e"), None),
        (r#"{"detail": [{"loc": ["body"], "msg": "field required"}]}"#, Some("field required"), None),
        (r#""text""#, Some("text"), None),
        (r#"{"other": 1}"#, None, None),
        ("[]", None, None),
        ("<html>", None, None),
        ("", None, None),
    ];
    for (body, message, code) in cases {
        let error = error(503, &[], body).await;
        assert_eq!((error.message(), error.code()), (message, code), "{body}");
    }
    let text = error(503, &[("content-type", "text/plain; charset=utf-8")], " no such page\n").await;
    assert_eq!(text.message(), Some("no such page"));
    let success = error(200, &[], r#"{"message": "m", "name": 1}"#).await;
    assert_eq!(success.message(), None, "a success has no message of an error");
}

#[tokio::test]
async fn the_request_id_is_in_a_header_or_in_the_body() {
    let header: Headers = &[("request-id", "h")];
    let cases: [(Headers, &str, Option<&str>); 8] = [
        (header, r#"{"request_id": "b"}"#, Some("h")),
        (&[("x-request-id", ""), ("request-id", "h")], "", Some("h")),
        (&[], r#"{"request_id": "b"}"#, Some("b")),
        (&[], r#"{"requestId": 12}"#, Some("12")),
        (&[], r#"{"error": {"message": "m", "request_id": "b"}}"#, Some("b")),
        (&[], r#"{"request_id": {"id": 1}}"#, None),
        (&[("content-type", "text/plain")], r#"{"request_id": "b"}"#, None),
        (&[], "<html>", None),
    ];
    for (headers, body, id) in cases {
        assert_eq!(error(503, headers, body).await.request_id(), id, "{body}");
    }
    let line = error(404, &[], r#"{"message": "m", "request_id": "b"}"#).await.to_string();
    assert_eq!(line, "get-pet: 404 Not Found: m (request b)");
    let success = error(200, &[], r#"{"request_id": "b", "name": 1}"#).await;
    assert_eq!(success.request_id(), None, "a success may have a member of that name");
}

#[tokio::test]
async fn a_request_that_is_not_sent_names_its_operation() {
    let fake = FakeTransport::default();
    let request = get_pet(&fake.client(Credentials::none()), "cat", "", 7);
    let error = AnyError::from(request.header("bad name", "x").await.unwrap_err());
    assert_eq!(error.to_string(), "get-pet: header name has invalid characters");
}

#[tokio::test]
async fn an_error_is_one_line() {
    let json: Headers = &[("x-request-id", "1A2B"), ("cf-ray", "no")];
    let cases = [
        (404, json, r#"{"name": "a", "message": "Not Found"}"#, "get-pet: 404 Not Found: Not Found (request 1A2B)"),
        (404, &[], r#"{"code": "c"}"#, "get-pet: 404 Not Found (code c)"),
        (503, &[("cf-ray", "7")], "<html>", "get-pet: 503 Service Unavailable (request 7)"),
        (599, &[], "", "get-pet: 599"),
        (200, json, "<html>", "get-pet: 200 OK: response body is not valid JSON"),
        (202, &[], "{}", "get-pet: 202 Accepted: status is not declared by the API"),
        (302, &[("location", "/x")], "", "get-pet: 302 Found: redirect to /x"),
        (304, json, "", "get-pet: 304 Not Modified (request 1A2B)"),
        (
            400,
            &[],
            r#"{"message": "a\r\nb\u001b[1mc\u202e\u0000"}"#,
            "get-pet: 400 Bad Request: a  b\\u{1b}[1mc\\u{202e}\\u{0}",
        ),
    ];
    for (status, headers, body, line) in cases {
        let error = error(status, headers, body).await;
        let text = error.to_string();
        assert!(text.starts_with(line) && (status == 200 || text == line), "{text}");
        assert_eq!(AnyError::from(error).to_string(), text);
    }
    let long: &'static str = Box::leak(format!("{{\"message\": \"{}\"}}", "é".repeat(9000)).into_boxed_str());
    let error = error(503, &[], long).await;
    assert_eq!(error.to_string(), format!("get-pet: 503 Service Unavailable: {}…", "é".repeat(300)));
    assert_eq!(error.message().unwrap().chars().count(), 9000);
}

#[tokio::test]
async fn a_rate_limit_may_be_a_403() {
    for (status, headers, is_limited) in [
        (429, &[] as Headers, true),
        (403, &[("x-ratelimit-remaining", "0")], true),
        (403, &[("ratelimit-remaining", "0")], true),
        (403, &[("x-ratelimit-remaining", "10")], false),
        (403, &[], false),
        (404, &[("x-ratelimit-remaining", "0")], false),
    ] {
        let error = error(status, headers, "{}").await;
        assert_eq!(error.is_rate_limited(), is_limited, "{status} {headers:?}");
        assert_eq!(AnyError::from(error).is_rate_limited(), is_limited, "{status} {headers:?}");
    }
}

#[tokio::test]
async fn each_status_has_its_predicate() {
    type Predicate = fn(&AnyError) -> bool;
    let predicates: [(u16, Predicate); 10] = [
        (304, AnyError::is_not_modified),
        (307, AnyError::is_redirect),
        (400, AnyError::is_bad_request),
        (401, AnyError::is_unauthorized),
        (403, AnyError::is_forbidden),
        (404, AnyError::is_not_found),
        (409, AnyError::is_conflict),
        (410, AnyError::is_gone),
        (412, AnyError::is_precondition_failed),
        (503, AnyError::is_unavailable),
    ];
    for (status, _) in predicates {
        let error = AnyError::from(error(status, &[], "{}").await);
        let holds: Vec<u16> = predicates.iter().filter(|(_, holds)| holds(&error)).map(|(status, _)| *status).collect();
        assert_eq!(holds, [status]);
        assert_eq!(error.is_client_error(), (400..500).contains(&status));
        assert_eq!(error.is_server_error(), status >= 500);
    }
}

#[test]
fn an_error_beside_a_call_has_no_response() {
    let error = AnyError::from(BuildError::NoServer);
    assert_eq!((error.to_string().as_str(), error.status(), error.message()), ("no server is set", None, None));
    assert!(error.as_error().is_none() && !error.is_timeout() && !error.is_client_error());
    assert!(AnyError::from(EventError::Interrupted(TransportError::timeout())).is_timeout());
}

/// An operation with the responses 201 and `default`.
#[must_use]
struct Create(RequestBuilder);

crate::runtime::impl_request!(Create);

impl Operation for Create {
    type Error = Value;
    type Output = ();

    const ID: &'static str = "create";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/pets";

    fn decode(response: RawResponse) -> Result<Response<Self::Output>, Error<Self::Error>> {
        match response.status().as_u16() {
            201 => Ok(response.empty()),
            _ => Err(response.error()),
        }
    }
}

#[tokio::test]
async fn a_success_that_is_not_declared_is_not_an_error_response_of_the_service() {
    for (status, is_success) in [(200, true), (299, true), (404, false), (500, false)] {
        let fake = FakeTransport::responding(Exchange::Response(status, &[], vec![Chunk::Bytes("{}")]));
        let client = fake.client(Credentials::none());
        let error = Create(RequestBuilder::new::<Create>(&client)).await.unwrap_err();
        let is_undeclared = match &error {
            Error::Response(error) => matches!(error.kind(), ResponseErrorKind::UndeclaredStatus),
            _ => false,
        };
        assert_eq!(is_undeclared, is_success, "{status}: {error:?}");
    }
}

/// An operation whose method is not a token, which no checked document has.
#[must_use]
struct Unsendable(RequestBuilder);

crate::runtime::impl_request!(Unsendable);

impl Operation for Unsendable {
    type Error = Value;
    type Output = ();

    const ID: &'static str = "unsendable";
    const METHOD: &'static str = "DE LETE";
    const PATH: &'static str = "/pets";

    fn decode(response: RawResponse) -> Result<Response<Self::Output>, Error<Self::Error>> {
        Ok(response.empty())
    }
}

#[tokio::test]
async fn a_method_that_is_not_a_token_is_not_sent_as_another_one() {
    let fake = FakeTransport::responding(Exchange::Response(200, &[], Vec::new()));
    let client = fake.client(Credentials::none());
    let error = Unsendable(RequestBuilder::new::<Unsendable>(&client)).await.unwrap_err();
    assert_eq!(error.to_string(), "unsendable: method `DE LETE` is not a token");
    assert!(fake.requests.lock().unwrap().is_empty());
}

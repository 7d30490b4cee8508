//! The scripted transport.

use std::time::Duration;

use serde_json::json;

use super::operations::{
    CreatePet, ListPets, client, create, credentials, delete, events, find, list, mock, name, panic_of, pet, upload,
};
use crate::runtime::testing::{MockResponse, MockTransport};
use crate::runtime::{
    AnyError, BoxFuture, Credentials, Error, Method, Next, ResponseErrorKind, Timeouts, TransportErrorKind,
    TransportResult,
};

#[tokio::test]
async fn each_output_has_a_response_that_decodes_to_it() {
    let (mock, client) = mock();
    mock.expect(list(&client, 1)).respond(&vec![pet("Rex")]);
    mock.expect(create(&client, &pet("Rex"))).respond(&pet("Rex"));
    mock.expect(delete(&client, 1)).respond(&());
    mock.expect(create(&client, &pet("Mia"))).respond_json(&json!({"name": "Mia"}));
    mock.expect(find(&client, 1)).respond(&None);
    mock.expect(find(&client, 2)).respond(&Some(pet("Max")));
    mock.expect(name(&client, 1)).respond(&"Rex".to_owned());
    mock.expect(events(&client)).respond_events(&[json!(1).into(), json!({"a": "b\nc"}).into()]);

    // The order is another one.
    assert_eq!(name(&client, 1).await.unwrap(), "Rex");
    let found = find(&client, 2).send().await.unwrap();
    assert_eq!((found.status().as_u16(), found.into_body()), (200, Some(pet("Max"))));
    let found = find(&client, 1).send().await.unwrap();
    assert_eq!((found.status().as_u16(), found.into_body()), (204, None));
    assert_eq!(delete(&client, 1).send().await.unwrap().status(), 202);
    assert_eq!(create(&client, &pet("Rex")).send().await.unwrap().status(), 201);
    assert_eq!(create(&client, &pet("Mia")).await.unwrap(), pet("Mia"));
    let listed = list(&client, 1).send().await.unwrap();
    assert_eq!(listed.headers()["content-type"], "application/vnd.pets+json");
    assert_eq!(listed.into_body(), [pet("Rex")]);
    let mut events = events(&client).await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data.as_i64(), Some(1));
    assert_eq!(events.next().await.unwrap().unwrap().data["a"].as_str(), Some("b\nc"));
    assert!(events.next().await.is_none());
    mock.verify();
    assert_eq!(mock.requests().len(), 8);
    assert_eq!(mock.elapsed(), Duration::ZERO);
}

#[tokio::test]
async fn errors_of_any_kind() {
    let (mock, client) = mock();
    mock.expect(create(&client, &pet("Rex"))).respond_error(409, &pet("in use"));
    let error = create(&client, &pet("Rex")).await.unwrap_err();
    assert!(matches!(&error, Error::Api(error) if error.body() == &pet("in use")), "{error:?}");

    let text = MockResponse::text(418, "teapot").header("x-a", "1");
    mock.expect(create(&client, &pet("Rex"))).respond_with(text);
    let error = create(&client, &pet("Rex")).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), &error.headers().unwrap()["x-a"]), (418, &"1".parse().unwrap()));

    mock.expect(create(&client, &pet("Rex"))).respond_with(MockResponse::json(201, &json!({"name": "R"})).cut_off());
    let error = create(&client, &pet("Rex")).retry(crate::runtime::RetryPolicy::none()).await.unwrap_err();
    assert!(
        matches!(&error, Error::Response(error) if matches!(error.kind(), ResponseErrorKind::Interrupted(_))),
        "{error:?}"
    );
    assert_eq!(error.raw_body().unwrap().as_ref(), br#"{"name":"R"}"#);
}

#[tokio::test]
async fn retries_and_timeouts_take_no_real_time() {
    let started = std::time::Instant::now();
    let (mock, client) = mock();
    let timeouts = Timeouts::new().call(Duration::from_secs(90)).attempt(Duration::from_secs(30));
    mock.expect(list(&client, 1)).stall();
    mock.expect(list(&client, 1)).respond_with(MockResponse::empty(503).header("retry-after", "7"));
    mock.expect(list(&client, 1)).respond(&vec![]);
    let response = list(&client, 1).timeout(timeouts).send().await.unwrap();
    assert_eq!(response.attempts(), 3);
    let waits = mock.waits();
    assert_eq!((waits.len(), waits[1]), (2, Duration::from_secs(7)));
    assert_eq!(mock.elapsed(), Duration::from_secs(37) + waits[0]);

    // Stalls in the body, until the timeout of the call.
    let before = mock.elapsed();
    mock.expect(list(&client, 2)).respond_with(MockResponse::text(200, "[").stall());
    let error = list(&client, 2).timeout(Duration::from_secs(60)).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(mock.elapsed() - before, Duration::from_secs(60));
    assert_eq!(mock.requests().len(), 4);
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stall_does_not_end_calls_that_have_a_response() {
    let (mock, client) = mock();
    mock.expect(list(&client, 0)).times(3).stall();
    for page in 1..50 {
        mock.expect(list(&client, page)).respond(&vec![]);
    }
    let stalled = tokio::spawn(list(&client, 0).into_future());
    let others: Vec<_> = (1..50).map(|page| tokio::spawn(list(&client, page).into_future())).collect();
    for other in others {
        other.await.unwrap().unwrap();
    }
    assert!(stalled.await.unwrap().unwrap_err().is_timeout());
    mock.verify();
}

/// A middleware that waits for another task, and adds a header.
fn slow<'a>(mut request: http::Request<crate::runtime::Body>, next: Next<'a>) -> BoxFuture<'a, TransportResult> {
    request.headers_mut().insert("traceparent", "00-1".parse().unwrap());
    Box::pin(async move {
        tokio::time::sleep(Duration::from_millis(5)).await;
        next.send(request).await
    })
}

#[tokio::test]
async fn a_middleware_may_take_real_time_and_add_headers() {
    let mock = MockTransport::new();
    let builder = crate::runtime::ClientBuilder::new(Some("https://api.example.com".into()));
    let client = builder.credentials(credentials()).transport(mock.clone()).middleware(slow).build().unwrap();
    mock.expect(list(&client, 1).header("x-b", "2")).respond(&vec![]);
    list(&client, 1).header("x-b", "2").await.unwrap();
    assert_eq!(mock.requests()[0].headers()["traceparent"], "00-1");
}

#[tokio::test]
async fn a_request_that_differs_is_not_retried() {
    let (mock, client) = mock();
    mock.expect(list(&client, 1).header("x-a", "1").query("tag", "a b")).respond(&vec![]);
    let error = list(&client, 2).header("x-a", "2").query("q", "c").await.unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Rejected), "{error:?}");
    assert_eq!(error.attempts(), 1);
    let line = line!() - 4;
    let difference = format!(
        "unexpected request of `listPets`: GET /v1/pets?page=2&q=c\n\
         difference from the nearest request, which is expected at generator/runtime/src/tests/testing/mock.rs:{line}:\n\
         - query page=1\n\
         + query page=2\n\
         - query tag=a b\n\
         + query q=c\n\
         - header x-a: 1\n\
         + header x-a: 2"
    );
    let text = error.to_string();
    assert_eq!(text, format!("listPets: request was not sent: {difference}"));
    let problems = panic_of(|| mock.verify());
    let missing = format!(
        "not sent: `listPets`: GET /v1/pets?page=1&tag=a b, expected at \
         generator/runtime/src/tests/testing/mock.rs:{line}"
    );
    assert_eq!(problems, format!("{difference}\n\n{missing}"));
    assert!(!text.contains("hush") && !format!("{:?}", mock.requests()).contains("hush"));
}

/// Returns the lines of the difference between two requests.
async fn difference(
    expected: impl FnOnce(&crate::runtime::Client) -> CreatePet,
    sent: impl FnOnce(&crate::runtime::Client) -> CreatePet,
) -> Vec<String> {
    let (mock, client) = mock();
    mock.expect(expected(&client)).respond(&pet("Rex"));
    let result = sent(&client).await;
    if result.is_ok() {
        return Vec::new();
    }
    let _ = panic_of(|| mock.verify());
    let text = result.unwrap_err().to_string();
    let lines = text.lines().filter(|line| line.starts_with(['-', '+', ' '])).map(str::to_owned);
    lines.collect()
}

#[tokio::test]
async fn bodies_are_compared_by_their_content() {
    let json =
        |value: serde_json::Value| move |client: &crate::runtime::Client| create(client, &pet("")).json_body(&value);
    let none: Vec<String> = Vec::new();
    assert_eq!(difference(json(json!({"a": 1, "b": [1.0]})), json(json!({"b": [1.0], "a": 1}))).await, none);
    let lines = difference(
        json(json!({"a/b": {"name": "Rex"}, "b": [1, 2], "c": 1})),
        json(json!({"a/b": {"name": "Max"}, "b": [1, 3, null], "d": {}})),
    );
    let expected = [
        "- body /a~1b/name \"Rex\"",
        "+ body /a~1b/name \"Max\"",
        "- body /b/1 2",
        "+ body /b/1 3",
        "+ body /b/2 null",
        "- body /c 1",
        "+ body /d {}",
    ];
    assert_eq!(lines.await, expected);

    let raw = |media_type: &'static str, body: &'static [u8]| {
        move |client: &crate::runtime::Client| create(client, &pet("")).raw_body(media_type, body)
    };
    let form = "application/x-www-form-urlencoded";
    assert_eq!(difference(raw(form, b"a=1&b=x+y"), raw(form, b"b=x%20y&a=1")).await, none);
    assert_eq!(
        difference(raw(form, b"a=1&a=2"), raw(form, b"a=2&a=1")).await,
        ["- body a=1", "- body a=2", "+ body a=2", "+ body a=1"]
    );
    assert_eq!(
        difference(raw("text/csv", b"a\nb"), raw("text/csv", b"a\nc")).await,
        ["- body line 2 \"b\"", "+ body line 2 \"c\""]
    );
    assert_eq!(
        difference(raw("image/png", b"\xff\x00"), raw("image/png", b"\xff\x01\x02")).await,
        ["- body (2 bytes)", "+ body (3 bytes)", "  the first difference is at byte 1"]
    );
    assert_eq!(
        difference(json(json!([])), raw("text/plain", b"a")).await,
        ["- header content-type: application/json", "+ header content-type: text/plain", "- body []", "+ body \"a\""]
    );
    // Multipart bodies have random boundaries.
    assert_eq!(difference(|client| upload(client, "one"), |client| upload(client, "one")).await, none);
    assert_eq!(
        difference(|client| upload(client, "one"), |client| upload(client, "two")).await,
        ["- body part \"picture\" \"one\"", "+ body part \"picture\" \"two\""]
    );
}

#[tokio::test]
async fn an_attempt_that_is_not_expected() {
    let (mock, client) = mock();
    mock.expect(list(&client, 1)).respond_with(MockResponse::empty(503));
    let error = list(&client, 1).await.unwrap_err().to_string();
    assert!(
        error.contains("GET /v1/pets?page=1 (attempt 2, since the client retries the request)\nall requests"),
        "{error}"
    );
    let _ = panic_of(|| mock.verify());
}

#[tokio::test]
async fn an_idempotency_key_is_compared_if_the_test_sets_it() {
    let (mock, client) = mock();
    mock.expect(create(&client, &pet("Rex"))).respond(&pet("Rex"));
    mock.expect(create(&client, &pet("Max")).header("idempotency-key", "k1")).respond(&pet("Max"));
    create(&client, &pet("Rex")).await.unwrap();
    create(&client, &pet("Max")).header("idempotency-key", "k2").await.unwrap_err();
    create(&client, &pet("Max")).header("idempotency-key", "k1").await.unwrap();
    let problems = panic_of(|| mock.verify());
    assert!(problems.ends_with("- header idempotency-key: k1\n+ header idempotency-key: k2"), "{problems}");
}

#[tokio::test]
async fn an_operation_with_any_arguments() {
    let (mock, client) = mock();
    mock.expect_any::<ListPets>().times(2).respond(&vec![]);
    mock.expect(list(&client, 2)).respond(&vec![pet("Rex")]);
    assert_eq!(list(&client, 1).await.unwrap().len(), 0);
    assert_eq!(list(&client, 2).await.unwrap().len(), 1);
    assert_eq!(list(&client, 2).await.unwrap().len(), 0);
    let error = list(&client, 3).await.unwrap_err().to_string();
    assert!(error.contains("all requests that are expected at"), "{error}");
    mock.expect_any::<CreatePet>().respond(&pet("Rex"));
    let error = list(&client, 3).await.unwrap_err().to_string();
    assert!(error.contains("all requests that are expected at"), "{error}");
    let problems = panic_of(|| mock.verify());
    assert!(problems.contains("not sent: `createPet` with any arguments"), "{problems}");
}

#[tokio::test]
async fn a_custom_request() {
    let (mock, client) = mock();
    let request = || client.request(Method::POST, "/new?a=1").json_body(&json!({"b": 2}));
    mock.expect(request()).respond_with(MockResponse::json(200, &json!([1])));
    let list: Vec<i64> = request().await.unwrap().json().unwrap();
    assert_eq!(list, [1]);
    let error: AnyError = client.request(Method::GET, "/other").await.unwrap_err();
    assert!(error.to_string().contains("all requests") || error.to_string().contains("no other request"), "{error}");
    let _ = panic_of(|| mock.verify());
}

#[test]
fn a_response_that_the_operation_does_not_decode_is_a_mistake_of_the_test() {
    let (mock, client) = mock();
    let error = panic_of(|| mock.expect(delete(&client, 1)).respond_error(409, &pet("Rex")));
    assert!(error.starts_with("no error response of `deletePet` has this status and this body: "), "{error}");
    let error = panic_of(|| mock.expect(create(&client, &pet("Rex"))).respond_error(409, &json!([1])));
    assert!(error.starts_with("no error response of `createPet`"), "{error}");
    let error = panic_of(|| mock.expect(list(&client, 1)).respond_json(&json!([{"name": 1}])));
    assert!(
        error.starts_with("no successful response of `listPets` has this body: ") && error.contains("name"),
        "{error}"
    );
    let error = panic_of(|| drop(mock.expect(list(&client, 1).header("a b", "c"))));
    assert!(error.starts_with("the expected request is invalid: listPets: "), "{error}");
    let error = panic_of(|| drop(mock.expect(client.request(Method::GET, "no slash"))));
    assert!(error.starts_with("the expected request is invalid: GET no slash: "), "{error}");
    let invalid_status = "7 is not a valid status: it has to be from 100 to 999";
    assert_eq!(panic_of(|| drop(MockResponse::empty(7))), invalid_status);
    let error = panic_of(|| mock.expect(create(&client, &pet("Rex"))).respond_error(7, &pet("Rex")));
    assert_eq!(error, format!("`createPet` has no such response: {invalid_status}"));
}

#[tokio::test]
async fn the_text_of_removed_secrets_is_nothing_special_in_a_test() {
    let (mock, client) = mock();
    mock.expect(create(&client, &pet("[redacted]"))).respond(&pet("Rex"));
    let error = create(&client, &pet("Max")).await.unwrap_err();
    assert!(error.to_string().contains("unexpected request"), "{error}");
    let _ = panic_of(|| mock.verify());
}

#[test]
fn a_number_that_is_not_finite_is_a_mistake_of_the_test() {
    let (mock, client) = mock();
    let infinite = crate::runtime::json::Value::from(f64::INFINITY);
    let reason = "a number that is not finite cannot be written as JSON";
    let error = panic_of(|| mock.expect(list(&client, 1)).respond_json(&infinite));
    assert_eq!(error, format!("the response of `listPets` cannot be sent as JSON: {reason}"));
    let error = panic_of(|| mock.expect(events(&client)).respond_events(std::slice::from_ref(&infinite)));
    assert_eq!(error, format!("an event of `listPets` cannot be sent: {reason}"));
    let error = panic_of(|| drop(MockResponse::json(200, &infinite)));
    assert_eq!(error, format!("the body of a response is not valid: {reason}"));
}

#[test]
fn the_last_clone_verifies() {
    let (mock, client) = mock();
    mock.expect(list(&client, 1)).respond(&vec![]);
    drop(mock);
    let error = panic_of(|| drop(client));
    assert!(error.starts_with("not sent: `listPets`: GET /v1/pets?page=1, expected at "), "{error}");
}

#[tokio::test]
async fn a_client_without_credentials_makes_expectations() {
    let mock = MockTransport::new();
    let bare = client(mock.clone(), Credentials::none());
    let full = client(mock.clone(), credentials());
    mock.expect(list(&bare, 1)).respond(&vec![]);
    list(&full, 1).await.unwrap();
    let request = &mock.requests()[0];
    assert_eq!(request.operation(), "listPets");
    assert!(request.url().ends_with("?page=1&api%20key=hush%20key%2F1"), "{}", request.url());
    assert!(request.headers().contains_key("authorization"));
}

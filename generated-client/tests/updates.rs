//! The sentences of the API reference about updates, and the bytes of each request.
//!
//! The chapters are "Updates", "Errors", "Rate limiting" and "Versioning" of <https://launchdarkly.com/docs/api>.
#![cfg(feature = "reqwest")]

mod support;

use std::time::Duration;

use generated_client::operations::{PatchDestinationError, PatchDestinationHeaders};
use generated_client::types::{DestinationKind, DestinationUpdate, MergePatch, PatchOperation};
use generated_client::{Client, Credentials, Error, Maybe, Value, WithComment};
use serde_json::json;
use support::{Recorded, Server, TOKEN};

/// Sends an update, and returns the request.
async fn sent(update: impl Into<DestinationUpdate>) -> Recorded {
    let server = Server::responding("200 OK", "application/json", "{}");
    server.client().patch_destination("p", "e", "i", update).await.unwrap();
    server.request()
}

/// Returns the body of a request, which is always `application/json`.
fn text(request: Recorded) -> String {
    assert_eq!((request.method.as_str(), request.header("content-type")), ("PATCH", vec!["application/json"]));
    String::from_utf8(request.body).unwrap()
}

fn rename() -> PatchOperation {
    PatchOperation::replace("/name", "nightly export")
}

/// "JSON patch documents are always arrays, where each element contains an operation, a path to the field to update, and the
/// new value." "You can also test that certain preconditions are met before applying the patch."
#[tokio::test]
async fn a_json_patch_is_an_array() {
    let one = r#"[{"op":"replace","path":"/name","value":"nightly export"}]"#;
    assert_eq!(text(sent(vec![rename()]).await), one);
    assert_eq!(text(sent([rename()]).await), one);
    let tested = [PatchOperation::test("/version", 10), rename()];
    let expected = concat!(
        r#"[{"op":"test","path":"/version","value":10},"#,
        r#"{"op":"replace","path":"/name","value":"nightly export"}]"#
    );
    assert_eq!(text(sent(tested).await), expected);
}

/// "JSON merge patch is another format for specifying the modifications to perform on a resource."
#[tokio::test]
async fn a_merge_patch_is_an_object() {
    let patch = MergePatch::default()
        .name("nightly export")
        .kind(DestinationKind::Kinesis)
        .config(json!({"region": "us-east-1", "roleArn": null}))
        .on(true);
    let expected = concat!(
        r#"{"name":"nightly export","kind":"kinesis","#,
        r#""config":{"region":"us-east-1","roleArn":null},"on":true}"#
    );
    assert_eq!(text(sent(patch).await), expected);
    let mut patch = MergePatch::default();
    patch.additional_properties.insert("description".to_owned(), Value::from("new"));
    assert_eq!(text(sent(patch).await), r#"{"description":"new"}"#);
}

/// An absent property is left as it is, and `null` removes it (RFC 7386, section 1).
#[tokio::test]
async fn absent_and_null_are_distinct_in_a_merge_patch() {
    assert_eq!(text(sent(MergePatch::default()).await), "{}");
    assert_eq!(text(sent(MergePatch::default().name(None)).await), r#"{"name":null}"#);
    let all = MergePatch::default().name(Maybe::Null).kind(None).config(Value::Null).on(None);
    assert_eq!(text(sent(all).await), r#"{"name":null,"kind":null,"config":null,"on":null}"#);
    let kept = MergePatch::default().name("a").name(Maybe::Absent).on(false);
    assert_eq!(text(sent(kept).await), r#"{"on":false}"#);
}

/// "To submit a comment along with a JSON patch document", and "along with a JSON merge patch document".
#[tokio::test]
async fn a_comment_stands_beside_the_patch() {
    let expected = concat!(
        r#"{"comment":"a \"better\" name","#,
        r#""patch":[{"op":"replace","path":"/name","value":"nightly export"}]}"#
    );
    assert_eq!(text(sent(vec![rename()].comment("a \"better\" name")).await), expected);
    assert_eq!(text(sent([rename()].comment("a \"better\" name")).await), expected);
    let merge = MergePatch::default().name("nightly export").on(None).comment("a name");
    let expected = r#"{"comment":"a name","merge":{"name":"nightly export","on":null}}"#;
    assert_eq!(text(sent(merge).await), expected);
}

#[tokio::test]
async fn an_update_that_was_read_is_sent_unchanged() {
    let json_patch = |update: &DestinationUpdate| update.as_json_patch().is_some();
    let merge_patch = |update: &DestinationUpdate| update.as_merge_patch().is_some();
    let json_patch_with_comment = |update: &DestinationUpdate| update.as_json_patch_with_comment().is_some();
    let merge_patch_with_comment = |update: &DestinationUpdate| update.as_merge_patch_with_comment().is_some();
    let unknown = |update: &DestinationUpdate| matches!(update, DestinationUpdate::Unknown(_));
    type IsExpected<'f> = &'f dyn Fn(&DestinationUpdate) -> bool;
    let cases: Vec<(&str, IsExpected<'_>)> = vec![
        ("[]", &json_patch),
        (r#"[{"op":"remove","path":"/name"}]"#, &json_patch),
        (r#"[{"op":"replace","path":"/config","value":null}]"#, &json_patch),
        ("{}", &merge_patch),
        (r#"{"config":null,"on":true}"#, &merge_patch),
        (r#"{"comment":"a"}"#, &merge_patch),
        (r#"{"name":null,"tags":["a"]}"#, &merge_patch),
        (r#"{"comment":"a","patch":[{"op":"remove","path":"/name"}]}"#, &json_patch_with_comment),
        (r#"{"comment":"a","merge":{"name":null}}"#, &merge_patch_with_comment),
        (r#"[{"op":1,"path":"/name"}]"#, &unknown),
        ("7", &unknown),
    ];
    for (body, is_expected) in cases {
        let update: DestinationUpdate = serde_json::from_str(body).unwrap();
        assert!(is_expected(&update), "{body}: {update:?}");
        assert_eq!(text(sent(update).await), body);
    }
}

/// "You can set the API version on a specific request by sending an `LD-API-Version` header."
#[tokio::test]
async fn the_api_version_is_sent_with_every_request_and_can_be_changed() {
    assert_eq!(sent(vec![rename()]).await.header("ld-api-version"), ["20240415"]);
    let server = Server::start(vec![support::message("200 OK", "application/json", "{}"); 3]);
    let builder = || Client::builder().credentials(Credentials::api_key(TOKEN)).server(server.url.as_str());
    let beta = builder().header("LD-API-Version", "beta").build().unwrap();
    beta.patch_destination("p", "e", "i", vec![rename()]).await.unwrap();
    assert_eq!(server.request().header("ld-api-version"), ["beta"]);
    let request = beta.patch_destination("p", "e", "i", vec![rename()]).header("ld-api-version", "20220603");
    request.await.unwrap();
    assert_eq!(server.request().header("ld-api-version"), ["20220603"]);
    builder().build().unwrap().request(generated_client::runtime::Method::GET, "/api/v2/projects").await.unwrap();
    assert_eq!(server.request().header("ld-api-version"), ["20240415"]);
}

/// "Calls to our APIs include headers indicating the current rate limit status."
#[tokio::test]
async fn rate_limits_are_typed_headers() {
    let response = |status: &str, headers: &str, body: &str| {
        let length = body.len();
        let head = format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n");
        format!("{head}connection: close\r\n{headers}\r\n{body}").into_bytes()
    };
    let error = r#"{"code":"rate_limited","message":"You've exceeded the API rate limit. Try again later."}"#;
    let server = Server::start(vec![
        response("200 OK", "X-Ratelimit-Global-Remaining: 19\r\nx-ratelimit-route-remaining: 4\r\n", "{}"),
        response("200 OK", "X-Ratelimit-Reset: 1465411100000\r\n", "{}"),
        response("429 Too Many Requests", "X-Ratelimit-Reset: -62135596800000\r\nRetry-After: 8\r\n", error),
        response("429 Too Many Requests", "Retry-After: soon\r\n", error),
    ]);
    let client = server.client();
    let request = || client.patch_destination("p", "e", "i", vec![rename()]);

    let response = request().send().await.unwrap();
    let headers = PatchDestinationHeaders::from(response.headers());
    assert_eq!(headers.x_ratelimit_global_remaining().unwrap(), Some(19));
    assert_eq!(headers.x_ratelimit_route_remaining().unwrap(), Some(4));
    assert_eq!((headers.x_ratelimit_reset().unwrap(), headers.retry_after().unwrap()), (None, None));

    let response = request().send().await.unwrap();
    assert_eq!(PatchDestinationHeaders::from(response.headers()).x_ratelimit_reset().unwrap(), Some(1_465_411_100_000));

    let Error::Api(error) = request().await.unwrap_err() else { panic!() };
    let headers = PatchDestinationHeaders::from(error.headers());
    assert_eq!(headers.x_ratelimit_reset().unwrap(), Some(-62_135_596_800_000));
    assert_eq!(headers.retry_after().unwrap(), Some(8));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(8)));

    let Error::Api(error) = request().await.unwrap_err() else { panic!() };
    assert_eq!(PatchDestinationHeaders::from(error.headers()).retry_after().unwrap_err().name(), "Retry-After");
}

/// "The API request can not be completed because it conflicts with a concurrent API request."
#[tokio::test]
async fn a_conflict_has_a_code() {
    let body = r#"{"code":"optimistic_locking_error","message":"Conflict. Optimistic lock error. Try again later."}"#;
    let server = Server::responding("409 Conflict", "application/json", body);
    let error = server.client().patch_destination("p", "e", "i", vec![rename()]).await.unwrap_err();
    assert!(error.is_conflict());
    assert_eq!(error.code(), Some("optimistic_locking_error"));
    let Error::Api(error) = error else { panic!("{error:?}") };
    let PatchDestinationError::Conflict(conflict) = error.body() else { panic!("{error:?}") };
    assert_eq!(conflict.code, "optimistic_locking_error");
}

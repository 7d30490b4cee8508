//! Ranges of bytes, to resume a download (RFC 9110, section 14).

use std::ops::{Bound, RangeBounds};

use super::support::{Chunk, Exchange, FakeTransport, GetPet, Pet, get_pet};
use crate::runtime::{
    ByteStream, Client, Credential, Credentials, Error, EventForm, EventRequest, Operation, RawResponse,
    RequestBuilder, RequestErrorKind, Response, ResponseErrorKind, RetryPolicy, UntypedBody,
};

#[must_use]
struct Download(RequestBuilder);

crate::runtime::impl_request!(Download);
crate::runtime::impl_range!(Download, range);

impl Operation for Download {
    type Error = UntypedBody;
    type Output = ByteStream;

    const ID: &'static str = "download";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/file";

    fn streams(status: u16, _media_type: &str) -> bool {
        matches!(status, 200 | 206)
    }

    fn decode(response: RawResponse) -> Result<Response<Self::Output>, Error<Self::Error>> {
        match response.status().as_u16() {
            200 | 206 => Ok(response.stream()),
            _ => Err(response.untyped_error()),
        }
    }
}

fn download(client: &Client) -> Download {
    Download(RequestBuilder::new::<Download>(client))
}

type Headers = &'static [(&'static str, &'static str)];

/// Sends a request for a range, and returns the header `Range` and the result.
async fn get(
    range: impl RangeBounds<u64>,
    status: u16,
    headers: Headers,
) -> (String, Result<Response<ByteStream>, Error>) {
    let fake = FakeTransport::responding(Exchange::Response(status, headers, vec![Chunk::Bytes("abc")]));
    let result = download(&fake.client(Credentials::none())).range(range).send().await;
    let requests = fake.requests.lock().unwrap();
    (requests[0].headers()["range"].to_str().unwrap().to_owned(), result)
}

#[tokio::test]
async fn a_range_is_sent_with_inclusive_positions() {
    for (sent, range) in [
        ("bytes=5-", (Bound::Included(5), Bound::Unbounded)),
        ("bytes=6-", (Bound::Excluded(5), Bound::Unbounded)),
        ("bytes=5-9", (Bound::Included(5), Bound::Excluded(10))),
        ("bytes=5-5", (Bound::Included(5), Bound::Included(5))),
        ("bytes=0-9", (Bound::Unbounded, Bound::Excluded(10))),
        ("bytes=0-", (Bound::Unbounded, Bound::Unbounded)),
        ("bytes=0-18446744073709551615", (Bound::Included(0), Bound::Included(u64::MAX))),
    ] {
        assert_eq!(get(range, 416, &[]).await.0, sent);
    }
    assert_eq!(get(5..10, 416, &[]).await.0, "bytes=5-9");
}

#[tokio::test]
async fn an_empty_range_is_an_error_before_the_request_is_sent() {
    let fake = FakeTransport::default();
    let client = fake.client(Credentials::none());
    for range in [
        (Bound::Included(5), Bound::Excluded(5)),
        (Bound::Included(5), Bound::Included(4)),
        (Bound::Excluded(5), Bound::Included(5)),
        (Bound::Unbounded, Bound::Excluded(0)),
        (Bound::Excluded(u64::MAX), Bound::Unbounded),
    ] {
        let Err(Error::Request(error)) = download(&client).range(range).await else { panic!("{range:?}") };
        assert!(matches!(error.kind(), RequestErrorKind::Parameter { parameter, .. } if parameter == "range"));
    }
    assert!(fake.requests.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_response_has_the_range_that_was_asked_for() {
    for (end, content_range) in [
        (Bound::Unbounded, "bytes 5-7/8"),
        (Bound::Unbounded, "Bytes 5-7/*"),
        (Bound::Unbounded, "bytes 5-18446744073709551614/18446744073709551615"),
        (Bound::Included(7), "bytes 5-7/20"),
        // The content ends before the range does.
        (Bound::Included(99), "bytes 5-7/8"),
    ] {
        let headers: Headers = vec![("content-range", content_range)].leak();
        let response = get((Bound::Included(5), end), 206, headers).await.1.unwrap();
        assert_eq!(response.status(), 206);
        assert_eq!(response.into_body().bytes().await.unwrap().as_ref(), b"abc");
    }
}

#[tokio::test]
async fn another_range_is_an_error() {
    for content_range in [
        "bytes 0-2/8",
        "bytes 6-7/8",
        "bytes 5-8/9",
        "bytes 5-4/9",
        "bytes 5-7/7",
        "bytes +5-7/9",
        "bytes 5-/9",
        "bytes -7/9",
        "bytes */9",
        "bytes 5-7",
        "items 5-7/9",
        "bytes=5-7/9",
        "bytes 5-99999999999999999999/*",
        "",
    ] {
        let headers: Headers = vec![("content-range", content_range)].leak();
        let Err(Error::Response(error)) = get(5..8, 206, headers).await.1 else { panic!("{content_range}") };
        assert_eq!(error.status(), 206);
        assert!(matches!(error.kind(), ResponseErrorKind::RangeMismatch { requested, content_range: Some(found) }
                if requested == "bytes=5-7" && found == content_range));
        assert!(error.to_string().contains("asks for `bytes=5-7`"), "{error}");
    }
    // A response of several ranges has the positions in its parts.
    let parts = get(5..8, 206, &[("content-type", "multipart/byteranges; boundary=a")]).await.1;
    let Err(Error::Response(error)) = parts else { panic!() };
    assert!(matches!(error.kind(), ResponseErrorKind::RangeMismatch { content_range: None, .. }));
    // Without the setting, the caller checks the response.
    let exchange = Exchange::Response(206, &[], vec![Chunk::Bytes("abc")]);
    let fake = FakeTransport::responding(exchange);
    let request = download(&fake.client(Credentials::none())).header("range", "bytes=0-1,5-6");
    assert_eq!(request.await.unwrap().bytes().await.unwrap().as_ref(), b"abc");
}

#[tokio::test]
async fn a_service_that_ignores_the_range_is_an_error() {
    let headers: Headers = &[("etag", "\"a\"")];
    let Err(Error::Response(error)) = get(5.., 200, headers).await.1 else { panic!() };
    assert!(matches!(error.kind(), ResponseErrorKind::RangeMismatch { content_range: None, .. }));
    assert_eq!((error.status().as_u16(), &error.headers()["etag"]), (200, &"\"a\"".parse().unwrap()));
    assert_eq!(error.to_string(), "download: 200 OK: response has no range, and the request asks for `bytes=5-`");
    assert!(get(..5, 200, &[]).await.1.is_err(), "the caller asked for less");
    // The whole content has the bytes that the range has.
    let whole = get(0.., 200, &[]).await.1.unwrap();
    assert_eq!(whole.into_body().bytes().await.unwrap().as_ref(), b"abc");
}

#[tokio::test]
async fn an_error_response_stays_one() {
    let Err(Error::Api(error)) = get(5.., 416, &[("content-range", "bytes */3")]).await.1 else { panic!() };
    assert_eq!(error.status(), 416);
    assert_eq!(error.raw_body().as_ref(), b"abc");
    // A success that is not the content is what the API declares for it.
    let Err(Error::Response(error)) = get(5.., 204, &[]).await.1 else { panic!() };
    assert!(matches!(error.kind(), ResponseErrorKind::UndeclaredStatus));
    let Err(Error::Response(error)) = get(5.., 304, &[]).await.1 else { panic!() };
    assert!(matches!(error.kind(), ResponseErrorKind::Redirection));
}

#[tokio::test]
async fn a_retry_has_the_range() {
    let fake = FakeTransport { polls_until_timeout: Some(1), ..FakeTransport::default() };
    fake.exchanges.lock().unwrap().extend([
        Exchange::Response(503, &[], vec![]),
        Exchange::Response(206, &[("content-range", "bytes 5-7/8")], vec![Chunk::Bytes("abc")]),
    ]);
    let request = download(&fake.client(Credentials::none())).retry(RetryPolicy::new()).range(5..);
    assert_eq!(request.await.unwrap().bytes().await.unwrap().as_ref(), b"abc");
    let requests = fake.requests.lock().unwrap();
    assert!(requests.iter().all(|request| request.headers()["range"] == "bytes=5-") && requests.len() == 2);
}

#[tokio::test]
async fn events_of_another_range_are_an_error() {
    let fake = FakeTransport::responding(Exchange::Response(200, &[("content-type", "text/event-stream")], vec![]));
    let client = fake.client(Credentials::none().with("token", Credential::bearer("hush")));
    let mut builder = get_pet(&client, "cat", "", 7).0;
    builder.range(&(5..));
    let error = EventRequest::<GetPet, Pet>::new(builder, EventForm::Json).await.unwrap_err();
    assert!(
        matches!(&error, Error::Response(error) if matches!(error.kind(), ResponseErrorKind::RangeMismatch { .. }))
    );
}

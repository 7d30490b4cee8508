//! Streams of JSON items.

use bytes::Bytes;

use super::support::{Chunk, Exchange, FakeTransport};
use crate::runtime::json::Value;
use crate::runtime::{
    AnyError, ClientBuilder, Credentials, Error, JsonStream, JsonStreamError, Operation, RawResponse, RequestBuilder,
    Response, TransportError,
};

#[must_use]
struct Numbers(RequestBuilder);

crate::runtime::impl_request!(Numbers);

impl Operation for Numbers {
    type Error = std::convert::Infallible;
    type Output = JsonStream<i64>;

    const ID: &'static str = "numbers";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/numbers";

    fn streams(status: u16, _media_type: &str) -> bool {
        status == 200
    }

    fn decode(response: RawResponse) -> Result<Response<Self::Output>, Error<Self::Error>> {
        Ok(response.items())
    }
}

/// Requests the numbers that a service sends in these chunks.
async fn numbers(media_type: &'static str, chunks: Vec<Chunk>) -> JsonStream<i64> {
    let headers: &'static [(&'static str, &'static str)] = match media_type {
        "application/jsonl" => &[("content-type", "application/jsonl; charset=utf-8")],
        "application/json-seq" => &[("content-type", "Application/JSON-Seq")],
        _ => &[("content-type", "text/html")],
    };
    let client = FakeTransport::responding(Exchange::Response(200, headers, chunks)).client(Credentials::none());
    Numbers(RequestBuilder::new::<Numbers>(&client)).await.unwrap()
}

#[tokio::test]
async fn an_item_that_cannot_be_read_does_not_end_the_stream() {
    let lines: String =
        (0..100_000).map(|line| if line == 50_000 { "{broken\n".to_owned() } else { format!("{line}\n") }).collect();
    let chunks = lines.as_bytes().chunks(997).map(|chunk| {
        let chunk: &'static str = String::from_utf8(chunk.to_vec()).unwrap().leak();
        Chunk::Bytes(chunk)
    });
    let mut stream = numbers("application/jsonl", chunks.collect()).await;
    let (mut count, mut errors) = (0, Vec::new());
    while let Some(item) = stream.next().await {
        match item {
            Ok(_) => count += 1,
            Err(error) => errors.push(error.to_string()),
        }
    }
    assert_eq!((count, errors), (99_999, vec!["item is not valid JSON".to_owned()]));
}

#[must_use]
struct Values(RequestBuilder);

crate::runtime::impl_request!(Values);

impl Operation for Values {
    type Error = std::convert::Infallible;
    type Output = JsonStream<Value>;

    const ID: &'static str = "values";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/values";

    fn streams(status: u16, _media_type: &str) -> bool {
        status == 200
    }

    fn decode(response: RawResponse) -> Result<Response<Self::Output>, Error<Self::Error>> {
        Ok(response.items())
    }
}

/// Returns the items of a body that is received in chunks of some size, with at most eight bytes each.
async fn items(headers: &'static [(&'static str, &'static str)], body: &'static str, size: usize) -> Vec<String> {
    let chunks = body.as_bytes().chunks(size).map(|chunk| Chunk::Part(Bytes::from_static(chunk))).collect();
    let fake = FakeTransport::responding(Exchange::Response(200, headers, chunks));
    let client = ClientBuilder::new(Some("https://api.example.com".into())).transport(fake).max_body_size(8);
    let client = client.build().unwrap();
    let mut stream = Values(RequestBuilder::new::<Values>(&client)).await.unwrap();
    let mut items = Vec::new();
    while let Some(item) = stream.next().await {
        items.push(match item {
            Ok(value) => value.to_string(),
            Err(JsonStreamError::Item { text, source: None }) => format!("invalid {}", text.escape_ascii()),
            Err(error) => error.to_string(),
        });
    }
    items
}

#[tokio::test]
async fn items_do_not_depend_on_the_chunks() {
    const LINES: &[(&str, &str)] = &[("content-type", "application/x-ndjson")];
    const RECORDS: &[(&str, &str)] = &[("content-type", "application/geo+json-seq")];
    const TOO_LARGE: &str = "item is larger than 8 bytes";
    for (headers, body, expected) in [
        (LINES, "", vec![]),
        (LINES, "\u{feff}1\r\n\n \n[2]\n{}", vec!["1", "[2]", "{}"]),
        (LINES, "1\n\"123456789\"\n2\n", vec!["1", TOO_LARGE, "2"]),
        (LINES, "\"123456789012345\"", vec![TOO_LARGE]),
        (LINES, "x\n3", vec!["invalid x", "3"]),
        (RECORDS, "\u{1e}1\n\u{1e}[\n2]\n\u{1e}{}", vec!["1", "[2]", "{}"]),
        // A number without white space after it may be cut off (RFC 7464, section 2.4).
        (RECORDS, "\u{1e}1\u{1e}\u{1e}true\n\u{1e}12", vec!["invalid 1", "true", "invalid 12"]),
        (RECORDS, "\u{1e}\"123456789\"\n\u{1e}3\n", vec![TOO_LARGE, "3"]),
    ] {
        for size in [1, 2, 3, 100] {
            assert_eq!(items(headers, body, size).await, expected, "{body:?} in chunks of {size}");
        }
    }
}

#[tokio::test]
async fn an_error_has_the_text_of_the_item() {
    let mut stream = numbers("application/jsonl", vec![Chunk::Bytes("1\r\n\n\"a\"\n"), Chunk::Bytes("3")]).await;
    assert_eq!(stream.next().await.unwrap().unwrap(), 1);
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.to_string(), "item does not match its schema: expected a 64-bit integer, found a string");
    let JsonStreamError::Item { text, source: Some(_) } = error else { panic!("{error:?}") };
    assert_eq!(text, "\"a\"");
    assert_eq!(stream.next().await.unwrap().unwrap(), 3);
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_record_is_returned_before_the_next_one_comes() {
    let mut stream = numbers("application/json-seq", vec![Chunk::Bytes("\u{1e}1\n"), Chunk::Never]).await;
    assert_eq!(stream.next().await.unwrap().unwrap(), 1);
    let chunks = vec![Chunk::Bytes("\u{1e}1\n\u{1e}"), Chunk::Bytes("2"), Chunk::Bytes("3\n"), Chunk::Never];
    let mut stream = numbers("application/json-seq", chunks).await;
    assert_eq!(stream.next().await.unwrap().unwrap(), 1);
    assert_eq!(stream.next().await.unwrap().unwrap(), 23);
    let mut stream = numbers("application/json-seq", vec![Chunk::Bytes("\u{1e}4\n\u{1e}\"a\"\n\u{1e}5")]).await;
    assert_eq!(stream.next().await.unwrap().unwrap(), 4);
    assert!(matches!(stream.next().await, Some(Err(JsonStreamError::Item { source: Some(_), .. }))));
    // The number may be cut off.
    assert!(matches!(stream.next().await, Some(Err(JsonStreamError::Item { source: None, .. }))));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_lost_connection_ends_the_stream() {
    let chunks = vec![Chunk::Bytes("1\n2"), Chunk::Fails(TransportError::timeout())];
    let mut stream = numbers("application/jsonl", chunks).await;
    assert_eq!(stream.next().await.unwrap().unwrap(), 1);
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(matches!(error, JsonStreamError::Interrupted(_)));
    assert!(AnyError::from(error).is_timeout());
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn another_media_type_is_an_error_that_keeps_the_body() {
    let mut stream = numbers("text/html", vec![Chunk::Bytes("<html>")]).await;
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.to_string(), "response is `text/html`, expected a sequence of JSON texts");
    assert!(stream.next().await.is_none());
    assert_eq!(stream.into_bytes().bytes().await.unwrap(), "<html>");
}

#[tokio::test]
async fn items_are_collected_up_to_a_limit() {
    let lines = || vec![Chunk::Bytes("1\n2\n3\n")];
    assert_eq!(numbers("application/jsonl", lines()).await.collect(3).await.unwrap(), [1, 2, 3]);
    let error = numbers("application/jsonl", lines()).await.collect(2).await.unwrap_err();
    assert_eq!(error.to_string(), "stream has more than 2 items");
}

#[cfg(feature = "blocking")]
#[test]
fn a_stream_of_items_is_an_iterator_that_blocks() {
    let headers = &[("content-type", "application/x-ndjson")];
    let fake = FakeTransport::responding(Exchange::Response(200, headers, vec![Chunk::Bytes("1\nx\n3\n")]));
    let client = fake.client(Credentials::none());
    let stream = Numbers(RequestBuilder::new::<Numbers>(&client)).blocking().unwrap();
    assert_eq!(stream.into_iter().map(Result::ok).collect::<Vec<_>>(), [Some(1), None, Some(3)]);
}

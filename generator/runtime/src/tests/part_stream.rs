//! Streams of the parts of multipart bodies.

use bytes::Bytes;

use super::support::{Chunk, Exchange, FakeTransport};
use crate::runtime::{
    AnyError, ClientBuilder, Credentials, Error, Operation, PartErrorKind, PartStream, PartStreamError, RawResponse,
    RequestBuilder, Response, TransportError,
};

/// An operation whose response is a stream of parts.
macro_rules! operation {
    ($name:ident, $content:ty, $method:ident) => {
        #[must_use]
        struct $name(RequestBuilder);

        crate::runtime::impl_request!($name);

        impl Operation for $name {
            type Error = std::convert::Infallible;
            type Output = PartStream<$content>;

            const ID: &'static str = "parts";
            const METHOD: &'static str = "GET";
            const PATH: &'static str = "/parts";

            fn streams(status: u16, _media_type: &str) -> bool {
                status == 200
            }

            fn decode(response: RawResponse) -> Result<Response<Self::Output>, Error<Self::Error>> {
                Ok(response.$method())
            }
        }
    };
}

operation!(Numbers, i64, json_parts);
operation!(Texts, String, text_parts);
operation!(Amounts, f64, text_parts);
operation!(Images, Bytes, byte_parts);

type Headers = &'static [(&'static str, &'static str)];

const MIXED: Headers = &[("content-type", "multipart/mixed; boundary=b")];

fn builder(headers: Headers, chunks: Vec<Chunk>, limit: usize) -> RequestBuilder {
    let fake = FakeTransport::responding(Exchange::Response(200, headers, chunks));
    let client = ClientBuilder::new(Some("https://api.example.com".into())).transport(fake).max_body_size(limit);
    RequestBuilder::new::<Numbers>(&client.build().unwrap())
}

fn split(body: &'static [u8], size: usize) -> Vec<Chunk> {
    body.chunks(size).map(|chunk| Chunk::Part(Bytes::from_static(chunk))).collect()
}

/// Returns the headers and the content of all parts, and the errors.
async fn all<T>(mut parts: PartStream<T>, text: impl Fn(T) -> String) -> Vec<String> {
    let mut all = Vec::new();
    while let Some(part) = parts.next().await {
        all.push(match part {
            Ok(part) => {
                let header =
                    |(name, value): (_, &http::HeaderValue)| format!("{name}={};", value.as_bytes().escape_ascii());
                let headers: String = part.headers.iter().map(header).collect();
                format!("{headers}{}", text(part.content))
            }
            Err(PartStreamError::Part(part)) => format!("{part}: {}", part.content.escape_ascii()),
            Err(PartStreamError::Truncated { rest }) => format!("truncated: {}", rest.escape_ascii()),
            Err(error) => error.to_string(),
        });
    }
    all
}

async fn images(headers: Headers, body: &'static [u8], size: usize) -> Vec<String> {
    let parts = Images(builder(headers, split(body, size), 30)).await.unwrap();
    all(parts, |content| content.escape_ascii().to_string()).await
}

#[tokio::test]
async fn parts_do_not_depend_on_the_chunks() {
    const QUOTED: Headers = &[("content-type", "Multipart/X-Mixed-Replace; charset=x; Boundary=\"a b:\\\"c\"")];
    const HYPHENS: Headers = &[("content-type", "multipart/x-mixed-replace;boundary=--b")];
    const ONLY_HYPHENS: Headers = &[("content-type", "multipart/mixed; boundary=----")];
    let cases: &[(Headers, &[u8], &[&str])] = &[
        (MIXED, b"--b--", &[]),
        (MIXED, b"--b\r\n--b--\r\n", &[]),
        (MIXED, b"--b\r\n\r\n--b\r\n\r\n\r\n--b--", &["", ""]),
        (MIXED, b"--b\r\n\r\none\r\n--b\r\nA: 1\r\n\r\ntwo\r\n--b--", &["one", "a=1;two"]),
        // Preamble, epilogue, and white space after a boundary.
        (MIXED, b"x --b\r\n--bc\r\n--b \t\r\n\r\n1\r\n--b-- \r\n--b\r\n\r\n2\r\n", &["1"]),
        (MIXED, b"\r\n--b\r\n\r\n1\r\n--b  \r\n\r\n2\r\n--b--", &["1", "2"]),
        // Lines that only begin as a boundary does, and line ends that are content.
        (MIXED, b"--b\r\n\r\n--\r\n--bc\r\n--b-\r\n-b\n--b\r\r\n--b--", &["--\\r\\n--bc\\r\\n--b-\\r\\n-b\\n--b\\r"]),
        (MIXED, b"--b\r\n\r\n\r\n\r\n\r\n--b \r\r\n\r\n--b--", &["\\r\\n\\r\\n\\r\\n--b \\r\\r\\n"]),
        (MIXED, b"--b\r\n\r\n\x00\xff\r\r\n--b--", &["\\x00\\xff\\r"]),
        // Headers without content, folded headers, and bare line feeds in headers.
        (MIXED, b"--b\r\nA: 1\r\n--b\r\nB :\r\n x\r\n\ty \nC:z\n\n1\r\n--b--", &["a=1;", "b=x y;c=z;1"]),
        // A body with bare line feeds.
        (MIXED, b"--b\n\n1\r\n--b\nA: 2\n\n\n2\n--b--\n", &["1\\r", "a=2;\\n2"]),
        (QUOTED, b"--a b:\"c\r\n\r\n1\r\n--a b:\"c--", &["1"]),
        (HYPHENS, b"--b\r\n\r\n1\r\n--b\r\n\r\n2\r\n--b--", &["1", "2"]),
        (HYPHENS, b"----b\r\n\r\n1\r\n--b\r\n----b--", &["1\\r\\n--b"]),
        (HYPHENS, b"x\r\n--b\r\n----b\r\n\r\n1\r\n----b--", &["1"]),
        (ONLY_HYPHENS, b"------\r\n\r\n1\r\n--------", &["1"]),
        (ONLY_HYPHENS, b"----\r\n\r\n1\r\n------", &["1"]),
        (
            MIXED,
            b"--b\r\n\r\n0123456789012345678901234567890\r\n--b\r\n\r\n2\r\n--b--",
            &["part at index 0 is larger than 30 bytes", "2"],
        ),
        (
            MIXED,
            b"--b\r\n0123456789012345678901234567890123\r\n--b\r\n",
            &["part at index 0 is larger than 30 bytes", "truncated: "],
        ),
        (
            MIXED,
            b"--b\r\nwrong\r\n\r\n1\r\n--b\r\n\r\n2\r\n--b--",
            &["part at index 0 has no valid headers: wrong\\r\\n\\r\\n1", "2"],
        ),
        (MIXED, b"--b\r\n: 1\r\n\r\n1\r\n--b--", &["part at index 0 has no valid headers: : 1\\r\\n\\r\\n1"]),
        // Bodies that are cut off.
        (MIXED, b"", &["truncated: "]),
        (MIXED, b"\r\nno boundary\r\n", &["truncated: "]),
        (MIXED, b"--b\r\n\r\n1\r\n--b\r\nA: 1\r\n\r\n2", &["1", "truncated: A: 1\\r\\n\\r\\n2"]),
        (MIXED, b"--b\r\n\r\n1\r\n--b", &["truncated: \\r\\n1\\r\\n--b"]),
        (MIXED, b"--b\r\n\r\n1\r\n--b-", &["truncated: \\r\\n1\\r\\n--b-"]),
    ];
    for (headers, body, expected) in cases {
        for size in (1..=9).chain([1000]) {
            let found = images(headers, body, size).await;
            assert_eq!(found, *expected, "{} in chunks of {size}", body.escape_ascii());
        }
    }
}

#[tokio::test]
async fn a_line_end_before_a_boundary_is_not_content() {
    for end in ["\n", "\r\n"] {
        let body = format!("--b{end}{end}\r\n\n\r{end}--b--");
        let parts = images(MIXED, body.leak().as_bytes(), 1).await;
        assert_eq!(parts, ["\\r\\n\\n\\r"], "{end:?}");
    }
}

#[tokio::test]
async fn the_media_type_of_a_part_says_how_it_is_read() {
    let body = b"--b\r\nContent-Type: application/hal+json\r\n\r\n 1 \r\n\
        --b\r\n\r\n2\r\n\
        --b\r\nContent-Type: image/png\r\n\r\n3\r\n\
        --b\r\nContent-Type: text/plain\r\n\r\n{\r\n\
        --b\r\nContent-Transfer-Encoding: Base64\r\n\r\nNQ==\r\n\
        --b\r\nContent-Transfer-Encoding: binary\r\n\r\n\"6\"\r\n--b--";
    let parts = Numbers(builder(MIXED, split(body, 7), 1000)).await.unwrap();
    let expected = [
        "content-type=application/hal+json;1",
        "2",
        "part at index 2 has the unexpected media type `image/png`: 3",
        "part at index 3 is not valid JSON: {",
        "part at index 4 has content in the unsupported encoding `Base64`: NQ==",
        "part at index 5 does not match its schema: expected a 64-bit integer, found a string: \\\"6\\\"",
    ];
    assert_eq!(all(parts, |number| number.to_string()).await, expected);

    let body = b"--b\r\nContent-Type: text/csv; charset=latin1\r\n\r\n\xe9\r\n\
        --b\r\n\r\n \"2\"\xc3\xa9\r\n\
        --b\r\nContent-Type: application/json\r\n\r\n\"\\u0033\"\r\n\
        --b\r\nContent-Type: application/zip\r\n\r\n4\r\n\
        --b\r\n\r\n\xff\r\n\
        --b\r\nContent-Type: text/plain; charset=utf-16\r\n\r\n6\r\n--b--";
    let parts = Texts(builder(MIXED, split(body, 7), 1000)).await.unwrap();
    let expected = [
        "content-type=text/csv; charset=latin1;é",
        " \"2\"é",
        "content-type=application/json;3",
        "part at index 3 has the unexpected media type `application/zip`: 4",
        "part at index 4 is not valid text: \\xff",
        "part at index 5 is not valid text: 6",
    ];
    assert_eq!(all(parts, |text| text).await, expected);

    let body = b"--b\r\n\r\n1.5\r\n--b\r\n\r\nx\r\n--b--";
    let parts = Amounts(builder(MIXED, split(body, 7), 1000)).await.unwrap();
    let expected = ["1.5", "part at index 1 does not match its schema: expected a number, found a string: x"];
    assert_eq!(all(parts, |amount| amount.to_string()).await, expected);
}

/// Returns the numbers that a service sends in these chunks.
async fn numbers(headers: Headers, chunks: Vec<Chunk>) -> PartStream<i64> {
    Numbers(builder(headers, chunks, 1000)).await.unwrap()
}

#[tokio::test]
async fn a_part_is_returned_when_the_boundary_after_it_comes() {
    let chunks = vec![Chunk::Bytes("--b\r\n\r\n1\r\n--b\r\n"), Chunk::Bytes("\r\n2\r\n--b--"), Chunk::Never];
    let mut parts = numbers(MIXED, chunks).await;
    assert_eq!(parts.next().await.unwrap().unwrap().content, 1);
    assert_eq!(parts.next().await.unwrap().unwrap().content, 2);
    assert!(parts.next().await.is_none());
}

#[tokio::test]
async fn a_lost_connection_ends_the_stream() {
    let chunks = vec![Chunk::Bytes("--b\r\n\r\n1\r\n--b\r\n\r\n2"), Chunk::Fails(TransportError::timeout())];
    let mut parts = numbers(MIXED, chunks).await;
    assert_eq!(parts.next().await.unwrap().unwrap().content, 1);
    let error = parts.next().await.unwrap().unwrap_err();
    assert!(matches!(error, PartStreamError::Interrupted(_)));
    assert!(AnyError::from(error).is_timeout());
    assert!(parts.next().await.is_none());
}

#[tokio::test]
async fn a_service_may_take_its_time_for_the_next_part() {
    let mut fake = FakeTransport::responding(Exchange::Response(200, MIXED, vec![Chunk::Never]));
    fake.polls_until_timeout = Some(3);
    let client = fake.client(Credentials::none());
    let mut parts = Numbers(RequestBuilder::new::<Numbers>(&client)).await.unwrap();
    assert!(matches!(parts.next().await, Some(Err(PartStreamError::Interrupted(_)))));
    assert_eq!(fake.sleeps.lock().unwrap().last().copied(), Some(std::time::Duration::from_secs(300)));
}

#[tokio::test]
async fn a_response_without_a_boundary_is_an_error_that_keeps_the_body() {
    let others: [(Headers, &str); 4] = [
        (&[("content-type", "multipart/mixed")], "multipart/mixed"),
        (&[("content-type", "multipart/mixed; boundary=\"\"")], "multipart/mixed; boundary=\"\""),
        (&[("content-type", "application/json; boundary=b")], "application/json; boundary=b"),
        (&[], ""),
    ];
    for (headers, content_type) in others {
        let mut parts = numbers(headers, vec![Chunk::Bytes("--b--")]).await;
        let error = parts.next().await.unwrap().unwrap_err();
        let expected = format!("response is `{content_type}`, expected a multipart body with a boundary");
        assert_eq!(error.to_string(), expected);
        assert!(parts.next().await.is_none());
        assert_eq!(parts.into_bytes().bytes().await.unwrap(), "--b--");
    }
}

#[tokio::test]
async fn parts_are_collected_up_to_a_limit() {
    let chunks = || vec![Chunk::Bytes("--b\r\n\r\n1\r\n--b\r\n\r\n2\r\n--b--")];
    assert_eq!(numbers(MIXED, chunks()).await.collect(2).await.unwrap().len(), 2);
    let error = numbers(MIXED, chunks()).await.collect(1).await.unwrap_err();
    assert_eq!(error.to_string(), "stream has more than 1 parts");
}

#[tokio::test]
async fn an_error_has_the_part() {
    let chunks = vec![Chunk::Bytes("--b\r\nA: 1\r\n\r\n1\r\n--b\r\nA: 2\r\n\r\n\"x\"\r\n--b--")];
    let mut parts = numbers(MIXED, chunks).await;
    assert_eq!(parts.next().await.unwrap().unwrap().headers["a"], "1");
    let error = parts.next().await.unwrap().unwrap_err();
    let PartStreamError::Part(part) = error else { panic!("{error:?}") };
    assert!(matches!(part.kind, PartErrorKind::SchemaMismatch(_)));
    assert_eq!(
        (part.index, &part.headers["a"], part.content),
        (1, &http::HeaderValue::from_static("2"), "\"x\"".into())
    );
}

#[cfg(feature = "blocking")]
#[test]
fn a_stream_of_parts_is_an_iterator_that_blocks() {
    let body = "--b\r\n\r\n1\r\n--b\r\n\r\nx\r\n--b\r\n\r\n3\r\n--b--";
    let fake = FakeTransport::responding(Exchange::Response(200, MIXED, vec![Chunk::Bytes(body)]));
    let client = fake.client(Credentials::none());
    let parts = Numbers(RequestBuilder::new::<Numbers>(&client)).blocking().unwrap();
    let numbers: Vec<_> = parts.into_iter().map(|part| part.ok().map(|part| part.content)).collect();
    assert_eq!(numbers, [Some(1), None, Some(3)]);
}

#[cfg(feature = "testing")]
#[tokio::test]
async fn a_mocked_response_has_parts() {
    use crate::runtime::testing::{MockResponse, MockTransport};
    let mock = MockTransport::new();
    let client = ClientBuilder::new(Some("https://api.example.com".into())).transport(mock.clone()).build().unwrap();
    let parts = ["content-type: application/json\r\n\r\n1", "\r\n2"];
    mock.expect(Numbers(RequestBuilder::new::<Numbers>(&client)))
        .respond_with(MockResponse::parts("multipart/mixed", parts));
    let parts = Numbers(RequestBuilder::new::<Numbers>(&client)).await.unwrap().collect(2).await.unwrap();
    assert_eq!(parts.iter().map(|part| part.content).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(parts[0].headers["content-type"], "application/json");
}

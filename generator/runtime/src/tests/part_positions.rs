//! Multipart bodies whose parts have positions.

use bytes::Bytes;

use super::support::{Chunk, Exchange, FakeTransport};
use crate::runtime::{
    Client, Credentials, Error, Multipart, Operation, Part, PartErrorKind, PartStream, PartStreamError, RawResponse,
    RequestBuilder, RequestErrorKind, Response,
};

#[must_use]
#[derive(Debug)]
struct AddPair(RequestBuilder);

crate::runtime::impl_request!(AddPair);

/// A part of the response: two are required, and others may not follow.
#[derive(Debug, PartialEq)]
enum PairPart {
    Count(i64),
    Image(Bytes),
    Note(String),
}

impl Operation for AddPair {
    type Error = std::convert::Infallible;
    type Output = PartStream<PairPart>;

    const ID: &'static str = "add-pair";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/pair";

    fn streams(status: u16, _media_type: &str) -> bool {
        status == 200
    }

    fn decode(response: RawResponse) -> Result<Response<Self::Output>, Error<Self::Error>> {
        Ok(response.parts_by_position(2, |part| match part.index() {
            0 => part.json().map(PairPart::Count),
            1 => part.bytes().map(PairPart::Image),
            2 => part.text().map(PairPart::Note),
            _ => part.undeclared(),
        }))
    }
}

/// Returns the body that is sent, with `b` as its boundary. `None` if there is none.
async fn sent(set: impl FnOnce(&mut RequestBuilder)) -> Result<Option<String>, RequestErrorKind> {
    let fake = FakeTransport::responding(Exchange::Response(200, &[], Vec::new()));
    let client: Client = fake.client(Credentials::none());
    let mut builder = RequestBuilder::new::<AddPair>(&client);
    builder.part_positions("multipart/mixed", 2);
    set(&mut builder);
    match AddPair(builder).await {
        Err(Error::Request(error)) => return Err(error.kind().clone()),
        other => drop(other.unwrap()),
    }
    let request = fake.requests.lock().unwrap().pop().unwrap();
    let Some(content_type) = request.headers().get("content-type") else { return Ok(None) };
    let boundary = content_type.to_str().unwrap().strip_prefix("multipart/mixed; boundary=").unwrap();
    let body = String::from_utf8(request.body().as_bytes().unwrap().to_vec()).unwrap();
    Ok(Some(body.replace(boundary, "b")))
}

#[tokio::test]
async fn parts_are_written_by_position() {
    let body = sent(|builder| {
        builder.values_from(2, "text/plain", &vec![1, 2]);
        builder.part_at(1, Some("image/png"), Part::new("a"));
        builder.value_at(0, "application/json", &vec![3]);
        builder.part_at(1, Some("image/png"), Part::new("b"));
    });
    let part = |content_type: &str, content: &str| format!("--b\r\ncontent-type: {content_type}\r\n\r\n{content}\r\n");
    let expected = [
        part("application/json", "[3]"),
        part("image/png", "b"),
        part("text/plain", "1"),
        part("text/plain", "2"),
        "--b--\r\n".to_owned(),
    ];
    assert_eq!(body.await.unwrap().unwrap(), expected.concat());
    assert_eq!(sent(|_| ()).await.unwrap(), None);
}

#[tokio::test]
async fn a_gap_is_an_error() {
    let reason = |error: RequestErrorKind| match error {
        RequestErrorKind::Body { reason } => reason,
        other => panic!("{other:?}"),
    };
    let error = sent(|builder| builder.part_at(1, None, Part::new("a"))).await.unwrap_err();
    assert_eq!(reason(error), "the part at index 0 is not set");
    let error = sent(|builder| builder.value_at(0, "text/plain", "a")).await.unwrap_err();
    assert_eq!(reason(error), "the part at index 1 is not set");
    let error = sent(|builder| builder.value_at(0, "application/json", &f64::NAN)).await.unwrap_err();
    assert!(reason(error).starts_with("part at index 0: "));
    let error = sent(|builder| {
        builder.multipart_body(Multipart::new());
        builder.part_at(0, None, Part::new("a"));
    });
    assert_eq!(reason(error.await.unwrap_err()), "part at index 0: another body has replaced the parts by position");
}

/// Returns the parts and the errors of a response.
async fn received(body: &'static str) -> Vec<Result<PairPart, PartStreamError>> {
    let headers = &[("content-type", "multipart/mixed; boundary=b")];
    let fake = FakeTransport::responding(Exchange::Response(
        200,
        headers,
        vec![Chunk::Part(Bytes::from_static(body.as_bytes()))],
    ));
    let mut builder = RequestBuilder::new::<AddPair>(&fake.client(Credentials::none()));
    builder.json_body("application/json", "a");
    let mut parts = AddPair(builder).await.unwrap();
    let mut all = Vec::new();
    while let Some(part) = parts.next().await {
        all.push(part.map(|part| part.content));
    }
    all
}

#[tokio::test]
async fn parts_are_read_by_position() {
    let parts = received("--b\r\n\r\n1\r\n--b\r\n\r\n2\r\n--b\r\n\r\n3\r\n--b\r\n\r\n4\r\n--b--").await;
    let [Ok(first), Ok(second), Ok(third), Err(PartStreamError::Part(fourth))] = &parts[..] else {
        panic!("{parts:?}")
    };
    assert_eq!((first, second), (&PairPart::Count(1), &PairPart::Image("2".into())));
    assert_eq!(third, &PairPart::Note("3".to_owned()));
    assert_eq!((fourth.index, &*fourth.content, &fourth.kind), (3, b"4".as_slice(), &PartErrorKind::Undeclared));
    assert_eq!(fourth.to_string(), "part at index 3 comes after all that the API declares");
}

#[tokio::test]
async fn a_missing_part_is_an_error_at_the_end() {
    let parts = received("--b\r\n\r\n1\r\n--b--").await;
    let [Ok(_), Err(error @ PartStreamError::Missing { index: 1 })] = &parts[..] else { panic!("{parts:?}") };
    assert_eq!(error.to_string(), "multipart body ends before the part at index 1");
    let parts = received("--b\r\n\r\n1\r\n--b\r\n\r\n2\r\n--b--").await;
    assert!(matches!(parts[..], [Ok(_), Ok(_)]));
}

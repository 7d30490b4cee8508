//! Streamed bodies: the idle timeout, and lost connections.

use std::time::Duration;

use super::support::{Chunk, Exchange, FakeTransport};
use crate::runtime::{
    ByteStream, Client, Credentials, Error, EventError, EventForm, EventStream, Operation, RawResponse, RequestBuilder,
    Response, ResponseErrorKind, Timeouts, TransportError, TransportErrorKind,
};

#[must_use]
struct Download(RequestBuilder);

crate::runtime::impl_request!(Download);

impl Operation for Download {
    type Error = std::convert::Infallible;
    type Output = ByteStream;

    const ID: &'static str = "download";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/file";

    fn streams(status: u16, _media_type: &str) -> bool {
        status == 200
    }

    fn decode(response: RawResponse) -> Result<Response<Self::Output>, Error<Self::Error>> {
        match response.status().as_u16() {
            200 => Ok(response.stream()),
            _ => Err(response.undeclared().into()),
        }
    }
}

#[must_use]
pub(super) struct Events(RequestBuilder);

crate::runtime::impl_request!(Events);

impl Operation for Events {
    type Error = std::convert::Infallible;
    type Output = EventStream<i64>;

    const ID: &'static str = "events";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/events";

    fn streams(_status: u16, media_type: &str) -> bool {
        media_type == "text/event-stream"
    }

    fn decode(response: RawResponse) -> Result<Response<Self::Output>, Error<Self::Error>> {
        Ok(response.events(EventForm::Json))
    }
}

fn download(client: &Client) -> Download {
    Download(RequestBuilder::new::<Download>(client))
}

pub(super) fn events(client: &Client) -> Events {
    Events(RequestBuilder::new::<Events>(client))
}

#[tokio::test]
async fn the_idle_time_limits_each_chunk() {
    let mut fake = FakeTransport::responding(Exchange::Response(
        200,
        &[],
        vec![Chunk::Bytes("a"), Chunk::Bytes("b"), Chunk::Never],
    ));
    fake.polls_until_timeout = Some(3);
    let mut stream = download(&fake.client(Credentials::none())).timeout(Duration::from_secs(9)).await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().as_ref(), b"a");
    assert_eq!(stream.next().await.unwrap().unwrap().as_ref(), b"b");
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Timeout);
    assert!(stream.next().await.is_none(), "the stream ends after an error");
    // One timer limits the response headers, the other one the third chunk.
    assert_eq!(*fake.sleeps.lock().unwrap(), [9, 60].map(Duration::from_secs));
}

#[tokio::test]
async fn a_lost_connection_is_an_error() {
    let lost = || TransportError::new(TransportErrorKind::Other, "reset");
    let fake = FakeTransport::responding(Exchange::Response(200, &[], vec![Chunk::Bytes("a"), Chunk::Fails(lost())]));
    let stream = download(&fake.client(Credentials::none())).await.unwrap();
    assert!(matches!(stream.bytes().await, Err(ResponseErrorKind::Interrupted(_))));

    let chunks = vec![Chunk::Bytes("data: 1\n\nda"), Chunk::Fails(lost())];
    let fake = FakeTransport::responding(Exchange::Response(
        200,
        &[("content-type", "text/event-stream; charset=utf-8")],
        chunks,
    ));
    let mut stream = events(&fake.client(Credentials::none())).await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().data, 1);
    assert!(matches!(stream.next().await, Some(Err(EventError::Interrupted(_)))));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_response_that_is_not_streamed_is_buffered() {
    let fake = FakeTransport::responding(Exchange::Response(404, &[], vec![Chunk::Bytes("gone")]));
    let error = download(&fake.client(Credentials::none())).await.unwrap_err();
    assert_eq!(error.raw_body().unwrap().as_ref(), b"gone");
}

#[tokio::test]
async fn the_size_of_an_event_is_limited() {
    let chunks = vec![Chunk::Bytes("data: 12345\ndata: 67890\n\n")];
    let fake = FakeTransport::responding(Exchange::Response(200, &[("content-type", "text/event-stream")], chunks));
    let client = crate::runtime::ClientBuilder::new(Some("https://api.example.com".into()));
    let client = client.transport(fake).max_body_size(8).build().unwrap();
    let mut stream = events(&client).await.unwrap();
    assert!(matches!(stream.next().await, Some(Err(EventError::TooLarge { limit: 8 }))));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn the_idle_time_depends_on_the_media_type() {
    let idle_time = async |content_type: &'static [(&'static str, &'static str)], timeouts: Timeouts| {
        let mut fake = FakeTransport::responding(Exchange::Response(200, content_type, vec![Chunk::Never]));
        fake.polls_until_timeout = Some(3);
        let client = fake.client(Credentials::none());
        let error = match content_type {
            [] => download(&client).timeout(timeouts).await.unwrap().bytes().await.is_err(),
            _ => events(&client).timeout(timeouts).await.unwrap().next().await.unwrap().is_err(),
        };
        assert!(error);
        fake.sleeps.lock().unwrap().last().copied().unwrap()
    };
    let event_stream = &[("content-type", "text/event-stream")];
    assert_eq!(idle_time(&[], Timeouts::new()).await, Duration::from_secs(60));
    assert_eq!(idle_time(event_stream, Timeouts::new()).await, Duration::from_secs(300));
    assert_eq!(idle_time(event_stream, Timeouts::new().idle(Duration::from_secs(7))).await, Duration::from_secs(7));
}

const EVENT_STREAM: &[(&str, &str)] = &[("content-type", "text/event-stream")];

#[tokio::test]
async fn a_stream_is_continued_after_its_last_event() {
    let lost = Chunk::Fails(TransportError::new(TransportErrorKind::Other, "reset"));
    let fake = FakeTransport::default();
    let first = vec![Chunk::Bytes("retry: 5\nid: a\ndata: 1\n\nid: b\ndata: 2\n\nid: lost\ndata: 3\n"), lost];
    fake.exchanges.lock().unwrap().extend([
        Exchange::Response(200, EVENT_STREAM, first),
        Exchange::Response(200, EVENT_STREAM, vec![Chunk::Bytes("data: 3\n\n")]),
        Exchange::Response(200, EVENT_STREAM, vec![]),
    ]);
    let client = fake.client(Credentials::none());
    let (mut last_event_id, mut data): (Option<String>, Vec<i64>) = (None, Vec::new());
    for _ in 0..3 {
        let mut request = events(&client);
        if let Some(id) = &last_event_id {
            request = request.header("last-event-id", id);
        }
        let mut events = request.await.unwrap();
        while let Some(event) = events.next().await {
            data.extend(event.ok().map(|event| event.data));
        }
        last_event_id = events.last_event_id().map(str::to_owned).or(last_event_id);
    }
    assert_eq!(data, [1, 2, 3]);
    let requests = fake.requests.lock().unwrap();
    let sent: Vec<Option<&str>> =
        requests.iter().map(|request| Some(request.headers().get("last-event-id")?.to_str().unwrap())).collect();
    assert_eq!(sent, [None, Some("b"), Some("b")]);
}

#[tokio::test]
async fn the_last_event_id_is_that_of_the_events_that_were_returned() {
    let chunk = "id: a\ndata: 1\n\nid: b\nretry: 7\n\nid: c\ndata: x\n\ndata: 3\n\nid\ndata: 4\n\nid: e\n\nid: f\n";
    let fake = FakeTransport::responding(Exchange::Response(200, EVENT_STREAM, vec![Chunk::Bytes(chunk)]));
    let mut stream = events(&fake.client(Credentials::none())).await.unwrap();
    assert_eq!((stream.last_event_id(), stream.reconnection_time()), (None, None));
    let mut ids = Vec::new();
    while let Some(event) = stream.next().await {
        ids.push((event.is_ok(), stream.last_event_id().map(str::to_owned)));
    }
    // An id without data counts after the events before it, and one without an empty line after it does not.
    let id = |id: &str| Some(id.to_owned());
    assert_eq!(ids, [(true, id("a")), (false, id("c")), (true, id("c")), (true, id("e"))]);
    assert_eq!(stream.last_event_id(), Some("e"));
    assert_eq!(stream.reconnection_time(), Some(Duration::from_millis(7)));
}

#[cfg(feature = "blocking")]
#[test]
fn a_stream_is_an_iterator_that_blocks() {
    let chunks = vec![Chunk::Bytes("data: 1\n\ndata: x\n\ndata: 3\n\n")];
    let fake = FakeTransport::responding(Exchange::Response(200, &[("content-type", "text/event-stream")], chunks));
    let stream = events(&fake.client(Credentials::none())).blocking().unwrap();
    let data: Vec<Option<i64>> = stream.into_iter().map(|event| event.ok().map(|event| event.data)).collect();
    assert_eq!(data, [Some(1), None, Some(3)]);
    let fake = FakeTransport::responding(Exchange::Response(200, &[], vec![Chunk::Bytes("a"), Chunk::Bytes("b")]));
    let chunks = download(&fake.client(Credentials::none())).blocking().unwrap();
    assert_eq!(chunks.into_iter().map(|chunk| chunk.unwrap().len()).sum::<usize>(), 2);
}

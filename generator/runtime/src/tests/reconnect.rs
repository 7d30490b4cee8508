//! Streams of events that reconnect (the HTML Standard, section 9.2).

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bytes::Bytes;
use tokio::time::Instant;

use super::support::{Chunk, Exchange, FakeTransport, GetPet, Pet, get_pet};
use crate::runtime::{
    AnyError, Body, Client, Credential, Credentials, Error, EventError, EventForm, EventRequest, EventStream,
    Multipart, Operation, RawResponse, Reconnect, RequestBuilder, RequestErrorKind, Response, ResponseErrorKind,
    RetryPolicy, SecretString, Timeouts, TransportError, TransportErrorKind, UntypedBody,
};

#[must_use]
struct Feed(RequestBuilder);

crate::runtime::impl_request!(Feed);
crate::runtime::impl_reconnect!(Feed, reconnect);

impl Operation for Feed {
    type Error = UntypedBody;
    type Output = EventStream<i64>;

    const ID: &'static str = "feed";
    const IDEMPOTENCY_KEY: Option<&'static str> = Some("idempotency-key");
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/feed";
    const SECURITY: &'static [&'static [&'static str]] = &[&["token"]];

    fn streams(status: u16, _media_type: &str) -> bool {
        status == 200
    }

    fn decode(response: RawResponse) -> Result<Response<Self::Output>, Error<Self::Error>> {
        match response.status().as_u16() {
            200 => Ok(response.events(EventForm::Json)),
            _ => Err(response.untyped_error()),
        }
    }
}

const EVENT_STREAM: &[(&str, &str)] = &[("content-type", "text/event-stream")];
const HTML: &[(&str, &str)] = &[("content-type", "text/html"), ("x-request-id", "7")];

/// A transport whose time is the one of the paused runtime.
fn fake(exchanges: impl IntoIterator<Item = Exchange>) -> FakeTransport {
    let fake = FakeTransport { start: Some(Instant::now()), random: u64::MAX, ..FakeTransport::default() };
    fake.exchanges.lock().unwrap().extend(exchanges);
    fake
}

fn client(fake: &FakeTransport) -> Client {
    fake.client(Credentials::none().with("token", Credential::bearer("hush")))
}

/// The timeout of the call, which no wait of these tests equals.
const TIMEOUT: Duration = Duration::from_secs(11);

fn feed(client: &Client) -> Feed {
    Feed(RequestBuilder::new::<Feed>(client)).timeout(TIMEOUT)
}

fn lost() -> Chunk {
    Chunk::Fails(TransportError::new(TransportErrorKind::Other, "reset"))
}

/// A response with events, after which the connection is lost.
fn interrupted(events: &'static str) -> Exchange {
    Exchange::Response(200, EVENT_STREAM, vec![Chunk::Bytes(events), lost()])
}

/// A response with events that ends.
fn ended(events: &'static str) -> Exchange {
    Exchange::Response(200, EVENT_STREAM, vec![Chunk::Bytes(events)])
}

fn failed(status: u16, headers: &'static [(&'static str, &'static str)]) -> Exchange {
    Exchange::Response(status, headers, vec![Chunk::Bytes("{\"message\": \"down\"}")])
}

/// The data of the events until the end of the stream, and the error that ends it.
async fn read(stream: &mut EventStream<i64>) -> (Vec<i64>, Option<EventError>) {
    let mut data = Vec::new();
    while let Some(event) = stream.next().await {
        match event {
            Ok(event) => data.push(event.data),
            Err(error) => {
                assert!(stream.next().await.is_none(), "the stream ends after {error:?}");
                return (data, Some(error));
            }
        }
    }
    assert!(stream.next().await.is_none());
    (data, None)
}

/// The header `Last-Event-ID` of each request.
fn last_event_ids(fake: &FakeTransport) -> Vec<Option<String>> {
    let text = |request: &http::Request<Body>| {
        let id = request.headers().get("last-event-id")?;
        Some(String::from_utf8(id.as_bytes().to_vec()).unwrap())
    };
    fake.requests.lock().unwrap().iter().map(text).collect()
}

/// The waits before attempts, in milliseconds.
fn waits(fake: &FakeTransport) -> Vec<u128> {
    let sleeps = fake.sleeps.lock().unwrap();
    // The idle time of a stream of events is another timer.
    let waits = sleeps.iter().filter(|sleep| **sleep != TIMEOUT && **sleep != Duration::from_secs(300));
    waits.map(Duration::as_millis).collect()
}

fn id(id: &str) -> Option<String> {
    Some(id.to_owned())
}

#[tokio::test(start_paused = true)]
async fn a_stream_continues_after_its_last_event() {
    let fake = fake([
        interrupted(
            "\u{feff}retry: 50\nid: a\ndata: 1\n\nid: bé\ndata: 2\n\nid: lost\nevent: lost\ndata: 3\nretry: 7\r",
        ),
        // This stream has no id, so that the last one is kept. It begins with a line feed and with a byte order mark.
        interrupted("\u{feff}\ndata: 3\n\nda"),
        interrupted("id\ndata: 4\n\n"),
        ended("data: 5\n\ndata: 6"),
    ]);
    let mut stream = feed(&client(&fake)).reconnect(Reconnect::new()).await.unwrap();
    let first = stream.next().await.unwrap().unwrap();
    assert_eq!((first.data, first.retry), (1, Some(Duration::from_millis(50))));
    assert_eq!(stream.next().await.unwrap().unwrap().data, 2);
    assert_eq!(stream.last_event_id(), Some("bé"));
    let third = stream.next().await.unwrap().unwrap();
    // What belongs to the event that was lost is dropped, but the time of its `retry` is not.
    assert_eq!((third.data, third.event.as_str(), third.id, third.retry), (3, "message", id("bé"), None));
    assert_eq!(stream.last_event_id(), Some("bé"));
    assert_eq!(stream.reconnection_time(), Some(Duration::from_millis(7)));
    let (data, error) = read(&mut stream).await;
    assert_eq!(data, [4, 5]);
    assert!(error.is_none(), "{error:?}");
    // An empty id is none.
    assert_eq!(last_event_ids(&fake), [None, id("bé"), id("bé"), None]);
    assert_eq!(waits(&fake), [7, 7, 7]);
    let requests = fake.requests.lock().unwrap();
    let keys: Vec<_> = requests.iter().map(|request| &request.headers()["idempotency-key"]).collect();
    assert!(keys.windows(2).all(|keys| keys[0] == keys[1]), "the request is the same: {keys:?}");
}

#[tokio::test(start_paused = true)]
async fn a_stream_does_not_reconnect_by_default() {
    let fake = fake([interrupted("data: 1\n\n"), ended("data: 2\n\n")]);
    let mut stream = feed(&client(&fake)).await.unwrap();
    let (data, error) = read(&mut stream).await;
    assert_eq!(data, [1]);
    assert!(matches!(error, Some(EventError::Interrupted(_))), "{error:?}");
    assert_eq!(fake.requests.lock().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_id_of_the_caller_is_sent_until_the_stream_has_one() {
    let fake = fake([interrupted("data: 1\n\n"), interrupted("data: 2\nid: b\n\n"), ended("")]);
    let request = feed(&client(&fake)).header("last-event-id", "a").reconnect(Reconnect::new());
    let (data, error) = read(&mut request.await.unwrap()).await;
    assert_eq!(data, [1, 2]);
    assert!(error.is_none(), "{error:?}");
    assert_eq!(last_event_ids(&fake), [id("a"), id("a"), id("b")]);
}

#[tokio::test(start_paused = true)]
async fn the_end_of_a_response_is_the_end_unless_the_caller_says_otherwise() {
    let exchanges =
        || [ended("data: 1\n\n"), ended("id: a\n\n"), ended("data: 2\n\n"), Exchange::Response(204, &[], vec![])];
    let once = fake(exchanges());
    let (data, error) = read(&mut feed(&client(&once)).reconnect(Reconnect::new()).await.unwrap()).await;
    assert_eq!((data, error.is_none()), (vec![1], true));
    assert_eq!(once.requests.lock().unwrap().len(), 1);

    // The end of a response is not a failed attempt, even without an event. Status 204 ends the stream.
    let fake = fake(exchanges());
    let reconnect = Reconnect::new().after_end(true).max_attempts(1);
    let (data, error) = read(&mut feed(&client(&fake)).reconnect(reconnect).await.unwrap()).await;
    assert_eq!(data, [1, 2]);
    assert!(error.is_none(), "{error:?}");
    assert_eq!(waits(&fake), [3000, 3000, 3000]);
    assert_eq!(last_event_ids(&fake), [None, None, id("a"), id("a")]);
}

#[tokio::test(start_paused = true)]
async fn a_response_that_ends_without_an_event_is_not_requested_without_a_pause() {
    let fake =
        fake([ended("retry: 0\ndata: 1\n\n"), ended(""), ended("data: 2\n\n"), Exchange::Response(204, &[], vec![])]);
    let reconnect = Reconnect::new().after_end(true);
    let (data, error) = read(&mut feed(&client(&fake)).reconnect(reconnect).await.unwrap()).await;
    assert_eq!((data, error.is_none()), (vec![1, 2], true));
    assert_eq!(waits(&fake), [0, 1000, 0]);
}

#[tokio::test(start_paused = true)]
async fn done_ends_the_stream() {
    let fake = fake([interrupted("data: 1\n\n"), interrupted("data: 2\n\ndata: [DONE]\n\n"), ended("data: 3\n\n")]);
    let reconnect = Reconnect::new().after_end(true);
    let (data, error) = read(&mut feed(&client(&fake)).reconnect(reconnect).await.unwrap()).await;
    assert_eq!(data, [1, 2]);
    assert!(error.is_none(), "{error:?}");
    assert_eq!(fake.requests.lock().unwrap().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_retried_until_the_maximum() {
    let unreachable = || Exchange::Fails(TransportError::new(TransportErrorKind::Connect, "unreachable"));
    let fake = fake([
        interrupted("data: 1\n\n"),
        failed(500, &[]),
        unreachable(),
        Exchange::Never,
        interrupted(": no event\n\n"),
        // An event starts the number of attempts anew.
        interrupted("data: 2\n\n"),
        failed(429, &[("retry-after", "60")]),
        failed(503, &[]),
        failed(502, &[]),
        failed(504, &[]),
        failed(500, HTML),
    ]);
    let reconnect = Reconnect::new().max_attempts(5).max_delay(Duration::from_secs(20));
    // The retry policy of the client does not multiply the attempts.
    let request = feed(&client(&fake)).retry(RetryPolicy::new()).reconnect(reconnect);
    let mut stream = request.await.unwrap();
    let (data, error) = read(&mut stream).await;
    assert_eq!(data, [1, 2]);
    let Some(EventError::NotReconnected(error)) = error else { panic!("{error:?}") };
    let Error::Api(api) = error.as_ref() else { panic!("{error:?}") };
    assert_eq!(api.status(), 500);
    assert_eq!((error.request_id(), error.attempts()), (Some("7"), 1));
    assert_eq!(error.raw_body().unwrap().as_ref(), b"{\"message\": \"down\"}");
    assert_eq!(waits(&fake), [3000, 5999, 11999, 19999, 19999, 3000, 60000, 11999, 19999, 19999]);
    let error = AnyError::from(EventError::NotReconnected(error));
    assert_eq!(error.status().unwrap(), 500);
}

#[tokio::test(start_paused = true)]
async fn an_interruption_without_an_event_is_a_failed_attempt() {
    let fake = fake([interrupted("data: 1\n\n"), interrupted(": a\n\n"), interrupted(": b\n\n"), ended("data: 2\n\n")]);
    let reconnect = Reconnect::new().max_attempts(2).delay(Duration::from_millis(100));
    let (data, error) = read(&mut feed(&client(&fake)).reconnect(reconnect).await.unwrap()).await;
    assert_eq!(data, [1]);
    assert!(matches!(error, Some(EventError::Interrupted(_))), "{error:?}");
    // The growth begins at one second, however short the wait is.
    assert_eq!(waits(&fake), [100, 1999]);
}

#[tokio::test(start_paused = true)]
async fn a_failure_that_is_permanent_ends_the_stream() {
    let fake = fake([interrupted("data: 1\n\n"), failed(401, HTML), ended("data: 2\n\n")]);
    let mut stream = feed(&client(&fake)).reconnect(Reconnect::new()).await.unwrap();
    let (data, error) = read(&mut stream).await;
    assert_eq!(data, [1]);
    let Some(EventError::NotReconnected(error)) = error else { panic!("{error:?}") };
    assert!(error.is_unauthorized());
    assert_eq!(error.message(), Some("down"));

    let rejected = TransportError::new(TransportErrorKind::Rejected, "closed");
    for (exchange, status) in [
        (Exchange::Fails(rejected), None),
        (Exchange::Response(302, &[("location", "/b")], vec![]), Some(302)),
        (Exchange::Response(206, EVENT_STREAM, vec![Chunk::Bytes("data: 2\n\n")]), Some(206)),
    ] {
        let fake = self::fake([interrupted("data: 1\n\n"), exchange]);
        let (_, error) = read(&mut feed(&client(&fake)).reconnect(Reconnect::new()).await.unwrap()).await;
        let Some(EventError::NotReconnected(error)) = error else { panic!("{error:?}") };
        assert_eq!(error.status().map(|status| status.as_u16()), status);
        let kind = match error.as_ref() {
            Error::Response(error) => Some(error.kind()),
            _ => None,
        };
        match status {
            Some(302) => assert!(matches!(kind, Some(ResponseErrorKind::Redirection))),
            Some(_) => assert!(matches!(kind, Some(ResponseErrorKind::UndeclaredStatus))),
            None => assert!(error.to_string().contains("closed")),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_response_of_another_media_type_ends_the_stream_and_is_kept() {
    let fake = fake([interrupted("data: 1\n\n"), failed(200, HTML), ended("data: 2\n\n")]);
    let mut stream = feed(&client(&fake)).reconnect(Reconnect::new()).await.unwrap();
    let (data, error) = read(&mut stream).await;
    assert_eq!(data, [1]);
    let Some(EventError::NotEventStream { media_type }) = error else { panic!("{error:?}") };
    assert_eq!(media_type, "text/html");
    assert_eq!(stream.into_bytes().bytes().await.unwrap().as_ref(), b"{\"message\": \"down\"}");
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_is_idle_reconnects() {
    let silent = Exchange::Response(200, EVENT_STREAM, vec![Chunk::Bytes("data: 1\n\n"), Chunk::Never]);
    let fake = fake([silent, ended("data: 2\n\n")]);
    let timeouts = Timeouts::new().idle(Duration::from_secs(40));
    let start = Instant::now();
    let mut stream = feed(&client(&fake)).timeout(timeouts).reconnect(Reconnect::new()).await.unwrap();
    let (data, error) = read(&mut stream).await;
    assert_eq!(data, [1, 2]);
    assert!(error.is_none(), "{error:?}");
    assert_eq!(start.elapsed().as_secs(), 43);
}

#[tokio::test(start_paused = true)]
async fn each_attempt_has_a_new_token() {
    let counter = Arc::new(AtomicU32::new(0));
    let provider = move || {
        let number = counter.fetch_add(1, Ordering::Relaxed);
        async move {
            // The service for tokens may be unavailable too.
            if number == 1 { Err("unavailable".into()) } else { Ok(SecretString::from(format!("token-{number}"))) }
        }
    };
    let fake = fake([interrupted("data: 1\n\n"), ended("data: 2\n\n")]);
    let client = fake.client(Credentials::none().with("token", Credential::token_provider(provider)));
    let (data, error) = read(&mut feed(&client).reconnect(Reconnect::new()).await.unwrap()).await;
    assert_eq!(data, [1, 2]);
    assert!(error.is_none(), "{error:?}");
    let requests = fake.requests.lock().unwrap();
    let tokens: Vec<_> = requests.iter().map(|request| request.headers()["authorization"].to_str().unwrap()).collect();
    assert_eq!(tokens, ["Bearer token-0", "Bearer token-2"]);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_is_a_stream_is_an_error_before_the_request_is_sent() {
    struct Once;
    impl futures_core::Stream for Once {
        type Item = Result<Bytes, TransportError>;

        fn poll_next(
            self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            std::task::Poll::Ready(None)
        }
    }
    let fake = fake([ended("data: 1\n\n")]);
    let body = || Body::stream(Box::pin(Once));
    let request = feed(&client(&fake)).raw_body("text/plain", body()).reconnect(Reconnect::new());
    let Err(Error::Request(error)) = request.await else { panic!() };
    assert!(matches!(error.kind(), RequestErrorKind::Body { .. }), "{error:?}");
    assert!(error.to_string().contains("reconnects"), "{error}");
    assert!(fake.requests.lock().unwrap().is_empty());
    // Without the setting, it is sent.
    assert!(feed(&client(&fake)).raw_body("text/plain", body()).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_multipart_body_is_sent_again() {
    let fake = fake([interrupted("data: 1\n\n"), ended("data: 2\n\n")]);
    let request = feed(&client(&fake)).multipart_body(Multipart::new().text("a", "b")).reconnect(Reconnect::new());
    let (data, error) = read(&mut request.await.unwrap()).await;
    assert_eq!((data, error.is_none()), (vec![1, 2], true));
    let requests = fake.requests.lock().unwrap();
    let bodies: Vec<_> = requests.iter().map(|request| request.body().as_bytes().unwrap()).collect();
    assert_eq!(bodies[0], bodies[1]);
    assert!(!bodies[0].is_empty());
}

#[tokio::test(start_paused = true)]
async fn an_id_that_is_not_a_header_is_an_error() {
    let fake = fake([interrupted("id: a\u{1}\ndata: 1\n\n"), ended("data: 2\n\n")]);
    let (data, error) = read(&mut feed(&client(&fake)).reconnect(Reconnect::new()).await.unwrap()).await;
    assert_eq!(data, [1]);
    let Some(EventError::NotReconnected(error)) = error else { panic!("{error:?}") };
    assert!(error.to_string().contains("last-event-id"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn events_beside_a_plain_response_reconnect() {
    let fake = fake([interrupted("data: {\"name\": \"a\"}\n\n"), ended("data: {\"name\": \"b\"}\n\n")]);
    let client = fake.client(Credentials::none().with("token", Credential::bearer("hush")));
    let request = EventRequest::<GetPet, Pet>::new(get_pet(&client, "cat", "", 7).0, EventForm::Json);
    let mut stream = request.reconnect(Reconnect::new()).await.unwrap();
    let mut names = Vec::new();
    while let Some(event) = stream.next().await {
        names.extend(event.unwrap().data.name);
    }
    assert_eq!(names, ["a", "b"]);
}

#[cfg(feature = "blocking")]
#[test]
fn a_stream_that_blocks_reconnects() {
    let fake = FakeTransport { polls_until_timeout: Some(2), ..FakeTransport::default() };
    fake.exchanges.lock().unwrap().extend([interrupted("data: 1\n\n"), ended("data: 2\n\n")]);
    let stream = feed(&client(&fake)).reconnect(Reconnect::new()).blocking().unwrap();
    let data: Vec<i64> = stream.into_iter().map(|event| event.unwrap().data).collect();
    assert_eq!(data, [1, 2]);
}

#[test]
fn a_wait_is_at_least_that_of_the_stream() {
    let reconnect = Reconnect::new();
    let seconds = Duration::from_secs;
    assert_eq!(reconnect.wait(1, None, u64::MAX), seconds(3));
    assert_eq!(reconnect.wait(2, None, 0), seconds(3));
    assert_eq!(reconnect.wait(1, Some(Duration::ZERO), u64::MAX), Duration::ZERO);
    // Nothing overflows.
    let longest = Duration::from_millis(u64::MAX);
    assert_eq!(reconnect.wait(u32::MAX, Some(longest), u64::MAX), longest);
    let greatest = reconnect.max_delay(Duration::MAX).delay(Duration::MAX);
    assert_eq!(greatest.wait(u32::MAX, None, u64::MAX), Duration::MAX);
}

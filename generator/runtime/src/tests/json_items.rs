//! Request bodies of JSON items: from memory, from streams and from iterators.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::support::{Exchange, FakeTransport};
use crate::runtime::{
    Client, Credentials, Error, JsonItems, Operation, RawResponse, RequestBuilder, RequestErrorKind, Response,
};

#[must_use]
#[derive(Debug)]
pub(super) struct AddNumbers(RequestBuilder);

crate::runtime::impl_request!(AddNumbers);

impl Operation for AddNumbers {
    type Error = std::convert::Infallible;
    type Output = ();

    const ID: &'static str = "add-numbers";
    const METHOD: &'static str = "PUT";
    const PATH: &'static str = "/numbers";

    fn decode(response: RawResponse) -> Result<Response<Self::Output>, Error<Self::Error>> {
        match response.status().as_u16() {
            200 => Ok(response.empty()),
            _ => Err(response.undeclared().into()),
        }
    }
}

pub(super) fn add(client: &Client, content_type: &'static str, items: impl Into<JsonItems<f64>>) -> AddNumbers {
    let mut builder = RequestBuilder::new::<AddNumbers>(client);
    builder.items_body::<f64>(content_type, items.into());
    AddNumbers(builder)
}

/// A stream of items that are all there.
pub(super) struct Ready<T>(pub(super) VecDeque<T>);

impl<T: Unpin> Stream for Ready<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        Poll::Ready(self.0.pop_front())
    }
}

pub(super) fn ready<T, const LENGTH: usize>(items: [T; LENGTH]) -> Ready<T> {
    Ready(items.into())
}

const LINES: &str = "application/jsonl; charset=utf-8";
const RECORDS: &str = "application/geo+json-seq";

/// Returns the body that is sent, and whether it may be sent again.
async fn sent(content_type: &'static str, items: impl Into<JsonItems<f64>>) -> (String, bool) {
    let fake = FakeTransport::responding(Exchange::Response(200, &[], Vec::new()));
    let request = add(&fake.client(Credentials::none()), content_type, items);
    request.await.unwrap();
    let request = fake.requests.lock().unwrap().pop().unwrap();
    assert_eq!(request.headers()["content-type"], content_type);
    let mut body = request.into_body();
    let is_repeatable = body.as_bytes().is_some();
    let mut text = Vec::new();
    while let Some(chunk) = poll_fn(|context| body.poll_chunk(context)).await {
        text.extend_from_slice(&chunk.unwrap());
    }
    (String::from_utf8(text).unwrap(), is_repeatable)
}

#[tokio::test]
async fn the_media_type_decides_what_is_between_the_items() {
    const IN_LINES: &str = "1.0\n2.5\n";
    const IN_RECORDS: &str = "\u{1e}1.0\n\u{1e}2.5\n";
    for (content_type, expected) in [(LINES, IN_LINES), (RECORDS, IN_RECORDS)] {
        let again = (expected.to_owned(), true);
        let once = (expected.to_owned(), false);
        let items = vec![1.0, 2.5];
        assert_eq!(sent(content_type, &items).await, again);
        assert_eq!(sent(content_type, items.as_slice()).await, again);
        assert_eq!(sent(content_type, items.iter().copied().collect::<JsonItems<f64>>()).await, again);
        assert_eq!(sent(content_type, items).await, again);
        assert_eq!(sent(content_type, [1.0, 2.5]).await, again);
        assert_eq!(sent(content_type, JsonItems::stream(ready([1.0, 2.5]))).await, once);
        assert_eq!(sent(content_type, JsonItems::iterator([1.0, 2.5])).await, once);
        let items = [Ok::<_, std::io::Error>(1.0), Ok(2.5)];
        assert_eq!(sent(content_type, JsonItems::try_iterator(items)).await, once);
        assert_eq!(sent(content_type, []).await, (String::new(), true));
        assert_eq!(sent(content_type, JsonItems::iterator([])).await, (String::new(), false));
    }
    assert_eq!(sent(LINES, JsonItems::raw("1\n2")).await, ("1\n2".to_owned(), true));
}

#[tokio::test]
async fn an_item_that_cannot_be_written_is_an_error_before_anything_is_sent() {
    let fake = FakeTransport::default();
    let error = add(&fake.client(Credentials::none()), LINES, [1.0, f64::NAN, f64::NAN]).await.unwrap_err();
    let text = "add-numbers: request body cannot be written: item at index 1: \
                a number that is not finite cannot be written as JSON";
    assert_eq!(error.to_string(), text);
    assert!(matches!(&error, Error::Request(error) if matches!(error.kind(), RequestErrorKind::Body { .. })));
    assert!(fake.requests.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_request_with_a_stream_is_not_cloned() {
    let client = FakeTransport::default().client(Credentials::none());
    assert!(add(&client, LINES, [1.0]).0.try_clone().is_some());
    assert!(add(&client, LINES, JsonItems::iterator([1.0])).0.try_clone().is_none());
    assert_eq!(format!("{:?}", JsonItems::<f64>::from([1.0])), "JsonItems(5 bytes)");
    assert_eq!(format!("{:?}", JsonItems::iterator([1.0])), "JsonItems(stream)");
}

#[cfg(feature = "testing")]
mod with_a_mock {
    use super::*;
    use crate::runtime::testing::MockTransport;
    use crate::runtime::{ClientBuilder, TransportError, TransportErrorKind};

    fn mock() -> (MockTransport, Client) {
        let mock = MockTransport::new();
        let client = ClientBuilder::new(Some("https://api.example.com".into())).transport(mock.clone());
        (mock, client.build().unwrap())
    }

    #[tokio::test]
    async fn a_request_with_a_stream_is_equal_to_one_from_memory() {
        let (mock, client) = mock();
        for content_type in [LINES, RECORDS] {
            mock.expect(add(&client, content_type, JsonItems::iterator([1.0, 2.0]))).respond(&());
            add(&client, content_type, [1.0, 2.0]).await.unwrap();
        }
        mock.verify();
        for request in mock.requests() {
            assert_eq!(request.json_items(), Some(vec![1.0, 2.0]));
            assert_eq!(request.json_items::<String>(), None);
        }
    }

    #[tokio::test]
    async fn a_body_from_memory_is_sent_again_and_a_stream_is_not() {
        let (mock, client) = mock();
        mock.expect(add(&client, LINES, [1.0])).fail(TransportErrorKind::Connect);
        mock.expect(add(&client, LINES, [1.0])).respond(&());
        add(&client, LINES, [1.0]).await.unwrap();
        mock.expect(add(&client, LINES, [1.0])).fail(TransportErrorKind::Connect);
        let error = add(&client, LINES, JsonItems::iterator([1.0])).await.unwrap_err();
        assert_eq!((error.attempts(), error.is_connect()), (1, true), "{error}");
        mock.verify();
    }

    #[tokio::test]
    async fn the_error_of_a_stream_is_the_error_of_the_call() {
        let (_mock, client) = mock();
        let error = add(&client, LINES, JsonItems::stream(ready([1.0, f64::INFINITY, 3.0]))).await.unwrap_err();
        let text = "add-numbers: request body failed: item at index 1: \
                    a number that is not finite cannot be written as JSON";
        assert_eq!(error.to_string(), text);

        let items = ready([Ok(1.0), Err(std::io::Error::other("disk")), Ok(3.0)]);
        let error = add(&client, LINES, JsonItems::try_stream(items)).await.unwrap_err();
        assert_eq!(error.to_string(), "add-numbers: request body failed: disk");
        let Error::Transport(error) = error else { panic!("{error:?}") };
        assert_eq!((error.kind(), error.attempts()), (TransportErrorKind::RequestBody, 1));
        let source = std::error::Error::source(&error).unwrap();
        assert!(source.is::<std::io::Error>(), "the error of the caller is the source");
    }

    /// A transport that responds whatever the body is, as a server of HTTP/2 may do.
    struct Early;

    impl crate::runtime::Transport for Early {
        fn send(
            &self,
            request: http::Request<crate::runtime::Body>,
        ) -> crate::runtime::BoxFuture<'_, Result<http::Response<crate::runtime::Body>, TransportError>> {
            Box::pin(async move {
                let mut body = request.into_body();
                while let Some(Ok(_)) = poll_fn(|context| body.poll_chunk(context)).await {}
                Ok(http::Response::new(crate::runtime::Body::empty()))
            })
        }

        fn sleep(&self, _: std::time::Duration) -> crate::runtime::BoxFuture<'static, ()> {
            Box::pin(std::future::pending())
        }
    }

    #[tokio::test]
    async fn a_response_to_a_part_of_the_items_is_not_a_success() {
        let client = ClientBuilder::new(Some("https://api.example.com".into())).transport(Early).build().unwrap();
        add(&client, LINES, JsonItems::iterator([1.0, 2.0])).await.unwrap();
        let error = add(&client, LINES, JsonItems::iterator([1.0, f64::NAN])).await.unwrap_err();
        assert!(error.to_string().contains("item at index 1"), "{error}");
    }
}

#[cfg(feature = "reqwest")]
mod over_loopback {
    use std::io::{BufRead as _, BufReader, Read as _, Write as _};
    use std::sync::mpsc;

    use super::*;
    use crate::runtime::ClientBuilder;

    /// A server that sends each chunk of a request to the test, and responds at the end of the body.
    fn server() -> (Client, mpsc::Receiver<String>) {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let client = ClientBuilder::new(Some(format!("http://{}", listener.local_addr().unwrap()).into()));
        let (chunks, received) = mpsc::channel();
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let chunks = chunks.clone();
                std::thread::spawn(move || {
                    let mut lines = BufReader::new(stream.try_clone().unwrap());
                    let mut line = String::new();
                    while line != "\r\n" {
                        line.clear();
                        lines.read_line(&mut line).unwrap();
                    }
                    loop {
                        let mut size = String::new();
                        if lines.read_line(&mut size).unwrap_or(0) == 0 {
                            let _ = chunks.send("(cut off)".to_owned());
                            return;
                        }
                        let size = usize::from_str_radix(size.trim(), 16).unwrap();
                        let mut chunk = vec![0; size + 2];
                        lines.read_exact(&mut chunk).unwrap();
                        if size == 0 {
                            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
                            return;
                        }
                        let _ = chunks.send(String::from_utf8(chunk[..size].to_vec()).unwrap());
                    }
                });
            }
        });
        (client.build().unwrap(), received)
    }

    /// A stream of the items that a test sends.
    struct Channel(tokio::sync::mpsc::Receiver<f64>);

    impl Stream for Channel {
        type Item = f64;

        fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<f64>> {
            self.0.poll_recv(context)
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_item_is_received_before_the_next_one_is_made() {
        let (client, received) = server();
        let received = std::sync::Mutex::new(received);
        let next = || tokio::task::block_in_place(|| received.lock().unwrap().recv().unwrap());
        let (sender, receiver) = tokio::sync::mpsc::channel(1);
        let call = tokio::spawn(add(&client, RECORDS, JsonItems::stream(Channel(receiver))).send());
        for item in [1.0, 2.0, 3.0] {
            sender.send(item).await.unwrap();
            assert_eq!(next(), format!("\u{1e}{item:.1}\n"));
        }
        assert!(!call.is_finished());
        drop(sender);
        call.await.unwrap().unwrap();
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_item_that_cannot_be_written_cuts_the_body_off() {
        let (client, received) = server();
        let (sender, receiver) = tokio::sync::mpsc::channel(1);
        let call = tokio::spawn(add(&client, LINES, JsonItems::stream(Channel(receiver))).send());
        sender.send(1.0).await.unwrap();
        assert_eq!(tokio::task::block_in_place(|| received.recv().unwrap()), "1.0\n");
        sender.send(f64::NAN).await.unwrap();
        let error = call.await.unwrap().unwrap_err();
        let text = "add-numbers: request body failed: item at index 1: \
                    a number that is not finite cannot be written as JSON";
        assert_eq!(error.to_string(), text);
        assert_eq!(tokio::task::block_in_place(|| received.recv().unwrap()), "(cut off)");
    }

    /// An iterator that waits for its items does not keep other calls from their end.
    #[cfg(feature = "blocking")]
    #[test]
    fn an_iterator_may_wait_in_a_blocking_call() {
        let (client, received) = server();
        let (sender, items) = mpsc::channel();
        let waiting = add(&client, LINES, JsonItems::iterator(items));
        let waiting = std::thread::spawn(move || waiting.blocking());
        sender.send(1.0).unwrap();
        assert_eq!(received.recv().unwrap(), "1.0\n");
        for item in [2.0, 3.0] {
            add(&client, LINES, JsonItems::iterator([item])).blocking().unwrap();
            assert_eq!(received.recv().unwrap(), format!("{item:.1}\n"));
        }
        sender.send(4.0).unwrap();
        assert_eq!(received.recv().unwrap(), "4.0\n");
        drop(sender);
        waiting.join().unwrap().unwrap();
    }
}

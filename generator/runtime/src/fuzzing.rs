//! Entries for the targets of cargo-fuzz, with the feature `fuzzing`. They are not copied into clients.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::{IntoFuture, pending, ready};
use std::pin::{Pin, pin};
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use futures_core::Stream;

use crate::runtime::{
    Body, BoxFuture, Bytes, ClientBuilder, Error, EventForm, EventStream, Multipart, Operation, Part, RawResponse,
    RequestBuilder, Response, Transport, TransportError,
};

/// A transport that responds with the chunks of an event stream.
struct Chunks(Mutex<VecDeque<Vec<u8>>>);

impl Transport for Chunks {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let chunks = self.0.lock().map(|mut chunks| std::mem::take(&mut *chunks)).unwrap_or_default();
        let mut response = http::Response::new(Body::stream(Box::pin(ChunkStream(chunks))));
        let media_type = http::HeaderValue::from_static("text/event-stream");
        response.headers_mut().insert(http::header::CONTENT_TYPE, media_type);
        Box::pin(ready(Ok(response)))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(pending())
    }
}

struct ChunkStream(VecDeque<Vec<u8>>);

impl Stream for ChunkStream {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front().map(|chunk| Ok(Bytes::from(chunk))))
    }
}

/// A request whose response is an event stream.
#[must_use]
pub struct Events(RequestBuilder);

crate::runtime::impl_request!(Events);

impl Operation for Events {
    type Error = Infallible;
    type Output = EventStream<String>;

    const ID: &'static str = "events";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/events";

    fn streams(_status: u16, media_type: &str) -> bool {
        media_type == "text/event-stream"
    }

    fn decode(response: RawResponse) -> Result<Response<Self::Output>, Error<Self::Error>> {
        Ok(response.events(EventForm::Text))
    }
}

/// Returns the data of the events in a stream, whose bytes are received in chunks. It ends at the first error.
pub fn events(chunks: Vec<Vec<u8>>) -> Vec<String> {
    let client = ClientBuilder::new(Some("https://example.com".into())).transport(Chunks(Mutex::new(chunks.into())));
    let Ok(client) = client.build() else { return Vec::new() };
    let request = Events(RequestBuilder::new::<Events>(&client));
    let Some(Ok(mut stream)) = poll_once(request.into_future()) else { return Vec::new() };
    let mut found = Vec::new();
    while let Some(Some(Ok(event))) = poll_once(stream.next()) {
        found.push(event.data);
    }
    found
}

/// Returns the result of a future that never waits.
fn poll_once<F: Future>(future: F) -> Option<F::Output> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}

/// Returns the media type and the bytes of a multipart body, from the names, file names and contents of its parts.
pub fn multipart_body(parts: Vec<(String, Option<String>, Vec<u8>)>) -> (String, Vec<u8>) {
    let mut multipart = Multipart::new();
    for (name, file_name, content) in parts {
        let part = Part::new(content);
        multipart = multipart.part(
            name,
            match file_name {
                Some(file_name) => part.file_name(file_name),
                None => part,
            },
        );
    }
    let Ok((media_type, body)) = multipart.finish() else { return Default::default() };
    let media_type = media_type.to_str().unwrap_or_default().to_owned();
    (media_type, body.as_bytes().map(|bytes| bytes.to_vec()).unwrap_or_default())
}

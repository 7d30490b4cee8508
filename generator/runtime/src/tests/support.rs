//! A handwritten operation, as the generator would generate it, and a fake transport.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_core::Stream;

use crate::runtime::json::{self, Maybe};
use crate::runtime::{
    Body, BoxFuture, Client, ClientBuilder, Credentials, Error, Operation, RawResponse, RequestBuilder, Response,
    RetryPolicy, Transport, TransportError,
};

/// A type as the generator would generate it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Pet {
    pub(super) name: Option<String>,
    pub(super) chip: Maybe<i64>,
    pub(super) tail: Option<Box<Pet>>,
}

json::object! {
    Pet {
        name: optional "name",
        chip: optional "chip",
        tail: optional "tail",
    }
}

json::serde_through_json!(Pet);

#[derive(Clone, Debug, PartialEq)]
pub(super) enum GetPetError {
    NotFound(Pet),
    Teapot,
    Other(json::Value),
}

#[must_use]
#[derive(Clone, Debug)]
pub(super) struct GetPet(pub(super) RequestBuilder);

crate::runtime::impl_request!(GetPet);

impl Operation for GetPet {
    type Error = GetPetError;
    type Output = Pet;

    const ID: &'static str = "get-pet";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/pets/{kind}{suffix}/{id}.json?fixed=1#fragment";
    const SECURITY: &'static [&'static [&'static str]] = &[&["key", "basic"], &["token"], &["cookie"]];

    fn decode(response: RawResponse) -> Result<Response<Self::Output>, Error<Self::Error>> {
        match response.status().as_u16() {
            200 => Ok(response.json()?),
            404 => Err(response.error_as(GetPetError::NotFound)),
            418 => Err(response.error_without_body(GetPetError::Teapot)),
            400..=499 => Err(response.error_as(GetPetError::Other)),
            _ => Err(response.undeclared().into()),
        }
    }
}

pub(super) fn get_pet(client: &Client, kind: &str, suffix: &str, id: i64) -> GetPet {
    let mut builder = RequestBuilder::new::<GetPet>(client);
    builder.path::<String>("kind", &kind.to_owned());
    builder.path::<String>("suffix", &suffix.to_owned());
    builder.path::<i64>("id", &id);
    GetPet(builder)
}

/// What happens to a request.
pub(super) enum Exchange {
    Response(u16, &'static [(&'static str, &'static str)], Vec<Chunk>),
    Fails(TransportError),
    Never,
}

/// A chunk of a response body.
pub(super) enum Chunk {
    Bytes(&'static str),
    /// Bytes that need not be text, such as a part of a character.
    Part(Bytes),
    Fails(TransportError),
    Never,
}

/// The time of all tests in seconds since the epoch: the example of a date in RFC 9110.
pub(super) const NOW: u64 = 784_111_777;

#[derive(Clone, Default)]
pub(super) struct FakeTransport {
    pub(super) exchanges: Arc<Mutex<VecDeque<Exchange>>>,
    pub(super) requests: Arc<Mutex<Vec<http::Request<Body>>>>,
    pub(super) sleeps: Arc<Mutex<Vec<Duration>>>,
    /// How often a timer is polled before it expires. `None` means that it never expires.
    pub(super) polls_until_timeout: Option<u32>,
    /// When the test started, if its time is the one of a paused tokio runtime.
    pub(super) start: Option<tokio::time::Instant>,
    /// The number that is returned as a random one.
    pub(super) random: u64,
}

impl FakeTransport {
    pub(super) fn responding(exchange: Exchange) -> Self {
        let fake = Self::default();
        fake.exchanges.lock().unwrap().push_back(exchange);
        fake
    }

    pub(super) fn client(&self, credentials: Credentials) -> Client {
        ClientBuilder::new(Some("https://api.example.com/v1/".into()))
            .credentials(credentials)
            .retry(RetryPolicy::none())
            .transport(self.clone())
            .build()
            .unwrap()
    }
}

impl Transport for FakeTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.requests.lock().unwrap().push(request);
        let exchange = self.exchanges.lock().unwrap().pop_front();
        Box::pin(async move {
            match exchange {
                Some(Exchange::Response(status, headers, chunks)) => {
                    let mut response = http::Response::builder().status(status);
                    for (name, value) in headers {
                        response = response.header(*name, *value);
                    }
                    Ok(response.body(Body::stream(Box::pin(Chunks(chunks.into())))).unwrap())
                }
                Some(Exchange::Fails(error)) => Err(error),
                Some(Exchange::Never) | None => std::future::pending().await,
            }
        })
    }

    fn now(&self) -> SystemTime {
        let elapsed = self.start.map_or(Duration::ZERO, |start| tokio::time::Instant::now() - start);
        SystemTime::UNIX_EPOCH + Duration::from_secs(NOW) + elapsed
    }

    fn random(&self) -> u64 {
        self.random
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.sleeps.lock().unwrap().push(duration);
        if self.start.is_some() {
            return Box::pin(tokio::time::sleep(duration));
        }
        let mut left = self.polls_until_timeout;
        Box::pin(std::future::poll_fn(move |context| {
            match &mut left {
                None => return Poll::Pending,
                Some(0) => return Poll::Ready(()),
                Some(left) => *left -= 1,
            }
            context.waker().wake_by_ref();
            Poll::Pending
        }))
    }
}

struct Chunks(VecDeque<Chunk>);

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.0.pop_front() {
            Some(Chunk::Part(bytes)) => Poll::Ready(Some(Ok(bytes))),
            Some(Chunk::Bytes(text)) => Poll::Ready(Some(Ok(Bytes::from_static(text.as_bytes())))),
            Some(Chunk::Fails(error)) => Poll::Ready(Some(Err(error))),
            Some(Chunk::Never) => {
                self.0.push_front(Chunk::Never);
                Poll::Pending
            }
            None => Poll::Ready(None),
        }
    }
}

//! An operation as the generator makes them, and a transport whose network, clock and timer are the test's.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_core::Stream;

use crate::runtime::json::{self, Json};
use crate::runtime::{
    Body, BoxFuture, Client, ClientBuilder, Credentials, Error, Method, Operation, Reply, Request, Response, Transport,
    TransportError,
};

/// A type as the generator makes them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Pet {
    pub(super) name: Option<String>,
    pub(super) chip: Option<Option<i64>>,
    pub(super) tail: Option<Box<Pet>>,
}

impl Json for Pet {
    fn read(tree: &json::Tree<'_>) -> Result<Self, json::ReadError> {
        let mut from = tree.object()?;
        Ok(Self { name: from.optional("name")?, chip: from.optional_nullable("chip")?, tail: from.optional("tail")? })
    }

    fn write(&self) -> json::Tree<'_> {
        let mut to = json::ObjectWriter::with_capacity(3);
        to.optional("name", &self.name);
        to.optional("chip", &self.chip);
        to.optional("tail", &self.tail);
        to.finish()
    }
}

json::serde_through_json!(Pet);

#[derive(Clone, Debug, PartialEq)]
pub(super) enum GetPetError {
    NotFound(Pet),
    Teapot,
    Other(json::Value),
}

crate::runtime::refusal!(GetPetError);

#[derive(Debug)]
pub(super) struct GetPet;

impl Operation for GetPet {
    type Error = GetPetError;
    type Output = Pet;

    const ID: &'static str = "get-pet";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/pets/{kind}{suffix}/{id}.json?fixed=1#fragment";
    const SECURITY: &'static [&'static [&'static str]] = &[&["key", "basic"], &["token"], &["cookie"]];

    fn decode(reply: Reply) -> Result<Response<Self::Output>, Error<Self::Error>> {
        match reply.status().as_u16() {
            200 => Ok(reply.json()?),
            404 => Err(reply.error(GetPetError::NotFound)),
            418 => Err(reply.error_without_body(GetPetError::Teapot)),
            400..=499 => Err(reply.error(GetPetError::Other)),
            _ => Err(reply.undeclared().into()),
        }
    }
}

pub(super) fn get_pet(client: &Client, kind: &str, suffix: &str, id: i64) -> Request<GetPet> {
    let mut call = client.call::<GetPet>();
    call.path::<String>("kind", &kind.to_owned());
    call.path::<String>("suffix", &suffix.to_owned());
    call.path::<i64>("id", &id);
    Request::new(call)
}

/// What the fake network does with a request.
pub(super) enum Answer {
    Reply(u16, &'static [(&'static str, &'static str)], Vec<Piece>),
    Fails(TransportError),
    Never,
}

/// What comes of a body.
pub(super) enum Piece {
    Bytes(&'static str),
    Fails(TransportError),
    Never,
}

/// The time at which all tests happen: 784111777 seconds after the epoch, RFC 9110's example of a date.
pub(super) const NOW: u64 = 784_111_777;

#[derive(Clone, Default)]
pub(super) struct Fake {
    pub(super) answers: Arc<Mutex<VecDeque<Answer>>>,
    pub(super) requests: Arc<Mutex<Vec<http::Request<Body>>>>,
    pub(super) sleeps: Arc<Mutex<Vec<Duration>>>,
    /// How often a timer is asked before its time is up; nothing: never.
    pub(super) patience: Option<u32>,
}

impl Fake {
    pub(super) fn answering(answer: Answer) -> Self {
        let fake = Self::default();
        fake.answers.lock().unwrap().push_back(answer);
        fake
    }

    pub(super) fn client(&self, credentials: Credentials) -> Client {
        ClientBuilder::new(Some("https://api.example.com/v1/".into()), credentials)
            .transport(self.clone())
            .build()
            .unwrap()
    }
}

impl Transport for Fake {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.requests.lock().unwrap().push(request);
        let answer = self.answers.lock().unwrap().pop_front();
        Box::pin(async move {
            match answer {
                Some(Answer::Reply(status, headers, pieces)) => {
                    let mut response = http::Response::builder().status(status);
                    for (name, value) in headers {
                        response = response.header(*name, *value);
                    }
                    Ok(response.body(Body::stream(Box::pin(Pieces(pieces.into())))).unwrap())
                }
                Some(Answer::Fails(error)) => Err(error),
                Some(Answer::Never) | None => std::future::pending().await,
            }
        })
    }

    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(NOW)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.sleeps.lock().unwrap().push(duration);
        let mut left = self.patience;
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

struct Pieces(VecDeque<Piece>);

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.0.pop_front() {
            Some(Piece::Bytes(text)) => Poll::Ready(Some(Ok(Bytes::from_static(text.as_bytes())))),
            Some(Piece::Fails(error)) => Poll::Ready(Some(Err(error))),
            Some(Piece::Never) => {
                self.0.push_front(Piece::Never);
                Poll::Pending
            }
            None => Poll::Ready(None),
        }
    }
}

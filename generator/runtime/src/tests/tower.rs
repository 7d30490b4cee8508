//! A service of tower as the transport.

use std::collections::VecDeque;
use std::future::{Ready, ready};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http_body::{Body as _, Frame};
use tower_service::Service;

use crate::runtime::{
    Attempt, Body, Client, ClientBuilder, Error, Method, RetryPolicy, TowerTransport, TransportError,
    TransportErrorKind,
};

/// A service that responds with what it receives, or fails.
#[derive(Clone)]
struct Echo;

/// A body of some frames, the last of which may fail.
struct Frames(VecDeque<Result<String, io::Error>>);

impl http_body::Body for Frames {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        Poll::Ready(self.0.pop_front().map(|text| text.map(|text| Frame::data(Bytes::from(text)))))
    }
}

/// Returns the bytes of a request body whose frames are ready.
fn collect(mut body: Body) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut context = Context::from_waker(Waker::noop());
    while let Poll::Ready(Some(frame)) = Pin::new(&mut body).poll_frame(&mut context) {
        bytes.extend_from_slice(&frame.unwrap().into_data().unwrap());
    }
    bytes
}

impl Service<http::Request<Body>> for Echo {
    type Error = Box<dyn std::error::Error + Send + Sync>;
    type Future = Ready<Result<http::Response<Frames>, Self::Error>>;
    type Response = http::Response<Frames>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let operation = request.extensions().get::<Attempt>().unwrap().operation.clone();
        ready(match request.uri().path() {
            "/lost" => Err("the connection is lost".into()),
            "/closed" => Err(Box::new(TransportError::new(TransportErrorKind::Connect, "closed"))),
            "/cut" => {
                let frames = [Ok("half".to_owned()), Err(io::Error::other("reset"))];
                Ok(http::Response::new(Frames(frames.into())))
            }
            _ => {
                let size = request.body().size_hint().exact();
                let text = format!("{operation} {size:?} {} ", request.body().is_end_stream());
                let body = String::from_utf8(collect(request.into_body())).unwrap();
                Ok(http::Response::new(Frames([Ok(text), Ok(body)].into())))
            }
        })
    }
}

fn client() -> Client {
    let builder = ClientBuilder::new(Some("https://api.example.com".into())).retry(RetryPolicy::none());
    builder.transport(TowerTransport::new(Echo)).build().unwrap()
}

#[tokio::test]
async fn a_service_is_a_transport() {
    let text = client().request(Method::POST, "/pets").body("abc").await.unwrap().text().unwrap();
    assert_eq!(text, "POST /pets Some(3) false abc");
    let text = client().request(Method::GET, "/pets").await.unwrap().text().unwrap();
    assert_eq!(text, "GET /pets Some(0) true ");
}

#[tokio::test]
async fn an_error_of_a_service_keeps_its_kind() {
    for (path, kind) in [("/lost", TransportErrorKind::Other), ("/closed", TransportErrorKind::Connect)] {
        let error = client().request(Method::GET, path).await.unwrap_err();
        let Some(Error::Transport(error)) = error.as_error() else { panic!("{error:?}") };
        assert_eq!(error.kind(), kind);
    }
}

#[tokio::test]
async fn an_error_of_a_body_keeps_the_received_bytes() {
    let error = client().request(Method::GET, "/cut").await.unwrap_err();
    assert_eq!(error.raw_body().unwrap().as_ref(), b"half", "{error}");
}

//! A service of tower as the transport.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::pin::Pin;
use std::task::{Context, Poll};

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

/// A body of one frame.
struct Once(Option<String>);

impl http_body::Body for Once {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.take().map(|text| Ok(Frame::data(Bytes::from(text)))))
    }
}

impl Service<http::Request<Body>> for Echo {
    type Error = Box<dyn std::error::Error + Send + Sync>;
    type Future = Ready<Result<http::Response<Once>, Self::Error>>;
    type Response = http::Response<Once>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let operation = request.extensions().get::<Attempt>().unwrap().operation.clone();
        ready(match request.uri().path() {
            "/lost" => Err("the connection is lost".into()),
            "/closed" => Err(Box::new(TransportError::new(TransportErrorKind::Connect, "closed"))),
            _ => {
                let size = request.body().size_hint().exact();
                let text = format!("{operation} {size:?} {}", request.body().is_end_stream());
                Ok(http::Response::new(Once(Some(text))))
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
    assert_eq!(text, "POST /pets Some(3) false");
    let text = client().request(Method::GET, "/pets").await.unwrap().text().unwrap();
    assert_eq!(text, "GET /pets Some(0) true");
}

#[tokio::test]
async fn an_error_of_a_service_keeps_its_kind() {
    for (path, kind) in [("/lost", TransportErrorKind::Other), ("/closed", TransportErrorKind::Connect)] {
        let error = client().request(Method::GET, path).await.unwrap_err();
        let Some(Error::Transport(error)) = error.as_error() else { panic!("{error:?}") };
        assert_eq!(error.kind(), kind);
    }
}

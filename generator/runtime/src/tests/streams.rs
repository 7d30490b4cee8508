//! Bodies that are handed over as they come: how long nothing may come, and what a lost connection leaves.

use std::time::Duration;

use super::support::{Answer, Fake, Piece};
use crate::runtime::{
    BodyProblem, ByteStream, Client, Credentials, Error, EventError, EventForm, EventStream, Method, Operation, Reply,
    Request, Response, TransportError, TransportErrorKind,
};

struct Download;

impl Operation for Download {
    type Error = std::convert::Infallible;
    type Output = ByteStream;

    const ID: &'static str = "download";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/file";

    fn streams(status: u16, _media_type: &str) -> bool {
        status == 200
    }

    fn decode(reply: Reply) -> Result<Response<Self::Output>, Error<Self::Error>> {
        match reply.status().as_u16() {
            200 => Ok(reply.stream()),
            _ => Err(reply.undeclared().into()),
        }
    }
}

struct Events;

impl Operation for Events {
    type Error = std::convert::Infallible;
    type Output = EventStream<i64>;

    const ID: &'static str = "events";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/events";

    fn streams(_status: u16, media_type: &str) -> bool {
        media_type == "text/event-stream"
    }

    fn decode(reply: Reply) -> Result<Response<Self::Output>, Error<Self::Error>> {
        Ok(reply.events(EventForm::Json))
    }
}

fn download(client: &Client) -> Request<Download> {
    Request::new(client.call::<Download>())
}

#[tokio::test]
async fn the_time_limit_is_for_each_piece() {
    let mut fake = Fake::answering(Answer::Reply(200, &[], vec![Piece::Bytes("a"), Piece::Bytes("b"), Piece::Never]));
    fake.patience = Some(3);
    let mut stream = download(&fake.client(Credentials::none())).timeout(Duration::from_secs(9)).await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().as_ref(), b"a");
    assert_eq!(stream.next().await.unwrap().unwrap().as_ref(), b"b");
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Timeout);
    assert!(stream.next().await.is_none(), "there is nothing behind an error");
    // One for the head of the answer, and one for the piece that did not come.
    assert_eq!(*fake.sleeps.lock().unwrap(), [Duration::from_secs(9); 2]);
}

#[tokio::test]
async fn a_lost_connection_is_told() {
    let lost = || TransportError::new(TransportErrorKind::Other, "reset");
    let fake = Fake::answering(Answer::Reply(200, &[], vec![Piece::Bytes("a"), Piece::Fails(lost())]));
    let stream = download(&fake.client(Credentials::none())).await.unwrap();
    assert!(matches!(stream.bytes().await, Err(BodyProblem::Interrupted(_))));

    let pieces = vec![Piece::Bytes("data: 1\n\nda"), Piece::Fails(lost())];
    let fake = Fake::answering(Answer::Reply(200, &[("content-type", "text/event-stream; charset=utf-8")], pieces));
    let mut stream = Request::<Events>::new(fake.client(Credentials::none()).call::<Events>()).await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().data, 1);
    assert!(matches!(stream.next().await, Some(Err(EventError::Interrupted(_)))));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn an_answer_that_is_not_handed_over_is_whole() {
    let fake = Fake::answering(Answer::Reply(404, &[], vec![Piece::Bytes("gone")]));
    let error = download(&fake.client(Credentials::none())).await.unwrap_err();
    assert_eq!(error.raw_body().unwrap().as_ref(), b"gone");
}

#[tokio::test]
async fn an_event_is_bounded() {
    let pieces = vec![Piece::Bytes("data: 12345\ndata: 67890\n\n")];
    let fake = Fake::answering(Answer::Reply(200, &[("content-type", "text/event-stream")], pieces));
    let client = crate::runtime::ClientBuilder::new(Some("https://api.example.com".into()), Credentials::none());
    let client = client.transport(fake).max_body_size(8).build().unwrap();
    let mut stream = Request::<Events>::new(client.call::<Events>()).await.unwrap();
    assert!(matches!(stream.next().await, Some(Err(EventError::TooLarge { limit: 8 }))));
    assert!(stream.next().await.is_none());
}

//! Multipart request bodies of items: from memory, from streams and from iterators.

use std::future::poll_fn;

use super::json_items::ready;
use super::support::{Exchange, FakeTransport};
use crate::runtime::{
    Client, Credentials, Error, Operation, Part, PartItems, RawResponse, RequestBuilder, RequestErrorKind, Response,
};

#[must_use]
#[derive(Debug)]
struct AddParts(RequestBuilder);

crate::runtime::impl_request!(AddParts);

impl Operation for AddParts {
    type Error = std::convert::Infallible;
    type Output = ();

    const ID: &'static str = "add-parts";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/parts";

    fn decode(response: RawResponse) -> Result<Response<Self::Output>, Error<Self::Error>> {
        Ok(response.empty())
    }
}

fn add<T>(client: &Client, part_type: Option<&'static str>, items: impl Into<PartItems<T>>) -> AddParts {
    let mut builder = RequestBuilder::new::<AddParts>(client);
    builder.part_items_body::<T>("multipart/mixed", part_type, items.into());
    AddParts(builder)
}

/// Returns the body that is sent, with `b` as its boundary, and whether it may be sent again.
async fn sent(request: impl FnOnce(&Client) -> AddParts) -> (String, bool) {
    let fake = FakeTransport::responding(Exchange::Response(200, &[], Vec::new()));
    request(&fake.client(Credentials::none())).await.unwrap();
    let request = fake.requests.lock().unwrap().pop().unwrap();
    let content_type = request.headers()["content-type"].to_str().unwrap().to_owned();
    let boundary = content_type.strip_prefix("multipart/mixed; boundary=").unwrap();
    let mut body = request.into_body();
    let is_repeatable = body.as_bytes().is_some();
    let mut text = Vec::new();
    while let Some(chunk) = poll_fn(|context| body.poll_chunk(context)).await {
        text.extend_from_slice(&chunk.unwrap());
    }
    (String::from_utf8(text).unwrap().replace(boundary, "b"), is_repeatable)
}

#[tokio::test]
async fn values_from_memory_are_sent_again_and_streams_once() {
    let head = "--b\r\ncontent-type: application/json\r\n\r\n";
    let body = format!("{head}1.0\r\n{head}2.5\r\n--b--\r\n");
    let (again, once) = ((body.clone(), true), (body, false));
    let json = Some("application/json");
    let items = vec![1.0, 2.5];
    assert_eq!(sent(|client| add::<f64>(client, json, &items)).await, again);
    assert_eq!(sent(|client| add::<f64>(client, json, items.as_slice())).await, again);
    assert_eq!(sent(|client| add::<f64>(client, json, [1.0, 2.5])).await, again);
    assert_eq!(sent(|client| add(client, json, items.iter().copied().collect::<PartItems<f64>>())).await, again);
    assert_eq!(sent(|client| add::<f64>(client, json, items.clone())).await, again);
    assert_eq!(sent(|client| add(client, json, PartItems::stream(ready([1.0, 2.5])))).await, once);
    assert_eq!(sent(|client| add(client, json, PartItems::iterator([1.0, 2.5]))).await, once);
    let results = [1.0, 2.5].map(Ok::<f64, std::io::Error>);
    assert_eq!(sent(|client| add(client, json, PartItems::try_iterator(results))).await, once);
    assert_eq!(sent(|client| add::<f64>(client, json, [])).await, ("--b--\r\n".to_owned(), true));
    assert_eq!(sent(|client| add(client, json, PartItems::<f64>::iterator([]))).await, ("--b--\r\n".to_owned(), false));
}

#[tokio::test]
async fn the_text_of_a_string_is_sent_without_quotation_marks() {
    for (items, expected) in [("a\"\r\n--b", "a\"\r\n--b"), ("", "")] {
        let text = |client: &Client| {
            let mut builder = RequestBuilder::new::<AddParts>(client);
            builder.text_part_items_body::<String>("multipart/mixed", Some("text/plain"), [items.to_owned()].into());
            AddParts(builder)
        };
        let (body, _) = sent(text).await;
        assert_eq!(body, format!("--b\r\ncontent-type: text/plain\r\n\r\n{expected}\r\n--b--\r\n"));
    }
}

#[tokio::test]
async fn an_invalid_item_is_an_error_with_its_index() {
    let client = FakeTransport::responding(Exchange::Response(200, &[], Vec::new())).client(Credentials::none());
    let error = add::<f64>(&client, Some("application/json"), [1.0, f64::NAN]).await.unwrap_err();
    let Error::Request(error) = error else { panic!("{error:?}") };
    let RequestErrorKind::Body { reason } = error.kind() else { panic!("{error:?}") };
    assert!(reason.starts_with("item at index 1: "), "{reason}");
    let invalid = [
        (Part::new("1").header("a", "1\n"), "item at index 1: header `a` has invalid characters"),
        (Part::new("1"), "item at index 1: it has no media type: set one with `Part::content_type`"),
    ];
    for (part, expected) in invalid {
        let parts = [Part::new("0").content_type("image/png"), part];
        let Error::Request(error) = add::<Part>(&client, None, parts).await.unwrap_err() else { panic!() };
        assert_eq!(*error.kind(), RequestErrorKind::Body { reason: expected.to_owned() });
    }
}

#[test]
fn the_items_are_not_shown() {
    assert_eq!(format!("{:?}", PartItems::<f64>::from([1.0])), "PartItems(1 parts)");
    assert_eq!(format!("{:?}", PartItems::iterator([1.0])), "PartItems(stream)");
}

#[cfg(feature = "testing")]
#[tokio::test]
async fn an_error_ends_a_stream_of_parts() {
    use crate::runtime::testing::MockTransport;
    use crate::runtime::{ClientBuilder, TransportErrorKind};
    let mock = MockTransport::new();
    let client = ClientBuilder::new(Some("https://api.example.com".into())).transport(mock.clone()).build().unwrap();
    let json = Some("application/json");
    mock.expect(add::<f64>(&client, json, [1.0])).respond(&());
    let error = add(&client, json, PartItems::iterator([1.0, f64::INFINITY, 3.0])).await.unwrap_err();
    let Error::Transport(error) = error else { panic!("{error:?}") };
    assert_eq!(error.kind(), TransportErrorKind::RequestBody);
    assert!(error.to_string().contains("item at index 1: "), "{error}");
    let failing = [Ok(1.0), Err(std::io::Error::other("no more"))];
    let Err(Error::Transport(error)) = add(&client, json, PartItems::try_iterator(failing)).await else { panic!() };
    assert!(error.to_string().contains("no more"), "{error}");
    // The boundary is random, and is not compared.
    add(&client, json, PartItems::iterator([1.0])).await.unwrap();
    let parts = mock.requests().last().unwrap().parts().unwrap();
    assert_eq!(parts.iter().map(|part| &*part.content).collect::<Vec<_>>(), [b"1.0"]);
}

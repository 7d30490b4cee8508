//! Paginators: which responses are pages, and what is kept of a page that cannot be read.

use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::support::{Chunk, Exchange, FakeTransport};
use crate::runtime::json::{self, Json};
use crate::runtime::{
    ClientBuilder, Credentials, Error, NextPage, Operation, Pagination, Paginator, RawResponse, RequestBuilder,
    Response, ResponseErrorKind,
};

/// How often the declared type of a page was read.
static PAGES_READ: AtomicUsize = AtomicUsize::new(0);

/// The declared type of a page.
struct DeclaredPage;

impl Json for DeclaredPage {
    fn read(_: &mut json::Reader<'_>) -> Result<Self, json::Failed> {
        PAGES_READ.fetch_add(1, Ordering::SeqCst);
        Ok(Self)
    }

    fn fill(&mut self, from: &mut json::Reader<'_>) -> Result<(), json::Failed> {
        Self::read(from).map(|_| ())
    }

    fn write(&self, to: &mut json::Writer) {
        ().write(to);
    }
}

#[must_use]
struct List(RequestBuilder);

crate::runtime::impl_request!(List);

impl Operation for List {
    type Error = Infallible;
    type Output = Option<DeclaredPage>;

    const ID: &'static str = "list";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/list";

    fn is_page(status: u16, _media_type: &str) -> bool {
        status == 200
    }

    fn decode(response: RawResponse) -> Result<Response<Self::Output>, Error<Self::Error>> {
        match response.status().as_u16() {
            200 => Ok(response.json_as(Some)?),
            204 => Ok(response.empty_as(None)),
            _ => Err(response.undeclared().into()),
        }
    }
}

/// A redirected page has links that are relative to its own URL (RFC 3986, section 5.1.3).
#[tokio::test]
async fn a_link_is_relative_to_the_url_after_redirects() {
    let fake = FakeTransport::default();
    fake.exchanges.lock().unwrap().extend([
        Exchange::Response(308, &[("location", "/moved/list")], vec![]),
        Exchange::Response(200, &[("link", "<?page=2>; rel=next")], vec![Chunk::Bytes(r#"{"items": [1]}"#)]),
        Exchange::Response(200, &[], vec![Chunk::Bytes(r#"{"items": [2]}"#)]),
    ]);
    let client = ClientBuilder::new(Some("https://api.example.com/v1/".into()));
    let client = client.follow_redirects(true).transport(fake.clone()).build().unwrap();
    let pagination = Pagination { items: "/items", next: NextPage::LinkHeader, has_more: None };
    let mut items = Paginator::<List, i64>::new(List(RequestBuilder::new::<List>(&client)), pagination);
    assert_eq!((items.next().await.unwrap().unwrap(), items.next().await.unwrap().unwrap()), (1, 2));
    let urls: Vec<String> = fake.requests.lock().unwrap().iter().map(|request| request.uri().to_string()).collect();
    assert_eq!(urls[1..], ["https://api.example.com/moved/list", "https://api.example.com/moved/list?page=2"]);
}

fn paginator(fake: &FakeTransport) -> Paginator<List, i64> {
    let client = fake.client(Credentials::none());
    let pagination =
        Pagination { items: "/items", next: NextPage::Cursor { parameter: "after", pointer: "/next" }, has_more: None };
    Paginator::new(List(RequestBuilder::new::<List>(&client)), pagination)
}

fn page(text: &'static str) -> Exchange {
    Exchange::Response(200, &[], vec![Chunk::Bytes(text)])
}

#[tokio::test]
async fn a_page_is_decoded_only_for_its_items() {
    let fake = FakeTransport::responding(page(r#"{"items":[1,2],"next":"a&b"}"#));
    fake.exchanges.lock().unwrap().push_back(page(r#"{"items":[3],"next":null}"#));
    let mut paginator = paginator(&fake);
    for item in 1..=3 {
        assert_eq!(paginator.next().await.unwrap().unwrap(), item);
    }
    assert!(paginator.next().await.is_none());
    let requests = fake.requests.lock().unwrap();
    let urls: Vec<String> = requests.iter().map(|request| request.uri().to_string()).collect();
    assert_eq!(urls, ["https://api.example.com/v1/list", "https://api.example.com/v1/list?after=a%26b"]);
    assert_eq!(PAGES_READ.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_success_without_a_body_has_no_items() {
    let fake = FakeTransport::responding(Exchange::Response(204, &[], vec![]));
    assert!(paginator(&fake).next().await.is_none());
}

#[tokio::test]
async fn a_page_that_cannot_be_read_keeps_its_body() {
    type Check = fn(&ResponseErrorKind) -> bool;
    let cases: [(&str, Check); 4] = [
        ("<html>", |kind| matches!(kind, ResponseErrorKind::NotJson { .. })),
        ("", |kind| matches!(kind, ResponseErrorKind::Empty)),
        (r#"{"items":[1"#, |kind| matches!(kind, ResponseErrorKind::Truncated { .. })),
        (
            r#"{"items":[1,"x"]}"#,
            |kind| matches!(kind, ResponseErrorKind::SchemaMismatch(error) if error.path() == "/items/1"),
        ),
    ];
    for (text, is_expected) in cases {
        let mut paginator = paginator(&FakeTransport::responding(page(text)));
        let error = paginator.next().await.unwrap().unwrap_err();
        let Error::Response(response) = &error else { panic!("{error:?}") };
        assert!(is_expected(response.kind()), "{text}: {error:?}");
        assert_eq!(error.raw_body().unwrap().as_ref(), text.as_bytes());
        assert!(paginator.next().await.is_none(), "the stream ends after an error");
    }
}

#[tokio::test]
async fn an_undeclared_status_is_an_error() {
    let fake = FakeTransport::responding(Exchange::Response(202, &[], vec![Chunk::Bytes(r#"{"items":[1]}"#)]));
    let error = paginator(&fake).next().await.unwrap().unwrap_err();
    let Error::Response(response) = &error else { panic!("{error:?}") };
    assert!(matches!(response.kind(), ResponseErrorKind::UndeclaredStatus), "{error:?}");
    assert_eq!(error.to_string(), "list: 202 Accepted: status is not declared by the API");
}

#[tokio::test]
async fn an_empty_page_with_a_cursor_is_not_the_last_one() {
    let fake = FakeTransport::responding(page(r#"{"items":[],"next":"b"}"#));
    fake.exchanges.lock().unwrap().extend([page(r#"{"items":[1],"next":"c"}"#), page(r#"{"items":[]}"#)]);
    let mut paginator = paginator(&fake);
    assert_eq!(paginator.next().await.unwrap().unwrap(), 1);
    assert!(paginator.next().await.is_none());
    assert_eq!(fake.requests.lock().unwrap().len(), 3);
}

/// A cursor that is repeated would be followed without end.
#[tokio::test]
async fn a_page_is_requested_once() {
    let fake = FakeTransport::responding(page(r#"{"items":[1],"next":"b"}"#));
    let pages = [page(r#"{"items":[2],"next":"c"}"#), page(r#"{"items":[3],"next":"b"}"#)];
    fake.exchanges.lock().unwrap().extend(pages);
    let mut paginator = paginator(&fake);
    for item in 1..=3 {
        assert_eq!(paginator.next().await.unwrap().unwrap(), item);
    }
    let error = paginator.next().await.unwrap().unwrap_err();
    assert_eq!(error.to_string(), "list: the next page is one that was received before");
    assert!(paginator.next().await.is_none());
}

#[tokio::test]
async fn an_empty_page_with_the_cursor_of_its_request_is_the_last_one() {
    let fake = FakeTransport::responding(page(r#"{"items":[1],"next":"b"}"#));
    fake.exchanges.lock().unwrap().push_back(page(r#"{"items":[],"next":"b"}"#));
    let mut paginator = paginator(&fake);
    assert_eq!(paginator.next().await.unwrap().unwrap(), 1);
    assert!(paginator.next().await.is_none());
    assert_eq!(fake.requests.lock().unwrap().len(), 2);
}

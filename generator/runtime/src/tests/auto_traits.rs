//! Public types are `Send` and `Sync`, and errors convert into boxed errors with `?`.

use super::support::{Exchange, FakeTransport, GetPet, Pet, get_pet};
use crate::runtime::json::{
    AdditionalProperties, Candidates, Constant, DecodeError, Defaults, Failed, JsonText, Kind, Link, Mark, Maybe,
    Member, Nulls, Number, Object, ParseError, ReadError, Reader, Shape, Slot, SyntaxError, Tree, TreeNumber, Value,
    Writer, Written,
};
use crate::runtime::*;

fn is_shareable<T: Send + Sync + 'static>() {}
fn is_send<T: Send>(_: &T) {}

/// Asserts that types are shareable, and returns their names.
macro_rules! shareable {
    ($($name:ident $(<$($argument:ty),+>)?),+ $(,)?) => {{
        $(is_shareable::<$name$(<$($argument),+>)?>();)+
        &[$(stringify!($name)),+]
    }};
}

#[test]
fn public_types_are_send_and_sync() {
    let asserted: &[&str] = shareable![
        AdditionalProperties,
        AnyError,
        Attempt,
        ApiError<Pet>,
        Body,
        BuildError,
        ByteStream,
        Bytes,
        Candidates,
        Client,
        ClientBuilder,
        Constant,
        Credential,
        Credentials,
        CustomRequest,
        CustomResponse,
        DecodeError,
        Error<Pet>,
        ErrorBody,
        Event<Pet>,
        EventError,
        EventForm,
        EventRequest<GetPet, Pet>,
        EventStream<Pet>,
        Defaults<Pet>,
        Failed,
        HeaderError,
        InvalidPart,
        JsonItems<Pet>,
        JsonStream<Pet>,
        JsonStreamError,
        JsonText<Pet>,
        HeaderMap,
        HeaderName,
        HeaderValue,
        Kind,
        Link<Pet>,
        Mark,
        Maybe<Pet>,
        Member,
        Method,
        Multipart,
        Next,
        NextPage,
        Nulls,
        Number,
        Object,
        Pagination,
        GetPet,
        Paginator<GetPet, Pet>,
        ParseError,
        Part,
        PartErrorKind,
        PartItems<Pet>,
        PartStream<Pet>,
        PartStreamError,
        RateLimit,
        RawPart,
        RawResponse,
        ReadError,
        Reader,
        ReceivedPart<Pet>,
        Reconnect,
        RequestError,
        RequestErrorKind,
        Response<Pet>,
        ResponseError,
        ResponseErrorKind,
        RetryPolicy,
        SecretString,
        ServerUrl,
        Shape,
        Slot<Pet>,
        StatusCode,
        Style,
        SyntaxError,
        Timeouts,
        TransportError,
        TransportErrorKind,
        TransportResult,
        Tree,
        TreeNumber,
        UntypedBody,
        Value,
        Writer,
        Written,
    ];
    #[cfg(feature = "blocking")]
    is_shareable::<BlockingIter<ByteStream>>();
    #[cfg(feature = "tower")]
    is_shareable::<TowerTransport<FakeTransport>>();
    #[cfg(feature = "reqwest")]
    is_shareable::<ReqwestTransport>();
    // Streams and futures are polled by one task at a time, so they are only `Send`.
    const ONLY_SEND: [&str; 4] = ["BodyStream", "BoxFuture", "OutputFuture", "ResponseFuture"];
    const TRAITS: [&str; 13] = [
        "Blank",
        "IntoPart",
        "Json",
        "Middleware",
        "ObjectFields",
        "Operation",
        "Others",
        "Parts",
        "ReadMembers",
        "TokenProvider",
        "Transport",
        "Union",
        "ValueIndex",
    ];
    const ALIASES: [&str; 2] = ["Members", "ReadVariant"];
    #[cfg(feature = "testing")]
    {
        is_shareable::<testing::MockTransport>();
        is_shareable::<testing::Expectation<GetPet>>();
        is_shareable::<testing::MockResponse>();
        is_shareable::<testing::SentRequest>();
        is_shareable::<testing::ReplayTransport>();
        is_shareable::<testing::RecordingTransport<testing::MockTransport>>();
    }
    #[cfg(feature = "webhook-signatures")]
    {
        is_shareable::<webhooks::SignatureScheme>();
        is_shareable::<webhooks::WebhookError>();
    }
    for source in [include_str!("../runtime/mod.rs"), include_str!("../runtime/json/mod.rs")] {
        let exports = source.split("\npub use ").skip(1).filter_map(|rest| rest.split_once(';'));
        let names = exports.flat_map(|(names, _)| names.split(|letter: char| !letter.is_alphanumeric()));
        for name in names.filter(|name| name.starts_with(char::is_uppercase)) {
            // `FetchTransport` exists on another target, and is shareable there since it is a `Transport`.
            const OTHERS: [&str; 4] = ["BlockingIter", "FetchTransport", "ReqwestTransport", "TowerTransport"];
            let is_known = [asserted, &ALIASES, &OTHERS, &ONLY_SEND, &TRAITS].iter().any(|list| list.contains(&name));
            assert!(is_known, "`{name}` is public and is not in the list of this test");
        }
    }
}

#[test]
fn what_generated_code_alone_needs_is_hidden() {
    const HIDDEN: &[&str] = &[
        "AdditionalProperties, Candidates, Constant, ReadVariant, Shape, Union, merge_variants, read_union, read_variant",
        "Blank, Member, Members, ObjectFields, Others, Parts, ReadMembers, Written",
        "DecodeError, Failed, Mark, Reader, decode, read_tree",
        "Defaults, read_tagged",
        "EventForm, RawPart, RawResponse, read_delimited_header, read_header, read_header_lines, read_json_header",
        "Kind, Tree",
        "NextPage, Pagination",
        "Nulls",
        "ParseError, from_slice",
        "Slot",
        "Style",
        "TreeNumber",
        "Writer, to_text, tree_text",
        "deserialize, serialize",
    ];
    let mut hidden = Vec::new();
    for source in [include_str!("../runtime/mod.rs"), include_str!("../runtime/json/mod.rs")] {
        let exports = source.split("#[doc(hidden)]\npub use ").skip(1).filter_map(|rest| rest.split_once(';'));
        let names = exports.filter_map(|(names, _)| names.rsplit("::").next());
        let one_line = |names: &str| names.split_whitespace().collect::<Vec<_>>().join(" ");
        hidden.extend(names.map(|names| one_line(names.trim_matches(['{', '}']).trim().trim_end_matches(','))));
    }
    hidden.sort();
    assert_eq!(hidden, HIDDEN);
}

#[tokio::test]
async fn the_futures_of_a_request_are_send() {
    let fake = FakeTransport::responding(Exchange::Response(200, &[], Vec::new()));
    let client = fake.client(Credentials::none());
    is_send(&get_pet(&client, "cat", "", 7).send());
    is_send(&get_pet(&client, "cat", "", 7).into_future());
}

#[tokio::test]
async fn an_error_converts_into_a_boxed_error() {
    type Any = Box<dyn std::error::Error + Send + Sync>;
    async fn call(client: &Client) -> Result<Pet, Any> {
        Ok(get_pet(client, "cat", "", 7).await?)
    }
    let fake = FakeTransport::responding(Exchange::Response(200, &[], Vec::new()));
    let error = call(&fake.client(Credentials::none().with("token", Credential::bearer("hush")))).await.unwrap_err();
    let error: &Error<super::support::GetPetError> = error.downcast_ref().unwrap();
    assert_eq!(error.status(), Some(StatusCode::OK), "the conversion keeps the response");
    assert!(matches!(error, Error::Response(error) if matches!(error.kind(), ResponseErrorKind::Empty)));
}

#[tokio::test]
async fn an_api_error_converts_into_a_boxed_error() {
    type Any = Box<dyn std::error::Error + Send + Sync>;
    async fn call(client: &Client) -> Result<Pet, Any> {
        match get_pet(client, "cat", "", 7).await {
            Ok(pet) => Ok(pet),
            Err(Error::Api(error)) => Err(error.into()),
            Err(error) => Err(error.into()),
        }
    }
    let fake = FakeTransport::responding(Exchange::Response(418, &[], Vec::new()));
    let error = call(&fake.client(Credentials::none().with("token", Credential::bearer("hush")))).await.unwrap_err();
    assert_eq!(error.to_string(), "get-pet: 418 I'm a teapot");
}

//! What a user may hold goes to any thread, and an error becomes any error by `?`.

use super::support::{Answer, Fake, GetPet, Pet, get_pet};
use crate::runtime::json::{
    Constant, Kind, Link, Number, Object, ObjectReader, ObjectWriter, Others, ParseProblem, ReadError, Shape,
    SyntaxError, Tree, TreeNumber, Value,
};
use crate::runtime::*;

fn is_shareable<T: Send + Sync + 'static>() {}
fn is_send<T: Send>(_: &T) {}

/// Asserts it of types, and names them for the test that none is missing.
macro_rules! shareable {
    ($($name:ident $(<$($argument:ty),+>)?),+ $(,)?) => {{
        $(is_shareable::<$name$(<$($argument),+>)?>();)+
        &[$(stringify!($name)),+]
    }};
}

#[test]
fn every_public_type_goes_to_any_thread() {
    let asserted: &[&str] = shareable![
        ApiError<Pet>,
        Body,
        BodyProblem,
        BuildError,
        ByteStream,
        Bytes,
        Client,
        ClientBuilder,
        ClientError,
        Constant,
        Credential,
        Credentials,
        Error<Pet>,
        ErrorBody,
        Event<Pet>,
        EventError,
        EventForm,
        EventStream<Pet>,
        HeaderError,
        HeaderMap,
        HeaderName,
        HeaderValue,
        Items<GetPet, Pet>,
        Kind,
        Link<Pet>,
        Method,
        Multipart,
        Next,
        Number,
        Object,
        ObjectReader,
        ObjectWriter,
        Others,
        Pages,
        ParseProblem,
        Part,
        ReadError,
        Reply,
        Request<GetPet>,
        RequestError,
        Response<Pet>,
        ResponseError,
        SecretString,
        ServerUrl,
        Shape,
        StatusCode,
        Style,
        SyntaxError,
        TransportError,
        TransportErrorKind,
        Tree,
        TreeNumber,
        Value,
    ];
    // It is there with its feature alone.
    #[cfg(feature = "reqwest")]
    is_shareable::<ReqwestTransport>();
    // A stream and a future are polled by one task at a time, so they are `Send`.
    const ONLY_SEND: [&str; 2] = ["BodyStream", "BoxFuture"];
    const TRAITS: [&str; 5] = ["Json", "Operation", "TokenProvider", "Transport", "ValueIndex"];
    for source in [include_str!("../runtime/mod.rs"), include_str!("../runtime/json/mod.rs")] {
        let exports = source.split("\npub use ").skip(1).filter_map(|rest| rest.split_once(';'));
        let names = exports.flat_map(|(names, _)| names.split(|letter: char| !letter.is_alphanumeric()));
        for name in names.filter(|name| name.starts_with(char::is_uppercase)) {
            let is_known =
                [asserted, &["ReqwestTransport"], &ONLY_SEND, &TRAITS].iter().any(|list| list.contains(&name));
            assert!(is_known, "`{name}` is public, and nothing asserts that it is `Send + Sync`");
        }
    }
}

#[tokio::test]
async fn a_call_is_a_future_for_any_thread() {
    let fake = Fake::answering(Answer::Reply(200, &[], Vec::new()));
    let client = fake.client(Credentials::none());
    is_send(&get_pet(&client, "cat", "", 7).send());
    is_send(&get_pet(&client, "cat", "", 7).into_future());
}

#[tokio::test]
async fn an_error_becomes_any_error() {
    type Any = Box<dyn std::error::Error + Send + Sync>;
    async fn call(client: &Client) -> Result<Pet, Any> {
        Ok(get_pet(client, "cat", "", 7).await?)
    }
    let fake = Fake::answering(Answer::Reply(200, &[], Vec::new()));
    let error = call(&fake.client(Credentials::with("token", Credential::bearer("hush")))).await.unwrap_err();
    let error: &Error<super::support::GetPetError> = error.downcast_ref().unwrap();
    assert_eq!(error.status(), Some(StatusCode::OK), "nothing is lost on the way");
    assert!(matches!(error, Error::Response(error) if matches!(error.problem(), BodyProblem::Empty)));
}

/// A caller who has matched on `Error::Api` hands on what is in it.
#[tokio::test]
async fn a_declared_error_alone_becomes_any_error() {
    type Any = Box<dyn std::error::Error + Send + Sync>;
    async fn call(client: &Client) -> Result<Pet, Any> {
        match get_pet(client, "cat", "", 7).await {
            Ok(pet) => Ok(pet),
            Err(Error::Api(error)) => Err(error.into()),
            Err(error) => Err(error.into()),
        }
    }
    let fake = Fake::answering(Answer::Reply(418, &[], Vec::new()));
    let error = call(&fake.client(Credentials::with("token", Credential::bearer("hush")))).await.unwrap_err();
    assert_eq!(error.to_string(), "the service answered 418 I'm a teapot");
}

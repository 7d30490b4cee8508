//! Operations, as the generator would generate them.

use crate::runtime::json;
use crate::runtime::testing::MockTransport;
use crate::runtime::{
    Client, ClientBuilder, Credential, Credentials, Error, EventForm, EventRequest, Multipart, Operation, Part,
    RawResponse, RequestBuilder, Response, Transport,
};
use crate::tests::support::Pet;

macro_rules! operation {
    ($name:ident, $id:literal, $method:ident $path:literal, $output:ty, $response:ident => $arms:expr $(, $key:literal)?) => {
        #[must_use]
        #[derive(Debug)]
        pub(super) struct $name(pub(super) RequestBuilder);

        crate::runtime::impl_request!($name);

        impl Operation for $name {
            type Error = Pet;
            type Output = $output;

            const ID: &'static str = $id;
            const METHOD: &'static str = stringify!($method);
            const PATH: &'static str = $path;
            $(const IDEMPOTENCY_KEY: Option<&'static str> = Some($key);)?
            const SECURITY: &'static [&'static [&'static str]] = &[&["token", "key", "session"]];
            const ACCEPT: Option<&'static str> = Some("application/vnd.pets+json, application/json;q=0.9, text/plain;q=0.8");

            fn decode($response: RawResponse) -> Result<Response<Self::Output>, Error<Self::Error>> {
                $arms
            }
        }
    };
}

operation!(ListPets, "listPets", GET "/pets", Vec<Pet>, response => match response.status().as_u16() {
    200 => Ok(response.json()?),
    400..=499 => Err(response.error()),
    _ => Err(response.undeclared().into()),
});
operation!(CreatePet, "createPet", POST "/pets", Pet, response => match response.status().as_u16() {
    201 => Ok(response.json()?),
    404 | 409 => Err(response.error()),
    _ => Err(response.undeclared().into()),
}, "idempotency-key");
operation!(DeletePet, "deletePet", DELETE "/pets/{id}", (), response => match response.status().as_u16() {
    202 => Ok(response.empty()),
    _ => Err(response.undeclared().into()),
});
operation!(FindPet, "findPet", GET "/pets/{id}", Option<Pet>, response => match response.status().as_u16() {
    200 => Ok(response.json_as(Some)?),
    204 => Ok(response.empty_as(None)),
    _ => Err(response.undeclared().into()),
});
operation!(PetName, "petName", GET "/pets/{id}/name", String, response => match response.status().as_u16() {
    200 => Ok(response.text()?),
    _ => Err(response.undeclared().into()),
});

pub(super) fn list(client: &Client, page: i64) -> ListPets {
    let mut builder = RequestBuilder::new::<ListPets>(client);
    builder.query("page", &page);
    ListPets(builder)
}

pub(super) fn create(client: &Client, pet: &Pet) -> CreatePet {
    let mut builder = RequestBuilder::new::<CreatePet>(client);
    builder.json_body("application/json", pet);
    CreatePet(builder)
}

/// Uploads a picture, as a multipart body with a stream.
pub(super) fn upload(client: &Client, picture: &'static str) -> CreatePet {
    let chunk = bytes::Bytes::from_static(picture.as_bytes());
    let stream = crate::runtime::Body::stream(Box::pin(Once(Some(chunk))));
    let builder = RequestBuilder::new::<CreatePet>(client);
    let body = Multipart::new().part("about", r#"{"a":1}"#).part("picture", Part::new(stream).file_name("p.png"));
    CreatePet(builder).multipart_body(body)
}

struct Once(Option<bytes::Bytes>);

impl futures_core::Stream for Once {
    type Item = Result<bytes::Bytes, crate::runtime::TransportError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.take().map(Ok))
    }
}

pub(super) fn delete(client: &Client, id: i64) -> DeletePet {
    let mut builder = RequestBuilder::new::<DeletePet>(client);
    builder.path("id", &id);
    DeletePet(builder)
}

pub(super) fn find(client: &Client, id: i64) -> FindPet {
    let mut builder = RequestBuilder::new::<FindPet>(client);
    builder.path("id", &id);
    FindPet(builder)
}

pub(super) fn name(client: &Client, id: i64) -> PetName {
    let mut builder = RequestBuilder::new::<PetName>(client);
    builder.path("id", &id);
    PetName(builder)
}

pub(super) fn events(client: &Client) -> EventRequest<ListPets, json::Value> {
    EventRequest::new(RequestBuilder::new::<ListPets>(client), EventForm::Json)
}

pub(super) fn pet(name: &str) -> Pet {
    Pet { name: Some(name.to_owned()), ..Pet::default() }
}

/// Returns credentials in all places of a request.
pub(super) fn credentials() -> Credentials {
    Credentials::none()
        .with("token", Credential::basic("user", "hush-password"))
        .with("key", Credential::query("api key", "hush key/1"))
        .with("session", Credential::cookie("sid", "hush-session"))
}

pub(super) fn client(transport: impl Transport, credentials: Credentials) -> Client {
    let builder = ClientBuilder::new(Some("https://api.example.com/v1".into()));
    builder.credentials(credentials).transport(transport).build().unwrap()
}

/// Returns a transport and its client.
pub(super) fn mock() -> (MockTransport, Client) {
    let mock = MockTransport::new();
    (mock.clone(), client(mock, credentials()))
}

/// Returns the message of the panic of a function.
pub(super) fn panic_of(function: impl FnOnce()) -> String {
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(function)).unwrap_err();
    let text = panic.downcast_ref::<String>().cloned();
    text.unwrap_or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string).unwrap())
}

//! Public types are `Send` and `Sync`, and errors convert into boxed errors with `?`.
#![cfg(feature = "reqwest")]

mod support;

use generated_client::operations::{PatchDestination, PatchDestinationError};
use generated_client::runtime::Operation;
use generated_client::types::Destination;
use generated_client::{AnyError, Client, Error, Response};
use support::{Server, sample_patch};

/// The bounds of `anyhow::Error` and `Box<dyn Error + Send + Sync>`.
fn is_any_error<T: std::error::Error + Send + Sync + 'static>() {}
fn is_shareable<T: Send + Sync + 'static>() {}
fn is_send<T: Send>(_: &T) {}

#[test]
fn public_types_are_send_and_sync() {
    is_any_error::<Error<PatchDestinationError>>();
    is_any_error::<AnyError>();
    is_shareable::<Client>();
    is_shareable::<PatchDestination>();
    is_shareable::<Response<<PatchDestination as Operation>::Output>>();
    let client = Server::start(Vec::new()).client();
    is_send(&client.patch_destination("p", "e", "i", sample_patch()).send());
    is_send(&client.patch_destination("p", "e", "i", sample_patch()).into_future());
}

#[tokio::test]
async fn an_error_converts_into_a_boxed_error() {
    type Any = Box<dyn std::error::Error + Send + Sync>;
    async fn rename(client: Client) -> Result<Destination, Any> {
        Ok(client.patch_destination("p", "e", "i", sample_patch()).await?)
    }
    let server = Server::responding("409 Conflict", "application/json", r#"{"code":"c","message":"m"}"#);
    // A spawned task may move to another thread.
    let error = tokio::spawn(rename(server.client())).await.unwrap().unwrap_err();
    let error: &Error<PatchDestinationError> = error.downcast_ref().unwrap();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(409));
    assert_eq!(error.raw_body().unwrap().as_ref(), br#"{"code":"c","message":"m"}"#);
}

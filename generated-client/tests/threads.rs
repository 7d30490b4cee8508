//! What a caller holds goes to any thread, and an error becomes any error by `?`.
#![cfg(feature = "reqwest")]

mod support;

use generated_client::operations::{PatchDestination, PatchDestinationError};
use generated_client::runtime::Operation;
use generated_client::types::Destination;
use generated_client::{Client, AnyError, Error, Request, Response};
use support::{Server, sample_patch};

/// What `anyhow::Error` and `Box<dyn Error + Send + Sync>` ask of an error.
fn is_any_error<T: std::error::Error + Send + Sync + 'static>() {}
fn is_shareable<T: Send + Sync + 'static>() {}
fn is_send<T: Send>(_: &T) {}

#[test]
fn what_a_caller_holds_goes_to_any_thread() {
    is_any_error::<Error<PatchDestinationError>>();
    is_any_error::<AnyError>();
    is_any_error::<PatchDestinationError>();
    is_shareable::<Client>();
    is_shareable::<Request<PatchDestination>>();
    is_shareable::<Response<<PatchDestination as Operation>::Output>>();
    let client = Server::start(Vec::new()).client();
    is_send(&client.patch_destination("p", "e", "i", sample_patch()).send());
    is_send(&client.patch_destination("p", "e", "i", sample_patch()).into_future());
}

#[tokio::test]
async fn an_error_becomes_any_error_and_loses_nothing() {
    type Any = Box<dyn std::error::Error + Send + Sync>;
    async fn rename(client: Client) -> Result<Destination, Any> {
        Ok(client.patch_destination("p", "e", "i", sample_patch()).await?)
    }
    let server = Server::answering("409 Conflict", "application/json", r#"{"code":"c","message":"m"}"#);
    // A task of the runtime may go on on another thread.
    let error = tokio::spawn(rename(server.client())).await.unwrap().unwrap_err();
    let error: &Error<PatchDestinationError> = error.downcast_ref().unwrap();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(409));
    assert_eq!(error.raw_body().unwrap().as_ref(), br#"{"code":"c","message":"m"}"#);
}

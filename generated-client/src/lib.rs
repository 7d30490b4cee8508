//! A client for LaunchDarkly's REST API: the operation "Update Data Export destination".
//!
//! ```no_run
//! use generated_client::operations::PatchDestinationError;
//! use generated_client::types::{Destination, PatchOperation};
//! use generated_client::{AnyError, Client, Credentials, Error, Server};
//!
//! # async fn example(token: String) -> Result<(), AnyError> {
//! let client = Client::builder()
//!     .credentials(Credentials::api_key(token))
//!     .server(Server::Federal)
//!     .build()?;
//!
//! let patch = vec![PatchOperation::replace("/name", "nightly export")];
//! let destination: Destination = client
//!     .patch_destination("my-project", "production", "0123456789abcdef", patch.clone())
//!     .await?;
//! println!("{:?} is on: {:?}", destination.name, destination.on);
//!
//! match client.patch_destination("my-project", "production", "0123456789abcdef", patch).await {
//!     Ok(destination) => println!("{:?}", destination.version),
//!     Err(error) if error.is_rate_limited() => println!("retry after {:?}", error.retry_after()),
//!     Err(Error::Api(error)) => match error.body() {
//!         PatchDestinationError::Conflict(conflict) => println!("edit conflict: {}", conflict.message),
//!         _ => println!("{error}"),
//!     },
//!     Err(error) => return Err(error.into()),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! The changes of a destination are a [`DestinationUpdate`](types::DestinationUpdate), which these convert into:
//!
//! | format | argument |
//! |---|---|
//! | JSON Patch (RFC 6902) | a `Vec` or an array of [`PatchOperation`](types::PatchOperation)s |
//! | JSON merge patch (RFC 7386) | a [`MergePatch`](types::MergePatch): `MergePatch::default().name("nightly export").on(true)` |
//! | either with a comment | `patch.comment("…")`, by the trait [`WithComment`] or [`MergePatch::comment`](types::MergePatch::comment) |
//!
//! - The header `LD-API-Version` is `20240415` by default. [`ClientBuilder::header`] changes it for a client, and `header` of a
//!   request for that request.
//! - [`PatchDestinationHeaders`](operations::PatchDestinationHeaders) reads the rate limits of a response.
//! - The configuration of a destination holds keys and secrets. It appears in no `Debug` output, nor do the values of a patch.
//! - The access token is set when the client is built: see [`Credentials::api_key`]. It is sent unchanged in the header
//!   `Authorization`, and appears in no `Debug` output.
//! - Each error status that the API declares is a variant of
//!   [`PatchDestinationError`](operations::PatchDestinationError). Any other response is an [`Error::Response`], which
//!   keeps the status, the headers and the body. Every error has predicates such as [`Error::is_conflict`], and converts
//!   into [`AnyError`] with `?`.
//! - Redirects are not followed unless the builder says so, requests have a timeout, and the size of a response is limited:
//!   see [`ClientBuilder`].
//! - Without the default feature `reqwest`, a client needs a custom [`Transport`](runtime::Transport).

#[rustfmt::skip]
mod generated;
mod patch;

pub use generated::*;
pub use patch::WithComment;

/// Tests the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

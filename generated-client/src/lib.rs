//! A client for LaunchDarkly's REST API: the operation "Update Data Export destination".
//!
//! ```no_run
//! use generated_client::operations::PatchDestinationError;
//! use generated_client::types::{Destination, PatchOperation};
//! use generated_client::{Client, Credentials, Error, Server};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder(Credentials::api_key(std::env::var("LAUNCHDARKLY_ACCESS_TOKEN")?))
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
//!     Err(Error::Api(error)) => match error.body() {
//!         PatchDestinationError::Conflict(conflict) => println!("somebody else was first: {}", conflict.message),
//!         PatchDestinationError::TooManyRequests(_) => println!("wait {:?}", error.retry_after()),
//!         other => println!("{other}"),
//!     },
//!     Err(error) => return Err(error.into()),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! - The access token is given once, when the client is built. It travels in the header `Authorization` as it is,
//!   and appears in no log: see [`Credentials::api_key`].
//! - Every status that the document declares has a type of its own; see
//!   [`PatchDestinationError`](operations::PatchDestinationError). Whatever else comes back is an
//!   [`Error::Response`] that keeps status, headers and body.
//! - Redirects are not followed, every call has a timeout, and the size of an answer is bounded: see
//!   [`ClientBuilder`].
//! - Without the feature `reqwest`, which is on by default, a client needs a
//!   [`Transport`](runtime::Transport) of the caller's.

#[rustfmt::skip]
mod generated;
mod patch;

pub use generated::*;

/// The examples of the README are tested as those of the documentation are.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

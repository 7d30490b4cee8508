// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The runtime: the parts of the client that are the same for every API.
//!
//! - **Client.** A [`Client`] is built with a [`ClientBuilder`], from a server and [`Credentials`]. It sends requests through
//!   a [`Transport`]; `ReqwestTransport` is the default one, and `FetchTransport` on `wasm32-unknown-unknown`.
//! - **Requests.** A method of the client returns a request, which has a type for each [`Operation`]. Awaiting it sends it.
//!   [`Client::request`] is for endpoints that the API description lacks. A [`Body`] is bytes, text or a stream, a
//!   [`Part`] is a part of a multipart body, [`JsonItems`] are the items of a sequence such as JSON Lines, and [`PartItems`] those of
//!   a multipart body without names.
//! - **Retries.** A [`RetryPolicy`] says which attempts are retried, and [`Timeouts`] how long a call may take. A
//!   [`Middleware`] is around each attempt.
//! - **Responses.** Awaiting a request returns the decoded body, and its method `send` returns a [`Response`], which has the
//!   status and the headers too. A [`Paginator`] streams the items of all pages, an [`EventStream`] the events of a
//!   response, a [`PartStream`] its parts, and a [`ByteStream`] its bytes. [`Reconnect`] says when a stream of events reconnects.
//! - **Errors.** An [`Error`] has a variant for each kind of failure, and predicates such as [`Error::is_not_found`]. Every
//!   error of this crate converts into [`AnyError`] with `?`.
//! - **Tests.** The module `testing`, with the feature of that name, has a transport that responds without a server.
//! - **Webhooks.** With the feature `webhook-signatures`, the module `webhooks` verifies requests that the service sends.
//! - **Values.** [`json`] has JSON values of any kind, and [`mod@format`] the types of string formats.
//!
//! # Types of other crates
//!
//! Some public types are those of other crates: [`HeaderMap`], [`Method`] and [`StatusCode`] of `http` 1, [`Bytes`] of `bytes` 1,
//! the traits of `serde` 1, `serde_json` 1, and `http-body` 1 (whose `Body` is implemented for [`Body`]). Four crates have no
//! stable version yet, so that a new minor version of them is a breaking change here: `futures-core` 0.3 (`Stream`), `secrecy`
//! 0.10 ([`SecretString`]), `reqwest` 0.13, which only the functions of `ReqwestTransport` name, and `tower-service` 0.3, which
//! only `TowerTransport` names.

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
#[cfg(feature = "blocking")]
compile_error!(
    "the feature `blocking` needs threads, which `wasm32-unknown-unknown` does not have: await the calls instead"
);

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[cfg(feature = "blocking")]
pub(crate) mod blocking;
mod body;
mod client;
pub(crate) mod encode;
mod error;
mod exclusive;
pub mod format;
mod iterator;
pub mod json;
mod json_items;
mod media_type;
mod operation;
mod paginate;
mod platform;
mod rate_limit;
mod request;
mod response;
mod response_parts;
pub(crate) mod retry;
mod send;
#[cfg(feature = "testing")]
pub mod testing;
mod timeouts;
mod transport;
mod uuid;
#[cfg(feature = "webhook-signatures")]
pub mod webhooks;

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[cfg(feature = "blocking")]
pub use blocking::BlockingIter;
pub use body::{Body, BodyStream};
pub use bytes::Bytes;
pub use client::{Client, ClientBuilder, Credential, Credentials, ServerUrl, TokenProvider};
#[doc(hidden)]
pub use encode::Style;
pub use encode::{IntoPart, Multipart, Part, PartItems};
pub use error::{
    AnyError, ApiError, BuildError, Error, ErrorBody, RequestError, RequestErrorKind, ResponseError, ResponseErrorKind,
    TransportError, TransportErrorKind, UntypedBody,
};
pub use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
pub use json_items::JsonItems;
pub use operation::Operation;
pub use paginate::Paginator;
#[doc(hidden)]
pub use paginate::{NextPage, Pagination};
pub use rate_limit::RateLimit;
#[allow(unused_imports, reason = "most clients find the headers by the common names")]
pub(crate) use rate_limit::{RateLimitHeaders, ResetUnit};
pub use request::{CustomRequest, CustomResponse, EventRequest};
#[allow(unused_imports, reason = "an API may have no operations")]
pub(crate) use request::{IntoBuilder, RequestBuilder, impl_range, impl_reconnect, impl_request};
pub use response::{
    ByteStream, Event, EventError, EventStream, HeaderError, InvalidPart, JsonStream, JsonStreamError, PartErrorKind,
    PartStream, PartStreamError, ReceivedPart, Response,
};
#[doc(hidden)]
pub use response::{
    EventForm, RawPart, RawResponse, read_delimited_header, read_header, read_header_lines, read_json_header,
};
pub use retry::{Reconnect, RetryPolicy};
pub use secrecy::SecretString;
#[allow(unused_imports, reason = "an API may have no operations")]
pub(crate) use send::impl_send;
pub use send::{OutputFuture, ResponseFuture};
pub use timeouts::Timeouts;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
#[cfg(feature = "reqwest")]
pub use transport::FetchTransport;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[cfg(feature = "reqwest")]
pub use transport::ReqwestTransport;
#[cfg(feature = "tower")]
pub use transport::TowerTransport;
pub use transport::{Attempt, BoxFuture, Middleware, Next, Transport, TransportResult};

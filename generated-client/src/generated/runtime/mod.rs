// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The runtime: the parts of the client that are the same for every API.
//!
//! - A [`Client`] is built with a [`ClientBuilder`], from a server and [`Credentials`].
//! - A method of the client returns a request, whose type implements [`Operation`]. Awaiting the request sends it
//!   through the [`Transport`].
//! - The result is a [`Response`], or an [`Error`] with a variant for each kind of failure.
//! - [`json`] reads and writes JSON, and [`mod@format`] has the types of string formats.

mod body;
mod client;
pub(crate) mod encode;
mod error;
mod exclusive;
pub mod format;
pub mod json;
mod operation;
mod paginate;
mod request;
mod response;
mod response_parts;
mod send;
mod transport;

pub use body::{Body, BodyStream};
pub use bytes::Bytes;
pub use client::{Client, ClientBuilder, Credential, Credentials, ServerUrl, TokenProvider};
pub use encode::{Multipart, Part, Style};
pub use error::{
    AnyError, ApiError, BuildError, Error, ErrorBody, RequestError, ResponseError, ResponseErrorKind, TransportError,
    TransportErrorKind, UntypedBody,
};
pub use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
pub use operation::Operation;
pub use paginate::{NextPage, Pagination, Paginator};
pub use request::{CustomRequest, CustomResponse, EventRequest};
#[allow(unused_imports, reason = "an API may have no operations")]
pub(crate) use request::{FromBuilder, RequestBuilder, impl_request};
#[allow(unused_imports, reason = "an API may have no operations")]
pub(crate) use response::decode;
pub use response::{
    ByteStream, Event, EventError, EventForm, EventStream, HeaderError, RawResponse, Response, read_header,
    read_header_lines, read_json_header,
};
pub use secrecy::SecretString;
#[allow(unused_imports, reason = "an API may have no operations")]
pub(crate) use send::send;
#[cfg(feature = "reqwest")]
pub use transport::ReqwestTransport;
pub use transport::{BoxFuture, Transport};

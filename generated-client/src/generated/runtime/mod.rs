// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! What every call needs and no document decides: requests, answers, errors, credentials, and JSON.

mod base64;
mod body;
mod call;
mod client;
mod client_error;
mod credentials;
mod error;
mod events;
mod exclusive;
mod form;
mod items;
pub mod json;
mod multipart;
mod operation;
mod path;
mod reply;
mod request_error;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
mod response_error;
mod response_header;
mod stream;
mod style;
pub mod text;
mod transport;

pub use body::{Body, BodyStream};
pub use bytes::Bytes;
#[allow(unused_imports, reason = "not every API has bodies of several media types")]
pub(crate) use call::Call;
pub use client::{BuildError, Client, ClientBuilder, ServerUrl};
pub use client_error::{ClientError, ErrorBody};
pub use credentials::{Credential, Credentials, TokenProvider};
#[allow(unused_imports, reason = "an API may declare no refusals")]
pub(crate) use error::refusal;
pub use error::{ApiError, Error, write_variant};
pub use events::{Event, EventError, EventForm, EventStream};
pub use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
pub use items::{Items, Next, Pages};
pub use multipart::{Multipart, Part};
pub use operation::{Operation, Request, Response};
pub use reply::Reply;
pub use request_error::RequestError;
#[cfg(feature = "reqwest")]
pub use reqwest_transport::ReqwestTransport;
pub use response_error::{BodyProblem, ResponseError};
pub use response_header::{HeaderError, read_header, read_header_lines, read_json_header};
pub use secrecy::SecretString;
pub use stream::ByteStream;
pub use style::Style;
pub use transport::{BoxFuture, Transport, TransportError, TransportErrorKind};

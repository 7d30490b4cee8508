// Generated from an OpenAPI document. The next run of the generator undoes any change made here.

//! What every call needs and no document decides: requests, answers, errors, credentials, and JSON.

mod base64;
mod body;
mod call;
mod client;
mod client_error;
mod credentials;
mod error;
pub mod json;
mod operation;
mod path;
mod reply;
mod request_error;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
mod response_error;
pub mod text;
mod transport;

pub use body::{Body, BodyStream};
pub use client::{BuildError, Client, ClientBuilder, ServerUrl};
pub use client_error::{ClientError, ErrorBody};
pub use credentials::{Credential, Credentials};
pub use error::{ApiError, Error};
pub use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
pub use operation::{Operation, Request, Response};
pub use reply::Reply;
pub use request_error::RequestError;
#[cfg(feature = "reqwest")]
pub use reqwest_transport::ReqwestTransport;
pub use response_error::{BodyProblem, ResponseError};
pub use secrecy::SecretString;
pub use transport::{BoxFuture, Transport, TransportError, TransportErrorKind};

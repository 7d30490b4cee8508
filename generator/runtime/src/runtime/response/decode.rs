//! Decoding a response of an operation: what is the same for all operations.

use super::{ByteStream, RawResponse, Response};
use crate::runtime::{Error, Operation};

/// Decodes a response. Informational statuses, redirections and wrong ranges are errors of every operation.
pub(crate) fn decode<O: Operation>(mut response: RawResponse) -> Result<Response<O::Output>, Error<O::Error>> {
    match response.rejection() {
        Some(kind) => Err(response.into_error(kind).into()),
        None => O::decode(response),
    }
}

/// Returns a response that is not expected as an error, and its body if that is streamed.
pub(crate) fn decode_error(response: RawResponse) -> (Error, Option<ByteStream>) {
    let (mut response, bytes) = response.split_stream();
    let error = match response.rejection() {
        Some(kind) => response.into_error(kind).into(),
        None => response.untyped_error(),
    };
    (error, bytes)
}

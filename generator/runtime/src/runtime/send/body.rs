//! Reading a response body into memory.

use std::future::poll_fn;

use bytes::Bytes;

use super::deadline::Deadline;
use crate::runtime::{Body, ResponseErrorKind, TransportError};

/// Reads a body up to a maximum size. If it fails, the bytes that were received are returned with the error.
pub(super) async fn read_body(
    mut body: Body,
    limit: usize,
    deadline: &mut Deadline<'_>,
) -> (Bytes, Option<ResponseErrorKind>) {
    let mut received: Vec<u8> = Vec::new();
    let problem = loop {
        let chunk = match deadline.limit(Box::pin(poll_fn(|context| body.poll_chunk(context)))).await {
            Some(Some(Ok(chunk))) => chunk,
            Some(None) => break None,
            Some(Some(Err(error))) => break Some(ResponseErrorKind::Interrupted(error)),
            None => break Some(ResponseErrorKind::Interrupted(TransportError::timeout())),
        };
        let room = limit.saturating_sub(received.len());
        received.extend(chunk.iter().take(room));
        if chunk.len() > room {
            break Some(ResponseErrorKind::TooLarge { limit });
        }
    };
    (Bytes::from(received), problem)
}

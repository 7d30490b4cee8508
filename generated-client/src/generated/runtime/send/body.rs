// Generated from an OpenAPI document. The next run of the generator overwrites any change.

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
    // A body of one chunk is not copied.
    let (mut first, mut received) = (Bytes::new(), Vec::new());
    let problem = loop {
        let chunk = match deadline.limit(poll_fn(|context| body.poll_chunk(context))).await {
            Some(Some(Ok(chunk))) => chunk,
            Some(None) => break None,
            Some(Some(Err(error))) => break Some(ResponseErrorKind::Interrupted(error)),
            None => break Some(ResponseErrorKind::Interrupted(TransportError::timeout())),
        };
        let room = limit.saturating_sub(first.len()).saturating_sub(received.len());
        let fitting = chunk.slice(..chunk.len().min(room));
        match (first.is_empty(), received.is_empty()) {
            (true, true) => first = fitting,
            (false, _) => {
                received.extend_from_slice(&std::mem::take(&mut first));
                received.extend_from_slice(&fitting);
            }
            (true, false) => received.extend_from_slice(&fitting),
        }
        if chunk.len() > room {
            break Some(ResponseErrorKind::TooLarge { limit });
        }
    };
    (if received.is_empty() { first } else { Bytes::from(received) }, problem)
}

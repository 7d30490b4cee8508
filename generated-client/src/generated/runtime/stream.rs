// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Bodies that are handed over as they come, so that a download never stands in memory as a whole.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::exclusive::Exclusive;
use super::{Body, BodyProblem, BoxFuture, Transport, TransportError};

/// The bytes of an answer, piece by piece.
///
/// The time limit of a call is for each piece here, and not for all of them together: a download takes as long as it
/// takes, unless nothing comes any more.
pub struct ByteStream {
    body: Body,
    /// What measures how long nothing comes, and how long that may be.
    clock: Option<(Arc<dyn Transport>, Duration)>,
    limit: usize,
    timer: Option<Exclusive<BoxFuture<'static, ()>>>,
    is_over: bool,
}

impl ByteStream {
    pub(super) fn new(body: Body, transport: Arc<dyn Transport>, patience: Duration, limit: usize) -> Self {
        Self { body, clock: Some((transport, patience)), limit, timer: None, is_over: false }
    }

    /// A stream of what is there already.
    pub(super) fn of(bytes: Bytes) -> Self {
        let limit = bytes.len();
        Self { body: Body::from(bytes), clock: None, limit, timer: None, is_over: false }
    }

    /// How many bytes the client takes at once.
    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// The next piece; nothing at the end, and after an error.
    pub async fn next(&mut self) -> Option<Result<Bytes, TransportError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// All the bytes together.
    ///
    /// # Errors
    ///
    /// If the connection is lost, or if there are more bytes than the client takes at once.
    pub async fn bytes(mut self) -> Result<Bytes, BodyProblem> {
        let mut read: Vec<u8> = Vec::new();
        while let Some(piece) = self.next().await {
            let piece = piece.map_err(BodyProblem::Interrupted)?;
            if piece.len() > self.limit.saturating_sub(read.len()) {
                return Err(BodyProblem::TooLarge { limit: self.limit });
            }
            read.extend_from_slice(&piece);
        }
        Ok(Bytes::from(read))
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let stream = &mut *self;
        if stream.is_over {
            return Poll::Ready(None);
        }
        if let Poll::Ready(piece) = stream.body.poll_piece(context) {
            stream.timer = None;
            stream.is_over = !matches!(piece, Some(Ok(_)));
            return Poll::Ready(piece);
        }
        let Some((transport, patience)) = &stream.clock else { return Poll::Pending };
        let timer = stream.timer.get_or_insert_with(|| Exclusive::new(transport.sleep(*patience)));
        match timer.get_mut().as_mut().poll(context) {
            Poll::Ready(()) => {
                stream.is_over = true;
                Poll::Ready(Some(Err(TransportError::timeout())))
            }
            Poll::Pending => Poll::Pending,
        }
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ByteStream")
    }
}

//! Streamed response bodies, which are never in memory as a whole.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use crate::runtime::exclusive::Exclusive;
use crate::runtime::{Body, BoxFuture, ResponseErrorKind, Transport, TransportError};

/// A streamed response body: a [`Stream`] of chunks.
///
/// The idle time of [`Timeouts`](crate::runtime::Timeouts) limits the time between two chunks. The whole body may take any time.
pub struct ByteStream {
    body: Body,
    idle_timeout: Option<IdleTimeout>,
    limit: usize,
    is_done: bool,
}

/// The time between two chunks, after which the stream fails.
struct IdleTimeout {
    transport: Arc<dyn Transport>,
    duration: Duration,
    /// The timer, which runs while a chunk is awaited.
    timer: Option<Exclusive<BoxFuture<'static, ()>>>,
}

impl ByteStream {
    pub(crate) fn new(body: Body, transport: Arc<dyn Transport>, idle_timeout: Duration, limit: usize) -> Self {
        let idle_timeout = IdleTimeout { transport, duration: idle_timeout, timer: None };
        Self { body, idle_timeout: Some(idle_timeout), limit, is_done: false }
    }

    /// Creates a stream of bytes that are in memory already.
    pub(crate) fn from_bytes(bytes: Bytes) -> Self {
        let limit = bytes.len();
        Self { body: Body::from(bytes), idle_timeout: None, limit, is_done: false }
    }

    /// Returns the maximum number of bytes to buffer.
    pub(crate) fn limit(&self) -> usize {
        self.limit
    }

    /// Returns the next chunk, or `None` at the end of the body and after an error.
    pub async fn next(&mut self) -> Option<Result<Bytes, TransportError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Reads the whole body into memory.
    ///
    /// # Errors
    ///
    /// Returns [`ResponseErrorKind::Interrupted`] if the connection is lost, and [`ResponseErrorKind::TooLarge`] if the
    /// body is larger than [`ClientBuilder::max_body_size`](crate::runtime::ClientBuilder::max_body_size).
    pub async fn bytes(mut self) -> Result<Bytes, ResponseErrorKind> {
        let mut read: Vec<u8> = Vec::new();
        while let Some(chunk) = self.next().await {
            let chunk = chunk.map_err(ResponseErrorKind::Interrupted)?;
            if chunk.len() > self.limit.saturating_sub(read.len()) {
                return Err(ResponseErrorKind::TooLarge { limit: self.limit });
            }
            read.extend_from_slice(&chunk);
        }
        Ok(Bytes::from(read))
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let stream = &mut *self;
        if stream.is_done {
            return Poll::Ready(None);
        }
        if let Poll::Ready(chunk) = stream.body.poll_chunk(context) {
            if let Some(idle_timeout) = &mut stream.idle_timeout {
                idle_timeout.timer = None;
            }
            stream.is_done = !matches!(chunk, Some(Ok(_)));
            return Poll::Ready(chunk);
        }
        let Some(IdleTimeout { transport, duration, timer }) = &mut stream.idle_timeout else { return Poll::Pending };
        let timer = timer.get_or_insert_with(|| Exclusive::new(transport.timeout(*duration)));
        match timer.get_mut().as_mut().poll(context) {
            Poll::Ready(()) => {
                stream.is_done = true;
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

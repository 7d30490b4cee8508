//! The bodies of requests and responses as `http_body` has them, for the transports that use it.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use futures_core::Stream;
use http_body::{Frame, SizeHint};

use crate::runtime::{Body, TransportError};

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        self.poll_chunk(context).map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.as_bytes().is_some_and(Bytes::is_empty)
    }

    fn size_hint(&self) -> SizeHint {
        let length = self.as_bytes().and_then(|bytes| u64::try_from(bytes.len()).ok());
        length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// Returns a response whose body is one of `http_body`, with the errors of the body converted.
pub(super) fn into_response<B>(
    response: http::Response<B>,
    convert: fn(B::Error) -> TransportError,
) -> http::Response<Body>
where
    B: http_body::Body + Unpin + Send + 'static,
{
    response.map(|body| Body::stream(Box::pin(ResponseBody { body, convert })))
}

/// A response body, as a stream of chunks.
struct ResponseBody<B: http_body::Body> {
    body: B,
    convert: fn(B::Error) -> TransportError,
}

impl<B: http_body::Body + Unpin> Stream for ResponseBody<B> {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err((self.convert)(error)))),
                // Any other frame holds trailers, which are ignored.
                Some(Ok(frame)) => {
                    if let Ok(mut data) = frame.into_data() {
                        let length = data.remaining();
                        return Poll::Ready(Some(Ok(data.copy_to_bytes(length))));
                    }
                }
            }
        }
    }
}

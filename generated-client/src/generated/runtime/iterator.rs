// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! An iterator as a stream, for the items of a request body.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[cfg(feature = "blocking")]
use super::blocking;

/// An iterator as a stream.
pub(crate) struct Iter<I> {
    items: I,
    /// Whether the stream was pending since the last item, if the iterator may wait.
    #[cfg_attr(not(feature = "blocking"), allow(dead_code, reason = "only an iterator of a blocking call may wait"))]
    has_yielded: bool,
}

impl<I: Iterator> Iter<I> {
    pub(crate) fn new(items: impl IntoIterator<IntoIter = I>) -> Self {
        Self { items: items.into_iter(), has_yielded: false }
    }
}

// The iterator is never pinned.
impl<I> Unpin for Iter<I> {}

impl<I: Iterator> Stream for Iter<I> {
    type Item = I::Item;

    #[cfg_attr(not(feature = "blocking"), allow(unused_variables, reason = "the stream is never pending"))]
    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<I::Item>> {
        let stream = &mut *self;
        #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
        #[cfg(feature = "blocking")]
        if blocking::is_worker() {
            // The connection sends what it has received when the stream is pending, and the next item may come much later.
            if !std::mem::replace(&mut stream.has_yielded, true) {
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            stream.has_yielded = false;
            return Poll::Ready(blocking::in_place(|| stream.items.next()));
        }
        Poll::Ready(stream.items.next())
    }
}

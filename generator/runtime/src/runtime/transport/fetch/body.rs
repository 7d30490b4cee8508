//! The body of a response, as a stream of chunks.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::{Reflect, Uint8Array};
use web_sys::wasm_bindgen::{JsCast, JsValue};
use web_sys::{ReadableStream, ReadableStreamDefaultReader};

use super::{Abort, failed};
use crate::runtime::TransportError;

/// The body of a response. The rest of it is not received after the body is dropped.
pub(super) struct ResponseBody {
    reader: ReadableStreamDefaultReader,
    /// The chunk that is being read.
    reading: Option<JsFuture>,
    /// Whether the body has ended, or failed.
    is_over: bool,
    _abort: Abort,
}

impl ResponseBody {
    /// Creates a body. `abort` ends the request when the body is dropped.
    pub(super) fn new(stream: &ReadableStream, abort: Abort) -> Self {
        // Without arguments, the method returns a default reader.
        let reader = stream.get_reader().unchecked_into();
        Self { reader, reading: None, is_over: false, _abort: abort }
    }
}

impl Stream for ResponseBody {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.is_over {
            return Poll::Ready(None);
        }
        let body = &mut *self;
        let reading = body.reading.get_or_insert_with(|| JsFuture::from(body.reader.read()));
        let read = ready!(Pin::new(reading).poll(context));
        self.reading = None;
        let chunk = read.and_then(|result| chunk(&result)).map_err(|error| failed(&error)).transpose();
        self.is_over = !matches!(chunk, Some(Ok(_)));
        Poll::Ready(chunk)
    }
}

/// Returns the chunk that was read, or `None` at the end of the body.
fn chunk(result: &JsValue) -> Result<Option<Bytes>, JsValue> {
    if Reflect::get(result, &"done".into())?.is_truthy() {
        return Ok(None);
    }
    let value = Reflect::get(result, &"value".into())?;
    let chunk: Uint8Array = value.dyn_into().unwrap_or_else(|other| Uint8Array::new(&other));
    Ok(Some(Bytes::from(chunk.to_vec())))
}

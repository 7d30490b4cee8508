// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Calls that block the thread, for programs without an asynchronous runtime.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;

use bytes::Bytes;
use futures_core::Stream;
use tokio::runtime::{Builder, Handle, Runtime, RuntimeFlavor};

use super::json::Json;
use super::{
    ByteStream, Error, Event, EventError, EventStream, JsonStream, JsonStreamError, Operation, Paginator, PartStream,
    PartStreamError, ReceivedPart, TransportError, TransportErrorKind,
};

/// Wakes a thread that waits for a future.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Waits for a future.
///
/// The thread polls the future itself. The connections and the timers are those of a runtime with one thread, which all clients
/// share and which exists until the program ends. So this works on a thread of another runtime too, which it blocks. A runtime with
/// a single thread is an error: it may have opened the connection that the call uses, and could not drive it then.
pub(crate) fn block_on<F: Future>(future: F) -> Result<F::Output, TransportError> {
    let is_single = |handle: Handle| handle.runtime_flavor() == RuntimeFlavor::CurrentThread;
    if Handle::try_current().is_ok_and(is_single) {
        let message = "a call cannot block the only thread of an asynchronous runtime: await it instead";
        return Err(TransportError::new(TransportErrorKind::Rejected, message));
    }
    let _context = runtime()?.enter();
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return Ok(output),
            Poll::Pending => std::thread::park(),
        }
    }
}

/// Returns the runtime, or an error if the operating system gives no thread for it.
fn runtime() -> Result<&'static Runtime, TransportError> {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    static BUILDING: Mutex<()> = Mutex::new(());
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime);
    }
    // One thread builds it: a second runtime would have to be dropped, which panics within another runtime.
    let _building = BUILDING.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime);
    }
    let mut builder = Builder::new_multi_thread();
    builder.worker_threads(1).thread_name("api-client").enable_all().on_thread_start(|| IS_WORKER.set(true));
    let built = builder.build();
    let built = built.map_err(|error| TransportError::new(TransportErrorKind::Other, error))?;
    Ok(RUNTIME.get_or_init(|| built))
}

thread_local! {
    /// Whether the thread is one of the runtime.
    static IS_WORKER: Cell<bool> = const { Cell::new(false) };
}

/// Returns whether the thread is one of the runtime, which connections of blocking calls have.
pub(crate) fn is_worker() -> bool {
    IS_WORKER.get()
}

/// Calls a function that may block a thread of the runtime. Another thread continues the other calls.
pub(crate) fn in_place<T>(function: impl FnOnce() -> T) -> T {
    tokio::task::block_in_place(function)
}

/// A stream as an iterator that blocks the thread until the next item. The method `into_iter` of a stream returns it.
#[derive(Debug)]
pub struct BlockingIter<S> {
    stream: Option<S>,
}

impl<S, T, E> Iterator for BlockingIter<S>
where
    S: Stream<Item = Result<T, E>> + Unpin,
    E: From<TransportError>,
{
    type Item = Result<T, E>;

    fn next(&mut self) -> Option<Self::Item> {
        let stream = self.stream.as_mut()?;
        match block_on(poll_fn(|context| Pin::new(&mut *stream).poll_next(context))) {
            Ok(item) => item,
            // Without a runtime, no further item can be received.
            Err(error) => {
                self.stream = None;
                Some(Err(E::from(error)))
            }
        }
    }
}

/// The items, each of which is waited for.
impl<O: Operation, T: Json + Unpin> IntoIterator for Paginator<O, T> {
    type IntoIter = BlockingIter<Self>;
    type Item = Result<T, Error<O::Error>>;

    fn into_iter(self) -> Self::IntoIter {
        BlockingIter { stream: Some(self) }
    }
}

/// The events, each of which is waited for.
impl<T: Json> IntoIterator for EventStream<T> {
    type IntoIter = BlockingIter<Self>;
    type Item = Result<Event<T>, EventError>;

    fn into_iter(self) -> Self::IntoIter {
        BlockingIter { stream: Some(self) }
    }
}

/// The items, each of which is waited for.
impl<T: Json> IntoIterator for JsonStream<T> {
    type IntoIter = BlockingIter<Self>;
    type Item = Result<T, JsonStreamError>;

    fn into_iter(self) -> Self::IntoIter {
        BlockingIter { stream: Some(self) }
    }
}

/// The parts, each of which is waited for.
impl<T> IntoIterator for PartStream<T> {
    type IntoIter = BlockingIter<Self>;
    type Item = Result<ReceivedPart<T>, PartStreamError>;

    fn into_iter(self) -> Self::IntoIter {
        BlockingIter { stream: Some(self) }
    }
}

/// The chunks, each of which is waited for.
impl IntoIterator for ByteStream {
    type IntoIter = BlockingIter<Self>;
    type Item = Result<Bytes, TransportError>;

    fn into_iter(self) -> Self::IntoIter {
        BlockingIter { stream: Some(self) }
    }
}

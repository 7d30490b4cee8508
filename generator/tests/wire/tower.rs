//! Reads the tower, alone and as a response, on a thread with a small stack.

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tower::runtime::{Body, BoxFuture, Transport, TransportError};
use tower::types::{Level0, Step0, Step1, Step2, Step50, Turn0};
use tower::Client;

const TEXT: &str = include_str!("tower.json");

/// The stack size of the thread.
const STACK: usize = 256 * 1024;

fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(STACK).spawn(work).unwrap().join().unwrap();
}

#[test]
fn the_tower_is_read_and_written() {
    on_a_small_stack(|| {
        let tower: Level0 = serde_json::from_str(TEXT).unwrap();
        assert!(size_of_val(&tower) <= 1024);
        let copy = tower.clone();
        assert_eq!(tower, copy);
        assert_eq!(serde_json::to_string(&copy).unwrap().len(), TEXT.len());
    });
}

/// The compiler derives auto traits from all fields of a type, and fails for a chain of more than 128 types. rustdoc
/// does the same for every type.
#[test]
fn the_auto_traits_of_a_long_cycle_are_found() {
    fn is_shareable<T: Send + Sync + std::panic::UnwindSafe + std::panic::RefUnwindSafe>() {}
    is_shareable::<Step0>();
    is_shareable::<Step50>();
    is_shareable::<Turn0>();
}

/// A crate that depends on the client has its own recursion limit, and keeps values across an `.await`.
#[test]
fn a_task_may_keep_values_of_a_long_cycle() {
    let client = Client::builder().server("http://localhost").transport(Fake).build().unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let task = runtime.spawn(async move {
        let step = client.post_step(Step0::default()).await.unwrap();
        let turn = client.post_turn(Turn0::default()).await.unwrap();
        tokio::task::yield_now().await;
        (step, turn)
    });
    let (step, turn) = runtime.block_on(task).unwrap();
    assert_eq!((step, turn), (Step0::default(), Turn0::default()));
}

#[test]
fn values_of_a_long_cycle_are_created_and_read() {
    let step = Step0::default().next(Step1::default().next(Step2::default()));
    let text = r#"{"next":{"next":{}}}"#;
    assert_eq!(serde_json::to_string(&step).unwrap(), text);
    let read: Step0 = serde_json::from_str(text).unwrap();
    assert_eq!(read, step);
    assert_eq!(read.clone().next.unwrap().next.as_deref(), Some(&Step2::default()));
    let text = r#"{"next":[{"next":{"a":{"next":[]}}}]}"#;
    let turn: Turn0 = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&turn).unwrap(), text);
    assert_eq!(turn.clone(), turn);
}

/// A transport whose response is the tower.
struct Fake;

impl Transport for Fake {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async { Ok(http::Response::new(Body::from(TEXT))) })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

#[test]
fn a_request_returns_the_tower() {
    on_a_small_stack(|| {
        let client = Client::builder().server("http://localhost").transport(Fake).build().unwrap();
        let call = client.get_tower().send();
        assert!(size_of_val(&call) <= 4096);
        let mut call = pin!(call);
        let Poll::Ready(response) = call.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
            panic!("the response is not ready")
        };
        assert_eq!(response.unwrap().into_body().id, "0");
        let call = client.get_tower().into_future();
        assert!(size_of_val(&call) <= 4096);
    });
}

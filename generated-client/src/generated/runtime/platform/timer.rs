// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Timers of JavaScript: `setTimeout`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use send_wrapper::SendWrapper;
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::{Function, Promise};
use web_sys::wasm_bindgen::JsValue;

use super::javascript::global_property;
use crate::runtime::BoxFuture;

/// The longest time of a timer in milliseconds. A timer with a longer one expires at once.
const MAX: u128 = 0x7fff_ffff;

/// Returns a future that resolves after a duration.
///
/// It resolves at once where there are no timers, so that a call ends with a timeout there. Without them, a call could never end.
pub(crate) fn sleep(duration: Duration) -> BoxFuture<'static, ()> {
    // A timer never expires early.
    let mut remaining = duration.as_nanos().div_ceil(1_000_000);
    let mut timer = Timer::start(&mut remaining);
    Box::pin(SendWrapper::new(async move {
        while let Some(running) = timer {
            running.await;
            timer = Timer::start(&mut remaining);
        }
    }))
}

/// A timer that runs. It is cleared when it is dropped: the timer of a timeout would keep a program in Node.js alive.
struct Timer {
    id: JsValue,
    expired: JsFuture,
}

impl Timer {
    /// Starts a timer for the remaining milliseconds, as far as one can run, and subtracts them. Returns `None` if none remain.
    fn start(remaining: &mut u128) -> Option<Self> {
        let milliseconds = u32::try_from((*remaining).min(MAX)).ok().filter(|milliseconds| *milliseconds > 0)?;
        *remaining = remaining.saturating_sub(milliseconds.into());
        let set_timeout = global_property::<Function>("setTimeout")?;
        let mut started = None;
        let promise = Promise::new(&mut |resolve, _reject| {
            started = set_timeout.call2(&JsValue::UNDEFINED, &resolve, &milliseconds.into()).ok();
        });
        Some(Self { id: started?, expired: JsFuture::from(promise) })
    }
}

impl Future for Timer {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        Pin::new(&mut self.expired).poll(context).map(|_result| ())
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(clear_timeout) = global_property::<Function>("clearTimeout") {
            // The function ignores a timer that has expired.
            let _ = clear_timeout.call1(&JsValue::UNDEFINED, &self.id);
        }
    }
}

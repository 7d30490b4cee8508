//! The message and the place of a panic, without printing it.

use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::sync::{Mutex, PoisonError};

/// The last panic. The stages of the generator run on threads of their own, so it is not a variable of a thread.
static LAST: Mutex<Option<String>> = Mutex::new(None);

/// Keeps the panics of this process, and prints none.
pub fn keep() {
    std::panic::set_hook(Box::new(|panic| {
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(describe(panic));
    }));
}

fn describe(panic: &PanicHookInfo<'_>) -> String {
    let payload = panic.payload();
    let message = payload.downcast_ref::<&str>().copied();
    let message = message.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message");
    let place = panic.location().map(|place| format!(" at {}:{}", place.file(), place.line()));
    format!("panic: {message}{}", place.unwrap_or_default())
}

/// Runs a function.
///
/// # Errors
///
/// Returns the message and the place if the function panics.
pub fn catch<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(run)).map_err(|_| {
        let last = LAST.lock().unwrap_or_else(PoisonError::into_inner).take();
        last.unwrap_or_else(|| "panic".to_owned())
    })
}

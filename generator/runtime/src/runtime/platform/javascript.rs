//! The time, random numbers and timers of JavaScript, on `wasm32-unknown-unknown`.

use std::time::{Duration, SystemTime};

use web_sys::js_sys::{Date, Function, Math, Reflect, Uint8Array, global};
use web_sys::wasm_bindgen::{JsCast, JsValue};

/// Returns the current time.
pub(crate) fn now() -> SystemTime {
    let since_epoch = Duration::try_from_secs_f64(Date::now() / 1000.0).unwrap_or_default();
    SystemTime::UNIX_EPOCH.checked_add(since_epoch).unwrap_or(SystemTime::UNIX_EPOCH)
}

/// Returns a random number: one of `crypto.getRandomValues`, or of `Math.random` where there is no `crypto`.
pub(crate) fn random() -> u64 {
    match crypto_random() {
        Some(bytes) => u64::from_le_bytes(bytes),
        None => math_random() << 32 | math_random(),
    }
}

fn crypto_random() -> Option<[u8; 8]> {
    let crypto: JsValue = global_property("crypto")?;
    let get_random_values: Function = Reflect::get(&crypto, &"getRandomValues".into()).ok()?.dyn_into().ok()?;
    let array = Uint8Array::new_with_length(8);
    get_random_values.call1(&crypto, &array).ok()?;
    let mut bytes = [0; 8];
    array.copy_to(&mut bytes);
    Some(bytes)
}

/// Returns a random number of 32 bits.
fn math_random() -> u64 {
    // A conversion of a float to an integer truncates.
    (Math::random() * 4_294_967_296.0) as u64
}

/// Returns a property of the global object. A window, a worker and Node.js have different types of global objects.
pub(crate) fn global_property<T: JsCast>(name: &str) -> Option<T> {
    Reflect::get(&global(), &name.into()).ok()?.dyn_into().ok()
}

//! What the client needs of its platform: the time, random numbers, and timers.
//!
//! The other modules use these functions alone. On `wasm32-unknown-unknown`, the functions of the standard library for the
//! time panic, and those for random numbers return the same numbers in every process.

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod javascript;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
mod native;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
#[cfg(any(feature = "reqwest", feature = "tower"))]
mod timer;

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
#[cfg(feature = "reqwest")]
pub(crate) use self::javascript::global_property;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub(crate) use self::javascript::{now, random};
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[cfg(any(feature = "reqwest", feature = "tower"))]
pub(crate) use self::native::sleep;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(crate) use self::native::{now, random};
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
#[cfg(any(feature = "reqwest", feature = "tower"))]
pub(crate) use self::timer::sleep;

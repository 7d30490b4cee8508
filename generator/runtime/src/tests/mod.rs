//! Tests of the runtime. They are outside of it, so that they are not copied into clients.
#![allow(dead_code, unreachable_pub, reason = "the tests use some of the methods that every request type has")]

mod auto_traits;
#[cfg(feature = "blocking")]
mod blocking;
mod calls;
mod custom;
mod errors;
mod escapes;
mod faults;
mod format;
mod json;
mod json_items;
mod json_stream;
mod json_text;
mod middleware;
mod numbers;
mod pagination;
mod parse;
mod part_items;
mod part_positions;
mod part_stream;
mod query;
mod range;
mod rate_limit;
mod reading;
mod reconnect;
mod redirects;
mod retry;
mod retry_properties;
mod settings;
mod streams;
mod support;
#[cfg(feature = "testing")]
mod testing;
#[cfg(feature = "tower")]
mod tower;
mod union;
mod value;
#[cfg(feature = "webhook-signatures")]
mod webhooks;

//! Tests of code that uses the client, without a server. The Cargo feature `testing` enables this module.
//!
//! [`MockTransport`] is a [`Transport`](crate::runtime::Transport) that a test scripts. The expected request is the one that the
//! client makes, so the compiler checks the arguments and the response:
//!
//! ```text
//! #[tokio::test]
//! async fn a_pet_is_renamed() {
//!     let mock = MockTransport::new();
//!     let client = Client::builder().transport(mock.clone()).build().unwrap();
//!     let update = PetUpdate::new().name("Max");
//!
//!     // The first attempt fails, and the client retries it.
//!     mock.expect(client.pets().get(7)).fail(TransportErrorKind::Connect);
//!     mock.expect(client.pets().get(7)).respond(&Pet::new(7, "Rex"));
//!     mock.expect(client.pets().update(7, &update)).respond_error(409, &Problem::new("the name is in use"));
//!
//!     assert!(!rename(&client, 7, "Max").await);
//!     mock.verify();
//! }
//! ```
//!
//! - **The response** is a value, [`respond`](Expectation::respond), or JSON, [`respond_json`](Expectation::respond_json), an error that the API declares,
//!   [`respond_error`](Expectation::respond_error), or a [`MockResponse`] of any status, headers and body, which may be cut off
//!   or stall. A request may [`fail`](Expectation::fail) or [`stall`](Expectation::stall) too.
//! - **A request that meets no expectation** is an error of the call, and it is not retried. [`MockTransport::verify`] panics with its difference from
//!   the nearest expectation: `- query page=1` is expected, `+ query page=2` is sent.
//! - **Recordings.** [`RecordingTransport`] writes the exchanges with a service to a file, without secrets, and [`ReplayTransport`]
//!   responds from it.
//! - **Time** is virtual: the waits between attempts and the timeouts take no real time. [`MockTransport::elapsed`] returns
//!   it. It starts at 2026-01-01T00:00:00Z.

mod clock;
mod content;
mod difference;
mod expectation;
mod find;
mod mock;
mod origin;
mod pattern;
mod record;
mod recording;
mod redaction;
mod replay;
mod response;
mod script;
mod sent;

pub use self::expectation::{Expectation, ExpectedRequest};
pub use self::mock::MockTransport;
pub(crate) use self::origin::Origin;
pub use self::record::RecordingTransport;
pub use self::replay::ReplayTransport;
pub use self::response::MockResponse;
pub use self::sent::SentRequest;

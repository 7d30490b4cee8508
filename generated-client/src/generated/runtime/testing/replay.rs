// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! A transport that responds from a recording.

use std::path::Path;
use std::time::{Duration, SystemTime};
use std::{fs, io};

use super::mock::MockTransport;
use super::recording::read_file;
use super::sent::SentRequest;
use crate::runtime::{Body, BoxFuture, Transport, TransportResult};

/// A transport that responds from a file that a [`RecordingTransport`](super::RecordingTransport) has written.
///
/// ```text
/// let replay = ReplayTransport::open("tests/recordings/pets.json")?;
/// let client = Client::builder().transport(replay.clone()).build()?;
/// ```
///
/// Equal requests are responded to in the order in which they were recorded. What is compared is what
/// [`MockTransport::expect`] compares, without cookies and without what was removed as a secret. A request that is not in the
/// file, or that is sent more often than it was recorded, is an error with the difference from the nearest request.
///
/// Time is virtual. A clone is the same transport.
#[derive(Clone, Debug)]
pub struct ReplayTransport {
    mock: MockTransport,
}

impl ReplayTransport {
    /// Reads a recording.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read, or if it is not a recording.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let text = fs::read_to_string(path)?;
        let expected = read_file(&text, &path.display().to_string());
        let expected = expected.map_err(|message| io::Error::new(io::ErrorKind::InvalidData, message))?;
        Ok(Self { mock: MockTransport::lenient(expected) })
    }

    /// Returns the requests that were sent, each attempt of a call for itself.
    #[must_use]
    pub fn requests(&self) -> Vec<SentRequest> {
        self.mock.requests()
    }

    /// Returns the virtual time that has passed, as [`MockTransport::elapsed`] does.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.mock.elapsed()
    }

    /// Asserts that every recorded request was sent, and no other one.
    ///
    /// # Panics
    ///
    /// Panics otherwise, as [`MockTransport::verify`] does.
    #[track_caller]
    pub fn verify(&self) {
        self.mock.verify();
    }
}

impl Transport for ReplayTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, TransportResult> {
        self.mock.send(request)
    }

    fn now(&self) -> SystemTime {
        self.mock.now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.mock.sleep(duration)
    }

    fn timeout(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.mock.timeout(duration)
    }

    fn random(&self) -> u64 {
        self.mock.random()
    }
}

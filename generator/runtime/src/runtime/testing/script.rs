//! The expectations of a transport for tests, and which of them a request meets.

use std::fmt::Write as _;

use super::difference::{differences, is_equal};
use super::pattern::Pattern;
use super::response::MockResponse;
use super::sent::SentRequest;
use crate::runtime::TransportErrorKind;

/// What happens to a request that meets an expectation.
#[derive(Clone, Debug)]
pub(super) enum Planned {
    Respond(MockResponse),
    Fail(TransportErrorKind, String),
    Stall,
}

/// An expectation.
pub(super) struct Expected {
    /// The id of the operation.
    pub(super) operation: String,
    /// What is compared of the request. `None` if any request of the operation meets the expectation.
    pub(super) pattern: Option<Pattern>,
    /// Where the expectation is made.
    pub(super) place: String,
    pub(super) planned: Planned,
    /// How many requests are still expected.
    pub(super) left: u32,
}

impl Expected {
    fn describe(&self) -> String {
        match &self.pattern {
            Some(pattern) => format!("`{}`: {}", self.operation, pattern.line()),
            None => format!("`{}` with any arguments", self.operation),
        }
    }
}

/// The expectations, and the requests.
#[derive(Default)]
pub(super) struct Script {
    pub(super) expected: Vec<Expected>,
    pub(super) requests: Vec<SentRequest>,
    /// The messages of the requests that met no expectation.
    pub(super) unexpected: Vec<String>,
}

impl Script {
    /// Returns what happens to a request. Expectations of the exact request precede those of any request of its operation.
    ///
    /// # Errors
    ///
    /// Returns the difference from the nearest expectation if the request meets none.
    pub(super) fn receive(&mut self, sent: SentRequest, pattern: &Pattern) -> Result<Planned, String> {
        let is_exact = |expected: &Expected| {
            is_equal(&expected.operation, sent.operation())
                && expected.pattern.as_ref().is_some_and(|expected| differences(expected, pattern).is_empty())
        };
        let is_any =
            |expected: &Expected| expected.pattern.is_none() && is_equal(&expected.operation, sent.operation());
        let position = |meets: &dyn Fn(&Expected) -> bool| {
            self.expected.iter().position(|expected| expected.left > 0 && meets(expected))
        };
        let index = position(&is_exact).or_else(|| position(&is_any));
        let Some(expected) = index.and_then(|index| self.expected.get_mut(index)) else {
            let message = self.explain(&sent, pattern);
            self.requests.push(sent);
            self.unexpected.push(message.clone());
            return Err(message);
        };
        expected.left = expected.left.saturating_sub(1);
        let planned = expected.planned.clone();
        self.requests.push(sent);
        Ok(planned)
    }

    /// Returns the message of a request that meets no expectation.
    fn explain(&self, sent: &SentRequest, pattern: &Pattern) -> String {
        let mut message = format!("unexpected request of `{}`: {}", sent.operation(), pattern.line());
        // A test that expects one attempt is not aware of the retries.
        if sent.attempt() > 1 {
            message.push_str(&format!(" (attempt {}, since the client retries the request)", sent.attempt()));
        }
        let difference = |expected: &Expected| {
            let lines = expected.pattern.as_ref().map(|expected| differences(expected, pattern)).unwrap_or_default();
            // Any expectation of the same operation is nearer than one of another operation.
            (!is_equal(&expected.operation, sent.operation()), lines)
        };
        let is_same = |expected: &&Expected| {
            let (is_other, lines) = difference(expected);
            !is_other && lines.is_empty()
        };
        // Writing to a string never fails.
        if let Some(met) = self.expected.iter().find(is_same) {
            let _ = write!(message, "\nall requests that are expected at {} were sent before", met.place);
            return message;
        }
        let left = self.expected.iter().filter(|expected| expected.left > 0 && expected.pattern.is_some());
        let nearest = left.map(|expected| (difference(expected), expected));
        let nearest = nearest.min_by_key(|((is_other, lines), _)| (*is_other, lines.len()));
        match nearest {
            None => message.push_str("\nno other request is expected"),
            Some(((true, _), expected)) => {
                let _ = write!(
                    message,
                    "\nno request of this operation is expected; the nearest one is of {}",
                    expected.describe()
                );
            }
            Some(((false, lines), expected)) => {
                let _ =
                    write!(message, "\ndifference from the nearest request, which is expected at {}:", expected.place);
                lines.iter().for_each(|line| {
                    let _ = write!(message, "\n{line}");
                });
            }
        }
        message
    }

    /// Returns what is wrong: unexpected requests, and expected ones that were not sent.
    pub(super) fn problems(&self) -> Option<String> {
        let mut problems = self.unexpected.clone();
        for expected in self.expected.iter().filter(|expected| expected.left > 0) {
            let times = if expected.left > 1 { format!(" ({} times)", expected.left) } else { String::new() };
            problems.push(format!("not sent{times}: {}, expected at {}", expected.describe(), expected.place));
        }
        (!problems.is_empty()).then(|| problems.join("\n\n"))
    }
}

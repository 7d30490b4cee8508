//! The statuses of an arm, and their labels in documentation.

use crate::api::Status;

/// The first and the last status of an arm; `None` for every other status.
pub(crate) fn statuses(status: Status) -> Option<(u16, u16)> {
    match status {
        Status::Code(code) => Some((code, code)),
        Status::Range(digit) => {
            let first = u16::from(digit).saturating_mul(100);
            Some((first, first.saturating_add(99)))
        }
        Status::Default => None,
    }
}

/// The label of a status in documentation.
pub(crate) fn status_label(status: Status) -> String {
    match status {
        Status::Code(code) => format!("Status {code}"),
        Status::Range(digit) => format!("Status {digit}00 to {digit}99"),
        Status::Default => "Any other status".to_owned(),
    }
}

/// The label of a status in a list of error statuses.
pub(crate) fn error_label(status: Status, count: usize) -> String {
    match status {
        Status::Default if count == 1 => "Any error status".to_owned(),
        status => status_label(status),
    }
}

//! The status 206 Partial Content (RFC 9110, section 15.3.7): the response to a request for a range of bytes, which few documents
//! declare.

use crate::rust::{MediaTypeArm, Outcome, ResponseBody, StatusArm};

const OK: u16 = 200;
const PARTIAL_CONTENT: u16 = 206;

/// Reads the status 206 as 200 if it is not declared. `arms` are in the order in which they are matched. Returns whether its body is
/// a stream of bytes, so that a request may ask for a range of them.
pub(crate) fn plan_partial_content(arms: &mut Vec<StatusArm>) -> bool {
    let position = |arms: &[StatusArm], status: u16| {
        arms.iter().position(|arm| arm.statuses.is_some_and(|(first, last)| (first..=last).contains(&status)))
    };
    if let Some(declared) = position(arms, PARTIAL_CONTENT) {
        return arms.get(declared).is_some_and(is_download);
    }
    let Some(whole) = position(arms, OK) else { return false };
    let Some(arm) = arms.get(whole).filter(|arm| is_download(arm)).cloned() else { return false };
    arms.insert(whole.saturating_add(1), StatusArm { statuses: Some((PARTIAL_CONTENT, PARTIAL_CONTENT)), ..arm });
    true
}

/// Whether the body of a response may be a stream of bytes.
fn is_download(arm: &StatusArm) -> bool {
    let is_success = |outcome: &Outcome| {
        matches!(outcome, Outcome::Success | Outcome::OptionalSuccess | Outcome::SuccessVariant(..))
    };
    let is_stream = |arm: &MediaTypeArm| is_success(&arm.outcome) && arm.body == Some(ResponseBody::Stream);
    arm.media_types.iter().any(is_stream)
}

//! Which responses are streamed, by status and media type: the client decides it before it reads the body.

use crate::rust::{MediaTypeArm, ResponseBody, StatusArm, StreamArm, StreamCondition};

/// Plans the arms of the match over the status; none if nothing is streamed.
pub(crate) fn plan_streams(arms: &[StatusArm]) -> Vec<StreamArm> {
    let has_stream = |arm: &&StatusArm| arm.media_types.iter().any(is_streamed);
    // An arm without a stream matters if a later one with a stream has some of its statuses.
    let matters = |index: usize, arm: &StatusArm| {
        let mut later = arms.iter().skip(index).filter(has_stream);
        later.any(|later| overlap(arm, later))
    };
    let arms = arms.iter().enumerate().filter(|(index, arm)| matters(*index, arm));
    arms.map(|(_, arm)| StreamArm { statuses: arm.statuses, condition: condition(arm) }).collect()
}

fn is_streamed(arm: &MediaTypeArm) -> bool {
    arm.body.as_ref().is_some_and(ResponseBody::is_streamed)
}

fn condition(arm: &StatusArm) -> StreamCondition {
    let [named @ .., last] = arm.media_types.as_slice() else { return StreamCondition::Never };
    // The last arm is for every media type that the others do not name.
    let wanted = !is_streamed(last);
    let named = named.iter().filter(|arm| is_streamed(arm) == wanted);
    let media_types: Vec<String> = named.flat_map(|arm| &arm.media_types).cloned().collect();
    match (wanted, media_types.is_empty()) {
        (true, true) => StreamCondition::Never,
        (true, false) => StreamCondition::OneOf(media_types),
        (false, true) => StreamCondition::Always,
        (false, false) => StreamCondition::NoneOf(media_types),
    }
}

fn overlap(first: &StatusArm, second: &StatusArm) -> bool {
    match (first.statuses, second.statuses) {
        (Some(first), Some(second)) => first.0 <= second.1 && second.0 <= first.1,
        _ => true,
    }
}

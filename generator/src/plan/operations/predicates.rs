//! Predicates over responses, by status and media type: which ones are streamed, which the client decides before it
//! reads the body, and which ones are pages.

use crate::rust::{MediaTypeArm, MediaTypeCondition, Outcome, PredicateArm, ResponseBody, StatusArm};

/// Plans the predicate for streamed responses. Empty if no response is streamed.
pub(crate) fn plan_streams(arms: &[StatusArm]) -> Vec<PredicateArm> {
    plan(arms, is_streamed)
}

/// Plans the predicate for pages, which are the successes with a JSON body. Empty if there are none.
pub(crate) fn plan_pages(arms: &[StatusArm]) -> Vec<PredicateArm> {
    let is_page = |arm: &MediaTypeArm| {
        matches!(arm.outcome, Outcome::Success | Outcome::OptionalSuccess | Outcome::SuccessVariant(..))
            && matches!(arm.body, Some(ResponseBody::Json(_)))
    };
    plan(arms, is_page)
}

fn plan(arms: &[StatusArm], is_wanted: fn(&MediaTypeArm) -> bool) -> Vec<PredicateArm> {
    let has_wanted = |arm: &&StatusArm| arm.media_types.iter().any(is_wanted);
    // An arm without a wanted response matters if a later arm with one has some of its statuses.
    let matters = |index: usize, arm: &StatusArm| {
        let mut later = arms.iter().skip(index).filter(has_wanted);
        later.any(|later| overlap(arm, later))
    };
    let arms = arms.iter().enumerate().filter(|(index, arm)| matters(*index, arm));
    arms.map(|(_, arm)| PredicateArm { statuses: arm.statuses, condition: condition(arm, is_wanted) }).collect()
}

fn is_streamed(arm: &MediaTypeArm) -> bool {
    arm.body.as_ref().is_some_and(ResponseBody::is_streamed)
}

fn condition(arm: &StatusArm, is_wanted: fn(&MediaTypeArm) -> bool) -> MediaTypeCondition {
    let [named @ .., last] = arm.media_types.as_slice() else { return MediaTypeCondition::Never };
    // The last arm is for every media type that the others do not name.
    let wanted = !is_wanted(last);
    let named = named.iter().filter(|arm| is_wanted(arm) == wanted);
    let media_types: Vec<String> = named.flat_map(|arm| &arm.media_types).cloned().collect();
    match (wanted, media_types.is_empty()) {
        (true, true) => MediaTypeCondition::Never,
        (true, false) => MediaTypeCondition::OneOf(media_types),
        (false, true) => MediaTypeCondition::Always,
        (false, false) => MediaTypeCondition::NoneOf(media_types),
    }
}

fn overlap(first: &StatusArm, second: &StatusArm) -> bool {
    match (first.statuses, second.statuses) {
        (Some(first), Some(second)) => first.0 <= second.1 && second.0 <= first.1,
        _ => true,
    }
}

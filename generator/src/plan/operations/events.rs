//! Operations that respond with a stream of events: the method that asks for the events where there is a plain response too, and
//! the setting with which a stream reconnects.

use super::arguments::name_setting;
use crate::api::{EventForm, MediaKind, Operation};
use crate::plan::docs::generated;
use crate::plan::types::TypePlanner;
use crate::rust::{Events, Identifier, Input, ResponseBody, Success, Type};

/// Plans the method for the event stream beside the plain response of an operation.
pub(crate) fn plan_events<'a>(planner: &mut TypePlanner<'a>, operation: &'a Operation) -> Option<Events> {
    let media_type = operation.event_media_type()?;
    let MediaKind::Events(form) = media_type.kind else { return None };
    let item = match form {
        EventForm::Text => Type::String,
        EventForm::Json | EventForm::Whole | EventForm::WholeText | EventForm::WholeJsonText => {
            planner.plan_inline(&media_type.schema)
        }
    };
    let property = operation.events.as_ref().and_then(|events| events.property.clone());
    Some(Events { docs: generated::events(property.as_deref()), form, item, property })
}

/// Plans the setting with which an event stream reconnects, if a successful response may be one.
pub(crate) fn plan_reconnect(success: &Success, optional: &[Input]) -> Option<Identifier> {
    let is_events = |body: &ResponseBody| matches!(body, ResponseBody::Events(..));
    let has_events = match success {
        Success::One(body) => body.as_ref().is_some_and(is_events),
        Success::Optional(body) => is_events(body),
        Success::Several(successes) => {
            successes.variants.iter().filter_map(|variant| variant.body.as_ref()).any(is_events)
        }
    };
    has_events.then(|| name_setting("reconnect", optional))
}

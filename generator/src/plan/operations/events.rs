//! Operations that respond at once or with a stream of events: the method of the request that asks for the events.

use crate::api::{EventForm, MediaKind, Operation};
use crate::plan::docs::generated;
use crate::plan::types::TypePlanner;
use crate::rust::{Events, Type};

/// Plans the method for the event stream beside the plain response of an operation.
pub(crate) fn plan_events<'a>(planner: &mut TypePlanner<'a>, operation: &'a Operation) -> Option<Events> {
    let media_type = operation.event_media_type()?;
    let MediaKind::Events(form) = media_type.kind else { return None };
    let item = match form {
        EventForm::Text => Type::String,
        EventForm::Json | EventForm::Whole | EventForm::WholeText => planner.plan_inline(&media_type.schema),
    };
    let property = operation.events.as_ref().and_then(|events| events.property.clone());
    Some(Events { docs: generated::events(property.as_deref()), form, item, property })
}

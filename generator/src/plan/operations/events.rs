//! Operations that respond at once or with a stream of events: the method of the request that asks for the events.

use crate::api::{EventAlternative, EventForm, MediaKind};
use crate::plan::docs::generated;
use crate::plan::types::TypePlanner;
use crate::rust::{Events, Type};

/// Plans the method for the event stream beside the plain response of an operation.
pub(crate) fn plan_events<'a>(planner: &mut TypePlanner<'a>, alternative: &'a EventAlternative) -> Option<Events> {
    let MediaKind::Events(form) = alternative.media_type.kind else { return None };
    let item = match form {
        EventForm::Text => Type::String,
        EventForm::Json | EventForm::Whole => planner.plan_inline(&alternative.media_type.schema),
    };
    let property = alternative.property.clone();
    Some(Events { docs: generated::events(property.as_deref()), form, item, property })
}

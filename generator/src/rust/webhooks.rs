//! The module that verifies webhook requests and reads their events.

use super::{Docs, EventName, Identifier, Import, Shape, WebhookScheme};

/// The module `webhooks` of a client.
#[derive(Clone, Debug, PartialEq)]
pub struct WebhooksModule {
    /// Its documentation.
    pub docs: Docs,
    /// Its imports.
    pub imports: Vec<Import>,
    /// How the service signs.
    pub scheme: WebhookScheme,
    /// The documentation of the scheme.
    pub scheme_docs: Docs,
    /// The type of an event.
    pub event: Identifier,
    /// The documentation of the type.
    pub event_docs: Docs,
    /// The documentation of the function that verifies a request.
    pub verify: Docs,
    /// The documentation of the function that verifies a request at some time.
    pub verify_at: Docs,
    /// How the name of an event selects the variant of its type. `None` if the body alone selects it.
    pub names: Option<EventNames>,
}

/// How the name of an event selects the variant of its type.
#[derive(Clone, Debug, PartialEq)]
pub struct EventNames {
    /// Where a request has the name.
    pub place: EventName,
    /// The events.
    pub events: Vec<NamedEvent>,
    /// The documentation of the table of their names.
    pub names_docs: Docs,
    /// The documentation of the table of their shapes.
    pub shapes_docs: Docs,
}

/// An event with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedEvent {
    /// The words of its name, in lower case.
    pub words: Vec<String>,
    /// The variant of the event's type.
    pub variant: Identifier,
    /// The shape of its body, which selects the event if its name is that of several events.
    pub shape: Shape,
}

//! The documentation of the types of webhooks, and of the module that verifies their requests.

use super::code;
use crate::api::{EventName, Webhook, WebhookKind};
use crate::rust::Docs;

/// What the Cargo feature of the types of webhooks adds.
pub(crate) fn feature() -> String {
    "the types of webhooks".to_owned()
}

/// The type of a webhook's body. A key of the document is not the name of a webhook if `shares_key`: its path item has
/// several operations.
pub(crate) fn body(webhook: &Webhook, shares_key: bool) -> String {
    match &webhook.kind {
        WebhookKind::AnyWebhook => "The body of any webhook request that the service sends.".to_owned(),
        WebhookKind::Callback => "The body of a callback request, which the service sends.".to_owned(),
        WebhookKind::Webhook(key) => {
            format!("The body of a request of {}, which the service sends.", name(webhook, key, shares_key))
        }
    }
}

/// The variant of a webhook that has no text of its own, if the name of the variant does not say which webhook it is.
pub(crate) fn variant(webhook: &Webhook, shares_key: bool) -> Option<String> {
    match &webhook.kind {
        WebhookKind::Webhook(key) if shares_key => Some(format!("The event of {}.", name(webhook, key, shares_key))),
        _ => None,
    }
}

fn name(webhook: &Webhook, key: &str, shares_key: bool) -> String {
    match shares_key {
        true => format!("the webhook at {}", code(&format!("#{}", webhook.at.pointer.as_str()))),
        false => format!("the webhook {}", code(key)),
    }
}

/// The module that verifies webhook requests.
pub(crate) fn module() -> Docs {
    Docs::line("Webhooks: [`verify`] checks the signature of a webhook request and returns its event.")
}

/// How the variant of an event is selected.
#[derive(Clone, Copy, Debug)]
pub(crate) enum EventSelection<'e> {
    /// By the name of the event.
    Name(&'e EventName),
    /// By the shape of the body.
    Body,
}

/// The type of an event; `selection` is how its variant is selected if webhooks have several types.
pub(crate) fn event(selection: Option<EventSelection<'_>>) -> Docs {
    let mut lines = vec!["The event of a webhook request.".to_owned()];
    let sentence = match selection {
        None => return Docs(lines),
        Some(EventSelection::Name(EventName::Header(name))) => {
            format!("The header {} selects its variant.", code(name))
        }
        Some(EventSelection::Name(EventName::Pointer(pointer))) => {
            format!("The value at {} of the body selects its variant.", code(pointer.as_str()))
        }
        Some(EventSelection::Body) => "The shape of the body selects its variant.".to_owned(),
    };
    lines.extend([String::new(), sentence]);
    Docs(lines)
}

/// The table of the events' names.
pub(crate) fn names() -> Docs {
    Docs::line("The words of each event's name.")
}

/// The table of the shapes of the events' bodies.
pub(crate) fn shapes() -> Docs {
    Docs::line("The shape of each event's body, which selects the event if a name is that of several events.")
}

/// How the service signs webhook requests.
pub(crate) fn scheme() -> Docs {
    let lines = [
        "How the service signs webhook requests.",
        "",
        "[`SignatureScheme::verify`] checks a signature alone, such as that of a body that is not JSON.",
    ];
    Docs(lines.map(str::to_owned).to_vec())
}

/// The function that verifies a webhook request, in a crate of that name.
pub(crate) fn verify(crate_name: &str) -> Docs {
    let lines = [
        "Checks the signature of a webhook request, and returns its event.",
        "",
        "`body` is the body as it was received, before it is parsed. `secrets` is one secret or several, one of which made the",
        "signature.",
        "",
        "# Errors",
        "",
        "Returns [`WebhookError`] if the signature is not valid, if its time is too far from now, if no secret is usable, or if",
        "the body does not match its schema. A handler should respond with status 401 for",
        "[`SignatureMismatch`](WebhookError::SignatureMismatch), with 500 for [`Secret`](WebhookError::Secret), since the request may be",
        "valid, and with 400 for the others. [`is_body`](WebhookError::is_body) returns whether the signature is valid and the body is",
        "not: a handler that does not need such an event may respond with 204.",
        "",
        "# Example",
        "",
        "```no_run",
    ];
    let mut lines = lines.map(str::to_owned).to_vec();
    lines.extend([
        format!("use {crate_name}::runtime::HeaderMap;"),
        format!("use {crate_name}::runtime::webhooks::WebhookError;"),
        format!("use {crate_name}::webhooks;"),
        String::new(),
    ]);
    let example = [
        "/// Handles a webhook request, and returns the status of the response.",
        "fn handle(headers: &HeaderMap, body: &[u8], secret: &str) -> u16 {",
        "    match webhooks::verify(headers, body, secret) {",
        "        Ok(event) => {",
        "            println!(\"{event:?}\");",
        "            204",
        "        }",
        "        Err(error) => {",
        "            eprintln!(\"{error}\");",
        "            match error {",
        "                WebhookError::SignatureMismatch => 401,",
        "                // The request may be valid: the service sends it again later.",
        "                WebhookError::Secret { .. } => 500,",
        "                _ => 400,",
        "            }",
        "        }",
        "    }",
        "}",
        "```",
    ];
    lines.extend(example.map(str::to_owned));
    Docs(lines)
}

/// The function that verifies a webhook request at some time.
pub(crate) fn verify_at() -> Docs {
    let lines = [
        "Checks the signature of a webhook request as [`verify`] does, with `now` as the current time.",
        "",
        "It is for tests, and for a target without a clock such as `wasm32-unknown-unknown`.",
        "",
        "# Errors",
        "",
        "Returns [`WebhookError`] as [`verify`] does.",
    ];
    Docs(lines.map(str::to_owned).to_vec())
}

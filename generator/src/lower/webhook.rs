//! Webhooks and callbacks: the bodies of requests that the service sends. A client has types for them, and no more.

use openapiv3::PathItem;

use super::context::Context;
use super::operation::media_type::{Direction, lower_content};
use super::operation::operations_of;
use super::reference;
use crate::api::{Documentation, MediaKind, Method, Webhook, WebhookKind};
use crate::diagnostic::Code;
use crate::location::Pointer;

/// Lowers the bodies of webhooks, then those of callbacks.
pub(crate) fn lower_webhooks(context: &mut Context<'_>) -> Vec<Webhook> {
    let parsed = context.parsed;
    let mut webhooks = Vec::new();
    for (name, item) in &parsed.webhooks {
        let at = Pointer::root().push("webhooks").push(name);
        let sender = Sender { kind: WebhookKind::Webhook(name.clone()), name: format!("{name} webhook") };
        lower_item(context, &at, &sender, item, &mut webhooks);
    }
    for (path, item) in &parsed.openapi.paths.paths {
        let Some(item) = item.as_item() else { continue };
        let item_at = Pointer::root().push("paths").push(path);
        for (method, operation) in operations_of(parsed, item, &item_at) {
            let at = method.place_in(&item_at).push("callbacks");
            for (name, callback) in &operation.callbacks {
                let sender = Sender { kind: WebhookKind::Callback, name: format!("{name} callback") };
                for (expression, item) in callback {
                    lower_item(context, &at.push(name).push(expression), &sender, item, &mut webhooks);
                }
            }
        }
    }
    webhooks
}

/// What sends the requests of a path item.
struct Sender {
    kind: WebhookKind,
    /// The name of its request with the method POST.
    name: String,
}

fn lower_item(context: &mut Context<'_>, at: &Pointer, sender: &Sender, item: &PathItem, webhooks: &mut Vec<Webhook>) {
    for (method, operation) in operations_of(context.parsed, item, at) {
        let at = method.place_in(at);
        // `POST` is the usual method, and the name does not contain it.
        let name = if method == Method::Post { sender.name.clone() } else { named(&sender.name, &method) };
        let Some(body) = &operation.request_body else { continue };
        let components = context.parsed.openapi.components.as_ref().map(|components| &components.request_bodies);
        let Some((body_at, body)) =
            reference::resolve(context, components, "requestBodies", body, &at.push("requestBody"))
        else {
            continue;
        };
        let media_types = lower_content(context, &body_at.push("content"), &body.content, Direction::Response);
        match media_types.into_iter().find(|media| media.kind == MediaKind::Json) {
            Some(media) => webhooks.push(Webhook {
                at: context.origin(&at),
                kind: sender.kind.clone(),
                name,
                documentation: Documentation {
                    title: operation.summary.clone(),
                    description: operation.description.clone(),
                    deprecated: operation.deprecated,
                },
                schema: media.schema,
            }),
            None => {
                let message = "webhook body is not JSON: no type is generated";
                context.note(Code::MEDIA_TYPE_RAW, &body_at, message);
            }
        }
    }
}

fn named(name: &str, method: &Method) -> String {
    format!("{} {name}", method.as_str().to_ascii_lowercase())
}

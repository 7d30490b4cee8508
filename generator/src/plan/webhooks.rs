//! Plans the module that verifies webhook requests, if the target says how the service signs them.

use std::collections::BTreeMap;

use heck::ToSnakeCase;

use super::PlanOptions;
use super::docs::{self, webhooks as webhooks_docs};
use super::imports;
use super::names::type_names::TypeNames;
use super::types::shape;
use super::types::shape_budget::ShapeBudget;
use crate::api::{Api, SchemaKind, Union, Webhook, WebhookKind, WebhookScheme};
use crate::rust::{Docs, EventNames, Identifier, Item, NamedEvent, UnionVariant, WebhooksModule};

/// Plans the module. Returns `None` if the document has no webhooks, which is reported already.
pub(super) fn plan_webhooks(
    api: &Api,
    scheme: &WebhookScheme,
    options: PlanOptions<'_>,
    types: &TypeNames<'_>,
) -> Option<WebhooksModule> {
    let mut webhooks = api.webhooks.iter().filter(|webhook| matches!(webhook.kind, WebhookKind::Webhook(_)));
    let union = api.webhooks.iter().find(|webhook| webhook.kind == WebhookKind::AnyWebhook);
    let (event, names) = match (union, webhooks.next()) {
        (Some(webhook), _) => {
            let SchemaKind::Union(union) = &webhook.schema.kind else { return None };
            let variants = types.own_type(&webhook.schema).map(|own| own.variants.clone()).unwrap_or_default();
            (types.webhook(webhook)?.clone(), event_names(api, scheme, union, variants, options))
        }
        (None, Some(first)) => (event_of_one_type(api, first, webhooks.count() > 0, types)?, None),
        (None, None) => return None,
    };
    let selection = match &names {
        Some(names) => Some(webhooks_docs::EventSelection::Name(&names.place)),
        None => union.map(|_| webhooks_docs::EventSelection::Body),
    };
    Some(WebhooksModule {
        docs: webhooks_docs::module(),
        imports: imports::of_webhooks(scheme, names.as_ref()),
        scheme: scheme.clone(),
        scheme_docs: webhooks_docs::scheme(),
        event_docs: webhooks_docs::event(selection),
        event,
        verify: webhooks_docs::verify(options.crate_name),
        verify_at: webhooks_docs::verify_at(),
        names,
    })
}

/// How many webhooks there are of each kind and key. The operations of a path item share its key.
pub(super) type KeyCounts<'a> = BTreeMap<&'a WebhookKind, usize>;

/// Counts the webhooks of an API.
pub(super) fn key_counts(api: &Api) -> KeyCounts<'_> {
    let mut counts = KeyCounts::new();
    for webhook in &api.webhooks {
        let count = counts.entry(&webhook.kind).or_default();
        *count = count.saturating_add(1);
    }
    counts
}

/// Returns the documentation of the type of a webhook's body.
pub(super) fn document(keys: &KeyCounts<'_>, webhook: &Webhook) -> Docs {
    let mut lines = docs::doc_lines(&webhook.documentation, |_| true);
    docs::paragraph(&mut lines, &webhooks_docs::body(webhook, shares_key(keys, webhook)));
    Docs(lines)
}

/// Documents the types that are made for the body of a webhook, unless its schema has a text.
pub(super) fn document_own(
    api: &Api,
    keys: &KeyCounts<'_>,
    (webhook, name): (&Webhook, &Identifier),
    items: &mut [Item],
) {
    let Some(item) = items.iter_mut().find(|item| item.name() == name) else { return };
    if item.docs_mut().0.is_empty() {
        *item.docs_mut() = document(keys, webhook);
    }
    if let (WebhookKind::AnyWebhook, SchemaKind::Union(union), Item::Union(item)) =
        (&webhook.kind, &webhook.schema.kind, item)
    {
        document_variants(api, keys, union, &mut item.variants);
    }
}

/// Documents the variants of the event. The text of a webhook is that of its variant.
fn document_variants(api: &Api, keys: &KeyCounts<'_>, union: &Union, planned: &mut [UnionVariant]) {
    // The methods of a path item are webhooks with one key, so that a key and a body may be those of several variants. The
    // variants have the order of the webhooks.
    let mut webhooks: Vec<&Webhook> = api.webhooks.iter().collect();
    for (variant, planned) in union.variants.iter().zip(planned) {
        let is_own = |webhook: &&Webhook| match &webhook.kind {
            WebhookKind::Webhook(key) => {
                Some(key) == variant.declared_value.as_ref() && webhook.schema == variant.schema
            }
            WebhookKind::Callback | WebhookKind::AnyWebhook => false,
        };
        let Some(index) = webhooks.iter().position(is_own) else { continue };
        let webhook = webhooks.remove(index);
        let mut lines = docs::doc_lines(&webhook.documentation, |_| true);
        if lines.is_empty() {
            lines.extend(webhooks_docs::variant(webhook, shares_key(keys, webhook)));
        }
        if !lines.is_empty() {
            planned.docs = Docs(lines);
        }
    }
}

/// Returns whether the path item of a webhook has several operations, which share its key.
fn shares_key(keys: &KeyCounts<'_>, webhook: &Webhook) -> bool {
    keys.get(&webhook.kind).is_some_and(|count| *count > 1)
}

/// Returns the type of all events: the component that several webhooks have, or the type of the only webhook.
fn event_of_one_type(api: &Api, first: &Webhook, are_several: bool, types: &TypeNames<'_>) -> Option<Identifier> {
    let component = match first.schema.kind {
        SchemaKind::Reference(id) if are_several && !api.is_nullable(&first.schema) => types.component(id),
        _ => None,
    };
    component.or_else(|| types.webhook(first)).cloned()
}

/// Plans how the name of an event selects its variant. A name may be that of several events in another spelling, or the
/// start of their names, and then the shape of the body selects one of them.
fn event_names(
    api: &Api,
    scheme: &WebhookScheme,
    union: &Union,
    variants: Vec<Identifier>,
    options: PlanOptions<'_>,
) -> Option<EventNames> {
    let place = scheme.event.clone()?;
    let words = |key: &str| key.to_snake_case().split('_').map(str::to_owned).collect::<Vec<_>>();
    let keys = union.variants.iter().map(|variant| variant.declared_value.as_deref().unwrap_or_default());
    // The plan of the union's type reports that the budget is exceeded.
    let shapes = shape::shapes(api, &union.variants, &mut ShapeBudget::new(options.limits.union_names));
    let events = keys.map(words).zip(variants).zip(shapes);
    let events = events.map(|((words, variant), shape)| NamedEvent { words, variant, shape }).collect();
    let (names_docs, shapes_docs) = (webhooks_docs::names(), webhooks_docs::shapes());
    Some(EventNames { place, events, names_docs, shapes_docs })
}

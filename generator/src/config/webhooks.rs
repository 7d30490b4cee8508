//! The event of a webhook request: a union of the bodies of all webhooks, if they differ.

use super::Spanned;
use crate::api::analysis::{has_own_type, overlap};
use crate::api::{
    Api, DefaultFor, Documentation, Schema, SchemaKind, Union, Variant, Webhook, WebhookKind, WebhookScheme,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{Origin, Pointer};

/// Adds a union of the bodies of all webhooks, if the target describes their signatures and the bodies differ. A document
/// without webhooks is an error then.
///
/// If requests name their event, each webhook is a variant. Otherwise the body selects the variant, so that webhooks with
/// one body are one variant.
pub(crate) fn add_union(api: &mut Api, scheme: Option<&Spanned<WebhookScheme>>, diagnostics: &mut Diagnostics) {
    let Some(scheme) = scheme else { return };
    let webhooks = api.webhooks.iter().filter_map(|webhook| match &webhook.kind {
        WebhookKind::Webhook(key) => Some((key, webhook)),
        WebhookKind::Callback | WebhookKind::AnyWebhook => None,
    });
    let mut variants: Vec<Variant> = Vec::new();
    // The first webhook of each variant.
    let mut firsts: Vec<&Webhook> = Vec::new();
    let mut are_one_type = true;
    for (key, webhook) in webhooks {
        let schema = &webhook.schema;
        let known = variants.iter().position(|variant| is_one_type(api, &variant.schema, schema));
        are_one_type &= known.is_some() || variants.is_empty();
        match known.and_then(|index| variants.get_mut(index)) {
            // The name of one of several webhooks would be misleading.
            Some(known) if scheme.value.event.is_none() => known.declared_value = None,
            _ => {
                if scheme.value.event.is_none() {
                    let warning = warn_of_overlap(api, &firsts, webhook);
                    warning.into_iter().for_each(|warning| diagnostics.push(warning));
                }
                firsts.push(webhook);
                variants.push(Variant {
                    discriminator_values: Vec::new(),
                    implicit_value: None,
                    declared_value: Some(key.clone()),
                    default_for: DefaultFor::Nothing,
                    schema: schema.clone(),
                });
            }
        }
    }
    if variants.is_empty() {
        let message = "the document has no webhook with a JSON body, whose signature could be verified";
        diagnostics.push(scheme.locate(Diagnostic::error(Code::WEBHOOKS_UNMATCHED, api.at.clone(), message)));
    }
    if are_one_type {
        return;
    }
    let at = Origin { file: api.at.file, pointer: Pointer::root().push("webhooks") };
    let schema = Schema::of_kind(at.clone(), SchemaKind::Union(Union { discriminator: None, variants }));
    api.webhooks.push(Webhook {
        at,
        kind: WebhookKind::AnyWebhook,
        name: "webhook event".to_owned(),
        documentation: Documentation::default(),
        schema,
    });
}

/// Returns a warning if a body of a webhook may be that of an earlier one: nothing in it selects between the two.
fn warn_of_overlap(api: &Api, earlier: &[&Webhook], webhook: &Webhook) -> Option<Diagnostic> {
    let other = earlier.iter().find(|other| overlap(api, &other.schema, &webhook.schema))?;
    let message = format!("a body of this webhook may match the webhook at `#{}` too", other.at.pointer);
    let help = "if requests name their event, set `event` in the table `[webhooks]` of the target file";
    Some(Diagnostic::warning(Code::WEBHOOKS_AMBIGUOUS, webhook.at.clone(), message).help(help))
}

/// Returns whether two bodies have one type: they are written in one place, or are equal and contain no type of their own.
/// A secret differs from another value in `Debug` alone.
fn is_one_type(api: &Api, first: &Schema, second: &Schema) -> bool {
    let is_alike = |fact: fn(&Api, &Schema) -> bool| fact(api, first) == fact(api, second);
    if !is_alike(Api::is_nullable) || !is_alike(Api::is_sensitive) {
        return false;
    }
    let (first, second) = (api.without_aliases(first), api.without_aliases(second));
    let mut has_own = false;
    first.visit(&mut |schema| has_own |= has_own_type(schema));
    first.is_equivalent(second) && (first.at == second.at || !has_own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::testing::{api, array, at, nullable, object, reference, string};

    #[test]
    fn bodies_of_one_type_are_equal_and_have_no_type_of_their_own() {
        let api = api(vec![string(), object(vec![("a", string())]), nullable(string())]);
        let elsewhere = |schema: Schema| Schema { at: at("/elsewhere"), ..schema };
        let inline = || object(vec![("a", string())]);
        for (first, second, expected) in [
            (string(), elsewhere(string()), true),
            (string(), reference(0), true),
            (array(reference(1)), elsewhere(array(reference(1))), true),
            (reference(1), elsewhere(reference(1)), true),
            (inline(), inline(), true),
            (inline(), elsewhere(inline()), false),
            (reference(1), inline(), false),
            (string(), array(string()), false),
            (string(), reference(2), false),
            (string(), nullable(reference(0)), false),
            (string(), Schema { sensitive: true, ..string() }, false),
        ] {
            assert_eq!(is_one_type(&api, &first, &second), expected, "{first:?} {second:?}");
            assert_eq!(is_one_type(&api, &second, &first), expected, "{second:?} {first:?}");
        }
    }
}

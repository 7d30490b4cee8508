//! What an API has beside its operations: webhooks, servers, tags, security schemes, and what it says about itself.

use std::collections::{BTreeMap, BTreeSet};

use super::Comparison;
use super::schemas::{self, Context};
use crate::api::{
    Api, Documentation, Operation, Requirement, SecurityScheme, Server, ServerVariable, Webhook, WebhookKind,
};
use crate::changes::{Direction, Fact, Subject};
use crate::location::Origin;

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.old, comparison.new);
    webhooks(comparison);
    comparison.owner = None;
    let places = (Some(&old.at), Some(&new.at));
    if old.version != new.version {
        let values = Some((old.version.clone(), new.version.clone()));
        comparison.add_values(Subject::Api, Fact::Version, "the version of the API", places, values);
    }
    let words = |api: &Api| (api.title.clone(), api.summary.clone(), api.description.clone(), api.license.clone());
    comparison.words(Subject::Api, "the description of the API", (&words(old), &words(new)), places);
    servers(comparison, (&old.servers, &new.servers), (&old.at, &new.at));
    tags(comparison);
    security_schemes(comparison);
}

/// Compares the credentials that an operation needs: alternatives, each of schemes that are needed together.
pub(super) fn security(comparison: &mut Comparison<'_>, old: &Operation, new: &Operation) {
    let (before, after) = (alternatives(comparison.old, &old.security), alternatives(comparison.new, &new.security));
    let places = (Some(&old.at), Some(&new.at));
    let text = |schemes: &BTreeSet<&str>| match schemes.is_empty() {
        true => "no credential".to_owned(),
        false => format!("the credential `{}`", schemes.iter().copied().collect::<Vec<_>>().join("` and `")),
    };
    for schemes in after.difference(&before) {
        comparison.add(Subject::Security, Fact::Added, text(schemes), places);
    }
    for schemes in before.difference(&after) {
        // A credential that nothing asks for does no harm.
        let is_enough = after.iter().any(|after| after.is_subset(schemes));
        let fact = if is_enough { Fact::OptionalRemoved } else { Fact::Removed };
        comparison.add(Subject::Security, fact, text(schemes), places);
    }
    scopes(comparison, old, new);
}

/// Compares the scopes that tokens need, by the schemes of each alternative.
fn scopes(comparison: &mut Comparison<'_>, old: &Operation, new: &Operation) {
    let (before, after) = (scopes_of(comparison.old, &old.security), scopes_of(comparison.new, &new.security));
    for (schemes, after) in after {
        let Some(before) = before.get(&schemes).filter(|before| **before != after) else { continue };
        // A token with the scopes of an older alternative has to have those of a newer one.
        let is_enough = before.iter().all(|before| after.iter().any(|after| after.is_subset(before)));
        let fact = if is_enough { Fact::ScopeRemoved } else { Fact::ScopeAdded };
        let text = |alternatives: &BTreeSet<BTreeSet<&str>>| {
            let text = |scopes: &BTreeSet<&str>| match scopes.is_empty() {
                true => "none".to_owned(),
                false => scopes.iter().copied().collect::<Vec<_>>().join(" and "),
            };
            alternatives.iter().map(text).collect::<Vec<_>>().join(", or ")
        };
        let what = format!("the scopes of `{}`", schemes.into_iter().collect::<Vec<_>>().join("` and `"));
        let places = (Some(&old.at), Some(&new.at));
        comparison.add_values(Subject::Security, fact, what, places, Some((text(before), text(&after))));
    }
}

/// The alternative sets of scopes, by the names of the schemes that need them.
type Scopes<'a> = BTreeMap<BTreeSet<&'a str>, BTreeSet<BTreeSet<&'a str>>>;

fn scopes_of<'a>(api: &'a Api, requirements: &'a [Requirement]) -> Scopes<'a> {
    let mut scopes = Scopes::new();
    for requirement in requirements {
        let of_requirement = requirement.scopes.iter().map(|(_, scope)| scope.as_str()).collect();
        scopes.entry(scheme_names(api, requirement)).or_default().insert(of_requirement);
    }
    scopes
}

fn scheme_names<'a>(api: &'a Api, requirement: &Requirement) -> BTreeSet<&'a str> {
    let schemes = requirement.schemes.iter().filter_map(|id| api.security_scheme(*id));
    schemes.map(|scheme| scheme.name.as_str()).collect()
}

/// Returns the names of the schemes of each alternative. Without requirements, no credential is needed.
fn alternatives<'a>(api: &'a Api, requirements: &[Requirement]) -> BTreeSet<BTreeSet<&'a str>> {
    match requirements {
        [] => BTreeSet::from([BTreeSet::new()]),
        requirements => requirements.iter().map(|requirement| scheme_names(api, requirement)).collect(),
    }
}

fn webhooks(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.old, comparison.new);
    // The union of all webhooks is the target's, and its members are compared themselves.
    // Operations may have callbacks of one name.
    let operation = |webhook: &Webhook| {
        let tokens: Vec<String> = webhook.at.pointer.tokens().take(3).collect();
        if webhook.kind == WebhookKind::Callback { tokens.join("/") } else { String::new() }
    };
    let listed = |api: &'_ Api| -> BTreeMap<(WebhookKind, String, String), usize> {
        let webhooks = api.webhooks.iter().enumerate();
        let listed = webhooks.filter(|(_, webhook)| webhook.kind != WebhookKind::AnyWebhook);
        listed
            .map(|(index, webhook)| ((webhook.kind.clone(), webhook.name.clone(), operation(webhook)), index))
            .collect()
    };
    let (old_webhooks, new_webhooks) = (listed(old), listed(new));
    let title = |webhook: &Webhook| match webhook.kind {
        WebhookKind::Callback => format!("the callback `{}`", webhook.name),
        WebhookKind::Webhook(_) | WebhookKind::AnyWebhook => format!("the webhook `{}`", webhook.name),
    };
    for (key, webhook) in new_webhooks.iter().filter_map(|(key, index)| Some((key, new.webhooks.get(*index)?))) {
        let what = title(webhook);
        let Some(before) = old_webhooks.get(key).and_then(|index| old.webhooks.get(*index)) else {
            comparison.begin(webhook.name.clone(), (None, Some(&webhook.at)));
            comparison.add(Subject::Webhook, Fact::Added, what, (Some(&old.at), Some(&webhook.at)));
            continue;
        };
        comparison.begin(webhook.name.clone(), (Some(&before.at), Some(&webhook.at)));
        let documentation = (&before.documentation, &webhook.documentation);
        comparison.documentation(Subject::Webhook, &what, documentation, (&before.at, &webhook.at));
        let context = Context {
            subject: Subject::WebhookBody,
            direction: Direction::Webhook,
            what: format!("the body of {what}"),
            is_optional: false,
        };
        schemas::compare(comparison, &before.schema, &webhook.schema, &context);
    }
    for (key, webhook) in old_webhooks.iter().filter_map(|(key, index)| Some((key, old.webhooks.get(*index)?))) {
        if !new_webhooks.contains_key(key) {
            comparison.begin(webhook.name.clone(), (Some(&webhook.at), None));
            comparison.add(Subject::Webhook, Fact::Removed, title(webhook), (Some(&webhook.at), Some(&new.at)));
        }
    }
}

/// Compares the servers of an API or of an operation. The first one is the default.
pub(super) fn servers(comparison: &mut Comparison<'_>, (old, new): (&[Server], &[Server]), places: (&Origin, &Origin)) {
    let title = |server: &Server| format!("the server `{}`", server.url);
    if let ([first, ..], [after, ..]) = (old, new)
        && first.url != after.url
    {
        let values = Some((first.url.to_string(), after.url.to_string()));
        let places = (Some(&first.at), Some(&after.at));
        comparison.add_values(Subject::Server, Fact::Changed, "the default server", places, values);
    }
    for server in new {
        let Some(before) = old.iter().find(|before| before.url == server.url) else {
            comparison.add(Subject::Server, Fact::Added, title(server), (Some(places.0), Some(&server.at)));
            continue;
        };
        let places = (Some(&before.at), Some(&server.at));
        if before.variables != server.variables {
            let defaults = |server: &Server| {
                let variables = server.variables.iter();
                variables.map(|variable| (variable.name.clone(), variable.default.clone())).collect::<BTreeMap<_, _>>()
            };
            let has_value = |variable: &ServerVariable, value: &String| {
                variable.values.is_empty() || variable.values.contains(value)
            };
            let keeps_values = before.variables.iter().all(|variable| {
                let after = server.variables.iter().find(|after| after.name == variable.name);
                after.is_some_and(|after| {
                    variable.values.iter().all(|value| has_value(after, value))
                        && (after.values.is_empty() || !variable.values.is_empty())
                })
            });
            // Another default is another server, and so is a value that is gone.
            let is_same = defaults(before) == defaults(server) && keeps_values;
            let fact = if is_same { Fact::Documentation } else { Fact::Changed };
            comparison.add(Subject::Server, fact, format!("the variables of {}", title(server)), places);
        }
        let words = ((&before.name, &before.description), (&server.name, &server.description));
        comparison.words(Subject::Server, &title(server), (&words.0, &words.1), places);
    }
    for server in old.iter().filter(|server| new.iter().all(|after| after.url != server.url)) {
        comparison.add(Subject::Server, Fact::Removed, title(server), (Some(&server.at), Some(places.1)));
    }
    let urls = |servers: &[Server], others: &[Server]| -> Vec<String> {
        let common = servers.iter().filter(|server| others.iter().any(|other| other.url == server.url));
        common.map(|server| server.url.to_string()).collect()
    };
    let (before, after) = (urls(old, new), urls(new, old));
    if before != after {
        let places = (Some(places.0), Some(places.1));
        comparison.add(Subject::Server, Fact::Reordered, "the servers", places);
    }
}

fn tags(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.old, comparison.new);
    let places = (Some(&old.at), Some(&new.at));
    let parent =
        |api: &Api, index: Option<usize>| index.and_then(|index| api.tags.get(index)).map(|parent| parent.name.clone());
    for tag in &new.tags {
        let what = format!("the tag `{}`", tag.name);
        let Some(before) = old.tags.iter().find(|before| before.name == tag.name) else {
            comparison.add(Subject::Tag, Fact::Added, what, places);
            continue;
        };
        let words = (
            (&before.summary, &before.description, &before.external_docs),
            (&tag.summary, &tag.description, &tag.external_docs),
        );
        comparison.words(Subject::Tag, &what, (&words.0, &words.1), places);
        let role = ((parent(old, before.parent), before.kind.clone()), (parent(new, tag.parent), tag.kind.clone()));
        if role.0 != role.1 {
            comparison.add(Subject::Tag, Fact::Changed, what, places);
        }
    }
    for tag in old.tags.iter().filter(|tag| new.tags.iter().all(|after| after.name != tag.name)) {
        comparison.add(Subject::Tag, Fact::Removed, format!("the tag `{}`", tag.name), places);
    }
}

fn documentation_of(scheme: &SecurityScheme) -> Documentation {
    Documentation { title: None, description: scheme.description.clone(), deprecated: scheme.deprecated }
}

fn security_schemes(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.old, comparison.new);
    for scheme in &new.security_schemes {
        let what = format!("the security scheme `{}`", scheme.name);
        let Some(before) = old.security_schemes.iter().find(|before| before.name == scheme.name) else {
            comparison.add(Subject::SecurityScheme, Fact::Added, what, (Some(&old.at), Some(&scheme.at)));
            continue;
        };
        let places = (Some(&before.at), Some(&scheme.at));
        if before.kind != scheme.kind {
            comparison.add(Subject::SecurityScheme, Fact::Changed, &what, places);
        }
        let (old, new) = (documentation_of(before), documentation_of(scheme));
        comparison.documentation(Subject::SecurityScheme, &what, (&old, &new), (&before.at, &scheme.at));
    }
    for scheme in &old.security_schemes {
        if new.security_schemes.iter().all(|after| after.name != scheme.name) {
            let what = format!("the security scheme `{}`", scheme.name);
            comparison.add(Subject::SecurityScheme, Fact::Removed, what, (Some(&scheme.at), Some(&new.at)));
        }
    }
}

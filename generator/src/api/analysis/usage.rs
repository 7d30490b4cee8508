//! What callers do with the values of each schema: send them in requests, get them from responses, or both.

use std::collections::{BTreeMap, BTreeSet};

use super::reachable::{has_own_type, reached};
use crate::api::{Api, Schema, SchemaId};
use crate::location::Origin;

/// What callers do with the values of a schema.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Callers send them in requests.
    pub input: bool,
    /// Callers get them from responses.
    pub output: bool,
}

impl Usage {
    const INPUT: Self = Self { input: true, output: false };
    const OUTPUT: Self = Self { input: false, output: true };

    fn or(self, other: Self) -> Self {
        Self { input: self.input || other.input, output: self.output || other.output }
    }
}

/// The usage of every schema that is a type of its own, by the place where it is written. Several schemas may be
/// written at one place: what inherits from a component has its properties.
pub fn usages(api: &Api) -> BTreeMap<Origin, Usage> {
    let mut usages = BTreeMap::new();
    let mut roots = roots(api);
    let mut of_components: BTreeMap<SchemaId, Usage> = BTreeMap::new();
    for usage in [Usage::INPUT, Usage::OUTPUT] {
        let starts = roots.iter().filter(|(_, of_root)| *of_root == usage).map(|(schema, _)| *schema);
        for id in reached(api, starts) {
            let known = of_components.entry(id).or_default();
            *known = known.or(usage);
        }
    }
    let components = api.schemas.iter().enumerate();
    roots.extend(components.map(|(index, component)| {
        (&*component.schema, of_components.get(&SchemaId(index)).copied().unwrap_or_default())
    }));
    for (schema, usage) in roots {
        schema.visit(&mut |inner| {
            if has_own_type(inner) {
                let known: &mut Usage = usages.entry(inner.at.clone()).or_default();
                *known = known.or(usage);
            }
        });
    }
    usages
}

/// The component schemas whose values operations and webhooks send.
pub fn used_components(api: &Api) -> BTreeSet<SchemaId> {
    reached(api, roots(api).into_iter().map(|(schema, _)| schema)).into_iter().collect()
}

/// The schemas of components, operations and webhooks. Others are written inside of them.
pub fn written_schemas(api: &Api) -> impl Iterator<Item = &Schema> {
    let components = api.schemas.iter().map(|component| &*component.schema);
    components.chain(roots(api).into_iter().map(|(schema, _)| schema))
}

/// The schemas of operations and webhooks, and what callers do with their values.
fn roots(api: &Api) -> Vec<(&Schema, Usage)> {
    let mut roots: Vec<(&Schema, Usage)> = Vec::new();
    for operation in &api.operations {
        let bodies = operation.body.iter().flat_map(|body| &body.media_types);
        roots.extend(bodies.map(|media_type| (&media_type.schema, Usage::INPUT)));
        roots.extend(operation.parameters.iter().map(|parameter| (&parameter.schema, Usage::INPUT)));
        let headers = operation.responses.iter().flat_map(|response| &response.headers);
        roots.extend(headers.map(|header| (&header.schema, Usage::OUTPUT)));
        let responses = operation.responses.iter().flat_map(|response| &response.media_types);
        roots.extend(responses.map(|media_type| (&media_type.schema, Usage::OUTPUT)));
    }
    roots.extend(api.webhooks.iter().map(|webhook| (&webhook.schema, Usage::OUTPUT)));
    roots
}

#[cfg(test)]
mod tests {
    use super::{Usage, usages};
    use crate::api::testing::{api, at, object, reference, string};
    use crate::api::{Documentation, Schema, Webhook, WebhookKind};

    #[test]
    fn what_a_webhook_reaches_is_output() {
        let own = |pointer: &str, property: Schema| Schema { at: at(pointer), ..object(vec![("a", property)]) };
        let inner = own("/components/schemas/S0/properties/a", reference(1));
        let mut api = api(vec![own("", inner), own("", string()), own("", string())]);
        let schema = reference(0);
        let (name, documentation) = ("w".to_owned(), Documentation::default());
        api.webhooks.push(Webhook { at: at(""), kind: WebhookKind::Callback, name, documentation, schema });
        let usages = usages(&api);
        let usage = |pointer: &str| usages.get(&at(pointer)).copied();
        let output = Some(Usage { input: false, output: true });
        assert_eq!(usage("/components/schemas/S0"), output);
        assert_eq!(usage("/components/schemas/S0/properties/a"), output);
        assert_eq!(usage("/components/schemas/S1"), output);
        // Nothing uses this one.
        assert_eq!(usage("/components/schemas/S2"), Some(Usage::default()));
        assert_eq!(usage("/components/schemas/S0/properties/a/properties/a"), None);
    }
}

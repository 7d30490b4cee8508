//! The Cargo features of a client: one for each group of operations, so that a user compiles only what is used.
//!
//! A type is compiled with any of the groups that use it. The types of webhooks have a feature of their own, and types
//! that nothing uses are compiled with `full`, the feature of all groups.

use std::collections::{BTreeMap, BTreeSet};

use super::imports;
use super::names::operation_names::GroupNames;
use crate::plan::docs::{self, generated};
use crate::rust::{FULL_FEATURE, Feature, Identifier, Operation, Type, TypeModule, WEBHOOKS_FEATURE};

/// The Cargo features of a client.
pub(super) struct Features {
    /// The features, in alphabetical order.
    pub(super) features: Vec<Feature>,
    /// The features of each module of types, of which one must be enabled. Empty if it is always there.
    pub(super) types: Vec<Vec<String>>,
}

/// Plans the features of groups; `webhooks` are the types of webhooks.
pub(super) fn plan_features(
    groups: &[GroupNames],
    webhooks: &[Identifier],
    operations: &[Operation],
    modules: &[TypeModule],
) -> Features {
    if groups.is_empty() {
        return Features { features: Vec::new(), types: modules.iter().map(|_| Vec::new()).collect() };
    }
    let graph = Graph::new(modules);
    let mut users: Vec<BTreeSet<&str>> = modules.iter().map(|_| BTreeSet::new()).collect();
    let mut features: Vec<Feature> = Vec::new();
    for group in groups {
        let members = group.operations.iter().filter_map(|index| operations.get(*index));
        graph.mark(members.flat_map(imports::all_types), &group.feature, &mut users);
        let docs = generated::group_feature(&group.path.method, group.operations.len());
        features.push(Feature { name: group.feature.clone(), docs });
    }
    if !webhooks.is_empty() {
        graph.mark(webhooks.iter().cloned().map(Type::Named), WEBHOOKS_FEATURE, &mut users);
        features.push(Feature { name: WEBHOOKS_FEATURE.to_owned(), docs: docs::webhooks::feature() });
    }
    features.sort_by(|one, other| one.name.cmp(&other.name));
    let mut always: Vec<BTreeSet<&str>> = modules.iter().map(|_| BTreeSet::new()).collect();
    let ungrouped = operations.iter().filter(|operation| operation.group.is_none());
    graph.mark(ungrouped.flat_map(imports::all_types), FULL_FEATURE, &mut always);
    let conditions: Vec<Vec<String>> = users
        .into_iter()
        .zip(always)
        .map(|(users, always)| match (users.len(), always.is_empty()) {
            (_, false) => Vec::new(),
            (0, true) => vec![FULL_FEATURE.to_owned()],
            (count, true) if count == features.len() => Vec::new(),
            (_, true) => users.into_iter().map(str::to_owned).collect(),
        })
        .collect();
    Features { types: conditions, features }
}

/// The modules of types, and those that each refers to.
struct Graph {
    modules: BTreeMap<Identifier, usize>,
    references: Vec<BTreeSet<usize>>,
}

impl Graph {
    fn new(modules: &[TypeModule]) -> Self {
        let items =
            modules.iter().enumerate().flat_map(|(index, module)| module.items.iter().map(move |item| (index, item)));
        let by_name: BTreeMap<Identifier, usize> = items.map(|(index, item)| (item.name().clone(), index)).collect();
        let references = modules.iter().map(|module| {
            let mut referred = BTreeSet::new();
            let mut visit = |name: &Identifier| referred.extend(by_name.get(name).copied());
            module.items.iter().for_each(|item| item.visit_types(&mut |value| value.visit_named(&mut visit)));
            referred
        });
        let references = references.collect();
        Self { modules: by_name, references }
    }

    /// Adds a feature to the modules of types, and to all that they refer to.
    fn mark<'f>(&self, types: impl Iterator<Item = Type>, feature: &'f str, users: &mut [BTreeSet<&'f str>]) {
        let mut open: Vec<usize> = Vec::new();
        for value in types {
            value.visit_named(&mut |name| open.extend(self.modules.get(name).copied()));
        }
        while let Some(index) = open.pop() {
            let is_new = users.get_mut(index).is_some_and(|users| users.insert(feature));
            if is_new {
                open.extend(self.references.get(index).into_iter().flatten().copied());
            }
        }
    }
}

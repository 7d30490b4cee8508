//! Names the operations and their groups: the methods that callers see, and the module and the types of each operation.
//!
//! Operations without a group are methods of the client. A group is a method of the client too, and has methods of its
//! own, so that each group is a namespace.

use super::identifier::{case_word, with_symbols};
use super::pins::Pins;
use super::place::{path_words, short_path_words};
use super::reserved::{
    CLIENT_METHODS, COMMON_METHODS, GENERATED_CLIENT_METHODS, GROUP_METHODS, OPERATION_IMPORTS, PRELUDE,
    RESERVED_FEATURES,
};
use super::{
    Case, DERIVED, NAMED, NameRequest, Reserved, ResolvedName, collision, identifier, is_reserved, resolve_names,
};
use crate::api::analysis::groups;
use crate::api::{Api, Operation};
use crate::config::Grouping;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::location::Origin;
use crate::rust::{GroupPath, Identifier};

/// The names that no type of an operation may have.
const RESERVED: Reserved<'_> = &[OPERATION_IMPORTS, PRELUDE];

/// The roles of an operation's types, which follow its name. The request type has none.
const ROLES: [&str; 7] = ["", "response", "error", "body", "headers", "arguments", "part"];

/// The names of the groups, and of the operations in the document's order.
pub(crate) struct ClientNames {
    pub(crate) groups: Vec<GroupNames>,
    pub(crate) operations: Vec<OperationNames>,
}

/// The names of a group of operations.
pub(crate) struct GroupNames {
    /// The tag.
    pub(crate) tag: String,
    pub(crate) path: GroupPath,
    /// The Cargo feature.
    pub(crate) feature: String,
    /// Its operations, as indices.
    pub(crate) operations: Vec<usize>,
}

/// The names of an operation, its module and its types.
pub(crate) struct OperationNames {
    /// The name among all operations, as a type. The names of inline schemas start with it.
    pub(crate) stem: Identifier,
    pub(crate) group: Option<GroupPath>,
    pub(crate) method: Identifier,
    pub(crate) module: Identifier,
    pub(crate) request: Identifier,
    pub(crate) response: Identifier,
    pub(crate) error: Identifier,
    pub(crate) body: Identifier,
    pub(crate) headers: Identifier,
    pub(crate) arguments: Identifier,
    pub(crate) part: Identifier,
}

/// Names all operations, and reports those whose names differ from their ids.
pub(crate) fn name_operations(
    api: &Api,
    grouping: Grouping,
    pins: &Pins<'_>,
    diagnostics: &mut Diagnostics,
) -> ClientNames {
    let all: Vec<usize> = (0..api.operations.len()).collect();
    let mut flat = Vec::new();
    let client = Scope { group: None, methods: CLIENT_SCOPE, modules: "operations", pins };
    // The names of methods in groups are not unique among all operations.
    let no_pins = Pins::none(api);
    let of_all = Scope { pins: if grouping == Grouping::Flat { pins } else { &no_pins }, ..client };
    let flat_names = of_all.name(api, &[], &all, &mut flat);
    let stems: Vec<Identifier> = flat_names.operations.iter().map(|names| names.request.clone()).collect();
    if grouping == Grouping::Flat {
        flat.into_iter().for_each(|warning| diagnostics.push(warning));
        return ClientNames { groups: Vec::new(), operations: flat_names.operations };
    }
    let groups = groups(api);
    let tagged: Vec<(&str, &[usize])> =
        groups.iter().filter_map(|group| Some((group.name?, group.operations.as_slice()))).collect();
    let untagged: Vec<usize> =
        groups.iter().filter(|group| group.name.is_none()).flat_map(|group| group.operations.clone()).collect();
    let tags: Vec<&str> = tagged.iter().map(|(tag, _)| *tag).collect();
    let mut warnings = Vec::new();
    let top = client.name(api, &tags, &untagged, &mut warnings);
    let features = name_features(&tags);
    let mut by_index: Vec<Option<OperationNames>> = all.iter().map(|_| None).collect();
    let mut place = |indices: &[usize], names: Vec<OperationNames>| {
        for (index, names) in indices.iter().zip(names) {
            if let Some(slot) = by_index.get_mut(*index) {
                *slot = Some(names);
            }
        }
    };
    place(&untagged, top.operations);
    let mut named_groups = Vec::new();
    for (((tag, operations), (method, module)), feature) in tagged.into_iter().zip(top.groups).zip(features) {
        let view = resolve_names(&[type_request(method.word(), "")], Case::Type, RESERVED).into_iter().next();
        let Some(view) = view.map(|resolved| resolved.identifier) else { continue };
        let path = GroupPath { method, module: module.clone(), view };
        let scope = Scope { group: Some((tag, &path)), methods: GROUP_SCOPE, modules: module.as_str(), pins };
        place(operations, scope.name(api, &[], operations, &mut warnings).operations);
        let operations = operations.to_vec();
        named_groups.push(GroupNames { tag: tag.to_owned(), path, feature, operations });
    }
    warnings.into_iter().for_each(|warning| diagnostics.push(warning));
    let with_stem = |(names, stem): (Option<OperationNames>, Identifier)| Some(OperationNames { stem, ..names? });
    let operations = by_index.into_iter().zip(stems).filter_map(with_stem).collect();
    ClientNames { groups: named_groups, operations }
}

/// The names that no method of the client may have.
const CLIENT_SCOPE: Reserved<'_> = &[CLIENT_METHODS, GENERATED_CLIENT_METHODS, COMMON_METHODS];

/// The names that no method of a group may have.
const GROUP_SCOPE: Reserved<'_> = &[GROUP_METHODS, COMMON_METHODS];

/// Names the Cargo features of the groups.
fn name_features(tags: &[&str]) -> Vec<String> {
    let request = |tag: &&str| group_request(tag, Case::Module, &[RESERVED_FEATURES]);
    let requests: Vec<NameRequest> = tags.iter().map(request).collect();
    let names = resolve_names(&requests, Case::Module, &[RESERVED_FEATURES]);
    names.iter().map(|resolved| resolved.identifier.word().replace('_', "-")).collect()
}

/// A namespace of operations: the client's, or that of a group.
#[derive(Clone, Copy)]
struct Scope<'s> {
    /// The tag and the names of the group.
    group: Option<(&'s str, &'s GroupPath)>,
    /// The names that no method may have.
    methods: Reserved<'s>,
    /// The name that no module may have: a module with the name of the module around it would shadow it.
    modules: &'s str,
    /// The names that the target pins.
    pins: &'s Pins<'s>,
}

/// The names in a scope.
struct ScopeNames {
    /// The methods and the modules of groups.
    groups: Vec<(Identifier, Identifier)>,
    operations: Vec<OperationNames>,
}

impl Scope<'_> {
    /// Names groups by their tags, and operations by their indices.
    fn name(&self, api: &Api, tags: &[&str], indices: &[usize], warnings: &mut Vec<Diagnostic>) -> ScopeNames {
        let operations: Vec<&Operation> = indices.iter().filter_map(|index| api.operations.get(*index)).collect();
        let mut requests: Vec<NameRequest> =
            tags.iter().map(|tag| group_request(tag, Case::Value, self.methods)).collect();
        let tag = self.group.map(|(tag, _)| tag);
        requests.extend(
            operations
                .iter()
                .map(|operation| operation_request(operation, tag).pinned(self.pins.of_method(&operation.at))),
        );
        let methods = resolve_names(&requests, Case::Value, self.methods);
        let rivals = |index: usize| match index.checked_sub(tags.len()) {
            None => tags.get(index).map(|tag| (format!("the tag `{tag}`"), &api.at)),
            Some(index) => operations.get(index).map(|rival| {
                let name = format!("`{} {}`", rival.method.as_str(), rival.path);
                (name, &rival.at)
            }),
        };
        for (operation, resolved) in operations.iter().zip(methods.iter().skip(tags.len())) {
            warnings.extend(renamed(operation, resolved, &rivals));
        }
        let words: Vec<&str> = methods.iter().map(|resolved| resolved.identifier.word()).collect();
        let by_method = |word: &&str| NameRequest::of(vec![(*word).to_owned()], NAMED, *word);
        let by_method: Vec<NameRequest> = words.iter().map(by_method).collect();
        let modules = resolve_names(&by_method, Case::Module, &[&[self.modules]]);
        let mut named = methods.into_iter().zip(modules).map(|(method, module)| (method.identifier, module.identifier));
        let groups: Vec<(Identifier, Identifier)> = named.by_ref().take(tags.len()).collect();
        let named: Vec<(Identifier, Identifier)> = named.collect();
        ScopeNames { groups, operations: self.name_types(named) }
    }

    /// Names the types of operations, which have methods and modules. They are named after the method, and yield to
    /// another operation with such a name.
    fn name_types(&self, named: Vec<(Identifier, Identifier)>) -> Vec<OperationNames> {
        let view = self.group.map(|(_, path)| path.view.as_str());
        let reserved: Vec<&[&str]> = RESERVED.iter().copied().chain(view.as_slice().chunks(1)).collect();
        let requests = named.iter().flat_map(|(method, _)| ROLES.map(|role| type_request(method.word(), role)));
        let types = resolve_names(&requests.collect::<Vec<_>>(), Case::Type, &reserved);
        let names = |((method, module), types): ((Identifier, Identifier), &[ResolvedName])| {
            let [request, response, error, body, headers, arguments, part] = types else { return None };
            Some(OperationNames {
                stem: request.identifier.clone(),
                group: self.group.map(|(_, path)| path.clone()),
                method,
                module,
                request: request.identifier.clone(),
                response: response.identifier.clone(),
                error: error.identifier.clone(),
                body: body.identifier.clone(),
                headers: headers.identifier.clone(),
                arguments: arguments.identifier.clone(),
                part: part.identifier.clone(),
            })
        };
        named.into_iter().zip(types.chunks(ROLES.len())).filter_map(names).collect()
    }
}

/// Reports that an operation did not get the name of its id.
fn renamed<'a>(
    operation: &Operation,
    resolved: &ResolvedName,
    rivals: &impl Fn(usize) -> Option<(String, &'a Origin)>,
) -> Option<Diagnostic> {
    let (_, rival) = resolved.unavailable.as_ref()?;
    let (id, (rival, rival_at)) = (operation.id.as_ref()?, rivals(*rival)?);
    collision(&operation.at, &format!("the operation `{id}`"), resolved, (&rival, rival_at))
}

/// Requests a name for a group: that of its tag, with a second word if the name is reserved.
fn group_request(tag: &str, case: Case, reserved: Reserved<'_>) -> NameRequest {
    let request = NameRequest::named(tag);
    let second = format!("{tag} operations");
    if is_reserved(identifier(tag, case).as_str(), reserved) { request.prepend(&second) } else { request.or(second) }
}

/// Requests a name for an operation: its id without the name of its group, its id, then the id with its path and its
/// method, then with the symbols and the case of the id. Without an id, the name is its method and its path: without the
/// variables of parents, then with all of them.
fn operation_request(operation: &Operation, tag: Option<&str>) -> NameRequest {
    let method = operation.method.as_str().to_lowercase();
    let path = path_words(&operation.path);
    let by_path = format!("{method} {path}");
    let words = match &operation.id {
        Some(id) => {
            let short = tag.and_then(|tag| without_tag(id, tag));
            let symbols = with_symbols(id);
            // Paths may differ as little as the ids do.
            let with_case = case_word(id).map(|case| format!("{symbols} {case}"));
            let names = [id.clone(), format!("{id} {path}"), format!("{id} {by_path}"), symbols];
            short.into_iter().chain(names).chain(with_case).collect()
        }
        None => {
            let short = short_path_words(&operation.path);
            let without_tag = tag.and_then(|tag| path_without_tag(&short, tag));
            let names = [without_tag, Some(short)].into_iter().flatten().map(|path| format!("{method} {path}"));
            names.chain([by_path, format!("{method} {}", with_symbols(operation.path.as_str()))]).collect()
        }
    };
    // A path that has all of its variables in its shortest name goes before a path that lacks some there.
    let is_whole = || short_path_words(&operation.path) == path;
    let rank = if operation.id.is_some() { NAMED } else { DERIVED.saturating_add(u8::from(!is_whole())) };
    NameRequest::of(words, rank, format!("{method} {}", operation.path))
}

/// Returns the words of an id after the name of its tag. `None` if the id does not start with it, or if no name
/// follows.
fn without_tag(id: &str, tag: &str) -> Option<String> {
    let (id, tag) = (identifier(id, Case::Value), identifier(tag, Case::Value));
    let rest = id.word().strip_prefix(tag.word())?.strip_prefix('_')?;
    rest.starts_with(char::is_alphabetic).then(|| rest.to_owned())
}

/// Returns the words of a path after the name of its tag, which may be all of them. `None` if the path does not start with it.
fn path_without_tag(path: &str, tag: &str) -> Option<String> {
    let (path, tag) = (identifier(path, Case::Value), identifier(tag, Case::Value));
    if path == tag {
        return Some(String::new());
    }
    let rest = path.word().strip_prefix(tag.word())?.strip_prefix('_')?;
    rest.starts_with(char::is_alphabetic).then(|| rest.to_owned())
}

/// Requests a name for the request type of an operation, or for another of its types.
fn type_request(method: &str, role: &str) -> NameRequest {
    let plain = identifier(method, Case::Type);
    let operation = format!("{method} operation");
    if role.is_empty() {
        let is_reserved = is_reserved(plain.as_str(), RESERVED);
        let first = if is_reserved { operation.clone() } else { method.to_owned() };
        return NameRequest::of(vec![first, operation], NAMED, method);
    }
    let owner = if is_reserved(plain.as_str(), RESERVED) { &operation } else { method };
    let words = vec![format!("{owner} {role}"), format!("{operation} {role}")];
    NameRequest::of(words, DERIVED, format!("{method} {role}"))
}

#[cfg(test)]
mod tests {
    use super::{path_without_tag, short_path_words, without_tag};
    use crate::api::PathTemplate;

    #[test]
    fn the_variables_of_parents_are_removed_from_a_path() {
        for (path, expected) in [
            ("/pets", "pets"),
            ("/pets/{petId}", "pets by petId}"),
            ("/pets/{petId}/photos", "pets photos"),
            ("/repos/{owner}/{repo}/issues/{id}", "repos issues by id}"),
            ("/repos/{owner}/{repo}", "repos by owner} by repo}"),
            ("/pets/{petId}.{format}/photos", "pets by petId}.{format} photos"),
            ("/{a}/{b}", "by a} by b}"),
            ("/", ""),
        ] {
            assert_eq!(short_path_words(&PathTemplate::parse(path)), expected, "{path}");
        }
    }

    #[test]
    fn the_name_of_a_tag_is_removed_from_the_start_of_a_path() {
        for (path, tag, expected) in [
            ("pets", "Pets", Some("")),
            ("pets by id}", "pets", Some("by_id")),
            ("pets photos", "pets", Some("photos")),
            ("petshops", "pets", None),
            ("shops pets", "pets", None),
        ] {
            assert_eq!(path_without_tag(path, tag).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn the_name_of_a_tag_is_removed_from_the_start_of_an_id() {
        for (id, tag, expected) in [
            ("issues/list-for-repo", "issues", Some("list_for_repo")),
            ("FeatureFlags_list", "Feature flags", Some("list")),
            ("getFeatureFlags", "Feature flags", None),
            ("issuesList", "issue", None),
            ("issues", "issues", None),
            ("issues/2", "issues", None),
        ] {
            assert_eq!(without_tag(id, tag).as_deref(), expected, "{id}");
        }
    }
}

//! Names the operations: the method of the client, the module and the types of each.

use super::identifier::{case_word, with_symbols};
use super::place::path_words;
use super::reserved::{CLIENT_METHODS, COMMON_METHODS, GENERATED_CLIENT_METHODS, OPERATION_IMPORTS, PRELUDE};
use super::{
    Case, DERIVED, NAMED, NameRequest, Reserved, ResolvedName, collision, identifier, is_reserved, resolve_names,
};
use crate::api::{Api, Operation};
use crate::diagnostic::Diagnostics;
use crate::rust::Identifier;

/// The names that no type of an operation may have.
const RESERVED: Reserved<'_> = &[OPERATION_IMPORTS, PRELUDE];

/// The names of an operation, its module and its types.
pub(crate) struct OperationNames {
    pub(crate) method: Identifier,
    pub(crate) marker: Identifier,
    pub(crate) module: Identifier,
    pub(crate) response: Identifier,
    pub(crate) error: Identifier,
    pub(crate) body: Identifier,
    pub(crate) headers: Identifier,
}

/// Names all operations, and reports those whose names differ from their ids.
pub(crate) fn name_operations(api: &Api, diagnostics: &mut Diagnostics) -> Vec<OperationNames> {
    let requests: Vec<NameRequest> = api.operations.iter().map(operation_request).collect();
    let methods = resolve_names(&requests, Case::Value, &[CLIENT_METHODS, GENERATED_CLIENT_METHODS, COMMON_METHODS]);
    for (operation, resolved) in api.operations.iter().zip(&methods) {
        let Some((_, rival)) = &resolved.unavailable else { continue };
        let (Some(id), Some(rival)) = (&operation.id, api.operations.get(*rival)) else { continue };
        let what = format!("the operation `{id}`");
        let rival_name = format!("`{} {}`", rival.method.as_str(), rival.path);
        let warning = collision(&operation.at, &what, resolved, (&rival_name, &rival.at));
        warning.into_iter().for_each(|warning| diagnostics.push(warning));
    }
    let words: Vec<&str> = methods.iter().map(|resolved| resolved.identifier.word()).collect();
    let by_method = |word: &&str| NameRequest::of(vec![(*word).to_owned()], NAMED, *word);
    // A module with the name of the module around it would shadow it.
    let modules = resolve_names(&words.iter().map(by_method).collect::<Vec<_>>(), Case::Module, &[&["operations"]]);
    // The types of an operation are named after it, and yield to another operation with such a name.
    let roles = ["", "response", "error", "body", "headers"];
    let types = words.iter().flat_map(|word| roles.iter().map(move |role| type_request(word, role)));
    let types = resolve_names(&types.collect::<Vec<_>>(), Case::Type, RESERVED);
    let named = |((method, module), types): ((&ResolvedName, ResolvedName), &[ResolvedName])| {
        let [marker, response, error, body, headers] = types else { return None };
        Some(OperationNames {
            method: method.identifier.clone(),
            module: module.identifier,
            marker: marker.identifier.clone(),
            response: response.identifier.clone(),
            error: error.identifier.clone(),
            body: body.identifier.clone(),
            headers: headers.identifier.clone(),
        })
    };
    methods.iter().zip(modules).zip(types.chunks(roles.len())).filter_map(named).collect()
}

/// Requests a name for an operation: its id, then the id with its path and its method, then with the symbols and the case of
/// the id.
fn operation_request(operation: &Operation) -> NameRequest {
    let method = operation.method.as_str().to_lowercase();
    let path = path_words(&operation.path);
    let by_path = format!("{method} {path}");
    let words = match &operation.id {
        Some(id) => {
            let symbols = with_symbols(id);
            // Paths may differ as little as the ids do.
            let with_case = case_word(id).map(|case| format!("{symbols} {case}"));
            let names = [id.clone(), format!("{id} {path}"), format!("{id} {by_path}"), symbols];
            names.into_iter().chain(with_case).collect()
        }
        None => vec![by_path, format!("{method} {}", with_symbols(operation.path.as_str()))],
    };
    let rank = if operation.id.is_some() { NAMED } else { DERIVED };
    NameRequest::of(words, rank, format!("{method} {}", operation.path))
}

/// Requests a name for the marker type of an operation, or for another of its types.
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

//! Code of a crate that depends on a client: it compiles with one of two clients and not with the other. It shows what a change
//! of an item does to a caller, and the compiler can judge it.

use std::collections::BTreeMap;

use super::compare::{above, with_renamed, without_aliases};
use super::{Argument, Entry, Form, ItemChange, ItemFact, Level, Listing};

/// Which client a snippet compiles with. It does not compile with the other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CompilesWith {
    /// The client of the old document.
    Older,
    /// The client of the new document.
    Newer,
}

/// Code that shows a change of an item: a module of a crate that depends on the package `client`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Snippet {
    /// Which client it compiles with.
    pub compiles_with: CompilesWith,
    /// The Cargo features that the client needs.
    pub features: Vec<String>,
    /// The code.
    pub code: String,
}

/// What the code names without a path. The client's own modules come from its root.
const IMPORTS: &str = "use ::client::*;
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::str::FromStr;
";

/// Writes a snippet for each change of an item that the compiler can show. The others have none: arguments in another order or with
/// other names, generic parameters, `async` functions, other Cargo features, and the invocations of the runtime's macros.
pub(in crate::changes) fn snippets(
    changes: &[&ItemChange],
    old: &Listing,
    new: &Listing,
) -> Vec<(ItemChange, Option<Snippet>)> {
    let (old, new) = (without_aliases(old), without_aliases(new));
    changes.iter().map(|change| ((*change).clone(), snippet(change, &old, &new))).collect()
}

fn snippet(change: &ItemChange, old: &Listing, new: &Listing) -> Option<Snippet> {
    let path = change.path.as_str();
    let is_new = change.fact == ItemFact::Added;
    let (listing, compiles_with) = match is_new && change.level != Level::Major {
        true => (new, CompilesWith::Newer),
        false => (old, CompilesWith::Older),
    };
    let (code, entry) = match &change.fact {
        // A new part of an exhaustive type breaks code that names all of the others.
        ItemFact::Added if change.level == Level::Major => {
            let owner = above(path)?;
            (all_parts(owner, old)?, old.entries.get(owner)?)
        }
        ItemFact::ArgumentsReordered { .. } | ItemFact::ArgumentsRenamed { .. } => return None,
        ItemFact::Deprecated => {
            let entry = old.entries.get(path)?;
            (use_of(path, entry, old)?, entry)
        }
        ItemFact::Changed { .. } => {
            let (before, after) = (old.entries.get(path)?, new.entries.get(path));
            if after.is_some_and(|after| after.form == before.form) {
                return None;
            }
            (use_of_changed(path, before, after, old)?, before)
        }
        ItemFact::Added | ItemFact::Removed | ItemFact::Renamed { .. } | ItemFact::ArgumentsChanged { .. } => {
            let entry = listing.entries.get(path)?;
            (use_of(path, entry, listing)?, entry)
        }
    };
    let lint = if change.fact == ItemFact::Deprecated { "deny" } else { "allow" };
    let code = format!("#![{lint}(deprecated)]\n{IMPORTS}\n{code}");
    Some(Snippet { compiles_with, features: entry.features.clone(), code })
}

/// Returns code that uses an item whose form is another one in the newer client.
fn use_of_changed(path: &str, before: &Entry, after: Option<&Entry>, old: &Listing) -> Option<String> {
    match (&before.form, after.map(|after| &after.form)) {
        (
            Form::Type { keyword, generics, .. },
            Some(Form::Type { keyword: new_keyword, generics: new_generics, .. }),
        ) if keyword == new_keyword && generics != new_generics => None,
        (Form::Variant { fields, number: Some(number) }, Some(Form::Variant { fields: new_fields, .. }))
            if fields == new_fields =>
        {
            Some(format!("const _: () = assert!({path} as usize == {number});\n"))
        }
        (
            Form::Type { is_exhaustive: true, keyword, .. },
            Some(Form::Type { is_exhaustive: false, keyword: new_keyword, .. }),
        ) if keyword == new_keyword => all_parts(path, old),
        (Form::Type { keyword: "struct", generics, .. }, Some(Form::Type { .. })) => {
            Some(format!("fn use_it{generics}(value: {path}{generics}) {{\n    let {path} {{ .. }} = value;\n}}\n"))
        }
        (Form::Type { keyword: "enum", generics, .. }, Some(Form::Type { .. })) => {
            let (variant, _) = parts(path, old).into_iter().next()?;
            Some(format!(
                "fn use_it{generics}(value: {path}{generics}) {{\n    if let {path}::{variant} {{ .. }} = value {{}}\n}}\n"
            ))
        }
        (Form::Alias { target }, Some(Form::Alias { .. })) => {
            Some(format!("fn use_it(value: {path}) -> {target} {{\n    value\n}}\n"))
        }
        _ => use_of(path, before, old),
    }
}

/// Returns code that uses an item: it needs the item's path and its types.
fn use_of(path: &str, entry: &Entry, listing: &Listing) -> Option<String> {
    let owner = above(path).unwrap_or_default();
    let generics = generics(owner, listing);
    let value = format!("use_it{generics}(value: &{owner}{generics})");
    let name = path.rsplit_once("::").map_or(path, |(_, name)| name);
    match &entry.form {
        Form::Type { .. } | Form::Export { .. } | Form::Alias { .. } => {
            Some(format!("use ::client::{path} as Item;\n"))
        }
        Form::Field { of } => Some(format!("fn {value} {{\n    let _: &{of} = &value.{name};\n}}\n")),
        Form::Variant { fields, .. } => match fields.strip_prefix('(').and_then(|fields| fields.strip_suffix(')')) {
            Some(of) if !has_several(of) => Some(format!(
                "fn {value} {{\n    if let {path}(inner) = value {{\n        let _: &{of} = inner;\n    }}\n}}\n"
            )),
            None if fields.is_empty() => Some(format!("fn {value} {{\n    if let {path} = value {{}}\n}}\n")),
            _ => Some(format!("fn {value} {{\n    if let {path} {{ .. }} = value {{}}\n}}\n")),
        },
        Form::Constant { of } if listing.entries.contains_key(owner) => Some(format!(
            "trait Probe{generics}: Sized {{\n    const VALUE: {of};\n}}\n\nimpl{generics} Probe{generics} for \
             {owner}{generics} {{\n    const VALUE: {of} = Self::{name};\n}}\n"
        )),
        Form::Constant { of } => Some(format!("const VALUE: {of} = {path};\n")),
        Form::Implementation { types } => {
            let implemented = path.split_once(": ")?.1;
            let bound = match implemented.strip_suffix('>') {
                _ if types.is_empty() => implemented.to_owned(),
                Some(open) => format!("{open}, {types}>"),
                None => format!("{implemented}<{types}>"),
            };
            let bound = with_renamed(&bound, &BTreeMap::from([("Self".to_owned(), owner.to_owned())]));
            Some(format!(
                "fn needs<T: {bound}>() {{}}\n\nfn use_it{generics}() {{\n    needs::<{owner}{generics}>();\n}}\n"
            ))
        }
        Form::Function { arguments, returns, qualifiers } => call(path, arguments, returns, qualifiers, listing),
        Form::Invocation { .. } => None,
    }
}

/// Returns `true` if a list of types has more than one: a comma outside of the arguments of a type.
fn has_several(types: &str) -> bool {
    let mut depth = 0_usize;
    types.chars().any(|character| {
        match character {
            '<' | '(' | '[' => depth = depth.saturating_add(1),
            '>' | ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == ',' && depth == 0
    })
}

/// Returns the generic parameters of a type: none, or lifetimes.
fn generics<'l>(path: &str, listing: &'l Listing) -> &'l str {
    match listing.entries.get(path).map(|entry| &entry.form) {
        Some(Form::Type { generics, .. }) => generics,
        _ => "",
    }
}

/// Returns code that calls a function with arguments of its types, and returns what it returns.
fn call(path: &str, arguments: &[Argument], returns: &str, qualifiers: &str, listing: &Listing) -> Option<String> {
    let path = path.strip_suffix("()")?;
    if qualifiers.contains("async") {
        return None;
    }
    let own = qualifiers.trim_end_matches(" const");
    let typed = arguments.iter().enumerate().map(|(index, argument)| match argument.name == "self" {
        true => argument.of.trim_start_matches("mut ").to_owned(),
        false => format!("argument_{index}: {}", argument.of),
    });
    let typed = typed.collect::<Vec<_>>().join(", ");
    let passed = arguments.iter().enumerate().map(|(index, argument)| match argument.name == "self" {
        true => "self".to_owned(),
        false => format!("argument_{index}"),
    });
    let passed = passed.collect::<Vec<_>>().join(", ");
    let signature = format!("fn use_it{own}({typed}) {returns}");
    let owner = above(path).filter(|owner| is_type(owner, listing));
    let Some(owner) = owner else {
        return Some(format!("{signature} {{\n    {path}({passed})\n}}\n"));
    };
    let generics = generics(owner, listing);
    let name = path.rsplit_once("::").map_or(path, |(_, name)| name);
    Some(format!(
        "trait Probe{generics}: Sized {{\n    {signature};\n}}\n\nimpl{generics} Probe{generics} for {owner}{generics} {{\n    \
         {signature} {{\n        Self::{name}({passed})\n    }}\n}}\n"
    ))
}

/// Returns `true` if the name of a path begins with a capital letter or is listed: the types of the runtime are not.
fn is_type(path: &str, listing: &Listing) -> bool {
    let name = path.rsplit_once("::").map_or(path, |(_, name)| name);
    listing.entries.contains_key(path) || name.starts_with(char::is_uppercase)
}

/// Returns the fields of a struct or the variants of an enum.
fn parts<'l>(owner: &str, listing: &'l Listing) -> BTreeMap<&'l str, &'l Form> {
    let is_part = |form: &Form| matches!(form, Form::Field { .. } | Form::Variant { .. });
    let below = listing.entries.iter().filter(|(path, entry)| above(path) == Some(owner) && is_part(&entry.form));
    below.filter_map(|(path, entry)| Some((path.rsplit_once("::")?.1, &entry.form))).collect()
}

/// Returns code that names all parts of an exhaustive type.
fn all_parts(owner: &str, listing: &Listing) -> Option<String> {
    let entry = listing.entries.get(owner)?;
    let parts = parts(owner, listing);
    match &entry.form {
        Form::Type { keyword: "struct", generics, .. } => {
            let fields: Vec<String> = parts.keys().map(|field| format!("{field}: _")).collect();
            let fields = fields.join(", ");
            Some(format!(
                "fn use_it{generics}(value: {owner}{generics}) {{\n    let {owner} {{ {fields} }} = value;\n}}\n"
            ))
        }
        Form::Type { generics, .. } => {
            let arms = parts.keys().map(|variant| format!("        {owner}::{variant} {{ .. }} => {{}}\n"));
            Some(format!(
                "fn use_it{generics}(value: {owner}{generics}) {{\n    match value {{\n{}    }}\n}}\n",
                arms.collect::<String>()
            ))
        }
        _ => None,
    }
}

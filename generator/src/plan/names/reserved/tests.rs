//! Compares the lists with the runtime's files and with what the generator prints.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use syn::{Attribute, ImplItem, Item, ItemImpl, Type, UseTree, Visibility};

use super::*;
use crate::location::Sources;
use crate::rust::{FULL_FEATURE, WEBHOOK_SIGNATURES_FEATURE, WEBHOOKS_FEATURE};
use crate::{Target, generate};

type Names = BTreeSet<String>;

fn listed(lists: &[&[&str]]) -> Names {
    lists.iter().flat_map(|list| list.iter()).map(|name| (*name).to_owned()).collect()
}

/// All items of the runtime, those of inline modules too.
fn runtime_items() -> Vec<Item> {
    fn visit(folder: &Path, items: &mut Vec<Item>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                visit(&path, items);
            } else {
                items.extend(syn::parse_file(&std::fs::read_to_string(&path).unwrap()).unwrap().items);
            }
        }
    }
    let mut items = Vec::new();
    visit(&runtime(), &mut items);
    items
}

fn runtime() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src/runtime")
}

fn is_named(value: &Type, name: &str) -> bool {
    matches!(value, Type::Path(path) if path.path.segments.last().is_some_and(|segment| segment.ident == name))
}

/// The methods that a type of the runtime has: inherent ones of any visibility, since two of one name do not
/// compile, and those of the traits that are in the prelude.
fn methods(name: &str) -> Names {
    let mut methods = Names::new();
    for item in runtime_items() {
        match &item {
            Item::Impl(item) if is_named(&item.self_ty, name) && is_in_scope(item) => {
                let functions = item.items.iter().filter_map(|item| match item {
                    ImplItem::Fn(function) => Some(function.sig.ident.to_string()),
                    _ => None,
                });
                methods.extend(functions);
            }
            Item::Struct(item) if item.ident == name => methods.extend(derived(&item.attrs)),
            _ => {}
        }
    }
    methods
}

/// Whether the methods of an `impl` block can be called without an import.
fn is_in_scope(item: &ItemImpl) -> bool {
    let Some((path, _)) = &item.trait_ else { return true };
    // The prelude has the derive macros of these traits, and not the traits.
    let only_derives = ["Debug", "Hash"];
    path.segments.last().is_some_and(|segment| {
        let name = segment.ident.to_string();
        PRELUDE.contains(&name.as_str()) && !only_derives.contains(&name.as_str())
    })
}

/// The methods of derived traits.
fn derived(attributes: &[Attribute]) -> Names {
    let mut methods = Names::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        attribute
            .parse_nested_meta(|meta| {
                let name = meta.path.get_ident().unwrap().to_string();
                methods.extend(match name.as_str() {
                    "Clone" => Some("clone".to_owned()),
                    "Default" => Some("default".to_owned()),
                    "Debug" => None,
                    other => panic!("the methods of `{other}` are not known to this test"),
                });
                Ok(())
            })
            .unwrap();
    }
    methods
}

#[test]
fn every_method_of_the_runtime_is_reserved() {
    for (name, list) in [("Client", CLIENT_METHODS), ("Credentials", CREDENTIALS_METHODS)] {
        assert_eq!(listed(&[list]), methods(name), "the methods of `{name}`");
    }
}

/// The first members of the tuples in a constant.
fn first_members(text: &str, constant: &str) -> Names {
    let (_, list) = text.split_once(&format!("const {constant}:")).unwrap();
    let (list, _) = list.split_once("];").unwrap();
    let list: String = list.split_whitespace().collect();
    list.split("(\"").skip(1).filter_map(|tuple| tuple.split('"').next()).map(str::to_owned).collect()
}

/// A feature with the name of a dependency would enable it.
#[test]
fn every_dependency_of_a_client_is_a_reserved_feature() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/output/new_manifest.rs");
    let text = std::fs::read_to_string(file).unwrap();
    let lists = text.split("const ").filter_map(|rest| rest.split_once(": [(&str, &")).map(|(list, _)| list);
    let mut names: Names = lists.flat_map(|list| first_members(&text, list)).collect();
    assert!(names.len() > 10, "{names:?}");
    names.extend(["default", FULL_FEATURE, WEBHOOKS_FEATURE, WEBHOOK_SIGNATURES_FEATURE].map(str::to_owned));
    let names: Names = names.into_iter().map(|name| name.replace('-', "_")).collect();
    assert_eq!(names, listed(&[RESERVED_FEATURES]));
}

/// The runtime's macro has an argument for the name of each setting, and the names of the other methods.
#[test]
fn every_method_of_a_request_is_reserved() {
    let text = std::fs::read_to_string(runtime().join("request/settings.rs")).unwrap();
    let sending = std::fs::read_to_string(runtime().join("send/request.rs")).unwrap();
    let names_in = |text: &str, start: &str| -> Names {
        let names = text.split(start).skip(1).map(|rest| {
            let is_letter = |letter: char| letter.is_ascii_lowercase() || letter == '_';
            rest.split(|letter: char| !is_letter(letter)).next().unwrap_or_default().to_owned()
        });
        names.filter(|name| !name.is_empty()).collect()
    };
    let names = |start: &str| names_in(&text, start);
    assert_eq!(names("pub fn $"), listed(&[&REQUEST_SETTINGS]));
    let order: Vec<&str> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix('$')?.split_once(":ident"))
        .map(|(name, _)| name)
        // The first argument is the request type.
        .skip(1)
        .collect();
    assert_eq!(order, REQUEST_SETTINGS, "the order of the macro");
    let mut methods = names(" fn ");
    methods.extend(names_in(&sending, " fn "));
    methods.extend(["clone".to_owned()]);
    methods.remove("into_builder");
    assert_eq!(methods, listed(&[REQUEST_METHODS]));
}

/// The names that a `use` tree brings into scope, with the path before them.
fn imported(tree: &UseTree, path: &mut Vec<String>, names: &mut Vec<(Vec<String>, String)>) {
    match tree {
        UseTree::Path(tree) => {
            path.push(tree.ident.to_string());
            imported(&tree.tree, path, names);
            path.pop();
        }
        UseTree::Name(tree) => names.push((path.clone(), tree.ident.to_string())),
        UseTree::Rename(tree) => names.push((path.clone(), tree.rename.to_string())),
        UseTree::Group(tree) => tree.items.iter().for_each(|tree| imported(tree, path, names)),
        UseTree::Glob(_) => panic!("generated code has no glob imports"),
    }
}

/// The types that items import from outside of the client's own types, or re-export.
fn types_in_scope(items: &[Item], is_export: bool) -> Names {
    let mut names = Vec::new();
    for item in items {
        if let Item::Use(item) = item
            && matches!(item.vis, Visibility::Inherited) != is_export
        {
            imported(&item.tree, &mut Vec::new(), &mut names);
        }
    }
    let own = ["client", "operations", "types"];
    let is_own = |path: &[String]| path.iter().any(|segment| own.contains(&segment.as_str()));
    names.retain(|(path, name)| !is_own(path) && name.starts_with(char::is_uppercase));
    names.into_iter().map(|(_, name)| name).collect()
}

/// What the clients of all fixtures have in the scope of their modules.
#[derive(Default)]
struct Scopes {
    operations: Names,
    client: Names,
    exports: Names,
    types: Names,
    variables: Names,
}

fn scopes() -> Scopes {
    let mut scopes = Scopes::default();
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")).unwrap() {
        let folder = entry.unwrap().path();
        let target = match folder.join("target.toml").is_file() {
            true => Target::read(&folder.join("target.toml"), &mut Sources::new()).unwrap(),
            false => Target::for_spec(folder.join("spec.yaml"), "client"),
        };
        let generated = generate(&Target { output: "client".into(), ..target });
        for file in generated.files.unwrap_or_else(|| panic!("{}", folder.display())) {
            if file.path.starts_with("runtime/") || !file.path.ends_with(".rs") {
                continue;
            }
            let items = syn::parse_file(&file.text).unwrap().items;
            match file.path.as_str() {
                "mod.rs" => scopes.exports.extend(types_in_scope(&items, true)),
                "client.rs" => scopes.client.extend(types_in_scope(&items, false)),
                // It names the types of the document by their paths.
                "webhooks.rs" => {}
                path if path.starts_with("operations/") => scopes.operations.extend(types_in_scope(&items, false)),
                _ => scopes.types.extend(types_in_scope(&items, false)),
            }
            scopes.variables.extend(items.iter().flat_map(variables));
        }
    }
    scopes
}

/// The variables of the methods that are added to `Client`.
fn variables(item: &Item) -> Names {
    let Item::Impl(item) = item else { return Names::new() };
    if item.trait_.is_some() || !["Client", "Pets", "BuildingBlocks"].iter().any(|name| is_named(&item.self_ty, name)) {
        return Names::new();
    }
    let functions = item.items.iter().filter_map(|item| match item {
        ImplItem::Fn(function) => Some(function),
        _ => None,
    });
    // A variable that has an argument's name is that argument, as its final type.
    let is_argument = |function: &syn::ImplItemFn, name: &str| {
        // So is a field of a struct of arguments.
        let fields = function.block.stmts.iter().filter_map(|statement| match statement {
            syn::Stmt::Local(syn::Local { pat: syn::Pat::Struct(pattern), .. }) => Some(&pattern.fields),
            _ => None,
        });
        let mut fields = fields.flatten();
        let is_named = |field: &syn::FieldPat| matches!(&field.member, syn::Member::Named(member) if member == name);
        fields.any(is_named)
            || function.sig.inputs.iter().any(|input| {
                matches!(input, syn::FnArg::Typed(input)
                if matches!(&*input.pat, syn::Pat::Ident(pattern) if pattern.ident == name))
            })
    };
    let mut names = Names::new();
    for function in functions {
        for statement in &function.block.stmts {
            let syn::Stmt::Local(local) = statement else { continue };
            let pattern = match &local.pat {
                syn::Pat::Type(pattern) => &*pattern.pat,
                pattern => pattern,
            };
            if let syn::Pat::Ident(pattern) = pattern
                && !is_argument(function, &pattern.ident.to_string())
            {
                names.insert(pattern.ident.to_string());
            }
        }
    }
    names
}

#[test]
fn every_name_in_the_scope_of_generated_code_is_reserved() {
    let scopes = scopes();
    assert_eq!(listed(&[OPERATION_IMPORTS]), scopes.operations, "what modules of operations import");
    assert_eq!(listed(&[CLIENT_IMPORTS]), scopes.client, "what the module of the client imports");
    assert_eq!(listed(&[ROOT_EXPORTS]), scopes.exports, "what the root module exports");
    assert_eq!(listed(&[METHOD_VARIABLES]), scopes.variables, "the variables of methods");
    let reserved = RESERVED_TYPES;
    assert!(scopes.types.iter().all(|name| is_reserved(name, reserved)), "{:?}", scopes.types);
}

fn is_reserved(name: &str, lists: &[&[&str]]) -> bool {
    lists.iter().any(|list| list.contains(&name))
}

#[test]
fn every_reserved_import_is_a_name_of_the_runtime() {
    let text = std::fs::read_to_string(runtime().join("mod.rs")).unwrap();
    let mut exported = Vec::new();
    for item in syn::parse_file(&text).unwrap().items {
        if let Item::Use(item) = item {
            imported(&item.tree, &mut Vec::new(), &mut exported);
        }
    }
    let mut exported: Names = exported.into_iter().map(|(_, name)| name).collect();
    // These come from the standard library, and from the runtime's module `json`.
    exported.extend(["BTreeMap", "Borrow", "Maybe", "Value"].map(str::to_owned));
    let missing: Vec<String> =
        listed(&[OPERATION_IMPORTS, CLIENT_IMPORTS, ROOT_EXPORTS]).difference(&exported).cloned().collect();
    assert!(missing.is_empty(), "the runtime has none of these: {missing:?}");
}

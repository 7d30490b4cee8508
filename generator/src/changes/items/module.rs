//! Reads what one file of a client declares: its items, its implementations and its exports.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::{Attribute, Fields, ImplItem, Item, UseTree, Visibility};

use super::text::{Names, text_of, type_text};
use super::{Argument, Entry, Form};

/// What a file declares. Paths are below the module of the file.
#[derive(Debug, Default)]
pub(super) struct Module {
    /// The modules that it declares: name, whether it is public, and the Cargo features of which one is needed.
    pub(super) modules: Vec<(String, bool, Vec<String>)>,
    /// The items that it exports from elsewhere: path, name and features.
    pub(super) exports: Vec<(Vec<String>, String, Vec<String>)>,
    /// The public items that it defines, by name: the item itself and what is below it, by the rest of its path.
    pub(super) items: BTreeMap<String, Vec<(String, Entry)>>,
    /// What implementations add to types, by the name of the type in this file.
    pub(super) additions: Vec<(String, String, Entry)>,
}

/// The macros that implement only traits that are not for callers.
const HIDDEN: [&str; 7] = ["fill", "json", "members", "newtype", "object", "union", "variant_value"];

/// Reads a file. An error of the parser is a bug of the generator, which `render` reports: such a file declares nothing.
///
/// `public` is the path by which callers name the items of the file.
pub(super) fn read(text: &str, public: &str) -> Module {
    let mut module = Module::default();
    let Ok(file) = syn::parse_file(text) else { return module };
    let mut names = Names::default();
    for item in &file.items {
        let name = match item {
            Item::Struct(item) => &item.ident,
            Item::Enum(item) => &item.ident,
            Item::Type(item) => &item.ident,
            _ => continue,
        };
        names.add(&name.to_string(), &[public.to_owned(), name.to_string()]);
    }
    for item in &file.items {
        if let Item::Use(item) = item {
            for (path, name) in leaves(&item.tree, &[]) {
                names.add(&name, &path);
            }
        }
    }
    for item in &file.items {
        read_item(item, &names, &mut module);
    }
    module
}

fn read_item(item: &Item, names: &Names, module: &mut Module) {
    match item {
        Item::Mod(item) => {
            module.modules.push((item.ident.to_string(), is_public(&item.vis), features(&item.attrs)));
        }
        Item::Use(item) if is_public(&item.vis) && !is_hidden(&item.attrs) => {
            let features = features(&item.attrs);
            module
                .exports
                .extend(leaves(&item.tree, &[]).into_iter().map(|(path, name)| (path, name, features.clone())));
        }
        Item::Struct(item) if is_public(&item.vis) && !is_hidden(&item.attrs) => {
            let has_all = item.fields.iter().all(|field| is_public(&field.vis)) && !item.fields.is_empty();
            let form = Form::Type {
                keyword: "struct",
                generics: text_of(&item.generics),
                is_exhaustive: has_all && !has(&item.attrs, "non_exhaustive"),
            };
            let mut entries = vec![(String::new(), Entry::new(form, &item.attrs))];
            derives(&item.attrs, &mut entries);
            for (index, field) in item.fields.iter().enumerate().filter(|(_, field)| is_public(&field.vis)) {
                let name = field.ident.as_ref().map_or_else(|| index.to_string(), ToString::to_string);
                let entry = Entry::new(Form::Field { of: type_text(&field.ty, names) }, &field.attrs);
                entries.push((format!("::{name}"), entry));
            }
            module.items.insert(item.ident.to_string(), entries);
        }
        Item::Enum(item) if is_public(&item.vis) && !is_hidden(&item.attrs) => {
            let form = Form::Type {
                keyword: "enum",
                generics: text_of(&item.generics),
                is_exhaustive: !has(&item.attrs, "non_exhaustive"),
            };
            let mut entries = vec![(String::new(), Entry::new(form, &item.attrs))];
            derives(&item.attrs, &mut entries);
            let is_fieldless = item.variants.iter().all(|variant| matches!(variant.fields, Fields::Unit));
            for (index, variant) in item.variants.iter().enumerate() {
                let fields = match &variant.fields {
                    Fields::Unit => String::new(),
                    Fields::Unnamed(fields) => {
                        let types: Vec<String> =
                            fields.unnamed.iter().map(|field| type_text(&field.ty, names)).collect();
                        format!("({})", types.join(", "))
                    }
                    Fields::Named(fields) => {
                        let name =
                            |field: &syn::Field| field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
                        let types: Vec<String> = fields
                            .named
                            .iter()
                            .map(|field| format!("{}: {}", name(field), type_text(&field.ty, names)))
                            .collect();
                        format!(" {{ {} }}", types.join(", "))
                    }
                };
                let entry = Entry::new(Form::Variant { fields, number: is_fieldless.then_some(index) }, &variant.attrs);
                entries.push((format!("::{}", variant.ident), entry));
            }
            module.items.insert(item.ident.to_string(), entries);
        }
        Item::Type(item) if is_public(&item.vis) && !is_hidden(&item.attrs) => {
            let target = format!("{}{}", text_of(&item.generics), type_text(&item.ty, names));
            let entry = Entry::new(Form::Alias { target }, &item.attrs);
            module.items.insert(item.ident.to_string(), vec![(String::new(), entry)]);
        }
        Item::Const(item) if is_public(&item.vis) && !is_hidden(&item.attrs) => {
            let entry = Entry::new(Form::Constant { of: type_text(&item.ty, names) }, &item.attrs);
            module.items.insert(item.ident.to_string(), vec![(String::new(), entry)]);
        }
        Item::Fn(item) if is_public(&item.vis) && !is_hidden(&item.attrs) => {
            let entry = Entry::new(function(&item.sig, names), &item.attrs);
            module.items.insert(item.sig.ident.to_string(), vec![("()".to_owned(), entry)]);
        }
        Item::Impl(item) => read_implementation(item, names, module),
        Item::Macro(item) if item.ident.is_none() => read_invocation(item, names, module),
        _ => {}
    }
}

fn read_implementation(item: &syn::ItemImpl, names: &Names, module: &mut Module) {
    let syn::Type::Path(target) = &*item.self_ty else { return };
    let Some(target) = target.path.segments.last().map(|segment| segment.ident.to_string()) else { return };
    let Some((implemented, _)) = &item.trait_ else {
        for member in &item.items {
            let (name, entry) = match member {
                ImplItem::Fn(member) if is_public(&member.vis) && !is_hidden(&member.attrs) => {
                    (format!("{}()", member.sig.ident), Entry::new(function(&member.sig, names), &member.attrs))
                }
                ImplItem::Const(member) if is_public(&member.vis) && !is_hidden(&member.attrs) => {
                    let form = Form::Constant { of: type_text(&member.ty, names) };
                    (member.ident.to_string(), Entry::new(form, &member.attrs))
                }
                _ => continue,
            };
            module.additions.push((target.clone(), format!("::{name}"), entry));
        }
        return;
    };
    let implemented = type_text(implemented, names);
    if implemented.starts_with("runtime::json::") {
        return;
    }
    let types = item.items.iter().filter_map(|member| match member {
        ImplItem::Type(member) => Some(format!("{} = {}", member.ident, type_text(&member.ty, names))),
        _ => None,
    });
    let form = Form::Implementation { types: types.collect::<Vec<_>>().join(", ") };
    module.additions.push((target, format!(": {implemented}"), Entry::new(form, &item.attrs)));
}

/// Reads an invocation of a macro, whose first argument is the type that it implements traits for.
fn read_invocation(item: &syn::ItemMacro, names: &Names, module: &mut Module) {
    let Some(name) = item.mac.path.segments.last().map(|segment| segment.ident.to_string()) else { return };
    if HIDDEN.contains(&name.as_str()) {
        return;
    }
    let target = item.mac.tokens.clone().into_iter().next().map(|token| token.to_string());
    if let Some(target) = target {
        let arguments: proc_macro2::TokenStream = item.mac.tokens.clone().into_iter().skip(1).collect();
        let form = Form::Invocation { text: type_text(&arguments, names) };
        module.additions.push((target, format!(": {name}!"), Entry::new(form, &item.attrs)));
    }
}

fn function(signature: &syn::Signature, names: &Names) -> Form {
    let argument = |argument: &syn::FnArg| match argument {
        syn::FnArg::Receiver(receiver) => Argument { name: "self".to_owned(), of: text_of(receiver) },
        syn::FnArg::Typed(typed) => Argument { name: text_of(&typed.pat), of: type_text(&typed.ty, names) },
    };
    let mut qualifiers = text_of(&signature.generics);
    for (is_there, word) in [(signature.constness.is_some(), " const"), (signature.asyncness.is_some(), " async")] {
        if is_there {
            qualifiers.push_str(word);
        }
    }
    Form::Function {
        arguments: signature.inputs.iter().map(argument).collect(),
        returns: type_text(&signature.output, names),
        qualifiers,
    }
}

/// Adds the derived traits.
fn derives(attributes: &[Attribute], entries: &mut Vec<(String, Entry)>) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        let syn::Meta::List(list) = &attribute.meta else { continue };
        for token in list.tokens.clone() {
            if let proc_macro2::TokenTree::Ident(name) = token {
                let form = Form::Implementation { types: String::new() };
                entries.push((format!(": {name}"), Entry { form, is_deprecated: false, features: Vec::new() }));
            }
        }
    }
}

impl Entry {
    fn new(form: Form, attributes: &[Attribute]) -> Self {
        Self { form, is_deprecated: has(attributes, "deprecated"), features: features(attributes) }
    }
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident(name))
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("doc") && text_of(&attribute.meta) == "doc(hidden)")
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The Cargo features in `#[cfg(feature = "…")]` and `#[cfg(any(…))]`, of which one is needed.
fn features(attributes: &[Attribute]) -> Vec<String> {
    let mut features = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")) {
        let text = attribute.meta.to_token_stream().to_string();
        features.extend(text.split('"').skip(1).step_by(2).map(str::to_owned));
    }
    features
}

/// The paths that a `use` names, with the names that they have then.
fn leaves(tree: &UseTree, before: &[String]) -> Vec<(Vec<String>, String)> {
    let join = |name: &syn::Ident| [before, &[name.to_string()]].concat();
    match tree {
        UseTree::Path(path) => leaves(&path.tree, &join(&path.ident)),
        UseTree::Name(name) if name.ident == "self" => {
            before.last().map(|last| (before.to_vec(), last.clone())).into_iter().collect()
        }
        UseTree::Name(name) => vec![(join(&name.ident), name.ident.to_string())],
        UseTree::Rename(rename) => vec![(join(&rename.ident), rename.rename.to_string())],
        UseTree::Group(group) => group.items.iter().flat_map(|tree| leaves(tree, before)).collect(),
        UseTree::Glob(_) => Vec::new(),
    }
}

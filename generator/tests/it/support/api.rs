//! Lists the public items of a crate from its source, as rustdoc would, on any toolchain.
//!
//! An item is listed if it has a path of public modules and re-exports. Its fields, variants, methods and
//! implementations follow it. Macros are not expanded: an invocation is listed with the type that it implements something
//! for, and the templates of the macros are listed at the end.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, Fields, File, ImplItem, Item, Signature, TraitItem, Type, UseTree, Visibility};

/// A line of the list.
pub(crate) struct Line {
    /// The module in which it is written.
    pub(crate) module: Vec<String>,
    pub(crate) text: String,
}

type Path = Vec<String>;

/// The macros that implement hidden traits only.
const HIDDEN: [&str; 5] = ["json", "members", "newtype", "object", "union"];

/// The modules of a crate, by their paths.
struct Source {
    modules: BTreeMap<Path, Vec<Item>>,
}

/// Lists the items of a crate, whose files are given by their paths below its root module.
pub(crate) fn list<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Vec<Line> {
    let mut source = Source { modules: BTreeMap::new() };
    for (path, text) in files {
        let Some(path) = path.strip_suffix(".rs") else { continue };
        let mut path: Path = path.split('/').map(str::to_owned).collect();
        if path.last().is_some_and(|name| name == "mod") {
            path.pop();
        }
        source.modules.insert(path, syn::parse_file(text).unwrap().items);
    }
    let mut found = Found::default();
    source.visit(&[], &[], &mut found);
    source.lines(&found)
}

/// The public items: where each is defined, and its public paths.
#[derive(Default)]
struct Found {
    modules: BTreeMap<Path, Path>,
    items: BTreeMap<(Path, String), BTreeSet<(usize, Path)>>,
    foreign: BTreeMap<Path, Vec<String>>,
}

impl Source {
    /// Finds what is public in a module, which has a public path itself.
    fn visit(&self, module: &[String], public: &[String], found: &mut Found) {
        let join = |path: &[String], name: &str| [path, &[name.to_owned()]].concat();
        found.modules.insert(module.to_vec(), public.to_vec());
        for item in self.modules.get(module).into_iter().flatten() {
            if !is_public(item) {
                continue;
            }
            match item {
                Item::Mod(inner) => {
                    let name = inner.ident.to_string();
                    self.visit(&join(module, &name), &join(public, &name), found);
                }
                Item::Use(re_export) => {
                    for (path, name) in leaves(&re_export.tree, &[]) {
                        match self.resolve(module, &path) {
                            Some(definition) => {
                                let path = join(public, &name);
                                found.items.entry(definition).or_default().insert((path.len(), path));
                            }
                            None => found.foreign.entry(module.to_vec()).or_default().push(path.join("::")),
                        }
                    }
                }
                item => {
                    if let Some(name) = name_of(item) {
                        let path = join(public, &name);
                        found.items.entry((module.to_vec(), name)).or_default().insert((path.len(), path));
                    }
                }
            }
        }
    }

    /// Finds the definition that a path in a module names; `None` for an item of another crate.
    fn resolve(&self, module: &[String], path: &[String]) -> Option<(Path, String)> {
        let (first, rest) = path.split_first()?;
        let start = match first.as_str() {
            "crate" => return self.resolve_in(&[], rest),
            "self" => return self.resolve_in(module, rest),
            "super" => return self.resolve_in(module.split_last()?.1, rest),
            _ => module,
        };
        self.resolve_in(start, path)
    }

    fn resolve_in(&self, module: &[String], path: &[String]) -> Option<(Path, String)> {
        let (first, rest) = path.split_first()?;
        let items = self.modules.get(module)?;
        if rest.is_empty() && items.iter().any(|item| name_of(item).as_deref() == Some(first)) {
            return Some((module.to_vec(), first.clone()));
        }
        let inner = [module, std::slice::from_ref(first)].concat();
        if !rest.is_empty() && self.modules.contains_key(&inner) {
            return match rest.first().map(String::as_str) {
                Some("self") => None,
                _ => self.resolve_in(&inner, rest),
            };
        }
        let uses = items.iter().filter_map(|item| if let Item::Use(item) = item { Some(item) } else { None });
        for (imported, name) in uses.flat_map(|item| leaves(&item.tree, &[])) {
            if name == *first && imported != path {
                return self.resolve(module, &[&imported, rest].concat());
            }
        }
        None
    }

    fn lines(&self, found: &Found) -> Vec<Line> {
        let mut blocks: Vec<(Path, u8, Vec<Line>)> = Vec::new();
        for (module, public) in &found.modules {
            let line = |text| Line { module: module.clone(), text };
            if !public.is_empty() {
                blocks.push((public.clone(), 0, vec![line(format!("pub mod {}", public.join("::")))]));
            }
            for foreign in found.foreign.get(module).into_iter().flatten() {
                blocks.push((public.clone(), 1, vec![line(format!("pub use {foreign}"))]));
            }
        }
        for ((module, name), paths) in &found.items {
            let mut paths = paths.iter().map(|(_, path)| path);
            let Some(path) = paths.next() else { continue };
            let mut texts = self.declaration(module, name, &path.join("::"));
            texts.extend(paths.map(|path| format!("    also {}", path.join("::"))));
            let line = |text| Line { module: module.clone(), text };
            let mut lines: Vec<Line> = texts.into_iter().map(line).collect();
            for (place, text) in self.implementations(found, module, name) {
                // A method that another part of the crate adds is listed there.
                let is_near = place.first() == module.first();
                let text = if is_near { text } else { format!("{}: {}", path.join("::"), text.trim()) };
                lines.push(Line { module: place, text });
            }
            blocks.push((path.clone(), 2, lines));
        }
        blocks.sort_by(|(a, a_rank, a_lines), (b, b_rank, b_lines)| {
            let text = |lines: &[Line]| lines.first().map(|line| line.text.clone());
            (a, a_rank, text(a_lines)).cmp(&(b, b_rank, text(b_lines)))
        });
        let macros = self.modules.iter().flat_map(|(module, items)| macro_lines(module, items));
        blocks.into_iter().flat_map(|(_, _, lines)| lines).chain(macros).collect()
    }

    /// The lines of an item itself.
    fn declaration(&self, module: &[String], name: &str, path: &str) -> Vec<String> {
        let items = self.modules.get(module).into_iter().flatten();
        let Some(item) = items.into_iter().find(|item| name_of(item).as_deref() == Some(name)) else {
            return Vec::new();
        };
        match item {
            Item::Struct(item) => {
                let generics = &item.generics;
                let mut lines = vec![with_attributes(&format!("pub struct {path}{}", text(generics)), &item.attrs)];
                lines.extend(fields(&item.fields, true));
                lines
            }
            Item::Enum(item) => {
                let mut lines = vec![with_attributes(&format!("pub enum {path}{}", text(&item.generics)), &item.attrs)];
                for variant in &item.variants {
                    match &variant.fields {
                        Fields::Named(_) => {
                            lines.push(format!("    {}", variant.ident));
                            lines.extend(fields(&variant.fields, false).into_iter().map(|line| format!("    {line}")));
                        }
                        fields => lines.push(format!("    {}{}", variant.ident, text(fields))),
                    }
                }
                lines
            }
            Item::Trait(item) => {
                let bounds = text(&item.supertraits);
                let mut lines = vec![format!("pub trait {path}{}: {bounds}", text(&item.generics))];
                lines.extend(item.items.iter().map(|item| {
                    let mut item = item.clone();
                    if let TraitItem::Fn(function) = &mut item {
                        function.attrs.clear();
                        let provided = if function.default.take().is_some() { " { … }" } else { "" };
                        return format!("    {}{provided}", signature(&function.sig));
                    }
                    let attributes = match &mut item {
                        TraitItem::Const(item) => &mut item.attrs,
                        TraitItem::Type(item) => &mut item.attrs,
                        _ => return String::new(),
                    };
                    attributes.clear();
                    format!("    {}", text(&item).trim_end_matches(';'))
                }));
                lines
            }
            Item::Type(item) => vec![format!("pub type {path}{} = {}", text(&item.generics), text(&item.ty))],
            Item::Const(item) => vec![format!("pub const {path}: {}", text(&item.ty))],
            Item::Fn(item) => {
                vec![format!("pub {}", signature(&item.sig).replacen(&format!("fn {name}"), &format!("fn {path}"), 1))]
            }
            _ => vec![format!("pub {path}")],
        }
    }

    /// The public methods and the implementations of an item, in all modules, and the macros that add some.
    fn implementations(&self, found: &Found, module: &[String], name: &str) -> Vec<(Path, String)> {
        let is_item = |place: &[String], path: &syn::Path| {
            self.resolve(place, &segments(path)).is_some_and(|(at, found)| at == module && found == name)
        };
        let (mut methods, mut implemented) = (Vec::new(), Vec::new());
        for (place, items) in &self.modules {
            for item in items {
                match item {
                    Item::Macro(item) if item.ident.is_none() => {
                        let name = item.mac.path.segments.last().map(|segment| segment.ident.to_string());
                        if name.as_deref().is_some_and(|name| HIDDEN.contains(&name)) {
                            continue;
                        }
                        let argument = item.mac.tokens.clone().into_iter().next();
                        let target = argument.and_then(|token| syn::parse2::<syn::Path>(token.into()).ok());
                        if target.is_some_and(|target| is_item(place, &target)) {
                            let line = format!("    {}!({})", name.unwrap_or_default(), text(&item.mac.tokens));
                            implemented.push((place.clone(), line));
                        }
                    }
                    Item::Impl(item) => {
                        let Type::Path(target) = &*item.self_ty else { continue };
                        if !is_item(place, &target.path) {
                            continue;
                        }
                        let Some((implements, _)) = &item.trait_ else {
                            let members = item.items.iter().filter_map(public_member);
                            methods.extend(members.map(|line| (place.clone(), line)));
                            continue;
                        };
                        let definition = self.resolve(place, &segments(implements));
                        if definition.is_none_or(|definition| found.items.contains_key(&definition)) {
                            let mut header = item.clone();
                            header.attrs.clear();
                            let types = header.items.iter().filter_map(associated_type).collect::<Vec<_>>().join(", ");
                            header.items.clear();
                            let types = if types.is_empty() { types } else { format!(" ({types})") };
                            let line = format!("    {}{types}", text(&header).trim_end_matches("{ }").trim_end());
                            implemented.push((place.clone(), line));
                        }
                    }
                    _ => {}
                }
            }
        }
        implemented.sort_by(|(_, a), (_, b)| a.cmp(b));
        methods.extend(implemented);
        methods
    }
}

/// The lines of the templates of a module's macros. A variable is an identifier, and a repetition stands once.
fn macro_lines(module: &[String], items: &[Item]) -> Vec<Line> {
    let mut lines = Vec::new();
    for item in items {
        let Item::Macro(item) = item else { continue };
        let Some(name) = item.ident.as_ref().filter(|name| HIDDEN.iter().all(|hidden| name != hidden)) else {
            continue;
        };
        let mut texts = vec![format!("macro {name}!")];
        for token in item.mac.tokens.clone() {
            let TokenTree::Group(template) = token else { continue };
            let Ok(file) = syn::parse2::<File>(without_variables(template.stream())) else { continue };
            for item in file.items {
                let Item::Impl(item) = item else { continue };
                let target = text(&item.self_ty);
                match &item.trait_ {
                    Some((implements, _)) => texts.push(format!("    impl {} for {target}", text(implements))),
                    None => texts.extend(
                        item.items
                            .iter()
                            .filter_map(public_member)
                            .map(|line| format!("    impl {target}: {}", line.trim())),
                    ),
                }
            }
        }
        if texts.len() > 1 {
            lines.extend(texts.into_iter().map(|text| Line { module: module.to_vec(), text }));
        }
    }
    lines
}

fn without_variables(tokens: TokenStream) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut plain = TokenStream::new();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == '$' => {
                if let Some(TokenTree::Group(repeated)) = tokens.peek() {
                    plain.extend(without_variables(repeated.stream()));
                    tokens.next();
                    tokens.next();
                }
            }
            TokenTree::Group(group) => {
                let inner = without_variables(group.stream());
                plain.extend([TokenTree::Group(proc_macro2::Group::new(group.delimiter(), inner))]);
            }
            token => plain.extend([token]),
        }
    }
    plain
}

/// A public method or constant of an inherent implementation.
fn public_member(item: &ImplItem) -> Option<String> {
    let is_public = |visibility: &Visibility, attributes: &[Attribute]| {
        matches!(visibility, Visibility::Public(_)) && !is_hidden(attributes)
    };
    match item {
        ImplItem::Fn(item) if is_public(&item.vis, &item.attrs) => {
            let is_deprecated = item.attrs.iter().any(|attribute| attribute.path().is_ident("deprecated"));
            let deprecated = if is_deprecated { "#[deprecated] " } else { "" };
            Some(format!("    {deprecated}pub {}", signature(&item.sig)))
        }
        ImplItem::Const(item) if is_public(&item.vis, &item.attrs) => {
            Some(format!("    pub const {}: {}", item.ident, text(&item.ty)))
        }
        _ => None,
    }
}

fn associated_type(item: &ImplItem) -> Option<String> {
    let ImplItem::Type(item) = item else { return None };
    Some(format!("{} = {}", item.ident, text(&item.ty)))
}

fn fields(fields: &Fields, need_visibility: bool) -> Vec<String> {
    let is_public = |field: &&syn::Field| !need_visibility || matches!(field.vis, Visibility::Public(_));
    let mut lines: Vec<String> = fields.iter().filter(is_public).map(field_line).collect();
    if fields.iter().any(|field| !is_public(&field)) {
        lines.push("    // private fields".to_owned());
    }
    lines
}

fn field_line(field: &syn::Field) -> String {
    let mut field = field.clone();
    field.attrs.retain(|attribute| attribute.path().is_ident("deprecated"));
    format!("    {}", text(&field))
}

/// Adds the attributes that change what a caller may do.
fn with_attributes(line: &str, attributes: &[Attribute]) -> String {
    let is_relevant = |attribute: &&Attribute| {
        ["derive", "deprecated", "must_use", "non_exhaustive"].iter().any(|name| attribute.path().is_ident(name))
    };
    let attributes: Vec<String> = attributes.iter().filter(is_relevant).map(text).collect();
    if attributes.is_empty() { line.to_owned() } else { format!("{line}: {}", attributes.join(" ")) }
}

fn signature(signature: &Signature) -> String {
    text(signature)
}

/// The text of code in one line.
fn text(code: &impl ToTokens) -> String {
    let mut text = quote!(#code).to_string();
    for module in ["convert", "default", "fmt", "future", "str", "time"] {
        text = text.replace(&format!(":: core :: {module} :: "), "");
    }
    let closer = [
        (" :: ", "::"),
        (":: ", "::"),
        (" ::", "::"),
        (" < ", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" ,", ","),
        (" ;", ";"),
        ("& ", "&"),
        (" : ", ": "),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        (" [", "["),
        ("[ ", "["),
        (" ]", "]"),
        (", >", ">"),
        (",)", ")"),
        (",>", ">"),
        ("# [", "#["),
        (" !", "!"),
        ("? ", "?"),
    ];
    for (from, to) in closer {
        text = text.replace(from, to);
    }
    text = text.replace(":::", ": ::").replace("'static[", "'static [");
    // A type after a keyword or an arrow stands apart.
    for opening in ["(", "[", "::"] {
        for word in ["->", " =", " for", "&mut", "&dyn"] {
            text = text.replace(&format!("{word}{opening}"), &format!("{word} {opening}"));
        }
    }
    text
}

fn segments(path: &syn::Path) -> Path {
    path.segments.iter().map(|segment| segment.ident.to_string()).collect()
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("doc") && text(attribute).contains("(hidden)"))
}

fn is_public(item: &Item) -> bool {
    let (visibility, attributes) = match item {
        Item::Const(item) => (&item.vis, &item.attrs),
        Item::Enum(item) => (&item.vis, &item.attrs),
        Item::Fn(item) => (&item.vis, &item.attrs),
        Item::Mod(item) => (&item.vis, &item.attrs),
        Item::Struct(item) => (&item.vis, &item.attrs),
        Item::Trait(item) => (&item.vis, &item.attrs),
        Item::Type(item) => (&item.vis, &item.attrs),
        Item::Use(item) => (&item.vis, &item.attrs),
        _ => return false,
    };
    matches!(visibility, Visibility::Public(_)) && !is_hidden(attributes)
}

fn name_of(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}

/// The paths that a `use` names, with the names that they have then.
fn leaves(tree: &UseTree, before: &[String]) -> Vec<(Path, String)> {
    let join = |name: &syn::Ident| [before, &[name.to_string()]].concat();
    match tree {
        UseTree::Path(path) => leaves(&path.tree, &join(&path.ident)),
        UseTree::Name(name) => vec![(join(&name.ident), name.ident.to_string())],
        UseTree::Rename(rename) => vec![(join(&rename.ident), rename.rename.to_string())],
        UseTree::Group(group) => group.items.iter().flat_map(|tree| leaves(tree, before)).collect(),
        UseTree::Glob(_) => Vec::new(),
    }
}

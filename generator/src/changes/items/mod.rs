//! The public items of a client, from the text of its files: what a crate that depends on it can name.
//!
//! Macros are not expanded: an invocation is an item with its text, since the macros of the runtime add the same to every client
//! of one version of the generator. The runtime itself is not listed for the same reason.

mod compare;
mod module;
mod snippet;
mod text;

use std::collections::BTreeMap;

pub(super) use compare::compare;
pub use compare::{ItemChange, ItemFact, Level};
pub(super) use snippet::snippets;
pub use snippet::{CompilesWith, Snippet};

use crate::render::GeneratedFile;
use crate::threads;
use module::Module;

/// A public item, and what callers depend on of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) form: Form,
    /// Whether it is deprecated.
    pub(super) is_deprecated: bool,
    /// The Cargo features of which one is needed. Empty if it is always there.
    pub(super) features: Vec<String>,
}

/// The form of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A struct or an enum, and whether callers may name all of its fields or variants.
    Type {
        keyword: &'static str,
        generics: String,
        is_exhaustive: bool,
    },
    /// A field of a struct.
    Field {
        of: String,
    },
    /// A variant, with its fields. If no variant of the enum has any, a cast gives its place among them.
    Variant {
        fields: String,
        number: Option<usize>,
    },
    Function {
        arguments: Vec<Argument>,
        returns: String,
        qualifiers: String,
    },
    Constant {
        of: String,
    },
    Alias {
        target: String,
    },
    /// An implementation of a trait, with its associated types.
    Implementation {
        types: String,
    },
    /// An item that is defined in another public module.
    Export {
        path: String,
    },
    /// An invocation of a macro that adds implementations.
    Invocation {
        text: String,
    },
}

/// An argument of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Argument {
    pub(super) name: String,
    pub(super) of: String,
}

/// The public items of a client.
#[derive(Clone, Debug, Default)]
pub(super) struct Listing {
    /// The items by their paths: `types::Pet::name`, `types::Pet::new()` for a function, since a field may have its name, and
    /// `types::Pet: Clone` for an implementation.
    pub(super) entries: BTreeMap<String, Entry>,
    /// The file that defines an item, by the item's path.
    pub(super) files: BTreeMap<String, String>,
}

impl Listing {
    /// Returns `true` if an item is defined in the file of the servers and credentials.
    pub(super) fn is_in_client(&self, path: &str) -> bool {
        self.files.get(path).is_some_and(|file| file == "client.rs")
    }
}

/// Lists the public items of a client.
pub(super) fn list(files: &[GeneratedFile]) -> Listing {
    let sources: Vec<&GeneratedFile> =
        files.iter().filter(|file| file.path.ends_with(".rs") && !file.path.starts_with("runtime/")).collect();
    let modules = threads::map(&sources, |file| module::read(&file.text, &public_path(&file.path)));
    let path_of = |file: &GeneratedFile| {
        let path = file.path.trim_end_matches(".rs");
        path.strip_suffix("/mod").unwrap_or(if path == "mod" { "" } else { path }).to_owned()
    };
    let modules: BTreeMap<String, (&str, Module)> =
        sources.iter().zip(modules).map(|(file, module)| (path_of(file), (file.path.as_str(), module))).collect();
    let mut lister = Lister { modules: &modules, listing: Listing::default(), types: BTreeMap::new() };
    lister.visit("", "", &[]);
    lister.add_implementations();
    lister.listing
}

/// Returns the path by which callers name the items of a file. The modules in folders are private, and their folder exports the items.
fn public_path(path: &str) -> String {
    match path.trim_end_matches(".rs").rsplit_once('/') {
        Some((folder, _)) => folder.replace('/', "::"),
        None if path == "mod.rs" => String::new(),
        None => path.trim_end_matches(".rs").to_owned(),
    }
}

struct Lister<'m> {
    modules: &'m BTreeMap<String, (&'m str, Module)>,
    listing: Listing,
    /// The public paths of types, by the module that defines them and their names.
    types: BTreeMap<(String, String), (String, Vec<String>)>,
}

/// Joins a path below the root of the crate, or below a folder.
fn join(path: &str, name: &str, separator: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}{separator}{name}") }
}

impl Lister<'_> {
    /// Lists what a public module has.
    fn visit(&mut self, at: &str, public: &str, features: &[String]) {
        let Some((_, module)) = self.modules.get(at) else { return };
        for name in module.items.keys() {
            self.define(at, name, &join(public, name, "::"), features);
        }
        for (name, is_public, own) in &module.modules {
            if *is_public {
                let own = if own.is_empty() { features } else { own };
                self.visit(&join(at, name, "/"), &join(public, name, "::"), own);
            }
        }
        for (path, name, own) in &module.exports {
            let own = if own.is_empty() { features } else { own };
            let public = join(public, name, "::");
            let source = path.split_last().map(|(_, modules)| join(at, &modules.join("/"), "/")).unwrap_or_default();
            let is_private = path
                .first()
                .is_some_and(|first| module.modules.iter().any(|(name, is_public, _)| name == first && !is_public));
            if is_private && path.last() == Some(name) {
                self.define(&source, name, &public, own);
            } else {
                let form = Form::Export { path: path.join("::") };
                self.listing.entries.insert(public, Entry { form, is_deprecated: false, features: own.to_vec() });
            }
        }
    }

    /// Lists an item that a module defines, and what is below it.
    fn define(&mut self, at: &str, name: &str, public: &str, features: &[String]) {
        let Some((file, module)) = self.modules.get(at) else { return };
        self.types.insert((at.to_owned(), name.to_owned()), (public.to_owned(), features.to_vec()));
        for (below, entry) in module.items.get(name).into_iter().flatten() {
            self.insert(format!("{public}{below}"), entry, file, features);
        }
    }

    fn insert(&mut self, path: String, entry: &Entry, file: &str, features: &[String]) {
        let own = if entry.features.is_empty() { features.to_vec() } else { entry.features.clone() };
        self.listing.files.insert(path.clone(), file.to_owned());
        self.listing.entries.insert(path, Entry { features: own, ..entry.clone() });
    }

    /// Lists what implementations add. A type is defined in the module itself, in one above it, or in the runtime.
    fn add_implementations(&mut self) {
        let mut features_of: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for ((module, _), (_, features)) in &self.types {
            features_of.insert(module, features.clone());
        }
        let mut found = Vec::new();
        for (at, (file, module)) in self.modules {
            for (target, below, entry) in &module.additions {
                let mut above = Some(at.as_str());
                let known = loop {
                    let Some(place) = above else { break None };
                    if let Some(known) = self.types.get(&(place.to_owned(), target.clone())) {
                        break Some(known.clone());
                    }
                    above = if place.is_empty() {
                        None
                    } else {
                        Some(place.rsplit_once('/').map_or("", |(above, _)| above))
                    };
                };
                let (public, features) = known
                    .unwrap_or_else(|| (target.clone(), features_of.get(at.as_str()).cloned().unwrap_or_default()));
                found.push((format!("{public}{below}"), entry, *file, features));
            }
        }
        for (path, entry, file, features) in found {
            self.insert(path, entry, file, &features);
        }
    }
}

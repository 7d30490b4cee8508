//! Files: the imports, declarations and exports of a module.

use super::{Docs, Identifier, Path};

/// A `use` declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The path.
    pub path: String,
    /// The names below the path, in the order in which they are printed. Empty if the path itself is imported.
    pub names: Vec<String>,
    /// The Cargo features of which one must be enabled. Empty if it is always there.
    pub features: Vec<String>,
}

impl Import {
    /// Imports a path itself.
    pub fn of(path: impl Into<String>) -> Self {
        Self { path: path.into(), names: Vec::new(), features: Vec::new() }
    }
}

/// A module that declares others, and exports items of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Index {
    /// Its documentation.
    pub docs: Docs,
    /// The modules that it declares, in order.
    pub modules: Vec<ModuleDeclaration>,
    /// Its exports, in order.
    pub exports: Vec<Import>,
}

/// The declaration of a module.
#[derive(Clone, Debug, PartialEq)]
pub struct ModuleDeclaration {
    /// Its name.
    pub name: Identifier,
    /// Whether it is public.
    pub is_public: bool,
    /// The Cargo features of which one must be enabled. Empty if it is always there.
    pub features: Vec<String>,
}

/// The module for the types of other crates that the target file names for formats.
#[derive(Clone, Debug, PartialEq)]
pub struct FormatsModule {
    /// Its documentation.
    pub docs: Docs,
    /// Its imports.
    pub imports: Vec<Import>,
    /// The types, in alphabetical order.
    pub types: Vec<Path>,
}

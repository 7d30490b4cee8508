//! What a new crate says about itself: its manifest, README and changelog.

use crate::api::analysis::PaginationProposal;

/// The content of the files that a new crate gets beside the generated ones. They belong to the user afterwards.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Package {
    /// The name of the package.
    pub name: String,
    /// A description in one line.
    pub description: String,
    /// The licence: an SPDX expression. `None` if the document names none that is known.
    pub license: Option<String>,
    /// The URL of the repository.
    pub repository: Option<String>,
    /// Keywords for a package registry.
    pub keywords: Vec<String>,
    /// The oldest Rust that the crate supports.
    pub rust_version: String,
    /// The Cargo features of groups of operations.
    pub features: Vec<Feature>,
    /// The lines of the README, in Markdown. Its examples compile.
    pub readme: Vec<String>,
    /// The lines of the changelog, in Markdown.
    pub changelog: Vec<String>,
    /// Environment variables for the credentials of the document's security schemes.
    pub credentials: Vec<ProposedVariables>,
    /// The pagination that the document shows.
    pub pagination: Vec<PaginationProposal>,
}

/// Names for the environment variables of a credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedVariables {
    /// The security scheme.
    pub scheme: String,
    /// The variable of the user name of basic authentication.
    pub user: Option<String>,
    /// The variable of the secret.
    pub secret: String,
}

/// The oldest Rust that compiles generated code: the first one with the edition 2024.
pub const OLDEST_RUST: &str = "1.85";

/// The Cargo feature of all groups of operations.
pub const FULL_FEATURE: &str = "full";

/// The Cargo feature of the types of webhooks, in a client whose operations are in groups.
pub(crate) const WEBHOOKS_FEATURE: &str = "webhooks";

/// The Cargo feature of the module that verifies webhook requests.
pub(crate) const WEBHOOK_SIGNATURES_FEATURE: &str = "webhook-signatures";

/// A Cargo feature of the crate. Generated code is behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feature {
    /// Its name.
    pub name: String,
    /// What it enables: a line of Markdown.
    pub docs: String,
}

impl Package {
    /// Creates a package with a name, whose document is not known.
    pub fn new(name: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            description: "A client for an HTTP API".to_owned(),
            rust_version: OLDEST_RUST.to_owned(),
            readme: vec![format!("# {name}")],
            changelog: vec!["# Changelog".to_owned()],
            name,
            ..Self::default()
        }
    }
}

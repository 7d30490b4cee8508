//! The `Cargo.toml` of a new crate.

use super::toml_text::{key, quoted, quoted_list};
use crate::rust::{FULL_FEATURE, Package, WEBHOOK_SIGNATURES_FEATURE, WEBHOOKS_FEATURE};

/// The dependencies of every client: each crate and its requirement in `Cargo.toml`.
pub(super) const DEPENDENCIES: [(&str, &str); 9] = [
    ("bytes", "\"1.12\""),
    ("futures-core", "{ version = \"0.3\", default-features = false }"),
    ("http", "\"1.5\""),
    ("httpdate", "\"1.0\""),
    ("percent-encoding", "\"2.3\""),
    ("secrecy", "\"0.10\""),
    ("serde", "\"1.0\""),
    ("serde_json", "{ version = \"1.0\", features = [\"raw_value\"] }"),
    ("url", "\"2.5\""),
];

/// The dependencies of features.
pub(super) const OPTIONAL_DEPENDENCIES: [(&str, &str); 7] = [
    ("hmac", "{ version = \"0.13\", optional = true }"),
    ("http-body", "{ version = \"1.1\", optional = true }"),
    ("reqwest", "{ version = \"0.13.5\", default-features = false, features = [\"http2\"], optional = true }"),
    ("sha2", "{ version = \"0.11\", optional = true }"),
    ("tokio", "{ version = \"1.54\", default-features = false, features = [\"time\"], optional = true }"),
    ("tower-service", "{ version = \"0.3\", optional = true }"),
    ("tracing", "{ version = \"0.1\", default-features = false, features = [\"std\"], optional = true }"),
];

/// The features that the code of every client has.
pub(super) const CODE_FEATURES: [(&str, &[&str]); 6] = [
    ("blocking", &["dep:tokio", "tokio/rt-multi-thread"]),
    ("reqwest", &["dep:http-body", "dep:reqwest", "dep:tokio"]),
    ("testing", &[]),
    ("tower", &["dep:http-body", "dep:tokio", "dep:tower-service"]),
    ("tracing", &["dep:tracing"]),
    (WEBHOOK_SIGNATURES_FEATURE, &["dep:hmac", "dep:sha2"]),
];

/// The features that enable those of reqwest. No code depends on them.
const REQWEST_FEATURES: [(&str, &[&str]); 7] = [
    ("brotli", &["reqwest", "reqwest/brotli"]),
    ("gzip", &["reqwest", "reqwest/gzip"]),
    ("native-tls", &["reqwest", "reqwest/native-tls"]),
    ("rustls", &["reqwest", "reqwest/rustls"]),
    ("rustls-no-provider", &["reqwest", "reqwest/rustls-no-provider"]),
    ("system-proxy", &["reqwest", "reqwest/system-proxy"]),
    ("zstd", &["reqwest", "reqwest/zstd"]),
];

/// The dependencies of the README's program.
const DEV_DEPENDENCIES: &[(&str, &str)] =
    &[("tokio", "{ version = \"1.54\", default-features = false, features = [\"macros\", \"rt-multi-thread\"] }")];

/// Returns the text of the manifest.
pub(super) fn cargo_toml(package: &Package) -> String {
    let Package { name, description, rust_version, keywords, .. } = package;
    let license = match &package.license {
        Some(license) => format!("license = {}\n", quoted(license)),
        None => "# license = \"MIT OR Apache-2.0\"\n".to_owned(),
    };
    let repository = match &package.repository {
        Some(repository) => format!("repository = {}\n", quoted(repository)),
        None => "# repository = \"https://…\"\n".to_owned(),
    };
    let mut dependencies: Vec<(&str, &str)> = [DEPENDENCIES.as_slice(), &OPTIONAL_DEPENDENCIES].concat();
    dependencies.sort_unstable();
    let mut features = code_features(package);
    features.extend(REQWEST_FEATURES.map(|(name, enabled)| ManifestFeature::new(name, enabled)));
    let features: String = features.iter().map(|feature| format!("{}\n", feature.line())).collect();
    format!(
        "[package]
name = {}
version = \"0.1.0\"
edition = \"2024\"
rust-version = {}
description = {}
{license}{repository}keywords = {}
categories = [\"api-bindings\", \"web-programming::http-client\"]

[package.metadata.docs.rs]
all-features = true

[features]
{features}
[dependencies]
{}
[dev-dependencies]
{}
# The crate is a workspace of its own, even inside the folder of another one.
[workspace]
",
        quoted(name),
        quoted(rust_version),
        quoted(description),
        quoted_list(keywords),
        lines(&dependencies),
        lines(DEV_DEPENDENCIES),
    )
}

fn lines(entries: &[(&str, &str)]) -> String {
    entries.iter().map(|(name, value)| format!("{name} = {value}\n")).collect()
}

/// A feature in a manifest.
pub(super) struct ManifestFeature {
    /// Its name.
    pub(super) name: String,
    /// The features and the dependencies that it enables.
    pub(super) enabled: Vec<String>,
}

impl ManifestFeature {
    fn new(name: &str, enabled: &[&str]) -> Self {
        let enabled = enabled.iter().map(|enabled| (*enabled).to_owned()).collect();
        Self { name: name.to_owned(), enabled }
    }

    /// Returns the line of the manifest.
    pub(super) fn line(&self) -> String {
        format!("{} = {}", key(&self.name), quoted_list(&self.enabled))
    }
}

/// Returns the features that the code of a client has. `full` enables all groups of operations.
pub(super) fn code_features(package: &Package) -> Vec<ManifestFeature> {
    let groups: Vec<&str> = package.features.iter().map(|feature| feature.name.as_str()).collect();
    let mut features = Vec::new();
    if groups.is_empty() {
        features.push(ManifestFeature::new("default", &["rustls"]));
    } else {
        features.push(ManifestFeature::new("default", &[FULL_FEATURE, "rustls"]));
        features.push(ManifestFeature::new(FULL_FEATURE, &groups));
        features.extend(groups.iter().map(|group| ManifestFeature::new(group, &[])));
    }
    for (name, enabled) in CODE_FEATURES {
        // The module that verifies webhook requests needs their types.
        let has_types = name == WEBHOOK_SIGNATURES_FEATURE && groups.contains(&WEBHOOKS_FEATURE);
        let types: &[&str] = if has_types { &[WEBHOOKS_FEATURE] } else { &[] };
        features.push(ManifestFeature::new(name, &[types, enabled].concat()));
    }
    features
}

//! Plans the files of a new crate: what its manifest says, its README and its changelog.

mod license;
mod quick_start;
mod readme;

use super::PlanOptions;
use super::docs::markdown::to_inline;
use crate::api::Api;
use crate::api::analysis::propose_pagination;
use crate::config::{NewCrate, RustVersion};
use crate::rust::{Crate, Package};

/// The longest description, in characters.
const MAX_DESCRIPTION: usize = 200;

/// Plans the package of a client.
pub(crate) fn plan_package(
    api: &Api,
    planned: &Crate,
    options: PlanOptions<'_>,
    (name, rust_version, new_crate): (&str, Option<RustVersion>, Option<&NewCrate>),
) -> Package {
    let given = |get: fn(&NewCrate) -> &Option<String>| new_crate.and_then(|new_crate| get(new_crate).clone());
    let license = given(|new_crate| &new_crate.license).or_else(|| api.license.as_ref().and_then(license::spdx));
    let quick_start = quick_start::quick_start(api, planned, options.crate_name);
    let mut package = Package {
        name: name.to_owned(),
        description: description(api),
        license,
        repository: given(|new_crate| &new_crate.repository),
        keywords: keywords(name),
        rust_version: rust_version.unwrap_or_default().to_string(),
        features: planned.features.clone(),
        readme: Vec::new(),
        changelog: changelog(api),
        credentials: quick_start::proposed_variables(&planned.client, options.crate_name),
        pagination: propose_pagination(api),
    };
    package.readme = readme::readme(api, &package, &quick_start);
    package
}

/// Returns the description: plain text on one line.
fn description(api: &Api) -> String {
    let title = match api.title.trim() {
        "" => "an HTTP API",
        title => title,
    };
    let mut text = format!("A client for {title}");
    if let Some(summary) = api.summary.as_deref().filter(|summary| !summary.trim().is_empty()) {
        text.push_str(": ");
        text.push_str(summary);
    }
    let visible = |character: char| if character.is_control() { ' ' } else { character };
    let text: String = text.chars().map(visible).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.chars().take(MAX_DESCRIPTION).collect::<String>().trim_end().to_owned()
}

/// Returns keywords that crates.io accepts: at most 20 characters, a letter first.
fn keywords(name: &str) -> Vec<String> {
    let mut keywords = ["api", "client", "openapi"].map(str::to_owned).to_vec();
    let own = ["-client", "_client", "-api", "_api"]
        .iter()
        .fold(name, |name, suffix| name.strip_suffix(suffix).unwrap_or(name));
    let is_legal = own.len() <= 20 && own.starts_with(|letter: char| letter.is_ascii_alphabetic());
    if is_legal && !keywords.iter().any(|keyword| keyword == own) {
        keywords.push(own.to_owned());
    }
    keywords
}

fn changelog(api: &Api) -> Vec<String> {
    let title = to_inline(&api.title);
    let version = to_inline(&api.version);
    let about = format!("- The first version, for {title} {version}.");
    let lines = [
        "# Changelog",
        "",
        "The format follows [Keep a Changelog](https://keepachangelog.com/en/1.1.0/), and versions follow",
        "[Semantic Versioning](https://semver.org/).",
        "",
        "## Unreleased",
        "",
        &about,
    ];
    lines.map(str::to_owned).to_vec()
}

//! A section for a changelog, in the words of those who use the client.

use std::collections::BTreeSet;

use super::Report;
use super::markdown::{code, escaped};
use crate::changes::{ItemChange, ItemFact, Level};

/// Returns a section for `CHANGELOG.md`: what breaks, what is new, what is deprecated, and what the service does in another way.
/// It is a draft: each line is a fact, and none of them says why.
pub fn changelog(report: &Report<'_>) -> String {
    let title = report.next_version().unwrap_or_else(|| "Unreleased".to_owned());
    let mut sections: [(&str, BTreeSet<String>); 4] = [
        ("Breaking", BTreeSet::new()),
        ("Added", BTreeSet::new()),
        ("Deprecated", BTreeSet::new()),
        ("Service", BTreeSet::new()),
    ];
    let items: BTreeSet<&ItemChange> = report.changes.iter().flat_map(|change| &change.items).collect();
    let [breaking, added, deprecated, service] = &mut sections;
    for item in items {
        // An implementation that is new or gone says little beside the type that it belongs to.
        if item.noun == "implementation" && item.level != Level::Major {
            continue;
        }
        let section = match (item.level, &item.fact) {
            (Level::Major, _) => &mut *breaking,
            (_, ItemFact::Deprecated) => &mut *deprecated,
            _ => &mut *added,
        };
        section.1.insert(sentence(item));
    }
    for change in report.changes.iter().filter(|change| change.wire().0.is_breaking()) {
        let values = change.values.as_ref();
        let values = values.map(|(old, new)| format!(" is {}, before {}", code(new), code(old))).unwrap_or_default();
        let (_, reason) = change.wire();
        let subject = capitalized(&change.what);
        let users = super::users(change);
        service.1.insert(format!("{subject}{values}{users} (`{}`): {reason}.", change.kind));
    }
    let mut text = format!("## {title}\n");
    for (title, lines) in sections {
        if !lines.is_empty() {
            text.push_str(&format!("\n### {title}\n\n"));
            for line in lines {
                text.push_str(&format!("- {}\n", escaped(&line)));
            }
        }
    }
    text
}

/// Returns a change of an item as a sentence: "`Destination` has a new field `tags`."
fn sentence(item: &ItemChange) -> String {
    let short = |path: &str| path.strip_prefix("types::").unwrap_or(path).to_owned();
    let noun = item.noun;
    let (owner, name) = match item.path.rsplit_once("::") {
        Some((owner, name)) if !item.path.contains(": ") => (Some(short(owner)), name.to_owned()),
        _ => (None, short(&item.path)),
    };
    // A module is not the owner of a type in the eyes of a caller.
    let owner =
        owner.filter(|owner| owner.rsplit("::").next().is_some_and(|last| last.starts_with(char::is_uppercase)));
    match (&item.fact, owner) {
        (ItemFact::Added, Some(owner)) => format!("`{owner}` has a new {noun} `{name}`."),
        (ItemFact::Removed, Some(owner)) => format!("`{owner}` has no {noun} `{name}` any more."),
        (ItemFact::Added, None) => format!("There is a new {noun} `{}`.", short(&item.path)),
        (ItemFact::Removed, None) => format!("There is no {noun} `{}` any more.", short(&item.path)),
        (ItemFact::Renamed { to }, _) => format!("`{}` is `{}` now.", short(&item.path), short(to)),
        (
            ItemFact::Changed { how }
            | ItemFact::ArgumentsChanged { how }
            | ItemFact::ArgumentsReordered { how }
            | ItemFact::ArgumentsRenamed { how },
            _,
        ) => {
            format!("`{}` {how}.", short(&item.path))
        }
        (ItemFact::Deprecated, _) => format!("`{}` is deprecated.", short(&item.path)),
    }
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

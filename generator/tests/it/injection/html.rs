//! Checks the pages that rustdoc generates for foreign elements.

use std::path::Path;

/// Elements that run or fetch something. Those of rustdoc refer to its own files.
const LIVE: [&str; 14] = [
    "applet", "audio", "base", "embed", "form", "frame", "iframe", "img", "link", "object", "script", "style", "svg",
    "video",
];

/// Checks all pages below a folder, and returns their number.
pub(crate) fn check(folder: &Path) -> usize {
    let mut pages = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            pages += check(&path);
        } else if path.extension().is_some_and(|extension| extension == "html") {
            let text = std::fs::read_to_string(&path).unwrap();
            if let Some(tag) = tags(&text).into_iter().find(|tag| !is_harmless(tag)) {
                panic!("{} has {tag}", path.display());
            }
            pages += 1;
        }
    }
    pages
}

/// Returns the tags of a page, with their brackets.
fn tags(page: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some(begin) = rest.find('<') {
        let inside = &rest[begin..];
        let mut quote = None;
        let end = inside.bytes().position(|letter| {
            match (quote, letter) {
                (None, b'"' | b'\'') => quote = Some(letter),
                (Some(open), _) if open == letter => quote = None,
                _ => {}
            }
            quote.is_none() && letter == b'>'
        });
        let end = end.unwrap_or(inside.len() - 1) + 1;
        tags.push(&inside[..end]);
        // The contents of rustdoc's scripts and styles are not HTML.
        rest = &inside[end..];
        for name in ["script", "style"] {
            if inside.starts_with(&format!("<{name}")) {
                rest = rest.split_once(&format!("</{name}>")).map_or("", |(_, behind)| behind);
            }
        }
    }
    tags
}

fn is_harmless(tag: &str) -> bool {
    let lower = tag.to_ascii_lowercase();
    let name = lower.trim_start_matches(['<', '/']);
    let name = name.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default();
    // rustdoc's elements refer to its own files, and not to anything from the document.
    // The element for the implementations of an alias contains its path, which may have words from the document.
    let is_own = |tag: &str| {
        let leads = tag.split(" data-self-path=").next().unwrap_or_default();
        !leads.contains("zqx") && (!tag.contains("://") || tag.contains("static.files"))
    };
    // Attributes that run code. The values of other attributes are quoted.
    let without_values: String = lower.split('"').step_by(2).collect();
    let has_handler = without_values.split_whitespace().skip(1).any(|attribute| attribute.starts_with("on"));
    let leads_away =
        ["javascript:", "data:text", "file:"].iter().any(|scheme| lower.contains(&format!("href=\"{scheme}")));
    (!LIVE.contains(&name) || is_own(&lower)) && !has_handler && !leads_away
}

//! The pages that rustdoc makes, and which of their elements could be somebody else's.

use std::path::Path;

/// Elements that run or fetch something, of which rustdoc's own lead to its own files.
const LIVE: [&str; 14] = [
    "applet", "audio", "base", "embed", "form", "frame", "iframe", "img", "link", "object", "script", "style", "svg",
    "video",
];

/// Checks all pages below a folder, and gives their number.
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

/// The tags of a page, with their brackets.
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
        // What stands in rustdoc's own scripts and styles is no HTML.
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
    // rustdoc's own elements name its own files, and nothing that a document does.
    // The one for the implementations of an alias has the path of that, which is made of the document's words.
    let is_own = |tag: &str| {
        let leads = tag.split(" data-self-path=").next().unwrap_or_default();
        !leads.contains("zqx") && (!tag.contains("://") || tag.contains("static.files"))
    };
    // Attributes that run something; the values of others are in quotes.
    let without_values: String = lower.split('"').step_by(2).collect();
    let has_handler = without_values.split_whitespace().skip(1).any(|attribute| attribute.starts_with("on"));
    let leads_away =
        ["javascript:", "data:text", "file:"].iter().any(|scheme| lower.contains(&format!("href=\"{scheme}")));
    (!LIVE.contains(&name) || is_own(&lower)) && !has_handler && !leads_away
}

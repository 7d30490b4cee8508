//! The list of operations by their tags, for the documentation.

use crate::api::{Api, ExternalDocs, Operation};
use crate::plan::docs::markdown::{to_doc_lines, to_inline, to_link};
use crate::plan::docs::paragraph;
use crate::rust;

/// The list of all operations, by tag if there are any. The tags that the document describes come first.
pub(crate) fn plan_groups(api: &Api, planned: &[rust::Operation]) -> Vec<String> {
    let pairs: Vec<(&Operation, &rust::Operation)> = api.operations.iter().zip(planned).collect();
    let mut tags: Vec<&str> = api.tags.iter().map(|tag| tag.name.as_str()).collect();
    for tag in pairs.iter().filter_map(|(operation, _)| operation.tags.first()) {
        if !tags.contains(&tag.as_str()) {
            tags.push(tag);
        }
    }
    let mut lines = Vec::new();
    if tags.is_empty() {
        list(&mut lines, pairs.iter());
        return lines;
    }
    for tag in tags {
        // An operation with several tags is listed under the first of them.
        let group = || pairs.iter().filter(|(operation, _)| operation.tags.first().is_some_and(|first| first == tag));
        if group().next().is_none() {
            continue;
        }
        paragraph(&mut lines, &format!("# {}", to_inline(tag)));
        let described = api.tags.iter().find(|known| known.name == tag);
        if let Some(described) = described {
            let description = described.description.as_deref().map(to_doc_lines).unwrap_or_default();
            if !description.is_empty() {
                lines.push(String::new());
                lines.extend(description);
            }
            if let Some(docs) = &described.external_docs {
                external_docs(&mut lines, docs);
            }
        }
        list(&mut lines, group());
    }
    let others = || pairs.iter().filter(|(operation, _)| operation.tags.is_empty());
    if others().next().is_some() {
        paragraph(&mut lines, "# Other operations");
        list(&mut lines, others());
    }
    lines
}

fn list<'p>(lines: &mut Vec<String>, operations: impl Iterator<Item = &'p (&'p Operation, &'p rust::Operation)>) {
    for (index, (operation, planned)) in operations.enumerate() {
        if index == 0 && !lines.is_empty() {
            lines.push(String::new());
        }
        let name = planned.method.word();
        let title = operation.documentation.title.as_deref().map(to_inline);
        let title = title.filter(|title| !title.is_empty()).map_or_else(String::new, |title| format!(": {title}"));
        lines.push(format!("- [`{name}`](crate::runtime::Client::{name}){title}"));
    }
}

/// Adds a link to external documentation.
pub(crate) fn external_docs(lines: &mut Vec<String>, docs: &ExternalDocs) {
    let about = docs.description.as_deref().map(to_inline);
    let about = about.filter(|about| !about.is_empty()).unwrap_or_else(|| "Further documentation".to_owned());
    paragraph(lines, &format!("{}: {}", about.trim_end_matches(['.', ':']), to_link(&docs.url)));
}

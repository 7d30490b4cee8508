//! The list of operations by their tags, for the documentation.

use crate::api::analysis::groups;
use crate::api::{Api, ExternalDocs, Operation};
use crate::plan::docs::markdown::{to_doc_lines, to_inline, to_link};
use crate::plan::docs::paragraph;
use crate::rust;

/// Returns the list of all operations, by tag if there are any. The tags that the document describes come first.
pub(crate) fn plan_groups(api: &Api, planned: &[rust::Operation]) -> Vec<String> {
    let mut lines = Vec::new();
    let groups = groups(api);
    let has_tags = !api.tags.is_empty() || groups.iter().any(|group| group.name.is_some());
    for group in groups {
        match group.name {
            Some(name) => paragraph(&mut lines, &format!("# {}", to_inline(name))),
            None if has_tags => paragraph(&mut lines, "# Other operations"),
            None => {}
        }
        if let Some(tag) = group.tag {
            let description = tag.description.as_deref().map(to_doc_lines).unwrap_or_default();
            if !description.is_empty() {
                lines.push(String::new());
                lines.extend(description);
            }
            if let Some(docs) = &tag.external_docs {
                external_docs(&mut lines, docs);
            }
        }
        let pair = |index: &usize| api.operations.get(*index).zip(planned.get(*index));
        list(&mut lines, group.operations.iter().filter_map(pair));
    }
    lines
}

fn list<'p>(lines: &mut Vec<String>, operations: impl Iterator<Item = (&'p Operation, &'p rust::Operation)>) {
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

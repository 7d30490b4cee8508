//! The groups of operations by their tags, and the lists of operations for the documentation.

use std::collections::BTreeMap;

use crate::api::analysis::groups_and_parents;
use crate::api::{Api, ExternalDocs, Operation, Tag};
use crate::plan::docs::markdown::{summary, to_doc_lines, to_inline, to_link};
use crate::plan::docs::{code, generated, paragraph};
use crate::plan::modules;
use crate::plan::names::operation_names::GroupNames;
use crate::rust;
use crate::rust::{Docs, Feature, Group, GroupPath};

/// The maximum number of levels in the list of groups. Browsers show no more, and a chain of tags may be as long as the
/// document.
const MAX_INDENT: usize = 16;

/// Plans the groups.
pub(crate) fn plan_groups(api: &Api, groups: Vec<GroupNames>, planned: &[rust::Operation]) -> Vec<Group> {
    let tags = tags(api);
    let plan = |names: GroupNames| {
        let GroupNames { tag, path, feature, operations } = names;
        let count = operations.len();
        let pairs = || operations.iter().filter_map(|index| api.operations.get(*index).zip(planned.get(*index)));
        let about = about_tag(&tags, &tag);
        let mut docs = generated::group(&tag).0;
        if !about.is_empty() {
            docs.push(String::new());
            docs.extend(about.iter().cloned());
        }
        paragraph(&mut docs, "# Operations");
        docs.push(String::new());
        pairs().for_each(|(operation, planned)| docs.extend(group_entry(operation, planned)));
        let mut method_docs = generated::group_method(&tag);
        let about = summary(&about);
        if !about.is_empty() {
            paragraph(&mut method_docs.0, &about);
        }
        let feature = Feature { name: feature, docs: generated::group_feature(&path.method, count) };
        paragraph(&mut method_docs.0, &generated::needs_feature(&feature.name));
        let index = modules::group(generated::group_module(&tag), pairs().map(|(_, planned)| planned));
        Group { path, docs: Docs(docs), method_docs, index, feature }
    };
    groups.into_iter().map(plan).collect()
}

/// The declared tags by name, the first one of each.
type Tags<'a> = BTreeMap<&'a str, &'a Tag>;

fn tags(api: &Api) -> Tags<'_> {
    let mut tags = Tags::new();
    for tag in &api.tags {
        tags.entry(&tag.name).or_insert(tag);
    }
    tags
}

/// The document's text about a tag.
fn about_tag(tags: &Tags<'_>, name: &str) -> Vec<String> {
    let Some(tag) = tags.get(name) else { return Vec::new() };
    let summary = tag.summary.as_deref().map(to_inline).filter(|summary| !summary.is_empty());
    let mut lines: Vec<String> = summary.into_iter().collect();
    let description = tag.description.as_deref().map(to_doc_lines).unwrap_or_default();
    if !lines.is_empty() && !description.is_empty() {
        lines.push(String::new());
    }
    lines.extend(description);
    if let Some(docs) = &tag.external_docs {
        external_docs(&mut lines, docs);
    }
    lines
}

/// An operation in the list of its group: what it does, its request line, and its parameters.
fn group_entry(operation: &Operation, planned: &rust::Operation) -> Vec<String> {
    let name = planned.method.word();
    let line = code(&format!("{} {}", operation.method.as_str(), operation.path));
    let mut lines = vec![format!("- [`{name}`](Self::{name}){}: {line}", title(operation))];
    let names = |inputs: &[rust::Input]| {
        let names: Vec<String> = inputs.iter().map(|input| code(input.name.word())).collect();
        names.join(", ")
    };
    if !planned.required.is_empty() {
        lines.push(format!("  <br>Required: {}", names(&planned.required)));
    }
    if !planned.optional.is_empty() {
        lines.push(format!("  <br>Optional: {}", names(&planned.optional)));
    }
    lines
}

/// Returns the list of all groups, or of all operations by tag if there are no groups. The tags that the document
/// describes come first.
pub(crate) fn list_operations(api: &Api, named: &[GroupNames], planned: &[rust::Operation]) -> Vec<String> {
    if !named.is_empty() {
        return list_groups(api, named, planned);
    }
    let mut lines = Vec::new();
    let (groups, tags) = (groups_and_parents(api), tags(api));
    let has_tags = !api.tags.is_empty() || groups.iter().any(|group| group.name.is_some());
    for group in groups {
        match group.name {
            Some(name) => {
                let level = "#".repeat(group.depth.saturating_add(1).min(6));
                paragraph(&mut lines, &format!("{level} {}", to_inline(name)));
            }
            None if has_tags => paragraph(&mut lines, "# Other operations"),
            None => {}
        }
        let about = group.name.map(|name| about_tag(&tags, name)).unwrap_or_default();
        if !about.is_empty() {
            lines.push(String::new());
            lines.extend(about);
        }
        let pair = |index: &usize| api.operations.get(*index).zip(planned.get(*index));
        list(&mut lines, group.operations.iter().filter_map(pair));
    }
    lines
}

fn list_groups(api: &Api, named: &[GroupNames], planned: &[rust::Operation]) -> Vec<String> {
    let mut lines = vec!["# Groups".to_owned(), String::new()];
    let tags = tags(api);
    let by_tag: BTreeMap<&str, &GroupNames> = named.iter().map(|named| (named.tag.as_str(), named)).collect();
    for group in groups_and_parents(api) {
        let Some(tag) = group.name else { continue };
        let summary = summary(&about_tag(&tags, tag));
        let indent = "  ".repeat(group.depth.min(MAX_INDENT));
        let named = by_tag.get(tag).filter(|_| !group.operations.is_empty());
        lines.push(match named.map(|named| &named.path) {
            Some(GroupPath { method, module, view }) => {
                let about = match summary.is_empty() {
                    true => generated::operation_count(group.operations.len()),
                    false => summary,
                };
                let (method, module, view) = (method.word(), module.as_str(), view.as_str());
                format!("{indent}- [`{method}`]({module}::{view}): {about}")
            }
            None if summary.is_empty() => format!("{indent}- {}", code(tag)),
            None => format!("{indent}- {summary}"),
        });
    }
    let ungrouped: Vec<(&Operation, &rust::Operation)> =
        api.operations.iter().zip(planned).filter(|(_, planned)| planned.group.is_none()).collect();
    if !ungrouped.is_empty() {
        paragraph(&mut lines, "# Other operations");
        list(&mut lines, ungrouped.into_iter());
    }
    lines
}

fn list<'p>(lines: &mut Vec<String>, operations: impl Iterator<Item = (&'p Operation, &'p rust::Operation)>) {
    for (index, (operation, planned)) in operations.enumerate() {
        if index == 0 && !lines.is_empty() {
            lines.push(String::new());
        }
        let name = planned.method.word();
        lines.push(format!("- [`{name}`](crate::runtime::Client::{name}){}", title(operation)));
    }
}

/// The title of an operation as inline Markdown: its first sentence, since some documents have whole descriptions there.
pub(crate) fn title_of(operation: &Operation) -> Option<String> {
    let title = to_inline(operation.documentation.title.as_deref()?);
    let first = summary(std::slice::from_ref(&title));
    Some(if first.is_empty() { title } else { first }).filter(|title| !title.is_empty())
}

/// The title of an operation, after a colon.
fn title(operation: &Operation) -> String {
    title_of(operation).map_or_else(String::new, |title| format!(": {title}"))
}

/// Adds a link to external documentation.
pub(crate) fn external_docs(lines: &mut Vec<String>, docs: &ExternalDocs) {
    let about = docs.description.as_deref().map(to_inline);
    let about = about.filter(|about| !about.is_empty()).unwrap_or_else(|| "Further documentation".to_owned());
    paragraph(lines, &format!("{}: {}", about.trim_end_matches(['.', ':']), to_link(&docs.url)));
}

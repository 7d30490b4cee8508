//! Compares clients without the parts that a text may affect: literals, documentation and derived names.

use std::collections::BTreeSet;

use generator::render::GeneratedFile;
use proc_macro2::{TokenStream, TokenTree};
use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, Options, Parser, Tag};
use quote::ToTokens;

/// One or more files without the parts that a text may affect.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Skeleton {
    /// The items and the members of `impl`s.
    pub(crate) items: Vec<String>,
    /// The number of examples and of links to items. A document must not add any.
    pub(crate) examples: usize,
    pub(crate) item_links: usize,
}

impl Skeleton {
    pub(crate) fn add(&mut self, other: Self) {
        self.items.extend(other.items);
        self.examples += other.examples;
        self.item_links += other.item_links;
    }
}

/// Returns the identifiers of a client that do not depend on the places.
pub(crate) fn vocabulary(files: &[GeneratedFile], places: &[String]) -> BTreeSet<String> {
    fn collect(tokens: TokenStream, found: &mut BTreeSet<String>) {
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => drop(found.insert(ident.to_string())),
                TokenTree::Group(group) => collect(group.stream(), found),
                _ => {}
            }
        }
    }
    let mut found = BTreeSet::new();
    for file in rust_files(files) {
        collect(file.text.parse().unwrap(), &mut found);
    }
    // Names omit letters at ambiguous word boundaries.
    found.retain(|ident| !places.iter().any(|place| ident.to_lowercase().contains(place.as_str())));
    found.retain(|ident| !FALLBACKS.contains(&without_accessor(&ident.to_lowercase())));
    found
}

/// The names of variants whose discriminator value or title does not spell a name: by the component, or by the type.
const FALLBACKS: [&str; 2] = ["cat", "integer"];

/// Returns the variant of the name of an accessor, or any other name itself.
fn without_accessor(name: &str) -> &str {
    ["read_as_", "as_", "into_"].iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name)
}

/// Returns the files that may differ between two clients: those that are not copied.
pub(crate) fn rust_files(files: &[GeneratedFile]) -> impl Iterator<Item = &GeneratedFile> {
    files.iter().filter(|file| file.path.ends_with(".rs") && !file.path.starts_with("runtime/"))
}

/// Removes the words from a vocabulary that a text contains.
pub(crate) fn without_words_of(vocabulary: &BTreeSet<String>, text: &str) -> BTreeSet<String> {
    let letters =
        |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase();
    let text = letters(text);
    let is_of_text = |word: &str| word == "empty" || text.contains(&letters(without_accessor(word)));
    vocabulary.iter().filter(|word| !is_of_text(&word.to_lowercase())).cloned().collect()
}

/// Returns the skeleton of a file, or the error in it.
pub(crate) fn skeleton(file: &GeneratedFile, vocabulary: &BTreeSet<String>) -> Result<Skeleton, String> {
    let mut skeleton = Skeleton::default();
    let parsed = syn::parse_file(&file.text).map_err(|error| format!("{}: {error}", file.path))?;
    let mut add = |tokens: TokenStream, is_list: bool| {
        let mut words = Vec::new();
        push_words(tokens, vocabulary, &mut words);
        // A list of names is sorted.
        if is_list {
            words.sort_unstable();
        }
        skeleton.items.push(words.join(" "));
    };
    add(parsed.attrs.iter().map(ToTokens::to_token_stream).collect(), false);
    for item in parsed.items {
        match item {
            syn::Item::Impl(mut block) => {
                let members = std::mem::take(&mut block.items);
                add(block.to_token_stream(), false);
                members.iter().for_each(|member| add(member.to_token_stream(), false));
            }
            item => add(item.to_token_stream(), matches!(item, syn::Item::Use(_))),
        }
    }
    for docs in doc_comments(&file.text) {
        let found = check_docs(&docs).map_err(|problem| format!("{}: {problem} in\n{docs}", file.path))?;
        skeleton.examples += found.0;
        skeleton.item_links += found.1;
    }
    Ok(skeleton)
}

/// Adds the tokens without documentation, with a placeholder for each literal and each unknown name. The length of a
/// text affects where the formatter adds commas and braces, so these are ignored.
fn push_words(tokens: TokenStream, vocabulary: &BTreeSet<String>, words: &mut Vec<String>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                tokens.next_if(|next| matches!(next, TokenTree::Punct(bang) if bang.as_char() == '!'));
                let is_doc = |next: &TokenTree| match next {
                    TokenTree::Group(group) => group.to_string().starts_with("[doc"),
                    _ => false,
                };
                if tokens.next_if(is_doc).is_none() {
                    words.push("#".to_owned());
                }
            }
            TokenTree::Punct(punct) if punct.as_char() == ',' => {}
            TokenTree::Punct(punct) => words.push(punct.to_string()),
            TokenTree::Literal(_) => words.push("literal".to_owned()),
            TokenTree::Ident(ident) => {
                let ident = ident.to_string();
                words.push(if vocabulary.contains(&ident) { ident } else { "_".to_owned() });
            }
            TokenTree::Group(group) => {
                let mark = match group.delimiter() {
                    proc_macro2::Delimiter::Parenthesis => Some(("(", ")")),
                    proc_macro2::Delimiter::Bracket => Some(("[", "]")),
                    proc_macro2::Delimiter::Brace | proc_macro2::Delimiter::None => None,
                };
                words.extend(mark.map(|(open, _)| open.to_owned()));
                push_words(group.stream(), vocabulary, words);
                words.extend(mark.map(|(_, close)| close.to_owned()));
            }
        }
    }
}

/// Returns the doc comments of a file.
fn doc_comments(text: &str) -> Vec<String> {
    let mut comments = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    for line in text.split('\n').chain([""]) {
        let trimmed = line.trim_start();
        match trimmed.strip_prefix("///").or_else(|| trimmed.strip_prefix("//!")) {
            Some(doc) => lines.push(doc.strip_prefix(' ').unwrap_or(doc)),
            None if !lines.is_empty() => comments.push(std::mem::take(&mut lines).join("\n")),
            None => {}
        }
    }
    comments
}

/// Returns the numbers of examples and of links to items, or an error for forbidden content.
fn check_docs(docs: &str) -> Result<(usize, usize), String> {
    if let Some(hidden) = docs.chars().find(|letter| letter.is_control() && *letter != '\n') {
        return Err(format!("there is a {hidden:?}"));
    }
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let (mut examples, mut item_links, mut shortcuts) = (0, 0, 0);
    let mut on_shortcut = |_: BrokenLink<'_>| {
        shortcuts += 1;
        None
    };
    for event in Parser::new_with_broken_link_callback(docs, options, Some(&mut on_shortcut)) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if info.as_ref() == "text" => {}
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if info.as_ref() == "no_run" => examples += 1,
            Event::Start(Tag::CodeBlock(_)) => return Err("there is code".to_owned()),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let is_web = ["http://", "https://", "mailto:"].iter().any(|scheme| dest_url.starts_with(scheme));
                item_links += usize::from(!is_web);
            }
            Event::Html(html) | Event::InlineHtml(html) => return Err(format!("there is HTML: {html}")),
            Event::Start(Tag::Image { .. } | Tag::FootnoteDefinition(_)) | Event::FootnoteReference(_) => {
                return Err("there is an image or a footnote".to_owned());
            }
            _ => {}
        }
    }
    Ok((examples, item_links + shortcuts))
}

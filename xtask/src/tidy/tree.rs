//! Reads the files of the project, and finds the code in them: the text without comments and strings.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// The files of the project, by path from the root, with `/` between the parts.
#[derive(Default)]
pub(super) struct Tree {
    pub(super) files: BTreeMap<String, String>,
    /// The names of the files and folders in the root.
    pub(super) top_level: Vec<String>,
    /// The bytes of the shipped document.
    pub(super) shipped_spec: Vec<u8>,
}

/// The path of the document that the project ships, as its vendor publishes it.
pub(super) const SHIPPED_SPEC: &str = "specs/launchdarkly.yaml";

impl Tree {
    /// Reads the project without the folders of cargo and git.
    pub(super) fn read(root: &Path) -> io::Result<Self> {
        let mut tree = Self { shipped_spec: std::fs::read(root.join(SHIPPED_SPEC))?, ..Self::default() };
        let mut queue = Vec::new();
        for entry in std::fs::read_dir(root)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if !matches!(name.as_str(), "target" | ".git") {
                queue.push((name.clone(), entry.path()));
                tree.top_level.push(name);
            }
        }
        tree.top_level.sort();
        while let Some((name, path)) = queue.pop() {
            if path.is_dir() {
                for entry in std::fs::read_dir(&path)? {
                    let entry = entry?;
                    queue.push((format!("{name}/{}", entry.file_name().to_string_lossy()), entry.path()));
                }
            } else if let Ok(text) = String::from_utf8(std::fs::read(&path)?) {
                tree.files.insert(name, text);
            }
        }
        Ok(tree)
    }

    /// Returns the Rust files in a folder, with their texts.
    pub(super) fn rust_files<'t>(&'t self, folder: &'t str) -> impl Iterator<Item = (&'t str, &'t str)> {
        let files = self.files.iter().filter(move |(path, _)| path.starts_with(folder) && path.ends_with(".rs"));
        files.map(|(path, text)| (path.as_str(), text.as_str()))
    }
}

/// Returns the lines of Rust code up to its tests, with comments and literals blanked.
pub(super) fn code_lines(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut blanked = blank(text);
    if let Some(tests) = blanked.find("#[cfg(test)]\nmod ") {
        blanked.truncate(tests);
    }
    lines.extend(blanked.lines().map(str::to_owned));
    lines
}

/// Blanks comments, strings and character literals. The line breaks stay.
fn blank(text: &str) -> String {
    let mut blanked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let (kept, length) = match literal_or_comment(rest) {
            Some(length) => {
                let breaks = rest.get(..length).unwrap_or_default().matches('\n').count();
                ("\n".repeat(breaks), length)
            }
            None => (character.to_string(), character.len_utf8()),
        };
        blanked.push_str(&kept);
        rest = rest.get(length..).unwrap_or_default();
    }
    blanked
}

/// Returns the length of the comment or literal that some code begins with.
fn literal_or_comment(code: &str) -> Option<usize> {
    if code.starts_with("//") {
        return Some(code.find('\n').unwrap_or(code.len()));
    }
    if code.starts_with("/*") {
        return Some(code.find("*/").map_or(code.len(), |end| end.saturating_add(2)));
    }
    if let Some(raw) = code.strip_prefix('r') {
        let hashes = raw.chars().take_while(|character| *character == '#').count();
        if raw.get(hashes..).is_some_and(|quoted| quoted.starts_with('"')) {
            let end = format!("\"{}", "#".repeat(hashes));
            let body = hashes.saturating_add(2);
            let length = code
                .get(body..)?
                .find(&end)
                .map_or(code.len(), |found| found.saturating_add(body).saturating_add(end.len()));
            return Some(length);
        }
    }
    if code.starts_with('"') {
        let mut is_escaped = false;
        for (index, character) in code.char_indices().skip(1) {
            match character {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                '"' => return Some(index.saturating_add(1)),
                _ => {}
            }
        }
        return Some(code.len());
    }
    let inside = code.strip_prefix('\'')?;
    let mut characters = inside.char_indices();
    let first = characters.next()?.1;
    let closing = if first == '\\' {
        inside.char_indices().skip(2).find(|(_, character)| *character == '\'')
    } else {
        characters.next().filter(|(_, character)| *character == '\'')
    };
    closing.map(|(index, _)| index.saturating_add(2))
}

#[cfg(test)]
mod tests {
    use super::code_lines;

    #[test]
    fn comments_strings_and_tests_are_blanked() {
        let text = "let a = \"x // \\\" y\"; // z\nlet b = r#\"heck \" \"#; let c = '\"'; let d: &'static str;\n\n#[cfg(test)]\nmod tests {}\n";
        assert_eq!(code_lines(text), ["let a = ; ", "let b = ; let c = ; let d: &'static str;", ""]);
    }
}

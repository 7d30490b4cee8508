//! The page of each code, in Markdown: what it means, why it matters, an example, and the fix.
//!
//! A block `yaml example` is a document that reports the code and no other, and a block `yaml fixed` is one that does not
//! report it. A test runs both; without `openapi`, the test adds the first lines of a document.

use super::EXPLANATIONS;

/// Returns the list of all codes in Markdown, with a link to each page. `explain/README.md` is this list.
pub fn index() -> String {
    let rows = EXPLANATIONS.iter().map(|explanation| {
        let (code, meaning) = (explanation.code, explanation.meaning.replace('|', "\\|"));
        format!("| [`{code}`]({code}.md) | {meaning} |\n")
    });
    let mut text =
        "# Diagnostics\n\n`cargo xtask explain CODE` prints the page of a code.\n\n| code | meaning |\n|---|---|\n"
            .to_owned();
    text.extend(rows);
    text
}

#[cfg(test)]
mod tests {
    use super::super::Code;
    use super::*;

    #[test]
    fn every_page_has_an_example_and_a_fix() {
        for explanation in EXPLANATIONS {
            let (code, text) = (explanation.code, explanation.page);
            assert!(text.starts_with(&format!("# {code}\n\n")) && text.ends_with('\n'), "{code}");
            for part in ["\nExample", "\nFix: "] {
                assert!(text.contains(part), "{code}: {part}");
            }
            assert!(text.lines().count() <= 45, "{code} is too long");
        }
    }

    #[test]
    fn every_page_belongs_to_a_code() {
        for entry in std::fs::read_dir("src/diagnostic/explain").unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name == "README.md" {
                continue;
            }
            assert!(Code::parse(name.trim_end_matches(".md")).is_some(), "{name}");
        }
    }

    #[test]
    fn the_list_of_codes_is_up_to_date() {
        let list = std::fs::read_to_string("src/diagnostic/explain/README.md").unwrap();
        let command = "cargo xtask explain --index > generator/src/diagnostic/explain/README.md";
        assert!(list == index(), "the list is outdated; to update, run: {command}");
    }
}

//! Words that the project avoids, since OpenAPI, HTTP, serde or the standard library has a standard word.
//!
//! The rule reads documentation, comments, messages, identifiers and file names. Identifiers are split at `_` and at
//! capitals. Texts of documents are exempt: fixtures, snapshots, the shipped document and the client generated for it.

use std::collections::BTreeMap;

use super::tree::{Tree, code_lines};

/// Words and phrases to avoid, and the standard word for them.
struct Avoided {
    phrases: &'static [&'static str],
    standard: &'static str,
    /// Longer phrases that are standard terms.
    except: &'static [&'static str],
    /// The folder to which the rule applies. Empty: all folders.
    folder: &'static str,
    /// Whether fixtures are exempt, since their documents have such names.
    is_in_fixtures: bool,
}

const fn avoid(phrases: &'static [&'static str], standard: &'static str) -> Avoided {
    Avoided { phrases, standard, except: &[], folder: "", is_in_fixtures: false }
}

const AVOIDED: &[Avoided] = &[
    avoid(&["answer", "answers", "answered", "answering"], "response"),
    avoid(&["reply", "replies"], "response"),
    Avoided {
        except: &["connection refused", "refused stream"],
        ..avoid(
            &["refusal", "refusals", "refuse", "refuses", "refused", "refusing"],
            "error response (of an API) or reject (of the generator)",
        )
    },
    avoid(&["says no", "say no", "said no"], "error status"),
    avoid(&["service says", "service has said"], "API declares or response contains"),
    Avoided { except: &["told apart"], ..avoid(&["told"], "discriminator value, reported or distinguished") },
    avoid(&["mend", "mends", "mended", "mending"], "fix"),
    avoid(&["trouble", "troubles"], "error"),
    avoid(&["findings", "a finding", "each finding", "every finding", "the finding"], "diagnostic"),
    Avoided { is_in_fixtures: true, ..avoid(&["thing", "things"], "the noun that is meant") },
    avoid(&["wherever"], "where or everywhere"),
    avoid(&["lead to", "leads to", "led to", "leading to"], "refer to (of a reference), follow (of a link) or cause"),
    avoid(&["something else is said"], "Default: …"),
    avoid(&["nothing if"], "`None` if"),
    avoid(&["without a word"], "silently"),
    Avoided {
        except: &[
            "there is no",
            "there are no",
            "is no longer",
            "are no longer",
            "is no more",
            "is no less",
            "is no greater",
            "are no more",
            "are no less",
            "are no greater",
        ],
        ..avoid(&["is no", "are no"], "is not a valid … or is not a …")
    },
    avoid(&["server of its own", "servers of its own", "servers of their own"], "operation-level server"),
    avoid(&["evidence"], "shape"),
    avoid(&["lonely"], "sole"),
    avoid(&["misfit", "misfits"], "error"),
    avoid(&["stranger", "strangers"], "untracked"),
    avoid(&["is raw", "raw schema", "raw schemas"], "untyped"),
    avoid(&["patience"], "idle timeout"),
    Avoided { folder: "generator/runtime/", ..avoid(&["piece", "pieces"], "chunk") },
];

/// Identifiers of earlier versions, and those that replaced them. In prose, some of them are common words.
const IDENTIFIERS: &[(&str, &str)] = &[
    ("BodyProblem", "ResponseErrorKind"),
    ("Choices", "PlanOptions"),
    ("Chosen", "Selector"),
    ("Described", "OperationKey"),
    ("Disk", "OsFs"),
    ("HandEdited", "Modified"),
    ("LISTED", "VALUES"),
    ("Moves", "SourceMap"),
    ("ParameterPlace", "ParameterLocation"),
    ("forget_common_constants", "drop_shared_constants"),
    ("own_servers", "server_overrides"),
    ("server_in_place_of", "override_server"),
];

/// This file, which lists the words.
const LIST: &str = "xtask/src/tidy/words.rs";

pub(super) fn words_are_standard(tree: &Tree) -> Vec<String> {
    let index = phrases_by_first_word();
    let mut violations = Vec::new();
    for (path, text) in tree.files.iter().filter(|(path, _)| is_checked(path)) {
        for (_, phrase, standard) in avoided_in(path, path, &index) {
            violations.push(format!("{path}: `{phrase}` in the file's name: write `{standard}`"));
        }
        // A changelog shows the names of earlier versions as code.
        let text = if path == "CHANGELOG.md" { &without_code(text) } else { text };
        for (line, phrase, standard) in avoided_in(path, text, &index) {
            violations.push(format!("{path}:{line}: `{phrase}`: write `{standard}`"));
        }
        if path.ends_with(".rs") {
            violations.extend(avoided_identifiers(path, text));
        }
    }
    violations
}

/// Returns `true` if the project's authors wrote a file's text, and readers or users read it.
fn is_checked(path: &str) -> bool {
    let is_text = [".md", ".rs", ".toml", ".txt", ".yaml", ".yml"].iter().any(|extension| path.ends_with(extension));
    let is_document = path.starts_with("generator/tests/") && (path.ends_with(".yaml") || path.ends_with(".yml"));
    let exempt = ["generated-client/src/generated/", "specs/", LIST];
    (is_text || path.starts_with(".ci/")) && !is_document && !exempt.iter().any(|exempt| path.starts_with(exempt))
}

/// The text of a Markdown file without its code spans.
fn without_code(text: &str) -> String {
    text.lines().map(|line| line.split('`').step_by(2).collect::<Vec<_>>().join("`") + "\n").collect()
}

/// A phrase as its words, with its entry.
type Phrase = (Vec<&'static str>, &'static Avoided);

fn phrases_by_first_word() -> BTreeMap<&'static str, Vec<Phrase>> {
    let mut index: BTreeMap<&str, Vec<Phrase>> = BTreeMap::new();
    for avoided in AVOIDED {
        for phrase in avoided.phrases {
            let words: Vec<&str> = phrase.split(' ').collect();
            if let Some(first) = words.first() {
                index.entry(first).or_default().push((words, avoided));
            }
        }
    }
    index
}

/// Returns the line, the phrase and the standard word of each phrase to avoid in a text.
fn avoided_in(
    path: &str,
    text: &str,
    index: &BTreeMap<&'static str, Vec<Phrase>>,
) -> Vec<(usize, String, &'static str)> {
    let words = words(text);
    let mut found = Vec::new();
    for (position, word) in words.iter().enumerate() {
        for (phrase, avoided) in index.get(word.text.as_str()).into_iter().flatten() {
            let is_exception = |exception: &&str| stands_around(&words, position, exception);
            let is_exempt = avoided.is_in_fixtures
                && ["generator/tests/fixtures/", "generator/tests/it/injection/"]
                    .iter()
                    .any(|folder| path.starts_with(folder));
            if path.starts_with(avoided.folder)
                && !is_exempt
                && stands_at(&words, position, phrase)
                && !avoided.except.iter().any(is_exception)
            {
                found.push((word.line, phrase.join(" "), avoided.standard));
            }
        }
    }
    found
}

/// Returns `true` if a phrase begins at a position.
fn stands_at(words: &[Word], position: usize, phrase: &[&str]) -> bool {
    let candidates = words.get(position..position.saturating_add(phrase.len())).unwrap_or_default();
    let is_same = |(index, (word, expected)): (usize, (&Word, &&str))| {
        word.text == **expected && (index == 0 || word.follows_directly)
    };
    candidates.len() == phrase.len() && candidates.iter().zip(phrase).enumerate().all(is_same)
}

/// Returns `true` if a phrase has one of its words at a position.
fn stands_around(words: &[Word], position: usize, phrase: &str) -> bool {
    let phrase: Vec<&str> = phrase.split(' ').collect();
    (0..phrase.len()).any(|back| position.checked_sub(back).is_some_and(|begin| stands_at(words, begin, &phrase)))
}

/// A word of a text or a part of an identifier, in lower case.
#[derive(Debug, Default)]
struct Word {
    text: String,
    line: usize,
    /// Whether only spaces, line breaks and signs of comments and identifiers stand before it, back to the last word.
    follows_directly: bool,
}

/// Splits a text into words, and identifiers into their parts: `HttpAnswer`, `HTTPAnswer` and `http_answer` have two.
fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut line = 1_usize;
    // What stands between two words joins them unless it is punctuation.
    let (mut is_joined, mut is_open) = (true, false);
    let mut previous = ' ';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character.is_alphabetic() {
            let begins_part = character.is_uppercase()
                && (previous.is_lowercase() || characters.peek().is_some_and(|next| next.is_lowercase()));
            if !is_open || begins_part {
                words.push(Word { text: String::new(), line, follows_directly: is_joined });
            }
            if let Some(word) = words.last_mut() {
                word.text.extend(character.to_lowercase());
            }
            (is_joined, is_open) = (true, true);
        } else {
            is_open = false;
            line = line.saturating_add(usize::from(character == '\n'));
            is_joined &= character.is_whitespace() || matches!(character, '/' | '!' | '*' | '_' | '-' | '\\');
            // The letter of an escape such as `\n` is not part of a word.
            if character == '\\' && characters.peek().is_some_and(|next| next.is_alphabetic()) {
                characters.next();
                is_joined = false;
            }
        }
        previous = character;
    }
    words
}

/// Returns a message for each identifier of an earlier version in Rust code.
fn avoided_identifiers(path: &str, text: &str) -> Vec<String> {
    let mut violations = Vec::new();
    for (index, line) in code_lines(text).iter().enumerate() {
        for identifier in line.split(|character: char| !character.is_alphanumeric() && character != '_') {
            if let Some((_, standard)) = IDENTIFIERS.iter().find(|(avoided, _)| *avoided == identifier) {
                let number = index.saturating_add(1);
                violations.push(format!("{path}:{number}: `{identifier}`: write `{standard}`"));
            }
        }
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::*;

    fn violations(path: &str, text: &str) -> Vec<String> {
        let mut tree = Tree::default();
        tree.files.insert(path.to_owned(), text.to_owned());
        words_are_standard(&tree)
    }

    #[test]
    fn each_place_of_a_word_is_checked() {
        for (path, text) in [
            ("generator/src/new.rs", "//! The answer.\n"),
            ("generator/src/new.rs", "// Answers come later.\n"),
            ("generator/src/new.rs", "const A: &str = \"the answer\";"),
            ("generator/src/new.rs", "const A: &str = \"first\\nanswer\";"),
            ("generator/src/new.rs", "struct HttpAnswer;"),
            ("generator/src/new.rs", "struct HTTPAnswer;"),
            ("generator/src/new.rs", "struct AnswerBody;"),
            ("generator/src/new.rs", "fn read_answer_2() {}"),
            ("generator/src/new.rs", "const ANSWER: u8 = 0;"),
            ("generator/src/new.rs", "fn f() -> plan::Choices {}"),
            ("generator/src/emit/answer.rs", ""),
            ("generator/runtime/src/new.rs", "// The next piece.\n"),
            ("generator/tests/fixtures/pets/wire.rs", "// The answer.\n"),
            ("README.md", "The service says\nno."),
            ("README.md", "Something that [leads\nto](x) trouble.\n"),
            ("Cargo.toml", "# This is no comment.\n"),
            (".ci/run", "# Mended.\n"),
            ("CHANGELOG.md", "`reply` was an answer.\n"),
        ] {
            assert!(!violations(path, text).is_empty(), "{path}: {text}");
        }
        let message = violations(
            "xtask/src/new.rs",
            "//! New.\n//! It is told\n//! by the tag, unless something\n/// else is said.",
        );
        let expected = [
            "xtask/src/new.rs:2: `told`: write `discriminator value, reported or distinguished`",
            "xtask/src/new.rs:3: `something else is said`: write `Default: …`",
        ];
        assert_eq!(message, expected);
    }

    #[test]
    fn standard_words_pass() {
        for (path, text) in [
            ("generator/src/new.rs", "//! Returns the response, or an error. There is no default.\n"),
            (
                "generator/src/new.rs",
                "// Recommends an amendment, something, anything or nothing; if it is no longer needed.\n",
            ),
            ("generator/src/new.rs", "// Finding the nearest one. Says: no. The lead. To do.\n"),
            ("generator/src/new.rs", "fn f(e: Error) -> bool { e.kind() == ErrorKind::ConnectionRefused }\n"),
            ("generator/src/new.rs", "/// Moves the choices that are chosen to the disk, in pieces.\n"),
            ("generator/src/new.rs", "// Two variants that can be told apart.\n"),
            ("generator/src/lower/new.rs", "const A: &str = r\"\\d+\";\n"),
            ("generator/tests/fixtures/pets/spec.yaml", "description: The answer is refused\n"),
            ("generator/tests/fixtures/pets/wire.rs", "fn f(thing: types::Thing) {}\n"),
            ("generator/tests/fixtures/pets/output.snap", "/// The answer\n"),
            ("generator/tests/errors/new.yaml", "openapi: no answer\n"),
            ("generated-client/src/generated/types/answer.rs", "//! An answer.\n"),
            ("specs/launchdarkly.yaml", "description: things\n"),
            ("CHANGELOG.md", "- `Reply` is `RawResponse` now, and `answer()` is `response()`.\n"),
            ("LICENSE-MIT", "refuse\n"),
            ("Cargo.lock", "name = \"answer\"\n"),
            (LIST, "//! Answer.\n"),
        ] {
            assert!(violations(path, text).is_empty(), "{path}: {:?}", violations(path, text));
        }
    }

    #[test]
    fn identifiers_are_split_into_words() {
        for (text, expected) in [
            ("HTTPServer2Error", vec!["http", "server", "error"]),
            ("read_raw-value", vec!["read", "raw", "value"]),
            ("isRaw ID", vec!["is", "raw", "id"]),
            ("été", vec!["été"]),
        ] {
            assert_eq!(words(text).into_iter().map(|word| word.text).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}

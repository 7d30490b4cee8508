//! Converts words to identifiers: applies Rust's case, spells out symbols, escapes keywords and limits the length.

use std::borrow::Cow;

use deunicode::deunicode;
use heck::{ToSnakeCase, ToUpperCamelCase};
use unicode_normalization::UnicodeNormalization;

use super::characters::usual_characters;
use crate::location::hash;
use crate::rust::Identifier;

/// The case of an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// `UpperCamelCase`, for types and variants.
    Type,
    /// `snake_case`, for fields, methods and arguments.
    Value,
    /// `snake_case` in ASCII, for modules: the compiler derives the file name from the module name.
    Module,
}

/// The maximum length of an identifier, in characters. A hash replaces the words in the middle of a longer one.
pub(crate) const MAX_LENGTH: usize = 100;

/// The length of the start and of the end of a shortened identifier, in characters.
const FRONT: usize = 54;
const END: usize = 36;

/// Converts words to an identifier, without resolving conflicts.
pub(crate) fn identifier(words: &str, case: Case) -> Identifier {
    Identifier::new(spell(words, case))
}

/// The length from which the middle of a text is left out, before its case is changed. No identifier is as long.
const LONG_TEXT: usize = 400;

/// Converts words to a valid identifier.
pub(crate) fn spell(words: &str, case: Case) -> String {
    if case != Case::Type && is_snake_case(words) {
        return legal(words.to_owned(), case);
    }
    let usual = match case {
        Case::Module => Cow::Owned(deunicode(words)),
        Case::Type | Case::Value => usual_characters(words),
    };
    let plain = spell_symbols(&usual);
    let plain = if plain.len() > LONG_TEXT { without_middle(&plain) } else { plain };
    let plain = if has_plural_of_acronym(&plain) { join_plurals(&plain) } else { plain };
    let cased = match case {
        Case::Type => plain.to_upper_camel_case(),
        Case::Value | Case::Module => plain.to_snake_case(),
    };
    let is_identifier_part = |character: char| character == '_' || character.is_alphanumeric();
    let cased = match cased.chars().all(is_identifier_part) {
        true => cased,
        false => cased.chars().filter(|character| is_identifier_part(*character)).collect(),
    };
    // A mark at the start of a word now belongs to the letter before it.
    let cased = if cased.is_ascii() { cased } else { cased.nfkc().collect() };
    let cased = match (cased.chars().count() > MAX_LENGTH, case) {
        (false, _) => cased,
        (true, Case::Type) => shortened(&plain.to_snake_case(), words, case),
        (true, Case::Value | Case::Module) => shortened(&cased, words, case),
    };
    legal(cased.trim_end_matches('_').to_owned(), case)
}

/// Returns `true` if a text is in snake case and ASCII: lowercase words of letters and digits, with an underscore between
/// two of them. Its spelling is the text itself.
fn is_snake_case(text: &str) -> bool {
    let is_word_byte = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    text.len() <= MAX_LENGTH && text.split('_').all(|word| !word.is_empty() && word.bytes().all(is_word_byte))
}

/// Returns `true` if a text has two capitals and an `s` after them.
fn has_plural_of_acronym(text: &str) -> bool {
    let mut capitals = 0_usize;
    text.chars().any(|letter| {
        let is_plural = letter == 's' && capitals > 1;
        capitals = if letter.is_uppercase() { capitals.saturating_add(1) } else { 0 };
        is_plural
    })
}

/// Makes one word of the plural of an acronym, which has its capitals up to the `s`: `IPs` becomes `Ips`. Otherwise it is
/// two words, `i_ps`.
fn join_plurals(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_upper = |index: usize| letters.get(index).is_some_and(|letter| letter.is_uppercase());
    // The number of capitals directly before each letter.
    let mut capitals = 0_usize;
    let mut joined: Vec<char> = Vec::with_capacity(letters.len());
    for (index, letter) in letters.iter().enumerate() {
        let ends_word = letters.get(index.saturating_add(1)).is_none_or(|next| !next.is_alphanumeric());
        if *letter == 's' && capitals > 1 && (ends_word || is_upper(index.saturating_add(1))) {
            let start = joined.len().saturating_sub(capitals.saturating_sub(1));
            for capital in joined.iter_mut().skip(start) {
                *capital = capital.to_lowercase().next().unwrap_or(*capital);
            }
        }
        joined.push(*letter);
        capitals = if letter.is_uppercase() { capitals.saturating_add(1) } else { 0 };
    }
    joined.into_iter().collect()
}

/// Returns the start and the end of a long text, with one separator between two words. The parts that
/// [shortening](shortened) keeps are the same.
fn without_middle(text: &str) -> String {
    let words = text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    let text = words.collect::<Vec<_>>().join(" ");
    let (start, end) = (LONG_TEXT / 2, text.len().saturating_sub(LONG_TEXT / 2));
    match (text.get(..text.floor_char_boundary(start)), text.get(text.ceil_char_boundary(end)..)) {
        (Some(first), Some(last)) if text.len() > LONG_TEXT => format!("{first}{last}"),
        _ => text,
    }
}

/// Shortens a long name to its first words, its last words and a hash of the whole name.
fn shortened(snake: &str, whole: &str, case: Case) -> String {
    let words: Vec<&str> = snake.split('_').filter(|word| !word.is_empty()).collect();
    let length = |word: &&str| word.chars().count().saturating_add(1);
    let fitting = |words: &mut dyn Iterator<Item = &&str>, room: usize| {
        let mut left = room;
        let fits = |word: &&&str| match left.checked_sub(length(word)) {
            Some(rest) => {
                left = rest;
                true
            }
            None => false,
        };
        words.take_while(fits).count()
    };
    let front = fitting(&mut words.iter(), FRONT);
    let end = fitting(&mut words.iter().skip(front).rev(), END);
    let mut kept: Vec<String> = words.iter().take(front).map(|word| (*word).to_owned()).collect();
    if kept.is_empty() {
        // The first word is too long on its own.
        kept.push(words.first().map(|word| word.chars().take(FRONT).collect()).unwrap_or_default());
    }
    let after = words.len().saturating_sub(end);
    kept.extend(words.iter().skip(after).map(|word| (*word).to_owned()));
    with_hash(&kept.join("_"), whole, 8, case)
}

/// Appends the first digits of a hash to a name.
pub(crate) fn with_hash(name: &str, hashed: &str, digits: usize, case: Case) -> String {
    let hash: String = hash(hashed.as_bytes()).chars().take(digits).collect();
    match case {
        // The letter separates the hash from digits at the end of the name.
        Case::Type => format!("{}X{hash}", name.to_upper_camel_case()),
        Case::Value | Case::Module => format!("{}_{hash}", name.trim_start_matches("r#").trim_end_matches('_')),
    }
}

/// Spells out the symbols that carry the meaning of a name: every symbol if the name has no letters and digits, a sign
/// before a number, and a comparison operator at the end.
fn spell_symbols(text: &str) -> String {
    let has_words = text.chars().any(char::is_alphanumeric);
    let compared = text.trim_end_matches(['<', '>', '=']);
    // `List<Item>` is not a comparison.
    let comparison = if compared.contains('<') { text.len() } else { compared.len() };
    let mut words = String::with_capacity(text.len());
    let mut characters = text.char_indices().peekable();
    while let Some((index, character)) = characters.next() {
        let is_sign = index == 0 && characters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        let is_spelt = !has_words || index >= comparison || (is_sign && "+-<>=".contains(character));
        match symbol_word(character) {
            Some(word) if is_spelt => {
                words.push(' ');
                words.push_str(word);
                words.push(' ');
            }
            Some(_) => words.push(' '),
            // heck treats an apostrophe as a part of a word or as a separator, depending on the context.
            None if character == '\'' && has_words => {}
            None if character.is_alphanumeric() || character == '_' => words.push(character),
            None if !has_words && mark_word(character).is_some() => {
                words.push_str(&format!(" {} ", mark_word(character).unwrap_or_default()));
            }
            // A character that is not a letter may have a name, such as an emoji.
            None if !has_words => words.push_str(&format!(" {} ", deunicode(&character.to_string()))),
            None => words.push(' '),
        }
    }
    if words.chars().any(char::is_alphanumeric) { words } else { "empty".to_owned() }
}

fn symbol_word(character: char) -> Option<&'static str> {
    Some(match character {
        '+' => "plus",
        '-' => "minus",
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '^' => "caret",
        '~' => "tilde",
        '@' => "at",
        '#' => "hash",
        '$' => "dollar",
        '?' => "question",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        _ => return None,
    })
}

/// Returns the word for a quotation mark or a bracket, which is spelled out only if the name has no words.
fn mark_word(character: char) -> Option<&'static str> {
    Some(match character {
        '\'' => "apostrophe",
        '"' => "quote",
        '`' => "backtick",
        '(' | ')' => "parenthesis",
        '[' | ']' => "bracket",
        '{' | '}' => "brace",
        _ => return None,
    })
}

/// Spells out every symbol of a name, which distinguishes `a-b` from `a_b`.
pub(crate) fn with_symbols(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for character in text.chars() {
        let word = match character {
            '-' => Some("dash"),
            '_' => Some("underscore"),
            ' ' => Some("space"),
            other => symbol_word(other).or_else(|| mark_word(other)),
        };
        match word {
            Some(word) => [" ", word, " "].into_iter().for_each(|part| words.push_str(part)),
            None => words.push(character),
        }
    }
    words
}

/// Spells out the symbols before and after the words of a text: `-created_at` becomes `dash created_at`.
pub(crate) fn with_outer_symbols(text: &str) -> String {
    let inner = text.trim_matches(|character: char| !character.is_alphanumeric());
    match text.split_once(inner) {
        Some((before, after)) if !inner.is_empty() => {
            format!("{}{inner}{}", with_symbols(before), with_symbols(after))
        }
        _ => text.to_owned(),
    }
}

/// Returns the word for the case of a name, which distinguishes `ASC` from `asc`.
pub(crate) fn case_word(text: &str) -> Option<&'static str> {
    let mut letters = text.chars().filter(|character| character.is_lowercase() || character.is_uppercase());
    let starts_upper = letters.next()?.is_uppercase();
    let (mut has_upper, mut has_lower) = (false, false);
    for letter in letters {
        has_upper |= letter.is_uppercase();
        has_lower |= letter.is_lowercase();
    }
    Some(match (starts_upper, has_upper, has_lower) {
        (true, _, false) => "uppercase",
        (true, false, true) => "capitalized",
        (true, true, true) => "pascal case",
        (false, false, _) => "lowercase",
        (false, true, _) => "camel case",
    })
}

/// Makes a valid identifier from a text of letters, digits and underscores in the right case.
pub(crate) fn legal(text: String, case: Case) -> String {
    // syn does not treat this keyword of the 2024 edition as one.
    if text != "gen" && is_rust_identifier(&text) {
        let is_device = case == Case::Module && DEVICES.contains(&text.as_str());
        return if is_device { format!("{text}_") } else { text };
    }
    // A digit, or a mark that belongs to the letter before it.
    let lacks_start = !is_rust_identifier(&format!("{text}_")) || text.is_empty();
    match (lacks_start, case) {
        (true, Case::Type) => format!("Value{text}"),
        (true, Case::Value | Case::Module) => format!("value_{text}"),
        (false, Case::Value) if !matches!(text.as_str(), "self" | "super" | "crate") => format!("r#{text}"),
        (false, _) => format!("{text}_"),
    }
}

/// Returns whether a text is an identifier and no keyword of Rust.
fn is_rust_identifier(text: &str) -> bool {
    let mut bytes = text.bytes();
    let is_start = bytes.next().is_some_and(|first| first.is_ascii_alphabetic());
    // No keyword is longer than `abstract`, `continue` and `override`.
    let is_longer_than_keywords = text.len() > 8 && bytes.all(|byte| byte == b'_' || byte.is_ascii_alphanumeric());
    (is_start && is_longer_than_keywords) || syn::parse_str::<syn::Ident>(text).is_ok()
}

/// Reserved file names on Windows, with any extension.
const DEVICES: [&str; 4] = ["aux", "con", "nul", "prn"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_snake_case_is_its_spelling() {
        for words in ["a", "created_at", "a1_2b", "x_y_z", "type", "self", "con", "1st_of_two", "continue"] {
            let longer = format!("{words} ");
            assert_eq!(spell(words, Case::Value), spell(&longer, Case::Value), "{words}");
            assert_eq!(spell(words, Case::Module), spell(&longer, Case::Module), "{words}");
        }
        for words in ["", "_a", "a_", "a__b", "aB", "a-b", "\u{e4}"] {
            assert!(!is_snake_case(words), "{words}");
        }
    }

    #[test]
    fn words_become_idiomatic_names() {
        for (words, type_name, value_name) in [
            ("JSONPatch", "JsonPatch", "json_patch"),
            ("google-pubsub", "GooglePubsub", "google_pubsub"),
            ("snowflake-v2", "SnowflakeV2", "snowflake_v2"),
            ("Floating IPs", "FloatingIps", "floating_ips"),
            ("listVPCsOfAccount", "ListVpcsOfAccount", "list_vpcs_of_account"),
            ("URLs", "Urls", "urls"),
            ("IDsList", "IdsList", "ids_list"),
            ("saveAs", "SaveAs", "save_as"),
            ("DNSsuffix", "DnSsuffix", "dn_ssuffix"),
            ("AWSs3", "AwSs3", "aw_ss3"),
            ("_id", "Id", "id"),
            ("notResources", "NotResources", "not_resources"),
            ("type", "Type", "r#type"),
            ("self", "Self_", "self_"),
            ("+1", "Plus1", "plus_1"),
            ("-1", "Minus1", "minus_1"),
            ("1st", "Value1st", "value_1st"),
            ("", "Empty", "empty"),
            (">=", "GreaterEqual", "greater_equal"),
            ("a.b c[d]", "ABCD", "a_b_c_d"),
            ("@id", "Id", "id"),
            ("$ref", "Ref", "r#ref"),
            ("ärger", "Ärger", "ärger"),
            ("gen", "Gen", "r#gen"),
            ("DateSent<", "DateSentLess", "date_sent_less"),
            ("DateSent>=", "DateSentGreaterEqual", "date_sent_greater_equal"),
            ("List<Item>", "ListItem", "list_item"),
            ("🚀", "Rocket", "rocket"),
            ("```", "BacktickBacktickBacktick", "backtick_backtick_backtick"),
            ("\"", "Quote", "quote"),
            ("[]", "BracketBracket", "bracket_bracket"),
        ] {
            assert_eq!(spell(words, Case::Type), type_name, "{words}");
            assert_eq!(spell(words, Case::Value), value_name, "{words}");
        }
    }

    #[test]
    fn module_names_are_valid_file_names() {
        for (words, module) in
            [("type", "type_"), ("Con", "con_"), ("gen", "gen_"), ("holeGröße", "hole_grosse"), ("日本", "ri_ben")]
        {
            assert_eq!(spell(words, Case::Module), module);
        }
    }

    #[test]
    fn a_long_name_keeps_its_first_and_last_words() {
        let long = "get the repositories of an owner and their actions and all of the runs and the attempts of these runs with the logs of all jobs";
        let name = spell(long, Case::Value);
        assert!(name.starts_with("get_the_repositories_of_an_owner_and_their_actions_"), "{name}");
        assert!(name.contains("_with_the_logs_of_all_jobs_"), "{name}");
        assert!(name.chars().count() <= MAX_LENGTH, "{name}");
        assert_ne!(name, spell(&format!("{long} "), Case::Value));
        for case in [Case::Type, Case::Value, Case::Module] {
            let name = spell(&"x".repeat(400), case);
            assert!(name.chars().count() <= MAX_LENGTH && name.len() > 20, "{name}");
            assert!(spell(&"word ".repeat(60), case).chars().count() <= MAX_LENGTH);
        }
        assert_eq!(spell(&"x".repeat(100), Case::Value).len(), 100);
    }

    #[test]
    fn the_middle_of_a_long_text_does_not_matter() {
        let symbols = format!("first{}last", "-_.".repeat(1_000));
        assert_eq!(spell(&symbols, Case::Type), "FirstLast");
        let [short, long] =
            [30, 3_000].map(|count| format!("Its first wörds {}and its last öne", "word ".repeat(count)));
        for case in [Case::Type, Case::Value, Case::Module] {
            let names = [&short, &long].map(|text| spell(text, case));
            assert!(names.iter().all(|name| name.chars().count() <= MAX_LENGTH), "{names:?}");
            let [short, long] = names.map(|name| name.chars().rev().skip(8).collect::<String>());
            assert_eq!(short, long);
        }
    }

    #[test]
    fn each_case_has_a_word() {
        for (text, word) in [
            ("ASC", Some("uppercase")),
            ("asc", Some("lowercase")),
            ("Asc", Some("capitalized")),
            ("sortAsc", Some("camel case")),
            ("SortAsc", Some("pascal case")),
            ("A", Some("uppercase")),
            ("1", None),
        ] {
            assert_eq!(case_word(text), word, "{text}");
        }
    }
}

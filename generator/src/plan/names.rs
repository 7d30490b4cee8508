//! The only place where identifiers are made.
//!
//! A hint (the name of a schema, property, operation or enum value) becomes words, the words become an identifier
//! in the case that Rust wants, and a [`Scope`] makes it unique. Whoever comes first in the document keeps the plain
//! name, and a later one gets a number, so that adding a thing renames nothing that it does not collide with.

use std::collections::BTreeSet;

use deunicode::deunicode;
use heck::{ToSnakeCase, ToUpperCamelCase};

use super::reserved::PRELUDE;
use crate::rust::Identifier;

/// How an identifier is spelt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// `UpperCamelCase`, of types and variants.
    Type,
    /// `snake_case`, of fields, methods and arguments.
    Value,
    /// `snake_case` in ASCII, of modules, whose names are names of files too: the compiler finds no others by them.
    Module,
}

/// The names that are taken in one namespace.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    taken: BTreeSet<String>,
    reserved: &'static [&'static str],
    is_of_types: bool,
}

/// What a name became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Allocated {
    /// The identifier.
    pub(super) identifier: Identifier,
    /// The plain name, if somebody else has it.
    pub(super) collided_with: Option<String>,
}

impl Scope {
    /// A scope in which some names mean something already.
    pub(super) fn with_reserved(reserved: &'static [&'static str]) -> Self {
        Self { reserved, ..Self::default() }
    }

    /// A scope of types: the prelude's names mean something in it too.
    pub(super) fn of_types(reserved: &'static [&'static str]) -> Self {
        Self { reserved, is_of_types: true, ..Self::default() }
    }

    /// Takes a name as it is: one of another kind that stands in the same namespace.
    pub(super) fn forbid(&mut self, name: &Identifier) {
        self.taken.insert(name.as_str().to_owned());
    }

    /// Makes an identifier of a hint and takes it.
    pub(super) fn allocate(&mut self, hint: &str, case: Case) -> Allocated {
        let plain = self.unreserved(spell(hint, case), case);
        if self.take(&plain, case) {
            return Allocated { identifier: Identifier(plain), collided_with: None };
        }
        for number in 2_u32.. {
            let numbered = legal(format!("{}{number}", plain.trim_start_matches("r#").trim_end_matches('_')), case);
            if self.take(&numbered, case) {
                return Allocated { identifier: Identifier(numbered), collided_with: Some(plain) };
            }
        }
        // There are more numbers than a document has names, so the loop above has returned.
        Allocated { identifier: Identifier(plain.clone()), collided_with: Some(plain) }
    }

    fn unreserved(&self, name: String, case: Case) -> String {
        if !self.is_reserved(&name) {
            return name;
        }
        match case {
            Case::Type => format!("{name}Value"),
            Case::Value | Case::Module => format!("{}_value", name.trim_start_matches("r#")),
        }
    }

    /// Whether a name means something already.
    pub(super) fn is_reserved(&self, name: &str) -> bool {
        self.reserved.contains(&name) || (self.is_of_types && PRELUDE.contains(&name))
    }

    fn take(&mut self, name: &str, case: Case) -> bool {
        // Some file systems know no case, so two modules may not differ by it alone. `snake_case` has none.
        let key = if case == Case::Module { name.to_lowercase() } else { name.to_owned() };
        self.taken.insert(key)
    }
}

/// The longest identifier that is made of a hint, in characters.
const LONGEST: usize = 64;

/// Spells a hint as a legal identifier.
fn spell(hint: &str, case: Case) -> String {
    let words = match case {
        Case::Module => spell_symbols(&deunicode(hint)),
        Case::Type | Case::Value => spell_symbols(hint),
    };
    let cased = match case {
        Case::Type => words.to_upper_camel_case(),
        Case::Value | Case::Module => words.to_snake_case(),
    };
    let is_identifier_part = |character: &char| *character == '_' || character.is_alphanumeric();
    let cased: String = cased.chars().filter(is_identifier_part).take(LONGEST).collect();
    legal(cased.trim_end_matches('_').to_owned(), case)
}

/// Writes out the symbols that carry the meaning of a hint: all of them if there are no letters and digits in it,
/// a sign before a number, and a comparison at the end.
fn spell_symbols(hint: &str) -> String {
    let has_words = hint.chars().any(char::is_alphanumeric);
    let compared = hint.trim_end_matches(['<', '>', '=']);
    // In `List<Item>` nothing is compared.
    let comparison = if compared.contains('<') { hint.len() } else { compared.len() };
    let mut words = String::with_capacity(hint.len());
    let mut characters = hint.char_indices().peekable();
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
            // heck takes an apostrophe for a part of the word before it or for its end, as the case may be.
            None if character == '\'' => {}
            None if character.is_alphanumeric() || character == '_' => words.push(character),
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

/// Makes an identifier of text that has the right case and nothing but letters, digits and underscores.
fn legal(text: String, case: Case) -> String {
    // Of edition 2024's keywords, syn does not know this one.
    if text != "gen" && syn::parse_str::<syn::Ident>(&text).is_ok() {
        let is_device = case == Case::Module && DEVICES.contains(&text.as_str());
        return if is_device { format!("{text}_") } else { text };
    }
    let begins_with_digit = text.chars().next().is_none_or(char::is_numeric);
    match (begins_with_digit, case) {
        (true, Case::Type) => format!("Value{text}"),
        (true, Case::Value | Case::Module) => format!("value_{text}"),
        (false, Case::Value) if !matches!(text.as_str(), "self" | "super" | "crate") => format!("r#{text}"),
        (false, _) => format!("{text}_"),
    }
}

/// Names that no file may have on Windows, whatever its extension.
const DEVICES: [&str; 4] = ["aux", "con", "nul", "prn"];

#[cfg(test)]
mod tests {
    use super::*;

    fn name(hint: &str, case: Case) -> String {
        Scope::default().allocate(hint, case).identifier.0
    }

    #[test]
    fn hints_become_idiomatic_names() {
        for (hint, type_name, value_name) in [
            ("JSONPatch", "JsonPatch", "json_patch"),
            ("google-pubsub", "GooglePubsub", "google_pubsub"),
            ("snowflake-v2", "SnowflakeV2", "snowflake_v2"),
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
            ("🚀", "Empty", "empty"),
        ] {
            assert_eq!(name(hint, Case::Type), type_name, "{hint}");
            assert_eq!(name(hint, Case::Value), value_name, "{hint}");
        }
    }

    #[test]
    fn the_first_keeps_the_plain_name() {
        let mut scope = Scope::with_reserved(&["String"]);
        assert_eq!(scope.allocate("Foo", Case::Type).identifier.0, "Foo");
        let second = scope.allocate("foo", Case::Type);
        assert_eq!((second.identifier.0.as_str(), second.collided_with.as_deref()), ("Foo2", Some("Foo")));
        assert_eq!(scope.allocate("String", Case::Type).identifier.0, "StringValue");
        assert_eq!(scope.allocate("type", Case::Value).identifier.0, "r#type");
        assert_eq!(scope.allocate("Type", Case::Value).identifier.0, "type2");
    }

    #[test]
    fn module_names_are_names_of_files() {
        assert_eq!(name("type", Case::Module), "type_");
        assert_eq!(name("Con", Case::Module), "con_");
        assert_eq!(name("gen", Case::Module), "gen_");
        assert_eq!(name("holeGröße", Case::Module), "hole_grosse");
        assert_eq!(name("日本", Case::Module), "ri_ben");
    }

    #[test]
    fn a_long_hint_is_cut() {
        assert_eq!(name(&"word ".repeat(60), Case::Value).len(), 64);
    }
}

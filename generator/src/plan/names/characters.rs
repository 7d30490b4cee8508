//! Replaces the characters of a text that an identifier should not have.
//!
//! Rust allows any characters of the classes `XID_Start` and `XID_Continue` (Unicode Standard Annex #31), and its compiler
//! warns about three kinds: those that are not normalized (NFKC), such as `µ` or `𝔘`, those that are not for general use,
//! such as those of historic scripts, and those that are taken for Latin letters, such as the `а` of the Cyrillic script. It
//! warns about the latter unless a crate has other letters of their script, so each name with one has another one.

use std::borrow::Cow;

use deunicode::deunicode_char;
use unicode_normalization::UnicodeNormalization;
use unicode_security::GeneralSecurityProfile;
use unicode_security::is_potential_mixed_script_confusable_char as is_confusable;
use unicode_security::mixed_script::AugmentedScriptSet;

/// Returns a text with letters and digits that the compiler accepts in identifiers without a warning. Symbols stay.
pub(super) fn usual_characters(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return text.into();
    }
    let mut usual = String::with_capacity(text.len());
    for character in text.nfkc() {
        match character.is_alphanumeric() && !in_each_case(character).all(GeneralSecurityProfile::identifier_allowed) {
            true => push_in_latin(&mut usual, character),
            false => usual.push(character),
        }
    }
    let others = || usual.chars().filter(|character| character.is_alphanumeric() && !character.is_ascii());
    // A text has letters of a few scripts.
    let mut clear: Vec<AugmentedScriptSet> = Vec::new();
    for script in others().filter(|character| !looks_latin(*character)).map(AugmentedScriptSet::for_char) {
        if !clear.contains(&script) {
            clear.push(script);
        }
    }
    let is_replaced = |character| {
        looks_latin(character) && !clear.iter().any(|script| !script.is_all() && have_a_script(*script, character))
    };
    if !others().any(is_replaced) {
        return usual.into();
    }
    // The prefix "micro" of units, which is written `u` in ASCII.
    if usual.chars().filter(|character| !character.is_ascii()).all(|character| character == 'μ') {
        return usual.replace('μ', "u").into();
    }
    let mut latin = String::with_capacity(usual.len());
    for character in usual.chars() {
        match is_replaced(character) {
            true => push_in_latin(&mut latin, character),
            false => latin.push(character),
        }
    }
    latin.into()
}

/// Returns `true` if a character is used in one of some scripts. Marks and digits are common to several, or to all.
fn have_a_script(mut scripts: AugmentedScriptSet, character: char) -> bool {
    scripts.intersect_with(AugmentedScriptSet::for_char(character));
    !scripts.is_empty()
}

/// Returns `true` if a character, or its upper or lower case, is taken for a Latin letter.
fn looks_latin(character: char) -> bool {
    in_each_case(character).any(is_confusable)
}

/// Returns a character, its upper case and its lower case.
fn in_each_case(character: char) -> impl Iterator<Item = char> {
    std::iter::once(character).chain(character.to_uppercase()).chain(character.to_lowercase())
}

/// Appends a character in Latin letters. One that has no such form is left out.
fn push_in_latin(text: &mut String, character: char) {
    match character.is_ascii() || !character.is_alphanumeric() {
        true => text.push(character),
        false => text.push_str(deunicode_char(character).unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::names::identifier::{Case, spell};

    #[test]
    fn unusual_characters_are_replaced() {
        for (text, usual) in [
            ("größe", "größe"),
            ("日本", "日本"),
            ("имя", "имя"),
            ("𝔘nit", "Unit"),
            ("µs", "us"),
            ("μέτρο", "μέτρο"),
            ("ΑΟ", "AO"),
            ("½", "1⁄2"),
            ("ﬁle", "file"),
            ("ｉｄ", "id"),
            // Cyrillic letters that look like Latin ones.
            ("а", "a"),
            ("ТЕХТ", "TEKhT"),
            ("имяα", "имяa"),
            ("日а", "日a"),
            ("größeα", "größea"),
        ] {
            assert_eq!(usual_characters(text), usual, "{text}");
        }
    }

    #[test]
    fn any_character_gives_a_name_without_warnings() {
        for character in (0..=u32::from(char::MAX)).filter_map(char::from_u32).filter(|next| !next.is_ascii()) {
            // A character without a name is left out.
            if !character.is_alphanumeric() && deunicode_char(character).is_none() {
                continue;
            }
            for text in
                [character.to_string(), format!("{character}a{character} {character}"), format!("日{character}б")]
            {
                for case in [Case::Type, Case::Value, Case::Module] {
                    let name = spell(&text, case);
                    let plain = name.trim_start_matches("r#");
                    assert!(syn::parse_str::<syn::Ident>(&name).is_ok(), "{character:?}: {name}");
                    assert!(unicode_normalization::is_nfkc(plain), "{character:?}: {name}");
                    assert!(plain.chars().all(GeneralSecurityProfile::identifier_allowed), "{character:?}: {name}");
                    let others = plain.chars().filter(|character| !character.is_ascii());
                    for script in others.clone().map(AugmentedScriptSet::for_char) {
                        let mut same = others.clone().filter(|other| have_a_script(script, *other));
                        assert!(!same.all(is_confusable), "{character:?}: {name}");
                    }
                    let is_cased = match case {
                        Case::Type => !plain.starts_with(char::is_lowercase),
                        Case::Value | Case::Module => !plain.contains(char::is_uppercase),
                    };
                    assert!(is_cased, "{character:?}: {name}");
                }
            }
        }
    }
}

//! The licence of a crate, as an SPDX expression.

use crate::api::License;

/// The words of a licence's name, and its SPDX identifier. `name` leaves out the words that say nothing.
const KNOWN: &[(&[&str], &str)] = &[
    (&["0bsd"], "0BSD"),
    (&["apache", "2"], "Apache-2.0"),
    (&["apache", "2", "0"], "Apache-2.0"),
    (&["boost", "1", "0"], "BSL-1.0"),
    (&["bsd", "2", "clause"], "BSD-2-Clause"),
    (&["bsd", "3", "clause"], "BSD-3-Clause"),
    (&["cc", "by", "4", "0"], "CC-BY-4.0"),
    (&["cc0"], "CC0-1.0"),
    (&["cc0", "1", "0"], "CC0-1.0"),
    (&["eupl", "1", "2"], "EUPL-1.2"),
    (&["isc"], "ISC"),
    (&["mit"], "MIT"),
    (&["mozilla", "2", "0"], "MPL-2.0"),
    (&["mpl", "2", "0"], "MPL-2.0"),
    (&["unlicense"], "Unlicense"),
    (&["zlib"], "Zlib"),
];

/// The words of a name that say nothing.
const FILLERS: &[&str] = &["licence", "license", "public", "software", "the", "v", "version"];

/// The longest SPDX expression that is accepted.
const MAX_LENGTH: usize = 100;

/// Returns the SPDX expression of a licence: its identifier, or the identifier of its name if that is known.
pub(super) fn spdx(license: &License) -> Option<String> {
    if let Some(identifier) = license.identifier.as_deref().map(str::trim) {
        return is_expression(identifier).then(|| identifier.to_owned());
    }
    let name = license.name.to_ascii_lowercase();
    let words: Vec<&str> = name
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .map(|word| {
            word.strip_prefix('v')
                .filter(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()))
                .unwrap_or(word)
        })
        .filter(|word| !word.is_empty() && !FILLERS.contains(word))
        .collect();
    KNOWN.iter().find(|(known, _)| *known == words).map(|(_, identifier)| (*identifier).to_owned())
}

/// Returns `true` if a text has only characters of an SPDX expression (SPDX 2.3, annex D).
fn is_expression(text: &str) -> bool {
    let is_legal = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '+' | '(' | ')' | ' ');
    !text.is_empty() && text.len() <= MAX_LENGTH && text.chars().all(is_legal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_an_spdx_expression() {
        let of = |name: &str, identifier: Option<&str>| {
            spdx(&License { name: name.to_owned(), identifier: identifier.map(str::to_owned) })
        };
        for (name, expected) in [
            ("Apache 2.0", Some("Apache-2.0")),
            ("Apache-2.0", Some("Apache-2.0")),
            ("Apache License, Version 2.0", Some("Apache-2.0")),
            ("The MIT License", Some("MIT")),
            ("MPL v2.0", Some("MPL-2.0")),
            ("BSD 3-Clause", Some("BSD-3-Clause")),
            ("GPL", None),
            ("MIT-like, but not quite", None),
            ("Proprietary", None),
            ("", None),
        ] {
            assert_eq!(of(name, None).as_deref(), expected, "{name}");
        }
        assert_eq!(of("Any", Some("MIT OR Apache-2.0")).as_deref(), Some("MIT OR Apache-2.0"));
        assert_eq!(of("MIT", Some("MIT\"\n[dependencies]")), None);
    }
}

//! The table of a target file for the headers in which a service describes its rate limit.

use serde::Deserialize;
use toml::Spanned as At;

use super::header_name::lower_case_header_name;
use super::read_spanned::{Invalid, read_word};
use crate::api::{RateLimit, ResetUnit};

/// The keys of the table in a target file.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct Written {
    limit: Option<At<Names>>,
    remaining: Option<At<Names>>,
    reset: Option<At<Names>>,
    reset_unit: Option<At<String>>,
    rejects_before_acting: bool,
}

/// The values of the key `reset-unit`.
const UNITS: [(&str, ResetUnit); 4] = [
    ("seconds", ResetUnit::Seconds),
    ("milliseconds", ResetUnit::Milliseconds),
    ("seconds-from-now", ResetUnit::SecondsFromNow),
    ("date", ResetUnit::Date),
];

/// One name or several.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected the name of a header, or a list of names")]
enum Names {
    One(String),
    Several(Vec<String>),
}

impl RateLimit {
    /// Converts the keys of a target file. Returns an error if a name is not valid, or if a key that another one needs is
    /// missing.
    pub(super) fn read(written: Written) -> Result<Self, Invalid> {
        let reset = match (written.reset, written.reset_unit) {
            (None, None) => None,
            (None, Some(unit)) => return Err(Invalid::at(&unit, "`reset-unit` needs the key `reset`")),
            (Some(reset), Some(unit)) => Some((names(Some(reset))?, read_word(&unit, &UNITS)?)),
            (Some(reset), None) => {
                let units = "`seconds` or `milliseconds` since the epoch, `seconds-from-now`, or `date`";
                return Err(Invalid::at(&reset, format!("`reset` needs the key `reset-unit`: {units}")));
            }
        };
        let (limit, remaining) = (names(written.limit)?, names(written.remaining)?);
        Ok(Self { limit, remaining, reset, rejects_before_acting: written.rejects_before_acting })
    }
}

/// Returns the names in lower case.
fn names(names: Option<At<Names>>) -> Result<Vec<String>, Invalid> {
    let Some(names) = names else { return Ok(Vec::new()) };
    let offset = names.span().start;
    let names = match names.into_inner() {
        Names::One(name) => vec![name],
        Names::Several(names) if names.is_empty() => {
            return Err(Invalid::from((offset, "the list has no header name".to_owned())));
        }
        Names::Several(names) => names,
    };
    let names = names.into_iter().map(lower_case_header_name).collect::<Result<_, String>>();
    names.map_err(|message| Invalid::from((offset, message)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<RateLimit, Invalid> {
        let written = toml::from_str(text).map_err(|error: toml::de::Error| Invalid {
            offset: error.span().map(|range| range.start),
            message: error.message().to_owned(),
        });
        RateLimit::read(written?)
    }

    #[test]
    fn a_name_may_be_one_or_several() {
        let limit =
            read("remaining = ['X-Global', 'x-Route']\nreset = 'X-Reset'\nreset-unit = 'milliseconds'").unwrap();
        assert_eq!(limit.remaining, ["x-global", "x-route"]);
        assert_eq!(limit.reset, Some((vec!["x-reset".to_owned()], ResetUnit::Milliseconds)));
        assert_eq!(read("rejects-before-acting = true").map(|limit| limit.rejects_before_acting), Ok(true));
    }

    #[test]
    fn an_invalid_table_has_a_message() {
        for (text, place, expected) in [
            ("reset = 'x'", 8, "`reset` needs the key `reset-unit`"),
            ("reset-unit = 'date'", 13, "`reset-unit` needs the key `reset`"),
            ("limit = 'x'\nremaining = 'a b'", 24, "`a b` is not a valid header name"),
            ("limit = ['x', 'a b']", 8, "`a b` is not a valid header name"),
            ("limit = []", 8, "the list has no header name"),
            ("limit = 1", 8, "expected the name of a header, or a list of names"),
            ("limits = 'x'", 0, "unknown field `limits`"),
            (
                "reset = 'x'\nreset-unit = 'hours'",
                25,
                "`hours` is not a valid value: expected `seconds` or `milliseconds` or",
            ),
        ] {
            let Invalid { offset, message } = read(text).unwrap_err();
            assert!(message.starts_with(expected), "{text}: {message}");
            assert_eq!(offset, Some(place), "{text}: {message}");
        }
    }
}

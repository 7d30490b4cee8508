//! The table of a target file for the headers in which a service describes its rate limit.

use serde::Deserialize;

use super::header_name::lower_case_header_name;
use crate::api::{RateLimit, ResetUnit};

/// The keys of the table in a target file.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct Written {
    limit: Names,
    remaining: Names,
    reset: Names,
    reset_unit: Option<ResetUnit>,
    rejects_before_acting: bool,
}

/// One name or several.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected the name of a header, or a list of names")]
enum Names {
    One(String),
    Several(Vec<String>),
}

impl Default for Names {
    fn default() -> Self {
        Self::Several(Vec::new())
    }
}

impl RateLimit {
    /// Converts the keys of a target file. Returns a message if they are not valid.
    pub(super) fn read(written: Written) -> Result<Self, String> {
        let reset = match (names(written.reset)?, written.reset_unit) {
            (names, None) if names.is_empty() => None,
            (names, Some(_)) if names.is_empty() => return Err("`reset-unit` needs the key `reset`".to_owned()),
            (names, Some(unit)) => Some((names, unit)),
            (_, None) => {
                let units = "`seconds` or `milliseconds` since the epoch, `seconds-from-now`, or `date`";
                return Err(format!("`reset` needs the key `reset-unit`: {units}"));
            }
        };
        let (limit, remaining) = (names(written.limit)?, names(written.remaining)?);
        Ok(Self { limit, remaining, reset, rejects_before_acting: written.rejects_before_acting })
    }
}

/// Returns the names in lower case. Returns a message if one is not the name of a header.
fn names(names: Names) -> Result<Vec<String>, String> {
    let names = match names {
        Names::One(name) => vec![name],
        Names::Several(names) => names,
    };
    names.into_iter().map(lower_case_header_name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<RateLimit, String> {
        RateLimit::read(toml::from_str(text).map_err(|error: toml::de::Error| error.message().to_owned())?)
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
        for (text, expected) in [
            ("reset = 'x'", "`reset` needs the key `reset-unit`"),
            ("reset-unit = 'date'", "`reset-unit` needs the key `reset`"),
            ("limit = 'a b'", "`a b` is not a valid header name"),
            ("limit = 1", "expected the name of a header, or a list of names"),
            ("limits = 'x'", "unknown field `limits`"),
            ("reset = 'x'\nreset-unit = 'hours'", "unknown variant `hours`"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.starts_with(expected), "{text}: {error}");
        }
    }
}

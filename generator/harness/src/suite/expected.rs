//! Reads `json-schema.toml`, what is expected of the suite, and compares it with what happened.
//!
//! The numbers are exact: a change for the better is a difference too, so that the file never claims less than is true.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use super::Sent;
use crate::round_trip::Failure;

/// What is expected of the suite.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expected {
    /// How many valid instances the suite has.
    pub(super) values: usize,
    /// The instances that a type does not read.
    #[serde(default)]
    pub(super) lost: Vec<Lost>,
    /// The instances that change silently. A number is one of them where the documentation says so, and nothing else.
    #[serde(default)]
    pub(super) changed: Vec<Lost>,
    /// The schemas of which no client is made.
    #[serde(default)]
    pub(super) rejected: Vec<Rejected>,
}

/// Instances that do not come back as they are, for one reason.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lost {
    /// The reason. It is for the readers of the file.
    #[serde(rename = "reason")]
    pub(super) _reason: String,
    /// A part of each message.
    pub(super) error: String,
    /// How many instances of each case these are.
    pub(super) cases: BTreeMap<String, usize>,
}

/// Schemas that are rejected for one reason.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rejected {
    /// The reason. It is for the readers of the file.
    #[serde(rename = "reason")]
    pub(super) _reason: String,
    /// A part of the errors of the generator.
    pub(super) error: String,
    /// The names of the cases.
    pub(super) cases: BTreeSet<String>,
}

impl Expected {
    /// Reads the file.
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let failed = |error: &dyn std::fmt::Display| format!("`{}`: {error}", path.display());
        let text = std::fs::read_to_string(path).map_err(|error| failed(&error))?;
        toml::from_str(&text).map_err(|error| failed(&error))
    }

    /// Returns a part of the generator's errors for a case whose schema is rejected.
    pub(super) fn rejected(&self, case: &str) -> Option<&str> {
        self.rejected.iter().find(|group| group.cases.contains(case)).map(|group| group.error.as_str())
    }

    /// Returns a line for each case that the file names and that the suite lacks.
    pub(super) fn unknown_cases(&self, known: &BTreeSet<&str>) -> Vec<String> {
        let lost = self.lost.iter().chain(&self.changed).flat_map(|group| group.cases.keys());
        let named = lost.chain(self.rejected.iter().flat_map(|group| &group.cases));
        let unknown = named.filter(|name| !known.contains(name.as_str()));
        unknown.map(|name| format!("{name}: the suite has no such case")).collect()
    }

    /// Returns a line for each difference between the expected failures and those of the instances that were sent.
    pub(super) fn differences(&self, sent: &[Sent<'_>]) -> Vec<String> {
        let mut differences = Vec::new();
        let mut counts: BTreeMap<(&str, &str, usize), usize> = BTreeMap::new();
        for Sent { case, failure } in sent {
            let (groups, what, message) = match failure {
                None => continue,
                Some(Failure::Unreadable(message)) => (&self.lost, LOST, message),
                Some(Failure::Changed(message)) => (&self.changed, CHANGED, message),
            };
            let is_of = |group: &Lost| group.cases.contains_key(*case) && message.contains(&group.error);
            match groups.iter().position(is_of) {
                Some(group) => {
                    let count = counts.entry((case, what, group)).or_default();
                    *count = count.saturating_add(1);
                }
                None => differences.push(format!("{case}: {what}, which is not expected: {message}")),
            }
        }
        for (groups, what) in [(&self.lost, LOST), (&self.changed, CHANGED)] {
            for (index, group) in groups.iter().enumerate() {
                for (case, expected) in &group.cases {
                    let count = counts.get(&(case.as_str(), what, index)).copied().unwrap_or_default();
                    if count != *expected {
                        let help = if count < *expected { "lower the number" } else { "more than before" };
                        differences.push(format!("{case}: {count} {what}, and the file has {expected}: {help}"));
                    }
                }
            }
        }
        differences
    }
}

/// What a message says of an instance that a type does not read.
const LOST: &str = "lost";

/// What a message says of an instance that comes back as another one.
const CHANGED: &str = "changed";

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "values = 3\n\n[[lost]]\nreason = \"r\"\nerror = \"expected an object\"\n[lost.cases]\n\
                        \"required/a\" = 2\n\n[[rejected]]\nreason = \"r\"\nerror = \"not found\"\ncases = [\"ref/b\"]\n";

    fn expected() -> Expected {
        toml::from_str(FILE).unwrap()
    }

    #[test]
    fn each_difference_from_the_file_is_a_line() {
        let lost = |message: &str| Some(Failure::Unreadable(message.to_owned()));
        let object = || lost("expected an object, found an array");
        for (failures, lines) in [
            (vec![None, object(), object()], vec![]),
            (vec![object(), None, None], vec!["required/a: 1 lost, and the file has 2: lower the number"]),
            (vec![], vec!["required/a: 0 lost, and the file has 2: lower the number"]),
            (vec![object(), object(), object()], vec!["required/a: 3 lost, and the file has 2: more than before"]),
            (vec![object(), object(), lost("not a date")], vec!["required/a: lost, which is not expected: not a date"]),
            (
                vec![object(), object(), Some(Failure::Changed("differs".to_owned()))],
                vec!["required/a: changed, which is not expected: differs"],
            ),
        ] {
            let sent: Vec<Sent<'_>> =
                failures.into_iter().map(|failure| Sent { case: "required/a", failure }).collect();
            assert_eq!(expected().differences(&sent), lines);
        }
        let other = [
            Sent { case: "required/a", failure: object() },
            Sent { case: "required/a", failure: object() },
            Sent { case: "type/c", failure: object() },
        ];
        assert_eq!(
            expected().differences(&other),
            ["type/c: lost, which is not expected: expected an object, found an array"]
        );
    }

    #[test]
    fn a_case_that_the_suite_lacks_is_a_line() {
        assert!(expected().unknown_cases(&BTreeSet::from(["required/a", "ref/b"])).is_empty());
        let lines = expected().unknown_cases(&BTreeSet::from(["required/a"]));
        assert_eq!(lines, ["ref/b: the suite has no such case"]);
        assert_eq!(expected().rejected("ref/b"), Some("not found"));
        assert_eq!(expected().rejected("required/a"), None);
    }

    #[test]
    fn a_misspelt_key_is_an_error() {
        assert!(toml::from_str::<Expected>(&FILE.replace("reason", "raeson")).is_err());
    }
}

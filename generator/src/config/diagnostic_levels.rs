//! The severities that a target sets by code.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Spanned;
use super::read_spanned::TargetText;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, closest_code};

/// The severities of diagnostics that differ from the generator's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiagnosticLevels {
    /// The level of each code in the table `diagnostics`.
    by_code: BTreeMap<Code, Spanned<Level>>,
    /// Makes each warning an error.
    pub deny_warnings: bool,
}

/// The level of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    /// Each diagnostic is an error.
    Deny,
    /// Each diagnostic is a warning, unless it is an error.
    Warn,
    /// Diagnostics are dropped, unless they are errors.
    Allow,
}

/// The table `diagnostics` of a target file.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Written {
    deny: Vec<toml::Spanned<String>>,
    warn: Vec<toml::Spanned<String>>,
    allow: Vec<toml::Spanned<String>>,
}

impl Level {
    /// Returns the key of the level in a target file.
    fn key(self) -> &'static str {
        match self {
            Self::Deny => "deny",
            Self::Warn => "warn",
            Self::Allow => "allow",
        }
    }
}

impl DiagnosticLevels {
    /// Converts the table `diagnostics`.
    ///
    /// # Errors
    ///
    /// Returns an error at the first entry that is not a code, or that has the code of an earlier one.
    pub(super) fn read(text: TargetText<'_>, written: Written) -> Result<Self, Diagnostic> {
        let Written { deny, warn, allow } = written;
        let lists = [(Level::Deny, deny), (Level::Warn, warn), (Level::Allow, allow)];
        let entries = lists.into_iter().flat_map(|(level, names)| names.into_iter().map(move |name| (level, name)));
        let mut entries: Vec<(Level, toml::Spanned<String>)> = entries.collect();
        // The second of two entries is the later one in the file, whatever the order of the lists.
        entries.sort_by_key(|(_, name)| name.span().start);
        let mut by_code: BTreeMap<Code, Spanned<Level>> = BTreeMap::new();
        for (level, name) in entries {
            let invalid = |message: String| text.error(name.span().start, message);
            let name_text = name.get_ref();
            let Some(code) = Code::parse(name_text) else {
                let error = invalid(format!("`{name_text}` is not a diagnostic code"));
                return Err(match closest_code(name_text) {
                    Some(code) => error.help(format!("write `{code}`")),
                    None => error.help("`cargo xtask explain` lists all codes"),
                });
            };
            if let Some(first) = by_code.get(&code) {
                let lists = match (first.value.key(), level.key()) {
                    (first, second) if first == second => format!("twice in `{first}`"),
                    (first, second) => format!("in `{first}` and in `{second}`"),
                };
                return Err(invalid(format!("`{code}` is {lists}")).help("remove one of them"));
            }
            by_code.insert(code, text.spanned(&name, level));
        }
        Ok(Self { by_code, deny_warnings: false })
    }

    /// Returns the diagnostics with these severities.
    ///
    /// No client can be made after an error of the generator, so it stays an error. The entry of its code in `warn` or
    /// `allow` is an error too.
    pub(crate) fn apply(&self, diagnostics: &Diagnostics) -> Diagnostics {
        let mut applied = Diagnostics::new();
        for diagnostic in diagnostics.iter() {
            let level = self.by_code.get(&diagnostic.code);
            let severity = match (diagnostic.severity, level.map(|level| level.value)) {
                (Severity::Error, _) | (_, Some(Level::Deny)) => Severity::Error,
                (_, Some(Level::Allow)) => continue,
                (_, Some(Level::Warn)) => Severity::Warning,
                (severity, None) => severity,
            };
            let is_denied = self.deny_warnings && severity == Severity::Warning;
            let severity = if is_denied { Severity::Error } else { severity };
            applied.push(Diagnostic { severity, ..diagnostic.clone() });
            if let (Severity::Error, Some(level)) = (diagnostic.severity, level)
                && level.value != Level::Deny
            {
                let (code, key) = (diagnostic.code, level.value.key());
                let message = format!(
                    "`{code}` is an error in this document, which `{key}` can't change: no client can be generated from it"
                );
                let error = Diagnostic::error(Code::TARGET_INVALID, None, message);
                applied.push(level.locate(error).help("fix the document, or remove the code from the list"));
            }
        }
        applied
    }
}

//! The oldest Rust that a crate supports.

use std::fmt;
use std::str::FromStr;

/// A version of Rust, as in the key `rust-version` of a `Cargo.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RustVersion {
    minor: u32,
    patch: u32,
}

impl RustVersion {
    /// [`OLDEST_RUST`](crate::rust::OLDEST_RUST), as a version.
    pub const OLDEST: Self = Self { minor: 85, patch: 0 };
}

/// A crate supports [`RustVersion::OLDEST`] by default.
impl Default for RustVersion {
    fn default() -> Self {
        Self::OLDEST
    }
}

/// Parses `1.85` or `1.85.0`.
impl FromStr for RustVersion {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers: Option<Vec<u32>> = text.split('.').map(|number| number.parse().ok()).collect();
        let version = match numbers.as_deref() {
            Some([1, minor]) => Self { minor: *minor, patch: 0 },
            Some([1, minor, patch]) => Self { minor: *minor, patch: *patch },
            _ => return Err(format!("`{text}` is not a version of Rust, such as `1.85`")),
        };
        if version < Self::OLDEST {
            return Err(format!("generated code needs Rust {} or newer", Self::OLDEST));
        }
        Ok(version)
    }
}

impl fmt::Display for RustVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "1.{}", self.minor)?;
        if self.patch > 0 { write!(formatter, ".{}", self.patch) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::RustVersion;

    #[test]
    fn a_version_is_as_old_as_generated_code_allows() {
        assert_eq!(RustVersion::OLDEST.to_string(), crate::rust::OLDEST_RUST);
        let parse = |text: &str| text.parse::<RustVersion>().map(|version| version.to_string());
        assert_eq!(parse("1.85"), Ok("1.85".to_owned()));
        assert_eq!(parse("1.85.0"), Ok("1.85".to_owned()));
        assert_eq!(parse("1.90.1"), Ok("1.90.1".to_owned()));
        assert_eq!(parse("1.84"), Err("generated code needs Rust 1.85 or newer".to_owned()));
        for text in ["", "1", "2.0", "1.85.0.0", "1.85-beta", "stable"] {
            assert!(parse(text).unwrap_err().contains("is not a version of Rust"), "{text}");
        }
    }
}

//! The version that follows another one.

use semver::{BuildMetadata, Prerelease, Version};

use crate::changes::Level;

/// Returns the version that follows another one after changes of a level, by the rules of Cargo: before 1.0.0, the second number
/// stands for what breaks. Returns `None` if the text is not a version.
///
/// ```
/// use generator::changes::{Level, next_version};
///
/// assert_eq!(next_version("1.4.1", Level::Major).as_deref(), Some("2.0.0"));
/// assert_eq!(next_version("0.4.1", Level::Major).as_deref(), Some("0.5.0"));
/// assert_eq!(next_version("0.4.1", Level::Minor).as_deref(), Some("0.4.2"));
/// ```
pub fn next_version(version: &str, level: Level) -> Option<String> {
    let mut version = Version::parse(version).ok()?;
    let is_prerelease = !version.pre.is_empty();
    version.pre = Prerelease::EMPTY;
    version.build = BuildMetadata::EMPTY;
    // What is before a release is not compatible with anything: the release itself follows.
    if is_prerelease {
        return Some(version.to_string());
    }
    let Version { major, minor, patch, .. } = version;
    let next = |number: u64| number.saturating_add(1);
    let (major, minor, patch) = match (level, major, minor) {
        (Level::Major, 0, 0) => (0, 0, next(patch)),
        (Level::Major, 0, _) => (0, next(minor), 0),
        (Level::Major, _, _) => (next(major), 0, 0),
        (Level::Minor, 1.., _) => (major, next(minor), 0),
        (Level::Minor | Level::Patch, _, _) => (major, minor, next(patch)),
    };
    Some(Version::new(major, minor, patch).to_string())
}

#[cfg(test)]
mod tests {
    use super::{Level, next_version};

    #[test]
    fn the_next_version_follows_cargo() {
        for (version, major, minor, patch) in [
            ("1.4.1", "2.0.0", "1.5.0", "1.4.2"),
            ("0.4.1", "0.5.0", "0.4.2", "0.4.2"),
            ("0.0.3", "0.0.4", "0.0.4", "0.0.4"),
            ("2.0.0-beta.1", "2.0.0", "2.0.0", "2.0.0"),
        ] {
            let next = |level| next_version(version, level);
            assert_eq!(next(Level::Major).as_deref(), Some(major), "{version}");
            assert_eq!(next(Level::Minor).as_deref(), Some(minor), "{version}");
            assert_eq!(next(Level::Patch).as_deref(), Some(patch), "{version}");
        }
        assert_eq!(next_version("1.4", Level::Major), None);
    }
}

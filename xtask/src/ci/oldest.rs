//! Finds the toolchain of the oldest supported Rust.

use std::path::Path;
use std::process::Command;

/// Returns a command for the cargo of the toolchain that `rust-version` in a manifest names, or why there is none.
pub(super) fn cargo(manifest: &Path) -> Result<Command, String> {
    let name = manifest.display();
    let manifest = std::fs::read_to_string(manifest).map_err(|error| format!("`{name}` can't be read: {error}"))?;
    let version = rust_version(&manifest).ok_or_else(|| format!("`{name}` has no `rust-version`"))?;
    let listed = Command::new("rustup").args(["toolchain", "list"]).output();
    let listed = listed.map_err(|error| format!("rustup can't be run: {error}"))?;
    let toolchain = toolchain(&String::from_utf8_lossy(&listed.stdout), version);
    let toolchain = toolchain.ok_or_else(|| format!("no toolchain for Rust {version} is installed"))?;
    let mut command = Command::new("rustup");
    // The variables that this program's own cargo has set name the other toolchain.
    command.env_remove("CARGO").env_remove("RUSTC").env_remove("RUSTDOC");
    command.args(["run", &toolchain, "cargo"]);
    Ok(command)
}

/// Returns the value of `rust-version`.
fn rust_version(manifest: &str) -> Option<&str> {
    let value = manifest.lines().find_map(|line| line.strip_prefix("rust-version = "))?;
    Some(value.trim().trim_matches('"'))
}

/// Returns the toolchain of a version in the list of `rustup toolchain list`.
fn toolchain(list: &str, version: &str) -> Option<String> {
    let names = list.lines().filter_map(|line| line.split_whitespace().next());
    let is_version = |name: &&str| {
        let rest = name.strip_prefix(version);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
    };
    names.filter(is_version).map(str::to_owned).next()
}

#[cfg(test)]
mod tests {
    use super::{rust_version, toolchain};

    #[test]
    fn the_toolchain_of_a_version_is_found() {
        let list = "stable-x86_64-unknown-linux-gnu (active, default)\n1.9.0-x86_64\n1.95.0-x86_64-unknown-linux-gnu\n";
        assert_eq!(toolchain(list, "1.95").as_deref(), Some("1.95.0-x86_64-unknown-linux-gnu"));
        assert_eq!(toolchain(list, "1.9").as_deref(), Some("1.9.0-x86_64"));
        assert_eq!(toolchain(list, "1.94"), None);
        assert_eq!(rust_version("[workspace.package]\nrust-version = \"1.95\"\n"), Some("1.95"));
    }
}

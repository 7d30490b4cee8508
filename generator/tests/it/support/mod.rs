//! Generates the clients of fixtures, as members of a workspace.

pub(crate) mod api;
pub(crate) mod edits;
pub(crate) mod named;

use std::path::Path;
use std::process::Command;

use generator::location::Sources;
use generator::output::{OsFs, scaffold, write};
use generator::{Session, Target};

/// Returns the target of a fixture: its `target.toml`, or its document.
pub(crate) fn target(folder: &Path) -> Target {
    let file = folder.join("target.toml");
    match file.is_file() {
        true => Target { output: "client".into(), ..Target::read(&file, &mut Sources::new()).unwrap() },
        false => Target::for_spec(folder.join("spec.yaml"), "client"),
    }
}

/// Generates the client of a fixture as a member of a workspace.
pub(crate) fn write_member(workspace: &Path, folder: &Path, name: &str) -> Session {
    let member = workspace.join(name);
    let generated = Session::run(&Target { name: name.to_owned(), output: member.clone(), ..target(folder) });
    write(&mut OsFs, &member.join("src/generated"), generated.files.as_ref().unwrap()).unwrap();
    scaffold(&mut OsFs, &member, generated.package.as_ref().unwrap(), None).unwrap();
    let manifest = member.join("Cargo.toml");
    let alone = std::fs::read_to_string(&manifest).unwrap();
    std::fs::write(&manifest, alone.replace("[workspace]\n", "")).unwrap();
    generated
}

/// Checks a generated crate or a workspace with warnings as errors, by Clippy if it is installed, otherwise by the
/// compiler.
pub(crate) fn check(name: &str, folder: &Path) {
    check_with(name, folder, &[]);
}

/// Checks a generated crate or a workspace as [`check`] does, with arguments such as features.
pub(crate) fn check_with(name: &str, folder: &Path, arguments: &[&str]) {
    // The workspace's lock file has versions that are available offline.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    std::fs::copy(lock, folder.join("Cargo.lock")).unwrap();
    let has_clippy = Command::new(env!("CARGO")).args(["clippy", "--version"]).output();
    let has_clippy = has_clippy.is_ok_and(|output| output.status.success());
    if !has_clippy {
        eprintln!("{name}: Clippy is not installed, so the code is compiled and not linted");
    }
    let output = Command::new(env!("CARGO"))
        .args([if has_clippy { "clippy" } else { "check" }, "--quiet", "--offline"])
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients-target"))
        .env("RUSTFLAGS", "-D warnings")
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .output()
        .unwrap();
    assert!(output.status.success(), "{name} {arguments:?}:\n{}", String::from_utf8_lossy(&output.stderr));
}

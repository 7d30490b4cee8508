//! `cargo xtask json-schema`: sends the valid instances of the JSON Schema Test Suite through the types of their schemas.
//!
//! The suite is in the source of the package `jsonschema` of Python, whose author maintains it; both have the MIT licence. pip
//! downloads it below `target/`. Without Python, or without a network, the command prints that it skips. The harness sends the
//! instances: `generator/harness/src/suite`.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use crate::harness;

/// The package that has the suite, with its version and its hash, as pip reads it.
const PACKAGE: &str =
    "jsonschema==4.26.0 --hash=sha256:0c26707e2efad8aa1bfc5b7ce170f3fccc2e4918ff85989ba9ffa9facb2be326\n";

/// The name of the archive without its extension, which is that of the folder in it.
const ARCHIVE: &str = "jsonschema-4.26.0";

pub(crate) fn run(root: &Path) -> ExitCode {
    match install(&root.join("target/json-schema")) {
        Ok(suite) => harness::run(root, "json-schema", &harness::Arguments { arguments: vec![suite.into()] }),
        Err(message) => {
            println!("skipped: {message}");
            ExitCode::SUCCESS
        }
    }
}

/// Downloads the suite unless that is done already, and returns its folder.
fn install(folder: &Path) -> Result<PathBuf, String> {
    let suite = folder.join(ARCHIVE).join("json");
    if suite.is_dir() {
        return Ok(suite);
    }
    let failed = |error: std::io::Error| format!("`{}` can't be written: {error}", folder.display());
    // What an interrupted run left is not complete.
    let unpacked = folder.join("unpacked");
    if unpacked.is_dir() {
        std::fs::remove_dir_all(&unpacked).map_err(failed)?;
    }
    std::fs::create_dir_all(&unpacked).map_err(failed)?;
    let requirements = folder.join("requirements.txt");
    std::fs::write(&requirements, PACKAGE).map_err(failed)?;
    println!("downloading {ARCHIVE}");
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]);
    pip.args(["--no-binary", "jsonschema", "--require-hashes", "--requirement"]);
    pip.arg(&requirements).arg("--dest").arg(folder);
    run_command(&mut pip, "the suite can't be downloaded")?;
    let mut tar = Command::new("tar");
    tar.arg("-xzf").arg(folder.join(format!("{ARCHIVE}.tar.gz"))).arg("-C").arg(&unpacked);
    run_command(&mut tar, "the suite can't be unpacked")?;
    std::fs::rename(unpacked.join(ARCHIVE), folder.join(ARCHIVE)).map_err(failed)?;
    Ok(suite)
}

fn run_command(command: &mut Command, failure: &str) -> Result<(), String> {
    match command.stdout(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{failure}: {status}")),
        Err(error) => Err(format!("{failure}: {error}")),
    }
}

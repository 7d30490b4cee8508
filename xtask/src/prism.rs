//! `cargo xtask prism`: validates the requests of generated clients with Prism, an independent implementation.
//!
//! Prism (`@stoplight/prism-cli`) serves a document, validates each request against it, and lists violations in a
//! header of the response. Node runs it, and npm installs it below `target/`. Without them, the command prints that it
//! skips.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use generator::output::{OsFs, scaffold, write};
use generator::{Target, generate};

use crate::cargo;

/// The package of Prism, with its version.
const PRISM: &str = "@stoplight/prism-cli@5.16.0";

pub(crate) fn run(root: &Path) -> ExitCode {
    if !is_installed("node") || !is_installed("npm") {
        println!("skipped: Node is not installed");
        return ExitCode::SUCCESS;
    }
    let folder = root.join("target/prism");
    let prism = match install(&folder) {
        Ok(prism) => prism,
        // Without a network, for example.
        Err(message) => {
            println!("skipped: {message}");
            return ExitCode::SUCCESS;
        }
    };
    match validate(root, &prism) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

fn is_installed(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// Returns `true` if every request gets the expected result.
fn validate(root: &Path, prism: &Path) -> Result<bool, String> {
    let root = root.canonicalize().map_err(|error| format!("the project can't be read: {error}"))?;
    let folder = root.join("target/prism");
    let requests = build(&root, &folder)?;
    let fixture = root.join("xtask/prism/spec.yaml");
    let shipped = Server::start(prism, &root.join("specs/launchdarkly.yaml"))?;
    let fixture = Server::start(prism, &fixture)?;
    let status = Command::new(requests).args([&shipped.url, &fixture.url]).status();
    status.map(|status| status.success()).map_err(|error| format!("the requests can't be sent: {error}"))
}

/// Installs Prism unless it is installed already, and returns the path of its program.
fn install(folder: &Path) -> Result<PathBuf, String> {
    let program = folder.join("node_modules/@stoplight/prism-cli/dist/index.js");
    if !program.is_file() {
        std::fs::create_dir_all(folder).map_err(|error| format!("`{}`: {error}", folder.display()))?;
        println!("installing {PRISM}");
        let arguments = ["install", "--no-audit", "--no-fund", "--loglevel=error", "--no-save", PRISM, "--prefix"];
        let mut npm = Command::new("npm");
        run_command(npm.args(arguments).arg(folder).stdout(Stdio::null()), "Prism can't be installed")?;
    }
    Ok(program)
}

/// Builds the program that sends the requests, and returns its path.
fn build(root: &Path, folder: &Path) -> Result<PathBuf, String> {
    let failed = |error: &dyn std::fmt::Display| format!("the requests can't be built: {error}");
    let client = folder.join("prism-fixture");
    let generated = generate(&Target::for_spec(root.join("xtask/prism/spec.yaml"), &client));
    let files = generated.files.ok_or("the fixture has errors")?;
    let package = generated.package.ok_or("the fixture has errors")?;
    write(&mut OsFs, &client.join("src/generated"), &files).map_err(|error| failed(&error.message))?;
    scaffold(&mut OsFs, &client, &package, None).map_err(|error| failed(&error.message))?;
    let requests = folder.join("requests");
    std::fs::create_dir_all(requests.join("src")).map_err(|error| failed(&error))?;
    let source = root.join("xtask/prism/requests.rs");
    std::fs::copy(source, requests.join("src/main.rs")).map_err(|error| failed(&error))?;
    // The shipped client is a member of the project's workspace, which has the versions of its dependencies.
    let manifest = "[package]\nname = \"requests\"\nedition = \"2024\"\n\n[dependencies]\n\
                    generated-client = { path = \"../../../generated-client\" }\n\
                    prism-fixture = { path = \"../prism-fixture\" }\nserde_json = \"1\"\n\
                    tokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n\n[workspace]\n";
    std::fs::write(requests.join("Cargo.toml"), manifest).map_err(|error| failed(&error))?;
    std::fs::copy(root.join("Cargo.lock"), requests.join("Cargo.lock")).map_err(|error| failed(&error))?;
    let mut command = cargo::command();
    command.args(["build", "--quiet", "--offline"]).current_dir(&requests);
    // The harness uses the same folder, so the dependencies of clients are built once.
    let target = root.join("target/corpus/build");
    command
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_TARGET_DIR", &target)
        .env_remove("RUSTFLAGS");
    run_command(&mut command, "the requests can't be built")?;
    Ok(target.join("debug/requests"))
}

fn run_command(command: &mut Command, failure: &str) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{failure}: {status}")),
        Err(error) => Err(format!("{failure}: {error}")),
    }
}

/// A process of Prism that serves a document. Dropping it ends the process.
struct Server {
    process: Child,
    url: String,
}

impl Server {
    fn start(prism: &Path, spec: &Path) -> Result<Self, String> {
        let failed = |error: std::io::Error| format!("Prism can't be started: {error}");
        // Another process may take the port before Prism does, but that is unlikely.
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).map_err(failed)?.port();
        let mut command = Command::new("node");
        command.arg(prism).args(["mock", "--host", "127.0.0.1", "--port", &port.to_string(), "--verboseLevel", "warn"]);
        let process = command.arg(spec).stdout(Stdio::null()).spawn().map_err(failed)?;
        let mut server = Self { process, url: format!("http://127.0.0.1:{port}") };
        let begin = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let has_ended = matches!(server.process.try_wait(), Ok(Some(_)));
            if has_ended || begin.elapsed() > Duration::from_secs(60) {
                return Err(format!("Prism doesn't serve `{}`", spec.display()));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The process may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

//! `cargo xtask ci`: everything that decides whether a change is good. `cargo xtask check` is the quick part of it.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

/// A step: what it is for, the arguments of `cargo`, what is set in its environment, and the folder that it takes.
struct Step {
    name: &'static str,
    arguments: &'static str,
    environment: &'static [(&'static str, &'static str)],
    /// A folder beside the project, without which the step is skipped.
    needs: Option<&'static str>,
}

const fn step(name: &'static str, arguments: &'static str) -> Step {
    Step { name, arguments, environment: &[], needs: None }
}

/// The quick tier: about a minute when nothing has to be built anew.
const QUICK_STEPS: &[Step] = &[
    step("format", "fmt --all --check"),
    step("the project's own rules", "xtask tidy"),
    step("lints", "clippy --workspace --all-targets --locked -- -D warnings"),
    step("unit tests", "test --workspace --lib --bins --locked"),
];

/// The steps of CI, the quickest first.
const STEPS: &[Step] = &[
    step("format", "fmt --all --check"),
    step("the project's own rules", "xtask tidy"),
    step("the committed client is what the generator makes", "xtask codegen --check"),
    step("lints", "clippy --workspace --all-targets --locked -- -D warnings"),
    step(
        "lints of the client without features",
        "clippy -p generated-client -p generator-runtime --all-targets --no-default-features --locked -- -D warnings",
    ),
    // A snapshot that differs is a failure, and never a new snapshot.
    Step {
        name: "tests",
        arguments: "test --workspace --locked",
        environment: &[("INSTA_UPDATE", "no"), ("INSTA_FORCE_PASS", "0")],
        needs: None,
    },
    step("tests of the client alone", "test -p generated-client --locked"),
    step("tests of the client without features", "test -p generated-client --no-default-features --locked"),
    // Another crate of a build may turn these on, and both change what a visitor sees.
    step(
        "tests of the client beside a crate that changes serde_json",
        "test -p generated-client -p generator-runtime --features serde_json/arbitrary_precision,serde_json/preserve_order --locked",
    ),
    Step {
        name: "documentation",
        arguments: "doc --workspace --no-deps --locked",
        environment: &[("RUSTDOCFLAGS", "-D warnings")],
        needs: None,
    },
    step("a neutral judge of requests", "xtask prism"),
    step("values through the types of the fixtures", "xtask corpus generator/tests/fixtures --round-trip"),
    Step {
        name: "the corpus is generated",
        arguments: "xtask corpus ../shared/corpus",
        environment: &[],
        needs: Some("../shared/corpus"),
    },
    // Those documents of the corpus that compile in ten minutes together.
    Step {
        name: "the corpus compiles, and values go through its types",
        arguments: "xtask corpus ../shared/corpus --compile --round-trip --only keeper --only buildomat --only firecracker \
                    --only azure-apim --only telegram --only figma --only nexus",
        environment: &[],
        needs: Some("../shared/corpus"),
    },
];

/// Runs everything that CI runs.
pub(crate) fn run(root: &Path) -> ExitCode {
    // Nothing is built a second time with few changes here, so what speeds that up would only fill the disk.
    run_steps(root, STEPS, &[("CARGO_INCREMENTAL", "0")])
}

/// Runs the quick tier.
pub(crate) fn check(root: &Path) -> ExitCode {
    run_steps(root, QUICK_STEPS, &[])
}

/// Runs steps one after another, all of them even behind one that fails.
fn run_steps(root: &Path, steps: &[Step], environment: &[(&str, &str)]) -> ExitCode {
    let mut failed = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        println!("\n== step {} of {}: {} (cargo {})", index.saturating_add(1), steps.len(), step.name, step.arguments);
        if let Some(folder) = step.needs.filter(|folder| !root.join(folder).is_dir()) {
            println!("== skipped: there is no `{folder}`");
            continue;
        }
        let begin = Instant::now();
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(step.arguments.split_whitespace()).current_dir(root);
        cargo.env("CARGO_TERM_COLOR", "never").envs(environment.iter().copied());
        cargo.envs(step.environment.iter().copied());
        let passed = match cargo.status() {
            Ok(status) => status.success(),
            Err(error) => {
                eprintln!("error: cargo can't be run: {error}");
                false
            }
        };
        let verdict = if passed { "passed" } else { "FAILED" };
        println!("== {verdict} in {:.0} s: {}", begin.elapsed().as_secs_f64(), step.name);
        if !passed {
            failed.push(step.name);
        }
    }
    if failed.is_empty() {
        println!("\nevery step passed that was not skipped");
        ExitCode::SUCCESS
    } else {
        println!("\n{} of {} steps failed: {}", failed.len(), steps.len(), failed.join(", "));
        ExitCode::FAILURE
    }
}

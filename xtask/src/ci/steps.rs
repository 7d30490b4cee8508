//! The steps of CI.

/// A step: its name and its command.
pub(super) struct Step {
    pub(super) name: &'static str,
    pub(super) command: &'static str,
    pub(super) environment: &'static [(&'static str, &'static str)],
    /// What the step needs. Without it, the step is skipped.
    pub(super) need: Option<Need>,
}

/// Something that a step needs and that not every machine has.
pub(super) enum Need {
    /// A folder, relative to the project's.
    Folder(&'static str),
    /// A program that can be run with `--version`.
    Program(&'static str),
    /// The toolchain that `rust-version` in this manifest names. It runs the step.
    OldestRust(&'static str),
    /// The standard library for this target.
    Target(&'static str),
}

const fn step(name: &'static str, command: &'static str) -> Step {
    Step { name, command, environment: &[], need: None }
}

const fn step_with(need: Need, name: &'static str, command: &'static str) -> Step {
    Step { name, command, environment: &[], need: Some(need) }
}

/// The features of a client that are code of this project. The others choose what reqwest is built with.
macro_rules! code_features {
    () => {
        "--features blocking,gzip,testing,tower,tracing,webhook-signatures"
    };
}

const FORMAT: Step = step("format", "cargo fmt --all --check");
const SPELLING: Step = step_with(Need::Program("typos"), "spelling", "typos");
const RULES: Step = step("the project's own rules", "cargo xtask tidy");
const LINTS: Step = step("lints", "cargo clippy --workspace --all-targets --locked -- -D warnings");

/// The steps of `cargo xtask check`: about a minute after a first build.
pub(super) const QUICK_STEPS: &[Step] =
    &[FORMAT, SPELLING, RULES, LINTS, step("unit tests", "cargo test --workspace --lib --bins --locked")];

/// The steps of `cargo xtask ci`, the quickest first.
pub(super) const STEPS: &[Step] = &[
    FORMAT,
    SPELLING,
    RULES,
    // The advisories are left out: their database has to be downloaded.
    step_with(
        Need::Program("cargo-deny"),
        "licenses and sources of dependencies",
        "cargo deny --locked check bans licenses sources",
    ),
    step("the committed client is up to date", "cargo xtask codegen --check"),
    LINTS,
    step(
        "lints of the client without features",
        "cargo clippy -p generated-client -p generator-runtime --all-targets --no-default-features --locked -- -D warnings",
    ),
    step(
        "lints of the client with features",
        concat!(
            "cargo clippy -p generated-client -p generator-runtime --all-targets ",
            code_features!(),
            " --locked -- -D warnings"
        ),
    ),
    step_with(
        Need::OldestRust("generated-client/Cargo.toml"),
        "clients with the oldest supported Rust",
        concat!("cargo check -p generated-client -p generator-runtime ", code_features!(), " --locked"),
    ),
    step_with(
        Need::Target("wasm32-unknown-unknown"),
        "clients for WebAssembly",
        "cargo check -p generated-client -p generator-runtime --features testing,tower,tracing,webhook-signatures \
         --target wasm32-unknown-unknown --locked",
    ),
    step_with(
        Need::Target("wasm32-unknown-unknown"),
        "clients for WebAssembly without features",
        "cargo check -p generated-client -p generator-runtime --no-default-features --target wasm32-unknown-unknown --locked",
    ),
    step_with(
        Need::OldestRust("Cargo.toml"),
        "the generator with the oldest supported Rust",
        "cargo check --workspace --locked",
    ),
    // A snapshot that differs is a failure. CI never writes a snapshot.
    Step {
        name: "tests",
        command: "cargo test --workspace --locked",
        environment: &[("INSTA_UPDATE", "no"), ("INSTA_FORCE_PASS", "0")],
        need: None,
    },
    // Once more, for the counts of edits.
    step("random edits of documents", "cargo test -p harness --test edits --locked -- --nocapture"),
    step("tests of the client alone", "cargo test -p generated-client --locked"),
    step("tests of the client without features", "cargo test -p generated-client --no-default-features --locked"),
    // Another crate of a build may enable the features of serde_json, which change how it deserializes numbers and maps.
    step(
        "tests of the client with features of serde_json",
        "cargo test -p generated-client -p generator-runtime --features serde_json/arbitrary_precision,serde_json/preserve_order --locked",
    ),
    // A rare fault needs a longer run: `cargo xtask soak --calls 1000000`.
    step("calls of a client to a server that misbehaves", "cargo xtask soak"),
    // Counts of instructions do not depend on the load of the machine.
    step_with(Need::Program("valgrind"), "instructions within their bounds", "cargo xtask bench counts"),
    step(
        "tests of the runtime with features",
        concat!("cargo test -p generator-runtime ", code_features!(), " --locked"),
    ),
    Step {
        name: "documentation",
        command: "cargo doc --workspace --no-deps --locked",
        environment: &[("RUSTDOCFLAGS", "-D warnings")],
        need: None,
    },
    Step {
        name: "documentation of the client with features",
        command: concat!(
            "cargo doc -p generated-client -p generator-runtime --no-deps ",
            code_features!(),
            " --locked"
        ),
        environment: &[("RUSTDOCFLAGS", "-D warnings")],
        need: None,
    },
    // A rare mistake needs a longer run: `cargo xtask fuzz --count 1000000`.
    step("mutated documents", "cargo xtask fuzz --count 20000 --compile 200"),
    step("targets of cargo-fuzz", "cargo xtask fuzz --targets 20"),
    // All of them take half an hour: `cargo xtask semver`.
    step_with(Need::Program("cargo-semver-checks"), "a sample of the Rust verdicts", "cargo xtask semver --every 12"),
    step("requests validated by Prism", "cargo xtask prism"),
    step("instances of the JSON Schema Test Suite", "cargo xtask json-schema"),
    step("round trips of the fixtures", "cargo xtask corpus generator/tests/fixtures --round-trip"),
    step_with(Need::Folder(CORPUS), "the corpus is generated", "cargo xtask corpus ../shared/corpus"),
    // The documents of the corpus that compile in ten minutes together.
    step_with(
        Need::Folder(CORPUS),
        "the corpus compiles, with round trips",
        "cargo xtask corpus ../shared/corpus --compile --round-trip --only keeper --only buildomat --only firecracker \
         --only azure-apim --only telegram --only figma --only nexus",
    ),
];

/// Real documents, for those who have some.
const CORPUS: &str = "../shared/corpus";

//! The whole pipeline, with the mutations of `cargo xtask fuzz`: each two bytes are one of their decisions.
#![no_main]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use generator_fuzz::check::{Options, check};
use generator_fuzz::corpus::{self, Original};
use generator_fuzz::mutate::mutate;
use generator_fuzz::random::Random;
use libfuzzer_sys::fuzz_target;

static ORIGINALS: LazyLock<Vec<Original>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    corpus::read(&root).expect("the fixtures")
});

static FILE: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    folder.keep().join("spec.yaml")
});

fuzz_target!(|bytes: &[u8]| {
    let mutant = mutate(&ORIGINALS, &mut Random::from_bytes(bytes)).expect("a document");
    std::fs::write(&*FILE, &mutant.content).expect("a temporary file");
    let target = ORIGINALS[mutant.original].target.as_deref();
    let options = Options { spec: &FILE, target, is_new_crate: mutant.is_new_crate, is_repeated: false };
    let checked = check(&options);
    assert!(checked.failure.is_none(), "{:?}:\n{}", checked.failure, String::from_utf8_lossy(&mutant.content));
});

//! Any bytes are loaded as a document, or reported with a place.
#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;

use generator::diagnostic::{Diagnostics, render_all};
use generator::location::Sources;
use libfuzzer_sys::fuzz_target;

static FILE: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    folder.keep().join("spec.yaml")
});

fuzz_target!(|bytes: &[u8]| {
    std::fs::write(&*FILE, bytes).expect("a temporary file");
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let document = generator::source::load(&mut sources, &FILE, &[], &mut diagnostics);
    assert_eq!(document.is_none(), diagnostics.has_errors());
    render_all(diagnostics.iter(), &sources, false);
});

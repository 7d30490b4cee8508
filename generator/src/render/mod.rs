//! Tokens to files: formatted text, the runtime's modules, and the manifest that lists them all. Nothing is written here.

mod format;
mod manifest;
mod runtime;

pub use manifest::{Input, MANIFEST, Manifest};

use crate::diagnostic::Diagnostics;
use crate::emit::client;
use crate::rust::Crate;

/// A file that the generator makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedFile {
    /// Its path below the folder of generated files, with `/` between the parts.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// All files of a client, sorted by path: what is emitted, the runtime, and the manifest. If something that was
/// emitted is no Rust, the bug is reported and there are no files.
pub(crate) fn assemble(planned: &Crate, inputs: &[Input], diagnostics: &mut Diagnostics) -> Option<Vec<GeneratedFile>> {
    let mut files = runtime::files();
    for source in client::source_files(planned) {
        match format::format_file(&source.subject, client::emit(&source)) {
            Ok(text) => files.push(GeneratedFile { path: source.path, text }),
            Err(error) => diagnostics.push(error),
        }
    }
    files.sort_by(|first, second| first.path.cmp(&second.path));
    let manifest = Manifest::new(inputs, &files).to_text();
    files.push(GeneratedFile { path: MANIFEST.to_owned(), text: manifest });
    (!diagnostics.has_errors()).then_some(files)
}

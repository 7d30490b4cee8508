//! Renders the files of a client: formatted code, the runtime's modules and the manifest. Nothing is written to disk.

mod format;
mod manifest;
mod runtime;
mod table;

pub use manifest::{Input, MANIFEST, Manifest};

use crate::diagnostic::Diagnostics;
use crate::emit::client;
use crate::rust::Crate;
use crate::threads;

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedFile {
    /// The path below the folder of generated files, with `/` as the separator.
    pub path: String,
    /// The contents.
    pub text: String,
}

/// Returns all files of a client, sorted by path. Returns `None` and reports the bug if emitted code is not valid Rust.
pub(crate) fn assemble(planned: &Crate, inputs: &[Input], diagnostics: &mut Diagnostics) -> Option<Vec<GeneratedFile>> {
    let mut files = runtime::files();
    let sources = client::source_files(planned);
    let texts = threads::map(&sources, |source| format::format_file(&source.subject, client::emit(source)));
    for (source, text) in sources.into_iter().zip(texts) {
        match text {
            Ok(text) => files.push(GeneratedFile { path: source.path, text }),
            Err(error) => diagnostics.push(error),
        }
    }
    files.sort_by(|first, second| first.path.cmp(&second.path));
    let manifest = Manifest::new(inputs, &files).to_text();
    files.push(GeneratedFile { path: MANIFEST.to_owned(), text: manifest });
    (!diagnostics.has_errors()).then_some(files)
}

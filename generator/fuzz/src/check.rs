//! Generates the client of a document, and checks what is true of every document.

use std::collections::BTreeSet;
use std::path::Path;

use generator::config::NewCrate;
use generator::diagnostic::{Code, Diagnostic, render_all, to_json_lines};
use generator::location::{Place, Position, Sources, locate_all};
use generator::render::GeneratedFile;
use generator::{Generated, Target, generate};

use crate::panics;

/// The result for a document.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Whether a client was generated.
    pub is_generated: bool,
    /// The codes of the diagnostics.
    pub codes: BTreeSet<&'static str>,
    /// What is wrong with the generator. `None` if nothing is.
    pub failure: Option<String>,
}

/// What a document is generated with.
#[derive(Clone, Copy, Debug)]
pub struct Options<'o> {
    /// The document.
    pub spec: &'o Path,
    /// The target file, if there is one.
    pub target: Option<&'o Path>,
    /// Whether the document is the one of a new crate.
    pub is_new_crate: bool,
    /// Whether the client is generated twice and compared.
    pub is_repeated: bool,
}

impl Options<'_> {
    /// Returns the target.
    ///
    /// # Errors
    ///
    /// Returns a message if the target file is not valid.
    pub fn target(&self) -> Result<Target, String> {
        let mut target = match self.target {
            Some(path) => Target::read(path, &mut Sources::new()).map_err(|error| error.message)?,
            None => Target::for_spec("spec.yaml", "client"),
        };
        target.spec = self.spec.to_owned();
        target.output = "client".into();
        target.new_crate = self.is_new_crate.then(NewCrate::default);
        Ok(target)
    }
}

/// Generates the client of a document, and checks the result.
pub fn check(options: &Options) -> Checked {
    let checked = panics::catch(|| -> Result<Checked, String> {
        let target = options.target()?;
        let generated = generate(&target);
        let mut checked = Checked {
            is_generated: generated.files.is_some(),
            codes: generated.diagnostics.iter().map(|found| found.code.name()).collect(),
            failure: None,
        };
        checked.failure = check_generated(&generated).err();
        if options.is_repeated && checked.failure.is_none() {
            let again = generate(&target);
            let differs = again.files != generated.files || !again.diagnostics.iter().eq(generated.diagnostics.iter());
            checked.failure = differs.then(|| "a second run has another result".to_owned());
        }
        Ok(checked)
    });
    match checked {
        Ok(Ok(checked)) => checked,
        Ok(Err(failure)) | Err(failure) => Checked { failure: Some(failure), ..Checked::default() },
    }
}

fn check_generated(generated: &Generated) -> Result<(), String> {
    let Generated { files, diagnostics, sources, .. } = generated;
    if let Some(internal) = diagnostics.iter().find(|found| found.code == Code::INTERNAL) {
        return Err(format!("internal error: {}", internal.message));
    }
    if files.is_some() == diagnostics.has_errors() {
        return Err("files are returned if and only if there is an error".to_owned());
    }
    check_places(&diagnostics.iter().collect::<Vec<_>>(), sources)?;
    // The writers must not panic.
    let _ = (render_all(diagnostics.iter(), sources, true), to_json_lines(diagnostics.iter(), sources));
    files.iter().flatten().try_for_each(check_file)
}

/// Checks that each diagnostic has a place inside of a file.
fn check_places(diagnostics: &[&Diagnostic], sources: &Sources) -> Result<(), String> {
    for file in sources.files() {
        let text = sources.text(file);
        let inside: Vec<_> = diagnostics
            .iter()
            .filter_map(|found| {
                found.origin.as_ref().filter(|origin| origin.file == file).map(|origin| (*found, origin))
            })
            .collect();
        let wanted: Vec<_> = inside.iter().map(|(found, origin)| (&origin.pointer, found.occurrence)).collect();
        for ((found, _), place) in inside.iter().zip(locate_all(text, &wanted)) {
            let place = found.position.map(|position| Place::of(text, position)).or(place);
            if !place.is_some_and(|place| is_inside(text, place)) {
                return Err(format!("`{}` has the place {place:?}: {}", found.code.name(), found.message));
            }
        }
    }
    match diagnostics.iter().find(|found| found.origin.is_none()) {
        Some(found) => Err(format!("`{}` has no place: {}", found.code.name(), found.message)),
        None => Ok(()),
    }
}

/// Returns `true` if a place is inside of a text, or at its end.
fn is_inside(text: &str, Place { position, offset }: Place) -> bool {
    let is_counted_alike = Position::of(text, offset) == position;
    // A carriage return is a line break in YAML, and not in `Position::of`.
    text.is_char_boundary(offset) && (is_counted_alike || text.contains('\r'))
}

/// Checks that a generated file is valid Rust as it is written. The files of the runtime are copied.
fn check_file(file: &GeneratedFile) -> Result<(), String> {
    if file.path.starts_with("runtime/") || !file.path.ends_with(".rs") {
        return Ok(());
    }
    let parsed = syn::parse_file(&file.text);
    parsed.map(drop).map_err(|error| format!("`{}` is not valid Rust: {error}", file.path))
}

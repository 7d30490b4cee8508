//! The documents that `changes` compares: where they are, and what the generator makes of them.

use std::path::{Path, PathBuf};

use generator::Session;
use generator::changes::Side;
use generator::config::Grouping;
use generator::diagnostic::Diagnostics;
use generator::location::Sources;
use generator::output::{OsFs, TARGET_FILE, package_in, version_in};

use super::{Failed, revision};
use crate::report::Reporter;
use crate::target;

/// A document, and the client that is planned for it.
pub(crate) struct Document {
    /// The name of the document for readers.
    pub(crate) name: String,
    /// The version of the crate of the target, if there is one.
    pub(crate) version: Option<String>,
    session: Session,
}

impl Document {
    /// Reads a document, and plans its client. `before` is the older document: the client of a newer one has the same groups.
    pub(crate) fn read(
        root: &Path,
        argument: &str,
        overlays: &[PathBuf],
        before: Option<&Self>,
        reporter: &mut Reporter,
    ) -> Result<Self, Failed> {
        let checkout = revision::check_out(root, argument).map_err(Some)?;
        let path = match &checkout {
            Some(checkout) => checkout.path.clone(),
            None => find(root, argument),
        };
        if path.is_dir() && !path.join(TARGET_FILE).is_file() {
            return Err(Some(format!(
                "`{argument}` is a folder without a `{TARGET_FILE}`: name a document or a target file"
            )));
        }
        let mut sources = Sources::new();
        // The name of the package is in the documentation alone, so both documents have the same.
        let mut target = match target::read(&path, "client", &mut sources) {
            Ok(target) => target,
            Err(error) => {
                let mut diagnostics = Diagnostics::new();
                diagnostics.push(error);
                if let Some(checkout) = &checkout {
                    sources.rename(|name| checkout.shown(name));
                }
                reporter.diagnostics(&diagnostics, &sources);
                return Err(None);
            }
        };
        target.overlays.extend(overlays.iter().cloned());
        target.package = package_in(&OsFs, &target.output);
        if let Some(Session { api: Some(api), .. }) = before.map(|before| &before.session)
            && target.file.is_none()
        {
            target.new_crate = None;
            target.grouping = Grouping::of_new_crate(api);
        }
        let version = version_in(&OsFs, &target.output);
        let mut session = Session::run(&target);
        if let Some(checkout) = &checkout {
            session.sources.rename(|name| checkout.shown(name));
        }
        if session.diagnostics.has_errors() {
            reporter.diagnostics(&session.diagnostics, &session.sources);
            return Err(None);
        }
        Ok(Self { name: argument.to_owned(), version, session })
    }

    /// The client as `changes` compares it.
    pub(crate) fn side(&self) -> Result<Side<'_>, Failed> {
        let Session { api, rust, files, .. } = &self.session;
        match (api, rust, files) {
            (Some(api), Some(planned), Some(files)) => Ok(Side { api, planned, files }),
            _ => Err(Some(format!("`{}` has no client", self.name))),
        }
    }

    /// The files of the document.
    pub(crate) fn sources(&self) -> &Sources {
        &self.session.sources
    }
}

/// Returns the path of a document: a path, or the name of a target in `specs/`.
fn find(root: &Path, argument: &str) -> PathBuf {
    let named = root.join("specs").join(format!("{argument}.toml"));
    let path = PathBuf::from(argument);
    if !path.exists() && named.is_file() { named } else { path }
}

//! The result for one document.

use crate::cargo::Build;
use crate::client::{Client, Outcome};
use crate::terminal::first_lines;

/// The client of a document, and how its crate built.
pub(crate) struct Tested {
    pub(crate) client: Client,
    pub(crate) check: Option<Build>,
    pub(crate) lints: Option<Build>,
}

impl Tested {
    /// Returns `true` if the crate was generated, and built without errors and warnings.
    pub(crate) fn passed(&self) -> bool {
        self.client.outcome == Outcome::Generated
            && [&self.check, &self.lints].into_iter().flatten().all(Build::is_clean)
    }

    /// Returns the errors of the generator and the output of cargo.
    pub(crate) fn errors(&self) -> String {
        let builds = [&self.check, &self.lints].into_iter().flatten();
        let texts =
            std::iter::once(self.client.errors.clone()).chain(builds.map(|build| first_lines(&build.output, 40)));
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

//! The pipeline from a target to the files of its client.
//!
//! A [`Session`] runs it stage by stage, and keeps the value of each stage:
//!
//! 1. [`load`](Session::load) reads the document and its overlays to one JSON value.
//! 2. [`parse`](Session::parse) resolves references, rewrites newer versions of OpenAPI to 3.0, and parses the value.
//! 3. [`lower`](Session::lower) decides what the document means.
//! 4. [`plan`](Session::plan) chooses the Rust code of the client.
//! 5. [`set_severities`](Session::set_severities) gives the diagnostics the severities that the target sets.
//! 6. [`render`](Session::render) prints and formats it.
//!
//! The pipeline reads the document, its overlays and the files that they refer to. It writes no files.

use crate::api::Api;
use crate::config::Grouping;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{FileId, Sources};
use crate::openapi::Parsed;
use crate::render::{GeneratedFile, Input};
use crate::rust::{Crate, Package};
use crate::source::Document;
use crate::{Target, config, lower, openapi, output, plan, render, source, threads};

/// The state of the pipeline for one target: the value of each stage, and the diagnostics so far.
///
/// A stage returns at once if the value of the stage before is missing. So a session may run to the end after an error.
#[derive(Debug)]
pub struct Session {
    target: Target,
    /// The file of the document, once it is loaded.
    root: Option<FileId>,
    /// The files that were read.
    pub sources: Sources,
    /// The diagnostics of all stages so far.
    pub diagnostics: Diagnostics,
    /// The document after overlays. `parse` takes it.
    pub document: Option<Document>,
    /// The document in openapiv3's types.
    pub parsed: Option<Parsed>,
    /// The meaning of the document.
    pub api: Option<Api>,
    /// The Rust code of the client. It is there in spite of errors in the API, so that all of them are reported.
    pub rust: Option<Crate>,
    /// What a new crate for the client says about itself.
    pub package: Option<Package>,
    /// The files of the client. `None` if there is an error.
    pub files: Option<Vec<GeneratedFile>>,
}

impl Session {
    /// Creates a session before its first stage.
    pub fn new(target: &Target) -> Self {
        Self {
            target: target.clone(),
            root: None,
            sources: target.sources.clone(),
            diagnostics: Diagnostics::new(),
            document: None,
            parsed: None,
            api: None,
            rust: None,
            package: None,
            files: None,
        }
    }

    /// Runs all stages for a target.
    pub fn run(target: &Target) -> Self {
        let mut session = Self::new(target);
        session.load();
        session.parse();
        session.lower();
        session.plan();
        session.set_severities();
        session.render();
        session
    }

    /// Runs the stages that report diagnostics about a document. Renders nothing.
    pub fn lint(target: &Target) -> Self {
        let mut session = Self::new(target);
        session.load();
        session.parse();
        session.lower();
        session.plan();
        session.set_severities();
        session
    }

    /// Reads the document and its overlays.
    pub fn load(&mut self) {
        self.on_large_stack(|session| {
            let Target { spec, overlays, limits, .. } = &session.target;
            session.document = source::load(&mut session.sources, spec, overlays, limits, &mut session.diagnostics);
            session.root = session.document.as_ref().map(|document| document.source_map.root());
        });
    }

    /// Parses the document, and reads the other files that it refers to. `document` is `None` afterwards.
    pub fn parse(&mut self) {
        self.on_large_stack(|session| {
            let Some(document) = session.document.take() else { return };
            let Target { filter, limits, .. } = &session.target;
            session.parsed = openapi::parse(document, filter, limits, &mut session.sources, &mut session.diagnostics);
        });
    }

    /// Decides what the document means.
    pub fn lower(&mut self) {
        self.on_large_stack(|session| {
            let Some(parsed) = &session.parsed else { return };
            let lowered = lower::lower(parsed, &session.target.limits, &mut session.diagnostics);
            let Some(mut api) = lowered else { return };
            config::secrets::mark(&mut api, &session.target.secrets, &mut session.diagnostics);
            config::idempotency::mark(&mut api, session.target.idempotency_key.as_ref(), &mut session.diagnostics);
            config::webhooks::add_union(&mut api, session.target.webhooks.as_ref(), &mut session.diagnostics);
            if session.target.new_crate.is_some() && session.target.file.is_none() {
                session.target.grouping = Grouping::of_new_crate(&api);
            }
            session.api = Some(api);
        });
    }

    /// Chooses the Rust code of the client.
    pub fn plan(&mut self) {
        self.on_large_stack(|session| {
            let Some(api) = &session.api else { return };
            let Target {
                name,
                package,
                grouping,
                formats,
                pagination,
                credentials,
                errors,
                rate_limit,
                headers,
                webhooks,
                unknown_fields,
                required_fields,
                lenient,
                names,
                rust_version,
                new_crate,
                limits,
                ..
            } = &session.target;
            let package = package.clone().unwrap_or_else(|| output::package_name(name));
            let options = plan::PlanOptions {
                crate_name: &package.replace('-', "_"),
                grouping: *grouping,
                formats,
                pagination,
                credentials,
                errors,
                rate_limit,
                headers,
                webhooks: webhooks.as_ref().map(|scheme| &scheme.value),
                unknown_fields: *unknown_fields,
                required_fields: *required_fields,
                lenient,
                names,
                sources: &session.sources,
                limits,
            };
            let planned = plan::plan(api, options, &mut session.diagnostics);
            let new_crate = (package.as_str(), *rust_version, new_crate.as_ref());
            session.package = Some(plan::package::plan_package(api, &planned, options, new_crate));
            session.rust = Some(planned);
        });
    }

    /// Gives the diagnostics the severities that the target sets.
    ///
    /// The stages before run to their end, so a denied warning hides no other diagnostic. A second call changes nothing.
    pub fn set_severities(&mut self) {
        let levels = std::mem::take(&mut self.target.levels);
        self.diagnostics = levels.apply(&self.diagnostics);
    }

    /// Renders the files of the client.
    pub fn render(&mut self) {
        self.on_large_stack(|session| {
            let (Some(planned), Some(root)) = (&session.rust, session.root) else { return };
            if session.diagnostics.has_errors() {
                return;
            }
            let inputs = Input::all(&session.sources, root, session.inputs());
            session.files = render::assemble(planned, &inputs, &mut session.diagnostics);
        });
    }

    /// Returns the files that the client depends on: those that were read for the document, and the target file if one
    /// of its values refers to a node of the document.
    fn inputs(&self) -> impl Iterator<Item = FileId> {
        let of_targets = self.target.sources.files().count();
        let target = self.target.file.filter(|_| self.target.has_rules());
        self.sources.files().skip(of_targets).chain(target)
    }

    /// Runs a stage on a thread with a large stack.
    fn on_large_stack(&mut self, stage: impl FnOnce(&mut Self) + Send) {
        let run = std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().stack_size(threads::STACK).spawn_scoped(scope, || stage(self))?;
            Ok::<_, std::io::Error>(thread.join())
        });
        match run {
            Ok(Ok(())) => {}
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(error) => {
                let message = format!("no thread could be started: {error}");
                self.diagnostics.push(Diagnostic::error(Code::INTERNAL, None, message));
            }
        }
    }
}

/// A generated client.
#[derive(Debug)]
pub struct Generated {
    /// The files of the client, relative to the folder of generated files. `None` if there is an error.
    pub files: Option<Vec<GeneratedFile>>,
    /// The diagnostics of all stages.
    pub diagnostics: Diagnostics,
    /// The files that were read, which the diagnostics refer to.
    pub sources: Sources,
    /// What a new crate for the client says about itself. `None` if there is an error.
    pub package: Option<Package>,
    /// Where the methods of the operations are.
    pub grouping: Grouping,
}

/// Generates a client. Writes no files: [`output::write`] does.
pub fn generate(target: &Target) -> Generated {
    let mut session = Session::new(target);
    session.load();
    session.parse();
    session.lower();
    // The later stages do not read it.
    session.parsed = None;
    session.plan();
    session.api = None;
    session.set_severities();
    session.render();
    let Session { files, package, diagnostics, sources, target, .. } = session;
    Generated { files, diagnostics, sources, package, grouping: target.grouping }
}

//! Runs the generator up to a stage. The only file of `inspect` that runs stages.

use std::path::{Path, PathBuf};

use generator::diagnostic::Diagnostics;
use generator::location::Sources;
use generator::{Target, lower, openapi, plan, source};
use serde_json::{Value, json};

use super::Stage;

/// Returns the value of a stage as text. The text is `None` if the diagnostics have errors.
pub(super) fn stage_text(spec: &Path, overlays: &[PathBuf], stage: Stage) -> (Option<String>, Diagnostics, Sources) {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let text = run(spec, overlays, stage, &mut sources, &mut diagnostics);
    (text, diagnostics, sources)
}

fn run(
    spec: &Path,
    overlays: &[PathBuf],
    stage: Stage,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let target = Target::for_spec(spec, "client");
    let document = source::load(sources, spec, overlays, diagnostics)?;
    if stage == Stage::Source {
        return Some(json_text(&document.value));
    }
    let parsed = openapi::parse(document, (&target.filter, None), sources, diagnostics)?;
    if stage == Stage::Openapi {
        let mut value = serde_json::to_value(&parsed.openapi).unwrap_or_default();
        if let (Some(members), false) = (value.as_object_mut(), parsed.webhooks.is_empty()) {
            members.insert("webhooks".to_owned(), json!(parsed.webhooks));
        }
        return Some(json_text(&value));
    }
    let api = lower::lower(&parsed, diagnostics);
    if stage == Stage::Api {
        return (!diagnostics.has_errors()).then(|| generator::api::outline(&api));
    }
    let options = plan::PlanOptions {
        crate_name: "client",
        formats: &target.formats,
        pagination: &target.pagination,
        unknown_fields: target.unknown_fields,
        written: None,
        sources,
    };
    let planned = plan::plan(&api, options, diagnostics);
    (!diagnostics.has_errors()).then(|| format!("{planned:#?}\n"))
}

/// Returns the value as indented JSON.
fn json_text(value: &Value) -> String {
    format!("{value:#}\n")
}

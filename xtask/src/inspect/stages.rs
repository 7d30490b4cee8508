//! Runs the generator up to a stage. The only file of `inspect` that runs stages.

use std::path::{Path, PathBuf};

use generator::diagnostic::Diagnostics;
use generator::location::Sources;
use generator::openapi::Parsed;
use generator::{Session, Target, api};
use serde_json::{Value, json};

use super::Stage;

/// Returns the value of a stage as text. The text is `None` if the diagnostics have errors.
pub(super) fn stage_text(spec: &Path, overlays: &[PathBuf], stage: Stage) -> (Option<String>, Diagnostics, Sources) {
    let mut session = Session::new(&Target { overlays: overlays.to_vec(), ..Target::for_spec(spec, "client") });
    let text = run(&mut session, stage);
    let text = text.filter(|_| !session.diagnostics.has_errors());
    (text, session.diagnostics, session.sources)
}

fn run(session: &mut Session, stage: Stage) -> Option<String> {
    session.load();
    if stage == Stage::Source {
        return session.document.as_ref().map(|document| json_text(&document.value));
    }
    session.parse();
    if stage == Stage::Openapi {
        return session.parsed.as_ref().map(parsed_text);
    }
    session.lower();
    if stage == Stage::Api {
        return session.api.as_ref().map(api::outline);
    }
    session.plan();
    session.rust.as_ref().map(|planned| format!("{planned:#?}\n"))
}

/// Returns the parsed document as JSON, with its webhooks, and below it what openapiv3 can't hold.
fn parsed_text(parsed: &Parsed) -> String {
    let mut value = serde_json::to_value(&parsed.openapi).unwrap_or_default();
    if let (Some(members), false) = (value.as_object_mut(), parsed.webhooks.is_empty()) {
        members.insert("webhooks".to_owned(), json!(parsed.webhooks));
    }
    let keywords = parsed.schema_keywords.iter().map(|(at, keywords)| format!("#{at}: {keywords:#?}\n"));
    let styled = parsed.styled_encodings.iter().map(|at| format!("#{at}: styled\n"));
    format!("{}{}", json_text(&value), keywords.chain(styled).collect::<String>())
}

/// Returns the value as indented JSON.
fn json_text(value: &Value) -> String {
    format!("{value:#}\n")
}

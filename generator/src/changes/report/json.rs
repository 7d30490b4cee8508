//! JSON for programs. `report.schema.json` beside this file is its schema.

use serde_json::{Value, json};

use super::{Place, Report};
use crate::changes::{Change, Level, Wire};
use crate::diagnostic::escaped;

/// Returns the report as one JSON value on one line.
pub fn json(report: &Report<'_>) -> String {
    let changes: Vec<Value> = report.by_weight().into_iter().map(|change| change_value(report, change)).collect();
    escaped(&json!({
        "old": report.names.0,
        "new": report.names.1,
        "version": {
            "was": report.version,
            "next": report.next_version(),
            "level": report.level().map(Level::name),
        },
        "summary": {
            "breaks-requests": report.count(Wire::BreaksRequests),
            "breaks-responses": report.count(Wire::BreaksResponses),
            "undecidable": report.count(Wire::Undecidable),
            "compatible": report.count(Wire::Compatible),
        },
        "changes": changes,
    }))
}

fn change_value(report: &Report<'_>, change: &Change) -> Value {
    let (wire, reason) = change.wire();
    let items: Vec<Value> = change
        .items
        .iter()
        .map(|item| json!({"level": item.level.name(), "kind": item.noun, "path": item.path, "text": item.text()}))
        .collect();
    json!({
        "id": change.kind.to_string(),
        "what": change.what,
        "text": super::sentence(change),
        "values": change.values.as_ref().map(|(old, new)| json!({"old": old, "new": new})),
        "old": report.old_place(change).map(|place| place_value(&place)),
        "new": report.new_place(change).map(|place| place_value(&place)),
        "reaches": change.users,
        "wire": {"verdict": wire.name(), "reason": reason},
        "rust": {"level": change.level().name(), "items": items},
    })
}

fn place_value(place: &Place<'_>) -> Value {
    json!({
        "file": place.file,
        "line": place.position.map(|position| position.line),
        "column": place.position.map(|position| position.column),
        "pointer": place.pointer,
    })
}

//! The tables that people read.

use std::fmt::Write;
use std::time::Duration;

use generator::diagnostic::visible;
use generator::{Stage, Summary};

use super::build::Build;
use super::measure::{Measured, Outcome};
use super::round_trip::RoundTrip;

/// What became of each document.
pub(super) fn generated(measured: &[Measured], compiled: bool, linted: bool) -> String {
    let mut rows = vec![vec![
        "document".to_owned(),
        "outcome".to_owned(),
        "schemas".to_owned(),
        "operations".to_owned(),
        "with a method".to_owned(),
        "raw".to_owned(),
        "warnings".to_owned(),
        "notes".to_owned(),
        "lines".to_owned(),
        "largest type".to_owned(),
        "load".to_owned(),
        "parse".to_owned(),
        "lower".to_owned(),
        "plan".to_owned(),
        "emit".to_owned(),
    ]];
    let headings = |heading: &str| heading.to_owned();
    if let (true, Some(row)) = (compiled, rows.first_mut()) {
        row.push(headings("check"));
    }
    if let (true, Some(row)) = (linted, rows.first_mut()) {
        row.push(headings("clippy, doc"));
    }
    for document in measured {
        let outcome = match document.outcome {
            Outcome::Generated => "generated",
            Outcome::Rejected => "REJECTED",
            Outcome::Panicked => "PANICKED",
        };
        let mut row = vec![
            visible(&document.name),
            outcome.to_owned(),
            document.summary.schemas.len().to_string(),
            document.summary.operations_declared.to_string(),
            document.summary.operations.to_string(),
            document.raw.to_string(),
            document.warnings.to_string(),
            document.notes.to_string(),
            document.lines.to_string(),
            largest(&document.summary),
        ];
        for stage in [Stage::Load, Stage::Parse, Stage::Lower, Stage::Plan, Stage::Emit] {
            let found = document.stages.iter().find(|(finished, _, _)| *finished == stage);
            row.push(
                found.map_or_else(|| "-".to_owned(), |(_, time, peak)| format!("{} {}", seconds(*time), memory(*peak))),
            );
        }
        row.extend(compiled.then(|| built(document.build.as_ref())));
        row.extend(linted.then(|| built(document.lints.as_ref())));
        rows.push(row);
    }
    let good = measured.iter().filter(|document| document.is_good()).count();
    format!("{}{good} of {} documents are as they should be\n", aligned(&rows), measured.len())
}

/// What became of the values.
pub(super) fn round_trips(results: &[RoundTrip]) -> String {
    let headings = ["document", "schemas", "instances", "lossless", "failed", "raw", "without an instance"];
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    let mut totals = [0_usize; 6];
    for result in results {
        let numbers = [
            result.schemas,
            result.instances,
            result.instances.saturating_sub(result.failures.len()),
            result.failures.len(),
            result.raw.len(),
            result.without_instance,
        ];
        for (total, number) in totals.iter_mut().zip(numbers) {
            *total = total.saturating_add(number);
        }
        rows.push(std::iter::once(visible(&result.name)).chain(numbers.iter().map(ToString::to_string)).collect());
    }
    rows.push(std::iter::once("all".to_owned()).chain(totals.iter().map(ToString::to_string)).collect());
    aligned(&rows)
}

fn built(build: Option<&Build>) -> String {
    match build {
        None => "-".to_owned(),
        Some(build) if build.errors == 0 && build.warnings == 0 => format!("silent {}", seconds(build.time)),
        Some(build) => format!("{} errors, {} warnings", build.errors, build.warnings),
    }
}

/// The largest struct or enum, and how many bytes it has; the first one of several.
fn largest(summary: &Summary) -> String {
    let largest = summary.sizes.iter().rev().max_by_key(|size| size.bytes);
    largest.map_or_else(|| "-".to_owned(), |size| format!("{} {} B", size.name.as_str(), size.bytes))
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

fn memory(bytes: Option<u64>) -> String {
    bytes.map_or_else(String::new, |bytes| format!("{} MB", bytes >> 20))
}

/// Columns of equal width; the first one is text, the others are numbers.
fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(String::len).max().unwrap_or_default();
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        for (index, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let _ = match index {
                0 => write!(text, "{cell:<width$}"),
                _ => write!(text, "  {cell:>width$}"),
            };
        }
        text.push('\n');
    }
    text
}

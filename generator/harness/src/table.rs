//! Formats the results as tables.

use std::fmt::Write;
use std::time::Duration;

use crate::cargo::Build;
use crate::client::{Client, Outcome, STAGES};
use crate::result::Tested;
use crate::round_trip::RoundTrip;
use crate::terminal::visible;

/// A table with a row for each document.
pub(crate) fn clients(tested: &[Tested], is_compiled: bool, is_linted: bool) -> String {
    let facts = ["schemas", "operations", "with a method", "untyped", "warnings", "notes", "lines", "largest type"];
    let mut headings = vec!["document", "outcome"];
    headings.extend(facts);
    headings.extend(STAGES);
    headings.extend(is_compiled.then_some("check"));
    headings.extend(is_linted.then_some("clippy, doc"));
    let mut rows = vec![headings.into_iter().map(str::to_owned).collect()];
    for document in tested {
        let mut row = client_cells(&document.client);
        row.extend(is_compiled.then(|| build_cell(document.check.as_ref())));
        row.extend(is_linted.then(|| build_cell(document.lints.as_ref())));
        rows.push(row);
    }
    let passed = tested.iter().filter(|document| document.passed()).count();
    format!("{}{passed} of {} documents pass\n", aligned(&rows), tested.len())
}

fn client_cells(client: &Client) -> Vec<String> {
    let outcome = match client.outcome {
        Outcome::Generated => "generated",
        Outcome::Rejected => "REJECTED",
        Outcome::Panicked => "PANICKED",
    };
    let largest = client.largest_type.as_ref();
    let mut row = vec![
        visible(&client.name),
        outcome.to_owned(),
        client.schemas.len().to_string(),
        client.operations_declared.to_string(),
        client.operations.to_string(),
        client.untyped.to_string(),
        client.warnings.to_string(),
        client.notes.to_string(),
        client.lines.to_string(),
        largest.map_or_else(|| "-".to_owned(), |(name, bytes)| format!("{name} {bytes} B")),
    ];
    for stage in STAGES {
        let cost = client.stages.iter().find(|cost| cost.stage == stage);
        let cell = cost.map(|cost| format!("{} {}", seconds(cost.time), megabytes(cost.peak_memory)));
        row.push(cell.unwrap_or_else(|| "-".to_owned()));
    }
    row
}

/// A table of the values that were sent through the types of each document.
pub(crate) fn round_trips(results: &[RoundTrip]) -> String {
    let headings = ["document", "schemas", "values", "unchanged", "failed", "untyped", "without a value"];
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    let mut totals = [0_usize; 6];
    for result in results {
        let numbers = [
            result.schemas,
            result.values,
            result.values.saturating_sub(result.failures.len()),
            result.failures.len(),
            result.untyped.len(),
            result.without_value,
        ];
        for (total, number) in totals.iter_mut().zip(numbers) {
            *total = total.saturating_add(number);
        }
        rows.push(std::iter::once(visible(&result.name)).chain(numbers.iter().map(ToString::to_string)).collect());
    }
    rows.push(std::iter::once("all".to_owned()).chain(totals.iter().map(ToString::to_string)).collect());
    aligned(&rows)
}

fn build_cell(build: Option<&Build>) -> String {
    match build {
        None => "-".to_owned(),
        Some(build) if build.is_clean() => format!("clean {}", seconds(build.time)),
        Some(build) => format!("{} errors, {} warnings", build.errors, build.warnings),
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

fn megabytes(bytes: Option<u64>) -> String {
    bytes.map_or_else(String::new, |bytes| format!("{} MB", bytes >> 20))
}

/// Columns of equal width. The first one is aligned to the left, the others to the right.
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

#[cfg(test)]
mod tests {
    use super::aligned;

    #[test]
    fn columns_are_aligned() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        assert_eq!(aligned(&[row(["document", "lines"]), row(["pets", "12"])]), "document  lines\npets         12\n");
    }
}

//! The results: a row for each figure, with its baseline.

use std::fmt;
use std::path::Path;

use serde::Serialize;

use crate::process::Usage;

/// All rows of a run.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Results {
    pub(crate) rows: Vec<Row>,
}

/// A figure, and the baseline that was measured beside it.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// The kind of work.
    pub(crate) work: &'static str,
    /// What the work was about: a document, or a shape of JSON.
    pub(crate) subject: String,
    /// What is counted: `cpu s`, `wall s`, `MB`, `instructions` or `allocations`.
    pub(crate) unit: &'static str,
    /// The size of the subject: the bytes of a document, or its operations.
    pub(crate) size: usize,
    /// Whether the subject is a made document, of which there are several sizes.
    pub(crate) is_made: bool,
    /// The least of the measured figures.
    pub(crate) minimum: f64,
    /// The median of the measured figures.
    pub(crate) median: f64,
    /// What the baseline is.
    pub(crate) baseline: &'static str,
    /// The least figure of the baseline.
    pub(crate) baseline_minimum: f64,
}

impl Row {
    /// Creates a row from the figures of several runs.
    pub(crate) fn new(
        (work, unit): (&'static str, &'static str),
        (subject, size, is_made): (&str, usize, bool),
        figures: &[f64],
        (baseline, baseline_figures): (&'static str, &[f64]),
    ) -> Self {
        let sorted = |figures: &[f64]| {
            let mut sorted = figures.to_vec();
            sorted.sort_by(f64::total_cmp);
            sorted
        };
        let (figures, baseline_figures) = (sorted(figures), sorted(baseline_figures));
        let first = |figures: &[f64]| figures.first().copied().unwrap_or(f64::NAN);
        Self {
            work,
            subject: subject.to_owned(),
            unit,
            size,
            is_made,
            minimum: first(&figures),
            median: figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN),
            baseline,
            baseline_minimum: first(&baseline_figures),
        }
    }

    /// Returns how many times the baseline the figure is.
    pub(crate) fn ratio(&self) -> f64 {
        self.minimum / self.baseline_minimum
    }
}

impl Results {
    /// Adds a row for each figure of some usages: processor time, time that passed, and memory.
    pub(crate) fn add_usages(
        &mut self,
        work: &'static str,
        subject: (&str, usize, bool),
        usages: &[Usage],
        (baseline, baseline_usages): (&'static str, &[Usage]),
    ) {
        let figures = |usages: &[Usage], of: fn(&Usage) -> f64| usages.iter().map(of).collect::<Vec<f64>>();
        for (unit, of) in [
            ("cpu s", (|usage| usage.cpu) as fn(&Usage) -> f64),
            ("wall s", |usage| usage.wall),
            ("MB", |usage| usage.peak),
        ] {
            let baseline = (baseline, &*figures(baseline_usages, of));
            self.rows.push(Row::new((work, unit), subject, &figures(usages, of), baseline));
        }
    }

    /// Writes the results as JSON.
    pub(crate) fn write(&self, path: &Path) -> Result<(), String> {
        let text = serde_json::to_string_pretty(self).map_err(|error| error.to_string())?;
        std::fs::write(path, text + "\n").map_err(|error| format!("`{}`: {error}", path.display()))
    }

    /// Returns the rows of a kind of work, counted in a unit.
    pub(crate) fn of<'r>(&'r self, work: &'r str, unit: &'r str) -> impl Iterator<Item = &'r Row> {
        self.rows.iter().filter(move |row| row.work == work && row.unit == unit)
    }
}

impl fmt::Display for Results {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heading = ("work", "subject", "unit", "minimum", "median", "baseline", "ratio");
        let (work, subject, unit, minimum, median, baseline, ratio) = heading;
        writeln!(
            formatter,
            "{work:<10} {subject:<28} {unit:<13} {minimum:>12} {median:>12} {baseline:>12} {ratio:>7}"
        )?;
        for row in &self.rows {
            writeln!(
                formatter,
                "{:<10} {:<28} {:<13} {:>12.2} {:>12.2} {:>12.2} {:>7.2}  {}",
                row.work,
                row.subject,
                row.unit,
                row.minimum,
                row.median,
                row.baseline_minimum,
                row.ratio(),
                row.baseline
            )?;
        }
        Ok(())
    }
}

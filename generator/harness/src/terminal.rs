//! Shows progress, and escapes texts of documents before they are printed.

use std::io::IsTerminal;

pub(crate) use generator::diagnostic::{visible, visible_lines};
use indicatif::{ProgressBar, ProgressStyle};

/// A progress bar if standard error is a terminal, else a line for each step.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Returns a progress bar of `length` steps.
    pub(crate) fn new(length: usize) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(u64::try_from(length).unwrap_or(u64::MAX));
            if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {wide_msg}") {
                bar.set_style(style);
            }
            bar
        });
        Self { bar }
    }

    /// Shows the next step.
    pub(crate) fn step(&self, message: &str) {
        let message = visible(message);
        match &self.bar {
            Some(bar) => {
                bar.set_message(message);
                bar.inc(1);
            }
            None => eprintln!("{message}"),
        }
    }

    /// Removes the bar.
    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// Returns the first lines of a text.
pub(crate) fn first_lines(text: &str, count: usize) -> String {
    text.lines().take(count).collect::<Vec<_>>().join("\n")
}

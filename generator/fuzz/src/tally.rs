//! Counts the results of a run.

use std::collections::BTreeMap;
use std::time::Duration;

/// The results of a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// The documents whose client was generated.
    pub(crate) generated: Vec<u64>,
    rejected: u64,
    /// How many documents have a diagnostic with a code.
    codes: BTreeMap<String, u64>,
    /// The documents that failed, with a message.
    pub(crate) failures: Vec<(u64, String)>,
    /// The slowest document, and its time in microseconds.
    slowest: Option<(u64, u64)>,
}

impl Tally {
    /// Adds a line of a worker. Other lines than results are ignored.
    pub(crate) fn add(&mut self, line: &str) {
        let mut words = line.splitn(3, ' ');
        let (Some(kind), Some(document)) = (words.next(), words.next().and_then(|word| word.parse().ok())) else {
            return;
        };
        let rest = words.next().unwrap_or_default();
        match kind {
            "generated" => self.generated.push(document),
            "rejected" => self.rejected = self.rejected.saturating_add(1),
            "failed" => return self.failures.push((document, rest.to_owned())),
            _ => return,
        }
        let (time, codes) = rest.split_once(' ').unwrap_or((rest, ""));
        for code in codes.split(',').filter(|code| !code.is_empty()) {
            match self.codes.get_mut(code) {
                Some(count) => *count = count.saturating_add(1),
                None => drop(self.codes.insert(code.to_owned(), 1)),
            }
        }
        let time = time.parse().unwrap_or_default();
        if self.slowest.is_none_or(|(_, slowest)| slowest < time) {
            self.slowest = Some((document, time));
        }
    }

    /// Returns the number of documents.
    pub(crate) fn count(&self) -> u64 {
        let length = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        length(self.generated.len()).saturating_add(self.rejected).saturating_add(length(self.failures.len()))
    }

    /// Returns the lines of the report.
    pub(crate) fn report(&self, time: Duration) -> Vec<String> {
        let failed = |start: &str| self.failures.iter().filter(|(_, message)| message.starts_with(start)).count();
        #[expect(clippy::cast_precision_loss, reason = "the rate is rounded")]
        let rate = self.count() as f64 / time.as_secs_f64();
        let mut lines = vec![
            format!("{} documents in {:.0} s: {rate:.0} a second", self.count(), time.as_secs_f64()),
            format!("{} generated, {} rejected", self.generated.len(), self.rejected),
            format!(
                "{} failed: {} panics, {} crashes, {} hangs",
                self.failures.len(),
                failed("panic"),
                failed("crash"),
                failed("hang")
            ),
        ];
        if let Some((document, time)) = self.slowest {
            lines.push(format!("the slowest document is {document}: {} ms", time / 1000));
        }
        let mut codes: Vec<_> = self.codes.iter().collect();
        codes.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let shown: Vec<String> = codes.iter().take(12).map(|(code, count)| format!("{count} {code}")).collect();
        lines.push(format!("{} codes, the most frequent: {}", codes.len(), shown.join(", ")));
        lines
    }
}

//! The file of changes that `changes` ignores.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use generator::changes::{Change, Ignored, ignored};
use generator::diagnostic::visible;

/// Reads a file of ignored changes.
pub(super) fn read(path: &Path) -> Result<Vec<Ignored>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("`{}` can't be read: {error}", path.display()))?;
    ignored(&text)
        .map_err(|(position, message)| format!("{}:{}:{}: {message}", path.display(), position.line, position.column))
}

/// Returns the changes that no entry ignores, and prints a warning for each entry that is of no use any more.
pub(super) fn apply<'c>(changes: &'c [Change], entries: &[Ignored], path: &Path) -> Vec<&'c Change> {
    let today = today();
    for entry in entries {
        let warning = if entry.is_expired(today) {
            let (year, month, day) = entry.expires;
            format!("this entry expired on {year:04}-{month:02}-{day:02}: the change is reported again")
        } else if !changes.iter().any(|change| entry.matches(change)) {
            format!("no change `{}` is at `{}` any more: remove this entry", entry.id, entry.place)
        } else {
            continue;
        };
        eprintln!("warning: {}:{}: {}", visible(&path.display().to_string()), entry.line, visible(&warning));
    }
    let is_ignored = |change: &Change| entries.iter().any(|entry| !entry.is_expired(today) && entry.matches(change));
    changes.iter().filter(|change| !is_ignored(change)).collect()
}

/// Returns the date in UTC: year, month and day.
fn today() -> (u16, u8, u8) {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs());
    date(seconds / 86_400)
}

/// Returns the date of a day, which is counted from 1970-01-01. Years begin in March here, so that a leap day is the last day of
/// its year; 146,097 days are 400 years.
fn date(day: u64) -> (u16, u8, u8) {
    let day = day.saturating_add(719_468);
    let (era, of_era) = (day / 146_097, day % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year + u64::from(month <= 2);
    let narrow = |number: u64| u8::try_from(number).unwrap_or(u8::MAX);
    (u16::try_from(year).unwrap_or(u16::MAX), narrow(month), narrow(day))
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn a_day_has_a_date() {
        for (day, expected) in [
            (0, (1970, 1, 1)),
            (11_016, (2000, 2, 29)),
            (11_017, (2000, 3, 1)),
            (20_454, (2026, 1, 1)),
            (20_818, (2026, 12, 31)),
        ] {
            assert_eq!(date(day), expected, "{day}");
        }
    }
}

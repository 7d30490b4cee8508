// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The exact value of a number, which its text may spell in many ways.

/// The value of a number: its significant digits, and the power of ten that they are multiplied by. Two numbers are
/// equal if and only if their decimals are, with one exception: an exponent of more than 18 digits is compared as text.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct Decimal {
    is_negative: bool,
    /// Without zeros at either end, so there are none for zero.
    digits: String,
    exponent: i64,
    /// An exponent that `exponent` has no room for, as it is written.
    huge: String,
}

impl Decimal {
    /// The value of a JSON number.
    pub(super) fn of(text: &str) -> Self {
        let (is_negative, unsigned) = text.strip_prefix('-').map_or((false, text), |unsigned| (true, unsigned));
        let (mantissa, power) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let significant = all.trim_end_matches('0');
        let digits = significant.trim_start_matches('0').to_owned();
        if digits.is_empty() {
            return Self { is_negative: false, digits, exponent: 0, huge: String::new() };
        }
        let power = power.strip_prefix('+').unwrap_or(power);
        let shift = length(&all).saturating_sub(length(significant)).saturating_sub(length(fraction));
        match power.parse::<i64>() {
            // Far from the ends of `i64`, so that the shift changes it exactly.
            Ok(power) if power.unsigned_abs() < 1 << 60 => {
                Self { is_negative, digits, exponent: power.saturating_add(shift), huge: String::new() }
            }
            _ => Self { is_negative, digits, exponent: shift, huge: power.to_owned() },
        }
    }

    /// Whether the value has no fraction: `1.0` and `1e3` are whole (JSON Schema 2020-12 Core, section 4.2.3).
    pub(super) fn is_whole(&self) -> bool {
        if self.huge.is_empty() { self.exponent >= 0 } else { !self.huge.starts_with('-') }
    }

    /// The value as an integer, if it is one that has room.
    pub(super) fn whole(&self) -> Option<i128> {
        /// How many digits an `i128` may have.
        const MOST_DIGITS: usize = 39;
        if self.digits.is_empty() {
            return Some(0);
        }
        let zeros = usize::try_from(self.exponent).ok().filter(|zeros| *zeros <= MOST_DIGITS)?;
        if !self.huge.is_empty() || self.digits.len() > MOST_DIGITS {
            return None;
        }
        let sign = if self.is_negative { "-" } else { "" };
        format!("{sign}{}{}", self.digits, "0".repeat(zeros)).parse().ok()
    }
}

fn length(text: &str) -> i64 {
    i64::try_from(text.len()).unwrap_or(i64::MAX)
}

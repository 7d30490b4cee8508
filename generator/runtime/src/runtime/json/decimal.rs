//! The exact value of a number, for comparisons of different spellings.

/// The value of a number: its significant digits, and the power of ten that they are multiplied by.
///
/// Two numbers have equal values if and only if their decimals are equal, except that an exponent of more than 18
/// digits is compared as text.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct Decimal {
    is_negative: bool,
    /// The digits without leading and trailing zeros. Empty for zero.
    digits: String,
    exponent: i64,
    /// The text of an exponent that does not fit into `exponent`.
    huge: String,
}

impl Decimal {
    /// Parses the text of a JSON number.
    pub(super) fn parse(text: &str) -> Self {
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
            // Within this limit, the addition cannot overflow.
            Ok(power) if power.unsigned_abs() < 1 << 60 => {
                Self { is_negative, digits, exponent: power.saturating_add(shift), huge: String::new() }
            }
            _ => Self { is_negative, digits, exponent: shift, huge: power.to_owned() },
        }
    }

    /// Returns whether the value has no fraction. `1.0` and `1e3` have none.
    pub(super) fn is_integer(&self) -> bool {
        if self.huge.is_empty() { self.exponent >= 0 } else { !self.huge.starts_with('-') }
    }

    /// Returns the value as an `i128`, or `None` if it has a fraction or is out of range.
    pub(super) fn as_i128(&self) -> Option<i128> {
        /// The number of digits of the largest `i128`.
        const MAX_DIGITS: usize = 39;
        if self.digits.is_empty() {
            return Some(0);
        }
        let zeros = usize::try_from(self.exponent).ok().filter(|zeros| *zeros <= MAX_DIGITS)?;
        if !self.huge.is_empty() || self.digits.len() > MAX_DIGITS {
            return None;
        }
        let sign = if self.is_negative { "-" } else { "" };
        format!("{sign}{}{}", self.digits, "0".repeat(zeros)).parse().ok()
    }
}

fn length(text: &str) -> i64 {
    i64::try_from(text.len()).unwrap_or(i64::MAX)
}

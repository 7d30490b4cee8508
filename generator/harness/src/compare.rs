//! Compares two JSON texts exactly: every digit of a number counts, and an absent member differs from `null`.
//!
//! Numbers are compared as texts, since `serde_json::Number` would round both before they are compared.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

/// Returns the JSON Pointer of the first difference. `None` if the texts are equal.
///
/// # Errors
///
/// Returns an error if one of the texts is not valid JSON.
pub fn first_difference(first: &str, second: &str) -> Result<Option<String>, serde_json::Error> {
    // The first character decides the type of a JSON value; `0` stands for every number.
    let kind = |text: &str| match text.as_bytes().first() {
        Some(b'-' | b'0'..=b'9') => '0',
        first => first.map_or(' ', |first| char::from(*first)),
    };
    match (kind(first), kind(second)) {
        ('[', '[') => {
            let first: Vec<&RawValue> = serde_json::from_str(first)?;
            let second: Vec<&RawValue> = serde_json::from_str(second)?;
            if first.len() != second.len() {
                return Ok(Some(String::new()));
            }
            for (index, (first, second)) in first.iter().zip(&second).enumerate() {
                if let Some(pointer) = first_difference(first.get(), second.get())? {
                    return Ok(Some(format!("/{index}{pointer}")));
                }
            }
            Ok(None)
        }
        ('{', '{') => {
            let first: BTreeMap<String, &RawValue> = serde_json::from_str(first)?;
            let second: BTreeMap<String, &RawValue> = serde_json::from_str(second)?;
            for (key, value) in &first {
                let Some(other) = second.get(key) else { return Ok(Some(format!("/{key}"))) };
                if let Some(pointer) = first_difference(value.get(), other.get())? {
                    return Ok(Some(format!("/{key}{pointer}")));
                }
            }
            Ok(second.keys().find(|key| !first.contains_key(*key)).map(|key| format!("/{key}")))
        }
        ('0', '0') => Ok((!same_number(first, second)).then(String::new)),
        ('"', '"') => {
            let strings = (serde_json::from_str::<String>(first)?, serde_json::from_str::<String>(second)?);
            Ok((strings.0 != strings.1).then(String::new))
        }
        _ => Ok((first != second).then(String::new)),
    }
}

/// Returns `true` if two numbers have the same value. A 64-bit integer may come back as the nearest double, since a
/// schema of type `number` becomes `f64`.
fn same_number(first: &str, second: &str) -> bool {
    let is_small = first.parse::<i64>().is_ok() || first.parse::<u64>().is_ok();
    let double = |text: &str| text.parse::<f64>().ok().map(f64::to_bits);
    decimal(first) == decimal(second) || is_small && second.contains(['.', 'e', 'E']) && double(first) == double(second)
}

/// Returns the exact value of a number: its sign, its digits without zeros at either end, and the power of ten.
fn decimal(text: &str) -> (bool, String, i64) {
    let (is_negative, text) = text.strip_prefix('-').map_or((false, text), |text| (true, text));
    let (mantissa, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_end_matches('0');
    if significant.is_empty() {
        return (false, String::new(), 0);
    }
    let count = |text: &str| i64::try_from(text.len()).unwrap_or(i64::MAX);
    let power: i64 = power.parse().unwrap_or(i64::MAX);
    let shift = count(&digits).saturating_sub(count(significant)).saturating_sub(count(fraction));
    (is_negative, significant.trim_start_matches('0').to_owned(), power.saturating_add(shift))
}

#[cfg(test)]
mod tests {
    use super::first_difference;

    #[test]
    fn every_digit_counts_and_absent_is_not_null() {
        let place = |first, second| first_difference(first, second).unwrap();
        assert_eq!(place(r#"{"a":[1.0,"x"]}"#, r#"{"a":[1,"\u0078"]}"#), None);
        assert_eq!(place(r#"{"a":null}"#, "{}"), Some("/a".to_owned()));
        assert_eq!(place("{}", r#"{"a":null}"#), Some("/a".to_owned()));
        assert_eq!(place(r#"{"a":[1,2]}"#, r#"{"a":[1,3]}"#), Some("/a/1".to_owned()));
        for (first, second) in [
            ("9007199254740993", "9007199254740992"),
            ("123456789012345678901234567890", "1.2345678901234568e+29"),
            ("0.10000000000000000000000001", "0.1"),
            // Without its feature `float_roundtrip`, `serde_json` may read the first as the second.
            ("0.8566493762857077", "0.8566493762857078"),
            ("1e400", "null"),
        ] {
            assert_eq!(place(first, second), Some(String::new()), "{first}");
        }
        for (first, second) in
            [("1e3", "1000.0"), ("-0.0", "0"), ("1.50", "15e-1"), ("9007199254740993", "9007199254740992.0")]
        {
            assert_eq!(place(first, second), None, "{first}");
        }
    }
}

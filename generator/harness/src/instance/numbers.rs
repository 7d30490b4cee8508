//! Numbers of any size and precision in values of `serde_json`, which holds doubles and 64-bit integers only.
//!
//! A string stands for such a number until the value is written.

use serde_json::{Value, json};

/// Numbers that `serde_json` can't hold. They are generated where any value is valid.
pub(super) const NUMBERS: [&str; 5] =
    ["1e400", "123456789012345678901234567890", "-0.10000000000000000000000001", "1.50", "-18446744073709551616"];

/// The string that stands for a number until the value is written.
pub(super) fn stand_in(number: &str) -> String {
    format!("the number {number}")
}

/// Returns the JSON text of a value, with the numbers in place of the strings that stand for them.
pub fn json_text(value: &Value) -> String {
    let with_number = |text: String, number: &&str| text.replace(&Value::from(stand_in(number)).to_string(), number);
    NUMBERS.iter().fold(value.to_string(), with_number)
}

/// Returns the value with a number that `serde_json` can hold in place of each string that stands for one.
pub fn with_sample_number(value: &Value) -> Value {
    match value {
        Value::String(text) if NUMBERS.iter().any(|number| *text == stand_in(number)) => json!(12.5),
        Value::Array(items) => items.iter().map(with_sample_number).collect(),
        Value::Object(members) => members.iter().map(|(key, value)| (key.clone(), with_sample_number(value))).collect(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_stands_for_a_number_until_the_value_is_written() {
        let value = json!([stand_in("1e400"), "1e400"]);
        assert_eq!(json_text(&value), r#"[1e400,"1e400"]"#);
        assert_eq!(with_sample_number(&value), json!([12.5, "1e400"]));
    }
}

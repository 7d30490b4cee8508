//! Generates numbers, strings and values of any type.

use serde_json::{Map, Number, Value, json};

use super::InstanceGenerator;
use super::numbers::{NUMBERS, stand_in};

impl InstanceGenerator<'_> {
    /// Returns a value of any type.
    pub(super) fn anything(&mut self) -> Value {
        match self.choose(7) {
            0 => {
                let index = self.choose(NUMBERS.len());
                json!(stand_in(NUMBERS.get(index).copied().unwrap_or("0")))
            }
            6 => json!("text"),
            1 => json!(12.5),
            2 => json!({"any": ["item", null]}),
            3 => json!([1, "two"]),
            4 => json!(true),
            _ => Value::Null,
        }
    }

    /// Returns an integer: a bound of the schema, or one of some common values within the bounds.
    pub(super) fn integer(&mut self, members: &Map<String, Value>) -> Value {
        let format = members.get("format").and_then(Value::as_str).unwrap_or_default();
        let is_small = matches!(format, "int8" | "int16" | "int32" | "uint8" | "uint16" | "uint32");
        let is_signed = !format.starts_with('u');
        let mut candidates: Vec<i128> = vec![0, 1, 7, 100];
        if is_signed {
            candidates.push(-3);
        }
        if !is_small {
            candidates.push(926_066_738_708);
        }
        for (bound, step) in [("minimum", 0), ("maximum", 0), ("exclusiveMinimum", 1), ("exclusiveMaximum", -1)] {
            let value = members.get(bound);
            let value = value.and_then(|value| value.as_i64().map(i128::from).or(value.as_u64().map(i128::from)));
            candidates.extend(value.and_then(|value| value.checked_add(step)));
        }
        let (least, most) = bounds(members);
        let is_inside = |value: &i128| {
            let double = Number::from_i128(*value).and_then(|value| value.as_f64());
            double.is_some_and(|value| value >= least && value <= most)
        };
        let multiple =
            members.get("multipleOf").and_then(Value::as_u64).filter(|multiple| *multiple > 0).map(i128::from);
        let fits =
            |value: &i128| is_inside(value) && multiple.is_none_or(|multiple| value.checked_rem(multiple) == Some(0));
        candidates.retain(fits);
        let index = self.choose(candidates.len());
        let chosen = candidates.get(index).and_then(|value| Number::from_i128(*value));
        chosen.map_or_else(|| json!(0), Value::Number)
    }

    /// Returns a number within the bounds of the schema.
    pub(super) fn number(&mut self, members: &Map<String, Value>) -> Value {
        let (least, most) = bounds(members);
        // A double between 0 and 1 with as many digits as a double has.
        let between = f64::from_bits(0x3ff0_0000_0000_0000 | self.state >> 12) - 1.0;
        let mut candidates = vec![0.0, 0.5, 1.0, 2.25, -7.125, 1e9, between, between, least, most];
        candidates.retain(|value: &f64| value.is_finite() && *value >= least && *value <= most);
        let index = self.choose(candidates.len());
        json!(candidates.get(index).copied().unwrap_or_default())
    }

    /// Returns a string with the length that the schema requires.
    pub(super) fn text(&mut self, members: &Map<String, Value>) -> Value {
        let sample = match members.get("format").and_then(Value::as_str).unwrap_or_default() {
            "date-time" => "2019-06-09T06:49:53+02:00",
            "date" => "2019-06-09",
            "time" => "06:49:53Z",
            "uuid" => "6FA459EA-ee8a-3ca4-894e-db77e160355e",
            "uri" | "url" => "https://example.com",
            "email" => "a@example.com",
            "byte" => "aGVsbG8",
            "duration" => "P3DT12H",
            _ => "text",
        };
        let mut text = if self.choose(4) == 0 { "ü \"/\\ \u{1f600}" } else { sample }.to_owned();
        let bound =
            |name: &str| members.get(name).and_then(Value::as_u64).and_then(|bound| usize::try_from(bound).ok());
        while text.chars().count() < bound("minLength").unwrap_or_default().min(5000) {
            text.push('x');
        }
        if let Some(most) = bound("maxLength") {
            text = text.chars().take(most).collect();
        }
        json!(text)
    }
}

/// The smallest and the largest number that a schema allows.
fn bounds(members: &Map<String, Value>) -> (f64, f64) {
    let bound = |name: &str| members.get(name).and_then(Value::as_f64);
    let least = bound("minimum").or_else(|| bound("exclusiveMinimum")).unwrap_or(f64::NEG_INFINITY);
    let most = bound("maximum").or_else(|| bound("exclusiveMaximum")).unwrap_or(f64::INFINITY);
    (least, most)
}

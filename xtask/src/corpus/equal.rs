//! Whether two JSON values are the same: numbers are compared as numbers, and absent is not `null`.

use serde_json::{Number, Value};

/// The place of the first difference, as a JSON Pointer.
pub(super) fn difference(first: &Value, second: &Value) -> Option<String> {
    match (first, second) {
        (Value::Number(first), Value::Number(second)) => (!same_number(first, second)).then(String::new),
        (Value::Array(first), Value::Array(second)) if first.len() == second.len() => {
            let pairs = first.iter().zip(second).enumerate();
            pairs
                .into_iter()
                .find_map(|(index, (first, second))| Some(format!("/{index}{}", difference(first, second)?)))
        }
        (Value::Object(first), Value::Object(second)) => {
            let lost = first.iter().find_map(|(key, value)| match second.get(key) {
                Some(other) => Some(format!("/{key}{}", difference(value, other)?)),
                None => Some(format!("/{key}")),
            });
            lost.or_else(|| second.keys().find(|key| !first.contains_key(*key)).map(|key| format!("/{key}")))
        }
        (first, second) => (first != second).then(String::new),
    }
}

fn same_number(first: &Number, second: &Number) -> bool {
    let whole = |number: &Number| number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
    match (whole(first), whole(second)) {
        (Some(first), Some(second)) => first == second,
        _ => first.as_f64() == second.as_f64(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::difference;

    #[test]
    fn numbers_are_numbers_and_absent_is_not_null() {
        assert_eq!(difference(&json!({"a": [1.0, "x"]}), &json!({"a": [1, "x"]})), None);
        assert_eq!(difference(&json!({"a": null}), &json!({})), Some("/a".to_owned()));
        assert_eq!(difference(&json!({}), &json!({"a": null})), Some("/a".to_owned()));
        assert_eq!(difference(&json!({"a": [1, 2]}), &json!({"a": [1, 3]})), Some("/a/1".to_owned()));
        assert_eq!(
            difference(&json!(9_007_199_254_740_993_i64), &json!(9_007_199_254_740_992_i64)),
            Some(String::new())
        );
    }
}

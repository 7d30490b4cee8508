//! Selects an integer type that can represent the values between the bounds of a schema.

use openapiv3::ReferenceOr;
use serde_json::{Number, Value};

use super::component::resolved;
use super::keywords::Keywords;
use crate::api::{IntegerFormat, Schema, SchemaKind};
use crate::diagnostic::Code;
use crate::location::Pointer;
use crate::lower::context::Context;
use crate::openapi::Bound;

/// The minimum and the maximum of a schema, if given.
#[derive(Default)]
struct Bounds {
    min: Option<i128>,
    max: Option<i128>,
}

/// Widens an integer to a type that can represent all values between its bounds. The bounds are those of the schema and
/// those of the members of its `allOf` without a `type`.
pub(super) fn widen_integer(context: &mut Context<'_>, at: &Pointer, keywords: &Keywords<'_>, schema: &mut Schema) {
    let mut bounds = Bounds::default();
    bounds.add(keywords);
    let all_of = at.push("allOf");
    for (index, member) in keywords.all_of.iter().enumerate() {
        if let ReferenceOr::Item(member) = member {
            let keywords = Keywords::of(member, context.keywords_beside(&all_of.index(index)));
            if keywords.type_name.is_none() {
                bounds.add(&keywords);
            }
        }
    }
    let default = keywords.data.default.as_ref().and_then(Value::as_number).and_then(Number::as_i128);
    if bounds.min.is_none() && bounds.max.is_none() && default.is_none() {
        return;
    }
    let kind = match &schema.kind {
        SchemaKind::Reference(_) => resolved(context, schema).map(|resolved| resolved.kind.clone()),
        kind => Some(kind.clone()),
    };
    let Some(SchemaKind::Integer(format)) = kind else { return };
    let wide = bounds.format(format, default);
    if wide == format {
        return;
    }
    schema.kind = SchemaKind::Integer(wide);
    if wide == IntegerFormat::Exact {
        let message = "the bounds exceed a 64-bit integer: the values are numbers that keep their text";
        let may_be_unsigned = bounds.min.is_none() && bounds.max.is_none_or(|max| max < u64::MAX.into());
        let remedy = if may_be_unsigned { "; add `minimum: 0` for a `u64` if no value is negative" } else { "" };
        context.note(Code::INTEGER_LARGE, at, format!("{message}{remedy}"));
    }
}

impl Bounds {
    /// Intersects the bounds with those of another schema.
    fn add(&mut self, keywords: &Keywords<'_>) {
        let Some(bounds) = keywords.beside.map(|beside| &beside.bounds) else { return };
        let whole = |bound: &Option<Bound>, round: fn(f64) -> f64| match bound {
            Some(Bound::Text(text)) => whole(text, round),
            Some(Bound::Flag(_)) | None => None,
        };
        // In 3.0 `exclusiveMinimum` is a boolean that excludes `minimum` itself. In 3.1 it is a bound of its own.
        let step = |bound: &Option<Bound>| i128::from(*bound == Some(Bound::Flag(true)));
        let min = [
            whole(&bounds.minimum, f64::ceil).map(|bound| bound.saturating_add(step(&bounds.exclusive_minimum))),
            whole(&bounds.exclusive_minimum, f64::floor).map(|bound| bound.saturating_add(1)),
        ];
        let max = [
            whole(&bounds.maximum, f64::floor).map(|bound| bound.saturating_sub(step(&bounds.exclusive_maximum))),
            whole(&bounds.exclusive_maximum, f64::ceil).map(|bound| bound.saturating_sub(1)),
        ];
        self.min = min.into_iter().flatten().chain(self.min).max();
        self.max = max.into_iter().flatten().chain(self.max).min();
    }

    /// Returns the format that can represent the values between the bounds and the default. A missing bound is that of
    /// `format`, so an integer without a minimum may be negative. But a maximum of `u64::MAX` without a minimum means a
    /// `u64`.
    fn format(&self, format: IntegerFormat, default: Option<i128>) -> IntegerFormat {
        let (min, max) = format.range();
        let is_beyond = |bound: Option<i128>| bound.is_some_and(|bound| bound > i64::MAX.into());
        let min = self.min.unwrap_or(if self.max == Some(u64::MAX.into()) { 0 } else { min });
        let max = self.max.unwrap_or(if is_beyond(self.min) { u64::MAX.into() } else { max });
        if min > max {
            return format;
        }
        format.with_room_for((default.unwrap_or(min).min(min), default.unwrap_or(max).max(max)))
    }
}

/// Returns a bound as an integer, rounded into the range. The float nearest to the limit of a type means that limit,
/// since `9.223372036854775807e18` and `1.8446744073709551615e19` have no exact float. So does `9223372036854776000`,
/// which is how JavaScript prints it and which many documents contain.
fn whole(bound: &str, round: fn(f64) -> f64) -> Option<i128> {
    const I64_IN_JAVASCRIPT: i128 = 9_223_372_036_854_776_000;
    const AFTER_I64: f64 = 9_223_372_036_854_775_808.0;
    const AFTER_U64: f64 = 18_446_744_073_709_551_616.0;
    const U64_IN_JAVASCRIPT: i128 = 18_446_744_073_709_552_000;
    if let Some(bound) =
        integer(bound).filter(|bound| ![-I64_IN_JAVASCRIPT, I64_IN_JAVASCRIPT, U64_IN_JAVASCRIPT].contains(bound))
    {
        return Some(bound);
    }
    let bound: f64 = bound.parse().ok()?;
    if bound == AFTER_I64 {
        return Some(i64::MAX.into());
    }
    if bound == AFTER_U64 {
        return Some(u64::MAX.into());
    }
    // Formatting a whole number with `{:.0}` gives its digits without a lossy cast.
    let beyond = if bound < 0.0 { i128::MIN } else { i128::MAX };
    Some(format!("{:.0}", round(bound)).parse().unwrap_or(beyond))
}

/// Parses the text of an integer.
fn integer(text: &str) -> Option<i128> {
    match text.strip_prefix("0x") {
        Some(digits) => i128::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

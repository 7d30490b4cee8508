//! Which integer has room for the values between some bounds.

use openapiv3::ReferenceOr;
use serde_json::Value;

use super::component::resolved;
use super::context::Context;
use super::keywords::Keywords;
use crate::api::{IntegerFormat, Schema, SchemaKind};
use crate::diagnostic::Code;
use crate::openapi::BOUNDS;
use crate::source::Pointer;

/// The least and the greatest integer that a schema allows, where it says so.
#[derive(Default)]
struct Bounds {
    least: Option<i128>,
    most: Option<i128>,
}

/// Gives an integer a type with room for all values between its bounds: those of the schema itself, and those that stand
/// in a member of its `allOf` without saying of what they are the bounds.
pub(super) fn make_room(context: &mut Context<'_>, at: &Pointer, keywords: &Keywords<'_>, schema: &mut Schema) {
    let mut bounds = Bounds::default();
    bounds.add(keywords);
    for member in keywords.all_of {
        if let ReferenceOr::Item(member) = member {
            let keywords = Keywords::of(member);
            if keywords.type_name.is_none() {
                bounds.add(&keywords);
            }
        }
    }
    if bounds.least.is_none() && bounds.most.is_none() {
        return;
    }
    let kind = match &schema.kind {
        SchemaKind::Reference(_) => resolved(context, schema).map(|resolved| resolved.kind),
        kind => Some(kind.clone()),
    };
    let Some(SchemaKind::Integer(format)) = kind else { return };
    let roomy = bounds.format(format);
    if roomy == format {
        return;
    }
    schema.kind = SchemaKind::Integer(roomy);
    if roomy == IntegerFormat::Exact {
        let message = "no integer of 64 bits has room for all values between the bounds: a value is a number that keeps \
                       its text";
        context.note(Code::INTEGER_LARGE, at, message);
    }
}

impl Bounds {
    /// Narrows the bounds down to those of a schema too.
    fn add(&mut self, keywords: &Keywords<'_>) {
        let Some(bounds) = keywords.data.extensions.get(BOUNDS) else { return };
        let bound = |name: &str, round: fn(f64) -> f64| bounds.get(name).and_then(|bound| whole(bound, round));
        let is_excluded = |name: &str| bounds.get(name) == Some(&Value::Bool(true));
        // In 3.0 `exclusiveMinimum` says of `minimum` that it is no value itself, and in 3.1 it is a bound like it.
        let step = |name: &str| i128::from(is_excluded(name));
        let least = [
            bound("minimum", f64::ceil).map(|bound| bound.saturating_add(step("exclusiveMinimum"))),
            bound("exclusiveMinimum", f64::floor).map(|bound| bound.saturating_add(1)),
        ];
        let most = [
            bound("maximum", f64::floor).map(|bound| bound.saturating_sub(step("exclusiveMaximum"))),
            bound("exclusiveMaximum", f64::ceil).map(|bound| bound.saturating_sub(1)),
        ];
        self.least = least.into_iter().flatten().chain(self.least).max();
        self.most = most.into_iter().flatten().chain(self.most).min();
    }

    /// The format with room for the values between the bounds. A bound that is not given is that of `format`, but for an
    /// integer without a least value, which has no negative ones if its greatest value is beyond `int64`.
    fn format(&self, format: IntegerFormat) -> IntegerFormat {
        let (least, most) = format.range();
        let is_beyond = |bound: Option<i128>| bound.is_some_and(|bound| bound > i64::MAX.into());
        let least = self.least.unwrap_or(if is_beyond(self.most) { 0 } else { least });
        let most = self.most.unwrap_or(if is_beyond(self.least) { u64::MAX.into() } else { most });
        if least > most { format } else { format.with_room_for((least, most)) }
    }
}

/// A bound as an integer, rounded into the range. A float that is the nearest one to the end of a type means that end:
/// `9.223372036854775807e18` and `1.8446744073709551615e19` have no floats of their own. So does what JavaScript writes for
/// it, `9223372036854776000`, which many documents have.
fn whole(bound: &Value, round: fn(f64) -> f64) -> Option<i128> {
    const I64_IN_JAVASCRIPT: u64 = 9_223_372_036_854_776_000;
    const BEHIND_I64: f64 = 9_223_372_036_854_775_808.0;
    const BEHIND_U64: f64 = 18_446_744_073_709_551_616.0;
    if let Some(bound) = bound.as_i64() {
        return Some(bound.into());
    }
    if let Some(bound) = bound.as_u64().filter(|bound| *bound != I64_IN_JAVASCRIPT) {
        return Some(bound.into());
    }
    let bound = bound.as_f64()?;
    if bound == BEHIND_I64 {
        return Some(i64::MAX.into());
    }
    if bound == BEHIND_U64 {
        return Some(u64::MAX.into());
    }
    // `{:.0}` of a whole number is its digits, which takes no lossy cast.
    let beyond = if bound < 0.0 { i128::MIN } else { i128::MAX };
    Some(format!("{:.0}", round(bound)).parse().unwrap_or(beyond))
}

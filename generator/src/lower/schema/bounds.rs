//! Which integer has room for the values between some bounds.

use openapiv3::ReferenceOr;
use serde_json::{Number, Value};

use super::component::resolved;
use super::keywords::Keywords;
use crate::api::{IntegerFormat, Schema, SchemaKind};
use crate::diagnostic::Code;
use crate::location::Pointer;
use crate::lower::context::Context;
use crate::openapi::Bound;

/// The least and the greatest integer that a schema allows, where it says so.
#[derive(Default)]
struct Bounds {
    least: Option<i128>,
    most: Option<i128>,
}

/// Gives an integer a type with room for all values between its bounds: those of the schema itself, and those that stand
/// in a member of its `allOf` without saying of what they are the bounds.
pub(crate) fn make_room(context: &mut Context<'_>, at: &Pointer, keywords: &Keywords<'_>, schema: &mut Schema) {
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
    if bounds.least.is_none() && bounds.most.is_none() && default.is_none() {
        return;
    }
    let kind = match &schema.kind {
        SchemaKind::Reference(_) => resolved(context, schema).map(|resolved| resolved.kind),
        kind => Some(kind.clone()),
    };
    let Some(SchemaKind::Integer(format)) = kind else { return };
    let roomy = bounds.format(format, default);
    if roomy == format {
        return;
    }
    schema.kind = SchemaKind::Integer(roomy);
    if roomy == IntegerFormat::Exact {
        let message = "no integer of 64 bits has room for all values between the bounds: a value is a number that keeps \
                       its text";
        let may_be_unsigned = bounds.least.is_none() && bounds.most.is_none_or(|most| most < u64::MAX.into());
        let why = if may_be_unsigned { "; if it is never negative, `minimum: 0` makes it a `u64`" } else { "" };
        context.note(Code::INTEGER_LARGE, at, format!("{message}{why}"));
    }
}

impl Bounds {
    /// Narrows the bounds down to those of a schema too.
    fn add(&mut self, keywords: &Keywords<'_>) {
        let Some(bounds) = keywords.beside.map(|beside| &beside.bounds) else { return };
        let whole = |bound: &Option<Bound>, round: fn(f64) -> f64| match bound {
            Some(Bound::Text(text)) => whole(text, round),
            Some(Bound::Flag(_)) | None => None,
        };
        // In 3.0 `exclusiveMinimum` says of `minimum` whether it is excluded, and in 3.1 it is a bound of its own.
        let step = |bound: &Option<Bound>| i128::from(*bound == Some(Bound::Flag(true)));
        let least = [
            whole(&bounds.minimum, f64::ceil).map(|bound| bound.saturating_add(step(&bounds.exclusive_minimum))),
            whole(&bounds.exclusive_minimum, f64::floor).map(|bound| bound.saturating_add(1)),
        ];
        let most = [
            whole(&bounds.maximum, f64::floor).map(|bound| bound.saturating_sub(step(&bounds.exclusive_maximum))),
            whole(&bounds.exclusive_maximum, f64::ceil).map(|bound| bound.saturating_sub(1)),
        ];
        self.least = least.into_iter().flatten().chain(self.least).max();
        self.most = most.into_iter().flatten().chain(self.most).min();
    }

    /// The format with room for the values between the bounds, and for the default, which is one of the values. A bound
    /// that is not given is that of `format`: an integer without a least value may be negative, however large it may be. But
    /// who gives the greatest `u64` as the greatest value means a `u64`.
    fn format(&self, format: IntegerFormat, default: Option<i128>) -> IntegerFormat {
        let (least, most) = format.range();
        let is_beyond = |bound: Option<i128>| bound.is_some_and(|bound| bound > i64::MAX.into());
        let least = self.least.unwrap_or(if self.most == Some(u64::MAX.into()) { 0 } else { least });
        let most = self.most.unwrap_or(if is_beyond(self.least) { u64::MAX.into() } else { most });
        if least > most {
            return format;
        }
        format.with_room_for((default.unwrap_or(least).min(least), default.unwrap_or(most).max(most)))
    }
}

/// A bound as an integer, rounded into the range. A float that is the nearest one to the end of a type means that end:
/// `9.223372036854775807e18` and `1.8446744073709551615e19` have no floats of their own. So does what JavaScript writes for
/// it, `9223372036854776000`, which many documents have.
fn whole(bound: &str, round: fn(f64) -> f64) -> Option<i128> {
    const I64_IN_JAVASCRIPT: i128 = 9_223_372_036_854_776_000;
    const BEHIND_I64: f64 = 9_223_372_036_854_775_808.0;
    const BEHIND_U64: f64 = 18_446_744_073_709_551_616.0;
    const U64_IN_JAVASCRIPT: i128 = 18_446_744_073_709_552_000;
    if let Some(bound) =
        integer(bound).filter(|bound| ![-I64_IN_JAVASCRIPT, I64_IN_JAVASCRIPT, U64_IN_JAVASCRIPT].contains(bound))
    {
        return Some(bound);
    }
    let bound: f64 = bound.parse().ok()?;
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

/// The integer that a text stands for.
fn integer(text: &str) -> Option<i128> {
    match text.strip_prefix("0x") {
        Some(digits) => i128::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Choosing the variant of a union that has no discriminator.
//!
//! 1. A variant matches if its [`Shape`] does and the value can be read. The value must have the variant's JSON type.
//!    An object must have all required properties, must have none that the variant forbids, and must agree with the
//!    variant's constants.
//! 2. If several variants match, one is chosen if it declares every property of the value that any other one declares,
//!    and is better than each other one: it declares more properties of the value, or else has more matching constants,
//!    or else has more matching required properties.
//! 3. An empty array or object, or an array of such, is read as the first variant that matches, since each one writes
//!    it unchanged. An object without the constant that identifies its variant is not empty in this sense.
//! 4. An array that no variant matches is read as the only variant of arrays, if its items are a union or an enum: these keep
//!    an item that the document does not know, and the others have their types.
//! 5. If no variant matches or none is chosen, the value is kept unchanged. [`read_variant`] reads a value that matches
//!    several variants as each of them.

use std::any::TypeId;
use std::borrow::Cow;

use super::reader::read_own;
use super::{Failed, Json, Kind, Mark, Reader, Tree, TreeNumber, Value};

/// The shape of a variant: what distinguishes its values.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Shape {
    /// Any value.
    Any,
    /// `null`.
    Null,
    /// A boolean.
    Boolean,
    /// An integer.
    Integer,
    /// A number.
    Number,
    /// A string.
    String,
    /// One of several constants.
    Enum(&'static [Constant]),
    /// An array of items of one shape.
    Array(&'static Shape),
    /// An object.
    Object {
        /// The required properties.
        required: &'static [&'static str],
        /// The optional properties.
        optional: &'static [&'static str],
        /// The properties that must have one of several constants.
        constants: &'static [(&'static str, &'static [Constant])],
        /// The properties that are not declared.
        additional_properties: AdditionalProperties,
    },
    /// One of several shapes.
    OneOf(&'static [Shape]),
}

/// A constant of a schema: a value of `enum` or `const`.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Constant {
    /// A boolean.
    Bool(bool),
    /// A signed integer.
    Integer(i64),
    /// An unsigned integer.
    Unsigned(u64),
    /// A floating-point number.
    Float(f64),
    /// A string.
    String(&'static str),
}

/// How a schema treats properties that it does not declare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdditionalProperties {
    /// The schema does not mention them. They are ignored.
    Unspecified,
    /// The schema forbids them.
    Forbidden,
    /// The schema has a schema for them. They are kept.
    Schema,
}

/// How well a value matches a shape.
#[derive(Clone, Debug, Default)]
struct Match {
    /// For each property of the value, or of each of its items, whether the shape declares it.
    declared: Vec<bool>,
    /// The number of matching constants.
    constants: usize,
    /// The number of matching required properties.
    required: usize,
}

impl Match {
    fn and(mut self, other: &Self) -> Self {
        self.declared.extend_from_slice(&other.declared);
        self.constants = self.constants.saturating_add(other.constants);
        self.required = self.required.saturating_add(other.required);
        self
    }

    /// Returns whether every property that the other one declares is declared here too.
    fn covers(&self, other: &Self) -> bool {
        self.declared.len() == other.declared.len()
            && self.declared.iter().zip(&other.declared).all(|(own, other)| *own || !other)
    }

    fn is_better_than(&self, other: &Self) -> bool {
        self.covers(other)
            && (!other.covers(self) || (self.constants, self.required) > (other.constants, other.required))
    }
}

/// The variants whose shapes match a value.
pub struct Candidates {
    matching: Vec<(Match, usize)>,
    /// Whether each variant writes the value unchanged, so that any of them is right.
    is_any_right: bool,
}

impl Candidates {
    /// Compares a value with the shapes of the variants.
    #[must_use]
    pub fn of(tree: &Tree<'_>, shapes: &[Shape]) -> Self {
        let shape_match = |(index, shape)| Some((match_shape(shape, tree)?, index));
        Self {
            matching: shapes.iter().enumerate().filter_map(shape_match).collect(),
            is_any_right: is_empty(tree) && !shapes.iter().any(|shape| is_tagged(shape, tree)),
        }
    }

    /// Returns the chosen variant and its value, or `None` if none is chosen. `read` reads the value as the variant with an
    /// index, and returns `None` if it does not match.
    pub fn choose<T>(self, read: &mut dyn FnMut(usize) -> Option<T>) -> Option<(usize, T)> {
        let mut matching = self.matching;
        // The best variant of all is better than each one that can be read too, so that only it is read.
        while let Some(best) = best_of(&matching) {
            let (_, index) = matching.remove(best);
            if let Some(value) = read(index) {
                return Some((index, value));
            }
        }
        let readable = matching.into_iter().filter_map(|(matched, index)| Some((matched, (index, read(index)?))));
        let mut readable: Vec<(Match, (usize, T))> = readable.collect();
        match best_of(&readable) {
            Some(best) => Some(readable.swap_remove(best).1),
            None if !readable.is_empty() && self.is_any_right => Some(readable.swap_remove(0).1),
            None => None,
        }
    }
}

/// Returns the position of the match that is better than each other one.
fn best_of<T>(matching: &[(Match, T)]) -> Option<usize> {
    matching.iter().enumerate().position(|(candidate, (own, _))| {
        let mut others = matching.iter().enumerate().filter(|(index, _)| *index != candidate);
        others.all(|(_, (other, _))| own.is_better_than(other))
    })
}

/// Reads a value as a variant of a union.
pub type ReadVariant<U> = fn(&mut Reader<'_>) -> Result<U, Failed>;

/// An enum of types that keeps every other value.
pub trait Union: Sized + 'static {
    /// The functions that read a value as each variant.
    const VARIANTS: &'static [ReadVariant<Self>];

    /// Returns the union of a value that is none of the variants.
    fn unknown(value: Value) -> Self;

    /// Returns the value of the variant.
    fn inner(&self) -> &dyn Json;
}

/// Reads the variant of a union by the shapes of the variants. Any other value is kept unchanged.
///
/// # Errors
///
/// Returns [`Failed`] if the text is not valid JSON.
pub fn read_union<U: Union>(from: &mut Reader<'_>, shapes: &[Shape]) -> Result<U, Failed> {
    let start = from.mark();
    let place = (from.at, TypeId::of::<U>());
    if let Some(known) = from.variants.get(&place).copied() {
        return match known.and_then(|index| U::VARIANTS.get(index)) {
            Some(read) => read(from),
            None => from.value().map(U::unknown),
        };
    }
    // The tree is dropped before the variants are read, which may have unions inside.
    let candidates = Candidates::of(&from.outline()?, shapes);
    let mut attempts = 0_usize;
    let chosen = candidates.choose(&mut |index| {
        attempts = attempts.saturating_add(1);
        from.return_to(start);
        let value = U::VARIANTS.get(index)?(from).ok()?;
        Some((value, from.mark()))
    });
    let chosen = match chosen {
        None if attempts == 0 => {
            from.return_to(start);
            read_only_list(from, shapes)
        }
        chosen => chosen,
    };
    if attempts > 1 {
        from.variants.insert(place, chosen.as_ref().map(|(index, _)| *index));
    }
    match chosen {
        Some((_, (value, end))) => {
            from.return_to(end);
            Ok(value)
        }
        None => {
            from.return_to(start);
            from.value().map(U::unknown)
        }
    }
}

/// Reads an array as the only variant of arrays, if its items keep a value that they do not know. Returns the index of the variant, the
/// value and its end.
fn read_only_list<U: Union>(from: &mut Reader<'_>, shapes: &[Shape]) -> Option<(usize, (U, Mark))> {
    if from.kind() != Some(Kind::Array) {
        return None;
    }
    let mut lists = shapes.iter().enumerate().filter(|(_, shape)| may_be_array(shape));
    let index = match (lists.next(), lists.next()) {
        (Some((index, Shape::Array(items))), None) if is_open(items) => index,
        _ => return None,
    };
    let value = U::VARIANTS.get(index)?(from).ok()?;
    Some((index, (value, from.mark())))
}

fn may_be_array(shape: &Shape) -> bool {
    match shape {
        Shape::Any | Shape::Array(_) => true,
        Shape::OneOf(shapes) => shapes.iter().any(may_be_array),
        _ => false,
    }
}

/// Whether the type of a shape keeps a value of any other shape.
fn is_open(shape: &Shape) -> bool {
    match shape {
        Shape::OneOf(_) | Shape::Enum(_) => true,
        Shape::Array(items) => is_open(items),
        _ => false,
    }
}

/// Reads a value of a union as the variant with an index, or returns `None` if it does not match that variant.
pub fn read_variant<U: Json, T: Json>(value: &U, shapes: &[Shape], variant: usize) -> Option<T> {
    let text = super::to_text(value).ok()?;
    match_shape(shapes.get(variant)?, &Reader::of_own(&text).tree().ok()?)?;
    read_own(&text).ok()
}

/// Merges two objects of a union into one that has the properties of both. Returns `None` if one of them is not an
/// object, or if they have different values for one property.
pub fn merge_variants<U: Json>(first: &U, second: &U) -> Option<U> {
    let (first, second) = (super::to_tree(first).ok()?, super::to_tree(second).ok()?);
    let (Tree::Object(mut merged), Tree::Object(added)) = (first, second) else { return None };
    for (key, value) in added {
        match merged.iter().find(|(known, _)| *known == key) {
            Some((_, known)) if *known == value => {}
            Some(_) => return None,
            None => merged.push((key, value)),
        }
    }
    super::read_tree(&Tree::Object(merged)).ok()
}

#[allow(unused_macros, reason = "an API may declare no unions")]
/// Implements JSON for an enum of types with `Unknown(Value)`. The variant is chosen by a discriminator (`by`, `else` the
/// default, and `absent` that of objects without its property), or by the shapes in the constant `SHAPES` of the enum.
macro_rules! union {
    ($name:ident by $property:literal { $($variant:ident: $($value:literal)|*,)* }) => {
        $crate::runtime::json::union! {
            @ $name { $($variant,)* }
            |from| $crate::runtime::json::read_tagged(
                from,
                $property,
                &[$(&[$($value),*],)*],
                &$crate::runtime::json::Defaults { absent: None, other: None },
            )
        }
    };
    ($name:ident by $property:literal else $default:ident { $($variant:ident: $($value:literal)|*,)* }) => {
        $crate::runtime::json::union! {
            @ $name { $($variant,)* }
            |from| $crate::runtime::json::read_tagged(
                from,
                $property,
                &[$(&[$($value),*],)*],
                &$crate::runtime::json::Defaults {
                    absent: Some(|from| $crate::runtime::json::read(from).map(Self::$default)),
                    other: Some(|from| $crate::runtime::json::read(from).map(Self::$default)),
                },
            )
        }
    };
    ($name:ident by $property:literal absent $default:ident { $($variant:ident: $($value:literal)|*,)* }) => {
        $crate::runtime::json::union! {
            @ $name { $($variant,)* }
            |from| $crate::runtime::json::read_tagged(
                from,
                $property,
                &[$(&[$($value),*],)*],
                &$crate::runtime::json::Defaults {
                    absent: Some(|from| $crate::runtime::json::read(from).map(Self::$default)),
                    other: None,
                },
            )
        }
    };
    ($name:ident { $($variant:ident,)* }) => {
        $crate::runtime::json::union! {
            @ $name { $($variant,)* }
            |from| $crate::runtime::json::read_union(from, $name::SHAPES)
        }
    };
    (@ $name:ident { $($variant:ident,)* } |$from:ident| $read:expr) => {
        impl $crate::runtime::json::Union for $name {
            const VARIANTS: &'static [$crate::runtime::json::ReadVariant<Self>] =
                &[$(|from| $crate::runtime::json::read(from).map(Self::$variant),)*];

            fn unknown(value: $crate::runtime::json::Value) -> Self {
                Self::Unknown(value)
            }

            fn inner(&self) -> &dyn $crate::runtime::json::Json {
                match self {
                    $(Self::$variant(value) => value,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        impl $crate::runtime::json::Json for $name {
            fn read(
                $from: &mut $crate::runtime::json::Reader<'_>,
            ) -> ::core::result::Result<Self, $crate::runtime::json::Failed> {
                $read
            }

            $crate::runtime::json::fill!();

            fn write(&self, to: &mut $crate::runtime::json::Writer) {
                $crate::runtime::json::Union::inner(self).write(to);
            }
        }

        impl $crate::runtime::json::Blank for $name {
            fn blank() -> Self {
                Self::Unknown($crate::runtime::json::Value::Null)
            }
        }
    };
}

#[allow(unused_imports, reason = "an API may declare no unions")]
pub(crate) use union;

/// Returns whether an object of the value is identified by a constant.
fn is_tagged(shape: &Shape, tree: &Tree<'_>) -> bool {
    match (shape, tree) {
        (Shape::Object { constants, .. }, Tree::Object(_)) => !constants.is_empty(),
        (Shape::Array(items), Tree::Array(values)) => values.iter().any(|value| is_tagged(items, value)),
        (Shape::OneOf(shapes), tree) => shapes.iter().any(|shape| is_tagged(shape, tree)),
        _ => false,
    }
}

/// Returns whether the value is empty: nothing in it distinguishes the variants.
fn is_empty(tree: &Tree<'_>) -> bool {
    match tree {
        Tree::Array(items) => items.iter().all(is_empty),
        Tree::Object(entries) => entries.is_empty(),
        _ => false,
    }
}

fn match_shape(shape: &Shape, tree: &Tree<'_>) -> Option<Match> {
    let plain = |matches: bool| matches.then(|| Match { declared: vec![true; size(tree)], ..Match::default() });
    match (shape, tree) {
        (Shape::Any, _) => plain(true),
        (Shape::Null, tree) => plain(*tree == Tree::Null),
        (Shape::Boolean, tree) => plain(matches!(tree, Tree::Bool(_))),
        (Shape::String, tree) => plain(matches!(tree, Tree::String(_))),
        (Shape::Number, tree) => plain(matches!(tree, Tree::Number(_))),
        // An integer is a better match than a number.
        (Shape::Integer, Tree::Number(number)) => {
            plain(number.is_integer()).map(|matched| Match { constants: 1, ..matched })
        }
        (Shape::Enum(constants), tree) => plain(constants.iter().any(|constant| is_constant(tree, constant)))
            .map(|matched| Match { constants: 2, ..matched }),
        (Shape::Array(items), Tree::Array(values)) => {
            values.iter().try_fold(Match::default(), |whole, value| Some(whole.and(&match_shape(items, value)?)))
        }
        (Shape::Object { required, optional, constants, additional_properties }, Tree::Object(entries)) => {
            let has = |key: &&&str| entries.iter().any(|(known, _)| known == *key);
            if !required.iter().all(|key| has(&key)) {
                return None;
            }
            match_object((required, optional), constants, *additional_properties, entries)
        }
        (Shape::OneOf(shapes), tree) => {
            let matches: Vec<Match> = shapes.iter().filter_map(|shape| match_shape(shape, tree)).collect();
            let is_best = |index: usize| {
                let own = matches.get(index);
                let mut others = matches.iter().enumerate().filter(|(other, _)| *other != index);
                own.is_some_and(|own| others.all(|(_, other)| own.covers(other)))
            };
            // If no variant is the best one, the inner union keeps the value unchanged.
            match (0..matches.len()).find(|index| is_best(*index)) {
                Some(best) => matches.get(best).cloned(),
                None => plain(!matches.is_empty()),
            }
        }
        _ => None,
    }
}

fn match_object(
    (required, optional): (&[&str], &[&str]),
    constants: &[(&str, &[Constant])],
    additional_properties: AdditionalProperties,
    entries: &[(Cow<'_, str>, Tree<'_>)],
) -> Option<Match> {
    let mut result = Match::default();
    for (key, value) in entries {
        let is_required = required.contains(&key.as_ref());
        let is_declared = is_required || optional.contains(&key.as_ref());
        if !is_declared && additional_properties == AdditionalProperties::Forbidden {
            return None;
        }
        let constant = constants.iter().find(|(name, _)| name == key).filter(|_| *value != Tree::Null);
        if let Some((_, allowed)) = constant {
            if !allowed.iter().any(|constant| is_constant(value, constant)) {
                return None;
            }
            result.constants = result.constants.saturating_add(1);
        }
        result.required = result.required.saturating_add(usize::from(is_required));
        result.declared.push(is_declared || additional_properties == AdditionalProperties::Schema);
    }
    Some(result)
}

/// Returns the number of properties of the value and of its items.
fn size(tree: &Tree<'_>) -> usize {
    match tree {
        Tree::Object(entries) => entries.len(),
        Tree::Array(items) => items.iter().map(size).fold(0, usize::saturating_add),
        _ => 0,
    }
}

fn is_constant(tree: &Tree<'_>, constant: &Constant) -> bool {
    match (tree, constant) {
        (Tree::Bool(value), Constant::Bool(constant)) => value == constant,
        (Tree::String(value), Constant::String(constant)) => value == constant,
        (Tree::Number(value), Constant::Integer(constant)) => *value == TreeNumber::from(*constant),
        (Tree::Number(value), Constant::Unsigned(constant)) => *value == TreeNumber::from(*constant),
        (Tree::Number(value), Constant::Float(constant)) => *value == TreeNumber::from(*constant),
        _ => false,
    }
}

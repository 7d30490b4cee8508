// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Which variant of a union a value is, where no discriminator says so.
//!
//! This is the rule:
//!
//! 1. A variant fits if its [`Shape`] does: the value is of its JSON type; an object has the keys that the variant
//!    requires, has no value that the variant's constants rule out, and no key that it forbids; and it can be read.
//! 2. Of several that fit, one is chosen if it knows every key of the value that any of the others knows, and if it
//!    knows more of them than each of the others, or is more exact about them: more keys have one of its constants, or
//!    else more keys are ones that it requires.
//! 3. An empty array or object, or an array of such, is the first of those that fit: each of them writes it as it was. An
//!    object that lacks the constant which would tell what it is does not count as empty.
//! 4. Nothing fits, or nothing is chosen: the value is kept as it is. It is not lost, and it is not guessed. A value that
//!    could be several can be read as each of them ([`read_variant`]).

use std::borrow::Cow;

use super::{Json, ReadError, Tree, TreeNumber};

/// What the values of a variant look like from outside.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Shape {
    /// Any value.
    Any,
    /// `null`.
    Null,
    /// A boolean.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A string.
    Text,
    /// One of some scalars.
    Listed(&'static [Constant]),
    /// An array of one shape of items.
    Array(&'static Shape),
    /// An object.
    Object {
        /// The keys that it has.
        required: &'static [&'static str],
        /// The keys that it may have.
        optional: &'static [&'static str],
        /// The values that some of its keys have.
        constants: &'static [(&'static str, &'static [Constant])],
        /// What becomes of the other keys.
        others: Others,
    },
    /// One of several shapes.
    OneOf(&'static [Shape]),
}

/// A scalar that a document lists.
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
    Text(&'static str),
}

/// What becomes of the keys that a type does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Others {
    /// They are ignored.
    Ignored,
    /// There are none.
    Forbidden,
    /// They are kept.
    Kept,
}

/// How well a value fits a shape.
#[derive(Clone, Debug, Default)]
struct Fit {
    /// For each key of the value, or of each of its items, whether the type has a place for it.
    known: Vec<bool>,
    /// How many values are constants of the shape.
    constants: usize,
    /// How many keys are required ones.
    required: usize,
}

impl Fit {
    fn and(mut self, other: &Self) -> Self {
        self.known.extend_from_slice(&other.known);
        self.constants = self.constants.saturating_add(other.constants);
        self.required = self.required.saturating_add(other.required);
        self
    }

    /// Whether every key that the other knows is known here too.
    fn covers(&self, other: &Self) -> bool {
        self.known.len() == other.known.len()
            && self.known.iter().zip(&other.known).all(|(known, others)| *known || !others)
    }

    fn is_better_than(&self, other: &Self) -> bool {
        self.covers(other)
            && (!other.covers(self) || (self.constants, self.required) > (other.constants, other.required))
    }
}

/// Reads the variant that a value is. `read` reads it as the variant with an index, and keeps it as it is for an index
/// that no variant has.
///
/// # Errors
///
/// None of its own: a value that no variant fits is kept.
pub fn read_union<T>(
    tree: &Tree<'_>,
    shapes: &[Shape],
    read: &dyn Fn(usize) -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    let mut fitting: Vec<(Fit, T)> = Vec::new();
    for (index, shape) in shapes.iter().enumerate() {
        if let Some(fit) = fit(shape, tree)
            && let Ok(value) = read(index)
        {
            fitting.push((fit, value));
        }
    }
    let is_chosen = |candidate: usize| {
        let own = fitting.get(candidate).map(|(fit, _)| fit);
        let mut others = fitting.iter().enumerate().filter(|(index, _)| *index != candidate);
        own.is_some_and(|own| others.all(|(_, (other, _))| own.is_better_than(other)))
    };
    match (0..fitting.len()).find(|candidate| is_chosen(*candidate)) {
        Some(chosen) => Ok(fitting.swap_remove(chosen).1),
        None if !fitting.is_empty() && is_empty(tree) && !shapes.iter().any(|shape| is_tagged(shape, tree)) => {
            Ok(fitting.swap_remove(0).1)
        }
        None => read(shapes.len()),
    }
}

/// Reads a value of a union as the variant with an index, if it fits that variant, whatever else it fits.
pub fn read_variant<U: Json, T: Json>(value: &U, shapes: &[Shape], variant: usize) -> Option<T> {
    let tree = value.write();
    fit(shapes.get(variant)?, &tree)?;
    T::read(&tree).ok()
}

/// Puts two objects of a union together to the one that is both. Nothing comes of values that are no objects, or that have
/// different values for one key.
pub fn merge_variants<U: Json>(first: &U, second: &U) -> Option<U> {
    let (Tree::Object(mut merged), Tree::Object(added)) = (first.write(), second.write()) else { return None };
    for (key, value) in added {
        match merged.iter().find(|(known, _)| *known == key) {
            Some((_, known)) if *known == value => {}
            Some(_) => return None,
            None => merged.push((key, value)),
        }
    }
    U::read(&Tree::Object(merged)).ok()
}

/// Whether an object of a value should have had a constant that tells what it is.
fn is_tagged(shape: &Shape, tree: &Tree<'_>) -> bool {
    match (shape, tree) {
        (Shape::Object { constants, .. }, Tree::Object(_)) => !constants.is_empty(),
        (Shape::Array(items), Tree::Array(values)) => values.iter().any(|value| is_tagged(items, value)),
        (Shape::OneOf(shapes), tree) => shapes.iter().any(|shape| is_tagged(shape, tree)),
        _ => false,
    }
}

/// Whether nothing is in a value that could tell one variant from another.
fn is_empty(tree: &Tree<'_>) -> bool {
    match tree {
        Tree::Array(items) => items.iter().all(is_empty),
        Tree::Object(entries) => entries.is_empty(),
        _ => false,
    }
}

fn fit(shape: &Shape, tree: &Tree<'_>) -> Option<Fit> {
    let plain = |fits: bool| fits.then(|| Fit { known: vec![true; size(tree)], ..Fit::default() });
    match (shape, tree) {
        (Shape::Any, _) => plain(true),
        (Shape::Null, tree) => plain(*tree == Tree::Null),
        (Shape::Boolean, tree) => plain(matches!(tree, Tree::Bool(_))),
        (Shape::Text, tree) => plain(matches!(tree, Tree::String(_))),
        (Shape::Number, tree) => plain(matches!(tree, Tree::Number(_))),
        // An integer is more exact than a number.
        (Shape::Integer, Tree::Number(number)) => plain(number.is_whole()).map(|fit| Fit { constants: 1, ..fit }),
        (Shape::Listed(constants), tree) => {
            plain(constants.iter().any(|constant| is_constant(tree, constant))).map(|fit| Fit { constants: 2, ..fit })
        }
        (Shape::Array(items), Tree::Array(values)) => {
            let fits = values.iter().map(|value| fit(items, value));
            fits.into_iter().try_fold(Fit::default(), |whole, fit| Some(whole.and(&fit?)))
        }
        (Shape::Object { required, optional, constants, others }, Tree::Object(entries)) => {
            let has = |key: &&&str| entries.iter().any(|(known, _)| known == *key);
            if !required.iter().all(|key| has(&key)) {
                return None;
            }
            fit_object((required, optional), constants, *others, entries)
        }
        (Shape::OneOf(shapes), tree) => {
            let fits: Vec<Fit> = shapes.iter().filter_map(|shape| fit(shape, tree)).collect();
            let is_best = |index: usize| {
                let own = fits.get(index);
                let mut others = fits.iter().enumerate().filter(|(other, _)| *other != index);
                own.is_some_and(|own| others.all(|(_, other)| own.covers(other)))
            };
            // Whichever it is, the union within keeps all of it: as one of its variants, or as it is.
            match (0..fits.len()).find(|index| is_best(*index)) {
                Some(best) => fits.get(best).cloned(),
                None => plain(!fits.is_empty()),
            }
        }
        _ => None,
    }
}

fn fit_object(
    (required, optional): (&[&str], &[&str]),
    constants: &[(&str, &[Constant])],
    others: Others,
    entries: &[(Cow<'_, str>, Tree<'_>)],
) -> Option<Fit> {
    let mut fit = Fit::default();
    for (key, value) in entries {
        let is_required = required.contains(&key.as_ref());
        let is_known = is_required || optional.contains(&key.as_ref());
        if !is_known && others == Others::Forbidden {
            return None;
        }
        if let Some((_, listed)) = constants.iter().find(|(name, _)| name == key)
            && *value != Tree::Null
        {
            if !listed.iter().any(|constant| is_constant(value, constant)) {
                return None;
            }
            fit.constants = fit.constants.saturating_add(1);
        }
        fit.required = fit.required.saturating_add(usize::from(is_required));
        fit.known.push(is_known || others == Others::Kept);
    }
    Some(fit)
}

/// How many keys a shape of this value has to know.
fn size(tree: &Tree<'_>) -> usize {
    match tree {
        Tree::Object(entries) => entries.len(),
        Tree::Array(items) => items.iter().map(size).fold(0, usize::saturating_add),
        _ => 0,
    }
}

fn is_constant(tree: &Tree<'_>, constant: &Constant) -> bool {
    match (tree, constant) {
        (Tree::Bool(value), Constant::Bool(listed)) => value == listed,
        (Tree::String(value), Constant::Text(listed)) => value == listed,
        (Tree::Number(value), Constant::Integer(listed)) => *value == TreeNumber::from(*listed),
        (Tree::Number(value), Constant::Unsigned(listed)) => *value == TreeNumber::from(*listed),
        (Tree::Number(value), Constant::Float(listed)) => *value == TreeNumber::from(*listed),
        _ => false,
    }
}

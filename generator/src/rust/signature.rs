//! Signatures: the names and the arguments of the functions that callers see.
//!
//! The printed function and the example in its documentation come from the same signature.

use super::{Docs, Identifier, Type};

/// A function that callers see, but for its body.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// Its arguments, in order.
    pub arguments: Vec<Argument>,
}

/// An argument of a function.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// Its name.
    pub name: Identifier,
    /// How it is declared, and how its value is converted.
    pub form: ArgumentForm,
}

/// How an argument is declared, and how its value is converted.
#[derive(Clone, Debug, PartialEq)]
pub enum ArgumentForm {
    /// `T`, which is not converted.
    Value(Type),
    /// `impl Into<T>`. The converted value gets a wrapper.
    Into(Type, Wrapper),
    /// `impl IntoIterator<Item = T>`, collected.
    Items(Type),
    /// `impl IntoIterator<Item = impl Into<T>>`, converted and collected.
    IntoItems(Type),
    /// `impl IntoIterator<Item = (impl Into<String>, T)>`, collected as a map.
    Entries(Type),
    /// `impl IntoIterator<Item = (impl Into<String>, impl Into<T>)>`, converted and collected as a map.
    IntoEntries(Type),
    /// `impl AsRef<str>`: text that is only read.
    AsRefStr,
    /// `impl IntoIterator<Item = impl AsRef<str>>`, collected.
    AsRefStrs,
    /// `impl Borrow<T>`, for a value that is only read: the value itself, or a reference to it.
    Borrow(Type),
    /// `impl T`, where `T` is a trait of the runtime.
    Implements(RuntimeType),
    /// `&str`, in a struct of arguments.
    Str,
    /// `&[&str]`, collected, in a struct of arguments.
    Strs,
    /// `&T`, in a struct of arguments.
    Reference(Type),
}

impl ArgumentForm {
    /// The type of the converted value; `None` for one that stays generic.
    pub fn value_type(&self) -> Option<Type> {
        match self {
            Self::Value(value) | Self::Borrow(value) | Self::Reference(value) => Some(value.clone()),
            Self::Into(value, wrapper) => Some(wrapper.wrap(value.clone())),
            Self::Items(item) | Self::IntoItems(item) => Some(Type::Vec(Box::new(item.clone()))),
            Self::Entries(value) | Self::IntoEntries(value) => Some(Type::Map(Box::new(value.clone()))),
            Self::AsRefStrs | Self::Strs => Some(Type::Vec(Box::new(Type::String))),
            Self::AsRefStr | Self::Str | Self::Implements(_) => None,
        }
    }

    /// Whether it is borrowed for the lifetime of a struct of arguments.
    pub fn has_lifetime(&self) -> bool {
        matches!(self, Self::Str | Self::Strs | Self::Reference(_))
    }
}

/// The wrapper of a value, which callers need not make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapper {
    /// Nothing.
    None,
    /// A `Box`.
    Box,
    /// The runtime's `Link`.
    Link,
    /// A `Box` inside of an `Option` or of the runtime's `Maybe`.
    OptionBox,
    /// The runtime's `Link` inside of an `Option` or of the runtime's `Maybe`.
    OptionLink,
}

impl Wrapper {
    /// The wrapper of a type, and the type inside.
    pub fn of(value: &Type) -> (Self, Type) {
        match value {
            Type::Box(inner) => (Self::Box, (**inner).clone()),
            Type::Link(inner) => (Self::Link, (**inner).clone()),
            Type::Option(option) => match &**option {
                Type::Box(inner) => (Self::OptionBox, Type::Option(inner.clone())),
                Type::Link(inner) => (Self::OptionLink, Type::Option(inner.clone())),
                _ => (Self::None, value.clone()),
            },
            Type::Maybe(maybe) => match &**maybe {
                Type::Box(inner) => (Self::OptionBox, Type::Maybe(inner.clone())),
                Type::Link(inner) => (Self::OptionLink, Type::Maybe(inner.clone())),
                _ => (Self::None, value.clone()),
            },
            _ => (Self::None, value.clone()),
        }
    }

    /// The type of a wrapped value.
    fn wrap(self, value: Type) -> Type {
        match (self, value) {
            (Self::None, value) => value,
            (Self::Box, value) => Type::Box(Box::new(value)),
            (Self::Link, value) => Type::Link(Box::new(value)),
            (Self::OptionBox, Type::Option(inner)) => Type::Option(Box::new(Type::Box(inner))),
            (Self::OptionLink, Type::Option(inner)) => Type::Option(Box::new(Type::Link(inner))),
            (Self::OptionBox, Type::Maybe(inner)) => Type::Maybe(Box::new(Type::Box(inner))),
            (Self::OptionLink, Type::Maybe(inner)) => Type::Maybe(Box::new(Type::Link(inner))),
            (Self::OptionBox | Self::OptionLink, value) => value,
        }
    }
}

/// An implementation of `From` that makes a variant of an enum.
#[derive(Clone, Debug, PartialEq)]
pub enum Conversion {
    /// From the value of the variant, without its wrapper.
    Value(Type, Wrapper),
    /// From `&str`, for a variant that is a `String`.
    Str,
    /// From an array of anything that converts into a `String`, for a variant that is a list of them.
    Strings,
    /// From an array of pairs of what converts into a `String`, for a variant that is a map of them.
    StringEntries,
}

/// A type or a trait of the runtime that an argument has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuntimeType {
    /// The body of a request.
    Body,
    /// A multipart body.
    Multipart,
    /// A part of a multipart body.
    Part,
    /// A secret.
    SecretString,
    /// The trait of what provides tokens.
    TokenProvider,
}

impl RuntimeType {
    /// Its name in the runtime.
    pub fn name(self) -> &'static str {
        match self {
            Self::Body => "Body",
            Self::Multipart => "Multipart",
            Self::Part => "Part",
            Self::SecretString => "SecretString",
            Self::TokenProvider => "TokenProvider",
        }
    }
}

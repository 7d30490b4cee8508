//! Types, and values that are written in the code.

use super::{Identifier, Path, RuntimeType};

/// A type that a field, an argument or an alias has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// `f64`
    F64,
    /// `String`
    String,
    /// The runtime's `json::Number`, which has room for every number.
    Number,
    /// The runtime's `json::Value`.
    Value,
    /// `Vec<_>`
    Vec(Box<Self>),
    /// `BTreeMap<String, _>`
    Map(Box<Self>),
    /// `Option<_>`
    Option(Box<Self>),
    /// The runtime's `json::Maybe<_>`.
    Maybe(Box<Self>),
    /// `Box<_>`
    Box(Box<Self>),
    /// The runtime's `Link<_>`.
    Link(Box<Self>),
    /// The runtime's `json::JsonText<_>`: a string that holds JSON.
    JsonText(Box<Self>),
    /// The runtime's `JsonItems<_>`, which only arguments have.
    JsonItems(Box<Self>),
    /// The runtime's `PartItems<_>`, which only arguments have.
    PartItems(Box<Self>),
    /// `()`
    Unit,
    /// A tuple.
    Tuple(Vec<Self>),
    /// A type of the runtime that keeps the text it was given.
    Text(TextFormat),
    /// A type that the target's configuration names for a format.
    Configured(Path),
    /// A type of the `types` module.
    Named(Identifier),
    /// A type of the file that names it: the enum of a body, or of the values of a server variable.
    Local(Identifier),
    /// A type of the runtime that only arguments have.
    Runtime(RuntimeType),
}

/// A format of strings for which the runtime has a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextFormat {
    /// `byte`: Base64.
    Base64,
    /// `date`.
    Date,
    /// `date-time`.
    DateTime,
    /// `decimal`.
    Decimal,
    /// `duration`.
    Duration,
    /// `time`.
    Time,
    /// `uri`, and the like.
    Uri,
    /// `uuid`.
    Uuid,
}

impl TextFormat {
    /// The name of its type in the runtime.
    pub fn type_name(self) -> &'static str {
        match self {
            Self::Base64 => "Base64",
            Self::Date => "Date",
            Self::DateTime => "DateTime",
            Self::Decimal => "Decimal",
            Self::Duration => "Duration",
            Self::Time => "Time",
            Self::Uri => "Uri",
            Self::Uuid => "Uuid",
        }
    }
}

impl Type {
    /// Calls `visit` with the name of every type of the `types` module in this one.
    pub fn visit_named<'a>(&'a self, visit: &mut impl FnMut(&'a Identifier)) {
        match self {
            Self::Named(name) => visit(name),
            Self::Vec(inner)
            | Self::Map(inner)
            | Self::Option(inner)
            | Self::Maybe(inner)
            | Self::Box(inner)
            | Self::Link(inner)
            | Self::JsonText(inner)
            | Self::JsonItems(inner)
            | Self::PartItems(inner) => inner.visit_named(visit),
            Self::Tuple(members) => members.iter().for_each(|member| member.visit_named(visit)),
            _ => {}
        }
    }

    /// Whether it is or contains a type that passes `test`.
    pub fn has(&self, test: &impl Fn(&Self) -> bool) -> bool {
        test(self)
            || match self {
                Self::Vec(inner)
                | Self::Map(inner)
                | Self::Option(inner)
                | Self::Maybe(inner)
                | Self::Box(inner)
                | Self::Link(inner)
                | Self::JsonText(inner)
                | Self::JsonItems(inner)
                | Self::PartItems(inner) => inner.has(test),
                Self::Tuple(members) => members.iter().any(|member| member.has(test)),
                _ => false,
            }
    }

    /// Whether it is or contains a map.
    pub fn has_map(&self) -> bool {
        self.has(&|inner| matches!(inner, Self::Map(_)))
    }

    /// Whether it is or contains a type of the runtime's `json` module.
    pub fn has_json(&self) -> bool {
        self.has(&|inner| {
            matches!(inner, Self::Number | Self::Value | Self::Link(_) | Self::Maybe(_) | Self::JsonText(_))
        })
    }

    /// Whether it is or contains a type that keeps its text.
    pub fn has_text(&self) -> bool {
        self.has(&|inner| matches!(inner, Self::Text(_)))
    }
}

/// A value that is written in the code.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// A boolean.
    Bool(bool),
    /// A signed integer.
    Integer(i64),
    /// An unsigned integer.
    Unsigned(u64),
    /// A floating-point number.
    Float(f64),
    /// A string.
    String(String),
    /// A variant of an enumeration.
    Variant(Identifier, Identifier),
}

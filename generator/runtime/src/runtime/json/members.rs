//! The properties of a struct: one function that reads the object of any struct, and one that writes it.
//!
//! A struct has a static table of its [`Member`]s. It is read into a [`blank`](Blank::blank) value, whose fields are
//! passed as trait objects in the order of the table, so that a struct needs a line for each field in place of code.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Failed, Json, Mark, Nulls, Reader, Writer};

/// A property of a struct.
#[derive(Debug)]
pub struct Member {
    key: &'static str,
    /// The key as JSON text with its quotes and the colon. Empty if the key has characters that JSON escapes.
    quoted: &'static str,
    presence: Presence,
}

/// When a property is absent, and what its `null` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Presence {
    /// It is never absent. The field has its `null`, if any.
    Required,
    /// The field has one value for an absent property, and reads `null` itself.
    Optional,
    /// The value of the field has `null` itself, and the field is `None` for an absent property.
    OptionalValue,
    /// `None` is an absent property or `null`. [`Nulls`] has which.
    Nullable,
}

impl Member {
    const fn new(key: &'static str, quoted: &'static str, presence: Presence) -> Self {
        let (mut bytes, mut is_plain) = (key.as_bytes(), true);
        while let [byte, rest @ ..] = bytes {
            is_plain = is_plain && !matches!(*byte, 0..0x20 | b'"' | b'\\');
            bytes = rest;
        }
        Self { key, quoted: if is_plain { quoted } else { "" }, presence }
    }

    /// A property that is never absent.
    #[must_use]
    pub const fn required(key: &'static str, quoted: &'static str) -> Self {
        Self::new(key, quoted, Presence::Required)
    }

    /// A property that may be absent.
    #[must_use]
    pub const fn optional(key: &'static str, quoted: &'static str) -> Self {
        Self::new(key, quoted, Presence::Optional)
    }

    /// A property that may be absent, of a type that has `null` itself.
    #[must_use]
    pub const fn optional_value(key: &'static str, quoted: &'static str) -> Self {
        Self::new(key, quoted, Presence::OptionalValue)
    }

    /// A property that may be absent or `null`, both of which are `None`.
    #[must_use]
    pub const fn nullable(key: &'static str, quoted: &'static str) -> Self {
        Self::new(key, quoted, Presence::Nullable)
    }
}

/// A type that has a value before it is read.
pub trait Blank {
    /// Returns a value whose required parts are empty.
    fn blank() -> Self;
}

/// A struct that is read into a [`blank`](Blank::blank) value.
pub trait ReadMembers: Blank {
    /// Reads an object into this value, which is blank.
    ///
    /// # Errors
    ///
    /// Returns [`Failed`] if the value does not match the type.
    fn read_members(&mut self, from: &mut Reader<'_>) -> Result<(), Failed>;
}

/// The properties of a struct, or of a part of one.
pub trait Parts {
    /// The properties, in the order of the fields.
    const MEMBERS: &'static [Member];
    /// The properties of this part, and those of each later part if this part has a place for other properties.
    const ALL: Members = &[Self::MEMBERS];
}

/// A place for the properties that a struct does not declare, or for all properties of a map.
pub trait Others {
    /// Reads the value of a property.
    ///
    /// # Errors
    ///
    /// Returns [`Failed`] if the value does not match the type.
    fn read_property(&mut self, key: Cow<'_, str>, from: &mut Reader<'_>) -> Result<(), Failed>;

    /// Returns whether there are no such properties.
    fn is_empty(&self) -> bool;

    /// Writes the properties whose keys are not written yet.
    fn write_properties(&self, written: &mut Written, to: &mut Writer);
}

impl<T: Json> Others for BTreeMap<String, T> {
    fn read_property(&mut self, key: Cow<'_, str>, from: &mut Reader<'_>) -> Result<(), Failed> {
        match T::read(from) {
            Ok(value) => {
                self.insert(key.into_owned(), value);
                Ok(())
            }
            Err(failed) => Err(failed),
        }
    }

    fn is_empty(&self) -> bool {
        BTreeMap::is_empty(self)
    }

    fn write_properties(&self, written: &mut Written, to: &mut Writer) {
        for (key, value) in self {
            to.other_property(key, value, written);
        }
    }
}

/// What is written of an object.
#[derive(Debug)]
pub struct Written {
    is_first: bool,
    /// The keys that are written, if other properties follow them.
    keys: Option<Vec<&'static str>>,
}

impl Written {
    /// Collects the keys that are written from now on, if there are other properties to write after them.
    pub fn collect_for(&mut self, others: &dyn Others) {
        if !others.is_empty() {
            self.keys = Some(Vec::new());
        }
    }
}

/// The members of the parts of a struct. A struct with many fields holds the rest of them in another struct. The first
/// part is that of the fields which are read or written.
pub type Members = &'static [&'static [Member]];

/// Which required properties were read, a bit for each.
struct Seen {
    first: u128,
    others: Vec<bool>,
}

impl Seen {
    fn of(count: usize) -> Self {
        let more = count.saturating_sub(128);
        Self { first: 0, others: vec![false; more] }
    }

    #[inline]
    fn insert(&mut self, index: usize) {
        if index < 128 {
            self.first |= 1_u128 << index;
        } else if let Some(seen) = self.others.get_mut(index.wrapping_sub(128)) {
            *seen = true;
        }
    }

    fn contains(&self, index: usize) -> bool {
        match index.checked_sub(128) {
            None => self.first & (1_u128 << index) != 0,
            Some(index) => self.others.get(index).copied().unwrap_or(false),
        }
    }
}

impl<'a> Reader<'a> {
    /// Reads an object into the fields of the first part of a struct. The last one of several equal keys is kept, as
    /// `serde_json` and most other parsers do; RFC 8259, section 4, leaves it open.
    ///
    /// # Errors
    ///
    /// Returns [`Failed`] if the value is not an object, a required property is absent, or a property does not match
    /// its field. Returns the position of the object otherwise.
    #[inline(never)]
    pub fn object(
        &mut self,
        parts: Members,
        fields: &mut [&mut dyn Json],
        mut nulls: Option<&mut Nulls>,
        mut others: Option<&mut dyn Others>,
    ) -> Result<Mark, Failed> {
        let (members, later) = parts.split_first().map_or((&[][..], &[][..]), |(members, later)| (*members, later));
        let start = self.mark();
        self.open_object()?;
        let mut seen = Seen::of(members.len());
        let (mut is_first, mut next) = (true, 0);
        while self.next_property(&mut is_first)? {
            let found = match self.expected_key(members, next) {
                true => Ok(next),
                false => self.other_key(members, next)?,
            };
            let index = match (found, others.as_mut()) {
                (Ok(index), _) => index,
                (Err(key), Some(others)) if !later.iter().copied().flatten().any(|member| member.key == key) => {
                    others.read_property(key, self)?;
                    continue;
                }
                (Err(_), _) => {
                    self.skip()?;
                    continue;
                }
            };
            next = index.wrapping_add(1);
            seen.insert(index);
            let (Some(member), Some(field)) = (members.get(index), fields.get_mut(index)) else { continue };
            match (member.presence, nulls.as_mut()) {
                (Presence::OptionalValue, _) => field.fill_value(self)?,
                (Presence::Nullable, Some(nulls)) if self.peek() == Some(b'n') => {
                    nulls.insert(nullable_index(members, index));
                    field.fill(self)?;
                }
                _ => field.fill(self)?,
            }
        }
        for (index, member) in members.iter().enumerate() {
            if member.presence == Presence::Required && !seen.contains(index) {
                return self.missing(member.key, start);
            }
        }
        Ok(start)
    }

    /// Reads the key of a member if it is next and has no space before the colon.
    #[inline]
    fn expected_key(&mut self, members: &'static [Member], index: usize) -> bool {
        let Some(quoted) = members.get(index).map(|member| member.quoted.as_bytes()) else { return false };
        let is_next = !quoted.is_empty() && self.rest().starts_with(quoted);
        if is_next {
            self.at = self.at.wrapping_add(quoted.len());
        }
        is_next
    }

    /// Reads any key, and returns the index of its member, or the key if there is no member. The search starts at
    /// `next`.
    fn other_key(&mut self, members: &'static [Member], next: usize) -> Result<Result<usize, Cow<'a, str>>, Failed> {
        let key = self.key()?;
        let (before, behind) = members.split_at(next.min(members.len()));
        let is_key = |member: &Member| member.key == key;
        let found = behind.iter().position(is_key).map(|index| index.wrapping_add(next));
        Ok(found.or_else(|| before.iter().position(is_key)).ok_or(key))
    }
}

/// Returns the index of a member among those that are [`Presence::Nullable`].
fn nullable_index(members: &[Member], index: usize) -> u32 {
    let before = members.iter().take(index).filter(|member| member.presence == Presence::Nullable);
    u32::try_from(before.count()).unwrap_or(u32::MAX)
}

impl Writer {
    /// Writes the fields of the first part of a struct as properties of an object that is being written.
    #[inline(never)]
    pub fn members(
        &mut self,
        members: &'static [Member],
        fields: &[&dyn Json],
        nulls: Option<Nulls>,
        written: &mut Written,
    ) {
        let mut nullable = 0_u32;
        for (member, field) in members.iter().zip(fields) {
            let is_nullable = member.presence == Presence::Nullable;
            let was_null = is_nullable && nulls.is_some_and(|nulls| nulls.contains(nullable));
            nullable = nullable.wrapping_add(u32::from(is_nullable));
            if member.presence != Presence::Required && field.is_absent() && !was_null {
                continue;
            }
            self.separate(&mut written.is_first);
            written.keys.iter_mut().for_each(|keys| keys.push(member.key));
            match member.quoted {
                "" => self.key(member.key),
                quoted => self.raw(quoted),
            }
            field.write(self);
        }
    }

    /// Writes a property that the struct does not declare, unless its key is written.
    fn other_property(&mut self, key: &str, value: &dyn Json, written: &mut Written) {
        if !written.keys.iter().flatten().any(|written| *written == key) {
            self.property(key, value, &mut written.is_first);
        }
    }

    /// Writes a struct as an object.
    #[inline(never)]
    pub fn object(&mut self, value: &dyn ObjectFields) {
        self.byte(b'{');
        value.write_members(&mut Written { is_first: true, keys: None }, self);
        self.byte(b'}');
    }
}

/// A struct, or a part of one.
pub trait ObjectFields {
    /// Writes the fields as properties of an object that is being written.
    fn write_members(&self, written: &mut Written, to: &mut Writer);
}

#[allow(unused_macros, reason = "an API may declare no objects")]
/// Implements JSON for a struct, with a line for each field: its [`Member`].
///
/// - `others` is the field for the properties that are not declared.
/// - `nulls` is the field that keeps which properties were `null`.
/// - `then` is the field that holds the next part of the struct, and the types of all later parts if there are `others`.
macro_rules! object {
    (
        $name:ident { $($field:ident: $presence:ident $key:literal,)* }
        $(others $others:ident)?
        $(nulls $nulls:ident)?
        $(then $holder:ident $(: $($part:ident),+)?)?
    ) => {
        impl $crate::runtime::json::Blank for $name {
            fn blank() -> Self {
                Self {
                    $($field: $crate::runtime::json::Blank::blank(),)*
                    $($others: ::core::default::Default::default(),)?
                    $($nulls: ::core::default::Default::default(),)?
                    $($holder: $crate::runtime::json::Blank::blank(),)?
                }
            }
        }

        impl $crate::runtime::json::Json for $name {
            fn read(
                from: &mut $crate::runtime::json::Reader<'_>,
            ) -> ::core::result::Result<Self, $crate::runtime::json::Failed> {
                let mut value = <Self as $crate::runtime::json::Blank>::blank();
                match $crate::runtime::json::ReadMembers::read_members(&mut value, from) {
                    ::core::result::Result::Ok(()) => ::core::result::Result::Ok(value),
                    ::core::result::Result::Err(failed) => ::core::result::Result::Err(failed),
                }
            }

            #[inline(never)]
            fn fill(
                &mut self,
                from: &mut $crate::runtime::json::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::runtime::json::Failed> {
                // The value may be that of an earlier property with the same key.
                *self = <Self as $crate::runtime::json::Blank>::blank();
                $crate::runtime::json::ReadMembers::read_members(self, from)
            }

            fn write(&self, to: &mut $crate::runtime::json::Writer) {
                to.object(self);
            }
        }

        impl $crate::runtime::json::ReadMembers for $name {
            #[inline(never)]
            fn read_members(
                &mut self,
                from: &mut $crate::runtime::json::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::runtime::json::Failed> {
                let read = from.object(
                    <Self as $crate::runtime::json::Parts>::ALL,
                    &mut [$(&mut self.$field,)*],
                    $crate::runtime::json::option!($(&mut self.$nulls)?),
                    $crate::runtime::json::option!($(&mut self.$others)?),
                );
                $crate::runtime::json::next_part!(read from $(&mut self.$holder)?)
            }
        }

        $crate::runtime::json::members! {
            $name { $($field: $presence $key,)* }
            $(others $others)?
            $(nulls $nulls)?
            $(then $holder $(: $($part),+)?)?
        }
    };
}

#[allow(unused_macros, reason = "an API may declare no objects")]
/// Reads the next part of a struct, if there is one, from the object that was read.
macro_rules! next_part {
    ($read:ident $from:ident) => {
        match $read {
            ::core::result::Result::Ok(_) => ::core::result::Result::Ok(()),
            ::core::result::Result::Err(failed) => ::core::result::Result::Err(failed),
        }
    };
    ($read:ident $from:ident $next:expr) => {
        match $read {
            ::core::result::Result::Ok(start) => {
                $from.return_to(start);
                $crate::runtime::json::Json::fill($next, $from)
            }
            ::core::result::Result::Err(failed) => ::core::result::Result::Err(failed),
        }
    };
}

#[allow(unused_macros, reason = "an API may declare no objects")]
/// Returns the optional argument of a macro as an `Option`.
macro_rules! option {
    () => {
        ::core::option::Option::None
    };
    ($field:expr) => {
        ::core::option::Option::Some($field)
    };
}

#[allow(unused_macros, reason = "an API may declare no objects")]
/// Implements [`Parts`] and [`ObjectFields`] for a struct.
macro_rules! members {
    (
        $name:ident { $($field:ident: $presence:ident $key:literal,)* }
        $(others $others:ident)?
        $(nulls $nulls:ident)?
        $(then $holder:ident $(: $($part:ident),+)?)?
    ) => {
        impl $crate::runtime::json::Parts for $name {
            const MEMBERS: &'static [$crate::runtime::json::Member] =
                &[$($crate::runtime::json::Member::$presence($key, concat!("\"", $key, "\":")),)*];
            $($(
                const ALL: $crate::runtime::json::Members =
                    &[Self::MEMBERS, $(<$part as $crate::runtime::json::Parts>::MEMBERS,)+];
            )?)?
        }

        impl $crate::runtime::json::ObjectFields for $name {
            fn write_members(
                &self,
                written: &mut $crate::runtime::json::Written,
                to: &mut $crate::runtime::json::Writer,
            ) {
                $(written.collect_for(&self.$others);)?
                to.members(
                    <Self as $crate::runtime::json::Parts>::MEMBERS,
                    &[$(&self.$field,)*],
                    $crate::runtime::json::option!($(self.$nulls)?),
                    written,
                );
                $($crate::runtime::json::ObjectFields::write_members(&*self.$holder, written, to);)?
                $($crate::runtime::json::Others::write_properties(&self.$others, written, to);)?
            }
        }
    };
}

#[allow(unused_imports, reason = "an API may declare no objects")]
pub(crate) use {members, next_part, object, option};

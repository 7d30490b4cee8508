//! Computes the size of types as the compiler lays them out on 64-bit targets.
//!
//! The Rust reference does not specify the layout of types, but the compiler's is known: fields are ordered by
//! descending alignment, so that there is no padding between them, and an enum's tag is stored in a niche (invalid bit
//! patterns) of its largest variant if the other variants fit beside it. A test compares the result with `size_of`.

/// The size and alignment of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    pub(crate) size: u64,
    align: u64,
    niche: Option<Niche>,
    /// `false` if the size is an assumption.
    pub(crate) is_exact: bool,
}

/// The largest range of invalid bit patterns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Niche {
    offset: u64,
    size: u64,
    /// The number of invalid bit patterns.
    available: u64,
}

impl Layout {
    /// `()`
    pub(crate) const UNIT: Self = plain(0, 1);
    /// `bool`
    pub(crate) const BOOL: Self = with_niche(1, 1, 254);
    /// `i32` and `u32`
    pub(crate) const INT_32: Self = plain(4, 4);
    /// `i64`, `u64` and `f64`
    pub(crate) const INT_64: Self = plain(8, 8);
    /// `Box`, which is never null.
    pub(crate) const BOX: Self = with_niche(8, 8, 1);
    /// The runtime's `Link`: a pointer to a value and a pointer to its methods.
    pub(crate) const LINK: Self = with_niche(16, 8, 1);
    /// `BTreeMap`, whose root is an `Option`
    pub(crate) const MAP: Self = plain(24, 8);
    /// `String` and `Vec`, whose capacity has one bit less than its integer.
    pub(crate) const VEC: Self = with_niche(24, 8, 1 << 63);
    /// A text type of the runtime, which is a `Box<str>`
    pub(crate) const TEXT: Self = with_niche(16, 8, 1);
    /// The runtime's `Number`: an integer, a float, or a text that is borrowed or not.
    pub(crate) const NUMBER: Self = with_niche(24, 8, (1 << 63) - 4);
    /// The runtime's `Value`, an enum of six variants. Its tag has one byte, since a `bool` finds room behind it.
    pub(crate) const VALUE: Self =
        Self { size: 32, align: 8, niche: Some(Niche { offset: 0, size: 1, available: 250 }), is_exact: true };
    /// A type of another crate, with an assumed size. Types for formats are small: an identifier, a date, a URL.
    pub(crate) const FOREIGN: Self = assumed(128);
    /// `Bytes`.
    pub(crate) const BYTES: Self = assumed(32);
    /// The runtime's streams. Their size depends on the operating system's locks. A test of the runtime checks this
    /// maximum.
    pub(crate) const STREAM: Self = assumed(192);

    /// Returns the layout of a struct or a tuple.
    pub(crate) fn of_struct(fields: &[Self]) -> Self {
        let align = fields.iter().map(|field| field.align).max().unwrap_or(1);
        let mut order: Vec<&Self> = fields.iter().filter(|field| field.size > 0).collect();
        // The effective alignment of a field: four consecutive bytes are placed like a four-byte integer.
        let alignment = |field: &Self| {
            let whole = 1_u64.checked_shl(field.size.trailing_zeros()).unwrap_or(1);
            field.align.max(whole).min(align)
        };
        let niche = |field: &Self| field.niche.map_or((0, 0), |niche| (niche.available, niche.offset));
        order.sort_by_key(|field| {
            let (available, offset) = niche(field);
            (std::cmp::Reverse(alignment(field)), std::cmp::Reverse(available), offset)
        });
        let mut size = 0_u64;
        let mut largest: Option<Niche> = None;
        for field in order {
            size = size.next_multiple_of(field.align);
            let here = field.niche.map(|niche| Niche { offset: size.saturating_add(niche.offset), ..niche });
            if here.map_or(0, |niche| niche.available) > largest.map_or(0, |niche| niche.available) {
                largest = here;
            }
            size = size.saturating_add(field.size);
        }
        let is_exact = fields.iter().all(|field| field.is_exact);
        Self { size: size.next_multiple_of(align), align, niche: largest, is_exact }
    }

    /// Returns the layout of an enum whose variants have at most one value each.
    pub(crate) fn of_enum(variants: &[Self]) -> Self {
        // An enum with one variant has no tag.
        if let [only] = variants {
            return *only;
        }
        let tagged = Self::tagged(variants);
        match Self::in_niche(variants) {
            Some(filled) if filled.size < tagged.size => filled,
            Some(filled) if filled.size == tagged.size && filled.available() > tagged.available() => filled,
            _ => tagged,
        }
    }

    /// Returns the layout of an `Option` of this type.
    pub(crate) fn optional(self) -> Self {
        Self::of_enum(&[Self::UNIT, self])
    }

    fn available(&self) -> u64 {
        self.niche.map_or(0, |niche| niche.available)
    }

    /// Returns the layout of an enum with a tag before its variants.
    fn tagged(variants: &[Self]) -> Self {
        let count = u64::try_from(variants.len()).unwrap_or(u64::MAX);
        let align = variants.iter().map(|variant| variant.align).max().unwrap_or(1);
        let smallest = if count <= 256 { 1 } else { 2 };
        // The tag occupies the space before the first value.
        let first = variants.iter().filter(|variant| variant.size > 0).map(|variant| variant.align).min();
        let tag = first.unwrap_or(smallest).clamp(smallest, 8);
        let end = |variant: &Self| tag.next_multiple_of(variant.align).saturating_add(variant.size);
        let size = variants.iter().map(end).max().unwrap_or(0).max(tag).next_multiple_of(align.max(smallest));
        let patterns = 1_u64.checked_shl(u32::try_from(tag.saturating_mul(8)).unwrap_or(64)).unwrap_or(u64::MAX);
        let niche = Some(Niche { offset: 0, size: tag, available: patterns.saturating_sub(count) });
        let is_exact = variants.iter().all(|variant| variant.is_exact);
        Self { size, align: align.max(smallest), niche, is_exact }
    }

    /// Returns the layout of an enum whose tag is in a niche of its largest variant.
    fn in_niche(variants: &[Self]) -> Option<Self> {
        let (largest, layout) = variants.iter().enumerate().max_by_key(|(_, variant)| variant.size)?;
        let niche = layout.niche?;
        let mut others = variants.iter().enumerate().filter(|(index, _)| *index != largest);
        let after = niche.offset.saturating_add(niche.size);
        let fits = |variant: &Self| {
            variant.size <= niche.offset
                || after.next_multiple_of(variant.align).saturating_add(variant.size) <= layout.size
        };
        // The tag uses one bit pattern for each variant from the first to the last of the other variants.
        let first = others.clone().map(|(index, _)| index).min()?;
        let last = others.clone().map(|(index, _)| index).max()?;
        let count = u64::try_from(last.saturating_sub(first).saturating_add(1)).ok()?;
        let available = niche.available.checked_sub(count)?;
        if !others.all(|(_, variant)| fits(variant)) {
            return None;
        }
        let align = variants.iter().map(|variant| variant.align).max()?;
        let is_exact = variants.iter().all(|variant| variant.is_exact);
        (align <= layout.align).then_some(Self {
            size: layout.size,
            align,
            niche: Some(Niche { available, ..niche }),
            is_exact,
        })
    }
}

const fn plain(size: u64, align: u64) -> Layout {
    Layout { size, align, niche: None, is_exact: true }
}

const fn with_niche(size: u64, align: u64, available: u64) -> Layout {
    // The field with the niche is the first one in each of these types.
    Layout { size, align, niche: Some(Niche { offset: 0, size: align, available }), is_exact: true }
}

const fn assumed(size: u64) -> Layout {
    Layout { size, align: 8, niche: None, is_exact: false }
}

#[cfg(test)]
mod tests {
    use super::Layout;
    use std::borrow::Cow;
    use std::collections::BTreeMap;

    /// Has the layout of the runtime's `Number`.
    #[allow(dead_code, reason = "it is measured and not made")]
    enum Number {
        Signed(i64),
        Unsigned(u64),
        Float(f64),
        Text(Cow<'static, str>),
    }

    /// Has the layout of the runtime's `Value`.
    #[allow(dead_code, reason = "it is measured and not made")]
    enum Value {
        Null,
        Bool(bool),
        Number(Number),
        String(String),
        Array(Vec<Self>),
        Object(Vec<(String, Self)>),
    }

    /// Compares a computed layout with the compiler's, for the type and for an `Option` of it.
    macro_rules! assert_size {
        ($type:ty, $layout:expr) => {
            let (layout, option) = ($layout, $layout.optional());
            assert_eq!(layout.size, u64::try_from(size_of::<$type>()).unwrap(), "{}", stringify!($type));
            assert_eq!(
                option.size,
                u64::try_from(size_of::<Option<$type>>()).unwrap(),
                "Option<{}>",
                stringify!($type)
            );
        };
    }

    #[test]
    fn sizes_match_the_compiler() {
        use Layout as L;
        assert_size!((), L::UNIT);
        assert_size!(bool, L::BOOL);
        assert_size!(i32, L::INT_32);
        assert_size!(f64, L::INT_64);
        assert_size!(Box<i64>, L::BOX);
        assert_size!(Box<dyn Send>, L::LINK);
        assert_size!(BTreeMap<String, i64>, L::MAP);
        assert_size!(String, L::VEC);
        assert_size!(Vec<i64>, L::VEC);
        assert_size!(Box<str>, L::TEXT);
        assert_size!(Option<Box<str>>, L::TEXT.optional());
        assert_size!(Number, L::NUMBER);
        assert_size!(Value, L::VALUE);
        assert_size!(Option<Option<bool>>, L::BOOL.optional().optional());
        assert_size!(Option<i64>, L::INT_64.optional());
        assert_size!(Option<BTreeMap<String, i64>>, L::MAP.optional());
        assert_size!((bool, i64, i32, bool), L::of_struct(&[L::BOOL, L::INT_64, L::INT_32, L::BOOL]));
        assert_size!((i32, i32, i32, f64), L::of_struct(&[L::INT_32, L::INT_32, L::INT_32, L::INT_64]));
        assert_size!((String, Option<bool>), L::of_struct(&[L::VEC, L::BOOL.optional()]));
    }

    #[test]
    #[allow(dead_code, reason = "the variants are measured and not made")]
    fn enums_use_the_same_niches_as_the_compiler() {
        use Layout as L;
        enum Listed {
            A,
            B,
            Unknown(String),
        }
        enum Numbers {
            A,
            B,
            Unknown(i64),
        }
        enum Either<A, B> {
            A(A),
            B(B),
        }
        /// Has the layout of the runtime's `Maybe`.
        enum Maybe<T> {
            Absent,
            Null,
            Value(T),
        }
        assert_size!(Either<String, Number>, L::of_enum(&[L::VEC, L::NUMBER]));
        assert_size!(Listed, L::of_enum(&[L::UNIT, L::UNIT, L::VEC]));
        assert_size!(Numbers, L::of_enum(&[L::UNIT, L::UNIT, L::INT_64]));
        assert_size!(Either<String, Value>, L::of_enum(&[L::VEC, L::VALUE]));
        assert_size!(Either<Value, Value>, L::of_enum(&[L::VALUE, L::VALUE]));
        assert_size!(Either<bool, i32>, L::of_enum(&[L::BOOL, L::INT_32]));
        assert_size!(Either<(), bool>, L::of_enum(&[L::UNIT, L::BOOL]));
        let maybe = |value| L::of_enum(&[L::UNIT, L::UNIT, value]);
        assert_size!(Maybe<String>, maybe(L::VEC));
        assert_size!(Maybe<bool>, maybe(L::BOOL));
        assert_size!(Maybe<i64>, maybe(L::INT_64));
        assert_size!(Maybe<Box<i64>>, maybe(L::BOX));
        assert_size!(Maybe<Maybe<i32>>, maybe(maybe(L::INT_32)));
        assert_size!((Maybe<bool>, Maybe<String>, u64), L::of_struct(&[maybe(L::BOOL), maybe(L::VEC), L::INT_64]));
        let pair = L::of_struct(&[L::VEC, L::INT_64]);
        assert_size!(Either<(String, i64), String>, L::of_enum(&[pair, L::VEC]));
        assert_size!(Either<(String, i64), bool>, L::of_enum(&[pair, L::BOOL]));
        assert_size!(Either<Box<i64>, ()>, L::of_enum(&[L::BOX, L::UNIT]));
    }
}

//! Choosing the variant of a union by the value of its discriminator.

use std::borrow::Cow;

use super::{Failed, Kind, ReadVariant, Reader, Union};

/// The variants of a union that read the objects whose discriminator selects none.
pub struct Defaults<U> {
    /// Reads an object without the discriminator's property.
    pub absent: Option<ReadVariant<U>>,
    /// Reads an object with any other value of it.
    pub other: Option<ReadVariant<U>>,
}

/// The value of a discriminator.
enum Discriminator<'a> {
    /// The property is absent, or `null`.
    Absent,
    /// It is a string.
    Text(Cow<'a, str>),
    /// It has another type, or the value is not an object.
    Other,
}

/// Reads the variant of a union by the value of its discriminator. `values` has the values of each variant, and `defaults` the
/// variants of objects with none of these. What is not read is kept unchanged.
///
/// # Errors
///
/// Returns [`Failed`] if the text is not valid JSON.
pub fn read_tagged<U: Union>(
    from: &mut Reader<'_>,
    property: &str,
    values: &[&[&str]],
    defaults: &Defaults<U>,
) -> Result<U, Failed> {
    let start = from.mark();
    let chosen = match discriminator(from, property)? {
        Discriminator::Absent => defaults.absent,
        Discriminator::Text(value) => {
            let index = values.iter().position(|values| values.contains(&value.as_ref()));
            index.and_then(|index| U::VARIANTS.get(index).copied()).or(defaults.other)
        }
        Discriminator::Other => defaults.other,
    };
    from.return_to(start);
    if let Some(read) = chosen {
        if let Ok(value) = read(from) {
            return Ok(value);
        }
        from.return_to(start);
    }
    from.value().map(U::unknown)
}

/// Reads a value, and returns what it has for a property.
fn discriminator<'a>(from: &mut Reader<'a>, property: &str) -> Result<Discriminator<'a>, Failed> {
    if from.kind() != Some(Kind::Object) {
        return from.skip().map(|()| Discriminator::Other);
    }
    let (mut found, mut is_first) = (Discriminator::Absent, true);
    from.open_object()?;
    while let Some(key) = from.next_key(&mut is_first)? {
        if key != property {
            from.skip()?;
            continue;
        }
        found = match from.kind() {
            Some(Kind::String) => Discriminator::Text(from.string()?),
            kind => {
                from.skip()?;
                if kind == Some(Kind::Null) { Discriminator::Absent } else { Discriminator::Other }
            }
        };
    }
    Ok(found)
}

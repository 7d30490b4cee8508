// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The serialization styles of OpenAPI 3.1.1 (section 4.8.12.6, "Style Examples"): those of RFC 6570, and three more.

use std::borrow::Cow;

use super::query::Pair;
use crate::runtime::json::{self, Tree};

/// A serialization style of a parameter: how its value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    kind: Kind,
    explode: bool,
    reserved: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Matrix,
    Label,
    Simple,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Cookie,
    Json,
    TabDelimited,
}

impl Kind {
    /// Returns the delimiter of a style that has one of its own.
    fn delimiter(self) -> Option<&'static str> {
        match self {
            Self::SpaceDelimited => Some(" "),
            Self::PipeDelimited => Some("|"),
            Self::TabDelimited => Some("\t"),
            _ => None,
        }
    }
}

impl Style {
    /// `cookie`: `color=blue,black`; exploded, `color=blue; color=black`. Nothing is encoded.
    pub const COOKIE: Self = Self::new(Kind::Cookie);
    /// `deepObject`: `color[R]=100&color[G]=200`.
    ///
    /// The specification does not define nested values. They are written as most servers read them: the properties of
    /// objects and the indices of arrays in brackets.
    pub const DEEP_OBJECT: Self = Self::new(Kind::DeepObject);
    /// `form`: `color=blue,black`; exploded, `color=blue&color=black`.
    pub const FORM: Self = Self::new(Kind::Form);
    /// JSON, for a parameter with a `content` of that media type.
    pub const JSON: Self = Self::new(Kind::Json);
    /// `label`: `.blue,black`; exploded, `.blue.black`.
    pub const LABEL: Self = Self::new(Kind::Label);
    /// `matrix`: `;color=blue,black`; exploded, `;color=blue;color=black`.
    pub const MATRIX: Self = Self::new(Kind::Matrix);
    /// `pipeDelimited`: `color=blue%7Cblack`.
    pub const PIPE_DELIMITED: Self = Self::new(Kind::PipeDelimited);
    /// `simple`: `blue,black`; an exploded object is `R=100,G=200`.
    pub const SIMPLE: Self = Self::new(Kind::Simple);
    /// `spaceDelimited`: `color=blue%20black`.
    pub const SPACE_DELIMITED: Self = Self::new(Kind::SpaceDelimited);
    /// The `collectionFormat` `tsv` of Swagger 2.0: `color=blue%09black`.
    pub const TAB_DELIMITED: Self = Self::new(Kind::TabDelimited);

    const fn new(kind: Kind) -> Self {
        Self { kind, explode: false, reserved: false }
    }

    /// Sets `explode: true`.
    #[must_use]
    pub const fn exploded(self) -> Self {
        Self { explode: true, ..self }
    }

    /// Sets `allowReserved: true`.
    #[must_use]
    pub const fn reserved(self) -> Self {
        Self { reserved: true, ..self }
    }

    pub(crate) fn is_reserved(self) -> bool {
        self.reserved
    }

    pub(crate) fn is_cookie(self) -> bool {
        self.kind == Kind::Cookie
    }
}

/// Encodes text for its place in a request.
pub(crate) type Encode<'a> = &'a dyn Fn(&str) -> String;

/// The error of a value that the style does not define.
const NESTED: &str = "arrays and objects must not be nested in this style";

/// The error of a value that a reader would split at the wrong place.
const DELIMITED: &str = "value contains the delimiter of this style";

/// Joins values with a delimiter. A value that contains the delimiter is an error; an encoded value never does.
fn join_delimited(texts: &[String], delimiter: &str) -> Result<String, &'static str> {
    match texts.iter().any(|text| text.contains(delimiter)) {
        true => Err(DELIMITED),
        false => Ok(texts.join(delimiter)),
    }
}

/// A value that is not nested, as text.
enum Flat<'t> {
    Primitive(Cow<'t, str>),
    Array(Vec<Cow<'t, str>>),
    Object(Vec<(&'t str, Cow<'t, str>)>),
}

/// Returns the text of a string, a number or a boolean.
pub(crate) fn primitive<'t>(tree: &'t Tree<'_>) -> Result<Cow<'t, str>, &'static str> {
    match tree {
        Tree::String(text) => Ok(Cow::Borrowed(text)),
        Tree::Number(number) if number.is_finite() => Ok(number.parameter_text()),
        Tree::Number(_) => json(tree).map(Cow::Owned),
        Tree::Bool(value) => Ok(Cow::Borrowed(if *value { "true" } else { "false" })),
        Tree::Null => Err("`null` cannot be written as text"),
        Tree::Array(_) | Tree::Object(_) => Err(NESTED),
    }
}

/// Returns the text of a value, or `None` if it is undefined: `null` (RFC 6570, section 2.3), or an empty array or
/// object (section 3.2.1). Properties that are `null` are skipped.
fn flatten<'t>(tree: &'t Tree<'_>) -> Result<Option<Flat<'t>>, &'static str> {
    match tree {
        Tree::Null => Ok(None),
        Tree::Array(items) => {
            let texts = items.iter().map(primitive).collect::<Result<Vec<_>, _>>()?;
            Ok((!texts.is_empty()).then_some(Flat::Array(texts)))
        }
        Tree::Object(members) => {
            let defined = members.iter().filter(|(_, value)| !matches!(value, Tree::Null));
            let named = defined.map(|(name, value)| Ok((&**name, primitive(value)?)));
            let named = named.collect::<Result<Vec<_>, &'static str>>()?;
            Ok((!named.is_empty()).then_some(Flat::Object(named)))
        }
        other => primitive(other).map(|text| Some(Flat::Primitive(text))),
    }
}

/// Returns the value as JSON text.
pub(crate) fn json(tree: &Tree<'_>) -> Result<String, &'static str> {
    json::tree_text(tree)
}

/// Returns the value of a path variable or a header, or `None` if it is undefined.
pub(crate) fn expand(
    style: Style,
    name: &str,
    tree: &Tree<'_>,
    encode: Encode<'_>,
) -> Result<Option<String>, &'static str> {
    if style.kind == Kind::Json {
        return Ok(Some(encode(&json(tree)?)));
    }
    let Some(flat) = flatten(tree)? else { return Ok(None) };
    let between = match style.kind {
        Kind::Matrix if style.explode => ";",
        Kind::Label if style.explode => ".",
        _ => ",",
    };
    // In Swagger 2.0, paths and headers have delimiters too. None of them is valid in a path.
    let between = &*style.kind.delimiter().map_or(Cow::Borrowed(between), |delimiter| Cow::Owned(encode(delimiter)));
    let named = |name: &str, value: &str| match value {
        // In the style `matrix`, an empty value has no equals sign (RFC 6570, section 3.2.7).
        "" if style.kind == Kind::Matrix => name.to_owned(),
        value => format!("{name}={value}"),
    };
    let texts: Vec<String> = match &flat {
        Flat::Primitive(text) => vec![encode(text)],
        Flat::Array(texts) => texts.iter().map(|text| encode(text)).collect(),
        Flat::Object(members) if style.explode => {
            members.iter().map(|(name, value)| named(&encode(name), &encode(value))).collect()
        }
        Flat::Object(members) => members.iter().flat_map(|(name, value)| [encode(name), encode(value)]).collect(),
    };
    Ok(Some(match style.kind {
        Kind::Matrix if style.explode && matches!(flat, Flat::Object(_)) => format!(";{}", texts.join(between)),
        Kind::Matrix if style.explode => {
            let texts: Vec<String> = texts.iter().map(|text| named(&encode(name), text)).collect();
            format!(";{}", texts.join(between))
        }
        Kind::Matrix => format!(";{}", named(&encode(name), &texts.join(between))),
        Kind::Label => format!(".{}", texts.join(between)),
        // The values of a header are not encoded, so they may contain the delimiter.
        _ if !matches!(flat, Flat::Primitive(_)) => join_delimited(&texts, between)?,
        _ => texts.concat(),
    }))
}

/// Returns the encoded pairs of a query parameter, a cookie or a property of a form. An undefined value has none.
pub(crate) fn pairs(
    style: Style,
    name: &str,
    tree: &Tree<'_>,
    (encode_name, encode): (Encode<'_>, Encode<'_>),
) -> Result<Vec<Pair>, &'static str> {
    let delimiter = match style.kind {
        Kind::Json => return Ok(vec![Pair::new(encode_name(name), encode(&json(tree)?))]),
        Kind::DeepObject => {
            let mut pairs = Vec::new();
            deep_object(name, tree, &mut |name, text| pairs.push(Pair::new(encode_name(name), encode(&text))))?;
            return Ok(pairs);
        }
        // The delimiter is encoded (OpenAPI 3.1.1, appendix E), since none of these characters is valid in a URL.
        kind => kind.delimiter().map_or(Cow::Borrowed(","), |delimiter| Cow::Owned(encode_name(delimiter))),
    };
    // With `allowReserved`, a value may contain commas (RFC 6570, section 3.2.3).
    let join = |texts: &[String]| match style.kind {
        // The style `cookie` encodes no value.
        kind if kind == Kind::Cookie || kind.delimiter().is_some() => join_delimited(texts, &delimiter),
        _ => Ok(texts.join(&delimiter)),
    };
    let name = encode_name(name);
    Ok(match flatten(tree)? {
        None => Vec::new(),
        Some(Flat::Primitive(text)) => vec![Pair::new(name, encode(&text))],
        Some(Flat::Array(texts)) if style.explode => {
            texts.iter().map(|text| Pair::new(name.clone(), encode(text))).collect()
        }
        Some(Flat::Object(members)) if style.explode => {
            members.iter().map(|(name, value)| Pair::new(encode_name(name), encode(value))).collect()
        }
        Some(Flat::Array(texts)) => {
            let texts: Vec<String> = texts.iter().map(|text| encode(text)).collect();
            vec![Pair::new(name, join(&texts)?)]
        }
        Some(Flat::Object(members)) => {
            let texts: Vec<String> =
                members.iter().flat_map(|(name, value)| [encode_name(name), encode(value)]).collect();
            vec![Pair::new(name, join(&texts)?)]
        }
    })
}

/// Writes a value in the style `deepObject`, pair by pair.
fn deep_object(name: &str, tree: &Tree<'_>, push: &mut dyn FnMut(&str, String)) -> Result<(), &'static str> {
    match tree {
        Tree::Null => Ok(()),
        Tree::Object(members) => members.iter().try_for_each(|(key, value)| match key.contains(['[', ']']) {
            true => Err(DELIMITED),
            false => deep_object(&format!("{name}[{key}]"), value, push),
        }),
        Tree::Array(items) => {
            items.iter().enumerate().try_for_each(|(index, item)| deep_object(&format!("{name}[{index}]"), item, push))
        }
        other => {
            push(name, primitive(other)?.into_owned());
            Ok(())
        }
    }
}

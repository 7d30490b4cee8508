// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! How values become text in paths, queries, headers, cookies and forms: the styles of OpenAPI 3.1.1 (section
//! 4.8.12.6, "Style Examples"), which are those of RFC 6570 and three more.

use super::json::Tree;

/// How a value becomes text.
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
    Json,
}

impl Style {
    /// `deepObject`: `color[R]=100&color[G]=200`. What the specification leaves open is done as most services read
    /// it: objects nest in brackets, and arrays in brackets with their indices.
    pub const DEEP_OBJECT: Self = Self::of(Kind::DeepObject);
    /// `form`: `color=blue,black`; exploded, `color=blue&color=black`.
    pub const FORM: Self = Self::of(Kind::Form);
    /// A parameter whose `content` is JSON.
    pub const JSON: Self = Self::of(Kind::Json);
    /// `label`: `.blue,black`; exploded, `.blue.black`.
    pub const LABEL: Self = Self::of(Kind::Label);
    /// `matrix`: `;color=blue,black`; exploded, `;color=blue;color=black`.
    pub const MATRIX: Self = Self::of(Kind::Matrix);
    /// `pipeDelimited`: `color=blue%7Cblack`.
    pub const PIPE_DELIMITED: Self = Self::of(Kind::PipeDelimited);
    /// `simple`: `blue,black`; the members of an exploded object are `R=100,G=200`.
    pub const SIMPLE: Self = Self::of(Kind::Simple);
    /// `spaceDelimited`: `color=blue%20black`.
    pub const SPACE_DELIMITED: Self = Self::of(Kind::SpaceDelimited);

    const fn of(kind: Kind) -> Self {
        Self { kind, explode: false, reserved: false }
    }

    /// The same with `explode: true`.
    #[must_use]
    pub const fn exploded(self) -> Self {
        Self { explode: true, ..self }
    }

    /// The same with `allowReserved: true`.
    #[must_use]
    pub const fn reserved(self) -> Self {
        Self { reserved: true, ..self }
    }

    pub(super) fn is_reserved(self) -> bool {
        self.reserved
    }
}

/// Makes text safe for the place where it goes.
pub(super) type Encode<'a> = &'a dyn Fn(&str) -> String;

/// Why a value has no text.
const NESTED: &str = "an array or an object inside of another one has no text in this style";

/// Why a value has no text that can be read again.
const DELIMITED: &str = "it holds the character that delimits values in this style";

/// Joins texts, if none of them holds what delimits them. Where that is encoded in a value, it never does.
fn delimit(texts: &[String], delimiter: &str) -> Result<String, &'static str> {
    match texts.iter().any(|text| text.contains(delimiter)) {
        true => Err(DELIMITED),
        false => Ok(texts.join(delimiter)),
    }
}

/// A value that is one text, or some of them.
enum Flat {
    One(String),
    Many(Vec<String>),
    Named(Vec<(String, String)>),
}

/// The text of a value that is a string, a number or a boolean.
pub(super) fn primitive(tree: &Tree<'_>) -> Result<String, &'static str> {
    match tree {
        Tree::String(text) => Ok(text.to_string()),
        Tree::Number(_) => json(tree),
        Tree::Bool(value) => Ok(value.to_string()),
        Tree::Null => Err("`null` has no text"),
        Tree::Array(_) | Tree::Object(_) => Err(NESTED),
    }
}

/// The texts of a value. `null`, and a member that is `null`, are undefined (RFC 6570, section 2.3), and so is an array
/// or an object without members (section 3.2.1).
fn flatten(tree: &Tree<'_>) -> Result<Option<Flat>, &'static str> {
    match tree {
        Tree::Null => Ok(None),
        Tree::Array(items) => {
            let texts = items.iter().map(primitive).collect::<Result<Vec<_>, _>>()?;
            Ok((!texts.is_empty()).then_some(Flat::Many(texts)))
        }
        Tree::Object(members) => {
            let defined = members.iter().filter(|(_, value)| !matches!(value, Tree::Null));
            let named = defined.map(|(name, value)| Ok((name.to_string(), primitive(value)?)));
            let named = named.collect::<Result<Vec<_>, &'static str>>()?;
            Ok((!named.is_empty()).then_some(Flat::Named(named)))
        }
        other => primitive(other).map(|text| Some(Flat::One(text))),
    }
}

/// The value as JSON text.
pub(super) fn json(tree: &Tree<'_>) -> Result<String, &'static str> {
    super::json::to_text(tree)
}

/// The value of a path variable or of a header; nothing if it is undefined.
pub(super) fn expand(
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
    let named = |name: &str, value: &str| match value {
        // An empty value of a matrix has no equals sign (RFC 6570, section 3.2.7).
        "" if style.kind == Kind::Matrix => name.to_owned(),
        value => format!("{name}={value}"),
    };
    let texts: Vec<String> = match &flat {
        Flat::One(text) => vec![encode(text)],
        Flat::Many(texts) => texts.iter().map(|text| encode(text)).collect(),
        Flat::Named(members) if style.explode => {
            members.iter().map(|(name, value)| named(&encode(name), &encode(value))).collect()
        }
        Flat::Named(members) => members.iter().flat_map(|(name, value)| [encode(name), encode(value)]).collect(),
    };
    Ok(Some(match style.kind {
        Kind::Matrix if style.explode && matches!(flat, Flat::Named(_)) => format!(";{}", texts.join(between)),
        Kind::Matrix if style.explode => {
            let texts: Vec<String> = texts.iter().map(|text| named(&encode(name), text)).collect();
            format!(";{}", texts.join(between))
        }
        Kind::Matrix => format!(";{}", named(&encode(name), &texts.join(between))),
        Kind::Label => format!(".{}", texts.join(between)),
        // In a header nothing is encoded.
        _ if !matches!(flat, Flat::One(_)) => delimit(&texts, between)?,
        _ => texts.concat(),
    }))
}

/// The names and values of a query parameter, a cookie or a member of a form, none if it is undefined.
pub(super) fn pairs(
    style: Style,
    name: &str,
    tree: &Tree<'_>,
    (encode_name, encode): (Encode<'_>, Encode<'_>),
) -> Result<Vec<(String, String)>, &'static str> {
    let delimiter = match style.kind {
        Kind::Json => return Ok(vec![(encode_name(name), encode(&json(tree)?))]),
        Kind::DeepObject => {
            let mut found = Vec::new();
            deepen(name, tree, &mut |name, text| found.push((encode_name(name), encode(&text))))?;
            return Ok(found);
        }
        // What delimits is encoded too (OpenAPI 3.1.1, appendix E): neither character may stand in a URL.
        Kind::SpaceDelimited => encode_name(" "),
        Kind::PipeDelimited => encode_name("|"),
        _ => ",".to_owned(),
    };
    // What `allowReserved` lets through is the caller's (RFC 6570, section 3.2.3).
    let join = |texts: &[String]| match style.kind {
        Kind::SpaceDelimited | Kind::PipeDelimited => delimit(texts, &delimiter),
        _ => Ok(texts.join(&delimiter)),
    };
    let name = encode_name(name);
    Ok(match flatten(tree)? {
        None => Vec::new(),
        Some(Flat::One(text)) => vec![(name, encode(&text))],
        Some(Flat::Many(texts)) if style.explode => texts.iter().map(|text| (name.clone(), encode(text))).collect(),
        Some(Flat::Named(members)) if style.explode => {
            members.iter().map(|(name, value)| (encode_name(name), encode(value))).collect()
        }
        Some(Flat::Many(texts)) => {
            let texts: Vec<String> = texts.iter().map(|text| encode(text)).collect();
            vec![(name, join(&texts)?)]
        }
        Some(Flat::Named(members)) => {
            let texts: Vec<String> =
                members.iter().flat_map(|(name, value)| [encode_name(name), encode(value)]).collect();
            vec![(name, join(&texts)?)]
        }
    })
}

fn deepen(name: &str, tree: &Tree<'_>, found: &mut dyn FnMut(&str, String)) -> Result<(), &'static str> {
    match tree {
        Tree::Null => Ok(()),
        Tree::Object(members) => members.iter().try_for_each(|(key, value)| match key.contains(['[', ']']) {
            true => Err(DELIMITED),
            false => deepen(&format!("{name}[{key}]"), value, found),
        }),
        Tree::Array(items) => {
            items.iter().enumerate().try_for_each(|(index, item)| deepen(&format!("{name}[{index}]"), item, found))
        }
        other => {
            found(name, primitive(other)?);
            Ok(())
        }
    }
}

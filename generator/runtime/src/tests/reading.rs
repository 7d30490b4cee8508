//! Types are read from text as from a parsed value, in any order of the properties.

use std::collections::BTreeMap;

use crate::runtime::json::{self, DecodeError, Failed, Json, Member, Parts, Reader, Value, Writer, decode, to_text};

/// A type as the generator would generate it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Outer {
    list: Vec<Value>,
    inner: Option<Inner>,
    text: Option<String>,
    rest: BTreeMap<String, Value>,
}

json::object! {
    Outer {
        list: required "a",
        inner: optional "b",
        text: optional "e",
    }
    others rest
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Inner {
    map: BTreeMap<String, bool>,
    items: Option<Vec<i64>>,
}

json::object! {
    Inner {
        map: required "c",
        items: optional "d",
    }
}

/// Returns what a value is as the type, by its definition.
fn expected(value: &Value) -> Option<Outer> {
    let inner = |value: &Value| {
        let map = value.get("c")?.as_object()?.iter().map(|(key, value)| Some((key.to_owned(), value.as_bool()?)));
        let items = |value: &Value| value.as_array()?.iter().map(Value::as_i64).collect::<Option<Vec<_>>>();
        Some(Inner { map: map.collect::<Option<_>>()?, items: optional(value.get("d"), items)? })
    };
    let object = value.as_object()?;
    let rest = object.iter().filter(|(key, _)| !["a", "b", "e"].contains(key));
    Some(Outer {
        list: value.get("a")?.as_array()?.clone(),
        inner: optional(value.get("b"), inner)?,
        text: optional(value.get("e"), |value| value.as_str().map(str::to_owned))?,
        rest: rest.map(|(key, value)| (key.to_owned(), value.clone())).collect(),
    })
}

fn optional<T>(value: Option<&Value>, read: impl Fn(&Value) -> Option<T>) -> Option<Option<T>> {
    match value {
        None | Some(Value::Null) => Some(None),
        Some(value) => read(value).map(Some),
    }
}

fn agree(text: &[u8]) {
    let shown = || String::from_utf8_lossy(text).into_owned();
    let parsed = std::str::from_utf8(text).ok().and_then(|text| text.parse::<Value>().ok());
    match (decode::<Outer>(text), parsed) {
        (Ok(read), Some(value)) => {
            assert_eq!(Some(&read), expected(&value).as_ref(), "{}", shown());
            assert_eq!(decode::<Outer>(to_text(&read).unwrap().as_bytes()).as_ref(), Ok(&read), "{}", shown());
        }
        (Ok(_), None) => panic!("{} was read", shown()),
        (Err(DecodeError::Parse(_)), parsed) => assert_eq!(parsed, None, "{}", shown()),
        (Err(DecodeError::Read(error)), Some(value)) => {
            // The first one of two equal keys must match too.
            let keys = |text: &str| text.matches("\":").count();
            let has_duplicates = keys(&shown()) != keys(&value.to_string()) || shown().contains("\\");
            assert!(has_duplicates || expected(&value).is_none(), "{}: {error}", shown());
            assert!(has_duplicates || is_place(&value, &error.path()), "{}: {error}", shown());
        }
        (Err(error), None) => panic!("{}: {error:?}", shown()),
    }
}

/// Returns whether a pointer is that of a value or of an absent property of an object.
fn is_place(value: &Value, pointer: &str) -> bool {
    let (parent, _) = pointer.rsplit_once('/').unwrap_or_default();
    value.pointer(pointer).is_some() || value.pointer(parent).is_some_and(Value::is_object)
}

#[test]
fn a_type_is_read_as_from_a_value() {
    let texts = [
        r#"{"a":[1,"x\u00e9\n",null,{"k":[]}],"b":{"c":{"y":true},"d":[1,-2,3.0]},"e":"t","f":{"g":1}}"#,
        r#" { "e" : null , "b" : { "d" : null , "z":{}, "c" : { } } , "a" : [ ] } "#,
        r#"{"b":{"c":{},"d":[]},"\u0061":[true],"A":0}"#,
        r#"{"a":[],"a":[1],"x":[[[{"a":{}}]]],"e":"\ud83d\ude00"}"#,
    ];
    let bytes = *b"\t \"\\09-.e,:[]{}nutabcd\x1f\x80\xc3\xff";
    for text in texts.map(str::as_bytes) {
        agree(text);
        for at in 0..=text.len() {
            agree(&text[..at]);
            for byte in bytes {
                agree(&[&text[..at], &[byte], &text[at..]].concat());
                if at < text.len() {
                    agree(&[&text[..at], &[byte], &text[at + 1..]].concat());
                }
            }
            for end in at + 1..=text.len() {
                agree(&[&text[..at], &text[end..]].concat());
                agree(&[&text[..end], &text[at..]].concat());
            }
        }
    }
}

#[test]
fn the_order_of_properties_does_not_matter() {
    let properties = [r#""a":[1]"#, r#""b":{"c":{}}"#, r#""e":"t""#, r#""x":0"#];
    let read: Outer = decode(format!("{{{}}}", properties.join(",")).as_bytes()).unwrap();
    for first in 0..4 {
        for second in (0..4).filter(|second| *second != first) {
            let mut order = vec![properties[first], properties[second]];
            order.extend((0..4).filter(|other| ![first, second].contains(other)).map(|other| properties[other]));
            assert_eq!(decode::<Outer>(format!("{{{}}}", order.join(",")).as_bytes()).as_ref(), Ok(&read));
            order.swap(2, 3);
            assert_eq!(decode::<Outer>(format!("{{{}}}", order.join(",")).as_bytes()).as_ref(), Ok(&read));
        }
    }
}

#[test]
fn a_value_of_an_equal_key_is_replaced() {
    let read: Outer = decode(br#"{"a":[1,2],"b":{"c":{"x":true},"d":[1]},"b":{"c":{}},"a":[3]}"#).unwrap();
    assert_eq!(read.inner, Some(Inner::default()), "it is not merged");
    assert_eq!(read.list, [3]);
}

#[test]
fn a_key_may_have_characters_that_json_escapes() {
    struct Odd {
        quoted: i64,
        control: Option<i64>,
    }
    json::object! {
        Odd {
            quoted: required "a\"\\b",
            control: optional "\n",
        }
    }
    let text = r#"{"a\"\\b":1,"\n":2}"#;
    let odd: Odd = decode(text.as_bytes()).unwrap();
    assert_eq!((odd.quoted, odd.control, to_text(&odd).unwrap().as_str()), (1, Some(2), text));
    let error = decode::<Odd>(b"{}").err().unwrap().into_mismatch().unwrap();
    assert_eq!((error.path().as_str(), error.to_string().as_str()), ("/a\"\\b", "`/a\"\\b`: missing"));
}

#[test]
fn a_key_that_comes_again_leaves_nothing_of_its_first_value() {
    #[derive(Debug, PartialEq)]
    struct Whole {
        list: Vec<i64>,
        map: BTreeMap<String, i64>,
        part: Part,
    }
    json::object! {
        Whole {
            list: required "l",
            map: required "m",
            part: required "p",
        }
    }
    #[derive(Debug, PartialEq)]
    struct Part {
        text: Option<String>,
        more: Box<More>,
        nulls: json::Nulls,
        rest: BTreeMap<String, i64>,
    }
    json::object! {
        Part {
            text: nullable "t",
        }
        others rest
        nulls nulls
        then more: More
    }
    #[derive(Debug, PartialEq)]
    struct More {
        count: Option<i64>,
    }
    json::object! {
        More {
            count: optional "c",
        }
    }
    let members = |list: &str, map: &str, part: &str| format!(r#""l":{list},"m":{map},"p":{part}"#);
    let second = members("[3]", r#"{"b":2}"#, "{}");
    let whole = |members: &str| decode::<Whole>(format!("{{{members}}}").as_bytes()).unwrap();
    for part in [r#"{"t":"a"}"#, r#"{"t":null}"#, r#"{"c":1}"#, r#"{"other":1}"#] {
        let first = members("[1,2]", r#"{"a":1}"#, part);
        assert_ne!(to_text(&whole(&first)).unwrap(), to_text(&whole(&second)).unwrap());
        let read = whole(&format!("{first},{second}"));
        assert_eq!(read, whole(&second), "{part}");
        // The bits of the properties that were `null` take no part in `==`.
        assert_eq!(to_text(&read).unwrap(), format!("{{{second}}}"), "{part}");
    }
}

/// A struct of more properties than the bits of an integer.
struct Long(Option<i64>);

impl Parts for Long {
    const MEMBERS: &'static [Member] = &{
        let mut members = [const { Member::optional("same", "\"same\":") }; 300];
        members[299] = Member::required("last", "\"last\":");
        members
    };
    const ALL: json::Members = &[Self::MEMBERS];
}

impl Json for Long {
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        let mut values = [None::<i64>; 300];
        let mut fields: Vec<&mut dyn Json> = values.iter_mut().map(|value| value as &mut dyn Json).collect();
        from.object(Self::ALL, &mut fields, None, None)?;
        Ok(Self(values[299]))
    }

    fn fill(&mut self, from: &mut Reader<'_>) -> Result<(), Failed> {
        *self = Self::read(from)?;
        Ok(())
    }

    fn write(&self, to: &mut Writer) {
        self.0.write(to);
    }
}

#[test]
fn a_required_property_is_missed_among_many() {
    assert_eq!(decode::<Long>(br#"{"same":1,"last":2}"#).ok().and_then(|long| long.0), Some(2));
    assert_eq!(decode::<Long>(br#"{"same":1}"#).err().unwrap().into_mismatch().unwrap().path(), "/last");
}

#[test]
fn an_error_of_a_deep_value_has_its_path() {
    let depth = 100;
    let text = format!("{}\"x\"{}", "[".repeat(depth), "]".repeat(depth));
    let error = decode::<Outer>(format!(r#"{{"a":[],"b":{{"c":{{}},"d":{text}}}}}"#).as_bytes()).unwrap_err();
    assert_eq!(error.into_mismatch().unwrap().to_string(), "`/b/d/0`: expected a 64-bit integer, found an array");
    let deep = "[".repeat(10_000);
    let error = decode::<Vec<Value>>(deep.as_bytes()).unwrap_err();
    assert!(matches!(&error, DecodeError::Parse(_)), "{error:?}");
    let error = decode::<Outer>(format!(r#"{{"x":{deep}"#).as_bytes()).unwrap_err();
    assert!(matches!(&error, DecodeError::Parse(_)), "{error:?}");
}

/// A union whose variants have the same shape, as the generator would generate it.
#[derive(Clone, Debug, PartialEq)]
enum Tangled {
    First(Box<First>),
    Second(Box<Second>),
    Unknown(Value),
}

impl Tangled {
    const SHAPES: &'static [json::Shape] = &[json::Shape::Object {
        required: &[],
        optional: &["child", "x"],
        constants: &[],
        additional_properties: json::AdditionalProperties::Unspecified,
    }; 2];
}

json::union! {
    Tangled {
        First,
        Second,
    }
}

#[derive(Clone, Debug, PartialEq)]
struct First {
    child: Option<Tangled>,
    x: Option<String>,
}

json::object! {
    First {
        child: optional "child",
        x: optional "x",
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Second {
    child: Option<Tangled>,
    x: Option<i64>,
}

json::object! {
    Second {
        child: optional "child",
        x: optional "x",
    }
}

#[test]
fn nested_unions_take_no_exponential_time() {
    let depth = 100;
    // Each level is valid as both variants, as the second one only, or as none.
    for (end, is_known) in [("", false), (r#","x":1"#, true), (r#","x":true"#, false)] {
        let text = format!("{}{{}}{}", "{\"child\":".repeat(depth), format!("{end}}}").repeat(depth));
        let read: Tangled = decode(text.as_bytes()).unwrap();
        assert_eq!(matches!(read, Tangled::Second(_)), is_known, "{end}");
        assert_eq!(to_text(&read).unwrap().replace(['{', '}'], "").len(), text.replace(['{', '}'], "").len(), "{end}");
    }
}

#[test]
fn a_value_of_this_program_may_be_deeper_than_a_body() {
    let deep = |levels: usize| {
        let mut value = Value::from(1);
        for _ in 0..levels {
            value = Value::Array(vec![value]);
        }
        value
    };
    let text = deep(500).to_string();
    assert_eq!(serde_json::to_string(&deep(500)).unwrap(), text);
    assert_eq!(crate::runtime::encode::style::json(&json::to_tree(&deep(500)).unwrap()).unwrap(), text);
    assert!(json::to_tree(&deep(1001)).unwrap_err().contains("1000 levels"));
    assert!(decode::<Value>(text.as_bytes()).is_err());
}

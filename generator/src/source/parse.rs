//! Parses JSON with `serde_json` and YAML with `serde_yaml`, through one visitor.
//!
//! The visitor produces JSON values: keys are the strings as written (`200`, `on`), integers of any size load, merge
//! keys are merged, and a value that JSON does not have is an error. Duplicate keys are errors too, since the parsers
//! would silently drop one of them.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::foreign::of_text;
use super::syntax::{self, Mistake, TOO_LONG_POINTER, TOO_MANY_NODES, TOO_MUCH_TEXT};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::limits::Limits;
use crate::location::{FileId, Origin, Pointer, Position, Sources, has_fewer_nodes, is_json};

/// Parses a file with the default limits. Reports every error to `diagnostics` and returns `None` if there is one.
pub fn parse(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Value> {
    parse_within(sources, file, &Limits::default(), diagnostics)
}

/// Parses a file. Reports every error to `diagnostics` and returns `None` if there is one.
pub(crate) fn parse_within(
    sources: &Sources,
    file: FileId,
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    let text = sources.text(file);
    if let Some(foreign) = of_text(text) {
        diagnostics.push(foreign.diagnostic(file, "YAML or JSON"));
        return None;
    }
    let reader = Reader::new(limits);
    let parsed = if is_json(text) { parse_json(text, &reader) } else { parse_yaml(text, &reader) };
    for error in reader.errors.into_inner() {
        let origin = Origin { file, pointer: error.pointer };
        diagnostics.push(Diagnostic::error(error.code, origin, error.message).at_occurrence(error.occurrence));
    }
    match parsed {
        Ok(value) => (!diagnostics.has_errors()).then_some(value),
        Err(error) => {
            diagnostics.push(error.diagnostic(file, text));
            None
        }
    }
}

/// Why a text could not be read.
enum SyntaxError {
    /// A mistake that the second scan found.
    Mistake(Mistake),
    /// The parser's own error.
    Parser { code: Code, message: String, help: Option<String>, position: Option<Position> },
}

impl SyntaxError {
    fn diagnostic(self, file: FileId, text: &str) -> Diagnostic {
        match self {
            Self::Mistake(mistake) => mistake.diagnostic(file, text),
            Self::Parser { code, message, help, position } => {
                let origin = Origin { file, pointer: Pointer::root() };
                let diagnostic = Diagnostic::error(code, origin, message).at_position(position);
                match help {
                    Some(help) => diagnostic.help(help),
                    None => diagnostic,
                }
            }
        }
    }
}

fn parse_json(text: &str, reader: &Reader<'_>) -> Result<Value, SyntaxError> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let parsed = Node { reader }.deserialize(&mut deserializer);
    parsed.and_then(|value| deserializer.end().map(|()| value)).map_err(|error| {
        let position = Position { line: error.line(), column: error.column().max(1) };
        let (code, message, help) = syntax::json_message(&error.to_string(), reader.limits);
        let mistake = if code == Code::SYNTAX { syntax::json_mistake(text) } else { None };
        match mistake {
            Some(mistake) => SyntaxError::Mistake(mistake),
            None => SyntaxError::Parser { code, message, help, position: Some(position) },
        }
    })
}

fn parse_yaml(text: &str, reader: &Reader<'_>) -> Result<Value, SyntaxError> {
    if text.trim().is_empty() {
        let message = "the document is empty".to_owned();
        let help = Some("pass a file that has a document".to_owned());
        return Err(SyntaxError::Parser { code: Code::SYNTAX, message, help, position: None });
    }
    if let Some(mistake) = syntax::yaml_depth(text) {
        return Err(SyntaxError::Mistake(mistake));
    }
    let nodes = reader.limits.document_nodes;
    if text.len() > nodes && !has_fewer_nodes(text, nodes) {
        let (code, message, help) = syntax::yaml_message(TOO_MANY_NODES, reader.limits);
        return Err(SyntaxError::Parser { code, message, help, position: Some(Position { line: 1, column: 1 }) });
    }
    Node { reader }.deserialize(serde_yaml::Deserializer::from_str(text)).map_err(|error| {
        // The parser counts lines by YAML 1.1, in which U+0085, U+2028 and U+2029 are line breaks. They are none in YAML 1.2.
        let position = error.location().map(|at| Position::of(text, text.floor_char_boundary(at.index())));
        let (code, message, help) = syntax::yaml_message(&error.to_string(), reader.limits);
        let mistake = if code == Code::SYNTAX { syntax::yaml_mistake(text, position) } else { None };
        match mistake {
            Some(mistake) => SyntaxError::Mistake(mistake),
            None => SyntaxError::Parser { code, message, help, position },
        }
    })
}

/// The visitor's current path, and the errors that it found.
struct Reader<'l> {
    limits: &'l Limits,
    path: RefCell<Vec<String>>,
    /// The length of the current path as a pointer, in bytes.
    path_bytes: Cell<usize>,
    errors: RefCell<Vec<ValueError>>,
    /// The number of nodes of the value.
    nodes: Cell<usize>,
    /// The number of bytes of text in the value.
    bytes: Cell<usize>,
}

struct ValueError {
    code: Code,
    pointer: Pointer,
    /// The occurrence of a duplicate key, counted from 0.
    occurrence: usize,
    message: String,
}

impl<'l> Reader<'l> {
    fn new(limits: &'l Limits) -> Self {
        Self {
            limits,
            path: RefCell::default(),
            path_bytes: Cell::default(),
            errors: RefCell::default(),
            nodes: Cell::default(),
            bytes: Cell::default(),
        }
    }

    /// Enters a node, and fails if the value exceeds a limit.
    fn enter<E: serde::de::Error>(&self, token: String) -> Result<(), E> {
        self.nodes.set(self.nodes.get().saturating_add(1));
        self.path_bytes.set(self.path_bytes.get().saturating_add(token.len()).saturating_add(1));
        self.path.borrow_mut().push(token);
        if self.nodes.get() > self.limits.document_nodes {
            return Err(E::custom(TOO_MANY_NODES));
        }
        if self.path_bytes.get() > self.limits.pointer_bytes {
            return Err(E::custom(TOO_LONG_POINTER));
        }
        Ok(())
    }

    fn leave(&self) {
        let length = self.path.borrow_mut().pop().map_or(0, |token| token.len().saturating_add(1));
        self.path_bytes.set(self.path_bytes.get().saturating_sub(length));
    }

    fn error(&self, code: Code, message: String, occurrence: usize) {
        let path = self.path.borrow();
        let pointer = path.iter().fold(Pointer::root(), |pointer, token| pointer.push(token));
        self.errors.borrow_mut().push(ValueError { code, pointer, occurrence, message });
    }

    /// Counts some text, and fails if aliases have expanded it beyond the limit.
    fn count<E: serde::de::Error>(&self, text: &str) -> Result<(), E> {
        self.bytes.set(self.bytes.get().saturating_add(text.len()));
        if self.bytes.get() > self.limits.document_text { Err(E::custom(TOO_MUCH_TEXT)) } else { Ok(()) }
    }

    /// Reports a value that JSON does not have, and returns a placeholder for it.
    fn unrepresentable(&self, message: &str) -> Value {
        self.error(Code::VALUE_UNREPRESENTABLE, message.to_owned(), 0);
        Value::Null
    }
}

#[derive(Clone, Copy)]
struct Node<'r> {
    reader: &'r Reader<'r>,
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Value, E> {
        self.visit_large(&value.to_string())
    }

    fn visit_u128<E>(self, value: u128) -> Result<Value, E> {
        self.visit_large(&value.to_string())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        match Number::from_f64(value) {
            Some(number) => Ok(Value::Number(number)),
            None => Ok(self.reader.unrepresentable(
                "`.nan` and `.inf` are not valid JSON numbers: add quotation marks if a string is meant",
            )),
        }
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Value, E> {
        self.reader.count(value)?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        loop {
            self.reader.enter(items.len().to_string())?;
            let item = access.next_element_seed(self)?;
            self.reader.leave();
            match item {
                Some(item) => items.push(item),
                None => return Ok(Value::Array(items)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut members: Map<String, Value> = Map::new();
        let mut merged: Vec<Value> = Vec::new();
        while let Some(key) = access.next_key_seed(Key)? {
            self.reader.enter(key.clone())?;
            if members.contains_key(&key) {
                self.reader.error(Code::DUPLICATE_KEY, format!("duplicate key `{key}`"), 1);
            }
            let value = access.next_value_seed(self)?;
            self.reader.leave();
            // The merge key of YAML 1.1 (yaml.org/type/merge.html), which many YAML 1.2 documents use too.
            if key == "<<" {
                merged.push(value);
            } else {
                members.insert(key, value);
            }
        }
        for value in merged {
            self.merge(&mut members, value);
        }
        Ok(Value::Object(members))
    }

    /// `serde_yaml` presents an unknown tag as a variant of an enum.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        let (tag, variant): (String, _) = access.variant()?;
        variant.newtype_variant::<IgnoredAny>()?;
        Ok(self.reader.unrepresentable(&format!("the tag `!{}` is not supported", tag.trim_start_matches('!'))))
    }
}

impl Node<'_> {
    /// Reads an integer of more than 64 bits as the nearest `f64`, as JSON tools do.
    fn visit_large<E>(self, digits: &str) -> Result<Value, E> {
        let number = digits.parse().ok().and_then(Number::from_f64);
        Ok(number.map_or_else(|| self.reader.unrepresentable("the number is too large"), Value::Number))
    }

    /// Adds the members of a merge key's value. Existing keys take precedence.
    fn merge(self, members: &mut Map<String, Value>, value: Value) {
        match value {
            Value::Object(others) => {
                for (key, value) in others {
                    members.entry(key).or_insert(value);
                }
            }
            Value::Array(values) => values.into_iter().for_each(|value| self.merge(members, value)),
            _ => {
                self.reader.path.borrow_mut().push("<<".to_owned());
                self.reader.unrepresentable("the value of a merge key must be a mapping or a list of mappings");
                self.reader.path.borrow_mut().pop();
            }
        }
    }
}

/// Reads a key as its text: `200` and `on` are strings, as in JSON.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn parse_text(text: &str) -> Result<Value, Vec<String>> {
        let mut sources = Sources::new();
        let file = sources.add("test.yaml", text);
        let mut diagnostics = Diagnostics::new();
        let parsed = parse(&sources, file, &mut diagnostics);
        parsed
            .ok_or_else(|| diagnostics.iter().map(|error| crate::diagnostic::render(error, &sources, false)).collect())
    }

    #[test]
    fn keys_are_read_as_written() {
        let text = "200: a\n0x10: b\n1.0: c\non: d\ntrue: e\nnull: f\n007: g\n'8': h\n";
        let expected = json!({
            "200": "a", "0x10": "b", "1.0": "c", "on": "d", "true": "e", "null": "f", "007": "g", "8": "h"
        });
        assert_eq!(parse_text(text).unwrap(), expected);
    }

    #[test]
    fn integers_of_any_size_load() {
        let expected = json!([-9223372036854776000.0, 18446744073709551616.0, 1]);
        assert_eq!(parse_text("[-9223372036854776000, 18446744073709551616, 1]").unwrap(), expected);
        assert_eq!(parse_text("- -9223372036854776000\n- 18446744073709551616\n- 1\n").unwrap(), expected);
    }

    #[test]
    fn merge_keys_are_merged() {
        let text = "a: &a {x: 1, y: 2}\nb: &b {z: 3}\nc:\n  y: 9\n  <<: [*a, *b]\n";
        assert_eq!(parse_text(text).unwrap()["c"], json!({"y": 9, "x": 1, "z": 3}));
    }

    #[test]
    fn every_duplicate_key_is_reported_with_its_position() {
        let errors = parse_text("a:\n  b: 1\n  c: 2\n  b: 3\nd: 1\nd: 2\n").unwrap_err();
        assert_eq!(errors.len(), 2);
        assert!(errors[0].contains("test.yaml:4:3"), "{}", errors[0]);
        assert!(errors[1].contains("test.yaml:6:1"), "{}", errors[1]);
        let errors = parse_text("{\n  \"a\": 1,\n  \"a\": 2\n}").unwrap_err();
        assert!(errors[0].contains("test.yaml:3:3"), "{}", errors[0]);
    }

    #[test]
    fn a_value_that_json_does_not_have_is_an_error() {
        for text in
            ["a: .nan\n", "a: -.inf\n", "a: !secret x\n", "a: 1\n---\nb: 2\n", "", "a: [", "{\"a\": 1,}", "<<: 1"]
        {
            assert!(parse_text(text).is_err(), "{text}");
        }
    }

    #[test]
    fn each_limit_has_its_own_code() {
        let deep = "[".repeat(200) + &"]".repeat(200);
        assert!(parse_text(&deep).unwrap_err()[0].contains("document-too-deep"));
        let mut laughs = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
        for level in 1..10 {
            let before = vec![format!("*a{}", level - 1); 10].join(",");
            laughs.push_str(&format!("a{level}: &a{level} [{before}]\n"));
        }
        assert!(parse_text(&laughs).unwrap_err()[0].contains("document-too-repetitive"));
        let wide = format!("a: &a [{}]\nb:\n{}", "x,".repeat(2000), "- *a\n".repeat(1000));
        assert!(parse_text(&wide).unwrap_err()[0].contains("document-too-many-nodes"));
        for name in [format!("[{{\"{}\": 1}}]", "a".repeat(5000)), format!("? {}\n: [1]", "a".repeat(5000))] {
            assert!(parse_text(&name).unwrap_err()[0].contains("name-too-long"));
        }
        let long = format!("a: &a {}\nb:\n{}", "x".repeat(1 << 20), "- *a\n".repeat(300));
        assert!(parse_text(&long).unwrap_err()[0].contains("document-too-repetitive"));
    }
}

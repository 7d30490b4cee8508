//! Values made up from a schema: each optional property absent and present, `null` where it is allowed, each
//! alternative, each listed value and one that is not listed, and keys that the schema does not name where it says that
//! there may be some.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Number, Value, json};

/// How deep values nest, before whatever may be absent is.
const DEEPEST: usize = 7;

/// How many values a value holds, before whatever may be absent is.
const LARGEST: usize = 150;

/// Numbers that `serde_json` has no room for. They stand where any value may.
const NUMBERS: [&str; 5] =
    ["1e400", "123456789012345678901234567890", "-0.10000000000000000000000001", "1.50", "-18446744073709551616"];

/// The string that stands for a number until the value is written.
fn stand_in(number: &str) -> String {
    format!("the number {number}")
}

/// The JSON text of a value, with every number.
pub(super) fn text(value: &Value) -> String {
    let with_number = |text: String, number: &&str| text.replace(&Value::from(stand_in(number)).to_string(), number);
    NUMBERS.iter().fold(value.to_string(), with_number)
}

/// The value with some number in the place of each that stands for one.
pub(super) fn with_some_number(value: &Value) -> Value {
    match value {
        Value::String(text) if NUMBERS.iter().any(|number| *text == stand_in(number)) => json!(12.5),
        Value::Array(items) => items.iter().map(with_some_number).collect(),
        Value::Object(members) => members.iter().map(|(key, value)| (key.clone(), with_some_number(value))).collect(),
        other => other.clone(),
    }
}

/// Makes values for the schemas of one document.
pub(super) struct Maker<'a> {
    document: &'a Value,
    /// The state of the sequence from which choices are drawn; the same for the same schema, always.
    state: u64,
    mode: Mode,
    /// How many schemas are being looked into.
    nesting: usize,
    /// The keys that other members of an `allOf` require, whoever describes them.
    demanded: Vec<String>,
    /// How many values were made; when it is many, what may be absent is.
    made: usize,
    /// Whether the value has something that the schema does not list, so that it is no valid one.
    pub(super) is_foreign: bool,
}

/// How the optional parts of a value are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Only what has to be there.
    Least,
    /// Everything.
    Most,
    /// One way or the other.
    Mixed,
    /// The same, and listed values are replaced by others now and then.
    Foreign,
    /// What [`Mode::Foreign`] makes, with listed values where that has others.
    Listed,
}

impl<'a> Maker<'a> {
    pub(super) fn new(document: &'a Value, seed: u64, mode: Mode) -> Self {
        Self {
            document,
            state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1),
            mode,
            nesting: 0,
            demanded: Vec::new(),
            made: 0,
            is_foreign: false,
        }
    }

    /// A number below `count`, of a linear congruential sequence (Knuth's MMIX).
    fn choose(&mut self, count: usize) -> usize {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let draw = usize::try_from(self.state >> 33).unwrap_or_default();
        draw.checked_rem(count).unwrap_or_default()
    }

    fn wants_optional(&mut self, depth: usize) -> bool {
        if self.made > LARGEST {
            return false;
        }
        match self.mode {
            Mode::Least => false,
            Mode::Most => depth < DEEPEST,
            Mode::Mixed | Mode::Foreign | Mode::Listed => depth < DEEPEST && self.choose(2) == 0,
        }
    }

    /// A value of a schema; nothing if none could be made.
    pub(super) fn make(&mut self, schema: &Value, depth: usize) -> Option<Value> {
        if depth > DEEPEST.saturating_mul(3) || self.nesting > 100 || self.made > LARGEST.saturating_mul(20) {
            return None;
        }
        self.nesting = self.nesting.saturating_add(1);
        self.made = self.made.saturating_add(1);
        let demanded = self.demanded.len();
        let made = self.make_inner(schema, depth);
        self.demanded.truncate(demanded);
        self.nesting = self.nesting.saturating_sub(1);
        made
    }

    fn make_inner(&mut self, schema: &Value, depth: usize) -> Option<Value> {
        if *schema == Value::Bool(false) {
            return None;
        }
        let Some(members) = schema.as_object() else { return Some(self.anything()) };
        let is_nullable = members.get("nullable") == Some(&Value::Bool(true));
        if is_nullable && self.mode != Mode::Most && self.choose(3) == 0 {
            return Some(Value::Null);
        }
        let mut parts = Vec::new();
        if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
            let target = self.resolve(reference)?;
            parts.push(self.make(target, depth)?);
        }
        if members.contains_key("allOf") {
            for view in views(self.document, vec![schema]) {
                let required = view.get("required").and_then(Value::as_array).into_iter().flatten();
                self.demanded.extend(required.filter_map(Value::as_str).map(str::to_owned));
            }
        }
        // A member or an alternative that says nothing would add what the others do not name.
        let members_of_all = members.get("allOf").and_then(Value::as_array).into_iter().flatten();
        for member in members_of_all.filter(|member| says_something(member)) {
            parts.push(self.make(member, depth)?);
        }
        for keyword in ["oneOf", "anyOf"] {
            if let Some(alternatives) = members.get(keyword).and_then(Value::as_array) {
                if !parts.is_empty() && alternatives.iter().any(|alternative| !says_something(alternative)) {
                    continue;
                }
                parts.push(self.alternative(members, alternatives, depth)?);
            }
        }
        let has_own =
            ["type", "enum", "const", "properties", "additionalProperties", "items", "prefixItems", "required"];
        if has_own.iter().any(|keyword| members.contains_key(*keyword)) || parts.is_empty() {
            parts.push(self.own(members, depth)?);
        }
        Some(merge(parts))
    }

    fn resolve(&self, reference: &str) -> Option<&'a Value> {
        let fragment = percent_decoded(reference.strip_prefix('#')?);
        self.document.pointer(&fragment)
    }

    /// One of the alternatives, with the tag that means it.
    fn alternative(&mut self, members: &Map<String, Value>, alternatives: &[Value], depth: usize) -> Option<Value> {
        let start = self.choose(alternatives.len());
        let rotated = alternatives.iter().cycle().skip(start).take(alternatives.len());
        let mut made = None;
        for alternative in rotated {
            if let Some(value) = self.make(alternative, depth.saturating_add(1)) {
                made = Some((alternative, value));
                break;
            }
        }
        let (alternative, mut value) = made?;
        let discriminator = members.get("discriminator");
        let property = discriminator.and_then(|by| by.get("propertyName")).and_then(Value::as_str);
        if let (Some(property), Some(object), Some(reference)) =
            (property, value.as_object_mut(), alternative.get("$ref").and_then(Value::as_str))
        {
            let name = reference.rsplit('/').next().unwrap_or_default();
            let mapping = discriminator.and_then(|by| by.get("mapping")).and_then(Value::as_object);
            let mapped = mapping.into_iter().flatten().find(|(_, target)| *target == reference || *target == name);
            let is_listed = object.get(property).is_some_and(|tag| *tag != "text" && *tag != "");
            if let Some((tag, _)) = mapped.filter(|_| !is_listed) {
                object.insert(property.to_owned(), json!(tag));
            }
        }
        Some(value)
    }

    /// A value by `type` and what goes with it.
    fn own(&mut self, members: &Map<String, Value>, depth: usize) -> Option<Value> {
        if let Some(constant) = members.get("const") {
            return Some(constant.clone());
        }
        if let Some(values) = members.get("enum").and_then(Value::as_array) {
            return self.listed(values);
        }
        let name = match members.get("type") {
            Some(Value::String(name)) => name.as_str(),
            Some(Value::Array(names)) => {
                let index = self.choose(names.len());
                names.get(index).and_then(Value::as_str).unwrap_or("null")
            }
            _ if members.contains_key("items") || members.contains_key("prefixItems") => "array",
            _ if ["properties", "additionalProperties", "required"].iter().any(|key| members.contains_key(*key)) => {
                "object"
            }
            _ => return Some(self.anything()),
        };
        match name {
            "null" => Some(Value::Null),
            "boolean" => Some(Value::Bool(self.choose(2) == 0)),
            "integer" => Some(self.integer(members)),
            "number" => Some(self.number(members)),
            "string" => Some(self.text(members)),
            "array" => self.array(members, depth),
            "object" => self.object(members, depth),
            _ => Some(self.anything()),
        }
    }

    fn listed(&mut self, values: &[Value]) -> Option<Value> {
        if matches!(self.mode, Mode::Foreign | Mode::Listed) && self.choose(3) == 0 {
            if self.mode == Mode::Listed {
                return values.first().cloned();
            }
            let foreign = match values.iter().find(|value| !value.is_null())? {
                Value::String(_) => json!("a value of tomorrow"),
                Value::Number(number) if number.is_f64() => json!(0.125),
                Value::Number(_) => json!(987_654),
                other => other.clone(),
            };
            self.is_foreign = true;
            return Some(foreign);
        }
        let index = self.choose(values.len());
        values.get(index).cloned()
    }

    fn anything(&mut self) -> Value {
        match self.choose(7) {
            0 => {
                let index = self.choose(NUMBERS.len());
                json!(stand_in(NUMBERS.get(index).copied().unwrap_or("0")))
            }
            6 => json!("text"),
            1 => json!(12.5),
            2 => json!({"any": ["thing", null]}),
            3 => json!([1, "two"]),
            4 => json!(true),
            _ => Value::Null,
        }
    }

    fn integer(&mut self, members: &Map<String, Value>) -> Value {
        let format = members.get("format").and_then(Value::as_str).unwrap_or_default();
        let is_small = matches!(format, "int8" | "int16" | "int32" | "uint8" | "uint16" | "uint32");
        let is_signed = !format.starts_with('u');
        let mut candidates: Vec<i128> = vec![0, 1, 7, 100];
        if is_signed {
            candidates.push(-3);
        }
        if !is_small {
            candidates.push(926_066_738_708);
        }
        for (bound, step) in [("minimum", 0), ("maximum", 0), ("exclusiveMinimum", 1), ("exclusiveMaximum", -1)] {
            let value = members.get(bound);
            let value = value.and_then(|value| value.as_i64().map(i128::from).or(value.as_u64().map(i128::from)));
            candidates.extend(value.and_then(|value| value.checked_add(step)));
        }
        let (least, most) = bounds(members);
        let is_inside = |value: &i128| {
            let double = Number::from_i128(*value).and_then(|value| value.as_f64());
            double.is_some_and(|value| value >= least && value <= most)
        };
        let multiple =
            members.get("multipleOf").and_then(Value::as_u64).filter(|multiple| *multiple > 0).map(i128::from);
        let fits =
            |value: &i128| is_inside(value) && multiple.is_none_or(|multiple| value.checked_rem(multiple) == Some(0));
        candidates.retain(fits);
        let index = self.choose(candidates.len());
        let chosen = candidates.get(index).and_then(|value| Number::from_i128(*value));
        chosen.map_or_else(|| json!(0), Value::Number)
    }

    fn number(&mut self, members: &Map<String, Value>) -> Value {
        let (least, most) = bounds(members);
        // A double between 0 and 1 with all digits that it may have.
        let between = f64::from_bits(0x3ff0_0000_0000_0000 | self.state >> 12) - 1.0;
        let mut candidates = vec![0.0, 0.5, 1.0, 2.25, -7.125, 1e9, between, between, least, most];
        candidates.retain(|value: &f64| value.is_finite() && *value >= least && *value <= most);
        let index = self.choose(candidates.len());
        json!(candidates.get(index).copied().unwrap_or_default())
    }

    fn text(&mut self, members: &Map<String, Value>) -> Value {
        let sample = match members.get("format").and_then(Value::as_str).unwrap_or_default() {
            "date-time" => "2019-06-09T06:49:53+02:00",
            "date" => "2019-06-09",
            "time" => "06:49:53Z",
            "uuid" => "6FA459EA-ee8a-3ca4-894e-db77e160355e",
            "uri" | "url" => "https://example.com",
            "email" => "a@example.com",
            "byte" => "aGVsbG8",
            "duration" => "P3DT12H",
            _ => "text",
        };
        let mut text = if self.choose(4) == 0 { "ü \"/\\ \u{1f600}" } else { sample }.to_owned();
        let bound =
            |name: &str| members.get(name).and_then(Value::as_u64).and_then(|bound| usize::try_from(bound).ok());
        while text.chars().count() < bound("minLength").unwrap_or_default().min(5000) {
            text.push('x');
        }
        if let Some(most) = bound("maxLength") {
            text = text.chars().take(most).collect();
        }
        json!(text)
    }

    fn array(&mut self, members: &Map<String, Value>, depth: usize) -> Option<Value> {
        let bound =
            |name: &str| members.get(name).and_then(Value::as_u64).and_then(|bound| usize::try_from(bound).ok());
        let least = bound("minItems").unwrap_or_default();
        let prefix = members.get("prefixItems").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let wanted = match self.wants_optional(depth) {
            true => least.max(prefix.len()).max(1).saturating_add(self.choose(2)),
            false => least,
        };
        let count = wanted.min(bound("maxItems").unwrap_or(usize::MAX)).min(64);
        let empty = Value::Object(Map::new());
        let items = members.get("items").unwrap_or(&empty);
        let mut made = Vec::with_capacity(count);
        for index in 0..count {
            let schema = prefix.get(index).unwrap_or(items);
            match self.make(schema, depth.saturating_add(1)) {
                Some(item) => made.push(item),
                None if index < least => return None,
                None => break,
            }
        }
        Some(Value::Array(made))
    }

    fn object(&mut self, members: &Map<String, Value>, depth: usize) -> Option<Value> {
        let required: Vec<&str> =
            members.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let mut object = Map::new();
        let properties = members.get("properties").and_then(Value::as_object);
        for (name, schema) in properties.into_iter().flatten() {
            let is_required = required.contains(&name.as_str()) || self.demanded.contains(name);
            if !is_required && !self.wants_optional(depth) {
                continue;
            }
            match self.make(schema, depth.saturating_add(1)) {
                Some(value) => {
                    object.insert(name.clone(), value);
                }
                None if is_required => return None,
                None => {}
            }
        }
        let rest = members.get("additionalProperties");
        let patterns = members.get("patternProperties").and_then(Value::as_object);
        if let Some(rest) = rest.filter(|rest| **rest != Value::Bool(false) && patterns.is_none())
            && self.wants_optional(depth)
            && let Some(value) = self.make(rest, depth.saturating_add(1))
        {
            object.insert("a key that is not named".to_owned(), value);
        }
        Some(Value::Object(object))
    }
}

/// Whether a schema says anything about its values.
fn says_something(schema: &Value) -> bool {
    let annotations = ["description", "title", "default", "example", "examples", "nullable", "deprecated", "readOnly"];
    schema.as_object().is_none_or(|members| members.keys().any(|key| !annotations.contains(&key.as_str())))
}

fn bounds(members: &Map<String, Value>) -> (f64, f64) {
    let bound = |name: &str| members.get(name).and_then(Value::as_f64);
    let least = bound("minimum").or_else(|| bound("exclusiveMinimum")).unwrap_or(f64::NEG_INFINITY);
    let most = bound("maximum").or_else(|| bound("exclusiveMaximum")).unwrap_or(f64::INFINITY);
    (least, most)
}

/// One value that has what all parts have. Whether it is right is for the validator to say.
fn merge(parts: Vec<Value>) -> Value {
    let mut merged = Value::Null;
    for part in parts {
        match (&mut merged, part) {
            (Value::Object(known), Value::Object(added)) => {
                for (key, value) in added {
                    let value = match known.shift_remove(&key) {
                        Some(before) => merge(vec![before, value]),
                        None => value,
                    };
                    known.insert(key, value);
                }
            }
            (merged, part) => *merged = part,
        }
    }
    merged
}

/// Decodes the percent-encoding of a fragment (RFC 6901, section 6).
pub(super) fn percent_decoded(fragment: &str) -> String {
    percent_decode_str(fragment).decode_utf8_lossy().into_owned()
}

/// A value without the keys that no schema declares: types ignore them, as OpenAPI's readers do.
pub(super) fn without_undeclared(document: &Value, schema: &Value, value: &Value) -> Value {
    prune(document, &views(document, vec![schema]), value)
}

fn prune(document: &Value, views: &[&Value], value: &Value) -> Value {
    let all = |keyword: &'static str| views.iter().filter_map(move |view| view.get(keyword));
    match value {
        Value::Object(members) => {
            let has_properties = all("properties").next().is_some();
            let is_open =
                all("additionalProperties").any(|rest| *rest != false) || all("patternProperties").next().is_some();
            let mut kept = Map::new();
            for (key, value) in members {
                let declared: Vec<&Value> = all("properties").filter_map(|properties| properties.get(key)).collect();
                if has_properties && !is_open && declared.is_empty() {
                    continue;
                }
                let inner = if declared.is_empty() { all("additionalProperties").collect() } else { declared };
                kept.insert(key.clone(), prune(document, &self::views(document, inner), value));
            }
            Value::Object(kept)
        }
        Value::Array(items) => {
            let inner = self::views(document, all("items").collect());
            Value::Array(items.iter().map(|item| prune(document, &inner, item)).collect())
        }
        scalar => scalar.clone(),
    }
}

/// Some schemas, and those that they consist of or choose from.
fn views<'a>(document: &'a Value, schemas: Vec<&'a Value>) -> Vec<&'a Value> {
    let mut found: Vec<&Value> = Vec::new();
    let mut waiting = schemas;
    while let Some(schema) = waiting.pop() {
        if found.iter().any(|known| std::ptr::eq(*known, schema)) {
            continue;
        }
        found.push(schema);
        let reference = schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
        waiting.extend(reference.and_then(|reference| document.pointer(&percent_decoded(reference))));
        for keyword in ["allOf", "oneOf", "anyOf"] {
            waiting.extend(schema.get(keyword).and_then(Value::as_array).into_iter().flatten());
        }
    }
    found
}

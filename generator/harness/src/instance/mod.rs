//! Generates JSON values that match a schema.
//!
//! Together, the values of a schema cover: optional properties that are absent and present, `null` where the schema
//! allows it, each member of a `oneOf` or `anyOf`, enum values that are listed and unlisted, and additional properties.

mod numbers;
mod scalar;
mod undeclared;

use serde_json::{Map, Value, json};

pub use numbers::{json_text, with_sample_number};
pub(crate) use undeclared::percent_decoded;
pub use undeclared::without_undeclared;

use undeclared::applied;

/// The depth of a value below which optional parts are absent.
const DEEPEST: usize = 7;

/// The number of generated values after which optional parts are absent.
const LARGEST: usize = 150;

/// Generates values for the schemas of one document.
#[derive(Debug)]
pub struct InstanceGenerator<'a> {
    document: &'a Value,
    /// The state of the pseudo-random sequence that decides each choice.
    state: u64,
    mode: Mode,
    /// How many schemas are open: each stands in the one before it, or is referred to by it.
    nesting: usize,
    /// The properties that the members of the open `allOf` schemas require.
    required: Vec<String>,
    /// How many values were generated so far.
    generated: usize,
    /// Whether the value has an unlisted enum value, so that it doesn't match the schema.
    pub has_unlisted: bool,
}

/// Which optional parts a value has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Required parts only.
    Required,
    /// All optional parts.
    Full,
    /// Each optional part by chance.
    Mixed,
    /// As [`Mode::Mixed`], with unlisted enum values by chance.
    Unlisted,
    /// The same values as [`Mode::Unlisted`], with listed enum values in place of the unlisted ones.
    Listed,
}

impl<'a> InstanceGenerator<'a> {
    /// Returns a generator. The same seed and mode always give the same values.
    pub fn new(document: &'a Value, seed: u64, mode: Mode) -> Self {
        Self {
            document,
            state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1),
            mode,
            nesting: 0,
            required: Vec::new(),
            generated: 0,
            has_unlisted: false,
        }
    }

    /// Returns a number below `count`, by a linear congruential generator (Knuth's MMIX).
    fn choose(&mut self, count: usize) -> usize {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let draw = usize::try_from(self.state >> 33).unwrap_or_default();
        draw.checked_rem(count).unwrap_or_default()
    }

    /// Returns `true` if an optional part at this depth is present.
    fn wants_optional(&mut self, depth: usize) -> bool {
        if self.generated > LARGEST {
            return false;
        }
        match self.mode {
            Mode::Required => false,
            Mode::Full => depth < DEEPEST,
            Mode::Mixed | Mode::Unlisted | Mode::Listed => depth < DEEPEST && self.choose(2) == 0,
        }
    }

    /// Returns a value of a schema. `None` if the schema allows no value, or needs one that nests too deep.
    pub fn generate(&mut self, schema: &Value, depth: usize) -> Option<Value> {
        if depth > DEEPEST.saturating_mul(3) || self.nesting > 100 || self.generated > LARGEST.saturating_mul(20) {
            return None;
        }
        self.nesting = self.nesting.saturating_add(1);
        self.generated = self.generated.saturating_add(1);
        let required = self.required.len();
        let value = self.value(schema, depth);
        self.required.truncate(required);
        self.nesting = self.nesting.saturating_sub(1);
        value
    }

    fn value(&mut self, schema: &Value, depth: usize) -> Option<Value> {
        if *schema == Value::Bool(false) {
            return None;
        }
        let Some(members) = schema.as_object() else { return Some(self.anything()) };
        let is_nullable = members.get("nullable") == Some(&Value::Bool(true));
        if is_nullable && self.mode != Mode::Full && self.choose(3) == 0 {
            return Some(Value::Null);
        }
        let mut parts = Vec::new();
        if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
            let target = self.resolve(reference)?;
            parts.push(self.generate(target, depth)?);
        }
        if members.contains_key("allOf") {
            for applied in applied(self.document, vec![schema]) {
                let required = applied.get("required").and_then(Value::as_array).into_iter().flatten();
                self.required.extend(required.filter_map(Value::as_str).map(str::to_owned));
            }
        }
        // The value of a member or an alternative without constraints would add undeclared properties.
        let all_of = members.get("allOf").and_then(Value::as_array).into_iter().flatten();
        for member in all_of.filter(|member| has_constraints(member)) {
            parts.push(self.generate(member, depth)?);
        }
        for keyword in ["oneOf", "anyOf"] {
            if let Some(alternatives) = members.get(keyword).and_then(Value::as_array) {
                if !parts.is_empty() && alternatives.iter().any(|alternative| !has_constraints(alternative)) {
                    continue;
                }
                parts.push(self.alternative(members, alternatives, depth)?);
            }
        }
        let own_keywords =
            ["type", "enum", "const", "properties", "additionalProperties", "items", "prefixItems", "required"];
        if own_keywords.iter().any(|keyword| members.contains_key(*keyword)) || parts.is_empty() {
            parts.push(self.own(members, depth)?);
        }
        Some(merge(parts))
    }

    fn resolve(&self, reference: &str) -> Option<&'a Value> {
        let fragment = percent_decoded(reference.strip_prefix('#')?);
        self.document.pointer(&fragment)
    }

    /// Returns a value of one of the alternatives, with its discriminator value.
    fn alternative(&mut self, members: &Map<String, Value>, alternatives: &[Value], depth: usize) -> Option<Value> {
        let start = self.choose(alternatives.len());
        let rotated = alternatives.iter().cycle().skip(start).take(alternatives.len());
        let mut found = None;
        for alternative in rotated {
            if let Some(value) = self.generate(alternative, depth.saturating_add(1)) {
                found = Some((alternative, value));
                break;
            }
        }
        let (alternative, mut value) = found?;
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

    /// Returns a value for the keywords of the schema itself: `const`, `enum`, `type` and the keywords of that type.
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

    /// Returns one of the values of an `enum`, or an unlisted one if the mode says so.
    fn listed(&mut self, values: &[Value]) -> Option<Value> {
        if matches!(self.mode, Mode::Unlisted | Mode::Listed) && self.choose(3) == 0 {
            if self.mode == Mode::Listed {
                return values.first().cloned();
            }
            let unlisted = match values.iter().find(|value| !value.is_null())? {
                Value::String(_) => json!("an unlisted value"),
                Value::Number(number) if number.is_f64() => json!(0.125),
                Value::Number(_) => json!(987_654),
                other => other.clone(),
            };
            self.has_unlisted = true;
            return Some(unlisted);
        }
        let index = self.choose(values.len());
        values.get(index).cloned()
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
        let mut values = Vec::with_capacity(count);
        for index in 0..count {
            let schema = prefix.get(index).unwrap_or(items);
            match self.generate(schema, depth.saturating_add(1)) {
                Some(item) => values.push(item),
                None if index < least => return None,
                None => break,
            }
        }
        Some(Value::Array(values))
    }

    fn object(&mut self, members: &Map<String, Value>, depth: usize) -> Option<Value> {
        let required: Vec<&str> =
            members.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let mut object = Map::new();
        let properties = members.get("properties").and_then(Value::as_object);
        for (name, schema) in properties.into_iter().flatten() {
            let is_required = required.contains(&name.as_str()) || self.required.contains(name);
            if !is_required && !self.wants_optional(depth) {
                continue;
            }
            match self.generate(schema, depth.saturating_add(1)) {
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
            && let Some(value) = self.generate(rest, depth.saturating_add(1))
        {
            object.insert("an additional property".to_owned(), value);
        }
        Some(Value::Object(object))
    }
}

/// Returns `true` if a schema has a keyword that is not an annotation.
fn has_constraints(schema: &Value) -> bool {
    let annotations = ["description", "title", "default", "example", "examples", "nullable", "deprecated", "readOnly"];
    schema.as_object().is_none_or(|members| members.keys().any(|key| !annotations.contains(&key.as_str())))
}

/// Merges values: an object has the members of all parts, and of other values the last one is kept. The result may not
/// match the schema, so it is validated.
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

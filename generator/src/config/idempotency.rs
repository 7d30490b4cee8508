//! Marks the operations that have an idempotency key, which the client makes for each call.

use serde_json::Value;

use super::Spanned;
use super::uuid_pattern::every_uuid_matches;
use crate::api::{Api, Parameter, ParameterLocation, Schema, SchemaKind, Serialization, Style};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// The header for a key, in lower case, if the target names no other (draft-ietf-httpapi-idempotency-key-header).
const COMMON: &str = "idempotency-key";

/// The length of a key: a UUID as text (RFC 9562, section 4).
const LENGTH: f64 = 36.0;

/// The formats whose values may be any UUID. `password` restricts no value (OpenAPI 3.1.1, section 4.4).
const FORMATS: [&str; 3] = ["guid", "password", "uuid"];

/// Marks the operations with a header parameter of that name whose value may be any UUID. The caller need not set it.
/// If its value may not be a UUID, the caller sets the key, which is a warning.
///
/// `header` is the name that the target gives, in lower case. A header that no operation has is a warning.
pub(crate) fn mark(api: &mut Api, header: Option<&Spanned<String>>, diagnostics: &mut Diagnostics) {
    let name = header.map_or(COMMON, |header| header.value.as_str());
    let mut is_declared = false;
    for index in 0..api.operations.len() {
        let Some(operation) = api.operations.get(index) else { continue };
        let is_key = |parameter: &Parameter| {
            parameter.location == ParameterLocation::Header && parameter.name.eq_ignore_ascii_case(name)
        };
        let Some(position) = operation.parameters.iter().position(is_key) else { continue };
        is_declared = true;
        let problem = operation.parameters.get(position).and_then(|parameter| {
            let why = problem(api, parameter)?;
            let message =
                format!("the client makes no key for `{}`, so that the caller sets it: {why}", parameter.name);
            Some(Diagnostic::warning(Code::IDEMPOTENCY_KEY_UNSUITABLE, parameter.at.clone(), message))
        });
        if let Some(problem) = problem {
            diagnostics.push(problem);
            continue;
        }
        let Some(operation) = api.operations.get_mut(index) else { continue };
        operation.idempotency_key = Some(name.to_owned());
        if let Some(parameter) = operation.parameters.get_mut(position) {
            parameter.required = false;
        }
    }
    if let Some(header) = header.filter(|_| !is_declared) {
        let message = format!("no operation has a header parameter `{name}`");
        let warning = Diagnostic::warning(Code::IDEMPOTENCY_KEY_UNUSED, api.at.clone(), message);
        diagnostics.push(header.locate(warning));
    }
}

/// Returns why a UUID may not be a value of a parameter, or may not be sent as it is.
fn problem(api: &Api, parameter: &Parameter) -> Option<String> {
    match &parameter.serialization {
        Serialization::Styled(styled) if matches!(styled.style, Style::Simple | Style::Form) => {}
        Serialization::Styled(_) => return Some("its style adds text to a value".to_owned()),
        // A header has none of the other forms.
        Serialization::Json | Serialization::Text | Serialization::Form(_) => {
            return Some("its value is JSON".to_owned());
        }
    }
    api.chain(&parameter.schema).find_map(|schema| of_type(schema).or_else(|| of_constraints(schema)))
}

/// Returns why the type of a schema allows no UUID.
fn of_type(schema: &Schema) -> Option<String> {
    match &schema.kind {
        SchemaKind::Reference(_) | SchemaKind::String { format: None } => None,
        SchemaKind::String { format: Some(format) } => {
            let is_known = FORMATS.iter().any(|known| known.eq_ignore_ascii_case(format));
            (!is_known).then(|| format!("a UUID may not have the format `{format}`"))
        }
        SchemaKind::Enumeration(_) => Some("its values are listed".to_owned()),
        _ => Some("its value is not a string".to_owned()),
    }
}

/// Returns the first constraint of a schema that a UUID may not satisfy, in words.
fn of_constraints(schema: &Schema) -> Option<String> {
    let mut unsatisfied = schema.constraints.iter().filter(|constraint| match constraint.keyword.as_str() {
        "minLength" => constraint.value.as_f64().is_none_or(|least| least > LENGTH),
        "maxLength" => constraint.value.as_f64().is_none_or(|most| most < LENGTH),
        "pattern" => !constraint.value.as_str().is_some_and(every_uuid_matches),
        _ => false,
    });
    unsatisfied.next().map(|constraint| match &constraint.value {
        Value::String(text) => format!("a UUID may not match the {} `{text}`", constraint.keyword),
        value => format!("a UUID has {LENGTH} characters, and its `{}` is {value}", constraint.keyword),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::api::testing::{api, at, reference, schema, string};
    use crate::api::{Constraint, Documentation, Enumeration, IntegerFormat};

    fn problem_of(components: Vec<Schema>, schema: Schema, serialization: Serialization) -> Option<String> {
        let parameter = Parameter {
            at: at(""),
            name: "Idempotency-Key".to_owned(),
            location: ParameterLocation::Header,
            documentation: Documentation::default(),
            required: false,
            serialization,
            schema,
        };
        problem(&api(components), &parameter)
    }

    fn constrained(keyword: &str, value: Value) -> Schema {
        Schema { constraints: vec![Constraint { keyword: keyword.to_owned(), value }], ..string() }
    }

    fn formatted(format: &str) -> Schema {
        schema(SchemaKind::String { format: Some(format.to_owned()) })
    }

    const SIMPLE: fn() -> Serialization = || Serialization::Styled(ParameterLocation::Header.default_style());

    #[test]
    fn a_schema_of_uuids_or_of_any_text_has_no_problem() {
        for schema in [
            string(),
            formatted("uuid"),
            constrained("maxLength", json!(36)),
            constrained("minLength", json!(36.0)),
            constrained("pattern", json!("^[a-z0-9-]+$")),
            constrained("multipleOf", json!(2)),
        ] {
            assert_eq!(problem_of(vec![], schema, SIMPLE()), None);
        }
        assert_eq!(problem_of(vec![string()], reference(0), SIMPLE()), None);
    }

    #[test]
    fn a_schema_that_allows_no_uuid_has_a_problem() {
        let values = Enumeration::of(vec![json!("a")]);
        for (schema, expected) in [
            (schema(SchemaKind::Integer(IntegerFormat::Int64)), "its value is not a string"),
            (schema(SchemaKind::Any), "its value is not a string"),
            (schema(SchemaKind::Enumeration(values)), "its values are listed"),
            (formatted("date-time"), "a UUID may not have the format `date-time`"),
            (constrained("maxLength", json!(35)), "a UUID has 36 characters, and its `maxLength` is 35"),
            (constrained("minLength", json!(40)), "a UUID has 36 characters, and its `minLength` is 40"),
            (constrained("maxLength", json!("a")), "a UUID may not match the maxLength `a`"),
            (constrained("pattern", json!("^key_")), "a UUID may not match the pattern `^key_`"),
        ] {
            assert_eq!(problem_of(vec![], schema.clone(), SIMPLE()).as_deref(), Some(expected));
            assert_eq!(problem_of(vec![schema], reference(0), SIMPLE()).as_deref(), Some(expected));
        }
        assert_eq!(problem_of(vec![], string(), Serialization::Json).as_deref(), Some("its value is JSON"));
    }
}

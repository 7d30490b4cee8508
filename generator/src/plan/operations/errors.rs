//! The error responses of an operation: one type if their bodies agree, else an enum.

use super::responses::{Planned, have_one_type, media_types, name_variants, plan_variants, response_enum};
use crate::api::{Operation, Outcome as ApiOutcome, Response, Status};
use crate::plan::docs::markdown::{list_item, to_doc_lines};
use crate::plan::docs::{generated, paragraph};
use crate::plan::names::status::{error_label, statuses};
use crate::plan::names::{Case, identifier};
use crate::rust::{ErrorType, Identifier, MediaTypeArm, Outcome, ResponseBody, ResponseVariant, StatusArm, Type};

/// Plans the type of the errors, and the arms for them. Returns it with the arm for undeclared statuses.
///
/// `common` is the common error body of the API: undeclared error statuses are read as it, if the type can hold it.
pub(super) fn plan_errors(
    (name, method): (Identifier, &str),
    planned: &[Planned<'_>],
    common: Option<ResponseBody>,
    arms: &mut Vec<StatusArm>,
) -> (ErrorType, MediaTypeArm) {
    let errors: Vec<&Planned<'_>> = planned.iter().filter(|planned| planned.response.outcome.may_be_error()).collect();
    let mut bodies: Vec<ResponseBody> = Vec::new();
    for body in errors.iter().flat_map(|planned| &planned.alternatives).map(|known| buffered(known.body.clone())) {
        if !bodies.iter().any(|known| have_one_type(Some(known), Some(&body))) {
            bodies.push(body);
        }
        // Two types need an enum, however many there are.
        if bodies.len() > 1 {
            break;
        }
    }
    let arm = |outcome, body| MediaTypeArm { media_types: Vec::new(), outcome, body };
    if bodies.len() > 1 {
        return plan_enum((name, method), &errors, common, arms);
    }
    let declares_body = !bodies.is_empty();
    let Some(only) = bodies.pop().or(common.clone()) else {
        return (ErrorType::Untyped, arm(Outcome::UntypedError, None));
    };
    let undeclared = match common {
        Some(common) if common == only => arm(Outcome::UndeclaredError, Some(common)),
        _ => arm(Outcome::Undeclared, None),
    };
    // A response without a described body is read as that of an undeclared status. It needs an arm beside one for many
    // statuses.
    let has_range = errors.iter().any(|planned| !matches!(planned.response.status, Status::Code(_)));
    for planned in errors {
        let media_types = match planned.alternatives.as_slice() {
            [] if has_range && declares_body => vec![undeclared.clone()],
            [] => continue,
            _ => media_types(planned, &Outcome::Error),
        };
        arms.push(StatusArm { statuses: statuses(planned.response.status), media_types: buffered_arms(media_types) });
    }
    (ErrorType::One(only), undeclared)
}

/// Plans an enum with a variant for each body of each status.
fn plan_enum(
    (name, method): (Identifier, &str),
    errors: &[&Planned<'_>],
    common: Option<ResponseBody>,
    arms: &mut Vec<StatusArm>,
) -> (ErrorType, MediaTypeArm) {
    let mut names = name_variants(errors.iter().copied(), false).into_iter();
    let mut variants: Vec<ResponseVariant> = Vec::new();
    for planned in errors {
        let outcome = |variant| Outcome::ErrorVariant(name.clone(), variant);
        let media_types = plan_variants(planned, &mut names, &mut variants, outcome);
        arms.push(StatusArm { statuses: statuses(planned.response.status), media_types: buffered_arms(media_types) });
    }
    for variant in &mut variants {
        variant.body = variant.body.take().map(buffered);
    }
    let declares_all = errors.iter().any(|planned| planned.response.status == Status::Default);
    let undeclared = match common.filter(|_| !declares_all) {
        Some(common) => {
            // No declared status has this name but `default`.
            let other = identifier("other", Case::Type);
            let docs = generated::undeclared_error();
            let (body, accessors) = (Some(common.clone()), None);
            variants.push(ResponseVariant { name: other.clone(), docs, body, accessors });
            let outcome = Outcome::UndeclaredErrorVariant(name.clone(), other);
            MediaTypeArm { media_types: Vec::new(), outcome, body: Some(common) }
        }
        None => MediaTypeArm { media_types: Vec::new(), outcome: Outcome::Undeclared, body: None },
    };
    (ErrorType::Several(response_enum(name, generated::errors(method), variants)), undeclared)
}

fn buffered_arms(mut arms: Vec<MediaTypeArm>) -> Vec<MediaTypeArm> {
    for arm in &mut arms {
        arm.body = arm.body.take().map(buffered);
    }
    arms
}

/// The body of an error response, which is read to the end.
fn buffered(body: ResponseBody) -> ResponseBody {
    match body {
        ResponseBody::Stream | ResponseBody::Parts(_) => ResponseBody::Bytes,
        ResponseBody::Events(..) | ResponseBody::Items(_) => ResponseBody::Text,
        other => other,
    }
}

/// Adds the section about errors: the type of an error, and the statuses that no enum lists.
pub(super) fn error_docs(lines: &mut Vec<String>, operation: &Operation, error: &ErrorType) {
    let declared = |outcome: fn(ApiOutcome) -> bool| -> Vec<&Response> {
        operation.responses.iter().filter(|response| outcome(response.outcome)).collect()
    };
    let errors = declared(ApiOutcome::may_be_error);
    let neither = declared(|outcome| outcome == ApiOutcome::Neither);
    if errors.is_empty() && neither.is_empty() {
        return;
    }
    paragraph(lines, "# Errors");
    match (error, one_name(error)) {
        _ if errors.is_empty() => {}
        (ErrorType::Several(errors), _) => {
            let name = errors.name.as_str();
            paragraph(lines, &format!("Returns [`{name}`] for each error status that the API declares."));
        }
        (ErrorType::One(_) | ErrorType::Untyped, Some((name, is_nullable))) => {
            let or_none = if is_nullable { " or `None`" } else { "" };
            let about =
                format!("Returns [`Error::Api`] with [`{name}`](types::{name}){or_none} for an error response:");
            status_list(lines, &about, &errors);
        }
        (ErrorType::One(_) | ErrorType::Untyped, None) => {
            status_list(lines, "Returns [`Error::Api`] for an error response:", &errors);
        }
    }
    if !neither.is_empty() {
        status_list(
            lines,
            "Returns [`Error::Response`] for a status that is neither a success nor an error:",
            &neither,
        );
    }
}

/// Returns the name of the one type that all errors have, and whether its value may be `null`.
fn one_name(error: &ErrorType) -> Option<(&str, bool)> {
    match error {
        ErrorType::One(ResponseBody::Json(Type::Named(name))) => Some((name.as_str(), false)),
        ErrorType::One(ResponseBody::Json(Type::Option(inner))) => match inner.as_ref() {
            Type::Named(name) => Some((name.as_str(), true)),
            _ => None,
        },
        _ => None,
    }
}

/// Adds a list of statuses with their descriptions.
fn status_list(lines: &mut Vec<String>, about: &str, responses: &[&Response]) {
    paragraph(lines, about);
    lines.push(String::new());
    for response in responses {
        lines.extend(list_item(&error_label(response.status, responses.len()), &to_doc_lines(&response.description)));
    }
}

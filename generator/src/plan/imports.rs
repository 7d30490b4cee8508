//! The imports of each generated file: the names of the runtime and the types that its items contain.

use std::collections::BTreeSet;

use crate::api::Serialization;
use crate::rust::{
    ArgumentForm, BodyKind, Client, CredentialKind, DefaultServer, ErrorType, EventName, EventNames, HeaderForm,
    Identifier, Import, Input, InputTarget, Item, Operation, PartBody, ResponseBody, RuntimeType, Success, Type,
    TypeModule, WebhookScheme,
};

/// The imports of a module of types.
pub(super) fn of_types(module: &TypeModule) -> Vec<Import> {
    let own: BTreeSet<&str> = module.items.iter().map(|item| item.name().as_str()).collect();
    let mut types: Vec<&Type> = Vec::new();
    module.items.iter().for_each(|item| item.visit_types(&mut |value| types.push(value)));
    let has_rest = |item: &Item| matches!(item, Item::Struct(item) if item.additional_properties.is_some());
    // Every type but an alias is read from JSON.
    let has_json = |item: &Item| match item {
        Item::Alias(alias) => alias.target.has_json(),
        _ => true,
    };
    let mut imports = Vec::new();
    if module.items.iter().any(has_rest) || types.iter().any(|value| value.has_map()) {
        imports.push(names("std::collections", ["BTreeMap"]));
    }
    if module.items.iter().any(has_json) {
        imports.push(Import::of("crate::runtime::json"));
    }
    if types.iter().any(|value| value.has_text()) {
        imports.push(Import::of("crate::runtime::format"));
    }
    let mut others = BTreeSet::new();
    types.iter().for_each(|value| value.visit_named(&mut |name| _ = others.insert(name.clone())));
    let others: Vec<String> =
        others.iter().map(Identifier::as_str).filter(|name| !own.contains(name)).map(str::to_owned).collect();
    if !others.is_empty() {
        imports.push(Import { path: "crate::types".to_owned(), names: others, features: Vec::new() });
    }
    imports
}

/// The imports of the module of an operation.
pub(super) fn of_operation(operation: &Operation) -> Vec<Import> {
    let types = all_types(operation);
    let mut imports = Vec::new();
    if inputs(operation).any(|input| matches!(input.argument.form, ArgumentForm::Borrow(_))) {
        imports.push(Import::of("std::borrow::Borrow"));
    }
    if types.iter().any(Type::has_map) {
        imports.push(names("std::collections", ["BTreeMap"]));
    }
    if let Some(group) = &operation.group {
        imports.push(Import::of(format!("crate::operations::{}::{}", group.module.as_str(), group.view.as_str())));
    }
    let mut runtime = BTreeSet::from(["Error", "Operation", "RawResponse", "RequestBuilder", "Response"]);
    if operation.group.is_none() {
        runtime.insert("Client");
    }
    for input in inputs(operation) {
        runtime.extend(of_input(input));
    }
    for body in bodies(operation) {
        runtime.extend(of_response(body));
    }
    for variant in operation.body.iter().flat_map(|body| &body.variants) {
        runtime.extend(of_body(&variant.kind));
    }
    if operation.error == ErrorType::Untyped {
        runtime.insert("UntypedBody");
    }
    if operation.events.is_some() {
        runtime.extend(["EventForm", "EventRequest"]);
    }
    if operation.pagination.is_some() {
        runtime.extend(["NextPage", "Pagination", "Paginator"]);
    }
    if let Some(headers) = &operation.headers {
        runtime.extend(["HeaderError", "HeaderMap"]);
        runtime.extend(headers.getters.iter().map(|getter| match getter.form {
            HeaderForm::Simple => "read_header",
            HeaderForm::Json => "read_json_header",
            HeaderForm::Lines => "read_header_lines",
            HeaderForm::Delimited(_) => "read_delimited_header",
        }));
    }
    // Functions come after types, as rustfmt sorts them.
    let (functions, mut runtime): (Vec<&str>, Vec<&str>) =
        runtime.into_iter().partition(|name| name.starts_with(char::is_lowercase));
    runtime.extend(functions);
    imports.push(names("crate::runtime", runtime));
    if types.iter().any(Type::has_json) {
        imports.push(Import::of("crate::runtime::json"));
    }
    if types.iter().any(Type::has_text) {
        imports.push(Import::of("crate::runtime::format"));
    }
    let mut names_types = false;
    types.iter().for_each(|value| value.visit_named(&mut |_| names_types = true));
    if names_types {
        imports.push(Import::of("crate::types"));
    }
    imports
}

/// The values that callers pass.
fn inputs(operation: &Operation) -> impl Iterator<Item = &Input> {
    operation.required.iter().chain(&operation.optional)
}

/// The runtime's names that an argument and the statement for it take.
fn of_input(input: &Input) -> Vec<&'static str> {
    let declared = match &input.argument.form {
        ArgumentForm::Value(Type::Runtime(value)) | ArgumentForm::Into(Type::Runtime(value), _) => Some(value.name()),
        ArgumentForm::IntoItems(Type::Runtime(value)) => Some(value.name()),
        ArgumentForm::Value(Type::JsonItems(_)) | ArgumentForm::Into(Type::JsonItems(_), _) => Some("JsonItems"),
        ArgumentForm::Value(Type::PartItems(_)) | ArgumentForm::Into(Type::PartItems(_), _) => Some("PartItems"),
        _ => None,
    };
    // A part is an item too.
    let item = match &input.target {
        InputTarget::Body(BodyKind::Parts { item: Type::Runtime(item), .. }) => Some(item.name()),
        _ => None,
    };
    let target = match &input.target {
        InputTarget::Parameter { style, .. } | InputTarget::FormField { style, .. } => style.as_ref().map(|_| "Style"),
        InputTarget::Body(BodyKind::Form { styles, .. })
        | InputTarget::QueryString { serialization: Serialization::Form(styles), .. } => {
            styles.first().map(|_| "Style")
        }
        InputTarget::Body(_)
        | InputTarget::Part { .. }
        | InputTarget::PartAt { .. }
        | InputTarget::QueryString { .. } => None,
    };
    declared.into_iter().chain(item).chain(target).collect()
}

/// The runtime's names that a variant of a body takes.
fn of_body(kind: &BodyKind) -> Vec<&'static str> {
    match kind {
        BodyKind::Form { styles, .. } => styles.first().map(|_| "Style").into_iter().collect(),
        BodyKind::Json { .. } | BodyKind::Text { .. } | BodyKind::Several(_) => Vec::new(),
        BodyKind::Items { .. } => vec!["JsonItems"],
        BodyKind::Parts { item: Type::Runtime(item), .. } => vec!["PartItems", item.name()],
        BodyKind::Parts { .. } => vec!["PartItems"],
        BodyKind::Bytes { .. } | BodyKind::Any { .. } => vec![RuntimeType::Body.name()],
        BodyKind::Multipart => vec![RuntimeType::Multipart.name()],
    }
}

/// The runtime's names that the body of a response takes.
fn of_response(body: &ResponseBody) -> &'static [&'static str] {
    match body {
        ResponseBody::Json(_) | ResponseBody::Text => &[],
        ResponseBody::Bytes => &["Bytes"],
        ResponseBody::Stream => &["ByteStream"],
        ResponseBody::Events(..) => &["EventForm", "EventStream"],
        ResponseBody::Items(_) => &["JsonStream"],
        ResponseBody::Parts(PartBody::Json(_) | PartBody::Text(_) | PartBody::Positions(_)) => &["PartStream"],
        ResponseBody::Parts(PartBody::Bytes) => &["Bytes", "PartStream"],
    }
}

/// The bodies of all responses.
fn bodies(operation: &Operation) -> Vec<&ResponseBody> {
    let mut bodies: Vec<&ResponseBody> = match &operation.success {
        Success::One(body) => body.iter().collect(),
        Success::Optional(body) => vec![body],
        Success::Several(successes) => successes.variants.iter().filter_map(|variant| variant.body.as_ref()).collect(),
    };
    bodies.extend(operation.error.bodies());
    bodies.extend(operation.parts.iter().flat_map(|parts| &parts.variants).filter_map(|variant| variant.body.as_ref()));
    bodies
}

/// The types that the module of an operation names.
pub(super) fn all_types(operation: &Operation) -> Vec<Type> {
    let arguments = inputs(operation).filter_map(|input| input.argument.form.value_type());
    let variants = operation.body.iter().flat_map(|body| &body.variants).filter_map(|variant| variant.kind.value());
    let headers = operation.headers.iter().flat_map(|headers| &headers.getters).map(|getter| &getter.value);
    let responses = bodies(operation).into_iter().filter_map(ResponseBody::value);
    let items = operation.pagination.iter().map(|pagination| &pagination.item);
    let events = operation.events.iter().map(|events| &events.item);
    arguments.chain(variants.chain(headers).chain(responses).chain(items).chain(events).cloned()).collect()
}

/// The imports of the module for servers and credentials.
pub(super) fn of_client(client: &Client) -> Vec<Import> {
    let mut runtime: Vec<&str> = client.from_env.iter().map(|_| "BuildError").collect();
    runtime.extend(["Client", "ClientBuilder", "Credential", "Credentials", RuntimeType::SecretString.name()]);
    if let Some(limit) = &client.builder.rate_limit {
        runtime.push("RateLimitHeaders");
        runtime.extend(limit.headers.reset.iter().map(|_| "ResetUnit"));
    }
    let is_provided = |kind: &CredentialKind| *kind == CredentialKind::TokenProvider;
    let has_servers = client.servers.is_some() || !client.templates.is_empty();
    if has_servers || matches!(client.builder.server, DefaultServer::Url(_)) {
        runtime.push("ServerUrl");
    }
    if client.credentials.iter().any(|setter| is_provided(&setter.kind)) {
        runtime.push(RuntimeType::TokenProvider.name());
    }
    vec![names("crate::runtime", runtime)]
}

/// The imports of the module that verifies webhook requests.
pub(super) fn of_webhooks(scheme: &WebhookScheme, events: Option<&EventNames>) -> Vec<Import> {
    let mut types = vec!["SecretEncoding", "SignatureEncoding", "SignatureScheme", "SignedPart"];
    if scheme.timestamp.is_some() {
        types.extend(["SignedTimestamp", "TimestampPlace", "TimestampUnit"]);
    }
    types.extend(["WebhookError", "WebhookSecrets"]);
    match events.map(|events| &events.place) {
        Some(EventName::Header(_)) => types.extend(["event_name", "read_event"]),
        Some(EventName::Pointer(_)) => types.push("read_event"),
        None => types.push("read_body"),
    }
    let mut imports = Vec::new();
    let duration = scheme.timestamp.iter().map(|_| "Duration");
    imports.push(names("std::time", duration.chain(["SystemTime"])));
    imports.push(names("crate::runtime", ["HeaderMap"].into_iter().chain(events.map(|_| "json"))));
    imports.push(names("crate::runtime::webhooks", types));
    imports
}

/// The imports of the module of the types for formats.
pub(super) fn of_formats() -> Vec<Import> {
    vec![Import::of("crate::runtime::json")]
}

fn names<'n>(path: &str, names: impl IntoIterator<Item = &'n str>) -> Import {
    let names = names.into_iter().map(str::to_owned).collect();
    Import { path: path.to_owned(), names, features: Vec::new() }
}

//! The program in the README: it builds a client and calls one operation.

use std::collections::BTreeSet;

use crate::api::{Api, Method};
use crate::plan::operations::example_values::Types;
use crate::plan::operations::examples::{self, Binding, Call};
use crate::rust::{
    Client, Crate, CredentialKind, CredentialSetter, DefaultServer, Operation, ProposedVariables, Success,
};

/// The longest line of the program.
const WIDTH: usize = 100;

/// Returns the lines of a program that compiles with the crate and tokio.
pub(super) fn quick_start(api: &Api, planned: &Crate, crate_name: &str) -> Vec<String> {
    let operation = operation(api, planned, crate_name);
    let required = operation.as_ref().map(|(operation, _)| *operation);
    let Expression { variables, value: credentials } = credentials(&planned.client, required, crate_name);
    let names = if credentials.is_empty() { "Client" } else { "{Client, Credentials}" };
    let imports = operation.as_ref().and_then(|(_, call)| examples::import(crate_name, &call.imports));
    let mut lines: Vec<String> = imports.into_iter().collect();
    lines.extend([
        format!("use {crate_name}::{names};"),
        String::new(),
        "#[tokio::main]".to_owned(),
        "async fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {".to_owned(),
    ]);
    lines.extend(variables);
    let mut chain = vec!["Client::builder()".to_owned()];
    if planned.client.builder.server == DefaultServer::None {
        chain.push(".server(\"https://api.example.com\")".to_owned());
    }
    if !credentials.is_empty() {
        chain.push(format!(".credentials({credentials})"));
    }
    chain.push(".build()?".to_owned());
    lines.extend(statement("let client = ", &chain));
    match operation {
        Some((_, call)) => {
            lines.extend(call.statements.iter().flat_map(|text| text.lines()).map(|line| format!("    {line}")));
            let declaration = call.binding.as_ref().map(Binding::declaration).unwrap_or_default();
            lines.extend(statement(&declaration, &[call.receiver, call.method, ".await?".to_owned()]));
            let reading = call.binding.map(|binding| match binding.reading() {
                lines if lines.is_empty() => vec![format!("println!(\"{{{}:?}}\");", binding.variable)],
                lines => lines,
            });
            lines.extend(reading.into_iter().flatten().map(|line| format!("    {line}")));
        }
        None => lines.push("    println!(\"{client:?}\");".to_owned()),
    }
    lines.extend(["    Ok(())".to_owned(), "}".to_owned()]);
    lines
}

/// Returns a statement on one line if it fits, otherwise with a line for each call.
fn statement(binding: &str, chain: &[String]) -> Vec<String> {
    let line = format!("    {binding}{};", chain.concat());
    if line.chars().count() <= WIDTH {
        return vec![line];
    }
    let [first, rest @ ..] = chain else { return Vec::new() };
    let mut lines = vec![format!("    {binding}{first}")];
    lines.extend(rest.iter().map(|call| format!("        {call}")));
    if let Some(last) = lines.last_mut() {
        last.push(';');
    }
    lines
}

/// Returns the operation for an example: one that reads, without arguments if possible. `None` if each one needs a
/// value that has no literal.
fn operation<'p>(api: &Api, planned: &'p Crate, crate_name: &str) -> Option<(&'p Operation, Call)> {
    let types = Types::new(&planned.types);
    let callable =
        api.operations.iter().zip(&planned.operations).filter(|(operation, _)| operation.method != Method::Delete);
    let calls = callable.filter_map(|(operation, planned)| {
        let call = examples::call(crate_name, planned, &types)?;
        // The program imports the crate's own types of these names.
        if ["Client", "Credentials"].iter().any(|name| call.imports.contains(*name)) {
            return None;
        }
        let reads = operation.method == Method::Get;
        let has_body = matches!(&planned.success, Success::One(Some(_)));
        let is_deprecated = operation.documentation.deprecated;
        Some(((is_deprecated, !reads, !has_body, planned.required.len()), planned, call))
    });
    // Of equal ones, the first.
    calls.min_by_key(|(rank, _, _)| *rank).map(|(_, planned, call)| (planned, call))
}

/// An expression, and the statements before it that bind its variables.
#[derive(Default)]
struct Expression {
    variables: Vec<String>,
    value: String,
}

/// Returns the expression for the credentials that an operation requires. It is empty if there are none.
fn credentials(client: &Client, operation: Option<&Operation>, crate_name: &str) -> Expression {
    if client.from_env.is_some() {
        return Expression { value: "Credentials::from_env()?".to_owned(), ..Expression::default() };
    }
    let setter = |scheme: &String| client.credentials.iter().find(|setter| setter.scheme.as_ref() == Some(scheme));
    let required = operation.and_then(|operation| operation.security.iter().find(|schemes| !schemes.is_empty()));
    let setters: Vec<&CredentialSetter> = match required {
        Some(schemes) => schemes.iter().filter_map(setter).collect(),
        None if operation.is_some_and(|operation| !operation.security.is_empty()) => Vec::new(),
        None => client.credentials.iter().filter(|setter| setter.scheme.is_some()).take(1).collect(),
    };
    let call = |secret: &str| format!("std::env::var(\"{secret}\")?");
    let inline = credentials_with(client, &setters, crate_name, &mut |_, variable| call(variable));
    let mut names: Vec<(String, String)> = Vec::new();
    let value = credentials_with(client, &setters, crate_name, &mut |name, variable| {
        names.push((name.to_owned(), format!("    let {name} = {};", call(variable))));
        name.to_owned()
    });
    let is_long = format!("        .credentials({inline})").chars().count() > WIDTH;
    let unique: BTreeSet<&String> = names.iter().map(|(name, _)| name).collect();
    match is_long && unique.len() == names.len() {
        true => Expression { variables: names.into_iter().map(|(_, line)| line).collect(), value },
        false => Expression { variables: Vec::new(), value: inline },
    }
}

/// Returns the calls that make credentials. `argument` returns the argument for a value, which has a name and an
/// environment variable.
fn credentials_with(
    client: &Client,
    setters: &[&CredentialSetter],
    crate_name: &str,
    argument: &mut dyn FnMut(&str, &str) -> String,
) -> String {
    let mut expression = String::new();
    for setter in setters {
        let function = match &setter.with {
            Some(with) if !expression.is_empty() => with,
            _ if !expression.is_empty() => continue,
            _ => &setter.constructor,
        };
        let separator = if expression.is_empty() { "Credentials::" } else { "." };
        let ProposedVariables { user, secret, .. } = variables(client, setter, crate_name);
        let constructor = setter.constructor.name.as_str();
        let name = match setter.kind {
            CredentialKind::Basic => "password",
            CredentialKind::Bearer | CredentialKind::TokenProvider => "token",
            // Each of several keys has the name of its scheme.
            _ if setters.len() > 1 => constructor,
            _ => "api_key",
        };
        let user = user.map(|user| argument("user", &user));
        let arguments: Vec<String> = user.into_iter().chain([argument(name, &secret)]).collect();
        expression.push_str(&format!("{separator}{}({})", function.name.as_str(), arguments.join(", ")));
    }
    expression
}

/// Proposes environment variables for the security schemes of a document, or for a token if it has none.
pub(super) fn proposed_variables(client: &Client, crate_name: &str) -> Vec<ProposedVariables> {
    let is_constant = |setter: &&CredentialSetter| setter.kind != CredentialKind::TokenProvider;
    let has_schemes = client.credentials.iter().any(|setter| setter.scheme.is_some());
    let is_proposed = |setter: &&CredentialSetter| match has_schemes {
        true => setter.scheme.is_some(),
        false => setter.kind == CredentialKind::Bearer,
    };
    let setters = client.credentials.iter().filter(is_constant).filter(is_proposed);
    setters.map(|setter| variables(client, setter, crate_name)).collect()
}

/// Returns names for the environment variables of a credential. They contain the scheme if there are several.
fn variables(client: &Client, setter: &CredentialSetter, crate_name: &str) -> ProposedVariables {
    let schemes: BTreeSet<&String> = client.credentials.iter().filter_map(|setter| setter.scheme.as_ref()).collect();
    let constructor = setter.constructor.name.word();
    // An identifier may have letters beyond ASCII, and a variable may not.
    let prefix = match schemes.len() > 1 && constructor.is_ascii() {
        true => format!("{crate_name}_{constructor}"),
        false => crate_name.to_owned(),
    };
    let has_suffix = ["key", "secret", "token"].iter().any(|suffix| prefix.ends_with(&format!("_{suffix}")));
    let variable = |suffix: &str| match suffix {
        "API_KEY" | "TOKEN" if has_suffix => prefix.to_ascii_uppercase(),
        suffix => format!("{prefix}_{suffix}").to_ascii_uppercase(),
    };
    let is_basic = setter.kind == CredentialKind::Basic;
    ProposedVariables {
        scheme: setter.scheme.clone().unwrap_or_else(|| constructor.to_owned()),
        user: is_basic.then(|| variable("USER")),
        secret: variable(match setter.kind {
            CredentialKind::Basic => "PASSWORD",
            CredentialKind::Bearer | CredentialKind::TokenProvider => "TOKEN",
            _ => "API_KEY",
        }),
    }
}

//! The names of a planned client by place: the component or the operation, and the keys below it. A place never
//! contains a Rust name.

use std::collections::BTreeMap;

use generator::rust::{
    ArgumentForm, BodyKind, Crate, Identifier, Input, InputTarget, Item, Outcome, ResponseBody, ServerVariableKind,
    Success, Type,
};

/// The names by place.
pub(crate) type Names = BTreeMap<String, String>;

/// Returns all names of a client. The first modules of types belong to `components`, in order.
pub(crate) fn names(planned: &Crate, components: &[String]) -> Names {
    let items = planned.types.iter().flat_map(|module| &module.items).map(|item| (item.name(), item)).collect();
    let roots = planned.types.iter().zip(components);
    let roots: Vec<_> =
        roots.filter_map(|(module, name)| Some((module.items.first()?.name(), name.as_str()))).collect();
    let component_of = roots.iter().copied().collect();
    let mut finder = Finder { items, component_of, names: Names::new() };
    for (module, component) in planned.types.iter().zip(components) {
        finder.put(format!("module of {component}"), &module.name);
    }
    for (name, component) in roots {
        finder.put(format!("schema {component}"), name);
        finder.item(component, name, &mut Vec::new());
    }
    for module in planned.types.iter().skip(components.len()) {
        // Shared types are also found through the operations. Webhook bodies are found here only.
        if let Some(first) = module.items.first().filter(|_| is_webhook(module.at.pointer.as_str())) {
            finder.put(format!("payload {}", module.at.pointer), first.name());
            finder.item(module.at.pointer.as_str(), first.name(), &mut Vec::new());
        }
    }
    planned.operations.iter().for_each(|operation| finder.operation(operation));
    finder.client(&planned.client);
    finder.names
}

fn is_webhook(pointer: &str) -> bool {
    pointer.starts_with("/webhooks") || pointer.contains("/callbacks/")
}

struct Finder<'c> {
    items: BTreeMap<&'c Identifier, &'c Item>,
    component_of: BTreeMap<&'c Identifier, &'c str>,
    names: Names,
}

impl<'c> Finder<'c> {
    fn put(&mut self, place: String, name: &Identifier) {
        self.names.insert(place, name.as_str().to_owned());
    }

    fn operation(&mut self, operation: &'c generator::rust::Operation) {
        let at = format!("{} {}", operation.http_method, operation.path);
        self.put(format!("{at} method"), &operation.method);
        self.put(format!("{at} module"), &operation.module);
        self.put(format!("{at} request"), &operation.request);
        operation.error.enumeration().into_iter().for_each(|errors| self.put(format!("{at} error"), &errors.name));
        for (role, inputs) in [("argument", &operation.required), ("setter", &operation.optional)] {
            inputs.iter().for_each(|input| self.input(&format!("{at} {role}"), input));
        }
        if let Some(body) = &operation.body {
            self.put(format!("{at} body"), &body.name);
            for variant in &body.variants {
                let media_type = variant.docs.0.join(" ");
                self.put(format!("{at} {media_type}"), &variant.name);
                self.body(&format!("{at} {media_type}"), &variant.kind);
            }
        }
        if let Some(headers) = &operation.headers {
            self.put(format!("{at} headers"), &headers.name);
            for getter in &headers.getters {
                self.put(format!("{at} header {}", getter.wire), &getter.name);
                self.value(&format!("{at} header {}", getter.wire), &getter.value, &mut Vec::new());
            }
        }
        if let Success::Several(successes) = &operation.success {
            self.put(format!("{at} output"), &successes.name);
        }
        for arm in &operation.arms {
            for choice in &arm.media_types {
                let place = format!("{at} {:?} {}", arm.statuses, choice.media_types.join(","));
                if let Outcome::SuccessVariant(_, name) | Outcome::ErrorVariant(_, name) = &choice.outcome {
                    self.put(format!("{place} variant"), name);
                }
                self.response(&place, choice.body.as_ref());
            }
        }
    }

    fn input(&mut self, at: &str, input: &'c Input) {
        let wire = match &input.target {
            InputTarget::Parameter { wire, location, .. } => format!("{location:?} {wire}"),
            InputTarget::QueryString { wire, .. } => format!("query string {wire}"),
            InputTarget::FormField { wire, .. } | InputTarget::Part { wire, .. } => format!("part {wire}"),
            InputTarget::PartAt { index, .. } => format!("part at index {index}"),
            InputTarget::Body(kind) => {
                self.body(at, kind);
                "the body".to_owned()
            }
        };
        self.put(format!("{at} {wire}"), &input.name);
        if !matches!(input.target, InputTarget::Body(_)) {
            let (ArgumentForm::Value(value)
            | ArgumentForm::Into(value, _)
            | ArgumentForm::Items(value)
            | ArgumentForm::IntoItems(value)) = &input.argument.form
            else {
                return;
            };
            self.value(&format!("{at} {wire}"), value, &mut Vec::new());
        }
    }

    fn body(&mut self, at: &str, kind: &'c BodyKind) {
        if let BodyKind::Json { value, .. } | BodyKind::Form { value, .. } = kind {
            self.value(&format!("{at} body"), value, &mut Vec::new());
        }
    }

    fn response(&mut self, at: &str, body: Option<&'c ResponseBody>) {
        if let Some(value) = body.and_then(ResponseBody::value) {
            self.value(at, value, &mut Vec::new());
        }
    }

    /// Adds the types in a value, except those of components, which have their own place.
    fn value(&mut self, at: &str, value: &'c Type, above: &mut Vec<&'c Identifier>) {
        let mut named = Vec::new();
        value.visit_named(&mut |name| named.push(name));
        for (index, name) in named.into_iter().enumerate() {
            let place = if index == 0 { at.to_owned() } else { format!("{at} {index}") };
            self.put(format!("{place} type"), name);
            if !self.component_of.contains_key(name) && !above.contains(&name) {
                self.item(&place, name, above);
            }
        }
    }

    fn item(&mut self, at: &str, name: &'c Identifier, above: &mut Vec<&'c Identifier>) {
        let Some(item) = self.items.get(name).copied() else { return };
        above.push(name);
        match item {
            Item::Struct(item) => {
                for field in &item.fields {
                    let place = format!("{at}.{}", field.wire);
                    self.put(place.clone(), &field.name);
                    field.setter.iter().for_each(|setter| self.put(format!("{place} setter"), &setter.name));
                    field.default.iter().for_each(|default| self.put(format!("{place} default"), &default.name));
                    self.value(&place, &field.value, above);
                }
                for (index, part) in item.overflow.iter().enumerate() {
                    self.put(format!("{at} more {index}"), &part.name);
                    self.put(format!("{at} more {index} field"), &part.holder);
                }
                if let Some(rest) = &item.additional_properties {
                    self.put(format!("{at} rest"), &rest.name);
                    self.value(&format!("{at} rest"), &rest.value, above);
                }
            }
            Item::Enumeration(item) => {
                for variant in &item.variants {
                    self.put(format!("{at}={:?}", variant.wire), &variant.name);
                }
            }
            Item::Union(item) => {
                let mut inline = 0;
                for variant in &item.variants {
                    let mut named = Vec::new();
                    variant.value.visit_named(&mut |name| named.push(name));
                    let is_one = matches!(variant.value, Type::Named(_) | Type::Box(_));
                    let component = named.first().and_then(|name| self.component_of.get(name)).filter(|_| is_one);
                    let component = component.copied();
                    // Inline alternatives are identified by their index.
                    let key = component.map_or_else(|| inline.to_string(), str::to_owned);
                    inline += usize::from(component.is_none());
                    self.put(format!("{at}|{key}"), &variant.name);
                    variant.reader.iter().for_each(|reader| self.put(format!("{at}|{key} reader"), &reader.name));
                    self.value(&format!("{at}|{key}"), &variant.value, above);
                }
            }
            Item::Alias(item) | Item::Newtype(item) => self.value(at, &item.target, above),
        }
        above.pop();
    }

    fn client(&mut self, client: &generator::rust::Client) {
        for server in client.servers.iter().flat_map(|servers| &servers.variants) {
            self.put(format!("server {}", server.url), &server.name);
        }
        for template in &client.templates {
            let at = format!("server {:?}", template.docs);
            self.put(at.clone(), &template.name);
            for variable in &template.variables {
                self.put(format!("{at} {:?}", variable.docs), &variable.name);
                if let ServerVariableKind::Listed(values) = &variable.kind {
                    self.put(format!("{at} {:?} type", variable.docs), &values.name);
                    values.variants.iter().for_each(|listed| self.put(format!("{at} {}", listed.value), &listed.name));
                }
            }
        }
        for credential in &client.credentials {
            let at = format!("credential {:?} {:?}", credential.scheme, credential.kind);
            self.put(at.clone(), &credential.constructor.name);
            credential.with.iter().for_each(|with| self.put(format!("{at} with"), &with.name));
        }
    }
}

//! Values of structs and enums in examples, made as a caller makes them.

use std::collections::{BTreeMap, BTreeSet};

use super::examples::literal;
use crate::rust::{Argument, ArgumentForm, Derive, Identifier, Item, Type, TypeModule, Wrapper};

/// How deep structs are inside of each other in an example.
const DEPTH: usize = 2;

/// How many arguments a function in an example has.
const ARGUMENTS: usize = 12;

/// The longest line of an example.
const WIDTH: usize = 90;

/// All types by name.
pub(crate) struct Types<'m>(BTreeMap<&'m Identifier, &'m Item>);

impl<'m> Types<'m> {
    pub(crate) fn new(modules: &'m [TypeModule]) -> Self {
        let items = modules.iter().flat_map(|module| &module.items);
        Self(items.map(|item| (item.name(), item)).collect())
    }

    /// Returns an expression that makes a struct from literals, and adds the types in it to `imports`. Returns `None` if some
    /// required field has no literal.
    pub(super) fn value(&self, name: &Identifier, imports: &mut BTreeSet<String>) -> Option<String> {
        let mut used = BTreeSet::new();
        let value = self.made(name, DEPTH, &mut used)?;
        imports.extend(used);
        Some(value)
    }

    fn made(&self, name: &Identifier, depth: usize, imports: &mut BTreeSet<String>) -> Option<String> {
        let path = name.as_str();
        let value = match self.0.get(name)? {
            Item::Struct(item) if item.deprecated => return None,
            Item::Struct(item) => match &item.new {
                Some(new) => {
                    let arguments: Vec<&Argument> = new.arguments().collect();
                    if arguments.len() > ARGUMENTS {
                        return None;
                    }
                    let values = arguments.into_iter().map(|argument| self.argument(argument, depth, imports));
                    call(&format!("{path}::new"), &values.collect::<Option<Vec<String>>>()?)
                }
                None if item.derives.contains(&Derive::Default) => format!("{path}::default()"),
                None => return None,
            },
            Item::Enumeration(item) if !item.deprecated => format!("{path}::{}", item.variants.first()?.name.as_str()),
            _ => return None,
        };
        imports.insert(path.to_owned());
        Some(value)
    }

    fn argument(&self, argument: &Argument, depth: usize, imports: &mut BTreeSet<String>) -> Option<String> {
        let mut value = |value: &Type| match self.target(value) {
            Type::Named(name) => self.made(name, depth.checked_sub(1)?, imports),
            value => literal(value, argument.name.word()),
        };
        match &argument.form {
            // No literal converts into these: a list of literals is an array, and an integer is an `i32`.
            ArgumentForm::Into(inner, _) if matches!(self.target(inner), Type::Vec(_) | Type::U32 | Type::U64) => None,
            ArgumentForm::Into(inner, Wrapper::None | Wrapper::Box | Wrapper::Link) => value(inner),
            ArgumentForm::Items(item) if matches!(self.target(item), Type::Vec(_)) => None,
            ArgumentForm::Items(item) | ArgumentForm::IntoItems(item) => Some(format!("[{}]", value(item)?)),
            form => value(&form.value_type()?),
        }
    }

    /// Returns the type that an alias stands for.
    fn target<'t>(&'t self, value: &'t Type) -> &'t Type {
        let mut value = value;
        // An alias does not lead back to itself.
        while let Type::Named(name) = value
            && let Some(Item::Alias(alias)) = self.0.get(name)
        {
            value = &alias.target;
        }
        value
    }
}

/// Returns a call on one line if it fits, otherwise with a line for each argument.
fn call(function: &str, arguments: &[String]) -> String {
    let line = format!("{function}({})", arguments.join(", "));
    if line.lines().all(|line| line.chars().count() <= WIDTH) {
        return line;
    }
    let indented = |argument: &String| format!("    {},\n", argument.replace('\n', "\n    "));
    format!("{function}(\n{})", arguments.iter().map(indented).collect::<String>())
}

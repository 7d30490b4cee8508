//! The query of a request: an ordered list of parameters and their encoded pairs.

use std::borrow::Cow;

/// An encoded pair of a query. The value is `None` if the pair has no equals sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) name: String,
    pub(crate) value: Option<String>,
}

impl Pair {
    pub(crate) fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: Some(value.into()) }
    }

    /// Parses a pair of a query that is encoded already.
    fn parse(text: &str) -> Self {
        match text.split_once('=') {
            Some((name, value)) => Self::new(name, value),
            None => Self { name: text.to_owned(), value: None },
        }
    }
}

/// A query: an ordered list of parameters. A parameter has any number of pairs, whose names may differ from its own, as
/// the pairs of `deepObject` do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Query {
    parameters: Vec<(Cow<'static, str>, Vec<Pair>)>,
}

impl Query {
    /// Parses a query that is encoded already, without its question mark. Each pair is a parameter of its own.
    pub(crate) fn parse(text: &str) -> Self {
        let pairs = parse_pairs(text).into_iter();
        Self { parameters: pairs.map(|pair| (Cow::Owned(pair.name.clone()), vec![pair])).collect() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.pairs().next().is_none()
    }

    /// Sets the pairs of a parameter. It keeps its position if it is set already.
    pub(crate) fn set(&mut self, parameter: &'static str, pairs: Vec<Pair>) {
        match self.parameters.iter_mut().find(|(known, _)| known == parameter) {
            Some((_, known)) => *known = pairs,
            None => self.parameters.push((Cow::Borrowed(parameter), pairs)),
        }
    }

    /// Adds a pair as a parameter of its own, even if there is one of the same name.
    pub(crate) fn push(&mut self, pair: Pair) {
        self.parameters.push((Cow::Owned(pair.name.clone()), vec![pair]));
    }

    /// Returns the number that a parameter is set to, or `None` if it is absent or not a number.
    pub(crate) fn number(&self, parameter: &str) -> Option<u64> {
        let (_, pairs) = self.parameters.iter().find(|(known, _)| known == parameter)?;
        pairs.first()?.value.as_ref()?.parse().ok()
    }

    /// Appends the parameters of another query.
    pub(crate) fn append(&mut self, other: Self) {
        if self.parameters.is_empty() {
            *self = other;
        } else {
            self.parameters.extend(other.parameters);
        }
    }

    /// Removes all pairs whose name is that of a pair of another query.
    pub(crate) fn remove_names_of(&mut self, other: &Self) {
        for (_, pairs) in &mut self.parameters {
            pairs.retain(|pair| !other.pairs().any(|removed| removed.name == pair.name));
        }
    }

    /// Returns the query as text, without a question mark.
    pub(crate) fn render(&self) -> String {
        let mut text = String::new();
        self.append_to(&mut text);
        text
    }

    /// Returns the number of bytes of the query as text, with a separator before each pair.
    pub(crate) fn length(&self) -> usize {
        let of = |pair: &Pair| pair.name.len() + pair.value.as_ref().map_or(0, |value| value.len() + 1) + 1;
        self.pairs().map(of).sum()
    }

    /// Appends the query to a text, without a question mark.
    pub(crate) fn append_to(&self, text: &mut String) {
        for (index, pair) in self.pairs().enumerate() {
            if index > 0 {
                text.push('&');
            }
            text.push_str(&pair.name);
            if let Some(value) = &pair.value {
                text.push('=');
                text.push_str(value);
            }
        }
    }

    fn pairs(&self) -> impl Iterator<Item = &Pair> {
        self.parameters.iter().flat_map(|(_, pairs)| pairs)
    }
}

/// Returns the pairs of a query that is encoded already.
pub(crate) fn parse_pairs(text: &str) -> Vec<Pair> {
    text.split('&').filter(|text| !text.is_empty()).map(Pair::parse).collect()
}

/// Returns pairs as text, joined by `&`.
pub(crate) fn join_pairs(pairs: Vec<Pair>) -> String {
    Query { parameters: vec![(Cow::Borrowed(""), pairs)] }.render()
}

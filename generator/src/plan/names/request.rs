//! The names that an item may get.

use std::borrow::Cow;

use super::identifier::{case_word, with_outer_symbols, with_symbols};

/// The names that an item may get.
#[derive(Clone, Debug)]
pub(in crate::plan) struct NameRequest {
    /// The words of the candidate names, in order of preference.
    pub(super) words: Vec<Words>,
    /// The priority: if two items request the same name, the one with the lower rank gets it.
    pub(super) rank: u8,
    /// Whether the target pins the first name, which no other item gets then.
    pub(super) is_pinned: bool,
    /// A key that is unique in the namespace.
    pub(super) key: String,
}

/// The words of a name. Symbols that are spelled out are several times as long as the name, and few names need them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Words {
    /// The words themselves.
    Plain(String),
    /// A name whose symbols before and after its words are spelled out.
    OuterSymbols(String),
    /// A name whose symbols are all spelled out.
    Symbols(String),
    /// A name whose symbols are all spelled out, with a word for its case.
    SymbolsAndCase(String),
    /// A name that the target pins, which is not spelled in another way.
    Pinned(String),
}

impl Words {
    /// Returns the words.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Plain(words) | Self::Pinned(words) => Cow::Borrowed(words),
            Self::OuterSymbols(name) => Cow::Owned(with_outer_symbols(name)),
            Self::Symbols(name) => Cow::Owned(with_symbols(name)),
            Self::SymbolsAndCase(name) => {
                let has_letters = name.chars().any(char::is_alphanumeric);
                let last = if has_letters { case_word(name) } else { Some("symbol") };
                Cow::Owned(format!("{} {}", with_symbols(name), last.unwrap_or_default()))
            }
        }
    }
}

/// The rank of a name that the document gives.
pub(in crate::plan) const NAMED: u8 = 0;

/// The rank of a name that is derived from another one.
pub(in crate::plan) const DERIVED: u8 = 8;

impl NameRequest {
    /// Requests a name that the document gives. The fallbacks spell out the symbols around its words, then all of its
    /// symbols, and then its case.
    pub(in crate::plan) fn named(name: &str) -> Self {
        let words = [Words::Plain, Words::OuterSymbols, Words::Symbols, Words::SymbolsAndCase];
        Self {
            words: words.map(|words| words(name.to_owned())).into(),
            rank: NAMED,
            is_pinned: false,
            key: name.to_owned(),
        }
    }

    /// Requests one of several names.
    pub(in crate::plan) fn of(words: Vec<String>, rank: u8, key: impl Into<String>) -> Self {
        Self { words: words.into_iter().map(Words::Plain).collect(), rank, is_pinned: false, key: key.into() }
    }

    /// Sets the rank.
    pub(in crate::plan) fn with_rank(mut self, rank: u8) -> Self {
        self.rank = rank;
        self
    }

    /// Requests a name that the target pins before all others.
    pub(in crate::plan) fn pinned(mut self, name: Option<&str>) -> Self {
        if let Some(name) = name {
            self.words.insert(0, Words::Pinned(name.to_owned()));
            self.is_pinned = true;
        }
        self
    }

    /// Sets the unique key.
    pub(in crate::plan) fn with_key(mut self, key: String) -> Self {
        self.key = key;
        self
    }

    /// Inserts a name after the first one.
    pub(in crate::plan) fn or(mut self, words: impl Into<String>) -> Self {
        self.words.insert(self.words.len().min(1), Words::Plain(words.into()));
        self
    }

    /// Inserts a name before all others.
    pub(in crate::plan) fn prepend(mut self, words: &str) -> Self {
        self.words.insert(0, Words::Plain(words.to_owned()));
        self
    }

    /// Appends a name after all others.
    pub(in crate::plan) fn append(mut self, words: impl Into<String>) -> Self {
        self.words.push(Words::Plain(words.into()));
        self
    }
}

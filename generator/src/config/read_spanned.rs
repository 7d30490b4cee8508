//! Converts the values of a target file. An error has the place of the value in the file.

use super::{Span, Spanned};
use crate::diagnostic::{Code, Diagnostic};
use crate::location::{FileId, Position};

/// A target file, in which TOML's values have byte offsets.
#[derive(Clone, Copy)]
pub(super) struct TargetText<'a> {
    pub file: FileId,
    pub text: &'a str,
}

/// Why a value is not valid.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Invalid {
    /// The byte offset of the part that is not valid. `None` for the whole value.
    pub offset: Option<usize>,
    /// The reason.
    pub message: String,
}

impl Invalid {
    /// Returns the reason with the place of a key's value.
    pub(super) fn at<T>(key: &toml::Spanned<T>, message: impl Into<String>) -> Self {
        Self { offset: Some(key.span().start), message: message.into() }
    }
}

/// The whole value is not valid.
impl From<String> for Invalid {
    fn from(message: String) -> Self {
        Self { offset: None, message }
    }
}

/// The part at a byte offset is not valid.
impl From<(usize, String)> for Invalid {
    fn from((offset, message): (usize, String)) -> Self {
        Self { offset: Some(offset), message }
    }
}

impl TargetText<'_> {
    /// Returns an error at a byte offset.
    pub(super) fn error(self, offset: usize, message: impl Into<String>) -> Diagnostic {
        self.span(offset).locate(Diagnostic::error(Code::TARGET_INVALID, None, message))
    }

    /// Returns a value with the place of the key's value that it was read from.
    pub(super) fn spanned<T, U>(self, key: &toml::Spanned<T>, value: U) -> Spanned<U> {
        Spanned { value, span: Some(self.span(key.span().start)) }
    }

    /// Returns the place of a byte offset.
    fn span(self, offset: usize) -> Span {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line = before.matches('\n').count().saturating_add(1);
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count().saturating_add(1);
        Span { file: self.file, position: Position { line, column } }
    }
}

/// Returns the meaning of a key's value that is one of some words.
///
/// # Errors
///
/// Returns an error at the value if it is another word.
pub(super) fn read_word<T: Copy>(key: &toml::Spanned<String>, words: &[(&str, T)]) -> Result<T, Invalid> {
    let text = key.get_ref();
    words.iter().find(|(word, _)| word == text).map(|(_, meaning)| *meaning).ok_or_else(|| {
        let words: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
        Invalid::at(key, format!("`{text}` is not a valid value: expected {}", words.join(" or ")))
    })
}

/// Converts a value, and keeps its place.
///
/// # Errors
///
/// Returns an error at the value, or at the part of it that `read` returns, if `read` fails.
pub(super) fn read_spanned<T, U, E: Into<Invalid>>(
    text: TargetText<'_>,
    written: toml::Spanned<T>,
    read: impl FnOnce(T) -> Result<U, E>,
) -> Result<Spanned<U>, Diagnostic> {
    let start = written.span().start;
    match read(written.into_inner()) {
        Ok(value) => Ok(Spanned { value, span: Some(text.span(start)) }),
        Err(invalid) => {
            let Invalid { offset, message } = invalid.into();
            Err(text.error(offset.unwrap_or(start), message))
        }
    }
}

/// Converts the values of a list, and keeps their places.
///
/// # Errors
///
/// Returns an error at the first value that is not valid.
pub(super) fn read_all_spanned<T, U, E: Into<Invalid>>(
    text: TargetText<'_>,
    written: Vec<toml::Spanned<T>>,
    read: impl Fn(T) -> Result<U, E>,
) -> Result<Vec<Spanned<U>>, Diagnostic> {
    written.into_iter().map(|value| read_spanned(text, value, &read)).collect()
}

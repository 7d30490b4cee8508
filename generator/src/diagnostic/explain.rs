//! The page of each code, in Markdown: what it means, why it matters, an example, and the fix.

use super::Code;

/// The pages, by code.
const PAGES: &[(Code, &str)] = &[];

/// Returns the page of a code. `None` if the code has none yet.
pub fn page(code: Code) -> Option<&'static str> {
    PAGES.iter().find(|(other, _)| *other == code).map(|(_, page)| *page)
}

//! Escapes text with a special meaning in Markdown, in a word and at the start of a line.

/// The characters beside a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    Blank,
    Markup,
}

/// The position of a piece of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) before: Beside,
    pub(super) after: Beside,
    pub(super) in_table: bool,
    pub(super) in_link: bool,
    /// `true` if a tilde has no other one to pair with.
    pub(super) lone_tilde: bool,
}

/// Returns `true` if a character is invisible and has an effect: control characters, changes of the text direction
/// (which rustc rejects in comments), and line separators that only some programs recognize.
pub(super) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// Converts all line endings to line feeds.
pub(super) fn with_plain_line_ends(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let is_end = |character| matches!(character, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    text.chars().map(|character| if is_end(character) { '\n' } else { character }).filter_map(visible).collect()
}

/// Returns a character for documentation. Returns `None` for a character that only changes the text direction.
pub(super) fn visible(character: char) -> Option<char> {
    match character {
        '\n' | '\t' => Some(character),
        character if character.is_control() => Some(char::REPLACEMENT_CHARACTER),
        character => (!is_hidden(character)).then_some(character),
    }
}

/// Returns `true` if a link may have this target: a web URL or an email address, but not a path to a Rust item.
pub(super) fn is_web_target(target: &str) -> bool {
    let starts_with_ignore_case = |scheme: &str| {
        let begin = target.get(..scheme.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(scheme)) && target.len() > scheme.len()
    };
    let is_web = starts_with_ignore_case("http://")
        || starts_with_ignore_case("https://")
        || (starts_with_ignore_case("mailto:") && target.contains('.'));
    is_web && !target.contains(|character: char| character.is_whitespace() || is_hidden(character))
}

/// Returns `true` if a target can be written in angle brackets, where nothing can be escaped.
pub(super) fn is_plain_url(target: &str) -> bool {
    let has_entity = || target.match_indices('&').any(|(at, _)| is_entity(target.get(at..).unwrap_or_default()));
    target.starts_with("http") && !target.contains(['<', '>', '\\', '|']) && !has_entity()
}

/// Returns a target for the parentheses of a link.
pub(super) fn link_target(target: &str) -> String {
    let mut escaped = String::with_capacity(target.len());
    for (index, character) in target.char_indices() {
        match character {
            '<' | '>' | '(' | ')' | '\\' | '`' | '"' | '|' | '*' | '^' => {
                escaped.push_str(&format!("%{:02X}", u32::from(character)));
            }
            '&' if is_entity(target.get(index..).unwrap_or_default()) => escaped.push_str("\\&"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Escapes a piece of text without white space.
pub(super) fn word(text: &str, place: Place) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before: Option<char> = None;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        if !place.in_link
            && let Some(url) = bare_url(rest)
        {
            escaped.push_str(&format!("<{}>", url.replace('|', "%7C")));
            before = Some('>');
            rest = rest.get(url.len()..).unwrap_or_default();
            continue;
        }
        // A run of one character has one meaning.
        let run = match character {
            '*' | '_' => rest.len().saturating_sub(rest.trim_start_matches(character).len()),
            _ => character.len_utf8(),
        };
        let (piece, after) = rest.split_at_checked(run).unwrap_or((rest, ""));
        let next = after.chars().next();
        let is_special = match character {
            '\\' => !next.is_some_and(char::is_alphanumeric) || bare_url(after).is_some(),
            '`' | '[' | ']' => true,
            '*' => piece.len() > 1 || !is_isolated(before, next, place),
            '_' => !(is_letter(before) && is_letter(next)),
            '~' => !place.lone_tilde,
            '<' => match next {
                Some(next) => next.is_ascii_alphabetic() || "/!?".contains(next),
                None => place.after == Beside::Markup,
            },
            '&' => is_entity(rest),
            '|' => place.in_table,
            '!' => next.is_none() && place.after == Beside::Markup,
            '^' => before.is_none() && place.before == Beside::Markup,
            _ => false,
        };
        for character in piece.chars() {
            if is_special {
                escaped.push('\\');
            }
            escaped.push(character);
        }
        before = Some(character);
        rest = after;
    }
    escaped
}

fn is_letter(character: Option<char>) -> bool {
    character.is_some_and(char::is_alphanumeric)
}

/// Returns `true` if there is white space on both sides.
fn is_isolated(before: Option<char>, next: Option<char>, place: Place) -> bool {
    before.is_none() && next.is_none() && place.before == Beside::Blank && place.after == Beside::Blank
}

/// Returns `true` if a text starts with an entity or a numeric character reference (CommonMark 0.31, section 2.5).
fn is_entity(text: &str) -> bool {
    let Some(name) = text.strip_prefix('&') else { return false };
    let length = name.chars().take(40).take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '#').count();
    length > 0 && name.get(length..).is_some_and(|rest| rest.starts_with(';'))
}

/// Returns the bare URL at the start of a text. rustdoc requires angle brackets around it.
fn bare_url(rest: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| rest.starts_with(scheme))?;
    let mut open: usize = 0;
    let is_end = |character: char| match character {
        '(' => {
            open = open.saturating_add(1);
            false
        }
        ')' if open > 0 => {
            open = open.saturating_sub(1);
            false
        }
        character => !character.is_ascii_graphic() || "<>\"'`)[]{}\\^*".contains(character),
    };
    let end = rest.find(is_end).unwrap_or(rest.len());
    let url = rest.get(..end)?.trim_end_matches(['.', ',', ';', ':', '!', '?', '(', '|', '_', '~']);
    (url.len() > scheme.len()).then_some(url)
}

/// Returns `true` if a word would start a block at the start of a line.
pub(super) fn starts_block(word: &str) -> bool {
    match word.chars().next() {
        Some('-' | '+' | '*') => word.len() == 1 || word.starts_with("--"),
        Some('#' | '>' | '=' | '|' | ':') => true,
        Some(character) if character.is_ascii_digit() => word.ends_with(['.', ')']),
        _ => false,
    }
}

/// Escapes the start of a paragraph's line if it would start another block (CommonMark 0.31, section 4).
pub(super) fn line_start(line: &str) -> String {
    let is_made_of = |characters: &str| line.chars().all(|character| characters.contains(character));
    let is_followed_by_space = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let behind = |mark: char| line.trim_start_matches(mark);
    let first = line.chars().next();
    let is_special = match first {
        Some('-') => is_followed_by_space(line.get(1..).unwrap_or_default()) || is_made_of("-|: "),
        Some('+' | '*') => is_followed_by_space(line.get(1..).unwrap_or_default()),
        Some('=') => is_made_of("= "),
        Some('#') => is_followed_by_space(behind('#')),
        Some('>') => true,
        Some('|' | ':') => is_made_of("|:- "),
        _ => false,
    };
    if is_special {
        return format!("\\{line}");
    }
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    match line.split_at_checked(digits) {
        Some((number, rest)) if digits > 0 && rest.starts_with(['.', ')']) => {
            match is_followed_by_space(rest.get(1..).unwrap_or_default()) {
                true => format!("{number}\\{rest}"),
                false => line.to_owned(),
            }
        }
        _ => line.to_owned(),
    }
}

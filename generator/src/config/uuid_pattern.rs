//! Whether every UUID of version 4 matches a `pattern`.
//!
//! A pattern is a regular expression of ECMA-262. It is compared with the characters that a UUID may have at each of its
//! positions, so that the result holds for all of them. A pattern with a part that is not read here, such as a
//! lookahead, counts as one that does not match.

/// The length of a UUID as text (RFC 9562, section 4).
const LENGTH: usize = 36;

/// The deepest groups and the longest pattern that are read, so that the time is limited.
const DEEPEST: usize = 3;
const LONGEST: usize = 1000;

/// A set of ASCII characters, as bits.
type Set = u128;

/// A set of positions from 0 to [`LENGTH`], as bits.
type Positions = u64;

/// The position after the last character.
const END: Positions = 1 << LENGTH;

const DIGITS: Set = range(b'0', b'9');
const WORD: Set = DIGITS | range(b'A', b'Z') | range(b'a', b'z') | bit(b'_');
const SPACE: Set = range(b'\t', b'\r') | bit(b' ');
const LINE_ENDS: Set = bit(b'\n') | bit(b'\r');

const fn bit(byte: u8) -> Set {
    1 << byte
}

const fn range(first: u8, last: u8) -> Set {
    (Set::MAX >> 127u8.saturating_sub(last)) & (Set::MAX << first)
}

/// A part of a regular expression.
enum Part {
    Start,
    End,
    Class(Set),
    Sequence(Vec<Part>),
    Alternatives(Vec<Part>),
    Repeated { part: Box<Part>, least: usize, most: Option<usize> },
}

/// Returns `true` if every UUID of version 4, in lower case, matches a pattern. Returns `false` if one may not, or if the
/// pattern is not read.
pub(super) fn every_uuid_matches(pattern: &str) -> bool {
    if pattern.len() > LONGEST {
        return false;
    }
    let mut parser = Parser { rest: pattern };
    let Some(part) = parser.alternatives(0) else { return false };
    // Without an anchor, a pattern may match any part of the text (ECMA-262, section 22.2.7.2).
    parser.rest.is_empty() && ends(&part, END | (END - 1)) != 0
}

/// Returns the characters that a UUID of version 4 may have at a position (RFC 9562, section 5.4).
fn characters(position: usize) -> Set {
    match position {
        8 | 13 | 18 | 23 => bit(b'-'),
        14 => bit(b'4'),
        19 => bit(b'8') | bit(b'9') | bit(b'a') | bit(b'b'),
        _ => DIGITS | range(b'a', b'f'),
    }
}

/// Returns the positions at which a part may end that starts at one of some positions.
fn ends(part: &Part, starts: Positions) -> Positions {
    if starts == 0 {
        return 0;
    }
    match part {
        Part::Start => starts & 1,
        Part::End => starts & END,
        Part::Class(set) => {
            let is_match = |position: &usize| starts & (1 << position) != 0 && characters(*position) & !set == 0;
            (0..LENGTH).filter(is_match).fold(0, |found, position| found | 1 << position << 1)
        }
        Part::Sequence(parts) => parts.iter().fold(starts, |starts, part| ends(part, starts)),
        Part::Alternatives(parts) => parts.iter().fold(0, |found, part| found | ends(part, starts)),
        Part::Repeated { part, least, most } => {
            // After as many repetitions as there are positions, another one adds none.
            let least = (*least).min(LENGTH + 1);
            let mut reached = (0..least).fold(starts, |starts, _| ends(part, starts));
            let more = most.map_or(LENGTH + 1, |most| most.saturating_sub(least)).min(LENGTH + 1);
            let mut last = reached;
            for _ in 0..more {
                last = ends(part, last) & !reached;
                if last == 0 {
                    break;
                }
                reached |= last;
            }
            reached
        }
    }
}

/// Parses a pattern from its start. Each function returns `None` at what is not read.
struct Parser<'a> {
    rest: &'a str,
}

impl Parser<'_> {
    /// Removes a text from the start. Returns `false` if the rest does not start with it.
    fn take(&mut self, text: &str) -> bool {
        let after = self.rest.strip_prefix(text);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn next(&mut self) -> Option<char> {
        let mut letters = self.rest.chars();
        let next = letters.next()?;
        self.rest = letters.as_str();
        Some(next)
    }

    /// Parses what is in a number of groups.
    fn alternatives(&mut self, depth: usize) -> Option<Part> {
        let mut alternatives = vec![self.sequence(depth)?];
        while self.take("|") {
            alternatives.push(self.sequence(depth)?);
        }
        Some(Part::Alternatives(alternatives))
    }

    fn sequence(&mut self, depth: usize) -> Option<Part> {
        let mut parts = Vec::new();
        while !self.rest.is_empty() && !self.rest.starts_with(['|', ')']) {
            let part = self.part(depth)?;
            parts.push(self.repeated(part)?);
        }
        Some(Part::Sequence(parts))
    }

    fn part(&mut self, depth: usize) -> Option<Part> {
        match self.next()? {
            '^' => Some(Part::Start),
            '$' => Some(Part::End),
            '.' => Some(Part::Class(!LINE_ENDS)),
            '[' => self.class().map(Part::Class),
            '(' => {
                if self.rest.starts_with('?') && !self.take("?:") || depth == DEEPEST {
                    return None;
                }
                let inner = self.alternatives(depth.saturating_add(1))?;
                self.take(")").then_some(inner)
            }
            '\\' => self.escape().map(Part::Class),
            '*' | '+' | '?' | '{' | '}' | ']' => None,
            letter => Some(Part::Class(character(letter))),
        }
    }

    /// Adds the quantifier of a part, if there is one. Whether it is lazy has no effect on what matches.
    fn repeated(&mut self, part: Part) -> Option<Part> {
        let (least, most) = match self.rest.chars().next() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                let (counts, rest) = self.rest.strip_prefix('{')?.split_once('}')?;
                self.rest = rest;
                let (least, most) = counts.split_once(',').unwrap_or((counts, counts));
                let count = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?;
                let most = if most.is_empty() { None } else { Some(count(most)?) };
                self.take("?");
                return Some(Part::Repeated { part: Box::new(part), least: count(least)?, most });
            }
            _ => return Some(part),
        };
        self.next()?;
        self.take("?");
        Some(Part::Repeated { part: Box::new(part), least, most })
    }

    /// Parses a class after its `[`.
    fn class(&mut self) -> Option<Set> {
        let is_negated = self.take("^");
        let mut set: Set = 0;
        while !self.take("]") {
            let first = self.class_member()?;
            let is_range = self.rest.starts_with('-') && !self.rest.starts_with("-]");
            set |= match is_range {
                true => {
                    self.take("-");
                    let last = self.class_member()?;
                    // Only single characters are the ends of a range.
                    let (first, last) = (single(first)?, single(last)?);
                    if first > last {
                        return None;
                    }
                    range(first, last)
                }
                false => first,
            };
        }
        Some(if is_negated { !set } else { set })
    }

    fn class_member(&mut self) -> Option<Set> {
        match self.next()? {
            '\\' => self.escape(),
            letter => Some(character(letter)),
        }
    }

    /// Parses an escape after its `\`.
    fn escape(&mut self) -> Option<Set> {
        match self.next()? {
            'd' => Some(DIGITS),
            'D' => Some(!DIGITS),
            'w' => Some(WORD),
            'W' => Some(!WORD),
            's' => Some(SPACE),
            'S' => Some(!SPACE),
            letter if letter.is_ascii_punctuation() => Some(character(letter)),
            _ => None,
        }
    }
}

/// Returns the set of one character. No UUID has a character outside of ASCII.
fn character(letter: char) -> Set {
    u8::try_from(letter).ok().filter(u8::is_ascii).map_or(0, bit)
}

/// Returns the character of a set that has one.
fn single(set: Set) -> Option<u8> {
    (set.count_ones() == 1).then(|| u8::try_from(set.trailing_zeros()).ok())?
}

#[cfg(test)]
mod tests {
    use super::every_uuid_matches;

    #[test]
    fn every_uuid_matches_a_pattern_for_uuids_and_for_longer_texts() {
        for pattern in [
            "",
            "^",
            "^.+$",
            r"^\S{1,255}$",
            "[0-9a-f]{12}$",
            "^[A-Za-z0-9_-]{1,64}$",
            r"^[\w\-]+$",
            r"^[^\s]*?$",
            "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$",
            "^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89abAB][0-9a-f]{3}-[0-9a-f]{12}$",
            r"^(?:x|[a-f\d]{8})\-[^-]{4,}-4",
            "^.{36}$",
            "-",
            "^(|a*)+[^]{36}$",
        ] {
            assert!(every_uuid_matches(pattern), "{pattern}");
        }
    }

    #[test]
    fn a_pattern_that_a_uuid_may_not_match_or_that_is_not_read_does_not_match() {
        for pattern in [
            "^[0-9]+$",
            "^[A-F0-9-]{36}$",
            "^[a-z0-9]+$",
            "^.{1,35}$",
            "^.{37}$",
            "^[0-9a-f]{8}-[0-9a-f]{4}-7",
            "^key_",
            "a",
            "$^",
            "^[]",
            "é",
            r"^(?=.{36})",
            r"^(?i:[0-9A-F-]+)$",
            r"\bkey",
            r"\u002d",
            "^[0-9a-f",
            "(^.*",
            "^.*)",
            "^[z-a]*",
            "^.{1,x}$",
            "^.{99999999999999999999}$",
            "^((((((.))))))*$",
            "**",
        ] {
            assert!(!every_uuid_matches(pattern), "{pattern}");
        }
    }
}

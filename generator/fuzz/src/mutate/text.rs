//! Changes of a document's text, most of which a parser has to report.

use super::values;
use crate::random::Random;

/// The greatest size of a mutated text in bytes. Copies of copies would grow without a limit.
const MAX_BYTES: usize = 100_000;

/// Returns a changed text.
pub(super) fn change(text: &str, changes: usize, random: &mut Random) -> Vec<u8> {
    let mut lines: Vec<Vec<u8>> = text.lines().map(|line| line.as_bytes().to_vec()).collect();
    for _ in 0..changes {
        change_once(&mut lines, random);
        if lines.iter().map(Vec::len).sum::<usize>() > MAX_BYTES {
            break;
        }
    }
    let end: &[u8] = match random.below(20) {
        0 => b"\r\n",
        1 => b"\r",
        _ => b"\n",
    };
    let mut content = lines.join(end);
    match random.below(40) {
        0 => content.splice(..0, *b"\xef\xbb\xbf").for_each(drop),
        1 => content.truncate(random.below(content.len())),
        2 => content = text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        3 => content = content.iter().flat_map(|byte| [*byte, 0]).collect(),
        _ => {}
    }
    content
}

fn change_once(lines: &mut Vec<Vec<u8>>, random: &mut Random) {
    if lines.is_empty() {
        lines.push(values::text(random).into_bytes());
    }
    let (index, other) = (random.below(lines.len()), random.below(lines.len()));
    match random.below(12) {
        0 => drop(lines.remove(index)),
        1 => {
            let line = lines.get(other).cloned().unwrap_or_default();
            lines.insert(index, line);
        }
        2 => lines.swap(index, other),
        3 => lines.truncate(index.saturating_add(1)),
        _ => {
            if let Some(line) = lines.get_mut(index) {
                change_line(line, random);
            }
        }
    }
}

fn change_line(line: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(line.len().saturating_add(1));
    match random.below(9) {
        // A flipped bit.
        0 => {
            if let Some(byte) = line.get_mut(at) {
                *byte ^= 1 << random.below(8);
            }
        }
        1 => line.truncate(at),
        // Another depth.
        2 => line.splice(..0, *b"  ").for_each(drop),
        3 => {
            let depth = line.iter().take_while(|byte| **byte == b' ').count();
            line.drain(..depth.min(random.below(5)));
        }
        4 => insert(line, at, b"\t"),
        5 => insert(line, at, values::text(random).as_bytes()),
        // Another value.
        6 | 7 => {
            let key = line.iter().position(|byte| *byte == b':').map_or(at, |colon| colon.saturating_add(1));
            line.truncate(key);
            line.push(b' ');
            match random.once_in(2) {
                true => line.extend(values::number_text(random).as_bytes()),
                false => line.extend(values::text(random).as_bytes()),
            }
        }
        // The characters that YAML acts on.
        _ => {
            let marks = [
                ":", "- ", "{", "}", "[", "]", ",", "|", ">", "&a ", "*a", "!!str ", "!a ", "? ", "#", "'", "\"",
                "---", "%", "<<: *a", "@", "`",
            ];
            insert(line, at, random.pick(&marks).map_or(b"", |mark| mark.as_bytes()));
        }
    }
}

fn insert(line: &mut Vec<u8>, at: usize, text: &[u8]) {
    line.splice(at..at, text.iter().copied()).for_each(drop);
}

//! Base64 (RFC 4648, section 4).

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Encodes bytes, with padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3).saturating_mul(4));
    for group in bytes.chunks(3) {
        let at = |index: usize| u32::from(group.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4_usize {
            let shift = 18_usize.saturating_sub(place.saturating_mul(6));
            let digit = usize::try_from(bits >> shift & 63).ok().and_then(|digit| ALPHABET.get(digit));
            text.push(if place <= group.len() { char::from(*digit.unwrap_or(&b'=')) } else { '=' });
        }
    }
    text
}

/// Decodes Base64 in either alphabet of RFC 4648, with or without padding. Returns `None` if the text is invalid.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let digits = text.bytes().filter(|byte| !byte.is_ascii_whitespace());
    let digits: Vec<u8> = digits.collect();
    let unpadded = digits.strip_suffix(b"==").or_else(|| digits.strip_suffix(b"=")).unwrap_or(&digits);
    if unpadded.len() % 4 == 1 {
        return None;
    }
    let mut bytes = Vec::with_capacity(unpadded.len().saturating_mul(3) / 4);
    for group in unpadded.chunks(4) {
        let mut bits = 0_u32;
        for place in 0..4 {
            let value = group.get(place).map_or(Some(0), |digit| value(*digit))?;
            bits = bits << 6 | value;
        }
        let [_, whole @ ..] = bits.to_be_bytes();
        bytes.extend(whole.iter().take(group.len().saturating_sub(1)));
    }
    Some(bytes)
}

fn value(digit: u8) -> Option<u32> {
    let base = |first: u8, offset: u32| u32::from(digit.wrapping_sub(first)).checked_add(offset);
    match digit {
        b'A'..=b'Z' => base(b'A', 0),
        b'a'..=b'z' => base(b'a', 26),
        b'0'..=b'9' => base(b'0', 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}

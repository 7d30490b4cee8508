//! Reading the headers of a signed request.

use std::time::{Duration, SystemTime};

use http::HeaderMap;

use super::{
    SignatureEncoding, SignatureScheme, SignedPart, SignedTimestamp, TimestampPlace, TimestampUnit, WebhookError,
};
use crate::runtime::format::base64;

/// The number of bytes of an HMAC-SHA256.
const LENGTH: usize = 32;

/// The timestamp of a request.
pub(super) struct Timestamp<'h> {
    /// Its digits, as they are signed.
    pub(super) text: &'h str,
    time: SystemTime,
    tolerance: Duration,
}

impl Timestamp<'_> {
    /// Returns an error if the time is too far from now, in either direction.
    pub(super) fn check(&self, now: SystemTime) -> Result<(), WebhookError> {
        let distance = now.duration_since(self.time).unwrap_or_else(|error| error.duration());
        if distance > self.tolerance {
            return Err(WebhookError::Timestamp { signed: self.time, now, tolerance: self.tolerance });
        }
        Ok(())
    }
}

/// Returns the signatures of a request: those that have the scheme's prefix and are an HMAC-SHA256.
pub(super) fn signatures(scheme: &SignatureScheme, headers: &HeaderMap) -> Result<Vec<Vec<u8>>, WebhookError> {
    let items = items(scheme, headers)?;
    let with_prefix = items.into_iter().filter_map(|item| item.strip_prefix(scheme.prefix));
    let texts: Vec<&str> = with_prefix.collect();
    if texts.is_empty() {
        return Err(malformed(scheme.header, "has no signature of the expected scheme"));
    }
    let signatures: Vec<Vec<u8>> = texts.into_iter().filter_map(|text| decode(text, scheme.encoding)).collect();
    if signatures.is_empty() {
        return Err(malformed(
            scheme.header,
            match scheme.encoding {
                SignatureEncoding::Hex => "has a signature that is not 64 hexadecimal digits",
                SignatureEncoding::Base64 => "has a signature that is not 32 bytes in Base64",
            },
        ));
    }
    Ok(signatures)
}

/// Returns the id of a message.
///
/// Its end must be distinct in the signed content: an id `a.1` before `.{timestamp}` could otherwise take over the start
/// of what follows it, and an old signature would be valid for another timestamp and body.
pub(super) fn id<'h>(
    scheme: &SignatureScheme,
    headers: &'h HeaderMap,
    name: &'static str,
) -> Result<&'h str, WebhookError> {
    let id = only(name, headers)?;
    let is_ambiguous = scheme.signed.iter().any(|part| match part {
        SignedPart::Text(text) => !text.is_empty() && id.contains(text),
        SignedPart::Id | SignedPart::Timestamp | SignedPart::Body => false,
    });
    if is_ambiguous {
        return Err(malformed(name, "contains the text that separates it from the rest of the signed content"));
    }
    Ok(id)
}

/// Returns the timestamp of a message.
pub(super) fn timestamp<'h>(
    scheme: &SignatureScheme,
    headers: &'h HeaderMap,
    timestamp: SignedTimestamp,
) -> Result<Timestamp<'h>, WebhookError> {
    let (name, text) = match timestamp.place {
        TimestampPlace::Header(name) => (name, only(name, headers)?),
        TimestampPlace::Item(prefix) => {
            let items = items(scheme, headers)?;
            let mut found = items.into_iter().filter_map(|item| item.strip_prefix(prefix));
            let text = found.next().ok_or_else(|| malformed(scheme.header, "has no timestamp"))?;
            if found.next().is_some() {
                return Err(malformed(scheme.header, "has several timestamps"));
            }
            (scheme.header, text)
        }
    };
    let time = time(text, timestamp.unit).ok_or_else(|| malformed(name, "has a timestamp that is not valid"))?;
    Ok(Timestamp { text, time, tolerance: timestamp.tolerance })
}

/// Returns the time that some digits stand for. A sign or a fraction is not valid.
fn time(text: &str, unit: TimestampUnit) -> Option<SystemTime> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let count = text.parse().ok()?;
    let since_epoch = match unit {
        TimestampUnit::Seconds => Duration::from_secs(count),
        TimestampUnit::Milliseconds => Duration::from_millis(count),
    };
    SystemTime::UNIX_EPOCH.checked_add(since_epoch)
}

/// Returns the items of the signature's header, of all its lines, without the white space around them.
fn items<'h>(scheme: &SignatureScheme, headers: &'h HeaderMap) -> Result<Vec<&'h str>, WebhookError> {
    let mut items = Vec::new();
    for line in headers.get_all(scheme.header) {
        let line = line.to_str().map_err(|_| malformed(scheme.header, "is not ASCII text"))?;
        match scheme.separator {
            Some(separator) => items.extend(line.split(separator).map(str::trim)),
            None => items.push(line.trim()),
        }
    }
    if items.is_empty() {
        return Err(WebhookError::MissingHeader { header: scheme.header });
    }
    Ok(items)
}

/// Returns the value of a header that may occur once.
pub(super) fn only<'h>(name: &'static str, headers: &'h HeaderMap) -> Result<&'h str, WebhookError> {
    let mut lines = headers.get_all(name).iter();
    let line = lines.next().ok_or(WebhookError::MissingHeader { header: name })?;
    if lines.next().is_some() {
        return Err(malformed(name, "occurs several times"));
    }
    line.to_str().map_err(|_| malformed(name, "is not ASCII text"))
}

fn malformed(header: &'static str, reason: &'static str) -> WebhookError {
    WebhookError::MalformedHeader { header, reason }
}

fn decode(text: &str, encoding: SignatureEncoding) -> Option<Vec<u8>> {
    let bytes = match encoding {
        SignatureEncoding::Hex => decode_hex(text),
        SignatureEncoding::Base64 => base64::decode(text),
    };
    bytes.filter(|bytes| bytes.len() == LENGTH)
}

/// Decodes hexadecimal digits of either case. Returns `None` if the text is invalid.
pub(super) fn decode_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = text.as_bytes().chunks(2).map(|pair| match pair {
        [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    });
    pairs.collect()
}

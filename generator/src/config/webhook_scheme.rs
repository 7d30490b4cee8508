//! The table of a target file for the signatures of webhook requests.

use serde::Deserialize;
use toml::Spanned as At;

use super::header_name::header_name;
use super::json_pointer::json_pointer;
use super::read_spanned::{Invalid, read_word};
use crate::api::{
    EventName, SecretEncoding, SignatureEncoding, SignedPart, SignedTimestamp, TimestampPlace, TimestampUnit,
    WebhookScheme,
};

/// How many seconds the timestamp may be from the current time, if the target does not set it. The services that
/// publish a number have this one.
const TOLERANCE: u32 = 300;

/// The keys of the table in a target file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Written {
    signature: At<String>,
    separator: Option<At<String>>,
    prefix: Option<At<String>>,
    encoding: Option<At<String>>,
    signed: Option<At<String>>,
    id: Option<At<String>>,
    timestamp: Option<At<String>>,
    timestamp_prefix: Option<At<String>>,
    timestamp_unit: Option<At<String>>,
    tolerance: Option<At<u32>>,
    #[serde(default)]
    secret_prefix: String,
    secret_encoding: Option<At<String>>,
    event: Option<At<WrittenEvent>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenEvent {
    header: Option<String>,
    pointer: Option<String>,
}

/// The values of the key `encoding`.
const ENCODINGS: [(&str, SignatureEncoding); 2] =
    [("hex", SignatureEncoding::Hex), ("base64", SignatureEncoding::Base64)];

/// The values of the key `secret-encoding`.
const SECRET_ENCODINGS: [(&str, SecretEncoding); 3] =
    [("text", SecretEncoding::Text), ("hex", SecretEncoding::Hex), ("base64", SecretEncoding::Base64)];

/// The values of the key `timestamp-unit`.
const TIMESTAMP_UNITS: [(&str, TimestampUnit); 2] =
    [("seconds", TimestampUnit::Seconds), ("milliseconds", TimestampUnit::Milliseconds)];

impl WebhookScheme {
    /// Converts the keys of a target file.
    pub(super) fn read(written: Written) -> Result<Self, Invalid> {
        let header = header(&written.signature)?;
        let separator = separator(written.separator.as_ref())?;
        let prefix = written.prefix.as_ref().map(|prefix| item_prefix("prefix", prefix, separator.as_deref()));
        let prefix = prefix.transpose()?.unwrap_or_default();
        let timestamp = timestamp(&written, separator.as_deref(), &prefix)?;
        let signed = signed(&written)?;
        let id = written.id.as_ref().map(self::header).transpose()?;
        let event = written.event.as_ref().map(event).transpose()?;
        distinct_headers(&written)?;
        let encoding = written.encoding.map(|encoding| read_word(&encoding, &ENCODINGS)).transpose()?;
        let secret_encoding = written.secret_encoding.map(|encoding| read_word(&encoding, &SECRET_ENCODINGS));
        Ok(Self {
            header,
            separator,
            prefix,
            encoding: encoding.unwrap_or_default(),
            signed,
            id,
            timestamp,
            secret_prefix: written.secret_prefix,
            secret_encoding: secret_encoding.transpose()?.unwrap_or_default(),
            event,
        })
    }
}

fn at<T>(key: &At<T>, message: &str) -> Invalid {
    Invalid::at(key, message)
}

/// Returns the name of a header.
fn header(name: &At<String>) -> Result<String, Invalid> {
    header_name(name.get_ref().clone()).map_err(|message| at(name, &message))
}

/// Checks that no two keys name one header. Names of headers are case-insensitive (RFC 9110, section 5.1).
fn distinct_headers(written: &Written) -> Result<(), Invalid> {
    let Written { signature, id, timestamp, event, .. } = written;
    let keys = [("signature", Some(signature)), ("id", id.as_ref()), ("timestamp", timestamp.as_ref())];
    let keys = keys.into_iter().filter_map(|(key, name)| Some((key, name?.span().start, name?.get_ref())));
    let event = event.iter().filter_map(|event| Some(("event", event.span().start, event.get_ref().header.as_ref()?)));
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for (key, offset, name) in keys.chain(event) {
        if let Some((other, _)) = seen.iter().find(|(_, other)| name.eq_ignore_ascii_case(other)) {
            let message = format!("`{key}` names the header of `{other}`: each has a header of its own");
            return Err(Invalid::from((offset, message)));
        }
        seen.push((key, name));
    }
    Ok(())
}

/// Returns the text between the items of the header.
fn separator(separator: Option<&At<String>>) -> Result<Option<String>, Invalid> {
    let Some(separator) = separator else { return Ok(None) };
    if separator.get_ref().is_empty() {
        return Err(at(separator, "`separator` is empty"));
    }
    visible("separator", separator)?;
    Ok(Some(separator.get_ref().clone()))
}

/// Returns the timestamp. `prefix` is before the signature in an item.
fn timestamp(written: &Written, separator: Option<&str>, prefix: &str) -> Result<Option<SignedTimestamp>, Invalid> {
    let Written { tolerance, timestamp_unit: unit, .. } = written;
    let place = match (&written.timestamp, &written.timestamp_prefix) {
        (Some(_), Some(other)) => {
            let message = "`timestamp` and `timestamp-prefix` exclude each other: the timestamp is in one place";
            return Err(at(other, message));
        }
        (Some(name), None) => TimestampPlace::Header(header(name)?),
        (None, Some(item)) => TimestampPlace::Item(timestamp_prefix(item, separator, prefix)?),
        (None, None) => {
            let needs = |key: &str| format!("`{key}` needs the key `timestamp` or `timestamp-prefix`");
            let tolerance = tolerance.iter().map(|key| at(key, &needs("tolerance")));
            let unit = unit.iter().map(|key| at(key, &needs("timestamp-unit")));
            return tolerance.chain(unit).next().map_or(Ok(None), Err);
        }
    };
    if let Some(zero) = tolerance.as_ref().filter(|tolerance| *tolerance.get_ref() == 0) {
        return Err(at(zero, "`tolerance` is zero: each request takes some time to arrive"));
    }
    Ok(Some(SignedTimestamp {
        place,
        unit: unit.as_ref().map(|unit| read_word(unit, &TIMESTAMP_UNITS)).transpose()?.unwrap_or_default(),
        tolerance: tolerance.as_ref().map_or(TOLERANCE, |tolerance| *tolerance.get_ref()),
    }))
}

/// Returns the start of the item that has the timestamp. It differs from the start of the items that have signatures.
fn timestamp_prefix(text: &At<String>, separator: Option<&str>, prefix: &str) -> Result<String, Invalid> {
    if separator.is_none() || prefix.is_empty() {
        return Err(at(text, "`timestamp-prefix` needs the keys `separator` and `prefix`"));
    }
    let item = item_prefix("timestamp-prefix", text, separator)?;
    match item.is_empty() || item.starts_with(prefix) || prefix.starts_with(&item) {
        true => Err(at(text, "`timestamp-prefix` does not distinguish the timestamp from a signature")),
        false => Ok(item),
    }
}

/// Returns the signed content. A timestamp or an id has a place if it is signed, and is signed if it has a place.
fn signed(written: &Written) -> Result<Vec<SignedPart>, Invalid> {
    let (offset, parts) = match &written.signed {
        Some(signed) => (signed.span().start, parts(signed.get_ref()).map_err(|message| at(signed, &message))?),
        None => (written.signature.span().start, vec![SignedPart::Body]),
    };
    let timestamp = written.timestamp.as_ref().or(written.timestamp_prefix.as_ref());
    match (parts.contains(&SignedPart::Timestamp), timestamp) {
        (false, Some(key)) => {
            return Err(at(key, "`signed` has no `{timestamp}`: a timestamp that is not signed proves nothing"));
        }
        (true, None) => {
            let message = "`{timestamp}` needs the key `timestamp`, a header, or `timestamp-prefix`";
            return Err(Invalid::from((offset, message.to_owned())));
        }
        _ => {}
    }
    match (parts.contains(&SignedPart::Id), &written.id) {
        (false, Some(key)) => Err(at(key, "`signed` has no `{id}`: an id that is not signed proves nothing")),
        (true, None) => Err(Invalid::from((offset, "`{id}` needs the key `id`, a header".to_owned()))),
        _ => Ok(parts),
    }
}

/// Checks that a header can have a text.
fn visible(key: &str, text: &At<String>) -> Result<(), Invalid> {
    match text.get_ref().bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        true => Ok(()),
        false => Err(at(text, &format!("`{key}` is not visible characters of ASCII"))),
    }
}

/// Returns the start of an item. White space around an item does not belong to it, and no item has the separator.
fn item_prefix(key: &str, prefix: &At<String>, separator: Option<&str>) -> Result<String, Invalid> {
    visible(key, prefix)?;
    if prefix.get_ref().starts_with(' ') || separator.is_some_and(|separator| prefix.get_ref().contains(separator)) {
        return Err(at(prefix, &format!("no item of the header starts with `{}`", prefix.get_ref())));
    }
    Ok(prefix.get_ref().clone())
}

fn event(event: &At<WrittenEvent>) -> Result<EventName, Invalid> {
    let WrittenEvent { header, pointer } = event.get_ref();
    match (header, pointer) {
        (Some(name), None) => header_name(name.clone()).map(EventName::Header).map_err(|message| at(event, &message)),
        (None, Some(pointer)) => json_pointer(pointer).map(EventName::Pointer).map_err(|message| at(event, &message)),
        _ => Err(at(event, "`event` has one key: `header` or `pointer`")),
    }
}

/// Parses the signed content, such as `{timestamp}.{body}`.
fn parts(template: &str) -> Result<Vec<SignedPart>, String> {
    let mut parts: Vec<SignedPart> = Vec::new();
    let mut rest = template;
    while !rest.is_empty() {
        let (text, variable) = rest.split_once('{').unwrap_or((rest, ""));
        if text.contains('}') {
            return Err("`signed` has a `}` without a `{`".to_owned());
        }
        if !text.is_empty() {
            parts.push(SignedPart::Text(text.to_owned()));
        }
        if text.len() == rest.len() {
            break;
        }
        let (name, after) = variable.split_once('}').ok_or("`signed` has a `{` without a `}`")?;
        let part = match name {
            "body" => SignedPart::Body,
            "id" => SignedPart::Id,
            "timestamp" => SignedPart::Timestamp,
            _ => return Err(format!("`{{{name}}}` is not `{{body}}`, `{{timestamp}}` or `{{id}}`")),
        };
        if parts.contains(&part) {
            return Err(format!("`signed` has `{{{name}}}` twice"));
        }
        parts.push(part);
        rest = after;
    }
    if !parts.contains(&SignedPart::Body) {
        return Err("`signed` has no `{body}`: a body that is not signed proves nothing".to_owned());
    }
    // Of `{id}{body}`, the id could take over the start of the body.
    let is_text = |part: &SignedPart| matches!(part, SignedPart::Text(_));
    let touches = |pair: &[SignedPart]| pair.contains(&SignedPart::Id) && !pair.iter().any(is_text);
    if parts.windows(2).any(touches) {
        return Err("`{id}` needs text between it and the rest, such as `{id}.{body}`".to_owned());
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<WebhookScheme, Invalid> {
        WebhookScheme::read(toml::from_str(text).map_err(|error: toml::de::Error| {
            Invalid::from((error.span().unwrap_or_default().start, error.message().to_owned()))
        })?)
    }

    #[test]
    fn the_schemes_of_services_are_read() {
        let scheme =
            read("signature = 'X-Hub-Signature-256'\nprefix = 'sha256='\nevent = {header = 'X-Event'}").unwrap();
        assert_eq!((scheme.header.as_str(), scheme.prefix.as_str()), ("X-Hub-Signature-256", "sha256="));
        assert_eq!((scheme.encoding, scheme.secret_encoding), (SignatureEncoding::Hex, SecretEncoding::Text));
        assert_eq!((scheme.signed, scheme.timestamp), (vec![SignedPart::Body], None));
        assert_eq!(scheme.event, Some(EventName::Header("X-Event".to_owned())));
        let scheme = read(
            "signature = 'Stripe-Signature'\nseparator = ','\nprefix = 'v1='\ntimestamp-prefix = 't='\n\
             signed = '{timestamp}.{body}'",
        )
        .unwrap();
        let text = |text: &str| SignedPart::Text(text.to_owned());
        assert_eq!(scheme.signed, [SignedPart::Timestamp, text("."), SignedPart::Body]);
        let item = TimestampPlace::Item("t=".to_owned());
        let timestamp = SignedTimestamp { place: item, unit: TimestampUnit::Seconds, tolerance: 300 };
        assert_eq!(scheme.timestamp, Some(timestamp));
        let scheme = read(
            "signature = 'webhook-signature'\nseparator = ' '\nprefix = 'v1,'\nencoding = 'base64'\n\
             signed = '{id}.{timestamp}.{body}'\nid = 'webhook-id'\ntimestamp = 'webhook-timestamp'\n\
             timestamp-unit = 'milliseconds'\ntolerance = 60\nsecret-prefix = 'whsec_'\nsecret-encoding = 'base64'\n\
             event = {pointer = '/type'}",
        )
        .unwrap();
        assert_eq!((scheme.id.as_deref(), scheme.separator.as_deref()), (Some("webhook-id"), Some(" ")));
        assert_eq!(scheme.timestamp.map(|it| (it.unit, it.tolerance)), Some((TimestampUnit::Milliseconds, 60)));
        let scheme = read("signature = 'a'\nsigned = 'v0:{timestamp}:{body}'\ntimestamp = 'b'").unwrap();
        assert_eq!(scheme.signed, [text("v0:"), SignedPart::Timestamp, text(":"), SignedPart::Body]);
    }

    #[test]
    fn an_invalid_table_has_a_message_at_its_place() {
        for (lines, place, expected) in [
            ("", 0, "missing field `signature`"),
            ("signature = 'a b'", 12, "`a b` is not a valid header name"),
            ("signature = 'a'\nsigned = '{timestamp}'", 25, "`signed` has no `{body}`"),
            ("signature = 'a'\nsigned = '{body}{body}'", 25, "`signed` has `{body}` twice"),
            ("signature = 'a'\nsigned = '{url}{body}'", 25, "`{url}` is not `{body}`, `{timestamp}` or `{id}`"),
            ("signature = 'a'\nsigned = '{body'", 25, "`signed` has a `{` without a `}`"),
            ("signature = 'a'\nsigned = '}{body}'", 25, "`signed` has a `}` without a `{`"),
            ("signature = 'a'\nsigned = '{id}{body}'\nid = 'b'", 25, "`{id}` needs text between"),
            ("signature = 'a'\nsigned = '{timestamp}.{body}'", 25, "`{timestamp}` needs the key `timestamp`"),
            ("signature = 'a'\nsigned = '{id}.{body}'", 25, "`{id}` needs the key `id`"),
            ("signature = 'a'\ntimestamp = 'b'", 28, "`signed` has no `{timestamp}`"),
            ("signature = 'a'\nid = 'b'", 21, "`signed` has no `{id}`"),
            ("signature = 'a'\ntolerance = 5", 28, "`tolerance` needs the key `timestamp`"),
            ("signature = 'a'\ntolerance = -5", 28, "invalid value: integer `-5`"),
            ("signature = 'a'\ntimestamp-unit = 'seconds'", 33, "`timestamp-unit` needs the key `timestamp`"),
            (
                "signature = 'a'\ntolerance = 0\nsigned = '{timestamp}.{body}'\ntimestamp = 'b'",
                28,
                "`tolerance` is zero",
            ),
            ("signature = 'a'\ntimestamp-prefix = 't='", 35, "`timestamp-prefix` needs the keys `separator` and"),
            (
                "signature = 'a'\nseparator = ','\nprefix = 't=v1='\ntimestamp-prefix = 't='",
                68,
                "`timestamp-prefix` does not distinguish",
            ),
            (
                "signature = 'a'\ntimestamp = 't'\ntimestamp-prefix = 't='",
                51,
                "`timestamp` and `timestamp-prefix` exclude",
            ),
            ("signature = 'a'\nseparator = ''", 28, "`separator` is empty"),
            ("signature = 'a'\nprefix = ' a'", 25, "no item of the header starts with ` a`"),
            ("signature = 'a'\nprefix = 'a,b'\nseparator = ','", 25, "no item of the header starts with `a,b`"),
            ("signature = 'a'\nprefix = 'ä'", 25, "`prefix` is not visible characters of ASCII"),
            ("signature = 'a'\nencoding = 'base32'", 27, "`base32` is not a valid value: expected `hex` or `base64`"),
            ("signature = 'a'\nevent = {}", 24, "`event` has one key: `header` or `pointer`"),
            ("signature = 'a'\nevent = {header = 'a', pointer = '/b'}", 24, "`event` has one key"),
            ("signature = 'a'\nevent = {pointer = 'type'}", 24, "`type` is not a valid JSON Pointer"),
            ("signature = 'a'\nevent = {header = 'a b'}", 24, "`a b` is not a valid header name"),
            ("signature = 'a'\nsigned = '{id}.{body}'\nid = 'A'", 44, "`id` names the header of `signature`"),
            (
                "signature = 'a'\nsigned = '{timestamp}.{body}'\ntimestamp = 'A'",
                58,
                "`timestamp` names the header of `signature`",
            ),
            (
                "signature = 'a'\nsigned = '{id}.{timestamp}.{body}'\nid = 'b'\ntimestamp = 'b'",
                72,
                "`timestamp` names the header of `id`",
            ),
            ("signature = 'a'\nevent = {header = 'a'}", 24, "`event` names the header of `signature`"),
            ("signature = 'a'\nalgorithm = 'sha1'", 16, "unknown field `algorithm`"),
        ] {
            let Invalid { offset, message } = read(lines).unwrap_err();
            assert!(message.starts_with(expected), "{lines}: {message}");
            assert_eq!(offset, Some(place), "{lines}: {message}");
        }
    }
}

//! Signatures of webhook requests. The expected signatures are made with OpenSSL, or published by the services.

use std::time::{Duration, SystemTime};

use crate::runtime::json::{Shape, Tree};
use crate::runtime::webhooks::{
    SecretEncoding, SignatureEncoding, SignatureScheme, SignedPart, SignedTimestamp, TimestampPlace, TimestampUnit,
    WebhookError, WebhookSecrets, read_body, read_event,
};
use crate::runtime::{AnyError, HeaderMap, SecretString};

/// The body alone, in hexadecimal digits after a prefix.
const OF_BODY: SignatureScheme = SignatureScheme {
    header: "x-hub-signature-256",
    separator: None,
    prefix: "sha256=",
    encoding: SignatureEncoding::Hex,
    signed: &[SignedPart::Body],
    id: None,
    timestamp: None,
    secret_prefix: "",
    secret_encoding: SecretEncoding::Text,
};

/// The body alone, in Base64.
const IN_BASE64: SignatureScheme =
    SignatureScheme { header: "x-hmac-sha256", prefix: "", encoding: SignatureEncoding::Base64, ..OF_BODY };

/// Timestamp and signatures in one header.
const IN_ITEMS: SignatureScheme = SignatureScheme {
    header: "x-items",
    separator: Some(","),
    prefix: "v1=",
    signed: &[SignedPart::Timestamp, SignedPart::Text("."), SignedPart::Body],
    timestamp: Some(SignedTimestamp {
        place: TimestampPlace::Item("t="),
        unit: TimestampUnit::Seconds,
        tolerance: Duration::from_secs(300),
    }),
    ..OF_BODY
};

/// The timestamp in a header, after a version.
const WITH_VERSION: SignatureScheme = SignatureScheme {
    header: "x-versioned",
    prefix: "v0=",
    signed: &[SignedPart::Text("v0:"), SignedPart::Timestamp, SignedPart::Text(":"), SignedPart::Body],
    timestamp: Some(SignedTimestamp {
        place: TimestampPlace::Header("x-timestamp"),
        unit: TimestampUnit::Seconds,
        tolerance: Duration::from_secs(300),
    }),
    ..OF_BODY
};

/// Standard Webhooks.
const STANDARD: SignatureScheme = SignatureScheme {
    header: "webhook-signature",
    separator: Some(" "),
    prefix: "v1,",
    encoding: SignatureEncoding::Base64,
    signed: &[SignedPart::Id, SignedPart::Text("."), SignedPart::Timestamp, SignedPart::Text("."), SignedPart::Body],
    id: Some("webhook-id"),
    timestamp: Some(SignedTimestamp {
        place: TimestampPlace::Header("webhook-timestamp"),
        unit: TimestampUnit::Seconds,
        tolerance: Duration::from_secs(300),
    }),
    secret_prefix: "whsec_",
    secret_encoding: SecretEncoding::Base64,
};

const BODY: &[u8] = br#"{"type":"pet.created","name":"Rex"}"#;
const NOW: u64 = 1_700_000_000;
const HEX: &str = "32fc9b3ffa66226f2a7dc344ef23150459f11223f353dad032038727f5303542";
const HEX_OF_OLD_SECRET: &str = "9c90c03389a4e597935ff892e4acf03f56c0eada461cd1d1ebbfcf6d47f06989";
const BASE64: &str = "oCI38Mdf4qTZN1pK5UaGEXcFSmKlT5loVWhhYh4COI8=";
const BASE64_SECRET: &str = "whsec_dGhpcnR5LXR3byBieXRlcyBvZiBhIHNpZ25pbmcga2V5";

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn map(headers: &[(&'static str, impl AsRef<str>)]) -> HeaderMap {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.append(*name, value.as_ref().parse().unwrap());
    }
    map
}

fn verify(
    scheme: &SignatureScheme,
    headers: &[(&'static str, impl AsRef<str>)],
    body: &[u8],
    secrets: impl Into<WebhookSecrets>,
) -> Result<(), WebhookError> {
    scheme.verify(&map(headers), body, secrets, at(NOW))
}

#[test]
fn the_schemes_of_services_are_verified() {
    let published = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    let secret = "It's a Secret to Everybody";
    assert_eq!(verify(&OF_BODY, &[("x-hub-signature-256", published)], b"Hello, World!", secret), Ok(()));
    let signature = "quQuBphOOFw9YmYhxZRDCqblmT0DZLz26o8/oCwaiRM=";
    assert_eq!(verify(&IN_BASE64, &[("x-hmac-sha256", signature)], BODY, "shopify-secret"), Ok(()));
    assert_eq!(verify(&IN_ITEMS, &[("x-items", format!("t={NOW},v1={HEX}"))], BODY, "whsec_test"), Ok(()));
    let signature = "v0=495069806a1b74fbf22a9e82dad5b4efcae65d39f80d62b382bab69c6c08132a";
    let headers = [("x-versioned", signature), ("x-timestamp", "1700000000")];
    assert_eq!(verify(&WITH_VERSION, &headers, BODY, "slack-secret"), Ok(()));
    assert_eq!(verify(&STANDARD, &standard(BASE64), BODY, BASE64_SECRET), Ok(()));
    // The prefix of the secret is optional.
    assert_eq!(verify(&STANDARD, &standard(BASE64), BODY, BASE64_SECRET.trim_start_matches("whsec_")), Ok(()));
}

fn standard(signature: &str) -> [(&'static str, String); 3] {
    [
        ("webhook-id", "msg_1".to_owned()),
        ("webhook-timestamp", NOW.to_string()),
        ("webhook-signature", format!("v1,{signature}")),
    ]
}

#[test]
fn a_published_vector_of_standard_webhooks_is_verified() {
    let headers = map(&[
        ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
        ("webhook-timestamp", "1614265330"),
        ("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
    ]);
    let body = br#"{"test": 2432232314}"#;
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    assert_eq!(STANDARD.verify(&headers, body, secret, at(1_614_265_330)), Ok(()));
}

#[test]
fn a_change_makes_the_signature_invalid() {
    let headers = [("x-items", format!("t={NOW},v1={HEX}"))];
    let mismatch = Err(WebhookError::SignatureMismatch);
    assert_eq!(verify(&IN_ITEMS, &headers, BODY, "whsec_tesT"), mismatch);
    for body in [&BODY[1..], &[BODY, b" "].concat(), b""] {
        assert_eq!(verify(&IN_ITEMS, &headers, body, "whsec_test"), mismatch);
    }
    let headers = [("x-items", format!("t={},v1={HEX}", NOW + 1))];
    assert_eq!(verify(&IN_ITEMS, &headers, BODY, "whsec_test"), mismatch);
    // The text of the timestamp is signed, not its number.
    let headers = [("x-items", format!("t=0{NOW},v1={HEX}"))];
    assert_eq!(verify(&IN_ITEMS, &headers, BODY, "whsec_test"), mismatch);
    let mut headers = standard(BASE64);
    headers[0].1.push('2');
    assert_eq!(verify(&STANDARD, &headers, BODY, BASE64_SECRET), mismatch);
}

#[test]
fn one_valid_signature_is_enough() {
    let old = HEX_OF_OLD_SECRET;
    for items in [
        format!("t={NOW},v1={old},v1={HEX}"),
        format!("v1={HEX},v0=00,t={NOW},v1={old}"),
        format!(" t={NOW} , v1=zz, v1={} ", HEX.to_uppercase()),
    ] {
        assert_eq!(verify(&IN_ITEMS, &[("x-items", &items)], BODY, "whsec_test"), Ok(()), "{items}");
    }
    let lines = [("x-items", format!("t={NOW}")), ("x-items", format!("v1={old}")), ("x-items", format!("v1={HEX}"))];
    assert_eq!(verify(&IN_ITEMS, &lines, BODY, "whsec_test"), Ok(()));
    let two = standard(&format!("{} v1a,other v1,{BASE64}", "A".repeat(43)));
    assert_eq!(verify(&STANDARD, &two, BODY, BASE64_SECRET), Ok(()));
}

#[test]
fn one_secret_of_several_is_enough() {
    let headers = [("x-items", format!("t={NOW},v1={HEX_OF_OLD_SECRET}"))];
    assert_eq!(verify(&IN_ITEMS, &headers, BODY, ["whsec_test", "whsec_old"]), Ok(()));
    assert_eq!(verify(&IN_ITEMS, &headers, BODY, vec!["whsec_old".to_owned()]), Ok(()));
    let secrets = [SecretString::from("a"), SecretString::from("whsec_old")];
    assert_eq!(verify(&IN_ITEMS, &headers, BODY, &secrets[..]), Ok(()));
    assert_eq!(verify(&IN_ITEMS, &headers, BODY, &secrets[1]), Ok(()));
    assert_eq!(verify(&IN_ITEMS, &headers, BODY, ["a", "b"]), Err(WebhookError::SignatureMismatch));
}

#[test]
fn a_secret_that_everybody_has_is_an_error() {
    // The signature of an empty key, which everybody can make.
    let signature = "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad";
    let headers = [("x-hub-signature-256", format!("sha256={signature}"))];
    let error = |reason| Err(WebhookError::Secret { reason });
    assert_eq!(verify(&OF_BODY, &headers, b"", ""), error("it is empty"));
    assert_eq!(verify(&OF_BODY, &headers, b"", ["secret", ""]), error("it is empty"));
    assert_eq!(verify(&OF_BODY, &headers, b"", Vec::<String>::new()), error("there is none"));
    assert_eq!(verify(&STANDARD, &standard(BASE64), BODY, "whsec_"), error("it is empty"));
    assert_eq!(verify(&STANDARD, &standard(BASE64), BODY, "whsec_!"), error("it is not valid Base64"));
    let hex = SignatureScheme { secret_encoding: SecretEncoding::Hex, ..OF_BODY };
    assert_eq!(verify(&hex, &headers, b"", "abc"), error("it is not valid hexadecimal"));
    assert_eq!(verify(&hex, &headers, b"", "6b6579"), Err(WebhookError::SignatureMismatch));
}

#[test]
fn a_timestamp_may_be_off_by_the_tolerance() {
    let headers = map(&[("x-items", format!("t={NOW},v1={HEX}"))]);
    for (now, is_valid) in
        [(NOW - 301, false), (NOW - 300, true), (NOW, true), (NOW + 300, true), (NOW + 301, false), (0, false)]
    {
        let result = IN_ITEMS.verify(&headers, BODY, "whsec_test", at(now));
        let expected = match is_valid {
            true => Ok(()),
            false => {
                Err(WebhookError::Timestamp { signed: at(NOW), now: at(now), tolerance: Duration::from_secs(300) })
            }
        };
        assert_eq!(result, expected, "{now}");
        // A signature that is not valid is reported first: its timestamp may be anything.
        let result = IN_ITEMS.verify(&headers, BODY, "whsec_other", at(now));
        assert_eq!(result, Err(WebhookError::SignatureMismatch));
    }
    let signed = "00f516aded291756f628c370a4a719f9f621999cee414ca696a87c02e1e20948";
    let timestamp = SignedTimestamp {
        place: TimestampPlace::Item("t="),
        unit: TimestampUnit::Milliseconds,
        tolerance: Duration::from_secs(1),
    };
    let scheme = SignatureScheme { timestamp: Some(timestamp), ..IN_ITEMS };
    let headers = [("x-items", format!("t=1700000000123,v1={signed}"))];
    assert_eq!(verify(&scheme, &headers, BODY, "podium-secret"), Ok(()));
}

#[test]
fn a_missing_header_is_named() {
    let missing = |header| Err(WebhookError::MissingHeader { header });
    let none: [(&str, &str); 0] = [];
    assert_eq!(verify(&OF_BODY, &none, BODY, "a"), missing("x-hub-signature-256"));
    for index in 0..3 {
        let mut headers = standard(BASE64).to_vec();
        let (name, _) = headers.remove(index);
        assert_eq!(verify(&STANDARD, &headers, BODY, BASE64_SECRET), missing(name));
    }
}

#[test]
fn a_malformed_header_is_named() {
    for (items, expected) in [
        (String::new(), "has no signature of the expected scheme"),
        (format!("t={NOW}"), "has no signature of the expected scheme"),
        (format!("t={NOW},{HEX}"), "has no signature of the expected scheme"),
        (format!("t={NOW},v0={HEX}"), "has no signature of the expected scheme"),
        (format!("t={NOW},v1="), "has a signature that is not 64 hexadecimal digits"),
        (format!("t={NOW},v1={HEX}0"), "has a signature that is not 64 hexadecimal digits"),
        (format!("t={NOW},v1={}", HEX.trim_start_matches("32")), "has a signature that is not 64 hexadecimal digits"),
        (format!("t={NOW},v1=+{}", HEX.trim_start_matches('3')), "has a signature that is not 64 hexadecimal digits"),
        (format!("t={NOW},v1={BASE64}"), "has a signature that is not 64 hexadecimal digits"),
        (format!("v1={HEX}"), "has no timestamp"),
        (format!("t={NOW},v1={HEX},t={NOW}"), "has several timestamps"),
        (format!("t=,v1={HEX}"), "has a timestamp that is not valid"),
        (format!("t=+{NOW},v1={HEX}"), "has a timestamp that is not valid"),
        (format!("t=-{NOW},v1={HEX}"), "has a timestamp that is not valid"),
        (format!("t={NOW}.5,v1={HEX}"), "has a timestamp that is not valid"),
        (format!("t=99999999999999999999,v1={HEX}"), "has a timestamp that is not valid"),
        (format!("t={},v1={HEX}", u64::MAX), "has a timestamp that is not valid"),
    ] {
        let expected = Err(WebhookError::MalformedHeader { header: "x-items", reason: expected });
        assert_eq!(verify(&IN_ITEMS, &[("x-items", &items)], BODY, "whsec_test"), expected, "{items}");
    }
    let reason = "has a signature that is not 32 bytes in Base64";
    for signature in [HEX, "", "oCI38Mdf", "oCI38Mdf4qTZN1pK5UaGEXcFSmKlT5loVWhhYh4C!I8="] {
        let expected = Err(WebhookError::MalformedHeader { header: "webhook-signature", reason });
        assert_eq!(verify(&STANDARD, &standard(signature), BODY, BASE64_SECRET), expected, "{signature}");
    }
    let mut headers = map(&[("x-timestamp", "1700000000")]);
    headers.append("x-versioned", crate::runtime::HeaderValue::from_bytes(b"v0=\xff").unwrap());
    let result = WITH_VERSION.verify(&headers, BODY, "a", at(NOW));
    let expected = WebhookError::MalformedHeader { header: "x-versioned", reason: "is not ASCII text" };
    assert_eq!(result, Err(expected));
}

/// The same bytes are signed for the id `msg_1` and for the id `msg_1.1700000000` with the start of the body as timestamp.
#[test]
fn an_id_cannot_take_over_the_timestamp() {
    let mut headers = standard(BASE64);
    headers[0].1 = "msg_1.1".to_owned();
    let reason = "contains the text that separates it from the rest of the signed content";
    let expected = Err(WebhookError::MalformedHeader { header: "webhook-id", reason });
    assert_eq!(verify(&STANDARD, &headers, BODY, BASE64_SECRET), expected);
    let mut headers = standard(BASE64).to_vec();
    headers.push(("webhook-id", "msg_2".to_owned()));
    let expected = Err(WebhookError::MalformedHeader { header: "webhook-id", reason: "occurs several times" });
    assert_eq!(verify(&STANDARD, &headers, BODY, BASE64_SECRET), expected);
}

#[test]
fn an_error_is_a_line_without_secrets() {
    let secrets = WebhookSecrets::from(["whsec_secret", "other"]);
    assert!(!format!("{secrets:?}").contains("secret\"") && !format!("{secrets:?}").contains("other"), "{secrets:?}");
    let timestamp = |now| WebhookError::Timestamp { signed: at(NOW), now, tolerance: Duration::from_secs(300) };
    for (error, expected) in [
        (WebhookError::MissingHeader { header: "x-items" }, "webhook request has no header `x-items`"),
        (
            WebhookError::MalformedHeader { header: "x-items", reason: "has no timestamp" },
            "header `x-items` of the webhook request has no timestamp",
        ),
        (WebhookError::SignatureMismatch, "webhook request has no valid signature"),
        (timestamp(at(NOW + 400)), "webhook request was signed 400 s before the current time: at most 300 s are valid"),
        (timestamp(at(NOW - 400)), "webhook request was signed 400 s after the current time: at most 300 s are valid"),
        (WebhookError::Secret { reason: "it is empty" }, "webhook secret is not usable: it is empty"),
    ] {
        assert_eq!(error.to_string(), expected);
        assert!(!error.is_body());
        assert_eq!(AnyError::from(error).to_string(), expected);
    }
    let error = read_body::<i64>(b"{").unwrap_err();
    assert!(error.is_body() && matches!(error, WebhookError::NotJson(_)), "{error}");
    let error = read_body::<i64>(br#""s3cret""#).unwrap_err();
    assert!(error.is_body() && matches!(error, WebhookError::SchemaMismatch(_)), "{error}");
    assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
}

#[test]
fn the_name_of_an_event_selects_it() {
    const NAMES: &[&[&str]] = &[&["pet", "created"], &["pet", "gone"], &["ping"], &["pet", "shop", "opened"]];
    const fn required(names: &'static [&'static str]) -> Shape {
        Shape::Object {
            required: names,
            optional: &[],
            constants: &[],
            additional_properties: crate::runtime::json::AdditionalProperties::Unspecified,
        }
    }
    const SHAPES: &[Shape] = &[required(&["name"]), required(&["id"]), Shape::Any, required(&["shop"])];
    let event = |name: Option<&str>, body: &str| {
        let name = |_: &Tree<'_>| name.map(str::to_owned);
        let read = |index: usize, tree: &Tree<'_>| match index {
            2 if tree.get("name").is_some() => Err(serde::de::Error::custom("ping")),
            index => Ok(index),
        };
        read_event(body.as_bytes(), &name, NAMES, SHAPES, &read)
    };
    for (name, body, expected) in [
        (Some("pet.created"), "{}", 0),
        (Some("petGone"), "{}", 1),
        (Some("PET_GONE"), r#"{"name": 1}"#, 1),
        (Some("pet"), r#"{"name": 1}"#, 0),
        (Some("pet"), r#"{"id": 1}"#, 1),
        (Some("pet"), r#"{"other": 1}"#, 4),
        (Some("pet_shop"), r#"{"id": 1}"#, 3),
        (Some("pe"), r#"{"name": 1}"#, 4),
        (Some("pet.created.now"), r#"{"name": 1}"#, 4),
        (Some("."), r#"{"name": 1}"#, 4),
        (None, r#"{"name": 1}"#, 4),
    ] {
        assert_eq!(event(name, body), Ok(expected), "{name:?} {body}");
    }
    assert!(matches!(event(Some("ping"), r#"{"name": 1}"#), Err(WebhookError::SchemaMismatch(_))));
    assert!(matches!(event(Some("ping"), "pong"), Err(WebhookError::NotJson(_))));
}

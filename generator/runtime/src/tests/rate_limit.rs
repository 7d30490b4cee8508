//! Rate limits: what a response says, and requests that wait for the reset.

use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use super::support::{Chunk, Exchange, FakeTransport, NOW};
use crate::runtime::{Client, ClientBuilder, HeaderMap, Method, RateLimit, RateLimitHeaders, ResetUnit, RetryPolicy};

type Headers = &'static [(&'static str, &'static str)];

const SECONDS: RateLimitHeaders = RateLimitHeaders {
    limit: &["limit"],
    remaining: &["global", "route"],
    reset: &["reset"],
    reset_unit: ResetUnit::Seconds,
    rejects_before_acting: false,
};

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn read(names: &RateLimitHeaders, headers: &[(&'static str, &str)]) -> Option<RateLimit> {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.insert(*name, value.parse().unwrap());
    }
    names.read(&map, at(NOW))
}

#[test]
fn the_lowest_remaining_number_counts() {
    let limit = read(&SECONDS, &[("limit", "100"), ("global", "40"), ("route", "3"), ("reset", "784111800")]);
    assert_eq!(limit, Some(RateLimit { limit: Some(100), remaining: Some(3), reset: Some(at(784_111_800)) }));
    assert_eq!(read(&SECONDS, &[("x-ratelimit-remaining", "1")]), None);
    let common = read(&RateLimitHeaders::COMMON, &[("ratelimit-limit", "100;w=60"), ("x-ratelimit-reset", "1")]);
    assert_eq!(common, Some(RateLimit { limit: Some(100), remaining: None, reset: None }));
}

#[test]
fn an_invalid_reset_is_none() {
    for reset in ["-5", "never", "", "1e300", "99999999999999", "NaN", "inf"] {
        assert_eq!(read(&SECONDS, &[("reset", reset)]), None, "{reset}");
    }
}

#[test]
fn a_date_has_two_forms() {
    let date = RateLimitHeaders { reset_unit: ResetUnit::Date, ..SECONDS };
    for (text, seconds) in [
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(NOW)),
        ("1994-11-06T08:49:37Z", Some(NOW)),
        ("2024-02-29T23:59:59Z", Some(1_709_251_199)),
        ("1970-01-01T00:00:00Z", Some(0)),
        ("1994-11-06T09:49:37+01:00", Some(NOW)),
        ("2026-13-01T00:00:00Z", None),
        ("2026-02-29T00:00:00Z", None),
        ("2026-01-01T24:00:00Z", None),
        ("2026-01-01T00:60:00Z", None),
        ("2026-01-01T00:00:00", None),
        ("2026-01-01", None),
    ] {
        let reset = read(&date, &[("reset", text)]).and_then(|limit| limit.reset);
        assert_eq!(reset, seconds.map(at), "{text}");
    }
}

/// A client that waits for the rate limit, and gets these responses.
fn client(responses: &[Headers]) -> (FakeTransport, Client) {
    let fake = FakeTransport { start: Some(Instant::now()), ..FakeTransport::default() };
    let exchanges = responses.iter().map(|headers| Exchange::Response(200, headers, vec![Chunk::Bytes("{}")]));
    fake.exchanges.lock().unwrap().extend(exchanges);
    let builder = ClientBuilder::new(Some("https://api.example.com".into())).rate_limit_headers(&SECONDS);
    let builder = builder.wait_for_rate_limit(true).retry(RetryPolicy::none());
    (fake.clone(), builder.transport(fake).build().unwrap())
}

#[tokio::test(start_paused = true)]
async fn a_request_waits_for_the_reset() {
    let last: Headers = &[("global", "1"), ("reset", "784111787")];
    let (_, client) = client(&[last, &[], &[], &[]]);
    let start = Instant::now();
    for elapsed in [0, 0, 10, 10] {
        client.request(Method::GET, "/a").await.unwrap();
        assert_eq!(start.elapsed().as_secs(), elapsed);
    }
}

#[tokio::test(start_paused = true)]
async fn a_reset_after_the_timeout_is_an_error_at_once() {
    let (fake, client) = client(&[&[("route", "0"), ("reset", "784111900")], &[]]);
    client.request(Method::GET, "/a").await.unwrap();
    let error = client.request(Method::GET, "/a").await.unwrap_err();
    assert!(error.is_rate_limited() && error.attempts() == 0, "{error}");
    assert_eq!(error.to_string(), "GET /a: rate limit is exceeded until Sun, 06 Nov 1994 08:51:40 GMT");
    assert_eq!(fake.requests.lock().unwrap().len(), 1);
    client.request(Method::GET, "/a").timeout(Duration::from_secs(200)).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn responses_out_of_order_open_no_gate() {
    let low: Headers = &[("global", "0"), ("reset", "784111787")];
    let late: Headers = &[("global", "5"), ("reset", "784111787")];
    let (_, client) = client(&[low, &[]]);
    let start = Instant::now();
    client.request(Method::GET, "/a").await.unwrap();
    let gate = client.settings.rate_limit_gate.as_ref().unwrap();
    gate.observe(&read(&SECONDS, late).unwrap(), at(NOW));
    client.request(Method::GET, "/a").await.unwrap();
    assert_eq!(start.elapsed().as_secs(), 10);
}

#[tokio::test(start_paused = true)]
async fn no_more_requests_than_the_limit_are_sent_at_the_reset() {
    let last: Headers = &[("limit", "3"), ("global", "0"), ("reset", "784111787")];
    let (fake, client) = client(&[last, &[], &[], &[], &[], &[], &[], &[]]);
    client.request(Method::GET, "/a").await.unwrap();
    let start = Instant::now();
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..7 {
        let request = client.request(Method::GET, "/a");
        calls.spawn(async move {
            request.await.unwrap();
            start.elapsed().as_secs()
        });
    }
    let mut elapsed = calls.join_all().await;
    elapsed.sort_unstable();
    // The responses do not describe the next periods, so these have the length of the first one.
    assert_eq!(elapsed, [10, 10, 10, 20, 20, 20, 30]);
    assert_eq!(fake.requests.lock().unwrap().len(), 8);
}

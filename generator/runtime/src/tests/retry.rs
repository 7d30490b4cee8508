//! Retries: the table in the documentation of the policy, the waits, the budget and the timeouts, in the time of a paused
//! tokio runtime.

use std::time::Duration;

use tokio::time::Instant;

use super::support::{Chunk, Exchange, FakeTransport};
use crate::runtime::{
    AnyError, Body, Client, ClientBuilder, CustomRequest, Method, RateLimitHeaders, ResetUnit, RetryPolicy, Timeouts,
    TransportError, TransportErrorKind,
};

/// The documentation of the policy, whose table is the data of a test.
const DOCUMENTATION: &str = include_str!("../runtime/retry/policy.rs");

type Headers = &'static [(&'static str, &'static str)];

fn lost() -> TransportError {
    TransportError::new(TransportErrorKind::Other, "reset")
}

fn unreachable() -> TransportError {
    TransportError::new(TransportErrorKind::Connect, "unreachable")
}

fn response(status: u16, headers: Headers) -> Exchange {
    Exchange::Response(status, headers, vec![Chunk::Bytes("{}")])
}

/// A transport whose time is the one of the paused runtime.
fn fake(exchanges: impl IntoIterator<Item = Exchange>) -> FakeTransport {
    let fake = FakeTransport { start: Some(Instant::now()), random: u64::MAX, ..FakeTransport::default() };
    fake.exchanges.lock().unwrap().extend(exchanges);
    fake
}

fn client(fake: &FakeTransport, set: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    let builder = ClientBuilder::new(Some("https://api.example.com".into())).transport(fake.clone());
    set(builder).build().unwrap()
}

/// Sends a request, and returns the result, the number of attempts and the time that passed.
async fn call(fake: &FakeTransport, request: CustomRequest) -> (Result<u16, AnyError>, usize, Duration) {
    let start = Instant::now();
    let result = request.await.map(|response| response.status().as_u16());
    let sent = std::mem::take(&mut *fake.requests.lock().unwrap()).len();
    (result, sent, start.elapsed())
}

/// The exchanges of a row of the table.
fn exchanges(result: &str) -> Vec<Exchange> {
    match result {
        "connection not opened" => vec![Exchange::Fails(unreachable())],
        "connection lost before the response is complete" => vec![
            Exchange::Fails(lost()),
            Exchange::Response(200, &[], vec![Chunk::Fails(lost())]),
            Exchange::Response(200, &[], vec![Chunk::Bytes("{"), Chunk::Fails(lost())]),
        ],
        "timeout of the attempt" => {
            vec![Exchange::Never, Exchange::Response(200, &[], vec![Chunk::Bytes("{"), Chunk::Never])]
        }
        "status 408, 429, 500, 502, 503 or 504" => {
            [408, 429, 500, 502, 503, 504].into_iter().map(|status| response(status, &[])).collect()
        }
        "status 429 or 503 with a wait, if the service rejects a request before it acts" => {
            vec![response(429, &[("retry-after", "1")]), response(503, &[("retry-after-ms", "20")])]
        }
        "error response with a code of [`retry_code`](Self::retry_code)" => {
            let chunks = || vec![Chunk::Bytes(r#"{"code":"conflict"}"#)];
            vec![Exchange::Response(409, &[], chunks()), Exchange::Response(501, &[], chunks())]
        }
        "any other response" => [200, 204, 304, 400, 401, 403, 404, 409, 413, 422, 425, 501, 505, 599]
            .into_iter()
            .map(|status| response(status, &[]))
            .chain([Exchange::Response(409, &[], vec![Chunk::Bytes(r#"{"code":"other"}"#)])])
            .collect(),
        other => panic!("the table has an unknown row: {other}"),
    }
}

const REJECTING: RateLimitHeaders = RateLimitHeaders { rejects_before_acting: true, ..RateLimitHeaders::COMMON };

#[tokio::test(start_paused = true)]
async fn the_table_of_the_documentation_holds() {
    let rows = DOCUMENTATION.lines().filter_map(|line| line.strip_prefix("/// | ")?.strip_suffix(" |")).skip(2);
    let rows: Vec<Vec<&str>> = rows.map(|row| row.split(" | ").collect()).collect();
    assert_eq!(rows.len(), 7, "{rows:?}");
    let query = Method::from_bytes(b"QUERY").unwrap();
    let idempotent = [Method::GET, Method::HEAD, Method::OPTIONS, Method::TRACE, Method::PUT, Method::DELETE, query];
    let others = [Method::POST, Method::PATCH, Method::from_bytes(b"get").unwrap()];
    for row in &rows {
        let rejects = row[0].contains("rejects");
        for index in 0..exchanges(row[0]).len() {
            let methods = idempotent.iter().map(|method| (method, row[1])).chain(others.iter().map(|m| (m, row[2])));
            for (method, cell) in methods {
                for has_key in [false, true] {
                    let fake = fake([exchanges(row[0]).swap_remove(index), response(200, &[])]);
                    let client = client(&fake, |builder| {
                        let policy = RetryPolicy::new().retry_code("conflict");
                        let builder = if rejects { builder.rate_limit_headers(&REJECTING) } else { builder };
                        builder.retry(policy)
                    });
                    let mut request = client.request(method.clone(), "/a").json_body(&1);
                    let cell = if has_key { row[1] } else { cell };
                    if has_key {
                        request = request.header("Idempotency-Key", "k");
                    }
                    let (_, attempts, _) = call(&fake, request).await;
                    let expected = match cell {
                        "retried" => 2,
                        "not retried" => 1,
                        other => panic!("{other}"),
                    };
                    assert_eq!(attempts, expected, "{method} {has_key} {index}: {row:?}");
                }
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_caller_says_whether_a_request_is_idempotent() {
    for (method, idempotent, expected) in [(Method::POST, true, 2), (Method::GET, false, 1)] {
        let fake = fake([response(503, &[]), response(200, &[])]);
        let request = client(&fake, |builder| builder).request(method, "/a").idempotent(idempotent);
        assert_eq!(call(&fake, request).await.1, expected);
    }
}

#[tokio::test(start_paused = true)]
async fn the_wait_doubles_up_to_its_maximum() {
    let fake = fake((0..9).map(|_| response(503, &[])));
    let policy = RetryPolicy::new().max_attempts(9);
    let timeout = Duration::from_secs(1000);
    let client = client(&fake, |builder| builder.retry(policy).timeout(timeout));
    let (result, attempts, _) = call(&fake, client.request(Method::GET, "/a")).await;
    let error = result.unwrap_err();
    assert_eq!((error.attempts(), attempts), (9, 9));
    assert_eq!(error.to_string(), "GET /a: 503 Service Unavailable (9 attempts)");
    let waits: Vec<f64> = fake.sleeps.lock().unwrap()[1..].iter().map(Duration::as_secs_f64).collect();
    let maxima = [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 20.0, 20.0];
    assert!(waits.iter().zip(maxima).all(|(wait, maximum)| (wait - maximum).abs() < 1e-6), "{waits:?}");
    assert_eq!(waits.len(), maxima.len());
}

#[test]
fn the_wait_is_evenly_distributed() {
    let policy = RetryPolicy::new();
    assert_eq!(policy.backoff(1, 0), Duration::ZERO);
    assert_eq!(policy.backoff(1, u64::MAX / 2), Duration::from_millis(250) - Duration::from_nanos(1));
    assert!(policy.backoff(1, u64::MAX) < Duration::from_millis(500));
    assert!(policy.backoff(u32::MAX, u64::MAX) < Duration::from_secs(20));
    let zero = RetryPolicy::new().base_delay(Duration::MAX).max_delay(Duration::MAX);
    assert!(zero.backoff(40, u64::MAX) > Duration::from_secs(1 << 33));
}

#[tokio::test(start_paused = true)]
async fn a_response_asks_for_a_wait() {
    const SECONDS: RateLimitHeaders = headers(ResetUnit::Seconds);
    const MILLISECONDS: RateLimitHeaders = headers(ResetUnit::Milliseconds);
    const FROM_NOW: RateLimitHeaders = headers(ResetUnit::SecondsFromNow);
    const DATE: RateLimitHeaders = headers(ResetUnit::Date);
    let cases: [(&'static RateLimitHeaders, Headers, Option<f64>); 18] = [
        (&RateLimitHeaders::COMMON, &[("retry-after", "7")], Some(7.0)),
        (&RateLimitHeaders::COMMON, &[("retry-after", "Sun, 06 Nov 1994 08:49:47 GMT")], Some(10.0)),
        (&RateLimitHeaders::COMMON, &[("retry-after-ms", "1500"), ("retry-after", "9")], Some(1.5)),
        (&RateLimitHeaders::COMMON, &[("retry-after", "0")], None),
        (&RateLimitHeaders::COMMON, &[("retry-after", "-3")], None),
        (&RateLimitHeaders::COMMON, &[("retry-after", "soon")], None),
        (&RateLimitHeaders::COMMON, &[("ratelimit-reset", "3"), ("x-ratelimit-reset", "9")], Some(3.0)),
        (&SECONDS, &[("reset", "784111782")], Some(5.0)),
        (&SECONDS, &[("reset", "-1")], None),
        (&SECONDS, &[("reset", "5")], None),
        (&MILLISECONDS, &[("reset", "784111779500")], Some(2.5)),
        (&FROM_NOW, &[("reset", "4.5")], Some(4.5)),
        // The clock of the server is ten seconds behind.
        (&SECONDS, &[("reset", "784111772"), ("date", "Sun, 06 Nov 1994 08:49:27 GMT")], Some(5.0)),
        (&RateLimitHeaders::COMMON, &[("retry-after", "0"), ("ratelimit-reset", "3")], Some(3.0)),
        (&DATE, &[("reset", "1994-11-06T10:49:43+02:00")], Some(6.0)),
        (&DATE, &[("reset", "1994-11-06T06:19:43.5-02:30")], Some(6.5)),
        (&DATE, &[("reset", "1994-11-06T08:49:43Z")], Some(6.0)),
        (&DATE, &[("reset", "Sun, 06 Nov 1994 08:49:43 GMT"), ("date", "Sun, 06 Nov 1994 08:49:42 GMT")], Some(1.0)),
    ];
    for (names, headers, wait) in cases {
        let fake = fake([response(429, headers), response(200, &[])]);
        let client = client(&fake, |builder| builder.rate_limit_headers(names));
        let (result, attempts, elapsed) = call(&fake, client.request(Method::GET, "/a")).await;
        assert_eq!((result.unwrap(), attempts), (200, 2), "{headers:?}");
        let slept = fake.sleeps.lock().unwrap()[2].as_secs_f64();
        match wait {
            Some(wait) => {
                assert!((slept - wait).abs() < 1e-6 && elapsed.as_secs_f64() >= slept, "{headers:?}: {slept}");
            }
            None => assert!(slept < 0.5, "{headers:?}: {slept}"),
        }
    }
}

const fn headers(reset_unit: ResetUnit) -> RateLimitHeaders {
    RateLimitHeaders {
        limit: &["limit"],
        remaining: &["remaining"],
        reset: &["reset"],
        reset_unit,
        rejects_before_acting: false,
    }
}

#[tokio::test(start_paused = true)]
async fn the_wait_never_outlives_the_timeout_of_the_call() {
    for (timeout, wait, attempts) in [(10, "11", 1), (10, "10", 1), (11, "10", 2)] {
        let headers: Headers = match wait {
            "11" => &[("retry-after", "11")],
            _ => &[("retry-after", "10")],
        };
        let fake = fake([response(503, headers), response(200, &[])]);
        let client = client(&fake, |builder| builder.timeout(Duration::from_secs(timeout)));
        let (result, sent, elapsed) = call(&fake, client.request(Method::GET, "/a")).await;
        assert_eq!((sent, result.is_ok()), (attempts, attempts == 2));
        if attempts == 1 {
            assert_eq!((elapsed, result.unwrap_err().retry_after().is_some()), (Duration::ZERO, true));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn each_attempt_has_a_timeout_and_so_has_the_call() {
    let stalls = || fake([Exchange::Never, Exchange::Never, Exchange::Never, Exchange::Never]);
    let cases = [
        (Timeouts::new(), 3, 90.0),
        (Timeouts::new().attempt(Duration::from_secs(2)), 3, 6.0),
        (Timeouts::new().call(Duration::from_secs(7)), 1, 7.0),
        (Timeouts::new().call(Duration::from_secs(7)).attempt(Duration::from_secs(5)), 2, 7.0),
        (Timeouts::new().call(Duration::from_secs(50)).attempt(Duration::from_secs(5)), 3, 15.0),
    ];
    for (timeouts, attempts, seconds) in cases {
        let fake = stalls();
        let client = client(&fake, |builder| builder.timeout(timeouts));
        let (result, sent, elapsed) = call(&fake, client.request(Method::GET, "/a")).await;
        let error = result.unwrap_err();
        assert!(error.is_timeout() && sent == attempts, "{timeouts:?}: {error}, {sent}");
        let elapsed = elapsed.as_secs_f64();
        assert!(elapsed >= seconds && elapsed < seconds + 2.0, "{timeouts:?}: {elapsed}");
    }
    let fake = stalls();
    let request = client(&fake, |builder| builder).request(Method::POST, "/a").timeout(Duration::from_secs(3));
    let (result, sent, elapsed) = call(&fake, request).await;
    assert_eq!((sent, elapsed, result.unwrap_err().attempts()), (1, Duration::from_secs(3), 1));
}

#[tokio::test(start_paused = true)]
async fn a_body_that_is_a_stream_is_sent_once() {
    let fake = fake([response(503, &[]), response(200, &[])]);
    let body = Body::stream(Box::pin(Nothing));
    let request = client(&fake, |builder| builder).request(Method::PUT, "/a").body(body);
    assert_eq!(call(&fake, request).await.1, 1);
}

/// A stream that ends at once.
struct Nothing;

impl futures_core::Stream for Nothing {
    type Item = Result<bytes::Bytes, TransportError>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(None)
    }
}

/// The tokens in the budget of a client.
fn tokens(client: &Client) -> u32 {
    let text = format!("{:?}", client.settings.budget);
    text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap()
}

#[tokio::test(start_paused = true)]
async fn the_budget_stops_a_storm() {
    let fake = fake((0..400).map(|_| response(500, &[])));
    let client = client(&fake, |builder| builder);
    let mut sent = 0;
    for _ in 0..100 {
        sent += call(&fake, client.request(Method::GET, "/a")).await.1;
    }
    assert_eq!(sent, 100 + 500 / 5, "each retry takes five of 500 tokens");
    assert_eq!(tokens(&client), 0);
    fake.exchanges.lock().unwrap().clear();
    fake.exchanges.lock().unwrap().extend((0..20).map(|_| response(200, &[])));
    for _ in 0..9 {
        call(&fake, client.request(Method::GET, "/a")).await.0.unwrap();
    }
    assert_eq!(tokens(&client), 9, "each success returns one");
    fake.exchanges.lock().unwrap().push_front(response(500, &[]));
    assert_eq!(call(&fake, client.request(Method::GET, "/a")).await.1, 2);
    assert_eq!(tokens(&client), 9, "a retry that succeeds returns what it took");
    fake.exchanges.lock().unwrap().push_front(Exchange::Never);
    assert_eq!(call(&fake, client.request(Method::GET, "/a")).await.1, 1, "a timeout takes ten");
}

#[tokio::test(start_paused = true)]
async fn retries_can_be_turned_off() {
    let fake = fake([response(503, &[]), response(503, &[]), response(200, &[])]);
    let off = client(&fake, |builder| builder.retry(RetryPolicy::none()));
    assert_eq!(call(&fake, off.request(Method::GET, "/a")).await.1, 1);
    let on = off.request(Method::GET, "/a").retry(RetryPolicy::new());
    assert_eq!(call(&fake, on).await.1, 2);
}

#[tokio::test(start_paused = true)]
async fn a_retry_that_is_not_sent_returns_what_was_received() {
    // No request remains, and the reset is later than the timeout.
    let fake = fake([response(503, &[("x-ratelimit-remaining", "0"), ("ratelimit-reset", "200")])]);
    let client = client(&fake, |builder| builder.wait_for_rate_limit(true));
    let (result, sent, _) = call(&fake, client.request(Method::GET, "/a")).await;
    let error = result.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts(), sent), (503, 1, 1), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_not_available_keeps_what_was_received() {
    use std::sync::atomic::{AtomicBool, Ordering};

    use crate::runtime::{Credential, Credentials};

    let is_available = std::sync::Arc::new(AtomicBool::new(true));
    let provider = move || {
        let is_available = is_available.swap(false, Ordering::Relaxed);
        async move { if is_available { Ok("token".into()) } else { Err("no token".into()) } }
    };
    let fake = fake([response(503, &[])]);
    let credentials = Credentials::none().with_general(Credential::token_provider(provider));
    let client = client(&fake, |builder| builder.credentials(credentials));
    let (result, sent, _) = call(&fake, client.request(Method::GET, "/a")).await;
    let error = result.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts(), sent), (503, 1, 1), "{error}");
}

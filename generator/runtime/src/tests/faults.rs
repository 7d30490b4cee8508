//! A server on loopback that misbehaves: for each fault the error, the number of attempts, and the time.
#![cfg(feature = "reqwest")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::runtime::{
    AnyError, Client, ClientBuilder, Credential, Credentials, CustomResponse, Error, EventError, Method,
    ResponseErrorKind, RetryPolicy, Timeouts, TransportErrorKind,
};

/// What the server does on a connection, once it has received a request.
#[derive(Clone)]
enum Step {
    Send(Vec<u8>),
    /// Sends the bytes one by one, with a pause after each.
    Dribble(&'static str, Duration),
    /// Waits for the next request on the connection.
    Receive,
    /// Sends nothing more, and keeps the connection open.
    Stall,
    /// Resets the connection.
    Reset,
}

use Step::{Dribble, Receive, Reset, Send, Stall};

/// A server that does the same on each connection.
struct Server {
    url: String,
    requests: Arc<AtomicUsize>,
    task: tokio::task::JoinHandle<()>,
}

impl Server {
    async fn start(steps: Vec<Step>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::<AtomicUsize>::default();
        let counter = Arc::clone(&requests);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, steps.clone(), Arc::clone(&counter)));
            }
        });
        Self { url, requests, task }
    }

    fn requests(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Receives a request without a body. Returns `false` if the client closes the connection.
async fn receive(stream: &mut TcpStream) -> bool {
    let mut received = Vec::new();
    while !received.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => received.push(byte),
            Err(_) => return false,
        }
    }
    true
}

async fn serve(mut stream: TcpStream, steps: Vec<Step>, requests: Arc<AtomicUsize>) {
    if !receive(&mut stream).await {
        return;
    }
    requests.fetch_add(1, Ordering::Relaxed);
    for step in steps {
        match step {
            Send(bytes) => drop(stream.write_all(&bytes).await),
            Dribble(text, pause) => {
                for byte in text.bytes() {
                    if stream.write_all(&[byte]).await.is_err() {
                        return;
                    }
                    tokio::time::sleep(pause).await;
                }
            }
            Receive => {
                if !receive(&mut stream).await {
                    return;
                }
                requests.fetch_add(1, Ordering::Relaxed);
            }
            Stall => return std::future::pending().await,
            Reset => return stream.set_zero_linger().unwrap(),
        }
    }
    let _ = stream.shutdown().await;
}

fn send(text: &str) -> Step {
    Send(text.as_bytes().to_vec())
}

fn client(url: &str) -> Client {
    ClientBuilder::new(Some(url.into()))
        .retry(RetryPolicy::new().base_delay(Duration::from_millis(1)))
        .timeout(Timeouts::new().call(Duration::from_secs(20)).attempt(ATTEMPT))
        .max_body_size(1 << 20)
        .build()
        .unwrap()
}

const ATTEMPT: Duration = Duration::from_millis(500);

/// Names an error by its kind.
fn name(error: &AnyError) -> String {
    let transport = |kind: TransportErrorKind| match kind {
        TransportErrorKind::Connect => "not connected",
        TransportErrorKind::Timeout => "timeout",
        TransportErrorKind::Other => "lost",
        other => panic!("{other:?}"),
    };
    match error.as_error() {
        Some(Error::Transport(error)) => transport(error.kind()).to_owned(),
        Some(Error::Response(error)) => match error.kind() {
            ResponseErrorKind::Interrupted(error) => format!("{} in the body", transport(error.kind())),
            ResponseErrorKind::TooLarge { .. } => "too large".to_owned(),
            ResponseErrorKind::Truncated { .. } => "truncated JSON".to_owned(),
            ResponseErrorKind::NotJson { .. } => "not JSON".to_owned(),
            _ => format!("status {}", error.status().as_u16()),
        },
        Some(Error::Api(error)) => format!("status {}", error.status().as_u16()),
        other => panic!("{other:?}"),
    }
}

/// A fault, the result, and the number of attempts of a GET and of a POST.
type Fault = (&'static str, Vec<Step>, &'static str, [u32; 2]);

fn faults() -> Vec<Fault> {
    let many_headers = {
        let headers: String = (0..10_000).map(|index| format!("x-{index}: y\r\n")).collect();
        format!("HTTP/1.1 200 OK\r\n{headers}content-length: 2\r\n\r\n{{}}")
    };
    let large = format!("HTTP/1.1 200 OK\r\ncontent-length: 2097152\r\n\r\n{}", " ".repeat(2 << 20));
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    vec![
        ("closes without a response", vec![], "lost", [3, 1]),
        ("resets without a response", vec![Reset], "lost", [3, 1]),
        ("closes in the status line", vec![send("HTTP/1.1 2")], "lost", [3, 1]),
        ("closes in the headers", vec![send("HTTP/1.1 200 OK\r\ncontent-le")], "lost", [3, 1]),
        (
            "resets in the body",
            vec![send("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{\"a\""), Reset],
            "lost in the body",
            [3, 1],
        ),
        (
            "closes in the body",
            vec![send("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{\"a\"")],
            "lost in the body",
            [3, 1],
        ),
        ("closes in a chunk", vec![send(&format!("{chunked}4\r\n{{\"a"))], "lost in the body", [3, 1]),
        ("closes before the last chunk", vec![send(&format!("{chunked}2\r\n{{}}\r\n"))], "lost in the body", [3, 1]),
        (
            "sends an invalid chunk size",
            vec![send(&format!("{chunked}z\r\n{{}}\r\n0\r\n\r\n"))],
            "lost in the body",
            [3, 1],
        ),
        ("stalls before the response", vec![Stall], "timeout", [3, 1]),
        ("stalls in the headers", vec![send("HTTP/1.1 200 OK\r\nx: "), Stall], "timeout", [3, 1]),
        (
            "stalls in the body",
            vec![send("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"), Stall],
            "timeout in the body",
            [3, 1],
        ),
        (
            "dribbles for longer than an attempt may take",
            vec![Dribble("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}", Duration::from_millis(50))],
            "timeout",
            [3, 1],
        ),
        (
            "dribbles",
            vec![Dribble("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}", Duration::from_millis(1))],
            "ok",
            [1, 1],
        ),
        ("sends no HTTP", vec![send("220 smtp.example.com ESMTP\r\n")], "lost", [3, 1]),
        ("sends 10,000 headers", vec![send(&many_headers)], "lost", [3, 1]),
        (
            "sends two lengths",
            vec![send("HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{} ")],
            "lost",
            [3, 1],
        ),
        (
            "sends a length that is too short",
            vec![send("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n{}")],
            "truncated JSON",
            [1, 1],
        ),
        ("sends a body that is too large", vec![send(&large)], "too large", [1, 1]),
        (
            "limits the rate",
            vec![send("HTTP/1.1 429 Too Many Requests\r\nretry-after-ms: 2\r\ncontent-length: 0\r\n\r\n")],
            "status 429",
            [3, 1],
        ),
        (
            "sends a status without a meaning",
            vec![send("HTTP/1.1 799 Odd\r\ncontent-length: 0\r\n\r\n")],
            "status 799",
            [1, 1],
        ),
        (
            "sends a second response",
            vec![send(
                "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil",
            )],
            "ok",
            [1, 1],
        ),
    ]
}

#[tokio::test]
async fn each_fault_is_one_typed_error() {
    for (fault, steps, expected, attempts) in faults() {
        for (method, attempts) in [Method::GET, Method::POST].into_iter().zip(attempts) {
            let server = Server::start(steps.clone()).await;
            let start = Instant::now();
            let result = client(&server.url).request(method.clone(), "/a").await;
            let result = result.and_then(CustomResponse::json::<serde_json::Value>);
            let elapsed = start.elapsed();
            let found = result.as_ref().map_or_else(name, |_| "ok".to_owned());
            assert_eq!(found, expected, "{fault}: {result:?}");
            assert_eq!(server.requests(), usize::try_from(attempts).unwrap(), "{fault}: requests of a {method}");
            if let Err(error) = &result {
                assert_eq!(error.attempts(), attempts, "{fault}: {error}");
            }
            // Each attempt that stalls takes its timeout, and nothing else waits.
            let limit = if expected.starts_with("timeout") { ATTEMPT * attempts } else { Duration::ZERO };
            assert!(elapsed >= limit && elapsed < limit + Duration::from_secs(5), "{fault}: {elapsed:?}");
        }
    }
}

#[tokio::test]
async fn a_connection_that_is_not_opened_is_retried_with_any_method() {
    let url = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    for method in [Method::GET, Method::POST] {
        let error = client(&url).request(method, "/a").await.unwrap_err();
        assert_eq!((name(&error).as_str(), error.attempts()), ("not connected", 3), "{error}");
    }
}

#[tokio::test]
async fn a_second_response_is_never_the_one_to_the_next_request() {
    let two = "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n\"a\"HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n\"evil\"";
    let server = Server::start(vec![send(two), Receive, send(two)]).await;
    let client = client(&server.url);
    for _ in 0..5 {
        let value: String = client.request(Method::GET, "/a").await.unwrap().json().unwrap();
        assert_eq!(value, "a");
    }
}

/// A stream of events is received once: what was received before a fault is kept, and the fault is the last item.
#[tokio::test]
async fn half_an_event_stream_is_an_error_after_its_events() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n";
    let chunked = format!("{head}transfer-encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n6\r\ndata: \r\n");
    for (end, kind) in [
        (None, TransportErrorKind::Other),
        (Some(Reset), TransportErrorKind::Other),
        (Some(Stall), TransportErrorKind::Timeout),
    ] {
        let server = Server::start([send(&chunked)].into_iter().chain(end).collect()).await;
        let client = client(&server.url);
        let idle = Timeouts::new().idle(Duration::from_millis(300));
        let mut stream = super::streams::events(&client).timeout(idle).await.unwrap();
        assert_eq!(stream.next().await.unwrap().unwrap().data, 1);
        let started = Instant::now();
        let error = stream.next().await.unwrap().unwrap_err();
        let EventError::Interrupted(error) = &error else { panic!("{error:?}") };
        assert_eq!(error.kind(), kind, "{error}");
        assert!(started.elapsed() < Duration::from_secs(5));
        assert!(stream.next().await.is_none(), "the stream ends after an error");
        assert_eq!(server.requests(), 1);
    }
}

#[tokio::test]
async fn a_credential_never_follows_a_redirect_to_another_origin() {
    let other = Server::start(vec![send("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")]).await;
    let redirect = format!("HTTP/1.1 302 Found\r\nlocation: {}/b\r\ncontent-length: 0\r\n\r\n", other.url);
    let server = Server::start(vec![send(&redirect)]).await;
    for follow in [false, true] {
        let client = ClientBuilder::new(Some(server.url.as_str().into()))
            .credentials(Credentials::none().with_general(Credential::bearer("hush")))
            .follow_redirects(follow)
            .build()
            .unwrap();
        let error = client.request(Method::GET, "/a").await.unwrap_err();
        assert!(error.is_redirect() && error.attempts() == 1, "{error}");
    }
    assert_eq!(other.requests(), 0);
}

#[tokio::test]
async fn a_call_that_is_dropped_leaves_nothing_behind() {
    let server = Server::start(vec![Stall]).await;
    let client = client(&server.url);
    let dropped = tokio::time::timeout(Duration::from_millis(100), client.request(Method::GET, "/a").send()).await;
    assert!(dropped.is_err());
    tokio::time::sleep(ATTEMPT * 2).await;
    assert_eq!(server.requests(), 1, "nothing is retried in the background");
}

/// The size of a body is limited after decompression.
#[cfg(feature = "gzip")]
#[tokio::test]
async fn a_small_body_that_decompresses_to_a_large_one_is_an_error() {
    use std::io::Write as _;

    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..256 {
        encoder.write_all(&[b' '; 1 << 20]).unwrap();
    }
    let body = encoder.finish().unwrap();
    assert!(body.len() < 1 << 20, "{}", body.len());
    let head = format!("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n", body.len());
    let server = Server::start(vec![send(&head), Send(body)]).await;
    let error = client(&server.url).request(Method::GET, "/a").await.unwrap_err();
    assert_eq!((name(&error).as_str(), error.raw_body().unwrap().len()), ("too large", 1 << 20));
}

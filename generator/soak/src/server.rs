//! The server that misbehaves.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::calls::{ATTEMPT, CALL};
use crate::random::random;

/// A server on loopback.
pub(crate) struct Server {
    pub(crate) url: String,
    state: Arc<State>,
}

struct State {
    received: Mutex<BTreeMap<u64, Received>>,
    /// How many of a hundred requests are treated badly.
    faults: u64,
    seed: u64,
}

/// What the server received of a call.
#[derive(Clone, Default)]
pub(crate) struct Received {
    /// How often.
    pub(crate) times: u64,
    /// The attempts whose responses were sent whole. The client has to return such a response.
    pub(crate) served: BTreeSet<u32>,
}

/// How a request is treated.
#[derive(Clone, Copy)]
enum Treatment {
    Response,
    Status(&'static str),
    /// The connection is closed before the response.
    Close,
    /// The connection is closed within the headers.
    CloseInHeaders,
    /// The connection is closed within the body.
    CloseInBody,
    /// The connection is reset within the body.
    ResetInBody,
    /// Nothing is sent.
    Stall,
    /// The response is sent in small pieces.
    Dribble,
    /// Something else than HTTP is sent.
    Garbage,
}

/// The faults, each as likely as the others.
const FAULTS: [Treatment; 11] = [
    Treatment::Status("500 Internal Server Error\r\n"),
    Treatment::Status("502 Bad Gateway\r\ncontent-type: text/html\r\n"),
    Treatment::Status("503 Service Unavailable\r\nretry-after-ms: 30\r\n"),
    Treatment::Status("429 Too Many Requests\r\nretry-after-ms: 20\r\n"),
    Treatment::Close,
    Treatment::CloseInHeaders,
    Treatment::CloseInBody,
    Treatment::ResetInBody,
    Treatment::Stall,
    Treatment::Dribble,
    Treatment::Garbage,
];

impl Server {
    /// Starts the server.
    pub(crate) async fn start(faults: u64, seed: u64) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let state = Arc::new(State { received: Mutex::default(), faults, seed });
        let shared = Arc::clone(&state);
        tokio::spawn(async move {
            let mut connections: u64 = 0;
            loop {
                // A failure to accept a connection, such as too many open files, is temporary.
                let Ok((stream, _)) = listener.accept().await else { continue };
                connections = connections.wrapping_add(1);
                tokio::spawn(serve(stream, Arc::clone(&shared), connections));
            }
        });
        Ok(Self { url, state })
    }

    /// Returns what was received of each call.
    pub(crate) fn received(&self) -> BTreeMap<u64, Received> {
        self.state.received.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Serves the requests of a connection. An error of the connection ends it.
async fn serve(stream: TcpStream, state: Arc<State>, connection: u64) {
    // Some connections are closed at once, before a request is read.
    let dice = random(state.seed ^ connection.rotate_left(32));
    if dice % 100 < state.faults / 10 {
        return;
    }
    let _ = exchange(stream, &state).await;
}

async fn exchange(stream: TcpStream, state: &State) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let Some((call, attempt)) = read_request(&mut stream).await? else { return Ok(()) };
        let treatment = {
            let mut received = state.received.lock().unwrap_or_else(PoisonError::into_inner);
            let received = received.entry(call).or_default();
            received.times = received.times.saturating_add(1);
            let treatment = treatment(state, call, received.times);
            if matches!(treatment, Treatment::Response | Treatment::Dribble) {
                received.served.insert(attempt);
            }
            treatment
        };
        let stream = stream.get_mut();
        let body = format!("{{\"name\":\"{call}\"}}");
        let head =
            format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", body.len());
        match treatment {
            Treatment::Response => stream.write_all(format!("{head}{body}").as_bytes()).await?,
            Treatment::Status(status) => {
                stream.write_all(format!("HTTP/1.1 {status}content-length: 0\r\n\r\n").as_bytes()).await?;
            }
            Treatment::Close => return Ok(()),
            Treatment::CloseInHeaders => return stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-le").await,
            Treatment::CloseInBody => return stream.write_all(format!("{head}{{\"na").as_bytes()).await,
            Treatment::ResetInBody => {
                stream.write_all(format!("{head}{{\"na").as_bytes()).await?;
                return stream.set_zero_linger();
            }
            Treatment::Stall => {
                // The client closes the connection when it gives up.
                let mut rest = Vec::new();
                return stream.read_to_end(&mut rest).await.map(|_| ());
            }
            Treatment::Dribble => {
                for piece in format!("{head}{body}").as_bytes().chunks(7) {
                    stream.write_all(piece).await?;
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
            }
            Treatment::Garbage => return stream.write_all(b"\x16\x03\x01 no HTTP\r\n\r\n").await,
        }
    }
}

/// Chooses how an attempt of a call is treated.
fn treatment(state: &State, call: u64, times: u64) -> Treatment {
    let dice = random(state.seed ^ random(call) ^ times);
    if dice % 100 >= state.faults {
        return Treatment::Response;
    }
    let index = usize::try_from(dice / 100).map_or(0, |dice| dice % FAULTS.len());
    FAULTS.get(index).copied().unwrap_or(Treatment::Close)
}

/// Reads a request, and returns the numbers of its call and of its attempt. Returns `None` at the end of the connection.
async fn read_request(stream: &mut BufReader<TcpStream>) -> io::Result<Option<(u64, u32)>> {
    let (mut call, mut attempt, mut length) = (None, None, 0);
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(None);
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        let Some((name, value)) = line.split_once(':') else { continue };
        match name.to_ascii_lowercase().as_str() {
            CALL => call = value.trim().parse().ok(),
            ATTEMPT => attempt = value.trim().parse().ok(),
            "content-length" => length = value.trim().parse().map_err(io::Error::other)?,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    call.zip(attempt).map(Some).ok_or_else(|| io::Error::other("the request has no number"))
}

//! An HTTP server on loopback that answers what a test tells it to, byte for byte, and keeps what it was asked.
#![allow(dead_code, reason = "each test uses its own part of this module")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// A request as it came over the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    pub method: String,
    pub target: String,
    /// Names in lower case, in the order in which they came.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Recorded {
    /// All values of one header.
    pub fn header(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

/// A server that answers each connection with the next of its answers, the last one again and again, and closes it.
pub struct Server {
    pub url: String,
    requests: Receiver<Recorded>,
}

impl Server {
    /// A server that answers every request with 204.
    pub fn done() -> Self {
        Self::start(vec![message("204 No Content", &[], b"")])
    }

    /// A server that answers every request with 200 and a body of a media type.
    pub fn answering(content_type: &str, body: &str) -> Self {
        Self::start(vec![message("200 OK", &[("content-type", content_type)], body.as_bytes())])
    }

    /// Starts a server with these answers, whole HTTP messages each.
    pub fn start(answers: Vec<Vec<u8>>) -> Self {
        Self::in_pieces(answers.into_iter().map(|answer| vec![answer]).collect())
    }

    /// Starts a server whose answers come in pieces, with a moment between them.
    pub fn in_pieces(answers: Vec<Vec<Vec<u8>>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (sender, requests) = channel();
        std::thread::spawn(move || {
            for index in 0.. {
                let (mut stream, _) = listener.accept().unwrap();
                let recorded = read_request(&stream);
                if sender.send(recorded).is_err() {
                    return;
                }
                let answer = answers.get(index).or(answers.last()).unwrap();
                for piece in answer {
                    // A client that has seen enough may be gone already.
                    let _ = stream.write_all(piece);
                    let _ = stream.flush();
                    if answer.len() > 1 {
                        std::thread::sleep(Duration::from_millis(20));
                    }
                }
            }
        });
        Self { url, requests }
    }

    /// The next request that it got.
    pub fn request(&self) -> Recorded {
        self.requests.recv_timeout(Duration::from_secs(10)).unwrap()
    }

    /// Whether it got no request (any more).
    pub fn is_idle(&self) -> bool {
        self.requests.recv_timeout(Duration::from_millis(100)).is_err()
    }
}

/// A whole HTTP message.
pub fn message(status: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut message = format!("HTTP/1.1 {status}\r\nconnection: close\r\n");
    for (name, value) in headers {
        message.push_str(&format!("{name}: {value}\r\n"));
    }
    if !status.starts_with("204") {
        message.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    message.push_str("\r\n");
    [message.as_bytes(), body].concat()
}

fn read_request(stream: &TcpStream) -> Recorded {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let mut words = line.split_whitespace();
    let (method, target) = (words.next().unwrap().to_owned(), words.next().unwrap().to_owned());
    let mut headers: Vec<(String, String)> = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.push((name.to_lowercase(), value.trim().to_owned()));
    }
    let header = |wanted: &str| headers.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let mut body = Vec::new();
    if header("transfer-encoding") == Some("chunked") {
        loop {
            let mut size = String::new();
            reader.read_line(&mut size).unwrap();
            let size = usize::from_str_radix(size.trim(), 16).unwrap();
            let mut chunk = vec![0; size + 2];
            reader.read_exact(&mut chunk).unwrap();
            chunk.truncate(size);
            body.extend(chunk);
            if size == 0 {
                break;
            }
        }
    } else if let Some(length) = header("content-length") {
        body = vec![0; length.parse().unwrap()];
        reader.read_exact(&mut body).unwrap();
    }
    Recorded { method, target, headers, body }
}

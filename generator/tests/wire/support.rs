//! An HTTP server on loopback that sends given responses byte for byte, and records the requests.
#![allow(dead_code, reason = "each test uses its own part of this module")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// A recorded request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    pub method: String,
    pub target: String,
    /// The headers with lower-case names, in the order in which they were received.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Recorded {
    /// Returns all values of a header.
    pub fn header(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Returns the body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

/// A server that sends the next response on each connection, and then closes it. The last response is repeated.
pub struct Server {
    pub url: String,
    requests: Receiver<Recorded>,
}

impl Server {
    /// Starts a server whose responses are all 204.
    pub fn done() -> Self {
        Self::start(vec![message("204 No Content", &[], b"")])
    }

    /// Starts a server whose responses are all 200 with the given body.
    pub fn responding(content_type: &str, body: &str) -> Self {
        Self::start(vec![message("200 OK", &[("content-type", content_type)], body.as_bytes())])
    }

    /// Starts a server with the given responses, which are whole HTTP messages.
    pub fn start(responses: Vec<Vec<u8>>) -> Self {
        Self::in_chunks(responses.into_iter().map(|response| vec![response]).collect())
    }

    /// Starts a server whose responses are sent in chunks, with a pause between them.
    pub fn in_chunks(responses: Vec<Vec<Vec<u8>>>) -> Self {
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
                let response = responses.get(index).or(responses.last()).unwrap();
                for chunk in response {
                    // The client may have closed the connection.
                    let _ = stream.write_all(chunk);
                    let _ = stream.flush();
                    if response.len() > 1 {
                        std::thread::sleep(Duration::from_millis(20));
                    }
                }
            }
        });
        Self { url, requests }
    }

    /// Returns the next recorded request.
    pub fn request(&self) -> Recorded {
        self.requests.recv_timeout(Duration::from_secs(10)).unwrap()
    }

    /// Returns whether there is no further request.
    pub fn is_idle(&self) -> bool {
        self.requests.recv_timeout(Duration::from_millis(100)).is_err()
    }
}

/// Returns a whole HTTP message.
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

//! An HTTP server on loopback that sends given responses byte for byte, and records the requests.
//!
//! It implements only as much of HTTP/1.1 as reading a request takes, so that tests assert and send raw bytes.
#![allow(dead_code, reason = "each test file uses its own part of this module")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use generated_client::types::PatchOperation;
use generated_client::{Client, Credentials};

/// The token of the tests' clients.
pub(crate) const TOKEN: &str = "api-0123-secret";

/// A recorded request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Recorded {
    pub(crate) method: String,
    pub(crate) target: String,
    /// The headers with lower-case names, in the order in which they were received.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Recorded {
    /// Returns all values of a header.
    pub(crate) fn header(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
    }
}

/// A server that sends the next response on each connection, and then closes it.
pub(crate) struct Server {
    pub(crate) url: String,
    requests: Receiver<Recorded>,
}

impl Server {
    /// Starts a server with the given responses, which are whole HTTP messages.
    pub(crate) fn start(responses: Vec<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (sender, requests) = channel();
        std::thread::spawn(move || {
            for response in responses {
                let (mut stream, _) = listener.accept().unwrap();
                let recorded = read_request(&stream);
                if sender.send(recorded).is_err() {
                    return;
                }
                // The client may have closed the connection.
                let _ = stream.write_all(&response);
                let _ = stream.flush();
            }
        });
        Self { url, requests }
    }

    /// Starts a server with one response.
    pub(crate) fn responding(status: &str, content_type: &str, body: &str) -> Self {
        Self::start(vec![message(status, content_type, body)])
    }

    /// Returns the next recorded request.
    pub(crate) fn request(&self) -> Recorded {
        self.requests.recv_timeout(Duration::from_secs(10)).unwrap()
    }

    /// Returns whether there is no further request.
    pub(crate) fn is_idle(&self) -> bool {
        self.requests.recv_timeout(Duration::from_millis(100)).is_err()
    }

    /// Returns a client of the server.
    pub(crate) fn client(&self) -> Client {
        Client::builder().credentials(Credentials::api_key(TOKEN)).server(self.url.as_str()).build().unwrap()
    }
}

/// Returns a whole HTTP message.
pub(crate) fn message(status: &str, content_type: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: {content_type}\r\nx-request-id: request-7\r\ncontent-length: {length}\r\n\
         connection: close\r\n\r\n{body}"
    )
    .into_bytes()
}

/// Returns the patch of the API reference's samples.
pub(crate) fn sample_patch() -> Vec<PatchOperation> {
    vec![PatchOperation::new("replace", "/config/topic")]
}

fn read_request(stream: &TcpStream) -> Recorded {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let mut words = line.split_whitespace();
    let (method, target) = (words.next().unwrap().to_owned(), words.next().unwrap().to_owned());
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.push((name.to_lowercase(), value.trim().to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let mut body = vec![0; length.map_or(0, |(_, value)| value.parse().unwrap())];
    reader.read_exact(&mut body).unwrap();
    Recorded { method, target, headers, body }
}

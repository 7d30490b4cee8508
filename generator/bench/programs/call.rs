//! Calls an operation several times over one connection: `call URL TIMES`, with a generated client, or with reqwest and derived
//! serde as one would write it by hand. `call serve` is the server: it prints its port, and ends with its standard input.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [serve] if serve == "serve" => self::serve(),
        [url, times] => {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let runtime = runtime.expect("there is a runtime");
            runtime.block_on(call(url, times.parse().expect("the number of calls is a number")));
        }
        _ => panic!("usage: call serve, or call URL TIMES"),
    }
}

#[cfg(feature = "ours")]
async fn call(url: &str, times: usize) {
    let client = client::Client::builder().server(url).build().expect("the URL is valid");
    for _ in 0..times {
        let page = client.list().limit(50).tag("a b").await.expect("the call succeeds");
        std::hint::black_box(page);
    }
}

#[cfg(feature = "derived")]
async fn call(url: &str, times: usize) {
    use std::time::Duration;

    use serde::Deserialize;

    #[derive(Deserialize)]
    #[allow(dead_code, reason = "the fields are read from JSON only")]
    struct Page {
        items: Vec<Item>,
        next: Option<String>,
    }

    #[derive(Deserialize)]
    #[allow(dead_code, reason = "the fields are read from JSON only")]
    struct Item {
        id: String,
        name: String,
        description: Option<String>,
        count: i64,
        ratio: Option<f64>,
        active: Option<bool>,
        tags: Option<Vec<String>>,
    }

    let builder = reqwest::Client::builder().connect_timeout(Duration::from_secs(10)).timeout(Duration::from_secs(90));
    let client = builder.build().expect("the client has no settings that fail");
    for _ in 0..times {
        let query = [("limit", 50.to_string()), ("tag", "a b".to_owned())];
        let url = reqwest::Url::parse_with_params(&format!("{url}/items"), query).expect("the URL is valid");
        let response = client.get(url).header("accept", "application/json").send().await.expect("the call succeeds");
        let body = response.error_for_status().expect("the call succeeds").bytes().await.expect("the body is whole");
        let page: Page = serde_json::from_slice(&body).expect("the body is a page");
        std::hint::black_box(page);
    }
}

/// Sends the same page as the response to each request.
fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    println!("{}", listener.local_addr().expect("the listener has an address").port());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || respond(stream));
        }
    });
    let _ = std::io::stdin().read(&mut [0]);
}

fn respond(mut stream: TcpStream) {
    let item = |number: usize| {
        let name = format!(r#""id":"item-{number}","name":"The name of item number {number}""#);
        let rest = r#""description":"A longer text that describes the item.","count":37,"ratio":1.5,"active":true"#;
        format!(r#"{{{name},{rest},"tags":["a","bc","def"]}}"#)
    };
    let body = format!(r#"{{"items":[{}]}}"#, (0..4).map(item).collect::<Vec<_>>().join(","));
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", body.len());
    let (mut received, mut buffer) = (Vec::new(), [0; 8192]);
    while let Ok(length @ 1..) = stream.read(&mut buffer) {
        received.extend_from_slice(&buffer[..length]);
        while let Some(end) = received.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            received.drain(..end + 4);
            if stream.write_all(format!("{head}{body}").as_bytes()).is_err() {
                return;
            }
        }
    }
}

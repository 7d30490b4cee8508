//! Calls that block the thread, within an asynchronous runtime and without one.

use super::support::{Chunk, Exchange, FakeTransport, get_pet};
use crate::runtime::{Client, Credential, Credentials, Method};

fn client() -> Client {
    let fake = FakeTransport::default();
    let response = |status| Exchange::Response(status, &[], vec![Chunk::Bytes(r#"{"name":"Rex"}"#)]);
    fake.exchanges.lock().unwrap().extend([response(200), response(404), response(200)]);
    fake.client(Credentials::none().with("token", Credential::bearer("t")))
}

fn use_client(client: &Client) {
    assert_eq!(get_pet(client, "cat", "", 7).blocking().unwrap().name.as_deref(), Some("Rex"));
    let error = get_pet(client, "cat", "", 7).send_blocking().unwrap_err();
    assert!(error.is_not_found(), "{error}");
    let response = client.request(Method::GET, "/pets").blocking().unwrap();
    assert_eq!(response.status().as_u16(), 200);
}

#[test]
fn a_call_blocks_a_thread_without_a_runtime() {
    use_client(&client());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_call_blocks_a_thread_of_a_runtime() {
    use_client(&client());
}

#[tokio::test]
async fn a_call_that_would_block_the_only_thread_is_an_error() {
    let error = get_pet(&client(), "cat", "", 7).blocking().unwrap_err();
    assert!(error.to_string().contains("await it instead"), "{error}");
}

#[cfg(feature = "reqwest")]
fn calls_of_a_server() {
    use std::io::{BufRead as _, BufReader, Write as _};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let connections = Arc::new(AtomicUsize::new(0));
    let accepted = Arc::clone(&connections);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            accepted.fetch_add(1, Ordering::SeqCst);
            // A connection ends with the client.
            std::thread::spawn(move || {
                let lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
                for _ in lines.filter(|line| line.starts_with("GET /a ")) {
                    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n7");
                }
            });
        }
    });
    let client = crate::runtime::ClientBuilder::new(Some(url.into())).build().unwrap();
    for _ in 0..3 {
        let number: u8 = client.request(Method::GET, "/a").blocking().unwrap().json().unwrap();
        assert_eq!(number, 7);
        // The connection is free again a moment after the end of the call.
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(connections.load(Ordering::SeqCst) < 3, "a connection is used again");
    let error = client.request(Method::GET, "/none").timeout(Duration::from_millis(200)).blocking().unwrap_err();
    assert!(error.is_timeout(), "{error}");
}

#[cfg(feature = "reqwest")]
#[test]
fn the_runtime_of_blocking_calls_drives_connections_and_timers() {
    calls_of_a_server();
}

#[cfg(feature = "reqwest")]
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_thread_of_a_runtime_drives_neither() {
    calls_of_a_server();
}

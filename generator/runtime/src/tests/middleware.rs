//! Middleware: code around each attempt, which knows the operation.

use std::sync::{Arc, Mutex};

use super::support::{Chunk, Exchange, FakeTransport, get_pet};
use crate::runtime::{
    Attempt, Body, BoxFuture, ClientBuilder, Credential, Credentials, Method, Middleware, Next, TransportResult,
};

/// A middleware that writes down what it sees.
struct Log(&'static str, Arc<Mutex<Vec<String>>>);

impl Middleware for Log {
    fn handle<'a>(&'a self, request: http::Request<Body>, next: Next<'a>) -> BoxFuture<'a, TransportResult> {
        let Attempt { operation, url_template, number } = request.extensions().get().cloned().unwrap();
        let line =
            format!("{} {operation} {url_template:?} {number} {:?}", self.0, request.headers().get("x-signature"));
        Box::pin(async move {
            self.1.lock().unwrap().push(line);
            let response = next.send(request).await?;
            self.1.lock().unwrap().push(format!("{} {}", self.0, response.status()));
            Ok(response)
        })
    }
}

fn sign<'a>(mut request: http::Request<Body>, next: Next<'a>) -> BoxFuture<'a, TransportResult> {
    request.headers_mut().insert("x-signature", http::HeaderValue::from_static("s"));
    next.send(request)
}

#[tokio::test(start_paused = true)]
async fn a_middleware_is_around_each_attempt() {
    let fake = FakeTransport { start: Some(tokio::time::Instant::now()), ..FakeTransport::default() };
    let response = |status| Exchange::Response(status, &[], vec![Chunk::Bytes("{}")]);
    fake.exchanges.lock().unwrap().extend([response(503), response(200), response(200)]);
    let lines = Arc::<Mutex<Vec<String>>>::default();
    let client = ClientBuilder::new(Some("https://api.example.com".into()))
        .credentials(Credentials::none().with("token", Credential::bearer("t")))
        .middleware(Log("outer", Arc::clone(&lines)))
        .middleware(sign)
        .middleware(Log("inner", Arc::clone(&lines)))
        .transport(fake.clone())
        .build()
        .unwrap();
    get_pet(&client, "cat", "", 7).await.unwrap();
    client.request(Method::GET, "/pets/1").await.unwrap();
    let template = r#"Some("/pets/{kind}{suffix}/{id}.json?fixed=1#fragment")"#;
    assert_eq!(
        *lines.lock().unwrap(),
        [
            format!("outer get-pet {template} 1 None"),
            format!(r#"inner get-pet {template} 1 Some("s")"#),
            "inner 503 Service Unavailable".to_owned(),
            "outer 503 Service Unavailable".to_owned(),
            format!("outer get-pet {template} 2 None"),
            format!(r#"inner get-pet {template} 2 Some("s")"#),
            "inner 200 OK".to_owned(),
            "outer 200 OK".to_owned(),
            "outer GET /pets/1 None 1 None".to_owned(),
            r#"inner GET /pets/1 None 1 Some("s")"#.to_owned(),
            "inner 200 OK".to_owned(),
            "outer 200 OK".to_owned(),
        ]
    );
}

fn cached<'a>(_: http::Request<Body>, _: Next<'a>) -> BoxFuture<'a, TransportResult> {
    Box::pin(async { Ok(http::Response::new(Body::from(r#"{"name":"Rex"}"#))) })
}

#[tokio::test]
async fn a_middleware_responds_without_sending() {
    let fake = FakeTransport::default();
    let client = ClientBuilder::new(Some("https://api.example.com".into()))
        .credentials(Credentials::none().with("token", Credential::bearer("t")))
        .middleware(cached)
        .transport(fake.clone())
        .build()
        .unwrap();
    assert_eq!(get_pet(&client, "cat", "", 7).await.unwrap().name.as_deref(), Some("Rex"));
    assert!(fake.requests.lock().unwrap().is_empty());
}

//! The spans and events of calls, compared with the OpenTelemetry semantic conventions for HTTP clients.
//!
//! The test has a process of its own: `tracing` decides once for all threads whether anyone wants a span, and a test beside it
//! could decide that nobody does. The operations of the runtime's own tests are private, so both are modules here.
#![allow(dead_code, unreachable_pub, unused_imports, reason = "the test uses a part of the runtime and of its tests")]

#[path = "../src/runtime/mod.rs"]
pub mod runtime;
#[path = "../src/tests/support.rs"]
mod support;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::DefaultGuard;
use tracing::{Event, Metadata, Subscriber};

use runtime::{ClientBuilder, Credential, Credentials, Method, TransportError, TransportErrorKind};
use support::{Chunk, Exchange, FakeTransport, get_pet};

type Fields = BTreeMap<String, String>;

/// A subscriber that keeps the fields of all spans and events.
#[derive(Clone, Default)]
struct Collector {
    spans: Arc<Mutex<Vec<Fields>>>,
    events: Arc<Mutex<Vec<Fields>>>,
}

struct Visitor<'f>(&'f mut Fields);

impl Visit for Visitor<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }
}

impl Subscriber for Collector {
    fn enabled(&self, _metadata: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut fields = Fields::new();
        attributes.record(&mut Visitor(&mut fields));
        let mut spans = self.spans.lock().unwrap();
        spans.push(fields);
        Id::from_u64(u64::try_from(spans.len()).unwrap())
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let index = usize::try_from(span.into_u64()).unwrap() - 1;
        values.record(&mut Visitor(&mut self.spans.lock().unwrap()[index]));
    }

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::new();
        event.record(&mut Visitor(&mut fields));
        self.events.lock().unwrap().push(fields);
    }

    fn enter(&self, _span: &Id) {}

    fn exit(&self, _span: &Id) {}
}

fn collect() -> (Collector, DefaultGuard) {
    let collector = Collector::default();
    (collector.clone(), tracing::subscriber::set_default(collector))
}

fn fields(list: &[(&str, &str)]) -> Fields {
    list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// Sends a request three times, and another one once.
async fn call() {
    let fake = FakeTransport { start: Some(tokio::time::Instant::now()), ..FakeTransport::default() };
    fake.exchanges.lock().unwrap().extend([
        Exchange::Fails(TransportError::new(TransportErrorKind::Other, "reset")),
        Exchange::Response(503, &[("retry-after", "2")], vec![]),
        Exchange::Response(200, &[], vec![Chunk::Bytes("{}")]),
        Exchange::Response(404, &[], vec![Chunk::Bytes("{}")]),
    ]);
    let client = ClientBuilder::new(Some("https://api.example.com:8443/v1".into()))
        .credentials(
            Credentials::none()
                .with("key", Credential::query("key", "hush"))
                .with("basic", Credential::basic("u", "hush")),
        )
        .transport(fake)
        .build()
        .unwrap();
    get_pet(&client, "cat", "", 7).query("secret", "hush").header("x-secret", "hush").await.unwrap();
    client.request(Method::DELETE, "/toys/1").query("token", "hush").json_body("hush").await.unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn each_attempt_is_a_span_with_the_fields_of_the_convention() {
    let (collector, guard) = collect();
    call().await;
    drop(guard);

    let common = fields(&[
        ("api.operation.id", "get-pet"),
        ("http.request.method", "GET"),
        ("otel.kind", "client"),
        ("otel.name", "GET /pets/{kind}{suffix}/{id}.json"),
        ("server.address", "api.example.com"),
        ("server.port", "8443"),
        ("url.full", "https://api.example.com:8443/v1/pets/cat/7.json"),
        ("url.template", "/pets/{kind}{suffix}/{id}.json"),
    ]);
    let with = |more: &[(&str, &str)]| common.clone().into_iter().chain(fields(more)).collect::<Fields>();
    let expected = [
        with(&[("error.type", "connection_lost"), ("otel.status_code", "ERROR")]),
        with(&[
            ("error.type", "503"),
            ("http.request.resend_count", "1"),
            ("http.response.status_code", "503"),
            ("otel.status_code", "ERROR"),
        ]),
        with(&[("http.request.resend_count", "2"), ("http.response.status_code", "200")]),
        fields(&[
            ("api.operation.id", "DELETE /toys/1"),
            ("error.type", "404"),
            ("http.request.method", "DELETE"),
            ("http.response.status_code", "404"),
            ("otel.kind", "client"),
            ("otel.name", "DELETE"),
            ("otel.status_code", "ERROR"),
            ("server.address", "api.example.com"),
            ("server.port", "8443"),
            ("url.full", "https://api.example.com:8443/v1/toys/1"),
        ]),
    ];
    assert_eq!(*collector.spans.lock().unwrap(), expected);
    let events = collector.events.lock().unwrap();
    assert_eq!(events.len(), 2, "{events:?}");
    assert_eq!((events[1]["wait_seconds"].as_str(), events[1]["api.operation.id"].as_str()), ("2.0", "get-pet"));
    let text = format!("{:?} {events:?}", collector.spans.lock().unwrap());
    assert!(!text.contains("hush"), "{text}");
}

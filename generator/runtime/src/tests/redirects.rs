//! Redirects: which ones a client follows, and what is sent to the new URL.

use std::time::Duration;

use super::support::{Chunk, Exchange, FakeTransport, get_pet};
use crate::runtime::{
    AnyError, Client, ClientBuilder, Credential, Credentials, Method, RetryPolicy, TransportError, TransportErrorKind,
};

type Headers = &'static [(&'static str, &'static str)];

fn fake(redirects: &[(u16, Headers)]) -> FakeTransport {
    let fake = FakeTransport::default();
    let mut exchanges = fake.exchanges.lock().unwrap();
    for (status, headers) in redirects {
        exchanges.push_back(Exchange::Response(*status, headers, vec![Chunk::Bytes("moved"), Chunk::Never]));
    }
    exchanges.push_back(Exchange::Response(200, &[], vec![Chunk::Bytes(r#"{"name": "Rex"}"#)]));
    drop(exchanges);
    fake
}

fn following(fake: &FakeTransport) -> Client {
    let credentials =
        Credentials::none().with("key", Credential::query("key", "k")).with("basic", Credential::basic("u", "p"));
    ClientBuilder::new(Some("https://api.example.com/v1/".into()))
        .credentials(credentials)
        .follow_redirects(true)
        .retry(RetryPolicy::none())
        .transport(fake.clone())
        .build()
        .unwrap()
}

fn urls(fake: &FakeTransport) -> Vec<String> {
    fake.requests.lock().unwrap().iter().map(|request| request.uri().to_string()).collect()
}

#[tokio::test]
async fn a_redirect_to_the_same_origin_is_followed_with_credentials() {
    for status in [301, 302, 303, 307, 308] {
        let redirects: [(u16, Headers); 3] = [
            (status, &[("location", "/pets?id=7&key=other#part")]),
            (status, &[("location", "8")]),
            (status, &[("location", "https://u:p@API.example.com:443/../9?")]),
        ];
        let fake = fake(&redirects);
        let pet = get_pet(&following(&fake), "cat", "", 7).header("X-Trace", "t").await.unwrap();
        assert_eq!(pet.name.as_deref(), Some("Rex"));
        assert_eq!(
            urls(&fake),
            [
                "https://api.example.com/v1/pets/cat/7.json?fixed=1&key=k",
                "https://api.example.com/pets?id=7&key=k",
                "https://api.example.com/8?key=k",
                "https://api.example.com/9?key=k"
            ]
        );
        for request in fake.requests.lock().unwrap().iter() {
            assert_eq!(request.method(), Method::GET);
            assert_eq!(request.headers()["authorization"], "Basic dTpw");
            assert_eq!(request.headers()["x-trace"], "t");
        }
        assert_eq!(*fake.sleeps.lock().unwrap(), [90, 30].map(Duration::from_secs), "redirects start no timer");
    }
}

#[tokio::test]
async fn any_other_redirect_is_an_error() {
    let cases: [(u16, Headers); 9] = [
        (302, &[("location", "https://evil.example/pets")]),
        (302, &[("location", "//evil.example/pets")]),
        (302, &[("location", "http://api.example.com/pets")]),
        (302, &[("location", "https://api.example.com:8443/pets")]),
        (302, &[("location", "https://api.example.com.evil.example/pets")]),
        (302, &[("location", "http://[")]),
        (302, &[]),
        (300, &[("location", "/pets")]),
        (304, &[("location", "/pets")]),
    ];
    for case in cases {
        let exchange = Exchange::Response(case.0, case.1, vec![Chunk::Bytes("moved")]);
        let fake = FakeTransport::responding(exchange);
        let error = AnyError::from(get_pet(&following(&fake), "cat", "", 7).await.unwrap_err());
        assert_eq!(error.status().map(|status| status.as_u16()), Some(case.0));
        assert_eq!((error.raw_body().unwrap().as_ref(), urls(&fake).len()), (&b"moved"[..], 1), "{case:?}");
    }
}

#[tokio::test]
async fn only_get_and_head_are_followed_if_the_client_says_so() {
    let moved = || FakeTransport::responding(Exchange::Response(307, &[("location", "/new")], Vec::new()));
    for (method, count) in [
        (Method::GET, 2),
        (Method::HEAD, 2),
        (Method::POST, 1),
        (Method::PUT, 1),
        (Method::DELETE, 1),
        (Method::OPTIONS, 1),
    ] {
        let fake = moved();
        fake.exchanges.lock().unwrap().push_back(Exchange::Response(200, &[], Vec::new()));
        let result = following(&fake).request(method.clone(), "/old").await;
        assert_eq!((result.is_ok(), urls(&fake).len()), (count == 2, count), "{method}");
    }
    let fake = moved();
    let client = fake.client(Credentials::none());
    assert!(client.request(Method::GET, "/old").await.unwrap_err().is_redirect());
    assert_eq!(urls(&fake).len(), 1);
}

#[tokio::test]
async fn a_redirect_that_the_transport_hides_is_one_and_is_not_retried() {
    let hidden = || TransportError::new(TransportErrorKind::Redirected, "a browser does not say where to");
    let fake = FakeTransport::responding(Exchange::Fails(hidden()));
    let error = AnyError::from(get_pet(&following(&fake), "cat", "", 7).retry(RetryPolicy::new()).await.unwrap_err());
    assert!(error.is_redirect() && error.status().is_none() && error.location().is_none(), "{error}");
    assert_eq!(error.to_string(), "get-pet: request was redirected: a browser does not say where to");
    assert_eq!(urls(&fake).len(), 1);
}

#[tokio::test]
async fn ten_redirects_are_followed_within_the_timeout() {
    let here: (u16, Headers) = (302, &[("location", "")]);
    let again = fake(&[here; 10]);
    assert!(get_pet(&following(&again), "cat", "", 7).await.is_ok());
    let endless = FakeTransport::default();
    for _ in 0..20 {
        endless.exchanges.lock().unwrap().push_back(Exchange::Response(here.0, here.1, Vec::new()));
    }
    let error = AnyError::from(get_pet(&following(&endless), "cat", "", 7).await.unwrap_err());
    assert!(error.is_redirect() && urls(&endless).len() == 11, "{error}");
    let slow = FakeTransport { polls_until_timeout: Some(3), ..FakeTransport::default() };
    slow.exchanges.lock().unwrap().push_back(Exchange::Response(here.0, here.1, Vec::new()));
    let error = get_pet(&following(&slow), "cat", "", 7).await.unwrap_err();
    assert!(error.is_timeout() && urls(&slow).len() == 2, "{error}");
}

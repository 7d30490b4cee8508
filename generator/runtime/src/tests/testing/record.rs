//! Recordings: what is in the file, what is not, and how it is replayed.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;
use serde_json::json;

use super::operations::{client, create, credentials, delete, list, name, panic_of, pet, upload};
use crate::runtime::testing::{MockResponse, MockTransport, RecordingTransport, ReplayTransport};
use crate::runtime::{Client, Credential, Credentials, Error, Method, RetryPolicy, Timeouts, TransportErrorKind};

/// The path of a file that is removed at the end of a test.
struct File(PathBuf);

impl File {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("recording-{}", std::process::id()));
        Self(folder.join(format!("{name}.json")))
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.0).unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Returns a mock, and a client that records what it responds.
fn recorded(file: &File) -> (MockTransport, Client) {
    let mock = MockTransport::new();
    let recording = RecordingTransport::new(mock.clone(), &file.0)
        .redact_header("X-User")
        .redact_query("signature")
        .redact_member("email");
    (mock, client(recording, credentials()))
}

#[tokio::test]
async fn a_recording_is_readable_and_stable() {
    let file = File::new("readable");
    let (mock, recording) = recorded(&file);
    mock.expect(list(&recording, 1)).fail(TransportErrorKind::Connect);
    mock.expect(list(&recording, 1)).respond(&vec![pet("Rex")]);
    mock.expect(create(&recording, &pet("Max"))).respond(&pet("Max"));
    list(&recording, 1).await.unwrap();
    create(&recording, &pet("Max")).await.unwrap();
    let expected = r#"{
  "version": 1,
  "exchanges": [
    {
      "request": {
        "operation": "listPets",
        "method": "GET",
        "path": "/v1/pets",
        "query": {
          "page": "1"
        },
        "headers": {
          "accept": "application/vnd.pets+json, application/json;q=0.9, text/plain;q=0.8"
        }
      },
      "failure": {
        "kind": "connect",
        "reason": "the test lets the request fail"
      }
    },
    {
      "request": {
        "operation": "listPets",
        "method": "GET",
        "path": "/v1/pets",
        "query": {
          "page": "1"
        },
        "headers": {
          "accept": "application/vnd.pets+json, application/json;q=0.9, text/plain;q=0.8"
        }
      },
      "response": {
        "status": 200,
        "headers": {
          "content-type": "application/vnd.pets+json"
        },
        "body": {
          "json": [
            {
              "name": "Rex"
            }
          ]
        }
      }
    },
    {
      "request": {
        "operation": "createPet",
        "method": "POST",
        "path": "/v1/pets",
        "headers": {
          "accept": "application/vnd.pets+json, application/json;q=0.9, text/plain;q=0.8",
          "content-type": "application/json"
        },
        "body": {
          "json": {
            "name": "Max"
          }
        }
      },
      "response": {
        "status": 201,
        "headers": {
          "content-type": "application/vnd.pets+json"
        },
        "body": {
          "json": {
            "name": "Max"
          }
        }
      }
    }
  ]
}
"#;
    assert_eq!(file.text(), expected);
}

#[tokio::test]
async fn a_recording_contains_no_secret() {
    let file = File::new("secrets");
    let (mock, recording) = recorded(&file);
    let echo = json!({
        "url": "https://api.example.com/?api%20key=hush%20key%2F1&b=hush+key%2F1",
        "cookie": ["sid=hush-session"],
        "authorization": "Basic dXNlcjpodXNoLXBhc3N3b3Jk",
        "hush-password": {"deep": [{"email": "hush-mail", "access_token": "hush-token"}]},
        "refresh_token": "hush-refresh",
    });
    let response = MockResponse::json(200, &echo)
        .header("set-cookie", "sid=hush-cookie")
        .header("x-user", "hush-user")
        .header("location", "/next?api%20key=hush%20key%2F1");
    let request = || {
        list(&recording, 1)
            .header("x-user", "hush-user")
            .header("authorization", "Bearer hush-own")
            .query("signature", "hush-signature")
            .query("q", "about hush-password")
            .raw_body("application/x-www-form-urlencoded", "client_secret=hush-client&email=hush-mail&a=1")
    };
    mock.expect(request()).respond_with(response);
    request().send().await.unwrap_err();

    let upload = |about: &'static str| {
        let body = crate::runtime::Multipart::new().part("password", "hush-part").part("about", about);
        create(&recording, &pet("")).multipart_body(body)
    };
    let bytes = Bytes::from_static(b"\xff hush-session \xfe");
    mock.expect(upload("hush-session")).respond_with(MockResponse::bytes(201, "image/png", bytes));
    upload("hush-session").await.unwrap_err();
    mock.expect(name(&recording, 1)).respond_with(MockResponse::text(200, "my name is hush-password"));
    name(&recording, 1).await.unwrap();
    let path = "/echo/hush-session";
    let custom = || recording.request(Method::POST, path).json_body(&json!({"password": "hush-own", "n": 1}));
    mock.expect(custom()).fail(TransportErrorKind::Other);
    custom().await.unwrap_err();

    let text = file.text();
    assert!(!text.contains("hush") && !text.contains("dXNlcjpodXNo"), "{text}");
    assert_eq!(text.matches("[redacted]").count(), 22, "{text}");

    // The removed values match any others.
    let replay = ReplayTransport::open(&file.0).unwrap();
    let other = client(
        replay.clone(),
        Credentials::none()
            .with("token", Credential::bearer("other"))
            .with("key", Credential::query("api key", "other"))
            .with("session", Credential::cookie("sid", "other")),
    );
    let request = list(&other, 1)
        .header("x-user", "u")
        .query("signature", "s")
        .query("q", "about anything")
        .raw_body("application/x-www-form-urlencoded", "client_secret=c&email=e&a=1");
    let error = request.await.unwrap_err();
    assert!(error.raw_body().is_some(), "{error}");
    let custom = other.request(Method::POST, "/echo/x").json_body(&json!({"password": "p", "n": 1}));
    let error = custom.await.unwrap_err().to_string();
    assert_eq!(error, "POST /echo/x: request failed: the test lets the request fail");
    assert_eq!(name(&other, 1).await.unwrap(), "my name is [redacted]");
}

#[tokio::test]
async fn a_replay_responds_in_the_order_of_the_recording() {
    let file = File::new("replay");
    let (mock, recording) = recorded(&file);
    let timeouts = || Timeouts::new().call(Duration::from_secs(50)).attempt(Duration::from_secs(20));
    let page = |names: &[&str]| names.iter().map(|name| pet(name)).collect::<Vec<_>>();
    mock.expect(list(&recording, 1)).respond(&page(&["Rex"]));
    mock.expect(list(&recording, 1)).stall();
    mock.expect(list(&recording, 1)).respond_with(MockResponse::text(200, "[{}").stall());
    mock.expect(list(&recording, 1)).respond_with(MockResponse::text(200, "[").cut_off());
    mock.expect(delete(&recording, 1)).respond(&());
    mock.expect(upload(&recording, "picture")).respond(&pet("Max"));
    let huge = r#"{"name":"x","chip":12345678901234567890123}"#;
    mock.expect(list(&recording, 3)).respond_with(MockResponse::bytes(400, "application/json", huge));

    let calls = |client: Client| async move {
        let mut results = Vec::new();
        results.push(format!("{:?}", list(&client, 1).await.unwrap()));
        results.push(list(&client, 1).timeout(timeouts()).await.unwrap_err().attempts().to_string());
        delete(&client, 1).await.unwrap();
        results.push(format!("{:?}", upload(&client, "picture").await.unwrap()));
        let error = list(&client, 3).await.unwrap_err();
        results.push(String::from_utf8(error.raw_body().unwrap().to_vec()).unwrap());
        results
    };
    let original = calls(recording).await;
    assert_eq!((original[1].as_str(), original[3].as_str()), ("3", huge));
    mock.verify();
    let replay = ReplayTransport::open(&file.0).unwrap();
    assert_eq!(calls(client(replay.clone(), credentials())).await, original);
    replay.verify();
    assert_eq!(replay.requests().len(), mock.requests().len());

    let other = client(replay.clone(), credentials());
    let error = list(&other, 2).await.unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Rejected), "{error:?}");

    // Without `verify`, a replay need not be complete.
    let replay = ReplayTransport::open(&file.0).unwrap();
    let other = client(replay.clone(), credentials());
    let error = list(&other, 2).await.unwrap_err().to_string();
    let path = file.0.display().to_string();
    assert!(error.ends_with(&format!("exchange 1 of {path}:\n- query page=1\n+ query page=2")), "{error}");
    let missing = panic_of(|| replay.verify());
    assert!(missing.contains("not sent: `deletePet`: DELETE /v1/pets/1, expected at exchange 5 of "), "{missing}");
}

#[tokio::test]
async fn a_stream_is_recorded_while_it_is_read() {
    let file = File::new("stream");
    let (mock, recording) = recorded(&file);
    mock.expect(super::operations::events(&recording)).respond_with(MockResponse::events(["1", "2"]).stall());
    let mut events = super::operations::events(&recording).await.unwrap();
    assert!(events.next().await.unwrap().is_ok());
    assert!(!file.0.exists());
    drop(events);
    let text = file.text();
    assert!(text.contains(r#""text": "data: 1\n\n""#) && text.contains(r#""interrupted": true"#), "{text}");
}

#[tokio::test]
async fn a_file_that_cannot_be_written_is_an_error() {
    let file = File::new("unwritable");
    // The path of the file is a folder, which it cannot replace.
    fs::create_dir_all(&file.0).unwrap();
    let (mock, recording) = recorded(&file);
    mock.expect(list(&recording, 1)).respond(&vec![]);
    let error = list(&recording, 1).retry(RetryPolicy::none()).await.unwrap_err().to_string();
    assert!(error.contains("cannot be written"), "{error}");
    let name = file.0.file_name().unwrap().to_string_lossy().into_owned();
    let siblings = fs::read_dir(file.0.parent().unwrap()).unwrap().map(|entry| entry.unwrap().file_name());
    let left = siblings.filter(|sibling| sibling.to_string_lossy().starts_with(&format!("{name}.")));
    assert_eq!(left.count(), 0);
    fs::remove_dir(&file.0).unwrap();
}

#[test]
fn a_file_that_is_not_a_recording_is_an_error() {
    let file = File::new("invalid");
    fs::create_dir_all(file.0.parent().unwrap()).unwrap();
    let path = file.0.display().to_string();
    for (text, message) in [
        ("{", "1"),
        (r#"{"version": 2, "exchanges": []}"#, "the version of the recording is not 1"),
        (r#"{"version": 1}"#, "`exchanges` is not an array"),
        (r#"{"version": 1, "exchanges": [{}]}"#, "exchange 1 of"),
    ] {
        fs::write(&file.0, text).unwrap();
        let error = ReplayTransport::open(&file.0).unwrap_err().to_string();
        assert!(error.contains(message) && error.contains(&path), "{error}");
    }
    assert!(ReplayTransport::open("no such file").is_err());
}

/// A service repeats a secret in the forms in which URLs, forms and JSON have it.
#[tokio::test]
async fn a_secret_is_removed_in_each_of_its_forms() {
    let file = File::new("forms");
    let mock = MockTransport::new();
    let secret = "p\"q\\r&s+t %u/v=w;é";
    let all = Credentials::none()
        .with("token", Credential::bearer("abc.def=="))
        .with("key", Credential::query("key", secret))
        .with("session", Credential::cookie("sid", "1234567"));
    let recording = client(RecordingTransport::new(mock.clone(), &file.0), all);
    let url = mock_url(&recording).await;
    let nested = serde_json::to_string(&json!({"key": secret})).unwrap();
    let form = url::form_urlencoded::Serializer::new(String::new()).append_pair("key", secret).finish();
    let echo = format!("data: {nested}\n\n{url}\n{form}\n{secret}\nabc.def==\nsid=1234567\nBearer abc.def==");
    mock.expect(name(&recording, 1)).respond_with(MockResponse::text(200, echo.clone()));
    mock.expect(list(&recording, 1)).respond_with(MockResponse::json(404, &json!({"echo": echo, "n": [1234567]})));
    name(&recording, 1).await.unwrap();
    list(&recording, 1).await.unwrap_err();
    let text = file.text();
    for part in ["p\\", "p%22", "\\\\r", "%5Cr", "s+t", "s%2Bt", "abc", "1234567", "w;"] {
        assert!(!text.contains(part), "{part}: {text}");
    }
}

/// Returns the URL of a request, with its credentials.
async fn mock_url(recording: &Client) -> String {
    let mock = MockTransport::new();
    let credentials = recording.settings.credentials.clone();
    let other = client(mock.clone(), credentials);
    mock.expect_any::<super::operations::ListPets>().respond(&vec![]);
    list(&other, 1).await.unwrap();
    mock.requests()[0].url()
}

#[tokio::test]
async fn secret_members_are_removed_from_what_is_not_complete_json() {
    let bodies: [(&str, &[u8], bool, &str); 7] = [
        ("application/json", b"{\"access_token\":\"hidden", true, "[redacted]"),
        ("application/json", b"{\"id\":1,\n\"access_token\":\"hidden \xc3", true, "[redacted]"),
        ("text/plain", b"{\"email\":\"hidden\"}", false, r#"{\"email\":\"[redacted]\"}"#),
        (
            "application/x-ndjson",
            b"{\"n\":1}\n{\"email\":\"hidden\"}\n",
            false,
            r#"{\"n\":1}\n{\"email\":\"[redacted]\"}\n"#,
        ),
        ("text/event-stream", b"data: {\"email\":\"hidden\"}\n\n", false, r#"data: {\"email\":\"[redacted]\"}\n\n"#),
        ("text/event-stream", b"data: 1\n\ndata: {\"email\":\"hid", true, r"data: 1\n\ndata: [redacted]"),
        (
            "multipart/form-data; boundary=b",
            b"--b\r\ncontent-disposition: form-data; name=\"password\"\r\n\r\nhidden\r\n--b--",
            false,
            "[redacted]",
        ),
    ];
    for (index, (content_type, body, is_cut_off, expected)) in bodies.into_iter().enumerate() {
        let file = File::new(&format!("members-{index}"));
        let (mock, recording) = recorded(&file);
        let response = MockResponse::bytes(400, content_type, body);
        let response = if is_cut_off { response.cut_off() } else { response };
        mock.expect(list(&recording, 1)).respond_with(response);
        list(&recording, 1).retry(RetryPolicy::none()).await.unwrap_err();
        let text = file.text();
        assert!(!text.contains("hid") && text.contains(&format!("\"text\": \"{expected}\"")), "{content_type}: {text}");
    }
}

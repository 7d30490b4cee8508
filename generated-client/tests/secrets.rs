//! The token and the configuration of a destination are sent to the server and appear nowhere else.

#[cfg(feature = "reqwest")]
mod support;

use generated_client::types::{Destination, DestinationUpdate, MergePatch, PatchOperation};
use generated_client::{Client, Credentials, WithComment};

const TOKEN: &str = "api-0123-secret";

#[test]
fn no_debug_or_display_output_contains_the_token() {
    let credentials = Credentials::api_key(TOKEN);
    assert!(!format!("{credentials:?}").contains(TOKEN));
    let builder = Client::builder().credentials(credentials);
    assert!(!format!("{builder:?}").contains(TOKEN));
    #[cfg(feature = "reqwest")]
    {
        let client = builder.build().unwrap();
        assert!(!format!("{client:?}").contains(TOKEN));
        let request = client.patch_destination("p", "e", "i", vec![]);
        assert!(!format!("{request:?}").contains(TOKEN));
    }
}

#[cfg(feature = "reqwest")]
#[test]
fn a_token_with_invalid_characters_is_an_error() {
    for token in ["api-0123\nsecret", "api-0123\r\nx: y", "api-0123\0"] {
        let error = Client::builder().credentials(Credentials::api_key(token)).build().unwrap_err();
        let text = format!("{error} {error:?}");
        assert!(text.contains("ApiKey") && !text.contains("api-0123"), "{text}");
    }
}

#[cfg(feature = "reqwest")]
#[tokio::test]
async fn no_error_contains_the_token_or_the_body() {
    let client =
        Client::builder().credentials(Credentials::api_key(TOKEN)).server("http://127.0.0.1:1").build().unwrap();
    let error = client.patch_destination("p", "e", "i", vec![]).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains(TOKEN));
    let error = client.patch_destination("p", "..", "i", vec![]).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains(TOKEN));
}

/// The configuration of a destination contains keys of other services.
#[test]
fn the_configuration_of_a_destination_is_redacted() {
    let mut destination = Destination::default();
    assert!(format!("{destination:?}").contains("config: None"));
    destination.config = Some(serde_json::json!({"writeKey": "hush"}).into());
    let text = format!("{destination:?}");
    assert!(text.contains("config: Some([redacted])") && !text.contains("hush"), "{text}");
}

/// Returns every update that has the configuration, or a part of it, in some place.
fn updates() -> Vec<DestinationUpdate> {
    let config = || serde_json::json!({"apiKey": "hush", "secret": ["hush"]});
    let merge = || MergePatch::default().name("seen").config(config());
    let operations = || {
        vec![
            PatchOperation::replace("/config/apiKey", "hush"),
            PatchOperation::add("", serde_json::json!({"config": config()})),
            PatchOperation::test("/config", config()),
        ]
    };
    // A value that matches no variant is sent unchanged.
    let unknown = [
        serde_json::json!([{"op": "add", "value": "hush"}]),
        serde_json::json!({"comment": "seen", "patch": "hush", "merge": "hush"}),
        serde_json::json!("hush"),
    ];
    let mut updates: Vec<DestinationUpdate> = vec![
        operations().into(),
        operations().comment("seen").into(),
        merge().into(),
        merge().comment("seen").into(),
        MergePatch::default().config("hush").into(),
    ];
    updates.extend(unknown.into_iter().map(|value| DestinationUpdate::Unknown(value.into())));
    updates
}

#[test]
fn the_configuration_in_an_update_is_redacted() {
    for update in updates() {
        let text = format!("{update:?} {update:#?}");
        assert!(!text.contains("hush") && text.contains("[redacted]"), "{text}");
        let sent = serde_json::to_string(&update).unwrap();
        assert!(sent.contains("hush"), "{sent}");
        // A value that was read is as one that was built.
        let read: DestinationUpdate = serde_json::from_str(&sent).unwrap();
        assert!(!format!("{read:?}").contains("hush"), "{read:?}");
    }
    let shown = format!("{:?}", MergePatch::default().name("seen").config("hush").comment("why"));
    assert!(shown.contains("seen") && shown.contains("why"), "{shown}");
}

#[cfg(feature = "reqwest")]
#[tokio::test]
async fn the_configuration_is_in_no_debug_output_of_a_call() {
    use support::Server;

    for update in updates() {
        let responses = [
            ("200 OK", r#"{"name":"seen","config":{"apiKey":"hush"}}"#),
            ("200 OK", r#"{"name":7,"config":{"apiKey":"hush"}}"#),
            ("200 OK", r#"["hush"]"#),
            ("200 OK", "hush"),
            ("409 Conflict", r#"{"code":7,"config":{"apiKey":"hush"}}"#),
            ("500 Internal Server Error", r#"{"config":{"apiKey":"hush"}}"#),
        ];
        let server = Server::start(
            responses.iter().map(|(status, body)| support::message(status, "application/json", body)).collect(),
        );
        let client = server.client();
        for (status, body) in responses {
            let request = client.patch_destination("p", "e", "i", update.clone());
            assert!(!format!("{request:?}").contains("hush"), "{request:?}");
            let result = request.send().await;
            let text = match &result {
                Ok(response) => format!("{response:?}"),
                Err(error) => format!("{error} {error:?}"),
            };
            assert!(!text.contains("hush"), "{status} {body}: {text}");
        }
    }
}

//! The token is sent to the server and appears nowhere else.

use generated_client::types::Destination;
use generated_client::{Client, Credentials};

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

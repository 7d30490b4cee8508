// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! How a client is built: its server and its credentials.

use crate::runtime::{
    Client, ClientBuilder, Credential, Credentials, SecretString, ServerUrl,
};

impl Client {
    /// Returns a builder for the default server.
    pub fn builder(credentials: Credentials) -> ClientBuilder {
        ClientBuilder::new(Some(Server::default().into()), credentials)
    }
}

/// The servers that the API declares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Server {
    /// The commercial instance, for most accounts.
    ///
    /// `https://app.launchdarkly.com`
    #[default]
    Commercial,
    /// The federal instance.
    ///
    /// `https://app.launchdarkly.us`
    Federal,
    /// The instance in the European Union.
    ///
    /// `https://app.eu.launchdarkly.com`
    Eu,
}

impl Server {
    /// Returns the URL of the server.
    #[must_use]
    pub const fn url(self) -> &'static str {
        match self {
            Self::Commercial => "https://app.launchdarkly.com",
            Self::Federal => "https://app.launchdarkly.us",
            Self::Eu => "https://app.eu.launchdarkly.com",
        }
    }
}

impl ::core::convert::From<Server> for ServerUrl {
    fn from(server: Server) -> Self {
        Self::from(server.url())
    }
}

impl Credentials {
    /// An access token, sent without the prefix `Bearer`. To learn more, read
    /// [Authentication](https://launchdarkly.com/docs/api#authentication).
    ///
    /// Credentials for the security scheme `ApiKey`: the value of the header `Authorization`.
    #[must_use]
    pub fn api_key(value: impl Into<SecretString>) -> Self {
        Self::none().with("ApiKey", Credential::header("Authorization", value))
    }
}

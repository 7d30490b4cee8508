// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The servers and the credentials of the client.

use crate::runtime::{
    Client, ClientBuilder, Credential, Credentials, SecretString, RateLimitHeaders,
    ResetUnit, ServerUrl,
};

impl Client {
    /// Returns a builder for the default server.
    /// Set the credentials with [`ClientBuilder::credentials`].
    ///
    /// Every request has these headers, unless [`ClientBuilder::header`] or the request sets another value:
    ///
    /// - `LD-API-Version: 20240415`
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new(Some(Server::default().into()))
            .rate_limit_headers(
                &RateLimitHeaders {
                    remaining: &[
                        "x-ratelimit-global-remaining",
                        "x-ratelimit-route-remaining",
                    ],
                    reset: &["x-ratelimit-reset"],
                    reset_unit: ResetUnit::Milliseconds,
                    ..RateLimitHeaders::COMMON
                },
            )
            .header("LD-API-Version", "20240415")
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

impl ::core::fmt::Display for Server {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        formatter.pad(self.url())
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

    /// Credentials for every operation: a token, sent as `Authorization: Bearer …` (RFC 6750).
    ///
    /// They are sent with every request, whatever security schemes the operation requires.
    #[must_use]
    pub fn bearer(value: impl Into<SecretString>) -> Self {
        Self::none().with_general(Credential::bearer(value))
    }

    /// Credentials for every operation: a user name and a password, sent as HTTP basic authentication (RFC 7617).
    ///
    /// They are sent with every request, whatever security schemes the operation requires.
    #[must_use]
    pub fn basic(user: impl Into<String>, password: impl Into<SecretString>) -> Self {
        Self::none().with_general(Credential::basic(user, password))
    }

    /// Credentials for every operation: an API key, sent as the value of the header `name`.
    ///
    /// They are sent with every request, whatever security schemes the operation requires.
    #[must_use]
    pub fn api_key_header(
        name: impl Into<String>,
        value: impl Into<SecretString>,
    ) -> Self {
        Self::none().with_general(Credential::header(name, value))
    }

    /// Credentials for every operation: an API key, sent as the query parameter `name`.
    ///
    /// They are sent with every request, whatever security schemes the operation requires.
    #[must_use]
    pub fn api_key_query(
        name: impl Into<String>,
        value: impl Into<SecretString>,
    ) -> Self {
        Self::none().with_general(Credential::query(name, value))
    }
}

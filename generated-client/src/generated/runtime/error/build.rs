// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Failures to build a client.

use std::fmt;

use super::{RequestErrorKind, TransportError};

/// A failure to build a client.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// No server is set, and the API declares none.
    NoServer,
    /// The URL of a server is invalid.
    Server {
        /// What is wrong with the URL.
        reason: String,
    },
    /// A credential has characters that are invalid in a header.
    Credential {
        /// The security scheme of the credential.
        scheme: &'static str,
    },
    /// An environment variable with a credential is not set, is empty, or is not valid Unicode.
    Variable {
        /// The name of the variable.
        name: &'static str,
    },
    /// A header is invalid.
    Header {
        /// The name of the header, or `None` if the name is invalid.
        name: Option<String>,
    },
    /// No transport is set, and the feature `reqwest` is disabled.
    NoTransport,
    /// The transport could not be set up.
    Transport(TransportError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoServer => formatter.write_str("no server is set"),
            Self::Server { reason } => write!(formatter, "invalid server URL: {reason}"),
            Self::Credential { scheme } => {
                write!(formatter, "invalid credential for `{scheme}`: it has characters that are invalid in a header")
            }
            Self::Variable { name } => {
                write!(formatter, "environment variable `{name}` is not set, is empty, or is not valid Unicode")
            }
            Self::Header { name } => RequestErrorKind::Header { name: name.clone() }.fmt(formatter),
            Self::NoTransport => formatter.write_str("no transport is set, and the feature `reqwest` is disabled"),
            Self::Transport(error) => write!(formatter, "failed to set up the transport: {error}"),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => Some(error),
            _ => None,
        }
    }
}

// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Why a request was not sent.

use std::fmt;

/// Why a request was not sent. The service has seen nothing of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestError {
    /// A part of the path would be empty, `.` or `..`: URL libraries fold such a part away, even an encoded one, and
    /// the request would go to another path.
    PathSegment {
        /// The parameter that the part is made of.
        parameter: String,
    },
    /// A path parameter has no value.
    MissingParameter {
        /// The parameter.
        parameter: String,
    },
    /// A value can't be written the way its parameter wants it.
    Parameter {
        /// The parameter.
        parameter: String,
        /// Why not.
        reason: &'static str,
    },
    /// A header's name or value has characters that no header may have.
    Header {
        /// The header's name, if it is one.
        name: Option<String>,
    },
    /// The body can't be written as the media type wants it.
    Body {
        /// Why not.
        reason: String,
    },
    /// A part of a multipart body may be of several media types, and the caller has not said which:
    /// [`Part::content_type`](super::Part::content_type) does.
    MediaType {
        /// The part.
        part: &'static str,
        /// The media types that it may have, and ranges of them.
        allowed: &'static [&'static str],
    },
    /// The operation requires a credential that the client was not given.
    MissingCredential {
        /// The names of the security schemes, for each alternative.
        alternatives: Vec<Vec<&'static str>>,
    },
    /// The caller's provider of a token gave none.
    Token {
        /// The security scheme that the token is for.
        scheme: &'static str,
        /// Why not.
        reason: String,
    },
    /// Two credentials that go together want the same header.
    CredentialsCollide {
        /// The header.
        header: String,
    },
    /// The whole is no URL.
    Url {
        /// Why not.
        reason: String,
    },
}

impl fmt::Display for RequestError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PathSegment { parameter } => {
                write!(formatter, "the path parameter `{parameter}` makes a part of the path empty, `.` or `..`")
            }
            Self::MissingParameter { parameter } => write!(formatter, "the path parameter `{parameter}` has no value"),
            Self::Parameter { parameter, reason } => write!(formatter, "the parameter `{parameter}`: {reason}"),
            Self::Header { name: Some(name) } => {
                write!(formatter, "the header `{name}` has characters that no header may have")
            }
            Self::Header { name: None } => formatter.write_str("a header's name has characters that no name may have"),
            Self::Body { reason } => write!(formatter, "the body can't be written: {reason}"),
            Self::MediaType { part, allowed } => {
                let allowed = allowed.join("`, `");
                write!(formatter, "the part `{part}` has no media type: set one of `{allowed}` by `Part::content_type`")
            }
            Self::MissingCredential { alternatives } => {
                formatter.write_str("the operation requires a credential that the client was not given: ")?;
                for (index, schemes) in alternatives.iter().enumerate() {
                    let separator = if index == 0 { "" } else { ", or " };
                    write!(formatter, "{separator}{}", schemes.join(" and "))?;
                }
                Ok(())
            }
            Self::Token { scheme, reason } => write!(formatter, "there is no token for `{scheme}`: {reason}"),
            Self::CredentialsCollide { header } => {
                write!(formatter, "two credentials that go together want the header `{header}`")
            }
            Self::Url { reason } => write!(formatter, "the request has no proper URL: {reason}"),
        }
    }
}

impl std::error::Error for RequestError {}

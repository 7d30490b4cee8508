//! The URL of a link that a request follows: to the next page of a list, or of a redirect.

use std::fmt;

use crate::runtime::encode::query::Query;

/// The URL of a link that a request follows.
#[derive(Clone)]
pub(crate) struct Target {
    /// The URL without its query.
    pub(super) url: String,
    pub(super) query: Query,
}

impl Target {
    /// Resolves a link of a response against the URL of its request (RFC 3986, section 5.1.3). Returns `None` if the link
    /// has another origin, to which no credentials may be sent.
    pub(super) fn resolve(url: &str, query: &Query, link: &str) -> Result<Option<Self>, url::ParseError> {
        let mut base = url::Url::parse(url)?;
        base.set_query((!query.is_empty()).then(|| query.render()).as_deref());
        let link = base.join(link)?;
        if link.origin() != base.origin() {
            return Ok(None);
        }
        // User name, password and fragment of the link are dropped.
        let url = format!("{}{}", base.origin().ascii_serialization(), link.path());
        Ok(Some(Self { url, query: Query::parse(link.query().unwrap_or_default()) }))
    }
}

/// The query may contain a credential, so only the URL without it is shown.
impl fmt::Debug for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Target").field("url", &self.url).finish_non_exhaustive()
    }
}

//! The rate limit of a service, which OpenAPI has no keyword for.

/// The headers in which a service describes its rate limit. A header that is not named is looked for by its usual names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RateLimit {
    /// The headers with the number of requests in a period, in lower case, like all names here.
    pub limit: Vec<String>,
    /// The headers with the number of requests that remain. The lowest number counts.
    pub remaining: Vec<String>,
    /// The headers with the time at which the next period starts, and their unit. The latest time counts.
    pub reset: Option<(Vec<String>, ResetUnit)>,
    /// Whether the service rejects a request that exceeds the limit before it acts, so that any method may be retried.
    pub rejects_before_acting: bool,
}

/// The unit of the time at which the next period starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResetUnit {
    /// Seconds since the epoch.
    Seconds,
    /// Milliseconds since the epoch.
    Milliseconds,
    /// Seconds from now.
    SecondsFromNow,
    /// A date of HTTP or of RFC 3339.
    Date,
}

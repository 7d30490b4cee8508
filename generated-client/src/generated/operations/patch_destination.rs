// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The operation `patch-destination`.

use crate::runtime::{
    Client, Error, HeaderError, HeaderMap, Operation, RawResponse, RequestBuilder,
    Response, read_header,
};
use crate::types;

impl Client {
    /// Update Data Export destination
    ///
    /// Update a Data Export destination. Updating a destination uses a [JSON
    /// patch](https://datatracker.ietf.org/doc/html/rfc6902) or [JSON merge
    /// patch](https://datatracker.ietf.org/doc/html/rfc7386) representation of the desired changes. To
    /// learn more, read [Updates](https://launchdarkly.com/docs/api#updates).
    ///
    /// `PATCH /api/v2/destinations/{projectKey}/{environmentKey}/{id}`
    ///
    /// Awaiting the request returns [`Destination`](types::Destination).
    ///
    /// # Arguments
    ///
    /// - `project_key`: The project key
    /// - `environment_key`: The environment key
    /// - `id`: The Data Export destination ID
    /// - `body`: The changes: a JSON Patch, a JSON merge patch, or either with a comment.
    ///
    /// # Errors
    ///
    /// Returns [`PatchDestinationError`] for each error status that the API declares.
    ///
    /// # Headers
    ///
    /// [`PatchDestinationHeaders`] reads the response headers.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: generated_client::Client, body: generated_client::types::DestinationUpdate) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    /// let destination = client.patch_destination("projectKey", "environmentKey", "id", body).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn patch_destination(
        &self,
        project_key: impl AsRef<str>,
        environment_key: impl AsRef<str>,
        id: impl AsRef<str>,
        body: impl Into<types::DestinationUpdate>,
    ) -> PatchDestination {
        let mut builder = RequestBuilder::new::<PatchDestination>(self);
        builder.path("projectKey", project_key.as_ref());
        builder.path("environmentKey", environment_key.as_ref());
        builder.path("id", id.as_ref());
        builder.json_body::<types::DestinationUpdate>("application/json", &body.into());
        PatchDestination(builder)
    }
}

/// Update Data Export destination
///
/// The request that [`Client::patch_destination`] returns.
/// Awaiting it sends it and returns [`Destination`](types::Destination).
/// [`send`](Self::send) returns the status and the headers too.
#[derive(Clone, Debug)]
#[must_use = "a request does nothing unless it is awaited or sent"]
pub struct PatchDestination(RequestBuilder);

crate::runtime::impl_request!(PatchDestination);

impl Operation for PatchDestination {
    type Error = PatchDestinationError;
    type Output = types::Destination;

    const ID: &'static str = "patch-destination";
    const METHOD: &'static str = "PATCH";
    const PATH: &'static str = "/api/v2/destinations/{projectKey}/{environmentKey}/{id}";
    const SECURITY: &'static [&'static [&'static str]] = &[&["ApiKey"]];

    fn decode(
        response: RawResponse,
    ) -> Result<Response<Self::Output>, Error<Self::Error>> {
        match response.status().as_u16() {
            200 => Ok(response.json()?),
            400 => Err(response.error_as(PatchDestinationError::BadRequest)),
            401 => Err(response.error_as(PatchDestinationError::Unauthorized)),
            403 => Err(response.error_as(PatchDestinationError::Forbidden)),
            404 => Err(response.error_as(PatchDestinationError::NotFound)),
            409 => Err(response.error_as(PatchDestinationError::Conflict)),
            429 => Err(response.error_as(PatchDestinationError::TooManyRequests)),
            _ => Err(response.undeclared().into()),
        }
    }
}

/// The response headers of [`Client::patch_destination`].
///
/// `PatchDestinationHeaders::from(response.headers())` reads them. A method returns `None` if the response lacks the header.
#[derive(Clone, Copy, Debug)]
pub struct PatchDestinationHeaders<'a>(&'a HeaderMap);

impl<'a> ::core::convert::From<&'a HeaderMap> for PatchDestinationHeaders<'a> {
    fn from(headers: &'a HeaderMap) -> Self {
        Self(headers)
    }
}

impl PatchDestinationHeaders<'_> {
    /// The number of requests that the account may still send before the rate limit is reset. All access
    /// tokens of the account share it. It is absent from a response whose request has no global limit.
    ///
    /// # Errors
    ///
    /// Returns [`HeaderError`] if the value is not valid.
    pub fn x_ratelimit_global_remaining(&self) -> Result<Option<i64>, HeaderError> {
        read_header(self.0, "X-Ratelimit-Global-Remaining")
    }

    /// The number of requests that may still be sent to this operation before the rate limit is reset. All
    /// access tokens of the account share it. It is absent if the operation has no limit.
    ///
    /// # Errors
    ///
    /// Returns [`HeaderError`] if the value is not valid.
    pub fn x_ratelimit_route_remaining(&self) -> Result<Option<i64>, HeaderError> {
        read_header(self.0, "X-Ratelimit-Route-Remaining")
    }

    /// The time at which the rate limit is reset, in milliseconds since 1970-01-01T00:00:00Z. It may be in
    /// the past, and it may be negative: then the limit is reset already.
    ///
    /// # Errors
    ///
    /// Returns [`HeaderError`] if the value is not valid.
    pub fn x_ratelimit_reset(&self) -> Result<Option<i64>, HeaderError> {
        read_header(self.0, "X-Ratelimit-Reset")
    }

    /// The number of seconds to wait before the next request, which the limit by IP address asks for.
    /// `retry_after()` of an error reads a date too.
    ///
    /// # Errors
    ///
    /// Returns [`HeaderError`] if the value is not valid.
    pub fn retry_after(&self) -> Result<Option<i64>, HeaderError> {
        read_header(self.0, "Retry-After")
    }
}

/// The error responses of [`Client::patch_destination`], by status and media type.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PatchDestinationError {
    /// Status 400: Invalid request
    BadRequest(types::InvalidRequestErrorRep),
    /// Status 401: Invalid access token
    Unauthorized(types::UnauthorizedErrorRep),
    /// Status 403: Forbidden
    Forbidden(types::ForbiddenErrorRep),
    /// Status 404: Invalid resource identifier
    NotFound(types::NotFoundErrorRep),
    /// Status 409: Status conflict. Another request changed the destination at the same time, and this one
    /// changed nothing. Read the destination again if the changes depend on it, and repeat the request.
    Conflict(types::StatusConflictErrorRep),
    /// Status 429: Rate limited
    TooManyRequests(types::RateLimitedErrorRep),
}

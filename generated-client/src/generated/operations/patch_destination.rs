// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The operation `patch-destination`.

use crate::runtime::{
    Client, Error, Method, Operation, RawResponse, RequestBuilder, Response,
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
    /// - `body`: The changes, in the order in which they are applied.
    ///
    /// # Errors
    ///
    /// Returns [`PatchDestinationError`] for each error status that the API declares.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: generated_client::Client, body: generated_client::types::JsonPatch) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    /// let destination = client.patch_destination("projectKey", "environmentKey", "id", body).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn patch_destination(
        &self,
        project_key: impl AsRef<str>,
        environment_key: impl AsRef<str>,
        id: impl AsRef<str>,
        body: impl Into<types::JsonPatch>,
    ) -> PatchDestination {
        let mut builder = RequestBuilder::new::<PatchDestination>(self);
        builder.path("projectKey", project_key.as_ref());
        builder.path("environmentKey", environment_key.as_ref());
        builder.path("id", id.as_ref());
        builder.json_body::<types::JsonPatch>("application/json", &body.into());
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
    const METHOD: Method = Method::PATCH;
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
    /// Status 409: Status conflict
    Conflict(types::StatusConflictErrorRep),
    /// Status 429: Rate limited
    TooManyRequests(types::RateLimitedErrorRep),
}

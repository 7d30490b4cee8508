// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Sending a request for an endpoint that the API description lacks.

use std::future::IntoFuture;

use super::{Call, transmit};
use crate::runtime::client::credentials::select_all;
use crate::runtime::request::PreparedRequest;
use crate::runtime::response::ResponseSource;
use crate::runtime::{AnyError, BoxFuture, CustomRequest, CustomResponse, Error, UntypedBody};

impl CustomRequest {
    /// Sends the request, and returns the response if its status is a success (2xx).
    ///
    /// # Errors
    ///
    /// Returns [`AnyError`] if the status is another one, or if the call fails. It has the status, the headers and the
    /// body of the response.
    pub async fn send(self) -> Result<CustomResponse, AnyError> {
        let CustomRequest { settings, method, path, url, query, headers, body, timeouts, retry, idempotent } = self;
        let source = ResponseSource::new(format!("{method} {path}"), &settings);
        let prepared = url.and_then(|url| {
            let credentials = select_all(&settings.credentials);
            let credentials =
                credentials.into_iter().map(|(scheme, credential)| (scheme, credential.clone())).collect();
            Ok(PreparedRequest::new(method, (url, query), headers, body?, credentials))
        });
        let streams = |_, _: &str| false;
        let call = Call { settings, source, url_template: None, streams, timeouts, retry, idempotent };
        let sent = transmit(call, prepared).await;
        let response = sent.map_err(|error| AnyError::from(Error::<UntypedBody>::from(error)))?;
        if !response.status().is_success() {
            return Err(response.undeclared().into());
        }
        Ok(CustomResponse { response: response.complete()? })
    }
}

#[cfg(feature = "blocking")]
impl CustomRequest {
    /// Sends the request, waits for the response, and returns it if its status is a success (2xx). It is for programs
    /// without an asynchronous runtime; others await the request.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`send`](Self::send).
    pub fn blocking(self) -> Result<CustomResponse, AnyError> {
        crate::runtime::blocking::block_on(self.send())?
    }
}

impl IntoFuture for CustomRequest {
    type IntoFuture = BoxFuture<'static, Self::Output>;
    type Output = Result<CustomResponse, AnyError>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

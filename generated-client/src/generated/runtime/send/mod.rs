// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Sending a request: the only asynchronous part, which gets tokens, calls the transport and reads the body.

mod body;
mod custom;
mod deadline;
mod events;
mod redirect;
mod request;

use std::sync::Arc;
use std::time::Duration;

use self::body::read_body;
use self::deadline::Deadline;
use self::redirect::{MAX_REDIRECTS, follow};
#[allow(unused_imports, reason = "an API may have no operations")]
pub(crate) use self::request::impl_send;
use super::client::Settings;
use super::request::{PreparedRequest, RequestBuilder};
use super::response::ResponseSource;
use super::{BoxFuture, ByteStream, Credential, Error, RawResponse, RequestError, RequestErrorKind, TransportError};

/// A failure to send a request.
pub(crate) enum SendError {
    Request(RequestError),
    Transport(TransportError),
}

impl<E> From<SendError> for Error<E> {
    fn from(error: SendError) -> Self {
        match error {
            SendError::Request(error) => Self::Request(error),
            SendError::Transport(error) => Self::Transport(error),
        }
    }
}

/// Sends a request, and receives its response: with its body, or only with its headers if the body is streamed.
pub(crate) fn send(builder: RequestBuilder) -> BoxFuture<'static, Result<RawResponse, SendError>> {
    Box::pin(async move {
        let settings = Arc::clone(&builder.settings);
        let source = ResponseSource { operation: builder.id.into(), pointers: settings.error_pointers };
        let limits = (builder.timeout, builder.streams);
        transmit(settings, source, limits, builder.prepare()).await
    })
}

/// Sends a request that lacks only its credentials. `streams` returns whether a response with a status and a media type
/// is streamed.
pub(crate) async fn transmit(
    settings: Arc<Settings>,
    source: ResponseSource,
    (timeout, streams): (Duration, fn(u16, &str) -> bool),
    request: Result<PreparedRequest, RequestErrorKind>,
) -> Result<RawResponse, SendError> {
    let transport = &settings.transport;
    let mut deadline = Deadline::new(transport.as_ref(), timeout);
    let operation = source.operation.clone();
    let failed = |error: TransportError| SendError::Transport(error.of_operation(operation.clone()));
    let invalid = |kind: RequestErrorKind| SendError::Request(RequestError::new(operation.clone(), kind));
    let timed_out = || failed(TransportError::timeout());
    let authorized = deadline.limit(Box::pin(authorize(request))).await.ok_or_else(timed_out)?;
    let mut request = authorized.map_err(invalid)?;
    let mut redirects = 0;
    let (head, body, target) = loop {
        let again = if settings.follow_redirects { request.clone_safe() } else { None };
        let request_target = (redirects > 0).then(|| request.target());
        let sent = deadline.limit(transport.send(request.finish().map_err(invalid)?)).await;
        let (head, body) = sent.ok_or_else(timed_out)?.map_err(failed)?.into_parts();
        let again = if redirects < MAX_REDIRECTS { follow(again, head.status, &head.headers) } else { None };
        match again {
            Some(redirected) => request = redirected,
            None => break (head, body, request_target),
        }
        redirects += 1;
    };
    let response = RawResponse::new(head.status, head.headers, transport.now(), source).with_target(target);
    if streams(head.status.as_u16(), response.media_type()) {
        let stream = ByteStream::new(body, Arc::clone(transport), timeout, settings.max_body_size);
        return Ok(response.with_stream(stream));
    }
    let (body, problem) = read_body(body, settings.max_body_size, &mut deadline).await;
    Ok(response.with_body(body, problem))
}

/// Completes the credentials of a request: tokens of providers are requested here.
async fn authorize(request: Result<PreparedRequest, RequestErrorKind>) -> Result<PreparedRequest, RequestErrorKind> {
    let mut request = request?;
    for (scheme, credential) in &mut request.credentials {
        let Some(provider) = credential.provider() else { continue };
        let token = provider.token().await;
        let token = token.map_err(|error| RequestErrorKind::Token { scheme, reason: error.to_string() })?;
        *credential = Credential::bearer(token);
    }
    Ok(request)
}

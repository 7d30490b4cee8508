//! One attempt of a call: getting tokens, sending the request, following redirects, and reading the body.

use std::sync::Arc;

use super::body::read_body;
use super::deadline::Deadline;
use super::redirect::{MAX_REDIRECTS, follow};
use super::{Call, SendError};
use crate::runtime::request::PreparedRequest;
use crate::runtime::transport::Next;
use crate::runtime::{Attempt, ByteStream, Credential, RawResponse, RequestErrorKind, TransportError};

/// Makes an attempt. The number of the first one is 1.
pub(super) async fn attempt(
    call: &Call,
    request: PreparedRequest,
    number: u32,
    deadline: &mut Deadline<'_>,
) -> Result<RawResponse, SendError> {
    let settings = &call.settings;
    let timed_out = || call.failed(TransportError::timeout());
    let authorized = deadline.limit(Box::pin(authorize(request))).await.ok_or_else(timed_out)?;
    let mut request = authorized.map_err(|kind| call.invalid(kind))?;
    let mut redirects = 0;
    let (head, body, target) = loop {
        let may_follow = settings.follow_redirects && request.is_safe();
        let again = if may_follow { request.try_clone() } else { None };
        let request_target = (redirects > 0).then(|| request.target());
        let mut finished = request.finish().map_err(|kind| call.invalid(kind))?;
        let (operation, url_template) = (call.source.operation.clone(), call.url_template);
        finished.extensions_mut().insert(Attempt { operation, url_template, number });
        let sent = Next::new(&settings.middleware, settings.transport.as_ref()).send(finished);
        let sent = deadline.limit(sent).await.ok_or_else(timed_out)?;
        let (head, body) = sent.map_err(|error| call.failed(error))?.into_parts();
        let again = if redirects < MAX_REDIRECTS { follow(again, head.status, &head.headers) } else { None };
        match again {
            Some(redirected) => request = redirected,
            None => break (head, body, request_target),
        }
        redirects += 1;
    };
    let received = settings.transport.now();
    let response = RawResponse::new(head.status, head.headers, received, call.source.clone()).with_target(target);
    if (call.streams)(head.status.as_u16(), response.media_type()) {
        let idle = call.timeouts.idle_of(response.media_type());
        let stream = ByteStream::new(body, Arc::clone(&settings.transport), idle, settings.max_body_size);
        return Ok(response.with_stream(stream));
    }
    let (body, problem) = read_body(body, settings.max_body_size, deadline).await;
    Ok(response.with_body(body, problem))
}

/// Completes the credentials of a request: tokens of providers are requested here, for each attempt anew.
async fn authorize(mut request: PreparedRequest) -> Result<PreparedRequest, RequestErrorKind> {
    for (scheme, credential) in &mut request.credentials {
        let Some(provider) = credential.provider() else { continue };
        let token = provider.token().await;
        let token = token.map_err(|error| RequestErrorKind::Token { scheme, reason: error.to_string() })?;
        *credential = Credential::bearer(token);
    }
    Ok(request)
}

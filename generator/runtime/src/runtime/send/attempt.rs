//! One attempt of a call: getting tokens, sending the request, following redirects, and reading the body.

use std::sync::Arc;

use super::body::read_body;
use super::deadline::Deadline;
use super::redirect::{MAX_REDIRECTS, location};
use super::request_body::BodyError;
use super::{Call, SendError};
use crate::runtime::request::{PreparedRequest, Target};
use crate::runtime::transport::Next;
use crate::runtime::{Attempt, ByteStream, Credential, RawResponse, RequestErrorKind, TransportError};

/// Makes an attempt. The number of the first one is 1.
pub(super) async fn attempt(
    call: &Call,
    request: &mut PreparedRequest,
    number: u32,
    deadline: &mut Deadline<'_>,
) -> Result<RawResponse, SendError> {
    let settings = &call.settings;
    let timed_out = || call.failed(TransportError::timeout());
    let authorized = match request.credentials.iter().any(|(_, credential)| credential.provider().is_some()) {
        true => Some(deadline.limit(authorize(&request.credentials)).await.ok_or_else(timed_out)?),
        false => None,
    };
    let authorized = authorized.transpose().map_err(|kind| call.invalid(kind))?;
    let credentials = authorized.unwrap_or_else(|| request.credentials.clone());
    // The last redirect that was followed, if any.
    let mut target: Option<Target> = None;
    let mut redirects = 0;
    let may_follow = settings.follow_redirects && request.is_safe() && request.is_repeatable();
    let (head, body, body_error) = loop {
        let finished = request.finish(&credentials, target.as_ref());
        let mut finished = finished.map_err(|kind| call.invalid(kind))?;
        if !settings.middleware.is_empty() || settings.transport.reads_attempts() {
            let (operation, url_template) = (call.source.operation.clone(), call.url_template);
            finished.extensions_mut().insert(Attempt { operation, url_template, number });
        }
        let body_error = BodyError::watch(&mut finished);
        let sent = Next::new(&settings.middleware, settings.transport.as_ref()).send(finished);
        let sent = deadline.limit(sent).await.ok_or_else(timed_out)?;
        // A response to a part of the body says nothing about the request.
        let sent = body_error.take().map_or(sent, Err);
        let (head, body) = sent.map_err(|error| call.failed(error))?.into_parts();
        let link = if may_follow && redirects < MAX_REDIRECTS { location(head.status, &head.headers) } else { None };
        match link.and_then(|link| request.resolve(target.as_ref(), link)) {
            Some(redirected) => target = Some(redirected),
            None => break (head, body, body_error),
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
    match body_error.take() {
        Some(error) => Err(call.failed(error)),
        None => Ok(response.with_body(body, problem)),
    }
}

/// A credential, with the security scheme that it is for.
type SchemeCredential = (&'static str, Credential);

/// Completes credentials: tokens of providers are requested here, for each attempt anew.
async fn authorize(credentials: &[SchemeCredential]) -> Result<Vec<SchemeCredential>, RequestErrorKind> {
    let mut complete = Vec::with_capacity(credentials.len());
    for (scheme, credential) in credentials {
        let credential = match credential.provider() {
            None => credential.clone(),
            Some(provider) => {
                let token = provider.token().await;
                Credential::bearer(
                    token.map_err(|error| RequestErrorKind::Token { scheme, reason: error.to_string() })?,
                )
            }
        };
        complete.push((*scheme, credential));
    }
    Ok(complete)
}

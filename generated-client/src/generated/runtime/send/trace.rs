// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Spans and events of calls, by the OpenTelemetry semantic conventions for HTTP clients (version 1.40).
//!
//! No span has a header, a query or a body, and so no credential but one that an API has in its paths.

use std::time::Duration;

use tracing::field::Empty;
use tracing::{Instrument, Span};

use super::{Call, SendError};
use crate::runtime::request::PreparedRequest;
use crate::runtime::{RawResponse, TransportErrorKind};

/// Makes an attempt within its span, which has the result then.
pub(super) async fn within(
    span: Span,
    attempt: impl Future<Output = Result<RawResponse, SendError>>,
) -> Result<RawResponse, SendError> {
    let result = attempt.instrument(span.clone()).await;
    let error = match &result {
        Ok(response) => {
            let status = response.status();
            span.record("http.response.status_code", status.as_u16());
            let is_error = status.is_client_error() || status.is_server_error();
            let status = is_error.then(|| status.as_str().to_owned());
            response.interruption().map(|error| transport_error(error.kind()).to_owned()).or(status)
        }
        Err(SendError::Transport(error)) => Some(transport_error(error.kind()).to_owned()),
        Err(SendError::Request(_)) => Some("invalid_request".to_owned()),
    };
    if let Some(error) = error {
        span.record("error.type", error);
        span.record("otel.status_code", "ERROR");
    }
    result
}

/// Creates the span of an attempt. An exporter reads the name and the kind from `otel.name` and `otel.kind`.
pub(super) fn span(call: &Call, request: &PreparedRequest, number: u32) -> Span {
    let (method, url) = request.method_and_url();
    // A template may have a fixed query.
    let template = call.url_template.and_then(|template| template.split(['?', '#']).next());
    let uri: Option<http::Uri> = url.parse().ok();
    let port = uri.as_ref().and_then(|uri| {
        let default = if uri.scheme_str() == Some("http") { 80 } else { 443 };
        Some(uri.port_u16().unwrap_or(default)).filter(|_| uri.host().is_some())
    });
    let name = match template {
        Some(template) => format!("{method} {template}"),
        None => method.to_owned(),
    };
    tracing::info_span!(
        "http_request",
        otel.name = name,
        otel.kind = "client",
        otel.status_code = Empty,
        api.operation.id = call.source.operation.as_ref(),
        http.request.method = method,
        http.request.resend_count = (number > 1).then(|| number.saturating_sub(1)),
        http.response.status_code = Empty,
        server.address = uri.as_ref().and_then(http::Uri::host),
        server.port = port,
        url.full = url,
        url.template = template,
        error.type = Empty,
    )
}

/// Returns the value of `error.type` for a failure of the transport.
fn transport_error(kind: TransportErrorKind) -> &'static str {
    match kind {
        TransportErrorKind::Connect => "connection_failed",
        TransportErrorKind::Timeout => "timeout",
        TransportErrorKind::Redirected => "redirected",
        TransportErrorKind::Rejected => "rejected",
        TransportErrorKind::RequestBody => "request_body",
        TransportErrorKind::Other => "connection_lost",
    }
}

/// Reports that an attempt is retried after a wait.
pub(super) fn retry(call: &Call, attempts: u32, wait: Duration) {
    tracing::debug!(
        api.operation.id = call.source.operation.as_ref(),
        http.request.resend_count = attempts,
        wait_seconds = wait.as_secs_f64(),
        "request is retried after a wait"
    );
}

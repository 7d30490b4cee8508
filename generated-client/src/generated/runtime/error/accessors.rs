// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! What every error tells about its response: the message of the service, and a predicate for each status that callers
//! branch on.

/// Implements the accessors for a type with the method `received`, which returns the parts of the received response.
macro_rules! response_accessors {
    ($type:ty $(, $parameter:ident)?) => {
        impl$(<$parameter>)? $type {
            /// Returns the message of the service, from the body of an error response.
            pub fn message(&self) -> Option<&str> {
                self.received()?.message()
            }

            /// Returns the code of the service, from the body of an error response. A number is returned as text.
            pub fn code(&self) -> Option<&str> {
                self.received()?.code()
            }

            /// Returns the request id that the server assigned, from a header such as `X-Request-Id`, or from the body of an
            /// error response.
            pub fn request_id(&self) -> Option<&str> {
                self.received()?.request_id()
            }

            /// Returns how long the service asks to wait before a retry: by the header `retry-after-ms`, by `Retry-After`, or
            /// until the reset of an exceeded rate limit. The first of them that is not zero counts.
            pub fn retry_after(&self) -> Option<Duration> {
                self.received()?.retry_after()
            }

            /// Returns what the response says about the rate limit of the service.
            pub fn rate_limit(&self) -> Option<RateLimit> {
                self.received()?.rate_limit()
            }

            /// Returns the header `Location`: the target of a redirect, which may be relative to the URL of the
            /// request.
            pub fn location(&self) -> Option<&str> {
                self.received()?.header("location")
            }

            /// Returns whether a rate limit is exceeded: status 429 Too Many Requests, or status 403 Forbidden with a
            /// header that says that no request remains. A request that is not sent since the limit is reset too late is
            /// rate-limited too.
            pub fn is_rate_limited(&self) -> bool {
                self.is_held_back() || self.received().is_some_and(|parts| parts.is_rate_limited())
            }

            /// Returns whether the status is 304 Not Modified, the response to a conditional request.
            pub fn is_not_modified(&self) -> bool {
                self.has_status(304..=304)
            }

            /// Returns whether the response redirects to another URL: status 301, 302, 303, 307 or 308.
            /// [`location`](Self::location) returns the URL, unless the transport hides the response, as a browser does.
            pub fn is_redirect(&self) -> bool {
                self.is_hidden_redirect() || self.has_status(301..=303) || self.has_status(307..=308)
            }

            /// Returns whether the status is an error of the client: 400 to 499.
            pub fn is_client_error(&self) -> bool {
                self.has_status(400..=499)
            }

            /// Returns whether the status is 400 Bad Request.
            pub fn is_bad_request(&self) -> bool {
                self.has_status(400..=400)
            }

            /// Returns whether the status is 401 Unauthorized: the credentials are missing or invalid.
            pub fn is_unauthorized(&self) -> bool {
                self.has_status(401..=401)
            }

            /// Returns whether the status is 403 Forbidden: the credentials do not permit the request.
            pub fn is_forbidden(&self) -> bool {
                self.has_status(403..=403)
            }

            /// Returns whether the status is 404 Not Found.
            pub fn is_not_found(&self) -> bool {
                self.has_status(404..=404)
            }

            /// Returns whether the status is 409 Conflict: the request conflicts with the state of the resource.
            pub fn is_conflict(&self) -> bool {
                self.has_status(409..=409)
            }

            /// Returns whether the status is 410 Gone.
            pub fn is_gone(&self) -> bool {
                self.has_status(410..=410)
            }

            /// Returns whether the status is 412 Precondition Failed, the response to a conditional request.
            pub fn is_precondition_failed(&self) -> bool {
                self.has_status(412..=412)
            }

            /// Returns whether the status is 422 Unprocessable Content: the service does not accept the content.
            pub fn is_unprocessable(&self) -> bool {
                self.has_status(422..=422)
            }

            /// Returns whether the status is an error of the server: 500 to 599.
            pub fn is_server_error(&self) -> bool {
                self.has_status(500..=599)
            }

            /// Returns whether the status is 503 Service Unavailable.
            pub fn is_unavailable(&self) -> bool {
                self.has_status(503..=503)
            }

            fn has_status(&self, range: std::ops::RangeInclusive<u16>) -> bool {
                self.received().is_some_and(|parts| range.contains(&parts.status.as_u16()))
            }
        }
    };
}

pub(super) use response_accessors;

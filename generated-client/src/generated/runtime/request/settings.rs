// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The settings that the request types of all operations have in common.

/// Implements a request type, which is a tuple struct of a `RequestBuilder`.
///
/// The settings are named in alphabetical order. A setting has another name if the operation has a parameter of its
/// name, since the names of the document take precedence.
#[allow(unused_macros, reason = "an API may have no operations")]
macro_rules! impl_request {
    ($request:ident) => {
        $crate::runtime::impl_request!(
            $request,
            extra,
            header,
            idempotent,
            json_body,
            multipart_body,
            query,
            raw_body,
            retry,
            server,
            timeout
        );
    };
    (
        $request:ident,
        $extra:ident,
        $header:ident,
        $idempotent:ident,
        $json_body:ident,
        $multipart_body:ident,
        $query:ident,
        $raw_body:ident,
        $retry:ident,
        $server:ident,
        $timeout:ident
    ) => {
        impl $request {
            /// Adds a member to the JSON object of the body, even if the API does not declare it. It replaces a member
            /// of the same name.
            ///
            /// Sending the request fails if its body is not a JSON object.
            pub fn $extra(mut self, name: impl Into<String>, value: impl Into<$crate::runtime::json::Value>) -> Self {
                self.0.add_extra(name.into(), value.into());
                self
            }

            /// Sets a header, even if the API does not declare it. It replaces an existing one of the same name, but
            /// never a credential.
            pub fn $header(
                mut self,
                name: impl TryInto<$crate::runtime::HeaderName>,
                value: impl TryInto<$crate::runtime::HeaderValue>,
            ) -> Self {
                self.0.set_header(name.try_into().ok(), value.try_into().ok());
                self
            }

            /// Sets whether the request has the same effect if it is sent twice, so that it may be retried after a failure.
            /// By default, this depends on the HTTP method and on an idempotency key:
            /// [`RetryPolicy`](crate::runtime::RetryPolicy) has the rules.
            pub fn $idempotent(mut self, idempotent: bool) -> Self {
                self.0.idempotent = Some(idempotent);
                self
            }

            /// Sets the body to any value as JSON. It replaces the body, and the media type unless that is JSON
            /// already.
            pub fn $json_body<T: ::serde::Serialize + ?Sized>(mut self, value: &T) -> Self {
                self.0.any_json_body($crate::runtime::json::Value::from_serialize(value));
                self
            }

            /// Sets the body to a multipart body, even if the API does not declare one. It replaces the body and the
            /// media type.
            pub fn $multipart_body(mut self, body: $crate::runtime::Multipart) -> Self {
                self.0.multipart_body(body);
                self
            }

            /// Adds a query parameter, even if the API does not declare it. The name and the value are percent-encoded.
            pub fn $query(mut self, name: impl AsRef<str>, value: impl ::core::fmt::Display) -> Self {
                self.0.add_query(name.as_ref(), &value.to_string());
                self
            }

            /// Sets the body to bytes, text or a stream of a media type, even if the API does not declare it. It replaces
            /// the body and the media type.
            pub fn $raw_body(mut self, content_type: impl AsRef<str>, body: impl Into<$crate::runtime::Body>) -> Self {
                self.0.raw_body(content_type.as_ref(), body.into());
                self
            }

            /// Sets when this request is sent again. It replaces the policy of the client;
            /// [`RetryPolicy::none`](crate::runtime::RetryPolicy::none) turns retries off.
            pub fn $retry(mut self, policy: $crate::runtime::RetryPolicy) -> Self {
                self.0.retry = Some(policy);
                self
            }

            /// Sets the server of this request. It replaces the client's server and an operation-level server.
            pub fn $server(mut self, server: impl Into<$crate::runtime::ServerUrl>) -> Self {
                self.0.server_override = Some(server.into().0);
                self
            }

            /// Sets the timeout of this call, with all its attempts and the waits between them.
            /// [`Timeouts`](crate::runtime::Timeouts) sets the timeout of an attempt too. It replaces those timeouts of
            /// the client that it sets.
            pub fn $timeout(mut self, timeout: impl Into<$crate::runtime::Timeouts>) -> Self {
                self.0.timeouts = timeout.into().or(self.0.timeouts);
                self
            }
        }

        impl $crate::runtime::IntoBuilder for $request {
            fn into_builder(self) -> $crate::runtime::RequestBuilder {
                self.0
            }
        }

        $crate::runtime::impl_send!($request);
    };
}

#[allow(unused_imports, reason = "an API may have no operations")]
pub(crate) use impl_request;

//! Sending a request of any operation.

/// Implements how a request type is sent.
#[allow(unused_macros, reason = "an API may have no operations")]
macro_rules! impl_send {
    ($request:ident) => {
        impl $request {
            /// Sends the request, and returns the response with its status and headers. Awaiting the request itself
            /// returns only the body.
            ///
            /// # Errors
            ///
            /// Returns [`Error::Api`](crate::runtime::Error::Api) for an error response of the API, and another
            /// [`Error`](crate::runtime::Error) if the call fails.
            pub fn send(self) -> $crate::runtime::ResponseFuture<Self> {
                $crate::runtime::ResponseFuture::new(self.0)
            }
        }

        #[cfg(feature = "blocking")]
        impl $request {
            /// Sends the request, waits for the response, and returns its body. It is for programs without an
            /// asynchronous runtime; others await the request.
            ///
            /// # Errors
            ///
            /// Returns the errors of [`send`](Self::send).
            pub fn blocking(
                self,
            ) -> Result<
                <Self as $crate::runtime::Operation>::Output,
                $crate::runtime::Error<<Self as $crate::runtime::Operation>::Error>,
            > {
                Ok(self.send_blocking()?.into_body())
            }

            /// Sends the request, waits for the response, and returns it with its status and headers.
            ///
            /// # Errors
            ///
            /// Returns the errors of [`send`](Self::send).
            pub fn send_blocking(
                self,
            ) -> Result<
                $crate::runtime::Response<<Self as $crate::runtime::Operation>::Output>,
                $crate::runtime::Error<<Self as $crate::runtime::Operation>::Error>,
            > {
                $crate::runtime::blocking::block_on(self.send())?
            }
        }

        impl ::core::future::IntoFuture for $request {
            type IntoFuture = $crate::runtime::OutputFuture<Self>;
            type Output = Result<
                <Self as $crate::runtime::Operation>::Output,
                $crate::runtime::Error<<Self as $crate::runtime::Operation>::Error>,
            >;

            fn into_future(self) -> Self::IntoFuture {
                $crate::runtime::OutputFuture::new(self.0)
            }
        }
    };
}

#[allow(unused_imports, reason = "an API may have no operations")]
pub(crate) use impl_send;

//! The setting of the request types whose responses may be streams of events.

/// Implements the setting for a request type. Its name is another one if the operation has a parameter of that name.
#[allow(unused_macros, reason = "an API may have no operation with events alone")]
macro_rules! impl_reconnect {
    ($request:ident, $reconnect:ident) => {
        impl $request {
            /// Sets when the stream of events reconnects. Without it, the stream ends when the connection is lost.
            ///
            /// Sending the request fails if its body is a stream.
            pub fn $reconnect(mut self, reconnect: $crate::runtime::Reconnect) -> Self {
                self.0.reconnect = Some(reconnect);
                self
            }
        }
    };
}

#[allow(unused_imports, reason = "an API may have no operation with events alone")]
pub(crate) use impl_reconnect;

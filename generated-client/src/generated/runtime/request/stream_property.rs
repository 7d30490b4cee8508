// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The property of a request body that selects a stream of events.

use super::RequestBuilder;
use crate::runtime::Body;
use crate::runtime::json::{Tree, from_slice, tree_text};

impl RequestBuilder {
    /// Sets the property that selects a stream, once: the first call decides.
    ///
    /// Without a stream, only a `true` is replaced, so that the body is sent as the caller made it.
    pub(super) fn select_stream(&mut self, is_streamed: bool) {
        let Some(property) = self.stream_property.take() else { return };
        if let Some(multipart) = &mut self.multipart {
            if multipart.remove(property) || is_streamed {
                // A boolean always has a text.
                let _ = multipart.add_field(property, None, &Tree::Bool(is_streamed));
            }
            return;
        }
        let body = self.body.as_ref().map_or(Some(&b"{}"[..]), |body| body.as_bytes().map(AsRef::as_ref));
        // Most bodies do not have the property, and are not parsed.
        // `windows` panics for a length of 0. The generator never names an empty property.
        let length = property.len().max(1);
        let has_name = |body: &&[u8]| body.windows(length).any(|text| text == property.as_bytes());
        let body = body.filter(|body| is_streamed || has_name(body));
        let Some(Ok(Tree::Object(mut members))) = body.map(from_slice) else { return };
        let wanted = Tree::Bool(is_streamed);
        match members.iter_mut().find(|(name, _)| name == property) {
            Some((_, value)) if is_streamed || *value == Tree::Bool(true) => *value = wanted,
            None if is_streamed => members.push((property.into(), wanted)),
            _ => return,
        }
        let Ok(text) = tree_text(&Tree::Object(members)) else { return };
        match self.body {
            Some(_) => self.body = Some(Body::from(text)),
            None => self.bytes_body("application/json", text),
        }
    }
}

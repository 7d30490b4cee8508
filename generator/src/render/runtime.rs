//! The runtime's modules, which are copied into every client.

use std::borrow::Cow;

use super::{GeneratedFile, format};

/// Includes the files of `generator/runtime/src/runtime`. A test compares the list with the folder.
macro_rules! modules {
    ($($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("../../runtime/src/runtime/", $path)))),+]
    };
}

/// The path and the text of each module.
const MODULES: &[(&str, &str)] = modules![
    "blocking.rs",
    "body.rs",
    "client/builder.rs",
    "client/credentials.rs",
    "client/mod.rs",
    "client/server.rs",
    "encode/cookie.rs",
    "encode/form.rs",
    "encode/mod.rs",
    "encode/multipart.rs",
    "encode/part_items.rs",
    "encode/part_positions.rs",
    "encode/percent.rs",
    "encode/query.rs",
    "encode/style.rs",
    "encode/uri_template.rs",
    "error/accessors.rs",
    "error/any.rs",
    "error/api.rs",
    "error/body.rs",
    "error/build.rs",
    "error/details.rs",
    "error/line.rs",
    "error/mod.rs",
    "error/request.rs",
    "error/response.rs",
    "error/transport.rs",
    "exclusive.rs",
    "format/base64.rs",
    "format/mod.rs",
    "iterator.rs",
    "json/convert.rs",
    "json/decimal.rs",
    "json/delegate.rs",
    "json/deserializer.rs",
    "json/discriminator.rs",
    "json/enumeration.rs",
    "json/implementations.rs",
    "json/link.rs",
    "json/locate.rs",
    "json/maybe.rs",
    "json/members.rs",
    "json/mod.rs",
    "json/nulls.rs",
    "json/number.rs",
    "json/object.rs",
    "json/parse.rs",
    "json/pointer.rs",
    "json/read.rs",
    "json/reader.rs",
    "json/scan.rs",
    "json/slot.rs",
    "json/text.rs",
    "json/tree.rs",
    "json/union.rs",
    "json/value.rs",
    "json/writer.rs",
    "json_items.rs",
    "media_type.rs",
    "mod.rs",
    "operation.rs",
    "paginate/link.rs",
    "paginate/mod.rs",
    "platform/javascript.rs",
    "platform/mod.rs",
    "platform/native.rs",
    "platform/timer.rs",
    "rate_limit/gate.rs",
    "rate_limit/mod.rs",
    "request/builder.rs",
    "request/custom.rs",
    "request/events.rs",
    "request/mod.rs",
    "request/part_positions.rs",
    "request/prepare.rs",
    "request/range.rs",
    "request/reconnect.rs",
    "request/settings.rs",
    "request/stream_property.rs",
    "request/target.rs",
    "response/content.rs",
    "response/decode.rs",
    "response/event.rs",
    "response/events.rs",
    "response/frames.rs",
    "response/header.rs",
    "response/json_stream.rs",
    "response/mod.rs",
    "response/multipart.rs",
    "response/part.rs",
    "response/part_stream.rs",
    "response/raw.rs",
    "response/stream.rs",
    "response_parts.rs",
    "retry/budget.rs",
    "retry/mod.rs",
    "retry/policy.rs",
    "retry/reconnect.rs",
    "send/attempt.rs",
    "send/body.rs",
    "send/custom.rs",
    "send/deadline.rs",
    "send/events.rs",
    "send/future.rs",
    "send/mod.rs",
    "send/reconnect.rs",
    "send/redirect.rs",
    "send/request.rs",
    "send/request_body.rs",
    "send/retry.rs",
    "send/trace.rs",
    "testing/clock.rs",
    "testing/content.rs",
    "testing/difference.rs",
    "testing/expectation.rs",
    "testing/find.rs",
    "testing/mock.rs",
    "testing/mod.rs",
    "testing/origin.rs",
    "testing/pattern.rs",
    "testing/record.rs",
    "testing/recording.rs",
    "testing/redaction.rs",
    "testing/replay.rs",
    "testing/response.rs",
    "testing/script.rs",
    "testing/sent.rs",
    "timeouts.rs",
    "transport/fetch/body.rs",
    "transport/fetch/mod.rs",
    "transport/fetch/request.rs",
    "transport/http_body.rs",
    "transport/middleware.rs",
    "transport/mod.rs",
    "transport/reqwest.rs",
    "transport/tower.rs",
    "uuid.rs",
    "webhooks/error.rs",
    "webhooks/event.rs",
    "webhooks/header.rs",
    "webhooks/mod.rs",
    "webhooks/secrets.rs",
];

/// Returns the files of the runtime.
pub(crate) fn files() -> Vec<GeneratedFile> {
    let file = |(path, text): &(&str, &str)| {
        // A checkout may have converted the line endings. The output must be the same on every system. One byte is found faster
        // than two.
        let text = match text.contains('\r') {
            true => Cow::Owned(text.replace("\r\n", "\n")),
            false => Cow::Borrowed(*text),
        };
        GeneratedFile { path: format!("runtime/{path}"), text: format!("{}\n{text}", format::PREAMBLE) }
    };
    MODULES.iter().map(file).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    fn visit(folder: &Path, root: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                visit(&path, root, found);
            } else {
                found.insert(path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"));
            }
        }
    }

    #[test]
    fn every_module_of_the_runtime_is_listed() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src/runtime");
        let mut found = BTreeSet::new();
        visit(&root, &root, &mut found);
        let listed: BTreeSet<String> = MODULES.iter().map(|(path, _)| (*path).to_owned()).collect();
        assert_eq!(listed, found);
    }
}

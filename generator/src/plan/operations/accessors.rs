//! The functions of an enum of successful responses that return the body of each variant.

use crate::plan::docs::generated;
use crate::plan::names::{Case, NAMED, NameRequest, resolve_names};
use crate::rust::{ResponseVariant, VariantAccessors};

/// Plans `as_<variant>` and `into_<variant>` for every variant with a body.
pub(crate) fn plan_accessors(variants: &mut [ResponseVariant]) {
    let request = |prefix: &str, variant: &ResponseVariant| {
        let words = format!("{prefix} {}", variant.name.word());
        NameRequest::of(vec![words.clone()], NAMED, words)
    };
    let with_body = || variants.iter().filter(|variant| variant.body.is_some());
    let requests: Vec<NameRequest> =
        with_body().flat_map(|variant| [request("as", variant), request("into", variant)]).collect();
    let names: Vec<_> =
        resolve_names(&requests, Case::Value, &[]).into_iter().map(|resolved| resolved.identifier).collect();
    let with_body = variants.iter_mut().filter(|variant| variant.body.is_some());
    for (variant, names) in with_body.zip(names.chunks(2)) {
        let [borrowing, consuming] = names else { continue };
        variant.accessors = Some(VariantAccessors {
            borrowing: borrowing.clone(),
            borrowing_docs: generated::borrowing_accessor(&variant.name),
            consuming: consuming.clone(),
            consuming_docs: generated::consuming_accessor(&variant.name),
        });
    }
}

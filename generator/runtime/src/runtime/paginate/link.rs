//! The header `Link` (RFC 8288).

use http::{HeaderMap, header};

/// Returns the target of the first link with the relation `next` (RFC 8288, section 3). A link with an `anchor` is
/// skipped, since its context is another resource (section 3.2).
pub(super) fn next_link(headers: &HeaderMap) -> Option<String> {
    for value in headers.get_all(header::LINK) {
        let text = String::from_utf8_lossy(value.as_bytes());
        let mut rest = text.as_ref();
        while let Some((target, parameters, following)) = split_link(rest) {
            let parameters: Vec<(&str, &str)> = parameters.split(';').filter_map(|text| text.split_once('=')).collect();
            let find = |wanted: &str| {
                let mut named = parameters.iter().filter(|(name, _)| name.trim().eq_ignore_ascii_case(wanted));
                named.next().map(|(_, value)| value.trim().trim_matches('"'))
            };
            let mut relations = find("rel").unwrap_or_default().split_whitespace();
            if relations.any(|relation| relation.eq_ignore_ascii_case("next")) && find("anchor").is_none() {
                return Some(target.to_owned());
            }
            rest = following;
        }
    }
    None
}

/// Returns the target and the parameters of the first link, and the rest of the links.
fn split_link(links: &str) -> Option<(&str, &str, &str)> {
    let (_, rest) = links.split_once('<')?;
    let (target, rest) = rest.split_once('>')?;
    // The parameters of a link end where the next link begins.
    let end = rest.find(", <").or_else(|| rest.find(",<")).unwrap_or(rest.len());
    let (parameters, following) = rest.split_at_checked(end)?;
    Some((target, parameters, following))
}

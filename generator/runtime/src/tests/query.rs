//! The query of a request.

use crate::runtime::encode::query::{Pair, Query, join_pairs};

#[test]
fn a_parsed_query_is_rendered_unchanged() {
    for text in ["", "a=1", "a=1&b=2&a=3", "a", "a=&b", "a=b=c", "x%20y=%26"] {
        assert_eq!(Query::parse(text).render(), text);
        assert_eq!(Query::parse(text).is_empty(), text.is_empty());
    }
    assert_eq!(Query::parse("&a=1&&b=2&").render(), "a=1&b=2", "empty pairs are dropped");
}

#[test]
fn a_parameter_that_is_set_again_keeps_its_position() {
    let mut query = Query::default();
    query.set("filter", vec![Pair::new("filter[a]", "1"), Pair::new("filter[b]", "2")]);
    query.set("limit", vec![Pair::new("limit", "3")]);
    query.set("filter", vec![Pair::new("filter[c]", "4")]);
    assert_eq!(query.render(), "filter[c]=4&limit=3");
    query.set("filter", Vec::new());
    assert_eq!(query.render(), "limit=3");
    query.set("limit", Vec::new());
    assert!(query.is_empty());
}

#[test]
fn a_number_is_read_from_the_first_pair() {
    let mut query = Query::default();
    query.set("page", vec![Pair::new("page", "7")]);
    query.set("q", vec![Pair::new("q", "x")]);
    query.set("none", Vec::new());
    let numbers = ["page", "q", "none", "absent"].map(|name| query.number(name));
    assert_eq!(numbers, [Some(7), None, None, None]);
}

#[test]
fn the_names_of_credentials_are_removed() {
    let mut query = Query::parse("key=old&a=1&key2=2");
    let mut secrets = Query::default();
    secrets.push(Pair::new("key", "new"));
    query.remove_names_of(&secrets);
    query.append(secrets);
    assert_eq!(query.render(), "a=1&key2=2&key=new");
}

#[test]
fn pairs_are_joined() {
    assert_eq!(join_pairs(vec![Pair::new("a", "1"), Pair::new("b", "")]), "a=1&b=");
}

//! The public API of a generated client, one line for each item, so that a review sees every change of its shape.
//!
//! The client has groups, pages, events, a union, `Maybe`, errors and features. `support::api` lists its items; the
//! runtime has a snapshot of its own, since it is the same for every client.

use std::path::Path;

use generator::Session;

use crate::support::{self, api};

#[test]
fn the_public_api_is_reviewed() {
    let target = support::target(Path::new("tests/public_api"));
    let generated = Session::run(&generator::Target { name: "ferries".to_owned(), ..target });
    assert_eq!(generated.diagnostics.iter().count(), 0);
    let files = generated.files.unwrap();
    let listing = api::list(files.iter().map(|file| (file.path.as_str(), file.text.as_str())));
    let (runtime, client): (Vec<&api::Line>, Vec<&api::Line>) =
        listing.iter().partition(|line| line.module.first().is_some_and(|module| module == "runtime"));
    let text = |lines: Vec<&api::Line>| lines.into_iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!("client", text(client));
    insta::assert_snapshot!("runtime", text(runtime));
}

#[test]
fn private_items_are_not_listed() {
    let files = [
        ("mod.rs", "pub mod open;\nmod closed;\npub use closed::Shown as Renamed;\npub use other::Foreign;"),
        ("open.rs", "pub fn f(a: u8) -> u8 { a }\npub(crate) fn g() {}\nfn h() {}\n#[doc(hidden)] pub fn i() {}"),
        (
            "closed.rs",
            "#[derive(Clone)] pub struct Shown { pub a: u8, b: u8 }\npub struct Hidden;\ntrait Private {}\n\
             impl Shown { pub fn a(&self) -> u8 { self.a }\nfn b(&self) {} }\nimpl Private for Shown {}\n\
             impl From<u8> for Shown { fn from(a: u8) -> Self { Self { a, b: a } } }\nimpl From<u8> for Hidden {}\n\
             macro_rules! shout { ($name:ident) => { impl $name { pub fn shout(&self) {} } } }\nshout!(Shown);",
        ),
    ];
    let lines: Vec<String> = api::list(files).into_iter().map(|line| line.text).collect();
    assert_eq!(
        lines,
        [
            "pub use other::Foreign",
            "pub struct Renamed: #[derive(Clone)]",
            "    pub a: u8",
            "    // private fields",
            "    pub fn a(&self) -> u8",
            "    impl From<u8> for Shown",
            "    shout!(Shown)",
            "pub mod open",
            "pub fn open::f(a: u8) -> u8",
            "macro shout!",
            "    impl name: pub fn shout(&self)",
        ]
    );
}

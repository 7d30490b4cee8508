//! The examples on the pages of the diagnostic codes.

use std::collections::BTreeSet;

use generator::config::NewCrate;
use generator::diagnostic::{EXPLANATIONS, render};
use generator::{Session, Target};

/// Returns the blocks of a page with an info string.
fn blocks(page: &str, info: &str) -> Vec<String> {
    let start = format!("```{info}\n");
    let blocks = page.split(&start).skip(1);
    blocks.map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// Returns the codes that a document reports, and the rendered diagnostics.
fn lint(text: &str) -> (BTreeSet<String>, String) {
    let mut document = String::new();
    for (key, line) in [
        ("openapi:", "openapi: 3.1.0\n"),
        ("info:", "info: {title: Pets, version: \"1\"}\n"),
        ("paths:", "paths: {}\n"),
    ] {
        let is_whole = text.to_lowercase().starts_with("openapi:");
        if !is_whole && !text.lines().any(|found| found.starts_with(key)) {
            document.push_str(line);
        }
    }
    document.push_str(text);
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("spec.yaml");
    std::fs::write(&spec, document).unwrap();
    let target = Target { new_crate: Some(NewCrate::default()), ..Target::for_spec(spec, "client") };
    let session = Session::lint(&target);
    let codes = session.diagnostics.iter().map(|found| found.code.name().to_owned()).collect();
    let rendered = session.diagnostics.iter().map(|found| render(found, &session.sources, false)).collect();
    (codes, rendered)
}

#[test]
fn an_example_reports_its_code_alone() {
    let mut examples = 0;
    let mut wrong = Vec::new();
    for explanation in EXPLANATIONS {
        let name = explanation.code.name();
        let page = explanation.page;
        for block in blocks(page, "yaml example") {
            examples += 1;
            let (codes, rendered) = lint(&block);
            if codes != BTreeSet::from([name.to_owned()]) {
                wrong.push(format!("{name}: {codes:?}\n{block}\n{rendered}"));
            }
        }
        for block in blocks(page, "yaml fixed") {
            let (codes, rendered) = lint(&block);
            if !codes.is_empty() {
                wrong.push(format!("{name}, fixed: {codes:?}\n{block}\n{rendered}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(examples > 30, "{examples}");
}

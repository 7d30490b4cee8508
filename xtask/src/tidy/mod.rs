//! `cargo xtask tidy`: checks the project's own rules.
//!
//! Each rule is a function from the project's files to a list of violations. A test seeds a violation of each rule.

mod imports;
mod rules;
mod tree;
mod visibility;
mod words;

use std::path::Path;
use std::process::ExitCode;

pub(crate) fn run(root: &Path) -> ExitCode {
    let tree = match tree::Tree::read(root) {
        Ok(tree) => tree,
        Err(error) => {
            eprintln!("error: the project can't be read: {error}");
            return ExitCode::from(2);
        }
    };
    let violations: Vec<String> = rules::RULES.iter().flat_map(|rule| rule(&tree)).collect();
    for violation in &violations {
        println!("{violation}");
    }
    if violations.is_empty() {
        println!("tidy: {} rules pass for {} files", rules::RULES.len(), tree.files.len());
        ExitCode::SUCCESS
    } else {
        println!("tidy: {} violations", violations.len());
        ExitCode::FAILURE
    }
}

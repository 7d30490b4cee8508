//! `cargo xtask tidy`: the rules of the project that a program can check.
//!
//! Each rule is a function from the project's files to what breaks it, and a test seeds a violation for each.

mod imports;
mod rules;
mod tree;

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
        println!("tidy: {} rules hold for {} files", rules::RULES.len(), tree.files.len());
        ExitCode::SUCCESS
    } else {
        println!("tidy: {} violations", violations.len());
        ExitCode::FAILURE
    }
}

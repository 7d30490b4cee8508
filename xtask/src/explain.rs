//! `cargo xtask explain`: what a diagnostic code means, and what to do about it.

use std::process::ExitCode;

use clap::Args;
use generator::diagnostic::{EXPLANATIONS, Explanation, visible};

#[derive(Args)]
pub(crate) struct Arguments {
    /// The code, such as `ref-not-found`. Default: all codes.
    code: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let is_asked = |explanation: &&Explanation| {
        arguments.code.as_deref().is_none_or(|code| explanation.code.name() == code.trim())
    };
    let asked: Vec<String> = EXPLANATIONS.iter().filter(is_asked).map(text).collect();
    if let (true, Some(code)) = (asked.is_empty(), &arguments.code) {
        eprintln!("error: `{}` is not a diagnostic code: `cargo xtask explain` lists all codes", visible(code));
        return ExitCode::from(2);
    }
    print!("{}", asked.join("\n"));
    ExitCode::SUCCESS
}

fn text(explanation: &Explanation) -> String {
    format!("{}\n    {}\n    {}\n", explanation.code, explanation.meaning, explanation.remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_is_explained_by_its_meaning_and_its_remedy() {
        let names: std::collections::BTreeSet<&str> =
            EXPLANATIONS.iter().map(|explanation| explanation.code.name()).collect();
        assert_eq!(names.len(), EXPLANATIONS.len(), "two codes have one name");
        for explanation in EXPLANATIONS {
            for sentence in [explanation.meaning, explanation.remedy] {
                assert!(sentence.starts_with(char::is_uppercase) && sentence.ends_with('.'), "{sentence}");
            }
            assert_eq!(text(explanation).lines().count(), 3);
        }
    }
}

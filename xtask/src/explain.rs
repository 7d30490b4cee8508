//! `cargo xtask explain`: what a diagnostic code means, and what to do about it.

use std::process::ExitCode;

use clap::Args;
use generator::diagnostic::{Code, EXPLANATIONS, Explanation, closest_code, index, visible};

use crate::stdout::print;

#[derive(Args)]
pub(crate) struct Arguments {
    /// The code, such as `ref-not-found`. Default: a list of all codes.
    code: Option<String>,
    /// Print the page of every code.
    #[arg(long, conflicts_with = "code")]
    all: bool,
    /// Print the list of codes in Markdown, with a link to each page.
    #[arg(long, conflicts_with_all = ["code", "all"])]
    index: bool,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match &arguments.code {
        Some(code) => explain(code),
        None if arguments.all => {
            print(&EXPLANATIONS.iter().map(|explanation| explanation.page).collect::<Vec<_>>().join("\n"));
            ExitCode::SUCCESS
        }
        None if arguments.index => {
            print(&index());
            ExitCode::SUCCESS
        }
        None => {
            print(&EXPLANATIONS.iter().map(text).collect::<Vec<_>>().join("\n"));
            ExitCode::SUCCESS
        }
    }
}

/// Prints the page of a code.
pub(crate) fn explain(name: &str) -> ExitCode {
    let code = Code::parse(name.trim());
    if let Some(explanation) = EXPLANATIONS.iter().find(|explanation| Some(explanation.code) == code) {
        print(explanation.page);
        return ExitCode::SUCCESS;
    }
    let help = match closest_code(name) {
        Some(code) => format!("the closest code is `{code}`"),
        None => "`cargo xtask explain` lists all codes".to_owned(),
    };
    eprintln!("error: `{}` is not a diagnostic code: {help}", visible(name));
    ExitCode::from(2)
}

fn text(explanation: &Explanation) -> String {
    format!("{}\n    {}\n    {}\n", explanation.code, explanation.meaning, explanation.remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_is_explained_by_its_meaning_and_its_remedy() {
        for explanation in EXPLANATIONS {
            assert_eq!(text(explanation).lines().count(), 3);
            assert!(explanation.page.contains(explanation.code.name()));
        }
    }
}

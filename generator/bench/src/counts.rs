//! Instructions, counted by callgrind: of reading and writing JSON and of a call, beside what one would write by hand, and of
//! generating clients.

use std::collections::BTreeMap;
use std::process::Command;

use serde::{Deserialize, Serialize};

use crate::programs::{self, Counter, Server, count, is_installed};
use crate::results::{Results, Row};

/// How much more than its bound a count may be.
const TOLERANCE: f64 = 1.05;

/// The counts of a compiler: another one makes other code.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Bounds {
    /// The version of the compiler.
    rustc: String,
    /// The instructions of each piece of work.
    instructions: BTreeMap<String, u64>,
}

/// The fixtures that are generated.
const FIXTURES: [&str; 3] = ["all_of", "pagination", "union_objects"];

/// The shapes of JSON that are read and written.
const SHAPES: [&str; 3] = ["structs", "shuffled", "unions"];

/// Compares the counts with the bounds, or writes them.
pub(crate) fn run(bless: bool) -> Result<(), String> {
    if !is_installed() {
        return Err("valgrind is not installed".to_owned());
    }
    let ours = programs::own("json")?;
    let mut instructions = BTreeMap::new();
    for shape in SHAPES {
        for work in ["decode", "encode"] {
            instructions.insert(format!("{work} {shape}"), count(Counter::Instructions, &ours, &[work, shape])?);
        }
    }
    let ours = programs::own("call")?;
    let server = Server::start(&ours)?;
    instructions.insert("call".to_owned(), count(Counter::Instructions, &ours, &[server.url()])?);
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    for fixture in FIXTURES {
        let spec = crate::workspace()?.join("generator/tests/fixtures").join(fixture).join("spec.yaml");
        let count = count(Counter::Instructions, &program, &["repeat", &spec.display().to_string()])?;
        instructions.insert(format!("generate {fixture}"), count);
    }
    let counted = Bounds { rustc: rustc_version()?, instructions };
    let path = crate::package().join("bounds.toml");
    if bless {
        let text = toml::to_string(&counted).map_err(|error| error.to_string())?;
        return std::fs::write(&path, text).map_err(|error| format!("`{}`: {error}", path.display()));
    }
    let text = std::fs::read_to_string(&path).map_err(|error| format!("`{}`: {error}", path.display()))?;
    let bounds: Bounds = toml::from_str(&text).map_err(|error| format!("`{}`: {error}", path.display()))?;
    compare(&bounds, &counted)
}

/// Prints the counts beside their bounds. A count that is too large is an error.
fn compare(bounds: &Bounds, counted: &Bounds) -> Result<(), String> {
    if bounds.rustc != counted.rustc {
        println!("the bounds are those of {}, and this is {}: they are not compared", bounds.rustc, counted.rustc);
        return Ok(());
    }
    let mut exceeded = Vec::new();
    for (work, count) in &counted.instructions {
        let Some(bound) = bounds.instructions.get(work) else {
            exceeded.push(format!("`{work}` has no bound"));
            continue;
        };
        let ratio = float(*count) / float(*bound);
        println!("{work:<24} {count:>12} instructions, {ratio:.3} times the bound");
        if ratio > TOLERANCE {
            exceeded.push(format!("`{work}` takes {count} instructions, and its bound is {bound}"));
        }
    }
    if exceeded.is_empty() {
        return Ok(());
    }
    let help = "if this is worth it, write new bounds with `cargo xtask bench counts --bless`";
    Err(format!("{}\n{help}", exceeded.join("\n")))
}

/// Counts what reading and writing JSON and a call take, beside what one would write by hand.
pub(crate) fn measure(results: &mut Results) -> Result<(), String> {
    if !is_installed() {
        println!("valgrind is not installed: no instructions are counted");
        return Ok(());
    }
    let (ours, derived) = (programs::own("json")?, programs::baseline("json")?);
    for shape in SHAPES {
        for work in ["decode", "encode"] {
            let own = float(count(Counter::Instructions, &ours, &[work, shape])?);
            let baseline = float(count(Counter::Instructions, &derived, &[work, shape])?);
            let baseline = ("derived serde", &[baseline][..]);
            results.rows.push(Row::new((work, "instructions"), (shape, 0, false), &[own], baseline));
        }
    }
    let (ours, derived) = (programs::own("call")?, programs::baseline("call")?);
    let server = Server::start(&ours)?;
    for (counter, unit) in [(Counter::Instructions, "instructions"), (Counter::Allocations, "allocations")] {
        let own = float(count(counter, &ours, &[server.url()])?);
        let baseline = float(count(counter, &derived, &[server.url()])?);
        let baseline = ("reqwest and derived serde", &[baseline][..]);
        results.rows.push(Row::new(("call", unit), ("a page over loopback", 0, false), &[own], baseline));
    }
    Ok(())
}

fn rustc_version() -> Result<String, String> {
    let output = Command::new("rustc").arg("--version").output().map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[expect(clippy::cast_precision_loss, reason = "counts have fewer bits than the mantissa")]
fn float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(rustc: &str, count: u64) -> Bounds {
        Bounds { rustc: rustc.to_owned(), instructions: BTreeMap::from([("decode structs".to_owned(), count)]) }
    }

    #[test]
    fn a_count_may_exceed_its_bound_by_a_twentieth() {
        assert_eq!(compare(&bounds("a", 1000), &bounds("a", 1049)), Ok(()));
        assert_eq!(compare(&bounds("a", 1000), &bounds("a", 10)), Ok(()));
        let error = compare(&bounds("a", 1000), &bounds("a", 1051)).unwrap_err();
        assert!(error.starts_with("`decode structs` takes 1051 instructions, and its bound is 1000"), "{error}");
        assert_eq!(compare(&bounds("a", 1000), &bounds("b", 2000)), Ok(()), "another compiler");
        let error = compare(&Bounds { rustc: "a".to_owned(), ..Bounds::default() }, &bounds("a", 1)).unwrap_err();
        assert!(error.starts_with("`decode structs` has no bound"), "{error}");
    }
}

//! Instructions, counted by callgrind: of reading and writing JSON beside derived serde, and of generating clients.
//!
//! The program runs a piece of work once, and several times. The difference is the work without the start of the program.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

use crate::builds::client;
use crate::results::{Results, Row};

/// How many times the smaller number of runs the larger one is, without the first.
const REPEATS: u64 = 10;

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
    let (ours, _) = json_programs()?;
    let mut instructions = BTreeMap::new();
    for shape in SHAPES {
        for work in ["decode", "encode"] {
            instructions.insert(format!("{work} {shape}"), count(&ours, &[work, shape])?);
        }
    }
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    for fixture in FIXTURES {
        let spec = crate::workspace()?.join("generator/tests/fixtures").join(fixture).join("spec.yaml");
        let count = count(&program, &["repeat", &spec.display().to_string()])?;
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

/// Counts the instructions of reading and writing JSON, beside those of derived serde.
pub(crate) fn measure(results: &mut Results) -> Result<(), String> {
    if !is_installed() {
        println!("valgrind is not installed: no instructions are counted");
        return Ok(());
    }
    let (ours, serde) = json_programs()?;
    for shape in SHAPES {
        for work in ["decode", "encode"] {
            let counts = [&ours, &serde].map(|program| count(program, &[work, shape]).map(float));
            let [own, baseline] = counts;
            let baseline = ("derived serde", &[baseline?][..]);
            results.rows.push(Row::new((work, "instructions"), (shape, 0, false), &[own?], baseline));
        }
    }
    Ok(())
}

fn is_installed() -> bool {
    Command::new("valgrind").arg("--version").stdout(Stdio::null()).status().is_ok()
}

/// Returns the instructions of a piece of work that a program does as often as its last argument says.
fn count(program: &Path, arguments: &[&str]) -> Result<u64, String> {
    let once = count_of(program, arguments, 1)?;
    let often = count_of(program, arguments, REPEATS + 1)?;
    Ok(often.saturating_sub(once) / REPEATS)
}

fn count_of(program: &Path, arguments: &[&str], times: u64) -> Result<u64, String> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(arguments)
        .arg(times.to_string())
        .output()
        .map_err(|error| format!("valgrind does not start: {error}"))?;
    let text = String::from_utf8_lossy(&output.stderr);
    let collected = text.lines().find_map(|line| line.split_once("Collected : "));
    let count = collected.and_then(|(_, count)| count.trim().parse().ok());
    count.filter(|_| output.status.success()).ok_or_else(|| format!("`{}` failed: {text}", program.display()))
}

/// Builds the programs that read and write JSON: with the types of a client, and with derived serde.
fn json_programs() -> Result<(PathBuf, PathBuf), String> {
    let scratch = crate::scratch()?;
    let programs = crate::package().join("programs");
    client(&scratch, "json-client", &programs.join("json.yaml"))?;
    let folder = scratch.join("json");
    for file in ["json.toml", "json.rs"] {
        let target = folder.join(if file == "json.toml" { "Cargo.toml" } else { "src/main.rs" });
        let text = std::fs::read_to_string(programs.join(file)).map_err(|error| format!("`{file}`: {error}"))?;
        write(&target, &text)?;
    }
    let lock = std::fs::read_to_string(crate::workspace()?.join("Cargo.lock")).map_err(|error| error.to_string())?;
    write(&folder.join("Cargo.lock"), &lock)?;
    for feature in ["ours", "derived"] {
        build(&folder, &["--features", feature, "--target-dir", feature])?;
    }
    let program = |name: &str| folder.join(name).join("release/json");
    Ok((program("ours"), program("derived")))
}

fn build(folder: &Path, arguments: &[&str]) -> Result<(), String> {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--release", "--quiet", "--offline"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .map_err(|error| error.to_string())?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("`{}`: {error}", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    std::fs::write(path, text).map_err(failed)
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

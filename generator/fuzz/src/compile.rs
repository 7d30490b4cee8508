//! Compiles some of the clients of a run, as members of one workspace.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use generator::output::{OsFs, scaffold, write};
use generator::{Session, Target};

use crate::check::Options as Document;
use crate::corpus::Original;
use crate::mutate::mutate;
use crate::random::Random;
use crate::run::Options;

/// Compiles some of the clients, spread evenly over the run, and prints the result. Returns `true` if all of them compile.
///
/// # Errors
///
/// Returns a message if a client can't be written, or if cargo can't be run.
pub fn compile(originals: &[Original], options: &Options, generated: &[u64]) -> Result<bool, String> {
    let begin = Instant::now();
    let workspace = std::path::absolute(options.out.join("clients")).map_err(|error| error.to_string())?;
    let _ = std::fs::remove_dir_all(&workspace);
    let count = options.compile.min(generated.len());
    let chosen =
        (0..count).filter_map(|index| generated.get(index.saturating_mul(generated.len()).checked_div(count)?));
    let mut members = Vec::new();
    for document in chosen {
        let name = format!("client-{document}");
        write_member(originals, options.seed, *document, &workspace.join(&name), &name)?;
        members.push(format!("{name:?}"));
    }
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
    std::fs::write(workspace.join("Cargo.toml"), manifest).map_err(|error| error.to_string())?;
    // The lock file of the project has versions that are available offline.
    let copied = std::fs::copy(options.root.join("Cargo.lock"), workspace.join("Cargo.lock"));
    copied.map_err(|error| format!("`Cargo.lock` can't be copied: {error}"))?;
    // The build folder of the tests that compile the fixtures, with the same settings: the dependencies are built once.
    let build =
        std::path::absolute(options.root.join("target/tmp/clients-target")).map_err(|error| error.to_string())?;
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["check", "--offline", "--quiet", "--keep-going", "--color", "never", "--message-format", "short"])
        .current_dir(&workspace)
        .env("CARGO_TARGET_DIR", &build)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .map_err(|error| format!("cargo can't be run: {error}"))?;
    let passed = output.status.success();
    print!("{}", String::from_utf8_lossy(&output.stderr));
    let verdict = if passed { "compile" } else { "were compiled, and some FAILED" };
    println!("{count} clients {verdict}, in {:.0} s: `{}`", begin.elapsed().as_secs_f64(), workspace.display());
    Ok(passed)
}

/// Writes the crate of a document, and the document beside it.
fn write_member(originals: &[Original], seed: u64, document: u64, folder: &Path, name: &str) -> Result<(), String> {
    let mutant = mutate(originals, &mut Random::new(seed, document)).ok_or("there are no documents")?;
    let spec = folder.join("spec.yaml");
    let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&spec, &mutant.content));
    written.map_err(|error| format!("`{}` can't be written: {error}", spec.display()))?;
    let target = originals.get(mutant.original).and_then(|original| original.target.as_deref());
    let options = Document { spec: &spec, target, is_new_crate: mutant.is_new_crate, is_repeated: false };
    let target = Target { name: name.to_owned(), output: folder.to_owned(), ..options.target()? };
    let session = Session::run(&target);
    let (Some(files), Some(package)) = (&session.files, &session.package) else {
        return Err(format!("the client of the document {document} was generated before, and now it is not"));
    };
    let written =
        write(&mut OsFs, &folder.join("src/generated"), files).and_then(|_| scaffold(&mut OsFs, folder, package, None));
    written.map_err(|error| error.message)?;
    let manifest = folder.join("Cargo.toml");
    let alone = std::fs::read_to_string(&manifest).map_err(|error| error.to_string())?;
    std::fs::write(&manifest, alone.replace("[workspace]\n", "")).map_err(|error| error.to_string())
}

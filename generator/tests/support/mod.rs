//! Fixtures as targets, and their clients as members of a workspace.

use std::path::Path;

use generator::output::{Disk, scaffold, write};
use generator::source::Sources;
use generator::{Target, generate};

/// The target of a fixture: what stands beside its document, if something does.
pub(crate) fn target(folder: &Path) -> Target {
    let file = folder.join("target.toml");
    match file.is_file() {
        true => Target { output: "client".into(), ..Target::read(&file, &mut Sources::new()).unwrap() },
        false => Target::for_spec(folder.join("spec.yaml"), "client"),
    }
}

/// Generates the client of a fixture as a member of a workspace.
#[allow(dead_code, reason = "not every test that reads fixtures builds them")]
pub(crate) fn write_member(workspace: &Path, folder: &Path, name: &str) {
    let member = workspace.join(name);
    let generated = generate(&Target { name: name.to_owned(), output: member.clone(), ..target(folder) });
    write(&mut Disk, &member.join("src/generated"), &generated.files.unwrap()).unwrap();
    scaffold(&mut Disk, &member, name).unwrap();
    let manifest = member.join("Cargo.toml");
    let alone = std::fs::read_to_string(&manifest).unwrap();
    std::fs::write(&manifest, alone.replace("[workspace]\n", "")).unwrap();
}

//! Writing and checking the output folder: changes, errors and interruptions.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use generator::output::{DriftKind, FileSystem, OsFs, check, ensure_owned, scaffold, write};
use generator::render::GeneratedFile;
use generator::rust::Package;
use generator::{Target, generate};

/// A file system that fails every operation after a number of changes, as if the process was killed.
struct Faulty {
    left: usize,
}

impl Faulty {
    fn change(&mut self, work: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        if self.left == 0 {
            return Err(io::Error::other("the process is gone"));
        }
        self.left -= 1;
        work()
    }
}

impl FileSystem for Faulty {
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        OsFs.read(path)
    }

    fn exists(&self, path: &Path) -> io::Result<bool> {
        OsFs.exists(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        OsFs.list(folder)
    }

    fn create(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        // The last file is written partially.
        if self.left == 1 {
            self.left = 0;
            OsFs.create(path, &bytes[..bytes.len() / 2])?;
            return Err(io::Error::other("the process is gone"));
        }
        self.change(|| OsFs.create(path, bytes))
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.change(|| OsFs.rename(from, to))
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        self.change(|| OsFs.remove(path))
    }

    fn remove_folder(&mut self, folder: &Path) -> io::Result<()> {
        self.change(|| OsFs.remove_folder(folder))
    }

    fn remove_empty_folder(&mut self, folder: &Path) -> io::Result<()> {
        self.change(|| OsFs.remove_empty_folder(folder))
    }
}

const FIRST: &str = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    \
                     Pet: {type: object, properties: {name: {type: string}}}\n    Cat: {type: string}\n";
const SECOND: &str = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    \
                      Pet: {type: object, properties: {age: {type: integer}}}\n    Dog: {type: string}\n";

/// Generates the files for a document, without the runtime's modules.
fn files_for(folder: &Path, text: &str) -> Vec<GeneratedFile> {
    let spec = folder.join("pets.yaml");
    std::fs::write(&spec, text).unwrap();
    let files = generate(&Target::for_spec(spec, folder.join("pets"))).files.unwrap();
    files.into_iter().filter(|file| !file.path.starts_with("runtime/")).collect()
}

/// Returns the contents of a folder, by relative path.
fn contents(folder: &Path) -> BTreeMap<String, String> {
    let read = |path: PathBuf| {
        let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
        (name, std::fs::read_to_string(&path).unwrap())
    };
    OsFs.list(folder).unwrap().into_iter().map(read).collect()
}

fn as_map(files: &[GeneratedFile]) -> BTreeMap<String, String> {
    files.iter().map(|file| (file.path.clone(), file.text.clone())).collect()
}

#[test]
fn the_next_run_recovers_from_an_interruption_at_any_point() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (files_for(folder.path(), FIRST), files_for(folder.path(), SECOND));
    let mut faults = 0;
    for left in 0.. {
        let place = tempfile::tempdir().unwrap();
        let output = place.path().join("src/generated");
        write(&mut OsFs, &output, &old).unwrap();
        let interrupted = write(&mut Faulty { left }, &output, &new);
        let (before, after) = (as_map(&old), as_map(&new));
        for (path, text) in contents(&output) {
            let is_whole = [before.get(&path), after.get(&path)].contains(&Some(&text));
            assert!(is_whole, "after {left} operations `{path}` is neither old nor new");
        }
        write(&mut OsFs, &output, &new).unwrap();
        assert_eq!(contents(&output), after, "after {left} operations and another run");
        let beside: Vec<String> = contents(&place.path().join("src")).into_keys().collect();
        assert!(beside.iter().all(|path| path.starts_with("generated/")), "leftovers: {beside:?}");
        if interrupted.is_ok() {
            break;
        }
        faults += 1;
    }
    assert!(faults > 10, "only {faults} operations were interrupted");
}

#[test]
fn the_first_run_is_done_or_undone_at_any_point() {
    let folder = tempfile::tempdir().unwrap();
    let (files, others) = (files_for(folder.path(), FIRST), files_for(folder.path(), SECOND));
    for next in [&files, &others] {
        let mut faults = 0;
        for left in 0.. {
            let place = tempfile::tempdir().unwrap();
            let output = place.path().join("src/generated");
            let interrupted = write(&mut Faulty { left }, &output, &files);
            // The folder appears as a whole.
            assert!(!output.exists() || contents(&output) == as_map(&files), "after {left} operations");
            write(&mut OsFs, &output, next).unwrap();
            assert_eq!(contents(&output), as_map(next), "after {left} operations and another run");
            let beside: Vec<String> = contents(&place.path().join("src")).into_keys().collect();
            assert!(beside.iter().all(|path| path.starts_with("generated/")), "leftovers: {beside:?}");
            if interrupted.is_ok() {
                break;
            }
            faults += 1;
        }
        assert!(faults > 10, "only {faults} operations were interrupted");
    }
}

/// The next run may also be for the old document.
#[test]
fn a_run_for_another_document_recovers_from_an_interruption_too() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (files_for(folder.path(), FIRST), files_for(folder.path(), SECOND));
    for left in 0..40 {
        let place = tempfile::tempdir().unwrap();
        let output = place.path().join("src/generated");
        write(&mut OsFs, &output, &old).unwrap();
        let _ = write(&mut Faulty { left }, &output, &new);
        write(&mut OsFs, &output, &old).unwrap();
        assert_eq!(contents(&output), as_map(&old), "after {left} operations");
    }
}

#[test]
fn only_changed_files_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("src/generated");
    let (old, new) = (files_for(folder.path(), FIRST), files_for(folder.path(), SECOND));
    let first = write(&mut OsFs, &output, &old).unwrap();
    assert_eq!(first.written.len(), old.len());
    assert_eq!(write(&mut OsFs, &output, &old).unwrap(), Default::default());
    let second = write(&mut OsFs, &output, &new).unwrap();
    assert_eq!(second.written, ["types/dog.rs", "types/mod.rs", "types/pet.rs", "manifest.json"]);
    assert_eq!(second.removed, ["types/cat.rs"]);
    assert_eq!(contents(&output), as_map(&new));
}

#[test]
fn a_modified_file_is_overwritten_and_reported() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("src/generated");
    let files = files_for(folder.path(), FIRST);
    write(&mut OsFs, &output, &files).unwrap();
    std::fs::write(output.join("types/pet.rs"), "// mine\n").unwrap();
    let written = write(&mut OsFs, &output, &files).unwrap();
    assert_eq!(
        (written.written, written.overwritten),
        (vec!["types/pet.rs".to_owned()], vec!["types/pet.rs".to_owned()])
    );
}

#[test]
fn an_untracked_file_is_an_error_before_any_change() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("src/generated");
    let (old, new) = (files_for(folder.path(), FIRST), files_for(folder.path(), SECOND));
    write(&mut OsFs, &output, &old).unwrap();
    std::fs::write(output.join("mine.rs"), "// mine\n").unwrap();
    let before = contents(folder.path());
    let error = write(&mut OsFs, &output, &new).unwrap_err();
    assert!(error.code.name() == "output-occupied" && error.message.contains("mine.rs"), "{}", error.message);
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let files = files_for(folder.path(), FIRST);
    // A file is in the place of a folder: not even the superuser can write below it.
    std::fs::write(folder.path().join("src"), "").unwrap();
    let error = write(&mut OsFs, &folder.path().join("src/generated"), &files).unwrap_err();
    assert_eq!(error.code.name(), "output-unwritable");
}

#[test]
fn every_drift_has_its_kind() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("src/generated");
    let (old, new) = (files_for(folder.path(), FIRST), files_for(folder.path(), SECOND));
    write(&mut OsFs, &output, &old).unwrap();
    let drifts = |files: &[GeneratedFile]| -> Vec<(String, DriftKind)> {
        check(&OsFs, &output, files).unwrap().into_iter().map(|drift| (drift.path, drift.kind)).collect()
    };
    let named = |path: &str, kind| (path.to_owned(), kind);
    assert_eq!(drifts(&old), []);
    let before = contents(folder.path());
    let expected = [
        named("types/dog.rs", DriftKind::Missing),
        named("types/mod.rs", DriftKind::Stale),
        named("types/pet.rs", DriftKind::Stale),
        named("manifest.json", DriftKind::Stale),
        named("types/cat.rs", DriftKind::Orphaned),
    ];
    assert_eq!(drifts(&new), expected, "the document has changed");
    assert_eq!(contents(folder.path()), before, "nothing is written");

    std::fs::write(output.join("mine.rs"), "").unwrap();
    std::fs::remove_file(output.join("types/cat.rs")).unwrap();
    let edited = std::fs::read_to_string(output.join("client.rs")).unwrap() + " ";
    std::fs::write(output.join("client.rs"), edited).unwrap();
    let expected = [
        named("client.rs", DriftKind::Modified),
        named("types/cat.rs", DriftKind::Missing),
        named("mine.rs", DriftKind::Untracked),
    ];
    assert_eq!(drifts(&old), expected);
    let manifest = std::fs::read_to_string(output.join("manifest.json")).unwrap();
    std::fs::write(output.join("manifest.json"), manifest.replacen('0', "1", 1)).unwrap();
    assert!(drifts(&old).contains(&named("manifest.json", DriftKind::Modified)));
}

#[test]
fn a_drift_is_shown_as_a_diff() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("src/generated");
    let (old, new) = (files_for(folder.path(), FIRST), files_for(folder.path(), SECOND));
    write(&mut OsFs, &output, &old).unwrap();
    let drifts = check(&OsFs, &output, &new).unwrap();
    let pet = drifts.iter().find(|drift| drift.path == "types/pet.rs").unwrap();
    assert!(pet.diff.contains("-    pub name: Option<String>,\n+    pub age: Option<i64>,"), "{}", pet.diff);
}

#[test]
fn a_crate_is_scaffolded_once_in_an_empty_folder() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("pets");
    ensure_owned(&OsFs, &place, &[]).unwrap();
    write(&mut OsFs, &place.join("src/generated"), &files_for(folder.path(), FIRST)).unwrap();
    scaffold(&mut OsFs, &place, &Package::new("pets"), None).unwrap();
    std::fs::write(place.join("src/lib.rs"), "// mine\n").unwrap();
    ensure_owned(&OsFs, &place, &[]).unwrap();
    scaffold(&mut OsFs, &place, &Package::new("pets"), None).unwrap();
    assert_eq!(std::fs::read_to_string(place.join("src/lib.rs")).unwrap(), "// mine\n");

    let occupied = folder.path().join("occupied");
    std::fs::create_dir(&occupied).unwrap();
    std::fs::write(occupied.join("thesis.txt"), "years of work").unwrap();
    assert_eq!(ensure_owned(&OsFs, &occupied, &[]).unwrap_err().code.name(), "output-occupied");

    let interrupted = folder.path().join("interrupted");
    let files = files_for(folder.path(), FIRST);
    write(&mut Faulty { left: 3 }, &interrupted.join("src/generated"), &files).unwrap_err();
    ensure_owned(&OsFs, &interrupted, &[]).unwrap();
}

#[test]
fn the_output_does_not_depend_on_the_location_of_the_document() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    assert_eq!(files_for(here.path(), FIRST), files_for(there.path(), FIRST));
}

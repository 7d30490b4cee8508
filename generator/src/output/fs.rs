//! File operations behind a trait, so that a test can make any of them fail.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::source::{ReadFailure, read_regular};

/// The file operations that writing a client needs.
pub trait FileSystem {
    /// Returns the contents of a file, or `None` if it does not exist.
    ///
    /// # Errors
    ///
    /// Returns the error of the operating system.
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>>;

    /// Returns whether there is a file or a folder.
    ///
    /// # Errors
    ///
    /// Returns the error of the operating system.
    fn exists(&self, path: &Path) -> io::Result<bool>;

    /// Returns the files below a folder, sorted. The list is empty if the folder does not exist.
    ///
    /// # Errors
    ///
    /// Returns the error of the operating system.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;

    /// Writes a new file and creates its parent folders. The file is not synced: renaming whole files is enough if the
    /// process is killed, and after a power failure the generator can run again.
    ///
    /// # Errors
    ///
    /// Returns the error of the operating system.
    fn create(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Renames a file atomically, replaces an existing one, and creates its parent folders. Renames a folder to a path at which
    /// there is nothing.
    ///
    /// # Errors
    ///
    /// Returns the error of the operating system.
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file. A missing one is not an error.
    ///
    /// # Errors
    ///
    /// Returns the error of the operating system.
    fn remove(&mut self, path: &Path) -> io::Result<()>;

    /// Removes a folder with its contents. A missing one is not an error.
    ///
    /// # Errors
    ///
    /// Returns the error of the operating system.
    fn remove_folder(&mut self, folder: &Path) -> io::Result<()>;

    /// Removes a folder if it is empty.
    ///
    /// # Errors
    ///
    /// Returns the error of the operating system.
    fn remove_empty_folder(&mut self, folder: &Path) -> io::Result<()>;
}

/// The file system of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsFs;

impl FileSystem for OsFs {
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        // Reading a pipe in the output folder would block.
        match read_regular(path, u64::MAX) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(ReadFailure::Io(error)) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(ReadFailure::Io(error)) => Err(error),
            Err(ReadFailure::NotRegular(kind)) => Err(io::Error::other(format!("it is {kind}, not a regular file"))),
            Err(ReadFailure::TooLarge) => Err(ErrorKind::FileTooLarge.into()),
        }
    }

    fn exists(&self, path: &Path) -> io::Result<bool> {
        path.try_exists()
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        let mut pending = vec![folder.to_owned()];
        while let Some(folder) = pending.pop() {
            let entries = match std::fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => return Err(error),
            };
            for entry in entries {
                let entry = entry?;
                // A link counts as a file and is not followed.
                if entry.file_type()?.is_dir() {
                    pending.push(entry.path());
                } else {
                    files.push(entry.path());
                }
            }
        }
        files.sort();
        Ok(files)
    }

    fn create(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        in_folder(path, || std::fs::write(path, bytes))
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        in_folder(to, || std::fs::rename(from, to))
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        ignore_missing(std::fs::remove_file(path))
    }

    fn remove_folder(&mut self, folder: &Path) -> io::Result<()> {
        ignore_missing(std::fs::remove_dir_all(folder))
    }

    fn remove_empty_folder(&mut self, folder: &Path) -> io::Result<()> {
        match std::fs::remove_dir(folder) {
            Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty => Ok(()),
            other => ignore_missing(other),
        }
    }
}

/// Creates a file. Its parent folders are created if they do not exist, which is true of the first file of a folder alone.
fn in_folder(path: &Path, create: impl Fn() -> io::Result<()>) -> io::Result<()> {
    match (create(), path.parent()) {
        (Err(error), Some(parent)) if error.kind() == ErrorKind::NotFound => {
            std::fs::create_dir_all(parent)?;
            create()
        }
        (result, _) => result,
    }
}

fn ignore_missing(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

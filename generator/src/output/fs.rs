//! The few things that are done with files, in one place, so that a test can make any of them fail.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::source::{ReadFailure, read_regular};

/// What writing a client does with files.
pub trait FileSystem {
    /// Everything in a file; nothing if there is none.
    ///
    /// # Errors
    ///
    /// As the operating system says.
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>>;

    /// The files below a folder, sorted; none if there is no such folder.
    ///
    /// # Errors
    ///
    /// As the operating system says.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;

    /// Writes a new file, with the folders that it needs. It is not synced: renaming whole files is enough for a process that
    /// is killed, and a generator whose output is lost with the power runs again.
    ///
    /// # Errors
    ///
    /// As the operating system says.
    fn create(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Puts a file in the place of another one, in one step, with the folders that it needs.
    ///
    /// # Errors
    ///
    /// As the operating system says.
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file; that there is none is no error.
    ///
    /// # Errors
    ///
    /// As the operating system says.
    fn remove(&mut self, path: &Path) -> io::Result<()>;

    /// Removes a folder with everything in it; that there is none is no error.
    ///
    /// # Errors
    ///
    /// As the operating system says.
    fn remove_folder(&mut self, folder: &Path) -> io::Result<()>;

    /// Removes a folder if there is nothing in it.
    ///
    /// # Errors
    ///
    /// As the operating system says.
    fn remove_empty_folder(&mut self, folder: &Path) -> io::Result<()>;
}

/// The real files.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsFs;

impl FileSystem for OsFs {
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        // A pipe in the output folder would be waited for.
        match read_regular(path, u64::MAX) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(ReadFailure::Io(error)) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(ReadFailure::Io(error)) => Err(error),
            Err(ReadFailure::NotRegular(kind)) => Err(io::Error::other(format!("it is {kind}"))),
            Err(ReadFailure::TooLarge) => Err(ErrorKind::FileTooLarge.into()),
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        let mut waiting = vec![folder.to_owned()];
        while let Some(folder) = waiting.pop() {
            let entries = match std::fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => return Err(error),
            };
            for entry in entries {
                let entry = entry?;
                // A link is a file here: what it leads to is none of our business.
                if entry.file_type()?.is_dir() {
                    waiting.push(entry.path());
                } else {
                    files.push(entry.path());
                }
            }
        }
        files.sort();
        Ok(files)
    }

    fn create(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        create_parent(path)?;
        std::fs::write(path, bytes)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        create_parent(to)?;
        std::fs::rename(from, to)
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

fn create_parent(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), std::fs::create_dir_all)
}

fn ignore_missing(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

//! Reading a file that may be anything: regular files alone, opened once, and no more of them than a limit.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::location::{FileId, Sources, hash};

/// The largest document that is read, in bytes. The largest public one is a fifth of it.
const LARGEST: u64 = 64 << 20;

/// Reads a file into `sources`. Its name is its path as it was given.
///
/// # Errors
///
/// If it is missing, unreadable, not a regular file, too large or not UTF-8.
pub fn read(sources: &mut Sources, path: &Path) -> Result<FileId, Diagnostic> {
    let name = path.display().to_string().replace('\\', "/");
    let unreadable =
        |error: io::Error| Diagnostic::error(Code::FILE_UNREADABLE, None, format!("`{name}` can't be read: {error}"));
    let bytes = read_regular(path, LARGEST).map_err(|failure| match failure {
        ReadFailure::Io(error) => unreadable(error),
        ReadFailure::NotRegular(kind) => {
            let message = format!("`{name}` is {kind}, and only regular files are read");
            Diagnostic::error(Code::FILE_UNREADABLE, None, message)
        }
        ReadFailure::TooLarge => {
            let message =
                format!("`{name}` has more than {LARGEST} bytes, the size of the largest document that is read");
            Diagnostic::error(Code::DOCUMENT_TOO_LARGE, None, message)
        }
    })?;
    let hash = hash(&bytes);
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(good).filter(|byte| **byte == b'\n').count().saturating_add(1);
        Diagnostic::error(Code::FILE_UNREADABLE, None, format!("`{name}` is not UTF-8: see line {line}"))
    })?;
    // A byte order mark is no part of the text (RFC 8259, section 8.1; YAML 1.2.2, section 5.2).
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Ok(sources.add_with_hash(name, text, hash))
}

/// What stands at a path is not what is read, or more of it than is read.
#[derive(Debug)]
pub(crate) enum ReadFailure {
    /// It is a folder, a pipe, a device or the like.
    NotRegular(&'static str),
    /// It has more bytes than the limit.
    TooLarge,
    /// What the operating system says.
    Io(io::Error),
}

impl From<io::Error> for ReadFailure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Reads a regular file of at most `limit` bytes.
///
/// It is looked at before it is opened, since opening a pipe waits for somebody who writes into it, and once more through
/// the handle, since a path may lead to something else by then. Its length is not believed: a device may have none, and a
/// file may grow. One without a length is empty all the same: those that are not are the kernel's own, below `/proc`, and
/// reading them may wait for ever.
///
/// # Errors
///
/// If it is missing, unreadable, not a regular file or too large.
pub(crate) fn read_regular(path: &Path, limit: u64) -> Result<Vec<u8>, ReadFailure> {
    is_regular(&std::fs::metadata(path)?)?;
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    is_regular(&metadata)?;
    let mut bytes = Vec::new();
    if metadata.len() == 0 {
        return Ok(bytes);
    }
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= limit) { Ok(bytes) } else { Err(ReadFailure::TooLarge) }
}

fn is_regular(metadata: &std::fs::Metadata) -> Result<(), ReadFailure> {
    match (metadata.is_file(), metadata.is_dir()) {
        (true, _) => Ok(()),
        (false, true) => Err(ReadFailure::NotRegular("a folder")),
        (false, false) => Err(ReadFailure::NotRegular("a pipe, a device or the like")),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn regular_files_alone_are_read_and_up_to_the_limit() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "12345").unwrap();
        assert_eq!(read_regular(&file, 5).unwrap(), b"12345");
        assert!(matches!(read_regular(&file, 4), Err(ReadFailure::TooLarge)));
        assert!(matches!(read_regular(folder.path(), 5), Err(ReadFailure::NotRegular("a folder"))));
        assert!(matches!(read_regular(Path::new("/dev/zero"), 5), Err(ReadFailure::NotRegular(_))));
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert!(matches!(read_regular(&pipe, 5), Err(ReadFailure::NotRegular(_))));
        // A link to a pipe is a pipe.
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&pipe, &link).unwrap();
        assert!(matches!(read_regular(&link, 5), Err(ReadFailure::NotRegular(_))));
        // What the kernel makes when it is read has no length.
        let made = Path::new("/proc/self/environ");
        assert!(!made.exists() || read_regular(made, 1 << 20).unwrap().is_empty());
        assert!(matches!(read_regular(&folder.path().join("none"), 5), Err(ReadFailure::Io(_))));
    }
}

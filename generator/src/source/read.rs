//! Reads input files safely: regular files only, up to a size limit.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::limits::MAX_SIZE;
use crate::diagnostic::{Code, Diagnostic};
use crate::location::{FileId, Sources, hash};

/// Reads a file into `sources`, under its path as given.
///
/// # Errors
///
/// Returns a diagnostic if the file is missing, unreadable, not a regular file, too large or not valid UTF-8.
pub fn read(sources: &mut Sources, path: &Path) -> Result<FileId, Diagnostic> {
    let name = path.display().to_string().replace('\\', "/");
    let unreadable =
        |error: io::Error| Diagnostic::error(Code::FILE_UNREADABLE, None, format!("`{name}` can't be read: {error}"));
    let bytes = read_regular(path, MAX_SIZE).map_err(|failure| match failure {
        ReadFailure::Io(error) => unreadable(error),
        ReadFailure::NotRegular(kind) => {
            let message = format!("`{name}` is {kind}, not a regular file");
            Diagnostic::error(Code::FILE_UNREADABLE, None, message)
        }
        ReadFailure::TooLarge => {
            let message = format!("`{name}` is larger than the limit of {MAX_SIZE} bytes");
            Diagnostic::error(Code::DOCUMENT_TOO_LARGE, None, message)
        }
    })?;
    let hash = hash(&bytes);
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(good).filter(|byte| **byte == b'\n').count().saturating_add(1);
        Diagnostic::error(Code::FILE_UNREADABLE, None, format!("`{name}` is not valid UTF-8: see line {line}"))
    })?;
    // A byte order mark is not part of the text (RFC 8259, section 8.1; YAML 1.2.2, section 5.2).
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Ok(sources.add_with_hash(name, text, hash))
}

/// Why a file could not be read.
#[derive(Debug)]
pub(crate) enum ReadFailure {
    /// The path is a folder, a pipe or a device.
    NotRegular(&'static str),
    /// The file exceeds the size limit.
    TooLarge,
    /// The operating system reported an error.
    Io(io::Error),
}

impl From<io::Error> for ReadFailure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Reads a regular file of at most `limit` bytes.
///
/// The type is checked before the file is opened, since opening a pipe blocks until a writer opens it, and again on the
/// open handle, since the path may have changed in between. The limit applies to the bytes that are read, since a file
/// may grow. A file with the length 0 is not read: the files below `/proc` have that length, and reading them may
/// block.
///
/// # Errors
///
/// Returns a [`ReadFailure`] if the file is missing, unreadable, not a regular file or too large.
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
        (false, false) => Err(ReadFailure::NotRegular("a pipe or a device")),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn only_regular_files_up_to_the_limit_are_read() {
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
        // A file that the kernel produces on demand has the length 0.
        let virtual_file = Path::new("/proc/self/environ");
        assert!(!virtual_file.exists() || read_regular(virtual_file, 1 << 20).unwrap().is_empty());
        assert!(matches!(read_regular(&folder.path().join("none"), 5), Err(ReadFailure::Io(_))));
    }
}

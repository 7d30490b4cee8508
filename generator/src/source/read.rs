//! Reads input files safely: regular files only, up to a size limit.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::foreign::{BadText, decode, of_bytes};
use crate::diagnostic::{Code, Diagnostic};
use crate::limits::{Limits, raise};
use crate::location::{FileId, Origin, Pointer, Position, Sources, hash};

/// Reads a file into `sources`, under its path as given and with the default limits.
///
/// # Errors
///
/// Returns a diagnostic if the file is missing, unreadable, not a regular file, too large or not a text.
pub fn read(sources: &mut Sources, path: &Path) -> Result<FileId, Diagnostic> {
    read_within(sources, path, &Limits::default())
}

/// Reads a file into `sources`, under its path as given.
///
/// # Errors
///
/// Returns a diagnostic if the file is missing, unreadable, not a regular file, too large or not a text.
pub(super) fn read_within(sources: &mut Sources, path: &Path, limits: &Limits) -> Result<FileId, Diagnostic> {
    if let Some(url) = url(path) {
        return Err(url);
    }
    let name = path.display().to_string().replace('\\', "/");
    let unreadable =
        |error: io::Error| Diagnostic::error(Code::FILE_UNREADABLE, None, format!("`{name}` can't be read: {error}"));
    let limit = u64::try_from(limits.document_bytes).unwrap_or(u64::MAX);
    let bytes = read_regular(path, limit).map_err(|failure| match failure {
        ReadFailure::Io(error) => unreadable(error),
        ReadFailure::NotRegular(kind) => {
            let message = format!("`{name}` is {kind}, not a regular file");
            let help = if path.is_dir() { document_in(path) } else { "pass a regular file".to_owned() };
            Diagnostic::error(Code::FILE_UNREADABLE, None, message).help(help)
        }
        ReadFailure::TooLarge => {
            let message = format!("`{name}` is larger than the limit of {limit} bytes");
            Diagnostic::error(Code::DOCUMENT_TOO_LARGE, None, message).help(raise("document-bytes"))
        }
    })?;
    let hash = hash(&bytes);
    if let Some(foreign) = of_bytes(&bytes) {
        let file = sources.add_with_hash(name, String::new(), hash);
        return Err(foreign.diagnostic(file, "an OpenAPI document"));
    }
    match decode(bytes) {
        Ok(text) => Ok(sources.add_with_hash(name, text, hash)),
        Err(BadText { lossy, offset, encoding }) => {
            let position = Position::of(&lossy, offset);
            let file = sources.add_with_hash(name, lossy, hash);
            let origin = Origin { file, pointer: Pointer::root() };
            let message = format!("the file is not valid {encoding} from here");
            let help = "save it as UTF-8";
            Err(Diagnostic::error(Code::FILE_ENCODING, origin, message).at_position(Some(position)).help(help))
        }
    }
}

/// Returns the diagnostic for a path that is a URL. `None` if it is a path.
fn url(path: &Path) -> Option<Diagnostic> {
    let name = path.to_str()?;
    let is_url = ["http:/", "https:/", "ftp:/"].iter().any(|scheme| name.starts_with(scheme));
    is_url.then(|| {
        let help = format!("download it first: `curl -L -o openapi.yaml {name}`");
        Diagnostic::error(Code::FILE_UNREADABLE, None, format!("`{name}` is a URL: documents are not downloaded"))
            .help(help)
    })
}

/// Returns the remedy for a path that is a folder: the document in it, if there is one.
fn document_in(folder: &Path) -> String {
    let names = ["openapi.yaml", "openapi.yml", "openapi.json", "spec.yaml", "spec.json"];
    let document = names.iter().map(|name| folder.join(name)).find(|path| path.is_file());
    match document {
        Some(path) => format!("pass the document in it: `{}`", path.display().to_string().replace('\\', "/")),
        None => "pass the path of the document".to_owned(),
    }
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
    if metadata.len() == 0 {
        return Ok(Vec::new());
    }
    let mut bytes = Vec::new();
    // One byte more than the file has, so that the read that finds its end needs no larger buffer. A file may be sparse, and
    // larger than the memory.
    let length = usize::try_from(metadata.len().min(limit)).unwrap_or(usize::MAX);
    bytes.try_reserve_exact(length.saturating_add(1)).map_err(io::Error::from)?;
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

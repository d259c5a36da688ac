//! The paths that the user gave: what they are, and whether they can be read at all.

use std::fs::{self, File, FileType};
use std::io;
use std::path::{Path, PathBuf};

use super::InputError;

/// An input that can be read.
pub(super) struct Given {
    pub(super) path: PathBuf,
    /// The name that its records carry, which depends neither on where the archive lies nor on where the user stands.
    pub(super) name: String,
    pub(super) kind: Kind,
}

/// What a given path is.
pub(super) enum Kind {
    StandardInput,
    File {
        /// In bytes.
        size: u64,
    },
    /// A pipe or a terminal: it can be read once and has no size.
    Pipe,
    Folder,
}

/// Looks at a path without reading from it.
pub(super) fn check(path: &Path) -> Result<Given, InputError> {
    let given = |name, kind| Given { path: path.to_owned(), name, kind };
    if path.as_os_str() == "-" {
        return Ok(given("stdin".to_owned(), Kind::StandardInput));
    }
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => InputError::Missing { path: path.to_owned() },
        _ => InputError::Unreadable { path: path.to_owned(), source },
    };
    let metadata = fs::metadata(path).map_err(failed)?;
    if metadata.is_dir() {
        fs::read_dir(path).map_err(failed)?;
        return Ok(given(name(path), Kind::Folder));
    }
    if metadata.is_file() {
        File::open(path).map_err(failed)?;
        return Ok(given(name(path), Kind::File { size: metadata.len() }));
    }
    match special_kind(metadata.file_type()) {
        // Opening a pipe and closing it again would end its writer.
        PIPE | CHARACTER_DEVICE => Ok(given(name(path), Kind::Pipe)),
        kind => Err(InputError::NotAFile { path: path.to_owned(), kind }),
    }
}

/// The last part of a path; of `.` and `..`, that of the folder they stand for.
fn name(path: &Path) -> String {
    let canonical = || fs::canonicalize(path).ok().and_then(|path| Some(path.file_name()?.to_owned()));
    let name = path.file_name().map(ToOwned::to_owned).or_else(canonical);
    name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

const PIPE: &str = "a pipe";
const CHARACTER_DEVICE: &str = "a device";

/// What a file is that is neither a regular file nor a folder.
pub(super) fn special_kind(file_type: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if file_type.is_fifo() {
            return PIPE;
        } else if file_type.is_char_device() {
            return CHARACTER_DEVICE;
        } else if file_type.is_socket() {
            return "a socket";
        } else if file_type.is_block_device() {
            return "a disk";
        }
    }
    let _ = file_type;
    "of an unknown kind"
}

/// The canonical form of paths, of which the file itself need not exist yet.
pub(super) fn canonical_paths(paths: &[PathBuf]) -> Vec<PathBuf> {
    paths.iter().map(|path| canonical(path).unwrap_or_else(|| path.clone())).collect()
}

fn canonical(path: &Path) -> Option<PathBuf> {
    let in_folder = || {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(fs::canonicalize(folder).ok()?.join(path.file_name()?))
    };
    fs::canonicalize(path).ok().or_else(in_folder)
}

/// Whether a file is one of those to be left out, under whatever name it is reached.
pub(super) fn is_excluded(path: &Path, exclude: &[PathBuf]) -> bool {
    !exclude.is_empty() && fs::canonicalize(path).is_ok_and(|path| exclude.contains(&path))
}

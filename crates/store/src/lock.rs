//! The import lock: one import at a time. SQLite locks single transactions, and an import has many.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use crate::{ArchiveError, Result};

/// Held while an import runs; the operating system lets go of it even when the process is killed.
#[derive(Debug)]
pub(crate) struct ImportLock {
    path: PathBuf,
    _file: File,
}

impl ImportLock {
    /// Takes the lock of the archive at `archive`, or says at once that it is held.
    pub(crate) fn take(archive: &Path) -> Result<Self> {
        let mut name = archive.as_os_str().to_owned();
        name.push("-import-lock");
        let path = PathBuf::from(name);
        loop {
            let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(|error| {
                ArchiveError::ReadOnly { path: archive.to_owned(), detail: format!("{}: {error}", path.display()) }
            })?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(ArchiveError::Locked { path: archive.to_owned() }),
                Err(TryLockError::Error(source)) => return Err(ArchiveError::Io { path, source }),
            }
            // The holder before us may have removed the file between our opening and our locking it: then we hold a
            // lock that nobody else can see.
            if is_same_file(&file, &path) {
                return Ok(Self { path, _file: file });
            }
        }
    }
}

impl Drop for ImportLock {
    fn drop(&mut self) {
        // Left behind, the file does no harm: the lock on it is gone with the process.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(unix)]
fn is_same_file(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(ours), Ok(theirs)) => ours.dev() == theirs.dev() && ours.ino() == theirs.ino(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_same_file(_file: &File, path: &Path) -> bool {
    // Elsewhere an open file cannot be removed, so the path still is the file.
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_import_is_refused_until_the_first_is_done() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let archive = folder.path().join("a.db");
        let first = ImportLock::take(&archive).expect("free");
        assert!(matches!(ImportLock::take(&archive), Err(ArchiveError::Locked { .. })));
        drop(first);
        drop(ImportLock::take(&archive).expect("free again"));
        assert_eq!(fs::read_dir(folder.path()).expect("readable").count(), 0, "the lock file stays behind");
    }
}

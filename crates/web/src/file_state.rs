//! The state of the archive's file, as far as the file system tells it.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Sizes and times of the file and of its write-ahead log, which change with every transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileState([Option<(u64, SystemTime)>; 2]);

impl FileState {
    pub(crate) fn of(archive: &Path) -> Self {
        let mut log = archive.as_os_str().to_owned();
        log.push("-wal");
        let state = |path: &Path| {
            let metadata = path.metadata().ok()?;
            Some((metadata.len(), metadata.modified().ok()?))
        };
        Self([state(archive), state(&PathBuf::from(log))])
    }

    /// Whether there is a file.
    pub(crate) fn exists(&self) -> bool {
        self.0[0].is_some()
    }
}

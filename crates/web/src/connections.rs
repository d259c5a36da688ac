//! Connections: read-only openings of the archive, kept for the next request and never shared between two.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use cuttings_store::{Archive, ArchiveError, SearchCache};

/// How many connections wait for the next request, at most.
const MOST_IDLE: usize = 4;

/// The connections to one archive.
#[derive(Debug)]
pub(crate) struct Connections {
    path: PathBuf,
    kept: Mutex<Kept>,
}

/// What is kept between requests.
#[derive(Debug, Default)]
struct Kept {
    idle: Vec<Connection>,
    /// What the connections have in common, and the file that it is of.
    cache: SearchCache,
    file: Option<FileIdentity>,
}

#[derive(Debug)]
struct Connection {
    archive: Archive,
    file: Option<FileIdentity>,
}

impl Connections {
    pub(crate) fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), kept: Mutex::default() }
    }

    /// Where the archive lies.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Reads from the archive, for at most so long. Blocks, so it belongs on a thread where that is allowed.
    pub(crate) fn read<T>(
        &self,
        limit: Option<Duration>,
        read: impl FnOnce(&Archive) -> Result<T, ArchiveError>,
    ) -> Result<T, ArchiveError> {
        let mut connection = self.take()?;
        connection.archive.limit_time(limit)?;
        let answer = read(&connection.archive);
        if leaves_usable(&answer) {
            self.give_back(connection);
        }
        answer
    }

    fn take(&self) -> Result<Connection, ArchiveError> {
        // Asked before opening: a file that is replaced in between is at worst opened once more.
        let file = FileIdentity::of(&self.path);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        // A file that was removed or replaced would be read on as it was for as long as it is open.
        if file.is_none() || kept.file != file {
            *kept = Kept { file, ..Kept::default() };
        }
        let (idle, cache) = (kept.idle.pop(), kept.cache.clone());
        drop(kept);
        match idle {
            Some(connection) => Ok(connection),
            None => Ok(Connection { archive: Archive::open_beside(&self.path, &cache)?, file }),
        }
    }

    fn give_back(&self, connection: Connection) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        // One to a file that was replaced meanwhile is closed.
        if kept.idle.len() < MOST_IDLE && kept.file == connection.file {
            kept.idle.push(connection);
        }
    }
}

/// Whether a connection can be used again: an id or a name that is not there says nothing against the file, everything else does.
fn leaves_usable<T>(answer: &Result<T, ArchiveError>) -> bool {
    matches!(
        answer,
        Ok(_) | Err(ArchiveError::NoSuchId { .. } | ArchiveError::AmbiguousId { .. } | ArchiveError::NoSuchName { .. })
    )
}

/// What tells a file from another one that takes its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct FileIdentity {
    #[cfg(unix)]
    device: u64,
    #[cfg(unix)]
    inode: u64,
}

impl FileIdentity {
    #[cfg(unix)]
    fn of(path: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let metadata = path.metadata().ok()?;
        Some(Self { device: metadata.dev(), inode: metadata.ino() })
    }

    /// Elsewhere an open file cannot be replaced, so whether there is one is enough.
    #[cfg(not(unix))]
    fn of(path: &Path) -> Option<Self> {
        path.metadata().ok().map(|_| Self {})
    }
}

//! Statistics that are counted once for each state of the file: counting reads all of it, or much.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use cuttings_store::{Archive, ArchiveError};

use crate::file_state::FileState;

/// While the file keeps changing, numbers are shown for this many times as long as it took to count them, so that an
/// import beside an open start page does not have the whole file read over and over.
const PATIENCE: u32 = 20;

/// Numbers as last counted.
#[derive(Debug)]
pub(crate) struct Statistics<T> {
    last: Mutex<Option<Counted<T>>>,
    /// Held by the one who counts.
    turn: Mutex<()>,
}

#[derive(Debug)]
struct Counted<T> {
    stats: Arc<T>,
    file: FileState,
    at: Instant,
    took: Duration,
}

impl<T> Default for Statistics<T> {
    fn default() -> Self {
        Self { last: Mutex::default(), turn: Mutex::default() }
    }
}

impl<T> Statistics<T> {
    /// The numbers of the archive. Blocks; those who ask meanwhile wait for the same count.
    pub(crate) fn count(
        &self,
        archive: &Archive,
        count: impl FnOnce(&Archive) -> Result<T, ArchiveError>,
    ) -> Result<Arc<T>, ArchiveError> {
        let file = FileState::of(archive.path());
        if let Some(stats) = self.known_for(&file) {
            return Ok(stats);
        }
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(stats) = self.known_for(&file) {
            return Ok(stats);
        }
        let at = Instant::now();
        let stats = Arc::new(count(archive)?);
        *self.last() = Some(Counted { stats: Arc::clone(&stats), file, took: at.elapsed(), at });
        Ok(stats)
    }

    /// The numbers that were counted last, whatever has changed since.
    pub(crate) fn known(&self) -> Option<Arc<T>> {
        self.last().as_ref().map(|counted| Arc::clone(&counted.stats))
    }

    /// Whether somebody is counting.
    pub(crate) fn is_counting(&self) -> bool {
        matches!(self.turn.try_lock(), Err(TryLockError::WouldBlock))
    }

    fn known_for(&self, file: &FileState) -> Option<Arc<T>> {
        self.last().as_ref().filter(|counted| counted.is_good_for(file)).map(|counted| Arc::clone(&counted.stats))
    }

    fn last(&self) -> MutexGuard<'_, Option<Counted<T>>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Counted<T> {
    fn is_good_for(&self, file: &FileState) -> bool {
        self.file == *file || self.at.elapsed() < self.took * PATIENCE
    }
}

//! Imports from the browser: one at a time, on a thread of its own, with what can be asked of it meanwhile.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use serde::Serialize;
use tempfile::TempDir;
use utoipa::ToSchema;

use crate::failure::Failure;

/// Imports that are remembered: what became of older ones is in the archive.
const MOST_JOBS: usize = 50;

/// How far an import is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportProgress {
    /// Bytes that were read.
    pub bytes_read: u64,
    /// Bytes that there are to read, as far as that is known.
    pub bytes_total: u64,
    /// Records that were read.
    pub records: u64,
    /// Those with a new content.
    pub new: u64,
    /// Those that were rejected.
    pub rejected: u64,
}

/// What imports files into the archive that is served: takes the files and somebody to tell how far it is, and gives the
/// number of the run, or why there is none, as a sentence. The library that reads files is no part of this one.
#[derive(Clone)]
pub struct Importer(Arc<Import>);

type Import = dyn Fn(&[PathBuf], &dyn Fn(ImportProgress)) -> Result<i64, String> + Send + Sync;

impl Importer {
    /// Imports by a function.
    pub fn new(
        import: impl Fn(&[PathBuf], &dyn Fn(ImportProgress)) -> Result<i64, String> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(import))
    }
}

impl fmt::Debug for Importer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Importer")
    }
}

/// The imports since the server was started.
#[derive(Debug, Default)]
pub(crate) struct Imports {
    jobs: Mutex<Vec<Arc<Mutex<Job>>>>,
    last: AtomicU64,
}

/// An import.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Job {
    /// Its number since the server was started.
    pub(crate) number: u64,
    /// What the files were called where they came from: labels, which lead nowhere.
    pub(crate) files: Vec<String>,
    /// How it is going.
    #[serde(flatten)]
    pub(crate) state: JobState,
    /// How far it is.
    pub(crate) progress: ImportProgress,
}

/// How an import is going.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "state", rename_all = "lowercase")]
pub(crate) enum JobState {
    /// It is under way.
    Running,
    /// It is done.
    Done {
        /// The number of the run in the archive.
        run: i64,
    },
    /// It was not done.
    Failed {
        /// Why, as a sentence.
        why: String,
    },
}

/// Files that were uploaded, in a folder that goes with them.
#[derive(Debug)]
pub(crate) struct Uploaded {
    pub(super) folder: TempDir,
    pub(super) paths: Vec<PathBuf>,
    pub(super) labels: Vec<String>,
}

impl Imports {
    /// The import of this number.
    pub(crate) fn get(&self, number: u64) -> Option<Job> {
        self.jobs().iter().map(|job| lock(job).clone()).find(|job| job.number == number)
    }

    /// The imports, the latest first.
    pub(crate) fn list(&self) -> Vec<Job> {
        self.jobs().iter().rev().map(|job| lock(job).clone()).collect()
    }

    /// Refuses another import while one is under way: the archive has one writer.
    pub(super) fn refuse_second(&self) -> Result<(), Failure> {
        if self.jobs().iter().any(|job| lock(job).state == JobState::Running) {
            return Err(Failure::busy(
                "Another import is under way. Wait until it is done, then send the files again.",
            ));
        }
        Ok(())
    }

    /// Begins to import files that were uploaded; gives the number of the import.
    pub(super) fn begin(&self, importer: &Importer, uploaded: Uploaded) -> Result<u64, Failure> {
        self.refuse_second()?;
        let number = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        let files = uploaded.labels.clone();
        let job = Job { number, files, state: JobState::Running, progress: ImportProgress::default() };
        let job = Arc::new(Mutex::new(job));
        let mut jobs = self.jobs();
        if jobs.len() >= MOST_JOBS {
            jobs.remove(0);
        }
        jobs.push(Arc::clone(&job));
        drop(jobs);
        let importer = importer.clone();
        thread::spawn(move || {
            let report = |progress| lock(&job).progress = progress;
            let done = catch_unwind(AssertUnwindSafe(|| (importer.0)(&uploaded.paths, &report)));
            // The files go before anybody is told that it is done.
            drop(uploaded.folder);
            lock(&job).state = match done {
                Ok(Ok(run)) => JobState::Done { run },
                Ok(Err(why)) => JobState::Failed { why },
                Err(_) => JobState::Failed { why: "The import failed; please report this.".to_owned() },
            };
        });
        Ok(number)
    }

    fn jobs(&self) -> MutexGuard<'_, Vec<Arc<Mutex<Job>>>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn lock(job: &Mutex<Job>) -> MutexGuard<'_, Job> {
    job.lock().unwrap_or_else(PoisonError::into_inner)
}

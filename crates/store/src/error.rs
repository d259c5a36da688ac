//! What can go wrong with an archive, grouped by what the caller can do about it.

use std::io;
use std::path::{Path, PathBuf};

use cuttings_core::IdPrefix;
use rusqlite::ErrorCode;

/// An error of the archive. Its text says what happened, where, and what to do next.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// There is no file at the path.
    #[error("there is no archive at {path}; `cuttings import` makes one, and -a PATH names another")]
    Missing {
        /// The path that was tried.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{path} is not a Cuttings archive ({detail}); name another file with -a PATH")]
    NotAnArchive {
        /// The file.
        path: PathBuf,
        /// What it is instead, as far as that can be told.
        detail: String,
    },
    /// A newer program wrote the file.
    #[error("{path} has schema {found}, and this program knows schemas up to {known}; use a newer cuttings")]
    NewerSchema {
        /// The file.
        path: PathBuf,
        /// The schema of the file.
        found: i32,
        /// The newest schema that this program knows.
        known: i32,
    },
    /// The file must be migrated first, which a reader never does.
    #[error("{path} has the older schema {found}; `cuttings check --repair -a {path}` brings it up to {known}")]
    OlderSchema {
        /// The file.
        path: PathBuf,
        /// The schema of the file.
        found: i32,
        /// The schema that this program reads.
        known: i32,
    },
    /// The file or its folder cannot be written.
    #[error("{path} cannot be written: {detail}; make the file and its folder writable, or name another with -a PATH")]
    ReadOnly {
        /// The file.
        path: PathBuf,
        /// What the system says.
        detail: String,
    },
    /// Another process holds the archive.
    #[error("another program is writing to {path}; wait until it is done, then try again")]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The disk is full.
    #[error(
        "no room is left on the disk of {path}; what was committed is safe: make room and run the same import again"
    )]
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// SQLite finds the file damaged.
    #[error(
        "{path} is damaged: {detail}; take a copy of it before anything else, and import its inputs into a new one"
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        detail: String,
    },
    /// The disk failed to read or write the file.
    #[error("{path} could not be read or written: {detail}; see to the disk and the room on it, then try again")]
    DiskFailed {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        detail: String,
    },
    /// Reading took longer than it was allowed to: see [`Archive::limit_time`](crate::Archive::limit_time).
    #[error(
        "reading this takes longer than it was allowed to; ask for less: add a word, a site or a date to the query"
    )]
    TookTooLong {
        /// The file.
        path: PathBuf,
    },
    /// Two ids that should name different texts name the same one.
    #[error("both ids name articles with the very same text ({prefix}…); name two whose texts differ")]
    SameContent {
        /// One id as it was given.
        prefix: IdPrefix,
    },
    /// No id in the archive begins so.
    #[error("nothing in the archive has an id that begins with {prefix}")]
    NoSuchId {
        /// The prefix.
        prefix: IdPrefix,
    },
    /// Several ids begin so.
    #[error("several ids begin with {prefix}: {}; type more digits", candidates.join(", "))]
    AmbiguousId {
        /// The prefix.
        prefix: IdPrefix,
        /// Some of the ids that begin so, long enough to differ.
        candidates: Vec<String>,
    },
    /// A collection or a saved search that is asked for is not there.
    #[error("there is no {what} named {name:?}")]
    NoSuchName {
        /// What was looked for.
        what: &'static str,
        /// The name as it was given.
        name: String,
    },
    /// A passage is in no block of an article.
    #[error("the passage is in no paragraph of the article; quote a part of one paragraph, as it is printed")]
    NoSuchQuote,
    /// A text cannot be kept.
    #[error("the {what} cannot be kept, because {why}")]
    NotTaken {
        /// What it was to be.
        what: &'static str,
        /// Why not, as the end of "because …".
        why: String,
    },
    /// Something that should be made is there already.
    #[error("{path} exists already; name another file, or remove it first")]
    OutputExists {
        /// The file.
        path: PathBuf,
    },
    /// The system failed on a file.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// SQLite failed in a way that has no name above.
    #[error("the archive could not be used: {0}")]
    Sqlite(#[from] rusqlite::Error),
}

impl ArchiveError {
    /// Gives an SQLite error its place and its name.
    pub(crate) fn at(path: &Path, error: rusqlite::Error) -> Self {
        Self::named(path, &error).unwrap_or(Self::Sqlite(error))
    }

    /// The name of an SQLite error, where it has one.
    pub(crate) fn named(path: &Path, error: &rusqlite::Error) -> Option<Self> {
        let path = path.to_owned();
        let detail = error.to_string();
        Some(match error.sqlite_error_code()? {
            ErrorCode::NotADatabase => Self::NotAnArchive { path, detail: "no SQLite database".to_owned() },
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Locked { path },
            ErrorCode::OperationInterrupted => Self::TookTooLong { path },
            ErrorCode::DiskFull => Self::DiskFull { path },
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen => {
                Self::ReadOnly { path, detail }
            }
            ErrorCode::DatabaseCorrupt => Self::Damaged { path, detail },
            ErrorCode::SystemIoFailure => Self::DiskFailed { path, detail },
            _ => return None,
        })
    }
}

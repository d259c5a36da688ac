//! Opening an archive: for writing, which creates and migrates it, or for reading, which never changes it.

use std::error::Error;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use cuttings_core::NORMALIZATION_VERSION;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension};

use crate::search::{SearchCache, SearchState, register_functions};
use crate::{ArchiveError, Result};

mod migrations {
    refinery::embed_migrations!("../../migrations");
}

/// The newest schema that this program knows, and the one it writes.
pub const SCHEMA_VERSION: i32 = 5;

/// What stands at byte 68 of an archive: "CUTS". Set before anything else is written, so that a file whose making was
/// cut short is known again.
const APPLICATION_ID: i32 = 0x4355_5453;

/// The page size of new archives: with SQLite's own 4096, paragraphs that are longer than a page leave much of it empty,
/// and trees keyed by hashes are deeper.
const PAGE_BYTES: i64 = 16_384;

/// How long a statement waits for another program's transaction.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// Statements that stay prepared: those of an import that add one row, two rows and so on are the most.
const STATEMENTS: usize = 128;

/// Page cache of a writing connection, in KiB: the indexes that are keyed by hashes are written all over.
const WRITER_CACHE_KIB: i64 = 128 * 1024;

/// An open archive.
#[derive(Debug)]
pub struct Archive {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
    pub(crate) search: SearchState,
}

impl Archive {
    /// Opens the archive at `path` for writing, creating it where there is none and migrating an older schema.
    ///
    /// # Errors
    /// Whatever the file is instead of an archive of a known schema, and a file or folder that cannot be written.
    pub fn open(path: &Path) -> Result<Self> {
        is_absent_or_empty(path)?;
        if fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly()) {
            return Err(ArchiveError::ReadOnly { path: path.to_owned(), detail: "the file is read-only".to_owned() });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut archive = Self::connect(path, flags)?;
        if archive.is_blank()? {
            archive.mark_as_archive()?;
        } else {
            archive.refuse_strangers()?;
            archive.refuse_newer_schema()?;
        }
        archive.prepare_for_writing().map_err(|error| archive.named(error))?;
        archive.migrate()?;
        Ok(archive)
    }

    /// Opens the archive at `path` for reading. Never creates, migrates or changes anything.
    ///
    /// # Errors
    /// As [`Archive::open`], and an archive of an older schema.
    pub fn open_read_only(path: &Path) -> Result<Self> {
        if is_absent_or_empty(path)? {
            return Err(if path.exists() {
                ArchiveError::NotAnArchive { path: path.to_owned(), detail: "the file is empty".to_owned() }
            } else {
                ArchiveError::Missing { path: path.to_owned() }
            });
        }
        let archive = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        archive.refuse_strangers()?;
        archive.refuse_newer_schema()?;
        match archive.schema_version()? {
            SCHEMA_VERSION => Ok(archive),
            found => Err(ArchiveError::OlderSchema { path: path.to_owned(), found, known: SCHEMA_VERSION }),
        }
    }

    /// Opens an archive as [`open_read_only`](Self::open_read_only) does, beside other connections to the same file: what
    /// searches read once for all, they have in common.
    ///
    /// # Errors
    /// As [`Archive::open_read_only`].
    pub fn open_beside(path: &Path, others: &SearchCache) -> Result<Self> {
        let mut archive = Self::open_read_only(path)?;
        archive.search = SearchState::sharing(others);
        Ok(archive)
    }

    /// Where the archive lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives an SQLite error of this archive its name.
    pub(crate) fn named(&self, error: rusqlite::Error) -> ArchiveError {
        ArchiveError::at(&self.path, error)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self> {
        let at = |error| ArchiveError::at(path, error);
        let connection = Connection::open_with_flags(path, flags).map_err(at)?;
        connection.busy_timeout(BUSY_TIMEOUT).map_err(at)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        connection
            .execute_batch("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;")
            .map_err(at)?;
        // Without this a statement is compiled anew whenever a value bound to it might ask for another plan.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(at)?;
        register_functions(&connection).map_err(at)?;
        Ok(Self { connection, path: path.to_owned(), search: SearchState::default() })
    }

    fn prepare_for_writing(&self) -> rusqlite::Result<()> {
        // Readers go on while an import writes; a power cut can lose the last transaction, never the file.
        self.connection.pragma_update(None, "journal_mode", "WAL")?;
        self.connection.pragma_update(None, "synchronous", "NORMAL")?;
        self.connection.pragma_update(None, "cache_size", -WRITER_CACHE_KIB)
    }

    /// Whether nothing was ever committed to the file. Its size does not tell: a program that was killed while it made
    /// the file leaves some of it behind, which SQLite takes back when it opens it.
    fn is_blank(&self) -> Result<bool> {
        let blank = "SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema) AND application_id = 0 FROM pragma_application_id";
        self.connection.query_row(blank, [], |row| row.get(0)).map_err(|error| self.named(error))
    }

    fn refuse_strangers(&self) -> Result<()> {
        let id: i32 = self
            .connection
            .pragma_query_value(None, "application_id", |row| row.get(0))
            .map_err(|error| self.named(error))?;
        if id == APPLICATION_ID {
            return Ok(());
        }
        Err(ArchiveError::NotAnArchive {
            path: self.path.clone(),
            detail: "an SQLite database of another program".to_owned(),
        })
    }

    /// The schema that the file has; 0 where its making was cut short before there was one.
    fn schema_version(&self) -> Result<i32> {
        let read = || {
            if !self.connection.table_exists(None, "refinery_schema_history")? {
                return Ok(0);
            }
            let newest = "SELECT coalesce(max(version), 0) FROM refinery_schema_history";
            self.connection.query_row(newest, [], |row| row.get(0))
        };
        read().map_err(|error| self.named(error))
    }

    fn refuse_newer_schema(&self) -> Result<()> {
        match self.schema_version()? {
            found if found > SCHEMA_VERSION => {
                Err(ArchiveError::NewerSchema { path: self.path.clone(), found, known: SCHEMA_VERSION })
            }
            _ => Ok(()),
        }
    }

    /// A migration fails because of the disk, or because the file is not what it says.
    fn failed_migration(&self, error: &refinery::Error) -> ArchiveError {
        let mut cause: Option<&(dyn Error + 'static)> = error.source();
        while let Some(outer) = cause.filter(|cause| !cause.is::<rusqlite::Error>()) {
            cause = outer.source();
        }
        let sqlite = cause.and_then(|cause| cause.downcast_ref::<rusqlite::Error>());
        sqlite.and_then(|error| ArchiveError::named(&self.path, error)).unwrap_or_else(|| ArchiveError::NotAnArchive {
            path: self.path.clone(),
            detail: format!("its schema cannot be brought up to date: {error}"),
        })
    }

    fn mark_as_archive(&self) -> Result<()> {
        let mark = || {
            self.connection.pragma_update(None, "page_size", PAGE_BYTES)?;
            self.connection.pragma_update(None, "application_id", APPLICATION_ID)
        };
        mark().map_err(|error| self.named(error))
    }

    fn migrate(&mut self) -> Result<()> {
        // Grouped, or a kill between a migration and its entry in the history would leave a file that cannot go on.
        let runner = migrations::migrations::runner().set_grouped(true);
        runner.run(&mut self.connection).map_err(|error| self.failed_migration(&error))?;
        let version: Option<String> = self
            .connection
            .query_row("SELECT value FROM properties WHERE name = 'normalization_version'", [], |row| row.get(0))
            .optional()
            .map_err(|error| self.named(error))?;
        if version.as_deref() == Some(NORMALIZATION_VERSION.to_string().as_str()) {
            return Ok(());
        }
        Err(ArchiveError::NotAnArchive {
            path: self.path.clone(),
            detail: format!("its texts are normalized by rules of version {version:?}, not {NORMALIZATION_VERSION}"),
        })
    }
}

/// Whether nothing is at the path, or an empty file, which SQLite takes for a new database.
fn is_absent_or_empty(path: &Path) -> Result<bool> {
    let at = |source: io::Error| ArchiveError::Io { path: path.to_owned(), source };
    let mut file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(at(error)),
    };
    if file.metadata().map_err(at)?.is_dir() {
        return Err(ArchiveError::NotAnArchive { path: path.to_owned(), detail: "a folder".to_owned() });
    }
    let mut magic = [0; 16];
    match file.read(&mut magic).map_err(at)? {
        0 => Ok(true),
        16 if &magic == b"SQLite format 3\0" => Ok(false),
        _ => Err(ArchiveError::NotAnArchive { path: path.to_owned(), detail: "no SQLite database".to_owned() }),
    }
}

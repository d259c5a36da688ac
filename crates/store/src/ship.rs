//! Shipping: a copy of the archive that is one clean file.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde::Serialize;

use crate::{Archive, ArchiveError, Result};

/// What was shipped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShipReport {
    /// Where the copy lies.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its articles.
    pub articles: u64,
    /// Its contents.
    pub contents: u64,
    /// Its captures.
    pub captures: u64,
    /// The raw records that it holds.
    pub originals: u64,
}

impl Archive {
    /// Writes a compact copy to `output`: no `-wal` beside it, and it opens in any SQLite from 3.40 on, from a
    /// read-only disk too. The archive may be in use meanwhile; the copy is of one moment. It goes without the
    /// collections that are private.
    ///
    /// # Errors
    /// [`OutputExists`](ArchiveError::OutputExists): nothing is overwritten. A full disk leaves no half copy.
    pub fn ship(&self, output: &Path) -> Result<ShipReport> {
        if output.exists() {
            return Err(ArchiveError::OutputExists { path: output.to_owned() });
        }
        // The copy gets its name only when it is whole.
        let mut partial = output.as_os_str().to_owned();
        partial.push(".part");
        let partial = PathBuf::from(partial);
        let shipped = self.copy_to(&partial).and_then(|()| {
            fs::rename(&partial, output).map_err(|source| ArchiveError::Io { path: output.to_owned(), source })
        });
        if let Err(error) = shipped {
            let _ = fs::remove_file(&partial);
            return Err(error);
        }
        Self::open_read_only(output)?.report_ship(output)
    }

    fn copy_to(&self, partial: &Path) -> Result<()> {
        if partial.exists() {
            fs::remove_file(partial).map_err(|source| ArchiveError::Io { path: partial.to_owned(), source })?;
        }
        let name = partial.to_str().ok_or_else(|| ArchiveError::Io {
            path: partial.to_owned(),
            source: std::io::Error::other("SQLite needs a name that is valid UTF-8"),
        })?;
        let at = |error| ArchiveError::at(partial, error);
        self.connection.execute("VACUUM INTO ?1", [name]).map_err(at)?;
        // VACUUM INTO leaves rollback-journal mode in the copy; asking makes sure of it.
        let copy = Connection::open(partial).map_err(at)?;
        copy.execute_batch(include_str!("ship/remove_private_collections.sql")).map_err(at)?;
        copy.pragma_update(None, "journal_mode", "DELETE").map_err(at)?;
        copy.close().map_err(|(_, error)| at(error))
    }

    fn report_ship(&self, output: &Path) -> Result<ShipReport> {
        let count = |table: &str| -> Result<u64> {
            let sql = format!("SELECT count(*) FROM {table}");
            self.connection.query_row(&sql, [], |row| row.get(0)).map_err(|error| self.named(error))
        };
        let bytes = fs::metadata(output).map_err(|source| ArchiveError::Io { path: output.to_owned(), source })?.len();
        Ok(ShipReport {
            path: output.to_owned(),
            bytes,
            articles: count("articles")?,
            contents: count("contents")?,
            captures: count("captures")?,
            originals: count("originals")?,
        })
    }
}

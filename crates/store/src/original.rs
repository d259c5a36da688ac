//! Originals: the exact bytes of a capture, given back.

use std::io::{self, Write};

use cuttings_core::{IdPrefix, RawId};
use rusqlite::OptionalExtension;

use crate::{Archive, ArchiveError, Result};

impl Archive {
    /// The raw hashes of an article's captures that are kept, each once, first capture first.
    ///
    /// # Errors
    /// [`NoSuchId`](ArchiveError::NoSuchId) and [`AmbiguousId`](ArchiveError::AmbiguousId).
    pub fn get_originals(&self, prefix: &IdPrefix) -> Result<Vec<RawId>> {
        let (article, _) = self.find_article(prefix)?;
        let read = || {
            let mut statement = self.connection.prepare_cached(include_str!("original/get_originals.sql"))?;
            statement.query_map([article], |row| Ok(RawId(row.get(0)?)))?.collect::<rusqlite::Result<_>>()
        };
        read().map_err(|error| self.named(error))
    }

    /// The raw hash that begins so, among the originals that are kept.
    ///
    /// # Errors
    /// [`NoSuchId`](ArchiveError::NoSuchId) and [`AmbiguousId`](ArchiveError::AmbiguousId).
    pub fn find_original(&self, prefix: &IdPrefix) -> Result<RawId> {
        let (low, high) = prefix.bounds();
        let read = || {
            let sql = "SELECT sha256 FROM originals WHERE sha256 BETWEEN ?1 AND ?2 LIMIT 6";
            let mut statement = self.connection.prepare_cached(sql)?;
            statement.query_map((low, high), |row| Ok(RawId(row.get(0)?)))?.collect::<rusqlite::Result<Vec<RawId>>>()
        };
        match read().map_err(|error| self.named(error))?.as_slice() {
            [] => Err(ArchiveError::NoSuchId { prefix: *prefix }),
            [id] => Ok(*id),
            several => {
                let candidates = several.iter().map(ToString::to_string).collect();
                Err(ArchiveError::AmbiguousId { prefix: *prefix, candidates })
            }
        }
    }

    /// Writes the bytes of an original; false where they are not kept.
    ///
    /// # Errors
    /// A frame that does not decompress, and a writer that fails.
    pub fn write_original(&self, id: &RawId, output: &mut impl Write) -> Result<bool> {
        let sql = include_str!("original/get_body.sql");
        let read = || self.connection.prepare_cached(sql)?.query_row([id.0], |row| row.get::<_, Vec<u8>>(0)).optional();
        let Some(frame) = read().map_err(|error| self.named(error))? else { return Ok(false) };
        let io = |source: io::Error| ArchiveError::Io { path: self.path.clone(), source };
        zstd::stream::copy_decode(frame.as_slice(), output).map_err(io)?;
        Ok(true)
    }
}

//! Stored records: what was read once, with its bytes where they are kept, to be read again.

use std::io::Read;

use cuttings_core::RawId;
use rusqlite::{OptionalExtension, Row};

use crate::{Archive, Result};

/// Captures that are asked for at a time: an open statement keeps the write-ahead log from being emptied.
const TOGETHER: usize = 256;

/// A record as the archive has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRecord {
    /// The input by name.
    pub source: String,
    /// The place in the input; empty for the whole of it.
    pub locator: String,
    /// The format it was read as.
    pub format: String,
    /// Why it was rejected; `None` where it has an article.
    pub rejection: Option<String>,
    /// The number of its raw bytes.
    pub size: u64,
    /// The raw bytes, where they are kept and can be unpacked.
    pub original: Option<Vec<u8>>,
}

/// A capture before its bytes are fetched.
struct Head {
    row: i64,
    record: StoredRecord,
    raw: RawId,
}

impl Head {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let is_rejected = row.get("is_rejected")?;
        let note: Option<String> = row.get("note")?;
        Ok(Self {
            row: row.get("id")?,
            raw: RawId(row.get("raw_sha256")?),
            record: StoredRecord {
                source: row.get("source")?,
                locator: row.get("locator")?,
                format: row.get("format")?,
                rejection: if is_rejected { Some(note.unwrap_or_default()) } else { None },
                size: row.get("raw_bytes")?,
                original: None,
            },
        })
    }
}

impl Archive {
    /// Gives every record that was ever read, in the order of its captures, until `take` says false.
    ///
    /// # Errors
    /// A damaged file.
    pub fn read_stored(&self, take: &mut dyn FnMut(StoredRecord) -> bool) -> Result<()> {
        self.take_stored(take).map_err(|error| self.named(error))
    }

    /// The raw bytes of all records that were ever read.
    ///
    /// # Errors
    /// A damaged file.
    pub fn count_stored_bytes(&self) -> Result<u64> {
        let sum = "SELECT coalesce(sum(raw_bytes), 0) FROM captures";
        self.connection.query_row(sum, [], |row| row.get(0)).map_err(|error| self.named(error))
    }

    fn take_stored(&self, take: &mut dyn FnMut(StoredRecord) -> bool) -> rusqlite::Result<()> {
        let mut last = 0;
        loop {
            let heads = self.get_heads(last)?;
            let Some(end) = heads.last().map(|head| head.row) else { return Ok(()) };
            last = end;
            for Head { record, raw, .. } in heads {
                let original = self.get_original(&raw, record.size)?;
                if !take(StoredRecord { original, ..record }) {
                    return Ok(());
                }
            }
        }
    }

    fn get_heads(&self, after: i64) -> rusqlite::Result<Vec<Head>> {
        let mut statement = self.connection.prepare_cached(include_str!("stored/get_stored.sql"))?;
        statement.query_map((after, TOGETHER), Head::from_row)?.collect()
    }

    /// The bytes of an original, as far as there should be any: a frame that unpacks to more is not believed.
    fn get_original(&self, id: &RawId, size: u64) -> rusqlite::Result<Option<Vec<u8>>> {
        let mut statement = self.connection.prepare_cached(include_str!("original/get_body.sql"))?;
        let Some(frame) = statement.query_row([id.0], |row| row.get::<_, Vec<u8>>(0)).optional()? else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        let unpacked = zstd::Decoder::new(frame.as_slice())
            .and_then(|decoder| decoder.take(size.saturating_add(1)).read_to_end(&mut bytes));
        Ok(unpacked.ok().map(|_| bytes))
    }
}

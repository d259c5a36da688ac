//! Statistics: what the archive holds, what de-duplication saved, and where the bytes of the file are.

use rusqlite::Row;
use serde::Serialize;

use crate::{Archive, Result};

/// The state of an archive in numbers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stats {
    /// Publications.
    pub articles: u64,
    /// Distinct texts, those of former readings among them.
    pub contents: u64,
    /// What articles were before better readings.
    pub former_readings: u64,
    /// Distinct block texts.
    pub paragraphs: u64,
    /// Blocks of all contents.
    pub blocks: u64,
    /// Blocks that repeat an earlier one of their text.
    pub repeated_blocks: u64,
    /// Records read, each place once.
    pub captures: u64,
    /// Captures of new contents.
    pub new: u64,
    /// Captures of contents that were there already.
    pub duplicate: u64,
    /// Those of the duplicates that were published elsewhere.
    pub reprint: u64,
    /// Captures of new contents at known URLs.
    pub revision: u64,
    /// Captures without an article.
    pub rejected: u64,
    /// Raw records that are kept.
    pub originals: u64,
    /// Import runs.
    pub import_runs: u64,
    /// Publishing hosts or outlets.
    pub sites: u64,
    /// The earliest date of publication.
    pub first_published: Option<String>,
    /// The latest date of publication.
    pub last_published: Option<String>,
    /// Bytes of the records that were read, each place once.
    pub raw_bytes: u64,
    /// Bytes of the texts of all captures, as if each were stored for itself.
    pub text_bytes_captured: u64,
    /// Bytes of the texts as they are stored.
    pub text_bytes_stored: u64,
    /// Bytes that storing each text and paragraph once saved.
    pub text_bytes_saved: u64,
    /// Bytes of the file.
    pub file_bytes: u64,
    /// Bytes of the file by table, with its indexes, largest first.
    pub tables: Vec<TableSize>,
}

/// The size of a table in the file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TableSize {
    /// The table; the parts of the search index count as `search`.
    pub name: String,
    /// Bytes of its pages.
    pub bytes: u64,
    /// Bytes of its pages for each byte of stored text.
    pub per_text_byte: f64,
}

impl Archive {
    /// Counts everything.
    ///
    /// # Errors
    /// A damaged file.
    pub fn stats(&self) -> Result<Stats> {
        self.read_stats().map_err(|error| self.named(error))
    }

    fn read_stats(&self) -> rusqlite::Result<Stats> {
        let mut stats = self.connection.query_row(include_str!("stats/get_counts.sql"), [], Stats::from_row)?;
        let mut statement = self.connection.prepare(include_str!("stats/get_table_sizes.sql"))?;
        let text_bytes = stats.text_bytes_stored.max(1) as f64;
        let tables = statement.query_map([], |row| {
            let bytes: u64 = row.get("bytes")?;
            Ok(TableSize { name: row.get("name")?, bytes, per_text_byte: bytes as f64 / text_bytes })
        })?;
        stats.tables = tables.collect::<Result<_, _>>()?;
        Ok(stats)
    }
}

impl Stats {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let text_bytes_captured: u64 = row.get("text_bytes_captured")?;
        let text_bytes_stored: u64 = row.get("text_bytes_stored")?;
        Ok(Self {
            articles: row.get("articles")?,
            contents: row.get("contents")?,
            former_readings: row.get("former_readings")?,
            paragraphs: row.get("paragraphs")?,
            blocks: row.get("blocks")?,
            repeated_blocks: row.get("repeated_blocks")?,
            captures: row.get("captures")?,
            new: row.get("new")?,
            duplicate: row.get("duplicate")?,
            reprint: row.get("reprint")?,
            revision: row.get("revision")?,
            rejected: row.get("rejected")?,
            originals: row.get("originals")?,
            import_runs: row.get("import_runs")?,
            sites: row.get("sites")?,
            first_published: row.get("first_published")?,
            last_published: row.get("last_published")?,
            raw_bytes: row.get("raw_bytes")?,
            text_bytes_captured,
            text_bytes_stored,
            text_bytes_saved: text_bytes_captured.saturating_sub(text_bytes_stored),
            file_bytes: row.get("file_bytes")?,
            tables: Vec::new(),
        })
    }
}

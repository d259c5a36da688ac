//! Captures: one sighting of a record each, and what became of it.

use rusqlite::Row;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::Serialize;
use serde_json::Value;

use cuttings_core::RawId;

use crate::{Archive, Result};

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A content that was not there before.
    New,
    /// A content that was there already.
    Duplicate,
    /// A new content at a URL that was known.
    Revision,
    /// No article; the capture's note says why.
    Rejected,
}

impl Outcome {
    /// The name in the archive and in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Duplicate => "duplicate",
            Self::Revision => "revision",
            Self::Rejected => "rejected",
        }
    }
}

impl ToSql for Outcome {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.name().into())
    }
}

impl FromSql for Outcome {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let name = value.as_str()?;
        [Self::New, Self::Duplicate, Self::Revision, Self::Rejected]
            .into_iter()
            .find(|outcome| outcome.name() == name)
            .ok_or(FromSqlError::InvalidType)
    }
}

/// One sighting of a record.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Capture {
    /// When the import run began that saw it.
    pub captured_at: String,
    /// The input by name.
    pub source: String,
    /// The place in the input; empty for the whole of it.
    pub locator: String,
    /// The format it was read as.
    pub format: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Whether it showed a known content at another site or URL.
    pub reprint: bool,
    /// The id that the record had where it came from.
    pub external_id: Option<String>,
    /// Why it was rejected, or what could not be understood.
    pub note: Option<String>,
    /// Fields without a place of their own, or that differ from the article's.
    pub extra: Option<Value>,
    /// Size of the raw bytes.
    pub raw_bytes: u64,
    /// SHA-256 of the raw bytes, in hex.
    pub raw_sha256: String,
    /// Whether the raw bytes are kept in the archive.
    pub kept: bool,
}

impl Capture {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let extra: Option<String> = row.get("extra")?;
        Ok(Self {
            captured_at: row.get("captured_at")?,
            source: row.get("source")?,
            locator: row.get("locator")?,
            format: row.get("format")?,
            outcome: row.get("outcome")?,
            reprint: row.get("reprint")?,
            external_id: row.get("external_id")?,
            note: row.get("note")?,
            extra: extra.and_then(|text| serde_json::from_str(&text).ok()),
            raw_bytes: row.get("raw_bytes")?,
            raw_sha256: RawId(row.get("raw_sha256")?).to_string(),
            kept: row.get("kept")?,
        })
    }
}

impl Archive {
    /// The captures of an article, by its row, in the order they were made; at most `limit`.
    pub(crate) fn get_captures(&self, article: i64, limit: u32) -> Result<Vec<Capture>> {
        let read = || {
            let mut statement = self.connection.prepare_cached(include_str!("capture/get_captures.sql"))?;
            statement.query_map((article, limit), Capture::from_row)?.collect::<rusqlite::Result<_>>()
        };
        read().map_err(|error| self.named(error))
    }
}

//! Former readings: what articles were before their records were read again by better readers.

use cuttings_core::{ArticleId, ContentId, IdPrefix};
use rusqlite::Row;
use serde::Serialize;
use serde_json::Value;

use crate::{Archive, ArchiveError, Result};

/// What an article was.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormerReading {
    /// The first 12 hex digits of the id that the article had.
    pub id: String,
    /// The whole id of the content that it had.
    pub content: String,
    /// The title that it had.
    pub title: String,
    /// The words that its text had.
    pub words: u64,
    /// The number of the run that read it again.
    pub run: i64,
    /// When that run began.
    pub replaced_at: String,
    /// Its fields as they were.
    pub fields: Value,
}

impl FormerReading {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let fields: String = row.get("fields")?;
        Ok(Self {
            id: ArticleId(row.get("sha256")?).short(),
            content: ContentId(row.get("content")?).to_string(),
            title: row.get("title")?,
            words: row.get("words")?,
            run: row.get("run")?,
            replaced_at: row.get("replaced_at")?,
            fields: serde_json::from_str(&fields).unwrap_or_default(),
        })
    }
}

impl Archive {
    /// What the article in a row was before, the latest first.
    pub(crate) fn get_former_readings(&self, article: i64) -> rusqlite::Result<Vec<FormerReading>> {
        let mut statement = self.connection.prepare_cached(include_str!("former/get_former_readings.sql"))?;
        statement.query_map([article], FormerReading::from_row)?.collect()
    }

    /// The row of the article of which a former reading has an id that begins so, and that id.
    pub(crate) fn find_former_reading(&self, prefix: &IdPrefix) -> Result<(i64, ArticleId)> {
        let (low, high) = prefix.bounds();
        let read = || {
            let mut statement = self.connection.prepare_cached(include_str!("former/find_former_readings.sql"))?;
            let rows = statement
                .query_map((&low[..8], &high[..8], low, high), |row| Ok((row.get(0)?, ArticleId(row.get(1)?))))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        match read().map_err(|error| self.named(error))?.as_slice() {
            [] => Err(ArchiveError::NoSuchId { prefix: *prefix }),
            [one] => Ok(*one),
            several => {
                let candidates = several.iter().map(|(_, id)| id.to_string()).collect();
                Err(ArchiveError::AmbiguousId { prefix: *prefix, candidates })
            }
        }
    }
}

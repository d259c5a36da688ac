//! Writing captures and originals.

use rusqlite::OptionalExtension;
use serde_json::{Map, Value};

use super::{Original, Sighting, Verdict};
use crate::Archive;
use crate::capture::Outcome;

impl Archive {
    /// What became of this very record when it was read before: the same bytes in the same place.
    pub(super) fn get_known_capture(&self, source: i64, sighting: &Sighting<'_>) -> rusqlite::Result<Option<Outcome>> {
        self.connection
            .prepare_cached(include_str!("get_known_capture.sql"))?
            .query_row((source, sighting.locator, sighting.original.id.0), |row| row.get(0))
            .optional()
    }

    /// Adds the capture of a sighting.
    pub(super) fn add_capture(
        &self,
        run: i64,
        source: i64,
        sighting: &Sighting<'_>,
        verdict: Verdict,
        extra: Option<Map<String, Value>>,
    ) -> rusqlite::Result<()> {
        let (external_id, note) = match &sighting.reading {
            Ok(digested) => (digested.external_id.as_deref(), joined(&digested.notes)),
            Err(reason) => (None, Some(reason.clone())),
        };
        let extra = extra.filter(|extra| !extra.is_empty()).map(|extra| Value::Object(extra).to_string());
        let mut statement = self.connection.prepare_cached(include_str!("add_capture.sql"))?;
        statement.execute(rusqlite::params![
            run,
            source,
            sighting.locator,
            sighting.format,
            sighting.original.id.0,
            sighting.original.size,
            verdict.outcome,
            verdict.reprint,
            verdict.article,
            external_id,
            note,
            extra,
        ])?;
        Ok(())
    }

    /// Keeps raw bytes that are not kept yet.
    pub(super) fn add_original(&self, original: &Original) -> rusqlite::Result<()> {
        let Some(zstd) = &original.zstd else { return Ok(()) };
        let known = "SELECT 1 FROM originals WHERE sha256 = ?1";
        if self.connection.prepare_cached(known)?.exists([original.id.0])? {
            return Ok(());
        }
        let body = self.connection.prepare_cached("INSERT INTO original_bodies (zstd) VALUES (?1)")?.insert([zstd])?;
        let add = "INSERT INTO originals (sha256, body_id) VALUES (?1, ?2)";
        self.connection.prepare_cached(add)?.execute((original.id.0, body))?;
        Ok(())
    }
}

fn joined(notes: &[String]) -> Option<String> {
    (!notes.is_empty()).then(|| notes.join("; "))
}

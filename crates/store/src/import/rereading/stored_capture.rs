//! The captures whose records are read again: as they stand, and changed.

use cuttings_core::{ArticleId, Digested};
use rusqlite::{OptionalExtension, Row};
use serde_json::{Map, Value};

use super::Rank;
use crate::Archive;
use crate::capture::Outcome;
use crate::import::{Sighting, Verdict};

/// A capture as it stands.
#[derive(Debug)]
pub(super) struct StoredCapture {
    row: i64,
    /// The run that saw it first.
    pub(super) run: i64,
    /// Its article, unless it was rejected.
    pub(super) article: Option<CapturedArticle>,
    pub(super) external_id: Option<String>,
    pub(super) note: Option<String>,
    extra: Option<String>,
}

/// The article of a capture.
#[derive(Debug)]
pub(super) struct CapturedArticle {
    pub(super) row: i64,
    pub(super) id: ArticleId,
    /// The row of its content.
    pub(super) content: i64,
    /// Whether there is a text beside title and standfirst.
    pub(super) has_blocks: bool,
}

impl StoredCapture {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let article: Option<i64> = row.get("article_id")?;
        Ok(Self {
            row: row.get("id")?,
            run: row.get("run_id")?,
            article: article.map(|_| CapturedArticle::from_row(row)).transpose()?,
            external_id: row.get("external_id")?,
            note: row.get("note")?,
            extra: row.get("extra")?,
        })
    }

    /// What it remembers beside its article.
    pub(super) fn extra(&self) -> Map<String, Value> {
        self.extra.as_deref().and_then(|extra| serde_json::from_str(extra).ok()).unwrap_or_default()
    }

    /// What was said of the record, and what is said now. The former may be of its place, which reading it again does
    /// not see, so nothing of it is dropped.
    fn joined_note(&self, notes: &[String]) -> Option<String> {
        let mut all = self.note.clone().unwrap_or_default();
        for note in notes.iter().filter(|note| !self.note.as_ref().is_some_and(|known| known.contains(note.as_str()))) {
            if !all.is_empty() {
                all.push_str("; ");
            }
            all.push_str(note);
        }
        Some(all).filter(|note| !note.is_empty())
    }
}

impl CapturedArticle {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            row: row.get("article_id")?,
            id: ArticleId(row.get("article")?),
            content: row.get("content_id")?,
            has_blocks: row.get("has_blocks")?,
        })
    }
}

impl Archive {
    /// The capture of these very bytes in this very place.
    pub(super) fn get_stored_capture(
        &self,
        source: i64,
        sighting: &Sighting<'_>,
    ) -> rusqlite::Result<Option<StoredCapture>> {
        self.connection
            .prepare_cached(include_str!("get_stored_capture.sql"))?
            .query_row((source, sighting.locator, sighting.original.id.0), StoredCapture::from_row)
            .optional()
    }

    pub(super) fn get_captured_article(&self, article: i64) -> rusqlite::Result<CapturedArticle> {
        let mut statement = self.connection.prepare_cached(include_str!("get_captured_article.sql"))?;
        statement.query_row([article], CapturedArticle::from_row)
    }

    /// Whether a reading names the fields as the import did that made the capture. A record that is not read any more is
    /// no proof either way where fields had names.
    pub(super) fn has_names(&self, run: i64, sighting: &Sighting<'_>) -> rusqlite::Result<bool> {
        let Ok(digested) = &sighting.reading else {
            let any = "SELECT 1 FROM run_fields WHERE run_id = ?1 AND format = ?2";
            return Ok(!self.connection.prepare_cached(any)?.exists((run, sighting.format))?);
        };
        let known = "SELECT 1 FROM run_fields WHERE run_id = ?1 AND format = ?2 AND field = ?3 AND name = ?4";
        let mut known = self.connection.prepare_cached(known)?;
        for (field, name) in &digested.mapped {
            if !known.exists((run, sighting.format, field, name))? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Which of the captures of an article one is, or would be.
    pub(super) fn get_rank(&self, capture: &StoredCapture, article: i64) -> rusqlite::Result<Rank> {
        let mut statement = self.connection.prepare_cached(include_str!("get_rank.sql"))?;
        statement.query_row((article, capture.row), |row| {
            let (first, had_others): (Option<i64>, bool) = (row.get(0)?, row.get(1)?);
            Ok(match first {
                Some(first) if first < capture.row => Rank::Later,
                None if !had_others => Rank::Only,
                _ => Rank::First,
            })
        })
    }

    /// Gives a capture another article and what its reading says beside it. Its outcome stays: that is what became of
    /// the record when it was read first.
    pub(super) fn move_capture(
        &self,
        capture: &StoredCapture,
        digested: &Digested,
        article: i64,
        extra: Map<String, Value>,
    ) -> rusqlite::Result<()> {
        let external_id = digested.external_id.as_ref().or(capture.external_id.as_ref());
        let note = capture.joined_note(&digested.notes);
        let update = "UPDATE captures SET article_id = ?2, external_id = ?3, note = ?4, extra = ?5 WHERE id = ?1";
        self.connection.prepare_cached(update)?.execute((capture.row, article, external_id, &note, as_text(extra)))?;
        self.count_note(capture, note.is_some())
    }

    /// Gives a rejected capture its article; the counts of its run follow.
    pub(super) fn accept_capture(
        &self,
        capture: &StoredCapture,
        digested: &Digested,
        verdict: Verdict,
        extra: Map<String, Value>,
    ) -> rusqlite::Result<()> {
        let note = Some(digested.notes.join("; ")).filter(|note| !note.is_empty());
        self.connection.prepare_cached(include_str!("accept_capture.sql"))?.execute((
            capture.row,
            verdict.outcome,
            verdict.reprint,
            verdict.article,
            &digested.external_id,
            &note,
            as_text(extra),
        ))?;
        self.connection.prepare_cached(include_str!("accept_in_run.sql"))?.execute((
            capture.run,
            verdict.outcome == Outcome::New,
            verdict.outcome == Outcome::Duplicate,
            verdict.outcome == Outcome::Revision,
            verdict.reprint,
            note.is_some(),
        ))?;
        Ok(())
    }

    /// Says something more of a capture.
    pub(super) fn add_capture_note(&self, capture: &StoredCapture, note: &str) -> rusqlite::Result<()> {
        let note = capture.joined_note(&[note.to_owned()]);
        self.connection.prepare_cached("UPDATE captures SET note = ?2 WHERE id = ?1")?.execute((capture.row, note))?;
        self.count_note(capture, true)
    }

    /// Writes what a capture remembers, if that is more than it did.
    pub(super) fn update_extra(&self, capture: &StoredCapture, extra: Map<String, Value>) -> rusqlite::Result<()> {
        if extra == capture.extra() {
            return Ok(());
        }
        let update = "UPDATE captures SET extra = ?2 WHERE id = ?1";
        self.connection.prepare_cached(update)?.execute((capture.row, as_text(extra))).map(drop)
    }

    /// A capture with its first note counts as noted in its run.
    fn count_note(&self, capture: &StoredCapture, is_noted: bool) -> rusqlite::Result<()> {
        if capture.note.is_some() || !is_noted {
            return Ok(());
        }
        let count = "UPDATE import_runs SET noted = noted + 1 WHERE id = ?1";
        self.connection.prepare_cached(count)?.execute([capture.run]).map(drop)
    }
}

fn as_text(extra: Map<String, Value>) -> Option<String> {
    (!extra.is_empty()).then(|| Value::Object(extra).to_string())
}

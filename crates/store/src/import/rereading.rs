//! Reading again: a record whose original is kept was read anew, by readers that may have become better. Where they give
//! another article, the capture goes over to that, and what it was before becomes a *former reading*.
//!
//! It goes capture by capture, so that the archive comes out as if the better readers had read it in the first place: an
//! article stays as long as one of its captures still gives it. The first capture of an article has the say in its
//! fields, later ones complete them, as when they were imported. So reading again twice changes nothing the second time.

mod fields;
mod former;
mod index;
mod stored_capture;
mod tally;
#[cfg(test)]
mod tests;

use cuttings_core::{ArticleId, Digested};
use serde_json::{Map, Value};

pub(super) use tally::Rereadings;

use super::articles::KnownArticle;
use super::{Import, Sighting};
use crate::Result;
use crate::capture::Outcome;
use fields::ArticleFields;
use stored_capture::{CapturedArticle, StoredCapture};

/// Names of fields that were given with an import are not kept in the archive, so what was read by them cannot be read
/// by them again.
const OTHER_NAMES: &str = "its fields were read by names that the import was given with --map";
const NOT_STORED: &str = "the bytes that are kept do not have its hash; `cuttings check` says more";
/// What a note begins with where a capture has an article that was not found again.
const STAYS: &str = "the earlier reading stays, because a later one found no text";

/// What came of reading a record again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rereading {
    /// The same article with the same fields.
    Unchanged,
    /// Another article, or other fields of it.
    Better {
        /// The article that it was.
        former: ArticleId,
        /// The article that it is.
        now: ArticleId,
    },
    /// An article, where the record had been rejected.
    Accepted {
        /// The article.
        now: ArticleId,
    },
    /// No text, for this reason, where there was one: that stays.
    Kept(String),
    /// It was not read again, for this reason.
    LeftOut(&'static str),
}

/// Which of the captures of an article one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rank {
    /// The only one there ever was: the article is what it says.
    Only,
    /// The first: what it says goes before what others say.
    First,
    /// It completes what the others say.
    Later,
}

impl Import<'_> {
    /// Takes a record of the archive that was read again. The sighting has the place and the hash of its capture.
    ///
    /// # Errors
    /// As [`Import::add`].
    pub fn reread(&mut self, sighting: Sighting<'_>) -> Result<Rereading> {
        self.take_again(sighting).map_err(|error| self.archive.named(error))
    }

    fn take_again(&mut self, mut sighting: Sighting<'_>) -> rusqlite::Result<Rereading> {
        self.begin_record(&sighting)?;
        let source = self.names.get_source(&self.archive.connection, sighting.source)?;
        let Some(capture) = self.archive.get_stored_capture(source, &sighting)? else {
            self.rereadings.leave_out(sighting.format, NOT_STORED, 1);
            return Ok(Rereading::LeftOut(NOT_STORED));
        };
        // One that was rejected and still is was not read by any names.
        let is_nothing = capture.article.is_none() && sighting.reading.is_err();
        let rereading = if is_nothing || self.archive.has_names(capture.run, &sighting)? {
            if let Ok(digested) = &sighting.reading {
                self.counts.add_blocks(&digested.content.blocks);
            }
            let rereading = self.compare(&capture, &mut sighting.reading)?;
            let is_article = capture.article.is_some() || matches!(rereading, Rereading::Accepted { .. });
            let outcome = if is_article { Outcome::Duplicate } else { Outcome::Rejected };
            self.counts.add_known(outcome, &sighting);
            rereading
        } else {
            Rereading::LeftOut(OTHER_NAMES)
        };
        self.rereadings.add(sighting.format, &rereading);
        Ok(rereading)
    }

    fn compare(
        &mut self,
        capture: &StoredCapture,
        reading: &mut Result<Digested, String>,
    ) -> rusqlite::Result<Rereading> {
        match (&capture.article, reading) {
            (None, Err(_)) => Ok(Rereading::Unchanged),
            (None, Ok(digested)) => self.accept(capture, digested),
            (Some(_), Err(reason)) => self.keep(capture, reason),
            (Some(was), Ok(digested)) if digested.content.blocks.is_empty() && was.has_blocks => {
                self.keep(capture, "only a title")
            }
            (Some(was), Ok(digested)) if digested.article.id == was.id => self.refresh(capture, was, digested),
            (Some(was), Ok(digested)) => self.go_over(capture, was, digested),
        }
    }

    /// A capture that was rejected gets its article, and its run counts it so.
    fn accept(&mut self, capture: &StoredCapture, digested: &mut Digested) -> rusqlite::Result<Rereading> {
        let (verdict, known) = self.get_or_add_article(digested)?;
        let extra = self.settle(capture, known, digested)?;
        self.archive.accept_capture(capture, digested, verdict, extra)?;
        Ok(Rereading::Accepted { now: digested.article.id })
    }

    /// A text is never given up for none.
    fn keep(&mut self, capture: &StoredCapture, reason: &str) -> rusqlite::Result<Rereading> {
        if !capture.note.as_deref().is_some_and(|note| note.contains(STAYS)) {
            self.archive.add_capture_note(capture, &format!("{STAYS}: {reason}"))?;
        }
        Ok(Rereading::Kept(reason.to_owned()))
    }

    /// The same article: its fields may be better.
    fn refresh(
        &mut self,
        capture: &StoredCapture,
        was: &CapturedArticle,
        digested: &mut Digested,
    ) -> rusqlite::Result<Rereading> {
        let before = self.archive.get_fields(was.row)?;
        let rank = self.archive.get_rank(capture, was.row)?;
        let Some(known) = self.archive.get_known_article(&was.id)? else { return Ok(Rereading::Unchanged) };
        if rank == Rank::Later {
            let mut extra = capture.extra();
            self.complete_article(&known, &digested.article, &mut extra)?;
            self.archive.update_extra(capture, extra)?;
        } else {
            self.improve(&known, &before, &digested.article.clone().into(), rank)?;
        }
        if self.archive.get_fields(was.row)? == before {
            return Ok(Rereading::Unchanged);
        }
        if rank != Rank::Later {
            let extra = std::mem::take(&mut digested.extra);
            self.archive.move_capture(capture, digested, was.row, extra)?;
        }
        self.archive.add_former_reading(self.run, was, was.row, &before, capture)?;
        Ok(Rereading::Better { former: was.id, now: was.id })
    }

    /// The capture goes over to another article. The one that it was goes when no other capture gives it.
    fn go_over(
        &mut self,
        capture: &StoredCapture,
        was: &CapturedArticle,
        digested: &mut Digested,
    ) -> rusqlite::Result<Rereading> {
        let before = self.archive.get_fields(was.row)?;
        let (verdict, known) = self.get_or_add_article(digested)?;
        let Some(now) = verdict.article else { return Ok(Rereading::Unchanged) };
        let extra = self.settle(capture, known, digested)?;
        self.archive.move_capture(capture, digested, now, extra)?;
        self.archive.add_former_reading(self.run, was, now, &before, capture)?;
        self.archive.retire_article(was, now)?;
        Ok(Rereading::Better { former: was.id, now: digested.article.id })
    }

    /// Brings what a capture says and what its new article has together; gives what the capture should remember.
    fn settle(
        &mut self,
        capture: &StoredCapture,
        known: Option<KnownArticle>,
        digested: &mut Digested,
    ) -> rusqlite::Result<Map<String, Value>> {
        let mut extra = std::mem::take(&mut digested.extra);
        let Some(known) = known else { return Ok(extra) };
        match self.archive.get_rank(capture, known.row)? {
            Rank::Later => self.complete_article(&known, &digested.article, &mut extra)?,
            rank => {
                let before = self.archive.get_fields(known.row)?;
                if self.improve(&known, &before, &digested.article.clone().into(), rank)? {
                    let was = self.archive.get_captured_article(known.row)?;
                    self.archive.add_former_reading(self.run, &was, known.row, &before, capture)?;
                    // It may have another date now, and so be near to others.
                    self.archive.add_pending_content(was.content)?;
                }
            }
        }
        Ok(extra)
    }

    /// Gives an article the fields of a capture that has the say; tells whether they were others.
    fn improve(
        &mut self,
        known: &KnownArticle,
        before: &ArticleFields,
        reading: &ArticleFields,
        rank: Rank,
    ) -> rusqlite::Result<bool> {
        let better = if rank == Rank::Only { reading.clone() } else { before.improved_by(reading) };
        if better == *before {
            return Ok(false);
        }
        self.update_fields(known.row, &better)?;
        Ok(true)
    }
}

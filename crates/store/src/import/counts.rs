//! What an import counts.

use cuttings_core::DigestedBlock;
use serde::Serialize;

use super::{Sighting, Verdict};
use crate::Archive;
use crate::capture::Outcome;

/// The counts of an import run. `read = new + duplicate + revision + rejected`, always.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Counts {
    /// Records read.
    pub read: u64,
    /// Contents not seen before.
    pub new: u64,
    /// Contents that were there already.
    pub duplicate: u64,
    /// Those of the duplicates that were published at another site or URL.
    pub reprint: u64,
    /// New contents at known URLs.
    pub revision: u64,
    /// Records without an article.
    pub rejected: u64,
    /// Those of the duplicates and rejected that were read before in the same place.
    pub known: u64,
    /// Articles with something that could not be understood, such as a date.
    pub noted: u64,
    /// Bytes of the records.
    pub bytes: u64,
    /// Blocks of new contents.
    pub paragraphs: ParagraphCounts,
}

/// What became of the blocks of the articles that an import read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParagraphCounts {
    /// Blocks read.
    pub seen: u64,
    /// Texts that were not in the archive before.
    pub distinct: u64,
    /// Blocks that repeat an earlier one of the same text.
    pub repeated: u64,
}

impl Counts {
    /// Counts a record that was read before in the same place.
    pub(super) fn add_known(&mut self, outcome: Outcome, sighting: &Sighting<'_>) {
        self.known += 1;
        self.add(Verdict { outcome, reprint: false, article: None }, sighting);
    }

    /// Counts a record.
    pub(super) fn add(&mut self, verdict: Verdict, sighting: &Sighting<'_>) {
        self.read += 1;
        self.bytes += sighting.original.size;
        self.reprint += u64::from(verdict.reprint);
        *match verdict.outcome {
            Outcome::New => &mut self.new,
            Outcome::Duplicate => &mut self.duplicate,
            Outcome::Revision => &mut self.revision,
            Outcome::Rejected => &mut self.rejected,
        } += 1;
        self.noted += u64::from(sighting.reading.as_ref().is_ok_and(|digested| !digested.notes.is_empty()));
    }

    /// Counts the blocks of a record, which must still be there.
    pub(super) fn add_blocks(&mut self, blocks: &[DigestedBlock]) {
        self.paragraphs.seen += blocks.len() as u64;
        self.paragraphs.repeated += blocks.iter().filter(|block| block.repeats.is_some()).count() as u64;
    }
}

impl Archive {
    /// Writes the counts of a run so far.
    pub(super) fn update_run(&self, run: i64, counts: &Counts) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare_cached(include_str!("update_run.sql"))?;
        statement.execute(rusqlite::named_params! {
            ":run": run,
            ":read": counts.read,
            ":new": counts.new,
            ":duplicate": counts.duplicate,
            ":reprint": counts.reprint,
            ":revision": counts.revision,
            ":rejected": counts.rejected,
            ":known": counts.known,
            ":noted": counts.noted,
            ":bytes": counts.bytes,
            ":seen": counts.paragraphs.seen,
            ":distinct": counts.paragraphs.distinct,
            ":repeated": counts.paragraphs.repeated,
        })?;
        Ok(())
    }
}

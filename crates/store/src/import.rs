//! Importing: the one writer. Takes digested records in the order of the input and gives each its outcome.

mod articles;
mod blocks;
mod captures;
mod contents;
mod counts;
mod fields;
mod indexer;
mod names;
mod rereading;

use cuttings_core::{Digested, RawId, Sketch};

pub use counts::{Counts, ParagraphCounts};
pub use rereading::Rereading;

use crate::capture::Outcome;
use crate::likeness::{ComparisonReport, add_sketches};
use crate::lock::ImportLock;
use crate::runs::RunReport;
use crate::search::{add_segment, merge_segments, update_kept};
use crate::{Archive, Result};
use blocks::WaitingBlocks;
use fields::MappedFields;
use indexer::Indexer;
use names::Names;
use rereading::Rereadings;

/// A transaction ends after this many records…
const BATCH_RECORDS: u64 = 20_000;
/// …or after this many raw bytes: what an interrupted import may lose. Each adds a segment to the search index, and many
/// segments are slow to search and have to be merged.
const BATCH_BYTES: u64 = 64 << 20;

/// The raw bytes of a record, as far as the archive takes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// Their hash.
    pub id: RawId,
    /// Their number.
    pub size: u64,
    /// The bytes as one zstd frame, where they are to be kept.
    pub zstd: Option<Vec<u8>>,
}

/// A record as the archive sees it: where it was, what it was, and the article in it or the reason why there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Sighting<'a> {
    /// The input by name.
    pub source: &'a str,
    /// The place in the input; empty for the whole of it.
    pub locator: &'a str,
    /// The format it was read as; empty where none was known.
    pub format: &'a str,
    /// Its raw bytes.
    pub original: Original,
    /// The article, or the reason for rejection.
    pub reading: Result<Digested, String>,
}

/// What became of a sighting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verdict {
    outcome: Outcome,
    reprint: bool,
    article: Option<i64>,
}

/// An import run in progress. [Finish](Import::finish) it; dropped without that, it leaves what was committed so far
/// and a run without an end.
#[derive(Debug)]
pub struct Import<'a> {
    archive: &'a mut Archive,
    run: i64,
    counts: Counts,
    names: Names,
    blocks: WaitingBlocks,
    sketches: Vec<(i64, Sketch)>,
    fields: MappedFields,
    rereadings: Rereadings,
    indexer: Indexer,
    /// Whether nothing is to be kept.
    trial: bool,
    batch_records: u64,
    batch_bytes: u64,
    _lock: ImportLock,
}

impl Archive {
    /// Begins an import run. `inputs` are the names of the inputs for the log, `program` is who writes.
    ///
    /// # Errors
    /// [`Locked`](crate::ArchiveError::Locked) while another import runs.
    pub fn begin_import(&mut self, program: &str, inputs: &[String]) -> Result<Import<'_>> {
        let lock = ImportLock::take(&self.path)?;
        let mut import = Import {
            archive: self,
            run: 0,
            counts: Counts::default(),
            names: Names::default(),
            blocks: WaitingBlocks::after(0),
            sketches: Vec::new(),
            fields: MappedFields::default(),
            rereadings: Rereadings::default(),
            indexer: Indexer::start(),
            trial: false,
            batch_records: 0,
            batch_bytes: 0,
            _lock: lock,
        };
        import.begin(program, inputs).map_err(|error| import.archive.named(error))?;
        Ok(import)
    }

    /// Begins an import run of which nothing is kept: it does everything in one transaction, which is never committed.
    ///
    /// # Errors
    /// As [`Archive::begin_import`].
    pub fn begin_trial(&mut self, program: &str, inputs: &[String]) -> Result<Import<'_>> {
        let mut import = self.begin_import(program, inputs)?;
        import.trial = true;
        Ok(import)
    }
}

impl Import<'_> {
    /// Writes one record and gives its outcome.
    ///
    /// # Errors
    /// A full disk or a damaged file; the records up to the last commit are safe.
    pub fn add(&mut self, sighting: Sighting<'_>) -> Result<Outcome> {
        self.write(sighting).map_err(|error| self.archive.named(error))
    }

    /// The number of the run in this file.
    #[must_use]
    pub fn number(&self) -> i64 {
        self.run
    }

    /// What was counted so far.
    #[must_use]
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Commits what was added so far without ending the run: for an import that is being interrupted.
    ///
    /// # Errors
    /// As [`Import::add`].
    pub fn commit(&mut self) -> Result<()> {
        self.commit_batch().map_err(|error| self.archive.named(error))
    }

    /// Ends the run, and compares what it brought with what was there.
    ///
    /// # Errors
    /// As [`Import::add`].
    pub fn finish(mut self) -> Result<(Counts, ComparisonReport)> {
        let compared = self.end_and_compare().map_err(|error| self.archive.named(error))?;
        Ok((self.counts.clone(), compared))
    }

    /// Ends the run and leaves the comparison to the next one, or to [`Archive::compare_pending`].
    ///
    /// # Errors
    /// As [`Import::add`].
    pub fn finish_uncompared(mut self) -> Result<Counts> {
        self.end_uncompared().map_err(|error| self.archive.named(error))?;
        Ok(self.counts.clone())
    }

    /// Ends the run and says what it came to, with at most `limit` rejections and `limit` notes: of a
    /// [trial](Archive::begin_trial), what it would have come to.
    ///
    /// # Errors
    /// As [`Import::add`].
    pub fn finish_and_report(mut self, limit: u32) -> Result<RunReport> {
        self.end_and_compare().map_err(|error| self.archive.named(error))?;
        self.report(limit)
    }

    /// [Commits](Self::commit) and says what the run came to so far.
    ///
    /// # Errors
    /// As [`Import::add`].
    pub fn commit_and_report(mut self, limit: u32) -> Result<RunReport> {
        self.commit()?;
        self.report(limit)
    }

    fn report(&self, limit: u32) -> Result<RunReport> {
        let report = self.archive.get_run_report(self.run, limit)?;
        report.ok_or_else(|| self.archive.named(rusqlite::Error::QueryReturnedNoRows))
    }

    fn end(&mut self) -> rusqlite::Result<()> {
        let end = "UPDATE import_runs SET finished_at = ?1 WHERE id = ?2";
        self.archive.connection.execute(end, (now(), self.run))?;
        self.commit_batch()
    }

    /// Ends the run, compares what it brought, and keeps what searches need, where anything is kept.
    fn end_and_compare(&mut self) -> rusqlite::Result<ComparisonReport> {
        self.end()?;
        if self.trial {
            return Ok(ComparisonReport::default());
        }
        self.archive.connection.execute_batch("COMMIT")?;
        let compared = self.archive.compare()?;
        update_kept(&self.archive.connection)?;
        Ok(compared)
    }

    fn end_uncompared(&mut self) -> rusqlite::Result<()> {
        self.end()?;
        if self.trial {
            return Ok(());
        }
        self.archive.connection.execute_batch("COMMIT")?;
        update_kept(&self.archive.connection)
    }

    fn begin(&mut self, program: &str, inputs: &[String]) -> rusqlite::Result<()> {
        let connection = &self.archive.connection;
        // The rows of an import refer only to rows that it has just found or added. Looking for each of them again, and
        // keeping every page as it was in case one is missing, is a sixth of the time. `check` looks at all references.
        connection.execute_batch("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE")?;
        let inputs = serde_json::Value::from(inputs).to_string();
        connection.execute(
            "INSERT INTO import_runs (started_at, program, inputs) VALUES (?1, ?2, ?3)",
            (now(), program, inputs),
        )?;
        self.run = connection.last_insert_rowid();
        let last = connection.query_row("SELECT coalesce(max(id), 0) FROM blocks", [], |row| row.get(0))?;
        self.blocks = WaitingBlocks::after(last);
        Ok(())
    }

    fn write(&mut self, mut sighting: Sighting<'_>) -> rusqlite::Result<Outcome> {
        self.begin_record(&sighting)?;
        if let Ok(digested) = &sighting.reading {
            self.counts.add_blocks(&digested.content.blocks);
        }
        let source = self.names.get_source(&self.archive.connection, sighting.source)?;
        if let Some(outcome) = self.archive.get_known_capture(source, &sighting)? {
            let outcome = if outcome == Outcome::Rejected { outcome } else { Outcome::Duplicate };
            self.counts.add_known(outcome, &sighting);
            return Ok(outcome);
        }
        let (verdict, extra) = match &mut sighting.reading {
            Ok(digested) => {
                self.fields.add(sighting.format, std::mem::take(&mut digested.mapped));
                self.add_article(digested)?
            }
            Err(_) => (Verdict { outcome: Outcome::Rejected, reprint: false, article: None }, None),
        };
        self.archive.add_capture(self.run, source, &sighting, verdict, extra)?;
        self.archive.add_original(&sighting.original)?;
        self.counts.add(verdict, &sighting);
        Ok(verdict.outcome)
    }

    /// Makes room in the batch for one more record.
    fn begin_record(&mut self, sighting: &Sighting<'_>) -> rusqlite::Result<()> {
        if self.batch_records >= BATCH_RECORDS || self.batch_bytes >= BATCH_BYTES {
            self.commit_batch()?;
        }
        self.batch_records += 1;
        self.batch_bytes += sighting.original.size;
        Ok(())
    }

    fn commit_batch(&mut self) -> rusqlite::Result<()> {
        // The index of the batch is finished while its last blocks are written.
        self.indexer.ask_for_segment();
        self.write_blocks()?;
        add_sketches(&self.archive.connection, &std::mem::take(&mut self.sketches))?;
        let segment = self.indexer.take_segment()?;
        self.fields.write(&self.archive.connection, self.run)?;
        self.rereadings.write(&self.archive.connection, self.run)?;
        self.archive.update_run(self.run, &self.counts)?;
        if !self.trial {
            let connection = &self.archive.connection;
            add_segment(connection, &segment)?;
            merge_segments(connection)?;
            connection.execute_batch("COMMIT; BEGIN IMMEDIATE")?;
        }
        self.batch_records = 0;
        self.batch_bytes = 0;
        Ok(())
    }
}

impl Drop for Import<'_> {
    fn drop(&mut self) {
        // Whatever was not committed goes; after a commit this ends an empty transaction.
        let _ = self.archive.connection.execute_batch("ROLLBACK");
        let _ = self.archive.connection.execute_batch("PRAGMA foreign_keys = ON");
    }
}

/// The time as the archive has it.
pub(crate) fn now() -> String {
    chrono::Utc::now().format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

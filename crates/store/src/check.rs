//! Checking: does the file hold what it says? Nothing is believed: SQLite looks at its pages, and every hash is worked
//! out again from what it is the hash of.

mod hashes;
mod index;

pub(crate) use index::get_search_text;
use rusqlite::Row;
use serde::Serialize;

use crate::lock::ImportLock;
use crate::search::{forget_postings, update_kept};
use crate::{Archive, ArchiveError, Result};

/// Findings of one kind that are listed; the rest are counted.
const MOST_FINDINGS: usize = 20;

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// What is wrong, empty in a sound archive.
    pub findings: Vec<Finding>,
    /// Contents whose hash was worked out again.
    pub contents: u64,
    /// Paragraphs whose key was.
    pub paragraphs: u64,
    /// Articles whose id was.
    pub articles: u64,
    /// Former readings whose id was.
    pub former_readings: u64,
    /// Originals whose hash was.
    pub originals: u64,
    /// Words in the search index, each place counted.
    pub index_words: u64,
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The part of the archive: `file`, `references`, `contents`, `paragraphs`, `articles`,
    /// `former_readings`, `originals`, `index`.
    pub part: &'static str,
    /// What is wrong with it.
    pub detail: String,
}

impl CheckReport {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }

    /// Notes a finding, unless there are many of its kind already.
    fn add(&mut self, part: &'static str, detail: String) {
        let of_kind = self.findings.iter().filter(|finding| finding.part == part).count();
        match of_kind {
            MOST_FINDINGS => self.findings.push(Finding { part, detail: "and more of the kind".to_owned() }),
            fewer if fewer < MOST_FINDINGS => self.findings.push(Finding { part, detail }),
            _ => {}
        }
    }
}

impl Archive {
    /// Checks everything; `step` is told what is being looked at. Reads every byte, so it takes a while.
    ///
    /// # Errors
    /// Only where the check itself cannot go on; what is wrong with the archive is in the report.
    pub fn check(&self, step: &mut dyn FnMut(&'static str)) -> Result<CheckReport> {
        let mut report = CheckReport::default();
        match self.check_parts(&mut report, step).map_err(|error| self.named(error)) {
            // A page that cannot be read is what a check is to find.
            Err(ArchiveError::Damaged { detail, .. }) => report.add("file", detail),
            other => other?,
        }
        Ok(report)
    }

    fn check_parts(&self, report: &mut CheckReport, step: &mut dyn FnMut(&'static str)) -> rusqlite::Result<()> {
        // SQLite first: where the pages are broken, everything else would only fail on them again.
        step("pages and references");
        self.check_file(report)?;
        if !report.is_sound() {
            return Ok(());
        }
        step("hashes of paragraphs");
        self.check_paragraphs(report)?;
        step("hashes of contents and articles");
        self.check_contents(report)?;
        self.check_articles(report)?;
        self.check_former_readings(report)?;
        step("hashes of originals");
        self.check_originals(report)?;
        step("search index");
        self.check_index(report)
    }

    /// Makes the search index anew from the contents. The archive must be open for writing.
    ///
    /// # Errors
    /// [`Locked`](ArchiveError::Locked) while an import runs.
    pub fn rebuild_index(&mut self) -> Result<()> {
        let _lock = ImportLock::take(&self.path)?;
        let path = self.path.clone();
        let at = |error| ArchiveError::at(&path, error);
        let transaction = self.connection.transaction().map_err(at)?;
        index::rebuild(&transaction).map_err(at)?;
        forget_postings(&transaction).map_err(at)?;
        transaction.execute("DELETE FROM kept_articles", []).map_err(at)?;
        transaction.commit().map_err(at)?;
        update_kept(&self.connection).map_err(at)
    }

    fn check_file(&self, report: &mut CheckReport) -> rusqlite::Result<()> {
        let text = |row: &Row<'_>| row.get::<_, String>(0);
        for line in self.connection.prepare("PRAGMA integrity_check")?.query_map([], text)? {
            match line?.as_str() {
                "ok" => {}
                other => report.add("file", other.to_owned()),
            }
        }
        let mut statement = self.connection.prepare("PRAGMA foreign_key_check")?;
        let broken = statement.query_map([], |row| {
            let (table, row_id, parent): (String, Option<i64>, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let place = row_id.map_or_else(String::new, |id| format!(" (row {id})"));
            Ok(format!("{table}{place} refers to a row of {parent} that is not there"))
        })?;
        for detail in broken {
            report.add("references", detail?);
        }
        Ok(())
    }
}

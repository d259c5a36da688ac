//! Gathers the words of contents and makes a segment of them. Needs no archive, so that it can run beside the writer.

use cuttings_core::SearchText;
use rusqlite::{Error, ffi};

use super::pages::PageWriter;
use super::postings::Postings;
use super::structure::Sums;
use super::tokenizer::Tokenizer;
use super::{COLUMNS, Segment};

/// The contents of a batch, as far as the search index is concerned.
pub(crate) struct SegmentBuilder {
    tokenizer: Tokenizer,
    postings: Postings,
    /// The row ids with the number of words in each column.
    rows: Vec<(i64, [u32; COLUMNS])>,
}

impl SegmentBuilder {
    /// Begins with no contents.
    ///
    /// # Errors
    /// An SQLite that has no FTS5.
    pub(crate) fn new() -> rusqlite::Result<Self> {
        Ok(Self { tokenizer: Tokenizer::new()?, postings: Postings::default(), rows: Vec::new() })
    }

    /// Adds a content. Row ids must ascend within a segment.
    ///
    /// # Errors
    /// `SQLITE_TOOBIG` where the batch has some gigabytes of text, and whatever SQLite says where it is asked about
    /// characters. The builder is then of no further use.
    pub(crate) fn add(&mut self, rowid: i64, text: &SearchText) -> rusqlite::Result<()> {
        debug_assert!(self.rows.last().is_none_or(|&(last, _)| last < rowid), "row ids must ascend");
        let mut counts = [0; COLUMNS];
        let columns = [&text.text, &text.title, &text.standfirst];
        for ((column, text), count) in (0..).zip(columns).zip(&mut counts) {
            let postings = &mut self.postings;
            self.tokenizer.tokenize(text, |word| {
                postings.add(word, rowid, column, *count);
                *count += 1;
            })?;
        }
        if self.postings.is_full() {
            let detail = "the texts of one transaction are too long for the search index".to_owned();
            return Err(Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_TOOBIG), Some(detail)));
        }
        self.rows.push((rowid, counts));
        Ok(())
    }

    /// Makes a segment of what was added. The builder is empty then, and keeps its room for the next batch.
    pub(crate) fn finish(&mut self) -> Segment {
        let mut pages = PageWriter::new();
        self.postings.drain(|word, doclist| pages.add(word, doclist));
        let rows = std::mem::take(&mut self.rows);
        let mut sums = Sums { rows: rows.len() as u64, ..Sums::default() };
        for (_, counts) in &rows {
            for (words, &count) in sums.words.iter_mut().zip(counts) {
                *words += u64::from(count);
            }
        }
        Segment { pages: pages.finish(), rows, sums }
    }
}

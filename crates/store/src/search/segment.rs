//! Segments of the search index that are made here instead of by FTS5, whose insertion is slow and bound to the thread
//! that writes.
//!
//! FTS5 gathers the words of rows in memory and writes them as a *segment*: pages of words with the rows and places
//! where they occur, in `search_data`. A [`SegmentBuilder`] does the same, on any thread, and [`add_segment`] adds the
//! finished pages in the writer's transaction. The pages are byte for byte those of FTS5 (format version 4, as since
//! SQLite 3.9), so that every SQLite reads, merges and extends them; the tests compare the two.
//!
//! The format is described in the comments of SQLite's `fts5_index.c` and `fts5Int.h`; what is here follows 3.54.1.

mod builder;
mod doclist_index;
mod pages;
mod postings;
mod reading;
mod structure;
#[cfg(test)]
mod tests;
mod tokenizer;
mod varint;
mod writing;

use rusqlite::{Connection, Error, ffi};

pub(crate) use builder::SegmentBuilder;
pub(crate) use reading::{Doclist, IndexReader, for_each_place};
pub(crate) use tokenizer::{MAIN_PREFIX, Tokenizer};
pub(crate) use varint::take_varint;
pub(crate) use writing::{add_segment, merge_segments};

use pages::Pages;
use structure::Sums;

/// The columns of the search index: text, title, standfirst.
const COLUMNS: usize = 3;

/// How many contents the index has, and how many words in all.
pub(crate) fn count_words(connection: &Connection) -> rusqlite::Result<(u64, u64)> {
    let sums = Sums::decode(&writing::get_record(connection, writing::SUMS)?);
    Ok((sums.rows, sums.words.iter().fold(0, |sum, words| sum.wrapping_add(*words))))
}

/// A finished segment, ready to be written.
#[derive(Debug)]
pub(crate) struct Segment {
    pages: Pages,
    /// The row ids with the number of words in each column.
    rows: Vec<(i64, [u32; COLUMNS])>,
    sums: Sums,
}

/// The error for an index that is not as FTS5 would have left it.
pub(crate) fn damaged(detail: &str) -> Error {
    Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_CORRUPT_VTAB), Some(detail.to_owned()))
}

//! The two records that say what the index is made of: the segments by level, and the sums over all rows.
//!
//! Source: "Structure Records" and "The Averages Record" in the comment at the head of SQLite's `fts5_index.c` (3.54.1).
//! Only the first of its two forms of structure records is known here: the other one is for tables with
//! `contentless_delete`, which ours is not.

use super::COLUMNS;
use super::varint::{push_varint, take_varint};

/// Segments that an index can have (`FTS5_MAX_SEGMENT`); their ids go as far.
const MOST_SEGMENTS: u64 = 2_000;

/// What stands in place of the number of levels in the form that is not known.
const SECOND_FORM: [u8; 4] = [0xFF, 0, 0, 1];

/// The segments of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Structure {
    /// Changes with the settings of the table.
    cookie: [u8; 4],
    /// Pages ever written to level 0; FTS5 paces its merging by it.
    write_counter: u64,
    levels: Vec<Level>,
}

/// Segments of about one size.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Level {
    /// How many of the oldest are being merged.
    merging: u64,
    /// Oldest first: id, first page, last page.
    segments: Vec<[u64; 3]>,
}

impl Structure {
    /// Reads a record; `None` where it is not one.
    pub(super) fn decode(record: &[u8]) -> Option<Self> {
        let (cookie, mut rest) = record.split_first_chunk()?;
        if rest.starts_with(&SECOND_FORM) {
            return None;
        }
        let mut take = || take_varint(&mut rest);
        let (levels, segments, write_counter) = (take()?, take()?, take()?);
        if levels > MOST_SEGMENTS || segments > MOST_SEGMENTS {
            return None;
        }
        let mut structure = Self { cookie: *cookie, write_counter, levels: Vec::new() };
        for _ in 0..levels {
            let (merging, count) = (take()?, take()?);
            let segments = (0..count).map(|_| Some([take()?, take()?, take()?])).collect::<Option<_>>()?;
            structure.levels.push(Level { merging, segments });
        }
        (structure.segments().count() as u64 == segments).then_some(structure)
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        let mut record = self.cookie.to_vec();
        let head = [self.levels.len() as u64, self.segments().count() as u64, self.write_counter];
        for number in head {
            push_varint(&mut record, number);
        }
        for level in &self.levels {
            push_varint(&mut record, level.merging);
            push_varint(&mut record, level.segments.len() as u64);
            level.segments.iter().flatten().for_each(|&number| push_varint(&mut record, number));
        }
        record
    }

    /// Adds the newest segment and gives it the lowest free id, as `fts5AllocateSegid` does; `None` where the index is
    /// full.
    ///
    /// FTS5 would now also move the segments of level 1 that are smaller than the new one to level 0. That only decides
    /// what is merged with what, and merging does it in any case.
    pub(super) fn add_segment(&mut self, pages: u32) -> Option<i64> {
        let id = (1..=MOST_SEGMENTS).find(|id| self.segments().all(|[other, ..]| other != id))?;
        if self.levels.is_empty() {
            self.levels.push(Level::default());
        }
        self.levels[0].segments.push([id, 1, u64::from(pages)]);
        self.write_counter = self.write_counter.wrapping_add(u64::from(pages));
        Some(id as i64)
    }

    /// The number of segments on the lowest level.
    pub(super) fn count_newest(&self) -> usize {
        self.levels.first().map_or(0, |level| level.segments.len())
    }

    /// Id, first and last page of the segments, the oldest first.
    pub(super) fn oldest_first(&self) -> impl Iterator<Item = &[u64; 3]> {
        self.levels.iter().rev().flat_map(|level| &level.segments)
    }

    fn segments(&self) -> impl Iterator<Item = &[u64; 3]> {
        self.levels.iter().flat_map(|level| &level.segments)
    }
}

/// Rows and, by column, the words in them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) rows: u64,
    pub(super) words: [u64; COLUMNS],
}

impl Sums {
    /// Reads a record. The one of a new index is empty.
    pub(super) fn decode(mut record: &[u8]) -> Self {
        let mut take = || take_varint(&mut record).unwrap_or_default();
        let rows = take();
        Self { rows, words: std::array::from_fn(|_| take()) }
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        let mut record = Vec::new();
        push_varint(&mut record, self.rows);
        self.words.iter().for_each(|&words| push_varint(&mut record, words));
        record
    }

    /// Adds other sums. They wrap, as those of a damaged file can be anything.
    pub(super) fn add(&mut self, other: &Self) {
        self.rows = self.rows.wrapping_add(other.rows);
        for (words, more) in self.words.iter_mut().zip(other.words) {
            *words = words.wrapping_add(more);
        }
    }
}

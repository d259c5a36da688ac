//! Pairs of contents that are worth a comparison, found by their sketches.

use std::collections::HashSet;

use cuttings_core::{CandidateIndex, Depth, Lookup};
use rusqlite::{Connection, OptionalExtension};

use super::sketches::{add_sketch, read_hashes};
use super::texts::read_sketch;
use super::times::Calendar;

/// Contents that are indexed together: what bounds the memory (250 bytes each).
const TOGETHER: usize = 400_000;

/// A pair of contents by their rows, the lower first.
pub(super) type Pair = (i64, i64);

/// Which contents to pair with which.
pub(super) struct Search<'a> {
    pub(super) connection: &'a Connection,
    /// The contents that are to be compared; without those that are published nowhere.
    pub(super) wanted: &'a HashSet<i64>,
    /// When they and those near to them were published.
    pub(super) calendar: &'a Calendar,
    /// Whether contents are paired whenever they were published.
    pub(super) all_time: bool,
    /// How far to look.
    pub(super) depth: Depth,
}

impl Search<'_> {
    /// Finds the pairs, each once, sorted; and how often a bound kept more from being looked at.
    pub(super) fn find(&self) -> rusqlite::Result<(Vec<Pair>, u64)> {
        let order = self.calendar.in_order();
        // Where all are wanted, a pair is found from the later of the two.
        let from_later = order.len() == self.wanted.len();
        let mut lookup = Lookup::new(self.depth);
        let mut pairs = Vec::new();
        for (part, contents) in order.chunks(TOGETHER).enumerate() {
            let sketches = contents.iter().map(|&content| self.get_sketch(content)).collect::<Result<Vec<_>, _>>()?;
            let index = CandidateIndex::new(sketches.iter().map(Vec::as_slice));
            let range = part * TOGETHER..part * TOGETHER + contents.len();
            for (place, content) in order.iter().enumerate().filter(|(_, content)| self.wanted.contains(content)) {
                if from_later && place < range.start {
                    continue;
                }
                let before = place.clamp(range.start, range.end) - range.start;
                let after = if from_later { range.len() } else { before + usize::from(range.contains(&place)) };
                let found = if range.contains(&place) {
                    index.look_up(&sketches[before], before as u32, after as u32, &mut lookup)
                } else {
                    index.look_up(&self.get_sketch(*content)?, before as u32, after as u32, &mut lookup)
                };
                let others = found.into_iter().map(|other| contents[other as usize]);
                pairs
                    .extend(others.filter(|&other| self.is_wanted(*content, other)).map(|other| pair(*content, other)));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        Ok((pairs, lookup.capped))
    }

    fn is_wanted(&self, one: i64, other: i64) -> bool {
        self.all_time || self.calendar.are_near(one, other)
    }

    fn get_sketch(&self, content: i64) -> rusqlite::Result<Vec<u32>> {
        let mut statement = self.connection.prepare_cached("SELECT hashes FROM sketches WHERE content_id = ?1")?;
        let stored = statement.query_row([content], |row| Ok(read_hashes(row.get_ref(0)?.as_blob()?))).optional()?;
        if let Some(sketch) = stored {
            return Ok(sketch);
        }
        // An archive from before there were sketches.
        let sketch = read_sketch(self.connection, content)?;
        add_sketch(self.connection, content, &sketch)?;
        Ok(sketch.hashes().to_vec())
    }
}

fn pair(one: i64, other: i64) -> Pair {
    (one.min(other), one.max(other))
}

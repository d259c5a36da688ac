//! Writing blocks and the paragraphs in them, many at once: their keys are hashes, so they fall anywhere in the index of
//! keys, and only in sorted order does one find the page of the last one still at hand.

use std::ops::Range;
use std::sync::LazyLock;

use cuttings_core::DigestedBlock;
use rusqlite::{Connection, ToSql};

use super::Import;
use crate::rows::Rows;

/// Blocks that are written together.
const TOGETHER: usize = 16_384;
/// Bytes of text in blocks that wait; long blocks are written earlier.
const WAITING_BYTES: usize = 16 << 20;

static BLOCKS: LazyLock<Rows<7>> = LazyLock::new(|| Rows::new(include_str!("add_blocks.sql")));

/// Blocks of new contents that are to be written, in order.
#[derive(Debug)]
pub(super) struct WaitingBlocks {
    /// The row of the first of them.
    first: i64,
    blocks: Vec<WaitingBlock>,
    bytes: usize,
}

#[derive(Debug)]
struct WaitingBlock {
    content: i64,
    position: i64,
    block: DigestedBlock,
}

/// A row of the table.
struct BlockRow<'a> {
    id: i64,
    content: i64,
    position: i64,
    role: u8,
    paragraph: i64,
    repeats: Option<u32>,
    text: Option<&'a str>,
}

impl<'a> BlockRow<'a> {
    fn of(id: i64, waiting: &'a WaitingBlock, paragraph: i64) -> Self {
        let WaitingBlock { content, position, block } = waiting;
        Self {
            id,
            content: *content,
            position: *position,
            role: block.role.code(),
            paragraph,
            repeats: block.repeats,
            text: (paragraph == id).then_some(&block.text),
        }
    }

    fn values(&self) -> [&dyn ToSql; 7] {
        [&self.id, &self.content, &self.position, &self.role, &self.paragraph, &self.repeats, &self.text]
    }
}

impl WaitingBlocks {
    /// None; the next block gets the row after `last`.
    pub(super) fn after(last: i64) -> Self {
        Self { first: last + 1, blocks: Vec::new(), bytes: 0 }
    }

    /// The rows that the next blocks will have.
    pub(super) fn reserve(&self, number: usize) -> Range<i64> {
        let next = self.first + self.blocks.len() as i64;
        next..next + number as i64
    }

    /// Adds all blocks of a content.
    pub(super) fn push(&mut self, content: i64, blocks: Vec<DigestedBlock>) {
        self.bytes += blocks.iter().map(|block| block.text.len()).sum::<usize>();
        self.blocks.extend((1..).zip(blocks).map(|(position, block)| WaitingBlock { content, position, block }));
    }

    /// Whether it is time to write them.
    pub(super) fn are_many(&self) -> bool {
        self.blocks.len() >= TOGETHER || self.bytes >= WAITING_BYTES
    }

    /// Writes them, with the keys of those paragraphs that are new, and gives the number of these.
    fn write(&self, connection: &Connection) -> rusqlite::Result<u64> {
        let paragraphs = self.add_keys(connection)?;
        let rows = (self.first..).zip(&self.blocks).zip(paragraphs);
        let rows: Vec<_> = rows.map(|((id, waiting), paragraph)| BlockRow::of(id, waiting, paragraph)).collect();
        BLOCKS.add(connection, &rows.iter().map(BlockRow::values).collect::<Vec<_>>())?;
        Ok(rows.iter().filter(|row| row.text.is_some()).count() as u64)
    }

    /// The paragraph of each block: the row of the block that printed it first. Most are new, so a key is added at once:
    /// that finds out whether it was there.
    fn add_keys(&self, connection: &Connection) -> rusqlite::Result<Vec<i64>> {
        let mut order: Vec<usize> = (0..self.blocks.len()).collect();
        order.sort_unstable_by_key(|&block| (self.blocks[block].block.key.0, block));
        let mut add =
            connection.prepare_cached("INSERT OR IGNORE INTO paragraph_keys (key, paragraph_id) VALUES (?1, ?2)")?;
        let mut get = connection.prepare_cached("SELECT paragraph_id FROM paragraph_keys WHERE key = ?1")?;
        let mut paragraphs = vec![0; self.blocks.len()];
        let mut last = None;
        for block in order {
            let key = self.blocks[block].block.key.0;
            let id = self.first + block as i64;
            paragraphs[block] = match last {
                Some((known, paragraph)) if known == key => paragraph,
                _ if add.execute((key, id))? == 1 => id,
                _ => get.query_row([key], |row| row.get(0))?,
            };
            last = Some((key, paragraphs[block]));
        }
        Ok(paragraphs)
    }
}

impl Import<'_> {
    /// Writes the blocks that wait.
    pub(super) fn write_blocks(&mut self) -> rusqlite::Result<()> {
        self.counts.paragraphs.distinct += self.blocks.write(&self.archive.connection)?;
        let next = self.blocks.reserve(0).end;
        self.blocks = WaitingBlocks::after(next - 1);
        Ok(())
    }
}

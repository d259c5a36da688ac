//! Writing contents: the text, its blocks, its paragraphs, and its entry in the search index.

use std::sync::LazyLock;

use cuttings_core::{ContentId, DigestedBlock, DigestedContent};
use rusqlite::{OptionalExtension, ToSql};

use super::Import;
use super::rows::{MOST_ROWS, Rows};
use crate::Archive;

static PARAGRAPHS: LazyLock<Rows<2>> = LazyLock::new(|| Rows::new("INSERT INTO paragraphs (id, text) VALUES"));

static BLOCKS: LazyLock<Rows<5>> = LazyLock::new(|| Rows::new(include_str!("add_blocks.sql")));

impl Archive {
    /// The row of a content.
    pub(super) fn get_content_row(&self, id: &ContentId) -> rusqlite::Result<Option<i64>> {
        self.connection
            .prepare_cached("SELECT id FROM contents WHERE substr(sha256, 1, 8) = ?1 AND sha256 = ?2")?
            .query_row((&id.0[..8], id.0), |row| row.get(0))
            .optional()
    }

    /// The highest row of a paragraph so far.
    pub(super) fn get_last_paragraph(&self) -> rusqlite::Result<i64> {
        self.connection.query_row("SELECT coalesce(max(id), 0) FROM paragraphs", [], |row| row.get(0))
    }
}

impl Import<'_> {
    /// Adds a content that is not there yet, and gives its row.
    pub(super) fn add_content(&mut self, content: &mut DigestedContent) -> rusqlite::Result<i64> {
        let row = self.archive.connection.prepare_cached(include_str!("add_content.sql"))?.insert((
            content.id.0,
            &content.title,
            &content.standfirst,
            content.words,
            content.text_bytes,
        ))?;
        self.add_blocks(row, &content.blocks)?;
        self.indexer.add(row, std::mem::take(&mut content.search));
        Ok(row)
    }

    /// Adds the blocks of a content, and those of their paragraphs that are new.
    fn add_blocks(&mut self, content: i64, blocks: &[DigestedBlock]) -> rusqlite::Result<()> {
        let mut position = 0_i64;
        for blocks in blocks.chunks(MOST_ROWS) {
            let mut added: Vec<(i64, &str)> = Vec::with_capacity(blocks.len());
            let mut placed = Vec::with_capacity(blocks.len());
            for block in blocks {
                let (paragraph, is_new) = self.get_or_add_key(block)?;
                if is_new {
                    added.push((paragraph, &block.text));
                }
                position += 1;
                placed.push((position, block.role.code(), paragraph, block.repeats));
            }
            self.counts.paragraphs.distinct += added.len() as u64;
            let connection = &self.archive.connection;
            let rows: Vec<[&dyn ToSql; 2]> = added.iter().map(|(id, text)| [id as &dyn ToSql, text]).collect();
            PARAGRAPHS.add(connection, &rows)?;
            let rows: Vec<[&dyn ToSql; 5]> = placed
                .iter()
                .map(|(position, role, paragraph, repeats)| {
                    [&content as &dyn ToSql, position, role, paragraph, repeats]
                })
                .collect();
            BLOCKS.add(connection, &rows)?;
        }
        Ok(())
    }

    /// The row of a block's paragraph, and whether that is to be added. Most paragraphs are new, so the key is added at
    /// once: that finds out whether it was there.
    fn get_or_add_key(&mut self, block: &DigestedBlock) -> rusqlite::Result<(i64, bool)> {
        let connection = &self.archive.connection;
        let next = self.last_paragraph + 1;
        let add = "INSERT OR IGNORE INTO paragraph_keys (key, paragraph_id) VALUES (?1, ?2)";
        if connection.prepare_cached(add)?.execute((block.key.0, next))? == 1 {
            self.last_paragraph = next;
            return Ok((next, true));
        }
        let get = "SELECT paragraph_id FROM paragraph_keys WHERE key = ?1";
        Ok((connection.prepare_cached(get)?.query_row([block.key.0], |row| row.get(0))?, false))
    }
}

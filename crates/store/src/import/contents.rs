//! Writing contents: the text, its blocks, its paragraphs, and its entry in the search index.

use cuttings_core::{ContentId, DigestedBlock, DigestedContent};
use rusqlite::OptionalExtension;

use crate::Archive;

/// A content that is in the archive now, and how many of its paragraphs came with it.
pub(super) struct AddedContent {
    pub(super) row: i64,
    pub(super) distinct_paragraphs: u64,
}

impl Archive {
    /// The row of a content.
    pub(super) fn get_content_row(&self, id: &ContentId) -> rusqlite::Result<Option<i64>> {
        self.connection
            .prepare_cached("SELECT id FROM contents WHERE substr(sha256, 1, 8) = ?1 AND sha256 = ?2")?
            .query_row((&id.0[..8], id.0), |row| row.get(0))
            .optional()
    }

    /// Adds a content that is not there yet.
    pub(super) fn add_content(&self, content: &DigestedContent) -> rusqlite::Result<AddedContent> {
        let row = self.connection.prepare_cached(include_str!("add_content.sql"))?.insert((
            content.id.0,
            &content.title,
            &content.standfirst,
            content.words,
            content.text_bytes,
        ))?;
        let distinct_paragraphs = self.add_blocks(row, &content.blocks)?;
        let search = &content.search;
        self.connection.prepare_cached(include_str!("../search/add_to_index.sql"))?.execute((
            row,
            &search.title,
            &search.standfirst,
            &search.text,
        ))?;
        Ok(AddedContent { row, distinct_paragraphs })
    }

    fn add_blocks(&self, content: i64, blocks: &[DigestedBlock]) -> rusqlite::Result<u64> {
        let mut add_block = self.connection.prepare_cached(include_str!("add_block.sql"))?;
        let mut distinct = 0;
        for (position, block) in (1_i64..).zip(blocks) {
            let (paragraph, added) = self.get_or_add_paragraph(block)?;
            distinct += u64::from(added);
            add_block.execute((content, position, block.role.code(), paragraph, block.repeats))?;
        }
        Ok(distinct)
    }

    /// The row of a block's paragraph, and whether it was added.
    fn get_or_add_paragraph(&self, block: &DigestedBlock) -> rusqlite::Result<(i64, bool)> {
        let found = self
            .connection
            .prepare_cached("SELECT paragraph_id FROM paragraph_keys WHERE key = ?1")?
            .query_row([block.key.0], |row| row.get(0))
            .optional()?;
        if let Some(row) = found {
            return Ok((row, false));
        }
        let row = self.connection.prepare_cached("INSERT INTO paragraphs (text) VALUES (?1)")?.insert([&block.text])?;
        self.connection
            .prepare_cached("INSERT INTO paragraph_keys (key, paragraph_id) VALUES (?1, ?2)")?
            .execute((block.key.0, row))?;
        Ok((row, true))
    }
}

//! Writing contents: the text, and its entry in the search index.

use cuttings_core::{ContentId, DigestedContent};
use rusqlite::OptionalExtension;

use super::Import;
use crate::Archive;

impl Archive {
    /// The row of a content.
    pub(crate) fn get_content_row(&self, id: &ContentId) -> rusqlite::Result<Option<i64>> {
        self.connection
            .prepare_cached("SELECT id FROM contents WHERE substr(sha256, 1, 8) = ?1 AND sha256 = ?2")?
            .query_row((&id.0[..8], id.0), |row| row.get(0))
            .optional()
    }
}

impl Import<'_> {
    /// Adds a content that is not there yet, and gives its row.
    pub(super) fn add_content(&mut self, content: &mut DigestedContent) -> rusqlite::Result<i64> {
        let blocks = self.blocks.reserve(content.blocks.len());
        let row = self.archive.connection.prepare_cached(include_str!("add_content.sql"))?.insert(
            rusqlite::named_params! {
                ":sha256": content.id.0,
                ":title": content.title,
                ":standfirst": content.standfirst,
                ":first_block": blocks.start,
                ":last_block": blocks.end - 1,
                ":words": content.words,
                ":text_bytes": content.text_bytes,
            },
        )?;
        self.sketches.push((row, std::mem::take(&mut content.sketch)));
        self.indexer.add(row, std::mem::take(&mut content.search));
        self.blocks.push(row, std::mem::take(&mut content.blocks));
        if self.blocks.are_many() {
            self.write_blocks()?;
        }
        Ok(row)
    }
}

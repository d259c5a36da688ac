//! The search index holds the contents that articles have. One that loses its last article leaves it, and comes back
//! with the next.
//!
//! The index keeps no texts, so to take one out FTS5 must be told it again, word for word. It is made from the tables as
//! `check` makes it. A content that waits to be indexed with its batch is never among these: it has just got an article,
//! and no capture is read twice in a run.

use cuttings_core::SearchText;

use crate::Archive;
use crate::check::get_search_text;
use crate::search::forget_postings;

impl Archive {
    /// Puts a content back into the index if it is there without an article, before it gets one.
    pub(in crate::import) fn revive_content(&self, content: i64) -> rusqlite::Result<()> {
        if self.has_articles(content)? {
            return Ok(());
        }
        let SearchText { title, standfirst, text } = get_search_text(&self.connection, content)?;
        let add = "INSERT INTO search (rowid, text, title, standfirst) VALUES (?1, ?2, ?3, ?4)";
        self.connection.prepare_cached(add)?.execute((content, text, title, standfirst))?;
        forget_postings(&self.connection)
    }

    /// Takes a content out of the index.
    pub(super) fn remove_from_index(&self, content: i64) -> rusqlite::Result<()> {
        let SearchText { title, standfirst, text } = get_search_text(&self.connection, content)?;
        let remove = "INSERT INTO search (search, rowid, text, title, standfirst) VALUES ('delete', ?1, ?2, ?3, ?4)";
        self.connection.prepare_cached(remove)?.execute((content, text, title, standfirst))?;
        forget_postings(&self.connection)
    }
}

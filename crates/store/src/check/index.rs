//! The search index against the contents. It keeps no text to compare, so the contents are indexed once more beside it,
//! some at a time, and the two are compared by a sum over all words with their places.

use std::hash::{DefaultHasher, Hash, Hasher};

use cuttings_core::SearchText;
use rusqlite::Connection;

use super::CheckReport;
use crate::Archive;

/// Contents that are indexed beside the index at a time.
const BATCH: i64 = 5_000;

/// What an index holds: its words with their places, added up. The order does not matter, every place does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Sum {
    words: u64,
    hashes: u64,
}

impl Archive {
    /// The index has exactly the words of the contents that articles have, in their places.
    pub(super) fn check_index(&self, report: &mut CheckReport) -> rusqlite::Result<()> {
        let connection = &self.connection;
        connection.execute_batch(include_str!("create_index_copy.sql"))?;
        let compared = self.compare_index(report);
        connection
            .execute_batch("DROP TABLE temp.index_words; DROP TABLE temp.copy_words; DROP TABLE temp.search_copy;")?;
        compared
    }

    fn compare_index(&self, report: &mut CheckReport) -> rusqlite::Result<()> {
        let missing =
            "SELECT count(DISTINCT content_id) FROM articles WHERE content_id NOT IN (SELECT id FROM search_docsize)";
        let missing: u64 = self.connection.query_row(missing, [], |row| row.get(0))?;
        if missing > 0 {
            report.add("index", format!("{missing} contents are not in the search index"));
        }
        let stray = "SELECT count(*) FROM search_docsize WHERE id NOT IN (SELECT content_id FROM articles)";
        let stray: u64 = self.connection.query_row(stray, [], |row| row.get(0))?;
        if stray > 0 {
            report.add("index", format!("the search index has {stray} entries for contents without an article"));
        }
        let mut indexed = Sum::default();
        indexed.add_words(&self.connection, "SELECT term, doc, col, offset FROM temp.index_words")?;
        report.index_words = indexed.words;
        let mut expected = Sum::default();
        let mut next = 0;
        while let Some(last) = feed(&self.connection, "temp.search_copy", next, BATCH)? {
            expected.add_words(&self.connection, "SELECT term, doc, col, offset FROM temp.copy_words")?;
            self.connection.execute("INSERT INTO temp.search_copy (search_copy) VALUES ('delete-all')", [])?;
            next = last + 1;
        }
        if indexed != expected {
            report.add(
                "index",
                format!(
                    "the search index has {} words where the contents have {}, or other ones",
                    indexed.words, expected.words
                ),
            );
        }
        Ok(())
    }
}

impl Sum {
    fn add_words(&mut self, connection: &Connection, sql: &str) -> rusqlite::Result<()> {
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let mut hasher = DefaultHasher::new();
            row.get_ref(0)?.as_bytes_or_null()?.hash(&mut hasher);
            row.get::<_, i64>(1)?.hash(&mut hasher);
            row.get_ref(2)?.as_bytes()?.hash(&mut hasher);
            row.get::<_, i64>(3)?.hash(&mut hasher);
            self.hashes = self.hashes.wrapping_add(hasher.finish());
            self.words += 1;
        }
        Ok(())
    }
}

/// Empties the index and fills it again, into one segment.
pub(super) fn rebuild(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute("INSERT INTO search (search) VALUES ('delete-all')", [])?;
    let mut next = 0;
    while let Some(last) = feed(connection, "search", next, BATCH)? {
        next = last + 1;
    }
    connection.execute("INSERT INTO search (search) VALUES ('optimize')", []).map(drop)
}

/// Feeds an index with `count` contents from row `next` on; gives the last row fed, or `None` where none was left.
fn feed(connection: &Connection, index: &str, next: i64, count: i64) -> rusqlite::Result<Option<i64>> {
    let mut contents = connection.prepare_cached(include_str!("get_indexed_contents.sql"))?;
    let mut add = connection
        .prepare_cached(&format!("INSERT INTO {index} (rowid, title, standfirst, text) VALUES (?1, ?2, ?3, ?4)"))?;
    let mut rows = contents.query((next, count))?;
    let mut last = None;
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        let text = get_search_text(connection, id)?;
        add.execute((id, text.title, text.standfirst, text.text))?;
        last = Some(id);
    }
    Ok(last)
}

/// What the index has of a stored content.
pub(crate) fn get_search_text(connection: &Connection, content: i64) -> rusqlite::Result<SearchText> {
    let head = "SELECT title, standfirst FROM contents WHERE id = ?1";
    let (title, standfirst): (String, Option<String>) =
        connection.prepare_cached(head)?.query_row([content], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut blocks = connection.prepare_cached(include_str!("get_unrepeated_blocks.sql"))?;
    let texts: Vec<String> = blocks.query_map([content], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(SearchText::new(&title, standfirst.as_deref(), texts.iter().map(String::as_str)))
}

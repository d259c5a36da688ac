//! Names that many rows share, and their row numbers: sources, sites, authors, tags.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

/// Names remembered per table; beyond that the memory is emptied and filled anew.
const REMEMBERED: usize = 50_000;

/// The row numbers of the names that this import has met. Valid only while this import is the one writer.
#[derive(Debug, Default)]
pub(super) struct Names {
    sources: Table,
    sites: Table,
    authors: Table,
    tags: Table,
}

#[derive(Debug, Default)]
struct Table {
    ids: HashMap<String, i64>,
}

impl Names {
    pub(super) fn get_source(&mut self, connection: &Connection, name: &str) -> rusqlite::Result<i64> {
        self.sources.get(
            connection,
            name,
            "SELECT id FROM sources WHERE name = ?1",
            "INSERT INTO sources (name) VALUES (?1)",
        )
    }

    pub(super) fn get_site(&mut self, connection: &Connection, name: &str) -> rusqlite::Result<i64> {
        self.sites.get(connection, name, "SELECT id FROM sites WHERE name = ?1", "INSERT INTO sites (name) VALUES (?1)")
    }

    pub(super) fn get_author(&mut self, connection: &Connection, name: &str) -> rusqlite::Result<i64> {
        self.authors.get(
            connection,
            name,
            "SELECT id FROM authors WHERE name = ?1",
            "INSERT INTO authors (name) VALUES (?1)",
        )
    }

    pub(super) fn get_tag(&mut self, connection: &Connection, name: &str) -> rusqlite::Result<i64> {
        self.tags.get(connection, name, "SELECT id FROM tags WHERE name = ?1", "INSERT INTO tags (name) VALUES (?1)")
    }
}

impl Table {
    /// The row number of a name, which is added where it is new.
    fn get(&mut self, connection: &Connection, name: &str, select: &str, insert: &str) -> rusqlite::Result<i64> {
        if let Some(&id) = self.ids.get(name) {
            return Ok(id);
        }
        let found = connection.prepare_cached(select)?.query_row([name], |row| row.get(0)).optional()?;
        let id = match found {
            Some(id) => id,
            None => connection.prepare_cached(insert)?.insert([name])?,
        };
        if self.ids.len() >= REMEMBERED {
            self.ids.clear();
        }
        self.ids.insert(name.to_owned(), id);
        Ok(id)
    }
}

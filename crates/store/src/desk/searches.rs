//! Saved searches: queries that a reader wants to ask again, by name.

use rusqlite::{OptionalExtension, Row};
use serde::Serialize;

use super::{clean_name, clean_who};
use crate::import::now;
use crate::{Archive, ArchiveError, Result};

/// Longest query that is kept, in characters.
const LONGEST_QUERY: usize = 2000;

/// A query with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedSearch {
    /// Its name.
    pub name: String,
    /// The query as it was typed.
    pub query: String,
    /// Who saved it.
    pub who: String,
    /// When, in UTC.
    pub saved_at: String,
}

impl SavedSearch {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            name: row.get("name")?,
            query: row.get("query")?,
            who: row.get("who")?,
            saved_at: row.get("saved_at")?,
        })
    }
}

impl Archive {
    /// Saves a query under a name. Another query of that name gives way.
    ///
    /// # Errors
    /// [`NotTaken`](ArchiveError::NotTaken) for what is no name or no query, and [`Locked`](ArchiveError::Locked) while
    /// an import runs.
    pub fn save_search(&self, name: &str, query: &str, who: &str) -> Result<SavedSearch> {
        let (name, query, who) = (clean_name("name", name)?, query.trim().to_owned(), clean_who(who));
        let why = match query.chars().count() {
            0 => Some("it is empty".to_owned()),
            length if length > LONGEST_QUERY => {
                Some(format!("it has {length} characters, and {LONGEST_QUERY} are the most"))
            }
            _ => None,
        };
        if let Some(why) = why {
            return Err(ArchiveError::NotTaken { what: "query", why });
        }
        let saved_at = now();
        self.write_to_desk(|connection| {
            let save = include_str!("save_search.sql");
            connection.execute(save, (&name, &query, &who, &saved_at)).map_err(|error| self.named(error))
        })?;
        Ok(SavedSearch { name, query, who, saved_at })
    }

    /// Removes a saved search.
    ///
    /// # Errors
    /// [`NoSuchName`](ArchiveError::NoSuchName), and [`Locked`](ArchiveError::Locked) while an import runs.
    pub fn remove_search(&self, name: &str) -> Result<()> {
        let search = self.get_search(name)?;
        self.write_to_desk(|connection| {
            let remove = include_str!("remove_search.sql");
            connection.execute(remove, (search.name, now())).map_err(|error| self.named(error)).map(drop)
        })
    }

    /// The saved search of this name.
    ///
    /// # Errors
    /// [`NoSuchName`](ArchiveError::NoSuchName).
    pub fn get_search(&self, name: &str) -> Result<SavedSearch> {
        let key = clean_name("name", name)?;
        let sql = "SELECT name, query, who, saved_at FROM saved_searches WHERE name = ?1 AND removed = 0";
        let found = self.connection.query_row(sql, [key], SavedSearch::from_row).optional();
        found
            .map_err(|error| self.named(error))?
            .ok_or_else(|| ArchiveError::NoSuchName { what: "saved search", name: name.to_owned() })
    }

    /// The saved searches by name.
    ///
    /// # Errors
    /// A damaged file.
    pub fn list_searches(&self) -> Result<Vec<SavedSearch>> {
        let read = || {
            let sql = "SELECT name, query, who, saved_at FROM saved_searches WHERE removed = 0 ORDER BY name";
            let mut statement = self.connection.prepare_cached(sql)?;
            statement.query_map([], SavedSearch::from_row)?.collect::<rusqlite::Result<_>>()
        };
        read().map_err(|error| self.named(error))
    }
}

//! A reader's own tags on articles, beside those of the publisher.

use cuttings_core::IdPrefix;
use serde::Serialize;

use super::{clean_name, clean_who};
use crate::import::now;
use crate::{Archive, Result};

/// A tag that a reader uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnTag {
    /// Its name.
    pub name: String,
    /// How many articles have it.
    pub articles: u64,
}

impl Archive {
    /// Gives an article a tag; gives the tag as it is kept. One that it has already stays as it is.
    ///
    /// # Errors
    /// [`NoSuchId`](crate::ArchiveError::NoSuchId), [`AmbiguousId`](crate::ArchiveError::AmbiguousId),
    /// [`NotTaken`](crate::ArchiveError::NotTaken) for what is no name, and [`Locked`](crate::ArchiveError::Locked)
    /// while an import runs.
    pub fn add_own_tag(&self, article: &IdPrefix, name: &str, who: &str) -> Result<String> {
        let (name, who) = (clean_name("tag", name)?, clean_who(who));
        let (_, id) = self.find_own_article(article)?;
        self.write_to_desk(|connection| {
            let add = include_str!("add_own_tag.sql");
            connection.execute(add, (id.0, &name, who, now())).map_err(|error| self.named(error))
        })?;
        Ok(name)
    }

    /// Takes a tag from an article; says whether it had it.
    ///
    /// # Errors
    /// As [`Archive::add_own_tag`].
    pub fn remove_own_tag(&self, article: &IdPrefix, name: &str) -> Result<bool> {
        let name = clean_name("tag", name)?;
        let (row, _) = self.find_own_article(article)?;
        self.write_to_desk(|connection| {
            let remove = include_str!("remove_own_tag.sql");
            let removed = connection.execute(remove, (row, name, now())).map_err(|error| self.named(error))?;
            Ok(removed > 0)
        })
    }

    /// The reader's tags, the most used first.
    ///
    /// # Errors
    /// A damaged file.
    pub fn list_own_tags(&self) -> Result<Vec<OwnTag>> {
        let read = || {
            let mut statement = self.connection.prepare_cached(include_str!("get_all_own_tags.sql"))?;
            let rows = statement.query_map([], |row| Ok(OwnTag { name: row.get(0)?, articles: row.get(1)? }))?;
            rows.collect::<rusqlite::Result<_>>()
        };
        read().map_err(|error| self.named(error))
    }

    /// The reader's tags on the article in a row, by name.
    pub(super) fn get_own_tags(&self, row: i64) -> rusqlite::Result<Vec<String>> {
        self.get_names(include_str!("get_own_tags.sql"), row)
    }
}

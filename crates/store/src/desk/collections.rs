//! Collections: ordered lists of articles, by name.

use cuttings_core::IdPrefix;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;

use super::{clean_name, clean_who};
use crate::article::ArticleSummary;
use crate::import::now;
use crate::{Archive, ArchiveError, Result};

/// A list of articles with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Collection {
    /// Its name.
    pub name: String,
    /// Whether shipped copies go without it.
    pub private: bool,
    /// Who made it.
    pub who: String,
    /// How many articles it has.
    pub articles: u64,
}

/// An article in a collection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CollectedArticle {
    /// The article.
    #[serde(flatten)]
    pub article: ArticleSummary,
    /// Who put it in.
    pub who: String,
}

/// A collection with its articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CollectionListing {
    /// The collection.
    #[serde(flatten)]
    pub collection: Collection,
    /// The articles in its order.
    pub entries: Vec<CollectedArticle>,
    /// How many others it has that this archive does not have.
    pub missing: u64,
}

impl Collection {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            name: row.get("name")?,
            private: row.get("private")?,
            who: row.get("who")?,
            articles: row.get("articles")?,
        })
    }
}

impl Archive {
    /// Makes a collection, or says of one that is there whether it is private. Gives the name as it is kept.
    ///
    /// # Errors
    /// [`NotTaken`](ArchiveError::NotTaken) for what is no name, and [`Locked`](ArchiveError::Locked) while an import
    /// runs.
    pub fn set_collection(&self, name: &str, private: bool, who: &str) -> Result<String> {
        let (name, who) = (clean_name("name", name)?, clean_who(who));
        self.write_to_desk(|connection| {
            let set = include_str!("set_collection.sql");
            connection.execute(set, (&name, private, who, now())).map_err(|error| self.named(error))
        })?;
        Ok(name)
    }

    /// Removes a collection. The articles stay in the archive.
    ///
    /// # Errors
    /// [`NoSuchName`](ArchiveError::NoSuchName), and [`Locked`](ArchiveError::Locked) while an import runs.
    pub fn remove_collection(&self, name: &str) -> Result<()> {
        let name = self.find_collection(name)?.name;
        self.write_to_desk(|connection| {
            let remove = || {
                let now = now();
                connection.execute(include_str!("remove_collection.sql"), (&name, &now))?;
                // Or a collection that gets the same name one day would begin with these articles.
                connection.execute(include_str!("remove_all_collected.sql"), (&name, &now))
            };
            remove().map_err(|error| self.named(error)).map(drop)
        })
    }

    /// Puts articles at the end of a collection, in this order, and makes the collection where there is none. Those that
    /// it has already stay where they are. Gives the name as it is kept, and how many articles are new to it.
    ///
    /// # Errors
    /// [`NoSuchId`](ArchiveError::NoSuchId), [`AmbiguousId`](ArchiveError::AmbiguousId) (then nothing is put in),
    /// [`NotTaken`](ArchiveError::NotTaken) for what is no name, and [`Locked`](ArchiveError::Locked) while an import
    /// runs.
    pub fn add_to_collection(&self, name: &str, articles: &[IdPrefix], who: &str) -> Result<(String, u64)> {
        let (name, who) = (clean_name("name", name)?, clean_who(who));
        let found: Vec<_> = articles.iter().map(|prefix| self.find_own_article(prefix)).collect::<Result<_>>()?;
        let added = self.write_to_desk(|connection| {
            let add = || {
                let now = now();
                connection.execute(include_str!("add_collection.sql"), (&name, &who, &now))?;
                let mut added = 0;
                for (row, id) in &found {
                    if !self.is_collected(&name, *row)? {
                        let add = include_str!("add_to_collection.sql");
                        added += connection.execute(add, (&name, id.0, &who, &now))? as u64;
                    }
                }
                Ok(added)
            };
            add().map_err(|error| self.named(error))
        })?;
        Ok((name, added))
    }

    /// Takes an article out of a collection; says whether it was in it.
    ///
    /// # Errors
    /// [`NoSuchName`](ArchiveError::NoSuchName), [`NoSuchId`](ArchiveError::NoSuchId),
    /// [`AmbiguousId`](ArchiveError::AmbiguousId), and [`Locked`](ArchiveError::Locked) while an import runs.
    pub fn remove_from_collection(&self, name: &str, article: &IdPrefix) -> Result<bool> {
        let name = self.find_collection(name)?.name;
        let (row, _) = self.find_own_article(article)?;
        self.write_to_desk(|connection| {
            let remove = include_str!("remove_from_collection.sql");
            let removed = connection.execute(remove, (name, row, now())).map_err(|error| self.named(error))?;
            Ok(removed > 0)
        })
    }

    /// Moves an article of a collection to a place in it, from 1; a place behind the end is the end. Says whether the
    /// collection has it.
    ///
    /// # Errors
    /// As [`Archive::remove_from_collection`].
    pub fn move_in_collection(&self, name: &str, article: &IdPrefix, place: u32) -> Result<bool> {
        let name = self.find_collection(name)?.name;
        let (row, _) = self.find_own_article(article)?;
        self.write_to_desk(|connection| {
            let place_anew = || {
                let mut order = self.get_collected(&name)?;
                let is_it = |id: &[u8; 32]| self.get_article_row(id).map(|found| found == Some(row));
                let mut found = None;
                for (index, (id, _)) in order.iter().enumerate() {
                    if found.is_none() && is_it(id)? {
                        found = Some(index);
                    }
                }
                let Some(from) = found else { return Ok(false) };
                let moved = order.remove(from);
                order.insert((place.max(1) as usize - 1).min(order.len()), moved);
                renumber(connection, &name, &order)?;
                Ok(true)
            };
            place_anew().map_err(|error| self.named(error))
        })
    }

    /// The collections by name.
    ///
    /// # Errors
    /// A damaged file.
    pub fn list_collections(&self) -> Result<Vec<Collection>> {
        let read = || {
            let mut statement = self.connection.prepare_cached(include_str!("get_all_collections.sql"))?;
            statement.query_map([], Collection::from_row)?.collect::<rusqlite::Result<_>>()
        };
        read().map_err(|error| self.named(error))
    }

    /// A collection with its articles.
    ///
    /// # Errors
    /// [`NoSuchName`](ArchiveError::NoSuchName).
    pub fn get_collection(&self, name: &str) -> Result<CollectionListing> {
        let collection = self.find_collection(name)?;
        let read = || {
            let (mut entries, mut missing) = (Vec::new(), 0);
            for (id, who) in self.get_collected(&collection.name)? {
                match self.get_article_row(&id)? {
                    Some(row) => entries.push(CollectedArticle { article: self.get_summary(row)?, who }),
                    None => missing += 1,
                }
            }
            Ok(CollectionListing { collection, entries, missing })
        };
        read().map_err(|error| self.named(error))
    }

    /// The collections that the article in a row is in, by name.
    pub(super) fn get_collections_of(&self, row: i64) -> rusqlite::Result<Vec<String>> {
        self.get_names(include_str!("get_collections_of.sql"), row)
    }

    fn find_collection(&self, name: &str) -> Result<Collection> {
        let key = clean_name("name", name)?;
        let read = || {
            let mut statement = self.connection.prepare_cached(include_str!("get_collection.sql"))?;
            statement.query_row([key], Collection::from_row).optional()
        };
        read()
            .map_err(|error| self.named(error))?
            .ok_or_else(|| ArchiveError::NoSuchName { what: "collection", name: name.to_owned() })
    }

    fn is_collected(&self, name: &str, row: i64) -> rusqlite::Result<bool> {
        self.get_collections_of(row).map(|names| names.iter().any(|other| other == name))
    }

    /// The articles of a collection in its order, each by the id it was put in with, and who put it in.
    fn get_collected(&self, name: &str) -> rusqlite::Result<Vec<([u8; 32], String)>> {
        let mut statement = self.connection.prepare_cached(include_str!("get_collected.sql"))?;
        statement.query_map([name], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    }
}

/// Gives the articles of a collection the positions of an order. A row that keeps its position is not changed, so that a
/// union with another copy does not take it for newer than it is.
fn renumber(connection: &Connection, name: &str, order: &[([u8; 32], String)]) -> rusqlite::Result<()> {
    let now = now();
    let mut place = connection.prepare_cached(include_str!("place_in_collection.sql"))?;
    for (index, (id, _)) in order.iter().enumerate() {
        place.execute((name, id, index as i64 + 1, &now))?;
    }
    Ok(())
}

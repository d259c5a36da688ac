//! The reader's own things: tags, notes, highlights, collections and saved searches.
//!
//! They are kept by ids that hold in every archive, so they outlive a new import, and two archives are joined by taking
//! the rows of both: `migrations/V4__desk.sql` has the rules. What is removed stays as a row without a text for that.

mod anchor;
mod collections;
mod feed;
mod highlights;
mod notes;
mod searches;
mod tags;
#[cfg(test)]
mod tests;

use cuttings_core::{ArticleId, IdPrefix, MarkId, exact_text};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use serde::Serialize;

use crate::article::{ArticleBlock, BlockHighlight};
use crate::lock::ImportLock;
use crate::{Archive, ArchiveError, Result};

pub use collections::{CollectedArticle, Collection, CollectionListing};
pub use feed::FeedEntry;
pub use highlights::{Anchor, Colour, Highlight, NewHighlight};
pub use notes::{ListedNote, Note, NoteListing};
pub use searches::SavedSearch;
pub use tags::OwnTag;

/// Longest name of a tag, a collection or a saved search, and of who adds it, in characters.
pub const LONGEST_NAME: usize = 100;
/// Longest note, in characters.
pub const LONGEST_NOTE: usize = 20_000;

/// What a reader added to an article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Own {
    /// Tags by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub tags: Vec<String>,
    /// Notes, the first written first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub notes: Vec<Note>,
    /// Highlights in the order of the text; those whose passage is not in it come last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub highlights: Vec<Highlight>,
    /// The collections that it is in, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub collections: Vec<String>,
}

impl Own {
    /// Whether nothing was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Gives each block the highlights that are in it.
    pub(crate) fn mark(&self, blocks: &mut [ArticleBlock]) {
        for highlight in &self.highlights {
            let Some(Anchor { position, start, end }) = highlight.anchor else { continue };
            if let Some(block) = blocks.iter_mut().find(|block| block.position == position) {
                let (id, colour) = (highlight.id.clone(), highlight.colour);
                block.highlights.push(BlockHighlight { id, start, end, colour });
            }
        }
    }
}

impl Archive {
    /// Writes to the desk in a transaction of its own. An import's lock is taken for it, because an import holds the
    /// file for as long as its batches take: better to say so at once than to wait.
    fn write_to_desk<T>(&self, write: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let _lock = ImportLock::take(&self.path)?;
        let at = |error| self.named(error);
        let transaction =
            rusqlite::Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate).map_err(at)?;
        let answer = write(&transaction)?;
        transaction.commit().map_err(at)?;
        Ok(answer)
    }

    /// What a reader added to the article in a row, which has these blocks.
    pub(crate) fn get_own(&self, row: i64, blocks: &[ArticleBlock]) -> rusqlite::Result<Own> {
        Ok(Own {
            tags: self.get_own_tags(row)?,
            notes: self.get_notes(row)?,
            highlights: self.get_highlights(row, blocks)?,
            collections: self.get_collections_of(row)?,
        })
    }

    /// The row and the present id of the article whose id begins so.
    fn find_own_article(&self, prefix: &IdPrefix) -> Result<(i64, ArticleId)> {
        let (row, _) = self.find_article(prefix)?;
        let sql = "SELECT sha256 FROM articles WHERE id = ?1";
        let id = self.connection.query_row(sql, [row], |row| row.get(0).map(ArticleId));
        Ok((row, id.map_err(|error| self.named(error))?))
    }

    /// The row of an article by an id that it has or had; none where the archive does not have it.
    fn get_article_row(&self, id: &[u8; 32]) -> rusqlite::Result<Option<i64>> {
        let mut statement = self.connection.prepare_cached(include_str!("desk/get_article_row.sql"))?;
        statement.query_row([id], |row| row.get(0)).optional()
    }

    /// The one note or highlight in `table` whose id begins so.
    fn find_mark(&self, table: &str, prefix: &IdPrefix) -> Result<MarkId> {
        let (low, high) = prefix.bounds();
        let read = || {
            let sql = format!("SELECT sha256 FROM {table} WHERE sha256 BETWEEN ?1 AND ?2 AND removed = 0 LIMIT 6");
            let mut statement = self.connection.prepare_cached(&sql)?;
            statement.query_map((low, high), |row| row.get(0).map(MarkId))?.collect::<rusqlite::Result<Vec<_>>>()
        };
        match read().map_err(|error| self.named(error))?.as_slice() {
            [] => Err(ArchiveError::NoSuchId { prefix: *prefix }),
            [one] => Ok(*one),
            several => {
                let candidates = several.iter().map(ToString::to_string).collect();
                Err(ArchiveError::AmbiguousId { prefix: *prefix, candidates })
            }
        }
    }
}

/// A name as it is kept: on one line, without white space at its ends or twice.
fn clean_name(what: &'static str, name: &str) -> Result<String> {
    let name: String = exact_text(name).chars().filter(|character| !character.is_control()).collect();
    let why = match name.chars().count() {
        0 => "it is empty".to_owned(),
        length if length > LONGEST_NAME => format!("it has {length} characters, and {LONGEST_NAME} are the most"),
        // A browser takes such a name in an address for the folder above.
        _ if name.chars().all(|character| character == '.') => "it has nothing but dots".to_owned(),
        _ => return Ok(name),
    };
    Err(ArchiveError::NotTaken { what, why })
}

/// A text of several lines as it is kept.
fn clean_text(what: &'static str, text: &str) -> Result<String> {
    let text = text.replace("\r\n", "\n");
    let text: String =
        text.trim().chars().filter(|character| !character.is_control() || matches!(character, '\n' | '\t')).collect();
    let why = match text.chars().count() {
        0 => "it is empty".to_owned(),
        length if length > LONGEST_NOTE => format!("it has {length} characters, and {LONGEST_NOTE} are the most"),
        _ => return Ok(text),
    };
    Err(ArchiveError::NotTaken { what, why })
}

/// Who adds something: what is no name becomes "somebody", for that is no reason to lose a note.
fn clean_who(who: &str) -> String {
    clean_name("name", who).unwrap_or_else(|_| "somebody".to_owned())
}

//! Notes: what a reader wrote about an article.

use cuttings_core::{ArticleId, IdPrefix, MarkId, mark_id};
use rusqlite::Row;
use serde::Serialize;

use super::{clean_text, clean_who};
use crate::article::ArticleSummary;
use crate::import::now;
use crate::{Archive, Result};

/// What somebody wrote about an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Note {
    /// Its whole id, 64 hex digits.
    pub id: String,
    /// The whole id of the article as it was then.
    pub article: String,
    /// The text, with line breaks as they were typed.
    pub text: String,
    /// Who wrote it.
    pub who: String,
    /// When, in UTC.
    pub written_at: String,
}

/// A note in a list, with the article that it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListedNote {
    /// The note.
    #[serde(flatten)]
    pub note: Note,
    /// The article; none where this archive does not have it.
    #[serde(rename = "about")]
    pub article: Option<ArticleSummary>,
}

/// Some of the notes, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoteListing {
    /// How many there are in all.
    pub total: u64,
    /// The notes, the latest first.
    pub notes: Vec<ListedNote>,
}

impl Note {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: MarkId(row.get("sha256")?).to_string(),
            article: ArticleId(row.get("article")?).to_string(),
            text: row.get("text")?,
            who: row.get("who")?,
            written_at: row.get("written_at")?,
        })
    }
}

impl Archive {
    /// Writes a note about an article.
    ///
    /// # Errors
    /// [`NoSuchId`](crate::ArchiveError::NoSuchId), [`AmbiguousId`](crate::ArchiveError::AmbiguousId),
    /// [`NotTaken`](crate::ArchiveError::NotTaken) for a text that is empty or too long, and
    /// [`Locked`](crate::ArchiveError::Locked) while an import runs.
    pub fn add_note(&self, article: &IdPrefix, text: &str, who: &str) -> Result<Note> {
        let (text, who, written_at) = (clean_text("note", text)?, clean_who(who), now());
        let (_, article) = self.find_own_article(article)?;
        let id = mark_id(&article, &written_at, &who, &[&text]);
        self.write_to_desk(|connection| {
            let add = include_str!("add_note.sql");
            let row = (id.0, article.0, &text, &who, &written_at);
            connection.execute(add, row).map_err(|error| self.named(error))
        })?;
        Ok(Note { id: id.to_string(), article: article.to_string(), text, who, written_at })
    }

    /// Removes the note whose id begins so, and its text with it.
    ///
    /// # Errors
    /// As [`Archive::add_note`].
    pub fn remove_note(&self, prefix: &IdPrefix) -> Result<()> {
        let id = self.find_mark("notes", prefix)?;
        self.write_to_desk(|connection| {
            let remove = include_str!("remove_note.sql");
            connection.execute(remove, (id.0, now())).map_err(|error| self.named(error)).map(drop)
        })
    }

    /// The notes, the latest first.
    ///
    /// # Errors
    /// A damaged file.
    pub fn list_notes(&self, limit: u32, offset: u32) -> Result<NoteListing> {
        let read = || {
            let count = "SELECT count(*) FROM notes WHERE removed = 0";
            let total = self.connection.prepare_cached(count)?.query_row([], |row| row.get(0))?;
            let mut statement = self.connection.prepare_cached(include_str!("get_all_notes.sql"))?;
            let notes = statement.query_map((limit, offset), |row| {
                let article = self.get_article_row(&row.get("article")?)?;
                let article = article.map(|article| self.get_summary(article)).transpose()?;
                Ok(ListedNote { note: Note::from_row(row)?, article })
            })?;
            Ok(NoteListing { total, notes: notes.collect::<rusqlite::Result<_>>()? })
        };
        read().map_err(|error| self.named(error))
    }

    /// The notes about the article in a row, the first written first.
    pub(super) fn get_notes(&self, row: i64) -> rusqlite::Result<Vec<Note>> {
        let mut statement = self.connection.prepare_cached(include_str!("get_notes.sql"))?;
        statement.query_map([row], Note::from_row)?.collect()
    }
}

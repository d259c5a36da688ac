//! Decisions: what people say of two texts, against or beside what was computed.

use cuttings_core::{ContentId, IdPrefix};
use rusqlite::OptionalExtension;
use serde::Serialize;

use crate::article::ArticleSummary;
use crate::import::now;
use crate::lock::ImportLock;
use crate::{Archive, Result};

/// What somebody said of two contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// The id of one content.
    pub one: String,
    /// The id of the other.
    pub other: String,
    /// Whether they are the same.
    pub same: bool,
    /// Who said so.
    pub who: String,
    /// And why.
    pub why: String,
    /// When, in UTC.
    pub decided_at: String,
}

/// A decision in a list, with articles that it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedDecision {
    /// The decision.
    #[serde(flatten)]
    pub decision: Decision,
    /// The first publication of the one content; none where the archive does not have it.
    pub one_article: Option<ArticleSummary>,
    /// That of the other.
    pub other_article: Option<ArticleSummary>,
}

impl Archive {
    /// Records that two articles are the same, or are not, and makes their stories anew. It holds for their contents:
    /// for every article with the same text, after every import. A later decision on the same two takes the place of
    /// an earlier one.
    ///
    /// # Errors
    /// [`NoSuchId`](crate::ArchiveError::NoSuchId), [`AmbiguousId`](crate::ArchiveError::AmbiguousId),
    /// [`SameContent`](crate::ArchiveError::SameContent), and [`Locked`](crate::ArchiveError::Locked) while an import
    /// runs.
    pub fn decide(&mut self, one: &IdPrefix, other: &IdPrefix, same: bool, who: &str, why: &str) -> Result<Decision> {
        let (one, other) = self.find_two_contents(one, other)?;
        let _lock = ImportLock::take(&self.path)?;
        let write = || {
            let add = include_str!("decision/add_decision.sql");
            self.connection.execute(add, rusqlite::params![one.0, other.0, same, who, why, now()])?;
            self.mark_pending(&[one, other])?;
            self.get_decision(&one, &other)
        };
        let decision = write().map_err(|error| self.named(error))?;
        self.compare().map_err(|error| self.named(error))?;
        decision.ok_or_else(|| self.named(rusqlite::Error::QueryReturnedNoRows))
    }

    /// Takes back what was decided on two articles; gives it, or nothing where nothing was.
    ///
    /// # Errors
    /// As [`Archive::decide`].
    pub fn remove_decision(&mut self, one: &IdPrefix, other: &IdPrefix) -> Result<Option<Decision>> {
        let (one, other) = self.find_two_contents(one, other)?;
        let _lock = ImportLock::take(&self.path)?;
        let remove = || {
            let decision = self.get_decision(&one, &other)?;
            self.connection.execute("DELETE FROM decisions WHERE one = ?1 AND other = ?2", (one.0, other.0))?;
            self.mark_pending(&[one, other])?;
            Ok(decision)
        };
        let decision = remove().map_err(|error| self.named(error))?;
        self.compare().map_err(|error| self.named(error))?;
        Ok(decision)
    }

    /// All decisions, the latest first.
    ///
    /// # Errors
    /// A damaged file.
    pub fn list_decisions(&self) -> Result<Vec<ListedDecision>> {
        let read = || {
            let sql = "SELECT * FROM decisions ORDER BY decided_at DESC, one, other";
            let mut statement = self.connection.prepare(sql)?;
            let rows = statement.query_map([], |row| {
                let (one, other) = (row.get("one")?, row.get("other")?);
                Ok(ListedDecision {
                    decision: Decision::from_row(row)?,
                    one_article: self.get_publication(&ContentId(one))?,
                    other_article: self.get_publication(&ContentId(other))?,
                })
            })?;
            rows.collect::<rusqlite::Result<_>>()
        };
        read().map_err(|error| self.named(error))
    }

    /// The first publication of a content.
    fn get_publication(&self, content: &ContentId) -> rusqlite::Result<Option<ArticleSummary>> {
        let mut statement = self.connection.prepare_cached(include_str!("decision/get_publication.sql"))?;
        let article: Option<i64> = statement.query_row([content.0], |row| row.get(0)).optional()?;
        article.map(|article| self.get_summary(article)).transpose()
    }

    /// What was decided on two contents, given in order.
    pub(crate) fn get_decision(&self, one: &ContentId, other: &ContentId) -> rusqlite::Result<Option<Decision>> {
        self.connection
            .prepare_cached("SELECT * FROM decisions WHERE one = ?1 AND other = ?2")?
            .query_row((one.0, other.0), Decision::from_row)
            .optional()
    }

    /// The ids of the contents of two articles, in order.
    pub(crate) fn find_two_contents(&self, one: &IdPrefix, other: &IdPrefix) -> Result<(ContentId, ContentId)> {
        let id = |prefix: &IdPrefix| {
            let (article, _) = self.find_article(prefix)?;
            let sql =
                "SELECT contents.sha256 FROM articles JOIN contents ON contents.id = content_id WHERE articles.id = ?1";
            let id = self.connection.query_row(sql, [article], |row| row.get(0).map(ContentId));
            id.map_err(|error| self.named(error))
        };
        let (first, second) = (id(one)?, id(other)?);
        if first == second {
            return Err(crate::ArchiveError::SameContent { prefix: *one });
        }
        Ok((first.min(second), first.max(second)))
    }

    fn mark_pending(&self, contents: &[ContentId]) -> rusqlite::Result<()> {
        for content in contents {
            let row = self.get_content_row(content)?;
            row.map_or(Ok(()), |row| self.add_pending_content(row))?;
        }
        Ok(())
    }
}

impl Decision {
    fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            one: ContentId(row.get("one")?).to_string(),
            other: ContentId(row.get("other")?).to_string(),
            same: row.get("same")?,
            who: row.get("who")?,
            why: row.get("why")?,
            decided_at: row.get("decided_at")?,
        })
    }
}

//! Comparing two articles, and finding the earlier revision to compare one with.

use cuttings_core::IdPrefix;
use cuttings_core::diff::{Diff, DiffText};
use serde::Serialize;

use crate::{Archive, ArticleBlock, ArticleSummary, Result};

/// Two articles and what differs between them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComparedArticles {
    /// The article on the left.
    pub left: ArticleSummary,
    /// The article on the right.
    pub right: ArticleSummary,
    /// What differs.
    #[serde(flatten)]
    pub diff: Diff,
}

/// What is compared of an article.
struct Compared {
    summary: ArticleSummary,
    standfirst: Option<String>,
    blocks: Vec<ArticleBlock>,
}

impl Compared {
    fn text(&self) -> DiffText<'_> {
        DiffText {
            title: &self.summary.title,
            standfirst: self.standfirst.as_deref(),
            blocks: self.blocks.iter().map(|block| (block.role, block.text.as_str())).collect(),
            language: self.summary.language.as_deref(),
        }
    }
}

impl Archive {
    /// Compares the articles whose ids begin so.
    ///
    /// # Errors
    /// [`NoSuchId`](crate::ArchiveError::NoSuchId) and [`AmbiguousId`](crate::ArchiveError::AmbiguousId).
    pub fn compare_articles(&self, left: &IdPrefix, right: &IdPrefix) -> Result<ComparedArticles> {
        let (left, right) = (self.get_compared(left)?, self.get_compared(right)?);
        let diff = Diff::of(&left.text(), &right.text());
        Ok(ComparedArticles { left: left.summary, right: right.summary, diff })
    }

    /// The revision that stood at the URL of an article before it, if there is one: by the dates that the site gives, and
    /// by the order of import where they are the same.
    ///
    /// # Errors
    /// [`NoSuchId`](crate::ArchiveError::NoSuchId) and [`AmbiguousId`](crate::ArchiveError::AmbiguousId).
    pub fn get_previous_revision(&self, prefix: &IdPrefix) -> Result<Option<ArticleSummary>> {
        let (row, _) = self.find_article(prefix)?;
        let read = || {
            let mut statement = self.connection.prepare_cached(include_str!("comparison/get_previous_revision.sql"))?;
            let previous = statement.query_map([row], |row| row.get(0))?.next().transpose()?;
            previous.map(|previous| self.get_summary(previous)).transpose()
        };
        read().map_err(|error| self.named(error))
    }

    fn get_compared(&self, prefix: &IdPrefix) -> Result<Compared> {
        let (row, _) = self.find_article(prefix)?;
        let read = || {
            let mut statement = self.connection.prepare_cached(include_str!("comparison/get_text.sql"))?;
            let (content, standfirst) = statement.query_row([row], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(Compared { summary: self.get_summary(row)?, standfirst, blocks: self.get_blocks(content)? })
        };
        read().map_err(|error| self.named(error))
    }
}

//! Stories: reading what was found to tell the same.

use cuttings_core::{ContentId, IdPrefix};
use rusqlite::OptionalExtension;
use serde::Serialize;

use crate::article::ArticleSummary;
use crate::{Archive, Result};

/// Articles of one story that are given at most.
const MOST_ARTICLES: u32 = 2_000;

/// A story in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StorySummary {
    /// The article that was published first: it stands for the story, and its id leads to it.
    pub representative: ArticleSummary,
    /// Different texts.
    pub contents: u64,
    /// Publications.
    pub articles: u64,
    /// Sites that published it.
    pub sites: u64,
    /// The earliest date of publication.
    pub first_published: Option<String>,
    /// The latest.
    pub last_published: Option<String>,
}

/// Some of the stories, and how many there are.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StoryListing {
    /// How many there are in all.
    pub total: u64,
    /// The stories.
    pub stories: Vec<StorySummary>,
}

/// In which order stories are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum StoryOrder {
    /// Those with the most articles first.
    #[default]
    Largest,
    /// Those that were published last first.
    Newest,
}

/// A story with its articles.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Story {
    /// What lists show of it.
    #[serde(flatten)]
    pub summary: StorySummary,
    /// Its articles, the earliest first, 2,000 at most.
    pub members: Vec<StoryMember>,
}

/// An article of a story.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoryMember {
    /// The article.
    pub article: ArticleSummary,
    /// The short id of its content; articles with the same one are reprints.
    pub content: String,
    /// How like its text is to the representative's: 0 to 1.
    pub similarity: f64,
}

impl Archive {
    /// Lists stories.
    ///
    /// # Errors
    /// A damaged file.
    pub fn list_stories(&self, order: StoryOrder, limit: u32, offset: u32) -> Result<StoryListing> {
        let sql = match order {
            StoryOrder::Largest => include_str!("story/get_largest.sql"),
            StoryOrder::Newest => include_str!("story/get_newest.sql"),
        };
        let read = || {
            let total = self.connection.query_row("SELECT count(*) FROM stories", [], |row| row.get(0))?;
            let mut statement = self.connection.prepare_cached(sql)?;
            let rows =
                statement.query_map((limit, offset), |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
            let stories = rows.into_iter().map(|story| self.get_story_summary(story));
            Ok(StoryListing { total, stories: stories.collect::<rusqlite::Result<_>>()? })
        };
        read().map_err(|error| self.named(error))
    }

    /// How many stories there are.
    ///
    /// # Errors
    /// A damaged file.
    pub fn count_stories(&self) -> Result<u64> {
        let count = self.connection.query_row("SELECT count(*) FROM stories", [], |row| row.get(0));
        count.map_err(|error| self.named(error))
    }

    /// The story of the article whose id begins so; none where nothing else tells the same.
    ///
    /// # Errors
    /// [`NoSuchId`](crate::ArchiveError::NoSuchId) and [`AmbiguousId`](crate::ArchiveError::AmbiguousId).
    pub fn get_story(&self, prefix: &IdPrefix) -> Result<Option<Story>> {
        let (article, _) = self.find_article(prefix)?;
        self.read_story(article).map_err(|error| self.named(error))
    }

    /// What lists show of the story of the article whose id begins so; none where nothing else tells the same.
    ///
    /// # Errors
    /// As [`Archive::get_story`].
    pub fn find_story(&self, prefix: &IdPrefix) -> Result<Option<StorySummary>> {
        let (article, _) = self.find_article(prefix)?;
        let read = || self.get_story_row(article)?.map(|story| self.get_story_summary(story)).transpose();
        read().map_err(|error| self.named(error))
    }

    /// How many articles the story has of the article whose id begins so; none where nothing else tells the same.
    ///
    /// # Errors
    /// As [`Archive::get_story`].
    pub fn count_story(&self, prefix: &IdPrefix) -> Result<Option<u64>> {
        let (article, _) = self.find_article(prefix)?;
        let read = || {
            let mut statement = self.connection.prepare_cached(include_str!("story/count_articles.sql"))?;
            statement.query_row([article], |row| row.get(0)).optional()
        };
        read().map_err(|error| self.named(error))
    }

    fn read_story(&self, article: i64) -> rusqlite::Result<Option<Story>> {
        let Some(story) = self.get_story_row(article)? else { return Ok(None) };
        let mut statement = self.connection.prepare_cached(include_str!("story/get_members.sql"))?;
        let rows = statement.query_map((story, MOST_ARTICLES), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let mut members = Vec::new();
        for row in rows {
            let (article, content, similarity): (i64, [u8; 32], f64) = row?;
            let content = ContentId(content).short();
            members.push(StoryMember { article: self.get_summary(article)?, content, similarity });
        }
        Ok(Some(Story { summary: self.get_story_summary(story)?, members }))
    }

    /// The row of the story that an article belongs to.
    pub(crate) fn get_story_row(&self, article: i64) -> rusqlite::Result<Option<i64>> {
        let mut statement = self.connection.prepare_cached(include_str!("story/get_story_row.sql"))?;
        let mut rows = statement.query_map([article], |row| row.get(0))?;
        rows.next().transpose()
    }

    fn get_story_summary(&self, story: i64) -> rusqlite::Result<StorySummary> {
        let mut statement = self.connection.prepare_cached(include_str!("story/get_story.sql"))?;
        let (representative, mut summary) = statement.query_row([story], |row| {
            let summary = StorySummary {
                representative: ArticleSummary::default(),
                contents: row.get("contents")?,
                articles: row.get("articles")?,
                sites: row.get("sites")?,
                first_published: row.get("first_published")?,
                last_published: row.get("last_published")?,
            };
            Ok((row.get("article_id")?, summary))
        })?;
        summary.representative = self.get_summary(representative)?;
        Ok(summary)
    }
}

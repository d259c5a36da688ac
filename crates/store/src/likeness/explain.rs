//! Explaining: what two articles have in common, worked out before the reader's eyes.

use cuttings_core::{IdPrefix, Relation};
use serde::Serialize;

use super::boilerplate::Boilerplate;
use super::texts::Texts;
use crate::article::ArticleSummary;
use crate::decision::Decision;
use crate::{Archive, Result};

/// Two articles and what they are to each other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// One article.
    pub one: ArticleSummary,
    /// The other.
    pub other: ArticleSummary,
    /// Whether both have the very same content.
    pub same_content: bool,
    /// Whether they stand at the same URL.
    pub same_url: bool,
    /// What they are to each other by their texts; none where too little is shared.
    pub relation: Option<Relation>,
    /// Shared shingles (three words in a row), of all that either has: 0 to 1.
    pub jaccard: f64,
    /// Shared shingles, of those of the text that has fewer: 0 to 1.
    pub containment: f64,
    /// Shared numbers, of those of the text that has fewer: 0 to 1.
    pub numbers: f64,
    /// Shared names, likewise.
    pub names: f64,
    /// Words in the longest passage that stands in both.
    pub run: u32,
    /// Shared phrases with numbers and names struck out, of all that either has: 0 to 1. Of texts that share too little,
    /// not looked at: 0.
    pub form: f64,
    /// Of these phrases, those with a number or name, the part in which it is the same: 0 to 1.
    pub kept: f64,
    /// Words of the shorter text, boilerplate left out.
    pub words: u32,
    /// The link as it is stored; none where the two were not paired: published too far apart, or with too few phrases
    /// in common.
    pub stored: Option<String>,
    /// Whether they belong to the same story.
    pub same_story: bool,
    /// What somebody said of the two.
    pub decision: Option<Decision>,
}

impl Archive {
    /// Compares two articles.
    ///
    /// # Errors
    /// [`NoSuchId`](crate::ArchiveError::NoSuchId) and [`AmbiguousId`](crate::ArchiveError::AmbiguousId).
    pub fn explain(&self, one: &IdPrefix, other: &IdPrefix) -> Result<Explanation> {
        let ((one, _), (other, _)) = (self.find_article(one)?, self.find_article(other)?);
        self.compare_two(one, other).map_err(|error| self.named(error))
    }

    fn compare_two(&self, one: i64, other: i64) -> rusqlite::Result<Explanation> {
        let (first, second) = (self.get_place(one)?, self.get_place(other)?);
        let boilerplate = Boilerplate::read(&self.connection)?;
        let mut texts = Texts::new(&self.connection, &boilerplate);
        let likeness = texts.get(first.content)?.compare(&*texts.get(second.content)?);
        let mut stored =
            self.connection.prepare_cached("SELECT relation FROM links WHERE content_id = ?1 AND other_id = ?2")?;
        let pair = (first.content.min(second.content), first.content.max(second.content));
        let stored = stored.query_map(pair, |row| row.get(0))?.next().transpose()?;
        let (low, high) = (first.id.min(second.id), first.id.max(second.id));
        let story = self.get_story_row(one)?;
        Ok(Explanation {
            one: self.get_summary(one)?,
            other: self.get_summary(other)?,
            same_content: first.content == second.content,
            same_url: first.url.is_some() && first.url == second.url,
            relation: Relation::of(&likeness),
            jaccard: likeness.jaccard,
            containment: likeness.containment,
            numbers: likeness.numbers,
            names: likeness.names,
            run: likeness.run,
            form: likeness.form.jaccard,
            kept: likeness.form.kept,
            words: likeness.words,
            stored,
            same_story: story.is_some() && story == self.get_story_row(other)?,
            decision: self.get_decision(&low, &high)?,
        })
    }

    fn get_place(&self, article: i64) -> rusqlite::Result<Place> {
        let mut statement = self.connection.prepare_cached(include_str!("get_place.sql"))?;
        statement.query_row([article], |row| {
            Ok(Place { content: row.get(0)?, id: cuttings_core::ContentId(row.get(1)?), url: row.get(2)? })
        })
    }
}

struct Place {
    content: i64,
    id: cuttings_core::ContentId,
    url: Option<String>,
}

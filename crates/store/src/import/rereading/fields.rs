//! The fields of an article, to be compared, improved, and kept as they were.

use cuttings_core::{Date, DigestedArticle};
use rusqlite::Row;
use serde::Serialize;

use crate::Archive;
use crate::import::Import;

/// What is known of an article beside its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct ArticleFields {
    site: Option<String>,
    url: Option<String>,
    original_url: Option<String>,
    section: Option<String>,
    language: Option<String>,
    published: Option<String>,
    published_offset: Option<i32>,
    modified: Option<String>,
    authors: Vec<String>,
    /// In the order of their names: an archive keeps no other.
    tags: Vec<String>,
}

impl From<DigestedArticle> for ArticleFields {
    fn from(article: DigestedArticle) -> Self {
        let mut tags = article.tags;
        tags.sort_unstable();
        Self {
            site: article.site,
            url: article.url,
            original_url: article.original_url,
            section: article.section,
            language: article.language,
            published: article.published.as_ref().map(|date| date.as_iso().to_owned()),
            published_offset: article.published.as_ref().and_then(Date::offset_minutes),
            modified: article.modified.as_ref().map(|date| date.as_iso().to_owned()),
            authors: article.authors,
            tags,
        }
    }
}

impl ArticleFields {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            site: row.get("site")?,
            url: row.get("url")?,
            original_url: row.get("original_url")?,
            section: row.get("section")?,
            language: row.get("language")?,
            published: row.get("published")?,
            published_offset: row.get("published_offset")?,
            modified: row.get("modified")?,
            authors: Vec::new(),
            tags: Vec::new(),
        })
    }

    /// These fields with what a reading says in their place; what it does not say may come from another capture and
    /// stays. Site and URL are of the article's id, and so the same in both.
    pub(super) fn improved_by(&self, reading: &Self) -> Self {
        let or = |said: &Option<String>, known: &Option<String>| said.clone().or_else(|| known.clone());
        // The offset belongs to the date.
        let dated = if reading.published.is_some() { reading } else { self };
        let mut tags = [self.tags.as_slice(), &reading.tags].concat();
        tags.sort_unstable();
        tags.dedup();
        Self {
            site: self.site.clone(),
            url: self.url.clone(),
            original_url: or(&reading.original_url, &self.original_url),
            section: or(&reading.section, &self.section),
            language: or(&reading.language, &self.language),
            published: dated.published.clone(),
            published_offset: dated.published_offset,
            modified: or(&reading.modified, &self.modified),
            authors: if reading.authors.is_empty() { self.authors.clone() } else { reading.authors.clone() },
            tags,
        }
    }
}

impl Archive {
    pub(super) fn get_fields(&self, article: i64) -> rusqlite::Result<ArticleFields> {
        let mut statement = self.connection.prepare_cached(include_str!("get_fields.sql"))?;
        let fields = statement.query_row([article], ArticleFields::from_row)?;
        Ok(ArticleFields { authors: self.get_authors(article)?, tags: self.get_tags(article)?, ..fields })
    }
}

impl Import<'_> {
    /// Gives an article other fields.
    pub(super) fn update_fields(&mut self, article: i64, fields: &ArticleFields) -> rusqlite::Result<()> {
        let connection = &self.archive.connection;
        connection.prepare_cached(include_str!("update_fields.sql"))?.execute(rusqlite::named_params! {
            ":article": article,
            ":original_url": fields.original_url,
            ":section": fields.section,
            ":language": fields.language,
            ":published": fields.published,
            ":published_offset": fields.published_offset,
            ":modified": fields.modified,
        })?;
        self.archive.remove_names(article)?;
        self.add_authors(article, &fields.authors)?;
        self.add_tags(article, &fields.tags)
    }
}

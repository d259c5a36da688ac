//! Writing articles: what a digested record is to the archive, and what it adds to it.

use std::sync::LazyLock;

use cuttings_core::{ArticleId, Date, Digested, DigestedArticle};
use rusqlite::{OptionalExtension, Row, ToSql};
use serde_json::{Map, Value};

use super::{Import, Verdict};
use crate::Archive;
use crate::capture::Outcome;
use crate::rows::Rows;
use crate::search::forget_columns;

static AUTHORS: LazyLock<Rows<3>> =
    LazyLock::new(|| Rows::new("INSERT OR ROLLBACK INTO article_authors (article_id, position, author_id) VALUES"));

/// A later sighting can have tags that the article has already.
static TAGS: LazyLock<Rows<2>> =
    LazyLock::new(|| Rows::new("INSERT OR IGNORE INTO article_tags (article_id, tag_id) VALUES"));

impl Import<'_> {
    /// Adds an article, or finds it, and says which. Also gives what the capture should remember of it: fields without
    /// a column, and fields that differ from the article's.
    pub(super) fn add_article(
        &mut self,
        digested: &mut Digested,
    ) -> rusqlite::Result<(Verdict, Option<Map<String, Value>>)> {
        let mut extra = std::mem::take(&mut digested.extra);
        let (verdict, known) = self.get_or_add_article(digested)?;
        if let Some(known) = known {
            self.complete_article(&known, &digested.article, &mut extra)?;
        }
        Ok((verdict, Some(extra)))
    }

    /// Finds the article of a reading, and gives it where it was there, or adds it.
    pub(super) fn get_or_add_article(
        &mut self,
        digested: &mut Digested,
    ) -> rusqlite::Result<(Verdict, Option<KnownArticle>)> {
        let article = &digested.article;
        let (content, outcome) = if let Some(row) = self.archive.get_content_row(&digested.content.id)? {
            if let Some(known) = self.archive.get_known_article(&article.id)? {
                let verdict = Verdict { outcome: Outcome::Duplicate, reprint: false, article: Some(known.row) };
                return Ok((verdict, Some(known)));
            }
            self.archive.revive_content(row)?;
            // Published elsewhere, at another time perhaps: it may be near to others now.
            self.archive.add_pending_content(row)?;
            (row, Outcome::Duplicate)
        } else {
            let url = article.url.as_deref();
            let known_url = url.map_or(Ok(false), |url| self.archive.has_url(url))?;
            let row = self.add_content(&mut digested.content)?;
            (row, if known_url { Outcome::Revision } else { Outcome::New })
        };
        let row = self.insert_article(content, article)?;
        Ok((Verdict { outcome, reprint: outcome == Outcome::Duplicate, article: Some(row) }, None))
    }

    fn insert_article(&mut self, content: i64, article: &DigestedArticle) -> rusqlite::Result<i64> {
        let connection = &self.archive.connection;
        let site = match &article.site {
            Some(site) => Some(self.names.get_site(connection, site)?),
            None => None,
        };
        let row = connection.prepare_cached(include_str!("add_article.sql"))?.insert(rusqlite::named_params! {
            ":sha256": article.id.0,
            ":content": content,
            ":site": site,
            ":url": article.url,
            ":original_url": article.original_url,
            ":section": article.section,
            ":language": article.language,
            ":published": article.published.as_ref().map(Date::as_iso),
            ":published_offset": article.published.as_ref().and_then(Date::offset_minutes),
            ":modified": article.modified.as_ref().map(Date::as_iso),
        })?;
        self.add_authors(row, &article.authors)?;
        self.add_tags(row, &article.tags)?;
        Ok(row)
    }

    pub(super) fn add_authors(&mut self, article: i64, authors: &[String]) -> rusqlite::Result<()> {
        let connection = &self.archive.connection;
        let mut rows = Vec::with_capacity(authors.len());
        for (position, name) in (1_i64..).zip(authors) {
            rows.push((position, self.names.get_author(connection, name)?));
        }
        let rows: Vec<_> = rows.iter().map(|(position, author)| [&article as &dyn ToSql, position, author]).collect();
        AUTHORS.add(connection, &rows)
    }

    pub(super) fn add_tags(&mut self, article: i64, tags: &[String]) -> rusqlite::Result<()> {
        let connection = &self.archive.connection;
        let mut rows = Vec::with_capacity(tags.len());
        for name in tags {
            rows.push(self.names.get_tag(connection, name)?);
        }
        let rows: Vec<_> = rows.iter().map(|tag| [&article as &dyn ToSql, tag]).collect();
        TAGS.add(connection, &rows)
    }

    /// Fills in what a known article lacks and this sighting of it has. Nothing is overwritten: a field that differs
    /// goes to `extra`.
    pub(super) fn complete_article(
        &mut self,
        known: &KnownArticle,
        article: &DigestedArticle,
        extra: &mut Map<String, Value>,
    ) -> rusqlite::Result<()> {
        let published = article.published.as_ref().map(Date::as_iso);
        let modified = article.modified.as_ref().map(Date::as_iso);
        let fields = [
            ("section", &known.section, article.section.as_deref()),
            ("language", &known.language, article.language.as_deref()),
            ("published", &known.published, published),
            ("modified", &known.modified, modified),
        ];
        let mut lacking = false;
        for (name, known, seen) in fields {
            match (known.as_deref(), seen) {
                (None, Some(_)) => lacking = true,
                (Some(known), Some(seen)) if known != seen => {
                    extra.entry(name).or_insert_with(|| Value::from(seen));
                }
                _ => {}
            }
        }
        if let Some(url) = article.original_url.as_ref().filter(|url| known.original_url.as_ref() != Some(url)) {
            extra.entry("url").or_insert_with(|| Value::from(url.as_str()));
        }
        if lacking {
            let offset = article.published.as_ref().and_then(Date::offset_minutes);
            self.archive.connection.prepare_cached(include_str!("complete_article.sql"))?.execute(
                rusqlite::named_params! {
                    ":article": known.row,
                    ":section": article.section,
                    ":language": article.language,
                    ":published": published,
                    ":published_offset": offset,
                    ":modified": modified,
                },
            )?;
        }
        forget_columns(&self.archive.connection, known.row)?;
        self.add_tags(known.row, &article.tags)?;
        let authors = self.archive.get_authors(known.row)?;
        if authors.is_empty() {
            self.add_authors(known.row, &article.authors)?;
        } else if !article.authors.is_empty() && authors != article.authors {
            extra.entry("authors").or_insert_with(|| Value::from(article.authors.as_slice()));
        }
        Ok(())
    }
}

/// The fields of an article that a later sighting may complete or contradict.
pub(super) struct KnownArticle {
    pub(super) row: i64,
    original_url: Option<String>,
    section: Option<String>,
    language: Option<String>,
    published: Option<String>,
    modified: Option<String>,
}

impl KnownArticle {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            row: row.get("id")?,
            original_url: row.get("original_url")?,
            section: row.get("section")?,
            language: row.get("language")?,
            published: row.get("published")?,
            modified: row.get("modified")?,
        })
    }
}

impl Archive {
    pub(super) fn get_known_article(&self, id: &ArticleId) -> rusqlite::Result<Option<KnownArticle>> {
        self.connection
            .prepare_cached(include_str!("get_known_article.sql"))?
            .query_row((&id.0[..8], id.0), KnownArticle::from_row)
            .optional()
    }

    fn has_url(&self, url: &str) -> rusqlite::Result<bool> {
        self.connection.prepare_cached("SELECT 1 FROM articles WHERE url = ?1")?.exists([url])
    }
}

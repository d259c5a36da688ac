//! Reading articles: short for lists, whole for reading.

use cuttings_core::{ArticleId, ContentId, IdPrefix, ParagraphKey, Role, exact_text, fold_text};
use rusqlite::Row;
use serde::Serialize;

use crate::capture::Capture;
use crate::desk::{Colour, Own};
use crate::former::FormerReading;
use crate::search::QueryNote;
use crate::{Archive, ArchiveError, Result};

/// Hex digits of a public id where those tell it from all others.
const SHOWN_DIGITS: usize = 12;
/// How many other articles are named for one paragraph, revision or content.
const MOST_OTHERS: u32 = 20;
/// How many other articles are read for one paragraph: thousands may end with the same one.
const MOST_READ: u32 = 5_000;
/// How many captures an article is shown with.
const MOST_CAPTURES: u32 = 100;

/// An article in a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleSummary {
    /// The public id: 12 hex digits, or more where 12 would be ambiguous.
    pub id: String,
    /// The title, empty where there is none.
    pub title: String,
    /// The first words of a text without a title, so that a list has something to call it by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beginning: Option<String>,
    /// The publishing host or outlet.
    pub site: Option<String>,
    /// When it was published, as precisely as it is known.
    pub published: Option<String>,
    /// The language as an ISO 639 code.
    pub language: Option<String>,
    /// The section of the outlet.
    pub section: Option<String>,
    /// The canonical URL.
    pub url: Option<String>,
    /// Words in the text.
    pub words: u64,
    /// In a folded list: how many other articles its story has. None where it belongs to no story.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more_in_story: Option<u64>,
}

/// Some of the articles that match, and how many do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listing {
    /// What could not be understood in the query.
    pub note: Option<QueryNote>,
    /// How many there are in all.
    pub total: u64,
    /// The articles.
    pub articles: Vec<ArticleSummary>,
}

/// An article with everything that the archive knows of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Article {
    /// What lists show of it.
    #[serde(flatten)]
    pub summary: ArticleSummary,
    /// The whole id.
    pub sha256: String,
    /// The whole id of its content.
    pub content: String,
    /// The sentence or two under the headline.
    pub standfirst: Option<String>,
    /// Authors in the order of the byline.
    pub authors: Vec<String>,
    /// Tags by name.
    pub tags: Vec<String>,
    /// The URL as first given, where that is not the canonical one.
    pub original_url: Option<String>,
    /// Minutes east of UTC of the clock that published it.
    pub published_offset: Option<i32>,
    /// When it was changed, as its site says.
    pub modified: Option<String>,
    /// The text in order.
    pub blocks: Vec<ArticleBlock>,
    /// Other publications of the same content, earliest first.
    pub reprints: Elsewhere,
    /// Other contents at the same URL, earliest first.
    pub revisions: Elsewhere,
    /// Where it was read from.
    pub captures: Vec<Capture>,
    /// What it was before better readings of its records, the latest first.
    pub former_readings: Vec<FormerReading>,
    /// What a reader added to it.
    #[serde(skip_serializing_if = "Own::is_empty")]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub own: Own,
    /// The id of the former reading that was asked for, where it was not the article's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked_as: Option<String>,
}

/// A block of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleBlock {
    /// Its place in the text, from 1.
    pub position: u32,
    /// What it is.
    pub role: Role,
    /// Its text.
    pub text: String,
    /// The position of the earlier block that it says again.
    pub repeats: Option<u32>,
    /// Articles of other contents that print this paragraph, but for quotes, case and punctuation.
    pub elsewhere: Elsewhere,
    /// The passages of it that a reader marked, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub highlights: Vec<BlockHighlight>,
}

/// A passage of a block that a reader marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BlockHighlight {
    /// The whole id of the highlight.
    pub id: String,
    /// Characters of the block before the passage.
    pub start: usize,
    /// Characters of the block up to its end.
    pub end: usize,
    /// Its colour.
    pub colour: Colour,
}

/// Other articles.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Elsewhere {
    /// How many there are.
    pub total: u64,
    /// The earliest of them.
    pub articles: Vec<ArticleSummary>,
    /// Whether `total` is the least, because more were not read.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub at_least: bool,
}

impl Archive {
    /// Reads the article whose id begins so. An id of a former reading leads to the article that it is now.
    ///
    /// # Errors
    /// [`NoSuchId`](ArchiveError::NoSuchId) and [`AmbiguousId`](ArchiveError::AmbiguousId).
    pub fn get_article(&self, prefix: &IdPrefix) -> Result<Article> {
        let (row, asked_as) = self.find_article(prefix)?;
        let captures = self.get_captures(row, MOST_CAPTURES)?;
        let mut article = self.read_article(row, captures).map_err(|error| self.named(error))?;
        article.asked_as = asked_as.map(|id| id.short());
        Ok(article)
    }

    /// The row of the article whose id begins so, or of which a former reading has such an id, and that id.
    pub(crate) fn find_article(&self, prefix: &IdPrefix) -> Result<(i64, Option<ArticleId>)> {
        let (low, high) = prefix.bounds();
        let read = || {
            let mut statement = self.connection.prepare_cached(include_str!("article/find_articles.sql"))?;
            let rows = statement.query_map((&low[..8], &high[..8], low, high), |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect::<rusqlite::Result<Vec<(i64, [u8; 32])>>>()
        };
        let found = read().map_err(|error| self.named(error))?;
        match found.as_slice() {
            [] => self.find_former_reading(prefix).map(|(row, id)| (row, Some(id))),
            [(row, _)] => Ok((*row, None)),
            several => {
                let candidates = several.iter().map(|(_, id)| self.shorten(id)).collect::<rusqlite::Result<_>>();
                let candidates = candidates.map_err(|error| self.named(error))?;
                Err(ArchiveError::AmbiguousId { prefix: *prefix, candidates })
            }
        }
    }

    /// What lists show of the article in a row.
    pub(crate) fn get_summary(&self, row: i64) -> rusqlite::Result<ArticleSummary> {
        let mut statement = self.connection.prepare_cached(include_str!("article/get_summary.sql"))?;
        let (id, mut summary) = statement.query_row([row], |row| {
            let summary = ArticleSummary {
                id: String::new(),
                title: row.get("title")?,
                beginning: row.get("beginning")?,
                site: row.get("site")?,
                published: row.get("published")?,
                language: row.get("language")?,
                section: row.get("section")?,
                url: row.get("url")?,
                words: row.get("words")?,
                more_in_story: None,
            };
            Ok((row.get::<_, [u8; 32]>("sha256")?, summary))
        })?;
        summary.id = self.shorten(&id)?;
        Ok(summary)
    }

    /// The names of an article's authors.
    pub(crate) fn get_authors(&self, row: i64) -> rusqlite::Result<Vec<String>> {
        self.get_names(include_str!("article/get_authors.sql"), row)
    }

    /// The names of an article's tags, sorted.
    pub(crate) fn get_tags(&self, row: i64) -> rusqlite::Result<Vec<String>> {
        self.get_names(include_str!("article/get_tags.sql"), row)
    }

    /// As many digits of an id as tell it from every other, at least 12.
    fn shorten(&self, id: &[u8; 32]) -> rusqlite::Result<String> {
        let full = ArticleId(*id).to_string();
        let (mut low, mut high) = ([0x00; 8], [0xff; 8]);
        low[..SHOWN_DIGITS / 2].copy_from_slice(&id[..SHOWN_DIGITS / 2]);
        high[..SHOWN_DIGITS / 2].copy_from_slice(&id[..SHOWN_DIGITS / 2]);
        let neighbours = "SELECT sha256 FROM articles WHERE substr(sha256, 1, 8) BETWEEN ?1 AND ?2 AND sha256 <> ?3";
        let mut statement = self.connection.prepare_cached(neighbours)?;
        let others = statement.query_map((low, high, id), |row| Ok(ArticleId(row.get(0)?).to_string()))?;
        let mut digits = SHOWN_DIGITS;
        for other in others {
            let shared = full.bytes().zip(other?.bytes()).take_while(|(a, b)| a == b).count();
            digits = digits.max(shared + 1);
        }
        Ok(full[..digits].to_owned())
    }

    fn read_article(&self, row: i64, captures: Vec<Capture>) -> rusqlite::Result<Article> {
        let head = self.get_head(row)?;
        let mut blocks = self.get_blocks(head.content)?;
        for block in &mut blocks {
            let key = ParagraphKey::new(&exact_text(&block.text), &fold_text(&block.text));
            block.elsewhere = self.get_elsewhere(&key, head.content)?;
        }
        let reprints = include_str!("article/get_reprints.sql");
        let revisions = include_str!("article/get_revisions.sql");
        let own = self.get_own(row, &blocks)?;
        own.mark(&mut blocks);
        Ok(Article {
            summary: self.get_summary(row)?,
            sha256: ArticleId(head.sha256).to_string(),
            content: ContentId(head.content_sha256).to_string(),
            standfirst: head.standfirst,
            authors: self.get_authors(row)?,
            tags: self.get_tags(row)?,
            original_url: head.original_url,
            published_offset: head.published_offset,
            modified: head.modified,
            blocks,
            reprints: self.get_others(reprints, (head.content, row))?,
            revisions: self.get_others(revisions, (row, head.content))?,
            captures,
            former_readings: self.get_former_readings(row)?,
            own,
            asked_as: None,
        })
    }

    pub(crate) fn get_head(&self, row: i64) -> rusqlite::Result<Head> {
        self.connection.prepare_cached(include_str!("article/get_head.sql"))?.query_row([row], Head::from_row)
    }

    /// The blocks of a content, without what is elsewhere.
    pub(crate) fn get_blocks(&self, content: i64) -> rusqlite::Result<Vec<ArticleBlock>> {
        let mut statement = self.connection.prepare_cached(include_str!("article/get_blocks.sql"))?;
        let rows = statement.query_map([content], |row| {
            Ok(ArticleBlock {
                position: row.get("position")?,
                role: Role::from_code(row.get("role_id")?).unwrap_or_default(),
                text: row.get("text")?,
                repeats: row.get("repeats")?,
                elsewhere: Elsewhere::default(),
                highlights: Vec::new(),
            })
        })?;
        rows.collect()
    }

    fn get_elsewhere(&self, key: &ParagraphKey, content: i64) -> rusqlite::Result<Elsewhere> {
        let (low, high) = key.variants();
        let elsewhere = include_str!("article/get_elsewhere.sql");
        let others = self.get_others(elsewhere, (low, high, content, MOST_READ))?;
        Ok(Elsewhere { at_least: others.total >= u64::from(MOST_READ), ..others })
    }

    /// The articles of a statement that gives rows, earliest first.
    fn get_others(&self, sql: &str, parameters: impl rusqlite::Params) -> rusqlite::Result<Elsewhere> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows: Vec<i64> = statement.query_map(parameters, |row| row.get(0))?.collect::<Result<_, _>>()?;
        let articles = rows.iter().take(MOST_OTHERS as usize).map(|&row| self.get_summary(row));
        Ok(Elsewhere { total: rows.len() as u64, articles: articles.collect::<Result<_, _>>()?, at_least: false })
    }

    pub(crate) fn get_names(&self, sql: &str, row: i64) -> rusqlite::Result<Vec<String>> {
        self.connection.prepare_cached(sql)?.query_map([row], |row| row.get(0))?.collect()
    }
}

/// The columns of an article that its summary has not.
pub(crate) struct Head {
    sha256: [u8; 32],
    pub(crate) content: i64,
    pub(crate) content_sha256: [u8; 32],
    standfirst: Option<String>,
    original_url: Option<String>,
    published_offset: Option<i32>,
    modified: Option<String>,
}

impl Head {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            sha256: row.get("sha256")?,
            content: row.get("content_id")?,
            content_sha256: row.get("content_sha256")?,
            standfirst: row.get("standfirst")?,
            original_url: row.get("original_url")?,
            published_offset: row.get("published_offset")?,
            modified: row.get("modified")?,
        })
    }
}

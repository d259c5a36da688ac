//! What a feed says of articles: more than a list, less than a whole article.

use cuttings_core::{ArticleId, IdPrefix};
use serde::Serialize;

use crate::article::ArticleSummary;
use crate::{Archive, Result, SearchRequest};

/// An article for a feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeedEntry {
    /// What lists show of it.
    #[serde(flatten)]
    pub article: ArticleSummary,
    /// The whole id.
    pub sha256: String,
    /// Its authors in the order of the byline.
    pub authors: Vec<String>,
    /// The sentence or two under the headline.
    pub standfirst: Option<String>,
    /// When the archive read it first, in UTC.
    pub read_at: String,
}

impl Archive {
    /// The newest articles that match a query, at most `limit`.
    ///
    /// # Errors
    /// A damaged file.
    pub fn list_for_feed(&self, query: &str, limit: u32) -> Result<Vec<FeedEntry>> {
        let request = SearchRequest { query, limit, ..SearchRequest::default() };
        let articles = self.list_articles(&request)?.articles;
        articles.into_iter().filter_map(|article| self.get_feed_entry(article).transpose()).collect()
    }

    fn get_feed_entry(&self, article: ArticleSummary) -> Result<Option<FeedEntry>> {
        let Some(prefix) = IdPrefix::parse(&article.id) else { return Ok(None) };
        let (row, _) = self.find_article(&prefix)?;
        let read = || {
            let mut statement = self.connection.prepare_cached(include_str!("get_feed_entry.sql"))?;
            let (sha256, standfirst, read_at) = statement.query_row([row], |row| {
                Ok((ArticleId(row.get("sha256")?).to_string(), row.get("standfirst")?, row.get("read_at")?))
            })?;
            Ok(FeedEntry { article, sha256, authors: self.get_authors(row)?, standfirst, read_at })
        };
        read().map(Some).map_err(|error| self.named(error))
    }
}

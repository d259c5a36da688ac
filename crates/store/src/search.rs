//! Search: a query text becomes an expression, the expression SQL over the index and the articles, and the hits get
//! their snippets from the stored blocks.

mod facets;
mod fold;
mod plan;
mod query;
mod segment;
mod snippet;
mod spelling;
#[cfg(test)]
mod story_tests;
mod suggest;
#[cfg(test)]
pub(crate) mod tests;
mod words;

use rusqlite::functions::FunctionFlags;
use rusqlite::types::Value;
use rusqlite::{Connection, Error, OptionalExtension, Row, params_from_iter};
use serde::Serialize;

use crate::article::{ArticleSummary, Listing};
use crate::{Archive, Result};
pub use facets::{Facet, FacetValue, Facets};
use fold::{Fold, Score};
use plan::Plan;
use query::Query;
pub use query::QueryNote;
pub(crate) use segment::{Segment, SegmentBuilder, add_segment, merge_segments};
pub use snippet::SnippetPart;
use spelling::FEW_HITS;
pub use suggest::{Suggestion, SuggestionKind};
use words::Names;

/// What to search and which part of the answer to give.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SearchRequest<'a> {
    /// The query as a person typed it: see `docs/search.md`. Empty finds everything.
    pub query: &'a str,
    /// Hits to give at most.
    pub limit: u32,
    /// Hits to leave out before them.
    pub offset: u32,
    /// Whether each story is given once, by the best of its hits; the total then counts stories.
    pub fold: bool,
    /// What comes first.
    pub order: SearchOrder,
    /// Whether the answer has facets.
    pub facets: bool,
}

/// What comes first in an answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SearchOrder {
    /// What the words of the query fit best; the newest where no word ranks, and among equals.
    #[default]
    Relevance,
    /// What was published last.
    Newest,
    /// What was published first. What has no date comes last.
    Oldest,
    /// What was published most often, as itself or in its story.
    MostPrinted,
}

/// One part of the answer to a query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchPage {
    /// What could not be understood in the query, and what was done instead.
    pub note: Option<QueryNote>,
    /// The query with likelier words in it, where few texts have what was typed and more have those.
    pub did_you_mean: Option<String>,
    /// How many contents match in all; stories and contents without one, where the answer is folded.
    pub total: u64,
    /// The hits, best first; without words to rank by, newest first.
    pub hits: Vec<Hit>,
    /// What the results are about, where the request asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facets: Option<Facets>,
}

/// A content that matches, shown by its first publication that does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// The publication.
    pub article: ArticleSummary,
    /// How many other articles have the same content.
    pub also_in: u64,
    /// The title with the words found.
    pub title: Vec<SnippetPart>,
    /// A passage of the text with the words found.
    pub snippet: Vec<SnippetPart>,
}

impl Archive {
    /// Searches the archive. Every text is a query: one that cannot be read as such is searched as plain words, and the
    /// answer's note says so.
    ///
    /// # Errors
    /// A damaged file.
    pub fn search(&self, request: &SearchRequest<'_>) -> Result<SearchPage> {
        let query = Query::parse(request.query);
        let plan = Plan::of(query.expression.as_ref());
        let read = || {
            let (total, contents) = match (request.fold, plan.is_ranked()) {
                (true, true) => self.fold(&plan.fold_sql(), &plan, request, |row| Ok(Score(row.get(1)?)))?,
                (true, false) => self.fold(&plan.fold_sql(), &plan, request, get_date)?,
                (false, _) => self.get_rows(&plan.count_sql(), &plan.page_sql(request.limit, request.offset), &plan)?,
            };
            let hits = contents.into_iter().map(|content| self.get_hit(content, &plan, &query, request.fold));
            let hits = hits.collect::<Result<_, _>>()?;
            let did_you_mean = if total < FEW_HITS { self.respell(request.query, &query, total)? } else { None };
            Ok(SearchPage { note: query.note.clone(), did_you_mean, total, hits, facets: None })
        };
        read().map_err(|error| self.named(error))
    }

    /// Lists the articles, not the contents, that match a query, newest first. Folded, a story is listed by the newest of
    /// its articles that do.
    ///
    /// # Errors
    /// A damaged file.
    pub fn list_articles(&self, request: &SearchRequest<'_>) -> Result<Listing> {
        let query = Query::parse(request.query);
        let plan = Plan::of(query.expression.as_ref()).without_ranking();
        let read = || {
            let (total, rows) = if request.fold {
                self.fold(&plan.fold_articles_sql(), &plan, request, get_date)?
            } else {
                self.get_rows(&plan.count_articles_sql(), &plan.list_sql(request.limit, request.offset), &plan)?
            };
            let articles = rows.into_iter().map(|row| self.get_listed(row, request.fold));
            Ok(Listing { note: query.note.clone(), total, articles: articles.collect::<Result<_, _>>()? })
        };
        read().map_err(|error| self.named(error))
    }

    /// The total and the rows of one page.
    fn get_rows(&self, count: &str, page: &str, plan: &Plan) -> rusqlite::Result<(u64, Vec<i64>)> {
        let parameters = || params_from_iter(&plan.parameters);
        let total = self.connection.prepare_cached(count)?.query_row(parameters(), |row| row.get(0))?;
        let mut statement = self.connection.prepare_cached(page)?;
        let rows = statement.query_map(parameters(), |row| row.get(0))?;
        Ok((total, rows.collect::<Result<_, _>>()?))
    }

    /// The same of a statement that gives all rows, each with its rank and its story.
    fn fold<R: Ord + Clone>(
        &self,
        sql: &str,
        plan: &Plan,
        request: &SearchRequest<'_>,
        rank: impl Fn(&Row<'_>) -> rusqlite::Result<R>,
    ) -> rusqlite::Result<(u64, Vec<i64>)> {
        let (limit, offset) = (request.limit as usize, request.offset as usize);
        let mut fold = Fold::new(limit.saturating_add(offset));
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params_from_iter(&plan.parameters))?;
        while let Some(row) = rows.next()? {
            fold.add(rank(row)?, row.get(0)?, row.get(2)?);
        }
        Ok((fold.total(), fold.rows(offset)))
    }

    /// An article for a list; in a folded one with what is folded into it.
    fn get_listed(&self, article: i64, folded: bool) -> rusqlite::Result<ArticleSummary> {
        let mut summary = self.get_summary(article)?;
        if folded {
            let mut statement = self.connection.prepare_cached(include_str!("search/get_more_in_story.sql"))?;
            summary.more_in_story = statement.query_row([article], |row| row.get(0)).optional()?;
        }
        Ok(summary)
    }

    fn get_hit(&self, content: i64, plan: &Plan, query: &Query, folded: bool) -> rusqlite::Result<Hit> {
        let parameters = plan.parameters.iter().cloned().chain([Value::from(content)]);
        let mut statement = self.connection.prepare_cached(&plan.first_article_sql())?;
        let article = statement.query_row(params_from_iter(parameters), |row| row.get(0))?;
        let article = self.get_listed(article, folded)?;
        let count = "SELECT count(*) - 1 FROM articles WHERE content_id = ?1";
        let also_in = self.connection.prepare_cached(count)?.query_row([content], |row| row.get(0))?;
        let texts = self.get_snippet_texts(content)?;
        Ok(Hit {
            title: snippet::mark(&article.title, &query.terms),
            snippet: snippet::cut(&texts, &query.terms),
            article,
            also_in,
        })
    }

    /// The texts that a snippet may come from: the standfirst and the blocks, repeats left out, boilerplate last.
    fn get_snippet_texts(&self, content: i64) -> rusqlite::Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(include_str!("search/get_snippet_texts.sql"))?;
        statement.query_map([content], |row| row.get(0))?.collect()
    }
}

fn get_date(row: &Row<'_>) -> rusqlite::Result<Option<String>> {
    row.get(1)
}

/// Makes what plans need beyond SQLite's own functions known to a connection.
pub(crate) fn register_functions(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("cuttings_names", 2, flags, |context| {
        let name = context.get_raw(0).as_str_or_null().ok().flatten().unwrap_or_default();
        let wanted = context.get_or_create_aux(1, |wanted| {
            Ok::<_, Error>(Names::parse(wanted.as_str_or_null().ok().flatten().unwrap_or_default()))
        })?;
        Ok(wanted.stand_in(name))
    })
}

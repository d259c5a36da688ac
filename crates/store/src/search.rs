//! Search: a query text becomes an expression, the expression a set of contents with their scores, and the best of them get
//! their snippets from the stored blocks.
//!
//! Words are looked up in the pages of the search index ([`segment`]), or, the commonest, in postings that are kept beside
//! it ([`kept`]); conditions in columns that are held in memory ([`columns`]). So the count, the order and the facets are
//! exact, however many contents match.

mod bits;
mod boilerplate;
mod columns;
mod condition;
#[cfg(test)]
mod exact_tests;
mod facets;
mod filter;
mod fold;
mod kept;
mod lengths;
mod matching;
mod postings;
mod query;
mod segment;
mod snippet;
mod spelling;
mod state;
mod stories;
#[cfg(test)]
mod story_tests;
mod suggest;
mod terms;
#[cfg(test)]
pub(crate) mod tests;
mod top;
mod words;

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, Error, OptionalExtension};
use serde::Serialize;

use crate::article::{ArticleSummary, Listing};
use crate::{Archive, Result};
use bits::Bits;
use columns::Columns;
pub(crate) use columns::forget as forget_columns;
pub use facets::{Facet, FacetValue, Facets};
use fold::Fold;
pub(crate) use kept::forget as forget_postings;
use matching::{Matcher, Matches};
use query::Query;
pub use query::QueryNote;
pub(crate) use segment::{Segment, SegmentBuilder, add_segment, merge_segments};
pub use snippet::SnippetPart;
use spelling::FEW_HITS;
use state::Loaded;
pub use state::SearchCache;
pub(crate) use state::SearchState;
use stories::Stories;
pub use suggest::{Suggestion, SuggestionKind};
use terms::Terms;
use top::{Rank, Top};
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
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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

/// What a search works with.
struct Search<'a> {
    archive: &'a Archive,
    loaded: &'a Loaded,
    request: &'a SearchRequest<'a>,
    query: &'a Query,
    /// Where the request needs them.
    stories: Option<Stories>,
}

impl Archive {
    /// Searches the archive. Every text is a query: one that cannot be read as such is searched as plain words, and the
    /// answer's note says so.
    ///
    /// # Errors
    /// A damaged file.
    pub fn search(&self, request: &SearchRequest<'_>) -> Result<SearchPage> {
        self.with_search(request, |search| {
            let (matches, total, contents) = search.find_contents()?;
            let columns = &search.loaded.columns;
            let hits = contents.into_iter().map(|content| search.get_hit(content, matches.articles.as_ref()));
            let hits = hits.collect::<Result<_, _>>()?;
            let did_you_mean = if total < FEW_HITS { search.respell(total)? } else { None };
            let facets = request.facets.then(|| facets::count(&self.connection, columns, &matches)).transpose()?;
            Ok(SearchPage { note: search.query.note.clone(), did_you_mean, total, hits, facets })
        })
    }

    /// Lists the articles, not the contents, that match a query, newest first where the request does not say otherwise.
    /// Folded, a story is listed by the best of its articles that do.
    ///
    /// # Errors
    /// A damaged file.
    pub fn list_articles(&self, request: &SearchRequest<'_>) -> Result<Listing> {
        self.with_search(request, |search| {
            let (total, articles) = search.find_articles()?;
            let articles = articles.into_iter().map(|article| self.get_listed(article.into(), request.fold));
            Ok(Listing { note: search.query.note.clone(), total, articles: articles.collect::<Result<_, _>>()? })
        })
    }

    /// Searches within one transaction, so that everything is of one moment.
    fn with_search<T>(
        &self,
        request: &SearchRequest<'_>,
        read: impl FnOnce(&Search<'_>) -> rusqlite::Result<T>,
    ) -> Result<T> {
        let query = Query::parse(request.query);
        let search = || {
            let is_alone = self.connection.is_autocommit();
            let transaction = is_alone.then(|| self.connection.unchecked_transaction()).transpose()?;
            let loaded = self.search.load(&self.connection)?;
            let needs_stories = request.fold || request.order == SearchOrder::MostPrinted;
            let end = loaded.columns.end_of_contents();
            let stories = needs_stories.then(|| Stories::read(&self.connection, end)).transpose()?;
            let answer = read(&Search { archive: self, loaded: &loaded, request, query: &query, stories })?;
            transaction.map_or(Ok(()), rusqlite::Transaction::finish)?;
            Ok(answer)
        };
        search().map_err(|error| self.named(error))
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

    /// The texts that a snippet may come from: the standfirst and the blocks, repeats left out, boilerplate last.
    fn get_snippet_texts(&self, content: i64) -> rusqlite::Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(include_str!("search/get_snippet_texts.sql"))?;
        statement.query_map([content], |row| row.get(0))?.collect()
    }
}

impl Search<'_> {
    /// The contents that match, how many results they are, and those of the page.
    fn find_contents(&self) -> rusqlite::Result<(Matches, u64, Vec<u32>)> {
        let mut best = self.collect();
        let matches = self.matcher()?.find(self.query.expression.as_ref(), |content, score, articles| {
            let value = self.value(score, || self.get_date(content, articles), content);
            best.add(value, || self.get_date(content, articles).unwrap_or_default(), content, content, self);
        })?;
        let total = best.total(|| matches.contents.count());
        Ok((matches, total, best.rows(self.request.offset)))
    }

    /// How many articles match, or stories, and the articles of the page.
    fn find_articles(&self) -> rusqlite::Result<(u64, Vec<u32>)> {
        let columns = &self.loaded.columns;
        let mut best = self.collect();
        let mut total = 0;
        self.matcher()?.find(self.query.expression.as_ref(), |content, _, articles| {
            for article in columns.articles_meeting(content, articles) {
                let date = columns.published(article).0;
                let value = self.value(0.0, || Some(date).filter(|&date| date > 0), content);
                best.add(value, || date, article, content, self);
                total += 1;
            }
        })?;
        Ok((best.total(|| total), best.rows(self.request.offset)))
    }

    /// The query with likelier words in it, where that finds more.
    fn respell(&self, total: u64) -> rusqlite::Result<Option<String>> {
        let Some(respelt) = self.archive.respell(self.request.query, self.query)? else { return Ok(None) };
        let query = Query::parse(&respelt);
        let matches = self.matcher()?.find(query.expression.as_ref(), |_, _, _| {})?;
        Ok((matches.contents.count() > total).then_some(respelt))
    }

    fn matcher(&self) -> rusqlite::Result<Matcher<'_>> {
        let connection = &self.archive.connection;
        let terms = Terms {
            connection,
            reader: segment::IndexReader::open(connection)?,
            lengths: &self.loaded.lengths,
            tokenizer: &self.archive.search.tokenizer,
            boilerplate: &self.loaded.boilerplate,
        };
        Ok(Matcher::new(terms, &self.loaded.columns))
    }

    fn collect(&self) -> Best {
        let most = (self.request.limit as usize).saturating_add(self.request.offset as usize);
        if self.request.fold { Best::Folded(Fold::new(most)) } else { Best::Each(Top::new(most)) }
    }

    /// What a result is ordered by.
    fn value(&self, score: f32, date: impl FnOnce() -> Option<u64>, content: u32) -> f64 {
        match self.request.order {
            SearchOrder::Relevance => score.into(),
            SearchOrder::Newest => 0.0,
            SearchOrder::Oldest => date().map_or(f64::NEG_INFINITY, |date| -(date as f64)),
            SearchOrder::MostPrinted => {
                let itself = self.loaded.columns.articles_of(content).count();
                let story = self.stories.as_ref().map_or(0, |stories| stories.articles(content));
                f64::from(story).max(itself as f64)
            }
        }
    }

    /// When a content was last published; first, where the oldest come first.
    fn get_date(&self, content: u32, articles: Option<&Bits>) -> Option<u64> {
        let columns = &self.loaded.columns;
        let meeting = columns.articles_meeting(content, articles);
        let dates = meeting.map(|article| columns.published(article).0).filter(|&date| date > 0);
        if self.request.order == SearchOrder::Oldest { dates.min() } else { dates.max() }
    }

    fn get_hit(&self, content: u32, articles: Option<&Bits>) -> rusqlite::Result<Hit> {
        let Self { archive, query, .. } = self;
        let columns = &self.loaded.columns;
        let article = get_first(columns, content, articles).ok_or(Error::QueryReturnedNoRows)?;
        let article = archive.get_listed(article.into(), self.request.fold)?;
        let texts = archive.get_snippet_texts(content.into())?;
        Ok(Hit {
            title: snippet::mark(&article.title, &query.terms),
            snippet: snippet::cut(&texts, &query.terms),
            article,
            also_in: columns.articles_of(content).count() as u64 - 1,
        })
    }
}

/// The first publication of a content among the articles that meet the conditions.
fn get_first(columns: &Columns, content: u32, articles: Option<&Bits>) -> Option<u32> {
    columns.articles_meeting(content, articles).min_by_key(|&article| {
        let published = columns.published(article);
        (published.0 == 0, published, article)
    })
}

/// The best results, each for itself or each story once.
enum Best {
    Each(Top),
    Folded(Fold<Rank>),
}

impl Best {
    fn add(&mut self, value: f64, date: impl FnOnce() -> u64, row: u32, content: u32, search: &Search<'_>) {
        match self {
            Self::Each(top) if top.may_take(value) => top.offer(Rank { value, date: date(), row }),
            Self::Each(_) => {}
            Self::Folded(fold) => {
                let story = search.stories.as_ref().and_then(|stories| stories.story(content));
                fold.add(Rank { value, date: date(), row }, row.into(), story);
            }
        }
    }

    /// How many results there are: of those that are folded fewer than were added.
    fn total(&self, added: impl FnOnce() -> u64) -> u64 {
        match self {
            Self::Each(_) => added(),
            Self::Folded(fold) => fold.total(),
        }
    }

    fn rows(self, offset: u32) -> Vec<u32> {
        match self {
            Self::Each(top) => top.into_rows(offset as usize),
            Self::Folded(fold) => fold.rows(offset as usize).into_iter().map(|row| row as u32).collect(),
        }
    }
}

/// Brings what is kept for searching up to date with what was imported.
pub(crate) fn update_kept(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let update = || {
        kept::update(connection)?;
        columns::update(connection)?;
        connection.execute_batch("COMMIT")
    };
    update().inspect_err(|_| {
        // The error that led here says more than one of the rollback would.
        let _ = connection.execute_batch("ROLLBACK");
    })
}

/// Makes what conditions need beyond SQLite's own functions known to a connection.
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

//! From an expression to the contents that match, and how well: chunk by chunk, so that what is worked on stays in the
//! processor's cache.

use std::cell::OnceCell;

use cuttings_core::prepare_for_search;
use rusqlite::Connection;

use super::bits::{Bits, CHUNK, CHUNK_WORDS, ChunkBits, each_bit, is_empty};
use super::columns::Columns;
use super::condition::{match_near, match_text};
use super::filter;
use super::postings::{ChunkPostings, Frequency};
use super::query::{Column, Expression};
use super::terms::{Postings, Terms};

/// What an expression found.
#[derive(Debug)]
pub(super) struct Matches {
    /// The contents.
    pub(super) contents: Bits,
    /// The articles that meet the conditions; `None` where there is no condition.
    pub(super) articles: Option<Bits>,
}

/// An expression over contents, its terms looked up.
enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    /// The place of a term.
    Term(usize),
}

/// Terms and their postings, as they are looked up.
pub(super) struct Matcher<'a> {
    pub(super) terms: Terms<'a>,
    pub(super) columns: &'a Columns,
    found: Vec<Found>,
}

#[derive(Debug)]
struct Found {
    postings: Postings,
    /// What the term adds to the score of a content, times how much its frequency tells; `None` for one that is excluded.
    weight: Option<f32>,
    /// Who has the term in boilerplate, and how often it is in that: what does not count.
    boilerplate: Vec<(Postings, Frequency)>,
}

impl<'a> Matcher<'a> {
    pub(super) fn new(terms: Terms<'a>, columns: &'a Columns) -> Self {
        Self { terms, columns, found: Vec::new() }
    }

    /// Matches an expression; none at all finds everything. Each content is given with its BM25 score, which is 0 where no
    /// word ranks, and with the articles that meet the conditions, as in the answer.
    pub(super) fn find(
        mut self,
        expression: Option<&Expression>,
        mut take: impl FnMut(u32, f32, Option<&Bits>),
    ) -> rusqlite::Result<Matches> {
        let parts = match expression {
            Some(Expression::And(parts)) => parts.as_slice(),
            Some(one) => std::slice::from_ref(one),
            None => &[],
        };
        // A condition is met by an article, words are in its content. Conditions that belong together must be met by the
        // same article, so they are answered first.
        let (words, conditions): (Vec<_>, Vec<_>) = parts.iter().partition(|part| is_of_words(part));
        let articles = match conditions.split_first() {
            None => None,
            Some((first, others)) => {
                let mut articles = self.get_articles(first)?;
                for other in others {
                    articles.intersect(&self.get_articles(other)?);
                }
                Some(articles)
            }
        };
        // Words within conditions do not rank.
        self.found.clear();
        let mut contents =
            articles.as_ref().map_or_else(|| self.columns.universe.clone(), |articles| self.get_contents(articles));
        let node = Node::All(words.into_iter().map(|part| self.look_up(part, true)).collect::<Result<_, _>>()?);
        let mut scores = vec![0_f32; CHUNK as usize];
        for (number, chunk) in (0..).zip(contents.chunks_mut()) {
            let view = ChunkView::new(self.terms.connection, &self.found, number);
            self.narrow(&node, &view, chunk)?;
            self.score(&view, chunk, &mut scores)?;
            for (start, &word) in (0..).step_by(64).zip(&*chunk) {
                for bit in each_bit(word) {
                    let place = start + bit;
                    let score = std::mem::take(&mut scores[place as usize]);
                    take(number * CHUNK + place, score, articles.as_ref());
                }
            }
        }
        Ok(Matches { contents, articles })
    }

    /// Adds up the scores of the contents of a chunk that match.
    fn score(&self, view: &ChunkView<'_>, chunk: &ChunkBits, scores: &mut [f32]) -> rusqlite::Result<()> {
        if is_empty(chunk) {
            return Ok(());
        }
        for (place, found) in self.found.iter().enumerate() {
            if let (Some(weight), Some(postings)) = (found.weight, view.get(place)?) {
                let start = view.number * CHUNK;
                let discounts = self.get_discounts(found, view.number, chunk)?;
                postings.for_each_of(chunk, |place, frequency| {
                    let discount = discounts.get(place).copied().unwrap_or_default();
                    let frequency = frequency.saturating_sub(discount);
                    scores[place] += weight * self.terms.lengths.weigh(start + place as u32, frequency);
                });
            }
        }
        Ok(())
    }

    /// How often the contents of a chunk have a term in boilerplate; empty where none has.
    fn get_discounts(&self, found: &Found, number: u32, chunk: &ChunkBits) -> rusqlite::Result<Vec<Frequency>> {
        let mut discounts: Vec<Frequency> = Vec::new();
        for (printings, count) in &found.boilerplate {
            if let Some(postings) = printings.get_chunk(self.terms.connection, number)? {
                discounts.resize(CHUNK as usize, 0);
                postings.for_each_of(chunk, |place, _| discounts[place] = discounts[place].saturating_add(*count));
            }
        }
        Ok(discounts)
    }

    /// The articles that meet an expression, each for itself.
    fn get_articles(&mut self, expression: &Expression) -> rusqlite::Result<Bits> {
        if is_of_words(expression) {
            self.found.clear();
            let node = self.look_up(expression, true)?;
            let contents = self.evaluate(&node, self.columns.universe.clone())?;
            let mut articles = Bits::with_room(self.columns.end());
            for (article, content) in self.columns.articles() {
                if contents.contains(content) {
                    articles.insert(article);
                }
            }
            return Ok(articles);
        }
        let mut found = Bits::with_room(self.columns.end());
        match expression {
            Expression::And(parts) => {
                self.columns.articles().for_each(|(article, _)| found.insert(article));
                for part in parts {
                    found.intersect(&self.get_articles(part)?);
                }
            }
            Expression::Or(parts) => {
                for part in parts {
                    found.unite(&self.get_articles(part)?);
                }
            }
            Expression::Not(part) => {
                self.columns.articles().for_each(|(article, _)| found.insert(article));
                found.subtract(&self.get_articles(part)?);
            }
            Expression::Field(field) => found = filter::get_articles(self.terms.connection, self.columns, field)?,
            // Answered above.
            Expression::Text { .. } | Expression::Near { .. } => {}
        }
        Ok(found)
    }

    fn get_contents(&self, articles: &Bits) -> Bits {
        let mut contents = Bits::with_room(self.columns.end_of_contents());
        for article in articles.iter() {
            contents.insert(self.columns.contents[article as usize]);
        }
        contents
    }

    fn look_up(&mut self, expression: &Expression, ranks: bool) -> rusqlite::Result<Node> {
        let mut look_up_all =
            |parts: &[Expression]| parts.iter().map(|part| self.look_up(part, ranks)).collect::<Result<Vec<_>, _>>();
        Ok(match expression {
            Expression::And(parts) => Node::All(look_up_all(parts)?),
            Expression::Or(parts) => Node::Any(look_up_all(parts)?),
            Expression::Not(part) => Node::Not(Box::new(self.look_up(part, !ranks)?)),
            Expression::Text { term, column } => {
                let words = self.terms.tokenize(&prepare_for_search(&term.text))?;
                let is_in_text = column.is_none_or(|column| column == Column::Text);
                let boilerplate =
                    if ranks && is_in_text { self.terms.get_in_boilerplate(&words, term.prefix)? } else { Vec::new() };
                let matching = || match_text(term, *column);
                let postings = self.terms.get(words, term.prefix, column.map(Column::number), matching)?;
                self.add(postings, ranks, boilerplate)
            }
            Expression::Near { terms, distance, column } => {
                let postings = self.terms.get_by_fts5(&match_near(terms, *distance, *column))?;
                self.add(postings, ranks, Vec::new())
            }
            // No condition is within words.
            Expression::Field(_) => Node::Any(Vec::new()),
        })
    }

    fn add(&mut self, postings: Postings, ranks: bool, boilerplate: Vec<(Postings, Frequency)>) -> Node {
        let weight = ranks.then(|| self.terms.lengths.weigh_word(postings.contents));
        self.found.push(Found { postings, weight, boilerplate });
        Node::Term(self.found.len() - 1)
    }

    /// The contents of `within` that match.
    fn evaluate(&self, node: &Node, mut within: Bits) -> rusqlite::Result<Bits> {
        for (number, chunk) in (0..).zip(within.chunks_mut()) {
            let view = ChunkView::new(self.terms.connection, &self.found, number);
            self.narrow(node, &view, chunk)?;
        }
        Ok(within)
    }

    /// Keeps what matches of a chunk.
    fn narrow(&self, node: &Node, view: &ChunkView<'_>, chunk: &mut ChunkBits) -> rusqlite::Result<()> {
        if is_empty(chunk) {
            return Ok(());
        }
        match node {
            Node::All(parts) => {
                // What leaves the fewest comes first, so that the others need not even be read.
                let mut parts: Vec<&Node> = parts.iter().collect();
                parts.sort_by_key(|part| self.estimate(part));
                parts.into_iter().try_for_each(|part| self.narrow(part, view, chunk))
            }
            Node::Any(parts) => {
                let mut any: ChunkBits = [0; CHUNK_WORDS];
                for part in parts {
                    let mut one = *chunk;
                    self.narrow(part, view, &mut one)?;
                    any.iter_mut().zip(one).for_each(|(word, one)| *word |= one);
                }
                *chunk = any;
                Ok(())
            }
            Node::Not(part) => {
                let mut excluded = *chunk;
                self.narrow(part, view, &mut excluded)?;
                chunk.iter_mut().zip(excluded).for_each(|(word, excluded)| *word &= !excluded);
                Ok(())
            }
            Node::Term(place) => {
                let mut having: ChunkBits = [0; CHUNK_WORDS];
                if let Some(postings) = view.get(*place)? {
                    postings.add_to(&mut having);
                }
                chunk.iter_mut().zip(having).for_each(|(word, having)| *word &= having);
                Ok(())
            }
        }
    }

    /// How many contents a node may leave, at most.
    fn estimate(&self, node: &Node) -> u64 {
        match node {
            Node::All(parts) => parts.iter().map(|part| self.estimate(part)).min().unwrap_or(u64::MAX),
            Node::Any(parts) => parts.iter().map(|part| self.estimate(part)).fold(0, u64::saturating_add),
            Node::Not(_) => u64::MAX,
            Node::Term(place) => self.found.get(*place).map_or(0, |found| found.postings.contents),
        }
    }
}

/// The postings of all terms in one chunk, each read when it is asked for.
struct ChunkView<'v> {
    connection: &'v Connection,
    found: &'v [Found],
    number: u32,
    loaded: Vec<OnceCell<Option<ChunkPostings<'v>>>>,
}

impl<'v> ChunkView<'v> {
    fn new(connection: &'v Connection, found: &'v [Found], number: u32) -> Self {
        Self { connection, found, number, loaded: vec![OnceCell::new(); found.len()] }
    }

    fn get(&self, place: usize) -> rusqlite::Result<Option<&ChunkPostings<'v>>> {
        let (Some(cell), Some(found)) = (self.loaded.get(place), self.found.get(place)) else { return Ok(None) };
        if let Some(loaded) = cell.get() {
            return Ok(loaded.as_ref());
        }
        let postings = found.postings.get_chunk(self.connection, self.number)?;
        Ok(cell.get_or_init(|| postings).as_ref())
    }
}

/// Whether an expression asks for words only.
fn is_of_words(expression: &Expression) -> bool {
    match expression {
        Expression::Text { .. } | Expression::Near { .. } => true,
        Expression::Field(_) => false,
        Expression::Not(part) => is_of_words(part),
        Expression::And(parts) | Expression::Or(parts) => parts.iter().all(is_of_words),
    }
}

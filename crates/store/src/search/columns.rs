//! What articles are filtered and counted by, in arrays: a million articles are looked through in a few milliseconds.

mod codec;
mod dictionary;
mod lists;
mod published;
mod reading;

use std::sync::OnceLock;

use rusqlite::Connection;

use super::bits::Bits;
use super::facets::Tallies;
use dictionary::Dictionary;
use lists::Lists;
pub(super) use published::Published;

/// Articles that are kept together.
pub(super) const TOGETHER: u32 = 8_192;

/// The fields of all articles; place 0 belongs to no article, nor does any with the content 0.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) contents: Vec<u32>,
    /// Row numbers of sites; 0 for none.
    pub(super) sites: Vec<u32>,
    /// Hosts of the URLs that are not those of the sites; 0 for none.
    pub(super) hosts: Dictionary,
    pub(super) languages: Dictionary,
    pub(super) sections: Dictionary,
    pub(super) published: Vec<Published>,
    /// Row numbers.
    pub(super) authors: Lists,
    /// Row numbers.
    pub(super) tags: Lists,
    /// The first article of each content; 0 for none.
    first: Vec<u32>,
    /// By article, and one more at the end.
    facts: Vec<Facts>,
    /// The contents that articles have.
    pub(super) universe: Bits,
    /// How many contents have each value, once that was asked for.
    pub(super) tallies: OnceLock<Tallies>,
}

/// What is counted of an article once more, side by side: it is found at one place of the memory instead of six.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Facts {
    pub(super) site: u32,
    pub(super) language: u32,
    pub(super) section: u32,
    pub(super) month: u32,
    /// Where its authors and tags begin; they end where those of the next article do.
    authors: u32,
    tags: u32,
    /// The next article of the same content; 0 for none.
    next: u32,
}

impl Columns {
    /// Reads what is kept of them, and the others from the articles.
    ///
    /// # Errors
    /// A damaged file.
    pub(super) fn read(connection: &Connection) -> rusqlite::Result<Self> {
        let mut columns = Self::default();
        reading::read(connection, &mut columns)?;
        columns.link();
        Ok(columns)
    }

    /// The number behind the last article.
    pub(super) fn end(&self) -> u32 {
        self.contents.len() as u32
    }

    /// The articles with their contents.
    pub(super) fn articles(&self) -> impl Iterator<Item = (u32, u32)> {
        (0..).zip(self.contents.iter().copied()).filter(|&(_, content)| content != 0)
    }

    /// The articles of a content, in the order in which they came.
    pub(super) fn articles_of(&self, content: u32) -> impl Iterator<Item = u32> {
        let first = self.first.get(content as usize).copied().filter(|&first| first != 0);
        std::iter::successors(first, |&article| {
            self.facts.get(article as usize).map(|facts| facts.next).filter(|&next| next != 0)
        })
    }

    /// Those of them that meet the conditions; all where there is none.
    pub(super) fn articles_meeting(&self, content: u32, articles: Option<&Bits>) -> impl Iterator<Item = u32> {
        self.articles_of(content).filter(move |&article| articles.is_none_or(|articles| articles.contains(article)))
    }

    /// The number behind the last content.
    pub(super) fn end_of_contents(&self) -> u32 {
        self.first.len() as u32
    }

    /// What is counted of an article: its facts, authors and tags.
    pub(super) fn facts(&self, article: u32) -> Option<(&Facts, &[u32], &[u32])> {
        let (facts, end) = (self.facts.get(article as usize)?, self.facts.get(article as usize + 1)?);
        Some((facts, self.authors.between(facts.authors, end.authors), self.tags.between(facts.tags, end.tags)))
    }

    pub(super) fn published(&self, article: u32) -> Published {
        self.published.get(article as usize).copied().unwrap_or_default()
    }

    fn link(&mut self) {
        let end = self.contents.iter().max().map_or(0, |&content| content as usize + 1);
        self.first = vec![0; end];
        let at = |values: &[u32], article: u32| values.get(article as usize).copied().unwrap_or_default();
        let facts = |article| Facts {
            site: at(&self.sites, article),
            language: at(&self.languages.values, article),
            section: at(&self.sections.values, article),
            month: self.published(article).month_number(),
            authors: self.authors.start(article),
            tags: self.tags.start(article),
            next: 0,
        };
        self.facts = (0..=self.end()).map(facts).collect();
        for (article, &content) in (0..self.end()).zip(&self.contents).rev() {
            if content == 0 {
                continue;
            }
            let first = &mut self.first[content as usize];
            self.facts[article as usize].next = *first;
            *first = article;
        }
        self.universe = Bits::with_room(end as u32);
        self.contents.iter().filter(|&&content| content != 0).for_each(|&content| self.universe.insert(content));
    }
}

/// Keeps the articles of every group that is full and not kept. In a transaction of the caller.
pub(crate) fn update(connection: &Connection) -> rusqlite::Result<()> {
    reading::keep(connection)
}

/// Forgets what is kept of the group of an article that has changed.
pub(crate) fn forget(connection: &Connection, article: i64) -> rusqlite::Result<()> {
    let forget = "DELETE FROM kept_articles WHERE chunk = ?1";
    connection.prepare_cached(forget)?.execute([article / i64::from(TOGETHER)]).map(drop)
}

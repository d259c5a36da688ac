//! Suggestions while a query is typed: titles, sites, authors, tags and sections that it may become.
//!
//! At every key somebody waits, so every look-up is bounded. Names are read through from the first, as far as
//! [`MOST_NAMES`]. Sections, which have no table, are those of the articles that were added last. For titles the whole words
//! that were typed are looked up in the index, those that were added last first; where there is only the beginning of one,
//! the newest titles are read through, and only a beginning that is rare among those is looked up: FTS5 gathers all words of
//! a prefix before it gives the first.

mod partial;
#[cfg(test)]
mod tests;

use rusqlite::{Row, params};
use serde::Serialize;

use super::query::quoted;
use super::words::{self, Names};
use crate::{Archive, Result};
use cuttings_core::prepare_for_search;
use partial::Partial;

/// Names of a kind that are read through.
const MOST_NAMES: u32 = 200_000;
/// Names that are compared by how many articles they have.
const MOST_COMPARED: u32 = 100;
/// The articles of a name are counted up to here.
const MOST_COUNTED: u32 = 1_000;
/// How many of the articles that were added last are asked for their section.
const NEWEST_SECTIONS: u32 = 5_000;
/// How many of the titles that were added last are read through for the beginning of a word.
const NEWEST_TITLES: u32 = 20_000;
/// How many titles with the whole words are read through for the beginning of another.
const MOST_TITLES: u32 = 2_000;
/// The shortest beginning of a word that is looked up in the index.
const SHORTEST_PREFIX: usize = 4;

/// Something that a query may become.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suggestion {
    /// What it is.
    pub kind: SuggestionKind,
    /// Its name or title.
    pub text: String,
    /// The whole query that asks for it.
    pub query: String,
}

/// What is suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SuggestionKind {
    /// A publishing host or outlet.
    Site,
    /// Somebody who wrote.
    Author,
    /// A tag.
    Tag,
    /// A section.
    Section,
    /// The title of a text.
    Title,
}

impl SuggestionKind {
    /// All kinds, in the order in which equals are given.
    const ALL: [Self; 5] = [Self::Site, Self::Author, Self::Tag, Self::Section, Self::Title];

    /// The field that asks for it.
    fn field(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Author => "author",
            Self::Tag => "tag",
            Self::Section => "section",
            Self::Title => "title",
        }
    }
}

impl Archive {
    /// What a query that is being typed may become: names first, those with the most articles before others, then titles,
    /// the newest first. Behind `site:` and its like only such; otherwise about as many titles as names. At most `limit`.
    ///
    /// # Errors
    /// A damaged file.
    pub fn suggest(&self, typed: &str, limit: u32) -> Result<Vec<Suggestion>> {
        let partial = Partial::of(typed);
        let wanted = partial.wanted();
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let read = || {
            let most_names = if partial.kind.is_some() { limit } else { limit.div_ceil(2) };
            let mut names = Vec::new();
            for kind in SuggestionKind::ALL.into_iter().filter(|kind| partial.may_be(*kind)) {
                names
                    .extend(self.find_names(kind, &wanted)?.into_iter().map(|(name, articles)| (kind, name, articles)));
            }
            names.sort_by(|a, b| b.2.cmp(&a.2).then(a.0.cmp(&b.0)));
            names.truncate(most_names as usize);
            let mut found: Vec<_> = names.into_iter().map(|(kind, name, _)| (kind, name)).collect();
            if partial.may_be(SuggestionKind::Title) {
                let titles = self.find_titles(partial.value, limit as usize - found.len())?;
                found.extend(titles.into_iter().map(|title| (SuggestionKind::Title, title)));
            }
            Ok(found)
        };
        let found = read().map_err(|error| self.named(error))?;
        let suggestion = |(kind, text): (SuggestionKind, String)| {
            let query = format!("{}{}:{}", partial.before, kind.field(), quoted(&text, kind == SuggestionKind::Title));
            Suggestion { kind, text, query }
        };
        Ok(found.into_iter().map(suggestion).collect())
    }

    /// The names of a kind that have these words, each with the number of its articles as far as it was counted.
    fn find_names(&self, kind: SuggestionKind, wanted: &str) -> rusqlite::Result<Vec<(String, u32)>> {
        let sql = match kind {
            SuggestionKind::Site => include_str!("suggest/find_sites.sql"),
            SuggestionKind::Author => include_str!("suggest/find_authors.sql"),
            SuggestionKind::Tag => include_str!("suggest/find_tags.sql"),
            SuggestionKind::Section => include_str!("suggest/find_sections.sql"),
            SuggestionKind::Title => return Ok(Vec::new()),
        };
        let read = if kind == SuggestionKind::Section { NEWEST_SECTIONS } else { MOST_NAMES };
        let mut statement = self.connection.prepare_cached(sql)?;
        let names = statement
            .query_map(params![wanted, read, MOST_COMPARED, MOST_COUNTED], |row| Ok((row.get(0)?, row.get(1)?)))?;
        names.collect()
    }

    /// The newest titles with all the words, of which the last may be the beginning of one.
    fn find_titles(&self, typed: &str, limit: usize) -> rusqlite::Result<Vec<String>> {
        let mut titles = Titles::new(typed, limit);
        if limit == 0 {
            return Ok(Vec::new());
        }
        if let Some(matching) = titles.matching() {
            let mut statement = self.connection.prepare_cached(include_str!("suggest/find_titles.sql"))?;
            titles.take(statement.query(params![matching, MOST_TITLES])?)?;
            return Ok(titles.found);
        }
        let mut statement = self.connection.prepare_cached(include_str!("suggest/get_newest_titles.sql"))?;
        titles.take(statement.query(params![NEWEST_TITLES, format!("{typed}*")])?)?;
        if let Some(matching) = titles.matching_prefix().filter(|_| titles.found.len() < limit) {
            let mut statement = self.connection.prepare_cached(include_str!("suggest/find_titles.sql"))?;
            titles.take(statement.query(params![matching, MOST_TITLES])?)?;
        }
        Ok(titles.found)
    }
}

/// Titles that have what was typed, as they are found.
struct Titles {
    /// What was typed between spaces, each part to be found side by side.
    parts: Vec<(String, Names)>,
    limit: usize,
    found: Vec<String>,
}

impl Titles {
    fn new(typed: &str, limit: usize) -> Self {
        let goes_on = !typed.ends_with(char::is_whitespace);
        let count = typed.split_whitespace().count();
        let parts = typed.split_whitespace().enumerate().map(|(index, part)| {
            let is_last = goes_on && index + 1 == count;
            (part.to_owned(), Names::new(part, is_last && words::may_go_on(part)))
        });
        let parts = parts.filter(|(_, names)| !names.is_empty()).collect();
        Self { parts, limit, found: Vec::new() }
    }

    /// What asks the index for the whole words, if there are any.
    fn matching(&self) -> Option<String> {
        let whole = |(part, names): &(String, Names)| {
            let end = if names.is_prefix() { words::split(part).last()?.range.start } else { part.len() };
            let words = part.get(..end).filter(|words| !words::split(words).is_empty())?;
            Some(format!("title : \"{}\"", prepare_for_search(words).replace(['"', '\0'], " ")))
        };
        let parts: Vec<_> = self.parts.iter().filter_map(whole).collect();
        (!parts.is_empty()).then(|| parts.join(" AND "))
    }

    /// What asks the index for the beginning of a word, if it is long enough.
    fn matching_prefix(&self) -> Option<String> {
        let word = words::split(&self.parts.last()?.0).pop()?.folded;
        (word.chars().count() >= SHORTEST_PREFIX).then(|| format!("title : \"{word}\" *"))
    }

    /// Takes those of the rows that have everything, until there are enough.
    fn take(&mut self, mut rows: rusqlite::Rows<'_>) -> rusqlite::Result<()> {
        while self.found.len() < self.limit {
            let Some(title) = rows.next()?.map(title).transpose()? else { break };
            if self.parts.iter().all(|(_, part)| part.stand_in(&title)) && !self.found.contains(&title) {
                self.found.push(title);
            }
        }
        Ok(())
    }
}

fn title(row: &Row<'_>) -> rusqlite::Result<String> {
    row.get(0)
}

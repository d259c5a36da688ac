//! Likeness: which contents are alike, kept up to date as articles come in.
//!
//! What is compared: every content is [sketched](cuttings_core::Sketch) when it is imported. When an import ends, its
//! contents are looked up among all those of neighbouring months by their sketches; the pairs found are compared on
//! their whole texts, [boilerplate] left out; those alike are linked, and the links make stories. A
//! content once compared is compared again only when it is published elsewhere, or when a paragraph of it turns out to
//! be boilerplate, so an import costs as much as is new in it.

mod boilerplate;
mod candidates;
mod explain;
mod links;
mod report;
mod sketches;
mod stories;
#[cfg(test)]
mod tests;
mod texts;
mod times;

use std::collections::{BTreeSet, HashSet};

use cuttings_core::Depth;
use rusqlite::Connection;
use serde::Serialize;

use crate::lock::ImportLock;
use crate::{Archive, Result};
use boilerplate::Boilerplate;
use candidates::Search;
pub use explain::Explanation;
pub use report::DedupeReport;
pub(crate) use sketches::add_sketches;
use stories::update_stories;
use texts::Texts;
use times::Calendar;

/// Pairs that are compared before their links are written: what bounds the memory for links.
const PAIRS_TOGETHER: usize = 1 << 17;

/// How contents are compared. It stays in force for the imports that follow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Whether contents are compared whenever they were published, not only those of neighbouring months.
    pub all_time: bool,
    /// Whether to look for smaller passages, and at more of the texts that share a common phrase.
    pub thorough: bool,
}

/// What a comparison came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ComparisonReport {
    /// Contents that were compared with the others.
    pub contents: u64,
    /// Pairs that were compared on their whole texts.
    pub pairs: u64,
    /// Pairs that have something in common.
    pub links: u64,
    /// How often a phrase was so common, or were candidates so many, that some were not looked at.
    pub capped: u64,
}

impl Comparison {
    const ALL_TIME: &str = "all-time";
    const THOROUGH: &str = "thorough";

    fn read(connection: &Connection) -> rusqlite::Result<Self> {
        let value = "SELECT value FROM properties WHERE name = 'comparison'";
        let value: String = connection.query_row(value, [], |row| row.get(0))?;
        let has = |word| value.split(' ').any(|given| given == word);
        Ok(Self { all_time: has(Self::ALL_TIME), thorough: has(Self::THOROUGH) })
    }

    fn write(self, connection: &Connection) -> rusqlite::Result<()> {
        let words = [(Self::ALL_TIME, self.all_time), (Self::THOROUGH, self.thorough)];
        let words: Vec<&str> = words.iter().filter(|(_, is_set)| *is_set).map(|(word, _)| *word).collect();
        connection.execute("UPDATE properties SET value = ?1 WHERE name = 'comparison'", [words.join(" ")])?;
        Ok(())
    }

    fn depth(self) -> Depth {
        if self.thorough { Depth::THOROUGH } else { Depth::USUAL }
    }
}

impl Archive {
    /// Compares what was never compared, as every import does at its end.
    ///
    /// # Errors
    /// [`Locked`](crate::ArchiveError::Locked) while an import runs, and a full disk or a damaged file.
    pub fn compare_pending(&mut self) -> Result<ComparisonReport> {
        let _lock = ImportLock::take(&self.path)?;
        self.compare().map_err(|error| self.named(error))
    }

    /// Forgets all links, stories and boilerplate, and compares everything anew. Decisions stay.
    ///
    /// # Errors
    /// As [`Archive::compare_pending`].
    pub fn compare_anew(&mut self, comparison: Comparison) -> Result<ComparisonReport> {
        let _lock = ImportLock::take(&self.path)?;
        let forget = || {
            let transaction = self.connection.unchecked_transaction()?;
            transaction.execute_batch(include_str!("likeness/forget.sql"))?;
            comparison.write(&transaction)?;
            transaction.commit()
        };
        forget().map_err(|error| self.named(error))?;
        self.compare().map_err(|error| self.named(error))
    }

    /// Has a content compared again when the import ends.
    pub(crate) fn add_pending_content(&self, content: i64) -> rusqlite::Result<()> {
        let add = "INSERT OR IGNORE INTO pending_contents (content_id) VALUES (?1)";
        self.connection.prepare_cached(add)?.execute([content])?;
        Ok(())
    }

    /// Compares the contents that are pending. The lock must be held, and no transaction be open.
    pub(crate) fn compare(&mut self) -> rusqlite::Result<ComparisonReport> {
        let connection = &self.connection;
        let (last, fresh) = get_fresh(connection)?;
        let transaction = connection.unchecked_transaction()?;
        let first = fresh.first().copied().unwrap_or(last + 1);
        boilerplate::learn(connection, first..=last)?;
        // What was published at another site may be boilerplate there.
        for content in get_again(connection)?.into_iter().filter(|&content| content < first) {
            boilerplate::learn(connection, content..=content)?;
        }
        transaction.commit()?;
        let again = get_again(connection)?;
        if fresh.is_empty() && again.is_empty() {
            return Ok(ComparisonReport::default());
        }
        let comparison = Comparison::read(connection)?;
        let boilerplate = Boilerplate::read(connection)?;
        let mut all: Vec<i64> = fresh.iter().chain(&again).copied().collect();
        all.sort_unstable();
        all.dedup();
        let transaction = connection.unchecked_transaction()?;
        let (pairs, capped) = self.find_pairs(&all, comparison)?;
        for &content in &again {
            links::remove_links(connection, content)?;
        }
        let mut linked: BTreeSet<i64> = again.into_iter().collect();
        let mut number = 0;
        for pairs in pairs.chunks(PAIRS_TOGETHER) {
            let links = links::compare(&self.path, pairs, &boilerplate)?;
            links::add_links(connection, &links)?;
            linked.extend(links.iter().flat_map(|link| [link.pair.0, link.pair.1]));
            number += links.len() as u64;
        }
        update_stories(connection, &mut Texts::new(connection, &boilerplate), linked)?;
        connection.execute("DELETE FROM pending_contents", [])?;
        connection.execute("UPDATE properties SET value = ?1 WHERE name = 'compared_contents'", [last.to_string()])?;
        transaction.commit()?;
        let (contents, pairs) = (all.len() as u64, pairs.len() as u64);
        Ok(ComparisonReport { contents, pairs, links: number, capped })
    }

    fn find_pairs(&self, contents: &[i64], comparison: Comparison) -> rusqlite::Result<(Vec<candidates::Pair>, u64)> {
        let connection = &self.connection;
        let wanted = Calendar::read_of(connection, contents)?;
        let calendar = if comparison.all_time { Calendar::read(connection)? } else { wanted.read_near(connection)? };
        let wanted: HashSet<i64> = wanted.in_order().into_iter().collect();
        let depth = comparison.depth();
        Search { connection, wanted: &wanted, calendar: &calendar, all_time: comparison.all_time, depth }.find()
    }
}

/// The contents that were never compared, and the last content there is.
fn get_fresh(connection: &Connection) -> rusqlite::Result<(i64, Vec<i64>)> {
    let mut statement = connection.prepare_cached(include_str!("likeness/get_fresh.sql"))?;
    let fresh: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let last = connection.query_row("SELECT coalesce(max(id), 0) FROM contents", [], |row| row.get(0))?;
    Ok((last, fresh))
}

/// The contents that are to be compared again, or for the first time though something is known of them already.
fn get_again(connection: &Connection) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare_cached("SELECT content_id FROM pending_contents")?;
    statement.query_map([], |row| row.get(0))?.collect()
}

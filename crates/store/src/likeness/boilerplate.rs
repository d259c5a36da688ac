//! Boilerplate: paragraphs that recur under the articles of a site, learned from the archive.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

use rusqlite::Connection;

/// A paragraph is boilerplate of a site that prints it under so many different titles.
const LEAST_TITLES: u32 = 10;

/// Shorter ones are not if they have a number: "Record May 15" is news, though many may say it.
const LEAST_WORDS_WITH_NUMBERS: usize = 5;

/// Where an article without a site stands in the table.
const NO_SITE: i64 = 0;

/// All boilerplate, by paragraph.
#[derive(Debug, Default)]
pub(super) struct Boilerplate(HashSet<i64>);

impl Boilerplate {
    /// What was learned so far.
    pub(super) fn read(connection: &Connection) -> rusqlite::Result<Self> {
        let mut statement = connection.prepare_cached("SELECT DISTINCT paragraph_id FROM boilerplate")?;
        Ok(Self(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?))
    }

    pub(super) fn contains(&self, paragraph: i64) -> bool {
        self.0.contains(&paragraph)
    }
}

/// Learns from contents that were not there before, or were not published there. Contents that print what turns out
/// to be boilerplate are to be compared again.
pub(super) fn learn(connection: &Connection, contents: RangeInclusive<i64>) -> rusqlite::Result<()> {
    let mut known = Boilerplate::read(connection)?;
    let mut add =
        connection.prepare_cached("INSERT OR IGNORE INTO boilerplate (paragraph_id, site_id) VALUES (?1, ?2)")?;
    let mut mark = connection.prepare_cached(include_str!("add_pending_of_paragraph.sql"))?;
    for (paragraph, site) in recurring(connection, contents)? {
        if is_boilerplate(connection, paragraph, site)? {
            add.execute((paragraph, site))?;
            if known.0.insert(paragraph) {
                mark.execute([paragraph])?;
            }
        }
    }
    Ok(())
}

/// Paragraphs that these contents print again and that are printed often enough, with the sites of the contents.
fn recurring(connection: &Connection, contents: RangeInclusive<i64>) -> rusqlite::Result<HashSet<(i64, i64)>> {
    let mut get_sites =
        connection.prepare_cached("SELECT coalesce(site_id, ?2) FROM articles WHERE content_id = ?1")?;
    let mut has_many = connection.prepare_cached(include_str!("has_printings.sql"))?;
    let mut known = HashMap::new();
    let mut recurring = HashSet::new();
    let mut statement = connection.prepare_cached(include_str!("get_shared_paragraphs.sql"))?;
    let mut rows = statement.query((contents.start(), contents.end()))?;
    while let Some(row) = rows.next()? {
        let (content, paragraph): (i64, i64) = (row.get(0)?, row.get(1)?);
        let is_often = match known.entry(paragraph) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(unknown) => {
                *unknown.insert(has_many.query_row((paragraph, LEAST_TITLES - 2), |row| row.get(0))?)
            }
        };
        if is_often {
            for site in get_sites.query_map((content, NO_SITE), |row| row.get(0))? {
                recurring.insert((paragraph, site?));
            }
        }
    }
    Ok(recurring)
}

fn is_boilerplate(connection: &Connection, paragraph: i64, site: i64) -> rusqlite::Result<bool> {
    let known = "SELECT 1 FROM boilerplate WHERE paragraph_id = ?1 AND site_id = ?2";
    if connection.prepare_cached(known)?.exists((paragraph, site))? {
        return Ok(false);
    }
    let text = "SELECT text FROM blocks WHERE id = ?1";
    let text: String = connection.prepare_cached(text)?.query_row([paragraph], |row| row.get(0))?;
    if text.contains(char::is_numeric) && text.split_whitespace().nth(LEAST_WORDS_WITH_NUMBERS - 1).is_none() {
        return Ok(false);
    }
    let titles: u32 = connection
        .prepare_cached(include_str!("count_titles.sql"))?
        .query_row((paragraph, site, LEAST_TITLES), |row| row.get(0))?;
    Ok(titles >= LEAST_TITLES)
}

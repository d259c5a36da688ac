//! Reads columns from where they are kept, and from the articles themselves where they are not.

use std::collections::HashMap;

use cuttings_core::normalize_site;
use rusqlite::{Connection, OptionalExtension, Statement};

use super::{Columns, Published, TOGETHER};
use crate::search::segment::damaged;

/// Reads the columns of all articles.
pub(super) fn read(connection: &Connection, columns: &mut Columns) -> rusqlite::Result<()> {
    let groups = count_articles(connection)?.div_ceil(TOGETHER);
    let sites = get_sites(connection)?;
    let mut kept = connection.prepare_cached("SELECT columns FROM kept_articles WHERE chunk = ?1")?;
    for group in 0..groups {
        let frame: Option<Vec<u8>> = kept.query_row([group], |row| row.get(0)).optional()?;
        match frame {
            Some(frame) => columns
                .append(&frame)
                .ok_or_else(|| damaged("kept columns cannot be read; `cuttings check --repair` makes them again"))?,
            None => add_group(connection, group, &sites, columns)?,
        }
    }
    Ok(())
}

/// Keeps the groups that are full and not kept.
pub(super) fn keep(connection: &Connection) -> rusqlite::Result<()> {
    let full = count_articles(connection)? / TOGETHER;
    let mut is_kept = connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM kept_articles WHERE chunk = ?1)")?;
    let mut sites = None;
    for group in 0..full {
        if is_kept.query_row([group], |row| row.get(0))? {
            continue;
        }
        let sites = match &sites {
            Some(sites) => sites,
            None => sites.insert(get_sites(connection)?),
        };
        let mut columns = Columns::default();
        add_group(connection, group, sites, &mut columns)?;
        let frame = columns.encode().map_err(|error| damaged(&error.to_string()))?;
        let add = "INSERT INTO kept_articles (chunk, columns) VALUES (?1, ?2)";
        connection.prepare_cached(add)?.execute((group, frame))?;
    }
    Ok(())
}

/// The number behind the last article.
fn count_articles(connection: &Connection) -> rusqlite::Result<u32> {
    connection.query_row("SELECT coalesce(max(id), -1) + 1 FROM articles", [], |row| row.get(0))
}

fn get_sites(connection: &Connection) -> rusqlite::Result<HashMap<u32, String>> {
    let mut sites = connection.prepare_cached("SELECT id, name FROM sites")?;
    sites.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// Appends a group of articles as the tables have them.
fn add_group(
    connection: &Connection,
    group: u32,
    sites: &HashMap<u32, String>,
    columns: &mut Columns,
) -> rusqlite::Result<()> {
    let start = columns.end();
    // A group that is read by itself begins at place 0.
    let place = |article: u32| article - group * TOGETHER + start;
    let bounds = (group * TOGETHER, (group + 1) * TOGETHER - 1);
    let mut articles = connection.prepare_cached(include_str!("get_articles.sql"))?;
    let mut rows = articles.query(bounds)?;
    while let Some(row) = rows.next()? {
        columns.skip_to(place(row.get(0)?));
        columns.contents.push(row.get(1)?);
        let site = row.get::<_, Option<u32>>(2)?.unwrap_or_default();
        columns.sites.push(site);
        let host = normalize_site(None, row.get_ref(3)?.as_str_or_null()?);
        let is_other = host.as_ref() != sites.get(&site);
        columns.hosts.push(host.as_deref().filter(|_| is_other));
        columns.languages.push(row.get_ref(4)?.as_str_or_null()?);
        columns.sections.push(row.get_ref(5)?.as_str_or_null()?);
        columns.published.push(Published::of(row.get_ref(6)?.as_str_or_null()?));
    }
    columns.skip_to(start + TOGETHER);
    let mut authors = connection.prepare_cached(include_str!("get_authors.sql"))?;
    read_lists(&mut authors, bounds, |list| columns.authors.push(list))?;
    let mut tags = connection.prepare_cached(include_str!("get_tags.sql"))?;
    read_lists(&mut tags, bounds, |list| columns.tags.push(list))
}

impl Columns {
    /// Appends places without an article.
    fn skip_to(&mut self, article: u32) {
        while self.end() < article {
            self.contents.push(0);
            self.sites.push(0);
            self.hosts.push(None);
            self.languages.push(None);
            self.sections.push(None);
            self.published.push(Published::default());
        }
    }
}

/// Gives the list of each article from rows of articles and values.
fn read_lists(statement: &mut Statement<'_>, bounds: (u32, u32), mut take: impl FnMut(&[u32])) -> rusqlite::Result<()> {
    let mut rows = statement.query(bounds)?;
    let mut next = rows.next()?;
    let mut list = Vec::new();
    for article in bounds.0..=bounds.1 {
        list.clear();
        while let Some(row) = next {
            if row.get::<_, u32>(0)? != article {
                break;
            }
            list.push(row.get(1)?);
            next = rows.next()?;
        }
        take(&list);
    }
    Ok(())
}

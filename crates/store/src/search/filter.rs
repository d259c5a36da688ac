//! Conditions on articles as sets of articles: from the columns where they have the field, otherwise by SQL.

use rusqlite::{Connection, params_from_iter};

use super::bits::Bits;
use super::columns::{Columns, Published};
use super::condition::Condition;
use super::query::Field;
use super::words::Names;

/// The articles that meet a condition.
pub(super) fn get_articles(connection: &Connection, columns: &Columns, field: &Field) -> rusqlite::Result<Bits> {
    let mut found = Bits::with_room(columns.end());
    let mut insert = |article: u32| found.insert(article);
    match field {
        Field::Site(site) => {
            let wanted = get_rows(connection, include_str!("filter/get_sites.sql"), site)?;
            let host = site.to_lowercase();
            let host = host.strip_prefix("www.").unwrap_or(&host);
            each_with(&columns.sites, |site| wanted.contains(site), &mut insert);
            if let Some(host) = columns.hosts.find(host).filter(|_| site.contains('.')) {
                each_with(&columns.hosts.values, |value| value == host, &mut insert);
            }
        }
        Field::Language(code) => {
            if let Some(language) = columns.languages.find(code) {
                each_with(&columns.languages.values, |value| value == language, &mut insert);
            }
        }
        Field::Section(name) => {
            let names = Names::parse(name);
            let mut wanted = Bits::with_room(columns.sections.texts.len() as u32 + 1);
            for (number, text) in (1..).zip(&columns.sections.texts) {
                if names.stand_in(text) {
                    wanted.insert(number);
                }
            }
            each_with(&columns.sections.values, |value| wanted.contains(value), &mut insert);
        }
        Field::Author(name) => {
            let wanted = get_rows(connection, "SELECT id FROM authors WHERE cuttings_names(name, ?1)", name)?;
            each_in_lists(columns, |article| columns.authors.get(article), &wanted, &mut insert);
        }
        Field::Tag(name) => {
            let wanted = get_rows(connection, "SELECT id FROM tags WHERE cuttings_names(name, ?1)", name)?;
            each_in_lists(columns, |article| columns.tags.get(article), &wanted, &mut insert);
            // A reader's own tags are in no column.
            each_by_condition(connection, Condition::own_tag(name), &mut insert)?;
        }
        Field::After(date) => {
            let from = Published::of(Some(date));
            each_with(&columns.published, |published| published >= from, &mut insert);
        }
        Field::Before(date) => {
            let end = Published::of(Some(date));
            each_with(
                &columns.published,
                |published| published != Published::default() && published < end,
                &mut insert,
            );
        }
        Field::Collection(name) => each_by_condition(connection, Condition::collection(name), &mut insert)?,
        Field::Source(name) => each_by_condition(connection, Condition::source(name), &mut insert)?,
        Field::Url(address) => each_by_condition(connection, Condition::url(address), &mut insert)?,
        Field::Trait(wanted) => each_by_condition(connection, Condition::of(*wanted), &mut insert)?,
    }
    Ok(found)
}

fn each_by_condition(connection: &Connection, condition: Condition, mut take: impl FnMut(u32)) -> rusqlite::Result<()> {
    let sql = format!("SELECT id FROM articles WHERE {}", condition.sql);
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(condition.parameters))?;
    while let Some(row) = rows.next()? {
        take(row.get(0)?);
    }
    Ok(())
}

/// The rows that a query finds for a name, as a set.
fn get_rows(connection: &Connection, sql: &str, name: &str) -> rusqlite::Result<Bits> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([name], |row| row.get(0))?.collect::<rusqlite::Result<Vec<u32>>>()?;
    let mut found = Bits::with_room(rows.iter().max().map_or(0, |&last| last.saturating_add(1)));
    for row in rows {
        found.insert(row);
    }
    Ok(found)
}

fn each_with<T: Copy>(values: &[T], is_wanted: impl Fn(T) -> bool, mut take: impl FnMut(u32)) {
    for (article, &value) in (0..).zip(values) {
        if is_wanted(value) {
            take(article);
        }
    }
}

fn each_in_lists<'a>(columns: &Columns, list: impl Fn(u32) -> &'a [u32], wanted: &Bits, mut take: impl FnMut(u32)) {
    for article in 0..columns.end() {
        if list(article).iter().any(|&value| wanted.contains(value)) {
            take(article);
        }
    }
}

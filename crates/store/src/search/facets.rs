//! Facets: the values that the fields of an answer's articles have, each with how many results have it.

use rusqlite::Connection;
use serde::Serialize;

use super::bits::Bits;
use super::columns::{Columns, Published};
use super::matching::Matches;

/// Values of a facet that are given.
const MOST_VALUES: usize = 20;

/// What the results of a query are about, counted over all of them and not over one page.
///
/// Only articles that meet the query's conditions are counted: a text that `site:dw.com` found is not counted for the other
/// sites that printed it. A result counts once for each value, so adding a value to the query leaves as many results as
/// were counted for it; `site:` may leave more, as it also finds hosts below and addresses at the host.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Facets {
    /// Publishing hosts and outlets.
    pub sites: Facet,
    /// Languages by their ISO 639 codes.
    pub languages: Facet,
    /// Sections as the sites name them.
    pub sections: Facet,
    /// Authors.
    pub authors: Facet,
    /// Tags.
    pub tags: Facet,
    /// Months of publication (`2022-09`; `2022` where only the year is known), in order of time.
    pub months: Vec<FacetValue>,
}

/// The values of one field, the most frequent first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Facet {
    /// As many values as fit.
    pub values: Vec<FacetValue>,
    /// How many values there are beside those.
    pub others: u64,
}

/// One value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FacetValue {
    /// The value as the archive has it.
    pub value: String,
    /// Results that have it.
    pub count: u64,
}

/// The fields that are counted, by their places in [`Tallies`].
const SITES: usize = 0;
const LANGUAGES: usize = 1;
const SECTIONS: usize = 2;
const AUTHORS: usize = 3;
const TAGS: usize = 4;
const MONTHS: usize = 5;

/// How many results have each value of each field. Values are numbers above 0.
#[derive(Debug, Clone, Default)]
pub(super) struct Tallies([Vec<u32>; 6]);

impl Tallies {
    /// Counts the values of contents, of those articles of theirs that meet the conditions.
    fn count(columns: &Columns, contents: impl Iterator<Item = u32>, articles: Option<&Bits>) -> Self {
        let mut tallies = Self::default();
        let mut values = Vec::new();
        for content in contents {
            let mut meeting = columns.articles_meeting(content, articles);
            let Some(first) = meeting.next() else { continue };
            let Some(second) = meeting.next() else {
                for_each_value(columns, first, |field, value| tallies.add(field, value));
                continue;
            };
            values.clear();
            for article in [first, second].into_iter().chain(meeting) {
                for_each_value(columns, article, |field, value| values.push((field, value)));
            }
            values.sort_unstable();
            values.dedup();
            for &(field, value) in &values {
                tallies.add(field, value);
            }
        }
        tallies
    }

    fn add(&mut self, field: usize, value: u32) {
        let counts = &mut self.0[field];
        let place = value as usize;
        if place >= counts.len() {
            counts.resize(place + 1, 0);
        }
        counts[place] += 1;
    }

    fn subtract(&mut self, other: &Self) {
        for (counts, others) in self.0.iter_mut().zip(&other.0) {
            counts.iter_mut().zip(others).for_each(|(count, other)| *count = count.saturating_sub(*other));
        }
    }

    /// The values of a field that some result has.
    fn values(&self, field: usize) -> impl Iterator<Item = (u32, u32)> {
        (0..).zip(self.0[field].iter().copied()).skip(1).filter(|&(_, count)| count > 0)
    }

    /// The most frequent values of a field, named.
    fn facet(&self, field: usize, name: impl Fn(u32) -> rusqlite::Result<String>) -> rusqlite::Result<Facet> {
        let mut values: Vec<(u32, u32)> = self.values(field).collect();
        let others = values.len().saturating_sub(MOST_VALUES);
        let by_count = |one: &(u32, u32), other: &(u32, u32)| (other.1, one.0).cmp(&(one.1, other.0));
        if others > 0 {
            values.select_nth_unstable_by(MOST_VALUES, by_count);
            values.truncate(MOST_VALUES);
        }
        values.sort_unstable_by(by_count);
        let values = values
            .into_iter()
            .map(|(value, count)| Ok(FacetValue { value: name(value)?, count: count.into() }))
            .collect::<rusqlite::Result<_>>()?;
        Ok(Facet { values, others: others as u64 })
    }
}

fn for_each_value(columns: &Columns, article: u32, mut take: impl FnMut(usize, u32)) {
    let Some((facts, authors, tags)) = columns.facts(article) else { return };
    take(SITES, facts.site);
    take(LANGUAGES, facts.language);
    take(SECTIONS, facts.section);
    for &author in authors {
        take(AUTHORS, author);
    }
    for &tag in tags {
        take(TAGS, tag);
    }
    take(MONTHS, facts.month);
}

/// Counts the facets of what matches.
pub(super) fn count(connection: &Connection, columns: &Columns, matches: &Matches) -> rusqlite::Result<Facets> {
    let articles = matches.articles.as_ref();
    let everything = columns.universe.count();
    let tallies = if articles.is_none() && matches.contents.count() > everything / 2 {
        // Those that are left out are fewer.
        let others = (0..columns.end_of_contents()).filter(|&content| !matches.contents.contains(content));
        let mut tallies =
            columns.tallies.get_or_init(|| Tallies::count(columns, 0..columns.end_of_contents(), None)).clone();
        tallies.subtract(&Tallies::count(columns, others, None));
        tallies
    } else {
        Tallies::count(columns, matches.contents.iter(), articles)
    };
    let in_table = |sql: &'static str| {
        move |row: u32| connection.prepare_cached(sql)?.query_row([row], |row| row.get::<_, String>(0))
    };
    let months = tallies.values(MONTHS);
    Ok(Facets {
        sites: tallies.facet(SITES, in_table("SELECT name FROM sites WHERE id = ?1"))?,
        languages: tallies.facet(LANGUAGES, |value| Ok(columns.languages.text(value)))?,
        sections: tallies.facet(SECTIONS, |value| Ok(columns.sections.text(value)))?,
        authors: tallies.facet(AUTHORS, in_table("SELECT name FROM authors WHERE id = ?1"))?,
        tags: tallies.facet(TAGS, in_table("SELECT name FROM tags WHERE id = ?1"))?,
        months: months.map(|(value, count)| month(value, count)).collect(),
    })
}

fn month(number: u32, count: u32) -> FacetValue {
    let (year, month) = Published::split_month(number);
    let value = match month {
        0 => format!("{year:04}"),
        month => format!("{year:04}-{month:02}"),
    };
    FacetValue { value, count: count.into() }
}

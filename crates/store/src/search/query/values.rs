//! The values of fields: what `site:`, `during:` and the others take, and what they say to a value that is none.

use std::ops::Range;

use chrono::{Datelike, Days, NaiveDate};
use cuttings_core::{Date, normalize_language};

use super::{Address, Column, Expression, Field, Trait};

/// The fields that ask for words in one column of the index, with their columns.
pub(super) const COLUMNS: [(&str, Column); 3] =
    [("title", Column::Title), ("standfirst", Column::Standfirst), ("text", Column::Text)];

/// The fields that ask for an article by what is known of it.
pub(super) const FIELDS: [&str; 13] =
    ["site", "author", "section", "tag", "url", "source", "lang", "after", "before", "during", "is", "in", "has"];

/// Understands the value of one of [`FIELDS`], or says why it is none.
pub(super) fn parse(name: &str, value: &str) -> Result<Expression, String> {
    let owned = value.to_owned();
    let field = match name {
        "site" => Field::Site(owned),
        "author" => Field::Author(owned),
        "section" => Field::Section(owned),
        "tag" => Field::Tag(owned),
        "in" => Field::Collection(owned),
        "source" => Field::Source(owned),
        "url" => {
            Field::Url(Address::parse(value).ok_or_else(|| format!("url:{value} has no word; try url:dw.com/en"))?)
        }
        "lang" => {
            let language = normalize_language(value);
            Field::Language(language.ok_or_else(|| format!("lang:{value} names no language; try lang:de"))?)
        }
        "during" => {
            let period = period(value);
            let period =
                period.ok_or_else(|| format!("during:{value} is no time; try during:2022-09 or during:2022..2023"))?;
            return Ok(during(period));
        }
        "is" => Field::Trait(match value.to_lowercase().as_str() {
            "duplicate" => Trait::Duplicate,
            "revised" => Trait::Revised,
            "wire" => Trait::Wire,
            "noted" => Trait::Noted,
            "highlighted" => Trait::Highlighted,
            _ => {
                let known = "is:duplicate, is:revised, is:wire, is:noted or is:highlighted";
                return Err(format!("is:{value} is not known; try {known}"));
            }
        }),
        "has" if value.eq_ignore_ascii_case("repeats") => Field::Trait(Trait::Repeats),
        "has" => return Err(format!("has:{value} is not known; try has:repeats")),
        _ => {
            let date = Date::parse(value).ok_or_else(|| format!("{name}:{value} is no date; try {name}:2022-09"))?;
            let iso = date.as_iso().to_owned();
            if name == "after" { Field::After(iso) } else { Field::Before(iso) }
        }
    };
    Ok(Expression::Field(field))
}

/// A time from its first year, month or day up to but not including another; either may be missing.
fn during(period: Range<Option<String>>) -> Expression {
    let from = period.start.map(|from| Expression::Field(Field::After(from)));
    let until = period.end.map(|until| Expression::Field(Field::Before(until)));
    Expression::And(from.into_iter().chain(until).collect())
}

/// Reads `2022-09`, `2022..2023`, `2022-09..` and `..2022-09`; the last year, month or day belongs to the time.
fn period(value: &str) -> Option<Range<Option<String>>> {
    let (first, last) = value.split_once("..").or_else(|| value.split_once('…')).unwrap_or((value, value));
    let from = if first.trim().is_empty() { None } else { Some(calendar(first)?) };
    let until = if last.trim().is_empty() { None } else { Some(next(&calendar(last)?)?) };
    (from.is_some() || until.is_some()).then_some(from..until)
}

/// The year, month or day of a date.
fn calendar(text: &str) -> Option<String> {
    Date::parse(text).map(|date| date.as_iso().chars().take(10).collect())
}

/// The year, month or day after one.
fn next(calendar: &str) -> Option<String> {
    let mut numbers = calendar.split('-').map(str::parse::<u32>);
    let year = numbers.next()?.ok()?;
    let Some(month) = numbers.next() else { return Some(format!("{:04}", year + 1)) };
    let month = month.ok()?;
    let Some(day) = numbers.next() else {
        return Some(if month < 12 { format!("{year:04}-{:02}", month + 1) } else { format!("{:04}-01", year + 1) });
    };
    let next = NaiveDate::from_ymd_opt(year as i32, month, day.ok()?)?.checked_add_days(Days::new(1))?;
    Some(format!("{:04}-{:02}-{:02}", next.year(), next.month(), next.day()))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2022", Some("2022"), Some("2023"))]
    #[case("2022-09", Some("2022-09"), Some("2022-10"))]
    #[case("2022-12", Some("2022-12"), Some("2023-01"))]
    #[case("2024-02-28", Some("2024-02-28"), Some("2024-02-29"))]
    #[case("2022-12-31", Some("2022-12-31"), Some("2023-01-01"))]
    #[case("2022..2023", Some("2022"), Some("2024"))]
    #[case("2022-09-14 .. 2022-10", Some("2022-09-14"), Some("2022-11"))]
    #[case("2022-09..", Some("2022-09"), None)]
    #[case("..2022", None, Some("2023"))]
    #[case("14 September 2022", Some("2022-09-14"), Some("2022-09-15"))]
    fn periods(#[case] value: &str, #[case] from: Option<&str>, #[case] until: Option<&str>) {
        assert_eq!(period(value), Some(from.map(str::to_owned)..until.map(str::to_owned)));
    }

    #[rstest]
    #[case("..")]
    #[case("sometime")]
    #[case("2022..sometime")]
    #[case("")]
    fn what_is_no_period(#[case] value: &str) {
        assert_eq!(period(value), None);
    }
}

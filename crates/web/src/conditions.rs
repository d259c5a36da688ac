//! The conditions in a query, each of which a page lets one take away, and the ones that it offers to add.
//!
//! The archive alone understands queries. What is read here is only where one item ends and the next begins, which is all
//! that it takes to leave one out; where leaving one out would change what the others say, none is given.

use crate::links::is_quote;

/// Names that make an item a condition: the fields of the query language.
const FIELDS: [&str; 16] = [
    "title",
    "text",
    "standfirst",
    "site",
    "author",
    "section",
    "tag",
    "lang",
    "url",
    "source",
    "after",
    "before",
    "during",
    "is",
    "has",
    "in",
];
/// Those that say when.
const TIMES: [&str; 3] = ["after", "before", "during"];

/// A condition that stands by itself in a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Condition<'a> {
    /// As it was typed, with what negates it.
    pub(crate) text: &'a str,
    /// The query without it.
    pub(crate) without: String,
    field: String,
}

/// The conditions of a query, in its order; none where items are alternatives, or the query is none.
pub(crate) fn conditions(query: &str) -> Vec<Condition<'_>> {
    let Some(items) = items(query).filter(|items| !has_alternatives(query, items)) else { return Vec::new() };
    let mut conditions = Vec::new();
    let mut negation = None;
    for &(start, end) in &items {
        let item = &query[start..end];
        let begin = negation.take().unwrap_or(start);
        if item == "NOT" {
            negation = Some(start);
        } else if let Some(field) = field_of(item) {
            conditions.push(Condition {
                text: &query[begin..end],
                without: joined([&query[..begin], &query[end..]]),
                field,
            });
        }
    }
    conditions
}

/// The query with a condition more. Alternatives are put in parentheses, so that the condition holds for all of them; what
/// is no query gives up the characters that make it none.
pub(crate) fn add(query: &str, condition: &str) -> String {
    match items(query) {
        None => {
            let is_mark = |character: char| is_quote(character) || matches!(character, '(' | ')');
            let plain = query.replace(is_mark, " ");
            joined([plain.as_str(), condition])
        }
        Some(items) if items.iter().any(|&(start, end)| &query[start..end] == condition) => query.trim().to_owned(),
        Some(items) if has_alternatives(query, &items) => format!("({}) {condition}", query.trim()),
        Some(_) => joined([query, condition]),
    }
}

/// The query with another time in place of the ones that it has.
pub(crate) fn set_time(query: &str, time: &str) -> String {
    let mut query = query.to_owned();
    loop {
        let found = conditions(&query).into_iter().find(|condition| TIMES.contains(&condition.field.as_str()));
        match found {
            Some(condition) => query = condition.without,
            None => return add(&query, time),
        }
    }
}

/// The field of an item, in lower case; `None` where it has none.
fn field_of(item: &str) -> Option<String> {
    let (name, value) = item.strip_prefix('-').unwrap_or(item).split_once(':')?;
    let name = name.to_ascii_lowercase();
    (!value.is_empty() && FIELDS.contains(&name.as_str())).then_some(name)
}

fn has_alternatives(query: &str, items: &[(usize, usize)]) -> bool {
    items.iter().any(|&(start, end)| &query[start..end] == "OR")
}

/// Where the items of a query begin and end, what is in parentheses as one; `None` where a quote or a parenthesis is not
/// closed.
fn items(query: &str) -> Option<Vec<(usize, usize)>> {
    let mut items = Vec::new();
    let mut start = None;
    let (mut depth, mut quoted) = (0_u32, false);
    for (place, character) in query.char_indices() {
        if character.is_whitespace() && depth == 0 && !quoted {
            items.extend(start.take().map(|start| (start, place)));
            continue;
        }
        start.get_or_insert(place);
        match character {
            _ if is_quote(character) => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    items.extend(start.map(|start| (start, query.len())));
    (depth == 0 && !quoted).then_some(items)
}

fn joined<const PARTS: usize>(parts: [&str; PARTS]) -> String {
    let parts: Vec<_> = parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("late ferry", &[])]
    #[case("ferry site:dw.com", &[("site:dw.com", "ferry")])]
    #[case("site:dw.com", &[("site:dw.com", "")])]
    #[case("a author:\"Ida  Brandt\" b", &[("author:\"Ida  Brandt\"", "a b")])]
    #[case("-tag:sea NOT lang:de x", &[("-tag:sea", "NOT lang:de x"), ("NOT lang:de", "-tag:sea x")])]
    #[case("(site:a OR site:b) lang:de", &[("lang:de", "(site:a OR site:b)")])]
    #[case("site:a OR site:b", &[])]
    #[case("site:a \"open", &[])]
    #[case("site:a (open", &[])]
    #[case("a) site:a", &[])]
    #[case("AUTHOR:Šťastný 北京", &[("AUTHOR:Šťastný", "北京")])]
    #[case("https://a.example/ site:", &[])]
    fn conditions_can_be_taken_away(#[case] query: &str, #[case] expected: &[(&str, &str)]) {
        let found = conditions(query);
        let found: Vec<_> = found.iter().map(|condition| (condition.text, condition.without.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[rstest]
    #[case("", "site:a")]
    #[case("ferry", "ferry site:a")]
    #[case("ferry site:a", "ferry site:a")]
    #[case("ferry OR boat", "(ferry OR boat) site:a")]
    #[case("the \"ferry", "the  ferry site:a")]
    #[case("smile :) 「x", "smile :   x site:a")]
    fn a_condition_holds_for_all_of_the_query(#[case] query: &str, #[case] expected: &str) {
        assert_eq!(add(query, "site:a"), expected);
    }

    #[test]
    fn another_time_takes_the_place_of_the_one_before() {
        assert_eq!(set_time("ferry after:2022 site:a before:2023", "during:2024"), "ferry site:a during:2024");
        assert_eq!(set_time("", "during:2024"), "during:2024");
    }
}

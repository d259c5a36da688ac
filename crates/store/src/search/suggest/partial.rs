//! A query that is still being typed: what stands before the part at its end, and what that part asks for.

use super::SuggestionKind;
use crate::search::query::is_quote;
use crate::search::words;

/// The part of a query at which somebody types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Partial<'a> {
    /// What stands before it and stays.
    pub(super) before: &'a str,
    /// What its field allows; everything without a field.
    pub(super) kind: Option<SuggestionKind>,
    /// What was typed of it so far.
    pub(super) value: &'a str,
}

impl<'a> Partial<'a> {
    /// Looks for the last field. Its value may go on at the end; if it is finished, what follows is words.
    pub(super) fn of(typed: &'a str) -> Self {
        let fields = SuggestionKind::ALL.into_iter().filter_map(|kind| {
            let (place, _) = typed.match_indices([':', '：']).rfind(|(place, _)| names(typed, *place, kind))?;
            Some((place, kind))
        });
        let Some((colon, kind)) = fields.max_by_key(|(place, _)| *place) else {
            return Self { before: "", kind: None, value: typed };
        };
        let value = typed[colon..].strip_prefix([':', '：']).unwrap_or_default();
        let (open, end) = match value.strip_prefix(is_quote) {
            Some(open) => (open, open.find(is_quote).map(|end| &open[end..])),
            None => (value, value.find(char::is_whitespace).map(|end| &value[end..])),
        };
        let Some(rest) = end else {
            return Self { before: &typed[..colon - kind.field().len()], kind: Some(kind), value: open };
        };
        let value = rest.trim_start_matches(|character: char| is_quote(character) || character.is_whitespace());
        Self { before: &typed[..typed.len() - value.len()], kind: None, value }
    }

    pub(super) fn may_be(&self, kind: SuggestionKind) -> bool {
        self.kind.is_none_or(|only| only == kind)
    }

    /// The value as conditions on names take it: the last word may go on. Empty where there is no word.
    pub(super) fn wanted(&self) -> String {
        if words::split(self.value).is_empty() { String::new() } else { format!("{}*", self.value) }
    }
}

/// Whether the name of a field stands before a colon, at the beginning or behind what may stand before a field.
fn names(typed: &str, colon: usize, kind: SuggestionKind) -> bool {
    let Some(start) = colon.checked_sub(kind.field().len()) else { return false };
    let is_name = typed.get(start..colon).is_some_and(|name| name.eq_ignore_ascii_case(kind.field()));
    let before = typed.get(..start).and_then(|before| before.chars().next_back());
    is_name && before.is_none_or(|before| before.is_whitespace() || matches!(before, '(' | '（' | '-'))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::SuggestionKind::{Author, Site, Tag, Title};
    use super::*;

    #[rstest]
    #[case("ferry la", "", None, "ferry la")]
    #[case("site:her", "", Some(Site), "her")]
    #[case("ferry -Site:her", "ferry -", Some(Site), "her")]
    #[case("ferry author:\"Ida Br", "ferry ", Some(Author), "Ida Br")]
    #[case("title：「灯", "", Some(Title), "灯")]
    #[case("site:a.example tag:har", "site:a.example ", Some(Tag), "har")]
    #[case("site:a.example ferry", "site:a.example ", None, "ferry")]
    #[case("author:\"Ida Brandt\"", "author:\"Ida Brandt\"", None, "")]
    #[case("author:\"Ida Brandt\" fer", "author:\"Ida Brandt\" ", None, "fer")]
    #[case("website:her", "", None, "website:her")]
    fn parts(#[case] typed: &str, #[case] before: &str, #[case] kind: Option<SuggestionKind>, #[case] value: &str) {
        assert_eq!(Partial::of(typed), Partial { before, kind, value });
    }
}

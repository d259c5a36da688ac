//! Snippets: the passage of a text that shows most of what was asked for, with the words marked.

use std::ops::Range;

use serde::Serialize;

use super::query::Term;
use super::words::{self, Word};

/// About how many bytes of text a snippet shows.
const WIDTH: usize = 240;
/// Bytes of text before the first word found.
const LEAD: usize = 60;
/// How many texts of a content are looked through, at most: a snippet is not worth reading a whole book.
const MOST_TEXTS: usize = 400;

/// A stretch of text, found or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SnippetPart {
    /// The text.
    pub text: String,
    /// Whether it is something that was asked for.
    pub found: bool,
}

/// The whole text in parts.
pub(super) fn mark(text: &str, terms: &[Term]) -> Vec<SnippetPart> {
    let found = find(&words::split(text), terms);
    parts(text, 0..text.len(), &found)
}

/// The best passage of several texts, with "…" where it is cut.
pub(super) fn cut(texts: &[String], terms: &[Term]) -> Vec<SnippetPart> {
    let mut best: Option<(usize, &str, Range<usize>, Vec<Match>)> = None;
    for text in texts.iter().take(MOST_TEXTS) {
        let found = find(&words::split(text), terms);
        let Some((kinds, window)) = best_window(&found) else { continue };
        if best.as_ref().is_none_or(|(most, ..)| kinds > *most) {
            best = Some((kinds, text, window, found));
        }
        if kinds == terms.len() {
            break;
        }
    }
    let (text, window, found) = match best {
        Some((_, text, window, found)) => (text, window, found),
        None => match texts.first() {
            Some(text) => (text.as_str(), 0..0, Vec::new()),
            None => return Vec::new(),
        },
    };
    let range = widen(text, &window);
    let mut snippet = parts(text, range.clone(), &found);
    if range.start > 0 {
        snippet.insert(0, SnippetPart { text: "… ".to_owned(), found: false });
    }
    if range.end < text.len() {
        snippet.push(SnippetPart { text: " …".to_owned(), found: false });
    }
    snippet
}

/// A place where a term was found.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Match {
    term: usize,
    range: Range<usize>,
}

/// Where the terms stand, in order, none overlapping the one before.
fn find(words: &[Word], terms: &[Term]) -> Vec<Match> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < words.len() {
        let longest = terms
            .iter()
            .enumerate()
            .filter(|(_, term)| stands_at(&words[place..], term))
            .max_by_key(|(_, term)| term.words.len());
        if let Some((term, Term { words: wanted, .. })) = longest {
            let last = &words[place + wanted.len() - 1];
            found.push(Match { term, range: words[place].range.start..last.range.end });
            place += wanted.len();
        } else {
            place += 1;
        }
    }
    found
}

fn stands_at(words: &[Word], term: &Term) -> bool {
    let last = term.words.len() - 1;
    words.len() > last
        && term.words.iter().zip(words).enumerate().all(|(index, (wanted, word))| {
            if term.prefix && index == last { word.folded.starts_with(wanted) } else { word.folded == *wanted }
        })
}

/// The window of at most [`WIDTH`] bytes with the most different terms, and how many those are.
fn best_window(found: &[Match]) -> Option<(usize, Range<usize>)> {
    let mut best: Option<(usize, Range<usize>)> = None;
    for (index, first) in found.iter().enumerate() {
        let inside = found[index..].iter().take_while(|found| found.range.end <= first.range.start + WIDTH);
        let mut kinds: Vec<usize> = inside.clone().map(|found| found.term).collect();
        let end = inside.map(|found| found.range.end).max().unwrap_or(first.range.end);
        kinds.sort_unstable();
        kinds.dedup();
        if best.as_ref().is_none_or(|(most, _)| kinds.len() > *most) {
            best = Some((kinds.len(), first.range.start..end));
        }
    }
    best
}

/// A window with some text around it, from word to word.
fn widen(text: &str, window: &Range<usize>) -> Range<usize> {
    let start = window.start.saturating_sub(LEAD);
    let end = window.end.max(start + WIDTH).min(text.len());
    let start = if start == 0 { 0 } else { next_gap(text, start, window.start) };
    let end = if end == text.len() { end } else { last_gap(text, end, window.end.max(start)) };
    start..end
}

/// The beginning of the first word at or after `from`, not after `limit`.
fn next_gap(text: &str, from: usize, limit: usize) -> usize {
    let from = text.ceil_char_boundary(from);
    let gap = text[from..limit.max(from)].find(char::is_whitespace).map(|gap| from + gap);
    // A script without spaces may be cut anywhere.
    gap.map_or(from, |gap| gap + text[gap..].len() - text[gap..].trim_start().len())
}

/// The end of the last word before `to`, not before `limit`.
fn last_gap(text: &str, to: usize, limit: usize) -> usize {
    let to = text.floor_char_boundary(to).max(limit);
    text[limit..to].rfind(char::is_whitespace).map_or(to, |gap| limit + gap)
}

fn parts(text: &str, range: Range<usize>, found: &[Match]) -> Vec<SnippetPart> {
    let mut parts = Vec::new();
    let mut push = |range: Range<usize>, found: bool| {
        if !range.is_empty() {
            parts.push(SnippetPart { text: text[range].to_owned(), found });
        }
    };
    let mut place = range.start;
    for found in found.iter().filter(|found| found.range.start >= range.start && found.range.end <= range.end) {
        push(place..found.range.start, false);
        push(found.range.clone(), true);
        place = found.range.end;
    }
    push(place..range.end, false);
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::query::Query;
    use super::*;

    fn shown(text: &str, query: &str) -> String {
        let parts = cut(&[text.to_owned()], &Query::parse(query).terms);
        parts.into_iter().map(|part| if part.found { format!("[{}]", part.text) } else { part.text }).collect()
    }

    #[test]
    fn words_phrases_and_prefixes_are_marked() {
        assert_eq!(shown("The Ferry was late.", "ferry late"), "The [Ferry] was [late].");
        assert_eq!(shown("The ferry was late.", "\"was late\""), "The ferry [was late].");
        assert_eq!(shown("Two lighthouses", "light*"), "Two [lighthouses]");
        assert_eq!(shown("Un café fermé", "cafe"), "Un [café] fermé");
        assert_eq!(shown("古い灯台です", "灯台"), "古い[灯台]です");
    }

    #[test]
    fn the_passage_with_most_of_the_query_is_shown() {
        let text = format!(
            "A ferry. {} The ferry came late to the quay. {}",
            "Much else. ".repeat(60),
            "And so on. ".repeat(60)
        );
        let snippet = shown(&text, "ferry late quay");
        assert!(snippet.contains("The [ferry] came [late] to the [quay]."), "{snippet}");
        assert!(snippet.starts_with("… ") && snippet.ends_with(" …"), "{snippet}");
    }

    #[test]
    fn without_a_word_to_show_the_beginning_is_shown() {
        assert_eq!(shown("Nothing of it here.", "ferry"), "Nothing of it here.");
        assert!(cut(&[], &[]).is_empty());
    }

    proptest! {
        #[test]
        fn a_marked_text_is_the_text(text in "\\PC{0,200}", query in "\\PC{0,12}") {
            let marked: String = mark(&text, &Query::parse(&query).terms).into_iter().map(|part| part.text).collect();
            prop_assert_eq!(marked, text);
        }

        #[test]
        fn a_snippet_is_short_and_of_the_text(text in "(\\PC{0,3} ?){0,300}", query in "\\PC{1,4}") {
            let parts = cut(std::slice::from_ref(&text), &Query::parse(&query).terms);
            let inner: String = parts.iter().map(|part| part.text.as_str()).filter(|part| !matches!(*part, "… " | " …")).collect();
            prop_assert!(text.contains(&inner));
            prop_assert!(inner.len() <= WIDTH + 4 * LEAD, "{} bytes", inner.len());
        }
    }
}

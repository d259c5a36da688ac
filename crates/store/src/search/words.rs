//! Words as the index sees them, found again in plain text: for marking hits and for comparing names.

use std::ops::Range;

use cuttings_core::{is_unspaced, prepare_for_search};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word of a text: where it stands, and its folded form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) range: Range<usize>,
    pub(super) folded: String,
}

/// The words of a text; each character of an unspaced script is one.
pub(super) fn split(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut start = None;
    for (index, character) in text.char_indices() {
        if is_unspaced(character) {
            end_word(text, &mut start, index, &mut words);
            let range = index..index + character.len_utf8();
            words.push(Word { folded: fold(&text[range.clone()]), range });
        } else if character.is_alphanumeric() || is_combining_mark(character) || is_joiner(character) {
            start.get_or_insert(index);
        } else {
            end_word(text, &mut start, index, &mut words);
        }
    }
    end_word(text, &mut start, text.len(), &mut words);
    words
}

/// Invisible characters that stand within words.
fn is_joiner(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{0640}')
}

fn end_word(text: &str, start: &mut Option<usize>, end: usize, words: &mut Vec<Word>) {
    if let Some(start) = start.take() {
        let folded = fold(&text[start..end]);
        if !folded.is_empty() {
            words.push(Word { range: start..end, folded });
        }
    }
}

/// The form in which the index compares words: lower case, without the accents that `remove_diacritics` takes off.
fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let prepared = prepare_for_search(word);
    let bare = prepared.nfd().filter(|character| !matches!(character, '\u{300}'..='\u{36f}'));
    bare.nfc().flat_map(char::to_lowercase).filter(|character| !character.is_whitespace()).collect()
}

/// Whether a word that a text ends with may go on: in scripts without spaces every character is a word.
pub(super) fn may_go_on(text: &str) -> bool {
    text.chars()
        .next_back()
        .is_some_and(|last| !is_unspaced(last) && (last.is_alphanumeric() || is_combining_mark(last)))
}

/// Words that names are asked for, side by side and in this order: "Ida Brandt" has "brandt".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Names {
    words: Vec<String>,
    is_prefix: bool,
}

impl Names {
    /// The words of a text, of which the last may be the beginning of one. No words are in no name.
    pub(super) fn new(text: &str, is_prefix: bool) -> Self {
        Self { words: split(text).into_iter().map(|word| word.folded).collect(), is_prefix }
    }

    /// The same of a text that says so by a star at its end.
    pub(super) fn parse(text: &str) -> Self {
        Self::new(text, text.ends_with('*'))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(super) fn is_prefix(&self) -> bool {
        self.is_prefix
    }

    /// Whether a name has them.
    pub(super) fn stand_in(&self, name: &str) -> bool {
        let Some((last, others)) = self.words.split_last() else { return false };
        // Most names have nothing of it, and of those in ASCII that is quickly seen.
        if name.is_ascii() && !has_ascii(name, self.words.first().unwrap_or(last)) {
            return false;
        }
        split(name).windows(self.words.len()).any(|window| {
            let others_stand = window.iter().zip(others).all(|(word, wanted)| word.folded == *wanted);
            let last_stands = |word: &Word| {
                if self.is_prefix { word.folded.starts_with(last) } else { word.folded == *last }
            };
            others_stand && window.last().is_some_and(last_stands)
        })
    }
}

/// Whether an ASCII text has a word in it, whatever the case.
fn has_ascii(text: &str, word: &str) -> bool {
    let begins =
        |window: &[u8]| window.first().zip(word.as_bytes().first()).is_some_and(|(a, b)| a.eq_ignore_ascii_case(b));
    text.as_bytes().windows(word.len()).any(|window| begins(window) && window.eq_ignore_ascii_case(word.as_bytes()))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Ida Brandt", "brandt", true)]
    #[case("Ida Brandt", "Ida brandt", true)]
    #[case("Ida Brandt", "Brandt Ida", false)]
    #[case("Ida Brandtner", "Brandt", false)]
    #[case("José Peña", "pena", true)]
    #[case("国际新闻", "新闻", true)]
    #[case("News", "", false)]
    #[case("News", "*", false)]
    #[case("Ida Brandt", "ida bra*", true)]
    #[case("Ida Brandt", "ida*", true)]
    #[case("Ida Brandt", "id* brandt", false)]
    #[case("https://www.herald.example/sea/a-1.html", "herald.example/sea", true)]
    fn names(#[case] name: &str, #[case] wanted: &str, #[case] expected: bool) {
        assert_eq!(Names::parse(wanted).stand_in(name), expected);
    }

    #[test]
    fn words_know_their_places() {
        let text = "Zürich: 2 Fähren, 灯台!";
        let found: Vec<_> = split(text).into_iter().map(|word| (text[word.range].to_owned(), word.folded)).collect();
        let expected = [("Zürich", "zurich"), ("2", "2"), ("Fähren", "fahren"), ("灯", "灯"), ("台", "台")];
        assert_eq!(found, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    }
}

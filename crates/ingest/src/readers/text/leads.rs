//! Leads: a title and the sentences under it, run together in one line by whatever scraped the page.
//!
//! Such a line looks like any first paragraph of two sentences. Two things tell it: the paragraphs below are longer, and
//! they take up the words of its first sentence, because a headline says what the article says. The numbers below were set
//! on 618 pages of public test sets, where they cut 70 of 100 such lines and mistake 6 of 100 bodies without a title; most
//! of those begin with a line that could be one.

use std::collections::HashSet;

use cuttings_core::is_unspaced;

use super::characters::{columns, fits_in};
use super::pieces::{Kind, Piece};
use super::sentences::first_sentence_end;

/// The widest title that has a lead after it, in columns.
const WIDEST_TITLE: usize = 120;

/// The widest lead.
const WIDEST_LEAD: usize = 400;

/// One of the first paragraphs below is at least so wide, and as wide as title and lead together.
const PARAGRAPH: usize = 120;

/// Paragraphs below that are looked at for that.
const NEAR: usize = 3;

/// How much of the body is searched for the words of the title, in bytes of whole pieces.
const SEARCHED: usize = 1200;

/// The share of the title's words that come again: in hundredths, and in scripts without spaces, where pairs of
/// characters stand for words and some of them span two.
const ECHO: usize = 55;
const ECHO_UNSPACED: usize = 40;

/// Words of fewer letters are mostly articles, prepositions and pronouns.
const SHORTEST_WORD: usize = 4;

/// Letters by which words are the same word, inflected or not.
const STEM: usize = 6;

/// Cuts a line into title and lead, if it is such a line above these pieces.
pub fn cut<'p>(first: &'p Piece, below: &[Piece]) -> Option<(&'p str, &'p str)> {
    let text = first.text.as_str();
    if first.kind != Kind::Text || first.lines > 1 || !fits_in(text, WIDEST_TITLE + WIDEST_LEAD) {
        return None;
    }
    let (title, lead) = text.split_at(first_sentence_end(text)?);
    let lead = lead.trim_start();
    let fits = fits_in(title, WIDEST_TITLE) && fits_in(lead, WIDEST_LEAD) && columns(lead) * 2 >= columns(title);
    let least = columns(text).max(PARAGRAPH);
    let above_body = below.iter().take(NEAR).any(|piece| piece.kind == Kind::Text && columns(&piece.text) >= least);
    if !fits || !above_body || !echoes(title, below) {
        return None;
    }
    Some((title.strip_suffix(['.', '。']).unwrap_or(title), lead))
}

/// Whether the body takes up the words of a title.
fn echoes(title: &str, body: &[Piece]) -> bool {
    let wanted = words(title);
    let mut left = SEARCHED;
    let searched = body.iter().take_while(|piece| {
        let enough = left > 0;
        left = left.saturating_sub(piece.text.len());
        enough
    });
    let found: HashSet<String> = searched.flat_map(|piece| words(cut_bytes(&piece.text, 2 * SEARCHED))).collect();
    let least = if title.contains(is_unspaced) { ECHO_UNSPACED } else { ECHO };
    wanted.len() >= 2 && wanted.intersection(&found).count() * 100 >= wanted.len() * least
}

fn cut_bytes(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most)]
}

/// The words of a text by their beginnings, and the pairs of characters of scripts that set no spaces.
fn words(text: &str) -> HashSet<String> {
    let mut words = HashSet::new();
    for run in text.split(|character: char| !character.is_alphanumeric()) {
        let letters: Vec<char> = run.to_lowercase().chars().collect();
        if letters.iter().copied().any(is_unspaced) {
            words.extend(letters.windows(2).map(|pair| pair.iter().collect::<String>()));
        } else if letters.len() >= SHORTEST_WORD {
            words.insert(letters.iter().take(STEM).collect());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn piece(text: &str) -> Piece {
        Piece { kind: Kind::Text, text: text.to_owned(), after_blank: false, lines: 1 }
    }

    const BODY: &str = "The ferry to the island of Verin will return to the old quay on Monday, the harbour office said, after \
        a winter in which the boat left from the new quay and many passengers missed it, some of them more than once.";

    #[rstest]
    #[case::cut("Verin ferry returns to old quay. Passengers had missed it.", Some("Verin ferry returns to old quay"))]
    #[case::question(
        "Will Verin ferry return to old quay? The office says so.",
        Some("Will Verin ferry return to old quay?")
    )]
    #[case::other_words("Mayor opens new library. Nobody was surprised by that.", None)]
    #[case::one_sentence("Verin ferry returns to the old quay in Port Elsa.", None)]
    #[case::short_lead("Verin ferry returns to the old quay on Monday after a long winter. Why?", None)]
    fn a_title_is_cut_off_its_lead(#[case] line: &str, #[case] title: Option<&str>) {
        assert_eq!(cut(&piece(line), &[piece(BODY)]).map(|(title, _)| title), title);
    }

    #[test]
    fn a_line_above_short_lines_is_not_cut() {
        let line = piece("Verin ferry returns to old quay. Passengers had missed it.");
        assert_eq!(cut(&line, &[piece("The Verin ferry returns to the old quay.")]), None);
        assert_eq!(cut(&line, &[]), None);
    }

    #[test]
    fn a_chinese_title_is_cut_off_its_lead() {
        let line = piece("韦林渡轮重返旧码头。乘客们曾经错过它。");
        let body = piece(
            "港务局表示，开往韦林岛的渡轮将于星期一重返旧码头。整个冬天，渡轮都从新码头出发，许多乘客没有赶上，有些人还不止一次。市长说，新码头太远，旧码头又刚刚修好，大家都很高兴。",
        );
        assert_eq!(cut(&line, &[body]), Some(("韦林渡轮重返旧码头", "乘客们曾经错过它。")));
    }
}

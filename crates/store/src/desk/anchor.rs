//! Finding a passage again in a text that may have changed since it was marked: the quote must be there, the paragraph and
//! what stands around it say which place is meant.

use cuttings_core::ParagraphKey;

use super::highlights::{Anchor, key};
use crate::article::ArticleBlock;

/// A passage to be found.
pub(super) struct Quote<'a> {
    /// The passage.
    pub(super) exact: &'a str,
    /// What stood before it.
    pub(super) prefix: &'a str,
    /// What stood behind it.
    pub(super) suffix: &'a str,
    /// The paragraph that it stood in, where that is known.
    pub(super) paragraph: Option<ParagraphKey>,
}

/// The texts of an article, ready to be searched.
pub(super) struct Texts<'a>(Vec<(&'a ArticleBlock, Folded)>);

/// A text as it is compared: one space for any white space, one kind of quote and dash, lower case.
struct Folded {
    text: String,
    /// For each character of it, which character of the block it is. Both ends of `text` can be looked up.
    places: Vec<(usize, usize)>,
}

impl<'a> Texts<'a> {
    /// Makes the blocks of an article ready.
    pub(super) fn of(blocks: &'a [ArticleBlock]) -> Self {
        Self(blocks.iter().map(|block| (block, Folded::of(&block.text))).collect())
    }

    /// Where the passage is: in the same paragraph if it is there, else in one that differs in quotes and case, else
    /// anywhere; of several places the one with most of the same text around it, then the first.
    pub(super) fn find(&self, quote: &Quote<'_>) -> Option<Anchor> {
        let exact = Folded::of(quote.exact).text;
        let (prefix, suffix) = (Folded::of(quote.prefix).text, Folded::of(quote.suffix).text);
        if exact.is_empty() {
            return None;
        }
        let mut best: Option<((u8, usize), Anchor)> = None;
        for (block, folded) in &self.0 {
            let mut sameness = None;
            for (start, passage) in folded.text.match_indices(&exact) {
                let sameness = *sameness.get_or_insert_with(|| same_paragraph(quote.paragraph, block));
                let (before, behind) = (&folded.text[..start], &folded.text[start + passage.len()..]);
                let around =
                    common(before.chars().rev(), prefix.chars().rev()) + common(behind.chars(), suffix.chars());
                let rank = (sameness, around);
                if best.as_ref().is_none_or(|(known, _)| rank > *known) {
                    let (start, end) = folded.place(start, start + passage.len());
                    best = Some((rank, Anchor { position: block.position, start, end }));
                }
            }
        }
        best.map(|(_, anchor)| anchor)
    }
}

/// How surely a block is the paragraph: 2 for the same text, 1 for the same but for quotes and case, 0 otherwise.
fn same_paragraph(paragraph: Option<ParagraphKey>, block: &ArticleBlock) -> u8 {
    let Some(wanted) = paragraph else { return 0 };
    let found = key(block);
    u8::from(found == wanted) + u8::from(found.fold() == wanted.fold())
}

/// How many characters two texts begin with alike. White space at the beginning of one does not part them.
fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    let dense = |character: &char| *character != ' ';
    one.filter(dense).zip(other.filter(dense)).take_while(|(one, other)| one == other).count()
}

impl Folded {
    fn of(text: &str) -> Self {
        let (mut folded, mut places) = (String::with_capacity(text.len()), Vec::new());
        for (index, character) in text.chars().enumerate() {
            let character = fold(character);
            if character == ' ' && (folded.is_empty() || folded.ends_with(' ')) {
                continue;
            }
            places.push((folded.len(), index));
            folded.push(character);
        }
        folded.truncate(folded.trim_end().len());
        Self { text: folded, places }
    }

    /// The characters of the block from the first to behind the last of a passage that is given in bytes of the folded
    /// text.
    fn place(&self, start: usize, end: usize) -> (usize, usize) {
        let at = |byte: usize| self.places.partition_point(|&(place, _)| place < byte);
        let original = |index: usize| self.places.get(index).map_or(0, |&(_, original)| original);
        (original(at(start)), original(at(end).saturating_sub(1)) + 1)
    }
}

/// One character for all that a revision may have in its place: no letter becomes two, so that places stay countable.
fn fold(character: char) -> char {
    match character {
        '‘' | '’' | '‚' | '‛' | '`' | '´' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        _ if character.is_whitespace() => ' ',
        _ => {
            let mut lower = character.to_lowercase();
            lower.next().filter(|_| lower.next().is_none()).unwrap_or(character)
        }
    }
}

#[cfg(test)]
mod tests {
    use cuttings_core::Role;
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::article::Elsewhere;

    fn blocks(texts: &[&str]) -> Vec<ArticleBlock> {
        let block = |(index, text): (usize, &&str)| ArticleBlock {
            position: index as u32 + 1,
            role: Role::Paragraph,
            text: (*text).to_owned(),
            repeats: None,
            elsewhere: Elsewhere::default(),
            highlights: Vec::new(),
        };
        texts.iter().enumerate().map(block).collect()
    }

    /// What is found, with the number of its block.
    fn found(texts: &[&str], quote: &Quote<'_>) -> Option<(u32, String)> {
        let blocks = blocks(texts);
        let anchor = Texts::of(&blocks).find(quote)?;
        let text = &blocks[anchor.position as usize - 1].text;
        Some((anchor.position, text.chars().skip(anchor.start).take(anchor.end - anchor.start).collect()))
    }

    #[rstest]
    #[case::as_it_was(&["The ferry left late."], "ferry left", "", "", Some((1, "ferry left")))]
    #[case::other_quotes_and_case(&["She said “It LEFT – late”."], "said \"it left - late\"", "", "", Some((1, "said “It LEFT – late”")))]
    #[case::broken_lines(&["The ferry\n  left late."], "ferry left", "", "", Some((1, "ferry\n  left")))]
    #[case::no_more(&["The boat left late."], "ferry left", "", "", None)]
    #[case::the_first_of_two(&["late and late"], "late", "", "", Some((1, "late")))]
    #[case::by_what_stands_before(&["A late ferry.", "Two late boats."], "late", "two ", "", Some((2, "late")))]
    #[case::by_what_stands_behind(&["A late ferry.", "A late boat."], "late", "A ", " boat", Some((2, "late")))]
    #[case::letters_of_several_bytes(&["Die Fähre kam zu spät an."], "zu spät", "", "", Some((1, "zu spät")))]
    #[case::nothing(&["The ferry."], "  ", "", "", None)]
    fn a_passage_is_found_by_its_words_and_its_surroundings(
        #[case] texts: &[&str],
        #[case] exact: &str,
        #[case] prefix: &str,
        #[case] suffix: &str,
        #[case] expected: Option<(u32, &str)>,
    ) {
        let quote = Quote { exact, prefix, suffix, paragraph: None };
        assert_eq!(found(texts, &quote), expected.map(|(position, text)| (position, text.to_owned())));
    }

    #[test]
    fn the_same_paragraph_goes_before_what_stands_around() {
        let texts = ["Word: late, as ever.", "It was late."];
        let quote =
            Quote { exact: "late", prefix: "Word: ", suffix: ", as ever", paragraph: Some(key(&blocks(&texts)[1])) };
        assert_eq!(found(&texts, &quote), Some((2, "late".to_owned())));
        let same_but_for_quotes = key(&blocks(&["It was «late»."])[0]);
        let quote = Quote { paragraph: Some(same_but_for_quotes), ..quote };
        assert_eq!(found(&texts, &quote), Some((2, "late".to_owned())));
    }

    proptest! {
        #[test]
        fn any_passage_of_a_text_is_found_in_it(text in "[\\PC\\n]{1,60}", start in 0_usize..60, length in 1_usize..20) {
            let passage: String = text.chars().skip(start).take(length).collect();
            let quote = Quote { exact: &passage, prefix: "", suffix: "", paragraph: None };
            let found = found(&[&text], &quote);
            prop_assert_eq!(found.is_some(), !passage.trim().is_empty());
            if let Some((_, found)) = found {
                prop_assert_eq!(Folded::of(&found).text, Folded::of(&passage).text);
            }
        }
    }
}

//! The text of a block with the passages that a reader marked.

use cuttings_store::{ArticleBlock, BlockHighlight};
use maud::{Markup, html};

/// Draws the text.
pub(in crate::pages) fn text_of(block: &ArticleBlock) -> Markup {
    if block.highlights.is_empty() {
        return html! { (block.text) };
    }
    html! {
        @for (text, highlight, begins) in parts(&block.text, &block.highlights) {
            @if let Some(highlight) = highlight {
                mark.own.(highlight.colour.name()) id=[begins.then(|| anchor(&highlight.id))] { (text) }
            } @else {
                (text)
            }
        }
    }
}

/// Where a highlight is on the page of its article.
pub(super) fn anchor(id: &str) -> String {
    format!("highlight-{}", id.get(..12).unwrap_or(id))
}

/// A text in parts, each with the highlight that it is shown in and whether that begins there. Where highlights overlap, the
/// one that begins last is shown.
fn parts<'a>(text: &'a str, highlights: &'a [BlockHighlight]) -> Vec<(&'a str, Option<&'a BlockHighlight>, bool)> {
    let mut places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
    places.push(text.len());
    let mut cuts: Vec<usize> = highlights.iter().flat_map(|highlight| [highlight.start, highlight.end]).collect();
    cuts.extend([0, places.len() - 1]);
    cuts.sort_unstable();
    cuts.dedup();
    let part = |ends: &[usize]| {
        let [start, end] = *ends else { return None };
        let text = text.get(*places.get(start)?..*places.get(end)?)?;
        let covers = |highlight: &&BlockHighlight| highlight.start <= start && end <= highlight.end;
        let highlight = highlights.iter().filter(covers).max_by_key(|highlight| highlight.start);
        Some((text, highlight, highlight.is_some_and(|highlight| highlight.start == start)))
    };
    cuts.windows(2).filter_map(part).collect()
}

#[cfg(test)]
mod tests {
    use cuttings_store::Colour;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(&[(2, 4)], "Fä[hr]e")]
    #[case(&[(0, 5)], "[Fähre]")]
    #[case(&[(0, 3), (2, 5)], "[Fä][h][re]")]
    #[case(&[(0, 5), (1, 2)], "[F][ä][hre]")]
    #[case(&[(3, 99)], "Fäh[re]")]
    fn a_text_is_cut_at_the_ends_of_its_highlights(#[case] places: &[(usize, usize)], #[case] expected: &str) {
        let highlight = |&(start, end): &(usize, usize)| BlockHighlight {
            id: start.to_string(),
            start,
            end,
            colour: Colour::Green,
        };
        let highlights: Vec<_> = places.iter().map(highlight).collect();
        let drawn: String = parts("Fähre", &highlights)
            .into_iter()
            .map(|(text, highlight, _)| if highlight.is_some() { format!("[{text}]") } else { text.to_owned() })
            .collect();
        assert_eq!(drawn, expected);
    }
}

//! The standfirst: sentences between the headline and the text that often stand apart from both.

use cuttings_core::{Role, collapse_white_space};

use super::flow::Piece;
use super::measure::Measures;
use super::trim::letters;
use crate::page::dom::{Dom, NodeId};

/// A summary of fewer letters says nothing of the article, and one of more is the article.
const LENGTHS: std::ops::RangeInclusive<usize> = 40..=700;

/// An element with more nodes holds more than a summary.
const MOST_NODES: usize = 60;

/// Finds the sentences by which the page describes itself, where they are also shown before the text.
pub(super) fn find(dom: &Dom, measures: &Measures, description: Option<&str>, pieces: &[Piece]) -> Option<Piece> {
    let description = letters(description?.trim_end_matches(['.', '…', ' ']));
    let size = description.chars().count();
    if !LENGTHS.contains(&size) {
        return None;
    }
    let first = pieces.iter().find(|piece| piece.role != Role::Heading)?;
    let said = |piece: &Piece| {
        letters(&piece.text).contains(&description)
            || (piece.length > 60 && description.contains(&letters(&piece.text)))
    };
    if pieces.iter().take(6).any(said) {
        return None;
    }
    // Punctuation is in the measure and not in the letters.
    let fits = |node: NodeId| (size as u32..size as u32 * 3 / 2 + 20).contains(&measures.text(node));
    let shown = dom.elements_in(0..first.node).filter(|(node, element)| {
        matches!(
            element.name(),
            "p" | "div"
                | "h2"
                | "h3"
                | "h4"
                | "span"
                | "strong"
                | "section"
                | "blockquote"
                | "header"
                | "li"
                | "em"
                | "b"
        ) && dom.end(*node) - *node < MOST_NODES
            && fits(*node)
    });
    // The innermost element that holds all of it.
    let (node, text) = shown
        .filter(|(node, _)| {
            !dom.ancestors(*node).any(|node| matches!(dom.name(node), "nav" | "aside" | "footer" | "a"))
        })
        .map(|(node, _)| (node, dom.text(node)))
        .filter(|(_, text)| letters(text).starts_with(&description))
        .last()?;
    let text = collapse_white_space(&text).into_owned();
    let length = measures.text(node);
    Some(Piece { role: Role::Paragraph, text, node, length, links: 0 })
}

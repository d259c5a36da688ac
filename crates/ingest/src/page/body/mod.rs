//! The text of the article out of its page: blocks in order, boilerplate left out.
//!
//! A page is read up to three times, each time with less taken for boilerplate, until there is a text. One reading is:
//! [measure] the page, leave [boilerplate] out, let the rest [flow] into pieces, find the [root] of the article, take the
//! pieces in it, and [trim] what stands around and between the paragraphs.

mod boilerplate;
mod flow;
mod measure;
mod names;
mod phrases;
mod root;
mod standfirst;
mod tables;
#[cfg(test)]
mod tests;
mod trim;

use cuttings_core::Block;

use super::dom::Dom;
use crate::paragraphs::split_paragraphs;
use boilerplate::{Strictness, is_boilerplate};
use flow::Piece;
use measure::Measures;

/// What is known of the article beside its page.
pub(super) struct Known<'a> {
    /// Its title, which is not said again in the text.
    pub(super) title: Option<&'a str>,
    /// Its authors.
    pub(super) authors: &'a [String],
    /// The summary that the page has for it.
    pub(super) description: Option<&'a str>,
    /// Its text as the page's own data have it.
    pub(super) article_body: Option<&'a str>,
}

/// The text of an article.
pub(super) struct Body {
    /// In their order.
    pub(super) blocks: Vec<Block>,
    /// From 0 to 1: how likely it is that this is the article, the whole article and nothing else.
    pub(super) confidence: f32,
    /// What stands in the way of it, in words, where the confidence is low.
    pub(super) doubt: Option<&'static str>,
}

/// Less prose (letters) than this may be a teaser, a notice or a caption.
const LITTLE: u64 = 250;

/// Text in the page's data that the page does not show is taken if it is longer than this (letters).
const LONG_DATA: usize = 600;

/// Takes the article out of a page.
pub(super) fn extract(dom: &Dom, known: &Known<'_>) -> Body {
    let measures = Measures::new(dom);
    let read = |strictness| candidate(dom, &measures, known, strictness);
    let mut pieces = read(Strictness::Strict);
    let (mut confidence, mut doubt): (f32, _) = (0.9, None);
    let cautious = read(Strictness::Cautious);
    if size(&pieces) * 5 < size(&cautious) * 2 {
        (pieces, confidence) = (cautious, 0.7);
    }
    if size(&pieces) < LITTLE {
        let gentle = read(Strictness::Gentle);
        if size(&gentle) > 2 * size(&pieces) {
            (pieces, confidence, doubt) = (gentle, 0.4, Some("the text stands among what looks like boilerplate"));
        }
    }
    if let Some(data) = known.article_body.filter(|body| trim::letters(body).len() > LONG_DATA) {
        let shown = pieces.iter().map(|piece| trim::letters(&piece.text).len()).sum::<usize>();
        if shown * 3 < trim::letters(data).len() {
            let doubt = Some("the page does not show the text, which is taken from its JSON-LD");
            return Body { blocks: split_paragraphs(data), confidence: 0.45, doubt };
        }
    }
    if size(&pieces) < LITTLE {
        (confidence, doubt) = (confidence * 0.5, Some("the page has little text"));
    }
    let blocks = pieces.into_iter().map(|piece| Block { role: piece.role, text: piece.text }).collect();
    Body { blocks, confidence, doubt }
}

fn size(pieces: &[Piece]) -> u64 {
    pieces.iter().map(root::prose).sum()
}

fn candidate(dom: &Dom, measures: &Measures, known: &Known<'_>, strictness: Strictness) -> Vec<Piece> {
    let all = flow::pieces(dom, 0, &|node| is_boilerplate(dom, node, measures, strictness));
    let inside = dom.subtree(root::find(dom, &all, known.title));
    let own = all.into_iter().filter(|piece| inside.contains(&piece.node)).collect();
    let mut pieces = trim::trim(own, known);
    if let Some(standfirst) = standfirst::find(dom, measures, known.description, &pieces) {
        pieces.insert(0, standfirst);
    }
    pieces
}

//! Where the article is: the element that holds its text and little else.

use cuttings_core::Role;

use super::flow::Piece;
use super::names::{Meaning, meanings};
use crate::page::agrees;
use crate::page::dom::{Dom, Element, NodeId};

/// A part of the page that has this share of a part's text stands for it.
const NEARLY_ALL: u64 = 80;

/// An element that is named as the place of the article is believed with this share of the text, in percent.
const ENOUGH: u64 = 50;

/// Prose in a piece: its characters, or 0 where it is more likely a link, a label or a button.
pub(super) fn prose(piece: &Piece) -> u64 {
    // A character of Chinese, Japanese or Korean says as much as several letters.
    let dense = piece.text.len() as u32 > piece.length * 5 / 2;
    let length = if dense { piece.length * 3 } else { piece.length };
    let ends = piece.text.ends_with([
        '.', '!', '?', '…', ':', '"', '”', '»', '。', '！', '？', '」', '“', '’', ')', ';', ',', '।', '؟', '။',
    ]);
    let counts = !matches!(piece.role, Role::Heading | Role::Caption)
        && piece.link_density() < 0.5
        && (length >= 80 || (length >= 25 && ends));
    if counts { u64::from(length) } else { 0 }
}

/// The element that holds the article.
pub(super) fn find(dom: &Dom, pieces: &[Piece], title: Option<&str>) -> NodeId {
    let mut mass = vec![0_u64; dom.len()];
    for piece in pieces {
        mass[piece.node] += prose(piece);
    }
    for node in (1..dom.len()).rev() {
        mass[dom.parent(node)] += mass[node];
    }
    let headline = headline(dom, title);
    let dense = densest(dom, &mass, headline);
    let mut best: Option<(u32, u64, NodeId)> = None;
    for (node, element) in dom.elements() {
        let Some(rank) = rank(element) else { continue };
        let enough = if has(dom, node, headline) && rank >= ARTICLE { ENOUGH / 2 } else { ENOUGH };
        let is_better = best.is_none_or(|(known, known_mass, _)| (rank, mass[node]) > (known, known_mass));
        if mass[node] > 0 && mass[node] * 100 >= mass[dense] * enough && is_better {
            best = Some((rank, mass[node], node));
        }
    }
    best.map_or(dense, |(_, _, node)| node)
}

const ARTICLE: u32 = 2;

/// How far an element's name says that it is the place of the text and of nothing else.
fn rank(element: &Element) -> Option<u32> {
    if element.attribute("itemprop").is_some_and(|property| property.eq_ignore_ascii_case("articleBody")) {
        return Some(4);
    }
    match element.name() {
        "html" | "body" => None,
        _ if meanings(element).has(Meaning::Text) => Some(3),
        "article" => Some(ARTICLE),
        "main" => Some(1),
        _ => None,
    }
}

/// The first heading of the page that is the title.
fn headline(dom: &Dom, title: Option<&str>) -> Option<NodeId> {
    let title = title?;
    let headings = dom.elements().filter(|(_, element)| matches!(element.name(), "h1" | "h2"));
    let short = headings.map(|(node, _)| node).filter(|node| dom.end(*node) - *node < 100);
    let mut short = short;
    short.find(|node| agrees(&dom.text(*node), title))
}

fn has(dom: &Dom, node: NodeId, inner: Option<NodeId>) -> bool {
    inner.is_some_and(|inner| dom.subtree(node).contains(&inner))
}

/// Goes down as long as one part holds nearly all, or most of it together with the headline.
fn densest(dom: &Dom, mass: &[u64], headline: Option<NodeId>) -> NodeId {
    let mut at = 0;
    while let Some(child) = dom.children(at).max_by_key(|child| mass[*child]) {
        let needed = if has(dom, child, headline) { ENOUGH } else { NEARLY_ALL };
        if mass[child] == 0 || mass[child] * 100 < mass[at] * needed {
            break;
        }
        at = child;
    }
    at
}

//! How much text every part of a page holds, and how much of it is links.

use crate::page::dom::{Dom, Kind, NodeId};

/// Texts within elements of these names are not shown as text.
pub(super) fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "head"
            | "title"
            | "iframe"
            | "object"
            | "embed"
            | "applet"
            | "canvas"
            | "svg"
            | "math"
            | "audio"
            | "video"
            | "map"
            | "datalist"
            | "select"
            | "option"
            | "textarea"
            | "input"
            | "button"
            | "dialog"
            | "menu"
            | "frameset"
            | "noframes"
            | "progress"
            | "meter"
            | "link"
            | "meta"
    )
}

/// Sizes of the subtree of every node.
pub(super) struct Measures {
    /// Characters that are no white space, in all text but scripts and the like.
    text: Vec<u32>,
    /// Those of them that stand in links.
    links: Vec<u32>,
    /// How many `h1` begin before each node.
    headlines: Vec<u32>,
}

impl Measures {
    /// Measures a page.
    pub(super) fn new(dom: &Dom) -> Self {
        let mut text = vec![0_u32; dom.len()];
        let mut links = vec![0_u32; dom.len()];
        let (mut at, mut link_end) = (0, 0);
        while at < dom.len() {
            match dom.kind(at) {
                Kind::Element(element) if is_silent(element.name()) => {
                    at = dom.end(at);
                    continue;
                }
                Kind::Element(element) if element.name() == "a" && element.attribute("href").is_some() => {
                    link_end = link_end.max(dom.end(at));
                }
                Kind::Text(piece) => {
                    let length = piece.chars().filter(|character| !character.is_whitespace()).count() as u32;
                    text[at] = length;
                    links[at] = if at < link_end { length } else { 0 };
                }
                _ => {}
            }
            at += 1;
        }
        // A parent comes before its children.
        for node in (1..dom.len()).rev() {
            let parent = dom.parent(node);
            text[parent] = text[parent].saturating_add(text[node]);
            links[parent] = links[parent].saturating_add(links[node]);
        }
        let mut headlines = Vec::with_capacity(dom.len() + 1);
        let mut before = 0;
        for node in 0..dom.len() {
            headlines.push(before);
            before += u32::from(dom.name(node) == "h1");
        }
        headlines.push(before);
        Self { text, links, headlines }
    }

    /// Characters of text in a subtree, white space not counted.
    pub(super) fn text(&self, node: NodeId) -> u32 {
        self.text[node]
    }

    /// Characters of text outside links.
    pub(super) fn prose(&self, node: NodeId) -> u32 {
        self.text[node] - self.links[node]
    }

    /// Which part of the page's text outside links is in a subtree, from 0 to 1.
    pub(super) fn share(&self, node: NodeId) -> f32 {
        self.prose(node) as f32 / self.prose(0).max(1) as f32
    }

    /// Whether there is an `h1` in a subtree.
    pub(super) fn has_headline(&self, dom: &Dom, node: NodeId) -> bool {
        self.headlines[dom.end(node)] > self.headlines[node]
    }

    /// Which part of the text is links, from 0 to 1; 0 where there is no text.
    pub(super) fn link_density(&self, node: NodeId) -> f32 {
        if self.text[node] == 0 { 0.0 } else { self.links[node] as f32 / self.text[node] as f32 }
    }
}

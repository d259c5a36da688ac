//! The text of a page in its order: pieces, one for each block that a reader sees, with what was seen of them.

use cuttings_core::{Role, collapse_white_space};

use super::names::{Meaning, meanings};
use super::tables;

use crate::page::dom::{Dom, Element, Kind, NodeId};

/// A block of text and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// What it is.
    pub(super) role: Role,
    /// The text, white space collapsed unless it is preformatted.
    pub(super) text: String,
    /// The element that it stands in.
    pub(super) node: NodeId,
    /// Characters, white space not counted.
    pub(super) length: u32,
    /// How many of them are in links.
    pub(super) links: u32,
}

impl Piece {
    /// Which part of the text is links, from 0 to 1.
    pub(super) fn link_density(&self) -> f32 {
        self.links as f32 / self.length.max(1) as f32
    }
}

/// The pieces of a subtree; `is_left_out` says which elements are passed over with all that is in them.
pub(super) fn pieces(dom: &Dom, root: NodeId, is_left_out: &dyn Fn(NodeId) -> bool) -> Vec<Piece> {
    let mut flow = Flow { dom, pieces: vec![], open: vec![], run: Run::default() };
    let (mut at, end) = (root, dom.end(root));
    while at < end {
        flow.close_until(at);
        if at != root && is_left_out(at) {
            // What is left out parts what is around it where it is a block.
            if dom.element(at).is_some_and(|element| is_block(element.name())) {
                flow.flush();
            }
            at = dom.end(at);
            continue;
        }
        at = match dom.kind(at) {
            Kind::Text(text) => {
                flow.run.push(text);
                at + 1
            }
            Kind::Element(element) => flow.enter(at, element),
            _ => at + 1,
        };
    }
    flow.close_until(end);
    flow.flush();
    flow.pieces
}

/// Text that is being put together.
#[derive(Default)]
struct Run {
    text: String,
    length: u32,
    links: u32,
    in_link: u32,
}

impl Run {
    fn push(&mut self, text: &str) {
        let length = text.chars().filter(|character| !character.is_whitespace()).count() as u32;
        self.length += length;
        self.links += if self.in_link > 0 { length } else { 0 };
        // A line end of the source is white space; one of `<br>` is set by `enter`.
        self.text.extend(text.chars().map(|character| if character == '\n' { ' ' } else { character }));
    }
}

/// An element that has been entered and not left.
struct Open {
    end: NodeId,
    node: NodeId,
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Block,
    Heading,
    Item,
    Quote,
    Caption,
    /// A figure, of which only captions, quotes and tables are text.
    Figure,
    Link,
}

struct Flow<'a> {
    dom: &'a Dom,
    pieces: Vec<Piece>,
    open: Vec<Open>,
    run: Run,
}

impl Flow<'_> {
    /// Leaves the elements that end before a node.
    fn close_until(&mut self, node: NodeId) {
        while self.open.last().is_some_and(|open| open.end <= node) {
            let what = self.open.last().map(|open| open.what);
            match what {
                Some(What::Link) => self.run.in_link -= 1,
                _ => self.flush(),
            }
            self.open.pop();
        }
    }

    /// Enters an element; gives the node to go on with.
    fn enter(&mut self, node: NodeId, element: &Element) -> NodeId {
        let what = match element.name() {
            "br" => {
                self.run.text.push('\n');
                return node + 1;
            }
            // A link within the page is a heading's anchor or a footnote.
            "a" if element.attribute("href").is_none_or(|href| href.starts_with('#')) => return node + 1,
            "a" => What::Link,
            "pre" => {
                self.flush();
                self.preformatted(node);
                return self.dom.end(node);
            }
            "table" if tables::is_data(self.dom, node) => {
                self.flush();
                let text = tables::rows(self.dom, node);
                self.push_whole(node, text);
                return self.dom.end(node);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => What::Heading,
            "li" | "dt" | "dd" => What::Item,
            "blockquote" => What::Quote,
            "figcaption" | "caption" => What::Caption,
            "figure" => What::Figure,
            name if is_block(name) && meanings(element).has(Meaning::Caption) && self.is_caption_long(node) => {
                What::Caption
            }
            name if is_block(name) => What::Block,
            _ => return node + 1,
        };
        match what {
            What::Link => self.run.in_link += 1,
            _ => self.flush(),
        }
        self.open.push(Open { end: self.dom.end(node), node, what });
        node + 1
    }

    /// Whether an element named as a caption is as long as one: whole galleries are named so, too.
    fn is_caption_long(&self, node: NodeId) -> bool {
        self.dom.end(node) - node < 60 && self.dom.text(node).len() <= LONGEST_CAPTION
    }

    fn preformatted(&mut self, node: NodeId) {
        let text = self.dom.text(node);
        // Some sites set running text so; its lines are as long as paragraphs.
        let longest = text.lines().map(str::len).max().unwrap_or_default();
        if longest > 400 {
            for line in text.lines().filter(|line| !line.trim().is_empty()) {
                self.run.push(line);
                self.flush();
            }
        } else {
            self.push_whole(node, text.trim_matches('\n').trim_end().to_owned());
        }
    }

    fn push_whole(&mut self, node: NodeId, text: String) {
        let length = text.chars().filter(|character| !character.is_whitespace()).count() as u32;
        if length > 0 {
            self.pieces.push(Piece { role: Role::Preformatted, text, node, length, links: 0 });
        }
    }

    /// The role of text that stands here: that of the innermost element that gives one.
    fn role(&self) -> Option<Role> {
        for open in self.open.iter().rev() {
            match open.what {
                What::Heading => return Some(Role::Heading),
                What::Caption => return Some(Role::Caption),
                What::Quote => return Some(Role::Quote),
                What::Item => return Some(Role::ListItem),
                What::Figure => return None,
                What::Block | What::Link => {}
            }
        }
        Some(Role::Paragraph)
    }

    /// Ends the text that is being put together. Two line ends part paragraphs, and so does one after a long sentence.
    fn flush(&mut self) {
        let run = &mut self.run;
        let text = std::mem::take(&mut run.text);
        let (length, links) = (std::mem::take(&mut run.length), std::mem::take(&mut run.links));
        if length == 0 {
            return;
        }
        let Some(role) = self.role() else { return };
        let node = self.open.iter().rev().find(|open| open.what != What::Link).map_or(0, |o| o.node);
        let parts = if role == Role::Heading { vec![text.as_str()] } else { split_at_breaks(&text) };
        let whole = length;
        for part in parts {
            let text = collapse_white_space(part).into_owned();
            if text.is_empty() {
                continue;
            }
            let length = text.chars().filter(|character| !character.is_whitespace()).count() as u32;
            // Links are known for the whole; the parts have their shares.
            let of_part = |count: u32| (u64::from(count) * u64::from(length) / u64::from(whole.max(1))) as u32;
            self.pieces.push(Piece { role, text, node, length, links: of_part(links) });
        }
    }
}

/// In bytes.
const LONGEST_CAPTION: usize = 800;

/// A line that ends with `<br>` and is longer than this (bytes) is a paragraph.
const LONG_LINE: usize = 120;

fn split_at_breaks(text: &str) -> Vec<&str> {
    let mut parts = vec![];
    let mut start = 0;
    let mut line_start = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        let blank = line.trim().is_empty();
        let long = at - line_start > LONG_LINE && line.ends_with('\n');
        if blank || long {
            parts.push(&text[start..at]);
            start = at;
        }
        line_start = at;
    }
    parts.push(&text[start..]);
    parts
}

/// Whether elements of this name begin on a new line.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

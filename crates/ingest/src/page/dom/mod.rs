//! The document of a page as a list in document order, so that every walk over it is a loop: no depth of nesting can
//! exhaust the stack.

mod parse;
mod shallow;
mod sink;

use std::ops::Range;

use html5ever::LocalName;
use html5ever::tendril::StrTendril;

pub(super) use parse::parse;

/// The place of a node in its document; nodes are numbered in document order, and the document itself is 0.
pub(super) type NodeId = usize;

/// A parsed page.
pub(super) struct Dom {
    nodes: Vec<Node>,
    /// What had to be left out of it, in words.
    pub(super) notes: Vec<String>,
}

/// A node: the numbers from its own to `end` are its subtree.
struct Node {
    parent: NodeId,
    end: NodeId,
    kind: Kind,
}

/// What a node is.
pub(super) enum Kind {
    /// The root.
    Document,
    /// An element.
    Element(Element),
    /// Text with entities decoded.
    Text(StrTendril),
    /// A comment.
    Comment(StrTendril),
}

/// An element with its attributes.
pub(super) struct Element {
    name: LocalName,
    attributes: Vec<(LocalName, StrTendril)>,
}

impl Element {
    /// The name in lower case.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The value of an attribute, by its name in lower case.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| &**key == name).map(|(_, value)| &**value)
    }
}

impl Dom {
    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// What a node is.
    pub(super) fn kind(&self, node: NodeId) -> &Kind {
        &self.nodes[node].kind
    }

    /// The number after the last of a node's subtree.
    pub(super) fn end(&self, node: NodeId) -> NodeId {
        self.nodes[node].end
    }

    /// The parent; the document is its own.
    pub(super) fn parent(&self, node: NodeId) -> NodeId {
        self.nodes[node].parent
    }

    /// The element at a place, if it is one.
    pub(super) fn element(&self, node: NodeId) -> Option<&Element> {
        match &self.nodes[node].kind {
            Kind::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The name of the element at a place, or nothing.
    pub(super) fn name(&self, node: NodeId) -> &str {
        self.element(node).map_or("", Element::name)
    }

    /// The elements of a subtree in document order.
    pub(super) fn elements_in(&self, range: Range<NodeId>) -> impl Iterator<Item = (NodeId, &Element)> {
        range.filter_map(|node| Some((node, self.element(node)?)))
    }

    /// All elements in document order.
    pub(super) fn elements(&self) -> impl Iterator<Item = (NodeId, &Element)> {
        self.elements_in(0..self.len())
    }

    /// A node and everything in it.
    pub(super) fn subtree(&self, node: NodeId) -> Range<NodeId> {
        node..self.nodes[node].end
    }

    /// The nodes directly in a node.
    pub(super) fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let end = self.end(node);
        let mut next = node + 1;
        std::iter::from_fn(move || {
            let child = next;
            (child < end).then(|| next = self.end(child))?;
            Some(child)
        })
    }

    /// A node's parent, that one's parent, and so on, up to the document.
    pub(super) fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let mut at = node;
        std::iter::from_fn(move || {
            (at != 0).then(|| {
                at = self.parent(at);
                at
            })
        })
    }

    /// All text within a node as it stands, scripts and styles left out unless the node itself is one.
    pub(super) fn text(&self, node: NodeId) -> String {
        let mut text = String::new();
        let (mut at, end) = (node, self.end(node));
        while at < end {
            match &self.nodes[at].kind {
                Kind::Text(piece) => text.push_str(piece),
                Kind::Element(element) if at != node => match element.name() {
                    "script" | "style" | "template" | "noscript" => {
                        at = self.end(at);
                        continue;
                    }
                    "br" => text.push('\n'),
                    _ => {}
                },
                _ => {}
            }
            at += 1;
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_stand_in_document_order_with_their_subtrees() {
        let dom = parse("<title>T</title><p id=a>One <b>two</b></p><p>Three<script>no</script></p>");
        let paragraphs: Vec<_> = dom.elements().filter(|(_, element)| element.name() == "p").collect();
        let [(first, element), (second, _)] = paragraphs[..] else { panic!("two paragraphs") };
        assert_eq!(element.attribute("id"), Some("a"));
        assert_eq!((dom.text(first), dom.text(second)), ("One two".to_owned(), "Three".to_owned()));
        assert_eq!(dom.children(first).map(|child| dom.name(child)).collect::<Vec<_>>(), ["", "b"]);
        let body = dom.parent(first);
        assert_eq!(dom.children(body).collect::<Vec<_>>(), [first, second]);
        assert_eq!(dom.ancestors(first).map(|node| dom.name(node)).collect::<Vec<_>>(), ["body", "html", ""]);
        assert_eq!(dom.end(0), dom.len());
    }
}

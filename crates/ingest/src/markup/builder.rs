//! Builds a tree from tags as they come, bounded in depth and size and forgiving about what is not closed.

use super::element::{Element, Node};
use crate::record::Rejection;

/// The deepest tree; what is nested deeper is kept at this depth, its order unchanged.
pub(super) const MAX_DEPTH: usize = 200;
/// A record of more elements and attributes than this is refused: each costs some hundred bytes of memory.
const MAX_NODES: usize = 1_000_000;

/// The state of a tree being built.
pub(super) struct Builder {
    /// The elements that are open, the first the root without a name.
    open: Vec<Element>,
    /// How many are open beyond [`MAX_DEPTH`].
    beyond: usize,
    nodes: usize,
}

impl Default for Builder {
    fn default() -> Self {
        Self { open: vec![Element::default()], beyond: 0, nodes: 0 }
    }
}

impl Builder {
    /// Opens an element within the one that is open.
    pub(super) fn open(&mut self, name: String, attributes: Vec<(String, String)>) {
        self.nodes += 1 + attributes.len();
        if self.nodes > MAX_NODES {
            return;
        }
        let element = Element { name, attributes, children: vec![] };
        if self.open.len() < MAX_DEPTH {
            self.open.push(element);
        } else {
            self.beyond += 1;
            self.add(Node::Element(element));
        }
    }

    /// Adds an element that holds nothing.
    pub(super) fn add_empty(&mut self, name: String, attributes: Vec<(String, String)>) {
        self.nodes += 1 + attributes.len();
        if self.nodes <= MAX_NODES {
            self.add(Node::Element(Element { name, attributes, children: vec![] }));
        }
    }

    /// Adds text.
    pub(super) fn text(&mut self, text: &str) {
        if text.is_empty() || self.nodes > MAX_NODES {
            return;
        }
        if let Some(Node::Text(last)) = self.open.last_mut().and_then(|open| open.children.last_mut()) {
            last.push_str(text);
            return;
        }
        self.nodes += 1;
        self.add(Node::Text(text.to_owned()));
    }

    /// Closes the innermost element of this name and all within it; an end without a beginning is passed over, and so is
    /// one beyond a `barrier`.
    pub(super) fn close(&mut self, name: &str, barrier: impl Fn(&str) -> bool) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let mut innermost = self.open.iter().enumerate().skip(1).rev();
        let found = innermost.find(|(_, element)| element.name == name || barrier(&element.name));
        if let Some((at, element)) = found
            && element.name == name
        {
            self.close_from(at);
        }
    }

    /// Closes the innermost element of this name that stands within no `shield`, where the tree is not full.
    pub(super) fn end_implied(&mut self, name: &str, shield: impl Fn(&str) -> bool) {
        if self.beyond == 0 {
            self.close(name, shield);
        }
    }

    fn close_from(&mut self, at: usize) {
        while self.open.len() > at.max(1) {
            if let Some(element) = self.open.pop() {
                self.add(Node::Element(element));
            }
        }
    }

    fn add(&mut self, node: Node) {
        if let Some(open) = self.open.last_mut() {
            open.children.push(node);
        }
    }

    /// Closes everything and gives the root, which has no name.
    ///
    /// # Errors
    /// A [`Rejection`] where there are too many elements.
    pub(super) fn finish(mut self) -> Result<Element, Rejection> {
        self.close_from(1);
        if self.nodes > MAX_NODES {
            return Err(Rejection::new(format!("holds more than {MAX_NODES} elements")));
        }
        Ok(self.open.pop().unwrap_or_default())
    }
}

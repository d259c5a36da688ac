//! What the HTML parser builds into: linked nodes, bounded in number and depth, flattened into a [`Dom`] at the end.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName, ns};

use super::shallow::MAX_DEPTH;
use super::{Dom, Element, Kind, Node};

/// A page with more nodes than this is read as far as they reach. Long articles have some ten thousand.
const MAX_NODES: usize = 1_000_000;

/// How much walking up the tree one page may cause, in elements times their depth: the parser looks through the open
/// elements at nearly every tag, so this is what bounds its time.
const MAX_WORK: u64 = 100_000_000;

/// The number of a node under construction.
pub(super) type Handle = usize;

const NONE: Handle = usize::MAX;
const DOCUMENT: Handle = 0;

struct Linked {
    name: Option<QualName>,
    kind: Kind,
    parent: Handle,
    first: Handle,
    last: Handle,
    previous: Handle,
    next: Handle,
    depth: u32,
}

impl Linked {
    fn new(kind: Kind, name: Option<QualName>) -> Self {
        Self { name, kind, parent: NONE, first: NONE, last: NONE, previous: NONE, next: NONE, depth: 0 }
    }
}

/// The tree under construction.
pub(super) struct Sink {
    nodes: RefCell<Vec<Linked>>,
    work: Cell<u64>,
    depth: Cell<u32>,
    too_deep: Cell<bool>,
}

impl Sink {
    pub(super) fn new() -> Self {
        let nodes = RefCell::new(vec![Linked::new(Kind::Document, None)]);
        Self { nodes, work: Cell::new(0), depth: Cell::new(0), too_deep: Cell::new(false) }
    }

    /// Elements that the parser may have walked past so far.
    pub(super) fn work(&self) -> u64 {
        self.work.get()
    }

    /// How deep the element stands that was put in last.
    pub(super) fn depth(&self) -> u32 {
        self.depth.get()
    }

    /// Takes the depth for none until the next element is put in.
    pub(super) fn forget_depth(&self) {
        self.depth.set(0);
    }

    /// Notes that tags were left out.
    pub(super) fn note_too_deep(&self) {
        self.too_deep.set(true);
    }

    /// Ends the page here: it has cost enough.
    pub(super) fn exhaust(&self) {
        self.work.set(u64::MAX);
    }

    /// Whether the page has cost as much as one page may.
    pub(super) fn is_exhausted(&self) -> bool {
        self.work.get() > MAX_WORK || self.nodes.borrow().len() > MAX_NODES
    }

    fn create(&self, kind: Kind, name: Option<QualName>) -> Handle {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Linked::new(kind, name));
        nodes.len() - 1
    }

    fn detach(&self, node: Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let Linked { parent, previous, next, .. } = nodes[node];
        if parent == NONE {
            return;
        }
        match previous {
            NONE => nodes[parent].first = next,
            _ => nodes[previous].next = next,
        }
        match next {
            NONE => nodes[parent].last = previous,
            _ => nodes[next].previous = previous,
        }
        let node = &mut nodes[node];
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
    }

    /// Puts a node under a parent, before a sibling or at the end.
    fn insert(&self, parent: Handle, before: Handle, child: Handle) {
        self.detach(child);
        let mut nodes = self.nodes.borrow_mut();
        let depth = nodes[parent].depth + 1;
        self.work.set(self.work.get().saturating_add(u64::from(depth)));
        if nodes[child].name.is_some() {
            self.depth.set(depth);
        }
        let previous = if before == NONE { nodes[parent].last } else { nodes[before].previous };
        let node = &mut nodes[child];
        (node.parent, node.previous, node.next, node.depth) = (parent, previous, before, depth);
        match previous {
            NONE => nodes[parent].first = child,
            _ => nodes[previous].next = child,
        }
        match before {
            NONE => nodes[parent].last = child,
            _ => nodes[before].previous = child,
        }
    }

    fn insert_any(&self, parent: Handle, before: Handle, child: NodeOrText<Handle>) {
        match child {
            NodeOrText::AppendNode(node) => self.insert(parent, before, node),
            NodeOrText::AppendText(text) => {
                let neighbour = {
                    let nodes = self.nodes.borrow();
                    if before == NONE { nodes[parent].last } else { nodes[before].previous }
                };
                if neighbour != NONE
                    && let Kind::Text(present) = &mut self.nodes.borrow_mut()[neighbour].kind
                {
                    present.push_tendril(&text);
                    return;
                }
                let node = self.create(Kind::Text(text), None);
                self.insert(parent, before, node);
            }
        }
    }

    fn flatten(self) -> Dom {
        let exhausted = self.is_exhausted();
        let too_deep = self.too_deep.get();
        let mut linked = self.nodes.into_inner();
        let mut nodes: Vec<Node> = Vec::with_capacity(linked.len());
        // The linked node to take next, and the flat number of its parent.
        let (mut at, mut parent) = (DOCUMENT, 0);
        'nodes: loop {
            let place = nodes.len();
            let kind = std::mem::replace(&mut linked[at].kind, Kind::Document);
            nodes.push(Node { parent, end: place + 1, kind });
            if linked[at].first != NONE {
                (at, parent) = (linked[at].first, place);
                continue;
            }
            while linked[at].next == NONE {
                if at == DOCUMENT || linked[at].parent == NONE {
                    break 'nodes;
                }
                at = linked[at].parent;
                nodes[parent].end = nodes.len();
                parent = nodes[parent].parent;
                if at == DOCUMENT {
                    break 'nodes;
                }
            }
            at = linked[at].next;
        }
        let mut said = vec![];
        if exhausted {
            said.push("the page is too large or too deeply nested; it was read as far as the limit".to_owned());
        } else if too_deep {
            said.push(format!("elements nested more than {MAX_DEPTH} deep were left out; their text was kept"));
        }
        Dom { nodes, notes: said }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Dom;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Dom {
        self.flatten()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> Ref<'a, QualName> {
        element_name(self.nodes.borrow(), *target)
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> Handle {
        // Attributes of other namespaces (`xlink:href`) say nothing of articles.
        let own = attributes.into_iter().filter(|attribute| attribute.name.ns == ns!());
        let attributes = own.map(|attribute| (attribute.name.local, attribute.value)).collect();
        self.create(Kind::Element(Element { name: name.local.clone(), attributes }), Some(name))
    }

    fn create_comment(&self, text: StrTendril) -> Handle {
        self.create(Kind::Comment(text), None)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        self.create(Kind::Comment(StrTendril::new()), None)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert_any(*parent, NONE, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        if self.nodes.borrow()[*element].parent == NONE {
            self.append(previous, child);
        } else {
            self.append_before_sibling(element, child);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public_id: StrTendril, _system_id: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        // What is in a template is not shown; but it stays in the tree, where the extraction leaves it out.
        *target
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let parent = self.nodes.borrow()[*sibling].parent;
        if parent == NONE {
            return;
        }
        self.insert_any(parent, *sibling, child);
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        if let Kind::Element(element) = &mut self.nodes.borrow_mut()[*target].kind {
            for attribute in attributes {
                if element.attribute(&attribute.name.local).is_none() {
                    element.attributes.push((attribute.name.local, attribute.value));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        loop {
            let child = self.nodes.borrow()[*node].first;
            if child == NONE {
                break;
            }
            self.insert(*new_parent, NONE, child);
        }
    }
}

/// The name of a node that the parser knows to be an element.
fn element_name(nodes: Ref<'_, Vec<Linked>>, target: Handle) -> Ref<'_, QualName> {
    Ref::map(nodes, |nodes| nodes[target].name.as_ref().expect("the parser asks for the names of elements only"))
}

//! The tree of a marked-up text. It is never deeper than [`MAX_DEPTH`](super::builder::MAX_DEPTH), so functions over it
//! and its drop may recurse.

use cuttings_core::collapse_white_space;

/// An element: its name as written (lower case in HTML), its attributes and what it holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Node>,
}

/// What an element holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    Text(String),
    Element(Element),
}

/// A name without its namespace prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

impl Element {
    /// The name without a namespace prefix.
    pub(crate) fn local(&self) -> &str {
        local(&self.name)
    }

    /// Whether the name is this: with a prefix where one is asked for, else whatever the prefix.
    pub(crate) fn is(&self, name: &str) -> bool {
        if name.contains(':') { self.name == name } else { self.local() == name }
    }

    /// The value of an attribute, whatever its prefix, if it says anything.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found =
            self.attributes.iter().find(|(key, _)| if name.contains(':') { key == name } else { local(key) == name });
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// The elements directly within.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements of this name directly within.
    pub(crate) fn children_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.elements().filter(move |element| element.is(name))
    }

    /// The first element of this name directly within.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.is(name))
    }

    /// Every element of this name within, at any depth, in order.
    pub(crate) fn all(&self, name: &str) -> Vec<&Self> {
        let mut found = vec![];
        self.gather(&|element| element.is(name), &mut found);
        found
    }

    /// The first element of this name within, at any depth.
    pub(crate) fn find(&self, name: &str) -> Option<&Self> {
        self.find_where(&|element| element.is(name))
    }

    /// The first element within, at any depth, for which this holds.
    pub(crate) fn find_where(&self, wanted: &impl Fn(&Self) -> bool) -> Option<&Self> {
        self.elements().find_map(|element| if wanted(element) { Some(element) } else { element.find_where(wanted) })
    }

    /// Every element within for which this holds, outermost first; what lies in one of them is not looked at.
    pub(crate) fn outermost_where(&self, wanted: &impl Fn(&Self) -> bool) -> Vec<&Self> {
        let mut found = vec![];
        for element in self.elements() {
            if wanted(element) {
                found.push(element);
            } else {
                found.extend(element.outermost_where(wanted));
            }
        }
        found
    }

    fn gather<'a>(&'a self, wanted: &impl Fn(&Self) -> bool, found: &mut Vec<&'a Self>) {
        for element in self.elements() {
            if wanted(element) {
                found.push(element);
            }
            element.gather(wanted, found);
        }
    }

    /// All its text as written; the text of elements that never show is left out, and line breaks are line ends.
    pub(crate) fn raw_text(&self) -> String {
        let mut text = String::new();
        self.push_text(&mut text);
        text
    }

    /// All its text with white space collapsed.
    pub(crate) fn text(&self) -> String {
        collapse_white_space(&self.raw_text()).into_owned()
    }

    /// [`text`](Self::text), where there is any.
    pub(crate) fn said(&self) -> Option<String> {
        Some(self.text()).filter(|text| !text.is_empty())
    }

    /// The text of the first child of this name that says anything.
    pub(crate) fn child_text(&self, name: &str) -> Option<String> {
        self.children_named(name).find_map(Self::said)
    }

    fn push_text(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(part) => text.push_str(part),
                Node::Element(element) => match element.local() {
                    "script" | "style" | "template" => {}
                    "br" => text.push('\n'),
                    _ => element.push_text(text),
                },
            }
        }
    }
}

//! What the readers of XML formats share: which elements are records, and the ways in which values are kept.

use std::io;
use std::sync::Arc;

use cuttings_core::Draft;
use serde_json::Value;

use super::elements::{self, Extent, Plan, Prologue};
use super::{Head, Reader, Stream, stands_alone_in_utf8};
use crate::markup::Element;
use crate::record::{Flow, ReadRecord, RecordSink, Rejection};

/// A format of XML.
#[derive(Clone, Copy)]
pub(super) struct XmlFormat {
    pub(super) name: &'static str,
    /// The names that the outermost element may have.
    pub(super) roots: &'static [&'static str],
    /// What else must stand in the beginning of the document.
    pub(super) mark: Option<&'static [u8]>,
    /// The names of the elements that are records.
    pub(super) records: &'static [&'static str],
    pub(super) extent: Extent,
    /// Whether what stands before the first record says something of all of them, such as the name of a feed.
    pub(super) has_surroundings: bool,
    /// Makes a draft of a record and of what stands before the first one.
    pub(super) read: fn(&Element, &Element) -> Result<Draft, Rejection>,
}

impl Reader for XmlFormat {
    fn name(&self) -> &'static str {
        self.name
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        let root = elements::root_name(head.text_start());
        let has_mark = || self.mark.is_none_or(|mark| memchr::memmem::find(head.bytes, mark).is_some());
        root.is_some_and(|root| self.roots.contains(&root.as_str())) && has_mark()
    }

    fn cuts_at_ascii(&self) -> bool {
        true
    }

    fn reads_markup(&self) -> bool {
        true
    }

    fn stands_alone(&self, record: &[u8]) -> Result<(), &'static str> {
        if self.has_surroundings {
            return Err("what the feed says of all its items is not kept with them; import the feed again");
        }
        stands_alone_in_utf8(record)
    }

    fn split(&self, stream: Stream<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        let plan = Plan {
            format: self.name,
            begins: &|tag| self.records.iter().any(|name| tag.is(name)),
            extent: self.extent,
            reader: &|prologue| Arc::new(XmlRecord { around: prologue.tree(), prologue, read: self.read }),
        };
        elements::cut(stream, &plan, sink)
    }
}

struct XmlRecord {
    prologue: Prologue,
    around: Element,
    read: fn(&Element, &Element) -> Result<Draft, Rejection>,
}

impl ReadRecord for XmlRecord {
    fn read(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        let (root, note) = self.prologue.parse_xml(bytes)?;
        let record = root.elements().next().ok_or_else(|| Rejection::new("is no element"))?;
        let mut draft = (self.read)(record, &self.around)?;
        draft.notes.extend(note);
        Ok(draft)
    }
}

/// Adds a name to a list where it is not yet.
pub(super) fn push_new(list: &mut Vec<String>, name: Option<String>) {
    if let Some(name) = name
        && !list.contains(&name)
    {
        list.push(name);
    }
}

/// Keeps one more value under a name.
pub(super) fn keep(draft: &mut Draft, name: &str, value: &str) {
    let list = draft.extra.entry(name).or_insert_with(|| Value::Array(vec![]));
    if let Value::Array(list) = list
        && !list.iter().any(|kept| kept == value)
    {
        list.push(value.into());
    }
}

/// Keeps a value under a name that has none yet.
pub(super) fn keep_first(draft: &mut Draft, name: &str, value: Option<String>) {
    if let Some(value) = value {
        draft.extra.entry(name).or_insert_with(|| value.into());
    }
}

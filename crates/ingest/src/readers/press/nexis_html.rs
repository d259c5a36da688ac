//! Nexis in HTML: documents between anchors.

use std::io;
use std::sync::Arc;

use cuttings_core::Draft;

use super::declared::Counted;
use super::labels::numbering;
use super::nexis;
use crate::markup::blocks;
use crate::readers::elements::{Extent, Plan, Prologue, cut};
use crate::readers::{Head, Reader, Stream, stands_alone_in_utf8};
use crate::record::{Flow, ReadRecord, RecordSink, Rejection};

/// The anchor before a document.
const ANCHOR: &[u8] = b"DOC_ID_";

/// The reader of Nexis in HTML.
pub(crate) struct NexisHtml;

impl Reader for NexisHtml {
    fn name(&self) -> &'static str {
        "nexis-html"
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        let holds = |bytes: &[u8]| memchr::memmem::find(head.bytes, bytes).is_some();
        head.text_start().starts_with(b"<") && holds(ANCHOR) && holds(b"DOCFULL")
    }

    fn cuts_at_ascii(&self) -> bool {
        true
    }

    fn reads_markup(&self) -> bool {
        true
    }

    fn stands_alone(&self, record: &[u8]) -> Result<(), &'static str> {
        stands_alone_in_utf8(record)
    }

    fn split(&self, stream: Stream<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        let source = Arc::clone(&stream.source);
        let mut counted = Counted::new(sink, number);
        let plan = Plan {
            format: self.name(),
            begins: &|tag| tag.is("a") && tag.holds(ANCHOR),
            extent: Extent::Section,
            reader: &|prologue| Arc::new(Document { prologue }),
        };
        match cut(stream, &plan, &mut counted)? {
            Flow::Stop => Ok(Flow::Stop),
            Flow::Continue => Ok(counted.finish(source, self.name(), None)),
        }
    }
}

/// The number in `<P><SPAN>1 of 10 DOCUMENTS</SPAN>` near the beginning of a document.
fn number(bytes: &[u8]) -> Option<(u64, u64)> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1000)]);
    head.split(['<', '>']).find_map(numbering)
}

struct Document {
    prologue: Prologue,
}

impl ReadRecord for Document {
    fn read(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        let (root, note) = self.prologue.parse_html(bytes)?;
        let mut draft = nexis::make_draft(blocks(&root))?;
        draft.notes.extend(note);
        Ok(draft)
    }
}

//! Bookmarks in HTML: the file of Netscape, which every browser and service writes, and the list of Pocket.

use std::io;
use std::sync::Arc;

use cuttings_core::Draft;

use super::no_text;
use crate::markup::Element;
use crate::readers::elements::{Extent, Plan, Prologue, cut};
use crate::readers::{Head, Reader, Stream};
use crate::record::{Flow, ReadRecord, RecordSink, Rejection};

/// The reader of a list of links in HTML.
pub(crate) struct BookmarksHtml {
    name: &'static str,
    /// What only such files have in their beginning.
    mark: &'static [u8],
}

/// Netscape's bookmarks (<https://learn.microsoft.com/previous-versions/windows/internet-explorer/ie-developer/platform-apis/aa753582(v=vs.85)>).
pub(crate) const NETSCAPE: BookmarksHtml =
    BookmarksHtml { name: "bookmarks", mark: b"<!DOCTYPE NETSCAPE-Bookmark-file-1" };
/// Pocket's list.
pub(crate) const POCKET_HTML: BookmarksHtml = BookmarksHtml { name: "pocket", mark: b"<title>Pocket Export</title>" };

impl Reader for BookmarksHtml {
    fn name(&self) -> &'static str {
        self.name
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        head.text_start().starts_with(b"<") && memchr::memmem::find(head.bytes, self.mark).is_some()
    }

    fn cuts_at_ascii(&self) -> bool {
        true
    }

    fn reads_markup(&self) -> bool {
        true
    }

    fn split(&self, stream: Stream<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        let plan = Plan {
            format: self.name,
            begins: &|tag| tag.is("a"),
            extent: Extent::Element,
            reader: &|prologue| Arc::new(Link { prologue }),
        };
        cut(stream, &plan, sink)
    }
}

struct Link {
    prologue: Prologue,
}

impl ReadRecord for Link {
    fn read(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        let (root, _) = self.prologue.parse_html(bytes)?;
        let link = root.find("a");
        let title = link.and_then(Element::said);
        Err(no_text(title.as_deref(), link.and_then(|link| link.attribute("href"))))
    }
}

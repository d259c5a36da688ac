//! Web archives: WARC (ISO 28500) and the older ARC. Inside a WACZ they are found by the container.
//!
//! A record of ours is an answer of a server (`response`), a thing in itself (`resource`, `conversion`) or a *revisit*,
//! which stands for an earlier record of the same file; its raw bytes are those of the web archive's record, header
//! included, without the blank lines behind it. Its locator counts all records of the file and says the address:
//! `record 12 <https://a.example/b>`.
//!
//! | in the web archive | becomes |
//! |---|---|
//! | a page (HTML), a plain text, a JSON object | an article |
//! | anything else that is not listed here | a rejected record with what it is |
//! | an answer that is no success, as HTTP 404 | a rejected record with the status |
//! | images, sound, film, fonts, style sheets, scripts, redirects, `robots.txt` | one rejected record for each type and file, with their number |
//! | a revisit of something that is not in the file | a rejected record that says of what |
//! | `warcinfo`, `request`, `metadata`, names looked up (`dns:`) | nothing: they are about the crawl |
//!
//! Chunks and content encodings are undone when an article is read. Lengths are checked against where the next record
//! begins, damaged places are passed over, and each becomes a rejected record with what was lost.

mod arc;
mod article;
mod cut;
mod header;
mod http;
mod revisits;
mod select;
mod syntax;
#[cfg(test)]
mod tests;

use std::io;

use arc::{ArcSyntax, DESCRIPTION};
use cut::Cutter;
use header::{Kind, Parsed, Syntax};
use syntax::WarcSyntax;

use super::{Head, Reader, Stream};
use crate::record::{Flow, RecordSink};

/// The reader of WARC files.
pub(crate) struct WarcFiles;

impl Reader for WarcFiles {
    fn name(&self) -> &'static str {
        "warc"
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        WarcSyntax.begins(head.text_start())
    }

    fn holds_bytes(&self) -> bool {
        true
    }

    fn goes_on_behind_faults(&self) -> bool {
        true
    }

    fn stands_alone(&self, record: &[u8]) -> Result<(), &'static str> {
        stands_alone(&WarcSyntax, record)
    }

    fn split(&self, stream: Stream<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        Cutter::new(&WarcSyntax, self.name(), stream, sink).cut()
    }
}

/// The reader of ARC files.
pub(crate) struct ArcFiles;

impl Reader for ArcFiles {
    fn name(&self) -> &'static str {
        "arc"
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        head.bytes.starts_with(DESCRIPTION)
    }

    fn holds_bytes(&self) -> bool {
        true
    }

    fn goes_on_behind_faults(&self) -> bool {
        true
    }

    fn stands_alone(&self, record: &[u8]) -> Result<(), &'static str> {
        stands_alone(&ArcSyntax, record)
    }

    fn split(&self, stream: Stream<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        Cutter::new(&ArcSyntax, self.name(), stream, sink).cut()
    }
}

/// A record has its header and the head of its answer with it; only a revisit leaves its page to another record.
fn stands_alone(syntax: &dyn Syntax, record: &[u8]) -> Result<(), &'static str> {
    match syntax.parse(record) {
        Parsed::Whole(header) if header.kind == Kind::Revisit => {
            Err("it repeats another record, which its file has; import that again")
        }
        _ => Ok(()),
    }
}

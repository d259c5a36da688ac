//! Cuts the elements of XML and HTML out of a stream: every record is an exact slice of it, and what is broken costs
//! the record that it is in.

mod prologue;
mod tags;
#[cfg(test)]
mod tests;

use std::io;
use std::sync::Arc;

pub(super) use prologue::Prologue;
pub(super) use tags::Tag;
use tags::{Found, Scanner};

use super::Stream;
use super::window::{Window, too_long};
use crate::passed::Passed;
use crate::record::{Flow, Raw, ReadRecord, Record, RecordSink, Rejection};

/// How much of what stands before the first record is kept to learn from (bytes).
const PROLOGUE_BYTES: usize = 64 << 10;
/// So many bytes may be gone over again at the start of a stream.
const LOOK_BACK: u64 = 1 << 20;

const NOT_CLOSED: &str = "is not closed; reading goes on at the next item";
const CUT_SHORT: &str = "the file ends within this item: it seems to be cut short";

/// How far a record reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// To the end of the element that begins it; another beginning within it means that it is broken.
    Element,
    /// To the end of the element that begins it, which may hold further ones.
    Nested,
    /// To where the next one begins.
    Section,
}

/// Which parts of a stream are records, and what reads them.
pub(super) struct Plan<'p> {
    pub(super) format: &'static str,
    /// Whether a tag that is no end begins a record.
    pub(super) begins: &'p dyn Fn(Tag<'_>) -> bool,
    pub(super) extent: Extent,
    /// Makes the reader of the records out of what stands before the first.
    pub(super) reader: &'p dyn Fn(Prologue) -> Arc<dyn ReadRecord>,
}

/// The name of the outermost element without its prefix, of a document that begins like XML: with a tag, or with
/// declarations and comments before it.
pub(super) fn root_name(head: &[u8]) -> Option<String> {
    if head.first() != Some(&b'<') {
        return None;
    }
    let mut scanner = Scanner::default();
    let Found::Tag(span) = scanner.next(head, true) else { return None };
    let tag = Tag::new(&head[span.start..span.end]);
    (!tag.is_end()).then(|| tag.local_name())
}

/// Cuts a stream.
///
/// # Errors
/// The stream's own error; the records before it have been pushed.
pub(super) fn cut(stream: Stream<'_>, plan: &Plan<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
    let Stream { source, input, limits, .. } = stream;
    let cutter = Cutter {
        window: Window::new(input),
        scanner: Scanner::default(),
        complete: false,
        limit: limits.record_bytes,
        source,
        plan,
        sink,
        prologue: vec![],
        reader: None,
        items: 0,
        looked_back: 0,
    };
    cutter.cut()
}

struct Cutter<'a, 'b> {
    window: Window<'a>,
    /// Its offsets are those of the window.
    scanner: Scanner,
    /// Whether the window holds all that is left of the stream.
    complete: bool,
    limit: u64,
    source: Arc<str>,
    plan: &'b Plan<'b>,
    sink: &'b mut dyn RecordSink,
    prologue: Vec<u8>,
    reader: Option<Arc<dyn ReadRecord>>,
    items: u64,
    /// Bytes that were gone over twice.
    looked_back: u64,
}

impl Cutter<'_, '_> {
    fn cut(mut self) -> io::Result<Flow> {
        loop {
            match self.scanner.next(self.window.bytes(), self.complete) {
                Found::Tag(span) => {
                    let tag = Tag::new(&self.window.bytes()[span.start..span.end]);
                    if tag.is_end() || !(self.plan.begins)(tag) {
                        continue;
                    }
                    let (is_whole, name) = (tag.is_empty(), tag.to_name());
                    self.drop_front(span.start);
                    let flow = if is_whole && self.plan.extent != Extent::Section {
                        self.push_whole(None, span.end - span.start)
                    } else {
                        self.cut_record(&name)?
                    };
                    if flow == Flow::Stop {
                        return Ok(Flow::Stop);
                    }
                }
                Found::More => {
                    self.drop_front(self.scanner.at());
                    if self.complete {
                        return Ok(Flow::Continue);
                    }
                    self.complete = !self.window.extend()?;
                }
            }
        }
    }

    /// Lets go of bytes that belong to no record.
    fn drop_front(&mut self, length: usize) {
        if self.reader.is_none() {
            let room = PROLOGUE_BYTES.saturating_sub(self.prologue.len()).min(length);
            self.prologue.extend_from_slice(&self.window.bytes()[..room]);
        }
        self.window.skip(length);
        self.scanner.moved(length);
    }

    /// Cuts the record at the window, of whose first tag the scanner stands behind.
    fn cut_record(&mut self, name: &[u8]) -> io::Result<Flow> {
        let mut depth = 1_u64;
        let mut passed: Option<Passed> = None;
        loop {
            let known = self.window.bytes().len();
            // The limit holds to the byte, so that it does not matter in what chunks the stream comes.
            let end = if passed.is_some() { known } else { known.min(self.over_limit()) };
            let complete = self.complete && end == known;
            match self.scanner.next(&self.window.bytes()[..end], complete) {
                Found::Tag(span) => {
                    let tag = Tag::new(&self.window.bytes()[span.start..span.end]);
                    let begins_another = !tag.is_end() && self.plan.extent != Extent::Nested && (self.plan.begins)(tag);
                    if begins_another {
                        self.scanner.restart(span.start);
                        return Ok(match self.plan.extent {
                            Extent::Section => self.push_whole(passed, span.start),
                            _ => self.push_broken(passed, span.start, NOT_CLOSED),
                        });
                    }
                    if self.plan.extent == Extent::Section || !tag.is_named_as(name) {
                        continue;
                    }
                    match (tag.is_end(), tag.is_empty()) {
                        (true, _) => depth -= 1,
                        (false, false) => depth += 1,
                        (false, true) => {}
                    }
                    if depth == 0 {
                        return Ok(self.push_whole(passed, span.end));
                    }
                }
                Found::More => {
                    let is_over = passed.is_none() && end == self.over_limit();
                    if (is_over || complete)
                        && passed.is_none()
                        && let Some(at) = self.find_swallowed(end)
                    {
                        self.scanner.restart(at);
                        return Ok(self.push_broken(None, at, NOT_CLOSED));
                    }
                    if complete {
                        return Ok(match self.plan.extent {
                            Extent::Section => self.push_whole(passed, known),
                            _ => self.push_broken(passed, known, CUT_SHORT),
                        });
                    }
                    if is_over || passed.is_some() {
                        let scanned = self.scanner.at().min(end);
                        self.window.pass(passed.get_or_insert_default(), scanned);
                        self.scanner.moved(scanned);
                    }
                    if end == known {
                        self.complete = !self.window.extend()?;
                    }
                }
            }
        }
    }

    /// The first length that is over the limit (bytes).
    fn over_limit(&self) -> usize {
        self.limit.saturating_add(1) as usize
    }

    /// Where the next record seems to begin within a comment or a CDATA section that does not end. That much may be
    /// gone over again only in proportion to what was read: where it is more, the input is made so.
    fn find_swallowed(&mut self, length: usize) -> Option<usize> {
        if !self.scanner.is_in_section() || self.looked_back > 4 * self.window.taken() + LOOK_BACK {
            return None;
        }
        self.looked_back += length as u64;
        let bytes = &self.window.bytes()[..length];
        let mut blind = Scanner::blind(1);
        while let Found::Tag(span) = blind.next(bytes, true) {
            let tag = Tag::new(&bytes[span.start..span.end]);
            if !tag.is_end() && (self.plan.begins)(tag) {
                return Some(span.start);
            }
        }
        None
    }

    fn push_whole(&mut self, passed: Option<Passed>, length: usize) -> Flow {
        let raw = self.take(passed, length);
        let reader = match raw {
            Raw::Bytes(_) => Ok(self.reader()),
            Raw::Passed { .. } => Err(too_long(self.limit)),
        };
        self.push(raw, reader)
    }

    fn push_broken(&mut self, passed: Option<Passed>, length: usize, reason: &str) -> Flow {
        let raw = self.take(passed, length);
        self.push(raw, Err(Rejection::new(reason)))
    }

    fn take(&mut self, passed: Option<Passed>, length: usize) -> Raw {
        let raw = self.window.take_record(passed, length, self.limit);
        self.scanner.moved(length);
        raw
    }

    fn reader(&mut self) -> Arc<dyn ReadRecord> {
        let Self { reader, prologue, plan, .. } = self;
        Arc::clone(reader.get_or_insert_with(|| (plan.reader)(Prologue::new(&std::mem::take(prologue)))))
    }

    fn push(&mut self, raw: Raw, reader: Result<Arc<dyn ReadRecord>, Rejection>) -> Flow {
        self.items += 1;
        let (source, locator) = (Arc::clone(&self.source), format!("item {}", self.items));
        self.sink.push(Record { source, locator, format: self.plan.format, raw, reader })
    }
}

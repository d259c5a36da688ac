//! Cuts a JSON document into its items, and finds the next item after a broken one.

use std::io;
use std::sync::Arc;

use super::opening::{Lead, Opening, PATTERN_BYTES};
use super::scan::{Scanner, Step};
use super::shape::{Shape, shape};
use crate::passed::Passed;
use crate::readers::window::{Window, too_long};
use crate::readers::{HEAD_BYTES, Stream};
use crate::record::{CutShort, Flow, Raw, ReadRecord, Record, RecordSink, Rejection};

/// So much of a list (bytes) shows whether it is one of objects.
const LOOK_AHEAD: usize = 64;
/// So many bytes may be gone over again at the start of a document.
const LOOK_BACK: u64 = 1 << 20;

const NOT_CLOSED: &str = "is not closed";
const CUT_SHORT: &str = "the file ends within this item: it seems to be cut short";

/// The state of one document being cut.
pub(super) struct Cutter<'a, 'b> {
    window: Window<'a>,
    limit: u64,
    source: Arc<str>,
    format: &'static str,
    object: Arc<dyn ReadRecord>,
    sink: &'b mut dyn RecordSink,
    items: u64,
    /// What stands before the current item.
    lead: Lead,
    opening: Opening,
    /// Bytes that were gone over twice.
    looked_back: u64,
    /// Whether the end of the stream has been reported already.
    end_is_reported: bool,
}

impl<'a, 'b> Cutter<'a, 'b> {
    pub(super) fn new(
        stream: Stream<'a>,
        format: &'static str,
        object: Arc<dyn ReadRecord>,
        sink: &'b mut dyn RecordSink,
    ) -> Self {
        Self {
            window: Window::new(stream.input),
            limit: stream.limits.record_bytes,
            source: stream.source,
            format,
            object,
            sink,
            items: 0,
            lead: Lead::of_first(),
            opening: Opening::default(),
            looked_back: 0,
            end_is_reported: false,
        }
    }

    /// Cuts the whole stream.
    pub(super) fn cut(mut self) -> io::Result<Flow> {
        self.window.extend_to(3)?;
        if self.window.bytes().starts_with(b"\xef\xbb\xbf") {
            self.window.skip(3);
        }
        while let Some(first) = self.skip_to_item()? {
            let flow = match first {
                b'[' => {
                    self.window.skip(1);
                    self.cut_list()?
                }
                b'{' => {
                    self.window.extend_to(HEAD_BYTES)?;
                    let head = self.window.bytes();
                    match shape(&head[..head.len().min(HEAD_BYTES)]) {
                        Shape::Wrapper { items_at } => self.cut_wrapper(items_at)?,
                        Shape::One => self.cut_item()?,
                    }
                }
                _ => self.cut_item()?,
            };
            if flow == Flow::Stop {
                return Ok(Flow::Stop);
            }
        }
        Ok(Flow::Continue)
    }

    /// Cuts the items of a list, and of the lists of objects in it, up to its closing bracket.
    fn cut_list(&mut self) -> io::Result<Flow> {
        self.lead.clear();
        let mut depth = 1_u64;
        loop {
            match self.skip_to_item()? {
                Some(b']') => {
                    self.window.skip(1);
                    depth -= 1;
                    if depth == 0 {
                        return Ok(Flow::Continue);
                    }
                }
                Some(b'[') if self.is_list_of_objects()? => {
                    self.window.skip(1);
                    depth += 1;
                }
                Some(_) => {
                    if self.cut_item()? == Flow::Stop {
                        return Ok(Flow::Stop);
                    }
                }
                None if self.end_is_reported => return Ok(Flow::Continue),
                None => return Ok(self.report_end("the file ends within the list: it seems to be cut short")),
            }
        }
    }

    /// Whether the list at the window begins with an object or is empty. Pages of results are often put into one list
    /// so.
    fn is_list_of_objects(&mut self) -> io::Result<bool> {
        self.window.extend_to(LOOK_AHEAD)?;
        let bytes = self.window.bytes();
        let inner = bytes[1..bytes.len().min(LOOK_AHEAD)].trim_ascii_start();
        Ok(matches!(inner.first(), Some(b'{' | b']')))
    }

    fn cut_wrapper(&mut self, items_at: usize) -> io::Result<Flow> {
        self.window.skip(items_at);
        if self.cut_list()? == Flow::Stop {
            return Ok(Flow::Stop);
        }
        let mut scanner = Scanner::within_object();
        loop {
            match scanner.scan(self.window.bytes()) {
                Step::End(end) => {
                    self.window.skip(end);
                    return Ok(Flow::Continue);
                }
                Step::Broken(_) => break,
                Step::More => self.window.skip(self.window.bytes().len()),
            }
            if !self.window.extend()? {
                break;
            }
        }
        if self.end_is_reported { Ok(Flow::Continue) } else { self.reject_rest() }
    }

    /// Rejects all that is left of the stream after a list.
    fn reject_rest(&mut self) -> io::Result<Flow> {
        let mut passed = Passed::default();
        loop {
            self.window.pass(&mut passed, self.window.bytes().len());
            if !self.window.extend()? {
                break;
            }
        }
        let raw = passed.finish();
        let reason = match raw {
            Raw::Passed { size: 0, .. } => "the file ends within the object around the list: it seems to be cut short",
            _ => "what follows the list is not valid JSON",
        };
        let locator = self.after_items();
        Ok(self.push_as(locator, raw, Err(Rejection::new(reason))))
    }

    /// Cuts one value, which begins at the window.
    fn cut_item(&mut self) -> io::Result<Flow> {
        self.items += 1;
        let mut scanner = Scanner::new();
        let mut ahead = 0;
        let mut passed: Option<Passed> = None;
        loop {
            let bytes = self.window.bytes();
            // The limit holds to the byte, so that it does not matter in what chunks the stream comes.
            let end = if passed.is_some() { bytes.len() } else { bytes.len().min(self.over_limit()) };
            match scanner.scan(&bytes[ahead..end]) {
                Step::End(length) => return Ok(self.push_whole(passed, ahead + length)),
                Step::Broken(at) => {
                    let place = passed.as_ref().map_or(0, Passed::size) + (ahead + at) as u64;
                    return self.cut_broken(passed, ahead + at, &format!("is not valid JSON near its byte {place}"));
                }
                Step::More => ahead = end,
            }
            if passed.is_some() || ahead == self.over_limit() {
                if passed.is_none() && self.has_swallowed_another(ahead) {
                    return self.cut_broken(None, ahead, NOT_CLOSED);
                }
                self.window.pass(passed.get_or_insert_default(), ahead);
                ahead = 0;
            }
            if self.window.bytes().len() > ahead || self.window.extend()? {
                continue;
            }
            return if scanner.is_whole_at_end() {
                Ok(self.push_whole(passed, ahead))
            } else if passed.is_none() && self.has_swallowed_another(ahead) {
                self.cut_broken(None, ahead, NOT_CLOSED)
            } else {
                self.end_is_reported = true;
                let raw = self.window.take_record(passed, ahead, self.limit);
                let reader = match raw {
                    Raw::Bytes(_) => Ok(CutShort::wrap(Arc::clone(&self.object), CUT_SHORT)),
                    Raw::Passed { .. } => Err(Rejection::new(CUT_SHORT)),
                };
                Ok(self.push(raw, reader))
            };
        }
    }

    /// The first length that is over the limit (bytes).
    fn over_limit(&self) -> usize {
        self.limit.saturating_add(1) as usize
    }

    /// Whether an item that does not end within so many bytes lacks a bracket and has taken in those after it: where
    /// items begin lines, they show.
    fn has_swallowed_another(&mut self, length: usize) -> bool {
        self.learn_first();
        self.may_look_back()
            && self.opening.is_certain()
            && self.opening.find(&self.window.bytes()[..length], 1).is_some()
    }

    /// Whether the part of a broken item before its fault may be gone over again. That part is mostly short; where it
    /// is long time after time, the input is made so.
    fn may_look_back(&self) -> bool {
        self.looked_back <= 4 * self.window.taken() + LOOK_BACK
    }

    /// Learns from the current item how items begin if no whole one has shown it.
    fn learn_first(&mut self) {
        if !self.opening.is_known() {
            self.opening.learn(&self.lead, self.window.bytes());
        }
    }

    fn push_whole(&mut self, passed: Option<Passed>, length: usize) -> Flow {
        if passed.is_none() {
            self.opening.learn(&self.lead, self.window.bytes());
        }
        let raw = self.window.take_record(passed, length, self.limit);
        let reader = match raw {
            Raw::Bytes(_) => Ok(Arc::clone(&self.object)),
            Raw::Passed { .. } => Err(too_long(self.limit)),
        };
        self.push(raw, reader)
    }

    /// Rejects the item at the window up to where the next one seems to begin, or to the end of the stream. Of an item
    /// that is kept, the part before its `fault` (an offset in the window) is looked through as well.
    fn cut_broken(&mut self, mut passed: Option<Passed>, at: usize, fault: &str) -> io::Result<Flow> {
        let mut searched = at;
        if passed.is_none() && self.may_look_back() {
            self.looked_back += at as u64;
            self.learn_first();
            searched = 1;
        }
        let end = loop {
            if let Some(at) = self.opening.find(self.window.bytes(), searched) {
                break at;
            }
            let length = self.window.bytes().len();
            // The beginning of an item may be cut off here.
            searched = length.saturating_sub(PATTERN_BYTES).max(searched.min(length));
            if searched as u64 > self.limit {
                self.window.pass(passed.get_or_insert_default(), searched);
                searched = 0;
            }
            if !self.window.extend()? {
                self.end_is_reported = true;
                break self.window.bytes().len();
            }
        };
        let is_kept = passed.is_none() && end as u64 <= self.limit;
        let broken = if is_kept { &self.window.bytes()[..end] } else { &[] };
        let blanks = broken.iter().rev().take_while(|byte| byte.is_ascii_whitespace() || **byte == b',').count();
        let raw = self.window.take_record(passed, end - blanks, self.limit);
        let then = if self.end_is_reported { "no further item was found" } else { "reading goes on at the next item" };
        Ok(self.push(raw, Err(Rejection::new(format!("{fault}; {then}")))))
    }

    /// Skips white space and commas: the first byte of the next item, or `None` at the end of the stream.
    fn skip_to_item(&mut self) -> io::Result<Option<u8>> {
        loop {
            let bytes = self.window.bytes();
            let blanks = bytes.iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == b',').count();
            self.lead.extend(&bytes[..blanks]);
            let next = bytes.get(blanks).copied();
            self.window.skip(blanks);
            if next.is_some() || !self.window.extend()? {
                return Ok(next);
            }
        }
    }

    fn after_items(&self) -> String {
        format!("after item {}", self.items)
    }

    fn report_end(&mut self, reason: &str) -> Flow {
        self.end_is_reported = true;
        let locator = self.after_items();
        self.push_as(locator, Passed::default().finish(), Err(Rejection::new(reason)))
    }

    fn push(&mut self, raw: Raw, reader: Result<Arc<dyn ReadRecord>, Rejection>) -> Flow {
        self.lead.clear();
        self.push_as(format!("item {}", self.items), raw, reader)
    }

    fn push_as(&mut self, locator: String, raw: Raw, reader: Result<Arc<dyn ReadRecord>, Rejection>) -> Flow {
        let source = Arc::clone(&self.source);
        self.sink.push(Record { source, locator, format: self.format, raw, reader })
    }
}

//! Cuts a JSON document into its items, and finds the next item after a broken one.

use std::io;
use std::sync::Arc;

use super::JsonObject;
use super::scan::{Scanner, Step, first_value};
use super::shape::{Shape, shape};
use crate::passed::Passed;
use crate::readers::window::{Window, too_long};
use crate::readers::{HEAD_BYTES, Stream};
use crate::record::{Flow, Raw, ReadRecord, Record, RecordSink, Rejection};

/// White space before an item is remembered up to this (bytes); deeper indents are no help.
const LEAD_BYTES: usize = 64;
/// A first key is looked for in so many bytes of an item.
const KEY_BYTES: usize = 256;

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
    /// The line end and indent before the current item, or nothing where it does not begin a line.
    lead: Vec<u8>,
    /// How an item begins, up to the end of its first key: `{"id"`.
    opening: Vec<u8>,
    /// Whether the end of the stream has been reported already.
    end_is_reported: bool,
}

impl<'a, 'b> Cutter<'a, 'b> {
    pub(super) fn new(stream: Stream<'a>, format: &'static str, sink: &'b mut dyn RecordSink) -> Self {
        Self {
            window: Window::new(stream.input),
            limit: stream.limits.record_bytes,
            source: stream.source,
            format,
            object: Arc::new(JsonObject::item(Arc::clone(stream.fields))),
            sink,
            items: 0,
            lead: b"\n".to_vec(),
            opening: Vec::new(),
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

    /// Cuts the items of a list up to its closing bracket.
    fn cut_list(&mut self) -> io::Result<Flow> {
        self.lead.clear();
        loop {
            match self.skip_to_item()? {
                Some(b']') => {
                    self.window.skip(1);
                    return Ok(Flow::Continue);
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
        let mut scanned = 0;
        let mut passed: Option<Passed> = None;
        loop {
            match scanner.scan(&self.window.bytes()[scanned..]) {
                Step::End(end) => return Ok(self.push_whole(passed, scanned + end)),
                Step::Broken(at) => {
                    return self.cut_broken(passed, &format!("is not valid JSON near its byte {}", scanned + at));
                }
                Step::More => scanned = self.window.bytes().len(),
            }
            if scanned as u64 > self.limit {
                if passed.is_none() {
                    // An item that lacks a bracket swallows those after it; where items begin lines, they show.
                    if !self.lead.is_empty() && self.find_next_item(1).is_some() {
                        return self.cut_broken(None, "is not closed");
                    }
                    self.learn_opening();
                }
                self.window.pass(passed.get_or_insert_default(), scanned);
                scanned = 0;
            }
            if !self.window.extend()? {
                return if scanner.is_whole_at_end() {
                    Ok(self.push_whole(passed, scanned))
                } else if passed.is_none() && !self.lead.is_empty() && self.find_next_item(1).is_some() {
                    self.cut_broken(None, "is not closed")
                } else {
                    self.end_is_reported = true;
                    let raw = self.window.take_record(passed, scanned, self.limit);
                    Ok(self.push(raw, Err(Rejection::new(CUT_SHORT))))
                };
            }
        }
    }

    fn push_whole(&mut self, passed: Option<Passed>, length: usize) -> Flow {
        if passed.is_none() {
            self.learn_opening();
        }
        let raw = self.window.take_record(passed, length, self.limit);
        let reader = match raw {
            Raw::Bytes(_) => Ok(Arc::clone(&self.object)),
            Raw::Passed { .. } => Err(too_long(self.limit)),
        };
        self.push(raw, reader)
    }

    /// Rejects the item at the window up to where the next one seems to begin, or to the end of the stream.
    fn cut_broken(&mut self, mut passed: Option<Passed>, fault: &str) -> io::Result<Flow> {
        if self.opening.is_empty() {
            self.learn_opening();
        }
        let mut searched = usize::from(passed.is_none());
        let end = loop {
            if let Some(at) = self.find_next_item(searched) {
                break at;
            }
            let length = self.window.bytes().len();
            // The beginning of an item may be cut off here.
            searched = length.saturating_sub(LEAD_BYTES + KEY_BYTES).max(searched.min(length));
            if length as u64 > self.limit {
                self.window.pass(passed.get_or_insert_default(), searched);
                searched = 0;
            }
            if !self.window.extend()? {
                self.end_is_reported = true;
                break self.window.bytes().len();
            }
        };
        let broken = &self.window.bytes()[..end];
        let blanks = broken.iter().rev().take_while(|byte| byte.is_ascii_whitespace() || **byte == b',').count();
        let raw = self.window.take_record(passed, end - blanks, self.limit);
        let then = if self.end_is_reported { "no further item was found" } else { "reading goes on at the next item" };
        Ok(self.push(raw, Err(Rejection::new(format!("{fault}; {then}")))))
    }

    /// The offset where the next item seems to begin: where an object stands after the same line end and indent, else
    /// where one begins with the same first key.
    fn find_next_item(&self, from: usize) -> Option<usize> {
        let mut pattern = self.lead.clone();
        if pattern.is_empty() {
            pattern.extend_from_slice(&self.opening);
        }
        if pattern.last().is_none_or(u8::is_ascii_whitespace) {
            pattern.push(b'{');
        }
        memchr::memmem::find(self.window.bytes().get(from..)?, &pattern).map(|at| from + at)
    }

    /// Remembers how the item at the window begins.
    fn learn_opening(&mut self) {
        let bytes = self.window.bytes();
        let bytes = &bytes[..bytes.len().min(KEY_BYTES)];
        let Some(inner) = bytes.strip_prefix(b"{") else {
            return;
        };
        let key = inner.trim_ascii_start();
        if key.starts_with(b"\"")
            && let Some(key_text) = first_value(key)
        {
            let length = bytes.len() - key.len() + key_text.len();
            self.opening.clear();
            self.opening.extend_from_slice(&bytes[..length]);
        }
    }

    /// Skips white space and commas: the first byte of the next item, or `None` at the end of the stream.
    fn skip_to_item(&mut self) -> io::Result<Option<u8>> {
        loop {
            let bytes = self.window.bytes();
            let blanks = bytes.iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == b',').count();
            for byte in &bytes[..blanks] {
                match byte {
                    b'\n' => {
                        self.lead.clear();
                        self.lead.push(b'\n');
                    }
                    b',' => self.lead.clear(),
                    _ if self.lead.is_empty() => {}
                    _ if self.lead.len() == LEAD_BYTES => self.lead.clear(),
                    _ => self.lead.push(*byte),
                }
            }
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
        self.push_as(locator, Raw::Bytes(Vec::new()), Err(Rejection::new(reason)))
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

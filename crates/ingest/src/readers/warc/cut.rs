//! A web archive into records. Their bounds are not trusted: where a record does not end at the start of the next one,
//! that start is looked for, and what cannot be read is passed over to the next record.

use std::io;
use std::sync::Arc;

use super::article::Article;
use super::header::{Header, Kind, Parsed, Syntax};
use super::revisits::Revisits;
use super::select::{Fate, select};
use crate::passed::Passed;
use crate::readers::Stream;
use crate::readers::passed_over::PassedOver;
use crate::readers::window::{Window, too_long};
use crate::record::{CutShort, Flow, Raw, ReadRecord, Record, RecordSink, Rejection};

/// A longer header (bytes) is none.
const LONGEST_HEADER: usize = 1 << 20;
/// How much of a block is looked at to judge a record that is too long to be read (bytes).
const JUDGED: usize = 16 << 10;
/// A file with more damaged places than this is given up.
const MOST_DAMAGES: u64 = 1000;
/// Ends a record of a WARC, whatever follows.
const RECORD_END: &[u8] = b"\r\n\r\n";
/// Characters of an address in a locator.
const LONGEST_URL: usize = 300;

/// Cuts one stream.
pub(super) struct Cutter<'a, 's> {
    syntax: &'static dyn Syntax,
    format: &'static str,
    source: Arc<str>,
    fields: Arc<crate::FieldMap>,
    limit: u64,
    window: Window<'a>,
    /// Whether the stream has ended.
    ended: bool,
    /// An error of the stream behind the bytes in the window; there may be more behind it.
    fault: Option<io::Error>,
    records: u64,
    damages: u64,
    revisits: Revisits,
    passed_over: PassedOver,
    sink: &'s mut dyn RecordSink,
}

/// The bounds of a record.
struct Extent {
    /// Its bytes, header included.
    length: usize,
    note: Option<String>,
    /// Why it is not whole.
    cut_short: Option<String>,
}

impl<'a, 's> Cutter<'a, 's> {
    pub(super) fn new(
        syntax: &'static dyn Syntax,
        format: &'static str,
        stream: Stream<'a>,
        sink: &'s mut dyn RecordSink,
    ) -> Self {
        let limit = stream.limits.record_bytes;
        Self {
            syntax,
            format,
            source: stream.source,
            fields: Arc::clone(stream.fields),
            limit,
            window: Window::new(stream.input),
            ended: false,
            fault: None,
            records: 0,
            damages: 0,
            revisits: Revisits::new(limit),
            passed_over: PassedOver::default(),
            sink,
        }
    }

    /// Cuts to the end.
    ///
    /// # Errors
    /// More damaged places than a file of any use has, in words.
    pub(super) fn cut(mut self) -> io::Result<Flow> {
        loop {
            if self.damages > MOST_DAMAGES {
                let words = format!("has more than {MOST_DAMAGES} damaged places and is not read any further");
                return Err(io::Error::other(words));
            }
            self.skip_blank_lines();
            let flow = if self.window.bytes().is_empty() {
                match self.fault.take() {
                    Some(fault) => {
                        self.reject_damage(Passed::default().finish(), format!("{fault}; reading goes on behind it"))
                    }
                    None => break,
                }
            } else if let Some(header) = self.read_header() {
                self.records += 1;
                self.take_record(&header)
            } else {
                self.resynchronize()
            };
            if flow == Flow::Stop {
                return Ok(flow);
            }
        }
        for (kind, raw, rejection) in std::mem::take(&mut self.passed_over).report() {
            if self.push(kind, raw, Err(rejection)) == Flow::Stop {
                return Ok(Flow::Stop);
            }
        }
        Ok(Flow::Continue)
    }

    /// Whether nothing more can be read before the fault is dealt with.
    fn is_over(&self) -> bool {
        self.ended || self.fault.is_some()
    }

    /// Reads one more chunk; `false` at the end and at a fault.
    fn extend(&mut self) -> bool {
        if self.is_over() {
            return false;
        }
        match self.window.extend() {
            Ok(more) => self.ended = !more,
            Err(fault) => self.fault = Some(fault),
        }
        !self.is_over()
    }

    fn extend_to(&mut self, length: usize) {
        while self.window.bytes().len() < length && self.extend() {}
    }

    fn skip_blank_lines(&mut self) {
        loop {
            let bytes = self.window.bytes();
            let blank = bytes.iter().take_while(|byte| is_blank(**byte)).count();
            let all = blank == bytes.len();
            self.window.skip(blank);
            if !all || !self.extend() {
                return;
            }
        }
    }

    /// The header that stands here, if one does.
    fn read_header(&mut self) -> Option<Box<Header>> {
        loop {
            match self.syntax.parse(self.window.bytes()) {
                Parsed::Whole(header) => return Some(header),
                Parsed::Broken => return None,
                Parsed::Incomplete if self.window.bytes().len() > LONGEST_HEADER || !self.extend() => return None,
                Parsed::Incomplete => {}
            }
        }
    }

    fn take_record(&mut self, header: &Header) -> Flow {
        let whole = header.block.map(|block| block.saturating_add(header.length as u64));
        let is_long = whole.is_some_and(|whole| whole > self.limit);
        let extent = if is_long { None } else { self.find_extent(header, whole.map(|whole| whole as usize)) };
        self.extend_to(header.length + JUDGED);
        let bytes = self.window.bytes();
        let end = extent.as_ref().map_or(bytes.len(), |extent| extent.length);
        let fate = select(header, &bytes[header.length..end]);
        let Some(Extent { length, note, cut_short }) = extent else {
            return self.pass_record(header, whole.unwrap_or(u64::MAX), fate);
        };
        let reader = match fate {
            Fate::Skipped => {
                self.window.skip(length);
                return Flow::Continue;
            }
            Fate::PassedOver(kind) => {
                self.window.pass(self.passed_over.count(&kind), length);
                return Flow::Continue;
            }
            Fate::Rejected(reason) => Err(Rejection::new(reason)),
            Fate::Read => match cut_short {
                Some(reason) => {
                    // The reason tells of it.
                    self.damages += u64::from(self.fault.take().is_some());
                    self.reader(header, length, note).map(|reader| CutShort::wrap(reader, reason))
                }
                None => self.reader(header, length, note),
            },
        };
        let raw = Raw::Bytes(self.window.take(length));
        self.push(self.locator(header), raw, reader)
    }

    /// Reads past a record that is too long to be held, at most to where the next one begins.
    fn pass_record(&mut self, header: &Header, length: u64, fate: Fate) -> Flow {
        let mut passed = Passed::default();
        let mut from = header.length;
        loop {
            let bytes = self.window.bytes();
            let left = usize::try_from(length - passed.size()).unwrap_or(usize::MAX);
            let next = self.find_next(bytes, from).filter(|next| *next < left);
            if let Some(end) = next.or((left <= bytes.len()).then_some(left)) {
                self.window.pass(&mut passed, end);
                break;
            }
            // A start may be cut by the end of the window.
            let keep = self.syntax.lookahead().min(bytes.len());
            let length = bytes.len() - keep;
            self.window.pass(&mut passed, length);
            from = 0;
            if !self.extend() {
                let length = self.window.bytes().len();
                self.window.pass(&mut passed, length);
                break;
            }
        }
        let rejection = match fate {
            Fate::Skipped => return Flow::Continue,
            Fate::PassedOver(kind) => {
                // Its own hash stands for its bytes.
                if let Raw::Passed { sha256, .. } = passed.finish() {
                    self.passed_over.count(&kind).update(&sha256);
                }
                return Flow::Continue;
            }
            Fate::Rejected(reason) => Rejection::new(reason),
            Fate::Read => too_long(self.limit),
        };
        self.push(self.locator(header), passed.finish(), Err(rejection))
    }

    /// Where a record ends; `None` where that is too far away.
    fn find_extent(&mut self, header: &Header, whole: Option<usize>) -> Option<Extent> {
        if let Some(whole) = whole {
            self.extend_to(whole + self.syntax.lookahead());
            if self.window.bytes().get(whole..).is_some_and(|rest| self.is_boundary(rest)) {
                return Some(Extent { length: whole, note: None, cut_short: None });
            }
        }
        // The length is wrong, or the record is cut short.
        let mut from = header.length;
        loop {
            let bytes = self.window.bytes();
            let found = self.find_next(bytes, from);
            let end = match found {
                Some(at) => at,
                None if !self.is_over() && (bytes.len() as u64) <= self.limit => {
                    from = bytes.len().saturating_sub(self.syntax.lookahead()).max(header.length);
                    self.extend();
                    continue;
                }
                None if !self.is_over() => return whole.map(|length| Extent { length, note: None, cut_short: None }),
                None => bytes.len(),
            };
            let block = bytes[..end].trim_ascii_end().len().max(header.length) - header.length;
            let said = header.block.map_or("none".to_owned(), |block| block.to_string());
            let cut_short = (found.is_none() && whole.is_none_or(|whole| bytes.len() < whole)).then(|| {
                let why = self.fault.as_ref().map(|fault| format!(": {fault}")).unwrap_or_default();
                format!("is cut short: {block} of {said} bytes are there{why}")
            });
            let note = format!("the record has {block} bytes; its header says {said}");
            let length = if found.is_some() { header.length + block } else { end };
            return Some(Extent { length, note: Some(note), cut_short });
        }
    }

    /// Whether a record can end where these bytes follow.
    fn is_boundary(&self, rest: &[u8]) -> bool {
        let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let next = &rest[blank..];
        next.is_empty() || rest.starts_with(RECORD_END) || self.syntax.begins(next)
    }

    /// Where the next record begins behind a blank line.
    fn find_next(&self, bytes: &[u8], mut from: usize) -> Option<usize> {
        loop {
            let at = self.syntax.find(bytes, from)?;
            let before = &bytes[..at];
            if self.syntax.separators().iter().any(|separator| before.ends_with(separator)) {
                return Some(at);
            }
            from = at + memchr::memchr(b'\n', &bytes[at..])? + 1;
        }
    }

    /// Passes over what is no record, to the next one.
    fn resynchronize(&mut self) -> Flow {
        let mut passed = Passed::default();
        loop {
            // What stands here is no start, or the start of a broken header.
            let bytes = self.window.bytes();
            let line = memchr::memchr(b'\n', bytes).map(|at| at + 1);
            if let Some(next) = line.and_then(|line| self.syntax.find(bytes, line)) {
                self.window.pass(&mut passed, next);
                break;
            }
            let keep = if self.is_over() { 0 } else { self.syntax.lookahead().min(bytes.len()) };
            // A line that is cut by the end of the window is looked at again from its start.
            let lines = memchr::memrchr(b'\n', &bytes[..bytes.len() - keep]);
            let length = lines.map_or(bytes.len() - keep, |at| at);
            self.window.pass(&mut passed, length);
            if !self.extend() && (self.window.bytes().is_empty() || length == 0) {
                let length = self.window.bytes().len();
                self.window.pass(&mut passed, length);
                break;
            }
        }
        let why = self.fault.take().map(|fault| format!(" ({fault})")).unwrap_or_default();
        let (size, name) = (passed.size(), self.syntax.name());
        let reason = format!("{size} bytes stand there that are no {name} record{why}; reading goes on behind them");
        self.reject_damage(passed.finish(), reason)
    }

    fn reject_damage(&mut self, raw: Raw, reason: String) -> Flow {
        self.damages += 1;
        let place =
            if self.records == 0 { "at the start".to_owned() } else { format!("after record {}", self.records) };
        self.push(place, raw, Err(Rejection::new(reason)))
    }

    /// What reads a record that may be an article, the first so many bytes of the window.
    fn reader(
        &mut self,
        header: &Header,
        length: usize,
        note: Option<String>,
    ) -> Result<Arc<dyn ReadRecord>, Rejection> {
        let mut same_as = None;
        if header.kind == Kind::Revisit {
            same_as = Some(self.revisits.resolve(header).ok_or_else(|| {
                let url = header.refers_to_url.as_deref().or(header.url.as_deref()).unwrap_or("a page");
                let when = header.refers_to_date.as_deref().map(|date| format!(" of {date}")).unwrap_or_default();
                let what = format!("is the same as an earlier capture of {url}{when}");
                Rejection::new(format!(
                    "{what}, which is not in this file, or too far before; import the file that has it"
                ))
            })?);
        } else {
            self.revisits.keep(header, &self.window.bytes()[..length]);
        }
        let (fields, limit) = (Arc::clone(&self.fields), self.limit);
        Ok(Arc::new(Article { syntax: self.syntax, fields, limit, same_as, note }))
    }

    fn locator(&self, header: &Header) -> String {
        let number = self.records;
        match &header.url {
            Some(url) => {
                let url: String = url.chars().filter(|c| !c.is_control()).take(LONGEST_URL).collect();
                format!("record {number} <{url}>")
            }
            None => format!("record {number}"),
        }
    }

    fn push(&mut self, locator: String, raw: Raw, reader: Result<Arc<dyn ReadRecord>, Rejection>) -> Flow {
        let source = Arc::clone(&self.source);
        self.sink.push(Record { source, locator, format: self.format, raw, reader })
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

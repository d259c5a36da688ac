//! Nexis in plain text: every document begins with a line such as `1 of 10 DOCUMENTS`.

use std::io;
use std::sync::Arc;

use cuttings_core::Draft;

use super::declared::Counted;
use super::labels::numbering;
use super::nexis;
use crate::paragraphs::split_at_blank_lines;
use crate::passed::Passed;
use crate::readers::window::{Window, too_long};
use crate::readers::{Head, Reader, Stream};
use crate::record::{Flow, Raw, ReadRecord, Record, RecordSink, Rejection};
use crate::text_encoding::decode;

/// A line that begins a document is no longer than this (bytes).
const LONGEST_LINE: usize = 200;

/// The reader of Nexis in plain text.
pub(crate) struct NexisText;

impl Reader for NexisText {
    fn name(&self) -> &'static str {
        "nexis-text"
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        head.bytes.first() != Some(&b'<') && head.lines().any(|(line, whole)| whole && begins_document(line).is_some())
    }

    fn cuts_at_ascii(&self) -> bool {
        true
    }

    fn stands_alone(&self, _record: &[u8]) -> Result<(), &'static str> {
        Ok(())
    }

    fn split(&self, stream: Stream<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        let Stream { source, input, limits, .. } = stream;
        let (limit, document) = (limits.record_bytes, Arc::new(Document) as Arc<dyn ReadRecord>);
        let mut counted =
            Counted::new(sink, |bytes| bytes.split(|byte| *byte == b'\n').next().and_then(begins_document));
        let mut window = Window::new(input);
        let (mut items, mut open, mut at) = (0_u64, false, 0);
        let mut passed: Option<Passed> = None;
        let mut within_line = false;
        loop {
            let bytes = window.bytes();
            let line_end = memchr::memchr(b'\n', &bytes[at..]).map(|end| at + end + 1);
            // A long line begins no document, and is not waited for.
            let is_long = line_end.is_none() && bytes.len() - at > LONGEST_LINE;
            let complete = line_end.is_none() && !is_long && !window.extend()?;
            if line_end.is_none() && !is_long && !complete {
                continue;
            }
            let length = window.bytes().len();
            let end = line_end.unwrap_or(length);
            let begins = !within_line && !is_long && begins_document(&window.bytes()[at..end]).is_some();
            within_line = is_long;
            let is_last = complete && end == length;
            if open && (begins || is_last) {
                let taken = if begins { at } else { length };
                items += 1;
                let raw = window.take_record(passed.take(), taken, limit);
                let reader = match &raw {
                    Raw::Bytes(_) => Ok(Arc::clone(&document)),
                    Raw::Passed { .. } => Err(too_long(limit)),
                };
                let record = Record {
                    source: Arc::clone(&source),
                    locator: format!("item {items}"),
                    format: self.name(),
                    raw,
                    reader,
                };
                if counted.push(record) == Flow::Stop {
                    return Ok(Flow::Stop);
                }
                at = 0;
                if !begins {
                    return Ok(counted.finish(source, self.name(), None));
                }
                open = false;
                continue;
            }
            if is_last {
                return Ok(counted.finish(source, self.name(), None));
            }
            if begins && !open {
                // What stands before the first document is about the download.
                window.skip(at);
                (at, open) = (end - at, true);
            } else {
                at = end;
            }
            if !open {
                window.skip(at);
                at = 0;
            } else if at as u64 > limit {
                window.pass(passed.get_or_insert_default(), at);
                at = 0;
            }
        }
    }
}

fn begins_document(line: &[u8]) -> Option<(u64, u64)> {
    if line.len() > LONGEST_LINE || !line.trim_ascii_start().first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    numbering(std::str::from_utf8(line).ok()?)
}

struct Document;

impl ReadRecord for Document {
    fn read(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        let decoded = decode(bytes);
        let mut draft = nexis::make_draft(split_at_blank_lines(&decoded.text))?;
        draft.notes.extend(decoded.note);
        Ok(draft)
    }
}

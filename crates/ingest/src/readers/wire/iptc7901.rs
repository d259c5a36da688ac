//! IPTC 7901 (<https://iptc.org/standards/iptc-7901/>), the telegraph's format: SOH, a header line, slug lines, STX, the
//! text, ETX, and the time at the end. Messages may follow each other.

use std::io;
use std::sync::Arc;

use cuttings_core::Draft;

use super::running_text;
use crate::passed::Passed;
use crate::readers::window::{Window, too_long};
use crate::readers::xml::keep_first;
use crate::readers::{Head, Reader, Stream};
use crate::record::{Flow, Raw, ReadRecord, Record, RecordSink, Rejection};
use crate::text_encoding::decode;

const SOH: u8 = 1;
const STX: u8 = 2;
const ETX: u8 = 3;
const EOT: u8 = 4;

/// The header is found in so many bytes after the start.
const HEADER_BYTES: usize = 1000;

/// The reader of IPTC 7901.
pub(crate) struct Iptc7901;

impl Reader for Iptc7901 {
    fn name(&self) -> &'static str {
        "iptc7901"
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        let Some(start) = head.bytes.iter().take(HEADER_BYTES).position(|byte| *byte == SOH) else { return false };
        // What stands before the header is synchronization and white space.
        let is_blank = head.bytes[..start].iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0x16);
        let header = &head.bytes[start..head.bytes.len().min(start + HEADER_BYTES)];
        let line = header.split(|byte| *byte == b'\n').next().unwrap_or_default();
        // A source, a number, a priority: `dpa062 4 i 211`.
        let words = line[1..].split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
        let begins_with_source = line.get(1).is_some_and(u8::is_ascii_alphabetic);
        is_blank && begins_with_source && words.count() >= 3 && memchr::memchr(STX, header).is_some()
    }

    fn holds_bytes(&self) -> bool {
        true
    }

    fn stands_alone(&self, _record: &[u8]) -> Result<(), &'static str> {
        Ok(())
    }

    fn split(&self, stream: Stream<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        let limit = stream.limits.record_bytes;
        let mut window = Window::new(stream.input);
        let mut items = 0_u64;
        loop {
            // Messages go from one SOH to the next.
            let mut passed: Option<Passed> = None;
            let mut searched = 1;
            let end = loop {
                let bytes = window.bytes();
                if let Some(at) = bytes.get(searched..).and_then(|rest| memchr::memchr(SOH, rest)) {
                    break Some(searched + at);
                }
                searched = bytes.len().max(1);
                if bytes.len() as u64 > limit {
                    let length = bytes.len();
                    window.pass(passed.get_or_insert_default(), length);
                    searched = 0;
                }
                if !window.extend()? {
                    break None;
                }
            };
            let length = end.unwrap_or(window.bytes().len());
            if length == 0 && passed.is_none() {
                return Ok(Flow::Continue);
            }
            let raw = window.take_record(passed, length, limit);
            let reader: Result<Arc<dyn ReadRecord>, _> = match &raw {
                Raw::Bytes(bytes) if !bytes.contains(&STX) && bytes.len() < HEADER_BYTES && !bytes.contains(&SOH) => {
                    continue;
                }
                Raw::Bytes(_) => Ok(Arc::new(Message)),
                Raw::Passed { .. } => Err(too_long(limit)),
            };
            items += 1;
            let source = Arc::clone(&stream.source);
            let record = Record { source, locator: format!("item {items}"), format: self.name(), raw, reader };
            if sink.push(record) == Flow::Stop {
                return Ok(Flow::Stop);
            }
        }
    }
}

struct Message;

impl ReadRecord for Message {
    fn read(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        let start = bytes.iter().position(|byte| *byte == SOH).map_or(0, |at| at + 1);
        let text_at = memchr::memchr(STX, bytes).ok_or_else(|| Rejection::new("has no start of text"))?.max(start);
        let end = memchr::memchr(ETX, &bytes[text_at..]).map_or(bytes.len(), |at| text_at + at);
        let mut draft = Draft::default();
        let header = decode(&bytes[start..text_at]);
        let body = decode(bytes.get(text_at + 1..end).unwrap_or_default());
        draft.notes.extend(body.note);
        let mut lines = header.text.lines().map(str::trim).filter(|line| !line.is_empty());
        let first = lines.next().unwrap_or_default();
        read_header(first, &mut draft);
        keep_first(&mut draft, "slugline", Some(lines.collect::<Vec<_>>().join(" ")).filter(|slug| !slug.is_empty()));
        if let Some(after) = bytes.get(end + 1..) {
            let after: Vec<u8> = after.iter().copied().take_while(|byte| *byte != EOT).collect();
            read_end(decode(&after).text.trim_matches(|c: char| c.is_control() || c.is_whitespace()), &mut draft);
        }
        take_title(&body.text, &mut draft);
        Ok(draft)
    }
}

/// Reads `dpa062 4 i 211 slug dpa 061`: the source and number, the priority, the category, the words.
fn read_header(line: &str, draft: &mut Draft) {
    let mut words = line.split_whitespace();
    let Some(id) = words.next() else { return };
    draft.external_id = Some(id.to_owned());
    let source: String = id.chars().take_while(|c| c.is_alphabetic()).collect();
    draft.site = Some(source).filter(|source| !source.is_empty());
    for name in ["priority", "category", "words", "keyword"] {
        keep_first(draft, name, words.next().map(str::to_owned));
    }
}

/// Reads the day, time, zone, month and year at the end, as in `131137 GMT Nov 13`.
fn read_end(text: &str, draft: &mut Draft) {
    let words: Vec<_> = text.split_whitespace().collect();
    let [time, zone, month, year, ..] = words.as_slice() else { return };
    if time.len() != 6 || !time.bytes().all(|byte| byte.is_ascii_digit()) || year.len() != 2 {
        keep_first(draft, "end", Some(text.to_owned()).filter(|text| !text.is_empty()));
        return;
    }
    let (day, clock) = time.split_at(2);
    let (hour, minute) = clock.split_at(2);
    let zone = if zone.eq_ignore_ascii_case("gmt") || zone.eq_ignore_ascii_case("utc") { "GMT" } else { zone };
    draft.set_published(&format!("{day} {month} {year} {hour}:{minute} {zone}"));
}

/// The first lines up to a blank or indented one are the headline, which agencies end with `=`.
fn take_title(text: &str, draft: &mut Draft) {
    let text = text.trim_start_matches(['\r', '\n']);
    let is_break = |line: &str| line.trim().is_empty() || line.starts_with("   ");
    let title: Vec<_> = text.lines().take_while(|line| !is_break(line)).collect();
    let joined = title.join(" ");
    let joined = joined.trim().trim_end_matches('=').trim_end();
    if title.len() <= 3 && !joined.is_empty() && text.lines().count() > title.len() {
        draft.title = Some(joined.split_whitespace().collect::<Vec<_>>().join(" "));
        let rest: Vec<_> = text.lines().skip(title.len()).collect();
        draft.blocks = running_text::paragraphs(&rest.join("\n"));
    } else {
        draft.blocks = running_text::paragraphs(text);
    }
}

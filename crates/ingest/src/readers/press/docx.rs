//! Word files (ECMA-376): the documents of a Nexis export, each a part of the file's text, or the text as a whole.

use std::io::{self, Cursor};
use std::ops::Range;
use std::sync::Arc;

use cuttings_core::{Block, Draft};

use super::declared::Counted;
use super::labels::meaning;
use super::nexis;
use crate::Limits;
use crate::input::Document;
use crate::markup::{Element, Entities, parse_xml};
use crate::readers::window::{Window, too_long};
use crate::readers::{Head, Reader, Stream};
use crate::record::{Flow, Raw, ReadRecord, Record, RecordSink, Rejection};

/// The member with the text.
const TEXT: &str = "word/document.xml";
/// What a paragraph has that begins a document.
const OUTLINE: &[u8] = b"<w:outlineLvl w:val=\"0\"";

/// The reader of Word files.
pub(crate) struct Docx;

impl Reader for Docx {
    fn name(&self) -> &'static str {
        "docx"
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        head.bytes.starts_with(b"PK\x03\x04") && memchr::memmem::find(head.bytes, b"word/").is_some()
    }

    fn holds_bytes(&self) -> bool {
        true
    }

    fn split(&self, stream: Stream<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        let limit = stream.limits.record_bytes;
        let source = stream.source;
        let record = |locator: String, raw: Raw, reader| Record {
            source: Arc::clone(&source),
            locator,
            format: self.name(),
            raw,
            reader,
        };
        let raw = Window::new(stream.input).take_whole(limit)?;
        let Raw::Bytes(bytes) = &raw else {
            return Ok(sink.push(record(String::new(), raw, Err(too_long(limit)))));
        };
        let text = match document_xml(bytes, stream.limits) {
            Ok(text) => text,
            Err(rejection) => return Ok(sink.push(record(String::new(), raw, Err(rejection)))),
        };
        let parts = parts(&text);
        let Some(first) = parts.first() else {
            let reader: Arc<dyn ReadRecord> = Arc::new(Part { is_of_nexis: false });
            return Ok(sink.push(record(String::new(), Raw::Bytes(text), Ok(reader))));
        };
        let declared = declared(&text[..first.start]);
        let reader: Arc<dyn ReadRecord> = Arc::new(Part { is_of_nexis: true });
        let mut counted = Counted::new(sink, |_| None);
        for (at, part) in parts.into_iter().enumerate() {
            let raw = Raw::Bytes(text[part].to_vec());
            if counted.push(record(format!("item {}", at + 1), raw, Ok(Arc::clone(&reader)))) == Flow::Stop {
                return Ok(Flow::Stop);
            }
        }
        Ok(counted.finish(Arc::clone(&source), self.name(), declared))
    }
}

/// The text of a Word file as XML.
fn document_xml(bytes: &[u8], limits: Limits) -> Result<Vec<u8>, Rejection> {
    let read = |mut file: Document<_>| file.read(TEXT).map_err(|reason| format!("its member {TEXT} {reason}"));
    let text = Document::open(Cursor::new(bytes), limits).and_then(read);
    text.map_err(|reason| Rejection::new(format!("is a Word file that cannot be opened: {reason}")))
}

/// The parts of an export: from one title to the next. Empty where the file is no export of Nexis.
fn parts(text: &[u8]) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = vec![];
    for at in memchr::memmem::find_iter(text, OUTLINE) {
        let from = starts.last().copied().unwrap_or_default();
        let before = &text[from..at];
        let start = memchr::memmem::rfind(before, b"<w:p>").max(memchr::memmem::rfind(before, b"<w:p "));
        if let Some(start) = start.filter(|start| *start > 0) {
            starts.push(from + start);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let parts: Vec<_> = starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect();
    let is_document = |part: &Range<usize>| {
        paragraphs(&text[part.clone()]).is_ok_and(|lines| lines.iter().any(|line| meaning(&line.text) == Some("end")))
    };
    if parts.iter().any(is_document) { parts } else { vec![] }
}

/// The number in the line `Documents (10)` of the list before the first document.
fn declared(cover: &[u8]) -> Option<u64> {
    let lines = paragraphs(cover).ok()?;
    lines.iter().find_map(|line| {
        let (word, number) = line.text.strip_suffix(')')?.rsplit_once('(')?;
        (meaning(word) == Some("documents")).then(|| number.trim().parse().ok())?
    })
}

fn paragraphs(xml: &[u8]) -> Result<Vec<Block>, Rejection> {
    let root = parse_xml(&String::from_utf8_lossy(xml), &Entities::default())?;
    let text = |paragraph: &Element| {
        let mut text = String::new();
        for run in paragraph.all("r") {
            for part in run.elements() {
                match part.local() {
                    "t" => text.push_str(&part.raw_text()),
                    "br" | "tab" | "cr" => text.push(' '),
                    _ => {}
                }
            }
        }
        cuttings_core::collapse_white_space(&text).into_owned()
    };
    let lines = root.outermost_where(&|element| element.is("w:p")).into_iter().map(text);
    Ok(lines.filter(|line| !line.is_empty()).map(Block::paragraph).collect())
}

struct Part {
    is_of_nexis: bool,
}

impl ReadRecord for Part {
    fn read(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        let blocks = paragraphs(bytes)?;
        if self.is_of_nexis { nexis::make_draft(blocks) } else { Ok(Draft { blocks, ..Draft::default() }) }
    }
}

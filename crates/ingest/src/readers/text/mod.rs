//! Plain text: any file of words, from a scraped page dump to newswire, notes and letters. The whole stream is one record.
//!
//! The text is cut into [lines](lines::Line); [front matter](front_matter), [headers] and [footers] are taken off its
//! ends, the rest is put together into [pieces], and the [title] with what stands near it is taken off their top. Each
//! step takes only what it is sure of and leaves the rest to the next, so that whatever is not understood is body.

pub(crate) mod authors;
mod characters;
mod footers;
mod front_matter;
mod headers;
mod headings;
mod keyed;
mod labels;
mod leads;
mod lines;
mod marks;
mod meta_lines;
mod metadata;
mod pieces;
mod preformatted;
mod seams;
mod sentences;
#[cfg(test)]
mod tests;
mod title;
mod wrapping;

use std::io;
use std::sync::Arc;

use cuttings_core::{Block, Draft, Role};

use super::window::Window;
use super::{Head, Reader, Stream};
use crate::record::{Flow, Raw, ReadRecord, Record, RecordSink, Rejection};
use crate::text_encoding;

/// Reads any text. It is the last reader: what it is given is no other format and not binary.
pub struct PlainText;

impl Reader for PlainText {
    fn name(&self) -> &'static str {
        "text"
    }

    fn recognizes(&self, _head: &Head<'_>) -> bool {
        true
    }

    fn stands_alone(&self, _record: &[u8]) -> Result<(), &'static str> {
        Ok(())
    }

    fn split(&self, stream: Stream<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        let limit = stream.limits.record_bytes;
        let raw = Window::new(stream.input).take_whole(limit)?;
        let reader: Result<Arc<dyn ReadRecord>, Rejection> = match &raw {
            Raw::Bytes(_) => Ok(Arc::new(Self)),
            Raw::Passed { size, .. } => {
                Err(Rejection::new(format!("has {size} bytes; the limit for one record is {limit}")))
            }
        };
        let record = Record { source: stream.source, locator: String::new(), format: self.name(), raw, reader };
        Ok(sink.push(record))
    }
}

impl ReadRecord for PlainText {
    fn read(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        let decoded = text_encoding::decode(bytes);
        let text = characters::clean(&decoded.text);
        let mut draft = Draft { notes: decoded.note.into_iter().collect(), ..Draft::default() };
        let Some(lines) = lines::split(&text) else {
            draft.blocks.push(unsplit(&text));
            draft.notes.push(TOO_MANY_LINES.to_owned());
            return Ok(draft);
        };
        let without_fields = draft.clone();
        let rest = front_matter::take(&lines, &mut draft);
        let rest = headers::take(rest, &mut draft);
        let rest = footers::take(rest, &mut draft);
        let pieces = title::take(pieces::assemble(rest), &mut draft);
        draft.blocks = headings::make_blocks(pieces, draft.title.is_some());
        if draft.has_text() {
            return Ok(draft);
        }
        // Metadata of nothing: then those lines are the text.
        let blocks = lines.iter().map(|line| Block::paragraph(line.text())).collect();
        Ok(Draft { blocks, ..without_fields })
    }
}

const TOO_MANY_LINES: &str = "more lines than an article has; kept as one preformatted block";

fn unsplit(text: &str) -> Block {
    Block { role: Role::Preformatted, text: text.trim().to_owned() }
}

/// The blocks of a text that is known to be all body, because what it is called and by whom is said elsewhere, and a
/// note where it could not be taken apart.
pub(super) fn read_body(text: &str) -> (Vec<Block>, Option<String>) {
    let text = characters::clean(text);
    match lines::split(&text) {
        Some(lines) => (headings::make_blocks(pieces::assemble(&lines), true), None),
        None => (vec![unsplit(&text)], Some(TOO_MANY_LINES.to_owned())),
    }
}

//! The readers: one file per format, tried in the order of [`ALL`] on the first bytes of a stream.

mod csv;
mod elements;
mod epub;
mod feeds;
#[cfg(test)]
mod formats;
mod html;
mod indexed;
mod json;
mod jsonl;
mod links;
mod mime;
mod parquet;
mod passed_over;
mod press;
#[cfg(test)]
mod test_support;
#[cfg(test)]
mod tests;
mod text;
mod unsupported;
mod warc;
mod window;
mod wire;
mod xml;
mod zim;

use std::io::{self, BufRead};
use std::sync::Arc;

use cuttings_core::{Draft, collapse_white_space};

use crate::record::{Flow, Raw, ReadRecord, Record, RecordSink, Rejection};
use crate::{FieldMap, Limits};
pub use indexed::{IndexedFile, IndexedReader, SeekRead};
/// Bylines, wherever they are found.
pub(crate) mod byline {
    pub(crate) use super::text::authors::{read_byline, read_names};
}
pub(crate) use unsupported::{is_utf16, unsupported};
use window::{Window, too_long};

/// How much of a stream a reader sees of it before it is chosen.
pub(crate) const HEAD_BYTES: usize = 64 << 10;

/// A record of more values than this is refused: each costs some hundred bytes of memory, however short it is.
const MAX_VALUES: usize = 1_000_000;
/// Shorter records (bytes) need not be counted.
const FEW_VALUES_BYTES: usize = 2 * MAX_VALUES;

/// What a reader may look at to recognize its format.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a> {
    /// The first bytes of the (decompressed) stream, up to 64 KiB.
    pub bytes: &'a [u8],
    /// Whether `bytes` is all there is.
    pub complete: bool,
    /// The lower-case extension of the name without a compression suffix (`jsonl` of `a.jsonl.gz`), or empty. A hint
    /// for undecided cases only: the bytes have the say.
    pub extension: &'a str,
}

impl<'a> Head<'a> {
    /// The bytes without a UTF-8 byte-order mark and leading white space.
    fn text_start(&self) -> &'a [u8] {
        self.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(self.bytes).trim_ascii_start()
    }

    /// The lines without white space at their ends, and whether each is whole: the last may go on after the head.
    fn lines(&self) -> impl Iterator<Item = (&'a [u8], bool)> + Clone + use<'a> {
        let complete = self.complete;
        let lines = self.text_start().split_inclusive(|byte| *byte == b'\n');
        lines.map(move |line| (line.trim_ascii(), complete || line.ends_with(b"\n")))
    }
}

/// The stream that a reader splits, with what it needs to know.
pub struct Stream<'a> {
    /// The name of the input, for the records.
    pub source: Arc<str>,
    /// The decompressed bytes.
    pub input: &'a mut dyn BufRead,
    /// Bounds on records.
    pub limits: Limits,
    /// The user's own field names.
    pub fields: &'a Arc<FieldMap>,
}

/// A format: recognizes a stream and splits it into records.
pub trait Reader: Send + Sync {
    /// The format's name in reports, such as `jsonl`.
    fn name(&self) -> &'static str;

    /// Whether a stream that begins so is of this format.
    fn recognizes(&self, head: &Head<'_>) -> bool;

    /// Whether it cuts records at ASCII bytes, so that UTF-16 must be turned into UTF-8 before it.
    fn cuts_at_ascii(&self) -> bool {
        false
    }

    /// Whether its files hold bytes of any kind by their nature, so that they are not refused for being no text.
    fn holds_bytes(&self) -> bool {
        false
    }

    /// Whether it deals with an error of the stream itself, and goes on behind it. For all others the stream ends there.
    fn goes_on_behind_faults(&self) -> bool {
        false
    }

    /// The reader as one that goes about in a file by an index, if it is one. It is then given files as they lie on
    /// disk; streams are for [`split`](Self::split) all the same.
    fn indexed(&self) -> Option<&dyn IndexedReader> {
        None
    }

    /// Whether it reads formats of marked-up text.
    fn reads_markup(&self) -> bool {
        false
    }

    /// Whether a record of this format, as it is kept, says all that the reader needs: given its bytes alone for a
    /// stream, it would make the same record of them. So it can be [read again](crate::cut_again) when the reader has
    /// become better. A format of which something stands elsewhere in the file is not one of these.
    ///
    /// # Errors
    /// What stands elsewhere, in words for the person who asked for it.
    fn stands_alone(&self, record: &[u8]) -> Result<(), &'static str> {
        let _ = record;
        Err("what surrounds a record of this format belongs to it and is not kept; import the file again")
    }

    /// Splits the stream, pushing every record in order, broken ones as rejections, until the end or until the sink
    /// stops.
    ///
    /// # Errors
    /// The stream's own error (a truncated gzip stream, a disk error); the records before it have been pushed.
    fn split(&self, stream: Stream<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow>;
}

/// Every reader, the strictest first; plain text takes what is left.
pub const ALL: &[&dyn Reader] = &[
    &warc::WarcFiles,
    &warc::ArcFiles,
    &epub::Epub,
    &links::OmnivoreZip,
    &parquet::Parquet,
    &zim::Zim,
    &mime::SavedPages,
    &mime::Mailboxes,
    &mime::MailFiles,
    &wire::Iptc7901,
    &wire::NEWSML_G2,
    &wire::NEWSML,
    &wire::NITF,
    &feeds::WXR,
    &feeds::RSS,
    &feeds::ATOM,
    &press::Docx,
    &press::FactivaXml,
    &press::FactivaHtml,
    &press::NexisHtml,
    &press::Europresse { has_articles: true },
    &press::Europresse { has_articles: false },
    &press::NexisText,
    &wire::NINJS,
    &feeds::JSON_FEED,
    &links::WALLABAG,
    &links::OMNIVORE,
    &links::KARAKEEP,
    &links::PINBOARD,
    &links::DELICIOUS,
    &links::READABILITY,
    &links::FIREFOX,
    &links::CHROME,
    &links::LINKWARDEN,
    &links::NETSCAPE,
    &links::POCKET_HTML,
    &html::Html,
    &json::Json,
    &jsonl::JsonLines,
    &links::POCKET_CSV,
    &links::INSTAPAPER,
    &links::READWISE,
    &csv::Csv,
    &text::PlainText,
];

/// The readers that give records of a format.
pub(crate) fn readers_of(format: &str) -> impl Iterator<Item = &'static dyn Reader> {
    ALL.iter().copied().filter(move |reader| reader.name() == format)
}

/// For formats whose documents name their encoding before the first record: a record in UTF-8 says so itself.
fn stands_alone_in_utf8(record: &[u8]) -> Result<(), &'static str> {
    let without_name =
        "it is not in UTF-8, and the name of its encoding stands elsewhere in the file; import that again";
    std::str::from_utf8(record).map(drop).map_err(|_| without_name)
}

/// The reader with an index that reads files that begin so, if there is one.
pub(crate) fn indexed_reader(head: &Head<'_>) -> Option<&'static dyn IndexedReader> {
    ALL.iter().filter_map(|reader| reader.indexed()).find(|reader| reader.recognizes(head))
}

/// Sets a title that is known from outside a page. That of the page is kept beside it, so that nothing is lost.
fn set_title(draft: &mut Draft, title: &str) {
    let title = collapse_white_space(title).trim().to_owned();
    if title.is_empty() {
        return;
    }
    let of_page = draft.title.replace(title.clone());
    if let Some(of_page) = of_page.filter(|of_page| *of_page != title) {
        draft.extra.insert("page_title".to_owned(), of_page.into());
    }
}

/// Pushes a stream as the one record that it is.
fn push_whole(
    format: &'static str,
    reader: Arc<dyn ReadRecord>,
    stream: Stream<'_>,
    sink: &mut dyn RecordSink,
) -> io::Result<Flow> {
    let limit = stream.limits.record_bytes;
    let raw = Window::new(stream.input).take_whole(limit)?;
    let reader = if matches!(raw, Raw::Bytes(_)) { Ok(reader) } else { Err(too_long(limit)) };
    Ok(sink.push(Record { source: stream.source, locator: String::new(), format, raw, reader }))
}

/// Refuses a record that would become too many values: `separators` are the bytes that can part two of them.
fn check_value_count(record: &[u8], separators: impl Iterator<Item = usize>) -> Result<(), Rejection> {
    if record.len() > FEW_VALUES_BYTES && separators.count() > MAX_VALUES {
        return Err(Rejection::new(format!("holds more than {MAX_VALUES} values")));
    }
    Ok(())
}

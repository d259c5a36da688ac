//! Formats with an index, whose readers go about in the file: it lies on disk where that can be had, and is held in
//! memory where it comes as a stream.

use std::io::{self, Cursor, Read, Seek};
use std::sync::Arc;

use super::window::Window;
use super::{Head, Reader, Stream};
use crate::record::{Flow, Raw, Record, RecordSink, Rejection};
use crate::{FieldMap, Limits};

/// Bytes that can be sought in.
pub trait SeekRead: Read + Seek + Send {}

impl<T: Read + Seek + Send> SeekRead for T {}

/// A file that can be sought in, with what its reader needs to know.
pub struct IndexedFile<'a> {
    /// The name of the input, for the records.
    pub source: Arc<str>,
    /// The decompressed bytes.
    pub file: Box<dyn SeekRead>,
    /// Bounds on records.
    pub limits: Limits,
    /// The user's own field names.
    pub fields: &'a Arc<FieldMap>,
}

/// A format with an index. Whatever has one is a [`Reader`] too, which holds the whole of a stream.
pub trait IndexedReader: Send + Sync {
    /// As [`Reader::name`].
    fn name(&self) -> &'static str;

    /// As [`Reader::recognizes`].
    fn recognizes(&self, head: &Head<'_>) -> bool;

    /// Splits the file as [`Reader::split`] does a stream.
    ///
    /// # Errors
    /// That of the disk; the records before it have been pushed.
    fn split_file(&self, file: IndexedFile<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow>;
}

impl<T: IndexedReader> Reader for T {
    fn name(&self) -> &'static str {
        IndexedReader::name(self)
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        IndexedReader::recognizes(self, head)
    }

    fn holds_bytes(&self) -> bool {
        true
    }

    fn indexed(&self) -> Option<&dyn IndexedReader> {
        Some(self)
    }

    fn split(&self, stream: Stream<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        split_held(self, stream, sink)
    }
}

/// Splits a stream by holding all of it in memory, up to the limit for one record.
fn split_held(reader: &dyn IndexedReader, stream: Stream<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
    let Stream { source, input, limits, fields } = stream;
    let raw = Window::new(input).take_whole(limits.record_bytes)?;
    let Raw::Bytes(bytes) = raw else {
        let limit = limits.record_bytes;
        let reason =
            format!("is longer than {limit} bytes and comes as a stream; unpack it and import the file itself");
        let (locator, reader, format) = (String::new(), Err(Rejection::new(reason)), reader.name());
        return Ok(sink.push(Record { source, locator, format, raw, reader }));
    };
    reader.split_file(IndexedFile { source, file: Box::new(Cursor::new(bytes)), limits, fields }, sink)
}

/// Rejects a whole file.
pub(super) fn reject_file(file: &IndexedFile<'_>, format: &'static str, reason: impl Into<String>) -> Record {
    let raw = crate::passed::Passed::default().finish();
    Record {
        source: Arc::clone(&file.source),
        locator: String::new(),
        format,
        raw,
        reader: Err(Rejection::new(reason)),
    }
}

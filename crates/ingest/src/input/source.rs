//! One stream to records: opened, unpacked, recognized and split, with what goes wrong underway as rejected records.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufRead, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use encoding_rs::Encoding;

use super::container::{Container, container};
use super::fault::Fault;
use super::peek::Peek;
use super::place::Place;
use super::tally::Tally;
use super::unpack::{MAX_DEPTH, Source, Trailing, Unpacked, compression, unpack};
use super::utf16::Utf16;
use super::{Progress, ReadOptions, tar, zip};
use crate::passed::Passed;
use crate::readers::{self, HEAD_BYTES, Head, IndexedFile, IndexedReader, Reader, Stream, is_utf16, unsupported};
use crate::record::{CutShort, Flow, Raw, Record, RecordSink, Rejection};

/// What every stream of one run is read with.
pub(super) struct Input<'a> {
    pub(super) options: &'a ReadOptions,
    pub(super) exclude: &'a [PathBuf],
    pub(super) sink: &'a mut dyn RecordSink,
    /// Records pushed so far.
    pub(super) pushed: u64,
}

impl Input<'_> {
    /// Reads a file, whatever it holds.
    pub(super) fn read_file(&mut self, path: &Path, name: &str) -> Flow {
        let size = path.metadata().map_or(0, |metadata| metadata.len());
        match File::open(path) {
            Ok(file) => {
                let before = self.options.progress.bytes_read.load(Ordering::Relaxed);
                let flow = self.read_opened(name, file);
                // A file that is not read to its end is done with all the same.
                self.options.progress.bytes_read.fetch_max(before + size, Ordering::Relaxed);
                flow
            }
            Err(error) => {
                self.options.progress.bytes_read.fetch_add(size, Ordering::Relaxed);
                self.reject(name, cannot_be_read(&error))
            }
        }
    }

    /// Reads a file that may be sought in, as formats with an index want.
    fn read_opened(&mut self, name: &str, mut file: File) -> Flow {
        let head = head_of_file(&mut file);
        if container(&head) != Some(Container::Zip) {
            let head = Head { bytes: &head, complete: head.len() < HEAD_BYTES, extension: &extension(name) };
            return match readers::indexed_reader(&head) {
                Some(reader) => self.split_file(&Place::of(name), reader, file),
                None => self.read_stream(name, file),
            };
        }
        let directory = zip::Directory::read(&mut file);
        let (place, tally) = (Place::of(name), Rc::default());
        let disk = Disk { inner: file, tally: Rc::clone(&tally), progress: Arc::clone(&self.options.progress) };
        self.read_container(&place, |input| zip::read(input, &place, disk, directory, &tally))
    }

    /// Reads an input that comes as a stream.
    pub(super) fn read_stream(&mut self, name: &str, inner: impl Read) -> Flow {
        let tally = Rc::default();
        let disk = Disk { inner, tally: Rc::clone(&tally), progress: Arc::clone(&self.options.progress) };
        self.read_source(&Place::of(name), Box::new(disk), &tally)
    }

    /// Reads a stream to its end, or as far as it can be read.
    pub(super) fn read_source<'s>(&mut self, place: &Place, inner: Box<dyn Read + 's>, tally: &Rc<Tally>) -> Flow {
        let most = MAX_DEPTH.saturating_sub(place.depth);
        let source = Peek::new(inner, HEAD_BYTES);
        let Unpacked { mut source, levels, trailing } = unpack(source, self.options.limits, tally, most);
        let place = &place.deeper(levels);
        let begun = self.pass_broken_start(place, &mut source);
        if begun == Flow::Stop {
            return begun;
        }
        let mut flow = match choose(&mut source, place) {
            Ok(Chosen::Reader { reader, transcode }) => self.split(place, source, reader, transcode),
            Ok(Chosen::Container(container)) => self.read_container(place, |input| match container {
                Container::Zip => zip::read_stream(input, place, source, tally),
                Container::Tar => tar::read(input, place, &mut source, tally),
            }),
            Err(mut rejection) => {
                let (raw, error) = hash_rest(&mut source);
                if let Some(error) = error {
                    rejection.reason = format!("{}; {error}", rejection.reason);
                }
                self.push(place, "", "", raw, rejection)
            }
        };
        for Trailing { format, raw } in trailing.take() {
            if flow == Flow::Continue {
                let reason = format!("bytes stand there that are no {format} stream; what is before them is kept");
                flow = self.push(place, &format!("after the {format} stream"), "", raw, Rejection::new(reason));
            }
        }
        flow
    }

    /// Gets past a first stream that is so damaged that nothing comes out of it, where a web archive goes on behind it:
    /// those are often packed record by record.
    fn pass_broken_start(&mut self, place: &Place, source: &mut Source<'_>) -> Flow {
        if !source.peek(1).is_empty() || !source.has_failed() {
            return Flow::Continue;
        }
        let Err(error) = source.fill_buf() else {
            return Flow::Continue;
        };
        let head = Head { bytes: source.peek(HEAD_BYTES), complete: false, extension: "" };
        if certain(&head).is_none() {
            source.fail(error);
            return Flow::Continue;
        }
        let rejection = Rejection::new(format!("{error}; reading goes on behind it"));
        self.push(place, "at the start", "", nothing(), rejection)
    }

    /// Reads a container, and says so if nothing came of it.
    fn read_container(&mut self, place: &Place, read: impl FnOnce(&mut Self) -> Flow) -> Flow {
        let before = self.pushed;
        let flow = read(self);
        if flow == Flow::Continue && self.pushed == before {
            return self.reject_place(place, "holds no files that could be read");
        }
        flow
    }

    /// Splits an unpacked stream.
    fn split(
        &mut self,
        place: &Place,
        mut source: Source<'_>,
        reader: &dyn Reader,
        transcode: Option<&'static Encoding>,
    ) -> Flow {
        if let Some(encoding) = transcode {
            source = Peek::new(Box::new(Utf16::new(source, encoding)), HEAD_BYTES);
        }
        let mut source = UpToFault { inner: source, fault: Rc::default(), ends: !reader.goes_on_behind_faults() };
        let fault = Rc::clone(&source.fault);
        let (limits, fields) = (self.options.limits, &self.options.fields);
        let stream = Stream { source: Arc::clone(&place.source), input: &mut source, limits, fields };
        self.split_by(place, reader.name(), &fault, |watch| reader.split(stream, watch))
    }

    /// Splits a file that can be sought in.
    fn split_file(&mut self, place: &Place, reader: &dyn IndexedReader, file: File) -> Flow {
        let left = file.metadata().map_or(0, |metadata| metadata.len());
        let file = Box::new(Sought { file, left, progress: Arc::clone(&self.options.progress) });
        let (limits, fields) = (self.options.limits, &self.options.fields);
        let file = IndexedFile { source: Arc::clone(&place.source), file, limits, fields };
        self.split_by(place, reader.name(), &RefCell::default(), |watch| reader.split_file(file, watch))
    }

    /// Lets a reader split, and says what went wrong or that there was nothing.
    fn split_by(
        &mut self,
        place: &Place,
        format: &'static str,
        fault: &RefCell<Option<io::Error>>,
        split: impl FnOnce(&mut Watch<'_>) -> io::Result<Flow>,
    ) -> Flow {
        let mut watch = Watch { sink: self.sink, place, fault, fault_is_said: false, records: 0, last: String::new() };
        let ended = split(&mut watch);
        let Watch { records, last, fault_is_said, .. } = watch;
        let ended = match (ended, fault.take()) {
            (Ok(Flow::Continue), Some(error)) if !fault_is_said => Err(error),
            (ended, _) => ended,
        };
        self.pushed += records;
        match ended {
            Ok(Flow::Continue) if records == 0 => {
                self.push(place, "", format, nothing(), Rejection::new("holds no records"))
            }
            Ok(flow) => flow,
            Err(error) => {
                let kept = if records == 0 { "" } else { "; the records before it are kept" };
                let after = if last.is_empty() { String::new() } else { format!("after {last}") };
                self.push(place, &after, format, nothing(), Rejection::new(format!("{error}{kept}")))
            }
        }
    }

    /// Rejects an input of which nothing is known but its name.
    pub(super) fn reject(&mut self, name: &str, reason: String) -> Flow {
        self.reject_place(&Place::of(name), reason)
    }

    /// Rejects a place of which nothing else is known.
    pub(super) fn reject_place(&mut self, place: &Place, reason: impl Into<String>) -> Flow {
        self.push(place, "", "", nothing(), Rejection::new(reason))
    }

    fn push(&mut self, place: &Place, within: &str, format: &'static str, raw: Raw, rejection: Rejection) -> Flow {
        self.pushed += 1;
        let (source, locator) = (Arc::clone(&place.source), place.locator(within));
        self.sink.push(Record { source, locator, format, raw, reader: Err(rejection) })
    }
}

/// The first bytes of a regular file, which can be sought in; empty for every other.
fn head_of_file(file: &mut File) -> Vec<u8> {
    let mut head = Vec::new();
    if file.metadata().is_ok_and(|metadata| metadata.is_file()) {
        // What cannot be read here cannot be read as a stream either, which says so.
        let _ = file.take(HEAD_BYTES as u64).read_to_end(&mut head);
        let _ = file.rewind();
    }
    head
}

/// Why a file or folder cannot be read, and what to do.
pub(super) fn cannot_be_read(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "cannot be read: permission denied; make it readable and import again".to_owned()
        }
        _ => format!("cannot be read: {error}"),
    }
}

/// The bytes of a record that stands for a fault and has none.
fn nothing() -> Raw {
    Passed::default().finish()
}

/// What a stream is read by.
enum Chosen {
    Container(Container),
    Reader {
        reader: &'static dyn Reader,
        /// The encoding that must come off before it.
        transcode: Option<&'static Encoding>,
    },
}

fn choose(source: &mut Source<'_>, place: &Place) -> Result<Chosen, Rejection> {
    let extension = extension(place.name());
    let bytes = source.peek(HEAD_BYTES).len();
    let complete = bytes < HEAD_BYTES && !source.has_failed();
    let head = Head { bytes: source.peek(HEAD_BYTES), complete, extension: &extension };
    if head.bytes.is_empty() {
        // The first bytes are where an unreadable stream shows.
        return Err(Rejection::new(match source.fill_buf() {
            Ok(_) => "is empty".to_owned(),
            Err(error) => error.to_string(),
        }));
    }
    let container = container(head.bytes);
    if compression(head.bytes).is_some() || (container.is_some() && place.depth >= MAX_DEPTH) {
        return Err(Rejection::new(format!("is packed more than {MAX_DEPTH} times over")));
    }
    if let Some(container) = container {
        return Ok(Chosen::Container(container));
    }
    if let Some(reader) = certain(&head) {
        return Ok(Chosen::Reader { reader, transcode: None });
    }
    if let Some(rejection) = unsupported(&head) {
        return Err(rejection);
    }
    if is_utf16(head.bytes)
        && let Some((encoding, _)) = Encoding::for_bom(head.bytes)
    {
        let (text, _) = encoding.decode_with_bom_removal(head.bytes);
        let reader = recognize(&Head { bytes: text.as_bytes(), ..head })?;
        return Ok(Chosen::Reader { reader, transcode: reader.cuts_at_ascii().then_some(encoding) });
    }
    Ok(Chosen::Reader { reader: recognize(&head)?, transcode: None })
}

/// The reader of a format that is known by its first bytes, whatever follows them.
fn certain(head: &Head<'_>) -> Option<&'static dyn Reader> {
    readers::ALL.iter().find(|reader| reader.holds_bytes() && reader.recognizes(head)).copied()
}

fn recognize(head: &Head<'_>) -> Result<&'static dyn Reader, Rejection> {
    let reader = readers::ALL.iter().find(|reader| reader.recognizes(head)).copied();
    reader.ok_or_else(|| Rejection::new("is of no known format"))
}

/// The extensions of compressed files.
const COMPRESSED: &[&str] = &[".gz", ".gzip", ".zst", ".zstd", ".bz2", ".xz", ".lz4"];

/// The lower-case extension of a name without those of compression.
fn extension(name: &str) -> String {
    let mut name = name.rsplit('/').next().unwrap_or_default().to_lowercase();
    while let Some(inner) = COMPRESSED.iter().find_map(|suffix| name.strip_suffix(suffix)) {
        name = inner.to_owned();
    }
    name.rsplit_once('.').map(|(_, extension)| extension.to_owned()).unwrap_or_default()
}

/// Hashes what is left of a stream, and gives the error that ends it, if one does.
fn hash_rest(source: &mut Source<'_>) -> (Raw, Option<io::Error>) {
    let mut passed = Passed::default();
    let error = loop {
        match source.fill_buf() {
            Ok([]) => break None,
            Ok(bytes) => {
                let length = bytes.len();
                passed.update(bytes);
                source.consume(length);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => break Some(error),
        }
    };
    (passed.finish(), error)
}

/// Bytes as they lie on disk: counted, with errors in words.
struct Disk<R> {
    inner: R,
    tally: Rc<Tally>,
    progress: Arc<Progress>,
}

impl<R: Read> Read for Disk<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = match self.inner.read(out) {
            Ok(read) => read as u64,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
            Err(error) => {
                let before = self.tally.read.get();
                return Err(Fault(format!("cannot be read beyond its first {before} bytes: {error}")).into());
            }
        };
        self.tally.read.set(self.tally.read.get() + read);
        self.progress.bytes_read.fetch_add(read, Ordering::Relaxed);
        Ok(read as usize)
    }
}

impl<R: Seek> Seek for Disk<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// A stream that ends where it fails, so that its reader gives what there is of the record it was in.
struct UpToFault<R> {
    inner: R,
    fault: Rc<RefCell<Option<io::Error>>>,
    /// Whether it ends there; otherwise the reader gets the error.
    ends: bool,
}

impl<R: BufRead> Read for UpToFault<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(out)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for UpToFault<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.fault.borrow().is_some() {
            return Ok(&[]);
        }
        match self.inner.fill_buf() {
            Err(error) if self.ends && error.kind() != io::ErrorKind::Interrupted => {
                self.fault.replace(Some(error));
                Ok(&[])
            }
            other => other,
        }
    }

    fn consume(&mut self, read: usize) {
        self.inner.consume(read);
    }
}

/// A file that is sought in. What is read of it counts as progress, but no more than there is of it.
struct Sought {
    file: File,
    /// Bytes that have not been counted.
    left: u64,
    progress: Arc<Progress>,
}

impl Read for Sought {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(out)?;
        let counted = self.left.min(read as u64);
        self.left -= counted;
        self.progress.bytes_read.fetch_add(counted, Ordering::Relaxed);
        Ok(read)
    }
}

impl Seek for Sought {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// Passes records on with their whole locators, and remembers how far they went.
struct Watch<'a> {
    sink: &'a mut dyn RecordSink,
    place: &'a Place,
    /// What the stream failed with.
    fault: &'a RefCell<Option<io::Error>>,
    /// Whether a record says so.
    fault_is_said: bool,
    records: u64,
    /// What the reader called the last one.
    last: String,
}

impl RecordSink for Watch<'_> {
    fn push(&mut self, mut record: Record) -> Flow {
        self.records += 1;
        let whole = self.place.locator(&record.locator);
        self.last = std::mem::replace(&mut record.locator, whole);
        // A reader looks for the end of a record before it pushes it, so this is the one that the fault is in.
        if let (Some(fault), Ok(reader)) = (&*self.fault.borrow(), &mut record.reader) {
            *reader = CutShort::wrap(Arc::clone(reader), fault.to_string());
            self.fault_is_said = true;
        }
        self.sink.push(record)
    }
}

//! One stream to records: opened, unpacked, recognized and split, with what goes wrong underway as rejected records.

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use encoding_rs::Encoding;

use super::peek::Peek;
use super::unpack::{Fault, MAX_DEPTH, Source, Tally, Trailing, compression, unpack};
use super::utf16::Utf16;
use super::{Progress, ReadOptions};
use crate::passed::Passed;
use crate::readers::{self, HEAD_BYTES, Head, Reader, Stream, is_utf16, unsupported};
use crate::record::{Flow, Raw, Record, RecordSink, Rejection};

/// What every stream of one run is read with.
pub(super) struct Input<'a> {
    pub(super) options: &'a ReadOptions,
    pub(super) exclude: &'a [PathBuf],
    pub(super) sink: &'a mut dyn RecordSink,
}

impl Input<'_> {
    /// Reads a file, whatever it holds.
    pub(super) fn read_file(&mut self, path: &Path, name: &str) -> Flow {
        let size = path.metadata().map_or(0, |metadata| metadata.len());
        match File::open(path) {
            Ok(file) => {
                let before = self.options.progress.bytes_read.load(Ordering::Relaxed);
                let flow = self.read_stream(name, Box::new(file));
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

    /// Reads a stream to its end, or as far as it can be read.
    pub(super) fn read_stream(&mut self, name: &str, inner: Box<dyn Read>) -> Flow {
        let tally = Rc::new(Tally::default());
        let progress = Arc::clone(&self.options.progress);
        let disk: Box<dyn Read> = Box::new(Disk { inner, tally: Rc::clone(&tally), progress });
        let mut source = unpack(Peek::new(disk, HEAD_BYTES), self.options.limits, &tally);
        let mut flow = match choose(&mut source, name) {
            Ok(chosen) => self.split(name, source, &chosen),
            Err(rejection) => {
                let raw = hash_rest(&mut source);
                self.push(name, String::new(), "", raw, rejection)
            }
        };
        for Trailing { format, raw } in tally.trailing.take() {
            if flow == Flow::Continue {
                let reason = format!("bytes stand there that are no {format} stream; what is before them is kept");
                flow = self.push(name, format!("after the {format} stream"), "", raw, Rejection::new(reason));
            }
        }
        flow
    }

    /// Splits an unpacked stream, and says what went wrong or that it held nothing.
    fn split(&mut self, name: &str, mut source: Source, chosen: &Chosen) -> Flow {
        if let Some(encoding) = chosen.transcode {
            source = Peek::new(Box::new(Utf16::new(source, encoding)), HEAD_BYTES);
        }
        let mut watch = Watch { sink: self.sink, records: 0, last: String::new() };
        let (limits, fields) = (self.options.limits, &self.options.fields);
        let stream = Stream { source: name.into(), input: &mut source, limits, fields };
        let ended = chosen.reader.split(stream, &mut watch);
        let Watch { records, last, .. } = watch;
        let format = chosen.reader.name();
        match ended {
            Ok(Flow::Continue) if records == 0 => {
                self.push(name, String::new(), format, nothing(), Rejection::new("holds no records"))
            }
            Ok(flow) => flow,
            Err(error) => {
                let kept = if records == 0 { "" } else { "; the records before it are kept" };
                let place = if last.is_empty() { String::new() } else { format!("after {last}") };
                self.push(name, place, format, nothing(), Rejection::new(format!("{error}{kept}")))
            }
        }
    }

    /// Rejects an input of which nothing is known but its name.
    pub(super) fn reject(&mut self, name: &str, reason: String) -> Flow {
        self.push(name, String::new(), "", nothing(), Rejection::new(reason))
    }

    fn push(&mut self, name: &str, locator: String, format: &'static str, raw: Raw, rejection: Rejection) -> Flow {
        self.sink.push(Record { source: name.into(), locator, format, raw, reader: Err(rejection) })
    }
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

/// The reader of a stream, and the encoding that must come off before it.
struct Chosen {
    reader: &'static dyn Reader,
    transcode: Option<&'static Encoding>,
}

fn choose(source: &mut Source, name: &str) -> Result<Chosen, Rejection> {
    let extension = extension(name);
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
    if compression(head.bytes).is_some() {
        return Err(Rejection::new(format!("is compressed more than {MAX_DEPTH} times over")));
    }
    let certain = readers::ALL.iter().find(|reader| reader.holds_bytes() && reader.recognizes(&head));
    if let Some(reader) = certain {
        return Ok(Chosen { reader: *reader, transcode: None });
    }
    if let Some(rejection) = unsupported(&head) {
        return Err(rejection);
    }
    if is_utf16(head.bytes)
        && let Some((encoding, _)) = Encoding::for_bom(head.bytes)
    {
        let (text, _) = encoding.decode_with_bom_removal(head.bytes);
        let reader = recognize(&Head { bytes: text.as_bytes(), ..head })?;
        return Ok(Chosen { reader, transcode: reader.cuts_at_ascii().then_some(encoding) });
    }
    Ok(Chosen { reader: recognize(&head)?, transcode: None })
}

fn recognize(head: &Head<'_>) -> Result<&'static dyn Reader, Rejection> {
    let reader = readers::ALL.iter().find(|reader| reader.recognizes(head)).copied();
    reader.ok_or_else(|| Rejection::new("is of no known format"))
}

/// The lower-case extension of a name without those of compression.
fn extension(name: &str) -> String {
    let mut name = name.rsplit('/').next().unwrap_or_default().to_lowercase();
    while let Some(inner) = [".gz", ".gzip", ".zst", ".zstd"].iter().find_map(|suffix| name.strip_suffix(suffix)) {
        name = inner.to_owned();
    }
    name.rsplit_once('.').map(|(_, extension)| extension.to_owned()).unwrap_or_default()
}

/// Hashes what is left of a stream, as far as it can be read.
fn hash_rest(source: &mut Source) -> Raw {
    let mut passed = Passed::default();
    loop {
        match source.fill_buf() {
            Ok([]) => break,
            Ok(bytes) => {
                let length = bytes.len();
                passed.update(bytes);
                source.consume(length);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => break,
        }
    }
    passed.finish()
}

/// Bytes as they lie on disk: counted, with errors in words.
struct Disk {
    inner: Box<dyn Read>,
    tally: Rc<Tally>,
    progress: Arc<Progress>,
}

impl Read for Disk {
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

/// Passes records on and remembers how far they went.
struct Watch<'a> {
    sink: &'a mut dyn RecordSink,
    records: u64,
    last: String,
}

impl RecordSink for Watch<'_> {
    fn push(&mut self, record: Record) -> Flow {
        self.records += 1;
        self.last.clone_from(&record.locator);
        self.sink.push(record)
    }
}

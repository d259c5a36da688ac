//! ZIM archives, in which sites are kept for reading offline (the openZIM file format, versions 5 and 6): every HTML
//! entry of the main namespace is a record, clusters plain or packed with xz or zstd. Redirects lead to entries that are
//! read anyway, and are no records; other types are counted as in web archives. The raw bytes of a record are the page's.

mod archive;
mod article;
mod cluster;
#[cfg(test)]
mod tests;

use std::io;
use std::sync::Arc;

use archive::Archive;
use article::About;
use cluster::Cluster;

use super::Head;
use super::indexed::{IndexedFile, IndexedReader, reject_file};
use super::passed_over::PassedOver;
use crate::Limits;
use crate::input::Tally;
use crate::passed::Passed;
use crate::record::{Flow, Raw, ReadRecord, Record, RecordSink, Rejection};

/// The reader of ZIM archives.
pub(crate) struct Zim;

/// So many entries are put into the order of their clusters at a time, so that each cluster is unpacked about once and
/// memory does not grow with the file.
const ENTRIES_AT_A_TIME: u32 = 1 << 20;

/// Of so many entries in one cluster the names are held at a time.
const ENTRIES_OF_A_CLUSTER: usize = 4096;

impl IndexedReader for Zim {
    fn name(&self) -> &'static str {
        "zim"
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        head.bytes.starts_with(archive::MAGIC)
    }

    fn split_file(&self, mut file: IndexedFile<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        let archive = match Archive::open(&mut *file.file) {
            Ok(archive) => archive,
            Err(reason) => return Ok(sink.push(reject_file(&file, self.name(), reason))),
        };
        let (source, limits) = (Arc::clone(&file.source), file.limits);
        let tally = Tally::of_file(archive.length);
        let about = Arc::new(About::default());
        let format = self.name();
        Splitter { archive, format, source, limits, tally, about, passed_over: PassedOver::default(), sink }.split()
    }
}

/// Goes through one archive.
struct Splitter<'a> {
    archive: Archive<'a>,
    format: &'static str,
    source: Arc<str>,
    limits: Limits,
    tally: Tally,
    about: Arc<About>,
    passed_over: PassedOver,
    sink: &'a mut dyn RecordSink,
}

/// An entry that is a page, and where its content lies.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    cluster: u32,
    blob: u32,
    entry: u32,
}

impl Splitter<'_> {
    fn split(mut self) -> io::Result<Flow> {
        self.about = Arc::new(About::read(|name| self.metadata(name)));
        let mut first = 0;
        while first < self.archive.entries {
            let last = first.saturating_add(ENTRIES_AT_A_TIME).min(self.archive.entries);
            let mut places = self.find_pages(first..last)?;
            places.sort_unstable();
            let clusters = places.chunk_by(|a, b| a.cluster == b.cluster);
            for places in clusters.flat_map(|places| places.chunks(ENTRIES_OF_A_CLUSTER)) {
                if self.push_cluster(places)? == Flow::Stop {
                    return Ok(Flow::Stop);
                }
                if let Some(reason) = self.tally.exhausted() {
                    return Ok(self.reject(String::new(), reason));
                }
            }
            first = last;
        }
        for (locator, raw, rejection) in std::mem::take(&mut self.passed_over).report() {
            if self.push(locator, raw, Err(rejection)) == Flow::Stop {
                return Ok(Flow::Stop);
            }
        }
        Ok(Flow::Continue)
    }

    /// The value of an entry of the metadata, where it is short.
    fn metadata(&mut self, name: &str) -> Option<String> {
        let entry = self.archive.find(b'M', name)?;
        let (cluster, blob) = entry.content?;
        let limits = Limits { record_bytes: 10_000, ..self.limits };
        let bytes = Cluster::open(&mut self.archive, cluster, limits, &self.tally).ok()?.blob(blob).ok()?;
        Some(String::from_utf8_lossy(&bytes).trim().to_owned()).filter(|value| !value.is_empty())
    }

    fn find_pages(&mut self, range: std::ops::Range<u32>) -> io::Result<Vec<Place>> {
        let mut places = Vec::new();
        let mut broken = 0_u64;
        for nr in range {
            let Some(entry) = self.archive.entry(nr)? else {
                broken += 1;
                continue;
            };
            let Some((cluster, blob)) = entry.content.filter(|_| entry.namespace == self.archive.main_namespace) else {
                continue;
            };
            let media = self.archive.media_type(&entry).to_ascii_lowercase();
            if media.starts_with("text/html") || media.starts_with("application/xhtml+xml") {
                places.push(Place { cluster, blob, entry: nr });
            } else {
                self.passed_over.count(if media.is_empty() { "an unnamed type" } else { &media });
            }
        }
        if broken > 0 {
            self.reject("its list of entries".to_owned(), format!("{broken} entries are damaged or beyond its end"));
        }
        Ok(places)
    }

    /// Pushes the pages of one cluster, in the order in which they lie in it.
    fn push_cluster(&mut self, places: &[Place]) -> io::Result<Flow> {
        let Some(first) = places.first() else {
            return Ok(Flow::Continue);
        };
        let mut entries = Vec::with_capacity(places.len());
        for place in places {
            entries.push((place.blob, self.archive.entry(place.entry)?.unwrap_or_default()));
        }
        let mut cluster = Cluster::open(&mut self.archive, first.cluster, self.limits, &self.tally);
        let mut same: Option<Vec<u8>> = None;
        let mut entries = entries.into_iter().peekable();
        while let Some((blob, entry)) = entries.next() {
            let read = match (same.take(), &mut cluster) {
                (Some(bytes), _) => Ok(bytes),
                (None, Ok(cluster)) => cluster.blob(blob),
                (None, Err(reason)) => Err(reason.clone()),
            };
            // Several entries may share a content; each costs what it would cost by itself.
            if entries.peek().is_some_and(|(next, _)| *next == blob)
                && let Ok(bytes) = &read
                && self.tally.unpack(bytes.len(), &self.limits).is_ok()
            {
                same = Some(bytes.clone());
            }
            let locator = entry.locator();
            let (raw, reader): (_, Result<Arc<dyn ReadRecord>, _>) = match read {
                Ok(bytes) => (Raw::Bytes(bytes), Ok(Arc::new(self.about.article(entry)))),
                Err(reason) => (Passed::default().finish(), Err(Rejection::new(reason))),
            };
            let (source, format) = (Arc::clone(&self.source), self.format);
            if self.sink.push(Record { source, locator, format, raw, reader }) == Flow::Stop {
                return Ok(Flow::Stop);
            }
        }
        Ok(Flow::Continue)
    }

    fn reject(&mut self, locator: String, reason: String) -> Flow {
        self.push(locator, Passed::default().finish(), Err(Rejection::new(reason)))
    }

    fn push(&mut self, locator: String, raw: Raw, reader: Result<Arc<dyn ReadRecord>, Rejection>) -> Flow {
        self.sink.push(Record { source: Arc::clone(&self.source), locator, format: self.format, raw, reader })
    }
}

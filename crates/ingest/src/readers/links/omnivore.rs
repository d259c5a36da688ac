//! The whole export of Omnivore, a zip: lists of what was saved (`metadata_0_to_20.json`, …), and for each thing its
//! text (`content/SLUG.html`) and what was highlighted in it (`highlights/SLUG.md`). A record is one saved thing; its raw
//! bytes are those of its text. What stands in the zip beside these is listed as such.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use cuttings_core::Draft;
use serde_json::{Map, Value};

use super::json_exports::read_omnivore;
use crate::input::{Document, OMNIVORE_LIST};
use crate::passed::Passed;
use crate::readers::Head;
use crate::readers::indexed::{IndexedFile, IndexedReader, SeekRead, reject_file};
use crate::readers::json::text_of;
use crate::record::{Flow, Raw, ReadRecord, Record, RecordSink, Rejection};

/// The reader of Omnivore's exports.
pub(crate) struct OmnivoreZip;

impl IndexedReader for OmnivoreZip {
    fn name(&self) -> &'static str {
        "omnivore"
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        head.bytes.starts_with(b"PK\x03\x04") && memchr::memmem::find(head.bytes, OMNIVORE_LIST).is_some()
    }

    fn split_file(&self, mut file: IndexedFile<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        match Document::open(&mut file.file, file.limits) {
            Ok(zip) => {
                let rest = zip.names().filter(|name| !name.ends_with('/')).map(str::to_owned).collect();
                Ok(Export { zip, rest, format: self.name(), source: Arc::clone(&file.source), sink }.push_all())
            }
            Err(reason) => Ok(sink.push(reject_file(&file, self.name(), reason))),
        }
    }
}

/// An export that is being read.
struct Export<'a, 'f> {
    zip: Document<&'f mut Box<dyn SeekRead>>,
    /// The members that no record has yet.
    rest: BTreeSet<String>,
    format: &'static str,
    source: Arc<str>,
    sink: &'a mut dyn RecordSink,
}

impl Export<'_, '_> {
    fn push_all(mut self) -> Flow {
        let lists: Vec<String> = self.rest.iter().filter(|name| name.starts_with("metadata_")).cloned().collect();
        for list in lists {
            self.rest.remove(&list);
            let bytes = self.zip.read(&list);
            let items = bytes.and_then(|bytes| {
                serde_json::from_slice::<Vec<Map<String, Value>>>(&bytes).map_err(|error| error.to_string())
            });
            let stopped = match items {
                Ok(items) => items.into_iter().any(|item| self.push_item(item) == Flow::Stop),
                Err(reason) => self.push(list, Passed::default().finish(), Err(Rejection::new(reason))) == Flow::Stop,
            };
            if stopped {
                return Flow::Stop;
            }
        }
        for name in std::mem::take(&mut self.rest) {
            if self.push_unlisted(name) == Flow::Stop {
                return Flow::Stop;
            }
        }
        Flow::Continue
    }

    /// A saved thing that a list names.
    fn push_item(&mut self, mut item: Map<String, Value>) -> Flow {
        let slug = text_of(&item, "slug").unwrap_or_default();
        let highlights = format!("highlights/{slug}.md");
        if self.rest.remove(&highlights) {
            let text = self.zip.read(&highlights).unwrap_or_else(|reason| format!("({highlights} {reason})").into());
            item.insert("highlights".to_owned(), String::from_utf8_lossy(&text).trim().into());
        }
        let content = format!("content/{slug}.html");
        let raw = if self.rest.remove(&content) { self.zip.read(&content) } else { Ok(Vec::new()) };
        match raw {
            Ok(bytes) => self.push(content, Raw::Bytes(bytes), Ok(Arc::new(Saved(item)))),
            Err(reason) => self.push(content, Passed::default().finish(), Err(Rejection::new(reason))),
        }
    }

    /// A member that no list names: a text is read without its list, and anything else is said to be there.
    fn push_unlisted(&mut self, name: String) -> Flow {
        match self.zip.read(&name) {
            Ok(bytes) if name.starts_with("content/") => {
                self.push(name, Raw::Bytes(bytes), Ok(Arc::new(Saved(Map::new()))))
            }
            Ok(bytes) => {
                let reason = "no list of the export names it; unpack the export and import it by itself";
                self.push(name, Raw::Bytes(bytes), Err(Rejection::new(reason)))
            }
            Err(reason) => self.push(name, Passed::default().finish(), Err(Rejection::new(reason))),
        }
    }

    fn push(&mut self, locator: String, raw: Raw, reader: Result<Arc<dyn ReadRecord>, Rejection>) -> Flow {
        self.sink.push(Record { source: Arc::clone(&self.source), locator, format: self.format, raw, reader })
    }
}

/// Reads the text of a saved thing, of which the export's list says the rest.
struct Saved(Map<String, Value>);

impl ReadRecord for Saved {
    fn read(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        read_omnivore(&self.0, Some(&String::from_utf8_lossy(bytes)))
    }
}

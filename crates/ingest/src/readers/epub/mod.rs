//! Books and periodicals as EPUB (EPUB 3.3 and 2.0.1): every chapter of the reading order that has text is a record, as
//! in a periodical each is an article. Its title is that of the table of contents; authors, outlet (the publisher, else
//! the book), date and language are the book's where the chapter has none. The raw bytes of a record are the chapter's.
//!
//! The table of contents itself, and pages without a letter, such as covers, are no records.

mod chapter;
mod package;
#[cfg(test)]
mod tests;
mod toc;
mod xml;

use std::collections::HashSet;
use std::io;
use std::sync::Arc;

use chapter::{Chapter, has_text};
use package::{Book, Item, Package};

use super::Head;
use super::indexed::{IndexedFile, IndexedReader, SeekRead, reject_file};
use crate::input::Document;
use crate::passed::Passed;
use crate::record::{Flow, Raw, Record, RecordSink, Rejection};

/// The reader of EPUB.
pub(crate) struct Epub;

/// What a book calls itself, at its beginning, and the member that every book has.
const MEDIA_TYPE: &[u8] = b"application/epub+zip";
const CONTAINER: &str = "META-INF/container.xml";
/// Where the media type ends at the latest (bytes), whatever extra field there is.
const MEDIA_TYPE_WITHIN: usize = 200;

impl IndexedReader for Epub {
    fn name(&self) -> &'static str {
        "epub"
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        let start = &head.bytes[..head.bytes.len().min(MEDIA_TYPE_WITHIN)];
        let has = |bytes: &[u8], what: &[u8]| memchr::memmem::find(bytes, what).is_some();
        // OpenDocument files have such a container too.
        let says_other = has(start, b"mimetypeapplication/") && !has(start, MEDIA_TYPE);
        head.bytes.starts_with(b"PK\x03\x04")
            && (has(start, MEDIA_TYPE) || (!says_other && has(head.bytes, CONTAINER.as_bytes())))
    }

    fn split_file(&self, mut file: IndexedFile<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        let opened = Document::open(&mut file.file, file.limits).and_then(|mut document| {
            let package = read_package(&mut document)?;
            Ok((document, package))
        });
        match opened {
            Ok((mut document, package)) => Ok(push_chapters(self.name(), &file.source, &mut document, package, sink)),
            Err(reason) => Ok(sink.push(reject_file(&file, self.name(), reason))),
        }
    }
}

type Zip<'a> = Document<&'a mut Box<dyn SeekRead>>;

fn read_package(document: &mut Zip<'_>) -> Result<Package, String> {
    let container = document.read(CONTAINER).map_err(|reason| format!("its member {CONTAINER} {reason}"))?;
    let path = package::package_path(&container).ok_or("does not say where its package document is")?;
    let bytes = document.read(&path).map_err(|reason| format!("its package document {path} {reason}"))?;
    let mut package = Package::read(&bytes, &path);
    if let Some(contents) = &package.contents
        && let Ok(bytes) = document.read(contents)
    {
        package.titles = toc::titles(&bytes, contents);
    }
    if package.spine.is_empty() { Err("names no chapters in its package document".to_owned()) } else { Ok(package) }
}

fn push_chapters(
    format: &'static str,
    source: &Arc<str>,
    document: &mut Zip<'_>,
    package: Package,
    sink: &mut dyn RecordSink,
) -> Flow {
    let Package { book, spine, titles, .. } = package;
    let book: Arc<Book> = Arc::new(book);
    let mut seen = HashSet::new();
    for Item { path, is_page, is_contents } in spine {
        if !is_page || is_contents || !seen.insert(path.clone()) {
            continue;
        }
        let record = match document.read(&path) {
            Ok(bytes) if !has_text(&bytes) => continue,
            Ok(bytes) => {
                let (book, title) = (Arc::clone(&book), titles.get(&path).cloned());
                let chapter = Chapter { book, title, path: path.clone() };
                (Raw::Bytes(bytes), Ok(Arc::new(chapter) as _))
            }
            Err(reason) => (Passed::default().finish(), Err(Rejection::new(reason))),
        };
        let (raw, reader) = record;
        if sink.push(Record { source: Arc::clone(source), locator: path, format, raw, reader }) == Flow::Stop {
            return Flow::Stop;
        }
    }
    Flow::Continue
}

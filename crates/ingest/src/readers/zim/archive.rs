//! The header of an archive and its directory entries (openZIM file format: Header, MIME type list, Directory entries).

use std::io::{self, Read, SeekFrom};

use crate::readers::SeekRead;

pub(super) const MAGIC: &[u8] = b"ZIM\x04";
const HEADER: u64 = 80;
/// A longer list of types (bytes) is taken as far as this.
const MIME_LIST: u64 = 64 << 10;
/// The fixed part of an entry, and how much is read of it at first and at most (bytes).
const FIXED: usize = 16;
const ENTRY: u64 = 1 << 10;
const LONGEST_ENTRY: u64 = 16 << 10;
/// Stands for a type: a redirect, and the obsolete link target and deleted entry.
const REDIRECT: u16 = 0xffff;
const NO_CONTENT: u16 = 0xfffd;

/// An opened archive.
pub(super) struct Archive<'a> {
    pub(super) file: &'a mut dyn SeekRead,
    /// In bytes.
    pub(super) length: u64,
    pub(super) entries: u32,
    pub(super) clusters: u32,
    pub(super) main_namespace: u8,
    paths_at: u64,
    clusters_at: u64,
    media_types: Vec<String>,
}

/// An entry of the directory.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) namespace: u8,
    pub(super) path: String,
    pub(super) title: String,
    /// The cluster and the number within it; `None` for a redirect.
    pub(super) content: Option<(u32, u32)>,
    /// The number of its type in the list of types.
    pub(super) media_type: u16,
}

impl Entry {
    /// Reads an entry; `None` where its end is not in the bytes.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let media_type = u16::from_le_bytes(*bytes.first_chunk()?);
        let namespace = *bytes.get(3)?;
        let (content, strings) = if media_type >= NO_CONTENT {
            (None, bytes.get(if media_type == REDIRECT { 12 } else { 8 }..)?)
        } else {
            (Some((long(bytes, 8)?, long(bytes, 12)?)), bytes.get(FIXED..)?)
        };
        let mut strings = strings.split(|byte| *byte == 0);
        let path = strings.next()?;
        let title = strings.next()?;
        // The last of the pieces is not ended.
        strings.next()?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(char::is_control, "\u{fffd}");
        Some(Self { namespace, path: text(path), title: text(title), content, media_type })
    }

    /// The entry by namespace and path.
    pub(super) fn locator(&self) -> String {
        format!("{}/{}", char::from(self.namespace), self.path)
    }
}

impl<'a> Archive<'a> {
    /// Opens an archive.
    ///
    /// # Errors
    /// Why it cannot be read, in words that follow its name.
    pub(super) fn open(file: &'a mut dyn SeekRead) -> Result<Self, String> {
        let length = file.seek(SeekFrom::End(0)).map_err(|error| error.to_string())?;
        let header = read_at(file, 0, HEADER).map_err(|error| error.to_string())?;
        let number = |at| long(&header, at).map(u64::from);
        let wide = |at| Some(number(at)? | number(at + 4)? << 32);
        let parts = || Some((long(&header, 24)?, long(&header, 28)?, wide(32)?, wide(48)?, wide(56)?));
        let (entries, clusters, paths_at, clusters_at, media_at) = parts().ok_or("ends within its header")?;
        let (major, minor) = (header[4], header[6]);
        if !matches!(major, 5 | 6) {
            return Err(format!("is a ZIM file of version {major}; versions 5 and 6 are read"));
        }
        let fits = |at: u64, count: u32| at.checked_add(u64::from(count) * 8).is_some_and(|end| end <= length);
        if !fits(paths_at, entries) || !fits(clusters_at, clusters) {
            return Err("is cut short: its lists of entries and clusters lie beyond its end".to_owned());
        }
        let media_types = read_at(file, media_at, MIME_LIST).map_err(|error| error.to_string())?;
        let media_types = media_types.split(|byte| *byte == 0).take_while(|name| !name.is_empty());
        let media_types = media_types.map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        // Since 6.1 all that users see is in C.
        let main_namespace = if major == 6 && minor >= 1 { b'C' } else { b'A' };
        Ok(Self { file, length, entries, clusters, main_namespace, paths_at, clusters_at, media_types })
    }

    /// The media type of an entry, empty where it has none.
    pub(super) fn media_type(&self, entry: &Entry) -> &str {
        self.media_types.get(usize::from(entry.media_type)).map_or("", String::as_str)
    }

    /// Reads an entry by its number in the order of paths; `None` where it is damaged.
    ///
    /// # Errors
    /// That of the disk.
    pub(super) fn entry(&mut self, nr: u32) -> io::Result<Option<Entry>> {
        let Some(at) = self.pointer(self.paths_at, nr)? else {
            return Ok(None);
        };
        let entry = Entry::parse(&read_at(self.file, at, ENTRY)?);
        if entry.is_some() {
            return Ok(entry);
        }
        Ok(Entry::parse(&read_at(self.file, at, LONGEST_ENTRY)?))
    }

    /// Where a cluster begins.
    pub(super) fn cluster_at(&mut self, nr: u32) -> io::Result<Option<u64>> {
        if nr < self.clusters { self.pointer(self.clusters_at, nr) } else { Ok(None) }
    }

    /// Finds an entry by its path, among those that are sorted as they should be.
    pub(super) fn find(&mut self, namespace: u8, path: &str) -> Option<Entry> {
        let (mut low, mut high) = (0, self.entries);
        while low < high {
            let middle = low + (high - low) / 2;
            let entry = self.entry(middle).ok()??;
            match (entry.namespace, entry.path.as_str()).cmp(&(namespace, path)) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(entry),
            }
        }
        None
    }

    fn pointer(&mut self, list: u64, nr: u32) -> io::Result<Option<u64>> {
        let bytes = read_at(self.file, list + u64::from(nr) * 8, 8)?;
        Ok(bytes.first_chunk().map(|bytes| u64::from_le_bytes(*bytes)).filter(|at| *at < self.length))
    }
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
}

/// The bytes of a place, as far as the file goes. `length` is small.
fn read_at(file: &mut dyn SeekRead, at: u64, length: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

//! The directory at the end of a zip (APPNOTE.TXT 6.3.10, 4.3.12 to 4.3.16).

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use super::entry::{Entry, long, short, very_long};

/// A longer directory (bytes) is not held in memory; its members are then read from their local headers.
const LONGEST: u64 = 64 << 20;
/// The end record, in bytes, with the longest comment behind it.
const END: usize = 22;
const END_WITH_COMMENT: u64 = END as u64 + 0xffff;
const END_MAGIC: &[u8] = b"PK\x05\x06";
/// The record that says where the 64-bit end record is.
const LOCATOR: usize = 20;
const LOCATOR_MAGIC: &[u8] = b"PK\x06\x07";
const END_64: usize = 56;
const END_64_MAGIC: &[u8] = b"PK\x06\x06";
const ENTRY_MAGIC: &[u8] = b"PK\x01\x02";

/// Every member that the directory names, in the order in which they lie in the file.
#[derive(Debug)]
pub(in crate::input) struct Directory {
    pub(super) entries: Vec<Entry>,
}

/// Where a directory lies.
struct Extent {
    size: u64,
    offset: u64,
    /// Where the record that says so begins, right behind it.
    end: u64,
}

impl Directory {
    /// Reads the directory of a file, whatever its position.
    ///
    /// # Errors
    /// Why there is none that can be trusted, in words that follow the name of the file.
    pub(in crate::input) fn read(file: &mut (impl Read + Seek)) -> Result<Self, String> {
        Self::find(file)
            .map_err(|error| format!("its directory cannot be read ({error})"))?
            .ok_or_else(|| "has no sound directory at its end, as if it were cut short or damaged".to_owned())
    }

    fn find(file: &mut (impl Read + Seek)) -> io::Result<Option<Self>> {
        let length = file.seek(SeekFrom::End(0))?;
        let tail_at = length.saturating_sub(END_WITH_COMMENT);
        let tail = read_at(file, tail_at, length - tail_at)?;
        // A comment may hold the magic too, so every place is tried, the last first. The comment ends the file.
        for at in memchr::memmem::rfind_iter(&tail, END_MAGIC).take(16) {
            if let Some(end) = tail.get(at..at + END)
                && at + END + usize::from(short(&end[20..])) == tail.len()
                && let Some(extent) = extent(file, end, tail_at + at as u64)?
                && let Some(directory) = read_entries(file, &extent)?
            {
                return Ok(Some(directory));
            }
        }
        Ok(None)
    }
}

fn extent(file: &mut (impl Read + Seek), end: &[u8], end_at: u64) -> io::Result<Option<Extent>> {
    let plain = Extent { size: u64::from(long(&end[12..])), offset: u64::from(long(&end[16..])), end: end_at };
    let is_large = plain.size == 0xffff_ffff || plain.offset == 0xffff_ffff || short(&end[10..]) == 0xffff;
    let Some(locator_at) = end_at.checked_sub(LOCATOR as u64).filter(|_| is_large) else {
        return Ok(Some(plain));
    };
    let locator = read_at(file, locator_at, LOCATOR as u64)?;
    if !locator.starts_with(LOCATOR_MAGIC) {
        return Ok(Some(plain));
    }
    let end_at = very_long(&locator[8..]);
    let end = read_at(file, end_at, END_64 as u64)?;
    let is_end = end.len() == END_64 && end.starts_with(END_64_MAGIC);
    Ok(is_end.then(|| Extent { size: very_long(&end[40..]), offset: very_long(&end[48..]), end: end_at }))
}

fn read_entries(file: &mut (impl Read + Seek), extent: &Extent) -> io::Result<Option<Directory>> {
    // Where something stands before the archive, another zip maybe, the directory does not know of it and is not here.
    if extent.size > LONGEST || extent.offset.checked_add(extent.size) != Some(extent.end) {
        return Ok(None);
    }
    file.seek(SeekFrom::Start(extent.offset))?;
    let mut bytes = BufReader::new(file.take(extent.size));
    let mut entries = Vec::new();
    let mut left = extent.size;
    while left > 0 {
        let mut fixed = [0; Entry::CENTRAL];
        if left < fixed.len() as u64 || bytes.read_exact(&mut fixed).is_err() || !fixed.starts_with(ENTRY_MAGIC) {
            return Ok(None);
        }
        let (mut entry, lengths) = Entry::central(&fixed);
        let mut rest = vec![0; lengths.iter().sum()];
        if bytes.read_exact(&mut rest).is_err() {
            return Ok(None);
        }
        left = left.saturating_sub((fixed.len() + rest.len()) as u64);
        let (name, rest) = rest.split_at(lengths[0]);
        entry.take_rest(name, &rest[..lengths[1]]);
        entries.push(entry);
    }
    entries.sort_by_key(|entry| entry.offset);
    Ok(Some(Directory { entries }))
}

/// The bytes of a place in the file, as far as it goes. `length` is small.
fn read_at(file: &mut (impl Read + Seek), at: u64, length: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

//! A zip that is one document, whose members are asked for by their names.

use std::collections::HashMap;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::rc::Rc;

use super::directory::Directory;
use super::entry::Entry;
use super::find_content;
use super::member::{Checksum, Member};
use crate::Limits;
use crate::input::Tally;

/// An opened document.
pub(crate) struct Document<R> {
    file: R,
    entries: HashMap<String, Entry>,
    limits: Limits,
    tally: Rc<Tally>,
}

impl<R: Read + Seek> Document<R> {
    /// Opens a document.
    ///
    /// # Errors
    /// Why it has no directory that can be trusted, in words that follow the name of the file.
    pub(crate) fn open(mut file: R, limits: Limits) -> Result<Self, String> {
        let directory = Directory::read(&mut file)?;
        let length = file.seek(SeekFrom::End(0)).map_err(|error| error.to_string())?;
        let entries = directory.entries.into_iter().map(|entry| (entry.name.clone(), entry)).collect();
        Ok(Self { file, entries, limits, tally: Rc::new(Tally::of_file(length)) })
    }

    /// The names of its members, in no order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// The content of a member, no longer than a record may be.
    ///
    /// # Errors
    /// Why it cannot be had, in words that follow its name.
    pub(crate) fn read(&mut self, name: &str) -> Result<Vec<u8>, String> {
        if let Some(reason) = self.tally.exhausted() {
            return Err(reason);
        }
        let entry = self.entries.get(name).ok_or("is not in the file")?;
        if let Some(reason) = entry.refusal() {
            return Err(reason);
        }
        let content = find_content(&mut self.file, entry).map_err(|error| error.to_string())?;
        content.ok_or("is not where the directory of the zip says")?;
        let packed = BufReader::new(self.file.by_ref().take(entry.packed));
        let limit = self.limits.record_bytes;
        let mut bytes = Vec::new();
        let read = Member::new(entry, packed, Checksum::Known(entry.crc), self.limits, &self.tally)
            .and_then(|member| member.take(limit + 1).read_to_end(&mut bytes));
        read.map_err(|error| error.to_string())?;
        if bytes.len() as u64 > limit {
            return Err(format!("is longer than {limit} bytes, the limit for one record"));
        }
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::super::super::test_support::{Packed, Zip};
    use super::*;

    fn document(limits: Limits) -> Document<Cursor<Vec<u8>>> {
        let zip = Zip::default().add("a", b"Text", Packed::Deflated).add("b", &[b'x'; 200], Packed::Deflated);
        Document::open(Cursor::new(zip.add("c", b"d", Packed::Encrypted).finish()), limits).unwrap()
    }

    #[test]
    fn members_are_had_by_name_in_any_order() {
        let mut document = document(Limits { record_bytes: 100, ..Limits::default() });
        assert!(document.read("c").unwrap_err().starts_with("is encrypted"));
        assert_eq!(document.read("b").unwrap_err(), "is longer than 100 bytes, the limit for one record");
        assert_eq!(document.read("a").unwrap(), b"Text");
        assert_eq!(document.read("a").unwrap(), b"Text");
        assert_eq!(document.read("d").unwrap_err(), "is not in the file");
    }

    #[test]
    fn a_member_that_is_asked_for_again_and_again_is_no_way_around_the_bounds() {
        let mut document = document(Limits { expansion_floor: 300, expansion_ratio: 1, ..Limits::default() });
        let last = (0..100).map(|_| document.read("b")).last().unwrap();
        assert_eq!(last.unwrap_err(), "is not read any further: 8 decompression bombs were found in it");
    }
}

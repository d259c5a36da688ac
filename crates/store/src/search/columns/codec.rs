//! How a group of articles is stored: numbers of four or eight bytes, little-endian, column after column, and texts with
//! their lengths before them, in a zstd frame.

use std::io::Read;

use super::published::Published;
use super::{Columns, TOGETHER};

/// Compression that costs next to nothing to undo.
const LEVEL: i32 = 3;

/// More than a group can have that is not damaged.
const LONGEST: u64 = 256 << 20;

impl Columns {
    /// Encodes columns that have nothing but one whole group.
    pub(super) fn encode(&self) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        put(&mut bytes, &self.contents);
        put(&mut bytes, &self.sites);
        for dictionary in [&self.hosts, &self.languages, &self.sections] {
            put(&mut bytes, &dictionary.values);
            put(&mut bytes, &[dictionary.texts.len() as u32]);
            for text in &dictionary.texts {
                put(&mut bytes, &[text.len() as u32]);
                bytes.extend_from_slice(text.as_bytes());
            }
        }
        bytes.extend(self.published.iter().flat_map(|published| published.0.to_le_bytes()));
        for lists in [&self.authors, &self.tags] {
            for article in 0..TOGETHER {
                let list = lists.get(article);
                put(&mut bytes, &[list.len() as u32]);
                put(&mut bytes, list);
            }
        }
        zstd::bulk::compress(&bytes, LEVEL)
    }

    /// Appends a group; `None` where it is damaged, and then some of it may have been appended.
    pub(super) fn append(&mut self, frame: &[u8]) -> Option<()> {
        let mut bytes = Vec::new();
        zstd::Decoder::new(frame).ok()?.take(LONGEST).read_to_end(&mut bytes).ok()?;
        let mut rest = bytes.as_slice();
        let group = TOGETHER as usize;
        self.contents.extend(take(&mut rest, group)?);
        self.sites.extend(take(&mut rest, group)?);
        for dictionary in [&mut self.hosts, &mut self.languages, &mut self.sections] {
            let values: Vec<u32> = take(&mut rest, group)?.collect();
            let count = take(&mut rest, 1)?.next()?;
            let texts = (0..count).map(|_| {
                let length = take(&mut rest, 1)?.next()? as usize;
                let (text, after) = rest.split_at_checked(length)?;
                rest = after;
                String::from_utf8(text.to_vec()).ok()
            });
            let texts: Vec<String> = texts.collect::<Option<_>>()?;
            dictionary.append(&values, &texts);
        }
        let (published, after) = rest.split_at_checked(group * 8)?;
        rest = after;
        self.published.extend(published.as_chunks().0.iter().map(|&bytes| Published(u64::from_le_bytes(bytes))));
        for lists in [&mut self.authors, &mut self.tags] {
            for _ in 0..TOGETHER {
                let length = take(&mut rest, 1)?.next()? as usize;
                let list: Vec<u32> = take(&mut rest, length)?.collect();
                lists.push(&list);
            }
        }
        rest.is_empty().then_some(())
    }
}

fn put(bytes: &mut Vec<u8>, numbers: &[u32]) {
    bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

fn take<'b>(rest: &mut &'b [u8], count: usize) -> Option<impl Iterator<Item = u32> + use<'b>> {
    let (numbers, after) = rest.split_at_checked(count.checked_mul(4)?)?;
    *rest = after;
    Some(numbers.as_chunks().0.iter().map(|&bytes| u32::from_le_bytes(bytes)))
}

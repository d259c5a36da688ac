//! What a zip says of one member, in its directory or before the member (APPNOTE.TXT 6.3.10, 4.3.7 and 4.3.12).

use super::super::container::is_left_out;
use crate::text_encoding;

/// A member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) flags: u16,
    pub(super) method: u16,
    pub(super) crc: u32,
    /// Bytes in the archive.
    pub(super) packed: u64,
    /// Bytes of the member.
    pub(super) size: u64,
    /// Where its local header stands.
    pub(super) offset: u64,
}

/// The flags: encrypted; sizes stand behind the member; the directory is encrypted too.
const ENCRYPTED: u16 = 1;
const SIZES_BEHIND: u16 = 1 << 3;
const DIRECTORY_ENCRYPTED: u16 = 1 << 13;
/// The extra field with 64-bit sizes.
const ZIP64: u16 = 1;
/// Stands for a size that is in the extra field.
const ELSEWHERE: u64 = 0xffff_ffff;

impl Entry {
    /// The fixed part of a local header, in bytes.
    pub(super) const LOCAL: usize = 30;
    /// The fixed part of an entry of the directory, in bytes.
    pub(super) const CENTRAL: usize = 46;

    /// Reads the fixed part of a local header, without its signature checked. Gives the lengths of the name and the
    /// extra field too.
    pub(super) fn local(fixed: &[u8; Self::LOCAL]) -> (Self, usize, usize) {
        let entry = Self::common(&fixed[6..], 0);
        (entry, usize::from(short(&fixed[26..])), usize::from(short(&fixed[28..])))
    }

    /// Reads the fixed part of an entry of the directory. Gives the lengths of the name, the extra field and the
    /// comment too.
    pub(super) fn central(fixed: &[u8; Self::CENTRAL]) -> (Self, [usize; 3]) {
        let entry = Self::common(&fixed[8..], u64::from(long(&fixed[42..])));
        (entry, [28, 30, 32].map(|at| usize::from(short(&fixed[at..]))))
    }

    fn common(fixed: &[u8], offset: u64) -> Self {
        Self {
            name: String::new(),
            flags: short(fixed),
            method: short(&fixed[2..]),
            crc: long(&fixed[8..]),
            packed: u64::from(long(&fixed[12..])),
            size: u64::from(long(&fixed[16..])),
            offset,
        }
    }

    /// Takes the name and the extra field.
    pub(super) fn take_rest(&mut self, name: &[u8], mut extra: &[u8]) {
        self.name = text_encoding::decode(name).text.into_owned();
        while let [a, b, c, d, rest @ ..] = extra {
            let length = usize::from(u16::from_le_bytes([*c, *d])).min(rest.len());
            let (mut field, after) = rest.split_at(length);
            if u16::from_le_bytes([*a, *b]) == ZIP64 {
                for value in [&mut self.size, &mut self.packed, &mut self.offset] {
                    if *value == ELSEWHERE
                        && let Some((number, left)) = field.split_first_chunk()
                    {
                        *value = u64::from_le_bytes(*number);
                        field = left;
                    }
                }
            }
            extra = after;
        }
    }

    /// Whether sizes and checksum are said behind the member only, as far as its local header goes.
    pub(super) fn sizes_are_behind(&self) -> bool {
        self.flags & SIZES_BEHIND != 0
    }

    /// Why the member cannot be read, if so.
    pub(super) fn refusal(&self) -> Option<String> {
        if self.flags & (ENCRYPTED | DIRECTORY_ENCRYPTED) != 0 {
            return Some("is encrypted; unpack the zip with its password and import what was in it".to_owned());
        }
        let what = match self.method {
            0 | 8 | 12 | 93 | 95 => return None,
            9 => "Deflate64",
            14 => "LZMA",
            98 => "PPMd",
            _ => "unknown",
        };
        let method = self.method;
        Some(format!("is packed by method {method} ({what}), which is not read; pack it again with Deflate"))
    }
}

/// Which members of one zip are read. A WACZ (a zip of WARC files with an index and a list of pages) says what it is by
/// its members, and of it the WARC files are read: the others are about them.
#[derive(Default)]
pub(super) struct Choice {
    is_wacz: bool,
}

impl Choice {
    /// Takes note of a member, before it is asked of.
    pub(super) fn see(&mut self, name: &str) {
        let file = name.strip_prefix("archive/").unwrap_or_default();
        // Also `.warc.gz` and `.warc.zst`.
        self.is_wacz |= file.split('.').skip(1).any(|part| part == "warc");
    }

    /// Whether a member is read.
    pub(super) fn has(&self, name: &str) -> bool {
        !is_left_out(name) && (!self.is_wacz || name.starts_with("archive/"))
    }
}

pub(super) fn short(bytes: &[u8]) -> u16 {
    bytes.first_chunk().map_or(0, |bytes| u16::from_le_bytes(*bytes))
}

pub(super) fn long(bytes: &[u8]) -> u32 {
    bytes.first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

pub(super) fn very_long(bytes: &[u8]) -> u64 {
    bytes.first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

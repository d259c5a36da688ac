//! One header block of a tar archive (POSIX.1-1988 ustar, with GNU's binary numbers).

/// The unit of a tar archive, in bytes.
pub(super) const BLOCK: usize = 512;

/// What a header says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) name: Vec<u8>,
    /// Bytes of content, in blocks behind the header.
    pub(super) size: u64,
    /// What kind of member it is: `0` for a file.
    pub(super) kind: u8,
}

impl Header {
    /// Reads a header; `None` where the block is none.
    pub(super) fn parse(block: &[u8]) -> Option<Self> {
        let block: &[u8; BLOCK] = block.get(..BLOCK)?.try_into().ok()?;
        if number(&block[148..156])? != checksum(block) {
            return None;
        }
        let size = number(&block[124..136])?;
        let name = text(&block[..100]);
        let prefix = text(&block[345..500]);
        // GNU's own form has other things where the prefix stands.
        let is_posix = &block[257..263] == b"ustar\0";
        let name = if is_posix && !prefix.is_empty() { [prefix, b"/", name].concat() } else { name.to_vec() };
        Some(Self { name, size, kind: block[156] })
    }
}

/// The sum of the block's bytes, its own field taken for blanks.
pub(super) fn checksum(block: &[u8; BLOCK]) -> u64 {
    let sum = |bytes: &[u8]| bytes.iter().map(|byte| u64::from(*byte)).sum::<u64>();
    sum(&block[..148]) + 8 * u64::from(b' ') + sum(&block[156..])
}

/// A number in octal digits, or in binary where its first bit is set.
fn number(field: &[u8]) -> Option<u64> {
    if field[0] & 0x80 != 0 {
        let (first, rest) = field.split_first()?;
        let start = u64::from(first & 0x7f);
        return rest.iter().try_fold(start, |n, byte| n.checked_mul(256)?.checked_add(u64::from(*byte)));
    }
    let digits = text(field).trim_ascii();
    if digits.is_empty() {
        return Some(0);
    }
    u64::from_str_radix(std::str::from_utf8(digits).ok()?, 8).ok()
}

/// A field up to its NUL.
fn text(field: &[u8]) -> &[u8] {
    field.split(|byte| *byte == 0).next().unwrap_or_default()
}

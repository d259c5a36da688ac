//! The dictionary in front of zstd frames that belong together, as web archives have it (IIPC, "Use of Zstandard
//! compression in WARC files"): a skippable frame with the dictionary, which may be compressed itself.

use std::io::{self, BufRead, Read};

use super::fault::Fault;
use super::unpack::Source;

/// How the skippable frame begins.
const FRAME: &[u8] = b"\x5d\x2a\x4d\x18";
/// How a dictionary begins (RFC 8878, 5).
const DICTIONARY: &[u8] = b"\x37\xa4\x30\xec";
const COMPRESSED: &[u8] = b"\x28\xb5\x2f\xfd";
/// The frame's magic and its length.
const HEADER_BYTES: usize = 8;

/// Takes the dictionary at the start of a stream; gives an empty one where there is none. `limit` is in bytes.
///
/// # Errors
/// A dictionary that is cut short, damaged or longer than the limit; without it nothing behind it can be decoded.
pub(super) fn take(source: &mut Source<'_>, limit: u64) -> io::Result<Vec<u8>> {
    let head = source.peek(HEADER_BYTES + DICTIONARY.len());
    let (Some(rest), Some(length)) = (head.strip_prefix(FRAME), head.get(FRAME.len()..HEADER_BYTES)) else {
        return Ok(Vec::new());
    };
    let content = &rest[4..];
    if content != DICTIONARY && content != COMPRESSED {
        // Some other skippable frame, which the decoder skips.
        return Ok(Vec::new());
    }
    let is_compressed = content == COMPRESSED;
    let length = length.iter().rev().fold(0, |length, byte| length << 8 | u64::from(*byte));
    if length > limit {
        return Err(Fault(format!("has a dictionary of {length} bytes; the limit is {limit}")).into());
    }
    source.consume(HEADER_BYTES);
    let mut stored = Vec::new();
    source.by_ref().take(length).read_to_end(&mut stored)?;
    if stored.len() as u64 != length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    if !is_compressed {
        return Ok(stored);
    }
    let mut dictionary = Vec::new();
    zstd::Decoder::with_buffer(stored.as_slice())?.take(limit + 1).read_to_end(&mut dictionary)?;
    if dictionary.len() as u64 > limit {
        return Err(Fault(format!("has a dictionary of more than {limit} bytes, the limit")).into());
    }
    Ok(dictionary)
}

//! An HTTP answer as it was recorded: its head, and its body with the encodings of the transfer undone (RFC 9110, 9112).

use std::borrow::Cow;
use std::io::Read;

/// A longer head (bytes) is not looked through.
const LONGEST_HEAD: usize = 256 << 10;
/// More encodings one over the other are not undone.
const MOST_ENCODINGS: usize = 4;

/// The head of an answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer<'a> {
    pub(super) status: u16,
    fields: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// Where the body begins.
    pub(super) length: usize,
}

impl<'a> Answer<'a> {
    /// Reads the head of a recorded answer; `None` where the bytes are none. A head that is cut short counts as whole.
    pub(super) fn parse(block: &'a [u8]) -> Option<Self> {
        if !block.get(..5)?.eq_ignore_ascii_case(b"HTTP/") {
            return None;
        }
        let head = &block[..block.len().min(LONGEST_HEAD)];
        let mut lines = head.split_inclusive(|byte| *byte == b'\n');
        let first = lines.next()?;
        let mut length = first.len();
        let status = String::from_utf8_lossy(first).split_ascii_whitespace().nth(1)?.parse().ok()?;
        let mut fields = Vec::new();
        for line in lines {
            length += line.len();
            let line = line.trim_ascii();
            if line.is_empty() {
                break;
            }
            if let Some(colon) = memchr::memchr(b':', line) {
                let text = |bytes: &'a [u8]| String::from_utf8_lossy(bytes.trim_ascii());
                fields.push((text(&line[..colon]), text(&line[colon + 1..])));
            }
        }
        Some(Self { status, fields, length })
    }

    /// The first field of this name.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(field, _)| field.eq_ignore_ascii_case(name));
        found.map(|(_, value)| &**value)
    }

    /// The body without chunks and content encodings, and a note where something was wrong with them. What cannot be
    /// undone is taken for what was done before, as crawlers do: the body as it is.
    ///
    /// # Errors
    /// In words, where it unpacks to more than `limit` bytes.
    pub(super) fn body(&self, body: &'a [u8], limit: u64) -> Result<(Cow<'a, [u8]>, Option<String>), String> {
        let mut note = None;
        let has = |name: &str, value: &str| {
            self.fields
                .iter()
                .any(|(field, list)| field.eq_ignore_ascii_case(name) && list.to_ascii_lowercase().contains(value))
        };
        let mut body = Cow::Borrowed(body);
        if has("transfer-encoding", "chunked") {
            let dechunked = dechunk(&body);
            body = dechunked.map_or(body, Cow::Owned);
        }
        let encodings = self.field("content-encoding").unwrap_or_default().to_ascii_lowercase();
        // The last was applied last.
        for encoding in encodings.split(',').rev().take(MOST_ENCODINGS).map(str::trim) {
            let Some(mut stream) = decoder(encoding, &body) else {
                continue;
            };
            let mut decoded = Vec::new();
            let error = stream.by_ref().take(limit + 1).read_to_end(&mut decoded).err();
            drop(stream);
            if decoded.len() as u64 > limit {
                return Err(format!("unpacks to more than {limit} bytes, the limit for one record"));
            }
            match error {
                Some(_) if decoded.is_empty() => continue,
                Some(error) => {
                    note = Some(format!("its {encoding} encoding is damaged ({error}); it is read as far as it goes"));
                }
                None => {}
            }
            body = Cow::Owned(decoded);
        }
        Ok((body, note))
    }
}

/// What undoes an encoding, where the body looks as if it were so encoded.
fn decoder<'a>(encoding: &str, body: &'a [u8]) -> Option<Box<dyn Read + 'a>> {
    Some(match encoding {
        "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => Box::new(flate2::bufread::MultiGzDecoder::new(body)),
        // Meant with zlib's header, but often sent without (RFC 9110, 8.4.1.2).
        "deflate" if is_zlib(body) => Box::new(flate2::bufread::ZlibDecoder::new(body)),
        "deflate" => Box::new(flate2::bufread::DeflateDecoder::new(body)),
        "br" => Box::new(brotli_decompressor::Decompressor::new(body, BUFFER)),
        "zstd" if body.starts_with(b"\x28\xb5\x2f\xfd") => Box::new(zstd::Decoder::with_buffer(body).ok()?),
        _ => return None,
    })
}

const BUFFER: usize = 16 << 10;

fn is_zlib(body: &[u8]) -> bool {
    matches!(body, [first, second, ..] if first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
}

/// Puts chunks together; `None` where there are none. From the first place that is no chunk on the rest is taken as it
/// is, because some crawlers undo the chunks and leave the header, and some servers send wrong ones.
fn dechunk(body: &[u8]) -> Option<Vec<u8>> {
    let (mut size, mut rest) = chunk_size(body)?;
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let length = size.min(rest.len());
        whole.extend_from_slice(&rest[..length]);
        rest = &rest[length..];
        if size == 0 || rest.is_empty() {
            return Some(whole);
        }
        let line_end = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"));
        match line_end.and_then(chunk_size) {
            Some(next) => (size, rest) = next,
            None if line_end == Some(b"") => return Some(whole),
            None => {
                whole.extend_from_slice(rest);
                return Some(whole);
            }
        }
    }
}

/// The line before a chunk: its size in hexadecimal digits, and what follows it.
fn chunk_size(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = memchr::memchr(b'\n', &bytes[..bytes.len().min(256)])?;
    let line = std::str::from_utf8(&bytes[..end]).ok()?;
    let digits = line.split(';').next()?.trim();
    let size = usize::from_str_radix(digits, 16).ok()?;
    Some((size, &bytes[end + 1..]))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use rstest::rstest;

    use super::*;

    fn body_of(head: &str, body: &[u8]) -> (Vec<u8>, Option<String>) {
        let block = [format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes(), body].concat();
        let answer = Answer::parse(&block).unwrap();
        let (body, note) = answer.body(&block[answer.length..], 10_000).unwrap();
        (body.into_owned(), note)
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(vec![], flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(vec![], flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[rstest]
    #[case::without_words("HTTP/1.1 404\r\nA: b\r\n\r\nx", 404, 22)]
    #[case::bare_lines("HTTP/1.0 200 OK\nA: b\n\nx", 200, 22)]
    #[case::cut_short("HTTP/1.0 200 OK\nA: b", 200, 20)]
    fn a_head_is_read(#[case] block: &str, #[case] status: u16, #[case] length: usize) {
        let answer = Answer::parse(block.as_bytes()).unwrap();
        assert_eq!((answer.status, answer.length, answer.field("a")), (status, length, Some("b")));
    }

    #[test]
    fn other_things_are_no_answers() {
        for block in ["", "HTTP", "<html>", "HTTP/1.1\r\n\r\n", "HTTP/1.1 abc\r\n"] {
            assert_eq!(Answer::parse(block.as_bytes()), None, "{block}");
        }
    }

    #[rstest]
    #[case::chunks("5\r\nHello\r\n6;x=y\r\n world\r\n0\r\n\r\n", "Hello world")]
    #[case::cut_short("5\r\nHello\r\n6\r\n wo", "Hello wo")]
    #[case::none("Hello world", "Hello world")]
    #[case::wrong_later("5\r\nHello world", "Hello world")]
    #[case::enormous("ffffffffffffffff\r\nHello", "Hello")]
    fn chunks_are_put_together_where_there_are_any(#[case] body: &str, #[case] expected: &str) {
        let (found, _) = body_of("Transfer-Encoding: chunked", body.as_bytes());
        assert_eq!(String::from_utf8(found).unwrap(), expected);
    }

    #[rstest]
    #[case::gzip("gzip", gzip(b"Hello"))]
    #[case::zlib("deflate", zlib(b"Hello"))]
    #[case::raw_deflate("deflate", zlib(b"Hello")[2..].to_vec())]
    #[case::brotli("br", b"\x0b\x02\x80Hello\x03".to_vec())]
    #[case::zstd("zstd", zstd::encode_all(&b"Hello"[..], 1).unwrap())]
    #[case::two("zstd, GZIP", gzip(&zstd::encode_all(&b"Hello"[..], 1).unwrap()))]
    #[case::undone_before("gzip", b"Hello".to_vec())]
    #[case::undone_before("br", b"Hello".to_vec())]
    #[case::unknown("x-other", b"Hello".to_vec())]
    fn content_encodings_are_undone(#[case] encoding: &str, #[case] body: Vec<u8>) {
        assert_eq!(body_of(&format!("Content-Encoding: {encoding}"), &body), (b"Hello".to_vec(), None));
    }

    #[test]
    fn a_damaged_encoding_gives_what_came_out() {
        let bytes = gzip(&[b'x'; 5000]);
        let (body, note) = body_of("Content-Encoding: gzip", &bytes[..bytes.len() - 6]);
        assert_eq!(body.len(), 5000);
        assert!(note.unwrap().starts_with("its gzip encoding is damaged"));
    }

    #[test]
    fn a_body_that_unpacks_to_too_much_is_refused() {
        let block = [b"HTTP/1.1 200 OK\nContent-Encoding: gzip\n\n".to_vec(), gzip(&vec![0; 20_000])].concat();
        let answer = Answer::parse(&block).unwrap();
        let error = answer.body(&block[answer.length..], 10_000).unwrap_err();
        assert_eq!(error, "unpacks to more than 10000 bytes, the limit for one record");
    }
}

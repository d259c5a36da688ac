//! UTF-16 to UTF-8 while it streams, for formats that are split at bytes: spreadsheets export tables so.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, Encoding};

/// A reader of UTF-8 over a stream of UTF-16 that begins with its byte-order mark.
pub(super) struct Utf16<R> {
    inner: R,
    decoder: Decoder,
    decoded: Vec<u8>,
    start: usize,
    ended: bool,
}

impl<R: BufRead> Utf16<R> {
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { inner, decoder, decoded: Vec::new(), start: 0, ended: false }
    }

    fn decode_more(&mut self) -> io::Result<()> {
        let bytes = self.inner.fill_buf()?;
        self.ended = bytes.is_empty();
        self.start = 0;
        let room = self.decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(4 * bytes.len());
        self.decoded.resize(room, 0);
        let (_, read, written, _) = self.decoder.decode_to_utf8(bytes, &mut self.decoded, self.ended);
        self.decoded.truncate(written);
        self.inner.consume(read);
        Ok(())
    }
}

impl<R: BufRead> Read for Utf16<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.start == self.decoded.len() && !self.ended {
            self.decode_more()?;
        }
        let read = (&self.decoded[self.start..]).read(out)?;
        self.start += read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use rstest::rstest;

    use super::*;

    #[rstest]
    fn utf16_is_decoded_whatever_the_chunks(#[values(1, 2, 3, 1000)] chunk: usize) {
        let text = "title\ttext\nÉté 🗞\t東京";
        let bytes: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        let mut decoded = String::new();
        let inner = BufReader::with_capacity(chunk, bytes.as_slice());
        Utf16::new(inner, encoding_rs::UTF_16BE).read_to_string(&mut decoded).unwrap();
        assert_eq!(decoded, text);
    }
}

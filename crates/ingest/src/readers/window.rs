//! A window on a stream: the bytes from the start of the current record as far as they have been read.

use std::io::{self, BufRead};

use crate::passed::Passed;
use crate::record::{Raw, Rejection};

/// An empty window gives back memory above this (bytes), and a longer record takes the memory with it.
const KEPT_CAPACITY: usize = 1 << 20;

/// The bytes of a stream that have been read but not yet taken. It holds no more than the caller asks for by
/// [`extend`](Self::extend), so a reader that gives up on a record at the limit keeps its memory at the limit.
pub(super) struct Window<'a> {
    input: &'a mut dyn BufRead,
    buffer: Vec<u8>,
    start: usize,
    /// Bytes taken or dropped before the buffer.
    before: u64,
}

impl<'a> Window<'a> {
    pub(super) fn new(input: &'a mut dyn BufRead) -> Self {
        Self { input, buffer: Vec::new(), start: 0, before: 0 }
    }

    /// What has been read and not taken.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    /// How many bytes have been taken or dropped.
    pub(super) fn taken(&self) -> u64 {
        self.before + self.start as u64
    }

    /// Reads one more chunk; `false` at the end of the stream.
    pub(super) fn extend(&mut self) -> io::Result<bool> {
        self.buffer.drain(..self.start);
        self.before += self.start as u64;
        self.start = 0;
        if self.buffer.is_empty() && self.buffer.capacity() > KEPT_CAPACITY {
            self.buffer = Vec::new();
        }
        let read = loop {
            match self.input.fill_buf() {
                Ok(chunk) => {
                    self.buffer.extend_from_slice(chunk);
                    break chunk.len();
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        };
        self.input.consume(read);
        Ok(read > 0)
    }

    /// Reads until so many bytes are here or the stream ends.
    pub(super) fn extend_to(&mut self, length: usize) -> io::Result<()> {
        while self.bytes().len() < length && self.extend()? {}
        Ok(())
    }

    /// Takes the first `length` bytes out.
    pub(super) fn take(&mut self, length: usize) -> Vec<u8> {
        if length <= KEPT_CAPACITY {
            let taken = self.bytes()[..length].to_vec();
            self.skip(length);
            return taken;
        }
        let rest = self.buffer.split_off(self.start + length);
        let mut taken = std::mem::replace(&mut self.buffer, rest);
        taken.drain(..self.start);
        self.before += (self.start + length) as u64;
        self.start = 0;
        taken
    }

    /// Drops the first `length` bytes.
    pub(super) fn skip(&mut self, length: usize) {
        debug_assert!(length <= self.bytes().len());
        self.start += length;
    }

    /// Hashes and drops the first `length` bytes.
    pub(super) fn pass(&mut self, passed: &mut Passed, length: usize) {
        passed.update(&self.bytes()[..length]);
        self.skip(length);
    }

    /// Takes the first `length` bytes as the end of a record of which `passed` is the beginning, if it was too long.
    pub(super) fn take_record(&mut self, passed: Option<Passed>, length: usize, limit: u64) -> Raw {
        if passed.is_none() && length as u64 <= limit {
            return Raw::Bytes(self.take(length));
        }
        let mut passed = passed.unwrap_or_default();
        self.pass(&mut passed, length);
        passed.finish()
    }

    /// Takes all that is left. What is longer than the limit is hashed and not kept.
    pub(super) fn take_whole(&mut self, limit: u64) -> io::Result<Raw> {
        let mut passed: Option<Passed> = None;
        while self.extend()? {
            let length = self.bytes().len();
            if passed.is_some() || length as u64 > limit {
                self.pass(passed.get_or_insert_default(), length);
            }
        }
        let length = self.bytes().len();
        Ok(self.take_record(passed, length, limit))
    }

    /// Takes one line without its end (`\n` or `\r\n`), or `None` at the end of the stream. Of a line over the limit
    /// only the hash is taken.
    pub(super) fn take_line(&mut self, limit: u64) -> io::Result<Option<Raw>> {
        let mut passed: Option<Passed> = None;
        let mut searched = 0;
        loop {
            if let Some(at) = memchr::memchr(b'\n', &self.bytes()[searched..]) {
                let end = searched + at;
                let length = end - usize::from(self.bytes()[..end].ends_with(b"\r"));
                let raw = self.take_record(passed, length, limit);
                self.skip(end - length + 1);
                return Ok(Some(raw));
            }
            // A `\r` at the end may turn out to belong to the line end.
            if self.bytes().len() as u64 > limit.saturating_add(1) {
                let length = self.bytes().len() - usize::from(self.bytes().ends_with(b"\r"));
                let passed = passed.get_or_insert_default();
                self.pass(passed, length);
            }
            searched = self.bytes().len();
            if !self.extend()? {
                let is_end = searched == 0 && passed.is_none();
                return Ok((!is_end).then(|| self.take_record(passed, searched, limit)));
            }
        }
    }
}

/// Why a record over the limit is not read.
pub(super) fn too_long(limit: u64) -> Rejection {
    Rejection::new(format!("is longer than {limit} bytes, the limit for one record"))
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use rstest::rstest;
    use sha2::{Digest, Sha256};

    use super::*;

    fn lines(bytes: &[u8], chunk: usize, limit: u64) -> Vec<Raw> {
        let mut input = BufReader::with_capacity(chunk, bytes);
        let mut window = Window::new(&mut input);
        std::iter::from_fn(|| window.take_line(limit).unwrap()).collect()
    }

    fn passed(bytes: &[u8]) -> Raw {
        Raw::Passed { sha256: Sha256::digest(bytes).into(), size: bytes.len() as u64 }
    }

    #[rstest]
    fn lines_come_without_their_ends_whatever_the_chunks(#[values(1, 2, 3, 100)] chunk: usize) {
        let expected = ["a", "", "bc\rd", "e"].map(|line| Raw::Bytes(line.into()));
        assert_eq!(lines(b"a\n\r\nbc\rd\r\ne", chunk, 100), expected);
        assert_eq!(lines(b"a\n", chunk, 100), [Raw::Bytes(b"a".into())]);
        assert_eq!(lines(b"", chunk, 100), []);
    }

    #[rstest]
    fn a_line_over_the_limit_is_hashed_and_the_next_one_is_whole(#[values(1, 2, 3, 100)] chunk: usize) {
        let expected = [passed(b"abcde"), Raw::Bytes(b"fghi".into()), passed(b"jklmn")];
        assert_eq!(lines(b"abcde\r\nfghi\njklmn", chunk, 4), expected);
    }

    #[test]
    fn long_lines_come_whole() {
        let text = ["short", &"x".repeat(3 << 20), "short", &"y".repeat(2 << 20), ""].join("\n");
        let expected: Vec<_> = text.lines().map(|line| Raw::Bytes(line.into())).collect();
        assert!(lines(text.as_bytes(), 1 << 16, u64::MAX) == expected);
    }

    #[test]
    fn a_line_over_the_limit_costs_no_more_memory_than_the_limit() {
        let long = vec![b'x'; 10 << 20];
        let mut input = BufReader::with_capacity(64 << 10, long.as_slice());
        let mut window = Window::new(&mut input);
        window.take_line(256 << 10).unwrap();
        assert!(window.buffer.capacity() <= 1 << 20, "{}", window.buffer.capacity());
    }
}

//! A buffered reader that can look ahead.

use std::io::{self, BufRead, Read};

/// A buffer over a reader. An error that comes up while looking ahead waits until the bytes before it are read, so that
/// nothing that was readable is lost to it.
pub(super) struct Peek<R> {
    inner: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    error: Option<io::Error>,
}

impl<R: Read> Peek<R> {
    /// Looks ahead no further than `capacity` bytes.
    pub(super) fn new(inner: R, capacity: usize) -> Self {
        Self { inner, buffer: vec![0; capacity], start: 0, end: 0, error: None }
    }

    /// The next `length` bytes, or fewer if the stream ends or fails before.
    pub(super) fn peek(&mut self, length: usize) -> &[u8] {
        let length = length.min(self.buffer.len());
        if self.buffer.len() - self.start < length {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        while self.end - self.start < length && self.error.is_none() {
            match self.inner.read(&mut self.buffer[self.end..]) {
                Ok(0) => break,
                Ok(read) => self.end += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => self.error = Some(error),
            }
        }
        let end = self.end.min(self.start + length);
        &self.buffer[self.start..end]
    }
}

impl<R> Peek<R> {
    /// Whether an error waits behind the bytes that were looked at.
    pub(super) fn has_failed(&self) -> bool {
        self.error.is_some()
    }
}

impl<R: Read> BufRead for Peek<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.start == self.end {
            self.start = 0;
            self.end = 0;
            if let Some(error) = self.error.take() {
                return Err(error);
            }
            self.end = self.inner.read(&mut self.buffer)?;
        }
        Ok(&self.buffer[self.start..self.end])
    }

    fn consume(&mut self, amount: usize) {
        self.start = self.end.min(self.start + amount);
    }
}

impl<R: Read> Read for Peek<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(out)?;
        self.consume(read);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time, then fails.
    struct Failing<'a>(&'a [u8]);

    impl Read for Failing<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() { Err(io::Error::other("broken")) } else { self.0.read(&mut out[..1]) }
        }
    }

    #[test]
    fn looking_ahead_takes_nothing_away() {
        let mut peek = Peek::new(&b"abcdefgh"[..], 4);
        assert_eq!(peek.peek(2), b"ab");
        peek.consume(2);
        assert_eq!(peek.peek(4), b"cdef");
        assert_eq!(peek.peek(9), b"cdef");
        let mut rest = String::new();
        peek.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "cdefgh");
        assert_eq!(peek.peek(1), b"");
    }

    #[test]
    fn an_error_ahead_waits_until_the_bytes_before_it_are_read() {
        let mut peek = Peek::new(Failing(b"abc"), 8);
        assert_eq!(peek.peek(8), b"abc");
        let mut bytes = vec![];
        assert_eq!(peek.read_to_end(&mut bytes).unwrap_err().to_string(), "broken");
        assert_eq!(bytes, b"abc");
    }
}

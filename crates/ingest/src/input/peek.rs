//! A buffered reader that can look ahead.

use std::io::{self, BufRead, Read};

/// A buffer over a reader. An error that comes up while looking ahead waits until the bytes before it are read, so that
/// nothing that was readable is lost to it.
pub(super) struct Peek<R> {
    inner: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// Bytes given out so far.
    position: u64,
    error: Option<io::Error>,
}

impl<R: Read> Peek<R> {
    /// Looks ahead no further than `capacity` bytes.
    pub(super) fn new(inner: R, capacity: usize) -> Self {
        Self { inner, buffer: vec![0; capacity], start: 0, end: 0, position: 0, error: None }
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

    /// Drops bytes up to the next of these marks; `false` where the stream ends before.
    ///
    /// # Errors
    /// That of the stream, when it fails before a mark is found.
    pub(super) fn skip_to(&mut self, marks: &[&[u8]]) -> io::Result<bool> {
        let longest = marks.iter().map(|mark| mark.len()).max().unwrap_or_default();
        loop {
            let window = self.peek(self.buffer.len());
            let found = marks.iter().filter_map(|mark| memchr::memmem::find(window, mark)).min();
            let length = window.len();
            if let Some(at) = found {
                self.consume(at);
                return Ok(true);
            }
            if length < self.buffer.len() {
                self.consume(length);
                return self.error.take().map_or(Ok(false), Err);
            }
            self.consume(length + 1 - longest);
        }
    }
}

impl<R> Peek<R> {
    /// How many bytes were given out.
    pub(super) fn position(&self) -> u64 {
        self.position
    }

    /// Goes back to a place, or as near to it as what is still in the buffer allows.
    pub(super) fn go_back(&mut self, position: u64) {
        let back = self.position.saturating_sub(position).min(self.start as u64);
        self.start -= back as usize;
        self.position -= back;
    }

    /// Puts an error where the stream stands, in place of all that follows.
    pub(super) fn fail(&mut self, error: io::Error) {
        self.start = self.end;
        self.error = Some(error);
    }

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
        let amount = amount.min(self.end - self.start);
        self.start += amount;
        self.position += amount as u64;
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
    fn what_is_still_in_the_buffer_can_be_given_again() {
        let mut peek = Peek::new(&b"abcdefgh"[..], 4);
        peek.peek(4);
        peek.consume(3);
        peek.go_back(1);
        assert_eq!((peek.position(), peek.peek(1)), (1, &b"b"[..]));
        peek.consume(2);
        assert_eq!(peek.peek(4), b"defg");
        peek.go_back(0);
        assert_eq!((peek.position(), peek.peek(1)), (3, &b"d"[..]));
    }

    #[test]
    fn a_mark_is_found_wherever_the_buffer_ends() {
        for before in 0..20 {
            let bytes = [vec![b'.'; before], b"mark!".to_vec()].concat();
            let mut peek = Peek::new(bytes.as_slice(), 8);
            assert!(peek.skip_to(&[b"none", b"mark"]).unwrap());
            assert_eq!(peek.peek(5), b"mark!");
            assert!(!peek.skip_to(&[b"none"]).unwrap());
            assert_eq!(peek.peek(5), b"");
        }
        assert!(Peek::new(Failing(b"abc"), 8).skip_to(&[b"d"]).is_err());
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

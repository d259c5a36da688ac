//! Takes the compression off a stream: gzip and zstd, known by their first bytes, one within the other if need be.

use std::cell::{Cell, RefCell};
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use flate2::bufread::GzDecoder;

use super::peek::Peek;
use crate::Limits;
use crate::passed::Passed;
use crate::readers::HEAD_BYTES;
use crate::record::Raw;

/// How many compressions one within the other are taken off.
pub(super) const MAX_DEPTH: usize = 3;

/// A stream of any depth, with room to look at its head.
pub(super) type Source = Peek<Box<dyn Read>>;

/// What is wrong with an input, in words that end the sentence "file: …". It travels as an [`io::Error`] through the
/// decoders and readers.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Fault(pub(super) String);

impl From<Fault> for io::Error {
    fn from(fault: Fault) -> Self {
        Self::other(fault)
    }
}

/// What is known of an input while it is read.
#[derive(Default)]
pub(super) struct Tally {
    /// Bytes read from where it lies.
    pub(super) read: Cell<u64>,
    /// What stood behind the end of a compressed stream.
    pub(super) trailing: RefCell<Vec<Trailing>>,
}

/// Bytes behind the end of a compressed stream that are no such stream.
pub(super) struct Trailing {
    pub(super) format: &'static str,
    pub(super) raw: Raw,
}

/// Takes off up to [`MAX_DEPTH`] compressions.
pub(super) fn unpack(mut source: Source, limits: Limits, tally: &Rc<Tally>) -> Source {
    for _ in 0..MAX_DEPTH {
        let Some(format) = Format::of(source.peek(4)) else {
            break;
        };
        let members = Members { format, limits, tally: Rc::clone(tally), produced: 0, state: State::Between(source) };
        source = Peek::new(Box::new(members), HEAD_BYTES);
    }
    source
}

/// The name of the compression that a stream begins with, if any.
pub(super) fn compression(head: &[u8]) -> Option<&'static str> {
    Format::of(head).map(Format::name)
}

#[derive(Clone, Copy)]
enum Format {
    Gzip,
    Zstd,
}

impl Format {
    fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            // A frame, or a skippable one (RFC 8878, 3.1).
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstd),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }

    fn decoder(self, source: Source) -> io::Result<Decoder> {
        Ok(match self {
            Self::Gzip => Decoder::Gzip(Box::new(GzDecoder::new(source))),
            Self::Zstd => Decoder::Zstd(zstd::Decoder::with_buffer(source)?.single_frame()),
        })
    }
}

enum Decoder {
    Gzip(Box<GzDecoder<Source>>),
    Zstd(zstd::Decoder<'static, Source>),
}

impl Decoder {
    fn into_source(self) -> Source {
        match self {
            Self::Gzip(decoder) => decoder.into_inner(),
            Self::Zstd(decoder) => decoder.finish(),
        }
    }
}

impl Read for Decoder {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Gzip(decoder) => decoder.read(out),
            Self::Zstd(decoder) => decoder.read(out),
        }
    }
}

enum State {
    /// Before the next gzip member or zstd frame, or the end.
    Between(Source),
    Within(Decoder),
    Ended,
}

/// A compressed stream: one or more gzip members or zstd frames.
struct Members {
    format: Format,
    limits: Limits,
    tally: Rc<Tally>,
    /// Bytes given out.
    produced: u64,
    state: State,
}

impl Members {
    /// Whether there is a next member; hashes what stands there instead.
    fn has_next(&self, source: &mut Source) -> io::Result<bool> {
        if Format::of(source.peek(4)).is_some_and(|format| format.name() == self.format.name()) {
            return Ok(true);
        }
        let mut passed = Passed::default();
        loop {
            let bytes = source.fill_buf()?;
            let length = bytes.len();
            if length == 0 {
                break;
            }
            passed.update(bytes);
            source.consume(length);
        }
        let raw = passed.finish();
        if !matches!(raw, Raw::Passed { size: 0, .. }) {
            self.tally.trailing.borrow_mut().push(Trailing { format: self.format.name(), raw });
        }
        Ok(false)
    }

    fn fault(&self, error: io::Error) -> io::Error {
        // What went wrong below says so itself.
        if error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Fault>) {
            return error;
        }
        let (format, produced) = (self.format.name(), self.produced);
        Fault(match error.kind() {
            io::ErrorKind::UnexpectedEof => format!("the {format} stream ends early, after {produced} unpacked bytes"),
            _ => format!("the {format} stream is damaged after {produced} unpacked bytes ({error})"),
        })
        .into()
    }

    fn check_expansion(&self) -> io::Result<()> {
        let Limits { expansion_ratio, expansion_floor, .. } = self.limits;
        if self.produced > expansion_floor && self.produced / expansion_ratio.max(1) > self.tally.read.get() {
            let what = format!("expands more than {expansion_ratio} times (to {} bytes so far)", self.produced);
            return Err(Fault(format!("{what}: taken for a decompression bomb")).into());
        }
        Ok(())
    }
}

impl Read for Members {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        loop {
            // A state that fails is not put back: after its error the stream has ended.
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Between(mut source) => {
                    if self.has_next(&mut source)? {
                        self.state = State::Within(self.format.decoder(source)?);
                    }
                }
                State::Within(mut decoder) => match decoder.read(out) {
                    Ok(0) => self.state = State::Between(decoder.into_source()),
                    Ok(read) => {
                        self.produced += read as u64;
                        self.check_expansion()?;
                        self.state = State::Within(decoder);
                        return Ok(read);
                    }
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => self.state = State::Within(decoder),
                    Err(error) => return Err(self.fault(error)),
                },
                State::Ended => return Ok(0),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use rstest::rstest;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(vec![], Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        zstd::encode_all(bytes, 1).unwrap()
    }

    /// What comes out, the error that ends it, and the size of what stands behind.
    fn unpacked(bytes: &[u8], limits: Limits) -> (Vec<u8>, Option<String>, Option<u64>) {
        let tally = Rc::new(Tally::default());
        tally.read.set(bytes.len() as u64);
        let inner: Box<dyn Read> = Box::new(io::Cursor::new(bytes.to_vec()));
        let mut source = unpack(Peek::new(inner, HEAD_BYTES), limits, &tally);
        let mut out = vec![];
        let error = source.read_to_end(&mut out).err().map(|error| error.to_string());
        let trailing = tally.trailing.borrow().first().map(|trailing| match trailing.raw {
            Raw::Passed { size, .. } => size,
            Raw::Bytes(_) => 0,
        });
        (out, error, trailing)
    }

    #[rstest]
    #[case::plain(b"ab".to_vec())]
    #[case::gzip_members([gzip(b"a"), gzip(b""), gzip(b"b")].concat())]
    #[case::zstd_frames([zstd(b"a"), zstd(b"b"), b"\x50\x2a\x4d\x18\x01\0\0\0x".to_vec()].concat())]
    #[case::nested(gzip(&zstd(&gzip(b"ab"))))]
    fn compressions_come_off(#[case] bytes: Vec<u8>) {
        assert_eq!(unpacked(&bytes, Limits::default()), (b"ab".to_vec(), None, None));
    }

    #[test]
    fn compressions_come_off_to_a_bound() {
        let inner = gzip(b"ab");
        let bytes = gzip(&gzip(&gzip(&inner)));
        assert_eq!(unpacked(&bytes, Limits::default()), (inner, None, None));
    }

    #[rstest]
    #[case::gzip(gzip(b"ab"))]
    #[case::zstd(zstd(b"ab"))]
    fn what_stands_behind_the_end_is_reported_and_costs_nothing(#[case] mut bytes: Vec<u8>) {
        bytes.extend_from_slice(&[0; 100]);
        assert_eq!(unpacked(&bytes, Limits::default()), (b"ab".to_vec(), None, Some(100)));
    }

    #[rstest]
    #[case::gzip(gzip(&[b'x'; 5000]), "gzip")]
    #[case::zstd(zstd(&[b'x'; 5000]), "zstd")]
    #[case::within(gzip(&zstd(b"ab")[..10]), "zstd")]
    fn a_truncated_stream_is_an_error_behind_what_was_readable(#[case] bytes: Vec<u8>, #[case] format: &str) {
        let cut = if format == "zstd" && bytes[0] == 0x1f { bytes.len() } else { bytes.len() - 3 };
        let (out, error, _) = unpacked(&bytes[..cut], Limits::default());
        let expected = format!("the {format} stream ends early, after {} unpacked bytes", out.len());
        assert_eq!(error, Some(expected));
    }

    #[test]
    fn what_was_readable_of_a_damaged_stream_comes_out() {
        let mut bytes = [gzip(b"first"), gzip(b"second")].concat();
        let last = bytes.len() - 8;
        bytes[last] ^= 1;
        let (out, error, _) = unpacked(&bytes, Limits::default());
        assert_eq!(out, b"firstsecond");
        assert!(error.unwrap().starts_with("the gzip stream is damaged after 11 unpacked bytes"));
    }

    #[rstest]
    #[case::gzip(gzip(&vec![0; 10 << 20]))]
    #[case::nested(gzip(&gzip(&vec![0; 10 << 20])))]
    #[case::unpacking_to_nothing(gzip(&gzip(b"").repeat(500_000)))]
    fn a_bomb_is_an_error(#[case] bytes: Vec<u8>) {
        let limits = Limits { expansion_floor: 1 << 20, expansion_ratio: 100, ..Limits::default() };
        let (out, error, _) = unpacked(&bytes, limits);
        assert!(out.len() < 9 << 20, "{}", out.len());
        assert!(error.unwrap().starts_with("expands more than 100 times"));
    }
}

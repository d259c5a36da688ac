//! Takes compressions off a stream, each known by its first bytes, one within the other if need be.

use std::cell::RefCell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use super::compression::{Decoder, Format};
use super::dictionary;
use super::fault::in_words;
use super::peek::Peek;
use super::tally::Tally;
use crate::Limits;
use crate::passed::Passed;
use crate::readers::HEAD_BYTES;
use crate::record::Raw;

/// How many containers and compressions one within the other are opened.
pub(super) const MAX_DEPTH: usize = 8;

/// A stream of any depth, with room to look at its head.
pub(super) type Source<'a> = Peek<Box<dyn Read + 'a>>;

/// Bytes behind the end of a compressed stream that are no such stream.
pub(super) struct Trailing {
    pub(super) format: &'static str,
    pub(super) raw: Raw,
}

/// A stream with its compressions taken off.
pub(super) struct Unpacked<'a> {
    pub(super) source: Source<'a>,
    /// How many were taken off.
    pub(super) levels: usize,
    /// What stood behind the ends of the compressed streams, filled while the source is read.
    pub(super) trailing: Rc<RefCell<Vec<Trailing>>>,
}

/// Takes off as many compressions as there are, up to `most`.
pub(super) fn unpack<'a>(mut source: Source<'a>, limits: Limits, tally: &Rc<Tally>, most: usize) -> Unpacked<'a> {
    let trailing = Rc::new(RefCell::new(Vec::new()));
    let mut levels = 0;
    while levels < most
        && let Some(format) = Format::of(source.peek(Format::HEAD))
    {
        let (tally, trailing) = (Rc::clone(tally), Rc::clone(&trailing));
        let state = State::First(source);
        let members = Members { format, limits, tally, trailing, dictionary: Vec::new(), produced: 0, begin: 0, state };
        source = Peek::new(Box::new(members), HEAD_BYTES);
        levels += 1;
    }
    Unpacked { source, levels, trailing }
}

/// The name of the compression that a stream begins with, if any.
pub(super) fn compression(head: &[u8]) -> Option<&'static str> {
    Format::of(head).map(Format::name)
}

enum State<'a> {
    /// Before the first stream, where a dictionary may stand.
    First(Source<'a>),
    /// Before the next stream or the end.
    Between(Source<'a>),
    Within(Decoder<'a>),
    /// Behind an error: a reader that goes on gets what comes after it.
    Broken(Source<'a>),
    Ended,
}

/// A compressed file: one or more streams, called members in gzip and frames in zstd. After a damaged one it gives an
/// error and then, if it is read on, the next one that can be found.
struct Members<'a> {
    format: Format,
    limits: Limits,
    tally: Rc<Tally>,
    trailing: Rc<RefCell<Vec<Trailing>>>,
    /// What zstd frames are decoded with; empty where there is none.
    dictionary: Vec<u8>,
    /// Bytes given out.
    produced: u64,
    /// Where the stream that is being decoded begins in the source.
    begin: u64,
    state: State<'a>,
}

impl<'a> Members<'a> {
    /// Whether there is a next member; hashes what stands there instead.
    fn has_next(&self, source: &mut Source<'a>) -> io::Result<bool> {
        if self.format == Format::Xz {
            // Streams may be padded (the .xz file format, 2.2).
            while source.peek(4) == [0; 4] {
                source.consume(4);
            }
        }
        if Format::of(source.peek(Format::HEAD)) == Some(self.format) {
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
            self.trailing.borrow_mut().push(Trailing { format: self.format.name(), raw });
        }
        Ok(false)
    }

    fn fault(&self, error: io::Error) -> io::Error {
        let (format, produced) = (self.format.name(), self.produced);
        in_words(error, |error| match error.kind() {
            io::ErrorKind::UnexpectedEof => format!("the {format} stream ends early, after {produced} unpacked bytes"),
            _ => format!("the {format} stream is damaged after {produced} unpacked bytes ({error})"),
        })
    }

    fn open(&mut self, source: Source<'a>) -> io::Result<State<'a>> {
        self.begin = source.position();
        Ok(State::Within(self.format.decoder(source, &self.dictionary)?))
    }
}

impl Read for Members<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        loop {
            // A state that fails and is not put back has ended.
            match std::mem::replace(&mut self.state, State::Ended) {
                State::First(mut source) => {
                    if self.format == Format::Zstd {
                        let taken = dictionary::take(&mut source, self.limits.record_bytes);
                        self.dictionary = taken.map_err(|error| self.fault(error))?;
                    }
                    self.state = State::Between(source);
                }
                State::Between(mut source) => {
                    if self.has_next(&mut source)? {
                        self.state = self.open(source)?;
                    }
                }
                State::Broken(mut source) => {
                    // The decoder may have taken the start of the next stream for a part of the broken one.
                    source.go_back(self.begin + 1);
                    if source.position() == self.begin {
                        source.consume(1);
                    }
                    if let Some(magic) = self.format.magic()
                        && source.skip_to(&[magic])?
                    {
                        self.state = self.open(source)?;
                    }
                }
                State::Within(mut decoder) => match decoder.read(out) {
                    Ok(0) => self.state = State::Between(decoder.into_source()),
                    Ok(read) => {
                        self.produced += read as u64;
                        self.tally.unpack(read, &self.limits)?;
                        self.state = State::Within(decoder);
                        return Ok(read);
                    }
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => self.state = State::Within(decoder),
                    Err(error) => {
                        self.state = State::Broken(decoder.into_source());
                        return Err(self.fault(error));
                    }
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

    fn bzip2(bytes: &[u8]) -> Vec<u8> {
        let mut out = vec![];
        bzip2::read::BzEncoder::new(bytes, bzip2::Compression::fast()).read_to_end(&mut out).unwrap();
        out
    }

    fn xz(bytes: &[u8]) -> Vec<u8> {
        let mut out = vec![];
        liblzma::read::XzEncoder::new(bytes, 0).read_to_end(&mut out).unwrap();
        out
    }

    fn lz4(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = lz4_flex::frame::FrameEncoder::new(vec![]);
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
        let inner: Box<dyn Read> = Box::new(bytes);
        let Unpacked { mut source, trailing, .. } = unpack(Peek::new(inner, HEAD_BYTES), limits, &tally, 3);
        let mut out = vec![];
        let error = source.read_to_end(&mut out).err().map(|error| error.to_string());
        let trailing = trailing.borrow().first().map(|trailing| match trailing.raw {
            Raw::Passed { size, .. } => size,
            Raw::Bytes(_) => 0,
        });
        (out, error, trailing)
    }

    #[rstest]
    #[case::plain(b"ab".to_vec())]
    #[case::gzip_members([gzip(b"a"), gzip(b""), gzip(b"b")].concat())]
    #[case::zstd_frames([zstd(b"a"), zstd(b"b"), b"\x50\x2a\x4d\x18\x01\0\0\0x".to_vec()].concat())]
    #[case::bzip2_streams([bzip2(b"a"), bzip2(b""), bzip2(b"b")].concat())]
    #[case::xz_streams([xz(b"a"), vec![0; 8], xz(b"b"), vec![0; 4]].concat())]
    #[case::lz4_frames([lz4(b"a"), lz4(b""), lz4(b"b")].concat())]
    #[case::nested(gzip(&zstd(&gzip(b"ab"))))]
    #[case::nested_otherwise(xz(&bzip2(&lz4(b"ab"))))]
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
    #[case::bzip2(bzip2(b"ab"))]
    fn what_stands_behind_the_end_is_reported_and_costs_nothing(#[case] mut bytes: Vec<u8>) {
        bytes.extend_from_slice(&[0; 100]);
        assert_eq!(unpacked(&bytes, Limits::default()), (b"ab".to_vec(), None, Some(100)));
    }

    #[rstest]
    #[case::gzip(gzip(&[b'x'; 5000]), "gzip")]
    #[case::zstd(zstd(&[b'x'; 5000]), "zstd")]
    #[case::bzip2(bzip2(&[b'x'; 5000]), "bzip2")]
    #[case::xz(xz(&[b'x'; 5000]), "xz")]
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

    /// What comes out when a reader goes on behind errors, and the number of errors.
    fn read_on(bytes: &[u8]) -> (Vec<u8>, usize) {
        let tally = Rc::new(Tally::default());
        tally.read.set(bytes.len() as u64);
        let inner: Box<dyn Read> = Box::new(bytes);
        let mut source = unpack(Peek::new(inner, HEAD_BYTES), Limits::default(), &tally, 3).source;
        let (mut out, mut errors) = (vec![], 0);
        while source.read_to_end(&mut out).is_err() {
            errors += 1;
            assert!(errors < 10);
        }
        (out, errors)
    }

    #[rstest]
    #[case::gzip([gzip(b"first "), gzip(b"lost")[..12].to_vec(), gzip(b"third")])]
    #[case::zstd([zstd(b"first "), zstd(b"lost")[..7].to_vec(), zstd(b"third")])]
    fn a_reader_that_goes_on_gets_the_members_behind_a_broken_one(#[case] members: [Vec<u8>; 3]) {
        let (out, errors) = read_on(&members.concat());
        assert!(out.starts_with(b"first ") && out.ends_with(b"third"), "{}", String::from_utf8_lossy(&out));
        assert_eq!(errors, 1);
    }

    #[rstest]
    #[case::plain(b"raw".as_slice())]
    #[case::compressed(b"zip")]
    fn zstd_frames_are_decoded_with_the_dictionary_in_front_of_them(#[case] kind: &[u8]) {
        // A dictionary that was made for such texts; zstd wants one of its own form.
        let samples: Vec<Vec<u8>> = (0..4000_u32).map(|n| format!("sample {n} of a text, {}", n * n).into()).collect();
        let dictionary = zstd::dict::from_samples(&samples, 4096).unwrap();
        let frame = |text: &[u8]| {
            let mut encoder = zstd::Encoder::with_dictionary(vec![], 3, &dictionary).unwrap();
            encoder.write_all(text).unwrap();
            encoder.finish().unwrap()
        };
        let stored = if kind == b"zip" { zstd(&dictionary) } else { dictionary.clone() };
        let length = (stored.len() as u32).to_le_bytes();
        let bytes =
            [b"\x5d\x2a\x4d\x18".to_vec(), length.to_vec(), stored, frame(b"sample 1"), frame(b" of a text")].concat();
        assert_eq!(unpacked(&bytes, Limits::default()), (b"sample 1 of a text".to_vec(), None, None));
    }

    #[rstest]
    #[case::gzip(gzip(&vec![0; 10 << 20]))]
    #[case::bzip2(bzip2(&vec![0; 10 << 20]))]
    #[case::xz(xz(&vec![0; 10 << 20]))]
    #[case::nested(gzip(&gzip(&vec![0; 10 << 20])))]
    #[case::unpacking_to_nothing(gzip(&gzip(b"").repeat(500_000)))]
    fn a_bomb_is_an_error(#[case] bytes: Vec<u8>) {
        let limits = Limits { expansion_floor: 1 << 20, expansion_ratio: 100, ..Limits::default() };
        let (out, error, _) = unpacked(&bytes, limits);
        assert!(out.len() < 9 << 20, "{}", out.len());
        assert!(error.unwrap().starts_with("expands more than 100 times"));
    }
}

//! The compressed formats: how they begin, and what decodes one stream of each.

use std::io::{self, Read};

use bzip2::bufread::BzDecoder;
use flate2::bufread::GzDecoder;
use liblzma::bufread::XzDecoder;
use lz4_flex::frame::FrameDecoder;

use super::unpack::Source;

/// A longer dictionary of an xz stream (bytes) is refused; `xz -9` makes 64 MiB.
const XZ_MEMORY: u64 = 128 << 20;

/// A compressed format. All but xz and bzip2 are often concatenated from many streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Gzip,
    Bzip2,
    Xz,
    Zstd,
    Lz4,
}

impl Format {
    /// How many bytes are needed to know one.
    pub(super) const HEAD: usize = 10;

    /// The format of a stream that begins so.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            // The first block, or the end of a stream without any.
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, ..]
            | [b'B', b'Z', b'h', b'1'..=b'9', 0x17, 0x72, 0x45, 0x38, 0x50, 0x90, ..] => Some(Self::Bzip2),
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Some(Self::Xz),
            // A frame, or a skippable one (RFC 8878, 3.1).
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstd),
            [0x04, 0x22, 0x4d, 0x18, ..] => Some(Self::Lz4),
            _ => None,
        }
    }

    /// The name in reports.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Bzip2 => "bzip2",
            Self::Xz => "xz",
            Self::Zstd => "zstd",
            Self::Lz4 => "lz4",
        }
    }

    /// The bytes by which a later stream of this format is found in a damaged file; `None` where streams are not
    /// usually put one after the other.
    pub(super) fn magic(self) -> Option<&'static [u8]> {
        match self {
            // With DEFLATE, the only method there is.
            Self::Gzip => Some(b"\x1f\x8b\x08"),
            Self::Zstd => Some(b"\x28\xb5\x2f\xfd"),
            Self::Lz4 => Some(b"\x04\x22\x4d\x18"),
            Self::Bzip2 | Self::Xz => None,
        }
    }

    /// Decodes the stream that stands next in the source. `dictionary` is for zstd, and empty for none.
    pub(super) fn decoder<'a>(self, source: Source<'a>, dictionary: &[u8]) -> io::Result<Decoder<'a>> {
        Ok(match self {
            Self::Gzip => Decoder::Gzip(Box::new(GzDecoder::new(source))),
            Self::Bzip2 => Decoder::Bzip2(Box::new(BzDecoder::new(source))),
            Self::Xz => Decoder::Xz(Box::new(xz(source)?)),
            Self::Zstd => Decoder::Zstd(zstd::Decoder::with_dictionary(source, dictionary)?.single_frame()),
            Self::Lz4 => Decoder::Lz4(Box::new(FrameDecoder::new(source))),
        })
    }
}

/// A decoder of one xz stream within bounds of memory.
pub(crate) fn xz<R: io::BufRead>(source: R) -> io::Result<XzDecoder<R>> {
    let stream = liblzma::stream::Stream::new_stream_decoder(XZ_MEMORY, 0)?;
    Ok(XzDecoder::new_stream(source, stream))
}

/// The decoder of one stream.
pub(super) enum Decoder<'a> {
    Gzip(Box<GzDecoder<Source<'a>>>),
    Bzip2(Box<BzDecoder<Source<'a>>>),
    Xz(Box<XzDecoder<Source<'a>>>),
    Zstd(zstd::Decoder<'static, Source<'a>>),
    Lz4(Box<FrameDecoder<Source<'a>>>),
}

impl<'a> Decoder<'a> {
    /// What follows the stream.
    pub(super) fn into_source(self) -> Source<'a> {
        match self {
            Self::Gzip(decoder) => decoder.into_inner(),
            Self::Bzip2(decoder) => decoder.into_inner(),
            Self::Xz(decoder) => decoder.into_inner(),
            Self::Zstd(decoder) => decoder.finish(),
            Self::Lz4(decoder) => decoder.into_inner(),
        }
    }
}

impl Read for Decoder<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Gzip(decoder) => decoder.read(out),
            Self::Bzip2(decoder) => decoder.read(out),
            Self::Xz(decoder) => decoder.read(out),
            Self::Zstd(decoder) => decoder.read(out),
            Self::Lz4(decoder) => decoder.read(out),
        }
    }
}

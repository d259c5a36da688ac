//! The content of one member of a zip: unpacked, counted and checked.

use std::io::{self, BufRead, Read};
use std::rc::Rc;

use bzip2::bufread::BzDecoder;
use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use liblzma::bufread::XzDecoder;

use super::super::compression::xz;
use super::super::fault::{Fault, in_words};
use super::super::tally::Tally;
use super::entry::{Entry, long};
use crate::Limits;

/// Where the checksum of a member is said.
pub(super) enum Checksum {
    Known(u32),
    /// Behind its packed bytes.
    Behind,
}

/// Unpacks a member of which the packed bytes are `inner`. It ends with an error where size or checksum do not fit.
pub(super) struct Member<R: BufRead> {
    decoder: Decoder<R>,
    crc: Crc,
    checksum: Checksum,
    size: Option<u64>,
    produced: u64,
    ended: bool,
    limits: Limits,
    tally: Rc<Tally>,
}

enum Decoder<R: BufRead> {
    Stored(R),
    Deflate(DeflateDecoder<R>),
    Bzip2(BzDecoder<R>),
    Xz(XzDecoder<R>),
    Zstd(zstd::Decoder<'static, R>),
}

impl<R: BufRead> Member<R> {
    pub(super) fn new(
        entry: &Entry,
        inner: R,
        checksum: Checksum,
        limits: Limits,
        tally: &Rc<Tally>,
    ) -> io::Result<Self> {
        let decoder = match entry.method {
            0 => Decoder::Stored(inner),
            8 => Decoder::Deflate(DeflateDecoder::new(inner)),
            12 => Decoder::Bzip2(BzDecoder::new(inner)),
            93 => Decoder::Zstd(zstd::Decoder::with_buffer(inner)?.single_frame()),
            95 => Decoder::Xz(xz(inner)?),
            method => return Err(Fault(format!("is packed by method {method}")).into()),
        };
        let size = matches!(checksum, Checksum::Known(_)).then_some(entry.size);
        let tally = Rc::clone(tally);
        Ok(Self { decoder, crc: Crc::new(), checksum, size, produced: 0, ended: false, limits, tally })
    }

    /// Whether the member has come out whole and as it was packed.
    fn check(&mut self) -> io::Result<()> {
        let produced = self.produced;
        let sum = match self.checksum {
            Checksum::Known(sum) => sum,
            Checksum::Behind => sum_behind(self.decoder.inner())?,
        };
        if let Some(size) = self.size.filter(|size| *size != produced) {
            return Err(Fault(format!("the zip member ends after {produced} of {size} bytes")).into());
        }
        if sum != self.crc.sum() {
            let words = format!("the zip member is damaged: the checksum of its {produced} bytes does not fit");
            return Err(Fault(words).into());
        }
        Ok(())
    }
}

/// The checksum in what may stand behind a member: a signature, the checksum, the sizes (APPNOTE.TXT, 4.3.9).
fn sum_behind(inner: &mut impl BufRead) -> io::Result<u32> {
    let mut bytes = [0; 4];
    inner.read_exact(&mut bytes)?;
    if bytes == *b"PK\x07\x08" {
        inner.read_exact(&mut bytes)?;
    }
    Ok(long(&bytes))
}

impl<R: BufRead> Decoder<R> {
    fn inner(&mut self) -> &mut R {
        match self {
            Self::Stored(inner) => inner,
            Self::Deflate(decoder) => decoder.get_mut(),
            Self::Bzip2(decoder) => decoder.get_mut(),
            Self::Xz(decoder) => decoder.get_mut(),
            Self::Zstd(decoder) => decoder.get_mut(),
        }
    }

    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Stored(inner) => inner.read(out),
            Self::Deflate(decoder) => decoder.read(out),
            Self::Bzip2(decoder) => decoder.read(out),
            Self::Xz(decoder) => decoder.read(out),
            Self::Zstd(decoder) => decoder.read(out),
        }
    }
}

impl<R: BufRead> Read for Member<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() || self.ended {
            return Ok(0);
        }
        let produced = self.produced;
        match self.decoder.read(out) {
            Ok(0) => {
                self.ended = true;
                self.check()?;
                Ok(0)
            }
            Ok(read) => {
                self.crc.update(&out[..read]);
                self.produced += read as u64;
                let spent = self.tally.unpack(read, &self.limits);
                self.ended = spent.is_err();
                spent.map(|()| read)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => {
                self.ended = true;
                Err(in_words(error, |error| match error.kind() {
                    io::ErrorKind::UnexpectedEof => format!("the zip member ends early, after {produced} bytes"),
                    _ => format!("the zip member is damaged after {produced} bytes ({error})"),
                }))
            }
        }
    }
}

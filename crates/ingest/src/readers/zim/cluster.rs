//! Clusters: many contents packed together (openZIM file format: Clusters).

use std::io::{self, BufReader, Read, SeekFrom};

use super::archive::Archive;
use crate::Limits;
use crate::input::{Tally, xz};
use crate::readers::SeekRead;

/// A longer list of offsets (bytes) is refused; it would be some million contents.
const LONGEST_LIST: u64 = 16 << 20;
/// The bits of the first byte: how it is packed, and whether offsets take 8 bytes.
const PACKED_BY: u8 = 0x0f;
const WIDE: u8 = 0x10;

/// A cluster, of which contents are read in the order in which they lie in it.
pub(super) struct Cluster<'a> {
    stream: Box<dyn Read + 'a>,
    tally: &'a Tally,
    limits: Limits,
    /// Where each content begins and the last one ends, counted from the list itself.
    offsets: Vec<u64>,
    position: u64,
}

impl<'a> Cluster<'a> {
    /// Opens a cluster.
    ///
    /// # Errors
    /// Why it cannot be unpacked, in words that follow the name of an entry in it.
    pub(super) fn open(
        archive: &'a mut Archive<'_>,
        nr: u32,
        limits: Limits,
        tally: &'a Tally,
    ) -> Result<Self, String> {
        let at = archive.cluster_at(nr).map_err(|error| error.to_string())?;
        let at = at.ok_or_else(|| format!("lies in cluster {nr}, which is beyond the end of the file"))?;
        let file: &'a mut dyn SeekRead = archive.file;
        let damaged = |error: io::Error| format!("lies in cluster {nr}, which cannot be unpacked ({error})");
        file.seek(SeekFrom::Start(at)).map_err(damaged)?;
        let mut file = BufReader::new(file);
        let mut kind = [0];
        file.read_exact(&mut kind).map_err(damaged)?;
        let stream: Box<dyn Read + 'a> = match kind[0] & PACKED_BY {
            0 | 1 => Box::new(file),
            4 => Box::new(xz(file).map_err(damaged)?),
            5 => Box::new(zstd::Decoder::with_buffer(file).map_err(damaged)?.single_frame()),
            method => return Err(format!("lies in cluster {nr}, which is packed by method {method} that is not read")),
        };
        let mut cluster = Self { stream, tally, limits, offsets: Vec::new(), position: 0 };
        cluster.read_offsets(kind[0] & WIDE != 0).map_err(damaged)?;
        Ok(cluster)
    }

    fn read_offsets(&mut self, wide: bool) -> io::Result<()> {
        let size = if wide { 8 } else { 4 };
        let first = self.read_offset(size)?;
        if first < size || first % size != 0 || first > LONGEST_LIST {
            return Err(io::Error::other("its list of contents is damaged"));
        }
        self.offsets.push(first);
        while self.position < first {
            let offset = self.read_offset(size)?;
            self.offsets.push(offset);
        }
        Ok(())
    }

    fn read_offset(&mut self, size: u64) -> io::Result<u64> {
        let mut bytes = [0; 8];
        self.stream.read_exact(&mut bytes[..size as usize])?;
        self.position += size;
        Ok(u64::from_le_bytes(bytes))
    }

    /// Reads the content of this number, which is no smaller than at the last call.
    ///
    /// # Errors
    /// Why it cannot be had, in words that follow the name of its entry.
    pub(super) fn blob(&mut self, nr: u32) -> Result<Vec<u8>, String> {
        let nr = nr as usize;
        let (Some(&start), Some(&end)) = (self.offsets.get(nr), self.offsets.get(nr + 1)) else {
            return Err("has a content that is not in its cluster".to_owned());
        };
        let limit = self.limits.record_bytes;
        let size = end.checked_sub(start).ok_or("has a content that ends before it begins")?;
        if size > limit {
            return Err(format!("is longer than {limit} bytes, the limit for one record"));
        }
        let skip = start.checked_sub(self.position).ok_or("has the same content as an entry before it")?;
        self.pass(skip, &mut io::sink()).and_then(|()| {
            let mut bytes = Vec::new();
            self.pass(size, &mut bytes).map(|()| bytes)
        })
    }

    /// Moves bytes out of the stream, and counts them.
    fn pass(&mut self, length: u64, out: &mut dyn io::Write) -> Result<(), String> {
        let mut left = length;
        let mut buffer = [0; 8 << 10];
        while left > 0 {
            let most = buffer.len().min(left as usize);
            let read =
                self.stream.read(&mut buffer[..most]).map_err(|error| format!("cannot be unpacked ({error})"))?;
            if read == 0 {
                return Err(format!("is cut short: {left} bytes are missing in its cluster"));
            }
            self.position += read as u64;
            left -= read as u64;
            self.tally.unpack(read, &self.limits).map_err(|error| error.to_string())?;
            out.write_all(&buffer[..read]).map_err(|error| error.to_string())?;
        }
        Ok(())
    }
}

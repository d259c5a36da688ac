//! What the tests of containers share: archives built by code, and what is read of them.

use std::io::Write;

use super::{ReadOptions, read_inputs};
use crate::record::{Flow, Record};

/// One line for each record: where it comes from, and its title or why it is rejected.
pub(super) fn outline(records: &[Record]) -> Vec<String> {
    let outcome = |record: &Record| match record.read() {
        Ok(draft) => draft.title.or_else(|| Some(draft.blocks.first()?.text.clone())).unwrap_or_default(),
        Err(rejection) => format!("! {}", rejection.reason),
    };
    records.iter().map(|record| format!("{}: {}: {}", record.source, record.locator, outcome(record))).collect()
}

/// The records of a file of these bytes.
pub(super) fn read_bytes(name: &str, bytes: &[u8], options: &ReadOptions) -> Vec<Record> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let mut records = vec![];
    assert_eq!(read_inputs(&[path], options, &mut records).unwrap(), Flow::Continue);
    records
}

/// The outline of a file of these bytes.
pub(super) fn outline_of(name: &str, bytes: &[u8]) -> Vec<String> {
    outline(&read_bytes(name, bytes, &ReadOptions::default()))
}

/// A member of a tar: its header and its blocks.
pub(super) fn tar_member(name: &str, kind: u8, content: &[u8]) -> Vec<u8> {
    let mut block = vec![0; 512];
    block[..name.len()].copy_from_slice(name.as_bytes());
    block[124..136].copy_from_slice(format!("{:011o}\0", content.len()).as_bytes());
    block[148..156].fill(b' ');
    block[156] = kind;
    block[257..265].copy_from_slice(b"ustar\x0000");
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    block.extend_from_slice(content);
    block.resize(block.len().next_multiple_of(512), 0);
    block
}

/// A tar of files; a name that ends in `/` is a folder.
pub(super) fn tar_of(files: &[(&str, &str)]) -> Vec<u8> {
    let kind = |name: &str| if name.ends_with('/') { b'5' } else { b'0' };
    let members = files.iter().flat_map(|(name, text)| tar_member(name, kind(name), text.as_bytes()));
    members.chain([0; 1024]).collect()
}

/// How a member of a zip is packed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packed {
    Stored,
    Deflated,
    /// Deflated, with sizes and checksum behind.
    Streamed,
    /// Stored, with sizes and checksum behind.
    StoredStreamed,
    /// By this method, from bytes that are packed already.
    By(u16),
    Encrypted,
}

/// Builds a zip.
#[derive(Default)]
pub(crate) struct Zip {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    members: u16,
}

impl Zip {
    /// Adds a member; `content` is what comes out, `By` bytes excepted.
    pub(crate) fn add(mut self, name: &str, content: &[u8], packed: Packed) -> Self {
        let mut crc = flate2::Crc::new();
        crc.update(content);
        self.add_with(name, content, packed, crc.sum());
        self
    }

    /// Adds a member with this checksum.
    pub(super) fn add_with(&mut self, name: &str, content: &[u8], packed: Packed, crc: u32) {
        let (method, bytes) = match packed {
            Packed::Deflated | Packed::Streamed => (8, deflate(content)),
            Packed::By(method) => (method, pack(method, content)),
            _ => (0_u16, content.to_vec()),
        };
        let is_streamed = matches!(packed, Packed::Streamed | Packed::StoredStreamed);
        let flags = u16::from(is_streamed) << 3 | u16::from(packed == Packed::Encrypted);
        let numbers = [crc, bytes.len() as u32, content.len() as u32].map(u32::to_le_bytes).concat();
        let offset = self.bytes.len() as u32;
        let start = [20_u16.to_le_bytes(), flags.to_le_bytes(), method.to_le_bytes(), [0; 2], [0; 2]].concat();
        let length = (name.len() as u16).to_le_bytes();
        let local_numbers = if is_streamed { vec![0; 12] } else { numbers.clone() };
        for part in [b"PK\x03\x04", &start[..], &local_numbers, &length, &[0; 2], name.as_bytes(), &bytes] {
            self.bytes.extend_from_slice(part);
        }
        if is_streamed {
            self.bytes.extend_from_slice(b"PK\x07\x08");
            self.bytes.extend_from_slice(&numbers);
        }
        let parts =
            [b"PK\x01\x02\x14\0", &start[..], &numbers, &length, &[0; 12], &offset.to_le_bytes(), name.as_bytes()];
        self.directory.extend(parts.concat());
        self.members += 1;
    }

    /// The members without a directory.
    pub(super) fn without_directory(self) -> Vec<u8> {
        self.bytes
    }

    /// The whole archive.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        let (offset, size) = (self.bytes.len() as u32, self.directory.len() as u32);
        self.bytes.append(&mut self.directory);
        let members = self.members.to_le_bytes();
        let parts: [&[u8]; 7] =
            [b"PK\x05\x06\0\0\0\0", &members, &members, &size.to_le_bytes(), &offset.to_le_bytes(), &[0; 2], &[]];
        self.bytes.extend(parts.concat());
        self.bytes
    }
}

fn pack(method: u16, content: &[u8]) -> Vec<u8> {
    let mut out = vec![];
    match method {
        12 => {
            let mut encoder = bzip2::write::BzEncoder::new(&mut out, bzip2::Compression::fast());
            encoder.write_all(content).unwrap();
        }
        93 => out = zstd::encode_all(content, 1).unwrap(),
        95 => {
            let mut encoder = liblzma::write::XzEncoder::new(&mut out, 0);
            encoder.write_all(content).unwrap();
            encoder.finish().unwrap();
        }
        _ => out.extend_from_slice(content),
    }
    out
}

fn deflate(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::DeflateEncoder::new(vec![], flate2::Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

/// A gzip stream of these bytes.
pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(vec![], flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

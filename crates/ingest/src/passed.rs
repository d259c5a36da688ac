//! Hashing of bytes that are read past and not kept.

use sha2::{Digest, Sha256};

use crate::record::Raw;

/// The running hash and size of bytes that a record would have held.
#[derive(Default)]
pub(crate) struct Passed {
    hasher: Sha256,
    size: u64,
}

impl Passed {
    /// Takes the next bytes.
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        self.size += bytes.len() as u64;
    }

    /// How many bytes there were so far.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// What is known of all of them.
    pub(crate) fn finish(self) -> Raw {
        Raw::Passed { sha256: self.hasher.finalize().into(), size: self.size }
    }
}

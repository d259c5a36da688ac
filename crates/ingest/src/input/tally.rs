//! What an input costs while it is read, and when that is too much.

use std::cell::Cell;
use std::io;

use super::fault::Fault;
use crate::Limits;

/// After so many decompression bombs what is left of a container is not read: each may unpack to
/// [`Limits::expansion_floor`] before it is known.
const MAX_BOMBS: u32 = 8;
/// How much of containers within others is held in memory to look at the directories at their ends (bytes).
const HELD_BYTES: usize = 64 << 20;

/// The running counts of one input, shared by all that unpacks it.
pub(crate) struct Tally {
    /// Bytes read from where it lies.
    pub(crate) read: Cell<u64>,
    /// Bytes that may still be held for containers within others.
    pub(crate) room: Cell<usize>,
    /// Bytes that came out of decoders since the last bomb.
    unpacked: Cell<u64>,
    bombs: Cell<u32>,
}

impl Default for Tally {
    fn default() -> Self {
        Self { read: Cell::new(0), room: Cell::new(HELD_BYTES), unpacked: Cell::new(0), bombs: Cell::new(0) }
    }
}

impl Tally {
    /// The counts of a file of so many bytes, for a reader that goes about in it.
    pub(crate) fn of_file(length: u64) -> Self {
        Self { read: Cell::new(length), ..Self::default() }
    }

    /// Counts what a decoder gave out.
    ///
    /// # Errors
    /// A [`Fault`] when the input has grown more than the limits allow.
    pub(crate) fn unpack(&self, bytes: usize, limits: &Limits) -> io::Result<()> {
        let unpacked = self.unpacked.get() + bytes as u64;
        self.unpacked.set(unpacked);
        let ratio = limits.expansion_ratio;
        if unpacked > limits.expansion_floor && unpacked / ratio.max(1) > self.read.get() {
            self.bombs.set(self.bombs.get() + 1);
            // The member that burst is given up; the others start anew.
            self.unpacked.set(0);
            let what = format!("expands more than {ratio} times (to {unpacked} bytes so far)");
            return Err(Fault(format!("{what}: taken for a decompression bomb")).into());
        }
        Ok(())
    }

    /// Why nothing more of this input should be unpacked, if so.
    pub(crate) fn exhausted(&self) -> Option<String> {
        let exhausted = self.bombs.get() >= MAX_BOMBS;
        exhausted.then(|| format!("is not read any further: {MAX_BOMBS} decompression bombs were found in it"))
    }
}

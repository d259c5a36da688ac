//! Bounds on what an input may make us do.

/// How much of an input is held at once, and when a compressed stream is taken for a bomb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The longest record in bytes; a longer one is rejected, hashed and read past.
    pub record_bytes: u64,
    /// How many times its own size a compressed stream may grow, once it is past `expansion_floor`.
    pub expansion_ratio: u64,
    /// Bytes that a stream may grow to whatever the ratio.
    pub expansion_floor: u64,
}

impl Default for Limits {
    fn default() -> Self {
        // Texts compress 3 to 10 times, repetitive exports up to about 100; DEFLATE ends at 1032, where bombs are made.
        Self { record_bytes: 64 << 20, expansion_ratio: 250, expansion_floor: 256 << 20 }
    }
}

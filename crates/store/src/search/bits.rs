//! Sets of contents or articles as bits, in chunks that fit into the processor's cache.

/// How many numbers a chunk has.
pub(super) const CHUNK: u32 = 32_768;

/// Words of 64 bits in a chunk.
pub(super) const CHUNK_WORDS: usize = (CHUNK / 64) as usize;

/// The bits of one chunk.
pub(super) type ChunkBits = [u64; CHUNK_WORDS];

/// A set of row numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// An empty set with room for numbers below `end`, in whole chunks.
    pub(super) fn with_room(end: u32) -> Self {
        Self { words: vec![0; end.div_ceil(CHUNK) as usize * CHUNK_WORDS] }
    }

    /// Puts a number in; one for which there is no room is left out.
    pub(super) fn insert(&mut self, number: u32) {
        if let Some(word) = self.words.get_mut(number as usize / 64) {
            *word |= 1 << (number % 64);
        }
    }

    pub(super) fn contains(&self, number: u32) -> bool {
        self.words.get(number as usize / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    pub(super) fn count(&self) -> u64 {
        self.words.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// The numbers in ascending order.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        (0..).step_by(64).zip(&self.words).flat_map(|(start, &word)| each_bit(word).map(move |bit| start + bit))
    }

    /// The bits of each chunk.
    pub(super) fn chunks_mut(&mut self) -> impl ExactSizeIterator<Item = &mut ChunkBits> {
        self.words.as_chunks_mut().0.iter_mut()
    }

    /// Keeps what is in both; both have the same room.
    pub(super) fn intersect(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    /// Takes in what is in the other; both have the same room.
    pub(super) fn unite(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// Takes out what is in the other.
    pub(super) fn subtract(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= !other);
    }
}

/// Whether a chunk has no number.
pub(super) fn is_empty(chunk: &ChunkBits) -> bool {
    chunk.iter().all(|&word| word == 0)
}

/// The places of the bits that are set.
pub(super) fn each_bit(mut word: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let bit = (word != 0).then(|| word.trailing_zeros())?;
        word &= word - 1;
        Some(bit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_in_order() {
        let mut bits = Bits::with_room(CHUNK + 1);
        for number in [CHUNK, 0, 63, 64, CHUNK - 1, 4 * CHUNK] {
            bits.insert(number);
        }
        assert_eq!(bits.iter().collect::<Vec<_>>(), [0, 63, 64, CHUNK - 1, CHUNK]);
        assert_eq!((bits.count(), bits.chunks_mut().len()), (5, 2));
        assert!(bits.contains(64) && !bits.contains(65) && !bits.contains(4 * CHUNK));
    }
}

//! Postings: in which contents a word or phrase is, and how often, chunk by chunk.

use std::borrow::Cow;

use super::bits::{CHUNK, CHUNK_WORDS, ChunkBits, each_bit};

/// How often a content has the word, weighted by columns; 255 where it is more, which no ranking can tell apart.
pub(super) type Frequency = u8;

/// A content and the frequency.
pub(super) type Posting = (u32, Frequency);

/// From this many postings on, bits take no more room than distances.
const DENSE: usize = (CHUNK / 8) as usize;

/// The first byte of a stored chunk: which of the two forms it has.
const DISTANCES: u8 = 0;
const BITS: u8 = 1;

/// The postings of one chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ChunkPostings<'p> {
    /// Contents as they are numbered in the archive.
    Sparse(Cow<'p, [Posting]>),
    /// A bit for each content and the frequencies of those that are set.
    Dense {
        bits: Box<ChunkBits>,
        /// How many bits are set before each word.
        ranks: Vec<u16>,
        frequencies: Vec<Frequency>,
    },
}

impl ChunkPostings<'_> {
    /// Encodes the postings of a chunk, which are ascending and all in the chunk, for storing.
    pub(super) fn encode(postings: &[Posting]) -> Vec<u8> {
        if postings.len() >= DENSE {
            let mut bits: ChunkBits = [0; CHUNK_WORDS];
            for (content, _) in postings {
                bits[(content % CHUNK / 64) as usize] |= 1 << (content % 64);
            }
            let mut bytes = vec![BITS];
            bytes.extend(bits.iter().flat_map(|word| word.to_le_bytes()));
            bytes.extend(postings.iter().map(|(_, frequency)| frequency));
            return bytes;
        }
        let mut bytes = vec![DISTANCES];
        let mut next = 0;
        for &(content, frequency) in postings {
            let content = content % CHUNK;
            let mut distance = content - next;
            while distance >= 0x80 {
                bytes.push(distance as u8 | 0x80);
                distance >>= 7;
            }
            bytes.push(distance as u8);
            bytes.push(frequency);
            next = content + 1;
        }
        bytes
    }

    /// Decodes the stored postings of a chunk that begins with the content `start`; `None` where they are damaged.
    pub(super) fn decode(bytes: &[u8], start: u32) -> Option<ChunkPostings<'static>> {
        match bytes.split_first()? {
            (&DISTANCES, rest) => decode_distances(rest, start),
            (&BITS, rest) => {
                let (words, frequencies) = rest.split_at_checked(CHUNK_WORDS * 8)?;
                let mut bits: Box<ChunkBits> = Box::new([0; CHUNK_WORDS]);
                let mut ranks = Vec::with_capacity(CHUNK_WORDS);
                let mut rank = 0_u32;
                for (word, bytes) in bits.iter_mut().zip(words.as_chunks().0) {
                    *word = u64::from_le_bytes(*bytes);
                    ranks.push(rank as u16);
                    rank += word.count_ones();
                }
                (frequencies.len() == rank as usize).then(|| ChunkPostings::Dense {
                    bits,
                    ranks,
                    frequencies: frequencies.to_vec(),
                })
            }
            _ => None,
        }
    }

    /// Puts the contents into a chunk's bits.
    pub(super) fn add_to(&self, chunk: &mut ChunkBits) {
        match self {
            Self::Sparse(postings) => {
                for (content, _) in postings.iter() {
                    chunk[(content % CHUNK / 64) as usize] |= 1 << (content % 64);
                }
            }
            Self::Dense { bits, .. } => chunk.iter_mut().zip(bits.iter()).for_each(|(word, bits)| *word |= bits),
        }
    }

    /// Gives the frequency of each content that is in `wanted`, by its place in the chunk.
    pub(super) fn for_each_of(&self, wanted: &ChunkBits, mut take: impl FnMut(usize, Frequency)) {
        match self {
            Self::Sparse(postings) => {
                for &(content, frequency) in postings.iter() {
                    let place = (content % CHUNK) as usize;
                    if wanted[place / 64] >> (place % 64) & 1 == 1 {
                        take(place, frequency);
                    }
                }
            }
            Self::Dense { bits, ranks, frequencies } => {
                for (index, (&word, (&bits, &rank))) in wanted.iter().zip(bits.iter().zip(ranks)).enumerate() {
                    for bit in each_bit(word & bits) {
                        let before = (bits & ((1_u64 << bit) - 1)).count_ones();
                        take(index * 64 + bit as usize, frequencies[usize::from(rank) + before as usize]);
                    }
                }
            }
        }
    }
}

fn decode_distances(mut rest: &[u8], start: u32) -> Option<ChunkPostings<'static>> {
    let mut postings = Vec::with_capacity(rest.len() / 2);
    let mut next = 0_u32;
    while !rest.is_empty() {
        let (mut distance, mut shift) = (0_u32, 0);
        loop {
            let (&byte, more) = rest.split_first()?;
            rest = more;
            distance |= u32::from(byte & 0x7F).checked_shl(shift)?;
            shift += 7;
            if byte < 0x80 {
                break;
            }
        }
        let (&frequency, more) = rest.split_first()?;
        rest = more;
        let place = next.checked_add(distance).filter(|&place| place < CHUNK)?;
        postings.push((start + place, frequency));
        next = place + 1;
    }
    Some(ChunkPostings::Sparse(postings.into()))
}

/// The part of ascending postings that is in a chunk.
pub(super) fn in_chunk(postings: &[Posting], chunk: u32) -> &[Posting] {
    let start = postings.partition_point(|&(content, _)| content < chunk.saturating_mul(CHUNK));
    let end = postings.partition_point(|&(content, _)| content / CHUNK <= chunk);
    &postings[start..end]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_chunk_comes_back_whatever_its_form(
            postings in prop_oneof![
                prop::collection::btree_map(0..CHUNK, 1_u8.., 0..50),
                prop::collection::btree_map(0..CHUNK, 1_u8.., 4_000..5_000),
            ],
            chunk in 0_u32..3,
        ) {
            let start = chunk * CHUNK;
            let postings: Vec<Posting> = postings.into_iter().map(|(place, count)| (start + place, count)).collect();
            let bytes = ChunkPostings::encode(&postings);
            let decoded = ChunkPostings::decode(&bytes, start).expect("what was encoded");
            let mut all: ChunkBits = [0; CHUNK_WORDS];
            decoded.add_to(&mut all);
            let mut found = Vec::new();
            decoded.for_each_of(&all, |place, frequency| found.push((start + place as u32, frequency)));
            prop_assert_eq!(&found, &postings);
            let mut some: ChunkBits = [0; CHUNK_WORDS];
            some[..200].copy_from_slice(&all[..200]);
            let mut count = 0;
            decoded.for_each_of(&some, |_, _| count += 1);
            prop_assert_eq!(count, postings.iter().filter(|(content, _)| content % CHUNK < 200 * 64).count());
        }

        #[test]
        fn no_bytes_are_trusted(bytes: Vec<u8>, kind in 0_u8..3) {
            let bytes = [vec![kind], bytes].concat();
            if let Some(ChunkPostings::Sparse(postings)) = ChunkPostings::decode(&bytes, 0) {
                prop_assert!(postings.iter().all(|&(content, _)| content < CHUNK));
                let distinct: BTreeMap<_, _> = postings.iter().copied().collect();
                prop_assert_eq!(distinct.len(), postings.len());
            }
        }
    }
}

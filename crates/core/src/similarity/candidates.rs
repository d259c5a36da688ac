//! Candidates: which texts of many may be alike, by the hashes that their sketches share.

/// How far a search for candidates goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Depth {
    /// A phrase is rare if no more texts have it.
    rare: usize,
    /// Texts with a phrase in common that are looked at where it is not rare, before and after a text in the order of
    /// time. A phrase of a thousand texts would otherwise make a million pairs.
    nearest: usize,
    /// Candidates of one text that are compared with it: those that share most.
    most: usize,
    /// The part of the smaller sketch that has to be shared, two rare phrases among it…
    least_share: f64,
    /// …or the part of it that has to be shared of phrases that many texts have: reports that fill in the same form
    /// share nothing else.
    least_common_share: f64,
}

impl Depth {
    /// Finds every pair with a Jaccard of half or more that the bounds let be looked at.
    pub const USUAL: Self = Self { rare: 64, nearest: 8, most: 64, least_share: 0.15, least_common_share: 0.4 };
    /// Finds smaller passages too, and looks at more, in several times the time.
    pub const THOROUGH: Self = Self { rare: 512, nearest: 64, most: 512, least_share: 0.05, least_common_share: 0.2 };
}

/// Many sketches, ready to be looked up. Texts are numbered in the order in which they were added, which should be that
/// of time.
#[derive(Debug, Default)]
pub struct CandidateIndex {
    /// Every hash with the number of its text, sorted.
    entries: Vec<(u32, u32)>,
    /// Where the entries begin whose hash has these first bits.
    buckets: Vec<u32>,
    /// How many bits a hash is shifted to get its bucket.
    shift: u32,
    /// How many hashes each text has.
    sizes: Vec<u32>,
}

/// What lookups need again and again, and what they count.
#[derive(Debug)]
pub struct Lookup {
    depth: Depth,
    shared: Vec<Shared>,
    seen: Vec<u32>,
    /// How often a phrase was so common that some of its texts were not looked at, and how many candidates were too many
    /// to be compared.
    pub capped: u64,
}

impl Lookup {
    /// For lookups that go so far.
    #[must_use]
    pub fn new(depth: Depth) -> Self {
        Self { depth, shared: Vec::new(), seen: Vec::new(), capped: 0 }
    }
}

/// How many phrases a text shares with the one that is looked up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Shared {
    rare: u16,
    common: u16,
}

impl Shared {
    fn all(self) -> u16 {
        self.rare + self.common
    }
}

impl CandidateIndex {
    /// Indexes sketches, given by their sorted hashes.
    #[must_use]
    pub fn new<'a>(sketches: impl IntoIterator<Item = &'a [u32]>) -> Self {
        let mut index = Self::default();
        for (sketch, text) in sketches.into_iter().zip(0..) {
            index.entries.extend(sketch.iter().map(|&hash| (hash, text)));
            index.sizes.push(sketch.len() as u32);
        }
        index.entries.sort_unstable();
        // About one bucket for every entry.
        let bits = index.entries.len().max(2).ilog2().min(24);
        index.shift = u32::BITS - bits;
        index.buckets = vec![0; (1 << bits) + 1];
        for &(hash, _) in &index.entries {
            index.buckets[(hash >> index.shift) as usize + 1] += 1;
        }
        let mut sum = 0;
        for bucket in &mut index.buckets {
            sum += *bucket;
            *bucket = sum;
        }
        index
    }

    /// The texts before number `before` and from number `after` on that share enough with a sketch; those that share
    /// most come first.
    pub fn look_up(&self, sketch: &[u32], before: u32, after: u32, lookup: &mut Lookup) -> Vec<u32> {
        let depth = lookup.depth;
        lookup.shared.resize(self.sizes.len(), Shared::default());
        for &hash in sketch {
            let texts = self.entries_of(hash);
            let earlier = &texts[..texts.partition_point(|&(_, text)| text < before)];
            let later = &texts[texts.partition_point(|&(_, text)| text < after)..];
            let rare = texts.len() <= depth.rare;
            let nearest = if rare { depth.rare } else { depth.nearest };
            let nearest = (earlier.len().min(nearest), later.len().min(nearest));
            lookup.capped += u64::from(nearest != (earlier.len(), later.len()));
            for &(_, text) in earlier[earlier.len() - nearest.0..].iter().chain(&later[..nearest.1]) {
                let shared = &mut lookup.shared[text as usize];
                if *shared == Shared::default() {
                    lookup.seen.push(text);
                }
                *(if rare { &mut shared.rare } else { &mut shared.common }) += 1;
            }
        }
        let shared = &mut lookup.shared;
        let mut found: Vec<(Shared, u32)> = Vec::new();
        for text in lookup.seen.drain(..) {
            let has = std::mem::take(&mut shared[text as usize]);
            if depth.is_enough(has, self.sizes[text as usize].min(sketch.len() as u32)) {
                found.push((has, text));
            }
        }
        found.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
        lookup.capped += found.len().saturating_sub(depth.most) as u64;
        found.truncate(depth.most);
        found.into_iter().map(|(_, text)| text).collect()
    }

    fn entries_of(&self, hash: u32) -> &[(u32, u32)] {
        let bucket = (hash >> self.shift) as usize;
        let bucket = &self.entries[self.buckets[bucket] as usize..self.buckets[bucket + 1] as usize];
        let begin = bucket.partition_point(|entry| entry.0 < hash);
        let end = begin + bucket[begin..].partition_point(|entry| entry.0 == hash);
        &bucket[begin..end]
    }
}

impl Depth {
    /// Whether so many shared phrases are worth a comparison; `smaller` is the size of the smaller sketch.
    fn is_enough(self, shared: Shared, smaller: u32) -> bool {
        let share = f64::from(shared.all()) / f64::from(smaller);
        share >= self.least_common_share || (share >= self.least_share && u32::from(shared.rare) >= smaller.min(2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look_up(index: &CandidateIndex, sketch: &[u32]) -> Vec<u32> {
        index.look_up(sketch, u32::MAX, u32::MAX, &mut Lookup::new(Depth::USUAL))
    }

    #[test]
    fn texts_that_share_most_come_first() {
        let sketches: [&[u32]; 4] = [&[1, 2, 3, 4], &[3, 4, 5, 6], &[2, 3, 4, 9], &[7, 8]];
        let index = CandidateIndex::new(sketches);
        assert_eq!(look_up(&index, &[1, 2, 3, 4]), [0, 2, 1]);
        assert_eq!(look_up(&index, &[10, 11]), [0_u32; 0]);
    }

    #[test]
    fn only_texts_on_the_asked_sides_are_found() {
        let sketches = [[5_u32, 6].as_slice(); 5];
        let index = CandidateIndex::new(sketches);
        let mut lookup = Lookup::new(Depth::USUAL);
        assert_eq!(index.look_up(&[5, 6], 2, u32::MAX, &mut lookup), [0, 1]);
        assert_eq!(index.look_up(&[5, 6], 2, 3, &mut lookup), [0, 1, 3, 4]);
    }

    #[test]
    fn one_phrase_of_many_is_not_enough() {
        let sketches: Vec<Vec<u32>> = (0..3).map(|text| (text * 100..text * 100 + 20).collect()).collect();
        let index = CandidateIndex::new(sketches.iter().map(Vec::as_slice));
        assert!(look_up(&index, &[0, 1_000, 1_001, 1_002, 1_003, 1_004, 1_005]).is_empty());
    }

    #[test]
    fn a_phrase_of_everybody_makes_no_square_of_pairs() {
        let sketches = vec![[5_u32, 6].as_slice(); 10_000];
        let index = CandidateIndex::new(sketches);
        let mut lookup = Lookup::new(Depth::USUAL);
        let found = index.look_up(&[5, 6], 9_000, 9_001, &mut lookup);
        assert_eq!(found.len(), 2 * Depth::USUAL.nearest);
        assert!(found.iter().all(|text| text.abs_diff(9_000) <= Depth::USUAL.nearest as u32));
        assert!(lookup.capped > 0);
    }
}

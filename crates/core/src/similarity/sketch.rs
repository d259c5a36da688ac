//! Sketches: a sample of a text's phrases, the same sample whoever prints them. Two texts that share a good part of their
//! phrases share about that part of their sketches, however long the rest is; so what may be alike is found by
//! looking up a few hashes.
//!
//! The sample takes each phrase whose hash is small (mod sampling: Manber, 1994; `FracMinHash`: Irber et al., 2022),
//! not a fixed number for each text (`MinHash`): a brief within a long text is found as well as a copy of all of it.

use super::Words;
use super::words::mix_all;

/// Words in a phrase. Phrases of three, by which texts are compared, are too often the common coin of a language
/// ("one of the"); longer ones are broken by more changes.
const PHRASE_WORDS: usize = 4;

/// One phrase in this many is taken…
const ONE_IN: u64 = 8;
/// …and in a text so short that these would be fewer, the smallest so many…
const FEWEST: usize = 16;
/// …and of a text so long that these would be more, one in 16, 32 and so on.
const MOST: usize = 4_096;

/// A sample of the phrases of a text: sorted hashes, none twice. Empty for a text without words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sketch(Vec<u32>);

impl Sketch {
    /// The sketch of a text.
    #[must_use]
    pub fn of(words: &Words) -> Self {
        let mut limit = u64::MAX / ONE_IN;
        let mut taken: Vec<u64> = phrases(words.hashes()).filter(|&hash| hash <= limit).collect();
        taken.sort_unstable();
        taken.dedup();
        if taken.len() < FEWEST {
            taken = phrases(words.hashes()).collect();
            taken.sort_unstable();
            taken.dedup();
            taken.truncate(FEWEST);
        }
        while taken.len() > MOST {
            limit /= 2;
            taken.truncate(taken.partition_point(|&hash| hash <= limit));
        }
        // The high bits decided about the sample; the low ones tell its members apart.
        let mut hashes: Vec<u32> = taken.into_iter().map(|hash| hash as u32).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }

    /// The hashes, sorted.
    #[must_use]
    pub fn hashes(&self) -> &[u32] {
        &self.0
    }
}

/// The phrases of a text as hashes; a text shorter than a phrase is one.
fn phrases(words: &[u64]) -> impl Iterator<Item = u64> + '_ {
    let length = PHRASE_WORDS.min(words.len()).max(1);
    words.windows(length).map(mix_all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(words: std::ops::Range<u32>) -> Sketch {
        let words: Vec<String> = words.map(|word| format!("word{word}")).collect();
        Sketch::of(&Words::of(words.iter().map(String::as_str)))
    }

    fn shared(one: &Sketch, other: &Sketch) -> usize {
        one.0.iter().filter(|hash| other.0.contains(hash)).count()
    }

    #[test]
    fn about_one_phrase_in_eight_is_taken() {
        let size = sketch(0..8_000).0.len();
        assert!((900..1_100).contains(&size), "{size}");
    }

    #[test]
    fn a_passage_has_its_part_of_the_sketch_of_the_whole() {
        let (whole, passage) = (sketch(0..4_000), sketch(1_000..1_400));
        assert_eq!(shared(&whole, &passage), passage.0.len());
        assert_eq!(shared(&whole, &sketch(5_000..6_000)), 0);
    }

    #[test]
    fn a_short_text_has_enough_and_a_long_one_not_too_many() {
        assert_eq!(sketch(0..30).0.len(), FEWEST);
        assert_eq!(sketch(0..2).0.len(), 1);
        let long = sketch(0..100_000);
        assert!(long.0.len() <= MOST);
        assert!(shared(&long, &sketch(500..4_000)) > 100);
    }

    #[test]
    fn a_text_without_words_has_an_empty_sketch() {
        assert!(Sketch::of(&Words::of(["*** …"])).0.is_empty());
    }
}

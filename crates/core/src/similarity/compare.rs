//! Comparing two texts: exactly, on the sets of all their shingles.

use super::words::mix_all;
use super::{Form, Words};

/// Words in a shingle.
const SHINGLE_WORDS: usize = 3;

/// Places of one shingle that are looked at for a common run. A text that says the same thousands of times would
/// otherwise cost the square of that.
const MOST_PLACES: usize = 16;

/// Forms share so many shingles with all their facts, of all. Below, most pairs are nothing, and it saves time to leave
/// them alone.
const LEAST_JACCARD_OF_FORM: f64 = 0.1;

/// A text ready to be compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shingles {
    words: Words,
    /// Every shingle, sorted.
    placed: Vec<Placed>,
    distinct: usize,
}

/// A shingle by its hash, and the number of its first word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Placed {
    hash: u64,
    place: u32,
}

/// How much two texts have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// Shared shingles, of all that either has: 0 to 1.
    pub jaccard: f64,
    /// Shared shingles, of those of the text that has fewer: 0 to 1.
    pub containment: f64,
    /// Shared numbers, of those of the text that has fewer: 0 to 1, and 1 where one has none.
    pub numbers: f64,
    /// How many numbers of the text that has fewer the other lacks.
    pub lacking_numbers: u32,
    /// Shared names, likewise.
    pub names: f64,
    /// How many names of the text that has fewer the other lacks.
    pub lacking_names: u32,
    /// Whether the words of both are the same, in the same order.
    pub same_words: bool,
    /// Words of the text that has fewer.
    pub words: u32,
    /// Words in the longest run that stands in both.
    pub run: u32,
    /// Whether one of the texts is too short for a likeness to mean much.
    pub short: bool,
    /// Whether the numbers of both are the same.
    pub same_numbers: bool,
    /// Shared words of the titles, of those of the title that has fewer: 0 to 1, and 1 where one has none.
    pub title: f64,
    /// What is shared with numbers and names struck out; of texts that share too little or are the same, not looked at.
    pub form: Form,
}

impl Likeness {
    /// Whether both tell of the same numbers and names: at least most of them, or all but one. Of one or two numbers, one
    /// that differs is the news.
    #[must_use]
    pub fn facts_agree(&self) -> bool {
        let numbers_agree = self.numbers >= 0.8 || (self.lacking_numbers <= 1 && self.numbers > 0.6);
        numbers_agree && (self.names >= 0.6 || self.lacking_names <= 1)
    }
}

impl Shingles {
    /// The shingles of a text: every three words in a row; a shorter text is one shingle.
    #[must_use]
    pub fn of(words: Words) -> Self {
        let length = SHINGLE_WORDS.min(words.hashes().len()).max(1);
        let windows = words.hashes().windows(length);
        let mut placed: Vec<Placed> =
            windows.map(mix_all).zip(0..).map(|(hash, place)| Placed { hash, place }).collect();
        placed.sort_unstable();
        let distinct = placed.chunk_by(|one, next| one.hash == next.hash).count();
        Self { words, placed, distinct }
    }

    /// How many words the text has.
    #[must_use]
    pub fn words(&self) -> usize {
        self.words.hashes().len()
    }

    /// Compares with another text.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Likeness {
        let (mut ours, mut theirs) = (self.placed.as_slice(), other.placed.as_slice());
        let mut shared = 0;
        let mut common = Vec::new();
        while let (Some(our), Some(their)) = (ours.first(), theirs.first()) {
            if our.hash != their.hash {
                // Whichever is behind goes on.
                let behind = if our.hash < their.hash { &mut ours } else { &mut theirs };
                *behind = &behind[1..];
                continue;
            }
            shared += 1;
            let (our_places, our_rest) = split_first_shingle(ours);
            let (their_places, their_rest) = split_first_shingle(theirs);
            for our in our_places.iter().take(MOST_PLACES) {
                common.extend(their_places.iter().take(MOST_PLACES).map(|their| (our.place, their.place)));
            }
            (ours, theirs) = (our_rest, their_rest);
        }
        let smaller = self.distinct.min(other.distinct);
        let (numbers, lacking_numbers) = shared_facts(self.words.numbers(), other.words.numbers());
        let (names, lacking_names) = shared_facts(self.words.names(), other.words.names());
        let jaccard = share(shared, self.distinct + other.distinct - shared);
        let same_words = self.words() > 0 && self.words.hashes() == other.words.hashes();
        let may_be_form = jaccard >= LEAST_JACCARD_OF_FORM && !same_words;
        Likeness {
            jaccard,
            containment: share(shared, smaller),
            numbers,
            lacking_numbers,
            names,
            lacking_names,
            same_words,
            words: self.words().min(other.words()) as u32,
            run: longest_run(common, self.words().min(SHINGLE_WORDS)),
            short: self.words.are_few() || other.words.are_few(),
            same_numbers: self.words.numbers() == other.words.numbers(),
            title: shared_facts(self.words.title(), other.words.title()).0,
            form: if may_be_form { Form::of(&self.words, &other.words) } else { Form::NONE },
        }
    }
}

/// The places of the first shingle, and the rest.
fn split_first_shingle(placed: &[Placed]) -> (&[Placed], &[Placed]) {
    let end = placed.iter().take_while(|one| one.hash == placed[0].hash).count();
    placed.split_at(end)
}

/// The longest run of words that a run of shingles at consecutive places of both texts makes.
fn longest_run(mut common: Vec<(u32, u32)>, shingle: usize) -> u32 {
    // By diagonal: pairs that follow each other in both texts have the same distance.
    common.sort_unstable_by_key(|&(our, their)| (i64::from(our) - i64::from(their), our));
    let follows = |one: &(u32, u32), next: &(u32, u32)| next.0 == one.0 + 1 && next.1 == one.1 + 1;
    let longest = common.chunk_by(follows).map(<[_]>::len).max();
    longest.map_or(0, |shingles| (shingles + shingle - 1) as u32)
}

/// Which part of the fewer facts the others have, and how many they lack.
fn shared_facts(ours: &[u64], theirs: &[u64]) -> (f64, u32) {
    let fewer = ours.len().min(theirs.len());
    let shared = count_shared(ours, theirs);
    (if fewer == 0 { 1.0 } else { share(shared, fewer) }, (fewer - shared) as u32)
}

/// How many members two sorted lists without doubles share.
fn count_shared(ours: &[u64], theirs: &[u64]) -> usize {
    let (mut our, mut their, mut shared) = (0, 0, 0);
    while our < ours.len() && their < theirs.len() {
        let order = ours[our].cmp(&theirs[their]);
        shared += usize::from(order.is_eq());
        our += usize::from(order.is_le());
        their += usize::from(order.is_ge());
    }
    shared
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(one: &str, other: &str) -> Likeness {
        let [one, other] = [one, other].map(|text| Shingles::of(Words::of([text])));
        one.compare(&other)
    }

    #[test]
    fn shingles_are_counted_once() {
        // a b c, b c d of one; the same and three more of the other.
        let likeness = compare("a b c d", "a b c d x a b c");
        assert!((likeness.jaccard - 2.0 / 5.0).abs() < 1e-9, "{likeness:?}");
        assert!((likeness.containment - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_longest_run_is_found_wherever_it_stands() {
        assert_eq!(compare("x a b c d e y", "q q a b c d e r a b c").run, 5);
        assert_eq!(compare("a b c d", "d c b a").run, 0);
        assert_eq!(compare("a b", "a b").run, 2);
    }

    #[test]
    fn facts_of_the_text_that_has_fewer_count() {
        let likeness = compare("In Rome 3 of 10 and Paris 5", "In Rome 3 of 10");
        assert_eq!((likeness.numbers, likeness.names), (1.0, 1.0));
        assert!(!likeness.same_numbers);
    }

    #[test]
    fn a_text_that_says_the_same_again_and_again_is_compared_soon() {
        let text = "a b c ".repeat(100_000);
        assert!(compare(&text, &text).same_words);
    }
}

//! Forms: what two texts share once numbers and names are struck out, and whether these are the same as well.
//!
//! A form filled in anew shares its phrases without the facts in them; a copy shares both.

use super::Words;
use super::words::mix_all;

/// Items in a phrase: words, or facts in a row that count as one.
const PHRASE_ITEMS: usize = 3;

/// Words of each text that are looked at: no form is longer, and more would take long.
const MOST_WORDS: usize = 4096;

/// What stands for every run of facts.
const STRUCK_OUT: u64 = 1;

/// What two texts share with their facts struck out: the numbers and names of either.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Form {
    /// Shared phrases, of all that either has: 0 to 1.
    pub jaccard: f64,
    /// Words in shared phrases, facts left out, of the text that has fewer.
    pub words: u32,
    /// Shared phrases with a fact struck out in them.
    pub phrases: u32,
    /// Of these, the part whose facts are the same in both: 0 to 1, and 1 where there is none.
    pub kept: f64,
}

impl Form {
    /// Of texts that share nothing.
    pub const NONE: Self = Self { jaccard: 0.0, words: 0, phrases: 0, kept: 1.0 };

    /// Compares two texts.
    #[must_use]
    pub fn of(one: &Words, other: &Words) -> Self {
        let is_fact = |hash: u64| one.is_fact(hash) || other.is_fact(hash);
        let [ours, theirs] = [one, other].map(|words| Outline::of(words, is_fact));
        let (our_groups, their_groups) = (ours.groups(), theirs.groups());
        let all = our_groups.clone().count() + their_groups.clone().count();
        let (mut our_groups, mut their_groups) = (our_groups.peekable(), their_groups.peekable());
        let (mut shared, mut phrases, mut kept) = (0_usize, 0_u32, 0_u32);
        let mut covered = [&ours, &theirs].map(|outline| vec![false; outline.items.len()]);
        while let (Some(our), Some(their)) = (our_groups.peek(), their_groups.peek()) {
            let order = our[0].shape.cmp(&their[0].shape);
            if order.is_eq() {
                shared += 1;
                if our[0].has_fact {
                    phrases += 1;
                    kept += u32::from(share_any(our, their));
                }
                for (covered, group) in covered.iter_mut().zip([our, their]) {
                    group.iter().for_each(|phrase| covered[phrase.place..][..PHRASE_ITEMS].fill(true));
                }
            }
            if order.is_le() {
                our_groups.next();
            }
            if order.is_ge() {
                their_groups.next();
            }
        }
        let words = |(outline, covered): (&Outline, &Vec<bool>)| {
            outline.items.iter().zip(covered).filter(|(item, covered)| **covered && !item.is_fact).count() as u32
        };
        let [our_covered, their_covered] = &covered;
        Self {
            jaccard: if shared == 0 { 0.0 } else { shared as f64 / (all - shared) as f64 },
            words: words((&ours, our_covered)).min(words((&theirs, their_covered))),
            phrases,
            kept: if phrases == 0 { 1.0 } else { f64::from(kept) / f64::from(phrases) },
        }
    }
}

/// Whether one phrase stands in both groups, which are sorted, with the same facts.
fn share_any(ours: &[Phrase], theirs: &[Phrase]) -> bool {
    let (mut our, mut their) = (0, 0);
    while our < ours.len() && their < theirs.len() {
        match ours[our].exact.cmp(&theirs[their].exact) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => our += 1,
            std::cmp::Ordering::Greater => their += 1,
        }
    }
    false
}

/// A text as its phrases, with and without facts.
struct Outline {
    items: Vec<Item>,
    /// Sorted by shape, then by what they say.
    phrases: Vec<Phrase>,
}

/// A word, or facts in a row.
struct Item {
    /// The hash of the words.
    exact: u64,
    is_fact: bool,
}

/// Items in a row.
struct Phrase {
    /// The hash with facts struck out.
    shape: u64,
    /// The hash of all words.
    exact: u64,
    has_fact: bool,
    /// The number of the first item.
    place: usize,
}

impl Outline {
    fn of(words: &Words, is_fact: impl Fn(u64) -> bool) -> Self {
        let mut items: Vec<Item> = Vec::new();
        for &hash in words.hashes().iter().take(MOST_WORDS) {
            let is_fact = is_fact(hash);
            match items.last_mut() {
                Some(last) if is_fact && last.is_fact => last.exact = mix_all(&[last.exact, hash]),
                _ => items.push(Item { exact: hash, is_fact }),
            }
        }
        let phrase = |(place, items): (usize, &[Item])| {
            let items: &[Item; PHRASE_ITEMS] = items.try_into().ok()?;
            let exact = items.each_ref().map(|item| item.exact);
            let shape = items.each_ref().map(|item| if item.is_fact { STRUCK_OUT } else { item.exact });
            let has_fact = items.iter().any(|item| item.is_fact);
            Some(Phrase { shape: mix_all(&shape), exact: mix_all(&exact), has_fact, place })
        };
        let mut phrases: Vec<Phrase> = items.windows(PHRASE_ITEMS).enumerate().filter_map(phrase).collect();
        phrases.sort_unstable_by_key(|phrase| (phrase.shape, phrase.exact));
        Self { items, phrases }
    }

    /// The phrases of one shape together.
    fn groups(&self) -> impl Iterator<Item = &[Phrase]> + Clone {
        self.phrases.chunk_by(|one, next| one.shape == next.shape)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(one: &str, other: &str) -> Form {
        let [one, other] = [one, other].map(|text| Words::of([text]));
        let form = Form::of(&one, &other);
        assert_eq!(form, Form::of(&other, &one));
        form
    }

    const REPORT: &str = "the market opened at 1,204 and closed at 1,207 after Rome had left its rate at 3.5 percent";

    #[test]
    fn a_form_filled_in_anew_shares_all_but_its_facts() {
        let next = "the market opened at 1,198 and closed at 1,190 after Oslo had left its rate at 3.75 percent";
        let form = form(REPORT, next);
        assert_eq!((form.jaccard, form.kept), (1.0, 0.0));
        assert_eq!(form.words, 14);
    }

    #[test]
    fn a_copy_keeps_its_facts() {
        let form = form(REPORT, &format!("with a new beginning {REPORT} in 2 days"));
        assert!(form.jaccard > 0.6, "{form:?}");
        assert!(form.kept >= 1.0);
    }

    #[test]
    fn several_facts_in_a_row_are_one() {
        let form = form("said Anna of Rome today", "said Anna Maria Bianchi of Oslo today");
        assert_eq!((form.jaccard, form.words), (1.0, 3));
    }

    #[test]
    fn a_name_at_the_beginning_of_a_sentence_is_one_still() {
        let one = form("Atari said so. We hear that Atari left.", "Micropolis said so. We hear that Micropolis left.");
        assert_eq!((one.jaccard, one.kept), (1.0, 0.0));
    }

    #[test]
    fn texts_without_facts_keep_them() {
        assert!(form("nothing of note was said", "nothing of note was done").kept >= 1.0);
        assert_eq!(form("two words", "two words"), Form::NONE);
    }
}

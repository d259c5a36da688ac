//! One slip of the finger.

/// Shortest part of two words that were written as one.
const SHORTEST_PART: usize = 3;

/// What makes another word of a word; places count its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edit {
    /// The letter and the one behind it change places.
    Swap(usize),
    /// The letter was too much.
    Drop(usize),
    /// A letter was missing here.
    Insert(usize, char),
    /// The letter should be another.
    Replace(usize, char),
    /// A space was missing here.
    Split(usize),
}

impl Edit {
    /// Whether it gives the word another first letter without moving one.
    pub(super) fn is_at_first(self) -> bool {
        matches!(self, Self::Insert(0, _) | Self::Replace(0, _))
    }

    /// The other word. Letters that are put in are capitals where all of the word is.
    pub(super) fn apply(self, letters: &[char]) -> String {
        let is_loud = letters.iter().all(|letter| letter.is_uppercase());
        let fit =
            |letter: char| -> String { if is_loud { letter.to_uppercase().collect() } else { letter.to_string() } };
        let text = |letters: &[char]| -> String { letters.iter().collect() };
        match self {
            Self::Swap(place) => {
                let mut letters = letters.to_vec();
                letters.swap(place, place + 1);
                // "Efrry" is not "fErry".
                if place == 0 && letters[1].is_uppercase() && letters[0].is_lowercase() {
                    let capital: String = letters[0].to_uppercase().collect();
                    return format!("{capital}{}{}", letters[1].to_lowercase(), text(&letters[2..]));
                }
                text(&letters)
            }
            Self::Drop(place) => format!("{}{}", text(&letters[..place]), text(&letters[place + 1..])),
            Self::Insert(place, letter) => {
                format!("{}{}{}", text(&letters[..place]), fit(letter), text(&letters[place..]))
            }
            Self::Replace(place, letter) => {
                let letter = if letters[place].is_uppercase() { letter.to_uppercase().collect() } else { fit(letter) };
                format!("{}{letter}{}", text(&letters[..place]), text(&letters[place + 1..]))
            }
            Self::Split(place) => format!("{} {}", text(&letters[..place]), text(&letters[place..])),
        }
    }
}

/// Every slip that may have happened to a word of two letters or more, the likeliest kinds first.
pub(super) fn edits(letters: &[char]) -> Vec<Edit> {
    let count = letters.len();
    let alphabet = alphabet(letters);
    let with_all =
        |edit: fn(usize, char) -> Edit, place: usize| alphabet.iter().map(move |&letter| edit(place, letter));
    let swaps = (0..count - 1).filter(|&place| letters[place] != letters[place + 1]).map(Edit::Swap);
    let drops = (0..count).filter(|&place| place == 0 || letters[place] != letters[place - 1]).map(Edit::Drop);
    let replacements = (0..count).flat_map(|place| with_all(Edit::Replace, place));
    let replacements =
        replacements.filter(|edit| !matches!(edit, Edit::Replace(place, letter) if letters[*place] == *letter));
    let insertions = (0..=count).flat_map(|place| with_all(Edit::Insert, place));
    let splits = (SHORTEST_PART..(count + 1).saturating_sub(SHORTEST_PART)).map(Edit::Split);
    swaps.chain(drops).chain(replacements).chain(insertions).chain(splits).collect()
}

/// The letters that a slip may have put in or left out, as the index has them. In other scripts, those of the word.
fn alphabet(letters: &[char]) -> Vec<char> {
    let ranges: &[(char, char)] = match letters.first().copied().unwrap_or_default() {
        'a'..='z' | '\u{df}'..='\u{24f}' => {
            let beyond = ['ß', 'ł', 'ø', 'æ', 'œ', 'đ', 'ð', 'þ', 'ı'];
            return ('a'..='z').chain(beyond).collect();
        }
        '\u{370}'..='\u{3ff}' => &[('α', 'ω')],
        '\u{400}'..='\u{52f}' => &[('а', 'я'), ('є', 'є'), ('і', 'і'), ('ј', 'ј'), ('ґ', 'ґ')],
        '\u{5d0}'..='\u{5ea}' => &[('א', 'ת')],
        '\u{620}'..='\u{6ff}' => &[('ء', 'غ'), ('ف', 'ي'), ('پ', 'پ'), ('چ', 'چ'), ('ژ', 'ژ'), ('ک', 'گ'), ('ی', 'ی')],
        '\u{900}'..='\u{97f}' => &[('अ', 'ह'), ('ा', '्')],
        _ => {
            let mut letters = letters.to_vec();
            letters.sort_unstable();
            letters.dedup();
            return letters;
        }
    };
    ranges.iter().flat_map(|&(first, last)| first..=last).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Feryr", Edit::Swap(3), "Ferry")]
    #[case("Efrry", Edit::Swap(0), "Ferry")]
    #[case("EFRRY", Edit::Swap(0), "FERRY")]
    #[case("Fährre", Edit::Drop(4), "Fähre")]
    #[case("ferr", Edit::Insert(4, 'y'), "ferry")]
    #[case("FERR", Edit::Insert(4, 'y'), "FERRY")]
    #[case("Gerry", Edit::Replace(0, 'f'), "Ferry")]
    #[case("ferrylate", Edit::Split(5), "ferry late")]
    fn an_edit_keeps_what_it_does_not_touch(#[case] word: &str, #[case] edit: Edit, #[case] expected: &str) {
        let letters: Vec<char> = word.chars().collect();
        assert_eq!(edit.apply(&letters), expected);
    }

    #[rstest]
    #[case("feryr", "ferry")]
    #[case("fery", "ferry")]
    #[case("ferrry", "ferry")]
    #[case("verry", "ferry")]
    #[case("lodz", "łodz")]
    #[case("паромм", "паром")]
    #[case("العبراة", "العبارة")]
    #[case("harbournews", "harbour news")]
    fn slips_are_undone(#[case] word: &str, #[case] meant: &str) {
        let letters: Vec<char> = word.chars().collect();
        assert!(edits(&letters).iter().any(|edit| edit.apply(&letters) == meant));
    }

    #[test]
    fn no_edit_leaves_a_word_as_it_is() {
        for word in ["ferry", "aabb", "灯台古い", "ab"] {
            let letters: Vec<char> = word.chars().collect();
            assert!(edits(&letters).iter().all(|edit| edit.apply(&letters) != word));
        }
    }
}

//! The words of a text as hashes, for comparing texts: lower case, without punctuation, each character of an unspaced
//! script a word.

use unicode_normalization::UnicodeNormalization;

use super::letter::{Letter, PLANE};

/// A text with fewer words is short, and has to agree in more to be called alike.
const SHORT_WORDS: usize = 50;

/// A short text in a script that is written without spaces, in characters.
const SHORT_CHARACTERS: usize = 100;

/// The words of a text in order, and the numbers among them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    hashes: Vec<u64>,
    numbers: Vec<u64>,
    names: Vec<u64>,
    title: Vec<u64>,
    unspaced: usize,
}

impl Words {
    /// The words of these texts, one after the other.
    #[must_use]
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words = Self::default();
        for text in texts {
            words.push(text);
        }
        for facts in [&mut words.numbers, &mut words.names] {
            facts.sort_unstable();
            facts.dedup();
        }
        words
    }

    /// The same words under a title, which is looked at where they are few.
    #[must_use]
    pub fn under_title(self, title: &str) -> Self {
        let mut title = Self::of([title]).hashes;
        title.sort_unstable();
        title.dedup();
        Self { title, ..self }
    }

    /// The distinct words of the title, sorted by hash.
    #[must_use]
    pub fn title(&self) -> &[u64] {
        &self.title
    }

    /// The hash of each word, in order.
    #[must_use]
    pub fn hashes(&self) -> &[u64] {
        &self.hashes
    }

    /// The distinct numbers, sorted by hash.
    #[must_use]
    pub fn numbers(&self) -> &[u64] {
        &self.numbers
    }

    /// The distinct names, sorted by hash: words with a capital that do not begin a sentence. What they are in
    /// languages that give all nouns one, and none in scripts without capitals.
    #[must_use]
    pub fn names(&self) -> &[u64] {
        &self.names
    }

    /// Whether a word, given as its hash, is one of the numbers or names.
    #[must_use]
    pub fn is_fact(&self, word: u64) -> bool {
        self.numbers.binary_search(&word).is_ok() || self.names.binary_search(&word).is_ok()
    }

    /// Whether there are too few words for a likeness to mean much.
    #[must_use]
    pub fn are_few(&self) -> bool {
        let few = if self.unspaced * 2 > self.hashes.len() { SHORT_CHARACTERS } else { SHORT_WORDS };
        self.hashes.len() < few
    }

    fn push(&mut self, text: &str) {
        // Words of Latin and its like have five letters or so.
        self.hashes.reserve(text.len() / 6);
        if text.is_ascii() {
            return self.push_ascii(text.as_bytes());
        }
        let plane = &**PLANE;
        if text.chars().all(|character| Letter::of(character, plane).is_composed()) {
            self.push_characters(text.chars(), plane);
        } else {
            self.push_characters(text.nfkc(), plane);
        }
    }

    /// The same as [`push_characters`](Self::push_characters) for the common case: most of the time of an import that
    /// comparing takes.
    fn push_ascii(&mut self, text: &[u8]) {
        let mut begins_sentence = true;
        let mut rest = text;
        while let Some(&first) = rest.first() {
            if ASCII[usize::from(first)] == 0 {
                begins_sentence |= ends_sentence(first.into());
                rest = &rest[1..];
                continue;
            }
            let mut word = Word { is_name: first.is_ascii_uppercase() && !begins_sentence, ..Word::default() };
            begins_sentence = false;
            loop {
                let letters = rest.iter().map(|&byte| ASCII[usize::from(byte)]).take_while(|&letter| letter != 0);
                let before = word.letters;
                for letter in letters {
                    word.push_folded(letter.into(), letter <= b'9');
                }
                rest = &rest[(word.letters - before) as usize..];
                match rest {
                    [joint, digit, ..] if word.ends_in_digit && joins_digits(*joint) && digit.is_ascii_digit() => {
                        word.push_folded(JOINT, false);
                        rest = &rest[1..];
                    }
                    _ => break,
                }
            }
            self.end(&mut word);
        }
    }

    fn push_characters(&mut self, characters: impl Iterator<Item = char>, plane: &[Letter]) {
        let mut word = Word::default();
        // What may stand within a number does so if a digit follows.
        let mut joint = false;
        let mut begins_sentence = true;
        for character in characters {
            let letter = Letter::of(character, plane);
            if joint {
                joint = false;
                if letter.is_digit() {
                    word.push_folded(JOINT, false);
                } else {
                    self.end(&mut word);
                    begins_sentence = true;
                }
            }
            if letter.is_unspaced() {
                self.end(&mut word);
                word.push_folded(letter.folded(), false);
                self.end(&mut word);
                self.unspaced += 1;
            } else if letter.is_in_words() {
                word.is_name |= word.letters == 0 && letter.is_capital() && !begins_sentence;
                begins_sentence = false;
                word.push_folded(letter.folded(), letter.is_digit());
            } else if word.ends_in_digit && u8::try_from(character).is_ok_and(joins_digits) {
                joint = true;
            } else {
                self.end(&mut word);
                begins_sentence |= ends_sentence(character);
            }
        }
        self.end(&mut word);
    }

    fn end(&mut self, word: &mut Word) {
        let Word { hash, letters, has_digit, is_name, .. } = std::mem::take(word);
        if letters == 0 {
            return;
        }
        let hash = mix_all(&[hash, letters]);
        if has_digit {
            self.numbers.push(hash);
        } else if is_name {
            self.names.push(hash);
        }
        self.hashes.push(hash);
    }
}

/// ASCII letters and digits in lower case; 0 for all else.
const ASCII: [u8; 256] = {
    let mut letters = [0; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            letters[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    letters
};

/// What stands between two digits of a number, whichever sign it was.
const JOINT: u32 = '.' as u32;

fn joins_digits(sign: u8) -> bool {
    matches!(sign, b'.' | b',' | b':' | b'/')
}

/// After these a capital says nothing. Quotes and brackets are among them: a sentence may begin inside.
fn ends_sentence(character: char) -> bool {
    matches!(
        character,
        '.' | '!' | '?' | ':' | '…' | '"' | '“' | '„' | '«' | '‘' | '\'' | '(' | '[' | '-' | '–' | '—' | '•'
    )
}

/// A word under way.
#[derive(Default)]
struct Word {
    hash: u64,
    letters: u64,
    has_digit: bool,
    is_name: bool,
    ends_in_digit: bool,
}

impl Word {
    fn push_folded(&mut self, letter: u32, digit: bool) {
        self.hash = (self.hash.rotate_left(5) ^ u64::from(letter)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.letters += 1;
        self.ends_in_digit = digit;
        self.has_digit |= digit;
    }
}

/// One hash of several in a row, every bit of which depends on all of theirs and on their order (the finalizer of
/// `SplitMix64`: Steele et al., 2014).
pub(super) fn mix_all(hashes: &[u64]) -> u64 {
    let mut hash = hashes.iter().fold(0_u64, |sum, hash| sum.wrapping_mul(0xd134_2543_de82_ef95).wrapping_add(*hash));
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> usize {
        Words::of([text]).hashes.len()
    }

    #[test]
    fn case_and_punctuation_do_not_count() {
        let (one, other) = (Words::of(["“The ferry,” she said – late."]), Words::of(["the FERRY she said, late"]));
        assert_eq!(one.hashes, other.hashes);
        assert_eq!(Words::of(["ﬁne weather"]), Words::of(["Fine weather"]));
    }

    #[test]
    fn words_are_the_same_whether_all_of_the_text_is_ascii_or_not() {
        let (plain, mixed) = (Words::of(["rose 3.5 in 1,000"]), Words::of(["rose 3.5 in 1,000 …"]));
        assert_eq!(plain, mixed);
        assert_eq!(plain.numbers.len(), 2);
    }

    #[test]
    fn a_number_is_one_word_with_its_point() {
        assert_eq!(count("rose 3.5 percent."), 3);
        assert_ne!(Words::of(["3.5"]), Words::of(["35"]));
        assert_eq!(Words::of(["3,5"]), Words::of(["3.5"]));
        assert_eq!(Words::of(["in 1987."]).numbers, Words::of(["1987"]).numbers);
    }

    #[test]
    fn each_character_of_an_unspaced_script_is_a_word() {
        assert_eq!(count("渡轮晚点了"), 5);
        assert_eq!(count("买iPhone手机"), 4);
    }

    #[test]
    fn few_words_are_fewer_than_fifty_or_a_hundred_characters() {
        assert!(Words::of(["a ".repeat(49).as_str()]).are_few());
        assert!(!Words::of(["a ".repeat(50).as_str()]).are_few());
        assert!(Words::of(["晚".repeat(99).as_str()]).are_few());
        assert!(!Words::of(["晚".repeat(100).as_str()]).are_few());
    }

    #[test]
    fn a_text_without_letters_has_no_words() {
        assert_eq!(count("*** --- …"), 0);
    }
}

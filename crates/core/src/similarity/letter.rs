//! What a character is to the words of a text.

use std::sync::LazyLock;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, is_nfkc_quick};

use crate::is_unspaced;

const IN_WORDS: u32 = 1 << 21;
const DIGIT: u32 = 1 << 22;
const UNSPACED: u32 = 1 << 23;
const COMPOSED: u32 = 1 << 24;
const CAPITAL: u32 = 1 << 25;

/// The characters that nearly all texts are made of, worked out once: looking each property up for each character of a
/// text takes ten times as long.
pub(super) static PLANE: LazyLock<Box<[Letter]>> =
    LazyLock::new(|| (0..=0xffff).map(|code| char::from_u32(code).map_or(Letter(0), Letter::look_up)).collect());

/// A character in lower case, with its properties.
#[derive(Clone, Copy)]
pub(super) struct Letter(u32);

impl Letter {
    #[inline]
    pub(super) fn of(character: char, plane: &[Letter]) -> Self {
        plane.get(character as usize).copied().unwrap_or_else(|| Self::look_up(character))
    }

    fn look_up(character: char) -> Self {
        let mut lower = character.to_lowercase();
        // Lower case has two sigmas, and which one depends on the neighbours.
        let folded = lower.next().map_or(character, |first| if first == 'ς' { 'σ' } else { first });
        let properties = [
            (IN_WORDS, character.is_alphanumeric() || is_combining_mark(character)),
            (DIGIT, character.is_numeric()),
            (UNSPACED, is_unspaced(character) && character.is_alphanumeric()),
            (CAPITAL, character.is_uppercase()),
            (COMPOSED, is_nfkc_quick(std::iter::once(character)) == IsNormalized::Yes),
        ];
        let set = properties.iter().filter(|(_, has)| *has).fold(0, |set, (property, _)| set | property);
        Self(u32::from(folded) | set)
    }

    /// The character in lower case.
    pub(super) fn folded(self) -> u32 {
        self.0 & (IN_WORDS - 1)
    }

    /// Whether it is a letter, a mark or a digit.
    pub(super) fn is_in_words(self) -> bool {
        self.0 & IN_WORDS != 0
    }

    pub(super) fn is_digit(self) -> bool {
        self.0 & DIGIT != 0
    }

    pub(super) fn is_capital(self) -> bool {
        self.0 & CAPITAL != 0
    }

    /// Whether it is a word by itself.
    pub(super) fn is_unspaced(self) -> bool {
        self.0 & UNSPACED != 0
    }

    /// Whether it is surely as NFKC has it, whatever stands before it.
    pub(super) fn is_composed(self) -> bool {
        self.0 & COMPOSED != 0
    }
}

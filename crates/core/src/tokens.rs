//! Preparation of text for the search index and of queries for it, so that plain `unicode61` finds words in scripts
//! that set no spaces.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// Whether a character belongs to a script that is searched by single characters: Han, Kana, Bopomofo, Hangul, Thai,
/// Lao, Khmer, Myanmar. Letters, marks and digits of these scripts only, not their punctuation.
#[must_use]
pub fn is_unspaced(character: char) -> bool {
    matches!(u32::from(character),
        0x0E01..=0x0E4E | 0x0E50..=0x0E59 | 0x0E81..=0x0EDF
        | 0x1000..=0x1049 | 0x1050..=0x109F | 0xA9E0..=0xA9FE | 0xAA60..=0xAA7F
        | 0x1780..=0x17D3 | 0x17D7 | 0x17DC..=0x17E9
        | 0x1100..=0x11FF | 0x3131..=0x318E | 0xA960..=0xA97F | 0xAC00..=0xD7FB
        | 0x2E80..=0x2FD5 | 0x3005..=0x3007 | 0x3021..=0x3029 | 0x3038..=0x303B
        | 0x3041..=0x3096 | 0x3099..=0x309A | 0x309D..=0x309F | 0x30A1..=0x30FA | 0x30FC..=0x312F
        | 0x31A0..=0x31BF | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF
        | 0x20000..=0x3FFFD)
}

/// Marks that a search must not depend on: Arabic vowel signs and the tatweel, Hebrew points, soft hyphens and joiners,
/// and accents that form no letter with the character before them. The index drops most of those accents itself, and
/// makes an empty word of one that stands alone.
fn is_optional(character: char) -> bool {
    matches!(u32::from(character),
        0x00AD | 0x0300..=0x036F | 0x0591..=0x05BD | 0x05BF | 0x05C1..=0x05C2 | 0x05C4..=0x05C5 | 0x05C7
        | 0x0610..=0x061A | 0x0640 | 0x064B..=0x065F | 0x0670 | 0x06D6..=0x06DC | 0x06DF..=0x06E4 | 0x06E7..=0x06E8
        | 0x06EA..=0x06ED | 0x200B..=0x200D | 0x2060 | 0xFEFF)
}

/// The text as the search index takes it: NFKC, optional marks left out, characters of unspaced scripts set apart by
/// spaces. The same is done to the words of a query; a word that becomes several tokens is searched as a phrase.
#[must_use]
pub fn prepare_for_search(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_prepared(text) {
        return Cow::Borrowed(text);
    }
    let mut prepared = String::with_capacity(text.len() + text.len() / 2);
    let mut after_unspaced = false;
    // Composed first: an accent that forms a letter is part of it.
    for character in text.nfkc().filter(|&character| !is_optional(character)) {
        let unspaced = is_unspaced(character);
        let at_gap = character.is_whitespace() || prepared.is_empty() || prepared.ends_with(char::is_whitespace);
        if (unspaced || after_unspaced) && !at_gap {
            prepared.push(' ');
        }
        prepared.push(character);
        after_unspaced = unspaced;
    }
    Cow::Owned(prepared)
}

fn is_prepared(text: &str) -> bool {
    !text.chars().any(|character| is_unspaced(character) || is_optional(character))
        && is_nfkc_quick(text.chars()) == IsNormalized::Yes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("plain words", "plain words")]
    #[case("Café ﬁne", "Café fine")]
    #[case("北京 news", "北 京 news")]
    #[case("iPhone手机。", "iPhone 手 机 。")]
    #[case("ﾌｪﾘｰが", "フ ェ リ ー が")]
    #[case("등대", "등 대")]
    #[case("กิน", "ก ิ น")]
    #[case("مُحَمَّد كـتاب", "محمد كتاب")]
    #[case("नमस्ते", "नमस्ते")]
    #[case("cafe\u{301} x\u{302} \u{301}", "café x ")]
    fn prepared_forms(#[case] text: &str, #[case] prepared: &str) {
        assert_eq!(prepare_for_search(text), prepared);
    }

    proptest! {
        #[test]
        fn preparing_twice_changes_nothing(text in "\\PC{0,60}") {
            let once = prepare_for_search(&text).into_owned();
            prop_assert_eq!(prepare_for_search(&once), once.as_str());
        }
    }
}

//! Normalization: the exact and the folded form of a text. Both are identities in archives that are already out, so a
//! change of a rule is a new [`NORMALIZATION_VERSION`].

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The version of the rules of this module and of the search preparation, kept in every archive.
pub const NORMALIZATION_VERSION: u32 = 1;

/// Every run of white space as one space, none at the ends.
#[must_use]
pub fn collapse_white_space(text: &str) -> Cow<'_, str> {
    if is_collapsed(text) {
        return Cow::Borrowed(text);
    }
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    Cow::Owned(collapsed)
}

fn is_collapsed(text: &str) -> bool {
    // A space is in its place between two characters that are no space; nothing else may be white. Bytes of longer
    // characters are checked only when there are any.
    let bytes = text.as_bytes();
    memchr::memchr3(b'\t', b'\n', b'\r', bytes).is_none()
        && memchr::memchr2(b'\x0b', b'\x0c', bytes).is_none()
        && memchr::memmem::find(bytes, b"  ").is_none()
        && bytes.first() != Some(&b' ')
        && bytes.last() != Some(&b' ')
        && (text.is_ascii() || !text.chars().any(|character| !character.is_ascii() && character.is_whitespace()))
}

/// The exact form of a text: NFC, white space collapsed. Texts with equal exact forms are the same text.
#[must_use]
pub fn exact_text(text: &str) -> Cow<'_, str> {
    let collapsed = collapse_white_space(text);
    if collapsed.is_ascii() || is_nfc_quick(collapsed.chars()) == IsNormalized::Yes {
        return collapsed;
    }
    Cow::Owned(collapsed.nfc().collect())
}

/// The folded form of a text: NFKC, lower case, only letters, marks and digits, and whatever stands between two digits
/// as one point, so that 3.5 and 35 stay different numbers. Paragraphs with equal folded forms are the same paragraph
/// to a reader, whoever set the quotes and dashes.
#[must_use]
pub fn fold_text(text: &str) -> String {
    if text.is_ascii() {
        return fold_ascii(text);
    }
    let mut folder = Folder { folded: String::with_capacity(text.len()), gap: false };
    for character in text.nfkc().flat_map(char::to_lowercase) {
        // Lower case has two sigmas, and which one depends on the neighbours.
        folder.push(if character == 'ς' { 'σ' } else { character });
    }
    folder.folded
}

/// The same for the common case, byte by byte.
fn fold_ascii(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let (mut last, mut gap) = (0, false);
    for byte in text.bytes() {
        if !byte.is_ascii_alphanumeric() {
            gap = true;
            continue;
        }
        if gap && byte.is_ascii_digit() && u8::is_ascii_digit(&last) {
            folded.push('.');
        }
        gap = false;
        last = byte;
        folded.push(char::from(byte.to_ascii_lowercase()));
    }
    folded
}

struct Folder {
    folded: String,
    gap: bool,
}

impl Folder {
    fn push(&mut self, character: char) {
        if !character.is_alphanumeric() && !is_combining_mark(character) {
            self.gap = true;
            return;
        }
        if self.gap && character.is_numeric() && self.folded.ends_with(char::is_numeric) {
            self.folded.push('.');
        }
        self.gap = false;
        self.folded.push(character);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    // Golden: these pin the rules. If one must change, NORMALIZATION_VERSION changes with it.
    #[rstest]
    #[case("  Two\u{a0}\t words \r\n", "Two words")]
    #[case("cafe\u{301}", "café")]
    #[case("ﬁne “quotes” stay", "ﬁne “quotes” stay")]
    #[case("全角　空白", "全角 空白")]
    #[case("", "")]
    fn exact_forms(#[case] text: &str, #[case] exact: &str) {
        assert_eq!(exact_text(text), exact);
    }

    #[rstest]
    #[case("“Don’t go,” he said – twice.", "dontgohesaidtwice")]
    #[case("\"Don't go\", he said -- twice", "dontgohesaidtwice")]
    #[case("It rose 3.5 % to 1,200", "itrose3.5to1.200")]
    #[case("It rose 35% to 1200", "itrose35to1200")]
    #[case("ＦＵＬＬ ｗｉｄｔｈ ﬁne", "fullwidthfine")]
    #[case("ΟΔΟΣ οδός", "οδοσοδόσ")]
    #[case("Straße STRASSE", "straßestrasse")]
    #[case("नमस्ते!", "नमस्ते")]
    #[case("新闻，第 3 条", "新闻第3条")]
    #[case("* * *", "")]
    fn folded_forms(#[case] text: &str, #[case] fold: &str) {
        assert_eq!(fold_text(text), fold);
    }

    proptest! {
        #[test]
        fn exact_form_is_stable_and_keeps_the_words(text in "\\PC{0,80}") {
            let once = exact_text(&text).into_owned();
            prop_assert_eq!(exact_text(&once), once.as_str());
            prop_assert!(!once.starts_with(' ') && !once.ends_with(' ') && !once.contains("  "));
        }

        #[test]
        fn white_space_never_changes_the_exact_form(words in prop::collection::vec("[^\\s]{1,8}", 1..8), gap in "\\s{1,4}") {
            let spaced = words.join(&gap);
            let plain = words.join(" ");
            prop_assert_eq!(exact_text(&spaced), exact_text(&plain));
        }

        #[test]
        fn equal_exact_forms_have_equal_folds(text in "\\PC{0,80}") {
            prop_assert_eq!(fold_text(&text), fold_text(&exact_text(&text)));
        }

        #[test]
        fn the_ascii_path_folds_as_the_general_one(text in "[ -~]{0,80}") {
            let general = fold_text(&format!("{text} é"));
            prop_assert_eq!(fold_text(&text), general.strip_suffix('é').expect("é is kept"));
        }
    }
}

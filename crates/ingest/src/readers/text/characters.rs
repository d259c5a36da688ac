//! Characters: line ends brought to one kind, invisible characters taken out, and the width of a text in print.

use std::borrow::Cow;

use cuttings_core::is_unspaced;

const SOFT_HYPHEN: char = '\u{ad}';

/// The text with `\n` as its only line end, and without control characters and characters that only steer the layout.
///
/// Joiners (U+200C, U+200D) and direction marks stay: Persian, the scripts of India and many emoji are spelled with
/// them. A soft hyphen at the end of a line says that the word goes on, so it is taken out with the line end.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(needs_care) {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        match character {
            '\r' if rest.as_str().starts_with('\n') => {}
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' => cleaned.push('\n'),
            '\u{2029}' => cleaned.push_str("\n\n"),
            SOFT_HYPHEN => {
                if let Some(next_line) = past_line_end(rest.as_str()) {
                    rest = next_line.chars();
                }
            }
            character if needs_care(character) => {}
            character => cleaned.push(character),
        }
    }
    Cow::Owned(cleaned)
}

/// Whether [`clean`] changes a text for this character.
fn needs_care(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        SOFT_HYPHEN | '\u{180e}' | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}' | '\u{feff}' | '\u{fffc}' => true,
        character => character.is_control(),
    }
}

/// What follows the white space around one line end, or `None` where the text goes on in the same line.
fn past_line_end(text: &str) -> Option<&str> {
    let blanks = |character: char| character.is_whitespace() && !matches!(character, '\r' | '\n');
    let text = text.trim_start_matches(blanks);
    let next = text.strip_prefix("\r\n").or_else(|| text.strip_prefix(['\n', '\r']))?;
    Some(next.trim_start_matches(blanks))
}

/// How many columns a text takes in fixed-width print: a character of Chinese, Japanese or Korean takes two (Unicode
/// Standard Annex 11, its wide and full-width ranges). Every limit on the length of a text is in columns, so that one
/// number serves all scripts: they are about as dense as they are wide.
pub fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().map(|character| 1 + usize::from(is_wide(character))).sum() }
}

/// Whether a text takes no more columns than `most`. A long text is not read to its end for that.
pub fn fits_in(text: &str, most: usize) -> bool {
    // Every character has a column at least and four bytes at most.
    text.len() <= 4 * most && columns(text) <= most
}

fn is_wide(character: char) -> bool {
    matches!(u32::from(character),
        0x1100..=0x115F | 0x2E80..=0xA4CF | 0xA960..=0xA97F | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE6F
        | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x1F300..=0x1FAFF | 0x20000..=0x3FFFD)
}

/// Whether two lines of one paragraph are joined without a space, by the characters at the seam. Korean sets spaces and
/// is wrapped at them.
pub fn joins_without_space(before: char, after: char) -> bool {
    let unspaced = |character| {
        let hangul =
            matches!(u32::from(character), 0x1100..=0x11FF | 0x3131..=0x318E | 0xA960..=0xA97F | 0xAC00..=0xD7FB);
        (is_unspaced(character) || is_wide(character)) && !hangul
    };
    unspaced(before) && unspaced(after)
}

/// The first letter of a text is a small one. `false` for scripts that have no case.
pub fn starts_lowercase(text: &str) -> bool {
    text.chars().find(|character| character.is_alphanumeric()).is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::plain("one\ntwo\tthree", "one\ntwo\tthree")]
    #[case::line_ends("a\r\nb\rc\u{85}d\u{2028}e\u{b}f\u{c}g", "a\nb\nc\nd\ne\nf\ng")]
    #[case::paragraph_separator("a\u{2029}b", "a\n\nb")]
    #[case::control_characters("a\0b\u{1}c\u{7f}", "abc")]
    #[case::invisible_characters("fer\u{200b}ry\u{feff} qu\u{ad}ay", "ferry quay")]
    #[case::a_soft_hyphen_at_a_line_end("the har\u{ad} \r\n  bour wall", "the harbour wall")]
    #[case::joiners_stay("می\u{200c}خواهم", "می\u{200c}خواهم")]
    fn texts_are_cleaned(#[case] text: &str, #[case] cleaned: &str) {
        assert_eq!(clean(text), cleaned);
    }

    #[rstest]
    #[case("ferry", 5)]
    #[case("fähre", 5)]
    #[case("渡轮", 4)]
    #[case("여객선", 6)]
    fn wide_characters_take_two_columns(#[case] text: &str, #[case] width: usize) {
        assert_eq!(columns(text), width);
    }

    #[rstest]
    #[case('轮', '又', true)]
    #[case('，', '码', true)]
    #[case('เ', 'ร', true)]
    #[case('선', '은', false)]
    #[case('e', '轮', false)]
    #[case('e', 'f', false)]
    fn lines_are_joined_as_the_script_spaces(#[case] before: char, #[case] after: char, #[case] without: bool) {
        assert_eq!(joins_without_space(before, after), without);
    }
}

//! Running text to paragraphs.

use std::borrow::Cow;

use cuttings_core::{Block, collapse_white_space};

/// Splits a text into paragraphs. Where blank lines occur they part the paragraphs, and the line ends between them are
/// wraps; a text without a blank line has a paragraph on every line. White space within a paragraph is collapsed.
pub(crate) fn split_paragraphs(text: &str) -> Vec<Block> {
    let text = unify_line_ends(text.trim());
    if text.lines().any(|line| line.trim().is_empty()) {
        paragraphs_between_blank_lines(&text)
    } else {
        text.lines().map(|line| Block::paragraph(collapse_white_space(line))).collect()
    }
}

/// Splits at blank lines only: for a text that is known to be one paragraph unless it says otherwise.
pub(crate) fn split_at_blank_lines(text: &str) -> Vec<Block> {
    paragraphs_between_blank_lines(&unify_line_ends(text))
}

fn paragraphs_between_blank_lines(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraph = String::new();
    for line in text.lines() {
        if line.trim().is_empty() {
            if !paragraph.is_empty() {
                blocks.push(Block::paragraph(std::mem::take(&mut paragraph)));
            }
        } else {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(&collapse_white_space(line));
        }
    }
    if !paragraph.is_empty() {
        blocks.push(Block::paragraph(paragraph));
    }
    blocks
}

/// `\r\n` and the lone `\r` of old systems become `\n`.
fn unify_line_ends(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::blank_lines("One\n\nTwo", &["One", "Two"])]
    #[case::wrapped_lines("One that\nis wrapped\n \t\nTwo", &["One that is wrapped", "Two"])]
    #[case::no_blank_line("One\nTwo\n", &["One", "Two"])]
    #[case::blank_lines_at_the_ends_do_not_count("\n\nOne\nTwo\n\n", &["One", "Two"])]
    #[case::windows("One\r\n\r\nTwo\r\nwrapped", &["One", "Two wrapped"])]
    #[case::old_mac("One\rTwo", &["One", "Two"])]
    #[case::inner_space(" One \t and\u{a0}a half ", &["One and a half"])]
    #[case::nothing(" \n \n", &[])]
    fn texts_become_paragraphs(#[case] text: &str, #[case] expected: &[&str]) {
        let blocks = split_paragraphs(text);
        assert_eq!(blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>(), expected);
        assert!(blocks.iter().all(|block| block.role == cuttings_core::Role::Paragraph));
    }

    #[test]
    fn a_known_paragraph_splits_at_blank_lines_only() {
        let texts: Vec<_> = split_at_blank_lines("One\nwrapped\n\nTwo").into_iter().map(|block| block.text).collect();
        assert_eq!(texts, ["One wrapped", "Two"]);
    }
}

//! Seams: how two lines of one paragraph are put together.

use std::collections::HashSet;

use super::characters::{joins_without_space, starts_lowercase};

/// Words after a hyphen that was meant: "pre- and post-war".
const AFTER_HANGING_HYPHEN: &[&str] =
    &["and", "or", "und", "oder", "bis", "et", "ou", "y", "o", "e", "en", "of", "og", "och"];

/// Puts lines together, and knows which words were hyphenated at a line end for certain.
///
/// "inter-" and "national" are one word only if "international" stands elsewhere in the same text. Without that proof
/// the hyphen stays and the parts are joined without a space: "inter-national" is found by both its parts, and "well-"
/// and "known" is right as it is.
#[derive(Debug, Default)]
pub struct Seams {
    /// Whole words, in small letters, that stand in the text and that a hyphen at a line end cuts.
    whole: HashSet<String>,
}

impl Seams {
    /// Looks for the words that line ends cut. `pairs` are the lines of the text that go on, each with its next line.
    pub fn learn<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>, words_of: impl Iterator<Item = &'a str>) -> Self {
        let mut cut: HashSet<String> = pairs.filter_map(|(line, next)| word_across(line, next)).collect();
        let mut whole = HashSet::new();
        if cut.is_empty() {
            return Self { whole };
        }
        for word in words_of.flat_map(|line| line.split(|character: char| !character.is_alphanumeric())) {
            if !word.is_empty()
                && let Some(word) = cut.take(&word.to_lowercase())
            {
                whole.insert(word);
            }
        }
        Self { whole }
    }

    /// Adds a line to the text of its paragraph, white space collapsed.
    pub fn append(&self, text: &mut String, line: &str) {
        let mut words = line.split_whitespace();
        if let (Some(before), Some(after)) = (text.chars().next_back(), line.trim_start().chars().next()) {
            if hangs(text, line) {
                if word_across(text, line).is_some_and(|word| self.whole.contains(&word)) {
                    text.pop();
                }
            } else if !(joins_without_space(before, after) || ends_with_tight_dash(text)) {
                text.push(' ');
            }
        }
        if let Some(first) = words.next() {
            text.push_str(first);
        }
        for word in words {
            text.push(' ');
            text.push_str(word);
        }
    }
}

/// Whether a word goes on over a hyphen at the line end, be it cut or a compound.
fn hangs(line: &str, next: &str) -> bool {
    let letter_before = line.strip_suffix(['-', '\u{2010}']).is_some_and(|line| line.ends_with(char::is_alphabetic));
    let first = next.split_whitespace().next().unwrap_or_default();
    letter_before && first.starts_with(char::is_alphanumeric) && !AFTER_HANGING_HYPHEN.contains(&first)
}

/// The word that a hyphen at the line end cuts, in small letters.
fn word_across(line: &str, next: &str) -> Option<String> {
    if !hangs(line, next) || !starts_lowercase(next) {
        return None;
    }
    let head =
        line.trim_end_matches(['-', '\u{2010}']).rsplit(|character: char| !character.is_alphanumeric()).next()?;
    let tail = next.trim_start().split(|character: char| !character.is_alphanumeric()).next()?;
    Some(format!("{head}{tail}").to_lowercase())
}

fn ends_with_tight_dash(text: &str) -> bool {
    text.strip_suffix(['—', '–']).is_some_and(|text| text.ends_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("the  old", "quay\tis", "the old quay is")]
    #[case("an inter-", "national quay", "an inter-national quay")]
    #[case("a harb-", "our wall", "a harbour wall")]
    #[case("a well-", "known quay", "a well-known quay")]
    #[case("pre-", "and post-war quays", "pre- and post-war quays")]
    #[case("the Baden-", "Württemberg quay", "the Baden-Württemberg quay")]
    #[case("the quay —", "the old one", "the quay — the old one")]
    #[case("the quay—", "the old one", "the quay—the old one")]
    #[case("渡轮又晚", "点了。", "渡轮又晚点了。")]
    #[case("여객선이", "늦었다.", "여객선이 늦었다.")]
    #[case("", "the quay", "the quay")]
    fn lines_are_put_together(#[case] line: &str, #[case] next: &str, #[case] joined: &str) {
        let elsewhere = "The harbour is old.";
        let seams = Seams::learn([(line, next)].into_iter(), [line, next, elsewhere].into_iter());
        let mut text = String::new();
        seams.append(&mut text, line);
        seams.append(&mut text, next);
        assert_eq!(text, joined);
    }
}

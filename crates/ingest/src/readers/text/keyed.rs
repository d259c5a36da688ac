//! Keyed lines: `Key: value`, and labels that stand alone in a line.

use super::characters::fits_in;
use super::labels::{self, Label};

/// The widest key, in columns; "Key" of prose ("One thing is clear: …") is mostly longer.
const WIDEST_KEY: usize = 32;

/// Words in the longest key.
const LONGEST_KEY: usize = 4;

/// A line of the form `Key: value`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Labelled<'a> {
    /// The key as written.
    pub key: &'a str,
    /// What it names, where it is a label.
    pub label: Option<Label>,
    /// The value; it may be empty.
    pub value: &'a str,
}

/// Reads a line as `Key: value`, with the full-width colon of Chinese and Japanese too, and with the marks that exports
/// as Markdown set around it: `- Key: value`, `**Key:** value`.
pub fn parse(line: &str) -> Option<Labelled<'_>> {
    let line = strip_marks(line);
    let colon = line.char_indices().take(WIDEST_KEY + 1).find(|&(_, character)| matches!(character, ':' | '：'))?;
    let (key, value) = (&line[..colon.0], &line[colon.0 + colon.1.len_utf8()..]);
    // The colon of an address ends no key.
    if value.starts_with("//") {
        return None;
    }
    let key = key.trim_matches(|character: char| character.is_whitespace() || character == '*');
    let value = value.strip_prefix("**").unwrap_or(value).trim();
    is_key(key).then(|| Labelled { key, label: labels::find(key), value })
}

fn strip_marks(line: &str) -> &str {
    let line = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")).unwrap_or(line).trim_start();
    line.strip_prefix("**").unwrap_or(line)
}

fn is_key(key: &str) -> bool {
    key.chars().next().is_some_and(char::is_alphabetic)
        && fits_in(key, WIDEST_KEY)
        && key.split_whitespace().count() <= LONGEST_KEY
        && !key.contains(['.', '!', '?', ',', ';', '"', '“', '”', '。', '，'])
}

/// Reads a line that is a label and nothing else, with or without a colon.
pub fn alone(line: &str) -> Option<Label> {
    let line = strip_marks(line);
    let key = line.trim_end_matches("**").trim_end().trim_end_matches([':', '：']).trim_end_matches("**").trim_end();
    fits_in(key, WIDEST_KEY).then(|| labels::find(key)).flatten()
}

/// Whether a line is the text under a picture: it says so itself.
pub fn is_caption(line: &str) -> bool {
    parse(line).is_some_and(|line| !line.value.is_empty() && labels::is_caption(line.key))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Author: Jane Doe", Some(Label::Author), "Jane Doe")]
    #[case("Auteur : Jean Dupont", Some(Label::Author), "Jean Dupont")]
    #[case("作者：王小明", Some(Label::Author), "王小明")]
    #[case("公開日: 2022年3月4日", Some(Label::Published), "2022年3月4日")]
    #[case("출처: 등대일보", Some(Label::Site), "등대일보")]
    #[case("المصدر: المنارة", Some(Label::Site), "المنارة")]
    #[case("Mots-clés : mer, port", Some(Label::Tags), "mer, port")]
    #[case("date_published: 2022-03-04", Some(Label::Published), "2022-03-04")]
    #[case("**Source:** The Harbour Herald", Some(Label::Site), "The Harbour Herald")]
    #[case("- **Author**: Jane Doe", Some(Label::Author), "Jane Doe")]
    #[case("- URL: https://herald.example/1", Some(Label::Url), "https://herald.example/1")]
    #[case("Warning: the sea is rising.", None, "the sea is rising.")]
    fn lines_with_a_key(#[case] line: &str, #[case] label: Option<Label>, #[case] value: &str) {
        let parsed = parse(line).expect("a key");
        assert_eq!((parsed.label, parsed.value), (label, value));
    }

    #[rstest]
    #[case("https://herald.example/1")]
    #[case("One thing is clear to everybody here: the sea is rising.")]
    #[case("He said, quietly: no.")]
    #[case(": nothing")]
    #[case("10:30 The ferry leaves")]
    #[case("No colon at all")]
    fn lines_without_a_key(#[case] line: &str) {
        assert_eq!(parse(line), None);
    }

    #[rstest]
    #[case("Category", Some(Label::Section))]
    #[case("TAGS:", Some(Label::Tags))]
    #[case("**Kategorie:**", Some(Label::Section))]
    #[case("来源：", Some(Label::Site))]
    #[case("The category", None)]
    #[case("🗞", None)]
    fn labels_alone(#[case] line: &str, #[case] label: Option<Label>) {
        assert_eq!(alone(line), label);
    }

    #[rstest]
    #[case("Photo: Jane Doe/Northwire", true)]
    #[case("Bild: Hafenpost", true)]
    #[case("Photo", false)]
    #[case("The photo: nobody has seen it", false)]
    fn captions_say_so(#[case] line: &str, #[case] caption: bool) {
        assert_eq!(is_caption(line), caption);
    }
}

//! Footers: labels and their values at the end of a text, as scraped pages have them.
//!
//! Three forms: `Category: News`; a label alone in its line, its value in the next (`Category` / `🗞` / `News`), with at
//! most one line of symbols between; and a line of hashtags. They are taken from the end upwards, so that what stands
//! above the last paragraph is never touched.

use cuttings_core::Draft;

use super::characters::{fits_in, starts_lowercase};
use super::keyed;
use super::labels::Label;
use super::lines::Line;
use super::metadata::{self, fits};
use super::sentences::ends_sentence;

/// Footers of one text; more are a list of something.
const MOST_FOOTERS: usize = 24;

/// Values below one label alone: tags, one a line.
const MOST_VALUES: usize = 16;

/// The widest of several values below one label.
const WIDEST_OF_SEVERAL: usize = 40;

/// A footer and the index of its first line.
struct Footer<'a> {
    label: Label,
    key: &'a str,
    values: Vec<&'a str>,
    start: usize,
}

/// Takes the footers off the end of the lines and into the draft; gives the lines before them.
pub fn take<'l, 'a>(lines: &'l [Line<'a>], draft: &mut Draft) -> &'l [Line<'a>] {
    let mut rest = lines;
    let mut footers = Vec::new();
    while footers.len() < MOST_FOOTERS {
        let Some(footer) = last_footer(rest) else { break };
        rest = &rest[..footer.start];
        footers.push(footer);
    }
    for footer in footers.iter().rev() {
        for value in &footer.values {
            metadata::set(draft, footer.label, footer.key, value);
        }
    }
    rest
}

fn last_footer<'a>(lines: &[Line<'a>]) -> Option<Footer<'a>> {
    keyed_footer(lines).or_else(|| hashtags(lines)).or_else(|| footer_below_label(lines))
}

/// `Category: News`. It stands apart from the paragraph above: after a blank line, or after a line that ends a sentence
/// or is no prose, because a hard-wrapped line of prose may begin with "source:".
fn keyed_footer<'a>(lines: &[Line<'a>]) -> Option<Footer<'a>> {
    let start = lines.len().checked_sub(1)?;
    let line = &lines[start];
    let keyed = keyed::parse(line.text())?;
    let label = keyed.label.filter(|&label| is_metadata(label) && fits(label, keyed.value))?;
    let apart = line.after_blank || (!starts_lowercase(keyed.key) && ends_paragraph(&lines[start - 1]));
    apart.then(|| Footer { label, key: keyed.key, values: vec![keyed.value], start })
}

/// A line of the text after which a new one may begin without a blank line.
fn ends_paragraph(line: &Line<'_>) -> bool {
    let text = line.text();
    let footer = keyed::parse(text).is_some_and(|keyed| keyed.label.is_some()) || keyed::alone(text).is_some();
    footer || ends_sentence(text) || fits_in(text, WIDEST_OF_SEVERAL)
}

/// A label alone in its line and the value or the values below it.
fn footer_below_label<'a>(lines: &[Line<'a>]) -> Option<Footer<'a>> {
    let mut values = Vec::new();
    for (start, line) in lines.iter().enumerate().rev().take(MOST_VALUES + 2) {
        let text = line.text();
        if let Some(label) = keyed::alone(text) {
            return accept(label, text, values, start);
        }
        // Symbols stand for a picture between the label and its value; elsewhere they end the search.
        if is_symbols(text) {
            let label_above = start > 0 && keyed::alone(lines[start - 1].text()).is_some();
            if values.is_empty() || !label_above {
                return None;
            }
        } else if keyed::parse(text).is_none()
            && (values.is_empty() || (is_short(text) && values.iter().all(|value| is_short(value))))
        {
            values.push(text);
        } else {
            return None;
        }
    }
    None
}

fn accept<'a>(label: Label, key: &'a str, mut values: Vec<&'a str>, start: usize) -> Option<Footer<'a>> {
    // Only tags come one a line; elsewhere a second line is text.
    let several = label == Label::Tags && values.len() <= MOST_VALUES;
    let enough = values.len() == 1 || (several && !values.is_empty());
    if !enough || !is_metadata(label) || !values.iter().all(|value| fits_in(value, 120) && fits(label, value)) {
        return None;
    }
    values.reverse();
    let values = values.into_iter().map(|value| value.trim_start_matches(['-', '*', '•', ' '])).collect();
    Some(Footer { label, key: key.trim_end_matches([':', '：', ' ']), values, start })
}

/// A line in which every word is a hashtag.
fn hashtags<'a>(lines: &[Line<'a>]) -> Option<Footer<'a>> {
    let start = lines.len().checked_sub(1)?;
    let text = lines[start].text();
    let is_tag = |word: &str| word.strip_prefix('#').is_some_and(|tag| tag.starts_with(char::is_alphanumeric));
    let tags = start > 0 && fits_in(text, 400) && text.split_whitespace().all(is_tag);
    tags.then(|| Footer { label: Label::Tags, key: "tags", values: vec![text], start })
}

/// Labels that name no text of the article.
fn is_metadata(label: Label) -> bool {
    !matches!(label, Label::Title | Label::Standfirst)
}

fn is_symbols(text: &str) -> bool {
    fits_in(text, 8) && !text.chars().any(char::is_alphanumeric)
}

fn is_short(text: &str) -> bool {
    fits_in(text, WIDEST_OF_SEVERAL) && !ends_sentence(text)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::lines::split;
    use super::*;

    fn read(text: &str) -> (Draft, String) {
        let lines = split(text).expect("few lines");
        let mut draft = Draft::default();
        let rest = take(&lines, &mut draft);
        let rest = rest.iter().map(|line| line.raw).collect::<Vec<_>>().join("\n");
        (draft, rest)
    }

    const TEXT: &str = "The quay of the old port is ready for the ferry at last.";

    #[rstest]
    #[case::keyed("\nCategory: News")]
    #[case::german("\n\nRubrik: News")]
    #[case::three_lines("\nCategory\n🗞\nNews")]
    #[case::blank_lines_between("\n\nCategory\n\n🗞\n\nNews\n")]
    #[case::two_lines("\nKategorie\nNews")]
    #[case::colon_alone("\nCategory:\nNews")]
    #[case::chinese("\n栏目\nNews")]
    fn a_section_is_taken(#[case] footer: &str) {
        let (draft, rest) = read(&format!("{TEXT}{footer}"));
        assert_eq!(draft.section.as_deref(), Some("News"));
        assert_eq!(rest, TEXT);
    }

    #[test]
    fn several_footers_are_taken_in_the_order_of_the_text() {
        let footers = "Category\n🗞\nNews\nTags\nclimate\nold port\nAuthor: Jane Doe\nSource: Herald\n#sea #quay";
        let (draft, rest) = read(&format!("{TEXT}\n{footers}"));
        assert_eq!(draft.section.as_deref(), Some("News"));
        assert_eq!(draft.tags, ["climate", "old port", "sea", "quay"]);
        assert_eq!(draft.authors, ["Jane Doe"]);
        assert_eq!(draft.site.as_deref(), Some("Herald"));
        assert_eq!(rest, TEXT);
    }

    #[rstest]
    #[case::label_without_a_value("\nCategory")]
    #[case::unknown_label("\nMood\n🗞\nNews")]
    #[case::prose_after_a_label("\nSource: a man who knows the port and does not want to be named.")]
    #[case::a_wrapped_line(" He has it from a well placed\nsource: the harbour office")]
    #[case::title_of_another_text("\nTitle: What to read next")]
    #[case::symbols_alone("\n🗞\nNews")]
    #[case::symbols_among_values("\nTags\nclimate\n🗞\nport")]
    #[case::too_many_values_for_a_section("\nCategory\nNews\nSea")]
    fn other_ends_are_left_alone(#[case] end: &str) {
        let text = format!("{TEXT}{end}");
        let (draft, rest) = read(&text);
        assert_eq!(draft, Draft::default());
        assert_eq!(rest, text);
    }
}

//! Meta lines: the byline, the date and the labelled lines that stand near a title, each alone in its line.

use cuttings_core::{Date, Draft};

use super::authors::{self, Names};
use super::characters::fits_in;
use super::keyed;
use super::labels::{self, Label};
use super::metadata::{self, fits, is_url};

/// A line of more columns is none of these.
const WIDEST: usize = 240;

/// The widest date with the words before it.
const WIDEST_DATE: usize = 80;

/// What a line near a title says.
#[derive(Debug, PartialEq, Eq)]
pub enum MetaLine<'a> {
    /// `By Jane Doe`, with the whole line.
    Byline(Names, &'a str),
    /// A label or what amounts to one: the label, its key as written, the value.
    Field(Label, &'a str, &'a str),
}

impl MetaLine<'_> {
    /// Puts what the line says into the draft.
    pub fn apply(self, draft: &mut Draft) {
        match self {
            Self::Byline(names, written) => metadata::add_authors(draft, names, written),
            Self::Field(label, key, value) => metadata::set(draft, label, key, value),
        }
    }
}

/// Reads a line as one or, set apart by bars or dots, several statements ("By Jane Doe | 3 March 2022"). `None` where
/// any part of it is something else.
pub fn read(line: &str) -> Option<Vec<MetaLine<'_>>> {
    if !fits_in(line, WIDEST) {
        return None;
    }
    let between = ['|', '•', '·', '｜'];
    if let Some(whole) =
        read_part(line).filter(|whole| !matches!(whole, MetaLine::Byline(_, line) if line.contains(between)))
    {
        return Some(vec![whole]);
    }
    let parts = line.split(between).map(str::trim).filter(|part| !part.is_empty());
    parts.map(read_part).collect::<Option<Vec<_>>>().filter(|parts| !parts.is_empty())
}

/// Whether a line near the top belongs to no paragraph: what [`read`] reads, or a label without its value.
pub fn stands_alone(line: &str) -> bool {
    read(line).is_some() || keyed::alone(line).is_some()
}

fn read_part(part: &str) -> Option<MetaLine<'_>> {
    if is_url(part) {
        return Some(MetaLine::Field(Label::Url, "url", part));
    }
    if let Some(keyed) = keyed::parse(part)
        && let Some(label) = keyed.label.filter(|&label| label != Label::Title && fits(label, keyed.value))
    {
        return Some(MetaLine::Field(label, keyed.key, keyed.value));
    }
    read_date(part).or_else(|| authors::read_byline(part).map(|names| MetaLine::Byline(names, part)))
}

/// A date to the day, alone or after words such as "Published" or "Last updated on".
fn read_date(part: &str) -> Option<MetaLine<'_>> {
    if !fits_in(part, WIDEST_DATE) || !part.contains(char::is_numeric) {
        return None;
    }
    let to_the_day = |text: &str| Date::parse(text).is_some_and(|date| date.as_iso().len() >= "2022-03-04".len());
    let ends_of_words = part.char_indices().filter(|(_, character)| character.is_whitespace()).take(4);
    let labelled = ends_of_words.filter_map(|(at, _)| {
        let (key, date) = (&part[..at], part[at..].trim_start());
        let label = labels::find(key).filter(|label| matches!(label, Label::Published | Label::Modified))?;
        to_the_day(date).then_some(MetaLine::Field(label, key, date))
    });
    // A number alone may be a date to a machine, but not to a reader of newspapers.
    let plain = || part.contains(|character: char| !character.is_numeric()) && to_the_day(part);
    labelled.last().or_else(|| plain().then_some(MetaLine::Field(Label::Published, "date", part)))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn fields(line: &str) -> Vec<(Label, String)> {
        let fields = read(line).unwrap_or_default().into_iter().map(|field| match field {
            MetaLine::Byline(names, _) => (Label::Author, names.names.join("; ")),
            MetaLine::Field(label, _, value) => (label, value.to_owned()),
        });
        fields.collect()
    }

    #[rstest]
    #[case("By Jane Doe", &[(Label::Author, "Jane Doe")])]
    #[case("13 September 2022", &[(Label::Published, "13 September 2022")])]
    #[case("Published 13 September 2022", &[(Label::Published, "13 September 2022")])]
    #[case("Last updated: 2022-09-13", &[(Label::Modified, "2022-09-13")])]
    #[case("Updated 14 September 2022", &[(Label::Modified, "14 September 2022")])]
    #[case("Publié le 13 septembre 2022", &[(Label::Published, "13 septembre 2022")])]
    #[case("By Jane Doe | 13 September 2022", &[(Label::Author, "Jane Doe"), (Label::Published, "13 September 2022")])]
    #[case("https://herald.example/1", &[(Label::Url, "https://herald.example/1")])]
    #[case("Text: Eva Groß", &[(Label::Author, "Eva Groß")])]
    fn lines_near_a_title(#[case] line: &str, #[case] expected: &[(Label, &str)]) {
        let expected: Vec<_> = expected.iter().map(|&(label, value)| (label, value.to_owned())).collect();
        assert_eq!(fields(line), expected);
    }

    #[rstest]
    #[case("1987")]
    #[case("1663027200")]
    #[case("September 2022")]
    #[case("In 2022 the quay was closed")]
    #[case("By Jane Doe | Sport")]
    #[case("The quay | The Harbour Herald")]
    #[case("|")]
    #[case("")]
    fn other_lines(#[case] line: &str) {
        assert_eq!(read(line), None);
    }
}

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

/// What parts the statements of one line.
const BETWEEN: [char; 4] = ['|', '•', '·', '｜'];

/// The widest part of a line beside a byline or a date that is neither.
const WIDEST_REST: usize = 30;

/// What a line near a title says.
#[derive(Debug, PartialEq, Eq)]
pub enum MetaLine<'a> {
    /// `By Jane Doe`, with the whole line.
    Byline(Names, &'a str),
    /// A label or what amounts to one: the label, its key as written, the value.
    Field(Label, &'a str, &'a str),
    /// The whole line, because it says more than its other parts.
    Whole(&'a str),
}

impl MetaLine<'_> {
    /// Puts what the line says into the draft.
    pub fn apply(self, draft: &mut Draft) {
        match self {
            Self::Byline(names, written) => metadata::add_authors(draft, names, written),
            Self::Field(label, key, value) => metadata::set(draft, label, key, value),
            Self::Whole(line) => metadata::keep(draft, "byline", line),
        }
    }
}

/// Reads a line as one statement or as several, set apart by bars, dots or commas ("By Jane Doe | 3 March 2022").
/// `None` where it says something else; a byline with a rest ("By Jane Doe | 5 min read") is kept as it was written.
pub fn read(line: &str) -> Option<Vec<MetaLine<'_>>> {
    if !fits_in(line, WIDEST) {
        return None;
    }
    let parted = line.contains(BETWEEN);
    if let Some(whole) = read_part(line).filter(|whole| !parted || !matches!(whole, MetaLine::Byline(..))) {
        return Some(vec![whole]);
    }
    if !parted {
        return read_two_dates(line);
    }
    let parts = line.split(BETWEEN).map(str::trim).filter(|part| !part.is_empty());
    let mut others = 0;
    let mut read = Vec::new();
    for part in parts {
        match read_part(part) {
            Some(part) => read.push(part),
            None if fits_in(part, WIDEST_REST) => others += 1,
            None => return None,
        }
    }
    if others > 0 {
        read.push(MetaLine::Whole(line));
    }
    (read.len() > others.max(1) || (others == 0 && !read.is_empty())).then_some(read)
}

/// "Published 3 March 2022, updated 4 March 2022".
fn read_two_dates(line: &str) -> Option<Vec<MetaLine<'_>>> {
    let mut commas = line.char_indices().filter(|(_, character)| matches!(character, ',' | ';' | '-' | '–'));
    commas.find_map(|(at, comma)| {
        let (first, second) = (&line[..at], &line[at + comma.len_utf8()..]);
        Some(vec![read_date(first.trim())?, read_date(second.trim())?])
    })
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
        && let Some(label) = keyed.label.filter(|&label| fits(label, keyed.value))
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
            MetaLine::Whole(line) => (Label::Title, line.to_owned()),
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
    #[case("By Jane Doe | 5 min", &[(Label::Author, "Jane Doe"), (Label::Title, "By Jane Doe | 5 min")])]
    #[case(
        "Publié le 13 septembre 2022 à 10h30, mis à jour le 14 septembre 2022",
        &[(Label::Published, "13 septembre 2022 à 10h30"), (Label::Modified, "14 septembre 2022")]
    )]
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
    #[case("The quay | The Harbour Herald")]
    #[case("|")]
    #[case("")]
    fn other_lines(#[case] line: &str) {
        assert_eq!(read(line), None);
    }
}

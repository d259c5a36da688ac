//! Headers: the lines `Key: value` at the top of a text.
//!
//! A run of such lines counts where two of its keys are labels, or where it is one label that stands by itself. Prose
//! that begins with a word and a colon ("Warning: the sea is rising.") is neither.

use cuttings_core::Draft;

use super::characters::fits_in;
use super::keyed;
use super::labels::Label;
use super::lines::Line;
use super::metadata::{self, fits, is_url};
use super::sentences::ends_sentence;

/// Lines of the longest run.
const MOST_LINES: usize = 80;

/// A value of so many columns may go on in the next line without an indent, because something wrapped it.
const WRAPPED: usize = 50;

/// One header and where it ends.
struct Header<'a> {
    key: &'a str,
    label: Option<Label>,
    value: String,
    /// The index of the line after it.
    end: usize,
}

/// Takes an address and headers off the top of the lines and into the draft; gives the lines after them.
pub fn take<'l, 'a>(lines: &'l [Line<'a>], draft: &mut Draft) -> &'l [Line<'a>] {
    let lines = take_address(lines, draft);
    let mut headers = read_run(lines);
    let known = |headers: &[Header<'_>]| headers.iter().filter(|header| header.label.is_some()).count();
    // An unknown key at the end may be the first line of the text already.
    while let Some(last) = headers.last() {
        let apart = lines.get(last.end).is_none_or(|next| next.after_blank);
        if last.label.is_some() || (apart && !ends_sentence(&last.value) && fits_in(&last.value, 100)) {
            break;
        }
        headers.pop();
    }
    let accepted = match known(&headers) {
        0 => false,
        1 => headers.len() == 1 && stands_alone(&headers[0], lines),
        known => known * 2 >= headers.len(),
    };
    let Some(last) = headers.last().filter(|_| accepted) else { return lines };
    let rest = &lines[last.end..];
    for header in headers {
        match header.label {
            Some(label) => metadata::set(draft, label, header.key, &header.value),
            None => metadata::keep(draft, header.key, header.value),
        }
    }
    take_address(rest, draft)
}

/// Takes a line that is an address and nothing else.
fn take_address<'l, 'a>(lines: &'l [Line<'a>], draft: &mut Draft) -> &'l [Line<'a>] {
    match lines.split_first() {
        Some((line, rest)) if draft.url.is_none() && is_url(line.text()) => {
            metadata::set(draft, Label::Url, "url", line.text());
            rest
        }
        _ => lines,
    }
}

fn stands_alone(header: &Header<'_>, lines: &[Line<'_>]) -> bool {
    let apart = lines.get(header.end).is_none_or(|next| next.after_blank);
    apart && header.label.is_some_and(|label| fits(label, &header.value))
}

fn read_run<'a>(lines: &[Line<'a>]) -> Vec<Header<'a>> {
    let mut headers: Vec<Header<'a>> = Vec::new();
    let mut next = 0;
    while let Some(line) = lines.get(next).filter(|_| next < MOST_LINES) {
        let follows = next > 0 && !line.after_blank;
        if let Some(header) = read_header(lines, next) {
            next = header.end;
            headers.push(header);
        } else if let Some(last) = headers.last_mut().filter(|last| follows && goes_on(last, &lines[next - 1], line)) {
            last.value.push(' ');
            last.value.push_str(line.text());
            next += 1;
            last.end = next;
        } else {
            break;
        }
    }
    headers
}

/// Reads one header: a label with a value that fits, or, in a run without blank lines, any key with a short value.
fn read_header<'a>(lines: &[Line<'a>], at: usize) -> Option<Header<'a>> {
    let line = lines.get(at)?;
    let keyed = keyed::parse(line.text())?;
    let Some(label) = keyed.label else {
        let plain = !line.after_blank && !keyed.value.is_empty() && fits_in(keyed.value, 200);
        return plain.then(|| Header { key: keyed.key, label: None, value: keyed.value.to_owned(), end: at + 1 });
    };
    if !keyed.value.is_empty() {
        return fits_in_run(label, keyed.value).then(|| Header {
            key: keyed.key,
            label: Some(label),
            value: keyed.value.to_owned(),
            end: at + 1,
        });
    }
    let value = lines.get(at + 1).filter(|value| !value.after_blank && keyed::parse(value.text()).is_none())?;
    fits_in_run(label, value.text()).then(|| Header {
        key: keyed.key,
        label: Some(label),
        value: value.text().to_owned(),
        end: at + 2,
    })
}

/// Beside other labels a date need not be understood: it is kept and noted.
fn fits_in_run(label: Label, value: &str) -> bool {
    fits(label, value)
        || (matches!(label, Label::Published | Label::Modified) && fits_in(value, 60) && !ends_sentence(value))
}

/// Whether a line continues the header before it: by an indent, as in mail, or because the line before was wrapped.
fn goes_on(header: &Header<'_>, before: &Line<'_>, line: &Line<'_>) -> bool {
    let long = matches!(header.label, Some(Label::Title | Label::Standfirst | Label::Tags));
    let wrapped = long && before.columns() >= WRAPPED && !ends_sentence(before.raw);
    (line.indent > before.indent.min(1) || wrapped) && fits_in(&header.value, 1000)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::super::lines::split;
    use super::*;

    fn read(text: &str) -> (Draft, String) {
        let lines = split(text).expect("few lines");
        let mut draft = Draft::default();
        let rest = take(&lines, &mut draft);
        let rest = rest.iter().map(|line| line.raw).collect::<Vec<_>>().join("\n");
        (draft, rest)
    }

    #[test]
    fn headers_become_fields_and_unknown_ones_are_kept() {
        let (draft, rest) = read(concat!(
            "https://herald.example/quay\n",
            "Headline: The quay is ready\nBy: Jane Doe\nDateline: PORT ELSA\nSource: The Harbour Herald\n",
            "Summary: The quay of the old port, closed since the winter storms,\nopens on Monday.\n",
            "Keywords: sea, port\n  old quay\n\nThe quay is ready.\n",
        ));
        assert_eq!(draft.title.as_deref(), Some("The quay is ready"));
        assert_eq!(draft.authors, ["Jane Doe"]);
        assert_eq!(draft.site.as_deref(), Some("The Harbour Herald"));
        let summary = "The quay of the old port, closed since the winter storms, opens on Monday.";
        assert_eq!(draft.standfirst.as_deref(), Some(summary));
        assert_eq!(draft.tags, ["sea", "port old quay"]);
        assert_eq!(draft.url.as_deref(), Some("https://herald.example/quay"));
        assert_eq!(draft.extra["Dateline"], json!("PORT ELSA"));
        assert_eq!(rest, "The quay is ready.");
    }

    #[rstest]
    #[case::german("Titel: Der Kai\nVon: Eva Groß\nQuelle: Hafenpost\n\nText", "Der Kai", "Eva Groß", "Hafenpost")]
    #[case::french(
        "Titre : Le quai\nAuteur : Jean Dupont\nSource : Le Phare\n\nTexte",
        "Le quai",
        "Jean Dupont",
        "Le Phare"
    )]
    #[case::chinese("标题：码头\n作者：王小明\n来源：灯塔报\n\n正文", "码头", "王小明", "灯塔报")]
    #[case::apart("TITLE: The quay\n\nBYLINE: Jane Doe\n\nSOURCE: Herald\n\nText", "The quay", "Jane Doe", "Herald")]
    #[case::bullets(
        "- Title: The quay\n- Author: Jane Doe\n- Source: Herald\n\nText",
        "The quay",
        "Jane Doe",
        "Herald"
    )]
    fn labels_of_many_languages(#[case] text: &str, #[case] title: &str, #[case] author: &str, #[case] site: &str) {
        let (draft, _) = read(text);
        assert_eq!(draft.title.as_deref(), Some(title));
        assert_eq!(draft.authors, [author]);
        assert_eq!(draft.site.as_deref(), Some(site));
    }

    #[test]
    fn one_label_by_itself_is_a_header() {
        let (draft, rest) = read("Source: The Harbour Herald\n\nThe quay is ready.");
        assert_eq!(draft.site.as_deref(), Some("The Harbour Herald"));
        assert_eq!(rest, "The quay is ready.");
    }

    #[rstest]
    #[case::unknown_key("Warning: the sea is rising.\n\nIt has not stopped.")]
    #[case::one_label_within_text("Source: close to the minister\nThe quay is ready.")]
    #[case::no_date("UPDATE: three boats are lost\n\nThe quay is ready.")]
    #[case::a_sentence("Source: a man who knows the port and does not want to be named.\n\nThe quay.")]
    #[case::dialogue("Doe: It is late.\nRoe: It is not.\nDoe: It is.")]
    fn prose_is_left_alone(#[case] text: &str) {
        let (draft, rest) = read(text);
        assert_eq!(draft, Draft::default());
        assert_eq!(rest, text.replace("\n\n", "\n"));
    }

    #[test]
    fn the_first_sentence_of_the_text_is_no_header() {
        let (draft, rest) = read("Title: The quay\nAuthor: Jane Doe\nWarning: the sea is rising.\nIt has not stopped.");
        assert!(draft.extra.is_empty());
        assert_eq!(rest, "Warning: the sea is rising.\nIt has not stopped.");
    }
}

//! Writing answers: styles, numbers and places as people read them.

use std::io::{self, Write};
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use cuttings_store::{ArticleSummary, SnippetPart};
use indicatif::ProgressBar;
use serde::Serialize;

/// Titles.
pub const STRONG: Style = Style::new().bold();
/// What stands beside the matter.
pub const FAINT: Style = Style::new().dimmed();
/// Ids.
pub const ID: Style = AnsiColor::Yellow.on_default();
/// Words that were asked for.
pub const FOUND: Style = AnsiColor::Green.on_default().bold();
/// What went wrong.
pub const WRONG: Style = AnsiColor::Red.on_default().bold();

/// Standard output for JSON: buffered, and without the filter for styles that text goes through.
pub fn json_output() -> impl Write {
    io::BufWriter::new(io::stdout().lock())
}

/// Writes one JSON value, indented, as a line.
///
/// # Errors
/// An output that cannot be written.
pub fn write_json(output: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *output, value)?;
    writeln!(output)?;
    output.flush()
}

/// Writes one JSON value in one line.
///
/// # Errors
/// An output that cannot be written.
pub fn write_json_line(output: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *output, value)?;
    writeln!(output)
}

/// A text in one style.
pub fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// A passage with the words found in it.
pub fn marked(parts: &[SnippetPart]) -> String {
    let mark = |part: &SnippetPart| match one_line(&part.text) {
        text if part.found => styled(FOUND, &text),
        text => text,
    };
    parts.iter().map(mark).collect()
}

/// A text on one line, whatever it has for white space; control characters must not reach a terminal.
pub fn one_line(text: &str) -> String {
    text.chars()
        .map(|character| if character.is_whitespace() || character.is_control() { ' ' } else { character })
        .collect()
}

/// What is known of an article beside its title: site, date, language.
pub fn origin(article: &ArticleSummary) -> String {
    // To the minute: seconds and the letter for UTC say nothing in a list.
    let published = article.published.as_ref().map(|iso| iso.get(..16).unwrap_or(iso).replace('T', " "));
    let parts = [article.site.as_ref(), published.as_ref(), article.language.as_ref()];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" · ")
}

/// The title, or the beginning of a text that has none.
pub fn title(article: &ArticleSummary) -> String {
    match &article.beginning {
        Some(beginning) if article.title.is_empty() => format!("Untitled: {} …", one_line(beginning)),
        _ if article.title.is_empty() => "Untitled".to_owned(),
        _ => one_line(&article.title),
    }
}

/// A count with its noun.
pub fn count(number: u64, singular: &str, plural: &str) -> String {
    format!("{} {}", indicatif::HumanCount(number), if number == 1 { singular } else { plural })
}

/// A place in an input: `desk.jsonl, line 8`.
pub fn place(source: &str, locator: &str) -> String {
    if locator.is_empty() { source.to_owned() } else { format!("{source}, {locator}") }
}

/// A share of a whole: `62 %`. What is nearly all or nearly nothing is not called all or nothing.
pub fn percent(share: f64) -> String {
    let rounded = (share * 100.0).round();
    match () {
        () if rounded >= 100.0 && share < 1.0 => "99 %".to_owned(),
        () if rounded < 1.0 && share > 0.0 => "1 %".to_owned(),
        () => format!("{rounded} %"),
    }
}

/// A spinner with a word for what takes its time; on a terminal only.
pub fn spinner(doing: &'static str) -> ProgressBar {
    let spinner = ProgressBar::new_spinner().with_message(doing);
    spinner.enable_steady_tick(Duration::from_millis(120));
    spinner
}

/// A size in bytes: `3.2 MB`.
pub fn bytes(number: u64) -> String {
    indicatif::DecimalBytes(number).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearly_all_is_not_all() {
        let shares = [0.0, 0.001, 0.5, 0.624, 0.999, 1.0];
        assert_eq!(shares.map(percent), ["0 %", "1 %", "50 %", "62 %", "99 %", "100 %"]);
    }

    #[test]
    fn what_would_steer_a_terminal_is_not_printed() {
        assert_eq!(one_line("a\x1b[2Jb\nc\u{9b}d"), "a [2Jb c d");
        let parts = [SnippetPart { text: "\x1b]0;x".to_owned(), found: true }];
        assert_eq!(marked(&parts), styled(FOUND, " ]0;x"));
    }
}

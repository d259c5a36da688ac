//! Lines of styled text: broken at a width, each with its own styles, so that lines can stand side by side.

use anstyle::Style;
use textwrap::core::display_width;

use crate::output::{one_line, styled};

/// A run of text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) text: String,
    pub(super) style: Style,
}

impl Span {
    /// Text without a style.
    pub(super) fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), style: Style::new() }
    }
}

/// A line of styled text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    spans: Vec<Span>,
    width: usize,
}

impl Line {
    /// The line with its styles, filled up with spaces to a width.
    pub(super) fn padded(&self, width: usize) -> String {
        let gap = " ".repeat(width.saturating_sub(self.width));
        self.spans.iter().map(|span| styled(span.style, &span.text)).collect::<String>() + &gap
    }

    fn push(&mut self, character: char, style: Style) {
        match self.spans.last_mut().filter(|span| span.style == style) {
            Some(span) => span.text.push(character),
            None => self.spans.push(Span { text: character.to_string(), style }),
        }
        self.width += width_of(character);
    }

    /// Spaces at the end would be underlined.
    fn trim(&mut self) {
        while let Some(span) = self.spans.last_mut() {
            let kept = span.text.trim_end_matches(' ').len();
            self.width -= span.text.len() - kept;
            span.text.truncate(kept);
            if kept > 0 {
                break;
            }
            self.spans.pop();
        }
    }
}

fn width_of(character: char) -> usize {
    display_width(character.encode_utf8(&mut [0; 4]))
}

/// Breaks styled text into lines: at spaces, between wide characters, and within words only that are wider than a line.
/// Control characters are not for terminals; of white space, line ends are kept where lines matter.
pub(super) fn wrap(spans: &[Span], width: Option<usize>, keep_lines: bool) -> Vec<Line> {
    let width = width.unwrap_or(usize::MAX).max(2);
    let mut lines = vec![Line::default()];
    let mut word: Vec<(char, Style)> = Vec::new();
    for span in spans {
        for (index, part) in span.text.split('\n').enumerate() {
            if index > 0 {
                take(&mut lines, &mut word, width);
                if keep_lines {
                    lines.push(Line::default());
                } else {
                    word.push((' ', span.style));
                }
            }
            for character in one_line(part).chars() {
                word.push((character, span.style));
                if character == ' ' || width_of(character) == 2 {
                    take(&mut lines, &mut word, width);
                }
            }
        }
    }
    take(&mut lines, &mut word, width);
    lines.iter_mut().for_each(Line::trim);
    lines
}

/// Puts a word with the space after it on the last line, or on a new one.
fn take(lines: &mut Vec<Line>, word: &mut Vec<(char, Style)>, width: usize) {
    let wide = word.iter().filter(|(character, _)| *character != ' ').map(|(character, _)| width_of(*character)).sum();
    let fits = |line: &Line, more: usize| line.width.saturating_add(more) <= width;
    if !lines.last().is_some_and(|line| line.width == 0 || fits(line, wide)) {
        lines.push(Line::default());
    }
    for (character, style) in word.drain(..) {
        if character != ' ' && !lines.last().is_some_and(|line| fits(line, width_of(character))) {
            lines.push(Line::default());
        }
        if let Some(line) = lines.last_mut() {
            line.push(character, style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(texts: &[&str], width: usize) -> Vec<String> {
        let spans: Vec<_> = texts.iter().map(|text| Span::plain(text)).collect();
        wrap(&spans, Some(width), false).iter().map(|line| line.padded(0)).collect()
    }

    #[test]
    fn lines_break_at_spaces_and_between_wide_characters() {
        assert_eq!(lines(&["the early ", "ferry", "."], 10), ["the early", "ferry."]);
        assert_eq!(lines(&["渡轮早上八点"], 5), ["渡轮", "早上", "八点"]);
        assert_eq!(lines(&["a", "bcdefgh i"], 3), ["abc", "def", "gh", "i"]);
        assert_eq!(lines(&[], 3), [""]);
    }

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(lines(&["a\x1b[2J\tb\nc"], 80), ["a [2J b c"]);
    }
}

//! Lines: the text cut at its line ends, blank lines remembered as gaps.

use super::characters::columns;

/// More lines than this are not an article, and a block for each would take many times the memory of the text.
const MOST_LINES: usize = 500_000;

/// Columns that a tab moves on, at most.
const TAB: usize = 4;

/// A line that is not blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// The line without white space at its end.
    pub raw: &'a str,
    /// Columns of white space at its beginning.
    pub indent: usize,
    /// Whether blank lines stand before it, or nothing.
    pub after_blank: bool,
}

impl<'a> Line<'a> {
    /// The line without white space at its ends.
    pub fn text(&self) -> &'a str {
        self.raw.trim_start()
    }

    /// The columns up to its end.
    pub fn columns(&self) -> usize {
        self.indent + columns(self.text())
    }
}

/// Cuts a cleaned text into lines; `None` where there are too many to be taken apart.
pub fn split(text: &str) -> Option<Vec<Line<'_>>> {
    let mut lines = Vec::new();
    let mut after_blank = true;
    for line in text.split('\n') {
        let raw = line.trim_end();
        if raw.is_empty() {
            after_blank = true;
            continue;
        }
        if lines.len() == MOST_LINES {
            return None;
        }
        lines.push(Line { raw, indent: indent(raw), after_blank });
        after_blank = false;
    }
    Some(lines)
}

fn indent(line: &str) -> usize {
    let space = &line[..line.len() - line.trim_start().len()];
    space
        .chars()
        .map(|character| if character == '\t' { TAB } else { columns(character.encode_utf8(&mut [0; 4])) })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_become_gaps() {
        let lines = split(" \n\n  The ferry \n\twas late\n \n\nagain\n").expect("few lines");
        let seen: Vec<_> = lines.iter().map(|line| (line.text(), line.indent, line.after_blank)).collect();
        assert_eq!(seen, [("The ferry", 2, true), ("was late", 4, false), ("again", 0, true)]);
    }

    #[test]
    fn too_many_lines_are_not_taken_apart() {
        assert!(split(&"a\n".repeat(MOST_LINES)).is_some());
        assert!(split(&"a\n".repeat(MOST_LINES + 1)).is_none());
    }
}

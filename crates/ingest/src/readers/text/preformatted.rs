//! Preformatted text: tables and indented lines, whose white space is kept.

use super::characters::fits_in;
use super::lines::Line;
use super::sentences::ends_sentence;

/// An indent that sets lines apart as preformatted, as in Markdown.
const INDENT: usize = 4;

/// Lines of the shortest table.
const SHORTEST_TABLE: usize = 3;

/// The widest line of a table.
const WIDEST: usize = 160;

/// How many of the first lines are a table: three or more in a row, each with a gap of three spaces or a tab inside.
pub fn table_length(lines: &[Line<'_>]) -> usize {
    let in_table = |(at, line): (usize, &Line<'_>)| (at == 0 || !line.after_blank) && has_gap(line.text());
    let length = lines.iter().enumerate().take_while(|&pair| in_table(pair)).count();
    if length >= SHORTEST_TABLE { length } else { 0 }
}

fn has_gap(text: &str) -> bool {
    fits_in(text, WIDEST) && (text.contains("   ") || text.contains('\t'))
}

/// How many of the first lines are set apart by an indent, deeper than the whole text has: two or more between blank
/// lines. Indented sentences are paragraphs and not counted.
pub fn indented_length(lines: &[Line<'_>], base: usize) -> usize {
    let indented = |line: &Line<'_>| line.indent >= base + INDENT && fits_in(line.text(), WIDEST);
    if !lines.first().is_some_and(|line| line.after_blank && indented(line)) {
        return 0;
    }
    let length = 1 + lines[1..].iter().take_while(|line| !line.after_blank && indented(line)).count();
    let apart = lines.get(length).is_none_or(|line| line.after_blank);
    let sentences = lines[..length].iter().filter(|line| ends_sentence(line.raw)).count();
    if length >= 2 && apart && sentences * 3 <= length { length } else { 0 }
}

/// The lines with their white space, but without the indent that all of them have; blank lines as one.
pub fn join(lines: &[Line<'_>]) -> String {
    let common = lines.iter().map(|line| line.indent).min().unwrap_or_default();
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            text.push_str(if line.after_blank { "\n\n" } else { "\n" });
        }
        text.extend(std::iter::repeat_n(' ', line.indent - common));
        text.push_str(line.text());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    #[test]
    fn a_table_has_gaps_in_every_line() {
        let lines = split("Port      Boats\nElsa      12\nVerin     7\nThe rest is unknown.").expect("few lines");
        assert_eq!(table_length(&lines), 3);
        assert_eq!(table_length(&lines[1..]), 0);
    }

    #[test]
    fn indented_lines_keep_their_shape() {
        let lines = split("Text.\n\n    The sea, the sea,\n      so wide\n    and free\n\nMore.").expect("few lines");
        assert_eq!(indented_length(&lines[1..], 0), 3);
        assert_eq!(join(&lines[1..4]), "The sea, the sea,\n  so wide\nand free");
    }

    #[test]
    fn indented_sentences_are_not_preformatted() {
        let lines = split("    The ferry was late.\n    Nobody was surprised.\n").expect("few lines");
        assert_eq!(indented_length(&lines, 0), 0);
    }

    #[test]
    fn a_first_line_indent_is_not_preformatted() {
        let lines = split("    The ferry was late and\nnobody was surprised.\n").expect("few lines");
        assert_eq!(indented_length(&lines, 0), 0);
    }
}

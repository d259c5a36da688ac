//! The rows of a comparison on a page: in two columns where there is room, one under the other where there is not.

use std::collections::HashMap;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use cuttings_core::Role;
use cuttings_core::diff::{Cell, Diff, Part, Row, RowKind, merged};

use super::marking::Marking;
use super::wrapping::{Line, Span, wrap};
use crate::output::{FAINT, STRONG, styled};

/// The narrowest page for two columns.
const WIDE: usize = 100;
/// The longest line that reads well.
const MEASURE: usize = 88;
/// Rows that are the same are folded where there are more of them on end.
const MOST_SAME: usize = 3;
/// Characters of a moved paragraph that are shown where it was.
const BEGINNING: usize = 48;

/// How the rows are laid out.
pub(super) struct Layout {
    /// Columns of the page; without, a paragraph is a line.
    pub(super) width: Option<usize>,
    /// Whether nothing is folded.
    pub(super) whole: bool,
    /// How changed words are marked.
    pub(super) marking: Marking,
}

impl Layout {
    /// Writes the rows.
    pub(super) fn write(&self, out: &mut impl Write, diff: &Diff) -> io::Result<()> {
        let away = diff.rows.iter().filter(|row| row.kind == RowKind::Moved).filter_map(|row| row.left.as_ref());
        let away: HashMap<u32, &Cell> = away.map(|cell| (cell.position, cell)).collect();
        for run in diff.rows.chunk_by(|a, b| (a.kind == RowKind::Same) == (b.kind == RowKind::Same)) {
            // The head has the titles.
            let run = if is_title(&run[0]) && run[0].kind == RowKind::Same { &run[1..] } else { run };
            let folds = !self.whole && run.len() > MOST_SAME && run[0].kind == RowKind::Same;
            for (index, row) in run.iter().enumerate() {
                if folds && index == 1 {
                    let note = format!("[{} paragraphs the same; --whole shows them]", run.len() - 2);
                    writeln!(out, "\n  {}", styled(FAINT, &note))?;
                } else if !folds || index == 0 || index + 1 == run.len() {
                    writeln!(out)?;
                    match self.width.filter(|&width| width >= WIDE) {
                        Some(width) => self.write_columns(out, row, ((width - 5) / 2).min(MEASURE))?,
                        None => self.write_one(out, row, &away)?,
                    }
                }
            }
        }
        Ok(())
    }

    /// Both sides as one text.
    fn write_one(&self, out: &mut impl Write, row: &Row, away: &HashMap<u32, &Cell>) -> io::Result<()> {
        let (sign, style) = sign(row);
        let role = row.right.as_ref().or(row.left.as_ref()).map_or(Role::Paragraph, |cell| cell.role);
        let left = row.left.as_ref().or_else(|| away.get(&row.moved?).copied());
        let spans = match (row.kind, left, &row.right) {
            (RowKind::Moved, Some(left), None) => {
                let text = left.text();
                let end = text.char_indices().nth(BEGINNING).map_or(text.len(), |(end, _)| end);
                let note = format!("moved to {}: {} …", place(row.moved), text[..end].trim_end());
                vec![Span { text: note, style: FAINT }]
            }
            (RowKind::Changed | RowKind::Moved | RowKind::Split | RowKind::Merged, Some(left), Some(right)) => {
                self.marking.changed(merged(&left.segments, &right.segments))
            }
            (_, _, Some(cell)) | (_, Some(cell), None) => self.marking.alone(&cell.segments),
            _ => Vec::new(),
        };
        let note = note(row);
        if let Some(note) = &note {
            writeln!(out, "{} {}", styled(style, sign), styled(FAINT, note))?;
        }
        let width = self.width.map(|width| width.min(MEASURE).saturating_sub(2));
        for (index, line) in lines(&spans, width, role).iter().enumerate() {
            let begins = index == 0 && note.is_none();
            let sign = if begins { styled(style, sign) } else { " ".to_owned() };
            writeln!(out, "{}", format!("{sign} {}", line.padded(0)).trim_end())?;
        }
        Ok(())
    }

    /// The left side, the sign, the right side.
    fn write_columns(&self, out: &mut impl Write, row: &Row, width: usize) -> io::Result<()> {
        let (sign, style) = sign(row);
        let side = |cell: Option<&Cell>, other: &str| {
            let spans = match (cell, row.kind) {
                (Some(cell), RowKind::Changed | RowKind::Moved | RowKind::Split | RowKind::Merged) => {
                    self.marking.changed(&cell.segments)
                }
                (Some(cell), _) => self.marking.alone(&cell.segments),
                (None, RowKind::Moved) => {
                    vec![Span { text: format!("moved {other} {}", place(row.moved)), style: FAINT }]
                }
                (None, _) => Vec::new(),
            };
            lines(&spans, Some(width), cell.map_or(Role::Paragraph, |cell| cell.role))
        };
        let (left, right) = (side(row.left.as_ref(), "from"), side(row.right.as_ref(), "to"));
        let nothing = Line::default();
        for index in 0..left.len().max(right.len()) {
            let sign = if index == 0 { styled(style, sign) } else { " ".to_owned() };
            let left = left.get(index).unwrap_or(&nothing).padded(width);
            let line = format!("{left}  {sign}  {}", right.get(index).unwrap_or(&nothing).padded(0));
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// The lines of a block of a role.
fn lines(spans: &[Span], width: Option<usize>, role: Role) -> Vec<Line> {
    let mut spans = spans.to_vec();
    if role == Role::Heading {
        for span in &mut spans {
            span.style = span.style.bold();
        }
    }
    wrap(&spans, width, role == Role::Preformatted)
}

fn is_title(row: &Row) -> bool {
    row.left.as_ref().or(row.right.as_ref()).is_some_and(|cell| cell.part == Part::Title)
}

/// The sign of what became of a paragraph.
fn sign(row: &Row) -> (&'static str, Style) {
    match row.kind {
        RowKind::Same => (" ", Style::new()),
        RowKind::Changed => ("~", AnsiColor::Yellow.on_default()),
        RowKind::Removed => ("-", AnsiColor::Red.on_default()),
        RowKind::Added => ("+", AnsiColor::Green.on_default()),
        RowKind::Split => ("/", AnsiColor::Yellow.on_default()),
        RowKind::Merged => ("&", AnsiColor::Yellow.on_default()),
        RowKind::Moved if row.left.is_some() => ("<", STRONG),
        RowKind::Moved => (">", STRONG),
    }
}

/// Where a paragraph comes from that is not where it was, or not by itself.
fn note(row: &Row) -> Option<String> {
    let position = |cell: &Option<Cell>| cell.as_ref().map(|cell| cell.position);
    match row.kind {
        RowKind::Moved if row.right.is_some() => Some(format!("moved from {}", place(row.moved))),
        RowKind::Split => Some(format!("split from {}", place(position(&row.left)))),
        RowKind::Merged => Some(format!("merged into {}", place(position(&row.right)))),
        _ => None,
    }
}

/// A position in words.
fn place(position: Option<u32>) -> String {
    match position {
        Some(position) if position > 0 => format!("paragraph {position}"),
        _ => "the standfirst".to_owned(),
    }
}

//! The page of a comparison: two articles side by side, or one under the other where there is no room.

use cuttings_core::Role;
use cuttings_core::diff::{Cell, DiffSummary, Mark, Part, Row, RowKind, Segment, SegmentKind};
use cuttings_store::{ArticleSummary, ComparedArticles};
use maud::{Markup, html};

use super::layout::Page;
use super::listing;
use super::numbers::{count, counted};
use crate::links;

/// Bytes of text that one page shows, at most, both sides together.
const MOST_TEXT: usize = 2 << 20;
/// Rows that are the same are folded where there are more of them on end.
const MOST_SAME: usize = 3;

/// Draws the page.
pub(super) fn draw(comparison: &ComparedArticles) -> Markup {
    let (left, right) = (&comparison.left, &comparison.right);
    let rows = &comparison.diff.rows;
    let shown = how_many_fit(rows);
    let left_out = (rows.len() - shown) as u64;
    let body = html! {
        section.comparison {
            h1 { "Comparison" }
            (summary(&comparison.diff.summary))
            div.sides { (side("A", left)) (side("B", right)) }
            div.rows {
                @for run in rows[..shown].chunk_by(|a, b| (a.kind == RowKind::Same) == (b.kind == RowKind::Same)) {
                    (draw_run(run, left, right))
                }
            }
            @if left_out > 0 {
                p.note {
                    "The texts are too long for a page; " (counted(left_out, "row is", "rows are")) " left out. "
                    code { "cuttings diff " (left.id) " " (right.id) } " gives all of them."
                }
            }
        }
    };
    let title = format!("{} – compared – Cuttings", listing::title(left));
    let json = Some(format!("/api/v1{}", links::comparison(&left.id, &right.id)));
    Page { title: &title, query: Some(""), json, body }.draw()
}

fn how_many_fit(rows: &[Row]) -> usize {
    let mut bytes = 0;
    let size =
        |cell: &Option<Cell>| cell.iter().flat_map(|cell| &cell.segments).map(|part| part.text.len()).sum::<usize>();
    let fits = |row: &&Row| {
        bytes += size(&row.left) + size(&row.right);
        bytes <= MOST_TEXT
    };
    rows.iter().take_while(fits).count()
}

fn summary(summary: &DiffSummary) -> Markup {
    let counts = [
        (summary.same, "same"),
        (summary.changed, "changed"),
        (summary.moved, "moved"),
        (summary.split, "split"),
        (summary.merged, "merged"),
        (summary.removed, "removed"),
        (summary.added, "added"),
    ];
    let counts: Vec<_> = counts.iter().filter(|(number, _)| *number > 0).collect();
    html! {
        @if summary.is_same() {
            p.verdict { "The texts are the same." }
        } @else {
            p.verdict {
                b { (summary.shared_percent) "\u{a0}%" } " of the words are shared. Paragraphs: "
                @for (index, (number, what)) in counts.into_iter().enumerate() {
                    @if index > 0 { ", " } (count(*number)) " " (what)
                }
                "." @if summary.title_changed { " The title changed." }
            }
        }
        @for (name, only) in [("A", &summary.only_left), ("B", &summary.only_right)] {
            @if !only.is_empty() {
                p.only {
                    "Numbers and names only in " (name) ": "
                    @for (index, word) in only.iter().enumerate() { @if index > 0 { ", " } bdi { (word) } }
                }
            }
        }
        @if summary.coarse {
            p.note { "Some paragraphs are too long to be compared by words: they are shown as replaced." }
        }
    }
}

fn side(name: &str, article: &ArticleSummary) -> Markup {
    html! {
        div.side {
            p.letter { (name) }
            h2 lang=[listing::language(article)] dir="auto" {
                a href=(links::article(&article.id)) { (listing::title(article)) }
            }
            (listing::meta(article))
            p.id { code { (article.id) } }
        }
    }
}

fn draw_run(run: &[Row], left: &ArticleSummary, right: &ArticleSummary) -> Markup {
    // The head has the titles.
    let is_title = run[0].right.as_ref().is_some_and(|cell| cell.part == Part::Title);
    let run = if is_title && run[0].kind == RowKind::Same { &run[1..] } else { run };
    let draw_all = |rows: &[Row]| html! { @for row in rows { (draw_row(row, left, right)) } };
    match run {
        [first, middle @ .., last] if first.kind == RowKind::Same && run.len() > MOST_SAME => html! {
            (draw_row(first, left, right))
            details.unchanged {
                summary { (counted(middle.len() as u64, "paragraph", "paragraphs")) " the same" }
                (draw_all(middle))
            }
            (draw_row(last, left, right))
        },
        _ => draw_all(run),
    }
}

fn draw_row(row: &Row, left: &ArticleSummary, right: &ArticleSummary) -> Markup {
    html! {
        div class={ "row " (class(row)) } {
            p.fate { (fate(row)) }
            (draw_cell(row.left.as_ref(), "left", left))
            (draw_cell(row.right.as_ref(), "right", right))
        }
    }
}

fn class(row: &Row) -> &'static str {
    match row.kind {
        RowKind::Same => "same",
        RowKind::Changed => "changed",
        RowKind::Moved => "moved",
        RowKind::Split => "split",
        RowKind::Merged => "merged",
        RowKind::Removed => "removed",
        RowKind::Added => "added",
    }
}

/// What became of a paragraph, in words; nothing of one that is the same.
fn fate(row: &Row) -> Markup {
    html! {
        @match row.kind {
            RowKind::Same => {},
            RowKind::Changed => "Changed",
            RowKind::Removed => "Only in A",
            RowKind::Added => "Only in B",
            RowKind::Split => { "Split from " (place(position(row.left.as_ref()))) " of A" }
            RowKind::Merged => { "Merged into " (place(position(row.right.as_ref()))) " of B" }
            RowKind::Moved if row.left.is_some() => { "Moved; it is " (place(row.moved)) " of B" }
            RowKind::Moved => { "Moved here from " (place(row.moved)) " of A" }
        }
        @if row.coarse { ", too long to be compared by words" }
    }
}

fn position(cell: Option<&Cell>) -> Option<u32> {
    cell.map(|cell| cell.position)
}

fn place(position: Option<u32>) -> String {
    match position {
        Some(position) if position > 0 => format!("paragraph {position}"),
        _ => "the standfirst".to_owned(),
    }
}

fn draw_cell(cell: Option<&Cell>, class: &str, article: &ArticleSummary) -> Markup {
    let Some(cell) = cell else { return html! { div class={ "cell none " (class) } {} } };
    html! {
        div class={ "cell " (class) } lang=[listing::language(article)] dir="auto" {
            @match (cell.part, cell.role) {
                (Part::Title, _) | (_, Role::Heading) => h3 dir="auto" { (draw_segments(&cell.segments)) },
                (Part::Standfirst, _) => p.standfirst dir="auto" { (draw_segments(&cell.segments)) },
                (_, Role::Preformatted) => pre dir="auto" tabindex="0" { (draw_segments(&cell.segments)) },
                (_, Role::Quote) => blockquote dir="auto" { p { (draw_segments(&cell.segments)) } },
                _ => p dir="auto" { (draw_segments(&cell.segments)) },
            }
        }
    }
}

fn draw_segments(segments: &[Segment]) -> Markup {
    html! {
        @for segment in segments {
            @match segment.kind {
                SegmentKind::Equal => (segment.text),
                SegmentKind::Removed => del { (draw_text(segment)) },
                SegmentKind::Added => ins { (draw_text(segment)) },
            }
        }
    }
}

/// Numbers and names that changed stand out.
fn draw_text(segment: &Segment) -> Markup {
    html! {
        @match segment.mark {
            Some(Mark::Number | Mark::Name) => strong { (segment.text) },
            None => (segment.text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_without_end_are_cut_off() {
        let segments = vec![Segment { kind: SegmentKind::Equal, mark: None, text: "word ".repeat(50_000) }];
        let cell = Cell { part: Part::Block, role: Role::Paragraph, position: 1, segments };
        let row = Row { kind: RowKind::Same, left: Some(cell.clone()), right: Some(cell), moved: None, coarse: false };
        assert_eq!(how_many_fit(&vec![row; 6]), 4);
    }
}

//! The comparison: from two texts to rows and their summary.

use std::collections::HashSet;

use super::align::align;
use super::names::{Names, has_capitals_for_names};
use super::paragraph::{Paragraph, Reader};
use super::pieces::{Pieces, find_groups};
use super::segments::{Cutter, MOST_COST, cost, hunks, join, middle, shared_words};
use super::{Cell, Diff, DiffSummary, DiffText, Row, RowKind, SegmentKind};

/// What the comparison by words may cost in all pairs together: less than a second.
const MOST_TOGETHER: u64 = 5 * MOST_COST;
/// Numbers and names that the summary lists, for each side.
const MOST_LISTED: usize = 24;

/// Compares two texts.
pub(super) fn compare(left: &DiffText<'_>, right: &DiffText<'_>) -> Diff {
    let mut reader = Reader::default();
    let titles = (reader.title(left), reader.title(right));
    let (lefts, rights) = (reader.body(left), reader.body(right));
    let id_count = reader.id_count();
    let everything = |title: &Option<Paragraph<'_>>, body: &[Paragraph<'_>]| {
        let mut ids = vec![false; id_count];
        title.iter().chain(body).flat_map(|paragraph| &paragraph.ids).for_each(|&id| ids[id as usize] = true);
        ids
    };
    let mut comparer = Comparer {
        names: Names::default(),
        left_ids: everything(&titles.0, &lefts),
        right_ids: everything(&titles.1, &rights),
        budget: MOST_TOGETHER,
        summary: DiffSummary::default(),
    };
    if has_capitals_for_names(left.language) && has_capitals_for_names(right.language) {
        lefts.iter().chain(&rights).for_each(|paragraph| comparer.names.learn(paragraph));
    }
    comparer.count(titles.0.iter().chain(&lefts), titles.1.iter().chain(&rights));
    let mut rows = Vec::with_capacity(lefts.len().max(rights.len()) + 1);
    match (&titles.0, &titles.1) {
        (Some(left), Some(right)) => rows.push(comparer.pair(left, right)),
        (Some(left), None) => rows.push(comparer.removed(left)),
        (None, Some(right)) => rows.push(comparer.added(right)),
        (None, None) => {}
    }
    comparer.summary.title_changed = rows.iter().any(|row| row.kind != RowKind::Same);
    comparer.rows(&lefts, &rights, &mut rows);
    Diff { summary: comparer.finish(), rows }
}

struct Comparer {
    names: Names,
    /// Which words the left side has.
    left_ids: Vec<bool>,
    right_ids: Vec<bool>,
    budget: u64,
    summary: DiffSummary,
}

impl Comparer {
    /// Counts words, and lists the numbers and names that one side has alone.
    fn count<'a>(
        &mut self,
        left: impl Iterator<Item = &'a Paragraph<'a>>,
        right: impl Iterator<Item = &'a Paragraph<'a>>,
    ) {
        let names = &self.names;
        let read = |side: &mut dyn Iterator<Item = &'a Paragraph<'a>>, other: &[bool]| {
            let (mut words, mut listed, mut seen) = (0, Vec::new(), HashSet::new());
            for paragraph in side {
                words += paragraph.words();
                for (index, (token, id)) in paragraph.tokens.iter().zip(&paragraph.ids).enumerate() {
                    let is_listed = listed.len() < MOST_LISTED
                        && names.mark(paragraph, index).is_some()
                        && !other[*id as usize]
                        && seen.insert(*id);
                    if is_listed {
                        listed.push(token.of(paragraph.text).to_owned());
                    }
                }
            }
            (words, listed)
        };
        (self.summary.left_words, self.summary.only_left) = read(&mut { left }, &self.right_ids);
        (self.summary.right_words, self.summary.only_right) = read(&mut { right }, &self.left_ids);
    }

    /// The rows after the title, in an order that keeps that of both sides.
    fn rows(&mut self, left: &[Paragraph<'_>], right: &[Paragraph<'_>], rows: &mut Vec<Row>) {
        let mut alignment = align(left, right, self.left_ids.len());
        let (split, merged) = find_groups(&mut alignment, left, right);
        // The cells of moved paragraphs wait until it is their turn.
        let mut waiting: Vec<Option<Row>> = vec![None; right.len()];
        for (l, pair) in alignment.left.iter().enumerate() {
            if let Some((r, false)) = *pair {
                waiting[r] = Some(self.pair(&left[l], &right[r]));
            }
        }
        let (mut l, mut r) = (0, 0);
        while l < left.len() || r < right.len() {
            let left_pair = alignment.left.get(l).copied();
            let right_pair = alignment.right.get(r).copied();
            match (left_pair, right_pair) {
                (Some(None), _) => {
                    self.summary.removed += 1;
                    rows.push(self.removed(&left[l]));
                    l += 1;
                }
                (Some(Some((to, false))), _) => {
                    let cell = waiting[to].as_mut().and_then(|row| row.left.take());
                    rows.push(Row { left: cell, ..moved(right[to].position) });
                    l += 1;
                }
                (_, Some(None)) => {
                    self.summary.added += 1;
                    rows.push(self.added(&right[r]));
                    r += 1;
                }
                (_, Some(Some((from, false)))) => {
                    self.summary.moved += 1;
                    let cell = waiting[r].as_mut().and_then(|row| row.right.take());
                    let coarse = waiting[r].as_ref().is_some_and(|row| row.coarse);
                    rows.push(Row { right: cell, coarse, ..moved(left[from].position) });
                    r += 1;
                }
                (Some(Some(_)), _) if split.contains_key(&l) => {
                    self.summary.split += 1;
                    self.pieces(&left[l], right, &split[&l], RowKind::Split, rows);
                    (l, r) = (l + 1, r + split[&l].pieces.len());
                }
                (Some(Some(_)), _) if merged.contains_key(&r) => {
                    self.summary.merged += 1;
                    self.pieces(&right[r], left, &merged[&r], RowKind::Merged, rows);
                    (l, r) = (l + merged[&r].pieces.len(), r + 1);
                }
                (Some(Some(_)), _) => {
                    let row = self.pair(&left[l], &right[r]);
                    *if row.kind == RowKind::Same { &mut self.summary.same } else { &mut self.summary.changed } += 1;
                    rows.push(row);
                    (l, r) = (l + 1, r + 1);
                }
                (None, _) => break,
            }
        }
    }

    /// Two paragraphs that belong together, word by word.
    fn pair(&mut self, left: &Paragraph<'_>, right: &Paragraph<'_>) -> Row {
        let middle = middle(&left.ids, &right.ids);
        let cost = cost(&middle);
        let coarse = cost > self.budget.min(MOST_COST);
        let changes = if coarse {
            vec![middle]
        } else {
            self.budget -= cost;
            hunks(&left.ids, &right.ids)
        };
        self.summary.coarse |= coarse;
        self.summary.shared_words += shared_words(left, &changes);
        let names = &self.names;
        let mark = |paragraph, index| if coarse { None } else { names.mark(paragraph, index) };
        let mut left_cut = Cutter::new(left, SegmentKind::Removed, |index| mark(left, index));
        let mut right_cut = Cutter::new(right, SegmentKind::Added, |index| mark(right, index));
        let kind = if changes.is_empty() { RowKind::Same } else { RowKind::Changed };
        for (removed, added) in join(left, right, changes, |index| names.mark(left, index).is_some()) {
            if !(left_cut.is_at(removed.start) && right_cut.is_at(added.start)) {
                left_cut.equal_until(removed.start);
                right_cut.equal_until(added.start);
            }
            left_cut.change(removed);
            right_cut.change(added);
        }
        if !(left_cut.is_at(left.tokens.len()) && right_cut.is_at(right.tokens.len())) {
            left_cut.equal_until(left.tokens.len());
            right_cut.equal_until(right.tokens.len());
        }
        let (left, right) = (cell(left, left_cut.segments), cell(right, right_cut.segments));
        Row { kind, left: Some(left), right: Some(right), moved: None, coarse }
    }

    /// A paragraph that is several on the other side: a row for each piece.
    fn pieces(
        &mut self,
        whole: &Paragraph<'_>,
        others: &[Paragraph<'_>],
        pieces: &Pieces,
        kind: RowKind,
        rows: &mut Vec<Row>,
    ) {
        for (piece, other) in pieces.pieces.iter().zip(&others[pieces.first..]) {
            let piece = whole.piece(piece.clone());
            let row = if kind == RowKind::Split { self.pair(&piece, other) } else { self.pair(other, &piece) };
            rows.push(Row { kind, ..row });
        }
    }

    fn removed(&self, paragraph: &Paragraph<'_>) -> Row {
        let left = Some(self.alone(paragraph, SegmentKind::Removed, &self.right_ids));
        Row { kind: RowKind::Removed, left, right: None, moved: None, coarse: false }
    }

    fn added(&self, paragraph: &Paragraph<'_>) -> Row {
        let right = Some(self.alone(paragraph, SegmentKind::Added, &self.left_ids));
        Row { kind: RowKind::Added, left: None, right, moved: None, coarse: false }
    }

    /// A paragraph of one side: of its numbers and names, those that the other side never has stand out.
    fn alone(&self, paragraph: &Paragraph<'_>, kind: SegmentKind, others: &[bool]) -> Cell {
        let is_new = |index: &usize| !others[paragraph.ids[*index] as usize];
        let mark = |index| Some(index).filter(is_new).and_then(|index| self.names.mark(paragraph, index));
        let mut cut = Cutter::new(paragraph, kind, mark);
        cut.change(0..paragraph.tokens.len());
        if !cut.is_at(paragraph.tokens.len()) {
            cut.equal_until(paragraph.tokens.len());
        }
        cell(paragraph, cut.segments)
    }

    fn finish(mut self) -> DiffSummary {
        let summary = &mut self.summary;
        let words = summary.left_words + summary.right_words;
        summary.shared_percent = match 2 * summary.shared_words {
            shared if shared >= words => 100,
            0 => 0,
            shared => (shared * 100 / words).clamp(1, 99) as u8,
        };
        self.summary
    }
}

fn cell(paragraph: &Paragraph<'_>, segments: Vec<super::Segment>) -> Cell {
    Cell { part: paragraph.part, role: paragraph.role, position: paragraph.position, segments }
}

fn moved(position: u32) -> Row {
    Row { kind: RowKind::Moved, left: None, right: None, moved: Some(position), coarse: false }
}

//! The words of two paired paragraphs: which stand in both, and the segments that this makes.

use std::ops::Range;

use hashbrown::HashMap;
use imara_diff::{Algorithm, Diff, Token as Word};

use super::paragraph::Paragraph;
use super::words::Class;
use super::{Mark, Segment, SegmentKind};

/// Tokens up to which the histogram algorithm is taken, which makes the better diffs; it is quadratic on hostile texts
/// and goes down as deep as the text is long.
const FEW: usize = 1000;

/// The places where two runs of tokens differ: neighbouring tokens of the left replaced by some of the right.
pub(super) type Hunk = (Range<usize>, Range<usize>);

/// What it may cost at most to compare two runs of numbers: some hundredths of a second.
pub(super) const MOST_COST: u64 = 20_000_000;

/// The one hunk between what two runs of numbers have in common at their ends.
pub(super) fn middle(left: &[u32], right: &[u32]) -> Hunk {
    let start = left.iter().zip(right).take_while(|(left, right)| left == right).count();
    let ends = left[start..].iter().rev().zip(right[start..].iter().rev());
    let end = ends.take_while(|(left, right)| left == right).count();
    (start..left.len() - end, start..right.len() - end)
}

/// What it may cost to compare a hunk. Myers' algorithm, with the heuristics that bound it, takes time in proportion to
/// the length and its root.
pub(super) fn cost(hunk: &Hunk) -> u64 {
    let size = (hunk.0.len() + hunk.1.len()) as u64;
    if hunk.0.is_empty() || hunk.1.is_empty() { size } else { size * size.isqrt() }
}

/// Where two runs of numbers differ.
pub(super) fn hunks(left: &[u32], right: &[u32]) -> Vec<Hunk> {
    // Histograms are kept for every number there is, so the numbers of a small text must be small.
    let mut numbers = HashMap::new();
    let mut renumber = |ids: &[u32]| -> Vec<Word> {
        let mut word = |id: &u32| {
            let next = numbers.len() as u32;
            Word(*numbers.entry(*id).or_insert(next))
        };
        ids.iter().map(&mut word).collect()
    };
    let (left, right) = (renumber(left), renumber(right));
    let algorithm = if left.len().max(right.len()) <= FEW { Algorithm::Histogram } else { Algorithm::Myers };
    let mut diff = Diff::default();
    diff.compute_with(algorithm, &left, &right, numbers.len() as u32);
    let wide = |range: Range<u32>| range.start as usize..range.end as usize;
    diff.hunks().map(|hunk| (wide(hunk.before), wide(hunk.after))).collect()
}

/// How many words of the left stand outside of every hunk.
pub(super) fn shared_words(left: &Paragraph<'_>, hunks: &[Hunk]) -> u64 {
    let words = |range: Range<usize>| left.tokens[range].iter().filter(|token| token.is_word()).count() as u64;
    left.words() - hunks.iter().map(|hunk| words(hunk.0.clone())).sum::<u64>()
}

/// Joins hunks with so little between them that they read better as one: a comma or an article between two rewritten
/// phrases. Numbers and names that stayed are never taken in.
pub(super) fn join(
    left: &Paragraph<'_>,
    right: &Paragraph<'_>,
    hunks: Vec<Hunk>,
    stays: impl Fn(usize) -> bool,
) -> Vec<Hunk> {
    let characters = |paragraph: &Paragraph<'_>, range: &Range<usize>| {
        paragraph.tokens[range.clone()].iter().map(|token| token.of(paragraph.text).chars().count()).sum::<usize>()
    };
    let size = |hunk: &Hunk| characters(left, &hunk.0).max(characters(right, &hunk.1));
    let mut joined: Vec<Hunk> = Vec::with_capacity(hunks.len());
    let mut last_size = 0;
    for hunk in hunks {
        let own_size = size(&hunk);
        if let Some(last) = joined.last_mut() {
            let between = last.0.end..hunk.0.start;
            let is_little = between.len() <= 2 && {
                let gap = characters(left, &between);
                gap <= last_size && gap <= own_size && gap <= 4
            };
            // A word replaced on either side of a comma stays a word replaced.
            let is_more = |hunk: &Hunk| hunk.0.len().max(hunk.1.len()) > 1;
            let is_single = |index: usize| left.tokens[index].class == Class::Single;
            let worth = is_more(last) || is_more(&hunk) || between.clone().any(is_single);
            if is_little && worth && !between.clone().any(&stays) {
                last.0.end = hunk.0.end;
                last.1.end = hunk.1.end;
                last_size += own_size;
                continue;
            }
        }
        last_size = own_size;
        joined.push(hunk);
    }
    joined
}

/// A text being cut into segments.
pub(super) struct Cutter<'a, M> {
    paragraph: &'a Paragraph<'a>,
    kind: SegmentKind,
    mark: M,
    cursor: usize,
    /// What was cut so far.
    pub(super) segments: Vec<Segment>,
}

impl<'a, M: Fn(usize) -> Option<Mark>> Cutter<'a, M> {
    /// Begins to cut a paragraph; changed tokens will be of a kind, and have the marks that a function gives.
    pub(super) fn new(paragraph: &'a Paragraph<'a>, kind: SegmentKind, mark: M) -> Self {
        Self { paragraph, kind, mark, cursor: 0, segments: Vec::new() }
    }

    /// How much of the text stands before a token.
    fn offset(&self, index: usize) -> usize {
        self.paragraph.tokens.get(index).map_or(self.paragraph.text.len(), |token| token.start as usize)
    }

    /// Whether nothing is left before a token.
    pub(super) fn is_at(&self, index: usize) -> bool {
        self.cursor == self.offset(index)
    }

    /// Everything up to a token is equal; an empty segment keeps the two sides in step.
    pub(super) fn equal_until(&mut self, index: usize) {
        self.push(self.offset(index), SegmentKind::Equal, None);
    }

    /// The tokens of a range changed.
    pub(super) fn change(&mut self, range: Range<usize>) {
        let mut index = range.start;
        while index < range.end {
            let mark = (self.mark)(index);
            let mut last = index;
            while last + 1 < range.end && (self.mark)(last + 1) == mark {
                last += 1;
            }
            // White space belongs to what does not stand out, within the change.
            let end = self.paragraph.tokens[last].end as usize;
            let start = self.paragraph.tokens[index].start as usize;
            if mark.is_some() && start > self.cursor {
                self.push(start, self.kind, None);
            }
            let is_last = last + 1 == range.end;
            let end = if mark.is_none() && !is_last { self.offset(last + 1) } else { end };
            self.push(end, self.kind, mark);
            index = last + 1;
        }
    }

    fn push(&mut self, end: usize, kind: SegmentKind, mark: Option<Mark>) {
        let text = self.paragraph.text[self.cursor..end].to_owned();
        self.cursor = end;
        self.segments.push(Segment { kind, mark, text });
    }
}

//! Which paragraph of the left is which of the right, and which of these stand in their place.

use hashbrown::HashMap;

use super::paragraph::Paragraph;
use super::segments::{MOST_COST, cost, hunks, middle};
use super::similar::{SIMILAR_ELSEWHERE, candidates};

/// The pairs of two texts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Alignment {
    /// For each paragraph of the left, its pair and whether it stands in place.
    pub(super) left: Vec<Option<(usize, bool)>>,
    /// The same for the right.
    pub(super) right: Vec<Option<(usize, bool)>>,
}

/// A pair, its weight, and whether it may be a move.
struct Pair {
    left: usize,
    right: usize,
    weight: u64,
    may_move: bool,
}

/// Pairs the paragraphs of two texts.
pub(super) fn align(left: &[Paragraph<'_>], right: &[Paragraph<'_>], id_count: usize) -> Alignment {
    let mut pairs = pair_same(left, right);
    pair_similar(left, right, &mut pairs, id_count);
    pairs.sort_unstable_by_key(|pair| pair.left);
    let in_place = heaviest_chain(&pairs, right.len());
    let mut alignment = Alignment { left: vec![None; left.len()], right: vec![None; right.len()] };
    for (pair, in_place) in pairs.iter().zip(in_place) {
        if in_place || pair.may_move {
            alignment.left[pair.left] = Some((pair.right, in_place));
            alignment.right[pair.right] = Some((pair.left, in_place));
        }
    }
    alignment
}

/// Pairs what has the same folded text: in order first, then wherever it is.
fn pair_same(left: &[Paragraph<'_>], right: &[Paragraph<'_>]) -> Vec<Pair> {
    let folds = |side: &[Paragraph<'_>]| side.iter().map(|paragraph| paragraph.fold).collect::<Vec<_>>();
    let pair = |(l, r): (usize, usize)| {
        // One more, so that a line of asterisks weighs something; what stands closer to its place wins a tie.
        Pair { left: l, right: r, weight: 4 * left[l].tokens.len() as u64 + 4, may_move: true }
    };
    let (mut pairs, mut l, mut r) = (Vec::new(), 0, 0);
    let mut free: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut left_over = Vec::new();
    let (left_folds, right_folds) = (folds(left), folds(right));
    let middle = middle(&left_folds, &right_folds);
    // Paragraphs that stand once need no more than to be found: the heaviest chain orders them.
    let differing = if cost(&middle) > MOST_COST { vec![middle] } else { hunks(&left_folds, &right_folds) };
    for (removed, added) in differing {
        pairs.extend((l..removed.start).zip(r..added.start).map(pair));
        (l, r) = (removed.end, added.end);
        left_over.extend(removed);
        for index in added {
            free.entry(right[index].fold).or_default().push(index);
        }
    }
    pairs.extend((l..left.len()).zip(r..right.len()).map(pair));
    // The last first, so that the earliest is taken off the end.
    for indexes in free.values_mut() {
        indexes.reverse();
    }
    for l in left_over {
        if let Some(r) = free.get_mut(&left[l].fold).and_then(Vec::pop) {
            pairs.push(pair((l, r)));
        }
    }
    pairs
}

/// Pairs what is left over by the words it shares, best first.
fn pair_similar(left: &[Paragraph<'_>], right: &[Paragraph<'_>], pairs: &mut Vec<Pair>, id_count: usize) {
    let (mut left_taken, mut right_taken) = (vec![false; left.len()], vec![false; right.len()]);
    for pair in pairs.iter() {
        (left_taken[pair.left], right_taken[pair.right]) = (true, true);
    }
    // Gaps are counted by the pairs in place, so that both sides count the same.
    pairs.sort_unstable_by_key(|pair| pair.left);
    let in_place = heaviest_chain(pairs, right.len());
    let (mut left_marks, mut right_marks) = (vec![false; left.len()], vec![false; right.len()]);
    for (pair, _) in pairs.iter().zip(in_place).filter(|(_, in_place)| *in_place) {
        (left_marks[pair.left], right_marks[pair.right]) = (true, true);
    }
    let free = |taken: &[bool], marks: &[bool]| {
        let mut gap = 0;
        let mut free = Vec::new();
        for (index, (&taken, &mark)) in taken.iter().zip(marks).enumerate() {
            gap += usize::from(mark);
            if !taken {
                free.push((index, gap));
            }
        }
        free
    };
    let (left_free, right_free) = (free(&left_taken, &left_marks), free(&right_taken, &right_marks));
    for found in candidates((left, &left_free), (right, &right_free), id_count) {
        if left_taken[found.left] || right_taken[found.right] {
            continue;
        }
        (left_taken[found.left], right_taken[found.right]) = (true, true);
        let shared = left[found.left].tokens.len().min(right[found.right].tokens.len()) as f32 * found.score;
        let may_move = found.score >= SIMILAR_ELSEWHERE;
        pairs.push(Pair { left: found.left, right: found.right, weight: 4 * shared as u64 + 1, may_move });
    }
}

/// Of pairs in the order of the left, the chain that keeps the order of the right as well and weighs most.
fn heaviest_chain(pairs: &[Pair], rights: usize) -> Vec<bool> {
    // A Fenwick tree of the best chain that ends before a place on the right: its weight and its last pair.
    let mut best: Vec<(u64, usize)> = vec![(0, usize::MAX); rights + 1];
    let mut before = vec![usize::MAX; pairs.len()];
    for (index, pair) in pairs.iter().enumerate() {
        let (mut weight, mut place) = (0, pair.right);
        while place > 0 {
            if best[place].0 > weight {
                (weight, before[index]) = best[place];
            }
            place &= place - 1;
        }
        let (weight, mut place) = (weight + pair.weight, pair.right + 1);
        while place <= rights {
            if best[place].0 < weight {
                best[place] = (weight, index);
            }
            place += place & place.wrapping_neg();
        }
    }
    let mut in_place = vec![false; pairs.len()];
    let (mut place, mut top) = (rights, (0, usize::MAX));
    while place > 0 {
        top = top.max(if best[place].0 > top.0 { best[place] } else { top });
        place &= place - 1;
    }
    let mut last = top.1;
    while last != usize::MAX {
        in_place[last] = true;
        last = before[last];
    }
    in_place
}

//! Paragraphs that were cut into several, or made of several: found by their words, in order.

use std::ops::Range;

use hashbrown::{HashMap, HashSet};

use super::align::Alignment;
use super::paragraph::Paragraph;
use super::segments::{Hunk, MOST_COST, cost, hunks, middle};

/// Twice the words that a paragraph shares with its parts, in order, over the words of both.
const LEAST_SHARED: f64 = 0.8;
/// Words of a part that stand in the whole, in any order, before it is looked at closely.
const LEAST_OF_PART: f64 = 0.6;
/// Tokens that may be looked at for parts, in all paragraphs together.
const MOST_TOKENS: usize = 4_000_000;

/// A paragraph of one side that is several neighbours on the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pieces {
    /// The first of the neighbours.
    pub(super) first: usize,
    /// The pieces of the one paragraph, as tokens: as many as there are neighbours.
    pub(super) pieces: Vec<Range<usize>>,
}

/// The pair of each paragraph, and whether it stands in place.
type Pairs = [Option<(usize, bool)>];

/// Finds the paragraphs of one side that are several on the other, and pairs them in place. Gives them by their index.
fn find_pieces(
    (wholes, whole_pairs): (&[Paragraph<'_>], &mut Pairs),
    (parts, part_pairs): (&[Paragraph<'_>], &mut Pairs),
) -> HashMap<usize, Pieces> {
    let mut found = HashMap::new();
    let (mut tokens, mut work) = (MOST_TOKENS, MOST_COST);
    // The parts between those that stand in place before and after a paragraph.
    let mut ends = vec![parts.len(); wholes.len()];
    let mut end = parts.len();
    for (whole, pair) in whole_pairs.iter().enumerate().rev() {
        ends[whole] = end;
        end = if let Some((part, true)) = *pair { part } else { end };
    }
    let mut begin = 0;
    for whole in 0..wholes.len() {
        let pair = whole_pairs[whole];
        let may_be_whole = match pair {
            Some((part, in_place)) => in_place && wholes[whole].fold != parts[part].fold,
            None => true,
        };
        if may_be_whole && begin < ends[whole] {
            let is_free = |part: usize| part_pairs[part].is_none() || pair == Some((part, true));
            let run = longest_run(&wholes[whole], parts, begin..ends[whole], is_free, &mut tokens);
            let keeps_pair = pair.is_none_or(|(part, _)| run.contains(&part));
            if let Some(pieces) = cut(&wholes[whole], &parts[run.clone()], &mut work).filter(|_| keeps_pair) {
                found.insert(whole, Pieces { first: run.start, pieces });
                whole_pairs[whole] = Some((run.start, true));
                part_pairs[run.clone()].fill(Some((whole, true)));
                begin = run.end;
                continue;
            }
        }
        if let Some((part, true)) = pair {
            begin = part + 1;
        }
    }
    found
}

/// The longest run of free neighbours whose words are mostly those of a paragraph.
fn longest_run(
    whole: &Paragraph<'_>,
    parts: &[Paragraph<'_>],
    among: Range<usize>,
    is_free: impl Fn(usize) -> bool,
    tokens: &mut usize,
) -> Range<usize> {
    let ids: HashSet<u32> = whole.ids.iter().copied().collect();
    let (mut longest, mut start) = (among.start..among.start, among.start);
    for part in among {
        let size = parts[part].ids.len();
        if size > *tokens {
            break;
        }
        *tokens -= size;
        let known = parts[part].ids.iter().filter(|id| ids.contains(*id)).count();
        if !is_free(part) || size == 0 || (known as f64) < LEAST_OF_PART * size as f64 {
            start = part + 1;
        } else if part + 1 - start > longest.len() {
            longest = start..part + 1;
        }
    }
    longest
}

/// Cuts a paragraph where its parts end, if it is made of them.
fn cut(whole: &Paragraph<'_>, parts: &[Paragraph<'_>], work: &mut u64) -> Option<Vec<Range<usize>>> {
    if parts.len() < 2 {
        return None;
    }
    let joined: Vec<u32> = parts.iter().flat_map(|part| &part.ids).copied().collect();
    let (shared, differing) = compare(&whole.ids, &joined, work)?;
    let longest = parts.iter().max_by_key(|part| part.ids.len())?;
    // A changed paragraph with a short one after it is no more like the one before.
    if shared < LEAST_SHARED || compare(&whole.ids, &longest.ids, work)?.0 >= shared {
        return None;
    }
    let (mut pieces, mut begin, mut place) = (Vec::with_capacity(parts.len()), 0, 0);
    for part in parts {
        let places = place..place + part.ids.len();
        let changed: usize = differing.iter().map(|(_, added)| overlap(added, &places)).sum();
        place = places.end;
        let end = if place == joined.len() { whole.ids.len() } else { counterpart(&differing, place) };
        if begin >= end || 2 * changed > places.len() {
            return None;
        }
        pieces.push(begin..end);
        begin = end;
    }
    Some(pieces)
}

/// How much two runs of tokens share in order, from 0 to 1, and where they differ; none where that takes too long.
fn compare(left: &[u32], right: &[u32], work: &mut u64) -> Option<(f64, Vec<Hunk>)> {
    *work = work.checked_sub(cost(&middle(left, right)))?;
    let differing = hunks(left, right);
    let removed: usize = differing.iter().map(|(removed, _)| removed.len()).sum();
    Some((2.0 * (left.len() - removed) as f64 / (left.len() + right.len()).max(1) as f64, differing))
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> usize {
    one.end.min(other.end).saturating_sub(one.start.max(other.start))
}

/// The token of the left that stands where a token of the right does.
fn counterpart(changes: &[Hunk], right: usize) -> usize {
    let before = changes.partition_point(|(_, added)| added.end <= right);
    match (before.checked_sub(1).map(|last| &changes[last]), changes.get(before)) {
        (_, Some((removed, added))) if added.start < right => removed.end.min(removed.start + right - added.start),
        (Some((removed, added)), _) => removed.end + right - added.end,
        (None, _) => right,
    }
}

/// Finds the paragraphs that were split, by their index on the left, and those that were merged, by that on the right.
/// The paragraphs of a group are paired in place: the parts all with the one.
pub(super) fn find_groups(
    alignment: &mut Alignment,
    left: &[Paragraph<'_>],
    right: &[Paragraph<'_>],
) -> (HashMap<usize, Pieces>, HashMap<usize, Pieces>) {
    let split = find_pieces((left, &mut alignment.left), (right, &mut alignment.right));
    let merged = find_pieces((right, &mut alignment.right), (left, &mut alignment.left));
    (split, merged)
}

//! Pairs of paragraphs that share their words though not all of them.

use super::paragraph::Paragraph;

/// A word that stands in more paragraphs than this says little about any.
const MOST_PLACES: usize = 48;
/// Candidates that are looked at closely, for each paragraph.
const MOST_CANDIDATES: usize = 6;
/// Tokens of a paragraph that are looked at.
const MOST_TOKENS: usize = 2000;
/// What two paragraphs must share that stand between the same neighbours.
pub(super) const SIMILAR_HERE: f32 = 0.4;
/// What they must share anywhere else: a coincidence would be shown as a move.
pub(super) const SIMILAR_ELSEWHERE: f32 = 0.6;
/// Words that a paragraph must have to be known again elsewhere in other words.
const ENOUGH_WORDS: usize = 6;

/// Two paragraphs that may be a pair.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) left: usize,
    pub(super) right: usize,
    /// Shared words over all words, from 0 to 1.
    pub(super) score: f32,
    /// Whether they stand between the same neighbours.
    pub(super) here: bool,
}

/// The words of a paragraph in the order of their numbers.
fn word_ids(paragraph: &Paragraph<'_>) -> Vec<u32> {
    let words = paragraph.tokens.iter().zip(&paragraph.ids).filter(|(token, _)| token.is_word());
    let mut ids: Vec<u32> = words.map(|(_, &id)| id).take(MOST_TOKENS).collect();
    ids.sort_unstable();
    ids
}

/// Twice the shared words over all words (Dice).
fn similarity(left: &[u32], right: &[u32]) -> f32 {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < left.len() && j < right.len() {
        match left[i].cmp(&right[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, shared) = (i + 1, j + 1, shared + 1),
        }
    }
    2.0 * shared as f32 / (left.len() + right.len()).max(1) as f32
}

/// Finds the paragraphs of `right` that may pair with those of `left`, best first. Each paragraph comes with its index
/// and the gap between known pairs that it stands in.
pub(super) fn candidates(
    (lefts, left_free): (&[Paragraph<'_>], &[(usize, usize)]),
    (rights, right_free): (&[Paragraph<'_>], &[(usize, usize)]),
    id_count: usize,
) -> Vec<Candidate> {
    let right_ids: Vec<Vec<u32>> = right_free.iter().map(|&(right, _)| word_ids(&rights[right])).collect();
    let mut places: Vec<Vec<u32>> = vec![Vec::new(); id_count];
    for (index, ids) in right_ids.iter().enumerate() {
        for run in ids.chunk_by(|a, b| a == b) {
            // One more than is looked at tells that a word is too common.
            let places = &mut places[run[0] as usize];
            if places.len() <= MOST_PLACES {
                places.push(index as u32);
            }
        }
    }
    let mut found = Vec::new();
    let (mut votes, mut met) = (vec![0_u32; right_free.len()], Vec::new());
    let mut gap_start = 0;
    for (index, &(left, gap)) in left_free.iter().enumerate() {
        let ids = word_ids(&lefts[left]);
        for run in ids.chunk_by(|a, b| a == b) {
            let places = &places[run[0] as usize];
            for &place in places.iter().filter(|_| places.len() <= MOST_PLACES) {
                if votes[place as usize] == 0 {
                    met.push(place);
                }
                votes[place as usize] += 1;
            }
        }
        met.sort_unstable_by_key(|&place| (std::cmp::Reverse(votes[place as usize]), place));
        for &place in &met {
            votes[place as usize] = 0;
        }
        met.truncate(MOST_CANDIDATES);
        // Neighbours in the same gap, whose words may all be common ones.
        if index == 0 || left_free[index - 1].1 != gap {
            gap_start = index;
        }
        let first = right_free.partition_point(|&(_, right_gap)| right_gap < gap);
        let end = right_free.partition_point(|&(_, right_gap)| right_gap <= gap);
        let around = first + (index - gap_start);
        met.extend((around.saturating_sub(1).max(first)..(around + 2).min(end)).map(|place| place as u32));
        met.sort_unstable();
        met.dedup();
        for place in met.drain(..) {
            let (right, right_gap) = right_free[place as usize];
            let right_ids = &right_ids[place as usize];
            let (score, here) = (similarity(&ids, right_ids), gap == right_gap);
            let enough = here || ids.len().min(right_ids.len()) >= ENOUGH_WORDS;
            if enough && score >= if here { SIMILAR_HERE } else { SIMILAR_ELSEWHERE } {
                found.push(Candidate { left, right, score, here });
            }
        }
    }
    found.sort_by(|a, b| {
        let far = |candidate: &Candidate| candidate.left.abs_diff(candidate.right);
        b.score.total_cmp(&a.score).then(b.here.cmp(&a.here)).then(far(a).cmp(&far(b)))
    });
    found
}

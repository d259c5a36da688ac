//! Folding: of all hits that belong to one story only the best is given, and the story counts as one.

use std::collections::{BTreeSet, HashMap, HashSet};

/// Takes hits in any order and keeps the best of the best stories: as many as the page needs, whatever is found beyond.
#[derive(Debug)]
pub(super) struct Fold<R> {
    most: usize,
    /// The best hits, the worst of them first, each with what it stands for.
    ranked: BTreeSet<(R, i64, Place)>,
    /// The hit that stands for a place.
    standing: HashMap<Place, (R, i64)>,
    /// Every story that has a hit: what the exact total costs in memory.
    stories: HashSet<i64>,
    alone: u64,
}

/// What a line of the folded answer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Place {
    Story(i64),
    /// A hit that belongs to no story.
    Alone(i64),
}

impl<R: Ord + Clone> Fold<R> {
    /// Keeps at most so many.
    pub(super) fn new(most: usize) -> Self {
        Self { most, ranked: BTreeSet::new(), standing: HashMap::new(), stories: HashSet::new(), alone: 0 }
    }

    /// Takes a hit: the row to be shown, how good it is, and the story that it belongs to. A content that belongs to none
    /// must come once only.
    pub(super) fn add(&mut self, rank: R, row: i64, story: Option<i64>) {
        let place = story.map_or(Place::Alone(row), Place::Story);
        match place {
            Place::Story(story) => _ = self.stories.insert(story),
            Place::Alone(_) => self.alone += 1,
        }
        if let Some((known, known_row)) = self.standing.get(&place) {
            if (known, *known_row) >= (&rank, row) {
                return;
            }
            self.ranked.remove(&(known.clone(), *known_row, place));
        } else if self.standing.len() >= self.most {
            // A story that is left out here comes back with a better hit, if it has one.
            match self.ranked.first() {
                Some(worst) if (&worst.0, worst.1) < (&rank, row) => {}
                _ => return,
            }
            if let Some((_, _, worst)) = self.ranked.pop_first() {
                self.standing.remove(&worst);
            }
        }
        self.ranked.insert((rank.clone(), row, place));
        self.standing.insert(place, (rank, row));
    }

    /// How many stories and hits without a story there were.
    pub(super) fn total(&self) -> u64 {
        self.stories.len() as u64 + self.alone
    }

    /// The rows, best first, without the first `offset`.
    pub(super) fn rows(&self, offset: usize) -> Vec<i64> {
        self.ranked.iter().rev().skip(offset).map(|(_, row, _)| *row).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_page_is_what_sorting_and_folding_everything_gives(
            hits in prop::collection::vec((0_u8..20, prop::option::of(0_i64..6)), 0..60),
            limit in 0_usize..8,
            offset in 0_usize..8,
        ) {
            let mut fold = Fold::new(limit + offset);
            let mut sorted: Vec<_> = hits.iter().zip(0..).map(|(&(rank, story), row)| (rank, row, story)).collect();
            for &(rank, row, story) in &sorted {
                fold.add(rank, row, story);
            }
            sorted.sort_by_key(|hit| std::cmp::Reverse((hit.0, hit.1)));
            let mut seen = HashSet::new();
            sorted.retain(|(_, _, story)| story.is_none_or(|story| seen.insert(story)));
            prop_assert_eq!(fold.total(), sorted.len() as u64);
            let page: Vec<i64> = sorted.iter().skip(offset).take(limit).map(|hit| hit.1).collect();
            prop_assert_eq!(fold.rows(offset), page);
        }
    }
}

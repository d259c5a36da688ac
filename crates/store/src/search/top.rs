//! The best of very many results.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// What decides which result comes first: the greatest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rank {
    /// What was asked to order by.
    pub(super) value: f64,
    /// Among equals, the newest comes first…
    pub(super) date: u64,
    /// …and then what the archive got last.
    pub(super) row: u32,
}

impl Ord for Rank {
    fn cmp(&self, other: &Self) -> Ordering {
        let values = self.value.total_cmp(&other.value);
        values.then_with(|| (self.date, self.row).cmp(&(other.date, other.row)))
    }
}

impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Rank {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Rank {}

/// Keeps the best of what is offered.
#[derive(Debug)]
pub(super) struct Top {
    most: usize,
    /// The worst of the best first.
    best: BinaryHeap<Reverse<Rank>>,
}

impl Top {
    pub(super) fn new(most: usize) -> Self {
        Self { most, best: BinaryHeap::new() }
    }

    /// Whether a result of this value may be among the best: asked before its date is looked up.
    pub(super) fn may_take(&self, value: f64) -> bool {
        self.best.len() < self.most || self.best.peek().is_some_and(|worst| value >= worst.0.value)
    }

    pub(super) fn offer(&mut self, rank: Rank) {
        if self.best.len() < self.most {
            self.best.push(Reverse(rank));
        } else if let Some(mut worst) = self.best.peek_mut()
            && worst.0 < rank
        {
            *worst = Reverse(rank);
        }
    }

    /// The rows, best first, without the first `offset`.
    pub(super) fn into_rows(self, offset: usize) -> Vec<u32> {
        self.best.into_sorted_vec().into_iter().skip(offset).map(|Reverse(rank)| rank.row).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_best_are_those_of_a_full_sort(
            values in prop::collection::vec((0_u8..9, 0_u64..3), 0..60),
            limit in 0_usize..9,
            offset in 0_usize..9,
        ) {
            let mut ranks: Vec<Rank> = values
                .iter()
                .zip(0..)
                .map(|(&(value, date), row)| Rank { value: value.into(), date, row })
                .collect();
            let mut top = Top::new(limit + offset);
            for &rank in &ranks {
                if top.may_take(rank.value) {
                    top.offer(rank);
                }
            }
            ranks.sort_by(|one, other| other.cmp(one));
            let expected: Vec<u32> = ranks.iter().skip(offset).take(limit).map(|rank| rank.row).collect();
            prop_assert_eq!(top.into_rows(offset), expected);
        }
    }
}

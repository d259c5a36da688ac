//! What holds no article by its kind. A crawl has many times more images and scripts than pages, so they are counted and
//! reported together, one rejected record for each kind.

use std::collections::BTreeMap;

use crate::passed::Passed;
use crate::record::{Raw, Rejection};

/// More kinds than this are counted as one.
const MOST_KINDS: usize = 100;
const OTHER_KINDS: &str = "other types";
/// Characters of the name of a kind.
const LONGEST_KIND: usize = 80;

/// What was passed over in one file.
#[derive(Default)]
pub(crate) struct PassedOver {
    kinds: BTreeMap<String, (u64, Passed)>,
}

impl PassedOver {
    /// Counts a record of this kind; its bytes go into what is given.
    pub(crate) fn count(&mut self, kind: &str) -> &mut Passed {
        let kind: String = kind.chars().take(LONGEST_KIND).collect();
        let is_known = self.kinds.contains_key(&kind) || self.kinds.len() < MOST_KINDS;
        let (count, passed) = self.kinds.entry(if is_known { kind } else { OTHER_KINDS.to_owned() }).or_default();
        *count += 1;
        passed
    }

    /// For each kind its name, the hash and size of all its records together, and how many there were.
    pub(crate) fn report(self) -> impl Iterator<Item = (String, Raw, Rejection)> {
        self.kinds.into_iter().map(|(kind, (count, passed))| {
            let records = if count == 1 { "1 record".to_owned() } else { format!("{count} records") };
            (
                kind,
                passed.finish(),
                Rejection::new(format!("{records} of this kind hold no article and were passed over")),
            )
        })
    }
}

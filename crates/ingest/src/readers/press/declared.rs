//! How many documents an export says that it has, against how many were found.

use std::sync::Arc;

use crate::passed::Passed;
use crate::record::{Flow, Raw, Record, RecordSink, Rejection};

/// Passes records on and counts them, with the numbers that they have in the export.
pub(super) struct Counted<'a> {
    sink: &'a mut dyn RecordSink,
    number: fn(&[u8]) -> Option<(u64, u64)>,
    numbers: Vec<(u64, u64)>,
    found: u64,
}

impl<'a> Counted<'a> {
    /// Counts; `number` finds a record's number and the number of all in its bytes.
    pub(super) fn new(sink: &'a mut dyn RecordSink, number: fn(&[u8]) -> Option<(u64, u64)>) -> Self {
        Self { sink, number, numbers: vec![], found: 0 }
    }

    /// Says what is missing, as a rejected record after the last one. `declared` is what the export says as a whole.
    pub(super) fn finish(self, source: Arc<str>, format: &'static str, declared: Option<u64>) -> Flow {
        let Some(reason) = self.missing(declared) else { return Flow::Continue };
        let reader = Err(Rejection::new(reason));
        let locator = format!("after item {}", self.found);
        self.sink.push(Record { source, locator, format, raw: Passed::default().finish(), reader })
    }

    /// What most documents say of the number of all: now and then one says something else.
    fn most_common(&self) -> Option<u64> {
        let mut all: Vec<_> = self.numbers.iter().map(|(_, all)| *all).collect();
        all.sort_unstable();
        all.chunk_by(|one, other| one == other).max_by_key(|same| same.len()).and_then(|same| same.first().copied())
    }

    fn missing(&self, declared: Option<u64>) -> Option<String> {
        let first = self.numbers.first().map(|(number, _)| *number);
        // An export in several files numbers on: only what lies between the first and the last is due here.
        let expected = match first {
            Some(1) => declared.or_else(|| self.most_common())?,
            Some(first) => (self.numbers.iter().map(|(number, _)| *number).max()? + 1).checked_sub(first)?,
            None => declared?,
        };
        let found = self.found;
        (found < expected).then(|| {
            format!("{expected} documents are declared and {found} were found; the others may be in further files")
        })
    }
}

impl RecordSink for Counted<'_> {
    fn push(&mut self, record: Record) -> Flow {
        self.found += 1;
        if let Raw::Bytes(bytes) = &record.raw
            && let Some(number) = (self.number)(bytes)
            && self.numbers.len() < 100_000
        {
            self.numbers.push(number);
        }
        self.sink.push(record)
    }
}

//! What came of reading records again, counted by format.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::Rereading;
use crate::import::Import;

/// What was counted since the last commit: format, result and reason.
#[derive(Debug, Default)]
pub(in crate::import) struct Rereadings(BTreeMap<(String, &'static str, &'static str), u64>);

impl Rereadings {
    /// Counts a record.
    pub(super) fn add(&mut self, format: &str, rereading: &Rereading) {
        let (result, reason) = match rereading {
            Rereading::Unchanged => ("unchanged", ""),
            Rereading::Better { .. } => ("better", ""),
            Rereading::Accepted { .. } => ("accepted", ""),
            Rereading::Kept(_) => ("kept", ""),
            Rereading::LeftOut(reason) => ("left_out", *reason),
        };
        *self.0.entry((format.to_owned(), result, reason)).or_default() += 1;
    }

    /// Counts records that were not read again.
    pub(super) fn leave_out(&mut self, format: &str, reason: &'static str, records: u64) {
        *self.0.entry((format.to_owned(), "left_out", reason)).or_default() += records;
    }

    /// Writes the counts and begins anew.
    pub(in crate::import) fn write(&mut self, connection: &Connection, run: i64) -> rusqlite::Result<()> {
        let mut add = connection.prepare_cached(include_str!("add_rereading.sql"))?;
        for ((format, result, reason), records) in std::mem::take(&mut self.0) {
            add.execute((run, format, result, reason, records))?;
        }
        Ok(())
    }
}

impl Import<'_> {
    /// Counts stored records of a format that could not be read again, and why.
    pub fn leave_out(&mut self, format: &str, reason: &'static str, records: u64) {
        self.rereadings.leave_out(format, reason, records);
    }
}

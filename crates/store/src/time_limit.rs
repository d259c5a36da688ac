//! A limit on the time that reading may take, for those who read on behalf of somebody who waits.

use std::time::{Duration, Instant};

use crate::{Archive, Result};

/// How many steps of SQLite's machine pass between two looks at the clock: well under a millisecond of work.
const STEPS: i32 = 10_000;

impl Archive {
    /// Gives up what is read from now on once `limit` has passed; `None` lets it take as long as it takes, as at first. What
    /// was given up can be asked for again.
    ///
    /// What is given up fails as [`TookTooLong`](crate::ArchiveError::TookTooLong).
    ///
    /// # Errors
    /// A connection that cannot be used any more.
    pub fn limit_time(&mut self, limit: Option<Duration>) -> Result<()> {
        let handler = limit.map(|limit| {
            let begin = Instant::now();
            move || begin.elapsed() >= limit
        });
        let limited = self.connection.progress_handler(STEPS, handler);
        limited.map_err(|error| self.named(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ArchiveError;

    #[test]
    fn what_takes_too_long_is_given_up_and_can_be_asked_for_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut archive = Archive::open(&folder.path().join("cuttings.db")).expect("an archive");
        let count = |archive: &Archive| {
            let sql =
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000) SELECT count(*) FROM n";
            let count = archive.connection.query_row(sql, [], |row| row.get::<_, u64>(0));
            count.map_err(|error| archive.named(error))
        };
        archive.limit_time(Some(Duration::ZERO)).expect("a limit");
        assert!(matches!(count(&archive), Err(ArchiveError::TookTooLong { .. })));
        archive.limit_time(Some(Duration::from_hours(1))).expect("a limit");
        assert_eq!(count(&archive).expect("a count"), 100_000);
        archive.limit_time(Some(Duration::ZERO)).expect("a limit");
        archive.limit_time(None).expect("no limit");
        assert_eq!(count(&archive).expect("a count"), 100_000);
    }
}

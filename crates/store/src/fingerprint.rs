//! The fingerprint of an archive: what a search can be cited with.

use cuttings_core::Fingerprint;

use crate::{Archive, Result};

impl Archive {
    /// The fingerprint of the articles that are in the archive now. Reads every id, in the order of the index and without
    /// keeping any.
    ///
    /// # Errors
    /// A damaged file.
    pub fn fingerprint(&self) -> Result<Fingerprint> {
        let read = || {
            let mut statement = self.connection.prepare_cached(include_str!("fingerprint/get_ids.sql"))?;
            Fingerprint::of(statement.query_map([], |row| row.get(0))?)
        };
        read().map_err(|error| self.named(error))
    }
}

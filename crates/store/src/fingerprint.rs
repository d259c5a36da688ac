//! The fingerprint of an archive: what a search can be cited with.

use cuttings_core::{Fingerprint, Fingerprinter};

use crate::{Archive, Result};

/// Ids that are held in memory together, 32 bytes each. To read the table once more is cheaper than to look each id up in
/// the order of an index.
const MOST_HELD: u64 = 2_000_000;

impl Archive {
    /// The fingerprint of the articles that are in the archive now. Reads the table of articles once, or once for every two
    /// million articles.
    ///
    /// # Errors
    /// A damaged file.
    pub fn fingerprint(&self) -> Result<Fingerprint> {
        self.read_fingerprint(MOST_HELD).map_err(|error| self.named(error))
    }

    fn read_fingerprint(&self, most_held: u64) -> rusqlite::Result<Fingerprint> {
        let articles: u64 =
            self.connection.query_row(include_str!("fingerprint/count_articles.sql"), [], |row| row.get(0))?;
        // Ids are hashes, so that each share of their first two bytes has about as many.
        let parts = articles.div_ceil(most_held).max(1);
        let mut statement = self.connection.prepare_cached(include_str!("fingerprint/get_ids.sql"))?;
        let mut fingerprint = Fingerprinter::default();
        for part in 0..parts {
            let mut held = Vec::new();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let id: [u8; 32] = row.get(0)?;
                if (u64::from(u16::from_be_bytes([id[0], id[1]])) * parts) >> u16::BITS == part {
                    held.push(id);
                }
            }
            held.sort_unstable();
            fingerprint.add(&held);
        }
        Ok(fingerprint.finish())
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::search::tests::{Library, library};

    #[rstest]
    fn it_is_the_hash_of_all_ids_in_order(library: Library) {
        let sql = "SELECT sha256 FROM articles ORDER BY sha256";
        let mut statement = library.archive.connection.prepare(sql).expect("SQL");
        let ids: Vec<[u8; 32]> =
            statement.query_map([], |row| row.get(0)).and_then(Iterator::collect).expect("a readable archive");
        assert_eq!(ids.len(), 6);
        let mut expected = Fingerprinter::default();
        expected.add(&ids);
        assert_eq!(library.archive.fingerprint().expect("a readable archive"), expected.finish());
    }

    #[rstest]
    fn it_is_the_same_in_however_many_parts_it_is_read(library: Library) {
        let whole = library.archive.fingerprint().expect("a readable archive");
        for most_held in [1, 2, 3] {
            assert_eq!(library.archive.read_fingerprint(most_held).expect("a readable archive"), whole);
        }
    }
}

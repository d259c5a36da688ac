//! Sketches as they are stored.

use std::sync::LazyLock;

use cuttings_core::Sketch;
use rusqlite::{Connection, ToSql};

use crate::rows::Rows;

static SKETCHES: LazyLock<Rows<2>> =
    LazyLock::new(|| Rows::new("INSERT OR ROLLBACK INTO sketches (content_id, hashes) VALUES"));

/// Adds the sketch of a content.
pub(super) fn add_sketch(connection: &Connection, content: i64, sketch: &Sketch) -> rusqlite::Result<()> {
    add_sketches(connection, &[(content, sketch.clone())])
}

/// Adds the sketches of several contents.
pub(crate) fn add_sketches(connection: &Connection, sketches: &[(i64, Sketch)]) -> rusqlite::Result<()> {
    let stored: Vec<Vec<u8>> = sketches.iter().map(|(_, sketch)| write_hashes(sketch.hashes())).collect();
    let rows: Vec<_> =
        sketches.iter().zip(&stored).map(|((content, _), hashes)| [content as &dyn ToSql, hashes]).collect();
    SKETCHES.add(connection, &rows)
}

fn write_hashes(hashes: &[u32]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.to_le_bytes()).collect()
}

/// The hashes of a stored sketch.
pub(super) fn read_hashes(stored: &[u8]) -> Vec<u32> {
    stored.chunks_exact(4).map(|hash| u32::from_le_bytes([hash[0], hash[1], hash[2], hash[3]])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_sketch_is_read_as_it_was() {
        let hashes = [0, 1, 0x0102_0304, u32::MAX];
        assert_eq!(read_hashes(&write_hashes(&hashes)), hashes);
    }
}

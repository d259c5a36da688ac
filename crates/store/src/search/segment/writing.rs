//! Writes a finished segment into the tables behind the search index, and has FTS5 merge segments.

use rusqlite::{Connection, OptionalExtension};

use super::structure::{Structure, Sums};
use super::varint::push_varint;
use super::{Segment, damaged};

/// The version of FTS5's format (`FTS5_CURRENT_VERSION`). The next one differs by what `secure-delete` does.
pub(super) const FORMAT: i64 = 4;

/// Record ids in `search_data`.
pub(super) const SUMS: i64 = 1;
pub(super) const STRUCTURE: i64 = 10;

/// The id of a segment's pages is the segment's id, a bit for doclist indexes, five bits for their height, which is 0
/// here, and the number of the page.
pub(super) const SEGMENT_BIT: u32 = 37;
const INDEX_BIT: u32 = 36;

/// Segments of the lowest level from which on they are merged: a query looks into each.
const MANY_SEGMENTS: usize = 16;

/// More pages than any index has.
const ALL_PAGES: i32 = i32::MAX;

/// Adds a segment in the connection's open transaction, as the newest of the lowest level.
///
/// FTS5 keeps the structure record in memory, and reads it anew only where another connection has changed the file
/// (`PRAGMA data_version`) or where it was rolled back. Unaware of what was written beside it, it would drop the segment
/// with the next one of its own. So it is made to write what it holds (`flush`) before, and to roll back to a savepoint
/// after which nothing was done, for its `xRollbackTo` forgets the structure. Rows that are inserted by SQL before or
/// after in the same transaction, and merges, are then sound.
///
/// # Errors
/// A row that is in the index already, an index of another format, a full disk. The transaction must then be rolled
/// back.
pub(crate) fn add_segment(connection: &Connection, segment: &Segment) -> rusqlite::Result<()> {
    debug_assert!(!connection.is_autocommit(), "a segment is added in a transaction");
    if segment.rows.is_empty() {
        return Ok(());
    }
    connection.prepare_cached(include_str!("flush.sql"))?.execute([])?;
    if segment.pages.count() > 0 {
        let mut structure = get_structure(connection)?;
        let id = structure.add_segment(segment.pages.count()).ok_or_else(|| damaged("it has too many segments"))?;
        add_pages(connection, id, segment)?;
        update_record(connection, STRUCTURE, &structure.encode())?;
    }
    add_rows(connection, segment)?;
    connection.execute_batch(include_str!("forget_structure.sql"))
}

/// Merges the segments of the lowest level where they have become many. FTS5 does it, in the open transaction; it is
/// done with when it returns.
///
/// # Errors
/// A damaged index, a full disk.
pub(crate) fn merge_segments(connection: &Connection) -> rusqlite::Result<()> {
    if get_structure(connection)?.count_newest() >= MANY_SEGMENTS {
        connection.prepare_cached(include_str!("merge.sql"))?.execute([ALL_PAGES])?;
    }
    Ok(())
}

fn get_structure(connection: &Connection) -> rusqlite::Result<Structure> {
    let version: i64 = connection.prepare_cached(include_str!("get_version.sql"))?.query_row([], |row| row.get(0))?;
    if version != FORMAT {
        return Err(damaged("the search index is of another format"));
    }
    Structure::decode(&get_record(connection, STRUCTURE)?)
        .ok_or_else(|| damaged("the structure of the search index cannot be read"))
}

fn add_pages(connection: &Connection, id: i64, segment: &Segment) -> rusqlite::Result<()> {
    let mut add_page = connection.prepare_cached(include_str!("add_page.sql"))?;
    for (number, page) in (1..).zip(segment.pages.iter()) {
        add_page.execute((id << SEGMENT_BIT | number, page))?;
    }
    for (page, index) in &segment.pages.doclist_indexes {
        add_page.execute((id << SEGMENT_BIT | 1 << INDEX_BIT | i64::from(*page), index))?;
    }
    let mut add_entry = connection.prepare_cached(include_str!("add_entry.sql"))?;
    for entry in &segment.pages.entries {
        add_entry.execute((id, &entry.word, i64::from(entry.page) << 1 | i64::from(entry.indexed)))?;
    }
    Ok(())
}

fn add_rows(connection: &Connection, segment: &Segment) -> rusqlite::Result<()> {
    let mut add_size = connection.prepare_cached(include_str!("add_size.sql"))?;
    let mut sizes = Vec::new();
    for (rowid, counts) in &segment.rows {
        sizes.clear();
        for &count in counts {
            push_varint(&mut sizes, u64::from(count));
        }
        add_size.execute((rowid, &sizes))?;
    }
    let mut sums = Sums::decode(&get_record(connection, SUMS)?);
    sums.add(&segment.sums);
    update_record(connection, SUMS, &sums.encode())
}

pub(super) fn get_record(connection: &Connection, id: i64) -> rusqlite::Result<Vec<u8>> {
    connection
        .prepare_cached(include_str!("get_record.sql"))?
        .query_row([id], |row| row.get(0))
        .optional()?
        .ok_or_else(|| damaged("a record of the search index is missing"))
}

fn update_record(connection: &Connection, id: i64, record: &[u8]) -> rusqlite::Result<()> {
    connection.prepare_cached(include_str!("update_record.sql"))?.execute((id, record)).map(drop)
}

//! That FTS5 and ours get along: within a transaction, across connections, and with the oldest SQLite that must read us.

use std::path::Path;
use std::process::Command;

use rusqlite::Connection;

use super::super::{SegmentBuilder, add_segment, merge_segments};
use super::twins::{Batch, connect, insert, read, text};

fn segment_rows(connection: &Connection, rows: impl Iterator<Item = i64>) -> rusqlite::Result<()> {
    let mut builder = SegmentBuilder::new()?;
    for row in rows {
        builder.add(row, &text(format!("the ferry f{row}")))?;
    }
    add_segment(connection, &builder.finish())
}

fn rows(rows: impl Iterator<Item = i64>) -> Batch {
    rows.map(|row| (row, text(format!("the ferry f{row}")))).collect()
}

fn count(connection: &Connection, query: &str) -> i64 {
    connection.query_row("SELECT count(*) FROM search WHERE search MATCH ?1", [query], |row| row.get(0)).unwrap()
}

fn check(connection: &Connection) {
    connection.execute("INSERT INTO search (search) VALUES ('integrity-check')", []).unwrap();
}

#[test]
fn inserts_before_and_after_a_segment_share_its_transaction() {
    let connection = connect();
    connection.execute_batch("BEGIN").unwrap();
    insert(&connection, &rows(1..4));
    segment_rows(&connection, 4..9).unwrap();
    assert_eq!(count(&connection, "ferry"), 8);
    insert(&connection, &rows(9..12));
    segment_rows(&connection, 12..13).unwrap();
    segment_rows(&connection, 13..15).unwrap();
    connection.execute_batch("COMMIT").unwrap();
    assert_eq!(count(&connection, "ferry"), 14);
    check(&connection);
    let twin = connect();
    insert(&twin, &rows(1..15));
    let sums = "SELECT hex(block) FROM search_data WHERE id = 1";
    assert_eq!(read(&connection, sums), read(&twin, sums));
}

#[test]
fn a_search_before_does_not_hide_what_is_added() {
    let connection = connect();
    insert(&connection, &rows(1..4));
    for row in 4..20 {
        assert_eq!(count(&connection, "ferry"), row - 1);
        connection.execute_batch("BEGIN").unwrap();
        segment_rows(&connection, row..=row).unwrap();
        connection.execute_batch("COMMIT").unwrap();
    }
    insert(&connection, &rows(20..21));
    assert_eq!(count(&connection, "ferry"), 20);
    check(&connection);
}

#[test]
fn a_transaction_rolled_back_takes_its_segment_along() {
    let connection = connect();
    insert(&connection, &rows(1..4));
    connection.execute_batch("BEGIN").unwrap();
    segment_rows(&connection, 4..9).unwrap();
    connection.execute_batch("ROLLBACK").unwrap();
    assert_eq!(count(&connection, "ferry"), 3);
    insert(&connection, &rows(4..9));
    assert_eq!(count(&connection, "ferry"), 8);
    check(&connection);
}

#[test]
fn a_row_that_is_there_is_refused() {
    let connection = connect();
    insert(&connection, &rows(1..4));
    connection.execute_batch("BEGIN").unwrap();
    assert!(segment_rows(&connection, 3..5).is_err());
    connection.execute_batch("ROLLBACK").unwrap();
    check(&connection);
}

#[test]
fn an_index_that_is_not_fts5s_is_an_error() {
    for damage in [
        "UPDATE search_data SET block = x'00000000' WHERE id = 10",
        "UPDATE search_data SET block = x'00000000FF000001000000' WHERE id = 10",
        "UPDATE search_data SET block = x'00000000010500' WHERE id = 10",
        "DELETE FROM search_data WHERE id = 1",
        "UPDATE search_config SET v = 5 WHERE k = 'version'",
    ] {
        let connection = connect();
        connection.execute_batch(damage).unwrap();
        connection.execute_batch("BEGIN").unwrap();
        assert!(segment_rows(&connection, 1..3).is_err(), "{damage}");
    }
}

#[test]
fn many_segments_are_merged_and_few_are_not() {
    let connection = connect();
    let segments = "SELECT count(DISTINCT segid) FROM search_idx";
    for row in 1..16 {
        connection.execute_batch("BEGIN").unwrap();
        segment_rows(&connection, row..=row).unwrap();
        merge_segments(&connection).unwrap();
        connection.execute_batch("COMMIT").unwrap();
    }
    assert_eq!(read(&connection, segments), [["Integer(15)"]]);
    connection.execute_batch("BEGIN").unwrap();
    segment_rows(&connection, 16..17).unwrap();
    merge_segments(&connection).unwrap();
    segment_rows(&connection, 17..18).unwrap();
    connection.execute_batch("COMMIT").unwrap();
    assert_eq!(read(&connection, segments), [["Integer(2)"]]);
    assert_eq!(count(&connection, "ferry"), 17);
    check(&connection);
}

#[test]
fn another_connection_sees_each_segment() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive.db");
    let writer = Connection::open(&path).unwrap();
    let schema: String =
        connect().query_row("SELECT sql FROM sqlite_schema WHERE name = 'search'", [], |row| row.get(0)).unwrap();
    writer.execute_batch(&schema).unwrap();
    let reader = Connection::open(&path).unwrap();
    for row in 1..40 {
        writer.execute_batch("BEGIN").unwrap();
        segment_rows(&writer, row..=row).unwrap();
        merge_segments(&writer).unwrap();
        writer.execute_batch("COMMIT").unwrap();
        assert_eq!(count(&reader, "ferry"), row);
    }
    check(&reader);
    drop((writer, reader));
    old_sqlite_reads_it(&path);
}

/// The oldest SQLite that must open an archive is 3.40; it is the system's on Debian 12. Where there is none, this is
/// left out.
fn old_sqlite_reads_it(path: &Path) {
    let run = |sql: &str| {
        let output = Command::new("/usr/bin/sqlite3").arg(path).arg(sql).output().unwrap();
        assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    if !Path::new("/usr/bin/sqlite3").exists() {
        return;
    }
    assert_eq!(run("INSERT INTO search (search) VALUES ('integrity-check')"), "");
    assert_eq!(run("SELECT count(*) FROM search ('the + ferry + f3*')"), "11\n");
    run(
        "INSERT INTO search (rowid, text) VALUES (40, 'the ferry f40'); INSERT INTO search (search) VALUES ('optimize')",
    );
    assert_eq!(run("INSERT INTO search (search) VALUES ('integrity-check')"), "");
    assert_eq!(run("SELECT group_concat(rowid) FROM search ('f40 OR f7')"), "7,40\n");
}

#[test]
fn the_tokenizer_is_that_of_the_schema() {
    let migration = include_str!("../../../../../../migrations/V1__archive.sql");
    let declared = |sql: &str| sql.lines().find(|line| line.contains("tokenize =")).unwrap().trim().to_owned();
    assert_eq!(declared(include_str!("../create_probe.sql")), declared(migration));
    assert_eq!(declared(&read_schema()), declared(migration));
}

fn read_schema() -> String {
    connect().query_row("SELECT sql FROM sqlite_schema WHERE name = 'search'", [], |row| row.get(0)).unwrap()
}

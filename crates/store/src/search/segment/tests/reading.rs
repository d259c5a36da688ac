//! What is read from the pages, beside what FTS5 says of the same index.

use rusqlite::Connection;

use super::super::reading::{Doclist, IndexReader};
use super::super::{MAIN_PREFIX, for_each_place};
use super::twins::{connect, insert, text};

/// A row with its places.
type Row = (u64, Vec<(u8, u32)>);

fn row(rowid: u64, places: &[u8]) -> Row {
    let mut read = Vec::new();
    for_each_place(places, |column, position| read.push((column, position)));
    (rowid, read)
}

fn read(doclist: &mut Doclist<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    while let Some(rowid) = doclist.next().unwrap() {
        rows.push(row(rowid, doclist.places()));
    }
    rows
}

/// Rows that are sought, one after the other, each from where the one before was found.
fn seek(doclist: &mut Doclist<'_>, step: u64) -> Vec<Row> {
    let (mut rows, mut target) = (Vec::new(), 0);
    while let Some(rowid) = doclist.seek(target).unwrap() {
        rows.push(row(rowid, doclist.places()));
        target = rowid + step;
    }
    rows
}

/// Every word has the rows and places that FTS5 gives it, however they are read.
pub(super) fn assert_reads_as_fts5_says(connection: &Connection) {
    let pages = IndexReader::open(connection).unwrap();
    let vocabulary = IndexReader::of_vocabulary(connection).unwrap();
    let least: i64 =
        connection.query_row("SELECT coalesce(min(id), 0) FROM search_docsize", [], |row| row.get(0)).unwrap();
    if least < 0 {
        // No content has such a row number.
        return;
    }
    let mut words = connection.prepare("SELECT CAST(term AS BLOB) FROM temp.search_words WHERE term <> ''").unwrap();
    let words: Vec<Vec<u8>> = words.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    // A word that was cut within a character cannot be asked for.
    let words: Vec<String> = words.into_iter().filter_map(|word| String::from_utf8(word).ok()).collect();
    for word in &words {
        let word = [&[MAIN_PREFIX], word.as_bytes()].concat();
        let expected = read(&mut vocabulary.get_doclist(&word).unwrap());
        assert!(!expected.is_empty(), "{word:?}");
        assert!(read(&mut pages.get_doclist(&word).unwrap()) == expected, "{word:?}");
        for step in [1, 50, 3_000] {
            let mut sought = Vec::new();
            for found in &expected {
                if sought.last().is_none_or(|(last, _)| found.0 >= last + step) {
                    sought.push(found.clone());
                }
            }
            assert!(seek(&mut pages.get_doclist(&word).unwrap(), step) == sought, "{word:?} by {step}");
        }
    }
    for beginning in ["", "a", "f1", "\u{e9}"] {
        let beginning = [&[MAIN_PREFIX], beginning.as_bytes()].concat();
        let [ours, theirs] = [&pages, &vocabulary].map(|reader| read_beginning(reader, &beginning));
        assert!(ours == theirs, "{beginning:?}");
    }
}

/// Words that begin so, each with its rows and places.
fn read_beginning(reader: &IndexReader<'_>, beginning: &[u8]) -> Vec<(Vec<u8>, Row)> {
    let mut found = Vec::new();
    let take = |word: &[u8], mut cursor: super::super::reading::Cursor<'_>| {
        while cursor.next()? {
            // Marks that belong to no letter make a word without a character, which FTS5 does not show.
            if !cursor.is_deleted() && word.len() > 1 && std::str::from_utf8(word).is_ok() {
                found.push((word.to_vec(), row(cursor.rowid(), cursor.places())));
            }
        }
        Ok(())
    };
    reader.for_each_beginning(beginning, take).unwrap();
    found.sort();
    found
}

#[test]
fn rows_that_were_taken_out_are_not_read_and_come_back() {
    let connection = connect();
    let rows: Vec<_> =
        (1..=3_000).map(|row| (row, text(format!("the ferry f{row} {}", "the ".repeat(row as usize % 7))))).collect();
    let change = |sql: &str| connection.execute_batch(sql).unwrap();
    insert(&connection, &rows[..2_000].to_vec());
    change(
        "INSERT INTO search (search, rowid, text, title, standfirst) \
            VALUES ('delete', 700, 'the ferry f700 ', '', ''), ('delete', 7, 'the ferry f7 ', '', '')",
    );
    insert(&connection, &rows[2_000..].to_vec());
    change("INSERT INTO search (rowid, text, title, standfirst) VALUES (7, 'the ferry f7 again', 'The', '')");
    let reader = IndexReader::open(&connection).unwrap();
    let rows = read(&mut reader.get_doclist(b"0the").unwrap());
    assert_eq!(rows.len(), 2_999);
    assert_eq!(rows[6], (7, vec![(0, 0), (1, 0)]));
    assert_eq!(read(&mut reader.get_doclist(b"0f700").unwrap()), []);
    assert_eq!(read(&mut reader.get_doclist(b"0nobody").unwrap()), []);
}

#[test]
fn words_on_many_pages_are_long() {
    let connection = connect();
    let rows: Vec<_> = (1..=5_000).map(|row| (row, text(format!("the ferry f{row}")))).collect();
    insert(&connection, &rows);
    let long = IndexReader::open(&connection).unwrap().get_long_words().unwrap();
    assert_eq!(long, [b"0ferry".to_vec(), b"0the".to_vec()]);
}

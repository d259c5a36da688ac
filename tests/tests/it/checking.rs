//! `cuttings check` finds planted damage, and `--repair` mends what can be made anew.

use std::collections::BTreeSet;
use std::fs;

use rusqlite::Connection;
use serde_json::Value;

use crate::support::{Desk, Logical, assert_same_archive};

/// An archive of the samples to which something is done by plain SQL.
fn damaged(sql: &str) -> Desk {
    let desk = Desk::with_samples();
    let connection = Connection::open(desk.archive()).expect("the archive opens");
    connection.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    desk
}

/// The parts that the check finds fault with, and the whole report.
#[track_caller]
fn findings(desk: &Desk) -> (Vec<String>, Value) {
    let report = desk.run(&["check", "--format", "json"]).exits(2).json();
    let findings = report["findings"].as_array().expect("a list");
    let parts = findings.iter().map(|finding| finding["part"].as_str().expect("a part").to_owned());
    let parts: BTreeSet<_> = parts.collect();
    (parts.into_iter().collect(), report)
}

/// One entry taken out of the index, as FTS5 wants it: with the very text that was put in.
const INDEX_WITHOUT_THE_MOUSE: &str = "INSERT INTO search (search, rowid, title, standfirst, text)
    SELECT 'delete', contents.id, title, standfirst,
        (SELECT group_concat(text, ' ') FROM (SELECT paragraphs.text FROM blocks JOIN paragraphs ON paragraphs.id = paragraph_id
            WHERE content_id = contents.id AND repeats IS NULL ORDER BY position))
    FROM contents WHERE title LIKE 'Mouse eats through%'";

#[test]
fn a_sound_archive_is_counted_and_nothing_in_it_is_changed() {
    let desk = Desk::with_samples();
    let before = fs::read(desk.archive()).expect("readable");
    let report = desk.run(&["check", "--format", "json"]).exits(0).json();
    assert_eq!(report["findings"], Value::Array(Vec::new()));
    let database = desk.database();
    for (name, table) in
        [("contents", "contents"), ("paragraphs", "paragraphs"), ("articles", "articles"), ("originals", "originals")]
    {
        assert_eq!(report[name], database.number(&format!("SELECT count(*) FROM {table}")), "{name}");
    }
    assert!(report["index_words"].as_i64().is_some_and(|words| words > 1000), "{report}");
    desk.assert_sound();
    assert_eq!(fs::read(desk.archive()).expect("readable"), before);
}

#[test]
fn a_changed_paragraph_is_found_by_its_key_and_by_the_text_it_stands_in() {
    let desk =
        damaged("UPDATE blocks SET text = replace(text, '340 grams', '341 grams') WHERE text LIKE '%340 grams%'");
    let (parts, report) = findings(&desk);
    assert!(parts.contains(&"paragraphs".to_owned()) && parts.contains(&"contents".to_owned()), "{report}");
    let ran = desk.run(&["check"]).exits(2);
    assert!(ran.text().contains("does not have the key of its text"), "{}", ran.text());
    ran.says(&["take a copy"]);
}

#[test]
fn hashes_that_are_not_those_of_their_rows_are_found() {
    let flip = "CAST(x'00' || substr(sha256, 2) AS BLOB)";
    let key = "UPDATE paragraph_keys SET key = CAST(x'00' || substr(key, 2) AS BLOB) WHERE paragraph_id = 3";
    for (sql, part) in [
        (format!("UPDATE contents SET sha256 = {flip} WHERE id = 3"), "contents"),
        (format!("UPDATE articles SET sha256 = {flip} WHERE id = 3"), "articles"),
        (format!("UPDATE originals SET sha256 = {flip} WHERE body_id = 3"), "originals"),
        (key.to_owned(), "paragraphs"),
        ("DELETE FROM paragraph_keys WHERE paragraph_id = 3".to_owned(), "paragraphs"),
        ("UPDATE contents SET title = title || '!' WHERE id = 3".to_owned(), "contents"),
        ("UPDATE articles SET url = 'https://elsewhere.example/' WHERE id = 3".to_owned(), "articles"),
        ("UPDATE original_bodies SET zstd = x'00112233' WHERE id = 3".to_owned(), "originals"),
        ("DELETE FROM blocks WHERE content_id = 3 AND position = 2".to_owned(), "contents"),
        ("UPDATE blocks SET position = position + 1 WHERE content_id = 3".to_owned(), "contents"),
        ("UPDATE contents SET last_block_id = last_block_id - 1 WHERE id = 3".to_owned(), "contents"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM contents WHERE id = 3".to_owned(), "references"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM original_bodies WHERE id = 3".to_owned(), "references"),
    ] {
        let (parts, report) = findings(&damaged(&sql));
        assert!(parts.contains(&part.to_owned()), "{sql}: {report}");
    }
}

#[test]
fn an_index_without_one_text_is_found_and_made_anew() {
    let sound = Desk::with_samples();
    let desk = damaged(INDEX_WITHOUT_THE_MOUSE);
    desk.run(&["search", "insurers"]).exits(1);
    let (parts, report) = findings(&desk);
    assert_eq!(parts, ["index"], "{report}");
    desk.run(&["check"]).exits(2).says(&["cuttings check --repair"]);
    desk.run(&["check", "--repair"]).exits(0).says(&["made anew"]);
    assert_same_archive(&Logical::of(&desk.database()), &Logical::of(&sound.database()));
    desk.run(&["search", "insurers"]).exits(0);
    desk.assert_sound();
}

#[test]
fn an_index_with_strange_words_is_found_and_made_anew() {
    for sql in [
        "INSERT INTO search (rowid, title, text) VALUES (999, 'stray', 'words of no text')",
        "INSERT INTO search (rowid, text) VALUES (3, 'more words for a text that has its own')",
        "INSERT INTO search (search) VALUES ('delete-all')",
    ] {
        let desk = damaged(sql);
        let (parts, report) = findings(&desk);
        assert_eq!(parts, ["index"], "{sql}: {report}");
        desk.run(&["check", "--repair"]).exits(0);
        assert_same_archive(&Logical::of(&desk.database()), &Logical::of(&Desk::with_samples().database()));
    }
}

#[test]
fn repair_of_a_sound_archive_changes_nothing() {
    let desk = Desk::with_samples();
    let before = Logical::of(&desk.database());
    let ran = desk.run(&["check", "--repair"]).exits(0);
    assert!(!ran.stderr.contains("made anew"), "{}", ran.stderr);
    assert_same_archive(&Logical::of(&desk.database()), &before);
}

#[test]
fn repair_does_not_hide_what_it_cannot_mend() {
    let desk = damaged("UPDATE contents SET title = title || '!' WHERE id = 3");
    let ran = desk.run(&["check", "--repair"]).exits(2);
    assert!(ran.text().contains("does not have its hash"), "{}", ran.text());
}

#[test]
fn broken_pages_are_found_whatever_is_on_them() {
    for broken in ["articles_by_url", "paragraph_keys", "blocks", "search_data"] {
        let desk = Desk::with_samples();
        let database = desk.database();
        let page: i64 = database.get("SELECT rootpage FROM sqlite_schema WHERE name = ?1", [broken]);
        let start = ((page - 1) * database.number("PRAGMA page_size")) as usize;
        drop(database);
        let mut bytes = fs::read(desk.archive()).expect("readable");
        bytes[start + 8..start + 64].fill(0xff);
        fs::write(desk.archive(), bytes).expect("writable");
        let (parts, report) = findings(&desk);
        assert_eq!(parts, ["file"], "{broken}: {report}");
    }
}

#[test]
fn a_file_that_was_cut_short_is_found() {
    let desk = Desk::with_samples();
    let bytes = fs::read(desk.archive()).expect("readable");
    desk.write("cuttings.db", &bytes[..bytes.len() / 2]);
    let ran = desk.run(&["check"]).exits(2);
    let said = format!("{}{}", ran.text(), ran.stderr);
    assert!(said.contains("malformed") || said.contains("damaged"), "{said}");
    assert!(!said.contains("`cuttings check"), "who checks is told to check: {said}");
}

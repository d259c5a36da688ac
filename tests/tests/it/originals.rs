//! The exact bytes of every record come back, whatever was made of them.

use std::collections::BTreeSet;
use std::fs;

use crate::support::{Database, Desk, project, samples};

/// The captures of an input: locator and raw SHA-256 in hex, in the order of the input.
fn captures(database: &Database, source: &str) -> Vec<(String, String)> {
    let sql = "SELECT locator, lower(hex(raw_sha256)) FROM captures JOIN sources ON sources.id = source_id
        WHERE name = ?1 ORDER BY captures.id";
    database.rows(sql, [source], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The bytes that `cuttings original` gives.
#[track_caller]
fn original(desk: &Desk, id: &str) -> Vec<u8> {
    desk.run(&["original", id]).exits(0).stdout
}

#[test]
fn every_page_comes_back_as_the_bytes_of_its_file() {
    let desk = Desk::with_samples();
    let sql = "SELECT source, article FROM captures_report WHERE source LIKE 'samples/pages/%'";
    let pages: Vec<(String, String)> = desk.database().rows(sql, (), |row| Ok((row.get(0)?, row.get(1)?)));
    assert_eq!(pages.len(), 12);
    for (source, article) in pages {
        let file = fs::read(project().join(&source)).expect("the page is there");
        // By the id that people see, which is shorter.
        assert_eq!(original(&desk, &article[..12]), file, "{source}");
    }
}

#[test]
fn every_line_comes_back_as_it_stood_in_the_file() {
    let desk = Desk::with_samples();
    let file = fs::read(project().join("samples/desk.jsonl")).expect("readable");
    let lines: Vec<&[u8]> = file.strip_suffix(b"\n").expect("a line end").split(|byte| *byte == b'\n').collect();
    let captures = captures(&desk.database(), "samples/desk.jsonl");
    assert_eq!(captures.len(), lines.len());
    for ((locator, sha256), (number, line)) in captures.iter().zip((1..).zip(lines)) {
        assert_eq!(*locator, format!("line {number}"));
        assert_eq!(original(&desk, sha256), line, "{locator}");
    }
}

#[test]
fn rows_and_items_come_back_as_the_passages_of_the_file_that_they_are() {
    let desk = Desk::with_samples();
    let database = desk.database();
    for (source, records, between) in [
        ("samples/press-export.csv", 8, &b"\n"[..]),
        ("samples/agency.tsv", 3, b"\n"),
        ("samples/weekly.json", 6, b"[], \n"),
    ] {
        let file = fs::read(project().join(source)).expect("readable");
        let captures = captures(&database, source);
        assert_eq!(captures.len(), records);
        let mut rest = file.as_slice();
        for (number, (locator, sha256)) in captures.iter().enumerate() {
            let bytes = original(&desk, sha256);
            let at = rest.windows(bytes.len()).position(|window| window == bytes);
            let at = at.unwrap_or_else(|| panic!("{source}, {locator}: not a passage of the file behind the last one"));
            // Before the first row there is the line of column names.
            let skipped = if number == 0 && between == b"\n" { &[] } else { &rest[..at] };
            assert!(skipped.iter().all(|byte| between.contains(byte)), "{source}: bytes are lost before {locator}");
            rest = &rest[at + bytes.len()..];
        }
        assert!(rest.iter().all(|byte| between.contains(byte)), "{source}: bytes are lost at the end");
    }
}

#[test]
fn bytes_that_are_no_text_come_back_too() {
    let desk = Desk::new();
    let bytes =
        b"Caf\xe9 ferm\xe9\n\nLe caf\xe9 du port est ferm\xe9 depuis l'\xe9t\xe9 dernier, dit-on \xe0 la mairie.\n";
    desk.write("cafe.txt", bytes);
    desk.run(&["import", "cafe.txt"]).exits(0);
    let database = desk.database();
    let title: String = database.get("SELECT title FROM contents", ());
    assert_eq!(title, "Café fermé");
    assert_eq!(original(&desk, &captures(&database, "cafe.txt")[0].1), bytes);
}

#[test]
fn bytes_that_were_rejected_come_back_too() {
    let desk = Desk::new();
    let line = b"{\"title\": \"Cut off in the mid\xff\xfe";
    desk.write("broken.jsonl", [line, &b"\n{\"title\": \"Whole\", \"text\": \"Here it is.\"}\n"[..]].concat());
    desk.run(&["import", "broken.jsonl"]).exits(3);
    assert_eq!(original(&desk, &captures(&desk.database(), "broken.jsonl")[0].1), line);
}

#[test]
fn equal_bytes_are_kept_once_and_belong_to_every_capture_of_them() {
    let desk = Desk::with_samples();
    let database = desk.database();
    let hashes: BTreeSet<Vec<u8>> = database.column("SELECT raw_sha256 FROM captures", ()).into_iter().collect();
    assert_eq!(hashes.len(), 44, "two lines of the desk are the same");
    let kept: BTreeSet<Vec<u8>> = database.column("SELECT sha256 FROM originals", ()).into_iter().collect();
    assert_eq!(kept, hashes);
    assert_eq!(database.number("SELECT count(*) FROM original_bodies"), 44);
}

#[test]
fn an_article_that_was_read_from_several_records_asks_which_is_meant() {
    let desk = Desk::with_samples();
    let sql = "SELECT article FROM captures_report WHERE locator = 'line 15' AND source LIKE '%desk.jsonl'";
    let database = desk.database();
    let article: String = database.get(sql, ());
    let ran = desk.run(&["original", &article[..12]]).exits(2);
    assert!(ran.stdout.is_empty());
    let hashes: Vec<String> = database.column("SELECT raw_sha256 FROM captures_report WHERE article = ?1", [&article]);
    assert_eq!(hashes.len(), 2);
    ran.says(&["several originals", &hashes[0][..12], &hashes[1][..12], "name one of them"]);
}

#[test]
fn an_import_without_originals_keeps_none_and_says_so_when_asked_for_one() {
    let desk = Desk::new();
    desk.run(&["import", "--no-originals", &samples()]).exits(3);
    let database = desk.database();
    assert_eq!(database.number("SELECT count(*) FROM original_bodies"), 0);
    assert_eq!(database.number("SELECT count(*) FROM captures WHERE length(raw_sha256) = 32"), 45);
    let article: String = database.get("SELECT id FROM articles_text LIMIT 1", ());
    desk.run(&["original", &article]).exits(2).says(&["no raw bytes are kept", "--no-originals"]);
    desk.assert_sound();
}

#[test]
fn an_original_goes_to_a_file_and_never_over_one() {
    let desk = Desk::with_samples();
    let source = "samples/pages/todai-muteki.txt";
    let sha256 = &captures(&desk.database(), source)[0].1;
    let bytes = fs::read(project().join(source)).expect("readable");
    let ran = desk.run(&["original", sha256, "-o", "page.txt"]).exits(0);
    assert!(ran.stdout.is_empty());
    assert_eq!(fs::read(desk.path("page.txt")).expect("written"), bytes);
    desk.write("mine.txt", "mine");
    desk.run(&["original", sha256, "--output", "mine.txt"]).exits(2).says(&["mine.txt", "exists"]);
    assert_eq!(fs::read(desk.path("mine.txt")).expect("still there"), b"mine");
}

#[test]
fn ids_that_are_wrong_or_unknown_are_answered_in_words() {
    let desk = Desk::with_samples();
    for command in ["original", "show"] {
        desk.run(&[command, "000000000000"]).exits(2).says(&["nothing in the archive has an id that begins with 0000"]);
        desk.run(&[command, "xyzxyz"]).exits(2).says(&["\"xyzxyz\" is no id", "cuttings list"]);
        desk.run(&[command, "abc"]).exits(2).says(&["\"abc\" is no id", "6"]);
    }
}

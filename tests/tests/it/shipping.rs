//! `cuttings ship`: one clean file that plain SQLite reads.

use std::fs;
use std::process::Command;

use crate::support::{Database, Desk, Logical, SQLITE, assert_same_archive, samples, sqlite3_is_there};

#[test]
fn a_shipped_archive_is_one_file_with_everything_in_it() {
    let desk = Desk::with_samples();
    fs::create_dir(desk.path("out")).expect("a folder");
    let report = desk.run(&["ship", "out/shipped.db", "--format", "json"]).exits(0).json();
    let files: Vec<_> =
        fs::read_dir(desk.path("out")).expect("readable").flatten().map(|file| file.file_name()).collect();
    assert_eq!(files, ["shipped.db"], "nothing lies beside it");
    let shipped = Database::open(&desk.path("out/shipped.db"));
    assert_eq!(shipped.get::<String>("PRAGMA journal_mode", ()), "delete");
    assert_eq!(shipped.number("PRAGMA application_id"), 0x4355_5453);
    assert_eq!(shipped.number("PRAGMA freelist_count"), 0);
    shipped.assert_sound();
    assert_same_archive(&Logical::of(&shipped), &Logical::of(&desk.database()));
    for table in ["articles", "contents", "captures", "originals"] {
        assert_eq!(report[table], shipped.number(&format!("SELECT count(*) FROM {table}")), "{table}");
    }
    assert_eq!(report["bytes"], fs::metadata(desk.path("out/shipped.db")).expect("it is there").len());
}

#[test]
fn a_shipped_archive_is_an_archive() {
    let desk = Desk::with_samples();
    desk.run(&["ship", "shipped.db"]).exits(0);
    desk.run(&["check", "-a", "shipped.db"]).exits(0);
    let there = desk.run(&["search", "cheese", "-a", "shipped.db", "--format", "json"]).exits(0);
    let here = desk.run(&["search", "cheese", "--format", "json"]).exits(0);
    assert_eq!(there.json(), here.json());
    assert!(!desk.path("shipped.db-wal").exists(), "reading leaves nothing beside a shipped file");
    desk.run(&["import", "-a", "shipped.db", &samples()]).exits(3);
}

#[test]
fn plain_sqlite_reads_a_shipped_archive_and_its_views() {
    if !sqlite3_is_there() {
        return;
    }
    let desk = Desk::with_samples();
    desk.run(&["ship", "shipped.db"]).exits(0);
    let ask = |sql: &str| {
        // Not -readonly: SQLite then leaves out the constraints when it checks.
        let output = Command::new(SQLITE).arg(desk.path("shipped.db")).arg(sql).output().expect("sqlite3 runs");
        assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text").trim_end().to_owned()
    };
    assert_eq!(ask("PRAGMA integrity_check"), "ok");
    assert_eq!(ask("SELECT count(*), count(DISTINCT id), min(length(text) > 0) FROM articles_text"), "42|42|1");
    assert_eq!(ask("SELECT count(*) FROM captures_report WHERE outcome = 'rejected' AND note <> ''"), "1");
    assert_eq!(
        ask("SELECT count(DISTINCT article) FROM paragraph_printings WHERE text LIKE '%loan remains fully%'"),
        "3"
    );
    assert_eq!(ask("SELECT count(*) FROM search WHERE search MATCH '\"灯 塔\"'"), "2");
    let found =
        "SELECT contents.title FROM search JOIN contents ON contents.id = search.rowid WHERE search MATCH 'insurers'";
    assert_eq!(ask(found), "Mouse eats through bank's security for a loan");
}

#[test]
fn nothing_is_overwritten() {
    let desk = Desk::with_samples();
    desk.write("mine.db", "mine");
    desk.run(&["ship", "mine.db"]).exits(2).says(&["mine.db exists already", "name another file"]);
    assert_eq!(fs::read(desk.path("mine.db")).expect("still there"), b"mine");
    desk.run(&["ship", "cuttings.db"]).exits(2).says(&["exists already"]);
    desk.assert_sound();
}

#[test]
fn a_place_that_cannot_be_written_is_named_and_left_as_it_was() {
    let desk = Desk::with_samples();
    desk.run(&["ship", "no/such/folder/out.db"]).exits(2).says(&["no/such/folder/out.db", "cannot be written"]);
    assert!(!desk.path("no").exists());
    desk.run(&["ship", "out.db", "-a", "missing.db"]).exits(2).says(&["there is no archive at missing.db"]);
    assert!(!desk.path("out.db").exists());
}

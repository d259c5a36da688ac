//! Stored originals read again: what they read the same stays, and what they read better is told and found.

use std::fs;

use rusqlite::Connection;
use serde_json::Value;

use crate::support::{Database, Desk, Logical, assert_same_archive, rows_by_table, samples};

const PAGE: &str = "<!doctype html><html lang=en><head><title>The late ferry</title>
<meta property='og:url' content='https://herald.example/late'><meta property='og:site_name' content='The Herald'></head>
<body><article><h1>The late ferry</h1><p>The ferry left the quay an hour late on Sunday, and nobody could say why.</p>
<p>Its crew had been looking for the cook, who was asleep in the galley all the while.</p></article></body></html>";

/// What an import of today makes of the page, and the id of a second article that a worse reader might have made of it.
/// The archive of the desk has the page as that one: with a first paragraph that the page does not have.
fn desk_with_an_older_reading() -> (Desk, String, String) {
    let desk = Desk::new();
    desk.write("late.html", PAGE);
    desk.run(&["import", "late.html"]).exits(0);
    let now: String = desk.database().get("SELECT id FROM articles_text", ());
    // The older reading is that of another page, whose capture gets the bytes of ours.
    desk.write(
        "old/late.html",
        PAGE.replace(
            "<p>The ferry",
            "<p>An old gazette lay on the bench at the quay and was read by nobody at all that day.</p><p>The ferry",
        ),
    );
    let other = Desk::new();
    fs::copy(desk.path("old/late.html"), other.path("late.html")).expect("copied");
    other.run(&["import", "late.html"]).exits(0);
    let was: String = other.database().get("SELECT id FROM articles_text", ());
    assert_ne!(was, now);
    let connection = Connection::open(other.archive()).expect("the archive opens");
    let from = Connection::open(desk.archive()).expect("the archive opens");
    let (hash, size): (Vec<u8>, i64) = from
        .query_row("SELECT raw_sha256, raw_bytes FROM captures", (), |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("a capture");
    let body: Vec<u8> = from.query_row("SELECT zstd FROM original_bodies", (), |row| row.get(0)).expect("an original");
    connection.execute("UPDATE captures SET raw_sha256 = ?1, raw_bytes = ?2", (&hash, size)).expect("changed");
    connection.execute("UPDATE originals SET sha256 = ?1", [&hash]).expect("changed");
    connection.execute("UPDATE original_bodies SET zstd = ?1", [&body]).expect("changed");
    connection.close().expect("closed");
    other.assert_sound();
    (other, was, now)
}

/// The counts of one format in a report.
fn counts(report: &Value, format: &str) -> [u64; 5] {
    let formats = report["rereadings"].as_array().expect("a list");
    let counts = formats.iter().find(|counts| counts["format"] == format);
    ["better", "accepted", "unchanged", "kept", "left_out"]
        .map(|result| counts.and_then(|counts| counts[result].as_u64()).unwrap_or(0))
}

/// The number of hits for a word.
fn hits(desk: &Desk, word: &str) -> Value {
    let ran = desk.run(&["search", word, "--format", "json"]);
    ran.json()["total"].clone()
}

#[test]
fn samples_that_are_read_again_are_unchanged_and_what_cannot_be_says_why() {
    let desk = Desk::with_samples();
    let before = Logical::of(&desk.database());
    let rows = rows_by_table(&desk.database());
    let report = desk.run(&["import", "--reread", "--format", "json"]).exits(0).json();
    assert_eq!(counts(&report, "text"), [0, 0, 12, 0, 0]);
    assert_eq!(counts(&report, "jsonl"), [0, 0, 16, 0, 0], "one of them rejected, as before");
    assert_eq!(counts(&report, "json"), [0, 0, 6, 0, 0]);
    assert_eq!(counts(&report, "csv"), [0, 0, 0, 0, 11]);
    assert!(report["rereadings"].to_string().contains("import the file again"), "{report}");
    let after = desk.database();
    assert_same_archive(&Logical::of(&after), &before);
    for (table, rows_before) in &rows {
        if table != "rereadings" {
            assert_eq!(rows_by_table(&after)[table], *rows_before, "{table} has changed");
        }
    }
    after.assert_sound();
    let shown = desk.run(&["runs", "show", "2"]).exits(0);
    assert!(shown.text().contains("read again") && shown.text().contains("csv"), "{}", shown.text());
    assert!(desk.run(&["runs"]).exits(0).text().contains("what the archive keeps, read again"));
}

#[test]
fn a_better_reading_takes_the_place_of_the_former_which_leads_to_it() {
    let (desk, was, now) = desk_with_an_older_reading();
    assert_eq!(hits(&desk, "gazette"), 1);
    let ran = desk.run(&["import", "--reread"]).exits(0).says(&["better: late.html", &was[..12], &now[..12]]);
    assert!(ran.text().contains("read 1 record again: 1 better reading,"), "{}", ran.text());
    desk.assert_sound();

    assert_eq!((hits(&desk, "gazette"), hits(&desk, "galley")), (0.into(), 1.into()));
    let shown = desk.run(&["show", &was[..12]]).exits(0);
    let says = format!("{} is a former reading of this article; its id is {} now", &was[..12], &now[..12]);
    assert!(shown.text().contains(&says), "{}", shown.text());
    let shown = desk.run(&["show", &now[..12]]).exits(0);
    assert!(shown.text().contains("former readings (1):") && shown.text().contains(&was[..12]), "{}", shown.text());
    let article = desk.run(&["show", &now, "--format", "json"]).exits(0).json();
    assert_eq!((&article["former_readings"][0]["run"], article.get("asked_as")), (&2.into(), None));
    assert_eq!(desk.run(&["original", &was[..12]]).exits(0).stdout, PAGE.as_bytes());

    let database = desk.database();
    database.assert_sound();
    assert_eq!(database.number("SELECT count(*) FROM contents"), 2, "the former content stays");
    assert_eq!(database.number("SELECT count(*) FROM articles"), 1);
    desk.run(&["ship", "shipped.db"]).exits(0);
    let shipped = Database::open(&desk.path("shipped.db"));
    assert_eq!(shipped.number("SELECT count(*) FROM former_readings"), 1);
    let stats = desk.run(&["stats", "--format", "json"]).exits(0).json();
    assert_eq!((&stats["articles"], &stats["former_readings"]), (&1.into(), &1.into()));
}

#[test]
fn reading_again_twice_or_importing_the_page_again_changes_nothing_more() {
    let (desk, was, now) = desk_with_an_older_reading();
    desk.run(&["import", "--reread"]).exits(0);
    let before = Logical::of(&desk.database());
    let report = desk.run(&["import", "--reread", "--format", "json"]).exits(0).json();
    assert_eq!(counts(&report, "html"), [0, 0, 1, 0, 0]);
    assert_eq!(report["changes"], Value::Array(vec![]));
    assert_same_archive(&Logical::of(&desk.database()), &before);
    desk.write("late.html", PAGE);
    let again = desk.run(&["import", "late.html", "--format", "json"]).exits(0).json();
    assert_eq!((&again["known"], &again["new"]), (&1.into(), &0.into()));
    desk.write("copy.html", PAGE);
    desk.run(&["import", "copy.html"]).exits(0);
    let ids: Vec<String> = desk.database().column("SELECT id FROM articles_text", ());
    assert_eq!(ids, [now]);
    assert!(!ids.contains(&was));
}

#[test]
fn a_dry_run_tells_the_better_readings_and_stores_nothing() {
    let (desk, was, now) = desk_with_an_older_reading();
    let before = rows_by_table(&desk.database());
    let ran = desk.run(&["import", "--reread", "--dry-run", "--format", "json"]).exits(0).says(&["nothing was stored"]);
    let report = ran.json();
    assert_eq!(counts(&report, "html"), [1, 0, 0, 0, 0]);
    assert_eq!(report["changes"][0]["former"], was[..12]);
    assert_eq!(report["changes"][0]["article"], now[..12]);
    assert_eq!(rows_by_table(&desk.database()), before);
    desk.assert_sound();
}

#[test]
fn reading_again_takes_no_inputs_and_makes_no_archive() {
    let desk = Desk::new();
    desk.run(&["import", "--reread", &samples()]).exits(2).says(&["--reread", "cannot be used with"]);
    desk.run(&["import"]).exits(2).says(&["INPUT"]);
    desk.run(&["import", "--reread"]).exits(2).says(&["there is no archive"]);
    assert!(!desk.archive().exists());
}

#[test]
fn records_without_an_original_are_left_out_and_say_so() {
    let desk = Desk::new();
    desk.write("late.html", PAGE);
    desk.run(&["import", "--no-originals", "late.html"]).exits(0);
    let ran = desk.run(&["import", "--reread"]).exits(0);
    assert!(ran.text().contains("1 left out") && ran.text().contains("its bytes were not kept"), "{}", ran.text());
    desk.assert_sound();
}

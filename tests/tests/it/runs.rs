//! The log of imports, and imports that only say what they would do.

use std::fs;

use serde_json::Value;

use crate::support::{Desk, Logical, assert_same_archive, samples};

/// What the report of the samples' run has by format: captures, new, duplicate, revision, rejected.
const FORMATS: [(&str, [u64; 5]); 4] =
    [("jsonl", [16, 8, 6, 1, 1]), ("text", [12, 12, 0, 0, 0]), ("csv", [11, 11, 0, 0, 0]), ("json", [6, 6, 0, 0, 0])];

#[track_caller]
fn assert_reports_samples(report: &Value) {
    for (number, (name, counts)) in FORMATS.into_iter().enumerate() {
        let format = &report["formats"][number];
        assert_eq!(format["format"], name);
        assert_eq!(["captures", "new", "duplicate", "revision", "rejected"].map(|field| &format[field]), counts);
    }
    let rejection = &report["rejections"][0];
    assert_eq!((&rejection["source"], &rejection["locator"]), (&"samples/desk.jsonl".into(), &"line 8".into()));
    assert!(rejection["note"].as_str().is_some_and(|note| note.contains("not valid JSON")), "{rejection}");
    let note = &report["notes"][0];
    assert!(note["note"].as_str().is_some_and(|note| note.contains("sometime in spring")), "{note}");
    let mapped = report["mapped_fields"].as_array().expect("a list");
    let text = mapped.iter().find(|it| it["format"] == "json" && it["field"] == "text").expect("texts had a name");
    assert_eq!((&text["name"], &text["records"]), (&"articleBody".into(), &6.into()));
    let kept: Vec<_> = report["kept_fields"].as_array().expect("a list").iter().map(|field| &field["name"]).collect();
    assert_eq!(kept, ["language", "published", "url"]);
}

#[test]
fn every_import_is_listed_and_says_what_became_of_its_records() {
    let desk = Desk::with_samples();
    desk.run(&["import", &samples()]).exits(3);
    let runs = desk.run(&["runs", "--format", "json"]).exits(0).json();
    let runs = runs.as_array().expect("a list");
    assert_eq!(runs.iter().map(|run| &run["number"]).collect::<Vec<_>>(), [2, 1], "the newest comes first");
    assert_eq!((&runs[0]["known"], &runs[1]["known"], &runs[1]["read"]), (&45.into(), &0.into(), &45.into()));
    let report = desk.run(&["runs", "show", "1", "--format", "json"]).exits(0).json();
    assert_reports_samples(&report);
    let again = desk.run(&["runs", "show", "2", "--format", "json"]).exits(0).json();
    assert_eq!(again["formats"], Value::Array(Vec::new()), "what was known belongs to the run that read it");
    let shown = desk.run(&["runs", "show", "1"]).exits(0);
    assert!(shown.text().contains("desk.jsonl, line 8: is not valid JSON"), "{}", shown.text());
    desk.run(&["runs", "show", "3"]).exits(2).says(&["no import run 3", "cuttings runs"]);
}

#[test]
fn a_rejected_record_can_be_had_back_by_the_hash_in_the_report() {
    let desk = Desk::with_samples();
    let report = desk.run(&["runs", "show", "1", "--format", "json"]).exits(0).json();
    let hash = report["rejections"][0]["raw_sha256"].as_str().expect("a hash");
    let lines = fs::read_to_string(format!("{}/desk.jsonl", samples())).expect("readable");
    let original = desk.run(&["original", &hash[..12]]).exits(0);
    assert_eq!(original.text().trim_end(), lines.lines().nth(7).expect("eight lines"));
}

#[test]
fn a_dry_run_reports_what_an_import_would_do_and_stores_nothing() {
    let desk = Desk::new();
    let report = desk.run(&["import", &samples(), "--dry-run", "--format", "json"]).exits(3).json();
    assert_reports_samples(&report);
    assert!(!desk.archive().exists(), "no archive is made");

    desk.run(&["import", &format!("{}/weekly.json", samples())]).exits(0);
    let before = Logical::of(&desk.database());
    let report = desk.run(&["import", &samples(), "--dry-run", "--format", "json"]).exits(3).json();
    assert_eq!((&report["number"], &report["read"]), (&2.into(), &45.into()));
    assert!(report["duplicate"].as_u64() > Some(6), "what is in the archive is a duplicate: {report}");
    assert_same_archive(&Logical::of(&desk.database()), &before);
    assert_eq!(desk.database().number("SELECT count(*) FROM import_runs"), 1);
    desk.assert_sound();
}

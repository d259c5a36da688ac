//! Importing again changes nothing but the log of runs, and the order of the inputs does not matter.

use std::fs;

use crate::support::{Database, Desk, Logical, Ran, assert_same_archive, project, rows_by_table, samples};

/// What tells two archives of the same records apart in no order: texts, articles, paragraphs, raw bytes.
fn names(database: &Database) -> Vec<Vec<Vec<u8>>> {
    let columns = [
        "SELECT sha256 FROM contents ORDER BY sha256",
        "SELECT sha256 FROM articles ORDER BY sha256",
        "SELECT key FROM paragraph_keys ORDER BY key",
        "SELECT sha256 FROM originals ORDER BY sha256",
        "SELECT raw_sha256 FROM captures ORDER BY raw_sha256",
    ];
    columns.map(|sql| database.column(sql, ())).into()
}

/// Records, new ones and revisions together, duplicates, reprints, rejected: which of two texts at one URL is the
/// revision depends on which comes first.
fn totals(database: &Database) -> [i64; 5] {
    ["records_read", "new + revision", "duplicate", "reprint", "rejected"]
        .map(|sum| database.number(&format!("SELECT sum({sum}) FROM import_runs")))
}

/// Expects that every row of every table but the log is where it was, and as it was.
#[track_caller]
fn assert_unchanged(before: &Database, after: &Database) {
    let (before, after) = (rows_by_table(before), rows_by_table(after));
    for (table, rows) in &before {
        assert_eq!(after[table], *rows, "{table} has changed");
    }
    assert_eq!(after.len(), before.len(), "there are other tables");
}

/// A copy of the archive as it is now.
fn copy(desk: &Desk) -> Database {
    let copy = desk.path("before.db");
    fs::copy(desk.archive(), &copy).expect("an archive that nobody writes to can be copied");
    Database::open(&copy)
}

#[test]
fn importing_twice_changes_nothing_but_the_log() {
    let desk = Desk::with_samples();
    let before = copy(&desk);
    let again = desk.run(&["import", &samples(), "--format", "json"]).exits(3).json();
    let counts = ["read", "new", "duplicate", "reprint", "revision", "rejected", "known"].map(|name| &again[name]);
    assert_eq!(counts, [45, 0, 44, 0, 0, 1, 45]);
    let after = desk.database();
    assert_unchanged(&before, &after);
    assert_same_archive(&Logical::of(&after), &Logical::of(&before));
    assert_eq!(after.number("SELECT count(*) FROM import_runs WHERE finished_at IS NOT NULL"), 2);
    after.assert_sound();
}

#[test]
fn the_same_folder_under_another_path_is_the_same_input() {
    let desk = Desk::with_samples();
    let before = copy(&desk);
    let archive = desk.name("cuttings.db");
    for (folder, input) in [("", "samples"), ("", "./samples/"), ("samples", "."), ("docs", "../samples")] {
        let mut command = desk.command(&["import", input, "--archive", &archive, "--format", "json"]);
        command.current_dir(project().join(folder));
        let again = Ran::of(command).exits(3).json();
        assert_eq!(again["known"], 45, "{input} in {folder:?}: {again}");
    }
    assert_unchanged(&before, &desk.database());
}

#[test]
fn a_file_of_a_folder_that_was_imported_brings_captures_but_no_article() {
    let desk = Desk::with_samples();
    let before = names(&desk.database());
    let file = format!("{}/desk.jsonl", samples());
    let again = desk.run(&["import", &file, "--format", "json"]).exits(3).json();
    let counts = ["read", "new", "duplicate", "reprint", "revision", "rejected", "known"].map(|name| &again[name]);
    assert_eq!(counts, [16, 0, 15, 0, 0, 1, 0]);
    let database = desk.database();
    let after = names(&database);
    assert_eq!(after[..4], before[..4]);
    assert_eq!(database.number("SELECT count(*) FROM captures"), 45 + 16);
    let own = "SELECT count(*) FROM captures JOIN sources ON sources.id = source_id WHERE name = 'desk.jsonl'";
    assert_eq!(database.number(own), 16);
    database.assert_sound();
}

#[test]
fn the_order_of_the_inputs_does_not_matter() {
    let inputs = ["pages", "weekly.json", "press-export.csv", "desk.jsonl", "agency.tsv"];
    let paths: Vec<String> = inputs.iter().map(|input| format!("{}/{input}", samples())).collect();
    let (forwards, backwards) = (Desk::new(), Desk::new());
    for path in &paths {
        forwards.run(&["import", path]);
    }
    let mut arguments = vec!["import"];
    arguments.extend(paths.iter().rev().map(String::as_str));
    backwards.run(&arguments).exits(3);
    let (forwards, backwards) = (forwards.database(), backwards.database());
    assert_eq!(totals(&forwards), [45, 38, 6, 4, 1]);
    assert_eq!(totals(&backwards), totals(&forwards));
    assert_eq!(names(&backwards), names(&forwards));
}

#[test]
fn the_lines_of_a_file_in_reverse_give_the_same_texts_and_articles() {
    let lines = fs::read_to_string(project().join("samples/desk.jsonl")).expect("readable");
    let reversed: String = lines.lines().rev().flat_map(|line| [line, "\n"]).collect();
    let (there, back) = (Desk::new(), Desk::new());
    there.write("lines.jsonl", &lines);
    back.write("lines.jsonl", reversed);
    for desk in [&there, &back] {
        desk.run(&["import", "lines.jsonl"]).exits(3);
    }
    let (there, back) = (there.database(), back.database());
    assert_eq!(totals(&back), totals(&there));
    assert_eq!(names(&back), names(&there));
}

#[test]
fn the_same_file_twice_on_one_command_line_is_read_twice_and_stored_once() {
    let (once, twice) = (Desk::new(), Desk::new());
    let file = format!("{}/weekly.json", samples());
    once.run(&["import", &file]).exits(0);
    let counts = twice.run(&["import", &file, &file, "--format", "json"]).exits(0).json();
    assert_eq!(["read", "new", "duplicate", "known"].map(|name| &counts[name]), [12, 6, 6, 6]);
    assert_same_archive(&Logical::of(&twice.database()), &Logical::of(&once.database()));
}

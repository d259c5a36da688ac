//! Archives that are no archives, newer, locked or read-only: each is said, and none is touched.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;

use rusqlite::Connection;

use crate::support::{Desk, Running, Signal, samples};

/// Commands that need an archive, each with what else they need.
const READING: [&[&str]; 6] =
    [&["list"], &["search", "ferry"], &["show", "123456789abc"], &["stats"], &["check"], &["ship", "out.db"]];

/// Expects that no command takes this file for an archive, that all say so, and that not a byte of it changes.
#[track_caller]
fn assert_refused(desk: &Desk, archive: &str, says: &[&str]) {
    let before = fs::read(desk.path(archive)).ok();
    let import = ["import".to_owned(), samples()];
    let commands = READING.iter().map(|command| command.iter().map(ToString::to_string).collect());
    for mut command in commands.chain([import.to_vec()]) {
        command.extend(["-a".to_owned(), archive.to_owned()]);
        let ran = desk.run(&command).exits(2).says(&[archive]).says(says);
        assert!(ran.stdout.is_empty(), "{command:?} prints {:?}", ran.text());
        assert_eq!(fs::read(desk.path(archive)).ok(), before, "{command:?} has changed {archive}");
    }
    assert!(!desk.path("out.db").exists());
    assert_eq!(beside(&desk.path(archive)), Vec::<String>::new());
}

/// The files that SQLite and the import put beside an archive.
fn beside(archive: &Path) -> Vec<String> {
    let names = ["-wal", "-shm", "-journal", "-import-lock"].map(|suffix| format!("{}{suffix}", archive.display()));
    names.into_iter().filter(|name| Path::new(name).exists()).collect()
}

#[test]
fn a_text_file_is_no_archive() {
    let desk = Desk::new();
    desk.write("notes.db", "Notes that somebody wrote, long enough to be looked into by the program.\n");
    assert_refused(&desk, "notes.db", &["not a Cuttings archive", "no SQLite database", "-a PATH"]);
}

#[test]
fn a_file_that_only_begins_like_a_database_is_no_archive() {
    let desk = Desk::new();
    desk.write("short.db", "SQLite format 3\0");
    assert_refused(&desk, "short.db", &["not a Cuttings archive"]);
    desk.write("noise.db", [b"SQLite format 3\0", &[0xa5_u8; 8000][..]].concat());
    assert_refused(&desk, "noise.db", &["not a Cuttings archive"]);
}

#[test]
fn a_database_of_another_program_is_no_archive() {
    let desk = Desk::new();
    let other = Connection::open(desk.path("other.db")).expect("a database");
    other.execute_batch("CREATE TABLE articles (id INTEGER PRIMARY KEY, title TEXT)").expect("a table");
    drop(other);
    assert_refused(&desk, "other.db", &["not a Cuttings archive", "another program"]);
}

#[test]
fn a_folder_is_no_archive() {
    let desk = Desk::new();
    fs::create_dir(desk.path("folder.db")).expect("a folder");
    assert_refused(&desk, "folder.db", &["not a Cuttings archive", "a folder"]);
}

#[test]
fn an_archive_of_a_newer_program_is_left_alone() {
    let desk = Desk::with_samples();
    let connection = Connection::open(desk.archive()).expect("the archive opens");
    connection
        .execute_batch(
            "INSERT INTO refinery_schema_history SELECT 99, 'later', applied_on, checksum FROM refinery_schema_history
             LIMIT 1;
             PRAGMA wal_checkpoint(TRUNCATE);",
        )
        .expect("writable");
    drop(connection);
    assert_refused(&desk, "cuttings.db", &["has schema 99", "use a newer cuttings"]);
    desk.run(&["check", "--repair"]).exits(2).says(&["has schema 99"]);
}

#[test]
fn an_empty_file_becomes_an_archive_when_something_is_imported() {
    let desk = Desk::new();
    desk.write("cuttings.db", "");
    desk.run(&["list"]).exits(2).says(&["cuttings.db", "the file is empty"]);
    assert_eq!(fs::metadata(desk.archive()).expect("it is there").len(), 0);
    desk.run(&["import", &samples()]).exits(3);
    assert_eq!(desk.database().number("SELECT count(*) FROM captures"), 45);
    desk.assert_sound();
}

#[test]
fn a_missing_archive_is_not_made_by_reading() {
    let desk = Desk::new();
    for command in READING {
        desk.run(command).exits(2).says(&["there is no archive at cuttings.db", "cuttings import", "-a PATH"]);
    }
    desk.run(&["check", "--repair"]).exits(2).says(&["there is no archive"]);
    assert_eq!(fs::read_dir(desk.path("")).expect("readable").count(), 0, "something was made");
}

#[test]
fn an_archive_in_a_folder_that_is_not_there_is_said() {
    let desk = Desk::new();
    desk.run(&["import", &samples(), "-a", "no/where/x.db"]).exits(2).says(&["no/where/x.db"]);
    assert!(!desk.path("no").exists());
}

#[test]
fn a_second_import_is_refused_while_the_lock_is_held_and_reading_goes_on() {
    let desk = Desk::with_samples();
    let before = fs::read(desk.archive()).expect("readable");
    let lock = File::create(desk.path("cuttings.db-import-lock")).expect("a lock file");
    lock.lock().expect("the lock is free");
    desk.run(&["import", &samples()])
        .exits(2)
        .says(&["another program is writing to cuttings.db", "wait until it is done"]);
    assert_eq!(fs::read(desk.archive()).expect("readable"), before);
    desk.run(&["list"]).exits(0);
    desk.run(&["check"]).exits(0);
    drop(lock);
    // The lock is the process, not the file.
    desk.run(&["import", &samples()]).exits(3);
    assert!(!desk.path("cuttings.db-import-lock").exists());
}

#[test]
fn a_second_import_is_refused_while_another_one_waits_for_its_input() {
    let desk = Desk::new();
    let mut command = desk.command(&["import", "-"]);
    command.stdin(Stdio::piped());
    let mut first = Running::start(command);
    let stdin = first.take_stdin();
    assert!(first.wait_until(|_| desk.path("cuttings.db-import-lock").exists()), "the first import has ended");
    desk.run(&["import", &samples()]).exits(2).says(&["another program is writing"]);
    drop(stdin);
    first.end();
    desk.run(&["import", &samples()]).exits(3);
}

#[test]
fn an_import_that_waits_for_its_input_ends_at_the_second_ctrl_c() {
    let desk = Desk::new();
    let mut command = desk.command(&["import", "-"]);
    command.stdin(Stdio::piped());
    let mut running = Running::start(command);
    let _stdin = running.take_stdin();
    assert!(running.wait_until(|_| desk.path("cuttings.db-import-lock").exists()), "the import has ended");
    running.send(Signal::Interrupt);
    running.wait_until(|running| {
        running.send(Signal::Interrupt);
        false
    });
    assert_eq!(running.end().code, Some(130));
    desk.database().assert_sound();
    desk.run(&["import", &samples()]).exits(3);
}

#[test]
fn a_read_only_archive_is_read_but_not_written() {
    let desk = Desk::with_samples();
    fs::set_permissions(desk.archive(), Permissions::from_mode(0o444)).expect("it is ours");
    let before = fs::read(desk.archive()).expect("readable");
    desk.run(&["import", &samples()]).exits(2).says(&["cuttings.db cannot be written", "read-only", "make the file"]);
    assert_eq!(fs::read(desk.archive()).expect("readable"), before);
    desk.run(&["list"]).exits(0);
    desk.run(&["check"]).exits(0);
}

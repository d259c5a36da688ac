//! A disk that fills up while an import writes: it is said, what was committed stays, and the same import completes
//! the archive once there is room.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{Database, Desk, Logical, Ran, assert_same_archive, json_lines, skip};

/// A commit underway, and one at the end.
const RECORDS: usize = 30_000;
const INPUT: &str = "reports.jsonl";

/// A folder with the input in it, and the size of the whole archive of it in KiB.
fn desk_and_size() -> (Desk, u64) {
    let desk = Desk::new();
    desk.write(INPUT, json_lines(RECORDS));
    desk.run(&["import", INPUT, "-a", "whole.db"]).exits(3);
    let size = fs::metadata(desk.path("whole.db")).expect("it is there").len() / 1024;
    (desk, size)
}

/// Expects a sound file that has lost nothing, and that the same import completes it.
#[track_caller]
fn assert_completes(desk: &Desk) -> i64 {
    let mut committed = 0;
    if desk.archive().exists() {
        let database = desk.database();
        database.assert_sound();
        if database.has_tables() {
            committed = database.number("SELECT count(*) FROM captures");
            desk.assert_sound();
        }
    }
    desk.run(&["import", INPUT]).exits(3);
    let whole = Database::open(&desk.path("whole.db"));
    assert_same_archive(&Logical::of(&desk.database()), &Logical::of(&whole));
    desk.assert_sound();
    committed
}

/// Runs the import on a disk of `kibibytes` that is made for it, and takes the archive away from there. Nothing where
/// this user may not make disks.
fn import_on_small_disk(desk: &Desk, kibibytes: u64) -> Option<Ran> {
    let script = "
        mkdir -p disk && mount -t tmpfs -o size=$1k tmpfs disk || exit 77
        shift
        \"$@\"
        code=$?
        cp disk/cuttings.db* .
        exit $code";
    let import = desk.command(&["import", INPUT, "-a", "disk/cuttings.db"]);
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", &kibibytes.to_string()]);
    command.arg(import.get_program()).args(import.get_args()).current_dir(desk.path(""));
    let output = command.output().ok()?;
    let ran = Ran::from(output);
    (ran.code != Some(77) && !ran.stderr.contains("unshare")).then_some(ran)
}

#[test]
fn a_full_disk_is_said_and_what_was_committed_is_kept() {
    let (desk, size) = desk_and_size();
    let mut committed = Vec::new();
    // Too small for the schema, for the first commit, for the second one.
    for percent in [1, 30, 60, 90] {
        let Some(ran) = import_on_small_disk(&desk, size * percent / 100) else {
            skip("this user may not make a small disk");
            return;
        };
        ran.exits(2)
            .says(&["no room is left on the disk of disk/cuttings.db", "make room and run the same import again"]);
        committed.push(assert_completes(&desk));
        for file in ["cuttings.db", "cuttings.db-wal", "cuttings.db-shm"] {
            let _ = fs::remove_file(desk.path(file));
        }
    }
    let all = RECORDS as i64;
    assert!(committed.iter().any(|&captures| captures > 0 && captures < all), "no disk was half full: {committed:?}");
}

#[test]
fn a_file_that_may_not_grow_is_said_and_what_was_committed_is_kept() {
    let (desk, size) = desk_and_size();
    // In blocks of 512 bytes. The signal that comes with the limit is ignored, so that the write fails.
    let limited = |kibibytes: u64| {
        let import = desk.command(&["import", INPUT]);
        let mut command = Command::new("sh");
        command.args(["-c", "ulimit -f $1; shift; trap '' XFSZ; exec \"$@\"", "sh", &(kibibytes * 2).to_string()]);
        command.arg(import.get_program()).args(import.get_args()).current_dir(desk.path(""));
        Ran::of(command)
    };
    for percent in [1, 30, 60] {
        limited(size * percent / 100).exits(2).says(&["cuttings: ", "cuttings.db"]);
        assert_completes(&desk);
        for file in ["cuttings.db", "cuttings.db-wal", "cuttings.db-shm"] {
            let _ = fs::remove_file(desk.path(file));
        }
    }
}

#[test]
fn a_copy_that_does_not_fit_is_not_left_behind() {
    if !Path::new("/dev/full").exists() {
        skip("there is no /dev/full");
        return;
    }
    let desk = Desk::with_samples();
    let ship = desk.command(&["ship", "out.db"]);
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -f 64; trap '' XFSZ; exec \"$@\"", "sh"]);
    command.arg(ship.get_program()).args(ship.get_args()).current_dir(desk.path(""));
    Ran::of(command).exits(2).says(&["out.db"]);
    let left: Vec<_> = fs::read_dir(desk.path("")).expect("readable").flatten().map(|file| file.file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with("out.db")), "{left:?}");
    // An answer that cannot be written is no success either.
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("writable");
    let mut list = desk.command(&["list"]);
    list.stdout(full);
    let status = list.status().expect("the program runs");
    assert_eq!(status.code(), Some(2));
}

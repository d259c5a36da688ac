//! An import that is killed at any instant leaves a sound file, and running it again leaves exactly the archive of an
//! undisturbed run.

use std::collections::BTreeMap;
use std::fs;
use std::sync::OnceLock;
use std::time::Duration;

use crate::support::{Database, Desk, Logical, Numbers, Running, Signal, assert_same_archive, json_lines, samples};

/// Two commits underway (the program commits every 20,000 records) and one at the end.
const RECORDS: usize = 41_000;
/// How often an import is killed.
const KILLS: usize = 20;
/// An import that was killed so often is run to its end and compared.
const KILLS_IN_A_ROW: usize = 5;
/// Kills that must have struck between two commits, or the test shows nothing.
const LEAST_PARTIAL: usize = 5;
/// More than is written before the first commit: the schema alone.
const SCHEMA_BYTES: u64 = 2 << 20;

const INPUT: &str = "reports.jsonl";

/// A run that nobody disturbed, to compare with.
struct Undisturbed {
    archive: Logical,
    /// What it took to compute.
    work: Duration,
    /// The largest size of the `-wal`, and the last one of the file, in bytes.
    wal: u64,
    file: u64,
}

/// When to kill.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// After so much work.
    Work(Duration),
    /// When the `-wal` is so large: while a commit is being written.
    Wal(u64),
    /// When the file is so large: while a checkpoint is being written.
    File(u64),
    /// When there is a rollback journal: while the file is made.
    Journal,
}

impl Moment {
    fn earlier(self) -> Self {
        match self {
            Self::Work(time) => Self::Work(time * 3 / 4),
            Self::Wal(bytes) => Self::Wal(bytes * 3 / 4),
            Self::File(bytes) => Self::File(bytes * 3 / 4),
            Self::Journal => Self::Journal,
        }
    }
}

fn undisturbed() -> &'static Undisturbed {
    static UNDISTURBED: OnceLock<Undisturbed> = OnceLock::new();
    UNDISTURBED.get_or_init(|| {
        let desk = desk();
        let mut running = Running::start(desk.command(&["import", INPUT]));
        let (mut work, mut wal) = (Duration::ZERO, 0);
        running.wait_until(|running| {
            work = work.max(running.work());
            wal = wal.max(size(&desk, "cuttings.db-wal"));
            false
        });
        running.end().exits(3);
        let database = desk.database();
        assert_eq!(database.number("SELECT records_read FROM import_runs"), RECORDS as i64);
        database.assert_sound();
        desk.assert_sound();
        Undisturbed { archive: Logical::of(&database), work, wal, file: size(&desk, "cuttings.db") }
    })
}

/// A folder with the input in it.
fn desk() -> Desk {
    static LINES: OnceLock<String> = OnceLock::new();
    let desk = Desk::new();
    desk.write(INPUT, LINES.get_or_init(|| json_lines(RECORDS)));
    desk
}

fn size(desk: &Desk, name: &str) -> u64 {
    fs::metadata(desk.path(name)).map_or(0, |metadata| metadata.len())
}

/// Moments all over a run: half of them by its work, the rest while the file is written. Most are early: comparing, and keeping
/// what searches need, come after the last record.
fn moments(undisturbed: &Undisturbed) -> Vec<Moment> {
    let mut numbers = Numbers::new(20_240_302);
    let moments = (0..KILLS).map(|number| {
        let fraction = numbers.fraction().powi(2);
        match number % 10 {
            2 | 7 => Moment::Wal((undisturbed.wal as f64 * fraction) as u64),
            4 | 9 => Moment::File((undisturbed.file as f64 * fraction) as u64),
            _ => Moment::Work(undisturbed.work.mul_f64(fraction)),
        }
    });
    moments.collect()
}

/// Runs an import and kills it at the moment; false where it ended by itself before.
#[track_caller]
fn import_and_kill(desk: &Desk, input: &str, moment: Moment) -> bool {
    let mut running = Running::start(desk.command(&["import", input]));
    running.wait_until(|running| match moment {
        Moment::Work(time) => running.work() >= time,
        Moment::Wal(bytes) => size(desk, "cuttings.db-wal") >= bytes.max(1),
        Moment::File(bytes) => size(desk, "cuttings.db") >= bytes.max(1),
        Moment::Journal => size(desk, "cuttings.db-journal") > 0,
    });
    let ran = running.kill();
    // Without a code it was ended by the signal.
    let killed = ran.code.is_none();
    assert!(killed || ran.code < Some(4) && ran.code != Some(2), "it failed: {}", ran.stderr);
    killed
}

/// What a killed import has committed, in captures; expects a sound file. SQLite looks at a copy, so that it is the
/// program that must bring the file itself into order.
#[track_caller]
fn committed(desk: &Desk) -> i64 {
    if !desk.archive().exists() {
        return 0;
    }
    for suffix in ["", "-wal", "-journal"] {
        let copy = desk.path(&format!("copy.db{suffix}"));
        let _ = fs::remove_file(&copy);
        let _ = fs::copy(desk.path(&format!("cuttings.db{suffix}")), copy);
    }
    let database = Database::open_writable(&desk.path("copy.db"));
    database.assert_sound();
    if database.has_tables() { database.number("SELECT count(*) FROM captures") } else { 0 }
}

/// Expects the archive of the undisturbed run, and nothing left beside it.
#[track_caller]
fn assert_complete(desk: &Desk) {
    let database = desk.database();
    database.assert_sound();
    assert_same_archive(&Logical::of(&database), &undisturbed().archive);
    for suffix in ["-journal", "-import-lock"] {
        assert!(!desk.path(&format!("cuttings.db{suffix}")).exists(), "a {suffix} is left over");
    }
}

#[test]
fn an_import_killed_at_twenty_instants_is_completed_by_running_it_again() {
    let undisturbed = undisturbed();
    let mut desk = desk();
    let mut in_a_row = 0;
    let mut by_commits: BTreeMap<i64, usize> = BTreeMap::new();
    for mut moment in moments(undisturbed) {
        while !import_and_kill(&desk, INPUT, moment) {
            // It was done before the moment came: the moment is for a file where more is left to do, or for a machine
            // that is as busy as it was when the undisturbed run took so much work.
            assert_complete(&desk);
            if in_a_row == 0 {
                moment = moment.earlier();
            }
            (desk, in_a_row) = (self::desk(), 0);
        }
        *by_commits.entry(committed(&desk)).or_default() += 1;
        in_a_row += 1;
        if in_a_row == KILLS_IN_A_ROW {
            desk.run(&["import", INPUT]).exits(3);
            assert_complete(&desk);
            (desk, in_a_row) = (self::desk(), 0);
        }
    }
    let all = undisturbed.archive.count("captures") as i64;
    let partial: usize = by_commits.range(1..all).map(|(_, kills)| kills).sum();
    assert!(partial >= LEAST_PARTIAL, "too few kills struck between commits: {by_commits:?}");
}

#[test]
fn an_import_killed_while_it_makes_the_file_is_completed_by_running_it_again() {
    let input = format!("{}/weekly.json", samples());
    let undisturbed = Desk::new();
    // What is written for an empty folder is the schema.
    fs::create_dir(undisturbed.path("empty")).expect("a folder");
    let mut wal = 0;
    let mut running = Running::start(undisturbed.command(&["import", "empty"]));
    running.wait_until(|_| {
        wal = wal.max(size(&undisturbed, "cuttings.db-wal"));
        false
    });
    undisturbed.run(&["import", &input]).exits(0);
    let undisturbed = Logical::of(&undisturbed.database());
    // The schema is a few dozen pages: a moment for every other one, and some before the first.
    let pages = (1..=24).map(|part| Moment::Wal(wal * part / 24));
    let before = (0..8).map(|number| if number % 2 == 0 { Moment::Journal } else { Moment::File(1) });
    let mut failed = Vec::new();
    for moment in before.chain(pages) {
        let desk = Desk::new();
        import_and_kill(&desk, &input, moment);
        committed(&desk);
        let ran = desk.run(&["import", &input]);
        if ran.code == Some(0) {
            assert_same_archive(&Logical::of(&desk.database()), &undisturbed);
        } else {
            failed.push((moment, ran.stderr.chars().take(160).collect::<String>()));
        }
    }
    assert!(failed.is_empty(), "not completed after these kills: {failed:#?}");
}

#[test]
fn ctrl_c_keeps_what_was_read_and_the_same_import_goes_on_from_there() {
    let desk = desk();
    let mut running = Running::start(desk.command(&["import", INPUT, "--format", "json"]));
    // While the first commit is written.
    assert!(running.wait_until(|_| size(&desk, "cuttings.db-wal") > SCHEMA_BYTES), "it ended by itself");
    running.send(Signal::Interrupt);
    let ran = running.end().exits(2);
    let report = ran.json();
    ran.says(&["interrupted", "sound", "goes on"]);
    assert_eq!(report["interrupted"], true);
    let read = report["read"].as_i64().expect("a count");
    assert!((1..RECORDS as i64).contains(&read), "{report}");
    let database = desk.database();
    database.assert_sound();
    assert_eq!(database.number("SELECT records_read FROM import_runs"), read, "what was read is committed");
    assert_eq!(database.number("SELECT count(*) FROM captures"), read);
    assert_eq!(database.number("SELECT count(*) FROM import_runs WHERE finished_at IS NULL"), 1);
    desk.run(&["import", INPUT]).exits(3);
    assert_complete(&desk);
    desk.assert_sound();
    assert_eq!(database.number("SELECT known FROM import_runs WHERE id = 2"), read);
}

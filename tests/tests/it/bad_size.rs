//! Inputs that are too large: refused in little time and little memory, and what stands around them is kept.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::support::{Desk, Ran, Running};

/// The most memory that an import may take, in KiB.
const MOST_MEMORY: u64 = 500 << 10;

/// How long a bomb may take; a hundred times what it needs.
const PATIENCE: Duration = Duration::from_mins(1);

const GOOD: &str = "{\"title\": \"Good\", \"text\": \"A good record.\", \"language\": \"en\"}\n";

/// The most memory that a process has had so far, in KiB; nothing where the system does not say.
fn most_memory(id: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

/// Runs a command to its end and expects it to stay small.
#[track_caller]
fn run_in_little_memory(command: Command, feed: impl FnOnce(&mut dyn Write) + Send) -> Ran {
    let mut command = command;
    command.stdin(Stdio::piped());
    let mut running = Running::start(command);
    let mut stdin = running.take_stdin();
    let peak = AtomicU64::new(0);
    std::thread::scope(|scope| {
        scope.spawn(move || feed(&mut stdin));
        running.wait_until(|running| {
            peak.fetch_max(most_memory(running.id()).unwrap_or_default(), Ordering::Relaxed);
            false
        });
    });
    let peak = peak.into_inner();
    assert!(peak < MOST_MEMORY, "it took {peak} KiB of memory");
    running.end()
}

#[test]
fn a_line_longer_than_a_record_may_be_is_rejected_and_the_next_one_is_read() {
    let desk = Desk::new();
    let ran = run_in_little_memory(desk.command(&["import", "-"]), |stdin| {
        let mut write = |bytes: &[u8]| stdin.write_all(bytes).expect("everything is read");
        write(GOOD.as_bytes());
        write(b"{\"title\": \"Long\", \"text\": \"");
        let piece = vec![b'x'; 1 << 20];
        for _ in 0..70 {
            write(&piece);
        }
        write(b"\"}\n");
        write(GOOD.replace("ood", "reat").as_bytes());
    });
    ran.exits(3).says(&["stdin, line 2", "longer than", "limit"]);
    let database = desk.database();
    database.assert_sound();
    assert_eq!(database.column::<String>("SELECT title FROM articles_text", ()), ["Good", "Great"]);
    // What is not kept is counted and hashed all the same.
    let bytes: i64 = database.get("SELECT raw_bytes FROM captures WHERE outcome = 'rejected'", ());
    assert_eq!(bytes, 27 + (70 << 20) + 2);
}

#[test]
fn a_bomb_is_refused_long_before_it_is_unpacked() {
    let desk = Desk::new();
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(GOOD.as_bytes()).expect("memory");
    let blank = vec![b' '; 1 << 20];
    for _ in 0..600 {
        encoder.write_all(&blank).expect("memory");
    }
    desk.write("bomb.jsonl.gz", encoder.finish().expect("memory"));
    let begun = Instant::now();
    let ran = run_in_little_memory(desk.command(&["import", "bomb.jsonl.gz"]), |_| {});
    assert!(begun.elapsed() < PATIENCE, "it took {:?}", begun.elapsed());
    ran.exits(3).says(&["bomb.jsonl.gz", "taken for a decompression bomb", "records before it are kept"]);
    let database = desk.database();
    database.assert_sound();
    assert_eq!(database.column::<String>("SELECT title FROM articles_text", ()), ["Good"]);
}

#[test]
fn a_bomb_in_a_bomb_is_refused_too() {
    let desk = Desk::new();
    let mut inner = GzEncoder::new(Vec::new(), Compression::fast());
    let zeros = vec![0; 1 << 20];
    for _ in 0..300 {
        inner.write_all(&zeros).expect("memory");
    }
    let mut outer = GzEncoder::new(Vec::new(), Compression::best());
    outer.write_all(&inner.finish().expect("memory")).expect("memory");
    desk.write("bomb.txt.gz", outer.finish().expect("memory"));
    let ran = run_in_little_memory(desk.command(&["import", "bomb.txt.gz"]), |_| {});
    ran.exits(3).says(&["rejected: bomb.txt.gz"]);
    assert_eq!(desk.database().number("SELECT count(*) FROM articles"), 0);
}

#[test]
fn json_that_nests_without_end_is_rejected() {
    let desk = Desk::new();
    desk.write("deep.jsonl", format!("{GOOD}{}\n", "[".repeat(1 << 20)));
    desk.write("deep.json", format!("[{}, {GOOD}]", "{\"a\":".repeat(1 << 18)));
    for input in ["deep.jsonl", "deep.json"] {
        run_in_little_memory(desk.command(&["import", input]), |_| {}).exits(3).says(&["rejected:", input]);
    }
    desk.database().assert_sound();
}

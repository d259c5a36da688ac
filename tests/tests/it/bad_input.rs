//! Inputs that are broken or hostile: each is named with what is wrong, and nothing else is lost.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::support::{Database, Desk, Numbers, skip};

const GOOD: &str = "{\"title\": \"Good\", \"text\": \"A good record.\", \"language\": \"en\"}\n";

/// The places and reasons of what was rejected.
fn rejected(database: &Database) -> Vec<(String, String, String)> {
    let sql = "SELECT source, locator, note FROM captures_report WHERE outcome = 'rejected'";
    database.rows(sql, (), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Imports an input of which something is rejected; gives the one rejection, after a look at the archive.
#[track_caller]
fn import_and_get_rejection(desk: &Desk, input: &str) -> (String, String, String) {
    let ran = desk.run(&["import", input]).exits(3);
    let database = desk.database();
    database.assert_sound();
    let rejected = rejected(&database);
    let [rejection] = rejected.as_slice() else { panic!("one thing is wrong: {rejected:?}") };
    let (source, _, note) = rejection;
    ran.says(&["rejected:", source, note]);
    rejection.clone()
}

/// A JSON line with a number for a title.
fn line(number: usize, text: &str) -> String {
    format!("{{\"title\": \"T{number}\", \"text\": \"{text}\", \"language\": \"en\"}}\n")
}

/// Titles that were stored, in order.
fn titles(desk: &Desk) -> Vec<String> {
    desk.database().column("SELECT title FROM articles_text", ())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

#[test]
fn an_empty_file_is_said_to_be_empty() {
    let desk = Desk::new();
    desk.write("nothing.jsonl", "");
    let (source, _, note) = import_and_get_rejection(&desk, "nothing.jsonl");
    assert_eq!((source.as_str(), note.as_str()), ("nothing.jsonl", "is empty"));
}

#[test]
fn a_picture_in_a_folder_is_named_and_the_texts_around_it_are_kept() {
    let desk = Desk::new();
    desk.write("mixed/a.jsonl", GOOD);
    desk.write("mixed/picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89");
    desk.write("mixed/z.jsonl", GOOD.replace("ood", "reat"));
    let (source, _, note) = import_and_get_rejection(&desk, "mixed");
    assert_eq!((source.as_str(), note.as_str()), ("mixed/picture.txt", "is a PNG image, not text"));
    assert_eq!(titles(&desk), ["Good", "Great"]);
}

#[test]
fn random_bytes_are_binary() {
    let desk = Desk::new();
    let mut numbers = Numbers::new(7);
    let bytes: Vec<u8> = (0..100_000).map(|_| numbers.below(256) as u8).collect();
    desk.write("noise.txt", bytes);
    assert!(import_and_get_rejection(&desk, "noise.txt").2.contains("binary"));
}

#[test]
fn text_in_an_older_encoding_is_decoded_and_noted() {
    let desk = Desk::new();
    let text = "Café fermé à l'été\n\nLe café du port reste fermé, déplore la mairie.\n";
    let latin: Vec<u8> = text.chars().map(|character| u8::try_from(character).expect("Latin 1")).collect();
    desk.write("cafe.txt", latin);
    desk.run(&["import", "cafe.txt"]).exits(0);
    let database = desk.database();
    assert_eq!(database.get::<String>("SELECT title FROM contents", ()), "Café fermé à l'été");
    let note: String = database.get("SELECT note FROM captures", ());
    assert!(note.contains("windows-1252"), "{note}");
}

#[test]
fn broken_utf_8_is_decoded_as_far_as_it_goes() {
    let desk = Desk::new();
    desk.write("cut.txt", ["灯塔の話です\n\n灯塔の".as_bytes(), b"\xff", "話\n".as_bytes()].concat());
    desk.run(&["import", "cut.txt"]).exits(0);
    let database = desk.database();
    let text: String = database.get("SELECT title || text FROM articles_text", ());
    assert!(text.contains("灯塔の話です") && text.contains('\u{fffd}'), "{text}");
    assert!(database.get::<String>("SELECT note FROM captures", ()).contains("U+FFFD"));
}

#[test]
fn broken_lines_are_rejected_one_by_one() {
    let desk = Desk::new();
    let lines = [
        GOOD,
        "{\"title\": \"Cut\n",
        "[1, 2]\n",
        "nonsense\n",
        "\n",
        "{}\n",
        "{\"title\": \"Last\", \"text\": \"The end.\"}",
    ];
    desk.write("some.jsonl", lines.concat());
    desk.run(&["import", "some.jsonl"]).exits(3);
    let database = desk.database();
    database.assert_sound();
    assert_eq!(titles(&desk), ["Good", "Last"]);
    let places: Vec<_> = rejected(&database).into_iter().map(|(_, place, _)| place).collect();
    assert_eq!(places, ["line 2", "line 3", "line 4", "line 6"]);
}

#[test]
fn a_broken_item_of_an_array_does_not_take_the_others_with_it() {
    let desk = Desk::new();
    let item = |number| format!("{{\"title\": \"Item {number}\", \"text\": \"Text {number}.\"}}");
    desk.write("list.json", format!("[{}, {{\"title\": oops}}, {}]", item(1), item(3)));
    let (_, place, note) = import_and_get_rejection(&desk, "list.json");
    assert!(place.contains('2'), "{place}");
    assert!(note.contains("JSON"), "{note}");
    assert_eq!(titles(&desk), ["Item 1", "Item 3"]);
}

#[test]
fn what_there_is_of_a_broken_record_is_taken_when_it_is_asked_for() {
    let desk = Desk::new();
    desk.write("half.jsonl", "{\"title\": \"Whole\"}\n{\"title\": \"Half\", \"text\": \"A text that en");
    desk.run(&["import", "half.jsonl"]).exits(3).says(&["half.jsonl, line 2"]);
    desk.run(&["import", "half.jsonl", "--salvage", "-a", "salvaged.db"]).exits(0);
    let database = Database::open(&desk.path("salvaged.db"));
    let half = "SELECT text FROM articles_text WHERE title = 'Half'";
    assert_eq!(database.get::<String>(half, ()), "A text that en");
    assert_eq!(database.number("SELECT count(*) FROM captures WHERE note LIKE 'salvaged%not valid JSON%'"), 1);
}

#[test]
fn records_before_the_end_of_a_truncated_stream_are_kept() {
    let desk = Desk::new();
    let mut numbers = Numbers::new(3);
    let text = |_| format!("{:x}", numbers.below(u64::MAX >> 16));
    let lines: Vec<String> = (0..2000).map(text).enumerate().map(|(number, text)| line(number, &text)).collect();
    let whole = gzip(lines.concat().as_bytes());
    desk.write("cut.jsonl.gz", &whole[..whole.len() / 2]);
    desk.run(&["import", "cut.jsonl.gz"]).exits(3).says(&["cut.jsonl.gz, line ", "ends early", "--salvage"]);
    let database = desk.database();
    database.assert_sound();
    let kept = titles(&desk);
    assert!((500..1500).contains(&kept.len()), "{} of about 1,000 are kept", kept.len());
    assert!(kept.iter().enumerate().all(|(number, title)| *title == format!("T{number}")));
    // The rest comes with the whole file, and what was there is not doubled.
    desk.write("cut.jsonl.gz", whole);
    desk.run(&["import", "cut.jsonl.gz"]).exits(0);
    assert_eq!(desk.database().number("SELECT count(DISTINCT title) FROM articles_text"), 2000);
    assert_eq!(titles(&desk).len(), 2000);
}

#[test]
fn a_damaged_stream_is_named_with_its_place() {
    let desk = Desk::new();
    let mut bytes = gzip(GOOD.repeat(5000).as_bytes());
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8].fill(0x55);
    desk.write("damaged.jsonl.gz", bytes);
    desk.run(&["import", "damaged.jsonl.gz"]).exits(3).says(&["damaged.jsonl.gz", "gzip stream", "unpacked bytes"]);
    desk.database().assert_sound();
}

#[test]
fn a_folder_that_contains_itself_is_read_once() {
    let desk = Desk::new();
    desk.write("round/inner/good.jsonl", GOOD);
    symlink("..", desk.path("round/inner/loop")).expect("a link");
    let (source, _, note) = import_and_get_rejection(&desk, "round");
    assert_eq!(source, "round/inner/loop");
    assert!(note.contains("link to a folder that it lies in"), "{note}");
    assert_eq!(titles(&desk), ["Good"]);
}

#[test]
fn a_link_to_nothing_in_a_folder_is_named() {
    let desk = Desk::new();
    desk.write("folder/good.jsonl", GOOD);
    symlink("gone.jsonl", desk.path("folder/link.jsonl")).expect("a link");
    let (source, _, note) = import_and_get_rejection(&desk, "folder");
    assert_eq!((source.as_str(), note.as_str()), ("folder/link.jsonl", "is a link to nothing"));
    assert_eq!(titles(&desk), ["Good"]);
}

#[test]
fn a_file_that_may_not_be_read_is_named() {
    let desk = Desk::new();
    desk.write("folder/good.jsonl", GOOD);
    let secret = desk.write("folder/secret.jsonl", GOOD);
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).expect("it is ours");
    if fs::File::open(&secret).is_ok() {
        skip("this user may read everything; the link to nothing is tried instead");
        return;
    }
    let (source, _, note) = import_and_get_rejection(&desk, "folder");
    assert_eq!(source, "folder/secret.jsonl");
    assert!(note.contains("permission denied") && note.contains("make it readable"), "{note}");
    desk.run(&["import", "folder/secret.jsonl"]).exits(2).says(&["secret.jsonl", "make it readable"]);
}

#[test]
fn an_input_that_is_not_there_is_said_before_anything_is_read() {
    let desk = Desk::new();
    desk.write("good.jsonl", GOOD);
    for command in ["import", "extract"] {
        let ran =
            desk.run(&[command, "good.jsonl", "missing.jsonl"]).exits(2).says(&["missing.jsonl", "check the name"]);
        if command == "extract" {
            assert!(ran.stdout.is_empty());
        }
    }
    assert!(!desk.archive().exists() || titles(&desk).is_empty());
}

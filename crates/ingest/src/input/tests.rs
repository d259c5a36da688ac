use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use rstest::rstest;
use tempfile::TempDir;

use super::test_support::{gzip, outline, read_bytes};
use super::*;
use crate::record::{Raw, Record};

const LINES: &str = "{\"title\": \"A\"}\n{\"title\": \"B\"}\n";

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn read_with(path: impl AsRef<Path>, options: &ReadOptions) -> Vec<Record> {
    let mut records = vec![];
    assert_eq!(read_inputs(&[path.as_ref().to_owned()], options, &mut records).unwrap(), Flow::Continue);
    records
}

fn read(path: impl AsRef<Path>) -> Vec<Record> {
    read_with(path, &ReadOptions::default())
}

#[test]
fn a_folder_is_read_in_the_order_of_names_without_hidden_files() {
    let folder = folder(&[
        ("in/b.json", b"[{\"title\": \"C\"}]"),
        ("in/a/z.jsonl", LINES.as_bytes()),
        ("in/.hidden", b"no"),
        ("in/.git/config", b"no"),
        ("in/c.csv", b"title,text\nD,x\n"),
    ]);
    let expected =
        ["in/a/z.jsonl: line 1: A", "in/a/z.jsonl: line 2: B", "in/b.json: item 1: C", "in/c.csv: line 2: D"];
    assert_eq!(outline(&read(folder.path().join("in"))), expected);
    assert_eq!(outline(&read(folder.path().join("in/."))), expected);
    assert_eq!(outline(&read(folder.path().join("in/a/.."))), expected);
}

#[test]
fn a_file_goes_by_its_name_alone() {
    let folder = folder(&[("in/b.json", b"[{\"title\": \"C\"}]"), ("in/.hidden", b"[{\"title\": \"D\"}]")]);
    assert_eq!(outline(&read(folder.path().join("in/b.json"))), ["b.json: item 1: C"]);
    assert_eq!(outline(&read(folder.path().join("in/.hidden"))), [".hidden: item 1: D"]);
}

#[test]
fn all_paths_are_checked_before_the_first_is_read() {
    let folder = folder(&[("a.jsonl", LINES.as_bytes())]);
    let paths = [folder.path().join("a.jsonl"), folder.path().join("none")];
    let mut records = vec![];
    let error = read_inputs(&paths, &ReadOptions::default(), &mut records).unwrap_err();
    assert!(matches!(&error, InputError::Missing { path } if *path == paths[1]), "{error}");
    assert!(error.to_string().ends_with("none\"; check the name"), "{error}");
    assert!(records.is_empty());
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_in_a_folder_is_rejected_and_the_rest_is_read() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;

    let folder = folder(&[("in/a/deep.jsonl", LINES.as_bytes()), ("in/locked.jsonl", LINES.as_bytes())]);
    let inside = folder.path().join("in");
    symlink("..", inside.join("a/loop")).unwrap();
    symlink("a/deep.jsonl", inside.join("link.jsonl")).unwrap();
    symlink("nowhere", inside.join("broken")).unwrap();
    symlink("nowhere", inside.join(".broken")).unwrap();
    let _socket = UnixListener::bind(inside.join("socket")).unwrap();
    let locked = inside.join("locked.jsonl");
    let shut = inside.join("shut");
    fs::create_dir(&shut).unwrap();
    for path in [&locked, &shut] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o0)).unwrap();
    }

    let mut expected = vec![
        "in/a/deep.jsonl: line 1: A",
        "in/a/deep.jsonl: line 2: B",
        "in/a/loop: : ! is a link to a folder that it lies in; that folder is read once",
        "in/broken: : ! is a link to nothing",
        "in/link.jsonl: line 1: A",
        "in/link.jsonl: line 2: B",
    ];
    // To root nothing is locked.
    let is_root = fs::File::open(&locked).is_ok();
    if is_root {
        expected.extend(["in/locked.jsonl: line 1: A", "in/locked.jsonl: line 2: B"]);
    } else {
        expected.push("in/locked.jsonl: : ! cannot be read: permission denied; make it readable and import again");
        expected.push("in/shut: : ! cannot be read: permission denied; make it readable and import again");
        for path in [&locked, &shut] {
            let error = read_inputs(std::slice::from_ref(path), &ReadOptions::default(), &mut vec![]).unwrap_err();
            assert!(matches!(error, InputError::Unreadable { .. }), "{error}");
        }
    }
    expected.push("in/socket: : ! is a socket, not a file");
    assert_eq!(outline(&read(&inside)), expected);

    fs::set_permissions(&shut, fs::Permissions::from_mode(0o700)).unwrap();

    let error = read_inputs(&[inside.join("socket")], &ReadOptions::default(), &mut vec![]).unwrap_err();
    assert!(matches!(error, InputError::NotAFile { kind: "a socket", .. }), "{error}");
}

#[cfg(unix)]
#[test]
fn a_pipe_that_is_given_is_read() {
    let folder = folder(&[]);
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let writer = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::write(pipe, LINES).unwrap()
    });
    assert_eq!(outline(&read(&pipe)), ["pipe: line 1: A", "pipe: line 2: B"]);
    writer.join().unwrap();
}

#[test]
fn excluded_files_are_left_out_by_whatever_name_they_are_reached() {
    let folder = folder(&[("in/a.jsonl", LINES.as_bytes()), ("in/cuttings.db", b"SQLite format 3\0")]);
    let inside = folder.path().join("in");
    let exclude = vec![inside.join("../in/cuttings.db"), inside.join("cuttings.db-wal")];
    let options = ReadOptions { exclude, ..ReadOptions::default() };
    fs::write(inside.join("cuttings.db-wal"), "new").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("cuttings.db", inside.join("other.name")).unwrap();
    assert_eq!(read_with(&inside, &options).len(), 2);
    assert_eq!(read_with(inside.join("cuttings.db"), &options).len(), 0);
    assert_eq!(options.progress.bytes_total.load(Ordering::Relaxed), 0);
}

#[rstest]
#[case::empty("a.jsonl", b"", "a.jsonl: : ! is empty")]
#[case::blank("a.jsonl", b"title,text\n", "a.jsonl: : ! holds no records")]
#[case::an_empty_list("a.json", b"[]", "a.json: : ! holds no records")]
#[case::image("a.jsonl", b"\x89PNG\r\n\x1a\n\0", "a.jsonl: : ! is a PNG image, not text")]
fn a_file_without_records_is_one_rejected_record(#[case] name: &str, #[case] bytes: &[u8], #[case] expected: &str) {
    let folder = folder(&[(name, bytes)]);
    assert_eq!(outline(&read(folder.path().join(name))), [expected]);
}

#[test]
fn a_file_of_no_known_format_is_hashed() {
    use sha2::{Digest, Sha256};

    let bytes = [b"\x89PNG\r\n\x1a\n".as_slice(), &vec![7; 300_000]].concat();
    let folder = folder(&[("a.png.gz", &gzip(&bytes))]);
    let records = read(folder.path().join("a.png.gz"));
    assert_eq!(records[0].raw, Raw::Passed { sha256: Sha256::digest(&bytes).into(), size: 300_008 });
}

#[test]
fn compressed_files_are_read_like_plain_ones_and_by_their_inner_extension() {
    let table = b"nr,text\n1,A\n";
    let folder = folder(&[
        ("a.csv.gz", &gzip(table)),
        ("b.csv.zst", &zstd::encode_all(table.as_slice(), 1).unwrap()),
        ("c.csv.zst.gz", &gzip(&zstd::encode_all(table.as_slice(), 1).unwrap())),
    ]);
    for name in ["a.csv.gz", "b.csv.zst", "c.csv.zst.gz"] {
        assert_eq!(outline(&read(folder.path().join(name))), [format!("{name}: line 2: A")]);
    }
}

#[test]
fn what_is_compressed_too_often_is_rejected() {
    let folder = folder(&[("a.gz", &(0..9).fold(b"x".to_vec(), |bytes, _| gzip(&bytes)))]);
    assert_eq!(outline(&read(folder.path().join("a.gz"))), ["a.gz: : ! is packed more than 8 times over"]);
}

#[test]
fn the_records_before_a_break_in_a_compressed_stream_are_kept() {
    // Random-like titles, so that the stream is long enough to be cut in its middle.
    let mut lines = String::new();
    for n in 0..5000_u64 {
        writeln!(lines, "{{\"title\": \"{:x}\"}}", n.wrapping_mul(0x9e37_79b9_7f4a_7c15)).unwrap();
    }
    let bytes = gzip(lines.as_bytes());
    let folder = folder(&[("a.jsonl.gz", &bytes[..bytes.len() / 2])]);
    let records = read(folder.path().join("a.jsonl.gz"));
    let (last, whole) = records.split_last().unwrap();
    assert!(whole.len() > 1000, "{}", whole.len());
    assert!(whole.iter().all(|record| record.read().is_ok()));
    assert_eq!(last.locator, format!("line {}", records.len()));
    let reason = last.read().unwrap_err().reason;
    assert!(reason.starts_with("the gzip stream ends early, after "), "{reason}");
    assert!(reason.ends_with(" unpacked bytes; --salvage takes what there is of it"), "{reason}");
}

#[test]
fn a_stream_that_breaks_in_its_head_still_gives_its_whole_records() {
    let mut bytes = gzip(LINES.as_bytes());
    bytes.truncate(bytes.len() - 4);
    let folder = folder(&[("a.gz", &bytes), ("b.gz", &bytes[..4])]);
    let outline_of = |name| outline(&read(folder.path().join(name)));
    assert_eq!(
        outline_of("a.gz"),
        [
            "a.gz: line 1: A",
            "a.gz: line 2: B",
            "a.gz: after line 2: ! the gzip stream ends early, after 30 unpacked bytes; the records before it are kept"
        ]
    );
    assert_eq!(outline_of("b.gz"), ["b.gz: : ! the gzip stream ends early, after 0 unpacked bytes"]);
}

#[test]
fn what_there_is_of_a_record_that_a_stream_breaks_in_can_be_salvaged() {
    let mut bytes = gzip(b"A title\n\nA text that goes on for longer than the rest of the stream does.");
    bytes.truncate(bytes.len() - 20);
    let folder = folder(&[("a.txt.gz", &bytes)]);
    let records = read(folder.path().join("a.txt.gz"));
    assert_eq!(records.len(), 1);
    assert!(matches!(&records[0].raw, Raw::Bytes(raw) if raw.starts_with(b"A title")), "the bytes are kept");
    assert!(records[0].read().is_err());
    let draft = records[0].salvage().unwrap();
    assert!(draft.blocks.last().is_some_and(|block| block.text.starts_with("A text that goes on")), "{draft:?}");
    assert!(draft.notes[0].starts_with("the gzip stream ends early"), "{:?}", draft.notes);
}

#[test]
fn bytes_behind_a_compressed_stream_are_a_rejected_record_and_cost_no_other() {
    let lines = LINES.trim_end();
    let folder = folder(&[("a.gz", &[gzip(lines.as_bytes()), b"garbage".to_vec()].concat())]);
    let records = read(folder.path().join("a.gz"));
    assert_eq!(
        outline(&records),
        [
            "a.gz: line 1: A",
            "a.gz: line 2: B",
            "a.gz: after the gzip stream: ! bytes stand there that are no gzip stream; what is before them is kept"
        ]
    );
    assert!(matches!(records[2].raw, Raw::Passed { size: 7, .. }));
}

#[test]
fn a_bomb_is_stopped_and_the_records_before_it_are_kept() {
    let mut bytes = LINES.as_bytes().to_vec();
    bytes.resize(20 << 20, b' ');
    let folder = folder(&[("a.gz", &gzip(&bytes))]);
    let limits = Limits { record_bytes: 1 << 20, expansion_ratio: 100, expansion_floor: 1 << 20 };
    let records = read_with(folder.path().join("a.gz"), &ReadOptions { limits, ..ReadOptions::default() });
    let outline = outline(&records);
    assert_eq!(outline[..2], ["a.gz: line 1: A", "a.gz: line 2: B"]);
    assert_eq!(outline[2], "a.gz: line 3: ! is longer than 1048576 bytes, the limit for one record");
    assert!(outline[3].starts_with("a.gz: after line 3: ! expands more than 100 times"), "{outline:?}");
    assert_eq!(outline.len(), 4);
}

#[test]
fn a_table_in_utf16_is_read_as_a_table_and_a_text_in_utf16_keeps_its_bytes() {
    let utf16 = |text: &str| -> Vec<u8> {
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let text = utf16("Été à Paris\n\nA text.");
    let folder = folder(&[("a.txt", &utf16("title\ttext\nÉté\tx\n")), ("b.txt", &text)]);
    assert_eq!(outline(&read(folder.path().join("a.txt"))), ["a.txt: line 2: Été"]);
    assert_eq!(read(folder.path().join("b.txt"))[0].raw, Raw::Bytes(text));
}

#[test]
fn a_web_archive_of_which_a_stream_is_damaged_goes_on_with_the_next() {
    let record = "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: 11\r\n\r\nT\n\nA text..\r\n\r\n";
    let mut damaged = gzip(record.as_bytes());
    damaged[10] = 0xff;
    let folder = folder(&[
        ("a.warc.gz", &[damaged.clone(), gzip(record.as_bytes())].concat()),
        ("b.gz", &[damaged.clone(), gzip(b"no web archive")].concat()),
        ("c.warc.gz", &[gzip(record.as_bytes()), damaged, gzip(record.as_bytes())].concat()),
    ]);
    let found = outline(&read(folder.path().join("a.warc.gz")));
    assert!(
        found[0].starts_with("a.warc.gz: at the start: ! the gzip stream is damaged after 0 unpacked"),
        "{found:?}"
    );
    assert_eq!(found[1..], ["a.warc.gz: record 1: T"]);
    let found = outline(&read(folder.path().join("c.warc.gz")));
    assert_eq!(
        (found[0].as_str(), found[2].as_str()),
        ("c.warc.gz: record 1: T", "c.warc.gz: record 2: T"),
        "{found:?}"
    );
    assert!(found[1].contains("the gzip stream is damaged"), "{found:?}");
    let found = outline(&read(folder.path().join("b.gz")));
    assert!(
        found.len() == 1 && found[0].starts_with("b.gz: : ! the gzip stream is damaged after 0 unpacked"),
        "{found:?}"
    );
}

#[test]
fn progress_knows_its_end_beforehand_and_reaches_it() {
    // Given up as a bomb long before its end.
    let zeros = [gzip(&vec![b' '; 10 << 20]), vec![1; 500_000]].concat();
    let folder = folder(&[("in/a.jsonl", LINES.as_bytes()), ("in/b.gz", &zeros), ("in/.c", b"hidden")]);
    let limits = Limits { expansion_ratio: 2, expansion_floor: 1, ..Limits::default() };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    read_with(folder.path().join("in"), &options);
    let expected = (LINES.len() + zeros.len()) as u64;
    assert_eq!(options.progress.bytes_total.load(Ordering::Relaxed), expected);
    assert_eq!(options.progress.bytes_read.load(Ordering::Relaxed), expected);
}

#[test]
fn a_sink_that_stops_ends_the_reading() {
    struct One(usize);
    impl RecordSink for One {
        fn push(&mut self, _: Record) -> Flow {
            self.0 += 1;
            Flow::Stop
        }
    }
    let files: &[(&str, &[u8])] = &[
        ("a.jsonl", LINES.as_bytes()),
        ("b.json", b"[{\"title\": \"A\"}, {\"title\": \"B\"}]"),
        ("c.csv", b"title,text\nA,b\nC,d"),
        ("d", b""),
    ];
    for file in files {
        let folder = folder(&[*file, ("z", b"")]);
        let mut sink = One(0);
        assert_eq!(read_inputs(&[folder.path().into()], &ReadOptions::default(), &mut sink).unwrap(), Flow::Stop);
        assert_eq!(sink.0, 1, "{}", file.0);
    }
}

proptest::proptest! {
    #[test]
    fn any_file_gives_at_least_one_record(
        start in proptest::sample::select(vec![
            b"".as_slice(), b"PK\x03\x04", b"PK\x05\x06", b"WARC/1.0\r\n", b"filedesc://a", b"BZh91AY&SY",
            b"\xfd7zXZ\0", b"\x5d\x2a\x4d\x18", b"\x04\x22\x4d\x18", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"\xff\xfe", b"{\"a\"", b"[", b"title,text\n", b"<?xml ",
        ]),
        bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200),
    ) {
        let folder = folder(&[("a", &[start, &bytes].concat())]);
        let records = read(folder.path().join("a"));
        proptest::prop_assert!(!records.is_empty());
        for record in &records {
            let _ = record.read();
        }
    }
}

#[test]
fn a_file_with_an_index_is_sought_in_where_it_lies_and_held_up_to_the_limit_elsewhere() {
    let package = b"<package><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest>\
        <spine><itemref idref='a'/></spine></package>";
    let book = ZipFile::default()
        .add("mimetype", b"application/epub+zip", Packed::Stored)
        .add("META-INF/container.xml", b"<container><rootfile full-path='a.opf'/></container>", Packed::Stored)
        .add("a.opf", package, Packed::Stored)
        .add("a.xhtml", b"<body>Text</body>", Packed::Stored)
        .finish();
    let limits = Limits { record_bytes: 500, ..Limits::default() };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    let found = |bytes: &[u8]| {
        let record = read_bytes("a", bytes, &options).remove(0);
        (record.format, record.locator, record.reader.err().map(|rejection| rejection.reason))
    };
    assert_eq!(found(&book), ("epub", "a.xhtml".to_owned(), None));
    assert_eq!(options.progress.bytes_read.load(Ordering::Relaxed), book.len() as u64);
    let reason = "is longer than 500 bytes and comes as a stream; unpack it and import the file itself";
    assert_eq!(found(&gzip(&book)), ("epub", String::new(), Some(reason.to_owned())));
}

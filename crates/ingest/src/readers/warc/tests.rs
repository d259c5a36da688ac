use std::io::{self, BufReader, Read};

use rstest::rstest;

use super::*;
use crate::readers::test_support::{head, locators, reasons, split, titles};
use crate::record::{Raw, Record};
use crate::{FieldMap, Limits};

/// A WARC record of this type, with more header lines.
fn record(kind: &str, lines: &str, block: &str) -> String {
    let length = block.len();
    format!("WARC/1.0\r\nWARC-Type: {kind}\r\n{lines}Content-Length: {length}\r\n\r\n{block}\r\n\r\n")
}

/// A response with a plain text.
fn text(name: &str, text: &str) -> String {
    answer(name, "200 OK\r\nContent-Type: text/plain", text)
}

fn answer(name: &str, head: &str, body: &str) -> String {
    let lines = format!("WARC-Target-URI: http://a.example/{name}\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n");
    record("response", &lines, &format!("HTTP/1.1 {head}\r\n\r\n{body}"))
}

fn read(warc: impl AsRef<[u8]>) -> Vec<Record> {
    split(&WarcFiles, &mut warc.as_ref())
}

/// One line for each record: its locator, and its title or why it is rejected.
fn outline(records: &[Record]) -> Vec<String> {
    let outcome = |reason: Option<String>, title: String| reason.map_or(title, |reason| format!("! {reason}"));
    let outcomes = reasons(records).into_iter().zip(titles(records)).map(|(reason, title)| outcome(reason, title));
    locators(records).iter().zip(outcomes).map(|(locator, outcome)| format!("{locator}: {outcome}")).collect()
}

#[rstest]
fn articles_are_cut_out_whatever_the_chunks(#[values(1, 7, 100_000)] chunk: usize) {
    let first = text("1", "First title\n\nA text.");
    let warc = [
        record("warcinfo", "", "software: x"),
        first.clone(),
        record("request", "WARC-Target-URI: http://a.example/2\r\n", "GET / HTTP/1.1\r\n\r\n"),
        text("2", "Second title\n\nA text."),
    ];
    let warc = warc.concat();
    let records = split(&WarcFiles, &mut BufReader::with_capacity(chunk, warc.as_bytes()));
    assert_eq!(
        outline(&records),
        ["record 2 <http://a.example/1>: First title", "record 4 <http://a.example/2>: Second title"]
    );
    assert_eq!(records[0].raw, Raw::Bytes(first.trim_end().into()));
    let draft = records[0].read().unwrap();
    assert_eq!(draft.url.as_deref(), Some("http://a.example/1"));
    assert_eq!(draft.extra["captured"], "2024-05-06T07:08:09Z");
}

#[test]
fn a_page_goes_to_the_reader_of_pages_and_json_to_that_of_json() {
    let warc = [
        answer("1", "200 OK\r\nContent-Type: application/json; charset=utf-8", "{\"title\": \"A\", \"text\": \"B\"}"),
        answer("2", "200 OK\r\nContent-Type: application/json", "[1, 2]"),
        record(
            "resource",
            "WARC-Target-URI: file:///x\r\nContent-Type: text/plain\r\n",
            "HTTP/1.1 is a title\n\nA text.",
        ),
        record(
            "conversion",
            "WARC-Target-URI: http://b.example/\r\nContent-Type: text/plain\r\n",
            "Wet title\n\nA text.",
        ),
        answer("3", "200 OK", "%PDF-1.7\n"),
        answer("4", "200 OK\r\nContent-Type: text/csv", "a,b\n"),
        answer("5", "200 OK\r\nContent-Type: text/html", " \r\n"),
    ];
    let records = read(warc.concat());
    let found = outline(&records);
    assert_eq!(found[0], "record 1 <http://a.example/1>: A");
    assert_eq!(found[1], "record 2 <http://a.example/2>: ! holds JSON that is no single object");
    assert_eq!(found[2], "record 3 <file:///x>: HTTP/1.1 is a title");
    assert_eq!(found[3], "record 4 <http://b.example/>: Wet title");
    assert!(found[4].starts_with("record 5 <http://a.example/3>: ! is a PDF document"), "{}", found[4]);
    assert_eq!(found[5], "record 6 <http://a.example/4>: ! holds text/csv, which is not read from web archives");
    assert_eq!(found[6], "record 7 <http://a.example/5>: ! holds an empty page");
}

#[test]
fn a_text_in_the_encoding_that_its_server_names_is_decoded() {
    let mut warc = answer("1", "200 OK\r\nContent-Type: text/plain; charset=koi8-r", "XXXXX\n\nA text.").into_bytes();
    let at = memchr::memmem::find(&warc, b"XXXXX").unwrap();
    warc[at..at + 5].copy_from_slice(&[0xe7, 0xc1, 0xda, 0xc5, 0xd4]);
    assert_eq!(titles(&read(warc)), ["Газет"]);
}

#[test]
fn what_holds_no_article_is_one_rejected_record_for_each_kind() {
    let image = "200 OK\r\nContent-Type: image/png";
    let images = [answer("1", image, "x"), answer("2", image, "y")].concat();
    let script = answer("3", "200 OK\r\nContent-Type: text/javascript", "z");
    let records = read([images.clone(), script, answer("4", "404 No\r\nContent-Type: text/html", "No")].concat());
    assert_eq!(
        outline(&records),
        [
            "record 4 <http://a.example/4>: ! holds no page: the server answered HTTP 404",
            "image/png: ! 2 records of this kind hold no article and were passed over",
            "text/javascript: ! 1 record of this kind hold no article and were passed over",
        ]
    );
    let size = images.len() as u64 - 8;
    assert!(matches!(records[1].raw, Raw::Passed { size: found, .. } if found == size), "{:?}", records[1].raw);
}

#[rstest]
#[case::too_short(5)]
#[case::too_long(60)]
#[case::none(usize::MAX)]
fn a_wrong_length_costs_nothing(#[case] length: usize) {
    let wrong = text("1", "First title\n\nA text that goes on.");
    let said = wrong.lines().find(|line| line.starts_with("Content-Length")).unwrap();
    let wrong = wrong.replace(
        said,
        &format!("Content-Length: {}", if length == usize::MAX { String::new() } else { length.to_string() }),
    );
    let records = read([wrong, text("2", "Second title\n\nA text.")].concat());
    assert_eq!(titles(&records), ["First title", "Second title"], "{:?}", outline(&records));
    let draft = records[0].read().unwrap();
    assert_eq!(draft.blocks.last().unwrap().text, "A text that goes on.");
    assert!(draft.notes.iter().any(|note| note.starts_with("the record has ")), "{:?}", draft.notes);
}

#[test]
fn what_is_no_record_is_passed_over_to_the_next_one() {
    let junk = "some junk\nWARC is no record\n";
    let warc = [text("1", "First title\n\nA text."), junk.into(), text("2", "Second title\n\nA text.")].concat();
    let broken =
        ["WARC/1.0\r\nno header", &"x".repeat(2 << 20), "\r\n", &text("2", "Second title\n\nA text.")].concat();
    assert_eq!(
        outline(&read(warc)),
        [
            "record 1 <http://a.example/1>: First title",
            "after record 1: ! 28 bytes stand there that are no WARC record; reading goes on behind them",
            "record 2 <http://a.example/2>: Second title"
        ]
    );
    let found = outline(&read(broken));
    assert!(found[0].starts_with("at the start: ! 2097"), "{found:?}");
    assert!(found[0].ends_with(" bytes stand there that are no WARC record; reading goes on behind them"), "{found:?}");
    assert_eq!(found[1..], ["record 1 <http://a.example/2>: Second title"]);
}

#[test]
fn a_record_that_is_cut_short_is_rejected_with_its_bytes() {
    let whole = text("1", "First title\n\nA text.");
    let records = read(&whole[..whole.len() - 10]);
    assert_eq!(
        reasons(&records),
        [Some("is cut short: 59 of 65 bytes are there; --salvage takes what there is of it".to_owned())]
    );
    assert_eq!(records[0].raw, Raw::Bytes(whole[..whole.len() - 10].into()));
}

/// Fails once between two streams.
struct Broken<'a>(&'a [u8], bool, &'a [u8]);

impl Read for Broken<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if !self.0.is_empty() {
            return self.0.read(out);
        }
        if std::mem::take(&mut self.1) {
            return Err(io::Error::other("the stream is broken"));
        }
        self.2.read(out)
    }
}

#[test]
fn behind_an_error_of_the_stream_the_records_go_on() {
    let (first, second) = (text("1", "First title\n\nA text."), text("2", "Second title\n\nA text."));
    let mut input = BufReader::new(Broken(&first.as_bytes()[..first.len() - 10], true, second.as_bytes()));
    assert_eq!(
        outline(&split(&WarcFiles, &mut input)),
        [
            "record 1 <http://a.example/1>: ! is cut short: 59 of 65 bytes are there: the stream is broken; --salvage takes what there is of it",
            "record 2 <http://a.example/2>: Second title"
        ]
    );
    let mut input = BufReader::new(Broken(first.as_bytes(), true, second.as_bytes()));
    assert_eq!(
        outline(&split(&WarcFiles, &mut input)),
        [
            "record 1 <http://a.example/1>: First title",
            "after record 1: ! the stream is broken; reading goes on behind it",
            "record 2 <http://a.example/2>: Second title"
        ]
    );
}

#[test]
fn a_stream_that_fails_for_ever_is_given_up() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("broken"))
        }
    }
    let fields = std::sync::Arc::new(FieldMap::default());
    let input = &mut BufReader::new(Failing);
    let stream = Stream { source: "test".into(), input, limits: Limits::default(), fields: &fields };
    let error = WarcFiles.split(stream, &mut vec![]).unwrap_err();
    assert_eq!(error.to_string(), "has more than 1000 damaged places and is not read any further");
}

#[rstest]
fn a_record_over_the_limit_is_passed_and_the_next_one_is_read(#[values(false, true)] lies: bool) {
    let long = text("1", &"x".repeat(5000));
    let said = if lies { 999_999_999_999_u64 } else { 0 };
    let length = long.len() - long.find("HTTP").unwrap() - 4;
    let long =
        long.replace(&format!("Content-Length: {length}"), &format!("Content-Length: {}", said.max(length as u64)));
    let records = read([long.clone(), text("2", "Second title\n\nA text.")].concat());
    assert_eq!(
        outline(&records),
        [
            "record 1 <http://a.example/1>: ! is longer than 1000 bytes, the limit for one record",
            "record 2 <http://a.example/2>: Second title"
        ]
    );
    let size = long.len() as u64 - if lies { 0 } else { 4 };
    assert!(matches!(records[0].raw, Raw::Passed { size: found, .. } if found == size), "{:?}", records[0].raw);
}

#[test]
fn a_revisit_becomes_the_article_that_it_repeats_at_its_own_address() {
    let digest = "WARC-Payload-Digest: sha1:AAAA\r\nWARC-Target-URI: http://a.example/";
    let original = record(
        "response",
        &format!("{digest}1\r\n"),
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nTitle\n\nA text.",
    );
    let revisit = record("revisit", &format!("{digest}2\r\n"), "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n");
    let other =
        "WARC-Payload-Digest: sha1:BBBB\r\nWARC-Target-URI: http://a.example/3\r\nWARC-Refers-To-Date: 2020-01-01\r\n";
    let image =
        record("revisit", "WARC-Payload-Digest: sha1:CCCC\r\n", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n");
    let records = read([original, revisit.clone(), record("revisit", other, ""), image].concat());
    assert_eq!(
        outline(&records),
        [
            "record 1 <http://a.example/1>: Title",
            "record 2 <http://a.example/2>: Title",
            "record 3 <http://a.example/3>: ! is the same as an earlier capture of http://a.example/3 of 2020-01-01, which is \
             not in this file, or too far before; import the file that has it",
            "image/png: ! 1 record of this kind hold no article and were passed over",
        ]
    );
    assert_eq!(records[1].read().unwrap().url.as_deref(), Some("http://a.example/2"));
    assert_eq!(records[1].raw, Raw::Bytes(revisit[..revisit.len() - 4].into()));
}

#[test]
fn an_arc_file_is_read_and_resynchronized() {
    let line =
        |name: &str, length: usize| format!("http://a.example/{name} 1.2.3.4 20140301093000 text/plain {length}\n");
    let block = |title: &str| format!("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n{title}\n\nA text.");
    let description = "1 0 x\nURL IP-address Archive-date Content-type Archive-length\n";
    let length = block("First").len();
    let arc = [
        format!("filedesc://x.arc 0.0.0.0 20140301093000 text/plain {}\n{description}\n", description.len()),
        format!("{}{}\n", line("1", length), block("First")),
        format!("{}{}\n", line("2", 3), block("Short")),
        "junk\n".to_owned(),
        format!("{}{}\n", line("a b", length), block("Third")),
    ];
    let arc = arc.concat();
    assert!(ArcFiles.recognizes(&head(arc.as_bytes(), "")));
    let records = split(&ArcFiles, &mut arc.as_bytes());
    assert_eq!(
        outline(&records),
        [
            "record 2 <http://a.example/1>: First",
            "record 3 <http://a.example/2>: Short",
            "record 4 <http://a.example/a b>: Third"
        ]
    );
    assert_eq!(records[0].read().unwrap().extra["captured"], "2014-03-01T09:30:00Z");
}

//! Every web archive of the test data, beside what fastwarc 2.0.1 finds in it, as a table in `docs/formats.md`.
//! `UPDATE_DOCS=1` writes the table anew.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use cuttings_ingest::{ReadOptions, Record, read_inputs};

/// The files, and how many records of the types `response`, `resource`, `conversion` and `revisit` fastwarc 2.0.1 gives
/// before it ends or fails (of a WACZ, in its members `archive/*.warc*`).
const FILES: &[(&str, usize)] = &[
    ("chatnoir-resiliparse/block-sized-records.warc", 0),
    ("chatnoir-resiliparse/block-sized-records.warc.gz", 0),
    ("chatnoir-resiliparse/block-sized-records.warc.lz4", 0),
    ("chatnoir-resiliparse/clipped.warc.gz", 1),
    ("chatnoir-resiliparse/clueweb-quirk.warc.gz", 29),
    ("chatnoir-resiliparse/warcfile.warc", 16),
    ("chatnoir-resiliparse/warcfile.warc.gz", 16),
    ("chatnoir-resiliparse/warcfile.warc.lz4", 16),
    ("jwarc/cc.warc.gz", 1),
    ("jwarc/gzip_extra_sl.warc.gz", 0),
    ("py-wacz/example-collection-with-lists.warc", 18),
    ("py-wacz/example-collection.warc", 1),
    ("py-wacz/example-iana.warc", 58),
    ("py-wacz/example-resource.warc.gz", 2),
    ("py-wacz/example-warcinfo-metadata.warc", 1),
    ("py-wacz/invalid_example_1.wacz", 0),
    ("py-wacz/invalid_signed_example_1.wacz", 2),
    ("py-wacz/valid_example_1.wacz", 1),
    ("py-wacz/valid_example_2.wacz", 1),
    ("py-wacz/valid_signed_example_1.wacz", 2),
    ("pywb/bad.arc", 0),
    ("pywb/dupes.warc.gz", 12),
    ("pywb/example-bad.warc.gz.bad", 3),
    ("pywb/example-extra.warc", 4),
    ("pywb/example-url-agnostic-orig.warc.gz", 1),
    ("pywb/example-url-agnostic-revisit.warc.gz", 1),
    ("pywb/example-wget-1-14.warc.gz", 4),
    ("pywb/example-wpull.warc.gz", 2),
    ("pywb/example.arc", 0),
    ("pywb/example.arc.gz", 0),
    ("pywb/example.warc", 2),
    ("pywb/example.warc.gz", 3),
    ("pywb/example2.warc.gz", 1),
    ("pywb/httpbin-resource.warc.gz", 1),
    ("pywb/iana.warc.gz", 171),
    ("pywb/invalid_example_1.wacz", 0),
    ("pywb/missing-status-text.warc", 1),
    ("pywb/post-test.warc.gz", 3),
    ("pywb/valid_example_1.wacz", 1),
    ("warcio.js/example-bad-length.warc", 1),
    ("warcio.js/example-iana.org-chunked.warc", 1),
    ("warcio.js/example-resource.warc.gz", 1),
    ("warcio.js/example-url-agnostic-revisit.warc.gz", 1),
    ("warcio.js/example-wget-bad-target-uri.warc.gz", 3),
    ("warcio.js/example.warc", 2),
    ("warcio.js/example.warc.gz", 2),
    ("warcio.js/post-test-more.warc", 3),
    ("warcio.js/post-test.warc.gz", 3),
    ("warcio.js/redirect.warc", 1),
    ("warcio/bad.arc", 0),
    ("warcio/example-bad-non-chunked.warc.gz", 2),
    ("warcio/example-bad.warc.gz.bad", 3),
    ("warcio/example-digest.warc", 0),
    ("warcio/example-iana.org-chunked.warc", 1),
    ("warcio/example-resource.warc.gz", 1),
    ("warcio/example-space-in-target-uri.warc.gz", 1),
    ("warcio/example-space-in-url.arc", 0),
    ("warcio/example-trunc.warc", 1),
    ("warcio/example-wget-bad-target-uri.warc.gz", 3),
    ("warcio/example-wrong-chunks.warc.gz", 1),
    ("warcio/example.arc", 0),
    ("warcio/example.arc.gz", 0),
    ("warcio/example.warc", 2),
    ("warcio/example.warc.gz", 2),
    ("warcio/post-test.warc.gz", 3),
    ("whirlwind-python/CC-MAIN-2024-22.warc.paths.gz", 0),
    ("whirlwind-python/whirlwind.warc", 1),
    ("whirlwind-python/whirlwind.warc.gz", 1),
    ("whirlwind-python/whirlwind.warc.wat", 0),
    ("whirlwind-python/whirlwind.warc.wat.gz", 0),
    ("whirlwind-python/whirlwind.warc.wet", 1),
    ("whirlwind-python/whirlwind.warc.wet.gz", 1),
];

const BEGIN: &str = "<!-- web archives -->\n";
const END: &str = "<!-- end of web archives -->\n";

#[test]
fn the_table_of_web_archives_is_true() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let data = env::var_os("CUTTINGS_DATA").map_or_else(|| root.join("../shared/data"), Into::into).join("warc");
    if !data.exists() {
        skip("there is no ../shared/data/warc beside the project");
        return;
    }
    let mut table = "| file | found | fastwarc | read | the others |\n|---|---|---|---|---|\n".to_owned();
    for (name, fastwarc) in FILES {
        let mut records = vec![];
        read_inputs(&[data.join(name)], &ReadOptions::default(), &mut records).unwrap();
        let Row { found, read, others } = row(&records);
        writeln!(table, "| {name} | {found} | {fastwarc} | {read} | {others} |").unwrap();
    }
    let path = root.join("docs/formats.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (old, after) = rest.split_once(END).unwrap();
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, [before, BEGIN, &table, END, after].concat()).unwrap();
    } else {
        assert_eq!(old, table, "UPDATE_DOCS=1 writes it anew");
    }
}

#[expect(clippy::print_stderr, reason = "a test that did not run should say so")]
fn skip(why: &str) {
    eprintln!("skipped: {why}");
}

struct Row {
    found: usize,
    read: usize,
    others: String,
}

fn row(records: &[Record]) -> Row {
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    let mut row = Row { found: 0, read: 0, others: String::new() };
    for record in records {
        let within = record.locator.rsplit(" › ").next().unwrap_or_default();
        let is_cut = within.starts_with("record ") && matches!(record.format, "warc" | "arc");
        row.found += usize::from(is_cut);
        let Err(rejection) = record.read() else {
            row.read += usize::from(is_cut);
            continue;
        };
        let reason = &rejection.reason;
        let (reason, count) = match reason.split_once(" of this kind") {
            Some((count, _)) => (within.to_owned(), number(count)),
            None if is_cut => (reason.split_once(" of http").map_or(&**reason, |(what, _)| what).to_owned(), 1),
            None if within.is_empty() => (reason.clone(), 1),
            None => (format!("{within} {reason}"), 1),
        };
        row.found += if reason == within { count } else { 0 };
        *reasons.entry(reason).or_default() += count;
    }
    let others =
        reasons.into_iter().map(|(reason, count)| if count == 1 { reason } else { format!("{count} × {reason}") });
    row.others = others.collect::<Vec<_>>().join("; ");
    row
}

/// The number that a text begins with.
fn number(text: &str) -> usize {
    text.split(' ').find_map(|word| word.parse().ok()).expect("a number of records")
}

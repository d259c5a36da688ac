use std::io::{Cursor, Write};

use rstest::rstest;

use super::*;
use crate::readers::test_support::{given_page, head, locators, reasons, records_of, split, test_data, texts};

/// An entry: namespace, path, title, media type, and cluster and number, or `None` for a redirect.
type Row = (char, &'static str, &'static str, u16, Option<(u32, u32)>);

const TYPES: &[&str] = &["text/html", "image/png", "text/plain"];
const ROWS: &[Row] = &[
    ('C', "a.example/one", "One", 0, Some((1, 2))),
    ('C', "again", "", 0, Some((1, 2))),
    ('C', "b", "Two", 0, Some((0, 0))),
    ('C', "elsewhere", "", 0, Some((9, 0))),
    ('C', "missing", "", 0, Some((1, 7))),
    ('C', "pic", "", 1, Some((0, 1))),
    ('C', "redirect", "", 0xffff, None),
    ('M', "Creator", "", 2, Some((0, 2))),
    ('M', "Date", "", 2, Some((0, 3))),
    ('M', "Language", "", 2, Some((0, 4))),
    ('M', "Scraper", "", 2, Some((0, 5))),
    ('X', "listing", "", 0, Some((0, 0))),
];
const CLUSTERS: [&[&str]; 2] =
    [&["<p>Two</p>", "\u{89}PNG", "Jane", "2020-05-02", "eng", "warc2zim 2.0"], &["", "skipped", "<p>One</p>"]];

#[derive(Clone, Copy)]
enum Pack {
    Plain,
    Wide,
    Xz,
    Zstd,
    Unknown,
}

fn cluster(contents: &[&str], pack: Pack) -> Vec<u8> {
    let size = if matches!(pack, Pack::Wide) { 8 } else { 4 };
    let mut offset = (contents.len() + 1) * size;
    let mut list = vec![];
    for length in contents.iter().map(|text| text.len()).chain([0]) {
        list.extend_from_slice(&(offset as u64).to_le_bytes()[..size]);
        offset += length;
    }
    list.extend(contents.concat().bytes());
    match pack {
        Pack::Plain => [vec![1], list].concat(),
        Pack::Wide => [vec![0x11], list].concat(),
        Pack::Unknown => [vec![2], list].concat(),
        Pack::Zstd => [vec![5], zstd::encode_all(list.as_slice(), 1).unwrap()].concat(),
        Pack::Xz => {
            let mut encoder = liblzma::write::XzEncoder::new(vec![4], 0);
            encoder.write_all(&list).unwrap();
            encoder.finish().unwrap()
        }
    }
}

fn zim(version: (u16, u16), pack: Pack) -> Vec<u8> {
    let mut bytes = vec![0; 80];
    for name in TYPES {
        bytes.extend(name.bytes().chain([0]));
    }
    bytes.push(0);
    let (mut paths, mut clusters) = (vec![], vec![]);
    for (namespace, path, title, media, content) in ROWS {
        paths.extend((bytes.len() as u64).to_le_bytes());
        bytes.extend(media.to_le_bytes());
        // The old version has its pages in A.
        let namespace = if version == (5, 0) && *namespace == 'C' { 'A' } else { *namespace };
        bytes.extend([0, namespace as u8, 0, 0, 0, 0]);
        match content {
            Some((cluster, blob)) => bytes.extend([cluster.to_le_bytes(), blob.to_le_bytes()].concat()),
            None => bytes.extend(2_u32.to_le_bytes()),
        }
        bytes.extend([path.as_bytes(), &[0], title.as_bytes(), &[0]].concat());
    }
    for contents in CLUSTERS {
        clusters.extend((bytes.len() as u64).to_le_bytes());
        bytes.extend(cluster(contents, pack));
    }
    let (paths_at, clusters_at) = (bytes.len() as u64, (bytes.len() + paths.len()) as u64);
    bytes.extend([paths, clusters].concat());
    bytes[..4].copy_from_slice(archive::MAGIC);
    bytes[4..6].copy_from_slice(&version.0.to_le_bytes());
    bytes[6..8].copy_from_slice(&version.1.to_le_bytes());
    bytes[24..28].copy_from_slice(&(ROWS.len() as u32).to_le_bytes());
    bytes[28..32].copy_from_slice(&(CLUSTERS.len() as u32).to_le_bytes());
    for (at, value) in [(32, paths_at), (48, clusters_at), (56, 80)] {
        bytes[at..at + 8].copy_from_slice(&value.to_le_bytes());
    }
    bytes
}

fn split_within(bytes: &[u8], limits: Limits) -> Vec<Record> {
    let mut records = vec![];
    let fields = Arc::default();
    let file = IndexedFile { source: "a".into(), file: Box::new(Cursor::new(bytes.to_vec())), limits, fields: &fields };
    Zim.split_file(file, &mut records).unwrap();
    records
}

fn split_zim(bytes: &[u8]) -> Vec<Record> {
    split_within(bytes, Limits::default())
}

#[rstest]
#[case::plain((6, 1), Pack::Plain, 'C')]
#[case::wide((6, 1), Pack::Wide, 'C')]
#[case::xz((5, 0), Pack::Xz, 'A')]
#[case::zstd((6, 3), Pack::Zstd, 'C')]
fn pages_are_records_in_the_order_of_their_clusters(
    #[case] version: (u16, u16),
    #[case] pack: Pack,
    #[case] namespace: char,
) {
    let records = split_zim(&zim(version, pack));
    let paths = ["b", "a.example/one", "again", "missing", "elsewhere"].map(|path| format!("{namespace}/{path}"));
    assert_eq!(locators(&records), [&paths[..], &["image/png".to_owned()]].concat());
    let raw = |text: &str| Raw::Bytes(text.into());
    assert_eq!(records[0].raw, raw("<p>Two</p>"));
    assert_eq!((&records[1].raw, &records[2].raw), (&raw("<p>One</p>"), &raw("<p>One</p>")));
    let reasons: Vec<_> = reasons(&records).into_iter().skip(3).flatten().collect();
    let expected = [
        "has a content that is not in its cluster",
        "lies in cluster 9, which is beyond the end of the file",
        "1 record of this kind hold no article and were passed over",
    ];
    assert_eq!(reasons, expected);
}

#[test]
fn a_page_has_what_its_entry_and_its_archive_say() {
    let values = [("Creator", "Jane"), ("Date", "2020-05-02"), ("Language", "eng"), ("Scraper", "warc2zim 2.0")];
    let value = |name: &str| values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
    let entry = |path: &str| archive::Entry { path: path.to_owned(), title: "One".to_owned(), ..Default::default() };
    let about = Arc::new(About::read(value));
    let draft = about.article(entry("a.example/one")).read_by(b"<p>", given_page).unwrap();
    assert_eq!(texts(&draft), ["None <p>"]);
    assert_eq!((draft.title.as_deref(), draft.language.as_deref()), (Some("One"), Some("eng")));
    // The site is that of the address.
    assert_eq!((draft.url.as_deref(), draft.site.as_deref()), (Some("https://a.example/one"), None));
    assert_eq!(draft.extra["captured"], "2020-05-02");
    assert_eq!(draft.external_id.as_deref(), Some("a.example/one"));
    let draft = about.article(entry("one")).read_by(b"<p>", given_page).unwrap();
    assert_eq!((draft.url, draft.site.as_deref()), (None, Some("Jane")));
    assert!(about.article(entry("one")).read_by(b" ", given_page).is_err());
}

#[test]
fn the_metadata_of_an_archive_is_found() {
    let mut file = Cursor::new(zim((6, 1), Pack::Zstd));
    let archive = Archive::open(&mut file).unwrap();
    let (limits, tally) = (Limits::default(), Tally::of_file(archive.length));
    let (source, about, passed_over) = ("a".into(), Arc::default(), PassedOver::default());
    let sink = &mut Vec::new();
    let mut splitter = Splitter { archive, format: "zim", source, limits, tally, about, passed_over, sink };
    assert_eq!(splitter.metadata("Date").as_deref(), Some("2020-05-02"));
    assert_eq!(splitter.metadata("Title"), None);
}

#[rstest]
#[case::method(&zim((6, 1), Pack::Unknown), "lies in cluster 0, which is packed by method 2 that is not read")]
#[case::version(&zim((4, 0), Pack::Plain), "is a ZIM file of version 4; versions 5 and 6 are read")]
#[case::cut_short(&zim((6, 1), Pack::Plain)[..200], "is cut short: its lists of entries and clusters lie beyond its end")]
#[case::header(b"ZIM\x04", "ends within its header")]
fn what_cannot_be_read_says_why(#[case] bytes: &[u8], #[case] reason: &str) {
    assert_eq!(reasons(&split_zim(bytes))[0].as_deref(), Some(reason));
}

#[test]
fn bounds_hold_for_contents_and_for_all_of_them() {
    let small = Limits { record_bytes: 5, ..Limits::default() };
    let reason = reasons(&split_within(&zim((6, 1), Pack::Plain), small)).remove(0).unwrap();
    assert_eq!(reason, "is longer than 5 bytes, the limit for one record");
    let bomb = Limits { expansion_floor: 5, expansion_ratio: u64::MAX, ..Limits::default() };
    let reason = reasons(&split_within(&zim((6, 1), Pack::Plain), bomb)).remove(0).unwrap_or_default();
    assert!(!reason.contains("expands"), "what is not packed does not expand: {reason}");
    let mut bytes = zim((6, 1), Pack::Plain);
    // A cluster that unpacks to much more than the file.
    let at = bytes.len() - 8;
    let packed_at = bytes.len() as u64;
    bytes[at..].copy_from_slice(&packed_at.to_le_bytes());
    let long = "x".repeat(1 << 20);
    bytes.extend(cluster(&["", &long, "<p>One</p>"], Pack::Zstd));
    let limits = Limits { expansion_floor: 1 << 19, expansion_ratio: 10, ..Limits::default() };
    let reasons: Vec<_> = reasons(&split_within(&bytes, limits)).into_iter().flatten().collect();
    assert!(reasons.iter().any(|reason| reason.contains("taken for a decompression bomb")), "{reasons:?}");
}

#[test]
fn an_archive_is_known_by_its_beginning_and_held_where_it_streams() {
    let bytes = zim((6, 1), Pack::Zstd);
    assert!(Zim.recognizes(&head(&bytes, "")));
    let expected = "is longer than 1000 bytes and comes as a stream; unpack it and import the file itself";
    let long = [bytes.clone(), vec![0; 1000]].concat();
    assert_eq!(reasons(&split(&Zim, &mut long.as_slice())), [Some(expected.to_owned())]);
    assert_eq!(split(&Zim, &mut bytes.as_slice()).len(), 6);
}

#[test]
fn the_archives_of_the_test_data_are_handed_to_the_page_reader() {
    let Some(data) = test_data("formats/zim") else { return };
    for (name, expected) in [("small.zim", &["C/main.html", "image/png"][..]), ("small-withns.zim", &["A/main.html"])] {
        let records = records_of(&data.join(name));
        assert_eq!(locators(&records), expected, "{name}");
        let Raw::Bytes(page) = &records[0].raw else { panic!("{name} has no page") };
        let page = String::from_utf8_lossy(page);
        assert!(
            page.contains("<title>Test ZIM file</title>") && page.trim_end().ends_with("</html>"),
            "{name}: {page}"
        );
        assert!(records[0].reader.is_ok());
    }
}

#[test]
fn whatever_is_cut_off_or_changed_nothing_panics() {
    for pack in [Pack::Plain, Pack::Zstd, Pack::Xz] {
        let bytes = zim((6, 1), pack);
        for at in 0..bytes.len() {
            split_zim(&bytes[..at]);
            for bits in [1, 0x80, 0xff] {
                let mut changed = bytes.clone();
                changed[at] ^= bits;
                split_zim(&changed);
            }
        }
    }
}

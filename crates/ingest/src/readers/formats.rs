//! The formats on files of other makers, where they are there: how many records each file gives and what becomes of
//! them.

use std::path::Path;

use cuttings_core::Draft;
use rstest::rstest;

use crate::readers::ALL;
use crate::record::Record;
use crate::{ReadOptions, read_inputs};

/// All records of a file of the test data, or `None` where it is not there.
#[expect(clippy::print_stderr, reason = "says that it skips where the data is not there")]
fn records_of(file: &str) -> Option<Vec<Record>> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/formats")).join(file);
    if !path.exists() {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    }
    let mut records = vec![];
    read_inputs(&[path], &ReadOptions::default(), &mut records).expect("can be read");
    Some(records)
}

/// What became of a file: its format, how many records it holds, and how many of them are articles, have a title and
/// have a date.
fn outcome(records: &[Record]) -> (&'static str, usize, usize, usize, usize) {
    let drafts: Vec<Draft> = records.iter().filter_map(|record| record.read().ok()).filter(Draft::has_text).collect();
    let titled = drafts.iter().filter(|draft| draft.title.is_some()).count();
    let dated = drafts.iter().filter(|draft| draft.published.is_some()).count();
    (records[0].format, records.len(), drafts.len(), titled, dated)
}

#[rstest]
#[case("zz", "", 0, 0, 0, 0)]
fn every_file_gives_its_records(
    #[case] file: &str,
    #[case] format: &str,
    #[case] found: usize,
    #[case] read: usize,
    #[case] titled: usize,
    #[case] dated: usize,
) {
    if let Some(records) = records_of(file) {
        assert_eq!(outcome(&records), (format, found, read, titled, dated));
    }
}

#[test]
fn zz_probe() {
    for dir in ["wire", "feeds", "read-later", "press", "crawlers"] {
        let Ok(list) = std::fs::read_dir(
            Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/formats")).join(dir),
        ) else {
            return;
        };
        let mut names: Vec<_> =
            list.flatten().map(|entry| format!("{dir}/{}", entry.file_name().to_string_lossy())).collect();
        names.sort();
        for name in names {
            let records = records_of(&name).unwrap();
            let o = outcome(&records);
            eprintln!("#[case({name:?}, {:?}, {}, {}, {}, {})]", o.0, o.1, o.2, o.3, o.4);
            for r in records.iter().take(12) {
                match r.read() {
                    Ok(d) => eprintln!(
                        "   {} t={:?} s={:?} p={:?} m={:?} a={:?} url={:?} site={:?} lang={:?} tags={:?} id={:?} sec={:?} blocks={} {:?} extra={} notes={:?}",
                        r.locator,
                        d.title,
                        d.standfirst.map(|s| s.chars().take(60).collect::<String>()),
                        d.published.map(|d| d.to_string()),
                        d.modified.map(|d| d.to_string()),
                        d.authors,
                        d.url,
                        d.site,
                        d.language,
                        d.tags.iter().take(4).collect::<Vec<_>>(),
                        d.external_id,
                        d.section,
                        d.blocks.len(),
                        d.blocks.first().map(|b| (b.role.name(), b.text.chars().take(70).collect::<String>())),
                        serde_json::to_string(&d.extra).unwrap().chars().take(200).collect::<String>(),
                        d.notes
                    ),
                    Err(e) => eprintln!("   {} REJ {}", r.locator, e.reason),
                }
            }
        }
    }
}

#[test]
fn cutting_a_file_off_anywhere_never_panics() {
    for file in ["wire/pa1.xml", "press/factiva_test.xml", "read-later/wallabag-v1.json"] {
        let Some(records) = records_of(file) else { return };
        for record in records.iter().take(2) {
            let crate::Raw::Bytes(bytes) = &record.raw else { continue };
            for length in (0..bytes.len()).step_by(97) {
                for reader in ALL {
                    let mut cut = vec![];
                    let limits = crate::Limits::default();
                    let fields = std::sync::Arc::default();
                    let mut input = &bytes[..length];
                    let stream = super::Stream { source: "cut".into(), input: &mut input, limits, fields: &fields };
                    if reader.name() == record.format && reader.split(stream, &mut cut).is_ok() {
                        for record in cut {
                            let _ = record.read();
                        }
                    }
                }
            }
        }
    }
}

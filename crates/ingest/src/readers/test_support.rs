//! What the readers' tests share.

use std::io::BufRead;
use std::sync::Arc;

use super::{Head, Reader, Stream};
use crate::page::Page;
use crate::record::{Flow, Record, Rejection};
use crate::{FieldMap, Limits};
use cuttings_core::{Block, Draft};

/// A head that holds the whole stream.
pub(crate) fn head<'a>(bytes: &'a [u8], extension: &'a str) -> Head<'a> {
    Head { bytes, complete: true, extension }
}

/// All records of a stream, with a limit of 1000 bytes each.
pub(crate) fn split(reader: &dyn Reader, input: &mut dyn BufRead) -> Vec<Record> {
    split_by(reader, input, 1000)
}

/// All records of some bytes, with a limit in bytes for each.
pub(crate) fn split_within(reader: &dyn Reader, mut bytes: &[u8], limit: u64) -> Vec<Record> {
    split_by(reader, &mut bytes, limit)
}

fn split_by(reader: &dyn Reader, input: &mut dyn BufRead, limit: u64) -> Vec<Record> {
    let mut records = vec![];
    let limits = Limits { record_bytes: limit, ..Limits::default() };
    let stream = Stream { source: "test".into(), input, limits, fields: &Arc::new(FieldMap::default()) };
    assert_eq!(reader.split(stream, &mut records).unwrap(), Flow::Continue);
    records
}

pub(crate) fn locators(records: &[Record]) -> Vec<&str> {
    records.iter().map(|record| record.locator.as_str()).collect()
}

/// Why each record is rejected, `None` where it is not.
pub(crate) fn reasons(records: &[Record]) -> Vec<Option<String>> {
    records.iter().map(|record| record.read().err().map(|rejection| rejection.reason)).collect()
}

/// The titles of the drafts, empty where a record is rejected or has none.
pub(crate) fn titles(records: &[Record]) -> Vec<String> {
    let title = |record: &Record| record.read().ok().and_then(|draft| draft.title).unwrap_or_default();
    records.iter().map(title).collect()
}

/// Stands in for the page reader: a draft that says what it was given.
#[expect(clippy::unnecessary_wraps, reason = "it has the signature of the page reader")]
pub(crate) fn given_page(page: &Page<'_>) -> Result<Draft, Rejection> {
    let text = format!("{:?} {}", page.charset, String::from_utf8_lossy(page.bytes));
    let mut draft = Draft { url: page.url.map(ToOwned::to_owned), ..Draft::default() };
    draft.blocks.push(Block::paragraph(text));
    draft.extra.extend(page.captured.map(|captured| ("captured".to_owned(), captured.into())));
    Ok(draft)
}

/// The texts of a draft's blocks.
pub(crate) fn texts(draft: &Draft) -> Vec<&str> {
    draft.blocks.iter().map(|block| block.text.as_str()).collect()
}

/// A folder of the test data that nobody here wrote; `None`, with a word about it, where it is not beside the project.
#[expect(clippy::print_stderr, reason = "a test that did not run should say so")]
pub(crate) fn test_data(folder: &str) -> Option<std::path::PathBuf> {
    let root = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let data = std::env::var_os("CUTTINGS_DATA").map_or_else(|| root.join("../shared/data"), Into::into).join(folder);
    if data.exists() {
        return Some(data);
    }
    eprintln!("skipped: there is no ../shared/data/{folder} beside the project");
    None
}

/// The records of a file on disk, whatever it holds.
pub(crate) fn records_of(path: &std::path::Path) -> Vec<Record> {
    let mut records = vec![];
    crate::read_inputs(&[path.to_owned()], &crate::ReadOptions::default(), &mut records).unwrap();
    records
}

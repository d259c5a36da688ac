//! What the readers' tests share.

use std::io::BufRead;
use std::sync::Arc;

use super::{Head, Reader, Stream};
use crate::record::{Flow, Record};
use crate::{FieldMap, Limits};

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

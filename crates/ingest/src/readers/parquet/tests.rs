use std::io::Cursor;

use parquet::basic::{Compression, GzipLevel, ZstdLevel};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use rstest::rstest;

use super::*;
use crate::readers::test_support::{locators, reasons, split, titles};

const SCHEMA: &str = "message m { REQUIRED BYTE_ARRAY title (UTF8); OPTIONAL BYTE_ARRAY text;
    REQUIRED INT64 date (TIMESTAMP(NANOS,false)); REQUIRED INT32 words; }";

/// A table of two groups of two rows.
fn table(compression: Compression) -> Vec<u8> {
    let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let mut bytes = vec![];
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, properties).unwrap();
    for group in 0..2 {
        let mut columns = writer.next_row_group().unwrap();
        while let Some(mut column) = columns.next_column().unwrap() {
            match column.untyped() {
                ColumnWriter::ByteArrayColumnWriter(writer) if writer.get_descriptor().name() == "title" => {
                    let titles = [format!("Title {group}a"), format!("Title {group}b")];
                    let titles = titles.map(|title| ByteArray::from(title.into_bytes()));
                    writer.write_batch(&titles, None, None).unwrap();
                }
                ColumnWriter::ByteArrayColumnWriter(writer) => {
                    writer.write_batch(&[ByteArray::from("One.\n\nTwo.")], Some(&[1, 0]), None).unwrap();
                }
                ColumnWriter::Int64ColumnWriter(writer) => {
                    writer.write_batch(&[1_588_411_800_000_000_000, 0], None, None).unwrap();
                }
                ColumnWriter::Int32ColumnWriter(writer) => {
                    writer.write_batch(&[7, -1], None, None).unwrap();
                }
                _ => {}
            }
            column.close().unwrap();
        }
        columns.close().unwrap();
    }
    writer.close().unwrap();
    bytes
}

fn split_table(bytes: &[u8]) -> Vec<Record> {
    let mut records = vec![];
    let fields = Arc::default();
    let limits = crate::Limits::default();
    let file = IndexedFile { source: "a".into(), file: Box::new(Cursor::new(bytes.to_vec())), limits, fields: &fields };
    Parquet.split_file(file, &mut records).unwrap();
    records
}

#[rstest]
#[case::plain(Compression::UNCOMPRESSED)]
#[case::snappy(Compression::SNAPPY)]
#[case::gzip(Compression::GZIP(GzipLevel::default()))]
#[case::zstd(Compression::ZSTD(ZstdLevel::default()))]
fn every_row_is_a_record(#[case] compression: Compression) {
    let records = split_table(&table(compression));
    assert_eq!(locators(&records), ["row 1", "row 2", "row 3", "row 4"]);
    assert_eq!(titles(&records), ["Title 0a", "Title 0b", "Title 1a", "Title 1b"]);
}

#[test]
fn the_raw_bytes_of_a_row_are_its_json_form_in_the_order_of_the_columns() {
    let records = split_table(&table(Compression::SNAPPY));
    let json = |record: &Record| match &record.raw {
        Raw::Bytes(bytes) => String::from_utf8(bytes.clone()).unwrap(),
        Raw::Passed { .. } => String::new(),
    };
    let expected = r#"{"title":"Title 0a","text":"One.\n\nTwo.","date":"2020-05-02 09:30:00.000000","words":7}"#;
    assert_eq!(json(&records[0]), expected);
    assert_eq!(json(&records[1]), r#"{"title":"Title 0b","text":null,"date":"1970-01-01 00:00:00.000000","words":-1}"#);
    let draft = records[0].read().unwrap();
    assert_eq!(draft.published.unwrap().as_iso(), "2020-05-02T09:30:00");
    assert_eq!(draft.blocks.len(), 2);
    assert_eq!(draft.extra["words"], 7);
}

#[test]
fn a_damaged_group_does_not_cost_the_others() {
    let mut bytes = table(Compression::SNAPPY);
    let at = memchr::memmem::find(&bytes, b"Title 0a").unwrap();
    bytes[at - 12..at + 12].fill(0xff);
    let records = split_table(&bytes);
    let (last, first) = (records.iter().rev().take(2).rev(), &records[0]);
    assert_eq!(titles(&last.cloned().collect::<Vec<_>>()), ["Title 1a", "Title 1b"]);
    assert!(first.locator.starts_with("after row "), "{}", first.locator);
    assert!(reasons(&records)[0].as_ref().unwrap().starts_with("the rest of row group 1 cannot be read"));
}

#[test]
fn a_table_that_comes_as_a_stream_is_held_up_to_the_limit() {
    let bytes = table(Compression::SNAPPY);
    let expected = "is longer than 1000 bytes and comes as a stream; unpack it and import the file itself";
    assert_eq!(reasons(&split(&Parquet, &mut bytes.as_slice())), [Some(expected.to_owned())]);
    let reason = reasons(&split(&Parquet, &mut &b"PAR1 and no more"[..])).remove(0).unwrap();
    assert!(reason.starts_with("has no index that can be read, as if it were cut short or damaged"), "{reason}");
}

/// A file of nothing but a footer: a schema of groups within each other.
fn nested(levels: usize) -> Vec<u8> {
    let mut footer = vec![0x15, 2, 0x19, 0xfc];
    let mut count = levels + 1;
    while count >= 0x80 {
        footer.push(count as u8 | 0x80);
        count >>= 7;
    }
    footer.push(count as u8);
    for _ in 0..levels {
        // A repetition, a name and one child.
        footer.extend([0x35, 0, 0x18, 1, b'a', 0x15, 2, 0]);
    }
    // A number, required, and its name; then no rows, no groups.
    footer.extend([0x15, 2, 0x25, 0, 0x18, 1, b'a', 0, 0x16, 0, 0x19, 0x0c, 0]);
    [b"PAR1", &footer[..], &(footer.len() as u32).to_le_bytes(), b"PAR1"].concat()
}

#[test]
fn columns_that_lie_too_deep_are_refused_before_they_are_followed() {
    let reason = |levels| reasons(&split_table(&nested(levels))).into_iter().flatten().next();
    assert_eq!(reason(3), None);
    for levels in [65, 100_000] {
        assert!(reason(levels).unwrap().contains("its columns lie more than 64 deep within each other"));
    }
}

#[test]
fn whatever_is_cut_off_or_changed_reading_ends() {
    let bytes = table(Compression::SNAPPY);
    for at in 0..bytes.len() {
        assert_eq!(split_table(&bytes[..at]).len(), 1);
        let mut changed = bytes.clone();
        changed[at] ^= 0x2a;
        split_table(&changed);
    }
}

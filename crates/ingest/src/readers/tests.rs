//! What holds for every reader and any bytes.

use std::borrow::Cow;
use std::io::BufReader;

use proptest::prelude::*;

use super::test_support::split;
use super::*;
use crate::record::{Raw, Record};

/// Texts with much of what the formats are made of.
fn text() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        Just("{\"title\": \"A\", \"text\": \"B\"}"),
        Just("{\n  \"title\": \"A\"\n}"),
        Just("{\"articles\": ["),
        Just("[\n  "),
        Just("title,text\n"),
        Just("A,\"b\nc\"\n"),
        Just("A\t\"b\tc\n"),
        Just(",\n  "),
        Just("<rss><item><title>A</title>"),
        Just("<entry xmlns='atom'/>"),
        Just("<NewsItem><article><nitf>"),
        Just("</item>"),
        Just("</div></a></article></nitf>"),
        Just("<div class=\"article\">"),
        Just("<a name=\"DOC_ID_1\">"),
        Just("<span class='DocPublicationName'>"),
        Just("1 of 2 DOCUMENTS\n"),
        Just("\u{1}qp1 4 i\n\u{2}A\n\u{3}"),
        Just("<!--"),
        Just("<![CDATA["),
        Just("]]>"),
        Just("<"),
        Just("\u{feff}"),
        Just("\\ud83d"),
        Just("é"),
        Just(" "),
        Just("x"),
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just("\""),
        Just(","),
        Just(":"),
        Just("\\"),
        Just("\n"),
        Just("\r\n"),
    ];
    let long = Just("x".repeat(1100).leak() as &str);
    proptest::collection::vec(prop_oneof![60 => part, 1 => long], 0..40).prop_map(|parts| parts.concat().into_bytes())
}

fn split_in_chunks(reader: &dyn Reader, bytes: &[u8], chunk: usize) -> Vec<Record> {
    split(reader, &mut BufReader::with_capacity(chunk, bytes))
}

/// What of a record must not depend on how the stream came: the place and the bytes, or as much as is known of them.
fn place(record: &Record) -> (&str, Result<Cow<'_, str>, u64>) {
    let raw = match &record.raw {
        Raw::Bytes(bytes) => Ok(String::from_utf8_lossy(bytes)),
        Raw::Passed { size, .. } => Err(*size),
    };
    (&record.locator, raw)
}

fn check(bytes: &[u8]) -> Result<(), TestCaseError> {
    for reader in ALL {
        let records = split_in_chunks(*reader, bytes, 1 << 16);
        // The records are parts of the stream, in order and apart.
        let mut rest = bytes;
        for record in &records {
            let skip = match &record.raw {
                Raw::Bytes(raw) => match memchr::memmem::find(rest, raw) {
                    Some(at) => at + raw.len(),
                    None => return Err(TestCaseError::fail(format!("{} is not in the rest", record.locator))),
                },
                Raw::Passed { size, .. } => *size as usize,
            };
            prop_assert!(skip <= rest.len());
            rest = &rest[skip..];
            let _ = record.read();
        }
        for chunk in [1, 7] {
            let others = split_in_chunks(*reader, bytes, chunk);
            let (ours, theirs) = (records.iter().map(place), others.iter().map(place));
            prop_assert!(
                ours.clone().eq(theirs.clone()),
                "{} in chunks of {chunk}: {}\n{:?}\n{:?}",
                reader.name(),
                String::from_utf8_lossy(bytes),
                ours.collect::<Vec<_>>(),
                theirs.collect::<Vec<_>>()
            );
        }
        let _ = reader.recognizes(&Head { bytes, complete: false, extension: "" });
        let _ = reader.recognizes(&Head { bytes, complete: true, extension: "csv" });
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_bytes_split_into_records_that_do_not_depend_on_the_chunks(
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        check(&bytes)?;
    }

    #[test]
    fn any_text_of_the_formats_splits_into_records_that_do_not_depend_on_the_chunks(bytes in text()) {
        check(&bytes)?;
    }

    #[test]
    fn a_fault_in_a_list_costs_the_item_it_is_in_and_at_most_the_next(at in 0..20_usize, byte in 0..200_usize, fault in any::<u8>()) {
        let items: Vec<_> = (0..20).map(|n| format!("{{\n    \"title\": \"Item {n}\",\n    \"tags\": [\"a\", \"b\"]\n  }}")).collect();
        let mut text = format!("[\n  {}\n]\n", items.join(",\n  ")).into_bytes();
        let at = text.len() / 20 * at + byte % (text.len() / 20);
        text[at] = fault;
        let records = split(&json::Json, &mut text.as_slice());
        let read = records.iter().filter(|record| record.read().is_ok()).count();
        prop_assert!(read >= 18, "{read} items are read of\n{}", String::from_utf8_lossy(&text));
    }
}

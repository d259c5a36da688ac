//! Records that were read before, cut anew from their bytes: what an archive keeps is read again when a reader has become
//! better.

use std::sync::Arc;

use cuttings_core::Draft;

use crate::Limits;
use crate::readers::{Stream, readers_of};
use crate::record::{CutShort, Raw, ReadRecord, Record, Rejection};

const NOT_KEPT: &str = "its bytes were not kept; import the file again";
const UNKNOWN: &str = "no reader has this format; import the file again";
const CUT_OTHERWISE: &str = "its bytes alone are not this record any more; import the file again";
const IS_CUT_SHORT: &str = "it is cut short; import the file again with --salvage to take what there is of it";

/// A record as an archive keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRecord {
    /// The input it came from.
    pub source: Arc<str>,
    /// Where in the source.
    pub locator: String,
    /// The name of the format it was read as.
    pub format: String,
    /// Why it was rejected; `None` where it became an article.
    pub rejection: Option<String>,
    /// Its exact bytes, where they are kept.
    pub original: Option<Vec<u8>>,
}

/// Cuts a kept record anew. The reader of its format is given the bytes for a stream, so that it judges them as it would
/// in a file: whether the record is whole, and whether it should be read at all.
///
/// # Errors
/// Why that cannot be done, in words for the person who asked for it.
pub fn cut_again(kept: KeptRecord) -> Result<Record, &'static str> {
    let original = kept.original.ok_or(NOT_KEPT)?;
    if kept.rejection.as_deref().is_some_and(CutShort::is_reason) {
        return Err(IS_CUT_SHORT);
    }
    let mut why_not = UNKNOWN;
    for reader in readers_of(&kept.format) {
        if let Err(reason) = reader.stands_alone(&original) {
            why_not = reason;
            continue;
        }
        why_not = CUT_OTHERWISE;
        let mut records: Vec<Record> = Vec::new();
        let (mut input, fields) = (original.as_slice(), Arc::default());
        let source = Arc::clone(&kept.source);
        let stream = Stream { source, input: &mut input, limits: Limits::default(), fields: &fields };
        // Bytes in memory do not fail; a reader that gives up has no such record.
        let _ = reader.split(stream, &mut records);
        let same = records.into_iter().find(|record| matches!(&record.raw, Raw::Bytes(bytes) if *bytes == original));
        if let Some(record) = same {
            let reader =
                record.reader.map(|reader| if kept.rejection.is_none() { Taken::wrap(reader) } else { reader });
            return Ok(Record { source: kept.source, locator: kept.locator, reader, ..record });
        }
    }
    Err(why_not)
}

/// Reads a record that became an article, be it by salvage.
struct Taken(Arc<dyn ReadRecord>);

impl Taken {
    fn wrap(reader: Arc<dyn ReadRecord>) -> Arc<dyn ReadRecord> {
        Arc::new(Self(reader))
    }
}

impl ReadRecord for Taken {
    fn read(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        self.0.read(bytes).or_else(|rejection| self.0.salvage(bytes).map_err(|_| rejection))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    struct Refusing;

    impl ReadRecord for Refusing {
        fn read(&self, _: &[u8]) -> Result<Draft, Rejection> {
            Err(Rejection::new("is nothing"))
        }
    }

    fn kept(format: &str, bytes: &[u8]) -> KeptRecord {
        let (source, locator) = ("desk".into(), "place 7".to_owned());
        KeptRecord { source, locator, format: format.to_owned(), rejection: None, original: Some(bytes.to_vec()) }
    }

    fn read(kept: KeptRecord) -> Result<Option<String>, String> {
        let record = cut_again(kept).map_err(str::to_owned)?;
        assert_eq!((&*record.source, record.locator.as_str()), ("desk", "place 7"));
        record.read().map(|draft| draft.title).map_err(|rejection| rejection.reason)
    }

    const PAGE: &str = "<title>Late ferry</title><p>The ferry left the quay an hour late, and nobody knew why it did.";
    const MAIL: &str = "From ida@herald.example Sun Mar  3 09:30:00 2024\nFrom: ida@herald.example\n\
                        Message-ID: <1@herald.example>\nSubject: Late ferry\n\nIt came.\n";
    const WARC: &str = "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://herald.example/late\r\n\
                        Content-Type: text/html\r\nContent-Length: 61\r\n\r\n\
                        <!doctype html><title>Late ferry</title><p>It came at last.</p";

    #[rstest]
    #[case::page("html", PAGE)]
    #[case::mail_of_a_mailbox("mbox", MAIL)]
    #[case::line("jsonl", r#"{"title": "Late ferry", "text": "It came."}"#)]
    #[case::item("json", "{\"title\": \"Late ferry\",\n \"text\": \"It came.\"}")]
    #[case::wire("nitf", "<nitf><body><body.head><hedline><hl1>Late ferry</hl1></hedline></body.head></body></nitf>")]
    fn a_record_that_stands_alone_is_read_again_where_it_was(#[case] format: &str, #[case] bytes: &str) {
        assert_eq!(read(kept(format, bytes.as_bytes())), Ok(Some("Late ferry".to_owned())));
    }

    #[rstest]
    #[case::row("csv", b"Late ferry,It came.", "what surrounds")]
    #[case::entry("rss", b"<item><title>Late ferry</title></item>", "what the feed says")]
    #[case::unknown("papyrus", b"Late ferry", "no reader")]
    #[case::latin("nitf", b"<nitf><hl1>F\xe4hre</hl1></nitf>", "not in UTF-8")]
    #[case::two_records("jsonl", b"{\"title\": \"a\"}\n{\"title\": \"b\"}", "not this record any more")]
    #[case::revisit("warc", b"WARC/1.0\r\nWARC-Type: revisit\r\nContent-Length: 0\r\n\r\n", "repeats another")]
    fn what_needs_its_file_is_left_out_with_the_reason(#[case] format: &str, #[case] bytes: &[u8], #[case] why: &str) {
        let reason = read(kept(format, bytes)).expect_err("left out");
        assert!(reason.contains(why), "{reason}");
    }

    #[test]
    fn a_record_of_a_web_archive_is_judged_as_in_its_file() {
        let whole = WARC.replace("61", &WARC.rsplit("\r\n").next().unwrap_or_default().len().to_string());
        assert_eq!(read(kept("warc", whole.as_bytes())), Ok(Some("Late ferry".to_owned())));
        let refused = KeptRecord {
            rejection: Some("is cut short".to_owned()),
            ..kept("warc", &whole.as_bytes()[..whole.len() - 20])
        };
        assert!(read(refused).expect_err("cut short").contains("is cut short"));
    }

    #[test]
    fn what_was_refused_because_its_end_is_missing_is_not_taken_by_the_back_door() {
        let reason =
            CutShort::wrap(Taken::wrap(Arc::new(Refusing)), "is cut short").read(b"").expect_err("refused").reason;
        let refused = KeptRecord { rejection: Some(reason), ..kept("html", PAGE.as_bytes()) };
        assert_eq!(cut_again(refused).err(), Some(IS_CUT_SHORT));
        let none = KeptRecord { original: None, ..kept("html", b"") };
        assert_eq!(cut_again(none).err(), Some(NOT_KEPT));
    }
}

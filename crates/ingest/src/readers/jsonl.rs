//! JSON Lines (NDJSON): every line an object.

use std::io;
use std::sync::Arc;

use super::json::{JsonObject, Shape, is_object, shape};
use super::window::{Window, too_long};
use super::{Head, Reader, Stream};
use crate::record::{Flow, Raw, ReadRecord, Record, RecordSink};

/// The reader of JSON Lines.
pub(crate) struct JsonLines;

impl Reader for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        is_json_lines(head)
    }

    fn cuts_at_ascii(&self) -> bool {
        true
    }

    fn stands_alone(&self, _record: &[u8]) -> Result<(), &'static str> {
        Ok(())
    }

    fn split(&self, stream: Stream<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        let limit = stream.limits.record_bytes;
        let object: Arc<dyn ReadRecord> = Arc::new(JsonObject::line(Arc::clone(stream.fields)));
        let mut window = Window::new(stream.input);
        let mut number = 0_u64;
        while let Some(raw) = window.take_line(limit)? {
            number += 1;
            let reader = match &raw {
                Raw::Bytes(line) if line.trim_ascii().is_empty() => continue,
                Raw::Bytes(_) => Ok(Arc::clone(&object)),
                Raw::Passed { .. } => Err(too_long(limit)),
            };
            let source = Arc::clone(&stream.source);
            let record = Record { source, locator: format!("line {number}"), format: self.name(), raw, reader };
            if sink.push(record) == Flow::Stop {
                return Ok(Flow::Stop);
            }
        }
        Ok(Flow::Continue)
    }
}

/// Whether the head looks like objects line by line rather than like one JSON document.
pub(super) fn is_json_lines(head: &Head<'_>) -> bool {
    let mut lines = head.lines().filter(|(line, _)| !line.is_empty());
    let Some((first, first_is_whole)) = lines.next() else {
        return false;
    };
    let mut rest = lines.filter(|(_, whole)| *whole).map(|(line, _)| line);
    if matches!(head.extension, "jsonl" | "ndjson" | "jl") && (is_object(first) || rest.clone().any(is_object)) {
        return true;
    }
    if first.first() != Some(&b'{') {
        return false;
    }
    if !first_is_whole {
        // One line that is longer than the head: an object whose end is not in sight.
        return first[1..].trim_ascii_start().first() == Some(&b'"') && matches!(shape(first), Shape::One);
    }
    if is_object(first) {
        return matches!(shape(first), Shape::One);
    }
    // A broken first line does not make the others a document, unless it breaks where a document's lines do.
    let goes_on = matches!(first.last(), Some(b'{' | b'[' | b',' | b':'));
    !goes_on && rest.next().is_some_and(is_object)
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use rstest::rstest;

    use super::*;
    use crate::readers::test_support::{head, locators, reasons, split};

    #[rstest]
    #[case::one_line(r#"{"title": "A"}"#, "json", true)]
    #[case::two_lines("\u{feff}\n{\"title\": \"A\"}\r\n{\"title\": \"B\"}\n", "", true)]
    #[case::broken_first_line("{\"title\": \"A\n{\"title\": \"B\"}\n", "", true)]
    #[case::broken_first_line_by_extension("# made by hand\n{\"title\": \"B\"}\n", "jsonl", true)]
    #[case::pretty("{\n  \"title\": \"A\"\n}\n", "json", false)]
    #[case::pretty_list_of_compact_objects("{\"articles\": [\n{\"title\": \"A\"}\n]}", "json", false)]
    #[case::list("[{\"title\": \"A\"}]", "json", false)]
    #[case::wrapper("{\"articles\": [{\"title\": \"A\", \"text\": \"B\"}]}", "json", false)]
    #[case::prose("{Reuters} A text", "txt", false)]
    #[case::empty("", "jsonl", false)]
    fn json_lines_are_told_from_documents(#[case] text: &str, #[case] extension: &str, #[case] expected: bool) {
        assert_eq!(JsonLines.recognizes(&head(text.as_bytes(), extension)), expected);
    }

    #[test]
    fn a_first_line_longer_than_the_head_is_recognized() {
        let line = format!("{{\"id\": 1, \"text\": \"{}", "x".repeat(1000));
        assert!(JsonLines.recognizes(&Head { bytes: line.as_bytes(), complete: false, extension: "" }));
        let wrapper = format!("{{\"articles\": [{{\"title\": \"{}", "x".repeat(1000));
        assert!(!JsonLines.recognizes(&Head { bytes: wrapper.as_bytes(), complete: false, extension: "" }));
    }

    #[rstest]
    fn a_broken_line_is_rejected_for_itself_and_blank_lines_are_no_records(#[values(1, 7, 1000)] chunk: usize) {
        let text = "{\"title\": \"A\"}\n\n{\"title\": \"B\n[1]\n \t\n{\"title\": \"C\"}";
        let mut input = BufReader::with_capacity(chunk, text.as_bytes());
        let records = split(&JsonLines, &mut input);
        assert_eq!(locators(&records), ["line 1", "line 3", "line 4", "line 6"]);
        assert_eq!(
            reasons(&records),
            [
                None,
                Some("is not valid JSON: EOF while parsing a string at column 12".to_owned()),
                Some("is not a JSON object".to_owned()),
                None
            ]
        );
        assert_eq!(records[1].raw, Raw::Bytes(b"{\"title\": \"B".into()));
    }

    #[test]
    fn a_line_over_the_limit_is_rejected_and_the_next_one_is_read() {
        let text = format!("{{\"title\": \"{}\"}}\n{{\"title\": \"B\"}}\n", "x".repeat(2000));
        let records = split(&JsonLines, &mut text.as_bytes());
        assert_eq!(reasons(&records), [Some("is longer than 1000 bytes, the limit for one record".to_owned()), None]);
        assert!(matches!(records[0].raw, Raw::Passed { size: 2013, .. }), "{:?}", records[0].raw);
    }

    #[test]
    fn a_byte_order_mark_does_not_spoil_the_first_line() {
        let records = split(&JsonLines, &mut "\u{feff}{\"title\": \"A\"}\n".as_bytes());
        assert_eq!(reasons(&records), [None]);
        assert_eq!(records[0].raw, Raw::Bytes("\u{feff}{\"title\": \"A\"}".into()));
    }

    #[test]
    fn a_line_in_another_encoding_is_decoded_and_noted() {
        let records = split(&JsonLines, &mut &b"{\"title\": \"Le caf\xe9 d\xe9j\xe0 ferm\xe9\"}"[..]);
        let draft = records[0].read().unwrap();
        assert_eq!(draft.title.as_deref(), Some("Le café déjà fermé"));
        assert_eq!(draft.notes.len(), 1);
    }
}

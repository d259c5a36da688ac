use std::io::BufReader;

use rstest::rstest;

use super::*;
use crate::readers::test_support::{head, locators, reasons, split, titles};
use crate::record::{Raw, Record};

fn read(text: &str) -> Vec<Record> {
    split(&Json, &mut text.as_bytes())
}

/// The titles of the items that are read, and `!` for each that is rejected.
fn outline(records: &[Record]) -> Vec<String> {
    let outcome = |(title, reason): (String, Option<String>)| if reason.is_some() { "!".to_owned() } else { title };
    titles(records).into_iter().zip(reasons(records)).map(outcome).collect()
}

#[rstest]
#[case::list(" [\n {\"title\": \"A\"}]", "", true)]
#[case::empty_list("[]", "", true)]
#[case::pretty("\u{feff}{\n  \"title\": \"A\"\n}", "", true)]
#[case::objects_in_one_line(r#"{"title": "A"}{"title": "B"}"#, "", true)]
#[case::wrapper(r#"{"articles": [{"title": "A"}]}"#, "", true)]
#[case::script("{title: 'A'}", "json", true)]
#[case::script_by_other_name("{title: 'A'}", "txt", false)]
#[case::lines("{\"title\": \"A\"}\n{\"title\": \"B\"}", "json", false)]
#[case::prose("[Reuters] A text", "txt", false)]
#[case::empty("", "json", false)]
fn documents_are_told_from_lines_and_prose(#[case] text: &str, #[case] extension: &str, #[case] expected: bool) {
    assert_eq!(Json.recognizes(&head(text.as_bytes(), extension)), expected);
}

#[rstest]
#[case::list(r#"[{"title": "A"}, {"title": "B"}]"#)]
#[case::pretty_list("[\n  {\n    \"title\": \"A\"\n  },\n  {\n    \"title\": \"B\"\n  }\n]\n")]
#[case::objects("{\n  \"title\": \"A\"\n}\n{\n  \"title\": \"B\"\n}")]
#[case::objects_in_one_line(r#"{"title": "A"}{"title": "B"}"#)]
#[case::wrapper(r#"{"status": "ok", "articles": [{"title": "A"}, {"title": "B"}], "total": {"n": [2]}}"#)]
#[case::wrappers("{\"items\":[{\"title\": \"A\"}]}\n{\"items\":[]}\n{\"items\":[{\"title\": \"B\"}]}")]
#[case::missing_comma(r#"[{"title": "A"} {"title": "B"},]"#)]
#[case::lists("[{\"title\": \"A\"}]\n[{\"title\": \"B\"}]")]
#[case::list_of_lists("[[{\"title\": \"A\"}], [\n{\"title\": \"B\"}], []]")]
#[case::mark("\u{feff}[{\"title\": \"A\"},{\"title\": \"B\"}]")]
fn items_are_cut_out_of_every_shape_of_document(#[case] text: &str, #[values(1, 7, 1000)] chunk: usize) {
    let mut input = BufReader::with_capacity(chunk, text.as_bytes());
    let records = split(&Json, &mut input);
    assert_eq!(outline(&records), ["A", "B"]);
    assert_eq!(locators(&records), ["item 1", "item 2"]);
}

#[test]
fn an_item_keeps_its_exact_bytes() {
    let records = read("[\n  { \"title\" : \"A, {\\\"}\" }  ,\n  {\"title\":\"B\"} ]");
    assert_eq!(records[0].raw, Raw::Bytes(b"{ \"title\" : \"A, {\\\"}\" }".into()));
    assert_eq!(records[1].raw, Raw::Bytes(b"{\"title\":\"B\"}".into()));
}

#[test]
fn what_is_no_object_is_rejected_as_an_item() {
    let records = read(r#"[{"title": "A"}, "x, y", 7, ["no"], null]"#);
    assert_eq!(outline(&records), ["A", "!", "!", "!", "!"]);
    assert_eq!(reasons(&records)[1].as_deref(), Some("is not a JSON object"));
}

#[rstest]
#[case::pretty_with_a_missing_quote(
    "[\n  {\n    \"title\": \"A\n  },\n  {\n    \"title\": \"B\",\n    \"authors\": [\n      {\n        \"name\": \"X\"\n      }\n    ]\n  },\n  {\n    \"title\": \"C\"\n  }\n]"
)]
#[case::pretty_with_a_missing_bracket(
    "[\n  {\n    \"title\": \"A\",\n    \"tags\": [\"x\"\n  },\n  {\n    \"title\": \"B\"\n  },\n  {\n    \"title\": \"C\"\n  }\n]"
)]
#[case::one_line_with_a_missing_quote(r#"[{"title": "A}, {"title": "B"}, {"title": "C"}]"#)]
#[case::one_line_with_a_missing_bracket(r#"[{"title": "A", {"title": "B"}, {"title": "C"}]"#)]
#[case::one_line_with_a_missing_value(r#"[{"title": }, {"title": "B"}, {"title": "C"}]"#)]
#[case::swallowing_all_the_others("[\n{\"title\": \"A\", \"tags\": [\"x\",\n{\"title\": \"B\"},\n{\"title\": \"C\"}]")]
#[case::objects("{\n \"title\": \"A\n}\n{\n \"title\": \"B\"\n}\n{\n \"title\": \"C\"\n}")]
fn a_broken_item_is_rejected_for_itself(#[case] text: &str, #[values(1, 7, 1000)] chunk: usize) {
    let mut input = BufReader::with_capacity(chunk, text.as_bytes());
    let records = split(&Json, &mut input);
    assert_eq!(outline(&records), ["!", "B", "C"], "{:?}", reasons(&records));
    assert!(reasons(&records)[0].as_deref().unwrap().ends_with("; reading goes on at the next item"));
}

#[test]
fn a_broken_item_among_long_ones_costs_no_other() {
    let long = format!(r#"{{"title": "B", "text": "{}"}}"#, "x".repeat(900));
    let text = format!("[{{\"title\": \"A, {long}, {long}, {long}]");
    let records = read(&text);
    assert_eq!(outline(&records), ["!", "B", "B", "B"]);
}

#[test]
fn a_truncated_list_keeps_its_whole_items_and_says_that_it_is_cut() {
    let records = read(r#"[{"title": "A"}, {"title": "B"}, {"title": "C", "te"#);
    assert_eq!(outline(&records), ["A", "B", "!"]);
    assert_eq!(records[2].raw, Raw::Bytes(br#"{"title": "C", "te"#.into()));
    assert_eq!(
        reasons(&records)[2].as_deref(),
        Some("the file ends within this item: it seems to be cut short; --salvage takes what there is of it")
    );

    let records = read(r#"[{"title": "A"},"#);
    assert_eq!(locators(&records), ["item 1", "after item 1"]);
    assert_eq!(reasons(&records)[1].as_deref(), Some("the file ends within the list: it seems to be cut short"));
}

#[rstest]
#[case::cut_short(
    r#"{"items": [{"title": "A"}], "next"#,
    "the file ends within the object around the list: it seems to be cut short"
)]
#[case::broken(r#"{"items": [{"title": "A"}], next}"#, "what follows the list is not valid JSON")]
fn a_broken_wrapper_keeps_its_items_and_is_reported(#[case] text: &str, #[case] reason: &str) {
    let records = read(text);
    assert_eq!(outline(&records), ["A", "!"]);
    assert_eq!(reasons(&records)[1].as_deref(), Some(reason));
    assert_eq!(locators(&records)[1], "after item 1");
}

#[test]
fn an_item_over_the_limit_is_rejected_and_the_next_one_is_read() {
    for space in ["", " ", "\n  "] {
        let long = format!(r#"{{"title": "A", "text": "{}"}}"#, "x".repeat(5000));
        let text = format!("[{space}{long},{space}{{\"title\": \"B\"}}]");
        let records = split(&Json, &mut BufReader::with_capacity(100, text.as_bytes()));
        assert_eq!(outline(&records), ["!", "B"]);
        assert_eq!(reasons(&records)[0].as_deref(), Some("is longer than 1000 bytes, the limit for one record"));
        assert!(matches!(records[0].raw, Raw::Passed { size, .. } if size == long.len() as u64));
    }
}

#[test]
fn items_made_to_be_gone_over_again_and_again_are_given_up() {
    let depth = 60;
    let text = format!("[{}{}}}{{\"a\": 1}}]", "{\"a\": [".repeat(depth), "1, ".repeat(500_000));
    let mut input = text.as_bytes();
    let limits = crate::Limits::default();
    let stream = Stream { source: "test".into(), input: &mut input, limits, fields: &Arc::default() };
    let mut records: Vec<Record> = vec![];
    Json.split(stream, &mut records).unwrap();
    // Each would cost a pass over all that follows.
    assert!(records.len() < 5, "{}", records.len());
}

#[test]
fn deep_nesting_is_rejected() {
    let text = format!(r#"[{{"title": "A", "x": {}}}, {{"title": "B"}}]"#, "[".repeat(100_000));
    assert_eq!(outline(&read(&text)), ["!", "B"]);
}

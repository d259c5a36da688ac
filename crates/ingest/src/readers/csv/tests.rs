use std::io::BufReader;

use rstest::rstest;
use serde_json::json;

use super::*;
use crate::readers::test_support::{head, locators, reasons, split, titles};

const OPEN: &str = "a quote is opened in this row and not closed; reading goes on at the next line";

fn read(text: &str) -> Vec<Record> {
    split(&Csv, &mut text.as_bytes())
}

#[rstest]
#[case::known_names("id,title,text\n", "txt", true)]
#[case::by_extension("nr;kopf;rumpf\n", "csv", true)]
#[case::one_known_column("text\nA", "csv", true)]
#[case::one_unknown_column("A text\nthat goes on", "csv", false)]
#[case::prose("Time, date and place were kept.\n", "txt", false)]
#[case::one_known_of_many("a,b,title,c,text,d,e\n", "txt", false)]
#[case::empty("", "csv", false)]
fn a_table_is_known_by_its_header(#[case] text: &str, #[case] extension: &str, #[case] expected: bool) {
    assert_eq!(Csv.recognizes(&head(text.as_bytes(), extension)), expected);
}

#[rstest]
fn rows_are_records_with_their_exact_bytes_and_first_line(#[values(1, 5, 1000)] chunk: usize) {
    let text = "\u{feff}title,text,\"a\nb\"\r\nA,\"One.\n\nTwo, \"\"2\"\".\",x\r\n\r\nB,Three.,\r\nC,D,E";
    let mut input = BufReader::with_capacity(chunk, text.as_bytes());
    let records = split(&Csv, &mut input);
    assert_eq!(locators(&records), ["line 3", "line 7", "line 8"]);
    assert_eq!(records[0].raw, Raw::Bytes("A,\"One.\n\nTwo, \"\"2\"\".\",x".into()));
    let draft = records[0].read().unwrap();
    assert_eq!(draft.title.as_deref(), Some("A"));
    assert_eq!(draft.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>(), ["One.", "Two, \"2\"."]);
    assert_eq!(draft.extra.get("a\nb"), Some(&json!("x")));
    assert_eq!(titles(&records), ["A", "B", "C"]);
}

#[test]
fn a_last_row_over_several_lines_needs_no_line_end() {
    let records = read("title,text\nA,\"One.\n\nTwo.\"");
    assert_eq!(records.len(), 1);
    assert_eq!(records[0].read().unwrap().blocks.len(), 2);
}

#[test]
fn cells_beyond_the_header_are_kept_and_noted_and_missing_ones_noted() {
    let records = read("title;text;\nA;B;C;D\nE;F\nG;H;I\n");
    let drafts: Vec<_> = records.iter().map(|record| record.read().unwrap()).collect();
    assert_eq!(drafts[0].extra, *json!({"column 3": "C", "column 4": "D"}).as_object().unwrap());
    assert_eq!(drafts[0].notes, ["the row has 4 cells where the header names 3"]);
    assert_eq!(drafts[1].notes, ["the row has 2 cells where the header names 3"]);
    assert!(drafts[2].notes.is_empty());
}

#[test]
fn a_row_of_one_cell_in_a_wide_table_is_rejected() {
    let reasons = reasons(&read("title,text,url\nstray\nA,B,C\n"));
    assert_eq!(reasons, [Some("has 1 cell where the header names 3".to_owned()), None]);
}

#[rstest]
#[case::swallowing_the_next_quote("title,text\nA,\"open\nB,\"b\"\nC,c\n")]
#[case::to_the_end("title,text\nA,\"open\nB,b\nC,c")]
fn an_open_quote_costs_its_own_row_and_no_other(#[case] text: &str) {
    let records = read(text);
    assert_eq!(reasons(&records), [Some(OPEN.to_owned()), None, None]);
    assert_eq!(records[0].raw, Raw::Bytes("A,\"open".into()));
    assert_eq!(titles(&records)[1..], ["B", "C"]);
    assert_eq!(locators(&records), ["line 2", "line 3", "line 4"]);
}

#[test]
fn an_open_quote_that_runs_over_the_limit_costs_its_own_row_and_no_other() {
    let text = format!("title,text\nA,\"open\n{}", "B,b\n".repeat(1000));
    let records = read(&text);
    assert_eq!(records.len(), 1001);
    assert_eq!(reasons(&records)[..2], [Some(OPEN.to_owned()), None]);
}

#[test]
fn a_row_over_the_limit_is_rejected_and_the_next_one_is_read() {
    let text = format!("title,text\nA,{}\nB,b\nC,\"{}\n\"\nD,d", "x".repeat(5000), "y\n".repeat(600));
    let records = read(&text);
    assert_eq!(reasons(&records)[..2], [Some("is longer than 1000 bytes, the limit for one record".to_owned()), None]);
    assert!(matches!(records[0].raw, Raw::Passed { size: 5002, .. }), "{:?}", records[0].raw);
    assert_eq!(titles(&records).last().map(String::as_str), Some("D"));
}

#[test]
fn quotes_in_tab_separated_text_are_text() {
    let records = read("title\ttext\n\"Now\" he said\tx\nB\t\"open\nC\tthe \"end\"\nD\t\"closed\" \n");
    assert_eq!(titles(&records), ["\"Now\" he said", "B", "C", "D"]);
    assert_eq!(records[1].read().unwrap().blocks[0].text, "\"open");
}

#[test]
fn quotes_that_pair_up_over_two_rows_of_tab_separated_text_do_not_join_them() {
    let records = read("title\ttext\turl\nA\t\"open\tu\nends\"\tb\tv\n");
    assert_eq!(titles(&records), ["A", "ends\""]);
}

#[test]
fn a_row_in_another_encoding_is_decoded_and_noted() {
    let records = split(&Csv, &mut &b"title,text\nLe caf\xe9 d\xe9j\xe0 ferm\xe9,x\n"[..]);
    let draft = records[0].read().unwrap();
    assert_eq!(draft.title.as_deref(), Some("Le café déjà fermé"));
    assert_eq!(draft.notes.len(), 1);
}

#[test]
fn a_row_of_millions_of_cells_is_rejected_before_it_fills_the_memory() {
    let header = Header::read(b"title,text");
    let cells = Cells { header, fields: Arc::default(), read: make_draft };
    assert_eq!(cells.read(&vec![b','; 3_000_000]).unwrap_err().reason, "holds more than 1000000 values");
}

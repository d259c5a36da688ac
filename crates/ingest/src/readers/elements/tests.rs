//! What cutting promises, whatever the format.

use std::io::BufReader;

use cuttings_core::Draft;
use rstest::rstest;

use super::*;
use crate::readers::test_support::{locators, reasons};
use crate::{FieldMap, Limits};

struct Text;

impl ReadRecord for Text {
    fn read(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        Ok(Draft { title: Some(String::from_utf8_lossy(bytes).into_owned()), ..Draft::default() })
    }
}

fn cut_text(text: &str, extent: Extent, chunk: usize) -> Vec<Record> {
    let mut records = vec![];
    let mut input = BufReader::with_capacity(chunk, text.as_bytes());
    let limits = Limits { record_bytes: 40, ..Limits::default() };
    let stream = Stream { source: "test".into(), input: &mut input, limits, fields: &Arc::new(FieldMap::default()) };
    let plan = Plan { format: "test", begins: &|tag| tag.is("item"), extent, reader: &|_| Arc::new(Text) };
    assert_eq!(cut(stream, &plan, &mut records).expect("no error"), Flow::Continue);
    records
}

fn texts(records: &[Record]) -> Vec<String> {
    let text = |record: &Record| match &record.raw {
        Raw::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Raw::Passed { size, .. } => size.to_string(),
    };
    records.iter().map(text).collect()
}

#[rstest]
fn records_are_exact_slices(#[values(1, 7, 1000)] chunk: usize) {
    let text = "<rss><title>T</title><item a='1'><b>x</b></item>\n<!-- <item> --><Item/> <item>y</item></rss>";
    let records = cut_text(text, Extent::Element, chunk);
    assert_eq!(texts(&records), ["<item a='1'><b>x</b></item>", "<Item/>", "<item>y</item>"]);
    assert_eq!(locators(&records), ["item 1", "item 2", "item 3"]);
}

#[rstest]
fn what_is_broken_costs_its_record_only(#[values(1, 7, 1000)] chunk: usize) {
    let records = cut_text("<item>a<item>b</item><item><![CDATA[c<item>d</item>", Extent::Element, chunk);
    assert_eq!(texts(&records), ["<item>a", "<item>b</item>", "<item><![CDATA[c", "<item>d</item>"]);
    let broken = Some(NOT_CLOSED.to_owned());
    assert_eq!(reasons(&records), [broken.clone(), None, broken, None]);
    let records = cut_text("<item>a</item><item>b</it", Extent::Element, chunk);
    assert_eq!(reasons(&records), [None, Some(CUT_SHORT.to_owned())]);
}

#[rstest]
fn a_record_over_the_limit_is_passed_and_the_next_one_is_read(#[values(1, 7, 1000)] chunk: usize) {
    let text = format!("<item>{}</item><item>b</item>", "x".repeat(28));
    assert_eq!(texts(&cut_text(&text, Extent::Element, chunk)), ["41", "<item>b</item>"]);
    let text = format!("<item><![CDATA[{}]]></item><item>b</item>", "x".repeat(200));
    assert_eq!(texts(&cut_text(&text, Extent::Element, chunk)), ["225", "<item>b</item>"]);
}

#[rstest]
fn elements_nest_where_they_may_and_sections_go_to_the_next(#[values(1, 7, 1000)] chunk: usize) {
    let text = "<item>a<item>b</item></item>c<item>d</item>e";
    assert_eq!(texts(&cut_text(text, Extent::Nested, chunk)), ["<item>a<item>b</item></item>", "<item>d</item>"]);
    let sections = ["<item>a", "<item>b</item></item>c", "<item>d</item>e"];
    assert_eq!(texts(&cut_text(text, Extent::Section, chunk)), sections);
}

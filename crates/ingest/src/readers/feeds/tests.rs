//! Invented feeds.

use rstest::rstest;

use super::*;
use crate::readers::Reader;
use crate::readers::test_support::{head, reasons, split_within, titles};

#[test]
fn an_rss_item_has_its_content_its_channel_and_its_exact_bytes() {
    let item = "<item><title>The quay</title><link>https://quay.example/1</link><dc:creator>Ann Poe</dc:creator>\
        <pubDate>Sat, 02 Mar 2024 10:15:00 +0100</pubDate><category>ports</category><description>In short.</description>\
        <content:encoded><![CDATA[<p>One.</p><h2>H</h2>]]></content:encoded></item>";
    let text = format!("<rss><channel><title>Quay Press</title><language>en</language>{item}</channel></rss>");
    assert!(RSS.recognizes(&head(text.as_bytes(), "")));
    let records = split_within(&RSS, text.as_bytes(), 1000);
    assert_eq!(records[0].raw, crate::Raw::Bytes(item.as_bytes().to_vec()));
    let draft = records[0].read().expect("a draft");
    assert_eq!((draft.site.as_deref(), draft.language.as_deref()), (Some("Quay Press"), Some("en")));
    assert_eq!((draft.standfirst.as_deref(), draft.authors.len(), draft.tags.len()), (Some("In short."), 1, 1));
    assert_eq!(draft.published.as_ref().map(cuttings_core::Date::as_iso), Some("2024-03-02T09:15:00Z"));
    assert_eq!(draft.blocks.len(), 2);
}

#[rstest]
#[case::rss(&RSS, "<rss><item><title>T</title><link>https://quay.example/1</link></item></rss>")]
#[case::atom(&ATOM, "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title><link href='https://quay.example/1'/></entry></feed>")]
#[case::wxr(&WXR, "<rss xmlns:wp='http://wordpress.org/export/1.2/'><item><title>T</title><link>https://quay.example/1</link></item></rss>")]
#[case::json(&JSON_FEED, r#"{"version": "x", "items": [{"id": "1", "url": "https://quay.example/1", "title": "T", "date_published": "2024"}]}"#)]
fn an_entry_without_a_text_is_listed_as_a_link(#[case] reader: &dyn Reader, #[case] text: &str) {
    assert!(reader.recognizes(&head(text.as_bytes(), "")));
    let records = split_within(reader, text.as_bytes(), 1000);
    let expected = "there is no text in it, only the link https://quay.example/1 (\"T\")".to_owned();
    assert_eq!(reasons(&records), [Some(expected)]);
}

#[test]
fn a_broken_item_costs_neither_the_one_before_nor_the_one_after() {
    let good = |n: u8| format!("<item><title>T{n}</title><description>D</description></item>");
    let text = format!("<rss>{}<item><title>lost</title>{}<item><t a=</item>{}</rss>", good(1), good(2), good(3));
    let records = split_within(&RSS, text.as_bytes(), 1000);
    let titles = titles(&records);
    assert!(["T1", "T2", "T3"].iter().all(|title| titles.iter().any(|found| found == title)), "{titles:?}");
}

#[test]
fn atom_reads_escaped_plain_and_inline_markup() {
    let content = [
        "<content type='html'>&lt;p&gt;One &amp;amp; two&lt;/p&gt;</content>",
        "<content type='text'>One &amp; two</content>",
        "<content type='xhtml'><div xmlns='x'><p>One &amp; two</p></div></content>",
        "<content mode='base64'>PHA+T25lICZhbXA7IHR3bzwvcD4=</content>",
    ];
    for content in content {
        let text = format!("<entry xmlns='http://www.w3.org/2005/Atom'><title>T</title>{content}</entry>");
        let draft = split_within(&ATOM, text.as_bytes(), 1000)[0].read().expect("a draft");
        assert_eq!(draft.blocks[0].text, "One & two", "{content}");
    }
}

#[test]
fn wordpress_parts_paragraphs_at_blank_lines() {
    let text = "<rss xmlns:wp='http://wordpress.org/export/1.2/'><item><title>T</title>\
        <content:encoded><![CDATA[One\nwrapped.\n\nTwo.]]></content:encoded></item></rss>";
    let draft = split_within(&WXR, text.as_bytes(), 1000)[0].read().expect("a draft");
    let texts: Vec<_> = draft.blocks.iter().map(|block| block.text.as_str()).collect();
    assert_eq!(texts, ["One wrapped.", "Two."]);
}

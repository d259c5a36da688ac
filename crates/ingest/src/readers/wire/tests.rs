//! Invented items of every wire format.

use cuttings_core::Draft;

use super::*;
use crate::readers::Reader;
use crate::readers::test_support::{head, reasons, split_within};
use crate::record::Raw;

fn read(reader: &dyn Reader, text: &str) -> Draft {
    assert!(reader.recognizes(&head(text.as_bytes(), "")), "{} is recognized", reader.name());
    let records = split_within(reader, text.as_bytes(), 1 << 20);
    assert_eq!(records.len(), 1);
    records[0].read().expect("a draft")
}

fn blocks(draft: &Draft) -> Vec<String> {
    draft.blocks.iter().map(|block| format!("{}: {}", block.role.name(), block.text)).collect()
}

const NITF_ITEM: &str = "<?xml version='1.0'?><!-- a --><nitf baselang='en'><head><title>Quay</title><docdata>\
    <doc-id id-string='q1'/><date.issue norm='20240302T101500+0100'/><key-list><keyword key='harbour'/></key-list>\
    <urgency ed-urg='4'/></docdata></head><body><body.head><hedline><hl1>The quay opens</hl1></hedline>\
    <byline>By Ann Poe<byttl>Reporter</byttl></byline><abstract><p>In short.</p></abstract>\
    <dateline><location>HARWICH</location></dateline></body.head><body.content><p>One &amp; two.</p><hl2>Ships</hl2>\
    <bq><block><p>Said.</p></block></bq><ul><li>A</li></ul><table><tr><td>a</td><td>b</td></tr></table></body.content>\
    </body></nitf>";

#[test]
fn nitf_gives_every_field_and_the_roles() {
    let draft = read(&NITF, NITF_ITEM);
    assert_eq!(draft.title.as_deref(), Some("The quay opens"));
    assert_eq!(draft.standfirst.as_deref(), Some("In short."));
    assert_eq!(draft.published.as_ref().map(cuttings_core::Date::as_iso), Some("2024-03-02T09:15:00Z"));
    assert_eq!((draft.authors, draft.tags), (vec!["Ann Poe".to_owned()], vec!["harbour".to_owned()]));
    assert_eq!((draft.external_id.as_deref(), draft.language.as_deref()), (Some("q1"), Some("en")));
    assert_eq!(draft.extra["dateline"], "HARWICH");
    let draft = read(&NITF, NITF_ITEM);
    let expected = ["paragraph: One & two.", "heading: Ships", "quote: Said.", "list_item: A", "preformatted: a\tb"];
    assert_eq!(blocks(&draft), expected);
}

#[test]
fn newsml_g2_takes_the_version_for_the_change_and_the_first_creation_for_the_publication() {
    let item = |body: &str| {
        format!(
            "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet><newsItem guid='urn:q' version='3' xml:lang='en'>\
             <itemMeta><provider literal='Quay Press'/><versionCreated>2024-03-03T10:00:00Z</versionCreated>\
             <firstCreated>2024-03-02T10:00:00Z</firstCreated></itemMeta><contentMeta><headline>The quay</headline>\
             <headline role='hld:subHeadline'>In short</headline><by>By Ann Poe</by><slugline>QUAY</slugline>\
             <subject qcode='medtop:1'><name>ports</name></subject></contentMeta><contentSet>{body}</contentSet>\
             </newsItem></itemSet></newsMessage>"
        )
    };
    let draft = read(&NEWSML_G2, &item("<inlineXML><html><body><h2>H</h2><p>One.</p></body></html></inlineXML>"));
    assert_eq!(draft.external_id.as_deref(), Some("urn:q:3"));
    assert_eq!(draft.published.as_ref().map(cuttings_core::Date::as_iso), Some("2024-03-02T10:00:00Z"));
    assert_eq!(draft.modified.as_ref().map(cuttings_core::Date::as_iso), Some("2024-03-03T10:00:00Z"));
    assert_eq!((draft.title.as_deref(), draft.standfirst.as_deref()), (Some("The quay"), Some("In short")));
    assert_eq!((draft.authors.clone(), draft.tags.clone()), (vec!["Ann Poe".to_owned()], vec!["ports".to_owned()]));
    assert_eq!(blocks(&draft), ["heading: H", "paragraph: One."]);
    let draft =
        read(&NEWSML_G2, &item("<inlineData><![CDATA[<p>\n   (QP) - One\nwrapped.\n   Two.\n</p>]]></inlineData>"));
    assert_eq!(blocks(&draft), ["paragraph: (QP) - One wrapped.", "paragraph: Two."]);
}

#[test]
fn packages_and_concepts_are_refused_by_their_name() {
    let text = "<packageItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='p'/>";
    let records = split_within(&NEWSML_G2, text.as_bytes(), 1000);
    assert_eq!(reasons(&records)[0].as_deref(), Some("is a package: it lists other items and has no text of its own"));
}

#[test]
fn newsml_1_reads_the_article_within() {
    let text = "<NewsML><NewsItem><Identification><PublicIdentifier>urn:q:1</PublicIdentifier></Identification>\
        <FirstCreated>20240302T101500+0100</FirstCreated><HeadLine>The quay</HeadLine><DateLine>HARWICH</DateLine>\
        <Property FormalName='Keyword' Value='ports'/><DataContent><nitf><body><body.content><p>One.</p></body.content>\
        </body></nitf></DataContent></NewsItem></NewsML>";
    let draft = read(&NEWSML, text);
    assert_eq!((draft.title.as_deref(), draft.external_id.as_deref()), (Some("The quay"), Some("urn:q:1")));
    assert_eq!((draft.tags.clone(), blocks(&draft)), (vec!["ports".to_owned()], vec!["paragraph: One.".to_owned()]));
}

#[test]
fn an_item_in_latin_1_is_read_by_its_declaration_and_keeps_its_bytes() {
    let text = "<?xml version='1.0' encoding='iso-8859-1'?><nitf><body><body.content><p>Caf\u{e9}</p></body.content></body></nitf>";
    let bytes: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let records = split_within(&NITF, &bytes, 1000);
    assert_eq!(records[0].read().expect("a draft").blocks[0].text, "Café");
    let Raw::Bytes(raw) = &records[0].raw else { panic!("bytes") };
    assert!(bytes.ends_with(raw) && raw.starts_with(b"<nitf>"));
}

#[test]
fn iptc_7901_messages_follow_each_other() {
    let one = |n: u8| {
        format!(
            "\u{1}qp00{n} 4 i 211 quay\r\n\r\nQuay/\r\n\u{2}The quay opens =\r\n\r\n   Harwich (qp) - One\r\nwrapped.\r\n\r\n   Two.\r\n\u{3}021015 GMT Mar 24\r\n\u{4}"
        )
    };
    let text = one(1) + &one(2);
    assert!(Iptc7901.recognizes(&head(text.as_bytes(), "")));
    let records = split_within(&Iptc7901, text.as_bytes(), 1000);
    assert_eq!(records.len(), 2);
    let draft = records[1].read().expect("a draft");
    assert_eq!((draft.title.as_deref(), draft.external_id.as_deref()), (Some("The quay opens"), Some("qp002")));
    assert_eq!(draft.published.as_ref().map(cuttings_core::Date::as_iso), Some("2024-03-02T10:15Z"));
    assert_eq!(blocks(&draft), ["paragraph: Harwich (qp) - One wrapped.", "paragraph: Two."]);
}

#[test]
fn ninjs_prefers_the_marked_up_body() {
    let text = r#"{"guid": "urn:q", "version": "2", "versioncreated": "2024-03-03T10:00:00Z", "firstcreated": "2024-03-02T10:00:00Z",
        "headline": "The quay", "byline": "By Ann Poe", "body_html": "<h2>H</h2><p>One</p>", "body_text": "x",
        "subject": [{"name": "ports", "code": "1"}]}"#;
    let draft = read(&NINJS, text);
    assert_eq!(
        (draft.external_id.as_deref(), draft.authors.as_slice()),
        (Some("urn:q:2"), ["Ann Poe".to_owned()].as_slice())
    );
    assert_eq!(blocks(&draft), ["heading: H", "paragraph: One"]);
}

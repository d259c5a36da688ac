use std::io::Cursor;

use rstest::rstest;

use super::*;
use crate::input::{Packed, ZipFile};
use crate::readers::test_support::{given_page, head, locators, reasons, split, texts};

const CONTAINER_XML: &str = "<container><rootfiles><rootfile full-path='O/book.opf'/></rootfiles></container>";
const PACKAGE: &str = "<package xmlns:dc='x'><metadata><dc:title>The Week</dc:title><dc:creator>Jane Doe</dc:creator>\
<dc:language>en</dc:language><dc:publisher>Week &amp; Co</dc:publisher><dc:date>2020-05-02</dc:date>\
<dc:identifier>urn:w:17</dc:identifier><dc:subject>news</dc:subject></metadata><manifest>\
<item id='nav' href='nav.xhtml' properties='nav' media-type='application/xhtml+xml'/>\
<item id='cover' href='cover.xhtml' media-type='application/xhtml+xml'/>\
<item id='pic' href='a.svg' media-type='image/svg+xml'/>\
<item id='a' href='Text/a%20b.xhtml' media-type='application/xhtml+xml'/>\
<item id='gone' href='gone.xhtml' media-type='application/xhtml+xml'/>\
<item id='b' href='b.xhtml' media-type='application/xhtml+xml'/></manifest>\
<spine><itemref idref='cover'/><itemref idref='nav'/><itemref idref='pic'/><itemref idref='b'/><itemref idref='a'/>\
<itemref idref='gone'/><itemref idref='a'/><itemref idref='none'/></spine></package>";
const NAV: &str = "<html><body><nav><a href='Text/a%20b.xhtml'>Chapter One</a></nav></body></html>";
const COVER: &str = "<html><head><title>Cover</title></head><body><img src='a.png'/></body></html>";
const CHAPTER: &str = "<html><head><title>The Week</title></head><body><p>Text</p></body></html>";

fn book(package: &str) -> Vec<u8> {
    let members = [
        ("META-INF/container.xml", CONTAINER_XML),
        ("O/book.opf", package),
        ("O/nav.xhtml", NAV),
        ("O/cover.xhtml", COVER),
        ("O/Text/a b.xhtml", CHAPTER),
        ("O/b.xhtml", "<p>B</p>"),
    ];
    let zip = ZipFile::default().add("mimetype", MEDIA_TYPE, Packed::Stored);
    members.iter().fold(zip, |zip, (name, text)| zip.add(name, text.as_bytes(), Packed::Deflated)).finish()
}

fn split_book(bytes: &[u8]) -> Vec<Record> {
    let mut records = vec![];
    let fields = Arc::default();
    let limits = crate::Limits::default();
    let file = IndexedFile { source: "a".into(), file: Box::new(Cursor::new(bytes.to_vec())), limits, fields: &fields };
    Epub.split_file(file, &mut records).unwrap();
    records
}

#[test]
fn every_chapter_with_text_is_a_record_in_the_order_of_reading() {
    let records = split_book(&book(PACKAGE));
    assert_eq!(locators(&records), ["O/b.xhtml", "O/Text/a b.xhtml", "O/gone.xhtml"]);
    assert_eq!(records[1].raw, Raw::Bytes(CHAPTER.into()));
    assert_eq!(reasons(&records)[2].as_deref(), Some("is not in the file"));
}

#[test]
fn a_chapter_has_the_title_of_the_contents_and_else_what_the_book_says() {
    let package = Package::read(PACKAGE.as_bytes(), "O/book.opf");
    let chapter = Chapter { book: Arc::new(package.book), title: Some("Chapter One".into()), path: "O/a".into() };
    let draft = chapter.read_by(CHAPTER.as_bytes(), given_page).unwrap();
    assert_eq!(texts(&draft), [format!("None {CHAPTER}")]);
    assert_eq!(draft.title.as_deref(), Some("Chapter One"));
    assert_eq!((draft.authors, draft.tags), (vec!["Jane Doe".to_owned()], vec!["news".to_owned()]));
    assert_eq!((draft.site.as_deref(), draft.language.as_deref()), (Some("Week & Co"), Some("en")));
    assert_eq!(draft.published.unwrap().as_iso(), "2020-05-02");
    assert_eq!(draft.external_id.as_deref(), Some("urn:w:17#O/a"));
    assert_eq!(draft.extra["book"], "The Week");
}

#[test]
fn a_chapter_keeps_what_it_says_itself() {
    let package = Package::read(PACKAGE.as_bytes(), "O/book.opf");
    let chapter = Chapter { book: Arc::new(package.book), title: None, path: "O/a".into() };
    let own = |_: &crate::page::Page<'_>| {
        let mut draft =
            cuttings_core::Draft { site: Some("b".into()), authors: vec!["C".into()], ..Default::default() };
        draft.set_published("1999-01-01");
        Ok(draft)
    };
    let draft = chapter.read_by(b"", own).unwrap();
    assert_eq!((draft.site.as_deref(), draft.authors[0].as_str()), (Some("b"), "C"));
    assert_eq!(draft.published.unwrap().as_iso(), "1999-01-01");
}

#[rstest]
#[case::no_package(&book(""), "names no chapters in its package document")]
#[case::no_container(
    &ZipFile::default().add("mimetype", MEDIA_TYPE, Packed::Stored).finish(),
    "its member META-INF/container.xml is not in the file"
)]
#[case::cut_short(&book(PACKAGE)[..500], "has no sound directory at its end, as if it were cut short or damaged")]
fn a_book_that_cannot_be_read_says_why(#[case] bytes: &[u8], #[case] reason: &str) {
    assert_eq!(reasons(&split_book(bytes)), [Some(reason.to_owned())]);
}

#[test]
fn a_book_is_known_by_its_beginning() {
    assert!(Epub.recognizes(&head(&book(PACKAGE), "")));
    let unnamed = ZipFile::default().add("META-INF/container.xml", b"", Packed::Stored).finish();
    assert!(Epub.recognizes(&head(&unnamed, "")));
    let other = ZipFile::default().add("mimetype", b"application/vnd.oasis.opendocument.text", Packed::Stored);
    assert!(!Epub.recognizes(&head(&other.add("META-INF/container.xml", b"", Packed::Stored).finish(), "")));
}

#[test]
fn a_book_that_comes_as_a_stream_is_held_up_to_the_limit() {
    let bytes = book(PACKAGE);
    let expected = "is longer than 1000 bytes and comes as a stream; unpack it and import the file itself";
    assert_eq!(reasons(&split(&Epub, &mut bytes.as_slice())), [Some(expected.to_owned())]);
    let small = ZipFile::default().add("mimetype", MEDIA_TYPE, Packed::Stored).finish();
    assert_eq!(split(&Epub, &mut small.as_slice()).len(), 1);
}

#[test]
fn whatever_is_cut_off_or_changed_nothing_panics() {
    let bytes = book(PACKAGE);
    for at in 0..bytes.len() {
        split_book(&bytes[..at]);
        let mut changed = bytes.clone();
        changed[at] ^= 0x55;
        for record in split_book(&changed) {
            let _ = record.read();
        }
    }
    for at in 0..PACKAGE.len() {
        Package::read(&PACKAGE.as_bytes()[..at], "a");
    }
}

//! Invented exports of saved links.

use rstest::rstest;

use super::*;
use crate::input::{Packed, ZipFile};
use crate::readers::Reader;
use crate::readers::test_support::{head, locators, reasons, split_within};

#[rstest]
#[case::omnivore(&OMNIVORE, r#"[{"slug": "t", "url": "https://quay.example/1", "title": "T", "savedAt": "2024", "state": "Active"}]"#)]
#[case::pinboard(&PINBOARD, r#"[{"href": "https://quay.example/1", "description": "T", "extended": "", "time": "2024"}]"#)]
#[case::delicious(&DELICIOUS, r#"[{"url": "https://quay.example/1", "title": "T", "created": "1", "owner": "a", "private": "0"}]"#)]
#[case::readability(&READABILITY, r#"{"bookmarks": [{"article__url": "https://quay.example/1", "article__title": "T", "archive": 0}]}"#)]
#[case::karakeep(&KARAKEEP, r#"{"bookmarks": [{"createdAt": 1, "title": "T", "tags": [], "content": {"type": "link", "url": "https://quay.example/1"}}]}"#)]
#[case::firefox(&FIREFOX, r#"{"guid": "r", "type": "text/x-moz-place-container", "children": [{"title": "T", "uri": "https://quay.example/1"}]}"#)]
#[case::chrome(&CHROME, r#"{"roots": {"bookmark_bar": {"children": [{"name": "T", "url": "https://quay.example/1"}]}}}"#)]
#[case::linkwarden(&LINKWARDEN, r#"{"collections": [{"links": [{"name": "T", "url": "https://quay.example/1"}]}]}"#)]
#[case::netscape(&NETSCAPE, "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF=\"https://quay.example/1\">T</A></DL>")]
#[case::pocket(&POCKET_HTML, "<html><title>Pocket Export</title><li><a href=\"https://quay.example/1\">T</a>")]
#[case::pocket_csv(&POCKET_CSV, "title,url,time_added,tags,status\nT,https://quay.example/1,1,,unread\n")]
#[case::instapaper(&INSTAPAPER, "URL,Title,Selection,Folder\nhttps://quay.example/1,T,,Unread\n")]
#[case::readwise(&READWISE, "Title,URL,ID,Saved date,Reading progress,Location\nT,https://quay.example/1,1,2024,0,new\n")]
fn a_link_without_a_text_is_listed(#[case] reader: &dyn Reader, #[case] text: &str) {
    assert!(reader.recognizes(&head(text.as_bytes(), "")), "{}", reader.name());
    let records = split_within(reader, text.as_bytes(), 1000);
    let expected = "there is no text in it, only the link https://quay.example/1 (\"T\")".to_owned();
    assert_eq!(reasons(&records), [Some(expected)]);
}

#[test]
fn wallabag_has_the_text() {
    let text = r#"[{"id": 7, "title": "T", "url": "https://quay.example/1", "is_archived": 0, "tags": ["a"], "content": "<h2>H</h2><p>One</p>"}]"#;
    assert!(WALLABAG.recognizes(&head(text.as_bytes(), "")));
    let draft = split_within(&WALLABAG, text.as_bytes(), 1000)[0].read().expect("a draft");
    assert_eq!((draft.blocks.len(), draft.tags.as_slice()), (2, ["a".to_owned()].as_slice()));
}

#[test]
fn folders_without_end_are_no_danger() {
    let text = "{\"type\": \"text/x-moz-place-container\", \"guid\": \"r\", \"children\": [".repeat(5000);
    let whole = text + &"]}".repeat(5000);
    assert!(split_within(&FIREFOX, whole.as_bytes(), 1 << 20).len() <= 1);
}

const LIST: &str = r#"[
    {"id": "1", "slug": "tide", "title": "The tide", "author": "Ida Brandt", "url": "https://quay.example/tide",
     "state": "Archived", "labels": ["sea"], "savedAt": "2024-10-29T16:30:11.000Z", "publishedAt": "2024-10-28T10:00:00.000Z"},
    {"id": "2", "slug": "gone", "title": "Gone", "url": "https://quay.example/gone", "state": "Active", "savedAt": "2024"}]"#;

#[test]
fn an_omnivore_export_has_each_text_with_what_its_list_says_and_loses_no_member() {
    let zip = [
        ("content/tide.html", "<p>The tide was late.</p>"),
        ("content/unlisted.html", "<p>Nobody names it.</p>"),
        ("highlights/tide.md", "> was late\n"),
        ("other.pdf", "%PDF"),
        ("metadata_0_to_20.json", LIST),
    ]
    .iter()
    .fold(ZipFile::default(), |zip, (name, text)| zip.add(name, text.as_bytes(), Packed::Deflated))
    .finish();
    assert!(OmnivoreZip.recognizes(&head(&zip, "zip")));
    let records = split_within(&OmnivoreZip, &zip, 100_000);
    assert_eq!(locators(&records), ["content/tide.html", "content/gone.html", "content/unlisted.html", "other.pdf"]);
    let draft = records[0].read().expect("a draft");
    assert_eq!((draft.title.as_deref(), draft.url.as_deref()), (Some("The tide"), Some("https://quay.example/tide")));
    assert_eq!((draft.tags, draft.authors), (vec!["sea".to_owned()], vec!["Ida Brandt".to_owned()]));
    assert_eq!(draft.published.expect("a date").as_iso(), "2024-10-28T10:00:00Z");
    assert_eq!(draft.extra["highlights"], "> was late");
    assert_eq!(draft.blocks[0].text, "The tide was late.");
    let reasons = reasons(&records);
    assert!(reasons[1].as_ref().is_some_and(|reason| reason.contains("only the link https://quay.example/gone")));
    assert_eq!(reasons[2], None);
    assert!(reasons[3].as_ref().is_some_and(|reason| reason.contains("no list of the export names it")));
}

#[test]
fn an_omnivore_export_with_a_broken_list_gives_its_texts() {
    let zip = ZipFile::default()
        .add("metadata_0_to_20.json", b"[{\"slug\": ", Packed::Stored)
        .add("content/tide.html", b"<p>The tide was late.</p>", Packed::Stored)
        .finish();
    let records = split_within(&OmnivoreZip, &zip, 100_000);
    assert_eq!(reasons(&records).iter().map(Option::is_some).collect::<Vec<_>>(), [true, false]);
}

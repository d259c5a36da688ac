//! Queries against a real index: whatever a person types, there is an answer.

use cuttings_core::{Block, Draft, RawId, digest};
use proptest::prelude::*;
use rstest::{fixture, rstest};
use tempfile::TempDir;

use super::SearchRequest;
use crate::{Archive, Original, Sighting};

/// Six articles in five languages.
pub(crate) struct Library {
    pub(crate) archive: Archive,
    _folder: TempDir,
}

impl Library {
    pub(crate) fn titles(&self, query: &str) -> Vec<String> {
        let page =
            self.archive.search(&SearchRequest { query, limit: 50, ..SearchRequest::default() }).expect("an answer");
        let mut titles: Vec<String> = page.hits.into_iter().map(|hit| hit.article.title).collect();
        assert_eq!(titles.len() as u64, page.total, "{query}");
        titles.sort();
        titles
    }
}

#[fixture]
pub(crate) fn library() -> Library {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut archive = Archive::open(&folder.path().join("a.db")).expect("a new archive");
    let mut import = archive.begin_import("test", &[]).expect("no other import");
    let articles = [
        ("Ferry", "The ferry was late again.", "herald.example", "en", "2024-03-02"),
        ("Quay", "A ferry and a café on the quay.", "news.herald.example", "en", "2024-03"),
        ("Fähre", "Die Fähre kam nach Zürich.", "blatt.example", "de", "2023"),
        ("灯台", "古い灯台の猫は眠っている。", "shimpo.example", "ja", "2024-04-01"),
        ("ประภาคาร", "ประภาคารเปิดให้ขึ้นชม", "khao.example", "th", "2024-05-01"),
        ("हिन्दी", "समुद्र के किनारे प्रकाशस्तंभ", "patra.example", "hi", "2024-06-01"),
    ];
    for (number, (title, text, site, language, published)) in articles.into_iter().enumerate() {
        let mut draft = Draft {
            title: Some(title.to_owned()),
            blocks: vec![Block::paragraph(text)],
            site: Some(site.to_owned()),
            url: Some(format!("https://{site}/{number}")),
            language: Some(language.to_owned()),
            section: Some("Harbour News".to_owned()),
            authors: vec!["Ida Brandt".to_owned()],
            tags: vec!["sea".to_owned()],
            ..Draft::default()
        };
        draft.set_published(published);
        let original = Original { id: RawId::of(text.as_bytes()), size: text.len() as u64, zstd: None };
        let locator = number.to_string();
        let reading = Ok(digest(draft));
        import
            .add(Sighting { source: "folder/test.jsonl", locator: &locator, format: "test", original, reading })
            .expect("room");
    }
    import.finish().expect("room");
    Library { archive, _folder: folder }
}

#[rstest]
#[case("ferry", &["Ferry", "Quay"])]
#[case("FERRY late", &["Ferry"])]
#[case("\"the ferry\"", &["Ferry"])]
#[case("ferry -late", &["Quay"])]
#[case("-ferry lang:en", &[])]
#[case("NOT ferry lang:de", &["Fähre"])]
#[case("ferr*", &["Ferry", "Quay"])]
#[case("title:ferry", &["Ferry"])]
#[case("cafe OR zurich", &["Fähre", "Quay"])]
#[case("site:herald.example", &["Ferry", "Quay"])]
#[case("site:news.herald.example", &["Quay"])]
#[case("late OR site:blatt.example", &["Ferry", "Fähre"])]
#[case("NOT (late OR site:blatt.example) ferry", &["Quay"])]
#[case("author:brandt section:harbour tag:sea after:2024 before:2024-04", &["Ferry", "Quay"])]
#[case("before:2024", &["Fähre"])]
#[case("灯", &["灯台"])]
#[case("灯台", &["灯台"])]
#[case("古い灯", &["灯台"])]
#[case("台灯", &[])]
#[case("猫", &["灯台"])]
#[case("เปิด", &["ประภาคาร"])]
#[case("ขึ้น", &["ประภาคาร"])]
#[case("समुद्र", &["हिन्दी"])]
#[case("समुद", &[])]
#[case("text:ferry", &["Ferry", "Quay"])]
#[case("text:quay", &["Quay"])]
#[case("title:quay title:\"qu\"*", &["Quay"])]
#[case("title:late", &[])]
#[case("standfirst:ferry", &[])]
#[case("title:(ferry OR quay) late", &["Ferry"])]
#[case("NEAR(ferry again, 2)", &["Ferry"])]
#[case("NEAR(ferry again, 1)", &[])]
#[case("again NEAR/2 ferry", &["Ferry"])]
#[case("text:NEAR(ferr* \"the quay\", 4) lang:en", &["Quay"])]
#[case("-NEAR(ferry again) site:herald.example", &["Quay"])]
#[case("during:2024-03", &["Ferry", "Quay"])]
#[case("during:2024-03-02", &["Ferry"])]
#[case("during:2023..2024-03", &["Ferry", "Fähre", "Quay"])]
#[case("-during:2024", &["Fähre"])]
#[case("source:test.jsonl ferry", &["Ferry", "Quay"])]
#[case("source:fold*", &["Ferry", "Fähre", "Quay", "हिन्दी", "ประภาคาร", "灯台"])]
#[case("source:fold", &[])]
#[case("-source:\"folder test\"", &[])]
#[case("url:https://news.herald.example/1", &["Quay"])]
#[case("url:http://www.news.herald.example/1/?utm_source=x", &["Quay"])]
#[case("https://news.herald.example/1", &["Quay"])]
#[case("url:herald.example", &["Ferry", "Quay"])]
#[case("url:herald.example/0", &["Ferry"])]
#[case("url:news.herald.example/*", &["Quay"])]
#[case("url:herald", &["Ferry", "Quay"])]
#[case("url:hera*", &["Ferry", "Quay"])]
#[case("url:hera", &[])]
#[case("url:\"example/1\"", &["Quay"])]
#[case("-url:example", &[])]
#[case("author:\"ida bra\"* tag:se* section:har* lang:de", &["Fähre"])]
fn queries_find_what_they_ask_for(library: Library, #[case] query: &str, #[case] titles: &[&str]) {
    assert_eq!(library.titles(query), titles);
}

#[rstest]
fn no_text_that_a_person_may_type_is_an_error(library: Library) {
    let pieces = "[\\PC\"()*:^+{}-]{0,12}|OR|AND|NOT|NEAR|-|\\(|\\)|\"|title:|site:|after:2024|ferry|灯台|\\*";
    let queries = prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.join(" "));
    proptest!(|(query in queries)| {
        let request = SearchRequest { query: &query, limit: 5, ..SearchRequest::default() };
        prop_assert!(library.archive.search(&request).is_ok(), "search {query:?}");
        prop_assert!(library.archive.list_articles(&request).is_ok(), "list {query:?}");
    });
}

#[rstest]
fn very_long_and_very_nested_queries_are_answered(library: Library) {
    for query in
        ["ferry ".repeat(5_000), format!("{}ferry{}", "(".repeat(500), ")".repeat(500)), "NOT ".repeat(300) + "ferry"]
    {
        let page = library
            .archive
            .search(&SearchRequest { query: &query, limit: 5, ..SearchRequest::default() })
            .expect("an answer");
        assert!(page.note.is_some());
    }
}

//! Queries in an archive that has stories: folding, and the filters on what comparing found.

use cuttings_core::{Block, Draft, RawId, digest};
use rstest::{fixture, rstest};
use tempfile::TempDir;

use super::{SearchPage, SearchRequest};
use crate::{Archive, Original, Sighting};

struct Library {
    archive: Archive,
    _folder: TempDir,
}

/// An article: title, blocks, URL, date.
type Given = (&'static str, Vec<String>, &'static str, &'static str);

/// A text of its own words, of which one in 20 is another one in each version.
fn text(about: &str, version: char) -> String {
    let letters = |number: u8| [b'a' + number / 10, b'a' + number % 10].map(char::from).iter().collect::<String>();
    let word = |number: u8| {
        let other = if number % 20 == 7 && version != 'a' { version.to_string() } else { String::new() };
        format!("{about}{}{other}", letters(number))
    };
    (0..100).map(word).collect::<Vec<_>>().join(" ")
}

impl Library {
    fn of(articles: impl IntoIterator<Item = Given>) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut archive = Archive::open(&folder.path().join("a.db")).expect("a new archive");
        let mut import = archive.begin_import("test", &[]).expect("no other import");
        for (number, (title, blocks, url, published)) in articles.into_iter().enumerate() {
            let blocks = blocks.iter().map(Block::paragraph).collect();
            let mut draft = Draft { title: Some(title.to_owned()), blocks, ..Draft::default() };
            draft.url = Some(url.to_owned());
            draft.set_published(published);
            let locator = number.to_string();
            let original = Original { id: RawId::of(locator.as_bytes()), size: 1, zstd: None };
            let reading = Ok(digest(draft));
            import
                .add(Sighting { source: "test", locator: &locator, format: "test", original, reading })
                .expect("room");
        }
        import.finish().expect("room");
        Self { archive, _folder: folder }
    }

    fn search(&self, query: &str, limit: u32, offset: u32) -> SearchPage {
        self.archive
            .search(&SearchRequest { query, limit, offset, fold: true, ..SearchRequest::default() })
            .expect("an answer")
    }

    /// What a list gives: total, and titles in order with how many more the story has.
    fn list(&self, query: &str, fold: bool) -> (u64, Vec<(String, Option<u64>)>) {
        let request = SearchRequest { query, limit: 50, fold, ..SearchRequest::default() };
        let listing = self.archive.list_articles(&request).expect("an answer");
        let listed = listing.articles.into_iter().map(|article| (article.title, article.more_in_story));
        (listing.total, listed.collect())
    }

    fn titles(&self, query: &str) -> Vec<String> {
        let mut titles: Vec<String> = self.list(query, false).1.into_iter().map(|(title, _)| title).collect();
        titles.sort();
        titles
    }
}

/// A story at three sites, of which one took it as it was; a text that was changed at its address; two texts alone.
#[fixture]
fn library() -> Library {
    let sinking = text("sinking", 'a');
    Library::of([
        ("First", vec!["The ferry sank.".to_owned(), sinking.clone()], "https://a.example/1", "2024-03-01"),
        ("First", vec!["The ferry sank.".to_owned(), sinking], "https://b.example/1", "2024-03-02"),
        (
            "Near",
            vec!["The ferry sank twice, ferry!".to_owned(), text("sinking", 'b')],
            "https://c.example/1",
            "2024-03-03",
        ),
        ("Alone", vec!["A ferry and a lighthouse.".to_owned()], "https://a.example/2", "2024-03-04"),
        ("Before", vec![text("council", 'a')], "https://a.example/3", "2024-03-05"),
        ("After", vec![text("council", 'b')], "https://a.example/3", "2024-03-06"),
        ("Again", vec![text("again", 'a'), "Fog.".to_owned(), text("again", 'a')], "https://a.example/4", "2024-03-07"),
    ])
}

#[rstest]
#[case("is:duplicate", &["After", "Near", "Reprint"])]
#[case("-is:duplicate", &["Again", "Alone", "Before", "First"])]
#[case("is:revised", &["After", "Before"])]
#[case("is:wire", &["First", "Near", "Reprint"])]
#[case("has:repeats", &["Again"])]
#[case("ferry is:duplicate", &["Near", "Reprint"])]
#[case("ferry -is:wire", &["Alone"])]
#[case("has:repeats OR is:revised", &["After", "Again", "Before"])]
#[case("-(is:wire OR is:revised) -has:repeats", &["Alone"])]
fn filters_find_what_comparing_found(library: Library, #[case] query: &str, #[case] titles: &[&str]) {
    // Reprints have the title of their content.
    let titles: Vec<&str> = titles.iter().map(|&title| if title == "Reprint" { "First" } else { title }).collect();
    let mut sorted = titles.clone();
    sorted.sort_unstable();
    assert_eq!(library.titles(query), sorted);
}

#[rstest]
fn a_folded_list_has_each_story_once_by_its_newest_article(library: Library) {
    let line = |title: &str, more| (title.to_owned(), more);
    let (total, listed) = library.list("", true);
    assert_eq!(listed, [line("Again", None), line("After", Some(1)), line("Alone", None), line("Near", Some(2))]);
    assert_eq!(total, 4);
    assert_eq!(library.list("before:2024-03-03", true), (1, vec![line("First", Some(2))]));
    assert_eq!(library.list("before:2024-03-03", false).0, 2);
}

#[rstest]
fn a_folded_search_has_each_story_once_by_its_best_text(library: Library) {
    let titles = |page: &SearchPage| page.hits.iter().map(|hit| hit.article.title.clone()).collect::<Vec<_>>();
    let page = library.search("ferry", 10, 0);
    assert_eq!((page.total, titles(&page)), (2, vec!["Alone".to_owned(), "Near".to_owned()]));
    assert_eq!(page.hits[1].article.more_in_story, Some(2));
    assert_eq!(titles(&library.search("ferry", 1, 1)), ["Near"]);
    assert_eq!(titles(&library.search("ferry site:a.example", 10, 0)), ["Alone", "First"]);
    let newest = library.search("site:a.example", 2, 1);
    assert_eq!((newest.total, titles(&newest)), (4, vec!["After".to_owned(), "Alone".to_owned()]));
}

#[test]
fn a_snippet_is_of_the_text_rather_than_of_boilerplate() {
    let footer = "Read all about the ferry in our letter of the week, every Sunday, free of charge.";
    let titles = ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"];
    let library = Library::of(titles.map(|title| {
        let body = format!("The ferry {title} {}", text(&title.to_lowercase(), 'a'));
        (title, vec![footer.to_owned(), body], &*format!("https://a.example/{title}").leak(), "2024-03-01")
    }));
    let shown = |query: &str| {
        let page = library.search(query, 20, 0);
        let texts = page.hits.iter().map(|hit| hit.snippet.iter().map(|part| part.text.as_str()).collect::<String>());
        texts.collect::<Vec<_>>()
    };
    assert!(shown("ferry").iter().all(|text| text.starts_with("The ferry ")), "{:?}", shown("ferry"));
    assert!(shown("").iter().all(|text| text.starts_with("The ferry ")), "{:?}", shown(""));
    // What stands nowhere else is shown from where it stands.
    assert!(shown("letter").iter().all(|text| text.starts_with("Read all ")), "{:?}", shown("letter"));
}

#[test]
fn what_a_site_prints_under_everything_is_found_and_does_not_rank() {
    const URLS: [&str; 12] = [
        "https://herald.example/1",
        "https://herald.example/2",
        "https://herald.example/3",
        "https://herald.example/4",
        "https://herald.example/5",
        "https://herald.example/6",
        "https://herald.example/7",
        "https://herald.example/8",
        "https://herald.example/9",
        "https://herald.example/10",
        "https://herald.example/11",
        "https://herald.example/12",
    ];
    const TITLES: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "elf", "twelve"];
    let plug = "The newsletter that everybody reads: sign up for the newsletter of the harbour".to_owned();
    let usual =
        URLS.into_iter().zip(TITLES).map(|(url, title)| (title, vec![text(title, 'a'), plug.clone()], url, "2024-01"));
    let real = ("Postman", vec![format!("{} a newsletter", text("postman", 'a'))], "https://post.example/1", "2023");
    let library = Library::of(usual.chain([real]));
    for query in ["newsletter", "newslett*", "\"newsletter\" OR nobody"] {
        let request = SearchRequest { query, limit: 50, ..SearchRequest::default() };
        let page = library.archive.search(&request).expect("an answer");
        assert_eq!((page.total, page.hits[0].article.title.as_str()), (13, "Postman"), "{query}");
    }
}

//! What a reader adds, against a real archive: kept, found, taken away, and still there when the article is read anew.

use cuttings_core::{Block, Draft, IdPrefix, RawId, digest};
use rstest::{fixture, rstest};
use tempfile::TempDir;

use crate::{Archive, ArchiveError, Article, Collection, Colour, NewHighlight, Original, SearchRequest, Sighting};

const FERRY: &str = "The ferry left the quay an hour late, and nobody was surprised.";
const CLOCK: &str = "“The clock was right twice,” said the captain.";

struct Shelf {
    archive: Archive,
    _folder: TempDir,
}

/// An article at an address, of these paragraphs.
fn article(address: &str, paragraphs: &[&str]) -> Draft {
    Draft {
        title: Some(format!("About {address}")),
        blocks: paragraphs.iter().map(|text| Block::paragraph(*text)).collect(),
        url: Some(format!("https://herald.example/{address}")),
        tags: vec!["harbour".to_owned()],
        ..Draft::default()
    }
}

fn sighting(place: &str, draft: Draft) -> Sighting<'_> {
    let original = Original { id: RawId::of(place.as_bytes()), size: place.len() as u64, zstd: None };
    Sighting { source: "pages", locator: place, format: "html", original, reading: Ok(digest(draft)) }
}

/// An archive of three articles: two that begin with the same paragraph, and one of its own.
#[fixture]
fn shelf() -> Shelf {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut shelf = Shelf { archive: Archive::open(&folder.path().join("a.db")).expect("an archive"), _folder: folder };
    shelf.import("1", article("late", &[FERRY, CLOCK]));
    shelf.import("2", article("later", &[FERRY]));
    shelf.import("3", article("gulls", &["A gull was counted twice."]));
    shelf
}

impl Shelf {
    fn import(&mut self, place: &str, draft: Draft) {
        let mut import = self.archive.begin_import("test", &[]).expect("no other import");
        import.add(sighting(place, draft)).expect("room");
        import.finish().expect("room");
    }

    /// Reads a record again, by a reader that finds this.
    fn reread(&mut self, place: &str, draft: Draft) {
        let mut import = self.archive.begin_import("test", &[]).expect("no other import");
        import.reread(sighting(place, draft)).expect("room");
        import.finish().expect("room");
    }

    fn id(&self, title: &str) -> IdPrefix {
        let found = self.archive.list_articles(&SearchRequest { query: title, limit: 1, ..SearchRequest::default() });
        IdPrefix::parse(&found.expect("an answer").articles[0].id).expect("an id")
    }

    fn get(&self, title: &str) -> Article {
        self.archive.get_article(&self.id(title)).expect("an article")
    }

    fn titles(&self, query: &str) -> Vec<String> {
        let request = SearchRequest { query, limit: 10, ..SearchRequest::default() };
        let listing = self.archive.list_articles(&request).expect("an answer");
        assert_eq!(listing.note, None, "{query}");
        let mut titles: Vec<_> = listing.articles.into_iter().map(|article| article.title).collect();
        titles.sort();
        titles
    }

    fn number(&self, sql: &str) -> i64 {
        self.archive.connection.query_row(sql, [], |row| row.get(0)).expect("a number")
    }
}

#[rstest]
fn own_tags_stand_beside_those_of_the_publisher_and_are_found_like_them(shelf: Shelf) {
    let gulls = shelf.id("title:gulls");
    assert_eq!(shelf.archive.add_own_tag(&gulls, "  to   read ", "ida").expect("room"), "to read");
    shelf.archive.add_own_tag(&gulls, "harbour", "ida").expect("room");
    shelf.archive.add_own_tag(&gulls, "to read", "bram").expect("room");
    let article = shelf.get("title:gulls");
    assert_eq!(article.tags, ["harbour"]);
    assert_eq!(article.own.tags, ["harbour", "to read"]);
    assert_eq!(shelf.titles("tag:read"), ["About gulls"]);
    assert_eq!(shelf.titles("tag:harbour").len(), 3);
    assert_eq!(shelf.titles("-tag:read").len(), 2);
    assert!(shelf.archive.remove_own_tag(&gulls, "to read").expect("room"));
    assert!(!shelf.archive.remove_own_tag(&gulls, "to read").expect("room"));
    assert_eq!(shelf.titles("tag:read"), Vec::<String>::new());
    shelf.archive.add_own_tag(&gulls, "to read", "bram").expect("room");
    assert_eq!(shelf.titles("tag:read"), ["About gulls"]);
}

#[rstest]
fn notes_are_kept_with_who_and_when_and_removed_with_their_text(shelf: Shelf) {
    let gulls = shelf.id("title:gulls");
    let note = shelf.archive.add_note(&gulls, " Ask the warden.\r\nTwice. ", "ida").expect("room");
    assert_eq!(note.text, "Ask the warden.\nTwice.");
    assert_eq!(shelf.get("title:gulls").own.notes, std::slice::from_ref(&note));
    assert_eq!(shelf.titles("is:noted"), ["About gulls"]);
    let listing = shelf.archive.list_notes(10, 0).expect("an answer");
    assert_eq!((listing.total, &listing.notes[0].note), (1, &note));
    assert_eq!(listing.notes[0].article.as_ref().map(|article| article.title.as_str()), Some("About gulls"));
    shelf.archive.remove_note(&IdPrefix::parse(&note.id[..12]).expect("an id")).expect("room");
    assert!(shelf.get("title:gulls").own.is_empty());
    assert_eq!(shelf.titles("is:noted"), Vec::<String>::new());
    assert_eq!(shelf.number("SELECT count(*) FROM notes WHERE removed = 1 AND text = ''"), 1);
    let gone = shelf.archive.remove_note(&IdPrefix::parse(&note.id).expect("an id"));
    assert!(matches!(gone, Err(ArchiveError::NoSuchId { .. })), "{gone:?}");
}

#[rstest]
fn a_highlight_is_a_quote_with_what_stands_around_it(shelf: Shelf) {
    let new = NewHighlight { exact: "clock was\nright", note: Some("Was it?"), ..NewHighlight::default() };
    let highlight = shelf.archive.add_highlight(&shelf.id("title:late"), &new, "ida").expect("room");
    assert_eq!((highlight.prefix.as_str(), highlight.exact.as_str()), ("“The ", "clock was right"));
    assert_eq!(highlight.suffix, " twice,” said the captain.");
    let anchor = highlight.anchor.expect("a place");
    assert_eq!((anchor.position, anchor.start, anchor.end), (2, 5, 20));
    let article = shelf.get("title:late");
    assert_eq!(article.own.highlights, std::slice::from_ref(&highlight));
    let marked: Vec<_> = article.blocks.iter().map(|block| block.highlights.len()).collect();
    assert_eq!(marked, [0, 1]);
    assert_eq!(shelf.titles("is:highlighted"), ["About late"]);
    // Another article with the same paragraph is another text.
    let first = NewHighlight { exact: "The ferry left", colour: Colour::Green, ..NewHighlight::default() };
    shelf.archive.add_highlight(&shelf.id("title:late"), &first, "ida").expect("room");
    assert!(shelf.get("title:later").own.is_empty());
    let exact: Vec<_> = shelf.get("title:late").own.highlights.into_iter().map(|it| it.exact).collect();
    assert_eq!(exact, ["The ferry left", "clock was right"]);
    shelf.archive.remove_highlight(&IdPrefix::parse(&highlight.id).expect("an id")).expect("room");
    assert_eq!(shelf.get("title:late").own.highlights.len(), 1);
    let nowhere = NewHighlight { exact: "an hour early", ..NewHighlight::default() };
    let nowhere = shelf.archive.add_highlight(&shelf.id("title:late"), &nowhere, "ida");
    assert!(matches!(nowhere, Err(ArchiveError::NoSuchQuote)), "{nowhere:?}");
}

#[rstest]
fn a_highlight_is_found_again_in_a_revision_and_in_a_reprint(mut shelf: Shelf) {
    let late = shelf.id("title:late");
    for exact in ["nobody was surprised", "said the captain"] {
        shelf.archive.add_highlight(&late, &NewHighlight { exact, ..NewHighlight::default() }, "ida").expect("room");
    }
    let revised = "It rained. The ferry left the quay two hours late, and Nobody was surprised!";
    shelf.import("4", Draft { title: Some("Revised".to_owned()), ..article("late", &["New.", revised]) });
    let highlights = shelf.get("title:revised").own.highlights;
    assert_eq!(highlights.len(), 1, "the captain says nothing any more: {highlights:?}");
    let anchor = highlights[0].anchor.expect("a place");
    let found: String = revised.chars().skip(anchor.start).take(anchor.end - anchor.start).collect();
    assert_eq!((anchor.position, found.as_str()), (2, "Nobody was surprised"));
    let reprint = Draft { url: Some("https://post.example/late".to_owned()), ..article("late", &[FERRY, CLOCK]) };
    shelf.import("5", reprint);
    let reprint = shelf.archive.get_article(&shelf.id("title:late site:post.example"));
    assert_eq!(reprint.expect("an article").own.highlights.len(), 2);
}

#[rstest]
fn what_was_added_stays_with_an_article_that_is_read_again(mut shelf: Shelf) {
    let before = shelf.id("title:late");
    shelf.archive.add_own_tag(&before, "to read", "ida").expect("room");
    shelf.archive.add_note(&before, "Ask the line.", "ida").expect("room");
    let quote = NewHighlight { exact: "an hour late", ..NewHighlight::default() };
    shelf.archive.add_highlight(&before, &quote, "ida").expect("room");
    let gone = NewHighlight { exact: "right twice", ..NewHighlight::default() };
    shelf.archive.add_highlight(&before, &gone, "ida").expect("room");
    shelf.archive.add_to_collection("Sea", &[before], "ida").expect("room");
    shelf.reread("1", article("late", &[FERRY]));
    let after = shelf.get("title:late");
    assert_ne!(IdPrefix::parse(&after.summary.id), Some(before));
    assert_eq!(after.own.tags, ["to read"]);
    assert_eq!(after.own.notes.len(), 1);
    assert_eq!(after.own.collections, ["Sea"]);
    let anchors: Vec<_> = after.own.highlights.iter().map(|it| (it.exact.as_str(), it.anchor.is_some())).collect();
    assert_eq!(anchors, [("an hour late", true), ("right twice", false)]);
    for query in ["tag:read", "is:noted", "is:highlighted", "in:sea"] {
        assert_eq!(shelf.titles(query), ["About late"], "{query}");
    }
    // Put in again under the new id it is still there once, and taken away it is gone.
    let now = shelf.id("title:late");
    assert_eq!(shelf.archive.add_to_collection("Sea", &[now], "ida").expect("room").1, 0);
    assert!(shelf.archive.remove_own_tag(&now, "to read").expect("room"));
    assert!(shelf.archive.remove_from_collection("Sea", &now).expect("room"));
    assert!(shelf.get("title:late").own.tags.is_empty() && shelf.get("title:late").own.collections.is_empty());
}

#[rstest]
fn collections_keep_their_order_and_are_searched_by_name(shelf: Shelf) {
    let [late, later, gulls] = ["title:late", "title:later", "title:gulls"].map(|title| shelf.id(title));
    let names = |shelf: &Shelf| -> Vec<String> {
        let listing = shelf.archive.get_collection("Sea & Shore").expect("a collection");
        listing.entries.into_iter().map(|entry| entry.article.title).collect()
    };
    let added = shelf.archive.add_to_collection(" Sea & Shore", &[gulls, late], "ida").expect("room");
    assert_eq!(added, ("Sea & Shore".to_owned(), 2));
    assert_eq!(shelf.archive.add_to_collection("Sea & Shore", &[late, later], "bram").expect("room").1, 1);
    assert_eq!(names(&shelf), ["About gulls", "About late", "About later"]);
    assert!(shelf.archive.move_in_collection("Sea & Shore", &later, 1).expect("room"));
    assert_eq!(names(&shelf), ["About later", "About gulls", "About late"]);
    assert!(shelf.archive.move_in_collection("Sea & Shore", &later, 99).expect("room"));
    assert_eq!(names(&shelf), ["About gulls", "About late", "About later"]);
    assert!(shelf.archive.remove_from_collection("Sea & Shore", &late).expect("room"));
    assert!(!shelf.archive.move_in_collection("Sea & Shore", &late, 1).expect("room"));
    assert_eq!(shelf.titles("in:\"sea shore\""), ["About gulls", "About later"]);
    assert_eq!(shelf.titles("in:sea"), Vec::<String>::new(), "a part of a name is another name");
    let unknown = shelf.archive.get_collection("Sky");
    assert!(matches!(unknown, Err(ArchiveError::NoSuchName { .. })), "{unknown:?}");
    shelf.archive.set_collection("Sea & Shore", true, "bram").expect("room");
    let expected = Collection { name: "Sea & Shore".to_owned(), private: true, who: "ida".to_owned(), articles: 2 };
    assert_eq!(shelf.archive.list_collections().expect("an answer"), [expected]);
    shelf.archive.remove_collection("Sea & Shore").expect("room");
    assert_eq!(shelf.archive.list_collections().expect("an answer"), []);
    shelf.archive.add_to_collection("Sea & Shore", &[late], "ida").expect("room");
    assert_eq!(names(&shelf), ["About late"], "a collection made anew begins empty");
}

#[rstest]
fn searches_are_saved_by_name_and_give_entries_for_a_feed(shelf: Shelf) {
    shelf.archive.save_search("Ferries", "title:late OR ferry", "ida").expect("room");
    let search = shelf.archive.save_search("Ferries", " ferry ", "ida").expect("room");
    assert_eq!(shelf.archive.list_searches().expect("an answer"), std::slice::from_ref(&search));
    let entries = shelf.archive.list_for_feed(&search.query, 50).expect("an answer");
    assert_eq!(entries.len(), 2);
    assert!(entries.iter().all(|entry| entry.sha256.len() == 64 && !entry.read_at.is_empty()), "{entries:?}");
    shelf.archive.remove_search("Ferries").expect("room");
    assert_eq!(shelf.archive.list_searches().expect("an answer"), []);
    assert!(matches!(shelf.archive.get_search("Ferries"), Err(ArchiveError::NoSuchName { .. })));
}

#[rstest]
fn what_is_no_name_or_too_long_is_not_taken(shelf: Shelf) {
    let (gulls, long) = (shelf.id("title:gulls"), "x".repeat(30_000));
    for name in ["", " \u{1} ", "..", long.as_str()] {
        let tag = shelf.archive.add_own_tag(&gulls, name, "ida");
        assert!(matches!(tag, Err(ArchiveError::NotTaken { what: "tag", .. })), "{tag:?}");
        let search = shelf.archive.save_search(name, "ferry", "ida");
        assert!(matches!(search, Err(ArchiveError::NotTaken { what: "name", .. })), "{search:?}");
    }
    for text in [" \n", long.as_str()] {
        assert!(matches!(shelf.archive.add_note(&gulls, text, "ida"), Err(ArchiveError::NotTaken { .. })));
        let quote = NewHighlight { exact: text, ..NewHighlight::default() };
        let passage = shelf.archive.add_highlight(&gulls, &quote, "ida");
        assert!(matches!(passage, Err(ArchiveError::NotTaken { what: "passage", .. })), "{passage:?}");
        assert!(matches!(shelf.archive.save_search("x", text, "ida"), Err(ArchiveError::NotTaken { .. })));
    }
    // Who writes is no reason to lose what is written.
    assert_eq!(shelf.archive.add_note(&gulls, "Ask.", " \n").expect("room").who, "somebody");
}

#[rstest]
fn while_an_import_runs_nothing_is_written_and_that_is_said_at_once(mut shelf: Shelf) {
    let path = shelf.archive.path().to_owned();
    let gulls = shelf.id("title:gulls");
    let import = shelf.archive.begin_import("test", &[]).expect("no other import");
    let other = Archive::open(&path).expect("an archive");
    let refused = other.add_own_tag(&gulls, "to read", "ida");
    assert!(matches!(refused, Err(ArchiveError::Locked { .. })), "{refused:?}");
    drop(import);
    other.add_own_tag(&gulls, "to read", "ida").expect("room");
}

#[rstest]
fn a_shipped_copy_goes_without_private_collections(shelf: Shelf) {
    let gulls = shelf.id("title:gulls");
    shelf.archive.add_to_collection("For all", &[gulls], "ida").expect("room");
    shelf.archive.add_to_collection("Only mine", &[gulls], "ida").expect("room");
    shelf.archive.set_collection("Only mine", true, "ida").expect("room");
    let copy = shelf.archive.path().with_extension("copy");
    shelf.archive.ship(&copy).expect("room");
    let names: Vec<_> = Archive::open_read_only(&copy).expect("an archive").list_collections().expect("an answer");
    assert_eq!(names.into_iter().map(|collection| collection.name).collect::<Vec<_>>(), ["For all"]);
    let bytes = std::fs::read(&copy).expect("readable");
    assert!(!bytes.windows(9).any(|window| window == b"Only mine"), "its name is still in the file");
}

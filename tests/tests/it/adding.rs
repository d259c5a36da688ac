//! What a reader adds: `tag`, `note`, `highlight`, `collect` and `searches`, seen in the file and found again.

use crate::support::{Desk, samples};

/// The id of the one article of the samples with this title.
#[track_caller]
fn id_of(desk: &Desk, title: &str) -> String {
    desk.database().get("SELECT substr(id, 1, 12) FROM articles_text WHERE title LIKE ?1", [title])
}

const MOUSE: &str = "Mouse eats through bank%";

/// The program with a name for who adds things.
fn as_ida<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    arguments.iter().copied().chain(["--who", "ida"]).collect()
}

#[test]
fn tags_are_given_found_listed_and_taken_away() {
    let desk = Desk::with_samples();
    let id = id_of(&desk, MOUSE);
    desk.run(&["tag"]).exits(1).says(&["cuttings tag ID +NAME"]);
    let ran = desk.run(&as_ida(&["tag", &id, "+to read", "+rodents"])).exits(0);
    assert_eq!(ran.text(), format!("{id}  rodents; to read\n"));
    let rows: Vec<(String, String)> =
        desk.database().rows("SELECT name, who FROM own_tags WHERE removed = 0 ORDER BY name", (), |row| {
            Ok((row.get(0)?, row.get(1)?))
        });
    assert_eq!(rows, [("rodents".to_owned(), "ida".to_owned()), ("to read".to_owned(), "ida".to_owned())]);
    assert!(desk.run(&["list", "tag:rodents"]).exits(0).text().contains(&id));
    assert!(desk.run(&["show", &id]).exits(0).text().contains("your tags rodents; to read"));
    assert_eq!(desk.run(&["tag", "--format", "json"]).exits(0).json()[0]["articles"], 1);
    desk.run(&["tag", &id, "--remove", "rodents"]).exits(0);
    desk.run(&["tag", &id, "--remove", "rodents"]).exits(0).says(&["does not have the tag"]);
    desk.run(&["list", "tag:rodents"]).exits(1);
    desk.run(&["tag", "+rodents"]).exits(2).says(&["no article is named"]);
    desk.run(&["tag", "000000", "+rodents"]).exits(2).says(&["nothing in the archive"]);
    desk.assert_sound();
}

#[test]
fn notes_and_highlights_are_shown_with_their_article_and_removed_with_their_texts() {
    let desk = Desk::with_samples();
    let id = id_of(&desk, MOUSE);
    let note = desk.run(&as_ida(&["note", &id, "Ask the bank.", "--format", "json"])).exits(0).json();
    let quote: String = desk.database().get(
        "SELECT substr(text, 1, 30) FROM paragraph_printings WHERE article LIKE ?1 || '%' AND position = 2",
        [&id],
    );
    let marked =
        desk.run(&as_ida(&["highlight", &id, &quote, "--note", "Is it so?", "--format", "json"])).exits(0).json();
    assert_eq!(marked["exact"], quote.as_str());
    let shown = desk.run(&["show", &id]).exits(0);
    for part in ["Ask the bank.", "by ida on ", quote.trim(), "Is it so?"] {
        assert!(shown.text().contains(part), "{part} is not in {}", shown.text());
    }
    assert!(desk.run(&["note"]).exits(0).text().contains(&id));
    assert!(desk.run(&["list", "is:noted is:highlighted"]).exits(0).text().contains(&id));
    desk.run(&["highlight", &id, "what nobody wrote"]).exits(2).says(&["in no paragraph of the article"]);
    desk.run(&["note", "--remove", note["id"].as_str().expect("an id")]).exits(0);
    desk.run(&["highlight", "--remove", marked["id"].as_str().expect("an id")]).exits(0);
    let left: String = desk.database().get(
        "SELECT (SELECT group_concat(text, '') FROM notes) || (SELECT group_concat(exact, '') FROM highlights)",
        (),
    );
    assert_eq!(left, "");
    desk.run(&["note"]).exits(1);
    desk.run(&["list", "is:noted"]).exits(1);
}

#[test]
fn collections_are_ordered_lists() {
    let desk = Desk::with_samples();
    let ids: Vec<String> =
        desk.database().column("SELECT substr(id, 1, 12) FROM articles_text ORDER BY id LIMIT 3", ());
    let [one, two, three] = ids.as_slice() else { panic!("{ids:?}") };
    desk.run(&["collect"]).exits(1).says(&["cuttings collect NAME ID"]);
    desk.run(&as_ida(&["collect", "Sea & Shore", one, two])).exits(0);
    desk.run(&as_ida(&["collect", "Sea & Shore", three, "--place", "1", "--private"])).exits(0);
    let listing = desk.run(&["collect", "Sea & Shore", "--format", "json"]).exits(0).json();
    let order: Vec<_> =
        listing["entries"].as_array().expect("a list").iter().map(|entry| entry["id"].clone()).collect();
    assert_eq!(order, [three.as_str(), one, two]);
    assert_eq!((&listing["private"], &listing["who"]), (&true.into(), &"ida".into()));
    let found = desk.run(&["list", "in:\"sea & shore\"", "--format", "json"]).exits(0).json();
    assert_eq!(found["total"], 3);
    desk.run(&["ship", "shipped.db"]).exits(0);
    desk.run(&["collect", "-a", "shipped.db"]).exits(1);
    desk.run(&["collect", "Sea & Shore", "--remove", one]).exits(0);
    assert!(desk.run(&["collect"]).exits(0).text().contains("Sea & Shore  2 articles, by ida, private"));
    desk.run(&["collect", "Sea & Shore", "--delete"]).exits(0);
    desk.run(&["collect", "Sea & Shore"]).exits(2).says(&["no collection named \"Sea & Shore\""]);
}

#[test]
fn searches_are_saved_by_name() {
    let desk = Desk::with_samples();
    desk.run(&["searches"]).exits(1).says(&["cuttings searches save NAME QUERY"]);
    desk.run(&["searches", "save", "Mice", "mouse", "bank"]).exits(0);
    let searches = desk.run(&["searches", "--format", "json"]).exits(0).json();
    assert_eq!((&searches[0]["name"], &searches[0]["query"]), (&"Mice".into(), &"mouse bank".into()));
    desk.run(&["searches", "remove", "Mice"]).exits(0);
    desk.run(&["searches", "remove", "Mice"]).exits(2).says(&["no saved search named \"Mice\""]);
}

#[test]
fn what_was_added_outlives_another_import_and_no_archive_is_made_for_it() {
    let desk = Desk::with_samples();
    let id = id_of(&desk, MOUSE);
    desk.run(&["tag", &id, "+to read"]).exits(0);
    desk.run(&["import", &samples()]).exits(3);
    assert_eq!(desk.database().number("SELECT count(*) FROM articles"), 42);
    assert!(desk.run(&["show", &id]).exits(0).text().contains("your tags to read"));
    let empty = Desk::new();
    empty.run(&["tag", &id, "+to read"]).exits(2).says(&["there is no archive"]);
    assert!(!empty.archive().exists());
}

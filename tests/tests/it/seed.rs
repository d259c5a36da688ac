//! The real page dump beside the project, where it is there: it comes out as an article, and its bytes come back.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::support::{Desk, project, skip};

/// The page dump, unless this copy of the project lies somewhere else.
fn seed() -> Option<PathBuf> {
    let files = fs::read_dir(project().join("../shared/data/seed")).into_iter().flatten().flatten();
    let seed = files.map(|file| file.path()).find(|path| path.extension().is_some_and(|extension| extension == "txt"));
    if seed.is_none() {
        skip("there is no ../shared/data/seed beside the project");
    }
    seed
}

#[test]
fn the_seed_is_read_as_the_article_that_it_is() {
    let Some(seed) = seed() else { return };
    let desk = Desk::new();
    let records =
        desk.run(&["extract".as_ref(), "--format".as_ref(), "jsonl".as_ref(), seed.as_os_str()]).exits(0).json_lines();
    let [record] = records.as_slice() else { panic!("one page is one record: {records:?}") };
    let title =
        "Xi Jinping's first international trip in over 2 years turns the focus on China's sway in Russia's backyard";
    assert_eq!(record["title"], title);
    assert!(
        record["standfirst"].as_str().is_some_and(|text| text.starts_with("A highly anticipated meeting ")),
        "{record}"
    );
    let blocks = record["blocks"].as_array().expect("blocks");
    let column = |name: &str| Value::from(blocks.iter().map(|block| block[name].clone()).collect::<Vec<_>>());
    assert_eq!(column("role"), json!(["paragraph", "heading", "paragraph", "paragraph", "heading", "paragraph"]));
    assert_eq!(column("repeats"), json!([null, null, null, 1, 2, 3]));
    assert_eq!(blocks[1]["text"], "China sides with Russia on Ukraine");
    for (first, again) in [(0, 3), (1, 4), (2, 5)] {
        assert_eq!(blocks[first]["text"], blocks[again]["text"]);
    }
    assert_eq!((&record["section"], &record["language"]), (&json!("News"), &json!("en")));
    assert_eq!(record["notes"], json!([]));
    assert!(!desk.archive().exists());
}

#[test]
fn the_seed_is_stored_once_for_what_it_repeats_and_comes_back_byte_for_byte() {
    let Some(seed) = seed() else { return };
    let desk = Desk::new();
    desk.run(&["import".as_ref(), seed.as_os_str()]).exits(0);
    let database = desk.database();
    database.assert_sound();
    assert_eq!(database.number("SELECT count(*) FROM blocks"), 6);
    assert_eq!(database.number("SELECT count(*) FROM paragraphs"), 3);
    let id: String = database.get("SELECT substr(id, 1, 12) FROM articles_text", ());
    assert_eq!(desk.run(&["original", &id]).exits(0).stdout, fs::read(&seed).expect("readable"));
    let shown = desk.run(&["show", &id]).exits(0);
    assert_eq!(shown.text().matches("China sides with Russia on Ukraine").count(), 1);
    assert!(shown.text().contains("3 blocks repeated"), "{}", shown.text());
}

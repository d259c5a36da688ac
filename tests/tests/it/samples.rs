//! Importing `samples/` gives what docs/samples.md says is in them.

use std::fs;

use crate::support::{Database, Desk, SAMPLE_COUNTS, project, samples};

/// The outcomes that are not plainly new: place, outcome, whether it is a reprint.
const OUTCOMES: [(&str, &str, bool); 8] = [
    ("line 2", "duplicate", true),
    ("line 3", "duplicate", true),
    ("line 4", "duplicate", true),
    ("line 5", "duplicate", true),
    ("line 8", "rejected", false),
    ("line 11", "revision", false),
    ("line 15", "duplicate", false),
    ("line 16", "duplicate", false),
];

/// What the last run counted: read, new, duplicate, reprint, revision, rejected.
fn counted(database: &Database) -> [i64; 6] {
    ["records_read", "new", "duplicate", "reprint", "revision", "rejected"]
        .map(|column| database.number(&format!("SELECT {column} FROM import_runs ORDER BY id DESC LIMIT 1")))
}

#[test]
fn importing_the_samples_gives_the_counts_that_were_planted() {
    let desk = Desk::with_samples();
    let database = desk.database();
    database.assert_sound();
    assert_eq!(counted(&database), SAMPLE_COUNTS);
    assert_eq!(database.number("SELECT count(*) FROM captures"), 45);
    let found = ["new", "duplicate", "revision", "rejected"]
        .map(|outcome| database.get::<i64>("SELECT count(*) FROM captures WHERE outcome = ?1", [outcome]));
    assert_eq!(found, [37, 6, 1, 1]);
    assert_eq!(database.number("SELECT sum(reprint) FROM captures"), 4);
    // A new content each for new ones and revisions; an article each for those and for reprints.
    assert_eq!(database.number("SELECT count(*) FROM contents"), 38);
    assert_eq!(database.number("SELECT count(*) FROM articles"), 42);
    assert_eq!(database.number("SELECT count(*) FROM import_runs WHERE finished_at >= started_at"), 1);
    desk.assert_sound();
}

#[test]
fn the_report_of_an_import_says_what_sql_finds() {
    let desk = Desk::new();
    let report = desk.run(&["import", &samples(), "--format", "json"]).exits(3);
    let (report, database) = (report.json(), desk.database());
    let said = ["read", "new", "duplicate", "reprint", "revision", "rejected"].map(|name| report[name].as_i64());
    assert_eq!(said, counted(&database).map(Some));
    let (paragraphs, number) = (&report["paragraphs"], |sql| Some(database.number(sql)));
    assert_eq!(paragraphs["distinct"].as_i64(), number("SELECT count(*) FROM paragraphs"));
    assert_eq!(paragraphs["repeated"].as_i64(), number("SELECT count(*) FROM blocks WHERE repeats IS NOT NULL"));
    let seen = "SELECT count(*) FROM captures JOIN articles ON articles.id = article_id
        JOIN blocks ON blocks.content_id = articles.content_id";
    assert_eq!(paragraphs["seen"].as_i64(), number(seen));
    assert_eq!(report["bytes"].as_i64(), number("SELECT sum(raw_bytes) FROM captures"));
    assert!(report["seconds"].as_f64().is_some_and(|seconds| seconds > 0.0), "{report}");
    assert_eq!(report["interrupted"], false);
}

#[test]
fn the_page_about_the_samples_has_the_same_counts() {
    let desk = Desk::with_samples();
    let database = desk.database();
    let page = fs::read_to_string(project().join("docs/samples.md")).expect("docs/samples.md is there");
    let says = |row: &str| assert!(page.contains(row), "docs/samples.md does not say: {row}");
    let [read, new, duplicate, reprint, revision, rejected] = counted(&database);
    says(&format!("| Records read | {read} ("));
    says(&format!("| New | {new} |"));
    says(&format!("| Duplicate | {duplicate}, of which {reprint} are reprints |"));
    says(&format!("| Revision | {revision} |"));
    says(&format!("| Rejected | {rejected} |"));
    let [articles, contents] =
        ["articles", "contents"].map(|table| database.number(&format!("SELECT count(*) FROM {table}")));
    says(&format!("| Articles in the archive | {articles}, with {contents} texts |"));
    let agency =
        "SELECT substr(article, 1, 12) FROM captures_report WHERE source LIKE '%desk.jsonl' AND locator = 'line 1'";
    says(&format!("`cuttings show {}` shows the agency's story", database.get::<String>(agency, ())));
}

#[test]
fn every_planted_line_of_the_desk_has_its_outcome() {
    let desk = Desk::with_samples();
    let database = desk.database();
    let outcomes: Vec<(String, String, bool)> = database.rows(
        "SELECT locator, outcome, reprint FROM captures JOIN sources ON sources.id = source_id
         WHERE name = 'samples/desk.jsonl' AND outcome <> 'new' ORDER BY captures.id",
        (),
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    );
    let outcomes: Vec<_> = outcomes.iter().map(|(place, outcome, reprint)| (&**place, &**outcome, *reprint)).collect();
    assert_eq!(outcomes, OUTCOMES);
    let elsewhere = "SELECT count(*) FROM captures JOIN sources ON sources.id = source_id
        WHERE name <> 'samples/desk.jsonl' AND outcome <> 'new'";
    assert_eq!(database.number(elsewhere), 0);
}

#[test]
fn the_broken_line_is_rejected_with_its_place_and_its_reason() {
    let desk = Desk::new();
    desk.run(&["import", &samples()]).exits(3).says(&["rejected: samples/desk.jsonl, line 8: is not valid JSON"]);
    let database = desk.database();
    let row = "SELECT note FROM captures WHERE outcome = 'rejected' AND article_id IS NULL AND locator = 'line 8'";
    let note: String = database.get(row, ());
    assert!(note.contains("not valid JSON") && note.contains("column"), "{note}");
}

#[test]
fn the_four_reprints_share_the_content_of_the_agency_story() {
    let desk = Desk::with_samples();
    let database = desk.database();
    let articles: Vec<(i64, i64, String)> = database.rows(
        "SELECT content_id, articles.id, sites.name FROM captures JOIN articles ON articles.id = article_id
         JOIN sites ON sites.id = site_id JOIN sources ON sources.id = source_id
         WHERE sources.name = 'samples/desk.jsonl' AND locator IN ('line 1', 'line 2', 'line 3', 'line 4', 'line 5')
         ORDER BY captures.id",
        (),
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    );
    assert_eq!(articles.len(), 5);
    assert!(articles.iter().all(|(content, ..)| *content == articles[0].0), "{articles:?}");
    let rows: std::collections::BTreeSet<_> = articles.iter().map(|(_, article, _)| article).collect();
    assert_eq!(rows.len(), 5, "each outlet has an article of its own: {articles:?}");
    let sites: Vec<_> = articles.iter().map(|(.., site)| site.as_str()).collect();
    let outlets = ["northwire", "merrow-post", "sound-gazette", "skarrow-times", "westcoast-daily"];
    assert_eq!(sites, outlets.map(|outlet| format!("{outlet}.example")));
}

#[test]
fn the_revision_stands_beside_the_text_that_it_corrects() {
    let desk = Desk::with_samples();
    let database = desk.database();
    let titles: Vec<String> = database.column(
        "SELECT title FROM articles JOIN contents ON contents.id = content_id
         WHERE url = (SELECT url FROM articles JOIN captures ON article_id = articles.id WHERE outcome = 'revision')
         ORDER BY articles.id",
        (),
    );
    assert_eq!(titles, [41, 63].map(|left| format!("Ferry sails early and leaves {left} passengers on the quay")));
}

#[test]
fn repeated_blocks_are_stored_once_and_kept_in_their_places() {
    let desk = Desk::with_samples();
    let database = desk.database();
    let repeats: Vec<(String, i64, i64, bool)> = database.rows(
        "SELECT sources.name, again.position, again.repeats, again.paragraph_id = first.paragraph_id
         FROM blocks AS again JOIN blocks AS first
             ON first.content_id = again.content_id AND first.position = again.repeats
         JOIN articles ON articles.content_id = again.content_id JOIN captures ON article_id = articles.id
         JOIN sources ON sources.id = source_id
         ORDER BY sources.name, again.position",
        (),
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    );
    let (bank, keeper) = ("samples/pages/bank-mouse.txt".to_owned(), "samples/pages/keeper-wanted.txt".to_owned());
    let planted = [(&bank, 4, 1), (&bank, 5, 2), (&bank, 6, 3)];
    let found: Vec<_> = repeats.iter().map(|(source, position, repeats, _)| (source, *position, *repeats)).collect();
    assert_eq!(found[..3], planted);
    assert_eq!(found[3..].iter().filter(|(source, ..)| **source == keeper).count(), 2, "{found:?}");
    assert_eq!(found.len(), 5);
    assert!(repeats.iter().all(|(.., same_row)| *same_row), "a repeated block is stored twice: {repeats:?}");
}

#[test]
fn paragraphs_that_several_articles_print_are_stored_once() {
    let desk = Desk::with_samples();
    let database = desk.database();
    let printings = "SELECT count(DISTINCT article) FROM paragraph_printings WHERE text LIKE ?1";
    let stored = "SELECT count(*) FROM paragraphs WHERE text LIKE ?1";
    for (words, articles) in [
        // Five, and the revision of one of them.
        ("Sign up for our morning newsletter, The First Ferry%", 6),
        ("%clock had been put right twice%", 4),
        ("%loan remains fully covered%", 3),
    ] {
        assert_eq!(database.get::<i64>(stored, [words]), 1, "{words}");
        assert_eq!(database.get::<i64>(printings, [words]), articles, "{words}");
    }
}

#[test]
fn a_date_that_cannot_be_read_is_kept_in_words() {
    let desk = Desk::with_samples();
    let database = desk.database();
    let sql = "SELECT note, json_extract(extra, '$.published'), published, outcome FROM captures
        JOIN articles ON articles.id = article_id WHERE note IS NOT NULL";
    let noted: Vec<(String, String, Option<String>, String)> =
        database.rows(sql, (), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)));
    let [(note, kept, published, outcome)] = noted.as_slice() else { panic!("one record has a note: {noted:?}") };
    assert!(note.contains("sometime in spring") && note.contains("not understood"), "{note}");
    assert_eq!((kept.as_str(), published, outcome.as_str()), ("sometime in spring", &None, "new"));
}

#[test]
fn articles_come_out_in_every_language_of_the_samples() {
    let desk = Desk::with_samples();
    let sql = "SELECT language || ' ' || count(*) FROM articles GROUP BY language ORDER BY language";
    let languages: Vec<Option<String>> = desk.database().column(sql, ());
    // English: 23 and the revision.
    let expected = ["ar 2", "de 2", "en 24", "es 2", "fr 2", "ja 2", "ko 2", "ru 2", "th 2", "zh 2"];
    assert_eq!(languages, expected.map(|language| Some(language.to_owned())));
}

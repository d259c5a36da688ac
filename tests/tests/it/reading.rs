//! `list`, `show` and `stats`: what they answer is what SQL finds.

use serde_json::Value;

use crate::support::Desk;

/// The id of the one article of the samples with this title.
#[track_caller]
fn id_of(desk: &Desk, title: &str) -> String {
    desk.database().get("SELECT substr(id, 1, 12) FROM articles_text WHERE title LIKE ?1", [title])
}

const MOUSE: &str = "Mouse eats through bank%";

#[test]
fn list_gives_every_article_newest_first() {
    let desk = Desk::with_samples();
    let database = desk.database();
    let listing = desk.run(&["list", "-n", "100", "--format", "json"]).exits(0).json();
    let articles = listing["articles"].as_array().expect("a list");
    assert_eq!((listing["total"].as_i64(), articles.len()), (Some(42), 42));
    let dates: Vec<_> = articles.iter().filter_map(|article| article["published"].as_str()).collect();
    assert!(dates.is_sorted_by(|later, earlier| later >= earlier), "{dates:?}");
    assert_eq!(dates.len() as i64, database.number("SELECT count(published) FROM articles"));
    assert!(
        articles[dates.len()..].iter().all(|article| article["published"].is_null()),
        "articles without a date come last"
    );
    for article in articles {
        let sql =
            "SELECT json_object('id', lower(hex(substr(articles.sha256, 1, 6))), 'title', title, 'site', sites.name,
                'published', published, 'language', language, 'section', section, 'url', url, 'words', words)
            FROM articles JOIN contents ON contents.id = content_id LEFT JOIN sites ON sites.id = site_id
            WHERE lower(hex(articles.sha256)) LIKE ?1 || '%'";
        let stored: String = database.get(sql, [article["id"].as_str().expect("an id")]);
        let stored: Value = serde_json::from_str(&stored).expect("JSON");
        let mut shown = article.clone();
        // Only there where a text has no title.
        shown.as_object_mut().expect("an object").remove("beginning");
        assert_eq!(shown, stored);
    }
}

#[test]
fn list_has_a_line_for_each_article_in_text_and_in_json_lines() {
    let desk = Desk::with_samples();
    let lines = desk.run(&["list", "-n", "5", "--format", "jsonl"]).exits(0).json_lines();
    let ran = desk.run(&["list", "-n", "5"]).exits(0);
    assert_eq!((lines.len(), ran.text().lines().count()), (5, 5));
    for (text, json) in ran.text().lines().zip(&lines) {
        for field in ["id", "title"] {
            assert!(text.contains(json[field].as_str().expect("text")), "{field} is not in: {text}");
        }
    }
    ran.says(&["5 of 42", "--offset 5 goes on"]);
    desk.run(&["list", "zeppelin"]).exits(1).says(&["nothing found"]);
}

#[test]
fn show_folds_repeated_blocks_and_unfolds_them_when_asked() {
    let desk = Desk::with_samples();
    let id = id_of(&desk, MOUSE);
    let folded = desk.run(&["show", &id]).exits(0);
    let unfolded = desk.run(&["show", &id, "--repeats"]).exits(0);
    let sentence = "A mouse has eaten 340 grams of the security";
    assert_eq!(folded.text().matches(sentence).count(), 1);
    assert!(folded.text().contains("[3 blocks repeated from above; --repeats shows them]"), "{}", folded.text());
    assert_eq!(unfolded.text().matches(sentence).count(), 2);
    assert!(!unfolded.text().contains("repeated from above"));
    assert!(folded.text().contains("How a cheese becomes a loan"), "what stands behind the repeats is shown");
}

#[test]
fn show_gives_every_block_in_json_with_what_it_repeats_and_where_else_it_is() {
    let desk = Desk::with_samples();
    let article = desk.run(&["show", &id_of(&desk, MOUSE), "--format", "json"]).exits(0).json();
    let blocks = article["blocks"].as_array().expect("blocks");
    let repeats: Vec<_> = blocks.iter().map(|block| block["repeats"].as_i64()).collect();
    assert_eq!(repeats, [None, None, None, Some(1), Some(2), Some(3), None, None, None]);
    let roles: Vec<_> = blocks.iter().filter_map(|block| block["role"].as_str()).collect();
    assert_eq!(roles.iter().position(|role| *role == "heading"), Some(6));
    // The bank's statement stands in two other articles.
    assert_eq!(blocks[2]["elsewhere"]["total"], 2);
    assert_eq!(blocks[0]["elsewhere"]["total"], 0);
    let database = desk.database();
    let sql = "SELECT text FROM paragraph_printings WHERE article = ?1 ORDER BY position";
    let texts: Vec<String> = database.column(sql, [article["sha256"].as_str().expect("an id")]);
    let shown: Vec<_> = blocks.iter().filter_map(|block| block["text"].as_str()).collect();
    assert_eq!(shown, texts);
}

#[test]
fn show_names_reprints_revisions_and_where_the_article_was_read() {
    let desk = Desk::with_samples();
    let agency = "SELECT article FROM captures_report WHERE locator = 'line 1' AND source LIKE '%desk.jsonl'";
    let agency: String = desk.database().get(agency, ());
    let article = desk.run(&["show", &agency[..12], "--format", "json"]).exits(0).json();
    assert_eq!((&article["reprints"]["total"], &article["revisions"]["total"]), (&4.into(), &0.into()));
    let ferry = desk.run(&["show", &id_of(&desk, "Ferry sails early%41%"), "--format", "json"]).exits(0).json();
    assert_eq!((&ferry["reprints"]["total"], &ferry["revisions"]["total"]), (&0.into(), &1.into()));
    let capture = &ferry["captures"][0];
    assert_eq!((&capture["source"], &capture["locator"]), (&"samples/desk.jsonl".into(), &"line 6".into()));
    let text = desk.run(&["show", &agency[..12]]).exits(0);
    for outlet in ["merrow-post", "sound-gazette", "skarrow-times", "westcoast-daily"] {
        assert!(text.text().contains(&format!("{outlet}.example")), "{outlet} is not named");
    }
    assert!(text.text().contains("read from samples/desk.jsonl, line 1"));
}

#[test]
fn stats_count_what_sql_counts() {
    let desk = Desk::with_samples();
    let database = desk.database();
    let stats = desk.run(&["stats", "--format", "json"]).exits(0).json();
    for (name, sql) in [
        ("articles", "SELECT count(*) FROM articles"),
        ("contents", "SELECT count(*) FROM contents"),
        ("paragraphs", "SELECT count(*) FROM paragraphs"),
        ("blocks", "SELECT count(*) FROM blocks"),
        ("repeated_blocks", "SELECT count(*) FROM blocks WHERE repeats > 0"),
        ("captures", "SELECT count(*) FROM captures"),
        ("new", "SELECT count(*) FROM captures WHERE outcome = 'new'"),
        ("duplicate", "SELECT count(*) FROM captures WHERE outcome = 'duplicate'"),
        ("reprint", "SELECT count(*) FROM captures WHERE reprint = 1"),
        ("revision", "SELECT count(*) FROM captures WHERE outcome = 'revision'"),
        ("rejected", "SELECT count(*) FROM captures WHERE outcome = 'rejected'"),
        ("originals", "SELECT count(*) FROM originals"),
        ("import_runs", "SELECT count(*) FROM import_runs"),
        ("sites", "SELECT count(*) FROM sites"),
        ("raw_bytes", "SELECT sum(raw_bytes) FROM captures"),
        (
            "text_bytes_stored",
            "SELECT (SELECT sum(length(CAST(text AS BLOB))) FROM paragraphs)
                + sum(length(CAST(title || coalesce(standfirst, '') AS BLOB))) FROM contents",
        ),
        ("file_bytes", "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"),
    ] {
        assert_eq!(stats[name].as_i64(), Some(database.number(sql)), "{name}");
    }
    let number = |name: &str| stats[name].as_i64().expect("a number");
    assert!(number("text_bytes_saved") > 0);
    assert_eq!(number("text_bytes_captured"), number("text_bytes_stored") + number("text_bytes_saved"));
    let tables = stats["tables"].as_array().expect("tables");
    let sum: i64 = tables.iter().filter_map(|table| table["bytes"].as_i64()).sum();
    assert_eq!(sum, number("file_bytes"), "every byte of the file belongs to a table");
    assert!(desk.run(&["stats"]).exits(0).text().contains("de-duplication"));
}

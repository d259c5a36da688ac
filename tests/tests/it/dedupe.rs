//! `cuttings dedupe`, `decide`, `stories` and `reuse`: what is alike, told from small archives that were written for it.

use serde_json::Value;

use crate::support::{Database, Desk, Numbers};

/// A text of made-up words that nothing else has; the same for the same seed.
fn text(seed: u64, words: usize) -> Vec<String> {
    let mut numbers = Numbers::new(seed * 7919 + 1);
    let mut word = || (0..7).map(|_| char::from(b'a' + numbers.below(26) as u8)).collect::<String>();
    (0..words).map(|_| word()).collect()
}

/// Sentences of ten words, and paragraphs of three sentences.
fn written(words: &[String]) -> String {
    let sentences: Vec<String> = words.chunks(10).map(|words| format!("{}.", words.join(" "))).collect();
    sentences.chunks(3).map(|sentences| sentences.join(" ")).collect::<Vec<_>>().join("\n\n")
}

/// The text with every `nth` word changed.
fn changed(seed: u64, words: usize, nth: usize) -> String {
    let mut text = text(seed, words);
    text.iter_mut().skip(3).step_by(nth).for_each(|word| word.push_str("ish"));
    written(&text)
}

fn record(url: &str, published: &str, title: &str, text: &str) -> String {
    serde_json::json!({ "url": url, "published": published, "title": title, "text": text }).to_string() + "\n"
}

/// A market report, as it comes every day.
fn report(day: u32) -> String {
    let rate = |step: u32| 1000 + day * 37 + step * 211;
    format!(
        "The market opened at {} and closed at {} in quiet trading. Dealers spoke of little interest from abroad. The \
         central bank left its rate at {} points, as had been expected by most. The volume traded came to {} shares, and \
         brokers said that they looked for more of the same in the days to come, if the weather at sea allows it.",
        rate(1),
        rate(2),
        rate(3),
        rate(4)
    )
}

/// A wire story (1) that b took as it was and c changed; a text (2) that its site changed later; market reports.
fn press() -> String {
    [
        record("https://wire.example/1", "2024-03-01T08:00:00Z", "Ferry sinks", &written(&text(1, 120))),
        record("https://b.example/1", "2024-03-01T10:00:00Z", "Ferry sinks", &written(&text(1, 120))),
        record("https://c.example/1", "2024-03-01T14:00:00Z", "Ferry has sunk", &changed(1, 120, 20)),
        record("https://b.example/2", "2024-03-04", "Council meets", &written(&text(2, 120))),
        record("https://b.example/2", "2024-03-04", "Council met", &changed(2, 120, 30)),
        record("https://m.example/1", "2024-03-05", "Markets on Monday", &report(1)),
        record("https://m.example/2", "2024-03-06", "Markets on Tuesday", &report(2)),
        record("https://d.example/9", "2024-03-07", "Something else", &written(&text(9, 120))),
    ]
    .concat()
}

fn desk(records: &str) -> Desk {
    let desk = Desk::new();
    desk.write("press.jsonl", records);
    desk.run(&["import", "press.jsonl"]).exits(0);
    desk
}

/// The public id of the article at a URL, with that title.
#[track_caller]
fn id(desk: &Desk, url: &str, title: &str) -> String {
    let sql = "SELECT substr(id, 1, 12) FROM articles_text WHERE url = ?1 AND title = ?2";
    desk.database().get(sql, [url, title])
}

/// The stories as SQL sees them, each as the titles of its articles.
fn stories(database: &Database) -> Vec<String> {
    let sql = "SELECT group_concat(title, ', ') FROM (SELECT * FROM story_articles ORDER BY title) GROUP BY story
        ORDER BY 1";
    database.column(sql, ())
}

/// The relation of the texts with these titles, as stored.
fn relation(database: &Database, one: &str, other: &str) -> Option<String> {
    let sql = "SELECT relation FROM links_report
        JOIN contents AS one ON lower(hex(one.sha256)) = content JOIN contents AS two ON lower(hex(two.sha256)) = other
        WHERE (one.title, two.title) IN (VALUES (?1, ?2), (?2, ?1))";
    database.column(sql, [one, other]).pop()
}

#[test]
fn an_import_says_what_it_found_alike_and_the_file_has_it() {
    let desk = Desk::new();
    desk.write("press.jsonl", press());
    let ran = desk.run(&["import", "press.jsonl"]).exits(0);
    assert!(ran.text().contains("compared 7 texts: "), "{}", ran.text());
    assert!(ran.text().contains("; 2 stories, 0 before"), "{}", ran.text());
    let database = desk.database();
    assert_eq!(stories(&database), ["Council meets, Council met", "Ferry has sunk, Ferry sinks, Ferry sinks"]);
    assert_eq!(relation(&database, "Ferry sinks", "Ferry has sunk").as_deref(), Some("near_duplicate"));
    assert_eq!(relation(&database, "Council meets", "Council met").as_deref(), Some("revision"));
    assert_eq!(relation(&database, "Markets on Monday", "Markets on Tuesday").as_deref(), Some("template"));
    assert_eq!(relation(&database, "Ferry sinks", "Something else"), None);
    database.assert_sound();
    let again = desk.run(&["import", "press.jsonl", "--format", "json"]).exits(0).json();
    assert_eq!((&again["compared"]["contents"], &again["compared"]["stories_before"]), (&0.into(), &2.into()));
}

#[test]
fn the_report_counts_what_sql_counts() {
    let desk = desk(&press());
    let report = desk.run(&["dedupe", "--format", "json"]).exits(0).json();
    let database = desk.database();
    for (name, sql) in [
        ("articles", "SELECT count(*) FROM articles"),
        ("contents", "SELECT count(*) FROM contents"),
        ("reprints", "SELECT count(*) FROM captures WHERE reprint"),
        ("stories", "SELECT count(*) FROM stories"),
        ("articles_in_stories", "SELECT count(*) FROM story_articles"),
        ("pending", "SELECT count(*) FROM pending_contents"),
        ("decisions", "SELECT count(*) FROM decisions"),
    ] {
        assert_eq!(report[name], database.number(sql), "{name}");
    }
    assert_eq!(report["links"]["template"], 1);
    assert_eq!(report["compared"], Value::Null);
    let ran = desk.run(&["dedupe"]).exits(0);
    for words in ["reprints", "near-duplicate", "template", "boilerplate", "saved", "of neighbouring months"] {
        assert!(ran.text().contains(words), "{words} is not in: {}", ran.text());
    }
}

#[test]
fn an_explanation_says_what_and_why() {
    let desk = desk(&press());
    let (first, reprint) =
        (id(&desk, "https://wire.example/1", "Ferry sinks"), id(&desk, "https://b.example/1", "Ferry sinks"));
    let near = id(&desk, "https://c.example/1", "Ferry has sunk");
    let explain = |one: &str, other: &str| desk.run(&["dedupe", "--explain", one, other]).exits(0).text().to_owned();
    let said = explain(&first, &near);
    for words in ["near-duplicates", "three words at a time", "longest passage", "links them", "the same story"] {
        assert!(said.contains(words), "{words:?} is not in: {said}");
    }
    assert!(explain(&first, &reprint).contains("the very same text"));
    let other = id(&desk, "https://d.example/9", "Something else");
    let said = explain(&other, &near);
    assert!(said.contains("different texts") && said.contains("no story together"), "{said}");
    let reports = [("1", "Markets on Monday"), ("2", "Markets on Tuesday")]
        .map(|(number, title)| id(&desk, &format!("https://m.example/{number}"), title));
    let said = explain(&reports[0], &reports[1]);
    assert!(said.contains("the same form") && said.contains("With numbers and names struck out"), "{said}");
    let json = desk.run(&["dedupe", "--format", "json", "--explain", &first, &near]).exits(0).json();
    assert_eq!((&json["relation"], &json["same_story"]), (&"near_duplicate".into(), &true.into()));
    desk.run(&["dedupe", "--explain", &first]).exits(2);
    desk.run(&["dedupe", "--explain", &first, "no-id"]).exits(2).says(&["is no id"]);
}

#[test]
fn decisions_outlive_another_import_and_a_rebuild_and_can_be_taken_back() {
    let desk = desk(&press());
    let first = id(&desk, "https://wire.example/1", "Ferry sinks");
    let near = id(&desk, "https://c.example/1", "Ferry has sunk");
    let other = id(&desk, "https://d.example/9", "Something else");
    let computed = stories(&desk.database());
    desk.run(&["decide"]).exits(1).says(&["nothing was decided"]);
    let why = "another ferry, another day";
    let ran = desk.run(&["decide", "not-same", &first, &near, "--who", "Ida", "--why", why]).exits(0);
    assert!(ran.text().contains("Ida decided that they are not the same: another ferry"), "{}", ran.text());
    desk.run(&["decide", "same", &first, &other, "--who", "Ida", "--why", "told in other words"]).exits(0);
    let decided = ["Council meets, Council met", "Ferry sinks, Ferry sinks, Something else"];
    assert_eq!(stories(&desk.database()), decided);
    desk.run(&["import", "press.jsonl"]).exits(0);
    desk.write("more.jsonl", record("https://e.example/1", "2024-03-02", "Ferry, once more", &changed(1, 120, 40)));
    desk.run(&["import", "more.jsonl"]).exits(0);
    desk.run(&["dedupe", "--rebuild"]).exits(0);
    let database = desk.database();
    let apart = "SELECT count(DISTINCT story) FROM story_articles WHERE title IN ('Ferry sinks', 'Ferry has sunk')";
    let together = "SELECT count(DISTINCT story) FROM story_articles WHERE title IN ('Ferry sinks', 'Something else')";
    assert_eq!(database.number(together), 1, "{:?}", stories(&database));
    let both = database.number("SELECT count(*) FROM story_articles WHERE title = 'Ferry has sunk'");
    assert_eq!(database.number(apart), both + 1, "{:?}", stories(&database));
    let listed = desk.run(&["decide", "--format", "json"]).exits(0).json();
    assert_eq!(listed.as_array().map(Vec::len), Some(2));
    assert!(listed[0]["one_article"]["id"].is_string());
    assert!(desk.run(&["decide"]).exits(0).text().contains(&near));
    desk.run(&["dedupe", "--explain", &first, &near]).exits(0).text().contains(why).then_some(()).expect("it is said");

    desk.run(&["decide", "undo", &near, &first]).exits(0);
    desk.run(&["decide", "undo", &first, &other]).exits(0);
    desk.run(&["decide", "undo", &first, &other]).exits(1).says(&["nothing was decided"]);
    let now = stories(&desk.database());
    assert_eq!(now[0], computed[0]);
    assert_eq!(now[1], "Ferry has sunk, Ferry sinks, Ferry sinks, Ferry, once more");
}

#[test]
fn a_decision_needs_a_reason_and_two_texts() {
    let desk = desk(&press());
    let first = id(&desk, "https://wire.example/1", "Ferry sinks");
    let reprint = id(&desk, "https://b.example/1", "Ferry sinks");
    desk.run(&["decide", "same", &first, &reprint]).exits(2).says(&["--why"]);
    desk.run(&["decide", "same", &first, &reprint, "--why", ""]).exits(2);
    desk.run(&["decide", "same", &first, &reprint, "--why", "x"]).exits(2).says(&["the very same text"]);
    desk.run(&["decide", "same", &first, "ffffffffffff", "--why", "x"]).exits(2).says(&["nothing in the archive"]);
    assert_eq!(desk.database().number("SELECT count(*) FROM decisions"), 0);
    desk.run(&["decide", "same", &first, &reprint, "--why", "x", "-a", "none.db"]).exits(2);
    assert!(!desk.path("none.db").exists());
}

#[test]
fn a_rebuild_gives_what_imports_gave_one_after_the_other() {
    let desk = Desk::new();
    for (number, line) in press().lines().enumerate() {
        let name = format!("{number}.jsonl");
        desk.write(&name, line);
        desk.run(&["import", &name]).exits(0);
    }
    let links = "SELECT content || other || relation || jaccard || containment || run FROM links_report ORDER BY 1";
    let members = "SELECT story || article || similarity FROM story_articles ORDER BY 1";
    let all = |database: &Database| [links, members].map(|sql| database.column::<String>(sql, ()));
    let before = all(&desk.database());
    assert!(before.iter().all(|rows| rows.len() >= 3), "{before:?}");
    let report = desk.run(&["dedupe", "--rebuild", "--format", "json"]).exits(0).json();
    assert_eq!(report["compared"]["contents"], 7);
    assert_eq!(all(&desk.database()), before);
}

#[test]
fn what_is_years_apart_is_compared_when_asked_for_and_from_then_on() {
    let records = [
        record("https://a.example/1", "2019-03-01", "Old", &written(&text(1, 120))),
        record("https://a.example/2", "2024-03-01", "New", &changed(1, 120, 20)),
    ];
    let desk = desk(&records.concat());
    assert!(stories(&desk.database()).is_empty());
    let said = |desk: &Desk| {
        desk.run(&[
            "dedupe",
            "--explain",
            &id(desk, "https://a.example/1", "Old"),
            &id(desk, "https://a.example/2", "New"),
        ])
        .exits(0)
        .text()
        .to_owned()
    };
    assert!(said(&desk).contains("--all-time"), "{}", said(&desk));
    let ran = desk.run(&["dedupe", "--all-time"]).exits(0);
    assert!(ran.text().contains("texts of all times"), "{}", ran.text());
    assert_eq!(stories(&desk.database()), ["New, Old"]);
    desk.write("more.jsonl", record("https://a.example/3", "2009-03-01", "Oldest", &changed(1, 120, 30)));
    desk.run(&["import", "more.jsonl"]).exits(0);
    assert_eq!(stories(&desk.database()), ["New, Old, Oldest"]);
    desk.run(&["dedupe", "--rebuild"]).exits(0);
    assert!(stories(&desk.database()).is_empty(), "a plain rebuild compares in the usual way");
}

#[test]
fn what_an_interrupted_import_left_is_compared_first() {
    let desk = desk(&press());
    // As it is between the last commit of an import and its comparison.
    let database = Database::open_writable(&desk.archive());
    let forget = "DELETE FROM story_contents; DELETE FROM stories; DELETE FROM links;
        UPDATE properties SET value = '0' WHERE name = 'compared_contents'";
    database.connection.execute_batch(forget).expect("writable");
    drop(database);
    let ran = desk.run(&["dedupe", "--format", "json"]).exits(0).says(&["7 texts are still to be compared"]);
    assert_eq!((&ran.json()["pending"], &ran.json()["stories"]), (&0.into(), &2.into()));
    assert_eq!(stories(&desk.database()).len(), 2);
}

#[test]
fn an_import_that_does_not_compare_leaves_it_to_the_next() {
    let desk = Desk::new();
    desk.write("press.jsonl", press());
    let ran = desk.run(&["import", "--no-compare", "--format", "json", "press.jsonl"]).exits(0);
    assert_eq!(ran.json()["compared"], Value::Null);
    assert!(stories(&desk.database()).is_empty());
    desk.write("more.jsonl", record("https://a.example/3", "2024-03-01", "Another", &written(&text(17, 120))));
    desk.run(&["import", "more.jsonl"]).exits(0);
    assert_eq!(stories(&desk.database()).len(), 2);
}

#[test]
fn a_story_is_a_timeline() {
    let desk = desk(&press());
    let listed = desk.run(&["stories", "--format", "json"]).exits(0).json();
    assert_eq!(listed["total"], 2);
    assert_eq!((&listed["stories"][0]["articles"], &listed["stories"][0]["sites"]), (&3.into(), &3.into()));
    let newest = desk.run(&["stories", "--newest", "-n", "1"]).exits(0).says(&["1 of 2 stories; --offset 1 goes on"]);
    assert!(newest.text().contains("Council me"), "{}", newest.text());
    let near = id(&desk, "https://c.example/1", "Ferry has sunk");
    let ran = desk.run(&["stories", &near]).exits(0);
    let lines: Vec<&str> = ran.text().lines().filter(|line| line.starts_with("2024-")).collect();
    assert_eq!(lines.len(), 3, "{}", ran.text());
    assert!(
        lines[0].contains("08:00") && lines[0].contains("wire.example") && lines[0].ends_with("first"),
        "{lines:?}"
    );
    assert!(lines[1].contains("b.example") && lines[1].ends_with("reprint"), "{lines:?}");
    assert!(lines[2].contains(" %  Ferry has sunk"), "{lines:?}");
    let alone = id(&desk, "https://d.example/9", "Something else");
    desk.run(&["stories", &alone]).exits(1).says(&["cuttings reuse"]);
    assert_eq!(desk.run(&["stories", &alone, "--format", "json"]).exits(1).json(), Value::Null);
}

#[test]
fn reuse_tells_whose_a_paragraph_is() {
    let own = written(&text(5, 60));
    let taken = written(&text(1, 60));
    let records = [
        press(),
        record(
            "https://z.example/1",
            "2024-03-09",
            "Both",
            &format!("{own}\n\n{}", taken.lines().next().unwrap_or_default()),
        ),
    ];
    let desk = desk(&records.concat());
    let both = id(&desk, "https://z.example/1", "Both");
    let reuse = desk.run(&["reuse", &both, "--format", "json"]).exits(0).json();
    let whose: Vec<&Value> = reuse["paragraphs"].as_array().expect("a list").iter().map(|one| &one["whose"]).collect();
    assert_eq!(whose, ["unique", "unique", "wire"]);
    let wire = &reuse["paragraphs"][2];
    assert_eq!(
        (&wire["articles"], &wire["sites"], &wire["printings"][0]["site"]),
        (&3.into(), &3.into(), &"wire.example".into())
    );
    assert!(
        reuse["shares"]["wire"].as_f64().is_some_and(|share| (share - 1.0 / 3.0).abs() < 0.01),
        "{}",
        reuse["shares"]
    );
    let ran = desk.run(&["reuse", &both]).exits(0);
    for words in
        ["wire  in 3 articles at 3 sites; first, it seems, in", "67 % unique, 33 % wire", "who has most of them"]
    {
        assert!(ran.text().contains(words), "{words:?} is not in: {}", ran.text());
    }
}

#[test]
fn sites_are_a_table_in_three_formats() {
    let desk = desk(&press());
    let csv = desk.run(&["reuse", "--sites", "--format", "csv"]).exits(0);
    let expected = "from,to,stories,median_hours\nwire.example,b.example,1,2.00\nwire.example,c.example,1,6.00\n";
    assert_eq!(csv.text(), expected);
    let json = desk.run(&["reuse", "--sites", "--format", "json"]).exits(0).json();
    assert_eq!((&json[1]["to"], &json[1]["median_hours"]), (&"c.example".into(), &6.0.into()));
    assert!(desk.run(&["reuse", "--sites"]).exits(0).text().contains("wire.example  b.example"));
    desk.run(&["reuse"]).exits(2);
    let id = id(&desk, "https://d.example/9", "Something else");
    desk.run(&["reuse", &id, "--format", "csv"]).exits(2).says(&["--sites"]);
}

#[test]
fn a_footer_of_a_site_is_boilerplate_and_makes_no_texts_alike() {
    let footer = "Sign up for the letter of the week and read what the harbour talks about, every Sunday, free of charge, \
        with the tides, the ferries and the prices of fish, and with a puzzle for those who wait for the next boat.";
    let number = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let records: String = number
        .iter()
        .zip(20..)
        .map(|(title, seed)| {
            let text = format!("{}\n\n{footer}", written(&text(seed, 60)));
            record(&format!("https://a.example/{title}"), "2024-03-01", title, &text)
        })
        .collect();
    let desk = desk(&records);
    let database = desk.database();
    let learned: Vec<String> = database.column("SELECT text FROM boilerplate JOIN paragraphs ON id = paragraph_id", ());
    assert_eq!(learned, [footer]);
    assert_eq!(database.number("SELECT count(*) FROM links"), 0, "the footer made a link");
    let twelve = id(&desk, "https://a.example/twelve", "twelve");
    let reuse = desk.run(&["reuse", &twelve, "--format", "json"]).exits(0).json();
    let last = reuse["paragraphs"].as_array().and_then(|all| all.last()).expect("a paragraph");
    assert_eq!((&last["whose"], &last["articles"]), (&"boilerplate".into(), &12.into()));
    assert_eq!(desk.run(&["dedupe", "--format", "json"]).exits(0).json()["boilerplate"], 1);
}

#[test]
fn lists_and_searches_fold_a_story_to_a_line() {
    let desk = desk(&press());
    let total =
        |arguments: &[&str]| desk.run(&[arguments, &["--format", "json"]].concat()).exits(0).json()["total"].clone();
    let database = desk.database();
    assert_eq!(total(&["list"]), database.number("SELECT count(*) FROM articles"));
    let lines = "SELECT (SELECT count(*) FROM stories) + count(*) FROM articles
        WHERE content_id NOT IN (SELECT content_id FROM story_contents)";
    assert_eq!(total(&["list", "--fold"]), database.number(lines));
    assert_eq!(total(&["search", "--fold", "title:ferry"]), 1);
    assert_eq!(total(&["search", "title:ferry"]), 2);
    let ran = desk.run(&["list", "--fold"]).exits(0);
    assert!(ran.text().contains("Ferry has sunk · +2 more in the story"), "{}", ran.text());
    let ran = desk.run(&["search", "--fold", "title:ferry"]).exits(0);
    assert!(ran.text().contains("+2 more in the story"), "{}", ran.text());
}

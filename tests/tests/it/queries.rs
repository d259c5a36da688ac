//! No query is an error: what is no query is searched as words, and said.

use serde_json::Value;

use crate::support::Desk;

/// What people type and what attackers type.
#[rustfmt::skip]
const NASTY: &[&str] = &[
    "\"", "\"ferry", "ferry\"", "'", "''", "(", ")", "((((", "ferry)", "(ferry", "*", "**", "ferry**", "* ferry",
    "-", "--", "- ferry", "NOT", "NOT ferry", "-ferry", "AND", "AND ferry", "ferry AND", "OR", "OR OR", "ferry OR",
    "NEAR", "NEAR(ferry quay, 2)", "ferry NEAR quay", "ferry + quay", "^ferry", "{title}:ferry", "title:",
    "title:\"", "text:ferry", "search:ferry", "rowid:1", "nosuchfield:ferry", "- title : ferry", "site:",
    "site:\"", "lang:zzzz", "after:", "after:never", "before:2024-99-99", "after:-1", "a:b:c", "::",
    "; DROP TABLE articles", "' OR 1=1 --", "%", "_", "\\", "\\\"", "\u{1}", "\u{1b}[31m", "\u{feff}",
    "\u{202e}ferry", "🗞", "é", "e\u{301}", "ﬁ", "()", "\"\"", "\"*\"", "ferry\u{a0}quay", "ferry,quay", "C++",
    "R&D", "10:30", "3.14", "#tag", "@who", "http://x.example/?q=1&r=2", "<script>alert(1)</script>", "灯\"", "เ*",
];

#[test]
fn no_query_is_an_error_and_none_shows_the_language_of_the_index() {
    let desk = Desk::with_samples();
    for query in NASTY {
        for command in ["search", "list"] {
            let ran = desk.run(&[command, "--format", "json", "--", query]);
            assert!(matches!(ran.code, Some(0 | 1)), "{command} {query:?}: {:?} {}", ran.code, ran.stderr);
            assert!(ran.json()["total"].is_number(), "{query:?}");
            for word in ["fts5", "syntax error", "no such column", "unterminated", "MATCH"] {
                assert!(!ran.stderr.contains(word), "{query:?}: {}", ran.stderr);
            }
        }
    }
}

#[test]
fn what_is_no_query_is_searched_as_words_and_said() {
    let desk = Desk::with_samples();
    let plain = desk.run(&["search", "--format", "json", "ferry", "cheese"]).exits(0).json();
    for query in ["\"ferry cheese", "(ferry cheese", "ferry cheese)", "ferry \"cheese"] {
        let ran = desk.run(&["search", "--format", "json", "--", query]).exits(0);
        let answer = ran.json();
        assert_eq!(answer["total"], plain["total"], "{query:?}");
        let note = answer["note"]["message"].as_str().expect("a note");
        assert!(note.starts_with("searched as plain words, because "), "{note}");
        let sign = answer["note"]["place"]["start"].as_u64().and_then(|start| query.chars().nth(start as usize));
        assert!(matches!(sign, Some('"' | '(' | ')')), "{query:?}: {}", answer["note"]);
        ran.says(&["note:", note, query, "^"]);
    }
    assert_eq!(plain["note"], Value::Null);
}

#[test]
fn a_query_of_any_length_is_answered() {
    let desk = Desk::with_samples();
    for query in
        ["ferry ".repeat(20_000), "(".repeat(20_000), "-".repeat(20_000), "灯".repeat(20_000), "a*".repeat(20_000)]
    {
        let ran = desk.run(&["search", "--format", "json", "--", &query]);
        assert!(matches!(ran.code, Some(0 | 1)), "{:?}: {}", ran.code, ran.stderr);
    }
}

#[test]
fn a_search_counts_what_its_results_are_about_and_lists_come_in_the_order_asked_for() {
    let desk = Desk::with_samples();
    let answer = desk.run(&["search", "--facets", "--format", "json", "ferry"]).exits(0).json();
    let sections = answer["facets"]["sections"]["values"].as_array().expect("sections").clone();
    for section in &sections {
        let name = section["value"].as_str().expect("a name");
        let narrowed = desk.run(&["search", "--format", "json", &format!("ferry section:\"{name}\"")]).exits(0).json();
        assert_eq!(narrowed["total"], section["count"], "{name}");
    }
    let printed =
        String::from_utf8(desk.run(&["search", "--facets", "ferry"]).exits(0).stdout.clone()).expect("a text");
    for (field, value) in [("sections", &sections[0]["value"]), ("months", &answer["facets"]["months"][0]["value"])] {
        let line = printed.lines().find(|line| line.starts_with(field)).expect("a line for the field");
        assert!(line.contains(value.as_str().expect("a value")), "{line}");
    }
    let dates = |order: &str| {
        let listed = desk.run(&["list", "--order", order, "--format", "json"]).exits(0).json();
        let articles = listed["articles"].as_array().expect("articles").clone();
        articles.iter().filter_map(|article| article["published"].as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    assert!(dates("oldest").is_sorted(), "{:?}", dates("oldest"));
    assert!(dates("newest").is_sorted_by(|one, other| one >= other), "{:?}", dates("newest"));
}

//! `cuttings search`: what is found, and in which shape.

use std::fs;

use serde_json::Value;

use crate::support::{Desk, project};

/// Searches and gives the answer in JSON, found or not.
#[track_caller]
fn search(desk: &Desk, query: &str) -> Value {
    let ran = desk.run(&["search", "--format", "json", "--", query]);
    assert!(matches!(ran.code, Some(0 | 1)), "{query:?} ends with {:?}: {}", ran.code, ran.stderr);
    let answer = ran.json();
    assert_eq!(answer["total"] == 0, ran.code == Some(1), "{query:?}: {answer}");
    answer
}

/// The number of articles that match.
#[track_caller]
fn listed(desk: &Desk, query: &str) -> i64 {
    desk.run(&["list", "--format", "json", "--", query]).json()["total"].as_i64().expect("a number")
}

#[test]
fn every_format_gives_the_same_hits() {
    let desk = Desk::with_samples();
    let answer = search(&desk, "lighthouse cheese");
    let hits = answer["hits"].as_array().expect("a list");
    assert_eq!(answer["total"], hits.len());
    assert!(!hits.is_empty());
    let lines = desk.run(&["search", "--format", "jsonl", "lighthouse", "cheese"]).exits(0).json_lines();
    assert_eq!(&lines, hits);
    let ran = desk.run(&["search", "lighthouse", "cheese"]).exits(0);
    let shown: Vec<_> = ran.text().split("\n\n").filter(|hit| !hit.trim().is_empty()).collect();
    assert_eq!(shown.len(), hits.len());
    let database = desk.database();
    for (text, hit) in shown.iter().zip(hits) {
        let id = hit["article"]["id"].as_str().expect("an id");
        assert!(text.contains(id), "{id} is not in: {text}");
        let sql = "SELECT title FROM articles_text WHERE id LIKE ?1 || '%'";
        assert_eq!(hit["article"]["title"], database.get::<String>(sql, [id]));
        let pieces = hit["snippet"].as_array().expect("pieces");
        assert!(pieces.iter().any(|piece| piece["found"] == true), "nothing is marked in {hit}");
    }
}

#[test]
fn nothing_found_is_said_and_has_a_code_of_its_own() {
    let desk = Desk::with_samples();
    let ran = desk.run(&["search", "zeppelin"]).exits(1).says(&["nothing found"]);
    assert!(ran.stdout.is_empty());
    assert_eq!(search(&desk, "zeppelin")["hits"], Value::Array(Vec::new()));
    assert!(desk.run(&["search", "--format", "jsonl", "zeppelin"]).exits(1).stdout.is_empty());
}

#[test]
fn a_text_that_many_print_is_one_hit_that_says_where_else_it_is() {
    let desk = Desk::with_samples();
    let answer = search(&desk, "title:\"Lost symphony found wrapped\"");
    assert_eq!(answer["total"], 1, "{answer}");
    assert_eq!(answer["hits"][0]["also_in"], 4);
    assert_eq!(answer["hits"][0]["article"]["site"], "northwire.example", "it was the first to print it");
    assert_eq!(listed(&desk, "title:\"Lost symphony found wrapped\""), 5);
}

#[test]
fn words_of_one_two_and_three_characters_are_found_in_scripts_without_spaces() {
    let desk = Desk::with_samples();
    let database = desk.database();
    let containing = "SELECT count(*) FROM articles_text
        WHERE instr(title, ?1) OR instr(text, ?1) OR instr(coalesce(standfirst, ''), ?1)";
    for word in ["灯", "灯塔", "守塔人", "猫", "灯台", "カモメ", "등", "등대", "갈매기", "เ", "เรือ", "ประภาคาร", "แมว"]
    {
        let articles: i64 = database.get(containing, [word]);
        assert!(articles > 0, "{word} is in no sample");
        assert_eq!(listed(&desk, word), articles, "{word}");
        let answer = search(&desk, word);
        let marked = answer["hits"].as_array().expect("a list").iter().all(|hit| {
            let pieces = [&hit["title"], &hit["snippet"]].map(|part| part.as_array().expect("pieces").clone()).concat();
            pieces.iter().any(|piece| piece["found"] == true && piece["text"] == word)
        });
        assert!(marked, "{word} is not marked in {answer}");
    }
}

#[test]
fn the_searches_of_the_page_about_the_samples_find_what_it_says() {
    let desk = Desk::with_samples();
    let page = fs::read_to_string(project().join("docs/samples.md")).expect("readable");
    let (_, searches) = page.split_once("\n## Searches worth trying\n").expect("a section of searches");
    let searches: Vec<(&str, i64)> = searches
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
        .map(|(query, texts)| (query, texts.trim_end_matches(" |").parse().expect("a number of texts")))
        .collect();
    assert!(searches.len() >= 15, "{searches:?}");
    for (query, texts) in searches {
        assert_eq!(search(&desk, query)["total"], texts, "{query}");
    }
}

#[test]
fn operators_combine_words() {
    let desk = Desk::with_samples();
    let total = |query| search(&desk, query)["total"].as_i64().expect("a number");
    let database = desk.database();
    let texts = |condition: &str| {
        // Word by word, as SQLite's own index sees the prepared text.
        database.number(&format!("SELECT count(*) FROM search WHERE search MATCH '{condition}'"))
    };
    for (query, condition) in [
        ("ferry cheese", "ferry AND cheese"),
        ("ferry OR cheese", "ferry OR cheese"),
        ("ferry -cheese", "ferry NOT cheese"),
        ("ferry NOT cheese", "ferry NOT cheese"),
        ("(ferry OR cheese) lighthouse", "(ferry OR cheese) AND lighthouse"),
        ("lighth*", "lighth*"),
        ("\"fog symphony\"", "\"fog symphony\""),
        ("title:ferry", "title : ferry"),
    ] {
        assert!(texts(condition) > 0, "{condition} finds nothing");
        assert_eq!(total(query), texts(condition), "{query}");
    }
    assert!(total("ferry OR cheese") > total("ferry"));
    assert!(total("ferry cheese") < total("ferry"));
}

#[test]
fn fields_are_conditions_on_the_article() {
    let desk = Desk::with_samples();
    let database = desk.database();
    for (query, condition) in [
        ("site:northwire.example", "site = 'northwire.example' OR url LIKE 'https://northwire.example/%'"),
        ("site:\"Sound Gazette\"", "site = 'Sound Gazette'"),
        ("author:ostler", "authors LIKE '%Bram Ostler%'"),
        ("author:\"Nesta Quillane\"", "authors LIKE '%Nesta Quillane%'"),
        ("lang:th", "language = 'th'"),
        ("lang:German", "language = 'de'"),
        ("section:markets", "section = 'Markets'"),
        ("tag:\"Fog Symphony\"", "tags LIKE '%Fog Symphony%'"),
        ("after:2024-03-16", "published >= '2024-03-16'"),
        ("before:2024-03-03", "published < '2024-03-03'"),
        (
            "lang:en after:2024-03-05 before:2024-03-08",
            "language = 'en' AND published BETWEEN '2024-03-05' AND '2024-03-08'",
        ),
    ] {
        let articles = database.number(&format!("SELECT count(*) FROM articles_text WHERE {condition}"));
        assert!(articles > 0, "{condition} finds nothing");
        assert_eq!(listed(&desk, query), articles, "{query}");
    }
}

#[test]
fn limit_and_offset_cut_a_piece_of_the_answer() {
    let desk = Desk::with_samples();
    let all = search(&desk, "ferry");
    let ids = |answer: &Value| -> Vec<String> {
        answer["hits"].as_array().expect("a list").iter().map(|hit| hit["article"]["id"].to_string()).collect()
    };
    let piece = desk.run(&["search", "ferry", "-n", "3", "--offset", "2", "--format", "json"]).exits(0).json();
    assert_eq!(ids(&piece), ids(&all)[2..5]);
    assert_eq!(piece["total"], all["total"]);
    desk.run(&["search", "ferry", "-n", "3"]).exits(0).says(&["3 of", "--offset 3 goes on"]);
}

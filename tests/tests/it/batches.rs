//! `cuttings batch`: the same hits as by asking one by one, as tables, with the fingerprint of the archive.

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::support::Desk;

const QUERIES: &str = "name,query\na,lighthouse cheese\nb,\"\"\"fog horn\"\"\"\nc,zeppelin\n,灯台\n";

fn fingerprint(desk: &Desk) -> String {
    let mut ids: Vec<Vec<u8>> = desk.database().column("SELECT sha256 FROM articles", ());
    ids.sort_unstable();
    let hash = Sha256::digest(ids.concat());
    hash.iter().fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"))
}

#[test]
fn a_batch_answers_each_query_as_a_search_does() {
    let desk = Desk::with_samples();
    desk.write("queries.csv", QUERIES);
    let ran = desk.run(&["batch", "--format", "json", "--limit", "3", "queries.csv"]).exits(0);
    let batch = ran.json();
    assert_eq!(batch["archive"], fingerprint(&desk));
    let queries = batch["queries"].as_array().expect("a list");
    assert_eq!(
        queries.iter().map(|query| &query["name"]).collect::<Vec<_>>(),
        ["a", "b", "c", ""]
            .map(|name| { if name.is_empty() { Value::Null } else { Value::from(name) } })
            .iter()
            .collect::<Vec<_>>()
    );
    for asked in queries {
        let query = asked["query"].as_str().expect("a query");
        let search = desk.run(&["search", "--format", "json", "--limit", "3", "--", query]).json();
        assert_eq!(asked["total"], search["total"], "{query}");
        let ids = |hits: &Value, id: fn(&Value) -> &Value| -> Vec<Value> {
            hits.as_array().expect("a list").iter().map(|hit| id(hit).clone()).collect()
        };
        assert_eq!(ids(&asked["hits"], |hit| &hit["id"]), ids(&search["hits"], |hit| &hit["article"]["id"]), "{query}");
    }
}

#[test]
fn the_formats_have_the_same_hits() {
    let desk = Desk::with_samples();
    desk.write("queries.csv", QUERIES);
    let json = desk.run(&["batch", "--format", "json", "queries.csv"]).exits(0).json();
    let lines = desk.run(&["batch", "--format", "jsonl", "queries.csv"]).exits(0).json_lines();
    let queries = json["queries"].as_array().expect("a list");
    assert_eq!(lines.len(), queries.len());
    for (line, query) in lines.iter().zip(queries) {
        assert_eq!((&line["hits"], &line["archive"]), (&query["hits"], &json["archive"]));
    }
    let table = desk.run(&["batch", "--format", "csv", "queries.csv"]).exits(0).says(&[&fingerprint(&desk)]);
    let mut rows = table.text().lines();
    assert_eq!(rows.next(), Some("name,query,total,rank,id,published,site,title,url,snippet,archive"));
    let hits: usize = queries.iter().map(|query| query["hits"].as_array().map_or(0, Vec::len).max(1)).sum();
    assert_eq!(rows.clone().count(), hits, "a query without a hit has a row");
    assert!(rows.clone().all(|row| row.ends_with(&fingerprint(&desk))));
    assert!(rows.any(|row| row.starts_with("c,zeppelin,0,,,")), "{}", table.text());
    let text = desk.run(&["batch", "queries.csv"]).exits(0);
    for query in queries {
        for hit in query["hits"].as_array().expect("a list") {
            assert!(text.text().contains(hit["id"].as_str().expect("an id")));
        }
    }
}

#[test]
fn queries_come_from_standard_input_too() {
    let desk = Desk::with_samples();
    desk.write("queries", "zeppelin\n\n\"the ferry\n");
    let sh = format!("{:?} batch --format jsonl - < queries", desk.command::<&str>(&[]).get_program());
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &sh]).current_dir(desk.path("."));
    let ran = crate::support::Ran::of(command).exits(0).says(&["note: line 3: searched as plain words"]);
    assert_eq!(ran.json_lines().len(), 2);
}

#[test]
fn a_batch_without_a_hit_or_a_query_says_so() {
    let desk = Desk::with_samples();
    desk.write("nothing.txt", "zeppelin\n");
    desk.run(&["batch", "nothing.txt"]).exits(1);
    desk.write("empty.txt", "\n");
    desk.run(&["batch", "empty.txt"]).exits(2).says(&["empty.txt has no query"]);
    desk.run(&["batch", "absent.txt"]).exits(2).says(&["absent.txt cannot be read"]);
}

#[test]
fn the_fingerprint_is_that_of_the_articles_and_of_nothing_else() {
    let desk = Desk::with_samples();
    let first = fingerprint(&desk);
    assert_eq!(desk.run(&["stats", "--format", "json"]).exits(0).json()["fingerprint"], first);
    assert!(desk.run(&["stats"]).exits(0).text().contains(&first));
    desk.run(&["ship", "shipped.db"]).exits(0);
    let shipped = desk.run(&["-a", "shipped.db", "stats", "--format", "json"]).exits(0).json();
    assert_eq!(shipped["fingerprint"], first);
    desk.write("more.jsonl", r#"{"title": "One more", "text": "A ferry that nobody has read of."}"#);
    desk.run(&["import", "more.jsonl"]).exits(0);
    assert_ne!(fingerprint(&desk), first);
    assert_eq!(desk.run(&["stats", "--format", "json"]).exits(0).json()["fingerprint"], fingerprint(&desk));
}

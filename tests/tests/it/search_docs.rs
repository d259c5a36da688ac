//! docs/search.md is true: its examples are queries, what it prints is printed, and its table of languages finds what it says.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::support::{Desk, project, samples, skip};

fn page() -> String {
    fs::read_to_string(project().join("docs/search.md")).expect("the page of the query language")
}

/// The rows of the table whose head begins so, each as its cells.
fn table(page: &str, head: &str) -> Vec<Vec<String>> {
    let rows = page.lines().skip_while(|line| !line.starts_with(head)).skip(2).take_while(|line| line.starts_with('|'));
    let cells = |row: &str| row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect();
    rows.map(cells).collect()
}

/// What stands between backquotes.
fn code(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// The answers to queries.
fn ask(desk: &Desk, queries: &[&str]) -> Vec<Value> {
    desk.write("queries.txt", queries.join("\n"));
    let answer = desk.run(&["batch", "--limit", "10", "--format", "json", "queries.txt"]).exits(0).json();
    let answers = answer["queries"].as_array().expect("a list").clone();
    assert_eq!(answers.len(), queries.len());
    answers
}

#[test]
fn every_example_is_understood() {
    let (desk, page) = (Desk::with_samples(), page());
    let examples = table(&page, "| query | finds |");
    let queries: Vec<&str> = examples.iter().flat_map(|row| code(&row[0])).collect();
    assert!(queries.len() > 30, "{queries:?}");
    for answer in ask(&desk, &queries) {
        assert_eq!(answer["note"], Value::Null, "{answer}");
    }
}

#[test]
fn what_it_shows_of_a_terminal_is_what_is_said() {
    let (desk, page) = (Desk::with_samples(), page());
    let shown: Vec<&str> = page.split("```").filter(|block| block.starts_with("\n$ cuttings search ")).collect();
    assert_eq!(shown.len(), 2, "{shown:?}");
    for block in shown {
        let (command, said) =
            block["\n$ cuttings search ".len()..].split_once('\n').expect("a command and what it says");
        let ran = desk.run(&["search", command.trim_matches('\'')]);
        assert!(ran.stderr.contains(said), "{command}: {}", ran.stderr);
    }
}

#[test]
fn what_is_to_be_found_in_each_language_is_found() {
    let data = project().join("../shared/data/news/semeval2022-multilingual.jsonl.gz");
    let is_there = data.exists();
    if !is_there {
        skip("there is no ../shared/data/news beside the project: only the samples are searched");
    }
    let (desk, page) = (Desk::new(), page());
    let inputs = [PathBuf::from(samples())].into_iter().chain(is_there.then_some(data));
    let inputs: Vec<String> = inputs.map(|path| path.to_str().expect("a plain path").to_owned()).collect();
    let arguments = ["import", "--no-originals", "--no-compare"].map(str::to_owned);
    desk.run(&arguments.into_iter().chain(inputs).collect::<Vec<_>>()).exits(3);
    let rows = table(&page, "| language | query | finds |");
    assert!(rows.len() > 20, "{} rows", rows.len());
    let rows: Vec<_> = rows.iter().filter(|row| is_there || !row[2].starts_with("training_set")).collect();
    let queries: Vec<&str> = rows.iter().map(|row| code(&row[1])[0]).collect();
    let database = desk.database();
    let known = "SELECT title || char(10) || coalesce(group_concat(external_id, char(10)), '')
        FROM articles_text JOIN captures_report ON captures_report.article = articles_text.id
        WHERE articles_text.id LIKE ?1 || '%'";
    for (row, answer) in rows.iter().zip(ask(&desk, &queries)) {
        let hits = answer["hits"].as_array().expect("a list");
        let ids = hits.iter().filter_map(|hit| hit["id"].as_str());
        let found =
            ids.map(|id| database.get::<String>(known, [id])).any(|known| known.lines().any(|name| name == row[2]));
        assert!(found, "{} is not among the first of {answer}", row[2]);
        assert_eq!(answer["note"], Value::Null, "{answer}");
    }
}

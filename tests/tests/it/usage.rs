//! What holds for all commands, and those that store and read nothing: `extract` and `completions`.

use std::io::{BufRead, BufReader};

use crate::support::{Desk, Ran, Running, samples};

#[test]
fn extract_stores_nothing_and_prints_what_an_import_would_store() {
    let desk = Desk::new();
    let records = desk.run(&["extract", "--format", "jsonl", &samples()]).exits(3).json_lines();
    assert!(!desk.archive().exists());
    assert_eq!(records.len(), 44);
    let stored = Desk::with_samples();
    let database = stored.database();
    for record in &records {
        let sql =
            "SELECT count(*) FROM articles_text WHERE title = coalesce(?1, '') AND text = ?2 AND standfirst IS ?3";
        let values = ["title", "text", "standfirst"].map(|name| record[name].as_str());
        assert!(database.get::<i64>(sql, values) > 0, "not stored: {record}");
        let blocks = record["blocks"].as_array().expect("blocks").iter().filter_map(|block| block["text"].as_str());
        assert_eq!(record["text"], blocks.collect::<Vec<_>>().join("\n\n"));
    }
}

#[test]
fn a_field_can_be_mapped_by_hand() {
    let desk = Desk::new();
    desk.write("odd.csv", "kopf,body_text,extra\nHerring rises,The price of herring rose.,x\n");
    desk.run(&["import", "odd.csv", "--map", "title=kopf", "--map", "text=body_text"]).exits(0);
    let row: (String, String) =
        desk.database().rows("SELECT title, text FROM articles_text", (), |row| Ok((row.get(0)?, row.get(1)?)))[0]
            .clone();
    assert_eq!(row, ("Herring rises".to_owned(), "The price of herring rose.".to_owned()));
    desk.run(&["import", "odd.csv", "--map", "nonsense=kopf"]).exits(2).says(&["nonsense", "title"]);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let desk = Desk::new();
    let row = |number| format!("{{\"title\": \"T{number}\", \"text\": \"X{number}\", \"language\": \"en\"}}\n");
    let rows: Vec<String> = (0..4000).map(row).collect();
    desk.write("many.jsonl", rows.concat());
    desk.run(&["import", "many.jsonl"]).exits(0);
    for command in
        [&["list", "-n", "4000"][..], &["search", "x*", "-n", "4000", "--format", "jsonl"], &["extract", "many.jsonl"]]
    {
        let mut running = Running::start_unread(desk.command(command));
        let mut line = String::new();
        // One line is read, then the pipe is closed while there is more in it than fits.
        BufReader::with_capacity(16, running.take_stdout()).read_line(&mut line).expect("a line");
        let ran = running.end();
        assert!(!line.is_empty());
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{command:?}");
    }
}

#[test]
fn a_shell_gets_its_completions() {
    let desk = Desk::new();
    let script = desk.run(&["completions", "bash"]).exits(0);
    assert!(script.text().contains("complete -F _cuttings"), "{}", script.text());
    desk.write("completions.bash", script.text());
    let mut bash = std::process::Command::new("bash");
    bash.arg("-n").arg(desk.path("completions.bash"));
    assert!(bash.status().expect("bash").success(), "bash does not read its own script");
}

#[test]
fn wrong_usage_has_the_code_of_failure() {
    let desk = Desk::new();
    desk.run(&["import"]).exits(2).says(&["INPUT", "--help"]);
    desk.run(&["nonsense"]).exits(2).says(&["nonsense", "--help"]);
    desk.run(&["list"]).exits(2).says(&["there is no archive at cuttings.db", "cuttings import", "-a PATH"]);
    assert!(desk.run(&["--version"]).exits(0).text().starts_with("cuttings "));
}

#[test]
fn the_archive_is_named_by_flag_then_variable_then_default() {
    let desk = Desk::with_samples();
    std::fs::rename(desk.archive(), desk.path("named.db")).expect("renamed");
    desk.run(&["list"]).exits(2);
    let mut by_variable = desk.command(&["list", "-n", "1"]);
    by_variable.env("CUTTINGS_ARCHIVE", "named.db");
    Ran::of(by_variable).exits(0);
    for arguments in
        [&["-a", "named.db", "list"][..], &["list", "-a", "named.db"], &["list", "ferry", "-n", "1", "-a", "named.db"]]
    {
        let mut by_flag = desk.command(arguments);
        by_flag.env("CUTTINGS_ARCHIVE", "nothing.db");
        Ran::of(by_flag).exits(0);
    }
}

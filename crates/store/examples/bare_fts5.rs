//! Inserts the titles and texts of a JSONL file into a plain FTS5 table: what `scripts/bench import` measures against.
//!
//! `bare_fts5 INPUT.jsonl DATABASE` does the least that makes texts searchable: one transaction, one prepared
//! statement, no pragma, no hash, no check for copies. It prints how many articles went in, and the version of SQLite.

use std::env;
use std::error::Error;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};

use rusqlite::Connection;
use serde::Deserialize;

#[derive(Deserialize)]
struct Article {
    title: Option<String>,
    text: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1);
    let (Some(input), Some(database)) = (arguments.next(), arguments.next()) else {
        return Err("usage: bare_fts5 INPUT.jsonl DATABASE".into());
    };
    let mut connection = Connection::open(database)?;
    let inserted = insert_all(&mut connection, BufReader::new(File::open(input)?))?;
    connection.close().map_err(|(_, error)| error)?;
    let summary = serde_json::json!({ "articles": inserted, "sqlite": rusqlite::version() });
    writeln!(io::stdout(), "{summary}")?;
    Ok(())
}

/// Puts every line of `input` into a new table of `connection` and gives their number.
fn insert_all(connection: &mut Connection, mut input: impl BufRead) -> Result<u64, Box<dyn Error>> {
    let transaction = connection.transaction()?;
    transaction.execute_batch("CREATE VIRTUAL TABLE articles USING fts5 (title, text)")?;
    let mut insert = transaction.prepare("INSERT INTO articles (title, text) VALUES (?1, ?2)")?;
    let mut inserted = 0;
    let mut line = String::new();
    while input.read_line(&mut line)? > 0 {
        let article: Article = serde_json::from_str(&line)?;
        insert.execute((&article.title, &article.text))?;
        inserted += 1;
        line.clear();
    }
    drop(insert);
    transaction.commit()?;
    Ok(inserted)
}

//! Answers a log of queries as the search page does, or as bare FTS5 does, and says how long each took:
//! `search_log ARCHIVE LOG.jsonl cuttings|fts5`. A line of the log is an object with `query`, `kind`, and `fts5` where FTS5
//! can be asked the same. A line of the answer has `kind`, `query`, `micros` (by the clock), `total` and `top`: row numbers of
//! the contents that come first. Those of FTS5 that rank as the tenth does are all among them.

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::time::Instant;

use cuttings_store::{Archive, SearchRequest};
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};

/// With the weights that the archive ranks by.
const BARE: &str = "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY bm25(search, 1.0, 8.0, 4.0) LIMIT 20";
const BARE_COUNT: &str = "SELECT count(*) FROM search WHERE search MATCH ?1";
/// Not timed.
const BARE_TOP: &str = "SELECT rowid, bm25(search, 1.0, 8.0, 4.0) AS score FROM search WHERE search MATCH ?1 \
                        ORDER BY score LIMIT 1000";

const CONTENT: &str = "SELECT content_id FROM articles WHERE substr(sha256, 1, 8) BETWEEN ?1 AND ?2";

/// What comes first is compared so far.
const COMPARED: usize = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [archive, log, contender] = arguments.as_slice() else {
        return Err("usage: search_log ARCHIVE LOG.jsonl cuttings|fts5".into());
    };
    let queries = BufReader::new(File::open(log)?).lines().map(|line| Ok(serde_json::from_str(&line?)?));
    let queries = queries.collect::<Result<Vec<Value>, Box<dyn Error>>>()?;
    let mut contender: Box<dyn Contender> = match contender.as_str() {
        "fts5" => Box::new(Fts5(connect(archive)?)),
        _ => Box::new(Cuttings(Archive::open_read_only(Path::new(archive))?, connect(archive)?)),
    };
    // The second time everything is warm.
    for query in &queries {
        contender.answer(query)?;
    }
    let mut out = std::io::stdout().lock();
    for query in &queries {
        let start = Instant::now();
        let Some((total, top)) = contender.answer(query)? else { continue };
        let micros = start.elapsed().as_micros() as u64;
        let top = contender.name(query, &top)?;
        let line =
            json!({ "kind": query["kind"], "query": query["query"], "micros": micros, "total": total, "top": top });
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn connect(archive: &str) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(archive, OpenFlags::SQLITE_OPEN_READ_ONLY)
}

/// How many match, and what comes first.
type Answer = Option<(u64, Vec<String>)>;

trait Contender {
    /// What is timed. `None` for a query that cannot be asked.
    fn answer(&mut self, query: &Value) -> Result<Answer, Box<dyn Error>>;

    /// The row numbers of the contents that come first.
    fn name(&self, query: &Value, top: &[String]) -> Result<Vec<i64>, Box<dyn Error>>;
}

struct Cuttings(Archive, Connection);

impl Contender for Cuttings {
    fn answer(&mut self, query: &Value) -> Result<Answer, Box<dyn Error>> {
        let query = query["query"].as_str().unwrap_or_default();
        let page = self.0.search(&SearchRequest { query, limit: 20, facets: true, ..SearchRequest::default() })?;
        Ok(Some((page.total, page.hits.into_iter().map(|hit| hit.article.id).collect())))
    }

    fn name(&self, _: &Value, top: &[String]) -> Result<Vec<i64>, Box<dyn Error>> {
        let mut contents = Vec::new();
        for id in top.iter().take(COMPARED) {
            // The index on ids has their first eight bytes; a shown id has six.
            let first = u64::from_str_radix(&id[..12], 16)? << 16;
            let mut find = self.1.prepare_cached(CONTENT)?;
            let bounds = (first.to_be_bytes(), (first | 0xFFFF).to_be_bytes());
            contents.push(find.query_row(bounds, |row| row.get(0))?);
        }
        Ok(contents)
    }
}

struct Fts5(Connection);

impl Contender for Fts5 {
    fn answer(&mut self, query: &Value) -> Result<Answer, Box<dyn Error>> {
        let Some(matching) = query["fts5"].as_str() else { return Ok(None) };
        let mut statement = self.0.prepare_cached(BARE)?;
        let top = statement.query_map([matching], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        let total = self.0.prepare_cached(BARE_COUNT)?.query_row([matching], |row| row.get(0))?;
        Ok(Some((total, top.iter().map(i64::to_string).collect())))
    }

    fn name(&self, query: &Value, _: &[String]) -> Result<Vec<i64>, Box<dyn Error>> {
        let mut statement = self.0.prepare_cached(BARE_TOP)?;
        let rows = statement.query_map([query["fts5"].as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let rows = rows.collect::<Result<Vec<(i64, f64)>, _>>()?;
        let last = rows.get(COMPARED - 1).map_or(f64::MAX, |row| row.1 + 1e-6);
        Ok(rows.into_iter().take_while(|row| row.1 <= last).map(|row| row.0).collect())
    }
}

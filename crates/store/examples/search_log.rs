//! Answers a log of queries as the search page does, or as bare FTS5 does, and says how long each took:
//! `search_log ARCHIVE LOG.jsonl cuttings|fts5`. A line of the log is an object with `query`, `kind`, and `fts5` where FTS5
//! can be asked the same. A line of the answer has `kind`, `micros`, `total` and `top`, row numbers of contents. The time is
//! that of the processor, where the system tells (Linux), so that other programs do not count; otherwise that of the clock.

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::time::Instant;

use cuttings_store::{Archive, SearchRequest};
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};

/// The weights that the archive ranks by.
const BARE: &str = "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY bm25(search, 1.0, 8.0, 4.0) LIMIT 20";
const BARE_COUNT: &str = "SELECT count(*) FROM search WHERE search MATCH ?1";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [archive, log, contender] = arguments.as_slice() else {
        return Err("usage: search_log ARCHIVE LOG.jsonl cuttings|fts5".into());
    };
    let queries = BufReader::new(File::open(log)?).lines().map(|line| Ok(serde_json::from_str(&line?)?));
    let queries = queries.collect::<Result<Vec<Value>, Box<dyn Error>>>()?;
    let mut out = std::io::stdout().lock();
    let mut answer = contender_of(contender, Path::new(archive))?;
    // The second time everything is warm.
    for round in 0..2 {
        for query in &queries {
            let start = Stopwatch::start();
            let Some((total, top)) = answer(query)? else { continue };
            let micros = start.micros();
            if round == 1 {
                let line = json!({ "kind": query["kind"], "query": query["query"], "micros": micros, "total": total, "top": top });
                writeln!(out, "{line}")?;
            }
        }
    }
    Ok(())
}

type Answer = Option<(u64, Vec<i64>)>;
type Contender = Box<dyn FnMut(&Value) -> Result<Answer, Box<dyn Error>>>;

fn contender_of(name: &str, path: &Path) -> Result<Contender, Box<dyn Error>> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    if name == "fts5" {
        return Ok(Box::new(move |query| {
            let Some(matching) = query["fts5"].as_str() else { return Ok(None) };
            let mut statement = connection.prepare_cached(BARE)?;
            let top = statement.query_map([matching], |row| row.get(0))?.collect::<Result<_, _>>()?;
            let total = connection.prepare_cached(BARE_COUNT)?.query_row([matching], |row| row.get(0))?;
            Ok(Some((total, top)))
        }));
    }
    let archive = Archive::open_read_only(path)?;
    Ok(Box::new(move |query| {
        let query = query["query"].as_str().unwrap_or_default();
        let page = archive.search(&SearchRequest { query, limit: 20, facets: true, ..SearchRequest::default() })?;
        Ok(Some((page.total, Vec::new())))
    }))
}

/// Measures the time of this thread.
struct Stopwatch {
    clock: Instant,
    nanoseconds: Option<u64>,
}

impl Stopwatch {
    fn start() -> Self {
        Self { clock: Instant::now(), nanoseconds: thread_time() }
    }

    fn micros(&self) -> u64 {
        match (self.nanoseconds, thread_time()) {
            (Some(start), Some(end)) => (end - start) / 1_000,
            _ => self.clock.elapsed().as_micros() as u64,
        }
    }
}

/// What the processor has spent on this thread, in nanoseconds.
fn thread_time() -> Option<u64> {
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    spent.split(' ').next()?.parse().ok()
}

//! Indexes a corpus and answers a log of queries with tantivy: `tantivy-log index CORPUS.jsonl FOLDER`, then
//! `tantivy-log search FOLDER LOG.jsonl`. It gives the best 20 and how many match: no facets, no snippets. The answers are
//! lines like those of `search_log`.

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::time::Instant;

use serde_json::{Value, json};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::QueryParser;
use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, TantivyDocument};

/// Bytes that the writer may use.
const MEMORY: usize = 512 << 20;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["index", corpus, folder] => index(Path::new(corpus), Path::new(folder)),
        ["search", folder, log] => search(Path::new(folder), Path::new(log)),
        _ => Err("usage: tantivy-log index CORPUS.jsonl FOLDER | tantivy-log search FOLDER LOG.jsonl".into()),
    }
}

fn index(corpus: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    let words = TextFieldIndexing::default().set_tokenizer("default").set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let options = TextOptions::default().set_indexing_options(words);
    let mut schema = Schema::builder();
    let title = schema.add_text_field("title", options.clone());
    let text = schema.add_text_field("text", options);
    std::fs::create_dir_all(folder)?;
    let index = Index::create_in_dir(folder, schema.build())?;
    let mut writer = index.writer_with_num_threads(2, MEMORY)?;
    for line in BufReader::new(File::open(corpus)?).lines() {
        let article: Value = serde_json::from_str(&line?)?;
        let mut document = TantivyDocument::default();
        document.add_text(title, article["title"].as_str().unwrap_or_default());
        document.add_text(text, article["text"].as_str().unwrap_or_default());
        writer.add_document(document)?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(())
}

fn search(folder: &Path, log: &Path) -> Result<(), Box<dyn Error>> {
    let index = Index::open_in_dir(folder)?;
    let schema = index.schema();
    let (title, text) = (schema.get_field("title")?, schema.get_field("text")?);
    let mut parser = QueryParser::for_index(&index, vec![title, text]);
    parser.set_field_boost(title, 8.0);
    let searcher = index.reader()?.searcher();
    let mut out = std::io::stdout().lock();
    let queries = BufReader::new(File::open(log)?).lines().map(|line| Ok(serde_json::from_str(&line?)?));
    let queries = queries.collect::<Result<Vec<Value>, Box<dyn Error>>>()?;
    for round in 0..2 {
        for query in &queries {
            let Some(asked) = query["tantivy"].as_str() else { continue };
            let start = Instant::now();
            let parsed = parser.parse_query(asked)?;
            let (top, total) = searcher.search(&parsed, &(TopDocs::with_limit(20), Count))?;
            let micros = start.elapsed().as_micros() as u64;
            if round == 1 {
                let line = json!({ "kind": query["kind"], "query": query["query"], "micros": micros, "total": total, "top": top.len() });
                writeln!(out, "{line}")?;
            }
        }
    }
    Ok(())
}

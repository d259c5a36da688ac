//! `cuttings batch`: many queries at once, each with its hits, and the fingerprint of the archive that was asked.

mod queries;
mod write;

use std::path::Path;

use anyhow::Result;
use cuttings_store::{Archive, Hit, QueryNote, SearchRequest};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use crate::args::BatchArgs;
use crate::exit::Exit;
use queries::{AskedQuery, read_queries};
use write::Answers;

/// Runs the command.
pub fn run(archive: &Path, args: &BatchArgs) -> Result<Exit> {
    let queries = read_queries(&args.queries)?;
    let archive = Archive::open_read_only(archive)?;
    let fingerprint = archive.fingerprint()?.to_string();
    let mut answers = Answers::begin(args.format, &fingerprint)?;
    let bar = progress(queries.len());
    let mut found = false;
    for asked in &queries {
        let request = SearchRequest { query: &asked.query, limit: args.limit, ..SearchRequest::default() };
        let page = archive.search(&request)?;
        if let Some(note) = &page.note {
            bar.suspend(|| anstream::eprintln!("note: line {}: {}", asked.line, note.message));
        }
        found |= page.total > 0;
        let hits = page.hits.iter().zip(1..).map(|(hit, rank)| RankedHit::of(hit, rank)).collect();
        let (note, did_you_mean) = (page.note, page.did_you_mean);
        answers.add(&Answered { asked, note, did_you_mean, total: page.total, hits })?;
        bar.inc(1);
    }
    answers.finish()?;
    bar.finish_and_clear();
    anstream::eprintln!("fingerprint of the archive: {fingerprint}");
    Ok(if found { Exit::Done } else { Exit::NothingFound })
}

/// A query with its answer.
#[derive(Debug, Serialize)]
struct Answered<'a> {
    #[serde(flatten)]
    asked: &'a AskedQuery,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<QueryNote>,
    #[serde(skip_serializing_if = "Option::is_none")]
    did_you_mean: Option<String>,
    /// How many texts match, of which the first are given.
    total: u64,
    hits: Vec<RankedHit<'a>>,
}

/// A hit with the values that a table has for it.
#[derive(Debug, Serialize)]
struct RankedHit<'a> {
    /// The place in the answer, from 1.
    rank: u32,
    id: &'a str,
    published: Option<&'a str>,
    site: Option<&'a str>,
    title: &'a str,
    url: Option<&'a str>,
    /// A passage with the words found, on one line.
    snippet: String,
}

impl<'a> RankedHit<'a> {
    fn of(hit: &'a Hit, rank: u32) -> Self {
        let article = &hit.article;
        let snippet: String = hit.snippet.iter().map(|part| part.text.as_str()).collect();
        Self {
            rank,
            id: &article.id,
            published: article.published.as_deref(),
            site: article.site.as_deref(),
            title: &article.title,
            url: article.url.as_deref(),
            snippet: snippet.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }
}

fn progress(queries: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:24} {human_pos} of {human_len} queries, {per_sec}, {eta} left");
    let bar = ProgressBar::new(queries as u64);
    if let Ok(style) = style { bar.with_style(style) } else { bar }
}
